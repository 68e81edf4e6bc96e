//! Action updates: what agencies report on their open actions before a meeting.

use chrono::NaiveDate;

use super::actions::Actions;
use super::headings::{Names, Shape, Vocabulary};
use super::meeting_record::status;
use super::sheet_rows;
use crate::finding::{Finding, Ledger, Place, SetAside, Source};
use crate::model::{ActionStatus, MeetingId};
use crate::panel::Panel;
use crate::read::{MeetingInputs, Workbook};

const HEADINGS: &[Names] = &[
    ("update.reference", &["Action reference", "Action ref"]),
    ("update.status", &["Status"]),
    ("update.reported", &["Date reported"]),
    ("update.reason", &["Reason"]),
    ("update.note", &["Note", "Notes"]),
    // The sheet an agency gets repeats what the action was; it is read from the record.
    ("update.case", &["Case reference", "Case"]),
    ("update.action", &["Action"]),
    ("update.agency", &["Agency"]),
    ("update.owner", &["Owner"]),
    ("update.due", &["Due", "Due date"]),
];

/// What an agency reports about one action.
#[derive(Clone, Debug)]
pub struct Update {
    /// Its row.
    pub place: Place,
    /// The action's reference as written.
    pub reference: String,
    /// The agency that the sheet is of, where the sheet repeats it.
    pub agency: String,
    /// The action's case, where the sheet repeats it.
    pub case: String,
    /// What was to be done, where the sheet repeats it.
    pub action: String,
    /// How it stands, if that is said.
    pub status: Option<ActionStatus>,
    /// When it was reported.
    pub reported: Option<NaiveDate>,
    /// Why it was not done.
    pub reason: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// Reads the updates in one file.
fn read(workbook: &Workbook, meeting: MeetingId, findings: &mut Vec<Finding>) -> Vec<Update> {
    let vocabulary = Vocabulary::new(Shape::Table, HEADINGS);
    let rows = sheet_rows::of_workbook(workbook, &vocabulary, findings);
    if rows.is_empty() {
        findings.push(
            Finding::error(
                "no-update",
                "no action update was found in the file: no heading in it is known, or no row is filled",
            )
            .at(workbook.place())
            .help("Use the sheet of open actions that the program made for the agency"),
        );
    }
    let reports = |row: &&sheet_rows::Row| {
        ["update.status", "update.reported", "update.reason", "update.note"]
            .iter()
            .any(|path| row.find(path).is_some())
    };
    if !rows.is_empty() && !rows.iter().any(|row| reports(&row)) {
        findings.push(
            Finding::warning("update-blank", "the sheet of actions came back without any report in it")
                .at(workbook.place())
                .help("Ask the agency to fill it in; its actions stay as they were"),
        );
    }
    rows.iter()
        .filter(reports)
        .map(|row| Update {
            place: row.place.clone(),
            reference: row.written("update.reference").to_owned(),
            agency: row.written("update.agency").to_owned(),
            case: row.written("update.case").to_owned(),
            action: row.written("update.action").to_owned(),
            status: row.find("update.status").map(|asked| status(asked.written(), &asked.place, findings)),
            reported: row.date(("update.reported", "Date reported"), meeting, findings),
            reason: row.words("update.reason"),
            note: row.words("update.note"),
        })
        .collect()
}

/// What a meeting's folder holds of updates, for the ledger.
#[derive(Debug, Default)]
pub struct Reported {
    /// Each file with how many updates it has.
    files: Vec<(Place, usize)>,
    /// Those not used.
    set_aside: Vec<SetAside>,
}

/// Reads all updates of a meeting's folder, which stand in these files, and takes them in. With a record
/// of that meeting, those made after it wait for the record.
pub fn take_in(
    workbooks: &[&Workbook],
    folder: &MeetingInputs,
    panel: &Panel,
    actions: &mut Actions,
    findings: &mut Vec<Finding>,
) -> Reported {
    let mut reported = Reported::default();
    let mut all = Vec::new();
    for workbook in workbooks {
        let updates = read(workbook, folder.id, findings);
        if actions.know_all_of(&updates) {
            findings.push(nothing_new(workbook));
        }
        reported.files.push((workbook.place(), updates.len()));
        all.extend(updates);
    }
    let is_later = |update: &Update| update.reported.is_some_and(|day| day > folder.id.date);
    let (later, before): (Vec<Update>, Vec<Update>) =
        all.into_iter().partition(|update| folder.record.is_some() && is_later(update));
    actions.next_meeting();
    reported.set_aside = actions.report(before, panel, findings);
    actions.wait(later);
    reported
}

/// That a sheet, which has what was reported before, came back as it was.
fn nothing_new(workbook: &Workbook) -> Finding {
    Finding::warning(
        "update-nothing-new",
        "the sheet of actions came back with nothing but what had been reported before",
    )
    .at(workbook.place())
    .help("Ask the agency how its actions stand; they stay as they were")
}

impl Reported {
    /// Enters them; `unused` are those that turned out later to be used by nothing.
    pub fn enter(mut self, unused: &[SetAside], ledger: &mut Ledger) {
        self.set_aside.extend(unused.iter().cloned());
        for (place, read) in self.files {
            let of_file = |aside: &&SetAside| aside.place.file == place.file;
            let set_aside: Vec<SetAside> = self.set_aside.iter().filter(of_file).cloned().collect();
            let used = read.saturating_sub(set_aside.len());
            ledger.enter(Source { place, what: "updates", read, used, set_aside });
        }
    }
}
