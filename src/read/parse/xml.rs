//! XML parts read with the very settings of the spreadsheet library, so that both see the same
//! elements.

use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::read::ZipFile;

use crate::read::notice::SheetFault;
use crate::read::precheck::Package;

/// A part of a package being read.
pub(super) type Part<'a, 'b> = Reader<BufReader<ZipFile<'a, Cursor<&'b [u8]>>>>;

/// Opens a part by its very name.
pub(super) fn open<'a, 'b>(package: &'a mut Package<'b>, name: &str) -> Option<Part<'a, 'b>> {
    let part = package.by_name(name).ok()?;
    Some(configured(Reader::from_reader(BufReader::new(part))))
}

/// A reader with the settings of the spreadsheet library.
pub(super) fn configured<R: BufRead>(mut reader: Reader<R>) -> Reader<R> {
    let config = reader.config_mut();
    config.check_end_names = false;
    config.trim_text(false);
    config.check_comments = false;
    config.expand_empty_elements = true;
    reader
}

/// The next event.
pub(super) fn next<'a, R: BufRead>(
    reader: &mut Reader<R>,
    buf: &'a mut Vec<u8>,
) -> Result<Event<'a>, SheetFault> {
    buf.clear();
    reader.read_event_into(buf).map_err(|_| SheetFault::Damaged)
}

/// An attribute's text as it stands in the file, by its full name. Two of one name are damage.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, SheetFault> {
    let mut found = None;
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| SheetFault::Damaged)?;
        if attribute.key.as_ref() == name {
            found = Some(attribute.value.into_owned());
        }
    }
    Ok(found)
}

/// Whether an XML truth value is true.
pub(super) fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// A whole number in plain digits.
pub(super) fn number(text: &str) -> Option<u32> {
    let plain = (1..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
