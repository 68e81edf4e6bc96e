//! Cases + attendees + wishes → order and time slots. Pure.
//!
//! The order is the panel's priority: urgent cases, then cases with children where the panel puts
//! them first, then the higher risk, then the earlier referral. A slot the coordinator fixed stays.
//!
//! Architecture Invariant: uses the nouns and the types of `decide`.

mod order;

use chrono::{NaiveTime, TimeDelta};

use crate::decide::Decided;
use crate::finding::{Finding, Place};
use crate::model::{CaseRef, MeetingId};
use crate::panel::{Panel, Slots};

/// The meeting's running order.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// When the meeting begins.
    pub begins: NaiveTime,
    /// Slots in order of time, breaks included.
    pub slots: Vec<Slot>,
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
/// Fixed slots are placed first; the others follow in priority order in what is left, around the
/// break. A case that does not fit before the meeting's end still gets a slot, with a finding:
/// nothing is dropped.
pub fn schedule(panel: &Panel, decided: &[Decided]) -> Schedule {
    in_times(panel, &panel.slots, decided)
}

/// The same for an urgent meeting. It is held when people can come: it begins in time for the first
/// slot they fixed, and has neither end nor break. Without a fixed slot it is planned at the usual
/// time, with a finding.
pub fn schedule_urgent(panel: &Panel, meeting: MeetingId, decided: &[Decided]) -> Schedule {
    let heard = || decided.iter().filter(|case| case.outcome.is_heard());
    let fixed = heard().filter_map(|case| case.case.decision.as_ref()?.slot).min();
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
    let mut findings = Vec::new();
    let mut slots = fixed_slots(times, &heard, &mut findings);
    let mut next = first_case(times);
    let mut break_due = times.break_after.filter(|_| times.break_minutes > 0);
    for case in order::by_priority(panel, &heard) {
        if slots.iter().any(|slot| slot.case.as_ref() == Some(&case.case.reference)) {
            continue;
        }
        let mut start = free_from(&slots, next, times.minutes);
        if break_due.is_some_and(|after| start >= after) {
            let pause = free_from(&slots, start, times.break_minutes);
            let end = later(pause, times.break_minutes);
            slots.push(Slot { start: pause, end, case: None });
            break_due = None;
            start = free_from(&slots, end, times.minutes);
        }
        let end = later(start, times.minutes);
        slots.push(Slot { start, end, case: Some(case.case.reference.clone()) });
        next = end;
    }
    slots.sort_by_key(|slot| (slot.start, slot.end));
    findings.extend(beyond_the_end(panel, times, &slots));
    findings.extend(wishes_not_kept(&heard, &slots));
    Schedule { begins: times.start, slots, findings }
}

fn fixed_slots(slots: &Slots, heard: &[&Decided], findings: &mut Vec<Finding>) -> Vec<Slot> {
    let mut fixed: Vec<Slot> = Vec::new();
    for case in heard {
        let Some(decision) = &case.case.decision else { continue };
        let Some(start) = decision.slot else { continue };
        let end = later(start, slots.minutes);
        if fixed.iter().any(|other| start < other.end && other.start < end) {
            findings.push(
                Finding::warning(
                    "slot-taken",
                    "the fixed time slot overlaps another fixed slot and was not used",
                )
                .at(decision.place.clone())
                .help("give one of the two cases another time in decisions.xlsx"),
            );
        } else if start < first_case(slots) {
            findings.push(
                Finding::warning(
                    "slot-too-early",
                    "the fixed time slot is before the first case and was not used",
                )
                .at(decision.place.clone())
                .help("choose a time after the meeting's opening"),
            );
        } else {
            fixed.push(Slot { start, end, case: Some(case.case.reference.clone()) });
        }
    }
    fixed
}

/// When the first case is heard: after introductions, the confidentiality statement and unmet actions.
fn first_case(slots: &Slots) -> NaiveTime {
    later(slots.start, slots.opening_minutes)
}

/// The first time from `from` at which so many minutes are free.
fn free_from(slots: &[Slot], from: NaiveTime, minutes: u32) -> NaiveTime {
    let mut start = from;
    while let Some(taken) = slots.iter().find(|slot| start < slot.end && slot.start < later(start, minutes)) {
        if taken.end <= start {
            break;
        }
        start = taken.end;
    }
    start
}

/// A time some minutes on; it stops at the end of the day, where there are no more slots.
fn later(time: NaiveTime, minutes: u32) -> NaiveTime {
    let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(time);
    let (then, wrapped) = time.overflowing_add_signed(TimeDelta::minutes(i64::from(minutes)));
    if wrapped == 0 { then } else { last }
}

fn beyond_the_end(panel: &Panel, times: &Slots, slots: &[Slot]) -> Option<Finding> {
    let late: Vec<String> = slots
        .iter()
        .filter(|slot| slot.end > times.end)
        .filter_map(|slot| slot.case.as_ref().map(ToString::to_string))
        .collect();
    (!late.is_empty()).then(|| {
        Finding::warning(
            "meeting-too-long",
            format!("the meeting runs past its end; the lowest priority: {}", late.join(", ")),
        )
        .at(panel.place.clone())
        .help("ask the chair to lengthen the meeting or to hear these cases next time; none was dropped")
    })
}

fn wishes_not_kept(heard: &[&Decided], slots: &[Slot]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for case in heard {
        let Some(slot) = slots.iter().find(|slot| slot.case.as_ref() == Some(&case.case.reference)) else {
            continue;
        };
        for (place, from, to) in availabilities(case) {
            if from.is_some_and(|from| slot.start < from) || to.is_some_and(|to| slot.end > to) {
                findings.push(
                    Finding::warning(
                        "attendee-not-available",
                        format!(
                            "{}'s slot is outside the time an officer said they can attend",
                            case.case.reference
                        ),
                    )
                    .at(place.clone())
                    .help("fix another time slot in decisions.xlsx, or ask the officer to come then"),
                );
            }
        }
    }
    findings
}

type Availability<'a> = (&'a Place, Option<NaiveTime>, Option<NaiveTime>);

fn availabilities(case: &Decided) -> impl Iterator<Item = Availability<'_>> {
    // What somebody said of an earlier meeting's day says nothing of this one.
    let new = case.case.referrals.iter().filter(|referral| !case.case.was_heard(referral));
    let referrers = new.flat_map(|referral| &referral.attending);
    let partners = case.case.returns.iter().flat_map(|returned| &returned.attending);
    referrers.chain(partners).map(|officer| (&officer.place, officer.from, officer.to))
}
