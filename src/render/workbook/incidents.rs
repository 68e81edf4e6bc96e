//! The sheet "Incidents" of a referral on its way back: a row a report under the headings of the blank
//! form, faulty cells marked, and free rows below. It is read again when it comes back, so what is
//! wrong stands in notes and in the guidance, never in a cell.

use rust_xlsxwriter::{IgnoreError, Note, Worksheet, XlsxError};

use super::look;
use super::returned::write_answer;
use super::text::{cell_text, visible, within};
use crate::finding::Finding;
use crate::plan::report::{ReturnedReferral, ReturnedRow};

/// The sheet's name, by which it is known again.
const NAME: &str = "Incidents";

/// Widths in characters, by how much a column usually holds.
const NARROW: f64 = 16.0;
const WIDE: f64 = 34.0;

/// Writes the sheet.
///
/// # Errors
/// If the workbook cannot be made at all.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    form: &ReturnedReferral,
    findings: &mut Vec<Finding>,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    look::paper(sheet, &form.marking, &format!("{}, {NAME}", form.reference));
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_default_note_author("");
    let widths: Vec<f64> = form.incidents.first().into_iter().flatten().map(width).collect();
    for ((column, width), cell) in (0u16..).zip(&widths).zip(form.incidents.first().into_iter().flatten()) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, visible(&cell.heading), &look::given())?;
    }
    for (row, cells) in (1u32..).zip(&form.incidents) {
        let mut written = Vec::new();
        for (column, cell) in (0u16..).zip(cells) {
            let text = cell_text(
                &cell.written,
                &format!("an answer under \"{}\"", visible(&cell.heading)),
                findings,
            );
            let format = if cell.problem.is_empty() { look::to_fill_in() } else { look::faulty() };
            write_answer(sheet, (row, column), cell, &text, format)?;
            if !cell.problem.is_empty() {
                let please = format!("Please complete: {}", within(&visible(&cell.problem), 1000));
                let note =
                    Note::new(please).add_author_prefix(false).set_author("").set_width(260).set_height(90);
                sheet.insert_note(row, column, &note)?;
            }
            written.push(text);
        }
        let lines: Vec<(&str, f64)> =
            written.iter().map(String::as_str).zip(widths.iter().copied()).collect();
        sheet.set_row_height(row, look::row_height(&lines, 1))?;
    }
    let last_row = u32::try_from(form.incidents.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.ignore_error_range(1, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// What must be put right in the sheet, a line each.
pub(super) fn to_put_right(form: &ReturnedReferral) -> Vec<String> {
    let rows = (2usize..).zip(&form.incidents);
    rows.flat_map(|(row, cells)| {
        ('A'..='Z').zip(cells).filter(|(_, cell)| !cell.problem.is_empty()).map(move |(column, cell)| {
            format!(
                "Sheet {NAME}, cell {column}{row}. {}: {}",
                visible(&cell.heading),
                visible(&cell.problem)
            )
        })
    })
    .collect()
}

fn width(cell: &ReturnedRow) -> f64 {
    if ["What happened", "Where", "Through which channel"].contains(&cell.heading.as_str()) {
        WIDE
    } else {
        NARROW
    }
}
