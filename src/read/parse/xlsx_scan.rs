//! Our own look at a worksheet's XML: where each cell stands, whether its row is hidden, and
//! whether its value is written the one way in which nothing of it can be lost.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml;
use crate::read::limits;
use crate::read::notice::SheetFault;

/// A cell as the sheet lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub column: u32,
    /// Its row is hidden.
    pub hidden: bool,
    /// A formula without a stored value.
    pub bare_formula: bool,
}

/// The cells of a worksheet in the order of the file.
pub(super) fn scan<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<Listed>, SheetFault> {
    to_the_cells(reader)?;
    let mut buf = Vec::new();
    let mut cells = Vec::new();
    let (mut row, mut column, mut hidden) = (0_u32, 0_u32, false);
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e) if e.local_name().as_ref() == "row" => {
                if let Some(r) = xml::attribute(&e, "r")? {
                    row = row_number(&r).ok_or(SheetFault::Place)?;
                }
                hidden = xml::is_true(xml::attribute(&e, "hidden")?.as_deref());
            }
            Event::End(e) if e.local_name().as_ref() == "row" => {
                row = row.checked_add(1).ok_or(SheetFault::Place)?;
                (column, hidden) = (0, false);
            }
            Event::Start(e) if e.local_name().as_ref() == "c" => {
                if let Some(r) = xml::attribute(&e, "r")? {
                    let (own_row, own_column) = position(&r).ok_or(SheetFault::Place)?;
                    if own_row != row {
                        return Err(SheetFault::Place);
                    }
                    column = own_column;
                }
                if row >= limits::FORMAT_ROWS || column >= limits::FORMAT_COLUMNS {
                    return Err(SheetFault::Place);
                }
                let kind = xml::attribute(&e, "t")?;
                let bare_formula = look_inside(reader, kind.as_deref())?;
                cells.push(Listed { row, column, hidden, bare_formula });
                if cells.len() > limits::LISTED_CELLS {
                    return Err(SheetFault::Size);
                }
                column = column.checked_add(1).ok_or(SheetFault::Place)?;
            }
            Event::End(e) if e.local_name().as_ref() == "sheetData" => break,
            Event::Eof => return Err(SheetFault::Damaged),
            _ => (),
        }
    }
    no_two_of_one_place(&cells)?;
    Ok(cells)
}

/// Reads up to the cells, past a stated dimension that must at least make sense.
fn to_the_cells<R: BufRead>(reader: &mut Reader<R>) -> Result<(), SheetFault> {
    let mut buf = Vec::new();
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e) if e.local_name().as_ref() == "dimension" => {
                let stated = xml::attribute(&e, "ref")?.ok_or(SheetFault::Damaged)?;
                let (first, last) = stated.split_once(':').unwrap_or((&stated, &stated));
                let (first, last) = position(first).zip(position(last)).ok_or(SheetFault::Place)?;
                if last.0 < first.0 || last.1 < first.1 {
                    return Err(SheetFault::Place);
                }
            }
            Event::Start(e) if e.local_name().as_ref() == "sheetData" => return Ok(()),
            Event::Eof => return Err(SheetFault::Damaged),
            _ => (),
        }
    }
}

/// Looks into a cell up to its end, and tells whether it is a formula without a stored value.
fn look_inside<R: BufRead>(reader: &mut Reader<R>, kind: Option<&str>) -> Result<bool, SheetFault> {
    let mut buf = Vec::new();
    let mut skipped = Vec::new();
    let (mut formula, mut values, mut blank) = (false, 0_usize, true);
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "f" => {
                    formula = true;
                    pass(reader, &e, &mut skipped)?;
                }
                "is" => {
                    (values, blank) = (values.saturating_add(1), false);
                    pass(reader, &e, &mut skipped)?;
                }
                "v" if matches!(kind, Some("inlineStr" | "is")) => pass(reader, &e, &mut skipped)?,
                "v" => {
                    values = values.saturating_add(1);
                    blank = !value_is_safe(reader, kind)? && kind != Some("str");
                }
                _ => return Err(SheetFault::Damaged),
            },
            Event::End(e) if e.local_name().as_ref() == "c" => break,
            Event::Eof => return Err(SheetFault::Damaged),
            _ => (),
        }
    }
    if values > 1 { Err(SheetFault::Twice) } else { Ok(formula && blank) }
}

fn pass<R: BufRead>(reader: &mut Reader<R>, e: &BytesStart<'_>, buf: &mut Vec<u8>) -> Result<(), SheetFault> {
    buf.clear();
    reader.read_to_end_into(e.name(), buf).map(|_| ()).map_err(|_| SheetFault::Damaged)
}

