//! Tables that people fill in, as the sheets of a workbook: title, guidance, a heading row, rows.
//!
//! Headings and what the program wrote are locked against slips, without a password; answers are not.
//! Lists of names stand in a sheet of their own that everybody can see, for a cell holds only a short one.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, IgnoreError, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::look;
use super::text::{cell_text, visible};
use crate::finding::Finding;

/// The sheet of the lists that cells offer.
const CHOICES: &str = "Choices";

/// Width of a list's column in characters.
const CHOICES_WIDTH: f64 = 48.0;

/// One sheet to fill in.
pub(super) struct Table<'a> {
    /// Sheet name.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) title: &'a str,
    /// Whose, of which meeting.
    pub(super) subtitle: &'a str,
    /// How to fill it in, a line each.
    pub(super) guidance: &'a [&'a str],
    /// Columns from the left.
    pub(super) columns: &'a [Column<'a>],
    /// Rows, each with a cell for every column.
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

/// A column.
#[derive(Clone)]
pub(super) struct Column<'a> {
    /// Its heading.
    pub(super) heading: &'a str,
    /// Its width in characters.
    pub(super) width: f64,
    /// What may be typed.
    pub(super) kind: Kind<'a>,
    /// Guidance that appears when a cell of it is chosen, or empty.
    pub(super) hint: &'a str,
}

/// What may be typed into a column.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind<'a> {
    /// Text.
    Text,
    /// A day.
    Day,
    /// One of these and nothing else.
    OneOf(&'a [&'a str]),
    /// One of a list in the sheet of lists, by the list's number; or anything else, after a warning.
    Listed(usize),
}

impl Kind<'_> {
    /// The same where the names of a list are not there to choose from.
    pub(super) fn without_list(self) -> Self {
        match self {
            Kind::Listed(_) => Kind::Text,
            other => other,
        }
    }
}

/// A cell.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    /// Written by the program; locked.
    Given(&'a str),
    /// To fill in; what is known stands there already. A day is written `2026-12-09`.
    Open(&'a str),
}

impl<'a> Cell<'a> {
    fn text(self) -> &'a str {
        match self {
            Cell::Given(text) | Cell::Open(text) => text,
        }
    }
}

/// A list of names that cells offer: its heading, and the names.
pub(super) type List<'a> = (&'a str, &'a [String]);

/// Adds a table as a sheet.
pub(super) fn sheet(
    workbook: &mut Workbook,
    table: &Table<'_>,
    lists: &[List<'_>],
    (marking, about): (&str, &str),
    findings: &mut Vec<Finding>,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.name)?;
    let heading_row = heading(sheet, table)?;
    let mut last = heading_row;
    for (row, cells) in (heading_row + 1..).zip(&table.rows) {
        let mut texts = Vec::new();
        for (number, (column, cell)) in (0u16..).zip(table.columns.iter().zip(cells)) {
            let what = format!("\"{}\" in row {} of \"{}\"", column.heading, row + 1, table.name);
            let text = cell_text(cell.text(), &what, findings);
            write(sheet, (row, number), column.kind, *cell, &text)?;
            texts.push((text, column.width));
        }
        let texts: Vec<(&str, f64)> = texts.iter().map(|(text, width)| (text.as_str(), *width)).collect();
        sheet.set_row_height(row, look::row_height(&texts, 2))?;
        last = row;
    }
    for (number, column) in (0u16..).zip(table.columns) {
        validate(sheet, column, (heading_row + 1, last.max(heading_row + 1), number), lists)?;
    }
    lay_out(sheet, heading_row, table, last, (marking, about))
}

/// The sheet of lists. It stands last and is locked.
pub(super) fn choices(
    workbook: &mut Workbook,
    lists: &[List<'_>],
    (marking, about): (&str, &str),
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(CHOICES)?;
    let longest = lists.iter().map(|(_, names)| names.len()).max().unwrap_or(0);
    for (number, row) in (0..longest).zip(1u32..) {
        let across = lists.iter().filter_map(|(_, names)| Some((names.get(number)?.as_str(), CHOICES_WIDTH)));
        sheet.set_row_height(row, look::row_height(&across.collect::<Vec<_>>(), 1))?;
    }
    for (column, (heading, names)) in (0u16..).zip(lists).filter(|(_, (_, names))| !names.is_empty()) {
        sheet.set_column_width(column, CHOICES_WIDTH)?;
        sheet.write_string_with_format(0, column, *heading, &look::column_heading())?;
        for (row, name) in (1u32..).zip(*names) {
            sheet.write_string_with_format(row, column, visible(name), &look::given())?;
        }
    }
    look::paper(sheet, marking, about);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, ..ProtectionOptions::default() });
    Ok(())
}

