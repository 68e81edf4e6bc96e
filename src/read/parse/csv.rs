//! `.csv`: encoding and separator found out, every value a text.

use csv::ReaderBuilder;

use super::decode::decode;
use super::mend::mend;
use crate::read::gather::Gather;
use crate::read::notice::What;
use crate::read::refusal::Refusal;
use crate::read::sheet::{Content, Sheet};

const SEPARATORS: [(char, &str); 3] = [(',', "comma"), (';', "semicolon"), ('\t', "tab")];

/// How much of a text is looked at to find its separator.
const LOOKED_AT: usize = 64 << 10;

/// The one sheet of a CSV, and its encoding and separator in words.
pub(super) fn read(bytes: &[u8], gather: &mut Gather) -> Result<(Sheet, String), Refusal> {
    let decoded = decode(bytes);
    let mut sheet = gather.sheet("");
    for what in decoded.notices {
        sheet.note(None, what);
    }
    let (text, (separator, name)) = separated(&decoded.text);
    let mended = mend(text, separator);
    for place in &mended.unclosed {
        sheet.note(Some(*place), What::UnclosedQuote);
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .from_reader(mended.text.as_bytes());
    let mut rows = mended.rows.iter();
    for record in reader.records() {
        let record = record.map_err(|_| Refusal::Damaged)?;
        let row = *rows.next().ok_or(Refusal::Damaged)?;
        for (column, field) in record.iter().enumerate() {
            let column = u32::try_from(column).map_err(|_| Refusal::Cells)?;
            sheet.put(row, column, Content::Text(field.into()))?;
        }
    }
    // Were a record lost or split, every row below it would be wrong.
    if rows.next().is_some() {
        return Err(Refusal::Damaged);
    }
    Ok((sheet.finish(), format!("{}, {name}", decoded.encoding)))
}

/// The table's text and its separator: the one a first line `sep=;` names (which is no row), or
/// the one by which most lines have the same number of fields.
fn separated(text: &str) -> (&str, (char, &'static str)) {
    if let Some(named) = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(text.get(4..)) {
        for separator in SEPARATORS {
            if let Some(rest) = named.strip_prefix(separator.0)
                && let Some(table) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))
            {
                return (table, separator);
            }
        }
    }
    let head = head(text);
    let mut best = (Agreement::default(), SEPARATORS[0]);
    for separator in SEPARATORS {
        let agreement = Agreement::of(&mend(head, separator.0).widths);
        if agreement.beats(best.0) {
            best = (agreement, separator);
        }
    }
    (text, best.1)
}

/// The first lines, whole.
fn head(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LOOKED_AT).last().unwrap_or(0);
    match text.get(..end).and_then(|head| head.rfind('\n')) {
        Some(line_end) if text.len() > LOOKED_AT => text.get(..line_end).unwrap_or(text),
        _ => text,
    }
}

/// How well a separator fits: how many records have the commonest number of fields, of how many
/// records there are with this separator, and that number. A wrong separator takes the lines within
/// quoted fields for records, so it is the share that counts.
#[derive(Clone, Copy, Default)]
struct Agreement {
    agreeing: usize,
    records: usize,
    width: usize,
}

impl Agreement {
    fn of(widths: &[usize]) -> Self {
        let mut several: Vec<usize> = widths.iter().copied().filter(|width| *width > 1).collect();
        several.sort_unstable();
        let commonest = several.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
        commonest.map_or_else(Self::default, |same| Agreement {
            agreeing: same.len(),
            records: widths.len(),
            width: same.first().copied().unwrap_or_default(),
        })
    }

    fn beats(self, other: Self) -> bool {
        let (share, others) =
            (self.agreeing.saturating_mul(other.records), other.agreeing.saturating_mul(self.records));
        if other.agreeing == 0 {
            return self.agreeing > 0;
        }
        self.agreeing > 0 && (share > others || (share == others && self.width > other.width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &[u8]) -> (Vec<(u32, u32, String)>, String) {
        let (sheet, encoding) = read(text, &mut Gather::default()).expect("a table");
        let cells = sheet.cells.into_iter().map(|((row, column), cell)| (row, column, cell.written));
        (cells.collect(), encoding)
    }

    #[test]
    fn separators_are_found_out() {
        for (text, encoding) in [
            ("a,b\n1,2\n", "UTF-8, comma"),
            ("a;b\n\"x, y\";z, w\n1,5;2,5\n", "UTF-8, semicolon"),
            ("a\tb\n1, 2; 3\t4\n", "UTF-8, tab"),
            ("sep=;\r\na,b;c\r\n", "UTF-8, semicolon"),
            ("alone\n", "UTF-8, comma"),
            ("a,b\n\"one; two\nthree; four\nfive; six\",x\n", "UTF-8, comma"),
        ] {
            assert_eq!(cells(text.as_bytes()).1, encoding, "{text}");
        }
    }

    #[test]
    fn rows_are_those_a_spreadsheet_shows() {
        let (cells, _) = cells(b"a,b\n\n\"c\nd\",e\n");
        assert_eq!(cells[2..], [(2, 0, "c\nd".into()), (2, 1, "e".into())]);
    }

    #[test]
    fn a_separator_line_is_no_row() {
        assert_eq!(cells(b"sep=;\na;b\n").0[0], (0, 0, "a".into()));
    }
}
