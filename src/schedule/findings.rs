//! What the running order could not do.

use super::Slot;
use super::attendance::attendees;
use crate::decide::Decided;
use crate::finding::Finding;
use crate::panel::{Panel, Slots};

/// The cases that are heard after the meeting's end.
pub fn beyond_the_end(panel: &Panel, times: &Slots, slots: &[Slot]) -> Option<Finding> {
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

/// Every officer whose case is outside the time that they said they can come.
pub fn wishes_not_kept(panel: &Panel, heard: &[&Decided], slots: &[Slot]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for case in heard {
        let Some(slot) = slots.iter().find(|slot| slot.case.as_ref() == Some(&case.case.reference)) else {
            continue;
        };
        let said = attendees(panel, case).into_iter().filter_map(|attendee| attendee.said);
        for officer in said.filter(|officer| officer.cannot_come(slot.start, slot.end)) {
            findings.push(
                Finding::warning(
                    "attendee-not-available",
                    format!(
                        "{}'s slot is outside the time an officer said they can attend",
                        case.case.reference
                    ),
                )
                .at(officer.place.clone())
                .help("fix another time slot in decisions.xlsx, or ask the officer to come then"),
            );
        }
    }
    findings
}
