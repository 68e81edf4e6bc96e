//! What partners sent that may not be circulated, for the coordinator alone; and views of the risk that
//! stand only there.

use super::agenda::outcome_name;
use super::basis::Basis;
use super::profile::{about, risk_in_words, sent_by};
use super::view::{NotCirculated, NotCirculatedCase, NotCirculatedReturn, NotCirculatedRow};
use super::{Content, Document};
use crate::decide::Decided;
use crate::disclose;
use crate::finding::Finding;
use crate::model::{Return, ReturnRow, uk_time};

/// The list, if a return holds a row that is not to be circulated or not confirmed.
pub fn document(basis: &Basis<'_>) -> Option<Document> {
    let cases: Vec<NotCirculatedCase> =
        basis.decided.iter().filter_map(|decided| case(basis, decided)).collect();
    (!cases.is_empty()).then(|| {
        let view =
            NotCirculated { frame: basis.frame("Not to be circulated", "Coordinator only", false), cases };
        Document::coordinator("not-to-be-circulated.pdf", Content::NotCirculated(Box::new(view)))
    })
}

fn case(basis: &Basis<'_>, decided: &Decided) -> Option<NotCirculatedCase> {
    let returns: Vec<NotCirculatedReturn> =
        decided.case.returns.iter().filter_map(|returned| left_out(basis, returned)).collect();
    let slot = basis.schedule.slot(&decided.case.reference);
    (!returns.is_empty()).then(|| NotCirculatedCase {
        reference: decided.case.reference.to_string(),
        becomes: slot.map_or_else(
            || outcome_name(decided.outcome).to_owned(),
            |slot| format!("heard at {}", uk_time(slot.start)),
        ),
        returns,
    })
}

fn left_out(basis: &Basis<'_>, returned: &Return) -> Option<NotCirculatedReturn> {
    let rows: Vec<NotCirculatedRow> =
        disclose::rows_not_circulated(returned).map(|found| row(returned, found)).collect();
    let not_confirmed: Vec<String> =
        disclose::rows_not_confirmed(returned).map(|row| row.place.to_string()).collect();
    let is_empty = rows.is_empty() && not_confirmed.is_empty();
    (!is_empty).then(|| NotCirculatedReturn {
        agency: basis.returning_agency(returned),
        by: sent_by(returned),
        rows,
        not_confirmed,
    })
}

fn row(returned: &Return, row: &ReturnRow) -> NotCirculatedRow {
    let (risk, proposed) = disclose::beside(returned, row);
    NotCirculatedRow {
        kind: if row.opinion { "Opinion" } else { "Fact" }.into(),
        about: about(row.about).into(),
        date: row.date.clone().unwrap_or_default(),
        text: row.information.clone(),
        reason: row.withholding_reason.clone().unwrap_or_else(|| "none given".into()),
        risk_now: risk_in_words(risk).into(),
        proposed: proposed.into_iter().map(str::to_owned).collect(),
        place: row.place.to_string(),
    }
}

/// Views of the risk that no page shows to those who decide.
pub fn findings(basis: &Basis<'_>) -> Vec<Finding> {
    let of_case = |decided: &Decided| -> Vec<Finding> {
        let places = decided.case.returns.iter().filter_map(disclose::risk_left_out);
        let message = format!(
            "an agency's view of the risk of {} stands in a row that is not printed, so those who decide see a milder one or none",
            decided.case.reference
        );
        places
            .map(|place| {
                Finding::warning("risk-not-shown", message.clone()).at(place.clone()).help(
                    "Ask the agency whether its view of the risk may be shared apart from what the row says",
                )
            })
            .collect()
    };
    basis.decided.iter().flat_map(of_case).collect()
}
