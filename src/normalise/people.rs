//! Who is the same person: names compared without accents, case and punctuation, with dates of
//! birth; and the key under which the register knows a person without naming them.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::finding::Place;
use crate::model::Referral;

/// What is known of who somebody is.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    surname: String,
    forenames: String,
    born: Option<NaiveDate>,
    aliases: Vec<String>,
    /// A victim who applies, by name and organisation: never taken for anybody else.
    applies: bool,
}

/// How two people compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Date of birth and name agree.
    Same,
    /// Name and alias agree, and nothing speaks against it: the same, if nobody else is.
    ByAlias,
    /// Close enough that a person should look.
    Near,
    /// Somebody else.
    Other,
}

impl Identity {
    /// From names as written.
    pub fn new(surname: &str, forenames: &str, born: Option<NaiveDate>, aliases: &[String]) -> Self {
        Identity {
            surname: name(surname),
            forenames: name(forenames),
            born,
            aliases: aliases.iter().map(|alias| name(alias)).filter(|alias| !alias.is_empty()).collect(),
            applies: false,
        }
    }

    /// The person a referral is about; of an application, who applies.
    pub fn of(referral: &Referral) -> Self {
        let text = |path| referral.answers.text(path).unwrap_or_default();
        if referral.is_application {
            let applicant = Identity::new(text("applicant.name"), text("applicant.organisation"), None, &[]);
            return Identity { applies: true, ..applicant };
        }
        Identity::new(
            text("subject.surname"),
            text("subject.forenames"),
            referral.date_of_birth(),
            referral.answers.list("subject.aliases"),
        )
    }

    /// Whether surname, forenames and date of birth are all known.
    pub fn is_complete(&self) -> bool {
        !self.surname.is_empty() && !self.forenames.is_empty() && self.born.is_some()
    }

    fn full(&self) -> String {
        format!("{}{}", self.forenames, self.surname)
    }

    fn has_name(&self) -> bool {
        !self.applies && !self.surname.is_empty() && !self.forenames.is_empty()
    }

    fn same_name(&self, other: &Identity) -> bool {
        self.has_name() && self.surname == other.surname && self.forenames == other.forenames
    }

    /// One goes by the other's name, or both by one more name.
    fn share_alias(&self, other: &Identity) -> bool {
        let goes_by = |one: &Identity, two: &Identity| two.has_name() && one.aliases.contains(&two.full());
        goes_by(self, other)
            || goes_by(other, self)
            || self.aliases.iter().any(|alias| other.aliases.contains(alias))
    }

    /// Whether some name or date of birth that both give is not the same.
    pub fn differs(&self, other: &Identity) -> bool {
        self.compare(other).1 > 0
    }

    /// Whether a correction could make one of the other: something they both give is the same, or
    /// nothing speaks against it.
    pub fn may_be(&self, other: &Identity) -> bool {
        let (alike, different) = self.compare(other);
        different == 0 || (different == 1 && alike > 0)
    }

    /// How many of surname, forenames and date of birth that both give are alike, and how many not.
    fn compare(&self, other: &Identity) -> (usize, usize) {
        let names = [(&self.surname, &other.surname), (&self.forenames, &other.forenames)];
        let names = names.iter().filter(|(one, two)| !one.is_empty() && !two.is_empty());
        let born = self.born.zip(other.born).map(|(one, two)| one == two);
        let (alike, different): (Vec<bool>, Vec<bool>) =
            names.map(|(one, two)| one == two).chain(born).partition(|same| *same);
        (alike.len(), different.len())
    }

    /// Compares two people.
    pub fn likeness(&self, other: &Identity) -> Likeness {
        let born = match (self.born, other.born) {
            (Some(one), Some(two)) => Some(one == two),
            _ => None,
        };
        let name = self.same_name(other);
        match born {
            Some(true) if name => Likeness::Same,
            Some(true) if self.share_alias(other) => Likeness::ByAlias,
            None if name && self.share_alias(other) => Likeness::ByAlias,
            Some(true) if self.similar_name(other) => Likeness::Near,
            Some(false) | None if name => Likeness::Near,
            _ => Likeness::Other,
        }
    }

