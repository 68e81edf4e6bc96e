//! Referrals that people move or copy between the folder of an urgent meeting and a regular one, or move
//! from one month's folder to the next: they keep the reference they were given.

use super::carry::Past;
use super::link::{Group, arrival};
use super::register::Register;
use crate::finding::{Finding, Place};
use crate::model::{Case, CaseRef, MeetingId, Referral};
use crate::panel::Panel;

/// The reference that a referral was given for another meeting, if it was put here from there.
///
/// From a regular meeting that is still to come: the reference given for it. From a meeting before:
/// the same referral stands there still (it was received at the same moment), or no longer (it was
/// moved). Between two regular meetings it must have come before the first of them, else the person was
/// referred anew; what stands in both folders is put off, or is a new referral.
pub fn reference(referral: &Referral, key: &str, past: &[Past], register: &Register) -> Option<CaseRef> {
    let here = referral.meeting;
    if !key.starts_with('p') {
        return None;
    }
    if here.urgent
        && let Some(given) = register.after(here, key)
    {
        return Some(given);
    }
    let (meeting, given) = register.before(here, key)?;
    let folder = past.iter().find(|past| past.meeting == meeting)?;
    if !here.urgent && !meeting.urgent {
        let came_before = arrival(referral).1.is_some_and(|day| day <= meeting.date);
        let gone = folder.groups.iter().all(|(reference, _)| *reference != given);
        return (came_before && gone).then_some(given);
    }
    match folder.groups.iter().find(|(reference, _)| *reference == given) {
        None => Some(given),
        Some((_, group)) => {
            group.referrals.iter().any(|other| arrival(other) == arrival(referral)).then_some(given)
        }
    }
}

/// Somebody without a full name and date of birth is known to the register by the place of their referral.
/// Where a meeting has moved and its folder was renamed, that place has another name: they are known again.
pub fn know_again(groups: &[Group], register: &mut Register, panel: &Panel) {
    for group in groups {
        for (referral, person) in group.referrals.iter().zip(&group.people) {
            let (here, before) = (referral.meeting, panel.calendar.before_move(referral.meeting));
            if here != before && !person.is_complete() {
                let file = referral.place.file.replacen(&format!("/{here}/"), &format!("/{before}/"), 1);
                let then = person.key(&panel.code, &Place { file, ..referral.place.clone() });
                register.know_as(here, &then, person.key(&panel.code, &referral.place));
            }
        }
    }
}

/// A case of a regular meeting whose referral stood in the folder of an urgent one before.
pub fn heard_urgently(past: &[Past], meeting: MeetingId, cases: &[Case]) -> Vec<Finding> {
    let urgent = past.iter().filter(|past| past.meeting.urgent && !meeting.urgent);
    let mut findings = Vec::new();
    for earlier in urgent {
        for case in cases.iter().filter(|case| case.deferred_from.is_none() && case.stays_open.is_none()) {
            let again = earlier.groups.iter().any(|(reference, _)| *reference == case.reference);
            if let Some(referral) = case.referrals.first().filter(|_| again) {
                findings.push(
                    Finding::warning(
                        "heard-urgently",
                        format!(
                            "the referral of {} was in the folder of the urgent meeting {} and is here as well",
                            case.reference, earlier.meeting
                        ),
                    )
                    .at(referral.place.clone())
                    .help("Take it out of this folder unless the panel is to hear the case again"),
                );
            }
        }
    }
    findings
}
