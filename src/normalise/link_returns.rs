//! Which case a partner return belongs to: by its reference, else by name and date of birth,
//! never by a guess. Of two returns of one agency about one case the later counts.
//!
//! A return that came for an earlier meeting, about a case that was put off since, counts here too:
//! nobody is asked for it twice.

use super::headings::letters;
use super::people::{self, Identity, Likeness};
use crate::finding::{Finding, Place, SetAside};
use crate::model::{Case, CaseRef, MeetingId, Return, ReturnKind, ReturnRow, uk_date};
use crate::panel::{Panel, normalise_name};

/// Cases of earlier meetings, with the meeting of each.
pub type Before = [(MeetingId, CaseRef)];

/// Takes, of the returns that came for an earlier meeting, those about these cases that were put off.
/// The others are that meeting's. Gives back where each stands: where it begins, and its rows.
pub fn carry(
    returns: Vec<Return>,
    put_off: &[CaseRef],
    cases: &mut [Case],
    findings: &mut Vec<Finding>,
) -> Vec<Vec<Place>> {
    let mut carried = Vec::new();
    let (numbers, waiting): (Vec<usize>, Vec<Case>) = cases
        .iter()
        .enumerate()
        .filter(|(_, case)| put_off.contains(&case.reference))
        .map(|(number, case)| (number, case.clone()))
        .unzip();
    for one in returns {
        let mut found = Vec::new();
        let fits = fit(&one, &waiting, &[], &mut found).and_then(|fits| numbers.get(fits));
        if let Some(case) = fits.and_then(|number| cases.get_mut(*number)) {
            findings.append(&mut found);
            let rows = one.rows.iter().map(|row| row.place.clone());
            carried.push(std::iter::once(one.place.clone()).chain(rows).collect());
            case.returns.push(one);
        }
    }
    carried
}

