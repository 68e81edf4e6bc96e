//! What the running order could not do, as the coordinator reads it: what is so, where, and what to do.

use chrono::NaiveTime;

use super::Slot;
use super::availability::{Given, Wish};
use super::fixed::{By, Lost, Refused, coordinators};
use super::times::{clock, first_case, minutes, seconds};
use crate::decide::Decided;
use crate::finding::{Finding, Place};
use crate::model::{CaseRef, uk_time};
use crate::panel::{Panel, Slots};

/// Slots that were to stay and cannot, each with the cause and when the case is heard instead.
pub fn lost(panel: &Panel, times: &Slots, lost: &[Lost<'_>], slots: &[Slot]) -> Vec<Finding> {
    lost.iter()
        .map(|lost| {
            let reference = &lost.case.case.reference;
            let now = slot_of(slots, reference).map(|slot| uk_time(slot.start)).unwrap_or_default();
            let wanted = uk_time(lost.wanted);
            let first = uk_time(clock(first_case(times)));
            let (code, message, help) = match (lost.by, lost.why) {
                (By::Coordinator, Refused::Taken(other)) => (
                    "slot-taken",
                    format!(
                        "{reference} is fixed at {wanted}, which overlaps {}, so it is heard at {now}",
                        at_its_time(slots, other)
                    ),
                    "Give one of the two cases another time slot in decisions.xlsx".to_owned(),
                ),
                (By::Coordinator, Refused::TooEarly) => (
                    "slot-too-early",
                    format!("{reference} is fixed at {wanted}, and no case can be heard before {first}, so it is heard at {now}"),
                    format!(
                        "Fix a time from {first} on in decisions.xlsx: the meeting begins at {} and opens with {} minutes for introductions",
                        uk_time(times.start),
                        times.opening_minutes
                    ),
                ),
                (By::Letter, Refused::Taken(other)) => (
                    "told-slot-lost",
                    format!(
                        "the letter about {reference} said {wanted}, which now overlaps {}, so it is heard at {now}",
                        at_its_time(slots, other)
                    ),
                    format!("{}, or {}", free_it(panel, lost.case, other, slots), tell_anew(reference, &now)),
                ),
                (By::Letter, Refused::TooEarly) => (
                    "told-slot-lost",
                    format!(
                        "the letter about {reference} said {wanted}, but the meeting begins at {} now and its first case is heard from {first} on, so it is heard at {now}",
                        uk_time(times.start)
                    ),
                    format!(
                        "If the meeting has not moved, put `start` and `opening-minutes` in panel.toml back; if it has, {}",
                        tell_anew(reference, &now)
                    ),
                ),
            };
            let finding = Finding::warning(code, message).at(place(lost.case)).help(help);
            if lost.by == By::Letter { finding.under(panel.place.clone()) } else { finding }
        })
        .collect()
}

/// Cases for which the coordinator fixed a time, and which are not heard.
pub fn fixed_for_nothing(decided: &[Decided]) -> Vec<Finding> {
    let not_heard = decided.iter().filter(|case| !case.outcome.is_heard());
    let fixed = not_heard.filter_map(|case| Some((case, coordinators(case)?)));
    fixed
        .map(|(case, slot)| {
            Finding::warning(
                "slot-not-heard",
                format!(
                    "a time slot at {} is fixed for {}, whose outcome is {}: it is not heard at this meeting",
                    uk_time(slot),
                    case.case.reference,
                    case.outcome
                ),
            )
            .at(place(case))
            .help("accept the case in decisions.xlsx if it is to be heard, or take the time slot out")
        })
        .collect()
}

/// How the time that a letter told can become free again.
fn free_it(panel: &Panel, case: &Decided, other: &CaseRef, slots: &[Slot]) -> String {
    let length = panel.slots.minutes;
    let fixed_apart = case.case.told_slot.zip(slot_of(slots, other)).is_some_and(|(told, slot)| {
        // They did not overlap when cases took less time, if both begin at other moments.
        told != slot.start
    });
    if fixed_apart {
        format!(
            "Give {other} another time slot in decisions.xlsx, or see whether cases must take {length} minutes (`minutes-per-case` in panel.toml)"
        )
    } else {
        format!("Give {other} another time slot in decisions.xlsx")
    }
}

fn tell_anew(reference: &CaseRef, now: &str) -> String {
    format!(
        "tell whoever had the letter that it is {now}, send the new letter, and record that with `cmarac issued {reference}`"
    )
}

fn at_its_time(slots: &[Slot], case: &CaseRef) -> String {
    slot_of(slots, case).map_or_else(|| case.to_string(), |slot| format!("{case} ({})", between(slot)))
}

/// The cases that are heard after the meeting's end: these, for which it has no time, and those whose
/// slots stay and lie there.
pub fn beyond_the_end(
    panel: &Panel,
    times: &Slots,
    late: &[CaseRef],
    (heard, stay): (&[&Decided], &[Slot]),
) -> Vec<Finding> {
    let end = if times.end >= clock(u32::MAX) { "midnight".to_owned() } else { uk_time(times.end) };
    let mut findings = Vec::new();
    if !late.is_empty() {
        let late: Vec<&str> = late.iter().map(CaseRef::as_str).collect();
        findings.push(
            Finding::warning(
                "meeting-too-long",
                format!(
                    "the meeting runs past its end, {end}, with {}: the lowest priority, heard last",
                    late.join(", ")
                ),
            )
            .at(panel.place.clone())
            .help("ask the chair to lengthen the meeting or to hear these cases next time; none was dropped"),
        );
    }
    for case in heard {
        let reference = &case.case.reference;
        let Some(slot) = slot_of(stay, reference).filter(|slot| ends_late(times, seconds(slot.start))) else {
            continue;
        };
        let (message, help) = if coordinators(case) == Some(slot.start) {
            (
                format!("{reference} is fixed for {}", between(slot)),
                "Fix an earlier time slot in decisions.xlsx",
            )
        } else {
            (
                format!("the letter about {reference} said {}", between(slot)),
                "To hear it earlier, fix a time slot in decisions.xlsx and send the new letter",
            )
        };
        findings.push(
            Finding::warning("slot-after-end", format!("{message}, and the meeting ends at {end}"))
                .at(place(case))
                .under(panel.place.clone())
                .help(format!("{help}; or ask the chair to lengthen the meeting (`end` in panel.toml)")),
        );
    }
    findings
}

/// That nobody gets the break which is due, since one fixed slot follows another.
pub fn no_break(panel: &Panel, times: &Slots, slots: &[Slot]) -> Option<Finding> {
    let due = times.break_after.filter(|_| times.break_minutes > 0)?;
    let taken = slots.iter().any(|slot| slot.case.is_none());
    let goes_on = slots.iter().any(|slot| slot.case.is_some() && slot.start >= due);
    (goes_on && !taken).then(|| {
        Finding::warning(
            "no-break",
            format!(
                "there is no break: after {} the fixed time slots leave no {} minutes between two cases",
                uk_time(due),
                times.break_minutes
            ),
        )
        .at(panel.place.clone())
        .help("move a fixed time slot in decisions.xlsx, or agree with the chair to go without a break")
    })
}

/// Every officer whose case is outside the time that they said they can come; and where their forms
/// differ, that it is outside one of them.
pub fn wishes_not_kept(heard: &[&Decided], wishes: &[Vec<Wish<'_>>], slots: &[Slot]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (case, wishes) in heard.iter().zip(wishes) {
        let Some(slot) = slot_of(slots, &case.case.reference) else { continue };
        for wish in wishes {
            let broken: Vec<&Given<'_>> = wish.broken(slot.start, slot.end).collect();
            let Some(given) = broken.first() else { continue };
            let kept = wish.times.iter().find(|given| !given.form.cannot_come(slot.start, slot.end));
            findings.push(match kept {
                Some(kept) => differ(slot, given, kept),
                None => not_available(case, slot, given, slots),
            });
        }
    }
    findings
}

/// Two forms of one officer give different times, and it matters.
fn differ(slot: &Slot, given: &Given<'_>, kept: &Given<'_>) -> Finding {
    Finding::warning(
        "officer-times-differ",
        format!(
            "{}, and forms of an officer who comes for it differ: the one at {} allows that, this one says {}",
            heard(slot),
            kept.form.place,
            said(given)
        ),
    )
    .at(given.form.place.clone())
    .help("ask the officer which of the two holds, and correct the other form")
}

/// A case is heard when an officer said they cannot come.
fn not_available(case: &Decided, slot: &Slot, given: &Given<'_>, slots: &[Slot]) -> Finding {
    let mut meeting = slots.iter().filter(|slot| slot.case.is_some());
    let help = if meeting.all(|slot| given.form.cannot_come(slot.start, slot.end)) {
        "Ask the officer for another time, or whom the agency can send instead: no case of this meeting is heard within the time given"
    } else if coordinators(case) == Some(slot.start) {
        "Fix another time slot in decisions.xlsx, or ask the officer to come then"
    } else if case.case.told_slot == Some(slot.start) {
        "Ask the officer to come then, for that time was told in a letter; or fix another time slot in decisions.xlsx and send the new letter"
    } else {
        "Ask the officer to come then, or fix another time slot in decisions.xlsx"
    };
    let with =
        if *given.with == case.case.reference { String::new() } else { format!(", with {}", given.with) };
    Finding::warning(
        "attendee-not-available",
        format!("{}, and an officer who comes for it said they can come {}{with}", heard(slot), said(given)),
    )
    .at(given.form.place.clone())
    .help(help)
}

/// `ISL-2026-003 is heard from 10:30am to 10:45am`.
fn heard(slot: &Slot) -> String {
    let case = slot.case.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{case} is heard from {}", between(slot))
}

fn between(slot: &Slot) -> String {
    format!("{} to {}", uk_time(slot.start), uk_time(slot.end))
}

/// `only from 10am to 11am`.
fn said(given: &Given<'_>) -> String {
    let time = |time: Option<NaiveTime>| time.map(uk_time);
    match (time(given.form.from), time(given.form.to)) {
        (Some(from), Some(to)) => format!("only from {from} to {to}"),
        (Some(from), None) => format!("only from {from} on"),
        (None, Some(to)) => format!("only until {to}"),
        (None, None) => String::new(),
    }
}

fn slot_of<'s>(slots: &'s [Slot], case: &CaseRef) -> Option<&'s Slot> {
    slots.iter().find(|slot| slot.case.as_ref() == Some(case))
}

/// The row about the case in `decisions.xlsx`, or the referral.
fn place(case: &Decided) -> Place {
    let decision = case.case.decision.as_ref().map(|decision| &decision.place);
    let referral = || case.case.referrals.first().map(|referral| &referral.place);
    decision.or_else(referral).cloned().unwrap_or_else(|| Place::file("decisions.xlsx"))
}

/// Whether a case that begins at this moment ends after the meeting does. A meeting without an end goes on
/// to the last second of the day, and a case of it may end with that, at midnight.
pub fn ends_late(times: &Slots, start: u32) -> bool {
    start.saturating_add(minutes(times.minutes)) > seconds(times.end).saturating_add(1)
}
