//! Bytes of one spreadsheet in, cells out: the job of a worker process.
//!
//! Architecture Invariant: nothing here touches the disk, the clock or the environment, and
//! nothing about a file is believed: where a value stands is worked out twice, once by the
//! spreadsheet library and once by a scan of our own, and a sheet on which they differ is refused.

mod compound;
mod csv;
mod dates;
mod decode;
mod hidden;
mod mend;
mod ods;
mod ods_scan;
mod package;
mod value;
mod xls;
mod xls_scan;
mod xlsx;
mod xlsx_scan;
mod xml;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use super::gather::Gather;
use super::notice::{Notice, SheetFault};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::word;
use super::{Format, precheck};

/// What a file holds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Parsed {
    /// Encoding and separator of a CSV; empty otherwise.
    pub encoding: String,
    /// Visible sheets in order.
    pub sheets: Vec<Sheet>,
    /// What there is to say about them.
    pub notices: Vec<Notice>,
}

/// The answer to a job.
pub(super) type Answer = Result<Parsed, Refusal>;

/// Why a sheet, or the whole file, could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// This sheet; the others may be good.
    Sheet(SheetFault),
    /// The file.
    File(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::File(refusal)
    }
}

impl From<SheetFault> for Stop {
    fn from(fault: SheetFault) -> Self {
        Stop::Sheet(fault)
    }
}

/// A job as bytes: the format in one byte, then the file.
pub(super) fn request(format: Format, mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.insert(0, format.wire());
    bytes
}

/// The first byte of a job that is a Word file.
const WORD: u8 = b'w';

/// A Word file to be taken apart.
pub(super) fn word_request(bytes: &[u8]) -> Vec<u8> {
    [&[WORD], bytes].concat()
}

/// Parses a spreadsheet or takes a Word file apart: a pure function from a request to an answer in JSON. It may use much
/// memory or time on a hostile file; the worker's limits are for that.
pub fn parse_job(request: &[u8]) -> Vec<u8> {
    match request.split_first() {
        Some((&WORD, bytes)) => word::answer(bytes),
        _ => serde_json::to_vec(&answer(request)).unwrap_or_default(),
    }
}

/// Reads the answer of [`parse_job`].
pub(super) fn read_answer(bytes: &[u8]) -> Option<Answer> {
    serde_json::from_slice(bytes).ok()
}

/// The answer to a job. A panic of the spreadsheet library means a damaged file.
pub(super) fn answer(request: &[u8]) -> Answer {
    let (format, bytes) = request.split_first().ok_or(Refusal::Empty)?;
    let format = Format::from_wire(*format).ok_or(Refusal::NotWhatItSays)?;
    precheck::magic(format, bytes)?;
    catch_unwind(AssertUnwindSafe(|| parse(format, bytes))).unwrap_or(Err(Refusal::Damaged))
}

fn parse(format: Format, bytes: &[u8]) -> Answer {
    let mut gather = Gather::default();
    let mut encoding = String::new();
    let sheets = match format {
        Format::Xlsx => xlsx::read(bytes, &mut gather)?,
        Format::Ods => ods::read(bytes, &mut gather)?,
        Format::Xls => xls::read(bytes, &mut gather)?,
        Format::Csv => {
            let (sheet, found) = csv::read(bytes, &mut gather)?;
            encoding = found;
            vec![sheet]
        }
    };
    Ok(Parsed { encoding, sheets, notices: gather.into_notices() })
}
