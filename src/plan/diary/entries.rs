//! What an invitation says: an entry for each stretch of time without a gap.

use chrono::{Days, NaiveDateTime, NaiveTime};

use super::super::basis::{Basis, in_a_list, span};
use super::super::view::DiaryEntry;
use crate::decide::Outcome;
use crate::model::CaseRef;
use crate::schedule::Slot;

/// What an invitation is known by for as long as it is made: nothing of it is a name.
#[derive(Clone, Debug)]
pub struct Identifier(String);

impl Identifier {
    /// Made of what tells one invitation of a meeting from all others. It is hashed, so that nobody
    /// reads off it what stands beside them. A meeting that moves keeps it, so that the entry moves too.
    pub fn of(basis: &Basis<'_>, parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        let meeting = basis.panel.calendar.before_move(basis.meeting.id).to_string();
        for part in [basis.panel.code.as_str(), &meeting].iter().chain(parts) {
            hasher.update(&part.len().to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hash: String = hasher.finalize().to_hex().chars().take(20).collect();
        Identifier(format!("{meeting}-{hash}"))
    }

    fn of_entry(&self, basis: &Basis<'_>, number: usize) -> String {
        format!("{}-{number}.{}@cmarac.example", self.0, basis.panel.code)
    }
}

/// The whole meeting. It names no case.
pub fn whole(
    basis: &Basis<'_>,
    identifier: &Identifier,
    (begins, ends): (NaiveTime, NaiveTime),
) -> DiaryEntry {
    let description = format!("The whole meeting, {}. The agenda is in your pack.", span(begins, ends));
    entry(basis, identifier.of_entry(basis, 1), (begins, ends), summary(basis, ""), vec![description])
}

/// The slots of these cases: those that follow one another without a gap are one entry.
pub fn entries(basis: &Basis<'_>, identifier: &Identifier, slots: &[&Slot]) -> Vec<DiaryEntry> {
    let mut slots = slots.to_vec();
    slots.sort_by_key(|slot| (slot.start, slot.end));
    let stretches = slots.chunk_by(|one, next| one.end == next.start);
    (1usize..)
        .zip(stretches)
        .filter_map(|(number, stretch)| {
            let (first, last) = (stretch.first()?, stretch.last()?);
            let cases: Vec<&str> =
                stretch.iter().filter_map(|slot| slot.case.as_ref()).map(CaseRef::as_str).collect();
            let which = if cases.len() == 1 { "case" } else { "cases" };
            let of_case = |slot: &&Slot| {
                let case = slot.case.as_ref()?;
                Some(format!("Case {case}: {}.", span(slot.start, slot.end)))
            };
            let tentative = stretch.iter().any(|slot| keeps_a_place(basis, slot));
            let mut description: Vec<String> = stretch.iter().filter_map(of_case).collect();
            if tentative {
                description.push(KEEPS_A_PLACE.to_owned());
            }
            let entry = entry(
                basis,
                identifier.of_entry(basis, number),
                (first.start, last.end),
                summary(basis, &format!(", {which} {}", in_a_list(&cases))),
                description,
            );
            Some(DiaryEntry { tentative, ..entry })
        })
        .collect()
}

/// What an invitation says of an urgent case that has no urgent meeting yet.
pub const KEEPS_A_PLACE: &str = "This time only keeps a place: the case is urgent, and an earlier day is being agreed. \
                                 Do not wait for it.";

fn keeps_a_place(basis: &Basis<'_>, slot: &Slot) -> bool {
    let decided = slot.case.as_ref().and_then(|case| basis.case(case));
    !basis.meeting.id.urgent && decided.is_some_and(|decided| decided.outcome == Outcome::AcceptUrgent)
}

fn summary(basis: &Basis<'_>, cases: &str) -> String {
    let panel = basis.panel;
    let urgent = if basis.meeting.id.urgent { format!(" ({})", panel.urgent_name) } else { String::new() };
    format!("{}: {}{urgent}{cases}", panel.marking, panel.short_name)
}

fn entry(
    basis: &Basis<'_>,
    identifier: String,
    (begins, ends): (NaiveTime, NaiveTime),
    summary: String,
    mut description: Vec<String>,
) -> DiaryEntry {
    let panel = basis.panel;
    let link = panel.slots.link.clone().unwrap_or_default();
    let place = if panel.slots.place.is_empty() { link.clone() } else { panel.slots.place.join(", ") };
    if !link.is_empty() && link != place {
        description.push(format!("Join online: {link}"));
    }
    description.push(panel.words("closing-line").to_owned());
    let day = basis.meeting.id.date;
    let next = if ends > begins { day } else { day.checked_add_days(Days::new(1)).unwrap_or(day) };
    let written = |moment: NaiveDateTime| moment.format("%Y-%m-%dT%H:%M:%S").to_string();
    DiaryEntry {
        tentative: false,
        identifier,
        start: written(day.and_time(begins)),
        end: written(next.and_time(ends)),
        summary,
        place,
        description,
    }
}
