//! What every e-mail draft has: who sends it, a subject that begins with the marking and names nobody,
//! the marking around the text, who to ask, and a date.
//!
//! No draft goes with a letter that is a DRAFT, and none to somebody who must not be told of what it is
//! about. A draft whose addressee is not known is made without one: a person fills that in.

mod diary;
mod letters;
mod outside;
mod packs;
mod to_sign;

pub use diary::to_officer;

use chrono::NaiveDate;

use super::basis::Basis;
use super::view::{Email, Mailbox};
use super::{Content, Document};
use crate::finding::Finding;
use crate::model::uk_date;
use crate::panel::Agency;

/// What a draft says.
pub(super) struct Draft {
    /// To whom it goes.
    pub to: Vec<Mailbox>,
    /// Its subject, after the marking.
    pub subject: String,
    /// Its text, without the marking.
    pub paragraphs: Vec<String>,
    /// Paths of documents of the same pack.
    pub attachments: Vec<String>,
    /// The day on which it is likely to be sent.
    pub day: NaiveDate,
}

impl Draft {
    /// The draft as it is written, from the panel's office.
    pub fn written(self, basis: &Basis<'_>) -> Email {
        let marking = &basis.panel.marking;
        let paragraphs = [vec![marking.clone()], self.paragraphs, vec![marking.clone()]].concat();
        Email {
            from: office(basis),
            to: self.to,
            subject: format!("{marking}: {}", self.subject),
            paragraphs,
            attachments: self.attachments,
            day: self.day.to_string(),
        }
    }
}

/// The drafts for letters, for what goes to other areas, and for packs. `planned` are the documents that
/// they go with.
pub fn documents(basis: &Basis<'_>, planned: &[Document], findings: &mut Vec<Finding>) -> Vec<Document> {
    let mut documents = letters::documents(basis, planned, findings);
    documents.extend(outside::documents(basis, planned));
    documents.extend(to_sign::documents(basis, planned, findings));
    documents.extend(packs::documents(basis, planned, findings));
    documents
}

/// The panel's office, which sends every draft and invites to the meeting.
pub fn office(basis: &Basis<'_>) -> Mailbox {
    let office = &basis.panel.office;
    Mailbox { name: office.signatory.clone(), address: office.secure_email.clone() }
}

/// Everybody the panel file names at a member, and nobody else.
pub fn contacts(agency: &Agency) -> Vec<Mailbox> {
    let contacts = agency.contacts.iter();
    contacts.map(|contact| Mailbox { name: contact.name.clone(), address: contact.email.clone() }).collect()
}

/// A subject about this meeting; `what` is such as `information request`.
pub fn about_meeting(basis: &Basis<'_>, what: &str) -> String {
    let (panel, meeting) = (basis.panel, basis.meeting.id);
    let urgent = if meeting.urgent { format!(" ({})", panel.urgent_name) } else { String::new() };
    format!("{what} for {} of {}{urgent}", panel.short_name, uk_date(meeting.date))
}

/// The last paragraphs of a draft to colleagues: what must not wait, whom to ask, and who writes.
pub fn ending(basis: &Basis<'_>) -> Vec<String> {
    let must_not_wait = vec![basis.panel.words("email-must-not-wait").to_owned()];
    [must_not_wait, whom_to_ask(basis)].concat()
}

/// The same where somebody is asked to search.
pub fn ending_of_request(basis: &Basis<'_>) -> Vec<String> {
    let must_not_wait = vec![basis.panel.words("request-must-not-wait").to_owned()];
    [must_not_wait, whom_to_ask(basis)].concat()
}

/// Whom to ask, and who writes.
fn whom_to_ask(basis: &Basis<'_>) -> Vec<String> {
    let panel = basis.panel;
    vec![panel.words("closing-line").to_owned(), format!("{}\n{}", panel.office.signatory, panel.name)]
}

/// A draft as a document.
fn document(path: String, email: Email) -> Document {
    Document { path, content: Content::Email(Box::new(email)) }
}

/// The folder of a document.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The paths of the invitations for calendar programs that lie in a folder, in order of their names.
fn invitations_in(planned: &[Document], folder_of: &str) -> Vec<String> {
    let mut paths: Vec<String> = planned
        .iter()
        .filter(|document| matches!(document.content, Content::DiaryInvitation(_)))
        .map(|document| document.path.clone())
        .filter(|path| folder(path) == folder_of)
        .collect();
    paths.sort();
    paths
}
