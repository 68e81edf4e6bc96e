//! Returned referrals that come back corrected: the workbook sent with a return letter says whose
//! case it is, and takes the place of the referral it was made from.
//!
//! Nothing but the reference in it ties it to the case, so whatever speaks against that tie is said
//! and the referral is read as a new one. Back by the date its return letter named, it keeps its
//! first receipt.

use super::carry::{EarlierOutcomes, Past};
use super::link::arrival;
use super::people::Identity;
use super::register::Register;
use crate::finding::{Finding, Ledger, Place, SetAside};
use crate::model::{Answer, CASE_REFERENCE as HEADING, CaseRef, MeetingId, Referral};
use crate::panel::{Panel, normalise_name};

/// The path of the case reference in a referral. It is no fact: no rule may look at it.
pub const REFERENCE: &str = "referral.case_reference";

/// Headings under which a corrected referral says which case it belongs to.
///
/// "Case reference" alone is not among them: forms ask for the referrer's own under that.
pub const HEADINGS: &[&str] = &[HEADING, "CMARAC reference", "CMARAC case reference"];

const RECEIVED: &str = "referral.received";

/// A referral that took the place of another, with what the register knows the other by.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// Where the corrected referral stands.
    pub by: Place,
    /// The meeting the other was put in for.
    pub meeting: MeetingId,
    /// The other's person key.
    pub key: String,
    /// Where the other stands; where the corrected one does if the other is no longer there.
    pub place: Place,
}

/// Puts corrected referrals in the place of those they correct.
pub fn replace(
    referrals: Vec<Referral>,
    meeting: MeetingId,
    (panel, past, outcomes): (&Panel, &[Past], &EarlierOutcomes),
    register: &Register,
    findings: &mut Vec<Finding>,
    ledger: &mut Ledger,
) -> (Vec<Referral>, Vec<Replaced>) {
    let (mut corrected, mut others): (Vec<Referral>, Vec<Referral>) =
        referrals.into_iter().partition(|referral| reference(referral, panel).is_some());
    corrected.sort_by(|a, b| (arrival(a), &a.place).cmp(&(arrival(b), &b.place)));
    let mut replaced: Vec<Replaced> = Vec::new();
    for mut referral in corrected {
        let Some(wanted) = reference(&referral, panel) else { continue };
        if !register.has(meeting, &wanted) && !is_put_off(&others, &wanted, panel, register) {
            match returned_before(&referral, &wanted, past, outcomes) {
                Some((then, first)) => {
                    findings.push(back_later(&referral, then));
                    replaced.push(Replaced { by: referral.place.clone(), ..of(first, panel) });
                }
                None => findings.push(not_of_meeting(&referral)),
            }
            others.push(referral);
            continue;
        }
        match original(&others, &referral, &wanted, panel, register, &replaced) {
            Original::One(index) => {
                let Some(first) = others.get_mut(index) else { continue };
                let known = replaced.iter().find(|one| one.by == first.place).cloned();
                forget(first, findings);
                keep_receipt(first, &mut referral, panel, meeting, findings);
                report_changes(first, &referral, known.is_some(), findings);
                replaced.push(Replaced {
                    by: referral.place.clone(),
                    ..known.unwrap_or_else(|| of(first, panel))
                });
                let reason = "a corrected referral took its place";
                ledger.put_aside("referrals", SetAside { place: first.place.clone(), reason: reason.into() });
                for incident in &first.incidents {
                    let aside = SetAside { place: incident.place.clone(), reason: reason.into() };
                    ledger.put_aside("incidents", aside);
                }
                *first = referral;
            }
            Original::Gone => {
                if let Some(key) = register.incomplete(meeting, &wanted) {
                    let place = referral.place.clone();
                    replaced.push(Replaced { by: place.clone(), meeting, key, place });
                }
                findings.push(
                    Finding::warning(
                        "corrected-alone",
                        "a corrected referral has come back, and the referral it corrects is no longer in the folder, so its first receipt is taken from the corrected one",
                    )
                    .at(referral.place.clone())
                    .help("Put the first referral back beside it; both are needed"),
                );
                others.push(referral);
            }
            Original::Unclear => {
                findings.push(
                    Finding::warning(
                        "corrected-unclear",
                        "a corrected referral could take the place of more than one, so it counts beside them",
                    )
                    .at(place(&referral))
                    .help("Remove the referral that it corrects"),
                );
                others.push(referral);
            }
            Original::SomebodyElse => {
                findings.push(
                    Finding::error(
                        "corrected-other-person",
                        "a referral gives the reference of somebody else's case; it is read as a new referral",
                    )
                    .at(place(&referral))
                    .help("Check whose referral this is; correct or clear the case reference"),
                );
                others.push(referral);
            }
        }
    }
    (others, replaced)
}

