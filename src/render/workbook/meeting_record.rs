//! The meeting record: attendance, actions and outcomes of cases, to fill in at the meeting.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::fill_in::{self, Cell, Column, Kind, List, Table};
use super::text::visible;
use super::{Made, finished, not_made};
use crate::finding::Finding;
use crate::plan::report::{MeetingRecordWorkbook, RecordAction, RecordAttendance, RecordCase};

/// What may stand in the status of somebody who was asked.
const PRESENCE: &[&str] = &["present", "apologies", "observer", "absent"];
/// How an action may stand.
pub(super) const STATUS: &[&str] = &["open", "done", "not done"];
/// Why an action was not done.
pub(super) const NOT_DONE_BECAUSE: &[&str] = &["circumstances changed", "agency did not do it"];
/// What may become of a case.
const OUTCOMES: &[&str] = &["stays open", "closed", "transferred"];
const YES_NO: &[&str] = &["yes", "no"];

/// Numbers of the lists in the sheet of lists.
const AGENCIES: usize = 0;
const CLOSING_REASONS: usize = 1;
const CASES: usize = 2;

const ATTENDANCE_GUIDANCE: &[&str] = &[
    "1. Choose a status for everyone. For apologies, write when their information was sent on.",
    "2. Observers need lines too, with whether they signed the confidentiality statement.",
    "3. Save the workbook as meeting-record.xlsx in the meeting’s input folder; the next meeting begins with it.",
];
const ACTIONS_GUIDANCE: &[&str] = &[
    "1. Actions still open from earlier meetings stand first. Choose how each stands now and, if it was not done, why.",
    "2. Write each new action on a line of its own, with case, agency, owner and due date. Keep the reference of its line.",
    "3. Leave out what an agency may not know: it gets its own actions as they are written here.",
];
const CASES_GUIDANCE: &[&str] = &[
    "1. Choose an outcome for every case that was heard. A case that stays open comes back at the next meeting by itself.",
    "2. A case that is closed needs one of the panel’s reasons.",
];

/// Makes `meeting-record.xlsx`: a sheet each for attendance, actions and cases, and one with the lists
/// that cells offer.
///
/// # Errors
/// If the workbook cannot be made at all.
pub fn meeting_record(view: &MeetingRecordWorkbook) -> Result<Made, Finding> {
    let mut findings = Vec::new();
    let bytes = written(view, &mut findings).map_err(not_made)?;
    Ok(Made { bytes, findings })
}

fn written(view: &MeetingRecordWorkbook, findings: &mut Vec<Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let subtitle = about(view);
    let paper = (view.marking.as_str(), subtitle.as_str());
    let references = view.cases.iter().map(|case| case.reference.clone());
    let references: Vec<String> = references.filter(|reference| !reference.is_empty()).collect();
    let lists: [List<'_>; 3] = [
        ("Agencies", &view.agencies),
        ("The panel’s reasons for closing", &view.closing_reasons),
        ("Cases on the agenda", &references),
    ];
    let attendance = Table {
        name: "Attendance",
        title: "Meeting record: attendance",
        subtitle: &subtitle,
        guidance: ATTENDANCE_GUIDANCE,
        columns: &attendance_columns(),
        rows: view.attendance.iter().map(attendance_row).collect(),
    };
    fill_in::sheet(&mut workbook, &attendance, &lists, paper, findings)?;
    let actions = Table {
        name: "Actions",
        title: "Meeting record: actions",
        subtitle: &subtitle,
        guidance: ACTIONS_GUIDANCE,
        columns: &action_columns(),
        rows: view.actions.iter().map(action_row).collect(),
    };
    fill_in::sheet(&mut workbook, &actions, &lists, paper, findings)?;
    let answers: Vec<&str> = view.risk_answers.iter().map(String::as_str).collect();
    let columns = case_columns(&view.considered, &answers);
    let cases = Table {
        name: "Cases",
        title: "Meeting record: cases",
        subtitle: &subtitle,
        guidance: CASES_GUIDANCE,
        columns: &columns,
        rows: view.cases.iter().map(|case| case_row(case, columns.len())).collect(),
    };
    fill_in::sheet(&mut workbook, &cases, &lists, paper, findings)?;
    fill_in::choices(&mut workbook, &lists, paper)?;
    finished(workbook, &format!("Meeting record: {}", visible(&subtitle)))
}

