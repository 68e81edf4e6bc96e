//! The sign-off workbook: what the rules propose, and room for what people decide.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, IgnoreError, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

use super::text::{cell_text, visible};
use super::{Made, finished, look, not_made};
use crate::finding::Finding;
use crate::plan::report::{DecisionRow, DecisionsWorkbook};

/// What people write to take the proposal as it is.
const AGREE: &str = "agree";

/// What stands below the title leaves the first column free, which is printed again on the second page and
/// would cut it there. The title itself is short enough for that column.
const BELOW_TITLE: u16 = 1;
/// Headings stand below the title and the guidance.
const HEADING_ROW: u32 = 7;

const GUIDANCE: [&str; 4] = [
    "1. Read each proposal and why it is made. Choose “agree”, or another outcome, under Decision.",
    "2. Write who decided and the date. Nothing is signed off without a name and a date.",
    "3. “Reason for the file” is never printed in a letter; “Words for the letter” are printed as you write them.",
    "4. Save this as decisions.xlsx in the meeting’s input folder and run the program again.",
];

/// What may be typed into a column, and so how it is written.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Written by the program; locked.
    Given,
    /// Locked, and what the row is about.
    Name,
    /// Text.
    Text,
    /// One of the outcomes.
    Choice,
    /// A day.
    Day,
    /// A day and perhaps a time.
    Moment,
    /// A time of day.
    Time,
}

type Column = (&'static str, f64, Kind, fn(&DecisionRow) -> &str);

/// The columns: heading, width, kind, and what stands in it.
const COLUMNS: [Column; 14] = [
    ("Case reference", 15.0, Kind::Name, |row| &row.reference),
    ("Proposed outcome", 17.0, Kind::Given, |row| &row.proposed),
    ("Why proposed", 38.0, Kind::Given, |row| &row.because),
    ("Decision", 17.0, Kind::Choice, |row| &row.decision),
    ("Reason for the file", 28.0, Kind::Text, |row| &row.file_reason),
    ("Words for the letter", 30.0, Kind::Text, |row| &row.letter_words),
    ("Decided by", 16.0, Kind::Text, |row| &row.decided_by),
    ("Date", 12.0, Kind::Day, |row| &row.date),
    ("Received (if the form does not say)", 18.0, Kind::Moment, |row| &row.received),
    ("Time slot (to fix one)", 12.0, Kind::Time, |row| &row.slot),
    ("Attendees to add", 26.0, Kind::Text, |row| &row.add_attendees),
    ("Agencies to leave out", 26.0, Kind::Text, |row| &row.leave_out),
    ("Reason for leaving out", 30.0, Kind::Text, |row| &row.leave_out_reason),
    ("Share with an agency outside the agreement (which, on what basis)", 34.0, Kind::Text, |row| {
        &row.share_outside
    }),
];

/// Room to write, even where the proposal is short.
const LEAST_LINES: u32 = 3;

/// Pages beside each other in print: any more, and a row could not be read across.
const PAGES_WIDE: u16 = 2;

/// Makes `decisions.xlsx`: one sheet, a title, guidance, and a table with a row a case.
///
/// # Errors
/// If the workbook cannot be made at all.
pub fn decisions(view: &DecisionsWorkbook) -> Result<Made, Finding> {
    let mut findings = Vec::new();
    let bytes = written(view, &mut findings).map_err(not_made)?;
    Ok(Made { bytes, findings })
}

fn written(view: &DecisionsWorkbook, findings: &mut Vec<Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Decisions")?;
    heading(sheet, view)?;
    for (row, case) in (HEADING_ROW + 1..).zip(&view.rows) {
        for (column, (heading, _, kind, text)) in (0..).zip(COLUMNS) {
            let what = format!("\"{heading}\" of {}", visible(&case.reference));
            write(sheet, (row, column), kind, &cell_text(text(case), &what, findings))?;
        }
        let texts = COLUMNS.map(|(_, width, _, text)| (text(case), width));
        sheet.set_row_height(row, look::row_height(&texts, LEAST_LINES))?;
    }
    let cases = u32::try_from(view.rows.len()).unwrap_or(u32::MAX);
    let last = HEADING_ROW.saturating_add(cases.max(1));
    validate(sheet, view, last)?;
    lay_out(sheet, view, last)?;
    finished(workbook, &format!("Decisions: {}, {}", visible(&view.panel), visible(&view.meeting)))
}

fn heading(sheet: &mut Worksheet, view: &DecisionsWorkbook) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, "Decisions", &look::title())?;
    let meeting = format!("{}, {}", visible(&view.panel), visible(&view.meeting));
    sheet.write_string_with_format(1, BELOW_TITLE, meeting, &look::subtitle())?;
    for (row, line) in (2..).zip(GUIDANCE) {
        sheet.write_string_with_format(row, BELOW_TITLE, line, &look::running_guidance())?;
    }
    if !view.pre_meeting.is_empty() {
        let row = HEADING_ROW - 1;
        sheet.write_string_with_format(row, BELOW_TITLE, visible(&view.pre_meeting), &look::subtitle())?;
    }
    for (column, (heading, width, _, _)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEADING_ROW, column, heading, &look::column_heading())?;
    }
    sheet.set_row_height(0, 26)?;
    sheet.set_row_height(1, 22)?;
    sheet.set_row_height(HEADING_ROW, 48)?;
    Ok(())
}

