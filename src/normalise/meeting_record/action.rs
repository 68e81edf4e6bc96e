//! The sheet of actions: what was agreed, who does it, by when, and how it stands.

use super::agency_not_known;
use crate::finding::{Finding, Place};
use crate::model::{Action, ActionStatus, Answer, Kind, MeetingId, Value};
use crate::normalise::headings::letters;
use crate::normalise::sheet_rows::Row;
use crate::panel::Panel;

/// An action, or nothing for a line of the form that nobody used.
pub fn of(row: &Row, panel: &Panel, meeting: MeetingId, findings: &mut Vec<Finding>) -> Option<Action> {
    // The meeting's blank lines carry a reference of their own and nothing else.
    let filled =
        ["action.action", "action.agency", "action.owner", "action.due", "action.status", "action.note"];
    if filled.iter().all(|path| row.find(path).is_none()) {
        return None;
    }
    let due_answer = row.answer(("action.due", "Due"), Kind::Date, meeting, findings);
    let due = due_answer.as_ref().and_then(|answer| match answer.value() {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    });
    let agency = row.written("action.agency");
    let action = Action {
        place: row.place.clone(),
        meeting,
        reference: row.written("action.reference").to_owned(),
        case: row.written("action.case").to_owned(),
        action: row.written("action.action").to_owned(),
        agency: agency.to_owned(),
        owner: row.written("action.owner").to_owned(),
        due,
        status: status(row.written("action.status"), &row.at("action.status"), findings),
        reported: row.date(("action.reported", "Date reported"), meeting, findings),
        reason: row.words("action.reason"),
        note: row.words("action.note"),
        due_answer: due_answer.or_else(|| Some(Answer::Blank { place: row.at("action.due") })),
    };
    report_gaps(row, &action, findings);
    let unknown = agency_not_known(agency, panel, "an action");
    findings.extend(unknown.map(|finding| finding.at(row.at("action.agency"))));
    Some(action)
}

/// An action that cannot be followed up: nobody knows what, whose or by when.
fn report_gaps(row: &Row, action: &Action, findings: &mut Vec<Finding>) {
    let is_open = action.status != ActionStatus::Done;
    let gaps = [
        ("action.reference", "reference", true),
        ("action.action", "text", true),
        ("action.case", "case reference", true),
        ("action.agency", "agency", is_open),
        ("action.owner", "owner", is_open),
        ("action.due", "due date", is_open),
    ];
    for (path, what, wanted) in gaps {
        if wanted && row.find(path).is_none() {
            findings.push(
                Finding::warning(
                    "action-incomplete",
                    format!("an action of the meeting record has no {what}"),
                )
                .at(row.at(path))
                .help("Fill it in, so that the action can be followed up"),
            );
        }
    }
    if action.status == ActionStatus::NotDone && action.reason.is_none() {
        findings.push(not_done_without_reason(row.at("action.reason")));
    }
}

/// That an action was not done, and nobody said why.
pub fn not_done_without_reason(at: Place) -> Finding {
    Finding::warning("action-without-reason", "an action was not done and no reason is given")
        .at(at)
        .help("Write “circumstances changed” or “agency did not do it”; the next agenda says which")
}

/// How an action stands. What cannot be read counts as open.
pub fn status(written: &str, at: &Place, findings: &mut Vec<Finding>) -> ActionStatus {
    match letters(written).as_str() {
        "" | "open" | "ongoing" | "inprogress" => ActionStatus::Open,
        "done" | "complete" | "completed" => ActionStatus::Done,
        "notdone" | "notcompleted" | "notcomplete" => ActionStatus::NotDone,
        _ => {
            findings.push(
                Finding::warning(
                    "action-status-unreadable",
                    "the status of an action is none of open, done and not done; it counts as open",
                )
                .at(at.clone())
                .help("Write open, done or not done"),
            );
            ActionStatus::Open
        }
    }
}
