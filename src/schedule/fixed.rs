//! Slots that stay: those the coordinator fixed, and those told in letters that were sent.

use chrono::NaiveTime;

use super::Slot;
use super::times::{clock, first_case, minutes, seconds};
use crate::decide::Decided;
use crate::finding::{Finding, Place};
use crate::panel::Slots;

/// When a case is to be heard if people or an issued letter say so: what the coordinator fixed counts
/// before what a letter told.
pub fn wanted(case: &Decided) -> Option<NaiveTime> {
    coordinators(case).or(case.case.told_slot)
}

/// The slots that stay, with what could not be kept. One that overlaps another, or lies before the
/// first case, is not used; the coordinator's go before those of letters.
pub fn fixed_slots(slots: &Slots, heard: &[&Decided], findings: &mut Vec<Finding>) -> Vec<Slot> {
    let mut fixed = Vec::new();
    for case in heard {
        let Some(start) = coordinators(case) else { continue };
        let place = place(case);
        match stays(slots, &fixed, case, start) {
            Ok(slot) => fixed.push(slot),
            Err(Refused::Taken) => findings.push(
                Finding::warning(
                    "slot-taken",
                    "the fixed time slot overlaps another fixed slot and was not used",
                )
                .at(place)
                .help("give one of the two cases another time in decisions.xlsx"),
            ),
            Err(Refused::TooEarly) => findings.push(
                Finding::warning(
                    "slot-too-early",
                    "the fixed time slot is before the first case and was not used",
                )
                .at(place)
                .help("choose a time after the meeting's opening"),
            ),
        }
    }
    for case in heard {
        let is_this = |slot: &Slot| slot.case.as_ref() == Some(&case.case.reference);
        let Some(start) = case.case.told_slot.filter(|_| !fixed.iter().any(is_this)) else { continue };
        match stays(slots, &fixed, case, start) {
            Ok(slot) => fixed.push(slot),
            Err(refused) => findings.push(
                Finding::warning(
                    "told-slot-lost",
                    format!(
                        "the time that was told in the letter about {} {}, so the case has another",
                        case.case.reference,
                        match refused {
                            Refused::Taken => "overlaps a fixed slot",
                            Refused::TooEarly => "is before the first case now",
                        }
                    ),
                )
                .at(place(case))
                .help("free the old time, or send the letter again with the new one"),
            ),
        }
    }
    fixed
}

/// Why a slot cannot stay.
enum Refused {
    Taken,
    TooEarly,
}

fn stays(slots: &Slots, fixed: &[Slot], case: &Decided, start: NaiveTime) -> Result<Slot, Refused> {
    let end = clock(seconds(start) + minutes(slots.minutes));
    if fixed.iter().any(|other| start < other.end && other.start < end) {
        Err(Refused::Taken)
    } else if seconds(start) < first_case(slots) {
        Err(Refused::TooEarly)
    } else {
        Ok(Slot { start, end, case: Some(case.case.reference.clone()) })
    }
}

fn coordinators(case: &Decided) -> Option<NaiveTime> {
    case.case.decision.as_ref().and_then(|decision| decision.slot)
}

/// The row about the case in `decisions.xlsx`, or the referral.
fn place(case: &Decided) -> Place {
    let decision = case.case.decision.as_ref().map(|decision| &decision.place);
    let referral = || case.case.referrals.first().map(|referral| &referral.place);
    decision.or_else(referral).cloned().unwrap_or_else(|| Place::file("decisions.xlsx"))
}
