//! Every action of earlier meetings, and how each stands by now: what meetings recorded and what agencies
//! reported, in the order of time.
//!
//! A report counts from the first record that knows its action. It usually lies in the folder of the next
//! meeting; one that was put into the folder of the very meeting that set the action, or was made after
//! that meeting, waits for the meeting's record.

use std::collections::BTreeMap;

use super::headings::letters;
use super::meeting_record::not_done_without_reason;
use super::updates::Update;
use crate::finding::{Finding, Place, SetAside};
use crate::model::{Action, ActionStatus, CarriedAction, MeetingRecord};
use crate::panel::Panel;

/// Every action of earlier meetings with how it stands now, oldest first.
#[derive(Debug, Default)]
pub struct Actions {
    all: Vec<Action>,
    /// Reports that no record so far has an action for, or that were made after the meeting.
    waiting: Vec<Update>,
    /// What was reported since the last record: by which report, and the action as it stood before.
    reported: BTreeMap<usize, (Place, Action)>,
}

impl Actions {
    /// The action that a line of a record is about: the one of this reference, case and text. What the
    /// line leaves out holds still.
    pub fn known(&self, reference: &str, case: &str, text: &str) -> Option<&Action> {
        self.find(reference, case, text).and_then(|index| self.all.get(index))
    }

    fn find(&self, reference: &str, case: &str, text: &str) -> Option<usize> {
        let mut same = self.of_reference(reference).into_iter();
        same.find(|index| self.all.get(*index).is_some_and(|known| !is_another(known, case, text)))
    }

    fn of_reference(&self, reference: &str) -> Vec<usize> {
        let key = letters(reference);
        let has = |action: &Action| !key.is_empty() && letters(&action.reference) == key;
        (0..).zip(&self.all).filter(|(_, action)| has(action)).map(|(index, _)| index).collect()
    }

    /// Takes in a meeting's record, and then the reports that waited for it. The record's word on an
    /// action is newer than any before it.
    ///
    /// Two actions under one reference are both kept; a report that says no more goes to the first.
    pub fn record(
        &mut self,
        record: &MeetingRecord,
        panel: &Panel,
        findings: &mut Vec<Finding>,
    ) -> Vec<SetAside> {
        let mut here: BTreeMap<String, &Place> = BTreeMap::new();
        for action in &record.actions {
            let key = letters(&action.reference);
            let twice = here.get(&key).filter(|_| !key.is_empty());
            if let Some(other) = twice {
                findings.push(reference_twice(action, other));
            }
            match self.of_another_record(action) {
                Some(index) => self.take_over(index, action, findings),
                None => {
                    let others = self.of_reference(&action.reference);
                    let other = others.first().and_then(|index| self.all.get(*index));
                    findings
                        .extend(other.filter(|_| twice.is_none()).map(|other| reference_used(action, other)));
                    self.all.push(action.clone());
                }
            }
            here.entry(key).or_insert(&action.place);
        }
        self.reported.clear();
        let waiting = std::mem::take(&mut self.waiting);
        self.report(waiting, panel, findings)
    }

    /// The action of an earlier record that a line repeats.
    fn of_another_record(&self, action: &Action) -> Option<usize> {
        let repeats = |known: &Action| {
            known.place.file != action.place.file && !is_another(known, &action.case, &action.action)
        };
        let mut same = self.of_reference(&action.reference).into_iter();
        same.find(|index| self.all.get(*index).is_some_and(repeats))
    }

    /// How an action stands by a newer record.
    fn take_over(&mut self, index: usize, action: &Action, findings: &mut Vec<Finding>) {
        let Some(earlier) = self.all.get_mut(index) else { return };
        let reported = self.reported.get(&index).map(|(place, _)| place);
        findings.extend(without_report(earlier, action, reported));
        *earlier = Action { meeting: earlier.meeting, ..action.clone() };
    }

