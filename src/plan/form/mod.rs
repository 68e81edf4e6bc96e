//! Forms to fill in: what their sheets ask. Their headings are those by which answers are read back.

mod referral;
mod returns;

pub use referral::referral_form;
pub use returns::{ReturnCase, return_form};

use chrono::NaiveDate;
use serde::Serialize;

use super::meeting_record::blank_meeting_record;
use super::{Content, Document};
use crate::panel::Panel;

/// The blank forms of a panel, as they are on a day: what its referrers, its members and its
/// coordinator fill in. Their paths are names within one folder.
pub fn blank_forms(panel: &Panel, day: NaiveDate) -> Vec<Document> {
    let referral = if panel.applications { "application-form.xlsx" } else { "referral-form.xlsx" };
    let record = Content::MeetingRecord(Box::new(blank_meeting_record(panel)));
    [
        (referral, Content::Form(Box::new(referral_form(panel, day)))),
        ("return-form.xlsx", Content::Form(Box::new(return_form(panel, "", "", &[])))),
        ("meeting-record.xlsx", record),
    ]
    .into_iter()
    .map(|(name, content)| Document { path: name.to_owned(), content })
    .collect()
}

/// A form: sheets of questions, each answered in the cell beside it, and of tables.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Form {
    /// `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// What it is, for the foot of each page: `Referral form`.
    pub name: String,
    /// What and whose it is, for its properties: `Referral form, Northmoor Community MARAC`.
    pub title: String,
    /// Its sheets, the guidance first.
    pub sheets: Vec<FormSheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct FormSheet {
    /// Its name. That of a sheet of guidance is one that readers of forms pass over.
    pub name: String,
    /// What the sheet is: its first cell.
    pub title: String,
    /// Guidance, a line each.
    pub lines: Vec<String>,
    /// Questions, each with its answer to the right.
    pub questions: Vec<Question>,
    /// A table below them.
    pub table: Option<FormTable>,
}

/// A table to fill in: a heading row and empty rows.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct FormTable {
    /// Guidance above it, a line each.
    pub lines: Vec<String>,
    /// Its columns.
    pub columns: Vec<Question>,
    /// How many rows there are to fill in.
    pub rows: u32,
}

/// A question of a form, or a column of a table.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Question {
    /// The canonical heading.
    pub heading: String,
    /// Guidance that is shown when the cell is chosen, or empty.
    pub hint: String,
    /// How it is answered.
    pub answer: AnswerKind,
    /// Choices of its drop-down, if it has one.
    pub choices: Vec<String>,
    /// What the program has filled in, which stays as it is; a day is ISO. Empty for the reader to fill.
    pub given: String,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// A few words.
    Text,
    /// Several sentences.
    Long,
    /// A day.
    Day,
    /// A day and a time.
    Moment,
    /// A time of day.
    Time,
    /// A whole number.
    Number,
    /// One of the choices.
    Choice,
    /// Several entries, with `;` between them; the choices are suggestions.
    Several,
}

impl Question {
    fn new(heading: impl Into<String>, answer: AnswerKind, hint: impl Into<String>) -> Self {
        Question {
            heading: heading.into(),
            hint: hint.into(),
            answer,
            choices: Vec::new(),
            given: String::new(),
        }
    }

    fn choosing<T: Into<String>>(self, choices: impl IntoIterator<Item = T>) -> Self {
        Question { choices: choices.into_iter().map(Into::into).collect(), ..self }
    }

    fn given(self, given: impl Into<String>) -> Self {
        Question { given: given.into(), ..self }
    }
}
