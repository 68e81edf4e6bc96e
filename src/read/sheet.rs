//! Workbooks as read: cells with what they hold, sparse, nothing understood.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::finding::Place;

/// One spreadsheet file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Workbook {
    /// Its path relative to the input folder, `/` between parts.
    pub path: String,
    /// BLAKE3 of its bytes, hexadecimal.
    pub hash: String,
    /// Encoding (`UTF-8`, `Windows-1252`) and separator of a CSV; empty for workbooks.
    pub encoding: String,
    /// Its visible sheets in order. Hidden ones are left out with a finding.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; empty for a CSV.
    pub name: String,
    /// Cells that hold something, by zero-based row and column.
    #[serde(with = "cells")]
    pub cells: BTreeMap<(u32, u32), Cell>,
}

/// One cell.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// As a person sees it written, as far as the file tells: numbers in shortest form, dates in
    /// ISO, text trimmed of nothing.
    pub written: String,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A date or date and time, from a date-formatted cell (1900 or 1904 system resolved).
    DateTime(NaiveDateTime),
    /// A time of day alone, in seconds since midnight.
    Time(u32),
    /// An error value such as `#REF!`.
    Error(String),
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("«…»")
    }
}

impl Workbook {
    /// The file as a place.
    pub fn place(&self) -> Place {
        Place::file(&self.path)
    }

    /// A sheet as a place: of a CSV, the file itself.
    pub fn sheet_place(&self, sheet: &Sheet) -> Place {
        if sheet.name.is_empty() { self.place() } else { self.place().sheet(&sheet.name) }
    }
}

/// Maps keyed by pairs are no JSON: rows of `[row, column, cell]` instead.
mod cells {
    use super::{BTreeMap, Cell};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(cells: &BTreeMap<(u32, u32), Cell>, s: S) -> Result<S::Ok, S::Error> {
        cells.iter().map(|((row, column), cell)| (row, column, cell)).collect::<Vec<_>>().serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeMap<(u32, u32), Cell>, D::Error> {
        let rows = Vec::<(u32, u32, Cell)>::deserialize(d)?;
        Ok(rows.into_iter().map(|(row, column, cell)| ((row, column), cell)).collect())
    }
}
