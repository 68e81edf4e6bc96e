//! The sign-off workbook: one row a case, with the proposal and whatever people have written so far.

use super::agenda::risk_in_short;
use super::basis::Basis;
use super::explanation;
use super::profile::risk_since;
use super::report::{DecisionRow, DecisionsWorkbook};
use crate::decide::{Decided, Outcome};
use crate::disclose::Reader;
use crate::model::{Bond, Case, Decision, Verdict};

/// The workbook for the pre-meeting.
pub fn decisions_workbook(basis: &Basis<'_>) -> DecisionsWorkbook {
    DecisionsWorkbook {
        marking: basis.panel.marking.clone(),
        panel: basis.panel.name.clone(),
        meeting: basis.panel.meeting_name(basis.meeting.id),
        pre_meeting: pre_meeting(basis),
        outcomes: Outcome::ALL
            .into_iter()
            .filter(|outcome| *outcome != Outcome::AcceptUrgent || basis.panel.urgent_meetings)
            .map(|outcome| outcome.code().to_owned())
            .collect(),
        rows: basis.decided.iter().map(row).collect(),
    }
}

/// When the pre-meeting is and who holds it; empty if the panel has none, or the meeting is urgent.
fn pre_meeting(basis: &Basis<'_>) -> String {
    let panel = basis.panel;
    let Some(day) = panel.calendar.pre_meeting.as_ref().filter(|_| !basis.meeting.id.urgent) else {
        return String::new();
    };
    let day = panel.calendar.deadline(day, basis.meeting.id.date).say();
    let agency = |code: &String| panel.agency_by_code(code).map(|agency| agency.name.clone());
    let by: Vec<String> = panel.pre_meeting_by.iter().filter_map(agency).collect();
    match by.is_empty() {
        true => format!("Pre-meeting on {day}"),
        false => format!("Pre-meeting on {day}: {}", by.join(", ")),
    }
}

fn row(decided: &Decided) -> DecisionRow {
    let proposal = DecisionRow {
        reference: decided.case.reference.to_string(),
        proposed: decided.proposed.code().into(),
        because: because(decided),
        ..DecisionRow::default()
    };
    let mut row = match &decided.case.decision {
        None => proposal,
        Some(decision) => with_decision(proposal, decision),
    };
    let left_out = left_out_before(&decided.case).join("; ");
    if row.leave_out.is_empty() && !left_out.is_empty() {
        row.leave_out = left_out;
        row.leave_out_reason = match decided.case.stays_open {
            Some(_) => "left out when the case was heard before".into(),
            None => "left out when the case came before".into(),
        };
    }
    row
}

/// Agencies that earlier meetings left out of the case, beside those that its referrals name.
fn left_out_before(case: &Case) -> Vec<String> {
    let before = case.stays_open.iter().flat_map(|open| &open.left_out);
    let same = case.safeguards.iter().filter(|one| one.bond == Bond::SameCase).flat_map(|one| &one.left_out);
    let by_referral = |written: &String| {
        case.referrals.iter().any(|one| one.answers.list("referral.leave_out").contains(written))
    };
    let mut left_out: Vec<String> = Vec::new();
    for written in before.chain(same.filter(|written| !by_referral(written))) {
        if !left_out.contains(written) {
            left_out.push(written.clone());
        }
    }
    left_out
}

/// Why the rules propose it, score, routes, and what returns say.
fn because(decided: &Decided) -> String {
    let mut parts = explanation::in_short(decided);
    parts.push(format!("Score: {}.", risk_in_short(decided)));
    if !decided.grounds.is_empty() {
        parts.push(format!("Routes: {}.", decided.grounds.join("; ")));
    }
    let since = risk_since(Reader::Coordinator, decided);
    if !since.is_empty() {
        parts.push(since);
    }
    parts.join(" ")
}

fn with_decision(proposal: DecisionRow, decision: &Decision) -> DecisionRow {
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    DecisionRow {
        decision: match &decision.verdict {
            Verdict::Blank => String::new(),
            Verdict::Outcome(outcome) => outcome.clone(),
            Verdict::Unreadable(written) => written.clone(),
        },
        file_reason: text(&decision.file_reason),
        letter_words: text(&decision.letter_words),
        decided_by: text(&decision.decided_by),
        date: decision.date.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default(),
        received: decision
            .received
            .map(|when| match when.time {
                Some(time) => format!("{} {}", when.date.format("%Y-%m-%d"), time.format("%H:%M")),
                None => when.date.format("%Y-%m-%d").to_string(),
            })
            .unwrap_or_default(),
        slot: decision.slot.map(|slot| slot.format("%H:%M").to_string()).unwrap_or_default(),
        add_attendees: decision.add_attendees.join("; "),
        leave_out: decision.leave_out.join("; "),
        leave_out_reason: text(&decision.leave_out_reason),
        share_outside: text(&decision.share_outside),
        ..proposal
    }
}
