//! What the parser has to say about a file, in a form that crosses between processes. The words
//! a person reads are put together here, in the parent: a worker's reply holds no sentence.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Place, Severity};

/// Something about one sheet or cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Notice {
    /// The sheet's name; empty for a CSV.
    pub sheet: String,
    /// Zero-based row.
    pub row: Option<u32>,
    /// Zero-based column.
    pub column: Option<u32>,
    /// What there is to say.
    pub what: What,
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// The sheet is hidden and was left out.
    HiddenSheet,
    /// A chart or macro sheet, which has no cells.
    NoCells,
    /// Hidden rows (first and last, zero-based) and how many cells in them were left out.
    HiddenRows { ranges: Vec<(u32, u32)>, cells: usize },
    /// The sheet cannot be trusted and was left out.
    Refused(SheetFault),
    /// The cell holds an error value.
    CellError(String),
    /// A formula that was never calculated.
    FormulaWithoutValue,
    /// Cells beyond the rows or columns that are looked at; the place is the first.
    Beyond { cells: usize },
    /// The cell's text is longer than any spreadsheet allows and was left out.
    TextTooLong,
    /// A date-formatted number that is no date, taken as a number.
    NoSuchDate,
    /// An infinite or undefined number, left out.
    NoNumber,
    /// A CSV that is not UTF-8 and was read as Windows-1252.
    Windows1252,
    /// A CSV in UTF-16.
    Utf16,
    /// A CSV with bytes its encoding does not allow, shown as `�`.
    BrokenCharacters,
    /// A quotation mark that opens a field and is not closed as it should be.
    UnclosedQuote,
    /// More of a kind, not listed one by one.
    More { kind: String, count: usize },
}

/// Why a sheet was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum SheetFault {
    /// A cell or row whose place does not exist or contradicts itself.
    Place,
    /// Two values for one cell.
    Twice,
    /// A value in a form that no spreadsheet program writes.
    Value,
    /// More cells than a sheet of ours can have, or a repetition without end.
    Size,
    /// The XML is damaged or missing.
    Damaged,
}

impl Notice {
    /// The finding about a file of this path.
    pub(super) fn finding(self, path: &str) -> Finding {
        let mut place = Place::file(path);
        if !self.sheet.is_empty() {
            place = place.sheet(self.sheet);
        }
        place.row = self.row;
        place.column = self.column;
        let mut finding = self.what.finding();
        // Every form with drop-downs hides the sheet of their lists.
        if self.what == What::HiddenSheet && place.sheet.as_deref().is_some_and(is_of_lists) {
            finding.severity = Severity::Note;
        }
        finding.at(place)
    }
}

fn is_of_lists(sheet: &str) -> bool {
    let name = sheet.to_lowercase();
    ["list", "lookup", "option", "dropdown", "drop-down", "validation"].iter().any(|word| name.contains(word))
}

impl What {
    /// The kind, which is the finding's code.
    pub(super) fn code(&self) -> &'static str {
        match self {
            What::HiddenSheet => "hidden-sheet",
            What::NoCells => "sheet-without-cells",
            What::HiddenRows { .. } => "hidden-row",
            What::Refused(_) => "sheet-refused",
            What::CellError(_) => "cell-error",
            What::FormulaWithoutValue => "formula-without-value",
            What::Beyond { .. } => "cells-beyond-limits",
            What::TextTooLong => "text-too-long",
            What::NoSuchDate => "no-such-date",
            What::NoNumber => "no-number",
            What::Windows1252 => "csv-windows-1252",
            What::Utf16 => "csv-utf-16",
            What::BrokenCharacters => "csv-broken-characters",
            What::UnclosedQuote => "csv-unclosed-quote",
            What::More { .. } => "more-of-the-same",
        }
    }

    fn finding(&self) -> Finding {
        let code = self.code();
        match self {
            What::HiddenSheet => Finding::warning(code, "the sheet is hidden and was left out")
                .help("unhide the sheet and save the file if it should be used"),
            What::NoCells => {
                Finding::note(code, "the sheet is a chart or holds macros, and has no cells to read")
            }
            What::HiddenRows { ranges, cells } => Finding::warning(
                code,
                format!("{} left out with the cells in them ({cells})", rows_said(ranges)),
            )
            .help("unhide the rows, or clear the filter, and save the file if they should be used"),
            What::Refused(fault) => Finding::error(code, fault.said())
                .help("open the file in Excel, copy the sheet into a new workbook and save that"),
            What::CellError(error) => {
                Finding::warning(code, format!("the cell holds the error {}", error_said(error)))
                    .help("correct the formula, or type the value, and save the file")
            }
            What::FormulaWithoutValue => Finding::warning(
                code,
                "the cell holds a formula that was never calculated, and counts as blank",
            )
            .help("open the file in Excel, let it calculate, and save it"),
            What::Beyond { cells } => Finding::error(
                code,
                format!(
                    "{cells} cells lie beyond row 100,000 or column ALL and were left out; this is the first"
                ),
            )
            .help("delete what stands far below or beside the table, and save the file"),
            What::TextTooLong => Finding::error(
                code,
                "the text is longer than the 32,767 characters of a cell and was left out",
            )
            .help("shorten the text, or look for a missing quotation mark in a CSV file"),
            What::NoSuchDate => {
                Finding::warning(code, "the cell is formatted as a date, and its number is no date")
                    .help("type the date again and save the file")
            }
            What::NoNumber => {
                Finding::warning(code, "the cell's number is infinite or undefined and was left out")
                    .help("type the number again and save the file")
            }
            What::Windows1252 => Finding::note(code, "the file is not UTF-8 and was read as Windows-1252")
                .help("look at names with accents; if they are wrong, save the file as “CSV UTF-8”"),
            What::Utf16 => Finding::note(code, "the file was read as UTF-16"),
            What::BrokenCharacters => {
                Finding::warning(code, "the file holds bytes that are no characters; they are shown as �")
                    .help("save the file as “CSV UTF-8”")
            }
            What::UnclosedQuote => Finding::warning(
                code,
                "a quotation mark opens the field and is not closed; it was taken as part of the text",
            )
            .help("close the quotation mark, or write the one inside the text twice"),
            What::More { kind, count } => Finding::warning(
                code,
                format!("there are {count} more findings of the kind {}", kind_said(kind)),
            ),
        }
    }
}

