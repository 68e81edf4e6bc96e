//! Slots that stay: those the coordinator fixed, and those told in letters that were sent.

use chrono::NaiveTime;

use super::Slot;
use super::times::{clock, first_case, minutes, seconds};
use crate::decide::Decided;
use crate::model::CaseRef;
use crate::panel::Slots;

/// When a case is to be heard if people or an issued letter say so: what the coordinator fixed counts
/// before what a letter told.
pub fn wanted(case: &Decided) -> Option<NaiveTime> {
    coordinators(case).or(case.case.told_slot)
}

/// A slot that was to stay and cannot.
#[derive(Clone, Copy, Debug)]
pub struct Lost<'d> {
    /// The case.
    pub case: &'d Decided,
    /// When it was to be heard.
    pub wanted: NaiveTime,
    /// Who wanted it then.
    pub by: By,
    /// Why it cannot be.
    pub why: Refused<'d>,
}

/// Who set a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The coordinator, in `decisions.xlsx`.
    Coordinator,
    /// A letter that was sent.
    Letter,
}

/// Why a slot cannot stay.
#[derive(Clone, Copy, Debug)]
pub enum Refused<'d> {
    /// Another case is heard then, whose slot stays.
    Taken(&'d CaseRef),
    /// It is before the first case.
    TooEarly,
}

/// The slots that stay, and those that cannot: because they overlap another, or lie before the first
/// case. The coordinator's go before those of letters.
pub fn fixed_slots<'d>(slots: &Slots, heard: &[&'d Decided]) -> (Vec<Slot>, Vec<Lost<'d>>) {
    let mut fixed: Vec<(NaiveTime, NaiveTime, &'d CaseRef)> = Vec::new();
    let mut lost = Vec::new();
    for by in [By::Coordinator, By::Letter] {
        for case in heard {
            let reference = &case.case.reference;
            let wanted = match by {
                By::Coordinator => coordinators(case),
                By::Letter => case.case.told_slot,
            };
            let Some(wanted) = wanted.filter(|_| fixed.iter().all(|(_, _, other)| *other != reference))
            else {
                continue;
            };
            let end = clock(seconds(wanted) + minutes(slots.minutes));
            let taken = fixed.iter().find(|(other, until, _)| wanted < *until && *other < end);
            let why = match taken {
                Some((_, _, other)) => Some(Refused::Taken(other)),
                None => (seconds(wanted) < first_case(slots)).then_some(Refused::TooEarly),
            };
            match why {
                Some(why) => lost.push(Lost { case, wanted, by, why }),
                None => fixed.push((wanted, end, reference)),
            }
        }
    }
    let slot =
        |(start, end, case): (NaiveTime, NaiveTime, &CaseRef)| Slot { start, end, case: Some(case.clone()) };
    (fixed.into_iter().map(slot).collect(), lost)
}

/// What the coordinator fixed.
pub fn coordinators(case: &Decided) -> Option<NaiveTime> {
    case.case.decision.as_ref().and_then(|decision| decision.slot)
}
