//! What is searched for in free text (rule 5): every part of a confidential address that alone would
//! tell where somebody lives, and telephone numbers.

use std::collections::BTreeSet;

use super::address::is_confidential;
use super::kept::{Kept, Person};
use super::loosely::{AnyOf, Wanted};
use super::parts::{Part, Parts};
use super::place_words::plain;
use super::telephone::{core, numbers_of};
use crate::finding::Place;
use crate::model::{Answers, Case, Referral, is_postcode, says_the_same};
use crate::panel::Panel;

/// Shorter than this, a telephone number would be found everywhere.
const SHORTEST: usize = 6;

/// A home, and whose it is.
#[derive(Debug)]
pub struct Home {
    person: Person,
    parts: Parts,
}

/// Every address of people of some cases that must be kept confidential.
pub fn homes_of(panel: Option<&Panel>, cases: &[&Case], kept: &Kept) -> Vec<Home> {
    homes(panel, cases, &|case| kept.has_subject(case), &|other| kept.has_other(other))
}

/// What tells of homes in whatever is said of anybody.
pub fn everywhere(homes: &[Home]) -> AnyOf {
    any_of(homes.iter().flat_map(|home| &home.parts.strict))
}

/// What tells of homes in what is said of a case: of those of the people who are in it.
pub fn about<'c>(homes: &[Home], cases: impl IntoIterator<Item = &'c Case>) -> AnyOf {
    let people: Vec<Person> = cases.into_iter().flat_map(Person::all_of).collect();
    let is_theirs = |home: &&Home| people.iter().any(|person| person.may_be(&home.person));
    let loose: BTreeSet<&Part> = homes.iter().filter(is_theirs).flat_map(|home| &home.parts.loose).collect();
    any_of(loose)
}

/// Every address that a case gives, confidential or not: a request names people and tells nothing of
/// where they live.
pub fn every_address(case: &Case) -> AnyOf {
    let homes = homes(None, &[case], &|_| true, &|_| true);
    any_of(homes.iter().flat_map(|home| home.parts.strict.iter().chain(&home.parts.loose)))
}

/// Where a case says that an address is confidential, and nothing by which it could be found was read.
pub fn unsearchable(case: &Case, kept: &Kept, all: &[&Case]) -> Vec<Place> {
    let homes = homes_of(None, all, kept);
    let is_known =
        |person: &Person| homes.iter().any(|home| !home.parts.is_empty() && home.person.may_be(person));
    let cell = |answers: &Answers, whose: &str| {
        let paths = ["address_confidential", "address", "postcode"];
        paths.into_iter().find_map(|part| answers.place(&format!("{whose}.{part}")).cloned())
    };
    let subject = kept.has_subject(case).then(|| Person::subject(case)).filter(|person| !is_known(person));
    let first = case
        .referrals
        .iter()
        .find(|referral| is_confidential(&referral.answers, "subject.address_confidential"));
    let first = first.or(case.referrals.first()).filter(|_| subject.is_some());
    let mut places: Vec<Place> = first
        .map(|first| cell(&first.answers, "subject").unwrap_or_else(|| first.place.clone()))
        .into_iter()
        .collect();
    for referral in &case.referrals {
        for other in &referral.others {
            let says = is_confidential(&other.answers, "other.address_confidential")
                && !other.answers.written("other.address").is_some_and(says_the_same);
            if says && !is_known(&Person::other(&other.answers)) {
                places.push(cell(&other.answers, "other").unwrap_or_else(|| referral.place.clone()));
            }
        }
    }
    places
}

