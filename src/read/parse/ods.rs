//! `.ods`: cells as the spreadsheet library gives them, held against our scan.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Reader as _, SheetVisible};

use super::hidden::HiddenRows;
use super::ods_scan::{Table, scan};
use super::{Stop, value, xml};
use crate::read::gather::{Gather, SheetGather};
use crate::read::limits;
use crate::read::notice::{SheetFault, What};
use crate::read::precheck;
use crate::read::refusal::Refusal;
use crate::read::sheet::{Content, Sheet};

/// The visible sheets of a file.
pub(super) fn read(bytes: &[u8], gather: &mut Gather) -> Result<Vec<Sheet>, Refusal> {
    let mut package = precheck::unpack(bytes)?;
    refuse_encrypted(&mut package)?;
    let mut content = xml::open(&mut package, "content.xml").ok_or(Refusal::Damaged)?;
    let tables = scan(&mut content).map_err(|fault| match fault {
        SheetFault::Size => Refusal::Cells,
        SheetFault::Place => Refusal::Claims,
        _ => Refusal::Damaged,
    })?;
    drop(content);
    let mut file = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    })?;
    let listed = file.sheets_metadata().to_vec();
    if listed.len() > limits::SHEETS {
        return Err(Refusal::Parts);
    }
    let names: BTreeSet<&str> = listed.iter().map(|sheet| sheet.name.as_str()).collect();
    if listed.is_empty() || listed.len() != tables.len() || names.len() != listed.len() {
        return Err(Refusal::Damaged);
    }
    let mut sheets = Vec::new();
    for (sheet, table) in listed.iter().zip(&tables) {
        if sheet.visible != SheetVisible::Visible {
            gather.note(&sheet.name, None, What::HiddenSheet);
            continue;
        }
        match cells(&mut file, gather.sheet(&sheet.name), table) {
            Ok(read) => sheets.push(read),
            Err(Stop::Sheet(fault)) => gather.note(&sheet.name, None, What::Refused(fault)),
            Err(Stop::File(refusal)) => return Err(refusal),
        }
    }
    Ok(sheets)
}

/// A file whose list of parts speaks of encryption needs a password, whatever the library thinks.
fn refuse_encrypted(package: &mut precheck::Package<'_>) -> Result<(), Refusal> {
    let Some(mut list) = xml::open(package, "META-INF/manifest.xml") else { return Ok(()) };
    let mut buf = Vec::new();
    loop {
        match xml::next(&mut list, &mut buf).map_err(|_| Refusal::Damaged)? {
            quick_xml::events::Event::Start(e) if e.local_name().as_ref() == "encryption-data" => {
                return Err(Refusal::Encrypted);
            }
            quick_xml::events::Event::Eof => return Ok(()),
            _ => (),
        }
    }
}

/// The cells of one sheet. They must be those of our scan, each in its place.
fn cells(file: &mut Ods<Cursor<&[u8]>>, mut sheet: SheetGather<'_>, table: &Table) -> Result<Sheet, Stop> {
    let range = file.worksheet_range(sheet.name()).map_err(|_| SheetFault::Damaged)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut found = range.used_cells();
    let mut hidden = HiddenRows::default();
    for expected in &table.cells {
        let (row, column, data) = found.next().ok_or(SheetFault::Place)?;
        let row = u32::try_from(row).ok().and_then(|row| row.checked_add(first_row));
        let column = u32::try_from(column).ok().and_then(|column| column.checked_add(first_column));
        let place = (expected.row, expected.column);
        if row.zip(column) != Some(place) {
            return Err(SheetFault::Place.into());
        }
        // The range holds the very dates of the file: the 1904 system has been applied.
        match value::content(data.clone(), false) {
            Some(_) if expected.hidden => hidden.cell(expected.row),
            Some((content, what)) => sheet.take(place, error_as_such(content, data, expected.error), what)?,
            None => return Err(SheetFault::Place.into()),
        }
    }
    if found.next().is_some() {
        return Err(SheetFault::Place.into());
    }
    for place in &table.bare_formulas {
        sheet.note(Some(*place), What::FormulaWithoutValue);
    }
    hidden.note(&mut sheet);
    Ok(sheet.finish())
}

/// OpenDocument files store an error as its text.
fn error_as_such(content: Content, data: &Data, is_error: bool) -> Content {
    match data {
        Data::String(text) if is_error => Content::Error(text.clone()),
        _ => content,
    }
}
