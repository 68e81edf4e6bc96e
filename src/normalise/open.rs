//! Cases that stay open: what earlier meetings heard and did not end comes back at the next regular
//! meeting by itself, with the referrals it had.
//!
//! A case ends when a meeting's record says that it was closed or transferred. It comes back if the last
//! record that speaks of it says that it stays open, and also if a record is there and leaves it out, for
//! somebody missed a line. Where a meeting has no record at all, nothing has been said about the cases it
//! heard for the first time: they do not come back until the record is there. To ask and to invite
//! agencies once more about people whose case may be closed would tell what need not be told; that the
//! record is missing is a finding, and the agenda names those cases as not recorded.

use std::collections::BTreeMap;

use super::carry::{EarlierOutcomes, Past};
use super::link::{self, Group, Match};
use super::register::Register;
use crate::finding::{Finding, Ledger, Place, Source};
use crate::model::{CLOSED, Case, CaseRef, Referral, STAYS_OPEN, StaysOpen, TRANSFERRED};
use crate::panel::Panel;

/// A case that stays open.
#[derive(Clone, Debug)]
pub struct OpenCase {
    /// Its reference.
    pub reference: CaseRef,
    /// Since when, and what holds for it still.
    pub stays_open: StaysOpen,
}

impl OpenCase {
    /// The reference of the case for this meeting: its own, unless a new referral of the person was
    /// given another for this meeting before anybody could know that the case stays open. That one is
    /// in letters.
    pub fn reference_now(&self, group: &Group, register: &mut Register, panel: &Panel) -> CaseRef {
        let members = || group.referrals.iter().zip(&group.people);
        let was_heard = |referral: &Referral| self.stays_open.heard.contains(&referral.place);
        let keys: Vec<String> = members()
            .filter(|(referral, _)| was_heard(referral))
            .map(|(referral, person)| person.key(&panel.code, &referral.place))
            .collect();
        for (referral, person) in members().filter(|(referral, _)| !was_heard(referral)) {
            let key = person.key(&panel.code, &referral.place);
            if let Some(given) = register.find(referral.meeting, &key, &referral.place) {
                return given;
            }
            if keys.contains(&key) {
                register.give(referral.meeting, &key, &referral.place, Some(self.reference.clone()));
            }
        }
        self.reference.clone()
    }
}

/// The cases that are open after these meetings, each with everything that was referred.
pub fn cases(past: &[Past], outcomes: &EarlierOutcomes) -> Vec<Group> {
    let mut open: Vec<Group> = Vec::new();
    for meeting in past {
        for (reference, group) in &meeting.groups {
            let known = open.iter().position(|known| is_that_case(known, reference, group));
            let recorded = meeting.outcome(reference).map(|outcome| outcome.outcome.as_str());
            let missed =
                meeting.record.is_some() && outcomes.heard.contains(&(meeting.meeting, reference.clone()));
            let before = known.map(|at| open.remove(at));
            if recorded.is_some_and(|outcome| outcome == CLOSED || outcome == TRANSFERRED) {
                continue;
            }
            let heard_now = (recorded.is_some() || missed).then_some(meeting.meeting);
            let Some(from) = heard_now.or_else(|| before.as_ref().and_then(open_since)) else { continue };
            let mut still = before.and_then(|group| group.open).map_or_else(
                || StaysOpen {
                    from,
                    recorded: false,
                    heard: Vec::new(),
                    left_out: Vec::new(),
                    invited: Vec::new(),
                    lead: None,
                },
                |known| known.stays_open,
            );
            if from == meeting.meeting {
                still.recorded = recorded == Some(STAYS_OPEN);
            }
            still.from = from;
            still.heard = group.referrals.iter().map(|referral| referral.place.clone()).collect();
            if let Some(decision) = meeting.decisions.get(reference) {
                extend(&mut still.left_out, &decision.leave_out);
                extend(&mut still.invited, &decision.add_attendees);
            }
            let lead = meeting.outcome(reference).and_then(|outcome| outcome.primary_agency.clone());
            still.lead = lead.or(still.lead);
            let stays_open = OpenCase { reference: reference.clone(), stays_open: still };
            open.push(Group { deferred_from: None, open: Some(stays_open), ..group.clone() });
        }
    }
    open
}

fn open_since(group: &Group) -> Option<crate::model::MeetingId> {
    group.open.as_ref().map(|open| open.stays_open.from)
}

