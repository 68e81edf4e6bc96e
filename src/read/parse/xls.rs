//! `.xls`: the spreadsheet library reads all its sheets at once; rows and columns are 16-bit
//! numbers in the file and cannot wrap. What it claims beyond its size is for the worker's limits.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::value;
use crate::read::gather::{Gather, SheetGather};
use crate::read::limits;
use crate::read::notice::{SheetFault, What};
use crate::read::refusal::Refusal;
use crate::read::sheet::Sheet;

/// The visible sheets of a workbook.
pub(super) fn read(bytes: &[u8], gather: &mut Gather) -> Result<Vec<Sheet>, Refusal> {
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    })?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > limits::SHEETS {
        return Err(Refusal::Parts);
    }
    let names: BTreeSet<&str> = listed.iter().map(|sheet| sheet.name.as_str()).collect();
    if listed.is_empty() || names.len() != listed.len() {
        return Err(Refusal::Damaged);
    }
    let mut sheets = Vec::new();
    for sheet in &listed {
        if sheet.typ != SheetType::WorkSheet {
            gather.note(&sheet.name, None, What::NoCells);
        } else if sheet.visible != SheetVisible::Visible {
            gather.note(&sheet.name, None, What::HiddenSheet);
        } else {
            let sheet = cells(&mut workbook, gather.sheet(&sheet.name))?;
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn cells(workbook: &mut Xls<Cursor<&[u8]>>, mut sheet: SheetGather<'_>) -> Result<Sheet, Refusal> {
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
        if let Some((content, what)) = value::content(data.clone(), is_1904) {
            sheet.take(place, content, what)?;
        }
    }
    Ok(sheet.finish())
}
