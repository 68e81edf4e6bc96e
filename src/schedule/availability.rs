//! When officers said they can come, and which of these times the order does not keep.
//!
//! What a form says of a case holds for that case. Where no form about a case gives a time of somebody
//! who comes for it, the times that they gave with their other cases of the meeting hold for it too:
//! whoever can come from 10 to 11 can come then, whichever case it is. If not all of these cases fit into
//! that time, the one with which it was given goes first. Forms of one person that differ
//! are all kept to if a slot lies within all of them; where it does not, a finding says so.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::Slot;
use super::attendance::{Identity, attendees};
use crate::decide::Decided;
use crate::model::{Attending, CaseRef};
use crate::panel::Panel;

/// A time that somebody gave, and the case with which they gave it.
#[derive(Clone, Copy, Debug)]
pub struct Given<'d> {
    /// The case.
    pub with: &'d CaseRef,
    /// The form that gives it.
    pub form: &'d Attending,
}

/// When one officer can come for one case.
#[derive(Clone, Debug)]
pub struct Wish<'d> {
    /// Who.
    pub officer: Identity,
    /// The times that hold for the case, none of them twice; more than one if forms differ.
    pub times: Vec<Given<'d>>,
    /// They were given with the case itself, not with another.
    pub own: bool,
}

impl<'d> Wish<'d> {
    /// The times that a slot lies outside.
    pub fn broken(&self, start: NaiveTime, end: NaiveTime) -> impl Iterator<Item = &Given<'d>> {
        self.times.iter().filter(move |given| given.form.cannot_come(start, end))
    }

    /// What the times weigh that a slot lies outside: their number, and among orders that break as many, how
    /// many were given with the very case.
    pub fn weight(&self, start: NaiveTime, end: NaiveTime) -> u32 {
        let each = if self.own { BROKEN + 1 } else { BROKEN };
        u32::try_from(self.broken(start, end).count()).unwrap_or(u32::MAX).saturating_mul(each)
    }
}

/// What a time weighs that is not kept: more than all cases of a meeting have officers.
const BROKEN: u32 = 1 << 12;

/// A time that the order does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKept {
    /// The case that is heard at another time.
    pub case: CaseRef,
    /// Who cannot come then.
    pub officer: Identity,
    /// The case with which they said so.
    pub said_with: CaseRef,
    /// Earliest time, if said.
    pub from: Option<NaiveTime>,
    /// Latest time, if said.
    pub to: Option<NaiveTime>,
}

/// For each of these cases, the wishes of everybody who comes for it and said when they can.
pub fn wishes<'d>(panel: &'d Panel, cases: &[&'d Decided]) -> Vec<Vec<Wish<'d>>> {
    let come: Vec<Vec<_>> = cases.iter().map(|case| attendees(panel, case)).collect();
    let mut given: BTreeMap<Identity, Vec<Given<'d>>> = BTreeMap::new();
    for (case, attendees) in cases.iter().zip(&come) {
        for attendee in attendees {
            if let Some(form) = attendee.said.filter(|form| form.from.is_some() || form.to.is_some()) {
                let with = &case.case.reference;
                given.entry(attendee.identity()).or_default().push(Given { with, form });
            }
        }
    }
    for times in given.values_mut() {
        times.sort_by(|one, other| one.form.place.cmp(&other.form.place));
    }
    let of_case = |(case, attendees): (&&Decided, &Vec<_>)| {
        let mut officers: Vec<Identity> =
            attendees.iter().map(super::attendance::Attendee::identity).collect();
        officers.sort();
        officers.dedup();
        let wish = |officer: Identity| {
            let (given, case) = (given.get(&officer)?, &case.case.reference);
            let own = given.iter().any(|one| one.with == case);
            let times = holding(given, |one| !own || one.with == case);
            Some(Wish { officer, times, own })
        };
        officers.into_iter().filter_map(wish).collect()
    };
    cases.iter().zip(&come).map(of_case).collect()
}

/// The times that hold for a case, none of them twice.
fn holding<'d>(given: &[Given<'d>], holds: impl Fn(&Given<'d>) -> bool) -> Vec<Given<'d>> {
    let mut times: Vec<Given<'d>> = Vec::new();
    for one in given.iter().filter(|one| holds(one)) {
        let same = |other: &Given<'_>| (other.form.from, other.form.to) == (one.form.from, one.form.to);
        if !times.iter().any(same) {
            times.push(*one);
        }
    }
    times
}

/// Every time that is not kept when the cases have these slots.
pub fn not_kept(cases: &[&Decided], wishes: &[Vec<Wish<'_>>], slots: &[Slot]) -> Vec<NotKept> {
    let mut not_kept = Vec::new();
    for (case, wishes) in cases.iter().zip(wishes) {
        let reference = &case.case.reference;
        let Some(slot) = slots.iter().find(|slot| slot.case.as_ref() == Some(reference)) else { continue };
        for wish in wishes {
            not_kept.extend(wish.broken(slot.start, slot.end).map(|given| NotKept {
                case: reference.clone(),
                officer: wish.officer.clone(),
                said_with: given.with.clone(),
                from: given.form.from,
                to: given.form.to,
            }));
        }
    }
    not_kept
}
