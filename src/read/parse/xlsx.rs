//! `.xlsx` and `.xlsm`: cells streamed by the spreadsheet library, each held against our scan.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::hidden::HiddenRows;
use super::xlsx_scan::{Listed, scan};
use super::{Stop, package, value, xml};
use crate::read::gather::{Gather, SheetGather};
use crate::read::limits;
use crate::read::notice::{SheetFault, What};
use crate::read::precheck;
use crate::read::refusal::Refusal;
use crate::read::sheet::{Content, Sheet};

/// The visible sheets of a workbook.
pub(super) fn read(bytes: &[u8], gather: &mut Gather) -> Result<Vec<Sheet>, Refusal> {
    let mut package = precheck::unpack(bytes)?;
    let parts = package::sheet_parts(&mut package)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let listed = workbook.sheets_metadata().to_vec();
    if listed.len() > limits::SHEETS {
        return Err(Refusal::Parts);
    }
    let names: BTreeSet<&str> = listed.iter().map(|sheet| sheet.name.as_str()).collect();
    if listed.is_empty() || listed.len() != parts.len() || names.len() != listed.len() {
        return Err(Refusal::Damaged);
    }
    let mut sheets = Vec::new();
    for (sheet, part) in listed.iter().zip(&parts) {
        if sheet.typ != SheetType::WorkSheet {
            gather.note(&sheet.name, None, What::NoCells);
        } else if sheet.visible != SheetVisible::Visible {
            gather.note(&sheet.name, None, What::HiddenSheet);
        } else {
            let scanned =
                xml::open(&mut package, part).ok_or(SheetFault::Damaged).and_then(|mut part| scan(&mut part));
            match scanned
                .map_err(Stop::Sheet)
                .and_then(|scanned| cells(&mut workbook, gather.sheet(&sheet.name), &scanned))
            {
                Ok(read) => sheets.push(read),
                Err(Stop::Sheet(fault)) => gather.note(&sheet.name, None, What::Refused(fault)),
                Err(Stop::File(refusal)) => return Err(refusal),
            }
        }
    }
    Ok(sheets)
}

/// The cells of one sheet. Each must stand where our scan saw it.
fn cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    mut sheet: SheetGather<'_>,
    scanned: &[Listed],
) -> Result<Sheet, Stop> {
    let is_1904 = workbook.has_1904_epoch();
    let mut hidden = HiddenRows::default();
    let mut reader = workbook.worksheet_cells_reader(sheet.name()).map_err(|_| SheetFault::Damaged)?;
    for expected in scanned {
        let place = (expected.row, expected.column);
        let (found, content) = match reader.next_cell() {
            Ok(Some(cell)) => {
                let found = cell.get_position();
                (found, value::content(cell.get_value().clone().into(), is_1904))
            }
            // An error value that the library does not know: newer ones are still added to Excel.
            Err(XlsxError::CellError(error)) => (place, Some((Content::Error(error), None))),
            Ok(None) | Err(_) => return Err(SheetFault::Damaged.into()),
        };
        if found != place {
            return Err(SheetFault::Place.into());
        }
        match content {
            Some(_) if expected.hidden => hidden.cell(expected.row),
            Some((content, what)) => sheet.take(place, content, what)?,
            None if expected.bare_formula && !expected.hidden => {
                sheet.note(Some(place), What::FormulaWithoutValue)
            }
            None => (),
        }
    }
    if !matches!(reader.next_cell(), Ok(None)) {
        return Err(SheetFault::Damaged.into());
    }
    hidden.note(&mut sheet);
    Ok(sheet.finish())
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}