/// Title, guidance, headings. Gives the row of the headings.
fn heading(sheet: &mut Worksheet, table: &Table<'_>) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, visible(table.title), &look::title())?;
    sheet.write_string_with_format(1, 0, visible(table.subtitle), &look::subtitle())?;
    let mut row = 2;
    for line in table.guidance {
        sheet.write_string_with_format(row, 0, visible(line), &look::running_guidance())?;
        row += 1;
    }
    // A blank row parts the table from what stands above it.
    row += 1;
    for (number, column) in (0u16..).zip(table.columns) {
        sheet.set_column_width(number, column.width)?;
        sheet.write_string_with_format(row, number, visible(column.heading), &look::column_heading())?;
    }
    sheet.set_row_height(0, 26)?;
    sheet.set_row_height(1, 22)?;
    sheet.set_row_height(row, 36)?;
    Ok(row)
}

/// A day is written as such, so that people see it as they are used to; what is no day stays the
/// text it is.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    kind: Kind<'_>,
    cell: Cell<'_>,
    text: &str,
) -> Result<(), XlsxError> {
    let format = format_of(kind, cell);
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| kind == Kind::Day);
    match day {
        _ if text.is_empty() => sheet.write_blank(row, column, &format)?,
        Some(day) => sheet.write_datetime_with_format(row, column, day, &format)?,
        None => sheet.write_string_with_format(row, column, text, &format)?,
    };
    Ok(())
}

fn format_of(kind: Kind<'_>, cell: Cell<'_>) -> Format {
    match (kind, cell) {
        (Kind::Day, Cell::Given(_)) => look::given_day(),
        (_, Cell::Given(_)) => look::given(),
        (Kind::Day, Cell::Open(_)) => look::day(),
        (_, Cell::Open(_)) => look::to_fill_in(),
    }
}

fn validate(
    sheet: &mut Worksheet,
    column: &Column<'_>,
    (first, last, number): (u32, u32, u16),
    lists: &[List<'_>],
) -> Result<(), XlsxError> {
    let rule = match column.kind {
        Kind::OneOf(choices) => DataValidation::new()
            .allow_list_strings(choices)?
            .set_error_title("Not one of the choices")?
            .set_error_message("Choose one from the list in the cell.")?,
        Kind::Listed(list) => {
            let Some(formula) = range(lists, list) else { return Ok(()) };
            DataValidation::new()
                .allow_list_formula(formula)
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("Not in the list")?
                .set_error_message("This is not in the list. Keep it only if it is meant.")?
        }
        Kind::Text | Kind::Day if column.hint.is_empty() => return Ok(()),
        Kind::Text | Kind::Day => {
            DataValidation::new().allow_any_value().set_error_style(DataValidationErrorStyle::Information)
        }
    };
    let rule = if column.hint.is_empty() { rule } else { rule.set_input_message(column.hint)? };
    sheet.add_data_validation(first, number, last, number, &rule)?;
    Ok(())
}

/// Where a list's names stand, `=Choices!$B$2:$B$9`; nothing if it is empty.
fn range(lists: &[List<'_>], number: usize) -> Option<Formula> {
    let names = lists.get(number).map(|(_, names)| names.len()).filter(|names| *names > 0)?;
    let column = char::from(b'A'.checked_add(u8::try_from(number).ok()?)?);
    Some(Formula::new(format!("={CHOICES}!${column}$2:${column}${}", names.saturating_add(1))))
}

fn lay_out(
    sheet: &mut Worksheet,
    heading_row: u32,
    table: &Table<'_>,
    last: u32,
    (marking, about): (&str, &str),
) -> Result<(), XlsxError> {
    look::paper(sheet, marking, about);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(heading_row, heading_row)?;
    sheet.set_freeze_panes(heading_row + 1, 1)?;
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    let bottom = last.max(heading_row + 1);
    sheet.ignore_error_range(heading_row + 1, 0, bottom, last_column, IgnoreError::NumberStoredAsText)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    let first_open = table
        .rows
        .first()
        .and_then(|cells| cells.iter().position(|cell| matches!(cell, Cell::Open(""))))
        .and_then(|column| u16::try_from(column).ok())
        .unwrap_or(0);
    sheet.set_selection(heading_row + 1, first_open, heading_row + 1, first_open)?;
    Ok(())
}
