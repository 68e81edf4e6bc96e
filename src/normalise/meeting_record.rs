//! `meeting-record.xlsx`, filled in at the meeting: attendance, actions, outcomes of cases.

use super::headings::{Names, Shape, Vocabulary, letters};
use super::layout;
use super::sheet_rows::{self, Row};
use crate::finding::{Finding, Place};
use crate::model::{
    Action, ActionStatus, Answer, Attendance, CaseOutcome, Kind, MeetingId, MeetingRecord, Value,
};
use crate::panel::Panel;
use crate::read::{Sheet, Workbook};

const ATTENDANCE: &[Names] = &[
    ("attendance.agency", &["Agency"]),
    ("attendance.name", &["Name"]),
    ("attendance.email", &["Email", "Email address"]),
    ("attendance.status", &["Status"]),
    ("attendance.sent", &["Information sent on", "Information sent"]),
    ("attendance.signed", &["Confidentiality statement signed", "Signed"]),
];

const ACTIONS: &[Names] = &[
    ("action.reference", &["Action reference", "Action ref"]),
    ("action.case", &["Case reference", "Case ref", "Case"]),
    ("action.action", &["Action"]),
    ("action.agency", &["Agency"]),
    ("action.owner", &["Owner"]),
    ("action.due", &["Due", "Due date"]),
    ("action.status", &["Status"]),
    ("action.reported", &["Date reported"]),
    ("action.reason", &["Reason"]),
    ("action.note", &["Note", "Notes"]),
];

const CASES: &[Names] = &[
    ("case.reference", &["Case reference", "Case ref"]),
    ("case.outcome", &["Outcome"]),
    ("case.reason", &["Reason for closing"]),
    ("case.plan", &["Plan agreed"]),
    ("case.primary", &["Primary agency"]),
    ("case.children", &["Risk to children", "Risk to associated children"]),
    ("case.public", &["Risk to the public", "Risk to the general public"]),
    ("case.policy", &["Policy issue raised"]),
];

/// Reads the record of a meeting.
pub fn read(
    workbook: &Workbook,
    panel: &Panel,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> MeetingRecord {
    let mut record = MeetingRecord {
        meeting,
        place: workbook.place(),
        attendance: Vec::new(),
        actions: Vec::new(),
        cases: Vec::new(),
    };
    for sheet in &workbook.sheets {
        let mut rows = |names: &'static [Names]| {
            sheet_rows::of_sheet(workbook, sheet, &Vocabulary::new(Shape::Table, names), findings)
        };
        match part_of(sheet).or_else(|| part_by_headings(workbook, sheet)) {
            Some(Part::Attendance) => record.attendance.extend(rows(ATTENDANCE).iter().map(attendance)),
            Some(Part::Actions) => {
                let rows = rows(ACTIONS);
                record.actions.extend(rows.iter().filter_map(|row| action(row, meeting, findings)));
            }
            Some(Part::Cases) => {
                let rows = rows(CASES);
                record.cases.extend(rows.iter().filter_map(|row| outcome(row, panel, findings)));
            }
            None if sheet.cells.values().all(|cell| cell.written.trim().is_empty()) => {}
            None => findings.push(
                Finding::note(
                    "sheet-not-used",
                    "the sheet is not part of the meeting record, and is not used",
                )
                .at(workbook.sheet_place(sheet)),
            ),
        }
    }
    record
}

#[derive(Clone, Copy)]
enum Part {
    Attendance,
    Actions,
    Cases,
}

fn part_of(sheet: &Sheet) -> Option<Part> {
    let name = letters(&sheet.name);
    if name.starts_with("attend") {
        Some(Part::Attendance)
    } else if name.starts_with("action") {
        Some(Part::Actions)
    } else if name.starts_with("case") {
        Some(Part::Cases)
    } else {
        None
    }
}

