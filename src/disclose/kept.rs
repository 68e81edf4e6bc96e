//! Whose address must be kept confidential (rule 5). One referral that says so is enough, in whatever
//! case of this meeting or an earlier one: the refuge's referral says it, and the police's of the same
//! person may give the address without a word. In doubt it is one person, and confidential.

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::address::is_confidential;
use crate::model::{Answers, Case, OtherPerson, says_the_same};

/// People whose every address must be kept confidential.
#[derive(Clone, Debug, Default)]
pub struct Kept(Vec<Person>);

impl Kept {
    /// Whoever any of the cases says so of.
    pub fn of(cases: &[&Case]) -> Self {
        let mut kept = Vec::new();
        for case in cases {
            let says =
                |answers: &Answers, whose| is_confidential(answers, &format!("{whose}.address_confidential"));
            if says_of_subject(case) {
                kept.push(Person::subject(case));
            }
            let others = case.referrals.iter().flat_map(|referral| &referral.others);
            kept.extend(
                others
                    .filter(|other| says(&other.answers, "other"))
                    .map(|other| Person::other(&other.answers)),
            );
        }
        Kept(kept)
    }

    /// Whether the address of the person a case is about is confidential.
    pub fn has_subject(&self, case: &Case) -> bool {
        says_of_subject(case) || self.has(&Person::subject(case))
    }

    /// Whether another person's is.
    pub fn has_other(&self, answers: &Answers) -> bool {
        is_confidential(answers, "other.address_confidential") || self.has(&Person::other(answers))
    }

    /// Whether anybody's in a case is.
    pub fn has_any(&self, case: &Case) -> bool {
        let mut others = case.referrals.iter().flat_map(|referral| &referral.others);
        self.has_subject(case) || others.any(|other| self.has_other(&other.answers))
    }

    fn has(&self, person: &Person) -> bool {
        self.0.iter().any(|kept| kept.may_be(person))
    }
}

/// Whether a case itself says it of the person it is about: of their address, or of another's that is the same.
fn says_of_subject(case: &Case) -> bool {
    case.referrals.iter().any(|referral| {
        let shares = |other: &OtherPerson| {
            is_confidential(&other.answers, "other.address_confidential")
                && other.answers.written("other.address").is_some_and(says_the_same)
        };
        is_confidential(&referral.answers, "subject.address_confidential")
            || referral.others.iter().any(shares)
    })
}

/// Somebody by all names and dates of birth that one case gives.
#[derive(Clone, Default)]
pub struct Person {
    names: Vec<Name>,
    born: Vec<NaiveDate>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(«…»)")
    }
}

#[derive(Clone)]
struct Name {
    words: Vec<String>,
    surname: Vec<String>,
}

impl Person {
    /// Whom a case is about, or who applies.
    pub fn subject(case: &Case) -> Self {
        let mut person = Person::default();
        for referral in &case.referrals {
            person.know(&referral.answers, "subject");
            let names = referral.answers.text("applicant.name").into_iter();
            let aliases = referral.answers.list("subject.aliases").iter().map(String::as_str);
            person.names.extend(names.chain(aliases).filter_map(|name| Name::of("", name)));
        }
        person
    }

    /// Another person in a case.
    pub fn other(answers: &Answers) -> Self {
        let mut person = Person::default();
        person.know(answers, "other");
        person
    }

    /// Everybody in a case.
    pub fn all_of(case: &Case) -> Vec<Self> {
        let others = case.referrals.iter().flat_map(|referral| &referral.others);
        std::iter::once(Person::subject(case))
            .chain(others.map(|other| Person::other(&other.answers)))
            .collect()
    }

    fn know(&mut self, answers: &Answers, whose: &str) {
        let text = |part: &str| answers.text(&format!("{whose}.{part}")).unwrap_or_default();
        self.names.extend(Name::of(text("surname"), text("forenames")));
        self.born.extend(answers.date(&format!("{whose}.date_of_birth")));
    }