    /// One name the same and the other similar, or the two swapped.
    fn similar_name(&self, other: &Identity) -> bool {
        const SIMILAR: f64 = 0.8;
        if !self.has_name() || !other.has_name() {
            return !self.surname.is_empty() && self.surname == other.surname;
        }
        let swapped = self.surname == other.forenames && self.forenames == other.surname;
        let close = |one: &str, two: &str| {
            one.starts_with(two) || two.starts_with(one) || strsim::jaro_winkler(one, two) >= SIMILAR
        };
        swapped || (close(&self.surname, &other.surname) && close(&self.forenames, &other.forenames))
    }

    /// The person's key in a panel's register: a short BLAKE3 hash, keyed by the panel's code.
    ///
    /// It holds no personal data in clear, and two panels know one person under two keys. It is
    /// a pseudonym, not secrecy: who knows a name and a date of birth can compute it. Somebody
    /// without full name and date of birth has a key that holds for one place only, and starts
    /// with `x`.
    pub fn key(&self, panel: &str, source: &Place) -> String {
        let mut hasher = blake3::Hasher::new_derive_key("cmarac 1 register: person key");
        let mut part = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        };
        part(panel);
        part(&self.surname);
        part(&self.forenames);
        part(&self.born.map_or_else(String::new, |born| born.to_string()));
        let mark = if self.is_complete() {
            'p'
        } else {
            part(&source.to_string());
            'x'
        };
        let hash = hasher.finalize().to_hex();
        format!("{mark}{}", hash.as_str().get(..KEY_DIGITS).unwrap_or_default())
    }
}

/// Hexadecimal digits of a key.
const KEY_DIGITS: usize = 20;

/// Whether text is a person key.
pub fn is_key(text: &str) -> bool {
    text.len() == KEY_DIGITS.saturating_add(1)
        && text.starts_with(['p', 'x'])
        && text.bytes().skip(1).all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A name for comparison: lower case, no accents, letters and digits only.
pub(super) fn name(written: &str) -> String {
    written
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(«…»)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(forenames: &str, surname: &str, born: Option<i32>, aliases: &[&str]) -> Identity {
        let aliases: Vec<String> = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Identity::new(surname, forenames, born.and_then(|year| NaiveDate::from_ymd_opt(year, 4, 3)), &aliases)
    }

    #[test]
    fn accents_and_punctuation_make_nobody_else() {
        let one = person("Zoë-Anne", "O'Testperson", Some(1990), &[]);
        let two = person("ZOE ANNE", "O’TESTPERSON", Some(1990), &[]);
        assert_eq!(one.likeness(&two), Likeness::Same);
    }

    #[test]
    fn likeness_is_never_a_guess() {
        let ada = person("Ada", "Testperson", Some(1990), &["Addie Sample"]);
        for (other, likeness) in [
            (person("Addie", "Sample", Some(1990), &[]), Likeness::ByAlias),
            (person("Ada", "Testperson", None, &["addie sample"]), Likeness::ByAlias),
            (person("Ada", "Testperson", None, &[]), Likeness::Near),
            (person("Ada", "Testperson", Some(1991), &[]), Likeness::Near),
            (person("Adah", "Testperson", Some(1990), &[]), Likeness::Near),
            (person("Testperson", "Ada", Some(1990), &[]), Likeness::Near),
            (person("Bea", "Elsewhere", Some(1990), &[]), Likeness::Other),
            (person("Addie", "Sample", Some(1991), &[]), Likeness::Other),
            (person("", "", None, &[]), Likeness::Other),
        ] {
            assert_eq!(ada.likeness(&other), likeness);
        }
        let nobody = person("", "", None, &[]);
        assert_eq!(nobody.likeness(&nobody), Likeness::Other);
    }

    #[test]
    fn keys_tell_people_and_panels_apart() {
        let source = Place::file("a.csv").row(3);
        let ada = person("Ada", "Testperson", Some(1990), &[]);
        let key = ada.key("one", &source);
        assert!(is_key(&key), "{key}");
        assert_eq!(key, person("ADA", "testperson", Some(1990), &[]).key("one", &Place::file("b.csv")));
        assert_ne!(key, ada.key("two", &source));
        let nobody = person("Ada", "Testperson", None, &[]);
        assert!(nobody.key("one", &source).starts_with('x'));
        assert_ne!(nobody.key("one", &source), nobody.key("one", &Place::file("a.csv").row(4)));
    }
}