    /// Takes in what agencies report, the oldest first. What fits no action waits for the next record;
    /// what another agency's action or another case's is about is set aside.
    pub fn report(
        &mut self,
        mut updates: Vec<Update>,
        panel: &Panel,
        findings: &mut Vec<Finding>,
    ) -> Vec<SetAside> {
        let mut set_aside = Vec::new();
        updates.sort_by(|a, b| (a.reported, &a.place).cmp(&(b.reported, &b.place)));
        for update in updates {
            let index = self.reported_on(&update);
            let Some((index, action)) = index.and_then(|index| Some((index, self.all.get_mut(index)?)))
            else {
                self.waiting.push(update);
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
            let before = action.clone();
            if let Some((other, stood)) = self.reported.remove(&index) {
                findings.push(reported_twice(&update, &other));
                // Nothing of a report that another takes the place of stays.
                if update.status.is_some() {
                    *action = stood.clone();
                }
                self.reported.insert(index, (update.place.clone(), stood));
            } else {
                self.reported.insert(index, (update.place.clone(), before));
            }
            apply(update, action);
        }
        set_aside
    }

    /// Whether these reports, of one sheet, say nothing that is not known by now.
    pub fn know_all_of(&self, updates: &[Update]) -> bool {
        let knows = |update: &Update| {
            let Some(action) = self.reported_on(update).and_then(|index| self.all.get(index)) else {
                return false;
            };
            let status = update.status.is_none_or(|status| status == action.status);
            let reported = update.reported.is_none() || update.reported == action.reported;
            let reason = update.reason.is_none() || update.reason == action.reason;
            let note = update.note.is_none() || update.note == action.note;
            status && reported && reason && note
        };
        !updates.is_empty() && updates.iter().all(knows)
    }

    /// The action that a report is about.
    fn reported_on(&self, update: &Update) -> Option<usize> {
        let by_text = self.find(&update.reference, "", &update.action);
        by_text.or_else(|| self.of_reference(&update.reference).first().copied())
    }

    /// Has reports wait for the record of the meeting in whose folder they lie.
    pub fn wait(&mut self, updates: Vec<Update>) {
        self.waiting.extend(updates);
    }

    /// Begins the reports made before another meeting.
    pub fn next_meeting(&mut self) {
        self.reported.clear();
    }

    /// The reports that no record has an action for, each with its finding.
    pub fn unlinked(&mut self, findings: &mut Vec<Finding>) -> Vec<SetAside> {
        let left = std::mem::take(&mut self.waiting).into_iter();
        left.map(|update| {
            findings.push(
                Finding::warning("update-unlinked", "an action update fits no action of an earlier meeting")
                    .at(update.place.clone())
                    .help("Check its action reference against the meeting record"),
            );
            SetAside { place: update.place, reason: "it fits no action".into() }
        })
        .collect()
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

/// What a report says of an action. One with a status says all of how the action stands, but for a note
/// that is there already.
fn apply(update: Update, action: &mut Action) {
    if let Some(status) = update.status {
        action.status = status;
        // Of one that is done, the sheet has still why it was not done before.
        action.reason = update.reason.filter(|_| status != ActionStatus::Done);
    } else if update.reason.is_some() {
        action.reason = update.reason;
    }
    action.reported = update.reported.or(action.reported);
    action.note = update.note.or(action.note.take());
}

/// That a carried action has a case that nobody knows: an agency is shown it only if it may know of the
/// case.
pub fn without_case(carried: &[CarriedAction], known: impl Fn(&str) -> bool) -> Vec<Finding> {
    let actions = carried.iter().map(|carried| &carried.action);
    actions
        .filter(|action| !action.case.trim().is_empty() && !known(&letters(&action.case)))
        .map(|action| {
            Finding::warning(
                "action-case-unlinked",
                "an open action belongs to no case that is known, so no agency is shown it",
            )
            .at(action.place.clone())
            .help("Correct its case reference in the meeting record")
        })
        .collect()
}

/// Whether a line is about another action than the known one of its reference: it belongs to another
/// case, or its text has nothing in common with the other's.
fn is_another(known: &Action, case: &str, text: &str) -> bool {
    /// So much of two texts is compared.
    const COMPARED: usize = 200;
    /// Two texts that are less alike were not made from one another.
    const ALIKE: f64 = 0.5;
    let both = |one: &str, other: &str| {
        let both = (letters(one), letters(other));
        (!both.0.is_empty() && !both.1.is_empty()).then_some(both)
    };
    let start = |text: &str| text.chars().take(COMPARED).collect::<String>();
    let other_case = both(&known.case, case).is_some_and(|(one, other)| one != other);
    let other_text = both(&known.action, text).is_some_and(|(one, other)| {
        let within = one.contains(&other) || other.contains(&one);
        !within && strsim::normalized_damerau_levenshtein(&start(&one), &start(&other)) < ALIKE
    });
    other_case || other_text
}

fn reference_twice(action: &Action, other: &Place) -> Finding {
    Finding::warning(
        "action-reference-twice",
        format!("two actions of a meeting record have one reference; the other is at {other}"),
    )
    .at(action.place.clone())
    .help("Give one of them a reference of its own")
}

fn reference_used(action: &Action, other: &Action) -> Finding {
    Finding::warning(
        "action-reference-used",
        format!("an action has the reference of another action; that one is at {}", other.place),
    )
    .at(action.place.clone())
    .help("Give it a reference of its own; both are kept until then")
}

/// That a record says otherwise of an action than the report made before the meeting, and is older: it was
/// filled in from a copy that did not have the report.
fn without_report(earlier: &Action, action: &Action, reported: Option<&Place>) -> Option<Finding> {
    let is_older = match (action.reported, earlier.reported) {
        (Some(recorded), Some(reported)) => recorded < reported,
        (Some(_), None) => false,
        (None, Some(_)) => true,
        (None, None) => action.status == ActionStatus::Open,
    };
    let report = reported.filter(|_| is_older && earlier.status != action.status)?;
    Some(
        Finding::warning(
            "record-without-report",
            format!("the meeting record says otherwise of an action than the agency’s report at {report}; the record counts"),
        )
        .at(action.place.clone())
        .help("Check which holds; if it is the report, write its status and date into the record"),
    )
}

fn reported_twice(update: &Update, other: &Place) -> Finding {
    Finding::warning(
        "update-twice",
        format!("an action is reported on twice; the later report counts, not the one at {other}"),
    )
    .at(update.place.clone())
    .help("Check with the agency which report is right")
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
