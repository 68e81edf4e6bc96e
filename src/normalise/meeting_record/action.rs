//! The sheet of actions: what was agreed, who does it, by when, and how it stands.

use super::agency_not_known;
use crate::finding::{Finding, Place};
use crate::model::{Action, ActionStatus, Answer, Kind, MeetingId, Value};
use crate::normalise::actions::Actions;
use crate::normalise::headings::letters;
use crate::normalise::sheet_rows::Row;
use crate::panel::Panel;

/// An action, or nothing for a line of the form that nobody used. What a line leaves out of an action that
/// is known stays as it was.
pub fn of(
    row: &Row,
    panel: &Panel,
    meeting: MeetingId,
    actions: &Actions,
    findings: &mut Vec<Finding>,
) -> Option<Action> {
    // The meeting's blank lines carry a reference of their own and nothing else.
    let filled = ANSWERS.iter().any(|path| row.find(path).is_some());
    if !filled {
        return None;
    }
    let written = |path: &str| row.written(path).to_owned();
    let known = actions.known(
        row.written("action.reference"),
        row.written("action.case"),
        row.written("action.action"),
    );
    let or_known = |path: &str, of: fn(&Action) -> &String| match row.find(path) {
        Some(asked) => asked.written().to_owned(),
        None => known.map(|known| of(known).clone()).unwrap_or_default(),
    };
    let due_answer = row.answer(("action.due", "Due"), Kind::Date, meeting, findings);
    let due = due_answer.as_ref().and_then(|answer| match answer.value() {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    });
    let unknown = agency_not_known(row.written("action.agency"), panel, "an action");
    findings.extend(unknown.map(|finding| finding.at(row.at("action.agency"))));
    let mut action = Action {
        place: row.place.clone(),
        meeting,
        reference: written("action.reference"),
        case: or_known("action.case", |known| &known.case),
        action: or_known("action.action", |known| &known.action),
        agency: or_known("action.agency", |known| &known.agency),
        owner: or_known("action.owner", |known| &known.owner),
        due,
        status: status(row.written("action.status"), &row.at("action.status"), findings),
        reported: row.date(("action.reported", "Date reported"), meeting, findings),
        reason: row.words("action.reason"),
        note: row.words("action.note"),
        due_answer: due_answer.or_else(|| Some(Answer::Blank { place: row.at("action.due") })),
    };
    if let Some(known) = known {
        if row.find("action.due").is_none() {
            (action.due, action.due_answer) = (known.due, known.due_answer.clone());
        }
        if row.find("action.status").is_none() {
            action.status = known.status;
            action.reported = action.reported.or(known.reported);
            action.reason = action.reason.or_else(|| known.reason.clone());
            action.note = action.note.or_else(|| known.note.clone());
        }
    }
    report_gaps(row, &action, findings);
    Some(action)
}

/// What may stand in a line that somebody used.
const ANSWERS: [&str; 9] = [
    "action.case",
    "action.action",
    "action.agency",
    "action.owner",
    "action.due",
    "action.status",
    "action.reported",
    "action.reason",
    "action.note",
];

/// An action that cannot be followed up: nobody knows what, whose or by when.
fn report_gaps(row: &Row, action: &Action, findings: &mut Vec<Finding>) {
    let is_open = action.status != ActionStatus::Done;
    let has_due = action.due.is_some() || row.find("action.due").is_some();
    let gaps = [
        ("action.reference", "reference", action.reference.is_empty()),
        ("action.action", "text", action.action.is_empty()),
        ("action.case", "case reference", action.case.is_empty()),
        ("action.agency", "agency", is_open && action.agency.is_empty()),
        ("action.owner", "owner", is_open && action.owner.is_empty()),
        ("action.due", "due date", is_open && !has_due),
    ];
    for (path, what, missing) in gaps {
        if missing {
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