/// Dates and times are written as such, so that people see them as they are used to; what is no
/// date stays the text it is.
fn write(sheet: &mut Worksheet, (row, column): (u32, u16), kind: Kind, text: &str) -> Result<(), XlsxError> {
    let format = format_of(kind);
    match kind {
        _ if text.is_empty() => sheet.write_blank(row, column, &format)?,
        Kind::Day => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(day) => sheet.write_datetime_with_format(row, column, day, &format)?,
            Err(_) => sheet.write_string_with_format(row, column, text, &format)?,
        },
        Kind::Moment => match NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M") {
            Ok(moment) => sheet.write_datetime_with_format(row, column, moment, &format)?,
            Err(_) => sheet.write_string_with_format(row, column, text, &look::to_fill_in())?,
        },
        Kind::Time => match NaiveTime::parse_from_str(text, "%H:%M") {
            Ok(time) => sheet.write_datetime_with_format(row, column, time, &format)?,
            Err(_) => sheet.write_string_with_format(row, column, text, &format)?,
        },
        Kind::Given | Kind::Name | Kind::Text | Kind::Choice => {
            sheet.write_string_with_format(row, column, text, &format)?
        }
    };
    Ok(())
}

fn format_of(kind: Kind) -> Format {
    match kind {
        Kind::Given => look::given(),
        Kind::Name => look::given_bold(),
        Kind::Text | Kind::Choice => look::to_fill_in(),
        Kind::Day => look::day(),
        Kind::Moment => look::moment(),
        Kind::Time => look::time(),
    }
}

fn validate(sheet: &mut Worksheet, view: &DecisionsWorkbook, last: u32) -> Result<(), XlsxError> {
    let choices: Vec<&str> = std::iter::once(AGREE).chain(view.outcomes.iter().map(String::as_str)).collect();
    let first = HEADING_ROW + 1;
    for (column, (_, _, kind, _)) in (0..).zip(COLUMNS) {
        let rule = match kind {
            Kind::Choice => DataValidation::new()
                .allow_list_strings(&choices)?
                .set_input_message("Choose “agree” to take the proposal, or the outcome people decided.")?
                .set_error_title("Not one of the outcomes")?
                .set_error_message("Choose “agree” or one of the outcomes in the list.")?,
            Kind::Day => typed_in("A day, such as 3 December 2026.")?,
            Kind::Moment => typed_in(
                "Only if the form does not say when it came: a day and time, such as 24/11/2026 16:59.",
            )?,
            Kind::Time => typed_in("Only to fix a slot: a time, such as 10:30.")?,
            Kind::Given | Kind::Name | Kind::Text => continue,
        };
        sheet.add_data_validation(first, column, last, column, &rule)?;
    }
    Ok(())
}

/// Guidance that appears when the cell is chosen; anything may be typed.
fn typed_in(guidance: &str) -> Result<DataValidation, XlsxError> {
    Ok(DataValidation::new()
        .allow_any_value()
        .set_input_message(guidance)?
        .set_error_style(DataValidationErrorStyle::Information))
}

fn lay_out(sheet: &mut Worksheet, view: &DecisionsWorkbook, last: u32) -> Result<(), XlsxError> {
    look::paper(sheet, &view.marking, &format!("{}, {}", view.panel, view.meeting));
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(PAGES_WIDE, 0);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_repeat_columns(0, 0)?;
    let last_column = u16::try_from(COLUMNS.len().saturating_sub(1)).unwrap_or(0);
    sheet.set_print_area(0, 0, last, last_column)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 1)?;
    sheet.ignore_error_range(HEADING_ROW + 1, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
    // Only against slips: no password, and rows and columns may be made larger.
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    sheet.set_selection(HEADING_ROW + 1, 3, HEADING_ROW + 1, 3)?;
    Ok(())
}
