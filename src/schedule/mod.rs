//! Cases + attendees + wishes → order and time slots. Pure.
//!
//! **Which orders are allowed.** Urgent cases are heard first, then cases with children where the panel
//! puts them first, then all others. Within each of these the order is free, unless the panel's running
//! order is by risk: then only cases of the same risk may change places. A slot that the coordinator
//! fixed stays, and so does one that was told in a letter which was sent. If the meeting has too
//! little time, the cases of the lowest priority are heard last: no case takes the place of another
//! that would come before it in plain priority order (the higher risk, then the earlier referral).
//!
//! **Which of them is chosen.** The one that breaks the fewest wishes (an officer's case outside the
//! time that they said they can come: [`availability`] says which time holds for which case); of those,
//! the one that breaks the fewest given with the very case; of those, one in which visitors wait least between the first and the last case they are needed for, cases they
//! are not needed for and breaks included; of those, the first in plain priority order. [`waiting`]
//! says why this is exact, and [`attendance`] who is a visitor.
//!
//! Architecture Invariant: uses the nouns, the types of `decide`, and `disclose` for who may come.

pub mod attendance;
pub mod availability;
mod findings;
mod fixed;
mod gain;
mod order;
mod times;
pub mod waiting;

#[cfg(test)]
mod tests;

use chrono::{NaiveTime, TimeDelta};

use crate::decide::Decided;
use crate::finding::{Finding, Place};
use crate::model::{CaseRef, MeetingId};
use crate::panel::{Panel, Slots};
use availability::NotKept;
pub use gain::Gain;
use gain::Visits;
use times::{clock, free_times, minutes, seconds};

/// The meeting's running order.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// When the meeting begins.
    pub begins: NaiveTime,
    /// Slots in order of time, breaks included.
    pub slots: Vec<Slot>,
    /// What the order does for visitors.
    pub gain: Gain,
    /// The times that officers gave and the order does not keep.
    pub not_kept: Vec<NotKept>,
    /// Wishes that could not be kept, cases beyond the meeting's capacity.
    pub findings: Vec<Finding>,
}

/// One stretch of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Start.
    pub start: NaiveTime,
    /// End.
    pub end: NaiveTime,
    /// The case, or a break.
    pub case: Option<CaseRef>,
}

impl Schedule {
    /// The slot of a case, if it is heard.
    pub fn slot(&self, case: &CaseRef) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.case.as_ref() == Some(case))
    }

    /// Cases in the order they are heard.
    pub fn cases(&self) -> impl Iterator<Item = &CaseRef> {
        self.slots.iter().filter_map(|slot| slot.case.as_ref())
    }
}

/// Gives every case that is heard a slot, in whole slots of the panel's length.
///
/// Slots that stay are placed first; the others follow in what is left, around the break, in the
/// best of the allowed orders. A case that does not fit before the meeting's end still gets a slot,
/// with a finding: nothing is dropped.
pub fn schedule(panel: &Panel, decided: &[Decided]) -> Schedule {
    in_times(panel, &panel.slots, decided)
}

/// The same for an urgent meeting. It is held when people can come: it begins in time for the first
/// slot they fixed, and has neither end nor break. Without a fixed slot it is planned at the usual
/// time, with a finding.
pub fn schedule_urgent(panel: &Panel, meeting: MeetingId, decided: &[Decided]) -> Schedule {
    let heard = || decided.iter().filter(|case| case.outcome.is_heard());
    let fixed = heard().filter_map(fixed::wanted).min();
    let Some(first) = fixed else {
        let mut schedule = in_times(panel, &panel.slots, decided);
        if heard().next().is_some() {
            schedule.findings.push(
                Finding::warning(
                    "urgent-time-not-set",
                    "no time is fixed for the urgent meeting, so it is planned at the panel's usual time",
                )
                .at(Place::file(format!("{}/{meeting}/decisions.xlsx", panel.code)))
                .help("Write the time of the first case under “Time slot” in decisions.xlsx"),
            );
        }
        return schedule;
    };
    let (start, wrapped) =
        first.overflowing_sub_signed(TimeDelta::minutes(i64::from(panel.slots.opening_minutes)));
    let start = if wrapped == 0 { start } else { NaiveTime::default() };
    let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(first);
    let times = Slots { start, end, break_after: None, ..panel.slots.clone() };
    in_times(panel, &times, decided)
}

/// Every case that is heard, within these times.
fn in_times(panel: &Panel, times: &Slots, decided: &[Decided]) -> Schedule {
    let heard: Vec<&Decided> = decided.iter().filter(|case| case.outcome.is_heard()).collect();
    let (mut slots, lost) = fixed::fixed_slots(times, &heard);
    let stay_there = slots.clone();
    let start_of = |case: &Decided| {
        stay_there.iter().find(|slot| slot.case.as_ref() == Some(&case.case.reference)).map(|slot| slot.start)
    };
    let (stay, move_about): (Vec<&Decided>, Vec<&Decided>) =
        order::by_priority(panel, &heard).into_iter().partition(|case| start_of(case).is_some());
    let fixed: Vec<u32> = stay.iter().filter_map(|case| start_of(case)).map(seconds).collect();
    let free = free_times(times, &slots, move_about.len());
    let in_time = free.starts.iter().filter(|start| !findings::ends_late(times, **start)).count();
    let cases = [move_about.clone(), stay].concat();
    let visits = Visits::of(panel, minutes(times.minutes), &cases);
    let classes = order::classes(panel, &move_about, in_time);
    let question = visits.question(free.starts, &fixed, classes);
    let (best, proved) = waiting::least(&question);
    let gain = visits.gain(&question, &best, &fixed, proved);
    let mut late: Vec<CaseRef> = Vec::new();
    for (&case, &start) in best.iter().zip(&question.times) {
        let reference = move_about[case].case.reference.clone();
        if findings::ends_late(times, start) {
            late.push(reference.clone());
        }
        let end = clock(start + minutes(times.minutes));
        slots.push(Slot { start: clock(start), end, case: Some(reference) });
    }
    slots.extend(free.pause.map(|(start, end)| Slot { start: clock(start), end: clock(end), case: None }));
    slots.sort_by_key(|slot| (slot.start, slot.end));
    let wishes = visits.wishes();
    let mut findings = findings::lost(panel, times, &lost, &slots);
    findings.extend(findings::fixed_for_nothing(decided));
    findings.extend(findings::beyond_the_end(panel, times, &late, (&heard, &stay_there)));
    findings.extend(findings::no_break(panel, times, &slots));
    findings.extend(findings::wishes_not_kept(&cases, wishes, &slots));
    let not_kept = availability::not_kept(&cases, wishes, &slots);
    Schedule { begins: times.start, slots, gain, not_kept, findings }
}
