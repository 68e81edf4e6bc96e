//! Where something stands: file, sheet and cell, or file and line.

use std::fmt;

/// A spot in a file of the input. Paths are relative to the input folder, with `/` between
/// parts on every system, so that a place reads the same wherever the folder lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, such as `islington/2026-12-09/returns/housing.xlsx`.
    pub file: String,
    /// The sheet, for workbooks.
    pub sheet: Option<String>,
    /// Zero-based row and column, for a cell; a row alone for a whole row.
    pub row: Option<u32>,
    /// Zero-based column.
    pub column: Option<u32>,
    /// One-based line, for text files.
    pub line: Option<u32>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), sheet: None, row: None, column: None, line: None }
    }

    /// Whether the file lies in this folder of the input, or is it.
    pub fn is_in(&self, folder: &str) -> bool {
        self.file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// A sheet of this file.
    #[must_use]
    pub fn sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = Some(sheet.into());
        self
    }

    /// A whole row, counted from zero.
    #[must_use]
    pub fn row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self.column = None;
        self
    }

    /// A cell, row and column counted from zero.
    #[must_use]
    pub fn cell(mut self, row: u32, column: u32) -> Self {
        self.row = Some(row);
        self.column = Some(column);
        self
    }

    /// The cell as a person writes it, such as `B9`.
    pub fn cell_name(&self) -> Option<String> {
        Some(cell_name(self.row?, self.column?))
    }

    /// A line of a text file, counted from one.
    #[must_use]
    pub fn line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {sheet}")?;
        }
        match (self.cell_name(), self.row) {
            (Some(cell), _) => write!(f, ", cell {cell}"),
            (None, Some(row)) => write!(f, ", row {}", u64::from(row) + 1),
            (None, None) => Ok(()),
        }
    }
}

/// The name of a cell in A1 notation from a zero-based row and column.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        let digit = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest /= 26;
    }
    let column: String = letters.iter().rev().collect();
    format!("{column}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        let names: Vec<String> =
            [(0, 0), (8, 1), (0, 25), (0, 26), (9, 701), (9, 702)].map(|(r, c)| cell_name(r, c)).into();
        assert_eq!(names, ["A1", "B9", "Z1", "AA1", "ZZ10", "AAA10"]);
    }

    #[test]
    fn a_place_reads_from_the_file_inwards() {
        let place = Place::file("northmoor/returns/housing.xlsx").sheet("Return").cell(8, 1);
        assert_eq!(place.to_string(), "northmoor/returns/housing.xlsx, sheet Return, cell B9");
        assert_eq!(Place::file("northmoor/panel.toml").line(31).to_string(), "northmoor/panel.toml:31");
    }
}
