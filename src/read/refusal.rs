//! Why a file could not be used at all, and what to do about it.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Place};

/// Why a file could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
    /// It needs a password.
    Encrypted,
    /// It is empty.
    Empty,
    /// A web page under the name of a spreadsheet.
    WebPage,
    /// A newer Excel workbook under another name.
    ReallyXlsx,
    /// An older Excel workbook under another name.
    ReallyXls,
    /// No spreadsheet of the kind its name says.
    NotWhatItSays,
    /// It unpacks to more than can be read.
    Unpacked,
    /// Too many parts or sheets.
    Parts,
    /// Too many cells.
    Cells,
    /// Too much text.
    Text,
    /// It claims to hold what it cannot hold.
    Claims,
    /// It is damaged.
    Damaged,
}

impl Refusal {
    /// The finding about the file of this path.
    pub(super) fn finding(self, path: &str) -> Finding {
        let (code, message, help) = match self {
            Refusal::Encrypted => (
                "workbook-encrypted",
                "the file is protected with a password and cannot be read",
                "open it in Excel with the password, choose File, Info, Protect Workbook, Encrypt with Password, \
                 delete the password and save",
            ),
            Refusal::Empty => (
                "file-empty",
                "the file is empty",
                "ask the sender for it again, or wait until it has been copied, and run again",
            ),
            Refusal::WebPage => (
                "not-what-it-says",
                "the file is a web page under the name of a spreadsheet",
                "open it in Excel and save it as .xlsx",
            ),
            Refusal::ReallyXlsx => (
                "not-what-it-says",
                "the file is a packed workbook such as .xlsx or .ods under another name",
                "give it its right name, or open it in Excel and save it as .xlsx",
            ),
            Refusal::ReallyXls => (
                "not-what-it-says",
                "the file is an old Excel workbook (.xls) or another Office file under another name",
                "open it in Excel and save it as .xlsx",
            ),
            Refusal::NotWhatItSays => (
                "not-what-it-says",
                "the file is no spreadsheet of the kind its name says",
                "open it in Excel and save it as .xlsx or .csv, or ask the sender for it again",
            ),
            Refusal::Unpacked => (
                "file-too-large",
                "the file unpacks to more than 256 MiB and was not read",
                "ask the sender for the table alone, saved in a new workbook",
            ),
            Refusal::Parts => (
                "file-too-large",
                "the file has more than 100 sheets, or more parts than a workbook needs, and was not read",
                "copy the sheets that matter into a new workbook and save that",
            ),
            Refusal::Cells => (
                "file-too-large",
                "the file holds more than 500,000 cells and was not read",
                "copy the rows that matter into a new workbook and save that",
            ),
            Refusal::Text => (
                "file-too-large",
                "the file holds more than 16 MiB of text and was not read",
                "copy the rows that matter into a new workbook and save that",
            ),
            Refusal::Claims => (
                "file-damaged",
                "the file claims to hold far more than it can hold, and was not read",
                "open it in Excel and save it as a new workbook, or ask the sender for it again",
            ),
            Refusal::Damaged => (
                "file-damaged",
                "the file is damaged and could not be read",
                "open it in Excel, let it repair the file and save it as a new .xlsx, or ask the sender for it again",
            ),
        };
        Finding::error(code, message).at(Place::file(path)).help(help)
    }
}
