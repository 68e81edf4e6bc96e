//! People who must not be told (rule 8) are never addressees.

use std::collections::BTreeSet;

use super::Reader;
use crate::model::Case;
use crate::panel::normalise_name;

/// Words before a name that are no part of it.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady", "rev", "prof"];

/// Everyone who must not be told of a case, as written, without repeats.
pub fn must_not_be_told(case: &Case) -> Vec<String> {
    let mut people = Vec::new();
    for referral in &case.referrals {
        for person in referral.answers.list("subject.must_not_be_told") {
            if !people.contains(person) {
                people.push(person.clone());
            }
        }
    }
    people
}

/// The same for a reader's warning box: the coordinator's copy and core members' profiles have one.
pub fn warning_for(reader: Reader<'_>, case: &Case) -> Vec<String> {
    match reader {
        Reader::Coordinator => must_not_be_told(case),
        Reader::Member { agency, .. } if agency.core => must_not_be_told(case),
        Reader::Member { .. } | Reader::Referrer | Reader::OtherArea { .. } => Vec::new(),
    }
}

/// Whether a document about this case may be addressed to somebody of this name and e-mail
/// address: not if either stands in the list of people who must not be told, in whatever order,
/// with or without title. In doubt it may not: a letter held back is looked at by the coordinator.
pub fn may_be_told(case: &Case, name: &str, email: &str) -> bool {
    !must_not_be_told(case).iter().any(|person| is_meant(person, name, email))
}

/// Whether two names have the same words, whatever their order, titles and initials.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let one = words(one);
    !one.is_empty() && one == words(other)
}

fn is_meant(person: &str, name: &str, email: &str) -> bool {
    let addressee = words(name);
    let email = email.trim().to_lowercase();
    let writes_to_them = !email.is_empty() && person.to_lowercase().contains(&email);
    // "Tillick, Garrowby (the husband)", "Mr Tillick: her husband": the name, and who that is.
    let named = words(person.split(['(', '[', ':', ';']).next().unwrap_or(person));
    let all = words(person);
    let names_them = (!addressee.is_empty() && addressee.is_subset(&all))
        || (!named.is_empty() && named.is_subset(&addressee));
    writes_to_them || names_them
}

/// The words of a name, without titles and initials.
fn words(name: &str) -> BTreeSet<String> {
    normalise_name(name)
        .split(' ')
        .filter(|word| word.chars().count() > 1 && !TITLES.contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_any_order_and_with_any_title() {
        for person in [
            "Garrowby Tillick",
            "TILLICK, Garrowby",
            "Mr Tillick: her husband",
            "garrowby tillick (landlord)",
            "her landlord Garrowby Tillick",
            "whoever reads g.tillick@homes.example",
        ] {
            assert!(is_meant(person, "Dr Garrowby P. Tillick", "G.Tillick@homes.example"), "{person}");
        }
        for person in ["Garrowby Tillman", "her landlord", "brother", "", "Mr"] {
            assert!(!is_meant(person, "Garrowby Tillick", "g.tillick@homes.example"), "{person}");
        }
        assert!(!is_meant("Garrowby Tillick", "", ""), "nobody is addressed");
    }
}
