//! From the spreadsheet library's values to ours.

use calamine::Data;

use super::dates;
use crate::read::notice::What;
use crate::read::sheet::Content;

/// What a cell holds, and what there is to say about it; nothing for an empty one.
pub(super) fn content(value: Data, is_1904: bool) -> Option<(Content, Option<What>)> {
    let plain = |content| Some((content, None));
    match value {
        Data::Empty => None,
        Data::String(text) => plain(Content::Text(text)),
        Data::Float(number) => plain(Content::Number(number)),
        Data::Int(number) => plain(whole(number)),
        Data::Bool(yes) => plain(Content::Bool(yes)),
        Data::Error(error) => plain(Content::Error(error.to_string())),
        Data::DateTime(when) if when.is_duration() => plain(Content::Number(when.as_f64())),
        Data::DateTime(when) => match dates::from_serial(when.as_f64(), is_1904) {
            Some(content) => plain(content),
            None => Some((Content::Number(when.as_f64()), Some(What::NoSuchDate))),
        },
        Data::DateTimeIso(text) => match dates::from_iso(&text) {
            Some(content) => plain(content),
            None => Some((Content::Text(text), Some(What::NoSuchDate))),
        },
        Data::DurationIso(text) => match dates::from_iso_duration(&text) {
            Some(content) => plain(content),
            None => Some((Content::Text(text), Some(What::NoSuchDate))),
        },
    }
}

/// A whole number, as text if it has more digits than a number keeps.
fn whole(number: i64) -> Content {
    match i32::try_from(number) {
        Ok(number) => Content::Number(f64::from(number)),
        Err(_) => Content::Text(number.to_string()),
    }
}
