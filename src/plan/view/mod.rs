//! Views: what a document shows, already filtered for its reader.
//!
//! Architecture Invariant: plain strings, booleans, numbers of pages and lists; no `Option`: an
//! empty string or list means there is nothing to show. Templates reach nothing else.

mod agenda;
mod diary;
mod email;
mod letter;
mod minutes;
mod not_circulated;
mod outside;
mod page;
mod profile;
mod request;
mod returns;

pub use agenda::{ActionsReview, AgencyActions, Agenda, AgendaRow, EarlierRow, NeededRow, NotHeardRow};
pub use diary::{DiaryEntry, DiaryInvitation};
pub use email::{Email, Mailbox};
pub use letter::{AdviceView, ApplicationView, Letter, MissingView, OtherPanelView};
pub use minutes::{AttendanceRow, Minutes, MinutesCase, SignIn};
pub use not_circulated::{NotCirculated, NotCirculatedCase, NotCirculatedReturn, NotCirculatedRow};
pub use outside::{Invitation, Letterhead, SentAction, TransferPack};
pub use page::{
    AgencyDocuments, CaseRow, DateRow, DocumentGroup, FindingView, Link, MeetingPage, OutcomeCases, ReadRow,
    SetAsideRow,
};
pub use profile::{
    AssessmentView, EarlierView, InformationRow, OtherView, Profile, ReturnView, RiskRow, RiskView, Warning,
};
pub use request::{InformationRequest, SoughtCase};
pub use returns::{ReturnsGrid, ReturnsRow};

use serde::{Deserialize, Serialize};

/// What every page of every document carries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// The document's title, for its metadata and heading.
    pub title: String,
    /// `Islington Community MARAC`.
    pub panel: String,
    /// `the Community MARAC`.
    pub panel_short: String,
    /// The public body: `Islington Council`.
    pub organisation: String,
    /// `OFFICIAL-SENSITIVE`, in capitals.
    pub marking: String,
    /// `Wednesday 9 December 2026`, or empty in a letter that is about no meeting.
    pub meeting: String,
    /// `2026-12-09` or `2026-12-03-urgent`: the day that the document's own data names.
    pub meeting_folder: String,
    /// DRAFT on every page.
    pub draft: bool,
    /// Whose copy it is: `Coordinator and chair`, or empty on letters.
    pub copy_for: String,
}

/// A heading with a value; a row with an empty value is left out by the planner.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Row {
    /// `Date of birth`.
    pub label: String,
    /// `3 April 1990 (aged 36)`.
    pub value: String,
}

/// One report of an incident.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportRow {
    /// Its number in the form's list.
    pub number: String,
    /// `1 September 2026`, or `not given`.
    pub date: String,
    /// What happened, or `not given`.
    pub what: String,
    /// Where, or empty.
    pub place: String,
    /// Whom it was reported to and how, and on the next line when.
    pub reported: String,
    /// Its reference, or empty.
    pub reference: String,
    /// `Counts`, `May count`, `Does not count`, or empty where the panel counts none.
    pub counts: String,
    /// Why not, or why it is in doubt, or empty.
    pub why: String,
}

/// An action from an earlier meeting.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActionRow {
    /// Its own reference.
    pub reference: String,
    /// Case reference.
    pub case: String,
    /// What is to be done.
    pub action: String,
    /// Agency.
    pub agency: String,
    /// Owner.
    pub owner: String,
    /// `30 November 2026`.
    pub due: String,
    /// `overdue`, `due today`, or empty.
    pub overdue: String,
    /// `open` or `not done`.
    pub status: String,
    /// `circumstances changed`, `agency did not do it`, or `no update received`.
    pub why: String,
    /// The note, or empty.
    pub note: String,
    /// The meeting that set it, `11 November 2026`.
    pub set_at: String,
}

/// The full pack: everything the chair has before them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FullPack {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Agenda.
    pub agenda: Agenda,
    /// Actions review.
    pub actions: ActionsReview,
    /// Profiles in order.
    pub profiles: Vec<Profile>,
    /// Minutes template.
    pub minutes: Minutes,
    /// Sign-in sheet.
    pub sign_in: SignIn,
}

/// What one agency has before it: nothing that it may not see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgencyPack {
    /// Marking, panel, meeting, and whose copy it is.
    pub frame: Frame,
    /// The agenda as it may see it.
    pub agenda: Agenda,
    /// Profiles of the cases it may know of, in the order of the agenda.
    pub profiles: Vec<Profile>,
    /// Its own actions.
    pub actions: ActionsReview,
}
