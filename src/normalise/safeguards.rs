//! Who must not be told of a person, as earlier cases of the person say it, or cases of somebody who may be
//! the person.
//!
//! What people once said for somebody's safety is not taken back by a form that does not repeat it. So it
//! holds whatever became of that case: heard, put off, returned or declined.

use super::carry::Past;
use super::link::Group;
use super::people::Likeness;
use crate::model::{Bond, Case, CaseRef, Decision, Referral, Safeguard};

/// What was said at earlier meetings that holds for a case of this one.
pub fn of_earlier((reference, group): (&CaseRef, &Group), past: &[Past]) -> Vec<Safeguard> {
    let mut found = Vec::new();
    for earlier in past {
        for ((then, other), case) in earlier.groups.iter().zip(&earlier.cases) {
            let bond = if then == reference { Some(Bond::SameCase) } else { bond(group, other) };
            if let Some(bond) = bond {
                add(&mut found, said_of(case, bond));
            }
        }
    }
    found
}

/// Cases of one meeting of people who may be one person, each pair once.
pub fn alike(groups: &[(CaseRef, Group)]) -> Vec<(CaseRef, CaseRef)> {
    let mut pairs = Vec::new();
    for (number, (one, group)) in (1usize..).zip(groups) {
        for (other, _) in groups.iter().skip(number).filter(|(_, other)| bond(group, other).is_some()) {
            pairs.push((one.clone(), other.clone()));
        }
    }
    pairs
}

/// What is said of either of two people who may be one holds for both, until somebody has looked.
pub fn share(cases: &mut [Case], pairs: &[(CaseRef, CaseRef)]) {
    let said: Vec<(CaseRef, Vec<Safeguard>)> =
        cases.iter().map(|case| (case.reference.clone(), said_of(case, Bond::MayBeSamePerson))).collect();
    for case in cases {
        let others = pairs.iter().filter_map(|(one, other)| match &case.reference {
            own if own == one => Some(other),
            own if own == other => Some(one),
            _ => None,
        });
        for other in others {
            let of_other = said.iter().find(|(reference, _)| reference == other);
            add(&mut case.safeguards, of_other.map(|(_, said)| said.clone()).unwrap_or_default());
        }
    }
}

/// A row of decisions that fits no case may be meant for any: whom it leaves out is told of none.
pub fn leave_out_of_all(cases: &mut [Case], unlinked: &[Decision]) {
    let rows = unlinked.iter().filter(|decision| !decision.leave_out.is_empty());
    for row in rows {
        for case in cases.iter_mut() {
            let safeguard = Safeguard {
                bond: Bond::Unlinked,
                reference: None,
                place: row.place.clone(),
                left_out: row.leave_out.clone(),
                not_told: Vec::new(),
                landlords: landlords(&case.referrals),
            };
            add(&mut case.safeguards, vec![safeguard]);
        }
    }
}

fn bond(one: &Group, other: &Group) -> Option<Bond> {
    let likeness = one.people.iter().map(|person| other.likeness(person));
    let bonds = likeness.filter_map(|likeness| match likeness {
        Likeness::Same | Likeness::ByAlias => Some(Bond::SamePerson),
        Likeness::Near => Some(Bond::MayBeSamePerson),
        Likeness::Other => None,
    });
    bonds.min_by_key(|bond| *bond != Bond::SamePerson)
}

/// What a case says of who must not be told, and what holds for it from elsewhere, for another case.
fn said_of(case: &Case, bond: Bond) -> Vec<Safeguard> {
    let mut said: Vec<Safeguard> = case.safeguards.clone();
    for safeguard in said.iter_mut().filter(|_| bond != Bond::SameCase) {
        safeguard.bond = bond;
    }
    let safeguard = |place, left_out, not_told| Safeguard {
        bond,
        reference: Some(case.reference.clone()),
        place,
        left_out,
        not_told,
        landlords: landlords(&case.referrals),
    };
    for referral in &case.referrals {
        let list = |path: &str| referral.answers.list(path).to_vec();
        let [left_out, not_told] = PATHS.map(list);
        let at = PATHS.iter().filter(|path| !referral.answers.list(path).is_empty());
        let place = at.filter_map(|path| referral.answers.place(path)).next().unwrap_or(&referral.place);
        said.push(safeguard(place.clone(), left_out, not_told));
    }
    if let Some(decision) = &case.decision {
        said.push(safeguard(decision.place.clone(), decision.leave_out.clone(), Vec::new()));
    }
    said.retain(|safeguard| !safeguard.left_out.is_empty() || !safeguard.not_told.is_empty());
    said
}

/// Where a referral says who must not be told: agencies, then people.
const PATHS: [&str; 2] = ["referral.leave_out", "subject.must_not_be_told"];

fn landlords(referrals: &[Referral]) -> Vec<String> {
    referrals.iter().filter_map(|one| one.answers.text("subject.landlord")).map(str::to_owned).collect()
}

/// Adds what is not there yet; of two bonds to one place the stronger holds.
fn add(all: &mut Vec<Safeguard>, more: Vec<Safeguard>) {
    for one in more {
        match all.iter_mut().find(|known| known.place == one.place && known.reference == one.reference) {
            Some(known) if known.bond == Bond::SamePerson && one.bond == Bond::SameCase => {
                known.bond = one.bond
            }
            Some(known) if known.bond == Bond::MayBeSamePerson => known.bond = one.bond,
            Some(_) => {}
            None => all.push(one),
        }
    }
}
