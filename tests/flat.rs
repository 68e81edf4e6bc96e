//! E-mail drafts, invitations and workbooks as text that can be compared.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// A draft without the bytes of what goes with it, and without the hash of them: headers, text, and
/// the names of its attachments.
pub fn email(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("a draft is ASCII").replace("\r\n", "\n");
    let boundary = text.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next());
    let boundary = boundary.expect("it has parts");
    let hash = boundary.strip_prefix("part-").expect("as ours begin");
    let separator = format!("\n--{boundary}");
    let parts = text.split(&separator);
    let without_bytes = parts.map(|part| match part.split_once("base64\n\n") {
        Some((head, _)) => format!("{head}base64\n"),
        None => part.to_owned(),
    });
    without_bytes.collect::<Vec<_>>().join("\n--(boundary)").replace(hash, "(hash)")
}

/// An invitation for a calendar program without its time zone, its lines whole.
pub fn invitation(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n ", "").replace("\r\n", "\n");
    let (before, zone) = text.split_once("BEGIN:VTIMEZONE\n").expect("a time zone");
    let (_, after) = zone.split_once("END:VTIMEZONE\n").expect("it ends");
    format!("{before}{after}")
}

/// The rows of a workbook that hold something, a line each: the row's number and its cells. A row that
/// stands like this on a sheet before it, headings of one form after another, is left out.
pub fn workbook(bytes: &[u8]) -> String {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut text = String::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for name in workbook.sheet_names() {
        text.push_str(&format!("[{name}]\n"));
        let range = workbook.worksheet_range(&name).expect("the sheet is there");
        for (number, row) in (1usize..).zip(range.rows()) {
            let cells: Vec<String> = row.iter().map(shown).filter(|cell| !cell.is_empty()).collect();
            let cells = cells.join(" | ");
            if !cells.is_empty() && seen.insert(cells.clone()) {
                text.push_str(&format!("{number}: {cells}\n"));
            }
        }
    }
    text
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => format!("day {}", day.as_f64()),
        cell => cell.to_string().replace('\n', "\\n"),
    }
}
