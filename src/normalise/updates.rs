//! Action updates: what agencies report on their open actions before a meeting, and the state
//! every action of earlier meetings has reached by now.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::headings::{Names, Shape, Vocabulary, letters};
use super::meeting_record::{not_done_without_reason, status};
use super::sheet_rows;
use crate::finding::{Finding, Ledger, Place, SetAside, Source};
use crate::model::{Action, ActionStatus, MeetingId, MeetingRecord};
use crate::panel::Panel;
use crate::read::Workbook;

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
    place: Place,
    reference: String,
    /// The agency that the sheet is of, and the action's case, where the sheet repeats them.
    agency: String,
    case: String,
    status: Option<ActionStatus>,
    reported: Option<NaiveDate>,
    reason: Option<String>,
    note: Option<String>,
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
            status: row.find("update.status").map(|asked| status(asked.written(), &asked.place, findings)),
            reported: row.date(("update.reported", "Date reported"), meeting, findings),
            reason: row.words("update.reason"),
            note: row.words("update.note"),
        })
        .collect()
}

/// Every action of earlier meetings with how it stands now, oldest first.
#[derive(Debug, Default)]
pub struct Actions {
    by_reference: BTreeMap<String, usize>,
    all: Vec<Action>,
}

impl Actions {
    /// Takes in a meeting's record: its word on an action is newer than any before it.
    ///
    /// Two actions of one record under one reference are both kept; reports go to the first.
    pub fn record(&mut self, record: &MeetingRecord, findings: &mut Vec<Finding>) {
        let mut here: BTreeMap<String, &Place> = BTreeMap::new();
        for action in &record.actions {
            let key = letters(&action.reference);
            if let Some(other) = here.get(&key).filter(|_| !key.is_empty()) {
                findings.push(
                    Finding::warning(
                        "action-reference-twice",
                        format!(
                            "two actions of a meeting record have one reference; the other is at {other}"
                        ),
                    )
                    .at(action.place.clone())
                    .help("Give one of them a reference of its own"),
                );
                self.all.push(action.clone());
                continue;
            }
            here.insert(key.clone(), &action.place);
            let known = self.by_reference.get(&key).copied().filter(|_| !key.is_empty());
            match known.and_then(|index| self.all.get_mut(index)) {
                Some(earlier) if is_another(earlier, action) => {
                    findings.push(
                        Finding::warning(
                            "action-reference-used",
                            format!(
                                "an action has the reference of another case's action; that one is at {}",
                                earlier.place
                            ),
                        )
                        .at(action.place.clone())
                        .help("Give it a reference of its own; both are kept until then"),
                    );
                    self.all.push(action.clone());
                }
                Some(earlier) => {
                    let set_by = earlier.meeting;
                    *earlier = Action { meeting: set_by, ..action.clone() };
                }
                None => {
                    self.by_reference.insert(key, self.all.len());
                    self.all.push(action.clone());
                }
            }
        }
    }

    /// Takes in all updates made before one meeting; those that fit no action are set aside.
    pub fn update(
        &mut self,
        updates: Vec<Update>,
        panel: &Panel,
        findings: &mut Vec<Finding>,
    ) -> Vec<SetAside> {
        let mut set_aside = Vec::new();
        let mut sorted = updates;
        sorted.sort_by(|a, b| (a.reported, &a.place).cmp(&(b.reported, &b.place)));
        let mut seen: BTreeMap<usize, Place> = BTreeMap::new();
        for update in sorted {
            let key = letters(&update.reference);
            let index = self.by_reference.get(&key).copied().filter(|_| !key.is_empty());
            let Some((index, action)) = index.and_then(|index| Some((index, self.all.get_mut(index)?)))
            else {
                findings.push(
                    Finding::warning(
                        "update-unlinked",
                        "an action update fits no action of an earlier meeting",
                    )
                    .at(update.place.clone())
                    .help("Check its action reference against the meeting record"),
                );
                set_aside.push(SetAside { place: update.place, reason: "it fits no action".into() });
                continue;
            };
            if let Some((code, message, help)) = not_theirs(&update, action, panel) {
                findings.push(Finding::warning(code, message).at(update.place.clone()).help(help));
                set_aside.push(SetAside { place: update.place, reason: message.into() });
                continue;
            }
            if update.status == Some(ActionStatus::NotDone) && update.reason.is_none() {
                findings.push(not_done_without_reason(update.place.clone()));
            }
            if let Some(other) = seen.insert(index, update.place.clone()) {
                findings.push(
                    Finding::warning(
                        "update-twice",
                        format!(
                            "an action is reported on twice; the later report counts, not the one at {other}"
                        ),
                    )
                    .at(update.place.clone())
                    .help("Check with the agency which report is right"),
                );
            }
            action.status = update.status.unwrap_or(action.status);
            action.reported = update.reported.or(action.reported);
            if update.reason.is_some() {
                action.reason = update.reason;
            }
            if update.status == Some(ActionStatus::Done) {
                // Why it was not done then: the sheet has it still from the report before.
                action.reason = None;
            }
            if update.note.is_some() {
                action.note = update.note;
            }
        }
        set_aside
    }

