//! The sheet of cases: what became of each.

use super::agency_not_known;
use crate::finding::Finding;
use crate::model::{CLOSED, CaseOutcome, STAYS_OPEN, TRANSFERRED};
use crate::normalise::headings::letters;
use crate::normalise::sheet_rows::Row;
use crate::panel::Panel;

/// What became of a case, or nothing for a line that was not filled in. `further` are the panel's
/// risks beside those to children and to the public.
pub fn of(row: &Row, panel: &Panel, further: &[String], findings: &mut Vec<Finding>) -> Option<CaseOutcome> {
    let columns = [
        "case.outcome",
        "case.reason",
        "case.plan",
        "case.primary",
        "case.children",
        "case.public",
        "case.policy",
    ];
    let is_filled = columns.iter().any(|path| row.find(path).is_some())
        || further.iter().any(|risk| row.own_words(risk).is_some());
    if !is_filled {
        return None;
    }
    let written = row.written("case.outcome");
    let outcome = match understood(written) {
        Some(outcome) => outcome.to_owned(),
        None => {
            findings.push(
                Finding::warning(
                    "case-outcome-unreadable",
                    "the outcome of a case is none of stays open, closed and transferred; the case stays open",
                )
                .at(row.at("case.outcome"))
                .help("Choose one from the list in the cell"),
            );
            written.to_owned()
        }
    };
    let closing_reason = row.words("case.reason");
    report_reason(row, panel, (&outcome, closing_reason.as_deref()), findings);
    let primary_agency = row.words("case.primary");
    let unknown = agency_not_known(primary_agency.as_deref().unwrap_or_default(), panel, "a case's plan");
    findings.extend(unknown.map(|finding| finding.at(row.at("case.primary"))));
    Some(CaseOutcome {
        place: row.place.clone(),
        reference: row.written("case.reference").to_owned(),
        outcome,
        closing_reason,
        plan: row.words("case.plan"),
        primary_agency,
        risk_to_children: row.words("case.children"),
        risk_to_public: row.words("case.public"),
        risks: further.iter().filter_map(|risk| Some((risk.clone(), row.own_words(risk)?))).collect(),
        policy_issue: row.words("case.policy"),
    })
}

/// Two rows about one case: the first counts, unless one of them leaves the case open.
pub fn settle(cases: &mut Vec<CaseOutcome>, findings: &mut Vec<Finding>) {
    let mut kept: Vec<CaseOutcome> = Vec::new();
    for case in std::mem::take(cases) {
        let key = letters(&case.reference);
        match kept.iter_mut().find(|one| letters(&one.reference) == key && !key.is_empty()) {
            None => kept.push(case),
            Some(first) => {
                findings.push(
                    Finding::warning(
                        "case-outcome-twice",
                        format!(
                            "two rows of a meeting record are about one case; the other is at {}",
                            first.place
                        ),
                    )
                    .at(case.place.clone())
                    .help("Remove the row that does not hold; while they differ the case stays open"),
                );
                if first.outcome != case.outcome {
                    *first =
                        CaseOutcome { outcome: STAYS_OPEN.to_owned(), closing_reason: None, ..first.clone() };
                }
            }
        }
    }
    *cases = kept;
}

fn understood(written: &str) -> Option<&'static str> {
    match letters(written).as_str() {
        "staysopen" | "open" | "remainsopen" => Some(STAYS_OPEN),
        "closed" | "close" => Some(CLOSED),
        "transferred" | "transfer" => Some(TRANSFERRED),
        _ => None,
    }
}

/// A closed case has one of the panel's reasons, and no other case has one.
fn report_reason(
    row: &Row,
    panel: &Panel,
    (outcome, reason): (&str, Option<&str>),
    findings: &mut Vec<Finding>,
) {
    let known = |reason: &str| panel.closing_reasons.iter().any(|known| letters(known) == letters(reason));
    let (code, message, help) = match reason {
        Some(reason) if !known(reason) => (
            "closing-reason-not-known",
            "the reason for closing is not one of the panel's",
            "Choose one from the list in the cell",
        ),
        Some(_) if outcome != CLOSED => (
            "closing-reason-not-used",
            "a case that is not closed has a reason for closing",
            "Choose “closed” as its outcome, or clear the reason",
        ),
        None if outcome == CLOSED && !panel.closing_reasons.is_empty() => (
            "closing-reason-missing",
            "a case was closed and no reason is given",
            "Choose one of the panel's reasons from the list in the cell",
        ),
        _ => return,
    };
    findings.push(Finding::warning(code, message).at(row.at("case.reason")).help(help));
}
