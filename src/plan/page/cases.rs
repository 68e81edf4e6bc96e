//! The cases of the page: by what becomes of them, each with what is new about it and why.

use std::collections::BTreeMap;

use super::super::LetterMade;
use super::super::agenda::{outcome_name, risk_in_short, standing};
use super::super::basis::Basis;
use super::super::explanation::in_short as why_in_short;
use super::super::sent::sent_in_words;
use super::super::view::{CaseRow, OutcomeCases};
use crate::decide::{Decided, Outcome};
use crate::model::{uk_date, uk_time};

/// Headings in the order of the page. What waits for people comes first.
const HEADINGS: [&str; 7] = [
    "Waiting for people to decide",
    "On the agenda",
    "Returned to the referrer",
    "Put off to the next meeting",
    "For another panel",
    "For another area",
    "Declined",
];

fn heading(outcome: Outcome) -> usize {
    match outcome {
        Outcome::ToDecide => 0,
        Outcome::AcceptUrgent | Outcome::Accept => 1,
        Outcome::ReturnProcess | Outcome::ReturnIncomplete => 2,
        Outcome::Defer => 3,
        Outcome::Redirect => 4,
        Outcome::Transfer => 5,
        Outcome::Decline => 6,
    }
}

/// Cases under their headings; headings without a case are left out.
pub fn by_outcome(basis: &Basis<'_>, letters: &[LetterMade]) -> Vec<OutcomeCases> {
    let mut groups: BTreeMap<usize, Vec<&Decided>> = BTreeMap::new();
    for case in basis.decided {
        groups.entry(heading(case.outcome)).or_default().push(case);
    }
    groups
        .into_iter()
        .map(|(which, mut cases)| {
            cases.sort_by_key(|case| start(basis, case).map_or((1, None), |start| (0, Some(start))));
            OutcomeCases {
                title: format!("{}: {}", HEADINGS[which], counted(cases.len())),
                cases: cases.into_iter().map(|case| row(basis, letters, case)).collect(),
            }
        })
        .collect()
}

fn start(basis: &Basis<'_>, case: &Decided) -> Option<chrono::NaiveTime> {
    basis.schedule.slot(&case.case.reference).map(|slot| slot.start)
}

fn row(basis: &Basis<'_>, letters: &[LetterMade], case: &Decided) -> CaseRow {
    let reference = &case.case.reference;
    let risk = case.risk.as_ref().map(|_| format!("Risk {}.", risk_in_short(case)));
    let grounds =
        Some(case.grounds.join("; ")).filter(|grounds| case.outcome.is_heard() && !grounds.is_empty());
    let grounds = grounds.map(|grounds| format!("Grounds: {grounds}."));
    CaseRow {
        reference: reference.to_string(),
        came: came(case),
        outcome: outcome_name(case.outcome).into(),
        standing: standing(case).into(),
        time: start(basis, case).map(uk_time).unwrap_or_default(),
        sent: sent_in_words(letters, &basis.meeting.sent, reference),
        links: Vec::new(),
        why: why_in_short(case).into_iter().chain(otherwise(case)).chain(grounds).chain(risk).collect(),
    }
}

/// That people did not follow the proposal, which is what the reason before it is for.
fn otherwise(case: &Decided) -> Option<String> {
    let proposed = outcome_name(case.proposed);
    (case.outcome != case.proposed)
        .then(|| format!("The proposal was \u{201c}{proposed}\u{201d}; people decided otherwise."))
}

/// Whether a case is new, and if not, where it comes from.
fn came(case: &Decided) -> Vec<String> {
    let before = match (&case.case.stays_open, case.case.deferred_from) {
        (Some(open), _) => format!("stays open from {}", uk_date(open.from.date)),
        (None, Some(meeting)) => format!("deferred from {}", uk_date(meeting.date)),
        (None, None) => "new".into(),
    };
    let again = case.case.referrals.iter().any(|referral| !case.case.was_heard(referral));
    let again = (case.case.stays_open.is_some() && again).then(|| "referred again".to_owned());
    let repeat = case.repeat.then(|| "repeat within 12 months".to_owned());
    std::iter::once(before).chain(again).chain(repeat).collect()
}

/// What is new here, in a sentence.
pub fn in_short(basis: &Basis<'_>) -> String {
    if basis.decided.is_empty() {
        return "No case is listed yet.".into();
    }
    let count = |is: &dyn Fn(&Decided) -> bool| basis.decided.iter().filter(|case| is(case)).count();
    let open = count(&|case| case.case.stays_open.is_some());
    let deferred = count(&|case| case.case.stays_open.is_none() && case.case.deferred_from.is_some());
    let new = basis.decided.len().saturating_sub(open).saturating_sub(deferred);
    let parts = [
        (new, "new"),
        (deferred, "deferred from an earlier meeting"),
        (open, "still open from an earlier meeting"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    let repeats = match count(&|case| case.repeat) {
        0 => String::new(),
        1 => " One person was referred before within 12 months.".into(),
        many => format!(" {many} people were referred before within 12 months."),
    };
    format!("{}: {}.{repeats}", counted(basis.decided.len()), parts.join(", "))
}

fn counted(number: usize) -> String {
    if number == 1 { "1 case".into() } else { format!("{number} cases") }
}