/// The part of a sheet that somebody renamed: the one that knows most of its headings.
fn part_by_headings(workbook: &Workbook, sheet: &Sheet) -> Option<Part> {
    let known = |names: &'static [Names]| {
        let reading = layout::read(workbook, sheet, &Vocabulary::new(Shape::Table, names));
        reading.blocks.iter().map(|block| block.meanings.len()).max().unwrap_or(0)
    };
    let parts =
        [(known(ATTENDANCE), Part::Attendance), (known(ACTIONS), Part::Actions), (known(CASES), Part::Cases)];
    let most = parts.iter().map(|(known, _)| *known).max().filter(|most| *most >= 3)?;
    let mut best = parts.into_iter().filter(|(known, _)| *known == most);
    best.next().filter(|_| best.next().is_none()).map(|(_, part)| part)
}

fn attendance(row: &Row) -> Attendance {
    Attendance {
        agency: row.written("attendance.agency").to_owned(),
        name: row.written("attendance.name").to_owned(),
        status: row.written("attendance.status").to_lowercase(),
        place: row.place.clone(),
    }
}

fn action(row: &Row, meeting: MeetingId, findings: &mut Vec<Finding>) -> Option<Action> {
    let text = row.written("action.action");
    let reference = row.written("action.reference");
    // The meeting's blank lines carry a reference of their own and nothing else.
    let filled =
        ["action.action", "action.agency", "action.owner", "action.due", "action.status", "action.note"];
    if filled.iter().all(|path| row.find(path).is_none()) {
        return None;
    }
    if reference.is_empty() || text.is_empty() {
        let (path, what) =
            if reference.is_empty() { ("action.reference", "reference") } else { ("action.action", "text") };
        findings.push(
            Finding::warning("action-incomplete", format!("an action of the meeting record has no {what}"))
                .at(row.at(path))
                .help("Fill it in, so that the action can be followed up"),
        );
    }
    let due_answer = row.answer(("action.due", "Due"), Kind::Date, meeting, findings);
    let due = due_answer.as_ref().and_then(|answer| match answer.value() {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    });
    Some(Action {
        place: row.place.clone(),
        meeting,
        reference: reference.to_owned(),
        case: row.written("action.case").to_owned(),
        action: text.to_owned(),
        agency: row.written("action.agency").to_owned(),
        owner: row.written("action.owner").to_owned(),
        due,
        status: status(row.written("action.status"), &row.at("action.status"), findings),
        reason: row.words("action.reason"),
        note: row.words("action.note"),
        due_answer: due_answer.or_else(|| Some(Answer::Blank { place: row.at("action.due") })),
    })
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

fn outcome(row: &Row, panel: &Panel, findings: &mut Vec<Finding>) -> Option<CaseOutcome> {
    let written = row.written("case.outcome");
    if ["case.outcome", "case.reason", "case.plan", "case.primary"]
        .iter()
        .all(|path| row.find(path).is_none())
    {
        return None;
    }
    let outcome = match letters(written).as_str() {
        "staysopen" | "open" | "remainsopen" => "stays open".to_owned(),
        "closed" | "close" => "closed".to_owned(),
        "transferred" | "transfer" => "transferred".to_owned(),
        _ => {
            findings.push(
                Finding::warning(
                    "case-outcome-unreadable",
                    "the outcome of a case is none of stays open, closed and transferred",
                )
                .at(row.at("case.outcome"))
                .help("Choose one from the list in the cell"),
            );
            written.to_owned()
        }
    };
    let closing_reason = row.words("case.reason");
    let known = closing_reason
        .as_deref()
        .is_none_or(|reason| panel.closing_reasons.iter().any(|known| letters(known) == letters(reason)));
    if !known {
        findings.push(
            Finding::warning("closing-reason-not-known", "the reason for closing is not one of the panel's")
                .at(row.at("case.reason"))
                .help("Choose one from the list in the cell"),
        );
    }
    Some(CaseOutcome {
        place: row.place.clone(),
        reference: row.written("case.reference").to_owned(),
        outcome,
        closing_reason,
        plan: row.words("case.plan"),
        primary_agency: row.words("case.primary"),
    })
}