/// The panel, and the meeting where it is known.
fn about(view: &MeetingRecordWorkbook) -> String {
    match view.meeting.is_empty() {
        true => view.panel.clone(),
        false => format!("{}, {}", view.panel, view.meeting),
    }
}

fn column<'a>(heading: &'a str, width: f64, kind: Kind<'a>, hint: &'a str) -> Column<'a> {
    Column { heading, width, kind, hint }
}

fn attendance_columns() -> [Column<'static>; 6] {
    [
        column("Agency", 34.0, Kind::Listed(AGENCIES), ""),
        column("Name", 26.0, Kind::Text, ""),
        column("Email", 34.0, Kind::Text, ""),
        column("Status", 13.0, Kind::OneOf(PRESENCE), "Was this person there?"),
        column(
            "Information sent on",
            16.0,
            Kind::Day,
            "For apologies: the day on which their information came, such as 3 December 2026.",
        ),
        column("Confidentiality statement signed", 18.0, Kind::OneOf(YES_NO), ""),
    ]
}

/// The columns of actions, as the meeting record and the agencies' own sheets have them.
pub(super) fn action_columns() -> [Column<'static>; 10] {
    [
        column("Action reference", 16.0, Kind::Text, ""),
        column("Case reference", 14.0, Kind::Listed(CASES), ""),
        column("Action", 38.0, Kind::Text, ""),
        column("Agency", 20.0, Kind::Listed(AGENCIES), ""),
        column("Owner", 16.0, Kind::Text, "Who at the agency does it."),
        column("Due", 12.0, Kind::Day, "By when: a day, such as 3 December 2026."),
        column("Status", 10.0, Kind::OneOf(STATUS), "How it stands: open, done or not done."),
        column("Date reported", 12.0, Kind::Day, "When it was reported how the action stands."),
        column("Reason", 16.0, Kind::OneOf(NOT_DONE_BECAUSE), "Only if it was not done: why."),
        column("Note", 26.0, Kind::Text, ""),
    ]
}

fn case_columns<'a>(considered: &'a [String], answers: &'a [&'a str]) -> Vec<Column<'a>> {
    let after = "As it is after the discussion.";
    let risk = |heading| column(heading, 13.0, Kind::OneOf(answers), after);
    let mut columns = vec![
        column("Case reference", 16.0, Kind::Text, ""),
        column("Outcome", 13.0, Kind::OneOf(OUTCOMES), "What became of the case at the meeting."),
        column(
            "Reason for closing",
            28.0,
            Kind::Listed(CLOSING_REASONS),
            "Only for a case that is closed: one of the panel’s reasons.",
        ),
        column("Plan agreed", 40.0, Kind::Text, ""),
        column("Primary agency", 20.0, Kind::Listed(AGENCIES), "The agency that leads."),
        risk("Risk to children"),
        risk("Risk to the public"),
    ];
    columns.extend(considered.iter().map(|name| risk(name)));
    columns.push(column(
        "Policy issue raised",
        30.0,
        Kind::Text,
        "Anything about policy or practice that the case shows.",
    ));
    columns
}

fn attendance_row(row: &RecordAttendance) -> Vec<Cell<'_>> {
    [row.agency.as_str(), &row.name, &row.email, "", "", ""].map(Cell::Open).to_vec()
}

/// What an action is stays as it was agreed; its reference stays with the line.
fn action_row(row: &RecordAction) -> Vec<Cell<'_>> {
    let named = |text| if row.carried { Cell::Given(text) } else { Cell::Open(text) };
    let reference = if row.reference.is_empty() { Cell::Open("") } else { Cell::Given(&row.reference) };
    let answers =
        [row.agency.as_str(), &row.owner, &row.due, &row.status, &row.reported, &row.reason, &row.note];
    let mut cells = vec![reference, named(&row.case), named(&row.action)];
    cells.extend(answers.map(Cell::Open));
    cells
}

fn case_row(row: &RecordCase, columns: usize) -> Vec<Cell<'_>> {
    let reference = if row.reference.is_empty() { Cell::Open("") } else { Cell::Given(&row.reference) };
    std::iter::once(reference).chain(std::iter::repeat(Cell::Open(""))).take(columns).collect()
}
