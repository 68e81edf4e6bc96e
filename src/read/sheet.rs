//! Workbooks as read: cells with what they hold, sparse, nothing understood.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime, Timelike};
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
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Text.
    Text(String),
    /// A number, never infinite or undefined.
    Number(#[serde(with = "number")] f64),
    /// True or false.
    Bool(bool),
    /// A date or date and time, from a date-formatted cell (1900 or 1904 system resolved).
    DateTime(NaiveDateTime),
    /// A time of day alone, in seconds since midnight.
    Time(u32),
    /// An error value such as `#REF!`.
    Error(String),
}

impl Content {
    /// The kind in one word, as `cmarac cells` prints it.
    pub fn kind(&self) -> &'static str {
        match self {
            Content::Text(_) => "text",
            Content::Number(_) => "number",
            Content::Bool(_) => "yes-no",
            Content::DateTime(_) => "date",
            Content::Time(_) => "time",
            Content::Error(_) => "error",
        }
    }

    /// As a person sees it: `34`, `2026-11-24`, `2026-11-24 17:00`, `17:00`, `TRUE`.
    fn written(&self) -> String {
        match self {
            Content::Text(text) | Content::Error(text) => text.clone(),
            Content::Number(number) => number_written(*number),
            Content::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
            Content::DateTime(when) if when.time() == NaiveTime::MIN => when.format("%Y-%m-%d").to_string(),
            Content::DateTime(when) => format!("{} {}", when.format("%Y-%m-%d"), time_written(when.time())),
            Content::Time(seconds) => NaiveTime::from_num_seconds_from_midnight_opt(*seconds, 0)
                .map(time_written)
                .unwrap_or_default(),
        }
    }
}

impl Cell {
    /// A cell with the written form its content has.
    pub fn new(content: Content) -> Self {
        Cell { written: content.written(), content }
    }
}

/// `17:00`, or `17:00:30` where there are seconds.
fn time_written(time: NaiveTime) -> String {
    time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

/// A number in shortest form at the 15 digits a spreadsheet keeps: `34`, `0.5`, not `34.0`.
fn number_written(number: f64) -> String {
    let kept = format!("{number:.14e}").parse().unwrap_or(number);
    if kept == 0.0 {
        "0".into()
    } else if kept.abs() < 1e21 && kept.abs() >= 1e-9 {
        kept.to_string()
    } else {
        format!("{kept:e}")
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} «…»", self.kind())
    }
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

/// Numbers cross between processes as text: a number of JSON may lose its last digit.
mod number {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(number: &f64, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<f64, D::Error> {
        let number: f64 = String::deserialize(d)?.parse().map_err(D::Error::custom)?;
        if number.is_finite() { Ok(number) } else { Err(D::Error::custom("no finite number")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_spreadsheet_shows_them() {
        let written: Vec<String> =
            [34.0, 0.5, -0.0, 0.1 + 0.2, 2_079_460_123.0, 1e300].map(number_written).into();
        assert_eq!(written, ["34", "0.5", "0", "0.3", "2079460123", "1e300"]);
    }

    #[test]
    fn a_number_keeps_every_bit_between_processes() {
        for number in [0.1 + 0.2, f64::MAX, f64::MIN_POSITIVE, -1.0 / 3.0] {
            let wire = serde_json::to_string(&Content::Number(number)).expect("numbers can be written");
            assert!(serde_json::from_str::<Content>(&wire).expect("and read") == Content::Number(number));
        }
    }

    #[test]
    fn cells_and_what_they_hold_never_print_it() {
        let cell = Cell::new(Content::Text("Zebedee Quill".into()));
        assert!(!format!("{cell:?} {:?}", cell.content).contains("Quill"));
    }
}
