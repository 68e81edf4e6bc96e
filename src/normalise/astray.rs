//! Files that lie in the wrong folder of a meeting, told by headings that only one kind of file has. Read
//! as what they are not, a referral would be lost and a return would become referrals: such a file is not
//! used at all, and one finding says where it belongs.

use std::collections::BTreeSet;

use super::guidance::is_guidance;
use super::headings::{Meaning, Vocabulary, fold, letters};
use super::layout::{self, Asked, is_text};
use super::{Run, returns};
use crate::finding::{Finding, Ledger, SetAside, Severity, Source};
use crate::read::{Sheet, Workbook};

/// What a file of a meeting's folder can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One referral or several.
    Referral,
    /// What an agency knows.
    Return,
    /// An agency's own open actions.
    Actions,
    /// What the pre-meeting decided.
    Decisions,
    /// The record of a meeting.
    Record,
}

/// Headings that only the sheet of open actions has beside a reference.
const ACTION: &str = "Action reference";
const ACTIONS: &[&str] = &["Date reported", "Status"];
const DECISIONS: &[&str] = &[
    "Proposed outcome",
    "Why proposed",
    "Reason for the file",
    "Words for the letter",
    "Time slot",
    "Attendees to add",
    "Share with an agency outside the agreement",
];
const RECORD: &[&str] = &[
    "Information sent on",
    "Confidentiality statement signed",
    "Reason for closing",
    "Plan agreed",
    "Primary agency",
    "Policy issue raised",
];

/// Headings of a file, counted by the kind of file that alone has them.
struct Marks {
    referral: usize,
    of_return: usize,
    own: BTreeSet<String>,
}

/// What a file is, if its headings leave no doubt.
pub fn kind_of(workbook: &Workbook, referral: &Vocabulary) -> Option<Kind> {
    let marks = Marks::of(workbook, referral);
    let own = |headings: &[&str]| headings.iter().filter(|one| marks.own.contains(&fold(one))).count();
    // Three of decisions or two of a record are more than a form shares with them by chance.
    if own(DECISIONS) >= 3 && own(DECISIONS) >= marks.referral {
        return Some(Kind::Decisions);
    }
    if own(RECORD) >= 2 && own(RECORD) >= marks.referral {
        return Some(Kind::Record);
    }
    if own(&[ACTION]) > 0 && own(ACTIONS) > 0 && marks.referral < 3 && marks.of_return < 2 {
        return Some(Kind::Actions);
    }
    match (marks.referral, marks.of_return) {
        (3.., 0) | (10.., 1) => Some(Kind::Referral),
        (referral, of_return @ 2..) if of_return > referral => Some(Kind::Return),
        _ => None,
    }
}

impl Marks {
    fn of(workbook: &Workbook, referral: &Vocabulary) -> Self {
        let of_return = returns::vocabulary();
        let (mut paths, mut return_paths) = (BTreeSet::new(), BTreeSet::new());
        let mut own = BTreeSet::new();
        let cells = forms(workbook).flat_map(|sheet| sheet.cells.values());
        let texts = cells.filter(|cell| is_text(cell) && cell.written.len() <= layout::LONGEST_HEADING);
        // Tables repeat the same few answers over and over.
        let distinct: BTreeSet<&str> = texts.map(|cell| cell.written.as_str()).collect();
        for written in distinct {
            let path = |vocabulary: &Vocabulary| vocabulary.meaning(written).and_then(|of| of.path());
            match (path(referral), path(&of_return)) {
                (Some(path), None) => drop(paths.insert(path)),
                (None, Some(path)) if path.starts_with("row.") || path == "return.known" => {
                    return_paths.insert(path);
                }
                _ => {}
            }
            own.insert(fold(written));
        }
        Marks { referral: paths.len(), of_return: return_paths.len(), own }
    }
}

/// Sheets that may hold answers.
fn forms(workbook: &Workbook) -> impl Iterator<Item = &Sheet> {
    workbook.sheets.iter().filter(|sheet| !is_guidance(&letters(&sheet.name)))
}

