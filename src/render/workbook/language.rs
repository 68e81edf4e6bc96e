//! The language of a workbook's words, by which a screen reader chooses its voice: the library that
//! writes workbooks has no property for it.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// The part that holds the properties of a workbook.
const PROPERTIES: &str = "docProps/core.xml";
const LANGUAGE: &str = "<dc:language>en-GB</dc:language>";
const END: &str = "</cp:coreProperties>";

/// The workbook with its language among its properties; all other parts as they are.
pub(super) fn with_language(workbook: &[u8]) -> Result<Vec<u8>, XlsxError> {
    packed(workbook).map_err(XlsxError::CustomError)
}

fn packed(workbook: &[u8]) -> Result<Vec<u8>, String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let mut parts = ZipArchive::new(Cursor::new(workbook)).map_err(|error| words(&error))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len().saturating_add(64))));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).map_err(|error| words(&error))?;
        if part.name().is_ok_and(|name| name == PROPERTIES) {
            let mut text = String::new();
            part.read_to_string(&mut text).map_err(|error| words(&error))?;
            writer.start_file(PROPERTIES, options()).map_err(|error| words(&error))?;
            let text = text.replace(END, &format!("{LANGUAGE}{END}"));
            writer.write_all(text.as_bytes()).map_err(|error| words(&error))?;
        } else {
            writer.raw_copy_file(part).map_err(|error| words(&error))?;
        }
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| words(&error))
}

/// Whatever the machine and the hour, the same bytes.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
}
