//! Which case a partner return belongs to: by its reference, else by name and date of birth,
//! never by a guess. Of two returns of one agency about one case the later counts.

use super::headings::letters;
use super::people::{Identity, Likeness};
use crate::finding::{Finding, Place, SetAside};
use crate::model::{Case, MeetingId, Return};
use crate::panel::{Panel, normalise_name};

/// Links returns to cases. Gives back those that fit none or two, and what was set aside.
pub fn link(
    returns: Vec<Return>,
    cases: &mut [Case],
    panel: &Panel,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> (Vec<Return>, Vec<SetAside>) {
    let mut unlinked = Vec::new();
    let mut set_aside = Vec::new();
    for one in returns {
        let fits = fit(&one, cases, findings);
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
fn fit(one: &Return, cases: &[Case], findings: &mut Vec<Finding>) -> Option<usize> {
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
        ([by_reference], [])
            if named && cases.get(*by_reference).is_some_and(|case| likeness(case) == Likeness::Other) =>
        {
            if contradicts(one, cases.get(*by_reference)?) {
                findings.push(unlinked(
                    "the reference of the return is one person's, its name and date of birth are not",
                    at,
                ));
                return None;
            }
            Some(*by_reference)
        }
        ([by_reference], []) => {
            if named
                && cases.get(*by_reference).is_some_and(|case| likeness(case) == Likeness::Near)
                && contradicts_in_part(one, cases.get(*by_reference)?)
            {
                findings.push(
                    Finding::warning("return-name-differs", "the return is linked by its reference; its name or date of birth differs from the referral's")
                        .at(at)
                        .help("Check that the return is about this person"),
                );
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
            findings.push(
                Finding::warning("return-reference-not-known", "the return's reference is no case's of this meeting; it is linked by name and date of birth")
                    .at(at)
                    .help("Check the reference with the agency"),
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
            findings.push(unlinked("the return fits no case of this meeting", at));
            None
        }
        (_, _) => {
            findings.push(unlinked("the return fits two cases of this meeting", at));
            None
        }
    }
}

/// Whether both surname and date of birth, as far as given on both sides, speak against the case.
fn contradicts(one: &Return, case: &Case) -> bool {
    let (surname, born) = differences(one, case);
    match (surname, born) {
        (Some(surname), Some(born)) => surname && born,
        (Some(differs), None) | (None, Some(differs)) => differs,
        (None, None) => false,
    }
}

fn contradicts_in_part(one: &Return, case: &Case) -> bool {
    let (surname, born) = differences(one, case);
    let text = |path| letters(one.answers.text(path).unwrap_or_default());
    let forenames = text("return.forenames");
    let same_forenames = forenames.is_empty()
        || case.referrals.iter().any(|referral| {
            letters(referral.answers.text("subject.forenames").unwrap_or_default()) == forenames
        });
    surname == Some(true) || born == Some(true) || !same_forenames
}

/// Whether surname and date of birth differ from all the case's referrals; nothing if not given.
fn differences(one: &Return, case: &Case) -> (Option<bool>, Option<bool>) {
    let surname = letters(one.answers.text("return.surname").unwrap_or_default());
    let surnames: Vec<String> = case
        .referrals
        .iter()
        .filter_map(|referral| referral.answers.text("subject.surname"))
        .map(letters)
        .collect();
    let born = one.answers.date("return.date_of_birth");
    let days: Vec<_> = case.referrals.iter().filter_map(crate::model::Referral::date_of_birth).collect();
    (
        (!surname.is_empty() && !surnames.is_empty()).then(|| !surnames.contains(&surname)),
        born.filter(|_| !days.is_empty()).map(|born| !days.contains(&born)),
    )
}

fn positions(cases: &[Case], fits: impl Fn(&Case) -> bool) -> Vec<usize> {
    cases.iter().enumerate().filter(|(_, case)| fits(case)).map(|(index, _)| index).collect()
}

fn unlinked(message: &str, at: Place) -> Finding {
    Finding::error("return-unlinked", message)
        .at(at)
        .help("Check reference, name and date of birth with the agency; nobody sees the return until it fits one case")
}

/// Keeps the later of two returns of one agency; both are named in a finding.
fn keep_later(returns: &mut Vec<Return>, findings: &mut Vec<Finding>) -> Vec<SetAside> {
    returns.sort_by(|a, b| (a.completed, &a.place).cmp(&(b.completed, &b.place)));
    let agency = |one: &Return| {
        one.agency
            .clone()
            .unwrap_or_else(|| normalise_name(one.answers.text("return.agency").unwrap_or_default()))
    };
    let mut set_aside = Vec::new();
    let mut kept: Vec<Return> = Vec::new();
    for one in returns.drain(..) {
        let earlier =
            kept.iter().position(|known| !agency(known).is_empty() && agency(known) == agency(&one));
        if let Some(earlier) = earlier {
            let earlier = kept.remove(earlier);
            let how = if earlier.completed == one.completed {
                "neither is the later by its date, so the last in order of files counts"
            } else {
                "the later counts"
            };
            findings.push(
                Finding::warning(
                    "return-twice",
                    format!(
                        "an agency has sent two returns about one case; {how}, not the one at {}",
                        earlier.place
                    ),
                )
                .at(one.place.clone())
                .help("Check with the agency that nothing in the earlier return is lost"),
            );
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

/// A return after its deadline is a finding; it is used all the same. An urgent meeting has no
/// deadlines.
fn report_late(one: &Return, panel: &Panel, meeting: MeetingId, findings: &mut Vec<Finding>) {
    if meeting.urgent {
        return;
    }
    let deadline = panel.calendar.deadline(&panel.calendar.returns, meeting.date);
    if one.completed.is_some_and(|completed| completed > deadline.date) {
        let at = one.answers.place("return.completed").unwrap_or(&one.place);
        findings.push(
            Finding::warning("return-late", "the return arrived after its deadline")
                .at(at.clone())
                .under(panel.place.clone())
                .help(
                    "Ask the chair whether to use it; it is in the pack unless it is removed from the folder",
                ),
        );
    }
}
