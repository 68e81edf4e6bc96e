//! Splits a CSV's text into records before the CSV reader sees it, so that a quotation mark left
//! open costs one field and not the rest of the table, and blank lines still count as rows.

use crate::read::limits;

/// The longest quoted field that is believed; beyond it the quotation mark was left open.
const LONGEST_QUOTED: usize = limits::TEXT * 4;

/// A text ready for the CSV reader.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mended {
    /// The text: blank lines dropped, fields with a stray opening quotation mark quoted.
    pub text: String,
    /// For every record of the text, its row in the file's table, blank lines counted.
    pub rows: Vec<u32>,
    /// For every record, how many fields it has.
    pub widths: Vec<usize>,
    /// Fields (row and column) whose quotation mark was left open.
    pub unclosed: Vec<(u32, u32)>,
}

/// Mends a text whose fields are separated so.
pub(super) fn mend(text: &str, separator: char) -> Mended {
    let mut mended = Mended { text: String::with_capacity(text.len()), ..Mended::default() };
    let mut rest = text;
    let mut row = 0_u32;
    while !rest.is_empty() {
        match strip_line_end(rest) {
            Some(after) => rest = after,
            None => rest = record(rest, separator, row, &mut mended),
        }
        row = row.saturating_add(1);
    }
    mended
}

/// Takes one record off the text, and gives what follows its line end.
fn record<'a>(mut rest: &'a str, separator: char, row: u32, mended: &mut Mended) -> &'a str {
    mended.rows.push(row);
    let mut column = 0_u32;
    let mut width = 1_usize;
    loop {
        let field = match quoted(rest, separator) {
            Some(field) => {
                mended.text.push_str(field);
                field
            }
            None => {
                let field = plain(rest, separator);
                if field.starts_with('"') {
                    mended.unclosed.push((row, column));
                    mended.text.push('"');
                    mended.text.push_str(&field.replace('"', "\"\""));
                    mended.text.push('"');
                } else {
                    mended.text.push_str(field);
                }
                field
            }
        };
        rest = rest.strip_prefix(field).unwrap_or_default();
        match rest.strip_prefix(separator) {
            Some(after) => {
                mended.text.push(separator);
                rest = after;
                column = column.saturating_add(1);
                width = width.saturating_add(1);
            }
            None => {
                mended.text.push('\n');
                mended.widths.push(width);
                return strip_line_end(rest).unwrap_or_default();
            }
        }
    }
}

/// A field in quotation marks that closes as it should: before a separator or a line end.
fn quoted(text: &str, separator: char) -> Option<&str> {
    let inside = text.strip_prefix('"')?;
    let mut at = 0;
    loop {
        at = inside.get(at..)?.find('"')?.checked_add(at)?;
        if at > LONGEST_QUOTED {
            return None;
        }
        let after = inside.get(at.checked_add(1)?..)?;
        if after.starts_with('"') {
            at = at.checked_add(2)?;
        } else if after.is_empty() || after.starts_with([separator, '\r', '\n']) {
            return text.get(..at.checked_add(2)?);
        } else {
            return None;
        }
    }
}

fn plain(text: &str, separator: char) -> &str {
    let end = text.find([separator, '\r', '\n']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn strip_line_end(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\r', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_quotation_mark_costs_one_field() {
        let mended = mend("name,flat\nQuill,\"12 Sedge Row\nRook,\"1, Mill Lane\"\n", ',');
        assert_eq!(mended.text, "name,flat\nQuill,\"\"\"12 Sedge Row\"\nRook,\"1, Mill Lane\"\n");
        assert_eq!(mended.unclosed, [(1, 1)]);
        assert_eq!(mended.rows, [0, 1, 2]);
    }

    #[test]
    fn an_open_quotation_mark_at_the_end_is_text() {
        assert_eq!(mend("a,\"b", ',').unclosed, [(0, 1)]);
        assert_eq!(mend("a,\"b\nc,d", ',').rows, [0, 1]);
    }

    #[test]
    fn quotation_marks_that_close_are_left_alone() {
        let text = "\"a\nb\",\"c \"\"d\"\"\"\ne \"f\",\"\"\n";
        let mended = mend(text, ',');
        assert_eq!((mended.text.as_str(), mended.unclosed.len()), (text, 0));
        assert_eq!(mended.widths, [2, 2]);
    }

    #[test]
    fn blank_lines_count_as_rows() {
        assert_eq!(mend("a\r\n\r\n\nb\r", ',').rows, [0, 3]);
    }
}
