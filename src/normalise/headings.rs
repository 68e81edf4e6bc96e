//! Headings: which question a cell of a form asks. A heading matches after case, punctuation,
//! white space and words in brackets are dropped; anything else is not used, and said so, with
//! the nearest known heading if one is close. Nothing is guessed.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::corrected;
use crate::model::{CASE_REFERENCE, FACTS, INCIDENT_COLUMNS, Origin, fact};
use crate::panel::Panel;

/// What a heading asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// One answer, by its path.
    Answer(&'static str),
    /// One answer of a repeated group ("Other person 2 surname"), by path and number from 1.
    Numbered(&'static str, u32),
    /// A question of the risk assessment, as worded in the heading.
    Question(String),
}

impl Meaning {
    /// The path, unless it is a risk question.
    pub fn path(&self) -> Option<&'static str> {
        match self {
            Meaning::Answer(path) | Meaning::Numbered(path, _) => Some(path),
            Meaning::Question(_) => None,
        }
    }
}

/// A path with its headings; the first is the one that blank forms print.
pub type Names = (&'static str, &'static [&'static str]);

/// How the sheets of a vocabulary are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Forms and tables: a heading row shows at least three headings side by side.
    FormOrTable,
    /// Tables only: two headings make a heading row.
    Table,
}

/// Every heading that one kind of form may hold.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// How its sheets are laid out.
    pub shape: Shape,
    known: BTreeMap<String, &'static str>,
    numbered: BTreeMap<String, &'static str>,
    questions: BTreeMap<String, String>,
    printed: BTreeMap<&'static str, String>,
}

/// Headings about other people in a case; a number may stand in each ("Other person 2 surname").
const OTHERS: &[Names] = &[
    ("other.surname", &["Other person surname", "Other person last name", "Other person family name"]),
    ("other.forenames", &["Other person forenames", "Other person first name", "Other person forename"]),
    ("other.date_of_birth", &["Other person date of birth", "Other person DOB"]),
    ("other.role", &["Other person role", "Other person's role"]),
    ("other.relationship", &["Other person relationship", "Other person relationship to the person"]),
    ("other.address", &["Other person address"]),
    ("other.area", &["Other person area of residence", "Other person borough"]),
    (
        "other.address_confidential",
        &["Other person address must be kept confidential", "Other person confidential address"],
    ),
];

/// Headings about officers who attend for one case; a number may stand in each.
pub const ATTENDING: &[Names] = &[
    ("attend.name", &["Officer attending", "Attending officer", "Officer attending name"]),
    ("attend.email", &["Officer attending email", "Officer email", "Attending officer email"]),
    ("attend.from", &["Available from", "Officer attending available from"]),
    ("attend.to", &["Available to", "Available until", "Officer attending available to"]),
];

impl Vocabulary {
    /// The headings of a fixed form of ours.
    pub fn new(shape: Shape, names: &[Names]) -> Self {
        let mut vocabulary = Vocabulary {
            shape,
            known: BTreeMap::new(),
            numbered: BTreeMap::new(),
            questions: BTreeMap::new(),
            printed: BTreeMap::new(),
        };
        for (path, headings) in names {
            vocabulary.print(path, headings);
            for heading in *headings {
                vocabulary.known.insert(fold(heading), path);
            }
        }
        vocabulary
    }

    /// The headings of a referral: the table of facts, other people, officers, the questions of
    /// the panel's risk instruments, and the panel's own other spellings.
    pub fn referral(panel: &Panel) -> Self {
        let mut vocabulary = Vocabulary::new(Shape::FormOrTable, &[]);
        for known in FACTS {
            if let Origin::Heading { heading, aliases, .. } = known.origin {
                vocabulary.print(known.path, &[heading]);
                for name in std::iter::once(&heading).chain(aliases) {
                    vocabulary.known.insert(fold(name), known.path);
                }
            }
        }
        vocabulary.print(corrected::REFERENCE, &[CASE_REFERENCE]);
        for name in corrected::HEADINGS {
            vocabulary.known.insert(fold(name), corrected::REFERENCE);
        }
        vocabulary.repeated(OTHERS);
        vocabulary.repeated(ATTENDING);
        for column in INCIDENT_COLUMNS {
            vocabulary.repeated(&[(column.path, column.numbered)]);
        }
        for question in panel.instruments.iter().flat_map(|instrument| &instrument.questions) {
            for wording in std::iter::once(&question.text).chain(&question.aliases) {
                vocabulary.questions.entry(fold(wording)).or_insert_with(|| wording.clone());
            }
        }
        for (heading, path) in &panel.headings {
            if let Some(known) = fact(path) {
                vocabulary.known.insert(fold(heading), known.path);
            }
        }
        vocabulary
    }

    /// Adds headings that are a panel's own, each answered under its wording.
    pub fn own_questions(&mut self, wordings: &[String]) {
        for wording in wordings {
            self.questions.entry(fold(wording)).or_insert_with(|| wording.clone());
        }
    }

