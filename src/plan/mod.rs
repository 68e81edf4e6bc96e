//! Decided cases + slots + disclosure → [`Pack`]: every document with the view its reader may see.
//! The plan is a value that prints; `check` stops here.
//!
//! Architecture Invariant: uses the nouns, `decide`, `schedule` and `disclose`. Views come out of
//! here already filtered.

pub mod report;
pub mod view;

use serde::Serialize;

/// Everything that will be written for one meeting.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Panel code, the first folder of the output.
    pub panel: String,
    /// Meeting folder, the second.
    pub meeting: String,
    /// Documents, sorted by path.
    pub documents: Vec<Document>,
}

/// One document to be made.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path under the meeting's output folder, laid out by reader:
    /// `coordinator/agenda.pdf`, `referrers/ISL-2026-014/acceptance-letter.pdf`.
    pub path: String,
    /// What it shows.
    pub content: Content,
}

/// What a document shows, and so which template makes it. The path's ending says the format.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "document", rename_all = "kebab-case")]
pub enum Content {
    /// A letter (PDF).
    Letter(Box<view::Letter>),
    /// The agenda (PDF).
    Agenda(Box<view::Agenda>),
    /// A profile (PDF).
    Profile(Box<view::Profile>),
    /// The actions review (PDF).
    ActionsReview(Box<view::ActionsReview>),
    /// The minutes template (PDF or docx).
    Minutes(Box<view::Minutes>),
    /// The sign-in sheet (PDF).
    SignIn(Box<view::SignIn>),
    /// The full pack (PDF).
    FullPack(Box<view::FullPack>),
    /// A returned referral, faulty cells marked (xlsx).
    ReturnedReferral(Box<report::ReturnedReferral>),
    /// The sign-off workbook (xlsx).
    DecisionsWorkbook(Box<report::DecisionsWorkbook>),
    /// Plain text, CSV or JSON made ready by the planner.
    Text(String),
}
