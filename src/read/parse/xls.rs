//! `.xls`: the spreadsheet library reads all its sheets at once; rows and columns are 16-bit
//! numbers in the file and cannot wrap. Hidden rows it does not tell: our scan does. What a file
//! claims beyond its size is for the worker's limits.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::hidden::HiddenRows;
use super::xls_scan::{is_encrypted, scan};
use super::{compound, value};
use crate::read::gather::{Gather, SheetGather};
use crate::read::limits;
use crate::read::notice::{SheetFault, What};
use crate::read::refusal::Refusal;
use crate::read::sheet::Sheet;

/// The visible sheets of a workbook.
pub(super) fn read(bytes: &[u8], gather: &mut Gather) -> Result<Vec<Sheet>, Refusal> {
    let stream = compound::workbook(bytes).ok_or(Refusal::Damaged)?;
    if is_encrypted(&stream) {
        return Err(Refusal::Encrypted);
    }
    let hidden = scan(&stream).map_err(|_| Refusal::Damaged)?;
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    })?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > limits::SHEETS {
        return Err(Refusal::Parts);
    }
    let names: BTreeSet<&str> = listed.iter().map(|sheet| sheet.name.as_str()).collect();
    if listed.is_empty() || names.len() != listed.len() || hidden.len() != listed.len() {
        return Err(Refusal::Damaged);
    }
    let mut sheets = Vec::new();
    for (sheet, hidden) in listed.iter().zip(&hidden) {
        if sheet.typ != SheetType::WorkSheet {
            gather.note(&sheet.name, None, What::NoCells);
        } else if sheet.visible != SheetVisible::Visible {
            gather.note(&sheet.name, None, What::HiddenSheet);
        } else {
            let sheet = cells(&mut workbook, gather.sheet(&sheet.name), hidden)?;
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn cells(
    workbook: &mut Xls<Cursor<&[u8]>>,
    mut sheet: SheetGather<'_>,
    hidden: &BTreeSet<u32>,
) -> Result<Sheet, Refusal> {
    let mut left_out = HiddenRows::default();
    let is_1904 = workbook.has_1904_epoch();
    let Ok(range) = workbook.worksheet_range(sheet.name()) else {
        sheet.note(None, What::Refused(SheetFault::Damaged));
        return Ok(sheet.finish());
    };
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let row = u32::try_from(row).ok().and_then(|row| row.checked_add(first_row));
        let column = u32::try_from(column).ok().and_then(|column| column.checked_add(first_column));
        let place = row.zip(column).ok_or(Refusal::Damaged)?;
        match value::content(data.clone(), is_1904) {
            Some(_) if hidden.contains(&place.0) => left_out.cell(place.0),
            Some((content, what)) => sheet.take(place, content, what)?,
            None => (),
        }
    }
    left_out.note(&mut sheet);
    Ok(sheet.finish())
}