impl SheetFault {
    fn said(self) -> &'static str {
        match self {
            SheetFault::Place => "the sheet gives a cell a place that does not exist, and was left out",
            SheetFault::Twice => "the sheet gives two values for one cell, and was left out",
            SheetFault::Value => "the sheet holds a value no spreadsheet program writes so, and was left out",
            SheetFault::Size => "the sheet claims more cells than can be read, and was left out",
            SheetFault::Damaged => "the sheet is damaged and was left out",
        }
    }
}

/// `rows 3 and 7 to 9 are hidden and were`, counted from one.
fn rows_said(ranges: &[(u32, u32)]) -> String {
    const SHOWN: usize = 10;
    let said = |&(first, last): &(u32, u32)| {
        let (first, last) = (u64::from(first) + 1, u64::from(last) + 1);
        if first == last { first.to_string() } else { format!("{first} to {last}") }
    };
    let mut parts: Vec<String> = ranges.iter().take(SHOWN).map(said).collect();
    if ranges.len() > SHOWN {
        parts.push("others".into());
    }
    let last = parts.pop().unwrap_or_default();
    match (parts.is_empty(), ranges) {
        (true, [(first, end)]) if first == end => format!("row {last} is hidden and was"),
        (true, _) => format!("rows {last} are hidden and were"),
        (false, _) => format!("rows {} and {last} are hidden and were", parts.join(", ")),
    }
}

/// An error value as such, Excel's (`#REF!`) or LibreOffice's (`Err:510`); anything else a cell may
/// claim as its error is not repeated.
fn error_said(error: &str) -> &str {
    let known = |c: char| c.is_ascii_uppercase() || "#/!?_0".contains(c);
    let excel = error.starts_with('#') && error.len() <= 16 && error.chars().all(known);
    let libre = error.strip_prefix("Err:").is_some_and(|code| code.len() == 3 && code.parse::<u16>().is_ok());
    if excel || libre { error } else { "(unknown)" }
}

/// A finding's code as a worker gave it, if it is one.
fn kind_said(kind: &str) -> &str {
    let known = |c: char| c.is_ascii_lowercase() || c == '-';
    if kind.len() <= 32 && kind.chars().all(known) { kind } else { "(unknown)" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_are_said_as_a_person_counts_them() {
        assert_eq!(rows_said(&[(2, 2)]), "row 3 is hidden and was");
        assert_eq!(rows_said(&[(6, 8)]), "rows 7 to 9 are hidden and were");
        assert_eq!(rows_said(&[(2, 2), (6, 8)]), "rows 3 and 7 to 9 are hidden and were");
    }

    #[test]
    fn an_error_value_is_repeated_only_if_it_is_one() {
        assert_eq!(error_said("#DIV/0!"), "#DIV/0!");
        assert_eq!(error_said("Err:510"), "Err:510");
        assert_eq!(error_said("#Zebedee Quill"), "(unknown)");
    }

    #[test]
    fn a_notice_points_at_its_cell() {
        let notice = Notice {
            sheet: "Return".into(),
            row: Some(8),
            column: Some(1),
            what: What::CellError("#REF!".into()),
        };
        let finding = notice.finding("northmoor/2026-12-09/returns/housing.xlsx");
        assert_eq!(
            finding.place.expect("a place").to_string(),
            "northmoor/2026-12-09/returns/housing.xlsx, sheet Return, cell B9"
        );
    }
}
