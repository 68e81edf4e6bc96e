//! Decided cases + slots + disclosure → [`Pack`]: every document with the view its reader may see.
//! The plan is a value that prints; `check` stops here.
//!
//! Architecture Invariant: uses the nouns, `decide`, `schedule` and `disclose`. Views come out of
//! here already filtered.

mod actions;
mod agenda;
mod application;
mod attending;
pub mod audit;
mod basis;
mod diary;
mod email;
pub mod explanation;
pub mod form;
mod incidents;
mod invitations;
mod letters;
mod meeting_record;
mod minutes;
mod not_circulated;
mod outside;
mod own_referral;
mod packs;
pub mod page;
mod profile;
mod referred;
pub mod report;
mod requests;
mod returned;
mod returns;
mod safeguards;
mod sent;
mod sign_off;
pub mod start;
mod taken_out;
mod transfer;
mod unmet;
pub mod view;
mod waiting;
mod written_to;
pub mod year;

pub use agenda::{outcome_name, standing};
pub use basis::{Basis, Dates};
pub use meeting_record::blank_meeting_record;
pub use returns::in_short as returns_in_short;
pub use sent::{LetterMade, sent_in_words};

use std::fmt;

use serde::Serialize;

use crate::disclose::Reader;
use crate::finding::Finding;

/// Everything that will be written for one meeting.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Panel code, the first folder of the output.
    pub panel: String,
    /// Meeting folder, the second.
    pub meeting: String,
    /// Documents, sorted by path.
    pub documents: Vec<Document>,
    /// Returns in and missing, whichever part is made.
    pub returns: view::ReturnsGrid,
    /// What each letter and invitation about a case tells, whichever part is made, sorted by path.
    pub letters: Vec<LetterMade>,
    /// The coordinator's page, whichever part is made.
    pub page: page::PlannedPage,
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
#[derive(Clone, Serialize)]
#[serde(tag = "document", rename_all = "kebab-case")]
pub enum Content {
    /// A letter (PDF or docx).
    Letter(Box<view::Letter>),
    /// The letter and pack for the MARAC of another area (PDF).
    TransferPack(Box<view::TransferPack>),
    /// An invitation to one case, for a service of another area (PDF or docx).
    Invitation(Box<view::Invitation>),
    /// An invitation to sign the sharing agreement (PDF or docx).
    InvitationToSign(Box<view::Invitation>),
    /// The covering note of an information request (PDF).
    InformationRequest(Box<view::InformationRequest>),
    /// A form to fill in (xlsx).
    Form(Box<form::Form>),
    /// An e-mail draft with its attachments (eml).
    Email(Box<view::Email>),
    /// An invitation for a calendar program (ics).
    DiaryInvitation(Box<view::DiaryInvitation>),
    /// The agenda (PDF or docx).
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
    /// The pack of one agency (PDF).
    AgencyPack(Box<view::AgencyPack>),
    /// What partners sent that may not be circulated, for the coordinator alone (PDF).
    NotCirculated(Box<view::NotCirculated>),
    /// The coordinator's page of the meeting (html).
    MeetingPage(Box<view::MeetingPage>),
    /// A returned referral, faulty cells marked (xlsx).
    ReturnedReferral(Box<report::ReturnedReferral>),
    /// The sign-off workbook (xlsx).
    DecisionsWorkbook(Box<report::DecisionsWorkbook>),
    /// The meeting record to fill in (xlsx).
    MeetingRecord(Box<report::MeetingRecordWorkbook>),
    /// An agency's own open actions, to report on (xlsx).
    ActionSheet(Box<report::ActionSheet>),
    /// A table with its heading row (CSV).
    Table(Vec<Vec<String>>),
    /// Plain text or JSON made ready by the planner.
    Text(String),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«…»")
    }
}

/// Which documents are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What agencies are asked.
    Requests,
    /// Letters to referrers and to other areas.
    Letters,
    /// What the meeting itself needs.
    Pack,
    /// What follows from the meeting: each agency's own open actions.
    Actions,
    /// All of them.
    All,
}

impl Part {
    /// Whether a document at this path belongs to the part. Decisions belong to every part that is made
    /// before the meeting; the coordinator's page to all.
    pub fn covers(self, path: &str) -> bool {
        let request = is_request(path);
        let letters = ["referrers/", "areas/", "coordinator/transfers/"];
        let letter = !request && letters.iter().any(|folder| path.starts_with(folder));
        let decisions = path.starts_with("coordinator/decisions.");
        match self {
            _ if path == page::PAGE => true,
            Part::All => true,
            Part::Requests => request || decisions,
            Part::Letters => letter || decisions,
            Part::Actions => is_action_sheet(path),
            Part::Pack => !letter && !request && !is_action_sheet(path),
        }
    }
}

/// Whether a path is that of a document of an information request: `information-…` in the folder of a
/// member or of a service of another area.
fn is_request(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let agency = ["agencies/", "areas/"].iter().any(|folder| path.starts_with(folder));
    agency && name.starts_with("information-")
}

