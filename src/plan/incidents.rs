//! Reports of incidents as a table: what happened, how it was reported, and whether it counts.

use super::agenda::risk_figure;
use super::basis::{capitalised, words};
use super::view::{ReportRow, RiskView};
use crate::decide::{Counting, Decided, IncidentView};
use crate::disclose;
use crate::model::{Answers, Incident};

/// Every report of a case, in the order of its forms.
pub fn report_rows(decided: &Decided) -> Vec<ReportRow> {
    let incidents = decided.case.referrals.iter().flat_map(|referral| &referral.incidents);
    incidents
        .zip(&decided.incidents)
        .map(|(incident, counted)| report_row(decided, incident, counted))
        .collect()
}

/// `3 of 4 reports count`, `2 to 4 of 5 reports may count`; empty where the panel counts none.
pub fn counted_in_short(decided: &Decided) -> String {
    let Some((low, high)) = decided.qualifying else { return String::new() };
    let listed = match decided.incidents.len() {
        0 => return "no report is listed".to_owned(),
        1 => "1 report".to_owned(),
        many => format!("{many} reports"),
    };
    if low == high {
        format!("{low} of {listed} count")
    } else {
        format!("{low} to {high} of {listed} may count")
    }
}

/// What stands in the place of a risk where the panel counts reports.
pub fn reports_that_count(decided: &Decided) -> Option<RiskView> {
    let (low, high) = decided.qualifying?;
    Some(RiskView {
        title: "Reports that count".into(),
        figure: risk_figure(low, high),
        verdict: match decided.incidents.len() {
            1 => "of 1 listed".into(),
            listed => format!("of {listed} listed"),
        },
        explained: "One incident reported to several bodies counts once.".into(),
        answers: Vec::new(),
        by: String::new(),
        beside: Vec::new(),
        remark: String::new(),
    })
}

fn report_row(decided: &Decided, incident: &Incident, counted: &IncidentView) -> ReportRow {
    let shown = |path: &str| disclose::without_addresses(&words(&incident.answers, path), &decided.case).0;
    ReportRow {
        number: counted.number.to_string(),
        date: or_not_given(shown("incident.date")),
        what: or_not_given(shown("incident.what")),
        place: shown("incident.where"),
        reported: reported(&incident.answers, shown),
        reference: shown("incident.reference"),
        counts: match counted.counting {
            Counting::NotAsked => String::new(),
            counting => capitalised(counting.words()),
        },
        why: capitalised(&counted.why),
    }
}

/// `City Police, 101; 2 September 2026`.
fn reported(answers: &Answers, shown: impl Fn(&str) -> String) -> String {
    let told = [("incident.reported_to", "whom"), ("incident.channel", "how")]
        .map(|(path, what)| match shown(path) {
            nothing if nothing.is_empty() && answers.list(path).is_empty() => format!("{what} not given"),
            given => given,
        })
        .join(", ");
    format!("{told}\n{}", or_not_given(shown("incident.reported_on")))
}

fn or_not_given(text: String) -> String {
    if text.is_empty() { "not given".into() } else { text }
}
