//! Our own look at the sheets of an OpenDocument file: which places hold a value once all
//! repetitions are written out, and which of them are hidden or hold an error.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml;
use crate::read::limits;
use crate::read::notice::SheetFault;

/// A sheet as the file has it.
#[derive(Debug)]
pub(super) struct Table {
    /// Places with a value, row by row.
    pub cells: Vec<Placed>,
    /// Places of formulas that have no value, in rows that are shown.
    pub bare_formulas: Vec<(u32, u32)>,
}

/// A place with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub column: u32,
    /// Its row is hidden or filtered away.
    pub hidden: bool,
    /// The value is an error.
    pub error: bool,
}

/// One listed cell, standing for as many as it repeats.
#[derive(Clone, Copy, Debug)]
struct Run {
    column: u32,
    repeats: u32,
    value: bool,
    error: bool,
    bare_formula: bool,
}

/// The named sheets of `content.xml`. A fault concerns the whole file: the spreadsheet library
/// reads all its sheets at once.
pub(super) fn scan<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<Table>, SheetFault> {
    let mut buf = Vec::new();
    let mut tables = Vec::new();
    let mut budget = Budget::default();
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e)
                if e.name().as_ref() == "table:table" && xml::attribute(&e, "table:name")?.is_some() =>
            {
                tables.push(table(reader, &mut budget)?);
            }
            Event::Eof => return Ok(tables),
            _ => (),
        }
    }
}

/// How much may still be written out.
#[derive(Debug, Default)]
struct Budget {
    written_out: usize,
}

impl Budget {
    fn take(&mut self, cells: usize) -> Result<(), SheetFault> {
        self.written_out = self.written_out.saturating_add(cells);
        if self.written_out > limits::LISTED_CELLS { Err(SheetFault::Size) } else { Ok(()) }
    }
}

fn table<R: BufRead>(reader: &mut Reader<R>, budget: &mut Budget) -> Result<Table, SheetFault> {
    let mut buf = Vec::new();
    let mut table = Table { cells: Vec::new(), bare_formulas: Vec::new() };
    let mut row = 0_u32;
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e) if e.name().as_ref() == "table:table-row" => {
                let repeats = repeats(&e, "table:number-rows-repeated")?;
                let visibility = xml::attribute(&e, "table:visibility")?;
                let hidden = matches!(visibility.as_deref(), Some("collapse" | "filter"));
                let runs = runs(reader, budget)?;
                let end = row.checked_add(repeats).ok_or(SheetFault::Place)?;
                write_out(&mut table, &runs, row..end, hidden, budget)?;
                row = end;
                if row > limits::FORMAT_ROWS {
                    return Err(SheetFault::Place);
                }
            }
            Event::Start(e) if e.name().as_ref() == "table:table" => return Err(SheetFault::Damaged),
            Event::End(e) if e.name().as_ref() == "table:table" => break,
            Event::Eof => return Err(SheetFault::Damaged),
            _ => (),
        }
    }
    spans_little(&table)?;
    Ok(table)
}

/// The spreadsheet library lays a sheet out as one area, empty cells included.
fn spans_little(table: &Table) -> Result<(), SheetFault> {
    let (Some(first), Some(last)) = (table.cells.first(), table.cells.last()) else { return Ok(()) };
    let rows = u64::from(last.row - first.row) + 1;
    let left = table.cells.iter().map(|cell| cell.column).min().unwrap_or(0);
    let right = table.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    let area = rows.saturating_mul(u64::from(right - left) + 1);
    let little = usize::try_from(area).is_ok_and(|area| area <= limits::LISTED_CELLS);
    if little { Ok(()) } else { Err(SheetFault::Size) }
}

fn write_out(
    table: &mut Table,
    runs: &[Run],
    rows: std::ops::Range<u32>,
    hidden: bool,
    budget: &mut Budget,
) -> Result<(), SheetFault> {
    let told = |run: &&Run| run.value || run.bare_formula;
    if !runs.iter().any(|run| told(&run)) {
        return Ok(());
    }
    for row in rows {
        for run in runs.iter().filter(told) {
            budget.take(usize::try_from(run.repeats).map_err(|_| SheetFault::Size)?)?;
            for column in run.column..run.column.saturating_add(run.repeats) {
                if run.value {
                    table.cells.push(Placed { row, column, hidden, error: run.error });
                } else if !hidden {
                    table.bare_formulas.push((row, column));
                }
            }
        }
    }
    Ok(())
}

