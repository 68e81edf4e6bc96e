//! What a request for information may hold (rule 7): case reference, names and dates of birth, and
//! nothing else. An address goes only to members that the panel marks as searching by address, and
//! never a confidential one.

use std::fmt;

use chrono::NaiveDate;

use super::free_text::without_addresses;
use super::kept::Kept;
use crate::model::{Answers, Case};
use crate::panel::{Agency, Panel};

/// A person of a case as a request names them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Family name as written, or empty.
    pub surname: String,
    /// Given names as written, or empty.
    pub forenames: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Other names they are known by.
    pub aliases: Vec<String>,
}

impl fmt::Debug for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sought(«…»)")
    }
}

impl Sought {
    /// Given names and family name, whichever are known.
    pub fn name(&self) -> String {
        [self.forenames.as_str(), self.surname.as_str()].join(" ").trim().to_owned()
    }
}

/// The person a case is about. What the first referral leaves open, the next one says; other
/// spellings of the name are names to search by too.
pub fn sought_person(case: &Case) -> Sought {
    let mut person = Sought::default();
    for referral in &case.referrals {
        let found = named(&referral.answers, "subject");
        if person.surname.is_empty() && person.forenames.is_empty() {
            (person.surname, person.forenames) = (found.surname.clone(), found.forenames.clone());
        }
        person.born = person.born.or(found.born);
        let other_name = (found.name() != person.name()).then(|| found.name());
        let aliases = referral.answers.list("subject.aliases").iter().cloned();
        for alias in other_name.into_iter().chain(aliases).filter(|alias| !alias.is_empty()) {
            if !person.aliases.contains(&alias) {
                person.aliases.push(alias);
            }
        }
    }
    person
}

/// Other people in the case, each once.
pub fn sought_others(case: &Case) -> Vec<Sought> {
    let mut others: Vec<Sought> = Vec::new();
    for other in case.referrals.iter().flat_map(|referral| &referral.others) {
        let other = named(&other.answers, "other");
        if !other.name().is_empty() && !others.contains(&other) {
            others.push(other);
        }
    }
    others
}

/// The addresses a member may search by, each once: none unless the panel marks the member so, and
/// none of a case in which any address is confidential.
pub fn sought_addresses(panel: &Panel, kept: &Kept, case: &Case, agency: &Agency) -> Vec<String> {
    if !panel.disclosure.search_by_address.contains(&agency.code) || kept.has_any(case) {
        return Vec::new();
    }
    let mut addresses: Vec<String> = Vec::new();
    for referral in &case.referrals {
        let parts = ["subject.address", "subject.postcode"];
        let written: Vec<&str> =
            parts.into_iter().filter_map(|path| referral.answers.written(path)).collect();
        let (address, withheld) = without_addresses(&written.join(", "), case);
        if !withheld && !address.is_empty() && !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses
}

fn named(answers: &Answers, whose: &str) -> Sought {
    let text = |part: &str| answers.text(&format!("{whose}.{part}")).unwrap_or_default().to_owned();
    Sought {
        surname: text("surname"),
        forenames: text("forenames"),
        born: answers.date(&format!("{whose}.date_of_birth")),
        aliases: Vec::new(),
    }
}