    /// The words of their names.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.names.iter().flat_map(|name| &name.words)
    }

    /// Whether two may be one: a name agrees, and no date of birth speaks against it.
    pub fn may_be(&self, other: &Person) -> bool {
        let born = self.born.iter().any(|one| other.born.iter().any(|another| is_nearly(*one, *another)));
        let may = born || self.born.is_empty() || other.born.is_empty();
        may && self.names.iter().any(|one| other.names.iter().any(|another| one.may_be(another, born)))
    }
}

impl Name {
    fn of(surname: &str, forenames: &str) -> Option<Self> {
        let (surname, forenames) = (words(surname), words(forenames));
        let words = [forenames, surname.clone()].concat();
        (!words.is_empty()).then_some(Name { words, surname })
    }

    /// Whether first forename and surname agree, or every word of the one that has fewer is a word of the
    /// other. A word alone is a name only as a surname, or beside a date of birth.
    fn may_be(&self, other: &Name, born: bool) -> bool {
        let (few, many) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let is_surname = |name: &Name| name.words == name.surname;
        let alone = few.words.len() == 1 && many.words.len() > 1;
        let alone_fits =
            born || (is_surname(few) && (many.surname.is_empty() || few.surname == many.surname));
        let stands = |word: &String| many.words.iter().any(|other| is_alike(word, other));
        (few.words.iter().all(stands) && (!alone || alone_fits))
            || (self.begins_as(other) && share_a_word(&self.surname, &other.surname))
    }

    fn begins_as(&self, other: &Name) -> bool {
        let first = |name: &Name| {
            let forenames = name.words.len().saturating_sub(name.surname.len());
            name.words.first().filter(|_| forenames > 0).cloned()
        };
        first(self).zip(first(other)).is_some_and(|(one, other)| is_alike(&one, &other))
    }
}

fn share_a_word(one: &[String], other: &[String]) -> bool {
    one.iter().any(|word| other.iter().any(|another| is_alike(word, another)))
}

/// An initial, or one letter more, less or other in a word that is not short.
fn is_alike(one: &str, other: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    one == other
        || initial(one, other)
        || initial(other, one)
        || (one.len().min(other.len()) >= 5 && strsim::osa_distance(one, other) <= 1)
}

/// Two of day, month and year agree, or day and month changed places.
fn is_nearly(one: NaiveDate, other: NaiveDate) -> bool {
    let same = [one.day() == other.day(), one.month() == other.month(), one.year() == other.year()];
    let turned = one.day() == other.month() && one.month() == other.day() && one.year() == other.year();
    turned || same.iter().filter(|same| **same).count() >= 2
}

/// The words of a name in small letters without accents; titles, and what has a figure in it, are none.
fn words(name: &str) -> Vec<String> {
    let plain: String = name
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c) && !"'\u{2019}".contains(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.contains(char::is_numeric))
        .filter(|word| !["mr", "mrs", "ms", "miss", "mx", "dr"].contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(forenames: &str, surname: &str, born: &[(i32, u32, u32)]) -> Person {
        let born = born.iter().filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(*year, *month, *day));
        Person { names: Name::of(surname, forenames).into_iter().collect(), born: born.collect() }
    }

    #[test]
    fn in_doubt_two_are_one() {
        let ada = person("Ada Jane", "Alphason", &[(1968, 4, 3)]);
        for other in [
            person("Ada", "Alphason", &[(1968, 4, 3)]),
            person("ADA", "alphason", &[]),
            person("A.", "Alphason", &[(1968, 4, 3)]),
            person("", "Alphason", &[]),
            person("Ada", "", &[(1968, 4, 3)]),
            person("Mrs Ada", "Alphasson", &[(1968, 3, 4)]),
            person("Ada", "Alphason (tel 07700 900123)", &[(1968, 4, 30)]),
            person("\u{c1}da", "O'Alphason Alphason", &[(1968, 4, 3)]),
        ] {
            assert!(ada.may_be(&other) && other.may_be(&ada));
        }
        for other in [
            person("Ada", "Alphason", &[(1999, 1, 1)]),
            person("Bo", "Alphason", &[(1968, 4, 3)]),
            person("Ada", "Betason", &[(1968, 4, 3)]),
            person("Ada", "", &[]),
            person("", "", &[(1968, 4, 3)]),
        ] {
            assert!(!ada.may_be(&other) && !other.may_be(&ada));
        }
    }
}
