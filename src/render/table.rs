//! Tables as CSV that a spreadsheet opens as it was meant: UTF-8 with a byte-order mark, and no
//! cell that a spreadsheet would take for a formula.

use crate::finding::Finding;

/// A table with its heading row, as the bytes of a CSV file.
pub fn csv(rows: &[Vec<String>]) -> Result<Vec<u8>, Finding> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell))).map_err(|_| unwritten())?;
    }
    writer.into_inner().map_err(|_| unwritten())
}

/// The text with an apostrophe before it where a spreadsheet would calculate it.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn unwritten() -> Finding {
    Finding::error("table-unwritten", "a table could not be written as CSV")
        .help("Report this: it is a defect of the program")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let rows = [vec!["a, b".to_owned(), "=1+1".to_owned()], vec!["\"c\"\nd".to_owned(), "@x".to_owned()]];
        let bytes = csv(&rows).unwrap_or_default();
        let text = String::from_utf8(bytes).unwrap_or_default();
        assert_eq!(text, "\u{feff}\"a, b\",'=1+1\r\n\"\"\"c\"\"\nd\",'@x\r\n");
    }
}
