//! Workbooks that people fill in: forms, the sign-off workbook, the meeting record, a referral sent back.
//!
//! What is promised of each: text stays text (never a formula, a number or a date by accident),
//! nothing is hidden, nobody's name is in the properties or the notes, and the same view gives the
//! same bytes.

mod actions;
mod decisions;
mod fill_in;
mod form;
mod incidents;
mod language;
mod lists;
mod look;
mod meeting_record;
mod returned;
mod text;

#[cfg(test)]
mod read_back;
#[cfg(test)]
mod record_read_back;

pub use actions::action_sheet;
pub use decisions::decisions;
pub use form::form;
pub use meeting_record::meeting_record;
pub use returned::returned_referral;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::finding::Finding;
use crate::plan::Content;

/// A finished workbook.
#[derive(Clone)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Text that did not fit into a cell.
    pub findings: Vec<Finding>,
}

/// The workbook of a document that is one.
pub fn of(content: &Content) -> Option<Result<Made, Finding>> {
    match content {
        Content::ReturnedReferral(form) => Some(returned_referral(form)),
        Content::DecisionsWorkbook(view) => Some(decisions(view)),
        Content::MeetingRecord(view) => Some(meeting_record(view)),
        Content::ActionSheet(view) => Some(action_sheet(view)),
        Content::Form(form) => Some(self::form(form)),
        _ => None,
    }
}

/// A workbook's file, with its title and language, dated the same always and without an author.
fn finished(mut workbook: Workbook, title: &str) -> Result<Vec<u8>, XlsxError> {
    let always = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&always));
    language::with_language(&workbook.save_to_buffer()?)
}

/// A workbook that could not be made: a defect in its view, not in what people wrote.
fn not_made(error: XlsxError) -> Finding {
    Finding::error("workbook-not-made", format!("the workbook could not be made: {error}"))
        .help("Report this to whoever maintains the program; the other documents are not affected")
}