fn homes(
    panel: Option<&Panel>,
    cases: &[&Case],
    of_subject: &dyn Fn(&Case) -> bool,
    of_other: &dyn Fn(&Answers) -> bool,
) -> Vec<Home> {
    let mut homes = Vec::new();
    for case in cases {
        let not_places = not_places(panel, case);
        let home = |person: Person, written: Vec<String>| {
            let mut parts = Parts::default();
            for written in written {
                let found = Parts::of(&written, &not_places);
                parts.strict.extend(found.strict);
                parts.loose.extend(found.loose);
            }
            Home { person, parts }
        };
        for referral in &case.referrals {
            if of_subject(case) {
                let mut written = written(&referral.answers, "subject");
                written.extend(under_other_headings(referral));
                homes.push(home(Person::subject(case), written));
            }
            let others = referral.others.iter().filter(|other| of_other(&other.answers));
            homes.extend(
                others.map(|other| home(Person::other(&other.answers), written(&other.answers, "other"))),
            );
        }
    }
    homes
}

/// An address and its postcode; what is half a postcode belongs to what stands before it.
fn written(answers: &Answers, whose: &str) -> Vec<String> {
    let [address, postcode] =
        ["address", "postcode"].map(|part| answers.written(&format!("{whose}.{part}")).map(str::to_owned));
    match (address, postcode) {
        (Some(address), Some(half)) if !is_postcode(&half) => {
            vec![format!("{address} {half}"), address, half]
        }
        (address, postcode) => address.into_iter().chain(postcode).collect(),
    }
}

/// An address in pieces, under headings of a form's own: `House number`, `Street`, `Address line 2`.
fn under_other_headings(referral: &Referral) -> Option<String> {
    const OF_ADDRESSES: [&str; 6] = ["address", "street", "postcode", "post code", "house n", "flat n"];
    const OF_OTHERS: [&str; 14] = [
        "confidential",
        "mail",
        "other person",
        "referr",
        "landlord",
        "office",
        "perpetrator",
        "kept",
        "agency",
        "secure",
        "search",
        "applicant",
        "where",
        "contact",
    ];
    let holds = |heading: &str, words: &[&str]| words.iter().any(|word| heading.contains(word));
    let pieces: Vec<&str> = referral
        .as_written
        .iter()
        .filter(|(heading, written, _)| {
            let heading = heading.to_lowercase();
            !written.trim().is_empty() && holds(&heading, &OF_ADDRESSES) && !holds(&heading, &OF_OTHERS)
        })
        .map(|(_, written, _)| written.as_str())
        .collect();
    (pieces.len() > 1).then(|| pieces.join(", "))
}

/// Words of names of the people of a case, and of whole areas: where one is a street's name too, it tells of
/// a place only together with what follows.
fn not_places(panel: Option<&Panel>, case: &Case) -> BTreeSet<String> {
    let areas = panel.into_iter().flat_map(|panel| {
        let others =
            panel.other_areas.iter().flat_map(|area| std::iter::once(&area.name).chain(&area.aliases));
        panel.areas.iter().chain(others)
    });
    let of_case = case.referrals.iter().filter_map(|referral| referral.answers.text("subject.area"));
    let areas = areas.map(String::as_str).chain(of_case).flat_map(str::split_whitespace);
    let people = Person::all_of(case);
    let names = people.iter().flat_map(Person::words).map(String::as_str);
    areas.chain(names).map(plain).collect()
}

fn any_of<'p>(parts: impl IntoIterator<Item = &'p Part>) -> AnyOf {
    parts.into_iter().map(Part::wanted).filter(|wanted| wanted.len() > 2).collect()
}

/// Telephone numbers that the forms of the cases give, as written there and as from abroad; the panel's own
/// are nobody's secret.
pub fn telephones(panel: &Panel, cases: &[&Case]) -> AnyOf {
    let own = numbers_of(panel);
    let referrals = cases.iter().flat_map(|case| &case.referrals);
    let given = referrals.flat_map(|referral| {
        ["subject.phone", "referrer.phone"].map(|path| referral.answers.written(path).map(core))
    });
    let mut spellings: Vec<String> = Vec::new();
    for core in given.flatten().filter(|core| core.len() >= SHORTEST && !own.contains(core)) {
        spellings.extend(["0", "44", "440", "0044", "00440", ""].map(|before| format!("{before}{core}")));
    }
    spellings.sort();
    spellings.dedup();
    spellings.iter().map(|digits| Wanted::exactly(digits)).collect()
}
