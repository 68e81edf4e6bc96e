//! Which referrals are of one person, and which reference their case has.

use chrono::{NaiveDate, NaiveTime};

use super::carry::Past;
use super::corrected::Replaced;
use super::moved;
use super::open::OpenCase;
use super::people::{Identity, Likeness};
use super::register::Register;
use crate::finding::Finding;
use crate::model::{CaseRef, MeetingId, Referral};
use crate::panel::{Panel, normalise_name};

/// One person's referrals for one meeting.
#[derive(Clone, Debug)]
pub struct Group {
    /// The referrals, the earliest received first.
    pub referrals: Vec<Referral>,
    /// Who each of them is about, in the same order.
    pub people: Vec<Identity>,
    /// The meeting they were deferred from.
    pub deferred_from: Option<MeetingId>,
    /// The case that stays open to which they belong.
    pub open: Option<OpenCase>,
}

impl Group {
    /// How somebody compares with this person: the closest of all referrals.
    pub fn likeness(&self, other: &Identity) -> Likeness {
        let rank = |likeness: &Likeness| match likeness {
            Likeness::Same => 0,
            Likeness::ByAlias => 1,
            Likeness::Near => 2,
            Likeness::Other => 3,
        };
        self.people.iter().map(|person| person.likeness(other)).min_by_key(rank).unwrap_or(Likeness::Other)
    }
}

/// When a referral came, for putting referrals in order; those that do not say come last.
pub fn arrival(referral: &Referral) -> (bool, Option<NaiveDate>, Option<NaiveTime>) {
    let received = referral.answers.moment("referral.received");
    (received.is_none(), received.map(|moment| moment.date), received.and_then(|moment| moment.time))
}

/// Whether two sources hold the same referral: of one agency, received at one moment.
pub fn same_referral(one: &Referral, other: &Referral) -> bool {
    let agency = |one: &Referral| normalise_name(one.answers.text("referrer.agency").unwrap_or_default());
    let (undated, ..) = arrival(one);
    !undated && arrival(one) == arrival(other) && agency(one) == agency(other)
}

/// Brings the referrals of one meeting together by person.
pub fn by_person(mut referrals: Vec<Referral>, findings: &mut Vec<Finding>) -> Vec<Group> {
    referrals.sort_by(|a, b| (arrival(a), &a.place).cmp(&(arrival(b), &b.place)));
    let mut groups: Vec<Group> = Vec::new();
    for referral in referrals {
        let person = Identity::of(&referral);
        match the_same(&groups, &person) {
            Match::One(index, likeness) => {
                let Some(group) = groups.get_mut(index) else { continue };
                report_joined(group, &referral, likeness, findings);
                group.referrals.push(referral);
                group.people.push(person);
            }
            Match::None(near) => {
                for index in near {
                    report_near(groups.get(index), &referral, findings);
                }
                groups.push(Group {
                    referrals: vec![referral],
                    people: vec![person],
                    deferred_from: None,
                    open: None,
                });
            }
        }
    }
    groups
}

/// Which of some people somebody is.
#[derive(Debug, PartialEq, Eq)]
pub enum Match {
    /// This one.
    One(usize, Likeness),
    /// None for certain; these come near.
    None(Vec<usize>),
}

/// Finds a person among groups: name and date of birth, or name and alias with one candidate.
pub fn the_same(groups: &[Group], person: &Identity) -> Match {
    let of = |wanted: Likeness| -> Vec<usize> {
        groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.likeness(person) == wanted)
            .map(|(index, _)| index)
            .collect()
    };
    let (same, by_alias, near) = (of(Likeness::Same), of(Likeness::ByAlias), of(Likeness::Near));
    match (same.as_slice(), by_alias.as_slice()) {
        ([first, ..], _) => Match::One(*first, Likeness::Same),
        ([], [only]) => Match::One(*only, Likeness::ByAlias),
        _ => Match::None(by_alias.into_iter().chain(near).collect()),
    }
}

fn report_joined(group: &Group, referral: &Referral, likeness: Likeness, findings: &mut Vec<Finding>) {
    let Some(first) = group.referrals.first() else {
        return;
    };
    if likeness == Likeness::ByAlias {
        findings.push(
            Finding::warning(
                "person-by-alias",
                format!("taken as the same person as in {}, because name and alias agree", first.place),
            )
            .at(referral.place.clone())
            .help("Check that they are one person; if not, correct the names or dates of birth"),
        );
    }
    let agency =
        |referral: &Referral| normalise_name(referral.answers.text("referrer.agency").unwrap_or_default());
    if let Some(earlier) = group.referrals.iter().find(|earlier| agency(earlier) == agency(referral)) {
        findings.push(
            Finding::warning(
                "referred-twice",
                format!(
                    "one agency has referred one person twice for this meeting; the other referral is {}",
                    earlier.place
                ),
            )
            .at(referral.place.clone())
            .help("Remove the older file if this one corrects it"),
        );
    }
}

fn report_near(group: Option<&Group>, referral: &Referral, findings: &mut Vec<Finding>) {
    if let Some(first) = group.and_then(|group| group.referrals.first()) {
        near_match(&first.place, referral, findings);
    }
}

/// Reports that two referrals may be of one person.
pub fn near_match(earlier: &crate::finding::Place, referral: &Referral, findings: &mut Vec<Finding>) {
    findings.push(
        Finding::warning(
            "person-near-match",
            format!(
                "may be the same person as in {earlier}; names and dates of birth are close but do not agree"
            ),
        )
        .at(referral.place.clone())
        .help("Check both; correct the name or date of birth if they are one person"),
    );
}

/// The reference of a group's case: the one given before, or the next.
///
/// A referral that was incomplete when it got its reference is entered again once it is complete,
/// so that the reference stays with the person.
/// One that was moved between an urgent meeting's folder and a regular one keeps it too.
/// A referral that took the place of another keeps the other's; where it gives the person another
/// name or date of birth, the register goes on knowing the case by the first.
pub fn reference(
    group: &Group,
    replaced: &[Replaced],
    past: &[Past],
    register: &mut Register,
    panel: &Panel,
) -> Option<CaseRef> {
    if let Some(open) = &group.open {
        return Some(open.reference_now(group, register, panel));
    }
    let mut members: Vec<(&Referral, &Identity)> = group.referrals.iter().zip(&group.people).collect();
    members
        .sort_by(|(a, _), (b, _)| (a.meeting, arrival(a), &a.place).cmp(&(b.meeting, arrival(b), &b.place)));
    for (referral, person) in &members {
        let key = person.key(&panel.code, &referral.place);
        if let Some(known) = register.find(referral.meeting, &key, &referral.place) {
            return Some(register.give(referral.meeting, &key, &referral.place, Some(known)));
        }
        for one in replaced.iter().filter(|one| one.by == referral.place) {
            match register.find(one.meeting, &one.key, &one.place) {
                Some(known) if one.key.starts_with('p') => return Some(known),
                Some(known) => return Some(register.give(one.meeting, &key, &referral.place, Some(known))),
                None => {}
            }
        }
    }
    for (referral, person) in &members {
        let key = person.key(&panel.code, &referral.place);
        if let Some(known) = moved::reference(referral, &key, past, register) {
            return Some(register.give(referral.meeting, &key, &referral.place, Some(known)));
        }
    }
    let (referral, person) = members.iter().find(|(_, person)| person.is_complete()).or(members.first())?;
    let key = person.key(&panel.code, &referral.place);
    Some(register.give(referral.meeting, &key, &referral.place, None))
}