/// The case reference a referral gives, if it is one of this panel's.
fn reference(referral: &Referral, panel: &Panel) -> Option<CaseRef> {
    let written = referral.answers.text(REFERENCE)?.trim().to_uppercase();
    let ours = written.strip_prefix(&panel.prefix).is_some_and(|rest| rest.starts_with('-'));
    CaseRef::parse(&written).filter(|_| ours)
}

fn place(referral: &Referral) -> Place {
    referral.answers.place(REFERENCE).unwrap_or(&referral.place).clone()
}

fn not_of_meeting(referral: &Referral) -> Finding {
    Finding::warning(
        "corrected-no-case",
        "a referral gives a case reference that is not of this meeting; it is read as a new referral",
    )
    .at(place(referral))
    .help("Check the reference, or clear it if the case is referred anew")
}

/// The referral of an earlier meeting that one gives the case reference of, if that meeting did not hear
/// the case and it is of the same person: it has come back corrected too late for that meeting.
fn returned_before<'p>(
    referral: &Referral,
    wanted: &CaseRef,
    past: &'p [Past],
    outcomes: &EarlierOutcomes,
) -> Option<(MeetingId, &'p Referral)> {
    let person = Identity::of(referral);
    let of_case = |meeting: &'p Past| {
        let groups = meeting.groups.iter().filter(|(reference, _)| reference == wanted);
        groups.flat_map(move |(_, group)| group.referrals.iter().map(move |first| (meeting, first)))
    };
    if past.iter().any(|meeting| meeting.heard(wanted, outcomes)) {
        return None;
    }
    let (meeting, first) =
        past.iter().rev().flat_map(of_case).find(|(_, first)| Identity::of(first).may_be(&person))?;
    Some((meeting.meeting, first))
}

fn back_later(referral: &Referral, meeting: MeetingId) -> Finding {
    Finding::note(
        "corrected-next-meeting",
        format!("a referral of the meeting {meeting}, which did not hear it, has come back corrected; it keeps its case reference"),
    )
    .at(place(referral))
}

/// Whether a reference of an earlier meeting is that of a referral put off to this one.
fn is_put_off(others: &[Referral], wanted: &CaseRef, panel: &Panel, register: &Register) -> bool {
    others.iter().any(|other| known(other, panel, register).as_ref() == Some(wanted))
}

fn known(referral: &Referral, panel: &Panel, register: &Register) -> Option<CaseRef> {
    let key = Identity::of(referral).key(&panel.code, &referral.place);
    register.find(referral.meeting, &key, &referral.place)
}

/// What the register knows a referral by whose place another takes.
pub fn of(first: &Referral, panel: &Panel) -> Replaced {
    Replaced {
        by: first.place.clone(),
        meeting: first.meeting,
        key: Identity::of(first).key(&panel.code, &first.place),
        place: first.place.clone(),
    }
}

/// Which referral a corrected one was made from.
enum Original {
    /// This one.
    One(usize),
    /// It is no longer in the folder.
    Gone,
    /// One of several, and no telling which.
    Unclear,
    /// The reference is that of somebody else's case.
    SomebodyElse,
}

