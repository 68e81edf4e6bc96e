//! People who must not be told (rule 8) are never addressees. Nor are the person a case is about and those
//! whom it is against, should one of them be an officer.

use super::Reader;
use crate::model::Case;
use crate::panel::{is_like, plain_words};

/// Words before a name that are no part of it.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady", "rev", "prof", "family"];

/// Words that say who somebody is to the person, beside a name or in place of one.
const RELATED: &[&str] = &[
    "her",
    "his",
    "their",
    "and",
    "neighbour",
    "sister",
    "brother",
    "husband",
    "wife",
    "partner",
    "ex",
    "mother",
    "father",
    "son",
    "daughter",
    "friend",
    "cousin",
    "landlord",
    "called",
];

/// Everyone who must not be told of a case, as written, without repeats; those of the person's earlier cases
/// included.
pub fn must_not_be_told(case: &Case) -> Vec<String> {
    without_repeats(told_lists(case).into_iter().map(|(person, _)| person))
}

/// The same, each with the landlords of whom the entry may speak.
pub(super) fn told_lists(case: &Case) -> Vec<(&str, Vec<&str>)> {
    let landlords: Vec<&str> =
        case.referrals.iter().filter_map(|one| one.answers.text("subject.landlord")).collect();
    let own = own_list(case).map(|person| (person, landlords.clone()));
    let elsewhere = case.safeguards.iter().flat_map(|safeguard| {
        let landlords: Vec<&str> = safeguard.landlords.iter().map(String::as_str).collect();
        safeguard.not_told.iter().map(move |person| (person.as_str(), landlords.clone()))
    });
    own.chain(elsewhere).collect()
}

fn own_list(case: &Case) -> impl Iterator<Item = &str> {
    let lists = case.referrals.iter().flat_map(|one| one.answers.list("subject.must_not_be_told"));
    lists.map(String::as_str)
}

fn without_repeats<'c>(all: impl Iterator<Item = &'c str>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for person in all {
        if !people.iter().any(|known| known == person) {
            people.push(person.to_owned());
        }
    }
    people
}

/// The same for a reader's warning box: the coordinator's copy and core members' profiles have one. What an
/// earlier case of the person says is for the coordinator: it would tell that there was one.
pub fn warning_for(reader: Reader<'_>, case: &Case) -> Vec<String> {
    match reader {
        Reader::Coordinator => must_not_be_told(case),
        Reader::Member { agency, .. } if agency.core => without_repeats(own_list(case)),
        Reader::Member { .. } | Reader::Referrer | Reader::OtherArea { .. } => Vec::new(),
    }
}

/// Whether a document about this case may be addressed to somebody of this name and e-mail
/// address: not if either stands in the list of people who must not be told, in whatever order,
/// with or without title, or if it is that of the person or of somebody the case is against. In doubt it may
/// not: a letter held back is looked at by the coordinator.
pub fn may_be_told(case: &Case, name: &str, email: &str) -> bool {
    !told_lists(case).iter().any(|(person, _)| is_meant(person, name, email))
        && !is_in_case(case, name, email)
}

/// Whether somebody has the name of the person, or of another in the case who is not said to be a victim.
/// Whoever applies themselves is written to.
pub fn is_in_case(case: &Case, name: &str, email: &str) -> bool {
    let people = case.referrals.iter().flat_map(|referral| {
        let text = |path| referral.answers.text(path);
        let subject = (!referral.is_application)
            .then(|| whole_name(text("subject.forenames"), text("subject.surname")));
        let others = referral.others.iter().filter(|one| one.answers.text("other.role") != Some("victim"));
        let others = others
            .map(|one| whole_name(one.answers.text("other.forenames"), one.answers.text("other.surname")));
        subject.into_iter().chain(others)
    });
    people.filter(|person| words(person).len() > 1).any(|person| {
        is_same_name(&person, name) || addresses_in(email).iter().any(|email| is_mailbox_of(email, &person))
    })
}

fn whole_name(forenames: Option<&str>, surname: Option<&str>) -> String {
    [forenames, surname].map(Option::unwrap_or_default).join(" ")
}

/// Whether two names have the same words, whatever their order, titles and initials.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    !one.is_empty() && stand_in(&one, &other) && stand_in(&other, &one)
}