    /// Adds headings in which a number may stand.
    pub fn repeated(&mut self, names: &[Names]) {
        for (path, headings) in names {
            self.print(path, headings);
            for heading in *headings {
                self.numbered.insert(fold(heading), path);
            }
        }
    }

    fn print(&mut self, path: &'static str, headings: &[&'static str]) {
        if let Some(first) = headings.first() {
            self.printed.insert(path, (*first).to_owned());
        }
    }

    /// What a heading asks for, if it is known.
    pub fn meaning(&self, written: &str) -> Option<Meaning> {
        if let Some(question) = risk_prefix(written) {
            return Some(Meaning::Question(question.to_owned()));
        }
        let folded = fold(written);
        if folded.is_empty() {
            return None;
        }
        if let Some(path) = self.known.get(&folded) {
            return Some(Meaning::Answer(path));
        }
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        let words: String = folded.chars().filter(|c| !c.is_ascii_digit()).collect();
        if let Some(path) = self.numbered.get(&words) {
            let number = if digits.is_empty() { Some(1) } else { digits.parse().ok() };
            return number.map(|number| Meaning::Numbered(path, number));
        }
        self.questions.get(&folded).map(|wording| Meaning::Question(wording.clone()))
    }

    /// The known heading that an unknown one comes close to.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let folded = fold(written);
        nearest(&folded, self.known.iter().chain(&self.numbered).map(|(known, path)| (known.as_str(), *path)))
            .and_then(|path| self.printed.get(path))
            .map(String::as_str)
    }

    /// The heading that blank forms print for a path.
    pub fn printed(&self, path: &str) -> &str {
        self.printed.get(path).map_or("this heading", String::as_str)
    }
}

/// The question in a heading `Risk: How often do incidents happen?`.
fn risk_prefix(written: &str) -> Option<&str> {
    let written = written.trim();
    let rest = written.get(..4).filter(|start| start.eq_ignore_ascii_case("risk")).map(|_| &written[4..])?;
    let question = rest.trim_start().strip_prefix([':', '-', '–'])?.trim();
    (!question.is_empty()).then_some(question)
}

/// The closest of some spellings, if it is close enough to be a slip of the hand. Two that are
/// equally close but mean different things are none.
pub fn nearest<'a, T: PartialEq + Copy>(
    folded: &str,
    known: impl Iterator<Item = (&'a str, T)>,
) -> Option<T> {
    const CLOSE: f64 = 0.75;
    let mut best: Option<(f64, T)> = None;
    let mut tied = false;
    for (spelling, means) in known {
        let closeness = strsim::normalized_damerau_levenshtein(folded, spelling);
        match best {
            Some((so_far, is)) if closeness <= so_far => tied |= closeness == so_far && is != means,
            _ if closeness >= CLOSE => {
                best = Some((closeness, means));
                tied = false;
            }
            _ => {}
        }
    }
    best.filter(|_| !tied).map(|(_, means)| means)
}

/// A heading for comparison: no case, punctuation, white space or words in brackets.
pub fn fold(written: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in written.nfkc() {
        match c {
            '(' | '[' | '{' => depth = depth.saturating_add(1),
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    letters(&outside)
}

/// Letters and digits of any script, in lower case; nothing else.
pub fn letters(written: &str) -> String {
    written.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::new(
            Shape::FormOrTable,
            &[("subject.surname", &["Surname", "Last name"]), ("subject.date_of_birth", &["Date of birth"])],
        );
        vocabulary.repeated(OTHERS);
        vocabulary
    }

    #[test]
    fn spelling_that_does_not_matter_is_dropped() {
        let surname = Some(Meaning::Answer("subject.surname"));
        for written in ["surname", " SURNAME: ", "Surname (block capitals)", "Sur\u{a0}name *", "Ｓurname"] {
            assert_eq!(vocabulary().meaning(written), surname, "{written}");
        }
    }

    #[test]
    fn a_number_may_stand_where_the_group_repeats() {
        for (written, number) in
            [("Other person surname", 1), ("Other person 2 surname", 2), ("other person surname (3) 3", 3)]
        {
            assert_eq!(
                vocabulary().meaning(written),
                Some(Meaning::Numbered("other.surname", number)),
                "{written}"
            );
        }
        assert_eq!(vocabulary().meaning("Surname 2"), None);
    }

    #[test]
    fn a_near_miss_is_named_and_not_used() {
        assert_eq!(vocabulary().meaning("Date of brith"), None);
        assert_eq!(vocabulary().nearest("Date of brith"), Some("Date of birth"));
        assert_eq!(vocabulary().nearest("Favourite colour"), None);
    }

    #[test]
    fn risk_questions_carry_their_prefix() {
        let question = |written: &str| vocabulary().meaning(written);
        assert_eq!(question("RISK: How often?"), Some(Meaning::Question("How often?".into())));
        assert_eq!(question("Risk assessment"), None);
    }
}