    /// Whether these reports, of one file, say nothing that was not known: the sheet has what was reported
    /// before, and came back as it was.
    fn says_nothing_new(&self, updates: &[Update]) -> bool {
        let known = |update: &Update| {
            let action = self.all.get(*self.by_reference.get(&letters(&update.reference))?)?;
            let status = update.status.is_none_or(|status| status == action.status);
            let reported = update.reported.is_none() || update.reported == action.reported;
            let reason = update.reason.is_none() || update.reason == action.reason;
            let note = update.note.is_none() || update.note == action.note;
            Some(status && reported && reason && note)
        };
        !updates.is_empty() && updates.iter().all(|update| known(update) == Some(true))
    }

    /// Actions that are not done.
    pub fn unmet(&self) -> impl Iterator<Item = &Action> {
        self.all.iter().filter(|action| action.status != ActionStatus::Done)
    }

    /// Actions set for a case, by its reference.
    pub fn of_case(&self, reference: &str) -> Vec<Action> {
        let wanted = letters(reference);
        self.all.iter().filter(|action| letters(&action.case) == wanted).cloned().collect()
    }
}

/// Whether an action is another than the one that has its reference: it belongs to another case.
fn is_another(earlier: &Action, action: &Action) -> bool {
    let cases = [letters(&earlier.case), letters(&action.case)];
    cases.iter().all(|case| !case.is_empty()) && cases[0] != cases[1]
}

/// Why a report does not count: an agency reports only on its own actions, and a reference that fits an
/// action of another case is a slip, or the sheet is another panel's.
fn not_theirs(
    update: &Update,
    action: &Action,
    panel: &Panel,
) -> Option<(&'static str, &'static str, &'static str)> {
    let code = |written: &str| panel.agency(written).map(|agency| agency.code.clone());
    let (theirs, owner) = (code(&update.agency), code(&action.agency));
    if theirs.is_some() && owner.is_some() && theirs != owner {
        return Some((
            "update-of-another",
            "an action update is about another agency's action, and is not used",
            "Ask the agency that owns the action, or correct the agency in the meeting record",
        ));
    }
    let other_case = !update.case.trim().is_empty() && letters(&update.case) != letters(&action.case);
    other_case.then_some((
        "update-of-another-case",
        "an action update names another case than the action's, and is not used",
        "Check its action reference; the sheet may be another panel's",
    ))
}

/// Reads all updates of a meeting's folder and applies them.
pub fn take_in(
    workbooks: &[Workbook],
    (panel, meeting): (&Panel, MeetingId),
    actions: &mut Actions,
    findings: &mut Vec<Finding>,
    ledger: &mut Ledger,
) {
    let by_file: Vec<(Place, Vec<Update>)> =
        workbooks.iter().map(|workbook| (workbook.place(), read(workbook, meeting, findings))).collect();
    for (place, _) in by_file.iter().filter(|(_, updates)| actions.says_nothing_new(updates)) {
        findings.push(
            Finding::warning(
                "update-nothing-new",
                "the sheet of actions came back with nothing but what had been reported before",
            )
            .at(place.clone())
            .help("Ask the agency how its actions stand; they stay as they were"),
        );
    }
    let all: Vec<Update> = by_file.iter().flat_map(|(_, updates)| updates.iter().cloned()).collect();
    let set_aside = actions.update(all, panel, findings);
    for (place, updates) in by_file {
        let set_aside: Vec<SetAside> =
            set_aside.iter().filter(|aside| aside.place.file == place.file).cloned().collect();
        let used = updates.len().saturating_sub(set_aside.len());
        ledger.enter(Source { place, what: "updates", read: updates.len(), used, set_aside });
    }
}