fn original(
    others: &[Referral],
    corrected: &Referral,
    wanted: &CaseRef,
    panel: &Panel,
    register: &Register,
    replaced: &[Replaced],
) -> Original {
    let person = Identity::of(corrected);
    let agency =
        |referral: &Referral| normalise_name(referral.answers.text("referrer.agency").unwrap_or_default());
    let of_case: Vec<usize> = (0..others.len())
        .filter(|index| {
            others.get(*index).is_some_and(|other| {
                let before = replaced.iter().find(|one| one.by == other.place);
                let by_key = match before {
                    Some(one) => register.find(one.meeting, &one.key, &one.place),
                    None => known(other, panel, register),
                };
                by_key.as_ref() == Some(wanted)
            })
        })
        .collect();
    let may_be =
        |index: &&usize| others.get(**index).is_some_and(|other| Identity::of(other).may_be(&person));
    let of_person: Vec<usize> = of_case.iter().filter(may_be).copied().collect();
    let of_agency =
        |index: &&usize| others.get(**index).is_some_and(|other| agency(other) == agency(corrected));
    match of_person.as_slice() {
        [only] => return Original::One(*only),
        [_, ..] => {
            let mut own = of_person.iter().filter(of_agency);
            return match (own.next(), own.next()) {
                (Some(only), None) => Original::One(*only),
                _ => Original::Unclear,
            };
        }
        [] if !of_case.is_empty() => return Original::SomebodyElse,
        [] => {}
    }
    let key = person.key(&panel.code, &corrected.place);
    if register.incomplete(corrected.meeting, wanted).is_some()
        || register.find(corrected.meeting, &key, &corrected.place).as_ref() == Some(wanted)
    {
        Original::Gone
    } else {
        Original::SomebodyElse
    }
}

/// What was wrong with a referral that no longer counts is not said any more.
pub fn forget(first: &Referral, findings: &mut Vec<Finding>) {
    findings.retain(|finding| {
        finding.place.as_ref().is_none_or(|place| {
            let inside = place.file == first.place.file && place.sheet.is_some() | place.row.is_some();
            !inside || (first.place.row.is_some() && first.place.row != place.row)
        })
    });
}

fn report_changes(first: &Referral, corrected: &Referral, again: bool, findings: &mut Vec<Finding>) {
    if again {
        findings.push(
            Finding::warning(
                "corrected-twice",
                format!(
                    "two corrected referrals have come back for one; this one counts, not {}",
                    first.place
                ),
            )
            .at(place(corrected))
            .help("Remove the one that does not hold"),
        );
    }
    if Identity::of(first).differs(&Identity::of(corrected)) {
        findings.push(
            Finding::warning(
                "corrected-person-differs",
                "the corrected referral changes the person's name or date of birth",
            )
            .at(place(corrected))
            .help("Check that it is the same person; if not, clear the case reference"),
        );
    }
}

/// Back by the date for corrections, the first receipt counts.
fn keep_receipt(
    first: &Referral,
    corrected: &mut Referral,
    panel: &Panel,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) {
    let at = place(corrected);
    let due = panel.calendar.corrections_by(meeting);
    let back = corrected.answers.moment(RECEIVED);
    let received = first.answers.moment(RECEIVED);
    let late = match (back, received) {
        (Some(back), Some(received)) if (back.date, back.time) > (received.date, received.time) => {
            match back.date_time() {
                Some(stamp) => stamp > due.moment(),
                None => back.date > due.date,
            }
        }
        _ => false,
    };
    if late {
        findings.push(
            Finding::warning(
                "corrected-late",
                format!("a corrected referral came back after {}, so its own receipt counts", due.say()),
            )
            .at(corrected.answers.place(RECEIVED).cloned().unwrap_or(at))
            .help("Decide otherwise in decisions.xlsx if it shall be heard at this meeting all the same"),
        );
        return;
    }
    findings.push(
        Finding::note(
            "corrected",
            format!("a corrected referral takes the place of {}, and keeps its first receipt", first.place),
        )
        .at(at)
        .help(format!("Write when it came back under “Referral received” if that was after {}", due.say())),
    );
    if let Some(answer @ Answer::Given { .. }) = first.answers.get(RECEIVED) {
        corrected.answers.insert(RECEIVED, answer.clone());
    }
}

/// Reports a reference that is none of this panel's.
pub fn report_strange(referral: &Referral, panel: &Panel, findings: &mut Vec<Finding>) {
    if referral.answers.text(REFERENCE).is_some() && reference(referral, panel).is_none() {
        findings.push(
            Finding::warning(
                "reference-not-ours",
                "a case reference is none of this panel's, and is not used",
            )
            .at(place(referral))
            .help("Check it against the letter; the referrer's own reference goes under “Your reference”"),
        );
    }
}
