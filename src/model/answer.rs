//! Answers: what a form says in one place, parsed once.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::finding::Place;

/// A date, and a time where one was given. London time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: NaiveDate,
    /// The time of day; absent when only a date was written.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// Date and time together, if there is a time.
    pub fn date_time(self) -> Option<NaiveDateTime> {
        self.time.map(|time| self.date.and_time(time))
    }
}

/// A parsed value. `Choice` answers are `Text` in the canonical spelling of the form.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Words; never empty, white space trimmed at both ends.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// A day with, perhaps, a time.
    Moment(Moment),
    /// A time of day.
    Time(NaiveTime),
    /// Several entries, none of them empty. An empty list is a known answer.
    List(Vec<String>),
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«…»")
    }
}

/// What a form gives for one question.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Asked and not known: "don't know", "n/k", or "no fixed abode" for an area. Not blank.
    NotKnown {
        /// What was written.
        written: String,
        /// Where.
        place: Place,
    },
    /// Written, but not understood. Decided as if it were blank, and the return letter names it.
    Unreadable {
        /// What was written.
        written: String,
        /// Where.
        place: Place,
        /// What is wrong with it, in plain words: "there is no 31 June".
        problem: String,
    },
    /// Left blank in a place the form has for it.
    Blank {
        /// The empty cell where the answer should be.
        place: Place,
    },
    /// Given and understood.
    Given {
        /// The value.
        value: Value,
        /// What was written, to the letter.
        written: String,
        /// Where.
        place: Place,
    },
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Answer::NotKnown { .. } => "NotKnown",
            Answer::Unreadable { .. } => "Unreadable",
            Answer::Blank { .. } => "Blank",
            Answer::Given { .. } => "Given",
        };
        write!(f, "{name}(«…» at {})", self.place())
    }
}

impl Answer {
    /// The cell it stands in.
    pub fn place(&self) -> &Place {
        match self {
            Answer::NotKnown { place, .. }
            | Answer::Unreadable { place, .. }
            | Answer::Blank { place }
            | Answer::Given { place, .. } => place,
        }
    }

    /// The value, if one was given and understood.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Answer::Given { value, .. } => Some(value),
            _ => None,
        }
    }

    /// What was written, if anything.
    pub fn written(&self) -> Option<&str> {
        match self {
            Answer::NotKnown { written, .. }
            | Answer::Unreadable { written, .. }
            | Answer::Given { written, .. } => Some(written),
            Answer::Blank { .. } => None,
        }
    }
}

/// All answers of one referral or return, by the path of their fact (`subject.surname`).
///
/// A path that is missing was not in the form at all; it counts as left blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<&'static str, Answer>);

impl Answers {
    /// Enters an answer; the last one for a path stays, and the one it replaces is returned.
    pub fn insert(&mut self, path: &'static str, answer: Answer) -> Option<Answer> {
        self.0.insert(path, answer)
    }

    /// The answer at a path, blank ones included.
    pub fn get(&self, path: &str) -> Option<&Answer> {
        self.0.get(path)
    }

    /// The words at a path, if given.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.0.get(path)?.value()? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The yes or no at a path, if given.
    pub fn yes_no(&self, path: &str) -> Option<bool> {
        match self.0.get(path)?.value()? {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        }
    }

    /// The whole number at a path, if given.
    pub fn number(&self, path: &str) -> Option<i64> {
        match self.0.get(path)?.value()? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The day at a path, if given; of a moment, its day.
    pub fn date(&self, path: &str) -> Option<NaiveDate> {
        match self.0.get(path)?.value()? {
            Value::Date(date) => Some(*date),
            Value::Moment(moment) => Some(moment.date),
            _ => None,
        }
    }

    /// The day and time at a path, if given.
    pub fn moment(&self, path: &str) -> Option<Moment> {
        match self.0.get(path)?.value()? {
            Value::Date(date) => Some(Moment { date: *date, time: None }),
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The entries of a list; empty if blank.
    pub fn list(&self, path: &str) -> &[String] {
        match self.0.get(path).and_then(Answer::value) {
            Some(Value::List(entries)) => entries,
            _ => &[],
        }
    }

    /// What was written at a path, given or not understood.
    pub fn written(&self, path: &str) -> Option<&str> {
        self.0.get(path)?.written()
    }

    /// The cell of a path, if the form has it.
    pub fn place(&self, path: &str) -> Option<&Place> {
        self.0.get(path).map(Answer::place)
    }

    /// All answers in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Answer)> {
        self.0.iter().map(|(path, answer)| (*path, answer))
    }
}