/// Reads a `<v>` to its end, and tells whether it holds anything. Numbers and references must be
/// one run of text: a reader that takes the first run only would take `1` for `1&#50;`. A
/// reference to a shared text must be digits: a reader that takes 0 for anything else would show
/// another cell's text.
fn value_is_safe<R: BufRead>(reader: &mut Reader<R>, kind: Option<&str>) -> Result<bool, SheetFault> {
    let is_text = !matches!(kind, None | Some("n" | "s" | "b" | "e"));
    let mut buf = Vec::new();
    let mut runs = 0_usize;
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Text(text) => {
                let digits = xml::number(&text).is_some() || text.is_empty();
                if kind == Some("s") && !digits {
                    return Err(SheetFault::Value);
                }
                runs = runs.saturating_add(1);
            }
            Event::GeneralRef(_) if is_text => runs = runs.saturating_add(1),
            Event::End(e) if e.local_name().as_ref() == "v" => break,
            Event::Eof => return Err(SheetFault::Damaged),
            _ => return Err(SheetFault::Value),
        }
    }
    if runs > 1 && !is_text { Err(SheetFault::Value) } else { Ok(runs > 0) }
}

fn no_two_of_one_place(cells: &[Listed]) -> Result<(), SheetFault> {
    let place = |cell: &Listed| (cell.row, cell.column);
    if cells.is_sorted_by(|a, b| place(a) < place(b)) {
        return Ok(());
    }
    let mut places: Vec<(u32, u32)> = cells.iter().map(place).collect();
    places.sort_unstable();
    if places.windows(2).any(|pair| pair[0] == pair[1]) { Err(SheetFault::Twice) } else { Ok(()) }
}

/// A row's number, zero-based, if the format has such a row.
fn row_number(text: &str) -> Option<u32> {
    let row = xml::number(text)?.checked_sub(1)?;
    (row < limits::FORMAT_ROWS).then_some(row)
}

/// Row and column, zero-based, of a place such as `AB12`, if the format has such a place.
fn position(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at_checked(digits)?;
    let row = row_number(number)?;
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let column = letters
        .bytes()
        .fold(0, |column: u32, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let column = column.checked_sub(1)?;
    (column < limits::FORMAT_COLUMNS).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(sheet_data: &str) -> Result<Vec<(u32, u32)>, SheetFault> {
        let xml = format!("<worksheet><sheetData>{sheet_data}</sheetData></worksheet>");
        let cells = scan(&mut xml::configured(Reader::from_reader(xml.as_bytes())))?;
        Ok(cells.iter().map(|cell| (cell.row, cell.column)).collect())
    }

    #[test]
    fn places_are_those_of_the_format_or_none() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("xfd1048576"), Some((1_048_575, 16_383)));
        for no_place in
            ["A0", "A1048577", "XFE1", "A4294967299", "AAAAAAAAA1", "A", "1", "", "A1B", "$A$1", "É1", "A-1"]
        {
            assert_eq!(position(no_place), None, "{no_place}");
        }
    }

    #[test]
    fn cells_and_rows_without_places_follow_one_another() {
        let cells = scanned("<row><c><v>1</v></c><c/></row><row/><row><c r='C3'/><c/></row>");
        assert_eq!(cells, Ok(vec![(0, 0), (0, 1), (2, 2), (2, 3)]));
    }

    #[test]
    fn what_could_put_a_value_elsewhere_or_change_it_is_refused() {
        for (data, fault) in [
            ("<row r='4294967299'><c r='A4294967299'><v>1</v></c></row>", SheetFault::Place),
            ("<row r='2'><c r='A3'><v>1</v></c></row>", SheetFault::Place),
            ("<row r='+2'><c><v>1</v></c></row>", SheetFault::Place),
            ("<row r='1048576'><c/></row><row><c/></row>", SheetFault::Place),
            ("<row r='1'><c r='XFD1'/><c/></row>", SheetFault::Place),
            ("<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>", SheetFault::Twice),
            ("<row r='1'><c r='B1'/></row><row r='1'><c r='B1'/></row>", SheetFault::Twice),
            ("<row r='1'><c r='A1'><v>1</v><v>2</v></c></row>", SheetFault::Twice),
            ("<row><c><v>1&#50;</v></c></row>", SheetFault::Value),
            ("<row><c><v>1<!-- -->2</v></c></row>", SheetFault::Value),
            ("<row><c><v><![CDATA[12]]></v></c></row>", SheetFault::Value),
            ("<row><c t='str'><v><![CDATA[lost]]></v></c></row>", SheetFault::Value),
            ("<row><c t='s'><v> 1</v></c></row>", SheetFault::Value),
            ("<row><c r='A1' r='B1'/></row>", SheetFault::Damaged),
            ("<row><c><x/></c></row>", SheetFault::Damaged),
        ] {
            assert_eq!(scanned(data), Err(fault), "{data}");
        }
    }

    #[test]
    fn a_formula_never_calculated_is_seen() {
        let xml = "<worksheet><sheetData><row hidden='1'><c><f>A1</f></c><c><f>A1</f><v>1</v></c>\
                   <c t='str'><f>A1</f><v></v></c></row></sheetData></worksheet>";
        let cells = scan(&mut xml::configured(Reader::from_reader(xml.as_bytes()))).expect("a sheet");
        let seen: Vec<(bool, bool)> = cells.iter().map(|cell| (cell.hidden, cell.bare_formula)).collect();
        assert_eq!(seen, [(true, true), (true, false), (true, false)]);
    }
}