fn extend(all: &mut Vec<String>, more: &[String]) {
    for one in more {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
}

/// Whether a case of a later meeting is this open one: by its reference, or by a referral they share.
fn is_that_case(open: &Group, reference: &CaseRef, group: &Group) -> bool {
    let same = open.open.as_ref().is_some_and(|known| known.reference == *reference);
    let shares = |referral: &Referral| group.referrals.iter().any(|other| other.place == referral.place);
    same || open.referrals.iter().any(shares)
}

/// Brings open cases and a meeting's own referrals together: a new referral of the same person belongs
/// to the open case. The others come back by themselves, at a regular meeting.
pub fn join(
    mut groups: Vec<Group>,
    open: Vec<Group>,
    (urgent, applications): (bool, bool),
    findings: &mut Vec<Finding>,
) -> Vec<Group> {
    let mut left: Vec<Option<Group>> = open.iter().cloned().map(Some).collect();
    for group in &mut groups {
        let found = group.people.iter().zip(&group.referrals).find_map(|(person, referral)| {
            match link::the_same(&open, person) {
                // Each application is a case of its own; only the very same one belongs to it.
                Match::One(at, _) if !applications || is_copied(open.get(at)?, referral) => Some(at),
                _ => None,
            }
        });
        let Some(known) = found.and_then(|at| left.get_mut(at)).and_then(Option::take) else { continue };
        if let (Some(case), Some(referral)) = (&known.open, group.referrals.first()) {
            findings.push(
                Finding::note(
                    "referred-while-open",
                    format!(
                        "the referral is of a person whose case {} stays open; it is heard as that case",
                        case.reference
                    ),
                )
                .at(referral.place.clone()),
            );
        }
        take_up(group, known);
    }
    if !urgent {
        groups.extend(left.into_iter().flatten());
    }
    groups
}

/// Adds the referrals of an open case to new ones. One that was copied into this meeting's folder is
/// there once.
fn take_up(group: &mut Group, open: Group) {
    let before = open.referrals.into_iter().zip(open.people);
    let kept: Vec<_> = before.filter(|(referral, _)| !is_copied(group, referral)).collect();
    let new = std::mem::take(&mut group.referrals).into_iter().zip(std::mem::take(&mut group.people));
    // What was said last stands first: a safe way to reach somebody may have changed.
    (group.referrals, group.people) = new.chain(kept).unzip();
    group.open = open.open;
}

/// Whether the same referral stands in a group.
fn is_copied(group: &Group, referral: &Referral) -> bool {
    group.referrals.iter().any(|other| link::same_referral(referral, other))
}

/// Cases that come back though no record says that they stay open.
pub fn not_recorded(past: &[Past], open: &[Group]) -> Vec<Finding> {
    let unrecorded = open.iter().filter_map(|group| group.open.as_ref());
    unrecorded
        .filter(|case| !case.stays_open.recorded)
        .filter_map(|case| {
            let meeting = past.iter().find(|past| past.meeting == case.stays_open.from)?;
            if meeting.outcome(&case.reference).is_some() {
                // What stands there could not be read, which was said.
                return None;
            }
            let record = meeting.record.as_ref()?;
            Some(
                Finding::warning(
                    "case-without-outcome",
                    format!(
                        "the meeting record does not say what became of {}; it comes back as if it stayed open",
                        case.reference
                    ),
                )
                .at(record.place.clone())
                .help("Choose its outcome in the sheet “Cases” of that meeting record"),
            )
        })
        .collect()
}

/// Earlier meetings without a record. The cases that such a meeting heard for the first time are named: they
/// do not come back, and nobody would miss them.
pub fn record_missing(
    past: &[Past],
    outcomes: &EarlierOutcomes,
    panel: &str,
    cases: &[Case],
) -> Vec<Finding> {
    let without = past.iter().filter(|past| past.record.is_none() && !past.groups.is_empty());
    without
        .map(|past| {
            let meeting = past.meeting;
            let is_here = |reference: &CaseRef| {
                cases.iter().any(|case| {
                    case.reference == *reference || case.earlier.iter().any(|then| then.reference == *reference)
                })
            };
            let gone: Vec<&str> = past
                .groups
                .iter()
                .filter(|(reference, group)| group.open.is_none() && !is_here(reference))
                .filter(|(reference, _)| outcomes.heard.contains(&(meeting, reference.clone())))
                .map(|(reference, _)| reference.as_str())
                .collect();
            let message = format!("the meeting {meeting} has no meeting record, so its actions and outcomes are not known");
            let help = format!(
                "Fill in coordinator/meeting-record.xlsx of the output for {meeting}, and save it as meeting-record.xlsx in that meeting's input folder"
            );
            let finding = if gone.is_empty() {
                Finding::warning("record-missing", message).help(help)
            } else {
                let message = format!("{message}; cases that it heard are on no agenda, and nobody is asked about them: {}", gone.join(", "));
                Finding::error("record-missing", message).help(format!(
                    "{help}; what stays open then comes back by itself. To hear one without that, put its referral into this meeting's folder"
                ))
            };
            finding.at(Place::file(format!("{panel}/{meeting}/meeting-record.xlsx")))
        })
        .collect()
}

/// Enters the referrals of cases that stay open, which stand in an earlier meeting's folder.
pub fn enter(groups: &[Group], ledger: &mut Ledger) {
    let mut per_file: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups {
        let heard = group.open.iter().flat_map(|open| &open.stays_open.heard);
        for place in heard.filter(|place| group.referrals.iter().any(|one| one.place == **place)) {
            let count = per_file.entry(&place.file).or_default();
            *count = count.saturating_add(1);
        }
    }
    for (file, count) in per_file {
        let place = Place::file(file);
        ledger.enter(Source { place, what: "referrals", read: count, used: count, set_aside: Vec::new() });
    }
}
