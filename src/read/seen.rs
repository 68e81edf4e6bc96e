//! What the program sees in one spreadsheet, for finding out why a form was not understood.

use std::path::Path;

use serde::Serialize;

use super::fetch::fetch;
use super::job::{Format, ParseJob, SheetParser};
use super::limits;
use super::sheet::Workbook;
use crate::finding::{Finding, Place};

/// A cell as the program sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeenCell {
    /// The sheet; empty for a CSV.
    pub sheet: String,
    /// The cell, such as `B9`.
    pub cell: String,
    /// `text`, `number`, `date`, `time`, `yes-no` or `error`.
    pub kind: &'static str,
    /// What is written in it.
    pub written: String,
}

/// Reads one spreadsheet from anywhere: its cells in order, and what there is to say about it.
///
/// # Errors
/// The finding that says why the file could not be used.
pub fn cells(path: &Path, parser: &dyn SheetParser) -> Result<(Vec<SeenCell>, Vec<Finding>), Finding> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let place = Place::file(&name);
    let format = format_of(path).ok_or_else(|| not_a_spreadsheet(&place))?;
    let bytes = fetch(path, &place, limits::FILE)?;
    let job = ParseJob { path: name, format, bytes };
    let (workbook, findings) = parser
        .parse(vec![job])
        .pop()
        .unwrap_or_else(|| Err(Finding::error("file-refused", "the file was not answered for").at(place)))?;
    Ok((seen(&workbook), findings))
}

/// The cells of a workbook, sheet by sheet and row by row.
pub fn seen(workbook: &Workbook) -> Vec<SeenCell> {
    let cells = workbook.sheets.iter().flat_map(|sheet| {
        sheet.cells.iter().map(|((row, column), cell)| SeenCell {
            sheet: sheet.name.clone(),
            cell: Place::file("").cell(*row, *column).cell_name().unwrap_or_default(),
            kind: cell.content.kind(),
            written: cell.written.clone(),
        })
    });
    cells.collect()
}

/// The format by the file's extension.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    Format::of_extension(path.extension()?.to_str()?)
}

/// The finding about a file of another kind.
pub(super) fn not_a_spreadsheet(place: &Place) -> Finding {
    Finding::warning(
        "not-a-spreadsheet",
        "the file is not of a kind that is read (.xlsx, .xlsm, .xls, .ods, .csv)",
    )
    .at(place.clone())
    .help("save it as .xlsx or .csv, or move it elsewhere")
}
