//! What earlier meeting folders say: referrals deferred, people seen before, actions not done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;

use super::actions::Actions;
use super::headings::letters;
use super::link::{self, Group, Match};
use super::safeguards;
use crate::finding::{Finding, Place};
use crate::model::{
    Appearance, CarriedAction, Case, CaseOutcome, CaseRef, Decision, MeetingId, MeetingRecord, Referral,
};

/// One earlier meeting as its folder tells it.
#[derive(Debug)]
pub struct Past {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its cases with their references.
    pub groups: Vec<(CaseRef, Group)>,
    /// The same with what people decided about them, for who may know of them.
    pub cases: Vec<Case>,
    /// Its record, if it was put in the folder.
    pub record: Option<MeetingRecord>,
    /// What people decided before it, by case.
    pub decisions: BTreeMap<CaseRef, Decision>,
    /// What was found in its referrals, which is said again for those that are put off.
    pub findings: Vec<Finding>,
}

impl Past {
    /// What its record says became of a case.
    pub fn outcome(&self, reference: &CaseRef) -> Option<&CaseOutcome> {
        let wanted = letters(reference.as_str());
        self.record.as_ref()?.cases.iter().find(|case| letters(&case.reference) == wanted)
    }

    /// Whether a case of this meeting was put off to the next, and the meeting did not hear it all
    /// the same.
    ///
    /// A case that stays open comes back whether it was put off or not.
    fn is_deferred(&self, reference: &CaseRef, group: &Group, outcomes: &EarlierOutcomes) -> bool {
        let heard = self.outcome(reference).is_some();
        !heard && group.open.is_none() && outcomes.deferred.contains(&(self.meeting, reference.clone()))
    }

    /// Whether it heard a case: its record says what became of it, or it was on the agenda.
    pub fn heard(&self, reference: &CaseRef, outcomes: &EarlierOutcomes) -> bool {
        self.outcome(reference).is_some() || outcomes.heard.contains(&(self.meeting, reference.clone()))
    }
}

/// What earlier meetings decided, each case with the meeting.
#[derive(Clone, Debug, Default)]
pub struct EarlierOutcomes {
    /// Put off to the next meeting.
    pub deferred: BTreeSet<(MeetingId, CaseRef)>,
    /// On the agenda.
    pub heard: BTreeSet<(MeetingId, CaseRef)>,
    /// Left for people to decide, which nobody has done, each with its finding.
    pub undecided: BTreeMap<(MeetingId, CaseRef), Finding>,
    /// Decided by the rules alone, though people must sign it off, each with its outcome in words: its
    /// letter is a draft still.
    pub unsigned: BTreeMap<(MeetingId, CaseRef), &'static str>,
    /// The last of them whose cases a case was among.
    pub last: BTreeMap<CaseRef, MeetingId>,
}

/// Referrals put off to this meeting, with what was found in them: by the regular meeting before it,
/// and by urgent meetings since. Nothing is put off to an urgent meeting, and what an urgent meeting
/// took up is no longer put off.
pub fn deferred(
    past: &[Past],
    meeting: MeetingId,
    outcomes: &EarlierOutcomes,
    findings: &mut Vec<Finding>,
) -> Vec<(MeetingId, Referral)> {
    if meeting.urgent {
        return Vec::new();
    }
    let regular = past.iter().rposition(|past| !past.meeting.urgent).unwrap_or(0);
    let since: Vec<&Past> = past.iter().skip(regular).collect();
    let mut deferred = Vec::new();
    for (number, before) in (1usize..).zip(&since) {
        let taken_up = |reference: &CaseRef| {
            since.iter().skip(number).any(|later| later.groups.iter().any(|(known, _)| known == reference))
        };
        let referrals: Vec<Referral> = before
            .groups
            .iter()
            .filter(|(reference, group)| {
                before.is_deferred(reference, group, outcomes) && !taken_up(reference)
            })
            .flat_map(|(_, group)| group.referrals.iter().cloned())
            .collect();
        findings.extend(before.findings.iter().filter(|finding| stands_in_any(finding, &referrals)).cloned());
        deferred.extend(referrals.into_iter().map(|referral| (before.meeting, referral)));
    }
    deferred
}

/// Whether a finding is about one of these referrals.
fn stands_in_any(finding: &Finding, referrals: &[Referral]) -> bool {
    let stands_in = |place: &Place, referral: &Referral| {
        place.file == referral.place.file && (referral.place.row.is_none() || referral.place.row == place.row)
    };
    finding.place.as_ref().is_some_and(|place| referrals.iter().any(|referral| stands_in(place, referral)))
}

/// The cases of an earlier meeting as far as it matters for who may know of them: who referred them,
/// what people decided, and which earlier ones are of the same person.
pub fn known_then(
    groups: &[(CaseRef, Group)],
    (decisions, unlinked): (&BTreeMap<CaseRef, Decision>, &[Decision]),
    past: &[Past],
) -> Vec<Case> {
    let (actions, outcomes, mut said) = (Actions::default(), EarlierOutcomes::default(), Vec::new());
    let case = |(reference, group): &(CaseRef, Group)| Case {
        reference: reference.clone(),
        referrals: group.referrals.clone(),
        returns: Vec::new(),
        earlier: appearances((reference, group), past, (&actions, &outcomes), &mut said),
        carried: Vec::new(),
        decision: decisions.get(reference).cloned(),
        told_slot: None,
        deferred_from: group.deferred_from,
        stays_open: group.open.as_ref().map(|open| open.stays_open.clone()),
        safeguards: safeguards::of_earlier((reference, group), past),
    };
    let mut cases: Vec<Case> = groups.iter().map(case).collect();
    safeguards::leave_out_of_all(&mut cases, unlinked);
    safeguards::share(&mut cases, &safeguards::alike(groups));
    cases
}

