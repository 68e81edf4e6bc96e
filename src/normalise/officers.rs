//! Who an officer is that is named more than once: one e-mail address at one agency is one person,
//! however the name is written.
//!
//! Everything after this goes by name and agency: whose times hold for which case, who waits, who is
//! invited. So the name is settled here, before any of it.

use std::collections::BTreeMap;

use super::headings::letters;
use crate::finding::{Finding, Place};
use crate::model::{Attending, Case};
use crate::panel::{Panel, normalise_name};

/// An agency, by its code or as written, and an e-mail address in small letters.
type Who = (String, String);

/// Gives every officer of a meeting one name. Who is given by an address alone gets the name that stands
/// beside it elsewhere, and goes by the address if none does or several people use it. Of several
/// spellings of one name the longest counts; a note says where another stands.
pub fn settle(panel: &Panel, cases: &mut [Case], findings: &mut Vec<Finding>) {
    let names = names(panel, cases);
    for officer in cases.iter_mut().flat_map(officers) {
        let Some(who) = who(panel, &officer.agency, officer.email.as_deref()) else { continue };
        let known = names.get(&who).map(Vec::as_slice).unwrap_or_default();
        let written = officer.name.trim();
        if written.is_empty() {
            let longest = longest(known).filter(|longest| known.iter().all(|name| is_one(name, longest)));
            officer.name = longest.map_or(who.1, str::to_owned);
            continue;
        }
        let of_one: Vec<String> = known.iter().filter(|name| is_one(name, written)).cloned().collect();
        if let Some(name) = longest(&of_one).filter(|name| letters(name) != letters(written)) {
            findings.push(two_spellings(&officer.place));
            officer.name = name.to_owned();
        }
    }
}

/// Whether two names may be spellings of one: their last words are the same, and their first begin alike.
/// Several people may use one address.
fn is_one(one: &str, other: &str) -> bool {
    let ends = |name: &str| {
        let name = normalise_name(name);
        let first = name.chars().next();
        (first, name.rsplit(' ').next().unwrap_or_default().to_owned())
    };
    ends(one) == ends(other)
}

fn longest(names: &[String]) -> Option<&str> {
    names.iter().map(String::as_str).max_by_key(|name| (name.chars().count(), *name))
}

/// The names that stand beside each address.
fn names(panel: &Panel, cases: &[Case]) -> BTreeMap<Who, Vec<String>> {
    let mut names: BTreeMap<Who, Vec<String>> = BTreeMap::new();
    let mut take = |agency: &str, email: Option<&str>, name: &str| {
        let Some(who) = who(panel, agency, email).filter(|_| !name.trim().is_empty()) else { return };
        names.entry(who).or_default().push(name.trim().to_owned());
    };
    for case in cases {
        for referral in &case.referrals {
            let text = |path: &str| referral.answers.text(path);
            let name = text("referrer.name").unwrap_or_default();
            take(text("referrer.agency").unwrap_or_default(), text("referrer.email"), name);
        }
        let named = case.referrals.iter().flat_map(|referral| &referral.attending);
        for officer in named.chain(case.returns.iter().flat_map(|returned| &returned.attending)) {
            take(&officer.agency, officer.email.as_deref(), &officer.name);
        }
    }
    for agency in &panel.agencies {
        for contact in &agency.contacts {
            take(&agency.code, Some(&contact.email), &contact.name);
        }
    }
    names
}

fn officers(case: &mut Case) -> impl Iterator<Item = &mut Attending> {
    let of_referrals = case.referrals.iter_mut().flat_map(|referral| &mut referral.attending);
    of_referrals.chain(case.returns.iter_mut().flat_map(|returned| &mut returned.attending))
}

fn who(panel: &Panel, agency: &str, email: Option<&str>) -> Option<Who> {
    let email = email?.trim();
    let email = email.strip_prefix("mailto:").unwrap_or(email).to_lowercase();
    let agency = panel.agency(agency).map_or_else(|| letters(agency), |agency| agency.code.clone());
    email.contains('@').then_some((agency, email))
}

fn two_spellings(place: &Place) -> Finding {
    Finding::note(
        "officer-named-twice",
        "an officer's name is spelt in another way elsewhere, beside the same e-mail address; they are taken for one person",
    )
    .at(place.clone())
    .help("Correct the name or the address if they are two people")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_told_from_two_people_at_one_address() {
        for (one, other) in [
            ("Colette Rehearsal", "C. Rehearsal"),
            ("J Ward", "Jo WARD"),
            ("Ravi K. Stencilton", "ravi stencilton"),
        ] {
            assert!(is_one(one, other), "{one} {other}");
        }
        for (one, other) in
            [("Colette Rehearsal", "Jo Rehearsal"), ("Jo Ward", "Jo Wardle"), ("Duty desk", "Jo Ward")]
        {
            assert!(!is_one(one, other), "{one} {other}");
        }
    }
}
