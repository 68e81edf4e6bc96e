//! The coordinator's page of a meeting.
//!
//! It is planned with the other documents, and finished when it is known what was found and which files
//! will lie in the output: those of this run, and those of an earlier one that a run of a part leaves
//! as they are. Every part makes it anew.

mod cases;
mod dates;
mod names;
mod shelves;

use std::collections::BTreeSet;

use super::basis::{Basis, capitalised};
use super::view::{FindingView, MeetingPage, ReadRow, ReturnsGrid, SetAsideRow};
use super::{Document, LetterMade, Part, audit, returns};
use crate::disclose::{self, Reader};
use crate::finding::{Finding, Ledger};
use crate::panel::Agency;

/// Where the page lies.
pub const PAGE: &str = "coordinator/index.html";
/// Where all findings stand.
pub const FINDINGS: &str = "coordinator/findings.txt";

/// A file that lies in the meeting's folder once the run is done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutputFile {
    /// Its path under the meeting's folder.
    pub path: String,
    /// Who put it there.
    pub from: Origin,
}

/// Who put a file into the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// This run.
    ThisRun,
    /// An earlier run, whose file this one leaves as it is.
    EarlierRun,
    /// A person: it was edited since it was made, or was never ours.
    Person,
}

/// The page before it is known what else was found and what lies in the output.
#[derive(Clone, Debug)]
pub struct PlannedPage {
    /// Everything but findings, links and the ledger.
    page: MeetingPage,
    /// Paths of all documents of the meeting, whichever part is made.
    planned: BTreeSet<String>,
    /// Paths of letters that must not be sent.
    drafts: BTreeSet<String>,
    /// Codes of the members, in the order of the page.
    codes: Vec<String>,
}

/// Plans the page. `documents` are those of all parts.
pub fn plan(
    basis: &Basis<'_>,
    part: Part,
    documents: &[Document],
    letters: &[LetterMade],
    grid: &ReturnsGrid,
) -> PlannedPage {
    let is_drafted =
        |path: &str| letters.iter().any(|letter| letter.draft && is_same_letter(&letter.path, path));
    let members: Vec<&Agency> = basis.panel.agencies.iter().collect();
    let planned: BTreeSet<String> = documents.iter().map(|document| document.path.clone()).collect();
    let page = MeetingPage {
        frame: basis.frame("Meeting page", super::agenda::COPY_FOR, false),
        made: made(part),
        counts: String::new(),
        attention: Vec::new(),
        all_findings: Vec::new(),
        dates: dates::dates(basis),
        cases_in_short: cases::in_short(basis),
        outcomes: cases::by_outcome(basis, letters),
        returns: grid.clone(),
        returns_in_short: returns::in_short(grid),
        agencies: members
            .iter()
            .map(|agency| shelves::empty(agency, no_pack(basis, agency, &planned)))
            .collect(),
        areas: Vec::new(),
        documents: Vec::new(),
        read: Vec::new(),
        set_aside: Vec::new(),
    };
    PlannedPage {
        page,
        drafts: planned.iter().filter(|path| is_drafted(path)).cloned().collect(),
        planned,
        codes: members.iter().map(|agency| agency.code.clone()).collect(),
    }
}

impl PlannedPage {
    /// The page, now that all is known.
    pub fn finished(&self, findings: &[Finding], ledger: &Ledger, files: &[OutputFile]) -> MeetingPage {
        let mut page = self.page.clone();
        page.counts = audit::counts(findings);
        page.attention =
            findings.iter().filter(|finding| finding.severity.needs_attention()).map(seen).collect();
        page.read = read(ledger);
        page.set_aside = set_aside(ledger);
        shelves::fill(self, &mut page, files);
        page
    }
}

/// What is said of the documents that a run of a part leaves as they are.
fn made(part: Part) -> String {
    let made = match part {
        Part::All => return "The last run made every document of the meeting.".into(),
        Part::Requests => "the information requests",
        Part::Letters => "the letters",
        Part::Pack => "what the meeting itself needs",
        Part::Actions => "the open actions of each agency",
    };
    format!("The last run made {made}. Documents marked “{EARLIER}” are as a run before it left them.")
}

/// What stands beside a document that the last run left as it was.
const EARLIER: &str = "earlier";

/// A Word file says what its PDF says.
fn is_same_letter(letter: &str, path: &str) -> bool {
    let stem = |path: &str| path.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    stem(letter).is_some() && stem(letter) == stem(path)
}

/// Why a member has no pack of this meeting.
fn no_pack(basis: &Basis<'_>, agency: &Agency, planned: &BTreeSet<String>) -> String {
    let reader = Reader::member(basis.panel, agency);
    let knows = || basis.heard().iter().any(|(case, _)| disclose::knows(basis.panel, reader, &case.case));
    if planned.contains(&shelves::pack_of(&agency.code)) {
        "not made yet"
    } else if basis.panel.stands_for_others(agency) {
        "each agency it stands for has its own"
    } else if knows() || (agency.signed && agency.sees_all) {
        "stopped: see what needs attention"
    } else if !agency.signed {
        "none: it has not signed the sharing agreement"
    } else {
        "none: it is invited to no case"
    }
    .into()
}

fn seen(finding: &Finding) -> FindingView {
    let place =
        |place: &Option<crate::finding::Place>| place.as_ref().map(ToString::to_string).unwrap_or_default();
    FindingView {
        severity: capitalised(&finding.severity.to_string()),
        code: finding.code.into(),
        message: format!("{}.", capitalised(finding.message.trim_end_matches('.'))),
        place: place(&finding.place),
        rule: place(&finding.rule),
        help: finding
            .help
            .as_ref()
            .map(|help| format!("{}.", help.trim_end_matches('.')))
            .unwrap_or_default(),
    }
}

fn read(ledger: &Ledger) -> Vec<ReadRow> {
    let row = |what: &'static str| {
        let (read, used, aside, files) = ledger.totals(what);
        ReadRow {
            what: capitalised(what),
            files: if what == "files" { String::new() } else { files.to_string() },
            read: read.to_string(),
            used: used.to_string(),
            set_aside: aside.to_string(),
        }
    };
    // Few panels ask for a list of incidents.
    let kinds = ["files", "referrals", "incidents", "returns", "actions"];
    kinds.into_iter().filter(|what| *what != "incidents" || ledger.totals(what).0 > 0).map(row).collect()
}

fn set_aside(ledger: &Ledger) -> Vec<SetAsideRow> {
    let all = ledger.sources().into_iter().flat_map(|source| &source.set_aside);
    all.map(|aside| SetAsideRow { reason: capitalised(&aside.reason), place: aside.place.to_string() })
        .collect()
}