/// Earlier appearances of a group's person, newest first. A referral of the same case that was not heard
/// then, and has been returned or put off since, is none.
pub fn appearances(
    (reference, group): (&CaseRef, &Group),
    past: &[Past],
    (actions, outcomes): (&Actions, &EarlierOutcomes),
    findings: &mut Vec<Finding>,
) -> Vec<Appearance> {
    let own: Vec<&Place> = group.referrals.iter().map(|referral| &referral.place).collect();
    let mut found = Vec::new();
    for earlier in past.iter().rev() {
        let others: Vec<&(CaseRef, Group)> = earlier
            .groups
            .iter()
            .filter(|(then, other)| {
                let shared = other.referrals.iter().any(|referral| own.contains(&&referral.place));
                (!shared && then != reference) || earlier.heard(then, outcomes)
            })
            .collect();
        let groups: Vec<Group> = others.iter().map(|(_, other)| other.clone()).collect();
        let mut matched: Option<usize> = None;
        for (referral, person) in group.referrals.iter().zip(&group.people) {
            match link::the_same(&groups, person) {
                Match::One(index, _) => matched = Some(index),
                Match::None(near) => {
                    let first = near
                        .first()
                        .and_then(|index| groups.get(*index))
                        .and_then(|near| near.referrals.first());
                    if let Some(first) = first {
                        link::near_match(&first.place, referral, findings);
                    }
                }
            }
        }
        if let Some((reference, other)) = matched.and_then(|index| others.get(index)) {
            found.push(appearance(earlier, reference, other, actions));
        }
    }
    part_actions(&mut found);
    found
}

/// Where a case was heard at several meetings, each shows the actions that were set then.
fn part_actions(found: &mut [Appearance]) {
    let seen: Vec<(MeetingId, CaseRef)> =
        found.iter().map(|appearance| (appearance.meeting, appearance.reference.clone())).collect();
    for appearance in found {
        let same = || seen.iter().filter(|(_, reference)| *reference == appearance.reference);
        let meeting_of = |set_at: MeetingId| {
            let before = same().map(|(meeting, _)| *meeting).filter(|meeting| *meeting <= set_at).max();
            before.or_else(|| same().map(|(meeting, _)| *meeting).min())
        };
        let meeting = appearance.meeting;
        appearance.actions.retain(|action| meeting_of(action.meeting) == Some(meeting));
    }
}

fn appearance(past: &Past, reference: &CaseRef, group: &Group, actions: &Actions) -> Appearance {
    let first = group.referrals.first();
    Appearance {
        meeting: past.meeting,
        reference: reference.clone(),
        referred: first.and_then(|referral| referral.answers.date("referral.received")),
        place: first.map_or_else(|| Place::file(past.meeting.to_string()), |referral| referral.place.clone()),
        outcome: past.outcome(reference).cloned(),
        actions: actions.of_case(reference.as_str()),
    }
}

/// Everyone heard at the meetings of the twelve months before, newest first, with their names.
/// A case was heard if the meeting's record says what became of it, or it was on the agenda.
pub fn heard(
    past: &[Past],
    meeting: MeetingId,
    (actions, outcomes): (&Actions, &EarlierOutcomes),
    findings: &mut Vec<Finding>,
) -> Vec<(Appearance, String)> {
    let from = meeting.date.checked_sub_months(Months::new(12)).unwrap_or(meeting.date);
    let mut heard = Vec::new();
    for earlier in past.iter().rev().filter(|past| past.meeting.date >= from) {
        for (reference, group) in &earlier.groups {
            if earlier.heard(reference, outcomes) {
                let name = group.referrals.first().and_then(Referral::person_name);
                let name = name.unwrap_or_else(|| "Name not given".to_owned());
                heard.push((appearance(earlier, reference, group, actions), name));
            }
        }
        report_unlinked(earlier, findings);
    }
    heard
}

/// Cases of earlier meetings as they were then, with what people had decided; newest meeting first.
pub fn earlier_cases(past: &[Past]) -> Vec<Case> {
    past.iter().rev().flat_map(|meeting| meeting.cases.iter().cloned()).collect()
}

/// Cases in a record that no referral of the meeting stands for.
fn report_unlinked(past: &Past, findings: &mut Vec<Finding>) {
    for case in past.record.iter().flat_map(|record| &record.cases) {
        let known =
            past.groups.iter().any(|(reference, _)| letters(reference.as_str()) == letters(&case.reference));
        if !known {
            findings.push(
                Finding::warning("record-case-unlinked", "a case in an earlier meeting's record fits no referral of that meeting")
                    .at(case.place.clone())
                    .help("Check its case reference; without it the case is missing from the list of the last twelve months"),
            );
        }
    }
}

/// Actions not done, with how many meetings ago each was set.
pub fn unmet(actions: &Actions, past: &[Past]) -> Vec<CarriedAction> {
    actions
        .unmet()
        .map(|action| CarriedAction {
            action: action.clone(),
            meetings_ago: past.iter().filter(|past| past.meeting >= action.meeting).count(),
        })
        .collect()
}

/// Actions not done that belong to a case, under its reference or an earlier one of the person.
pub fn of_case(carried: &[CarriedAction], reference: &CaseRef, earlier: &[Appearance]) -> Vec<CarriedAction> {
    let references: Vec<String> = std::iter::once(reference)
        .chain(earlier.iter().map(|appearance| &appearance.reference))
        .map(|reference| letters(reference.as_str()))
        .collect();
    carried.iter().filter(|carried| references.contains(&letters(&carried.action.case))).cloned().collect()
}
