//! Our own look at an `.xls` workbook's stream: which rows of its sheets are hidden, and whether a
//! text can land on a cell it does not belong to.

use std::collections::BTreeSet;

use crate::read::notice::SheetFault;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const PASSWORD: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const BOUND_SHEET: u16 = 0x0085;
const TEXT_OF_FORMULA: u16 = 0x0207;
const ROW: u16 = 0x0208;
const ARRAY: u16 = 0x0221;
const TABLE: u16 = 0x0236;
const SHARED: u16 = 0x04BC;
const BEGIN: u16 = 0x0809;

/// The hidden rows of every sheet, in the order of the workbook.
///
/// A formula's text stands in a part of its own, after the formula; one that follows no formula
/// would be given to the last formula before it, or to A1.
pub(super) fn scan(stream: &[u8]) -> Result<Vec<BTreeSet<u32>>, SheetFault> {
    let mut sheets = Vec::new();
    for (kind, body) in parts(stream) {
        match kind {
            BOUND_SHEET => {
                let start = body.first_chunk().copied().map(u32::from_le_bytes).ok_or(SheetFault::Damaged)?;
                let start = usize::try_from(start).map_err(|_| SheetFault::Damaged)?;
                sheets.push(sheet(stream.get(start..).ok_or(SheetFault::Damaged)?)?);
            }
            END => break,
            _ => (),
        }
    }
    Ok(sheets)
}

/// Whether the workbook needs a password to be opened.
pub(super) fn is_encrypted(stream: &[u8]) -> bool {
    parts(stream)
        .take_while(|(kind, _)| *kind != END)
        .any(|(kind, body)| kind == PASSWORD && half(body, 0) != Some(0))
}

fn sheet(stream: &[u8]) -> Result<BTreeSet<u32>, SheetFault> {
    let mut hidden = BTreeSet::new();
    let (mut begun, mut nested) = (false, 0_usize);
    let mut text_may_follow = false;
    for (kind, body) in parts(stream) {
        match kind {
            BEGIN if begun => nested = nested.saturating_add(1),
            BEGIN => begun = true,
            END if nested == 0 => break,
            END => nested = nested.saturating_sub(1),
            _ if nested > 0 => (),
            ROW => {
                text_may_follow = false;
                let row = half(body, 0).ok_or(SheetFault::Damaged)?;
                let options = half(body, 12).ok_or(SheetFault::Damaged)?;
                if options & 0x20 != 0 {
                    hidden.insert(u32::from(row));
                }
            }
            FORMULA => text_may_follow = true,
            TEXT_OF_FORMULA if !text_may_follow => return Err(SheetFault::Place),
            TEXT_OF_FORMULA => text_may_follow = false,
            ARRAY | TABLE | SHARED | CONTINUE => (),
            _ => text_may_follow = false,
        }
    }
    Ok(hidden)
}

/// The parts of a stream: a kind, and so many bytes. The stream ends where they do not fit.
fn parts(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (half(rest, 0)?, half(rest, 2)?);
        let (body, after) = rest.get(4..)?.split_at_checked(usize::from(length))?;
        rest = after;
        Some((kind, body))
    })
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).expect("a short part");
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    fn row(number: u16, options: u16) -> Vec<u8> {
        let mut body = [0_u8; 16];
        body[..2].copy_from_slice(&number.to_le_bytes());
        body[12..14].copy_from_slice(&options.to_le_bytes());
        part(ROW, &body)
    }

    /// A workbook of one sheet with these parts.
    fn workbook(parts: &[Vec<u8>]) -> Vec<u8> {
        let globals = part(BEGIN, &[0; 4]).len() + 8 + 4;
        let start = u32::try_from(globals).expect("a short stream").to_le_bytes();
        let head = [part(BEGIN, &[0; 4]), part(BOUND_SHEET, &start), part(END, &[])].concat();
        [head, part(BEGIN, &[0; 4]), parts.concat(), part(END, &[])].concat()
    }

    #[test]
    fn a_password_is_seen() {
        let protected = [part(BEGIN, &[0; 4]), part(PASSWORD, &[1, 0]), part(END, &[])].concat();
        assert!(is_encrypted(&protected));
        assert!(!is_encrypted(&workbook(&[part(PASSWORD, &[1, 0])])));
    }

    #[test]
    fn hidden_rows_are_seen() {
        let stream = workbook(&[row(0, 0x100), row(3, 0x120), row(7, 0x20)]);
        assert_eq!(scan(&stream), Ok(vec![BTreeSet::from([3, 7])]));
    }

    #[test]
    fn a_text_without_its_formula_is_refused() {
        let formula = part(FORMULA, &[0; 20]);
        let text = part(TEXT_OF_FORMULA, &[0; 3]);
        let good = [formula.clone(), part(SHARED, &[]), text.clone()];
        assert_eq!(scan(&workbook(&good)), Ok(vec![BTreeSet::new()]));
        assert_eq!(scan(&workbook(std::slice::from_ref(&text))), Err(SheetFault::Place));
        assert_eq!(scan(&workbook(&[formula.clone(), row(1, 0), text.clone()])), Err(SheetFault::Place));
        assert_eq!(scan(&workbook(&[formula, text.clone(), text])), Err(SheetFault::Place));
    }
}