/// The cells of a row as they are listed.
fn runs<R: BufRead>(reader: &mut Reader<R>, budget: &mut Budget) -> Result<Vec<Run>, SheetFault> {
    let mut buf = Vec::new();
    let mut runs = Vec::new();
    let mut column = 0_u32;
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e) if is_cell(e.name().as_ref()) => {
                let repeats = repeats(&e, "table:number-columns-repeated")?;
                let run = run(&e, column, repeats)?;
                pass_content(reader)?;
                column = column.checked_add(repeats).ok_or(SheetFault::Place)?;
                if column > limits::FORMAT_COLUMNS {
                    return Err(SheetFault::Place);
                }
                if run.value || run.bare_formula {
                    budget.take(1)?;
                    runs.push(run);
                }
            }
            Event::End(e) if e.name().as_ref() == "table:table-row" => return Ok(runs),
            Event::Text(text) if text.trim_ascii().is_empty() => (),
            _ => return Err(SheetFault::Damaged),
        }
    }
}

fn run(e: &BytesStart<'_>, column: u32, repeats: u32) -> Result<Run, SheetFault> {
    let has = |name| xml::attribute(e, name).map(|value| value.is_some());
    let stored = has("office:value")?
        || has("office:string-value")?
        || has("office:date-value")?
        || has("office:time-value")?
        || has("office:boolean-value")?;
    let value = stored || xml::attribute(e, "office:value-type")?.as_deref() == Some("string");
    let error = xml::attribute(e, "calcext:value-type")?.as_deref() == Some("error");
    let bare_formula = !value && has("table:formula")?;
    Ok(Run { column, repeats, value, error, bare_formula })
}

/// Passes a cell's content. Spaces may be written as a number of spaces. A comment must end
/// within its cell: the spreadsheet library looks for its end for ever.
fn pass_content<R: BufRead>(reader: &mut Reader<R>) -> Result<(), SheetFault> {
    let mut buf = Vec::new();
    let mut comment = false;
    loop {
        match xml::next(reader, &mut buf)? {
            Event::Start(e) => match e.name().as_ref() {
                "text:s" => {
                    let spaces = repeats(&e, "text:c")?;
                    if usize::try_from(spaces).is_ok_and(|spaces| spaces > limits::TEXT) {
                        return Err(SheetFault::Size);
                    }
                }
                "office:annotation" if comment => return Err(SheetFault::Damaged),
                "office:annotation" => comment = true,
                "table:table" => return Err(SheetFault::Damaged),
                name if is_cell(name) => return Err(SheetFault::Damaged),
                _ => (),
            },
            Event::End(e) if e.name().as_ref() == "office:annotation" => comment = false,
            Event::End(e) if is_cell(e.name().as_ref()) => {
                return if comment { Err(SheetFault::Damaged) } else { Ok(()) };
            }
            Event::Eof => return Err(SheetFault::Damaged),
            _ => (),
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

fn repeats(e: &BytesStart<'_>, name: &str) -> Result<u32, SheetFault> {
    match xml::attribute(e, name)? {
        Some(number) => xml::number(&number).ok_or(SheetFault::Place),
        None => Ok(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(rows: &str) -> Result<Vec<(u32, u32)>, SheetFault> {
        let xml = format!("<x><table:table table:name='S'>{rows}</table:table></x>");
        let tables = scan(&mut xml::configured(Reader::from_reader(xml.as_bytes())))?;
        Ok(tables.iter().flat_map(|table| &table.cells).map(|cell| (cell.row, cell.column)).collect())
    }

    const ONE: &str = "<table:table-cell office:value='1'/>";

    #[test]
    fn repetitions_are_written_out() {
        let rows = format!(
            "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>\
             <table:table-row table:number-rows-repeated='2'>\
             <table:table-cell table:number-columns-repeated='4'/>{ONE}</table:table-row>"
        );
        assert_eq!(scanned(&rows), Ok(vec![(3, 4), (4, 4)]));
    }

    #[test]
    fn repetitions_and_comments_without_end_are_refused() {
        let wide =
            "<table:table-row><table:table-cell table:number-columns-repeated='20000'/></table:table-row>";
        assert_eq!(scanned(wide), Err(SheetFault::Place));
        let tall =
            format!("<table:table-row table:number-rows-repeated='4294967295'>{ONE}</table:table-row>");
        assert_eq!(scanned(&tall), Err(SheetFault::Size));
        let corner = format!(
            "<table:table-row>{ONE}</table:table-row>\
             <table:table-row table:number-rows-repeated='1000000'/>\
             <table:table-row><table:table-cell table:number-columns-repeated='9999'/>{ONE}</table:table-row>"
        );
        assert_eq!(scanned(&corner), Err(SheetFault::Size));
        let comment = "<table:table-row><table:table-cell office:value-type='string'><office:annotation>\
                       </table:table-cell></table:table-row>";
        assert_eq!(scanned(comment), Err(SheetFault::Damaged));
        let spaces = "<table:table-row><table:table-cell office:value-type='string'><text:p>\
                      <text:s text:c='4000000000'/></text:p></table:table-cell></table:table-row>";
        assert_eq!(scanned(spaces), Err(SheetFault::Size));
    }
}
