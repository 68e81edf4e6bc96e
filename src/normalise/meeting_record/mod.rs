//! `meeting-record.xlsx`, filled in at the meeting: attendance, actions, outcomes of cases.

mod action;
mod attendance;
mod outcome;

pub use action::{not_done_without_reason, status};

use std::collections::{BTreeMap, BTreeSet};

use super::actions::Actions;
use super::headings::{Names, Shape, Vocabulary, letters};
use super::layout;
use super::sheet_rows;
use crate::finding::Finding;
use crate::model::{CaseRef, MeetingId, MeetingRecord, RISK_TO_CHILDREN, RISK_TO_PUBLIC};
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
    ("case.children", RISK_TO_CHILDREN),
    ("case.public", RISK_TO_PUBLIC),
    ("case.policy", &["Policy issue raised"]),
];

/// Sheets of the workbook that hold no answers: the lists that its cells offer.
const LISTS: &[&str] = &["choices", "guidance"];

/// Reads the record of a meeting; `known` are the actions of the meetings before it.
pub fn read(
    workbook: &Workbook,
    panel: &Panel,
    meeting: MeetingId,
    known: &Actions,
    findings: &mut Vec<Finding>,
) -> MeetingRecord {
    let mut record = MeetingRecord {
        meeting,
        place: workbook.place(),
        attendance: Vec::new(),
        actions: Vec::new(),
        cases: Vec::new(),
    };
    let further = panel.further_risks();
    for sheet in workbook.sheets.iter().filter(|sheet| !LISTS.contains(&letters(&sheet.name).as_str())) {
        let mut rows = |names: &'static [Names], own: &[String]| {
            let mut vocabulary = Vocabulary::new(Shape::Table, names);
            vocabulary.own_questions(own);
            sheet_rows::of_sheet(workbook, sheet, &vocabulary, findings)
        };
        match part_of(sheet).or_else(|| part_by_headings(workbook, sheet)) {
            Some(Part::Attendance) => {
                let rows = rows(ATTENDANCE, &[]);
                record.attendance.extend(attendance::all(&rows, panel, meeting, findings));
            }
            Some(Part::Actions) => {
                let rows = rows(ACTIONS, &[]);
                record
                    .actions
                    .extend(rows.iter().filter_map(|row| action::of(row, panel, meeting, known, findings)));
            }
            Some(Part::Cases) => {
                let rows = rows(CASES, &further);
                record
                    .cases
                    .extend(rows.iter().filter_map(|row| outcome::of(row, panel, &further, findings)));
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
    outcome::settle(&mut record.cases, findings);
    record
}

/// Writes case references as they were given: people type them in small letters, with spaces for hyphens.
pub fn settle_references(record: &mut MeetingRecord, given: &BTreeSet<CaseRef>) {
    let given: BTreeMap<String, &CaseRef> =
        given.iter().map(|reference| (letters(reference.as_str()), reference)).collect();
    let written = record.cases.iter_mut().map(|case| &mut case.reference);
    for written in written.chain(record.actions.iter_mut().map(|action| &mut action.case)) {
        if let Some(reference) = given.get(&letters(written)) {
            *written = reference.to_string();
        }
    }
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

/// That a name in the record is no member's, so that nobody at that agency is told.
fn agency_not_known(written: &str, panel: &Panel, what: &str) -> Option<Finding> {
    if written.trim().is_empty() || panel.agency(written).is_some() {
        return None;
    }
    let help = match panel.agency_nearly(written) {
        Some(near) => format!("Write “{}” if that is meant", near.name),
        None => "Choose one from the list in the cell, or add the agency to the panel file".to_owned(),
    };
    let message = format!("the agency of {what} is not one of the panel's members");
    Some(Finding::warning("record-agency-not-known", message).help(help))
}