/// Whether a referral holds an answer, so that it is more than a blank form.
fn is_filled(workbook: &Workbook, referral: &Vocabulary) -> bool {
    let answered = |asked: &Asked| matches!(asked.meaning, Some(Meaning::Answer(_))) && asked.cell.is_some();
    forms(workbook).any(|sheet| {
        let reading = layout::read(workbook, sheet, referral);
        let rows = reading.blocks.iter().flat_map(|block| &block.rows);
        reading.form.asked.iter().any(answered) || rows.flat_map(|row| &row.asked).any(answered)
    })
}

/// Files that are what their folder is for, and the finding about each of the others.
pub struct Sorted<'w> {
    /// Files to read.
    pub at_home: Vec<&'w Workbook>,
    /// What is astray, with why.
    pub astray: Vec<Finding>,
}

/// Sorts the files of a folder that is for one kind of file. A kind that cannot be told is left to the
/// folder's own reader.
pub fn sort<'w>(
    workbooks: impl IntoIterator<Item = &'w Workbook>,
    (here, folder): (Kind, &str),
    referral: &Vocabulary,
) -> Sorted<'w> {
    let mut sorted = Sorted { at_home: Vec::new(), astray: Vec::new() };
    for workbook in workbooks {
        match kind_of(workbook, referral).filter(|kind| *kind != here) {
            None => sorted.at_home.push(workbook),
            Some(kind) => sorted.astray.push(finding(workbook, kind, folder, referral)),
        }
    }
    sorted
}

impl Run<'_> {
    /// Of the files of a part of the folder, those that are what it is for; the others are findings.
    pub(super) fn at_home<'w>(
        &mut self,
        workbooks: Vec<&'w Workbook>,
        (kind, part): (Kind, &'static str),
    ) -> Vec<&'w Workbook> {
        let sorted = sort(workbooks, (kind, part), self.vocabulary);
        enter(&sorted.astray, part, &mut self.ledger);
        self.findings.extend(sorted.astray);
        sorted.at_home
    }
}

/// Referrals among the returns and updates of an earlier meeting: whoever put one there late is told by
/// every meeting until it is moved.
pub fn waiting<'w>(
    beside: impl Iterator<Item = &'w Workbook>,
    referral: &Vocabulary,
) -> impl Iterator<Item = Finding> {
    let is_referral = |workbook: &&Workbook| kind_of(workbook, referral) == Some(Kind::Referral);
    let found = beside.filter(is_referral).map(|workbook| {
        let folder = workbook.path.split('/').nth(2).unwrap_or("returns");
        finding(workbook, Kind::Referral, folder, referral)
    });
    found.filter(|finding| finding.severity == Severity::Urgent).map(|finding| {
        let help = "Move it into the `referrals` folder of the meeting that is to hear it, and look at once whether it can wait";
        finding.help(help)
    })
}

/// That nothing of these files was used, for the ledger: `what` names what their folder is for.
fn enter(astray: &[Finding], what: &'static str, ledger: &mut Ledger) {
    for finding in astray {
        let Some(place) = finding.place.clone() else { continue };
        let set_aside = vec![SetAside { place: place.clone(), reason: finding.message.clone() }];
        ledger.enter(Source { place, what, read: 1, used: 0, set_aside });
    }
}

fn finding(workbook: &Workbook, kind: Kind, folder: &str, referral: &Vocabulary) -> Finding {
    let (looks_like, help) = match kind {
        Kind::Referral => ("a referral", "Move it into this meeting\u{2019}s `referrals` folder"),
        Kind::Return => ("a return", "Move it into this meeting\u{2019}s `returns` folder"),
        Kind::Actions => (
            "an agency\u{2019}s sheet of open actions",
            "Move it into the `updates` folder of the meeting for which the agency reports",
        ),
        Kind::Decisions => (
            "the sheet of decisions",
            "Save it as `decisions.xlsx` in its meeting\u{2019}s folder, beside `referrals`",
        ),
        Kind::Record => (
            "the record of a meeting",
            "Save it as `meeting-record.xlsx` in its meeting\u{2019}s folder, beside `referrals`",
        ),
    };
    let fact = format!("the file looks like {looks_like} and lies in `{folder}`: nothing of it is used");
    let finding = if kind == Kind::Referral && is_filled(workbook, referral) {
        Finding::urgent("in-wrong-folder", format!("{fact}, and somebody may be waiting"))
    } else {
        Finding::error("in-wrong-folder", fact)
    };
    finding.at(workbook.place()).help(help)
}