/// Whether a path is that of an agency's own open actions, or of the draft they go with.
fn is_action_sheet(path: &str) -> bool {
    path.starts_with("agencies/") && (path.ends_with("/actions.xlsx") || path.ends_with("/actions.eml"))
}

/// Plans every document of a meeting, sorted by path, and says what could not be planned.
pub fn plan(basis: &Basis<'_>, part: Part) -> (Pack, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut documents: Vec<Document> =
        basis.decided.iter().flat_map(|case| letters::letters(basis, case, &mut findings)).collect();
    documents.extend(basis.decided.iter().filter_map(|case| transfer::pack(basis, case, &mut findings)));
    documents.extend(invitations::documents(basis, &mut findings));
    if basis.panel.letters_in_word {
        documents.extend(in_word(&documents));
    }
    documents.extend(requests::documents(basis, &mut findings));
    documents.extend(actions::documents(basis, &mut findings));
    if part == Part::Actions {
        findings.extend(actions::no_record(basis));
    }
    findings.extend(returns::findings(basis));
    findings.extend(attending::findings(basis));
    findings.extend(safeguards::findings(basis));
    let returns = returns::grid(basis);
    documents.push(Document::coordinator("returns.csv", Content::Table(returns::rows(&returns))));
    documents.extend(meeting_documents(basis));
    documents.extend(packs::documents(basis, &mut findings));
    documents.extend(not_circulated::document(basis));
    findings.extend(not_circulated::findings(basis));
    documents.extend(diary::documents(basis, &documents, &mut findings));
    documents.extend(email::documents(basis, &documents, &mut findings));
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let letters = sent::letters(basis, &documents);
    findings.extend(sent::findings(basis, &letters));
    sent::say_what_they_replace(basis, &letters, &mut documents);
    let page = page::plan(basis, part, &documents, &letters, &returns);
    documents.retain(|document| part.covers(&document.path));
    let pack = Pack {
        panel: basis.panel.code.clone(),
        meeting: basis.meeting.id.to_string(),
        documents,
        returns,
        letters,
        page,
    };
    (pack, findings)
}

/// Every letter once more, as a Word file beside its PDF. A transfer pack is none: it goes as it is.
fn in_word(documents: &[Document]) -> Vec<Document> {
    let letters = documents.iter().filter(|document| {
        matches!(document.content, Content::Letter(_) | Content::Invitation(_) | Content::InvitationToSign(_))
    });
    letters
        .map(|letter| Document {
            path: format!("{}.docx", letter.path.trim_end_matches(".pdf")),
            content: letter.content.clone(),
        })
        .collect()
}

fn meeting_documents(basis: &Basis<'_>) -> Vec<Document> {
    let agenda = agenda::agenda(basis, Reader::Coordinator);
    let actions = unmet::review(basis);
    let minutes = minutes::minutes(basis);
    let sign_in = minutes::sign_in(basis);
    let profiles: Vec<view::Profile> = (1usize..)
        .zip(basis.heard())
        .filter_map(|(number, heard)| profile::profile(basis, Reader::Coordinator, heard, number))
        .collect();
    let full_pack = view::FullPack {
        frame: basis.frame("Full pack", agenda::COPY_FOR, false),
        agenda: agenda.clone(),
        actions: actions.clone(),
        profiles: profiles.clone(),
        minutes: minutes.clone(),
        sign_in: sign_in.clone(),
    };
    let mut documents = vec![
        Document::coordinator("agenda.pdf", Content::Agenda(Box::new(agenda.clone()))),
        Document::coordinator("agenda.docx", Content::Agenda(Box::new(agenda))),
        Document::coordinator("actions-review.pdf", Content::ActionsReview(Box::new(actions))),
        Document::coordinator("minutes.pdf", Content::Minutes(Box::new(minutes.clone()))),
        Document::coordinator("minutes.docx", Content::Minutes(Box::new(minutes))),
        Document::coordinator("sign-in-sheet.pdf", Content::SignIn(Box::new(sign_in))),
        Document::coordinator("full-pack.pdf", Content::FullPack(Box::new(full_pack))),
        Document::coordinator(
            "decisions.xlsx",
            Content::DecisionsWorkbook(Box::new(sign_off::decisions_workbook(basis))),
        ),
    ];
    documents.push(Document::coordinator(
        "meeting-record.xlsx",
        Content::MeetingRecord(Box::new(meeting_record::meeting_record(basis))),
    ));
    let decisions = audit::decisions(basis);
    documents.push(Document::coordinator("decisions.csv", Content::Table(audit::decisions_rows(&decisions))));
    documents.push(Document::coordinator(
        "decisions.json",
        Content::Text(serde_json::to_string_pretty(&decisions).unwrap_or_default() + "\n"),
    ));
    for profile in profiles {
        let name = format!("profiles/{}.pdf", profile.reference);
        documents.push(Document::coordinator(&name, Content::Profile(Box::new(profile))));
    }
    documents
}

impl Document {
    fn coordinator(name: &str, content: Content) -> Self {
        Document { path: format!("coordinator/{name}"), content }
    }
}