/// Links returns to cases. Gives back those that fit none or two, and what was set aside.
pub fn link(
    returns: Vec<Return>,
    cases: &mut [Case],
    before: &Before,
    panel: &Panel,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> (Vec<Return>, Vec<SetAside>) {
    let mut unlinked = Vec::new();
    let mut set_aside = Vec::new();
    for one in returns {
        let fits = fit(&one, cases, before, findings);
        match fits.and_then(|index| cases.get_mut(index)) {
            Some(case) => case.returns.push(one),
            None => {
                set_aside.push(SetAside {
                    place: one.place.clone(),
                    reason: "it could not be linked to one case".into(),
                });
                unlinked.push(one);
            }
        }
    }
    for case in cases.iter_mut() {
        set_aside.extend(keep_later(&mut case.returns, findings));
        for one in &case.returns {
            report_late(one, panel, meeting, findings);
        }
    }
    (unlinked, set_aside)
}

/// The case a return fits, with a finding unless reference and person agree.
fn fit(one: &Return, cases: &[Case], before: &Before, findings: &mut Vec<Finding>) -> Option<usize> {
    let text = |path| one.answers.text(path).unwrap_or_default();
    let born = one.answers.date("return.date_of_birth");
    let person = Identity::new(text("return.surname"), text("return.forenames"), born, &[]);
    let likeness = |case: &Case| {
        let all = case.referrals.iter().map(|referral| Identity::of(referral).likeness(&person));
        all.min_by_key(|likeness| *likeness as u8).unwrap_or(Likeness::Other)
    };
    let by_person: Vec<usize> = positions(cases, |case| likeness(case) == Likeness::Same);
    let near = cases.iter().any(|case| matches!(likeness(case), Likeness::Near | Likeness::ByAlias));
    let reference = letters(text("return.reference"));
    let by_reference =
        positions(cases, |case| !reference.is_empty() && letters(case.reference.as_str()) == reference);
    let at = one.answers.place("return.reference").unwrap_or(&one.place).clone();
    let named = !text("return.surname").is_empty() || born.is_some();

    match (by_reference.as_slice(), by_person.as_slice()) {
        ([by_reference], []) => {
            let case = cases.get(*by_reference)?;
            match likeness(case) {
                Likeness::Other if named && contradicts(one, case) => {
                    findings.push(unlinked(
                        "the reference of the return is one person's, its name and date of birth are not",
                        at,
                    ));
                    return None;
                }
                Likeness::Other | Likeness::Near if named && contradicts_in_part(one, case) => findings.push(
                    Finding::warning("return-name-differs", "the return is linked by its reference; its name or date of birth differs from the referral's")
                        .at(at)
                        .help("Check that the return is about this person"),
                ),
                _ => {}
            }
            Some(*by_reference)
        }
        ([by_reference], people) if people.contains(by_reference) => Some(*by_reference),
        ([_], _) => {
            findings.push(unlinked(
                "the reference of the return is one person's, its name and date of birth are another's",
                at,
            ));
            None
        }
        (_, [only]) if reference.is_empty() => {
            findings.push(
                Finding::note(
                    "return-linked-by-name",
                    "the return has no case reference; it is linked by name and date of birth",
                )
                .at(at),
            );
            Some(*only)
        }
        (_, [only]) => {
            let case = cases.get(*only)?;
            let message = if case.earlier.iter().any(|then| letters(then.reference.as_str()) == reference) {
                "the return gives the reference that the person had at an earlier meeting; it is linked by name and date of birth"
            } else {
                "the return's reference is no case's of this meeting; it is linked by name and date of birth"
            };
            findings.push(
                Finding::warning("return-reference-not-known", message)
                    .at(at)
                    .help("Check with the agency that it is about the case of this meeting"),
            );
            Some(*only)
        }
        (_, []) if near => {
            findings.push(unlinked(
                "the return fits no case for certain; a name or a date of birth comes near",
                at,
            ));
            None
        }
        (_, []) => {
            findings.push(fits_none(&reference, cases, before, at));
            None
        }
        (_, _) => {
            findings.push(unlinked("the return fits two cases of this meeting", at));
            None
        }
    }
}

/// A return that fits no case; where its reference was another meeting's, that is said.
fn fits_none(reference: &str, cases: &[Case], before: &Before, at: Place) -> Finding {
    let is_it = |given: &CaseRef| !reference.is_empty() && letters(given.as_str()) == reference;
    let back = cases.iter().find(|case| case.earlier.iter().any(|then| is_it(&then.reference)));
    if let Some(case) = back {
        let message = format!(
            "the return gives a reference that the person of {} had at an earlier meeting, and neither name nor date of birth to link it by",
            case.reference
        );
        return unlinked(&message, at);
    }
    match before.iter().rev().find(|(_, given)| is_it(given)) {
        Some((meeting, _)) => Finding::error(
            "return-unlinked",
            format!("the return is about a case of the meeting {meeting}, which is not on this one's list"),
        )
        .at(at)
        .help("Move it into the `returns` folder of that meeting, or ask the agency which case it means"),
        None => unlinked("the return fits no case of this meeting", at),
    }
}

/// Whether surname and date of birth speak against the case, as far as given on both sides; or forenames
/// and date of birth: one surname is a whole family's.
fn contradicts(one: &Return, case: &Case) -> bool {
    let Differences { surname, forenames, born } = differences(one, case);
    match (surname, born) {
        (Some(surname), Some(born)) => born && (surname || forenames == Some(true)),
        (Some(differs), None) | (None, Some(differs)) => differs,
        (None, None) => false,
    }
}

fn contradicts_in_part(one: &Return, case: &Case) -> bool {
    let Differences { surname, forenames, born } = differences(one, case);
    [surname, forenames, born].contains(&Some(true))
}

/// Whether a return differs from all the case's referrals; nothing if not given on both sides.
struct Differences {
    surname: Option<bool>,
    forenames: Option<bool>,
    born: Option<bool>,
}

fn differences(one: &Return, case: &Case) -> Differences {
    let differs = |of_return: &str, of_referral: &str, alike: fn(&str, &str) -> bool| {
        let name = people::name(one.answers.text(of_return).unwrap_or_default());
        let names = case.referrals.iter().filter_map(|referral| referral.answers.text(of_referral));
        let names: Vec<String> = names.map(people::name).collect();
        (!name.is_empty() && !names.is_empty()).then(|| !names.iter().any(|known| alike(known, &name)))
    };
    let born = one.answers.date("return.date_of_birth");
    let days: Vec<_> = case.referrals.iter().filter_map(crate::model::Referral::date_of_birth).collect();
    Differences {
        surname: differs("return.surname", "subject.surname", |known, name| known == name),
        // A second forename is often left out.
        forenames: differs("return.forenames", "subject.forenames", |known, name| {
            known.starts_with(name) || name.starts_with(known)
        }),
        born: born.filter(|_| !days.is_empty()).map(|born| !days.contains(&born)),
    }
}

fn positions(cases: &[Case], fits: impl Fn(&Case) -> bool) -> Vec<usize> {
    cases.iter().enumerate().filter(|(_, case)| fits(case)).map(|(index, _)| index).collect()
}

fn unlinked(message: &str, at: Place) -> Finding {
    Finding::error("return-unlinked", message)
        .at(at)
        .help("Check reference, name and date of birth with the agency; nobody sees the return until it fits one case")
}

/// Which agency a return is from, by code where known; empty if it does not say.
fn agency(one: &Return) -> String {
    let written = || normalise_name(one.answers.text("return.agency").unwrap_or_default());
    one.agency.clone().unwrap_or_else(written)
}

/// Whether another return of the agency is about the case of a form that was not filled in.
pub fn is_answered(form: &Return, cases: &[Case]) -> bool {
    let case = fit(form, cases, &[], &mut Vec::new()).and_then(|fits| cases.get(fits));
    let from = agency(form);
    case.is_some_and(|case| !from.is_empty() && case.returns.iter().any(|one| agency(one) == from))
}

/// Keeps the later of two returns of one agency; both are named in a finding.
fn keep_later(returns: &mut Vec<Return>, findings: &mut Vec<Finding>) -> Vec<SetAside> {
    returns.sort_by(|a, b| (a.completed, &a.place).cmp(&(b.completed, &b.place)));
    let mut set_aside = Vec::new();
    let mut kept: Vec<Return> = Vec::new();
    for one in returns.drain(..) {
        let earlier =
            kept.iter().position(|known| !agency(known).is_empty() && agency(known) == agency(&one));
        if let Some(earlier) = earlier {
            let earlier = kept.remove(earlier);
            findings.push(sent_twice(&earlier, &one));
            set_aside.push(SetAside {
                place: earlier.place,
                reason: "a later return of the same agency counts".into(),
            });
        }
        kept.push(one);
    }
    kept.sort_by(|a, b| a.place.cmp(&b.place));
    *returns = kept;
    set_aside
}

/// Two returns of one agency about one case, the one that counts second. Both are named, by the cells that
/// say who completed them, and what the other says is not lost from sight.
fn sent_twice(earlier: &Return, counts: &Return) -> Finding {
    let person = |one: &Return| normalise_name(one.answers.text("return.completed_by").unwrap_or_default());
    let (one, two) = (person(earlier), person(counts));
    let who = if one.is_empty() || two.is_empty() || one == two {
        "an agency has sent two returns about one case"
    } else {
        "two people of one agency have sent returns about one case"
    };
    let how = match (earlier.completed, counts.completed) {
        (Some(earlier), Some(counts)) if earlier != counts => "the later counts",
        (None, Some(_)) => "the one that says when it was completed counts",
        _ => "neither is the later by its date, so the last in order of files counts",
    };
    let contradicts = earlier.kind == ReturnKind::Information && counts.kind == ReturnKind::NothingKnown;
    let (but, help) = match (contradicts, only_there(earlier, counts)) {
        (true, _) => (
            "; that one gives information and this one says that nothing is known".to_owned(),
            "Ask the agency at once which is right, and remove the return that is not",
        ),
        (false, None) => (
            "; that one says nothing that this one does not".to_owned(),
            "Nothing is lost; take the one that does not count out of the folder if you like",
        ),
        (false, Some(first)) => (
            format!("; that one says what this one does not, first at {first}"),
            "Ask those who completed them whether that still holds; to use both, have the agency send them as one return",
        ),
    };
    let named = if one.is_empty() { "" } else { ", where it says who completed it" };
    let message = format!("{who}; {how}, not the one at {}{named}{but}", completed_at(earlier));
    let finding = if contradicts {
        Finding::error("return-twice", message)
    } else {
        Finding::warning("return-twice", message)
    };
    finding.at(completed_at(counts).clone()).help(help)
}

/// The cell that says who completed a return, else the return.
fn completed_at(one: &Return) -> &Place {
    let said = one.answers.text("return.completed_by").and_then(|_| one.answers.place("return.completed_by"));
    said.unwrap_or(&one.place)
}

/// The first thing that one return says and the other does not: a row, an action, an officer, or that the
/// risk is another now.
fn only_there<'r>(earlier: &'r Return, counts: &Return) -> Option<&'r Place> {
    let rows = earlier.rows.iter().filter(|row| {
        let alike = |other: &&ReturnRow| {
            letters(&other.information) == letters(&row.information) && other.share_with == row.share_with
        };
        !counts.rows.iter().any(|other| alike(&other))
    });
    let actions = earlier.proposed_actions.iter().filter(|(action, _)| {
        !counts.proposed_actions.iter().any(|(other, _)| letters(other) == letters(action))
    });
    let officers = earlier.attending.iter().filter(|officer| {
        !counts.attending.iter().any(|other| letters(&other.name) == letters(&officer.name))
    });
    let risks = earlier.risk_views.iter().filter(|_| earlier.risk_now != counts.risk_now);
    rows.map(|row| &row.place)
        .chain(actions.map(|(_, place)| place))
        .chain(officers.map(|officer| &officer.place))
        .chain(risks.map(|(_, place)| place))
        .next()
}

/// A return after its deadline is a finding; it is used all the same. What tells is the date on which it
/// says that it was completed: dates of files change when they are copied. An urgent meeting has no
/// deadlines.
fn report_late(one: &Return, panel: &Panel, meeting: MeetingId, findings: &mut Vec<Finding>) {
    if meeting.urgent {
        return;
    }
    let deadline = panel.calendar.deadline(&panel.calendar.returns, meeting.date);
    if one.completed.is_some_and(|completed| completed > deadline.date) {
        let at = one.answers.place("return.completed").unwrap_or(&one.place);
        findings.push(
            Finding::warning(
                "return-late",
                format!(
                    "the return was completed after the day by which returns were due, {}; it goes by this date, for a file does not say when it came",
                    uk_date(deadline.date)
                ),
            )
                .at(at.clone())
                .under(panel.place.clone())
                .help(
                    "Ask the chair whether to use it; it is in the pack unless it is removed from the folder",
                ),
        );
    }
}