fn is_meant(person: &str, name: &str, email: &str) -> bool {
    let lower = person.to_lowercase();
    let addresses = addresses_in(email);
    let writes_to_them =
        addresses.iter().any(|email| lower.contains(email.as_str()) || is_mailbox_of(email, named(person)));
    // The list may give nothing but an address of theirs, and another than this one.
    let is_their_address = addresses_in(person).iter().any(|listed| is_mailbox_of(listed, name));
    // "Duty desk <somebody@homes.example>": a name may stand beside the address.
    let beside = email.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ");
    writes_to_them || is_their_address || [name, beside.as_str()].iter().any(|name| is_named(person, name))
}

fn is_named(person: &str, name: &str) -> bool {
    let addressee = words(name);
    let (mut named, all) = (words(named(person)), words(person));
    named.retain(|word| !RELATED.contains(&word.as_str()));
    (!addressee.is_empty() && stand_in(&addressee, &all))
        || (!named.is_empty() && stand_in(&named, &addressee))
}

/// The name of "Tillick, Garrowby (the husband)" and of "Mr Tillick: her husband", without who that is.
fn named(person: &str) -> &str {
    person.split(['(', '[', ':', ';']).next().unwrap_or(person)
}

/// The e-mail addresses that stand in a cell.
fn addresses_in(email: &str) -> Vec<String> {
    let parted = email.split(|c: char| c.is_whitespace() || ",;<>()".contains(c));
    let addresses = parted.filter(|part| part.contains('@'));
    addresses.map(|one| one.trim_start_matches("mailto:").trim_matches('.').to_lowercase()).collect()
}

/// Whether a mailbox bears somebody's name: `niamh.formsby@`, `n.formsby@`, `formsbyn@`.
fn is_mailbox_of(email: &str, person: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    let parts = words(&local.replace(|c: char| !c.is_alphabetic(), " "));
    let run = plain_words(&local.replace(|c: char| !c.is_alphanumeric(), "")).concat();
    let run: String = run.chars().filter(|c| c.is_alphabetic()).collect();
    let names = words(person);
    let initial = |name: &str| name.chars().take(1).collect::<String>();
    let pairs = names.iter().flat_map(|one| names.iter().map(move |other| (one, other)));
    let mut pairs = pairs.filter(|(one, other)| one != other && other.chars().count() > 2);
    let bears = |(one, other): (&String, &String)| {
        let ways = [
            format!("{one}{other}"),
            format!("{other}{one}"),
            format!("{}{other}", initial(one)),
            format!("{other}{}", initial(one)),
        ];
        ways.contains(&run)
    };
    (names.len() > 1 && stand_in(&names, &parts)) || pairs.any(bears)
}

/// Whether each of some words stands among others.
fn stand_in(some: &[String], others: &[String]) -> bool {
    some.iter().all(|word| others.iter().any(|other| is_like(word, other)))
}

/// The words of a name, without titles and initials.
fn words(name: &str) -> Vec<String> {
    let mut words = plain_words(name);
    words.retain(|word| !TITLES.contains(&word.as_str()));
    words
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
            "Garrówby Tillick",
            "Garrow\u{200d}by Til\u{ad}lick",
            "Ｇarrowby Tillick",
            "Garowby Tillick",
            "The Tillicks",
            "Tillick family",
            "her neighbour Garrowby",
            "Garrowby and his sister",
        ] {
            assert!(is_meant(person, "Dr Garrowby P. Tillick", "G.Tillick@homes.example"), "{person}");
            assert!(is_meant(person, "Dr Garrowby P. Tillick", "") || person.contains('@'), "{person}");
        }
        for person in ["Garrowby Tillman", "her landlord", "brother", "", "Mr"] {
            assert!(!is_meant(person, "Garrowby Tillick", "g.tillick@homes.example"), "{person}");
        }
        assert!(is_meant("g.tillick@mail.example", "Garrowby Tillick", "gt@homes.example"));
        assert!(!is_meant("Garrowby Tillick", "", ""), "nobody is addressed");
    }

    #[test]
    fn a_mailbox_that_bears_a_name_is_that_persons() {
        let person = "Garrowby Tillick (ex-partner)";
        for email in [
            "garrowby.tillick@homes.example",
            "Tillick_Garrowby2@homes.example",
            "garrowbytillick@homes.example",
            "g.tillick@homes.example",
            "gtillick1@homes.example",
            "tillickg@homes.example",
            "duty@homes.example; g.tillick@homes.example",
            "Garrowby Tillick <desk@homes.example>",
            "mailto:garrowby.p.tillick@homes.example",
        ] {
            assert!(is_meant(person, "Duty desk", email), "{email}");
        }
        for email in ["duty@homes.example", "g.tillman@homes.example", "tillett@homes.example", ""] {
            assert!(!is_meant(person, "Duty desk", email), "{email}");
        }
    }
}
