//! A case's answers as facts: what is known, what is not and why not, and the cells it rests on.
//!
//! A person referred by two agencies is one case. An answer is taken from the referral received
//! first; where that one leaves a gap, from the next. Lists are put together. Where two referrals
//! contradict each other on a yes or no, a number, a date or a choice, nobody here picks one: the
//! fact is not known, a person decides, and a finding says so. An urgent meeting is asked for if
//! any of them asks.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Place};
use crate::model::{Answer, Case, FACTS, Fact, Kind, Origin, Value};
use crate::panel::FactValues;

/// Numbers beyond this are slips of the pen, and could overflow a sum.
const LARGEST: i64 = 1_000_000;

/// Why a fact has a value, or has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It has a value.
    Known,
    /// The answer was left blank, or the form did not ask.
    Blank,
    /// The answer says that it is not known.
    NotKnown,
    /// The answer could not be read; decided as if it were blank.
    Unreadable(String),
    /// Two referrals contradict each other; decided as if it were not known.
    Contradicted,
}

impl Standing {
    /// Whether the referrer can mend it by filling in the form.
    pub(super) fn can_be_filled_in(&self) -> bool {
        matches!(self, Standing::Blank | Standing::Unreadable(_))
    }

    /// In words, for audits and letters.
    pub(super) fn words(&self) -> &str {
        match self {
            Standing::Known => "known",
            Standing::Blank => "left blank",
            Standing::NotKnown => "not known",
            Standing::Unreadable(_) => "not readable",
            Standing::Contradicted => "answered differently by two referrals",
        }
    }
}

/// One fact of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Its value.
    pub(super) value: Option<Value>,
    /// Why it has one, or none.
    pub(super) standing: Standing,
    /// The cells it rests on.
    pub(super) places: Vec<Place>,
    /// Every referral of the case says the same: it may stand in the letter to each referrer.
    pub(super) shared: bool,
}

impl Known {
    /// A fact with a value.
    pub(super) fn value(value: Value, places: Vec<Place>) -> Self {
        Known { value: Some(value), standing: Standing::Known, places, shared: true }
    }

    /// A fact without one.
    pub(super) fn absent(standing: Standing, places: Vec<Place>) -> Self {
        Known { value: None, standing, places, shared: true }
    }
}

/// All facts of a case.
#[derive(Debug, Default)]
pub(super) struct Facts(BTreeMap<&'static str, Known>);

impl Facts {
    /// Enters a fact, in place of what stood there.
    pub(super) fn enter(&mut self, path: &'static str, known: Known) {
        self.0.insert(path, known);
    }

    /// What is known of a fact; a path that was never entered counts as left blank.
    pub(super) fn get(&self, path: &str) -> Known {
        self.0.get(path).cloned().unwrap_or_else(|| Known::absent(Standing::Blank, Vec::new()))
    }

    /// Its words, if known.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        match self.0.get(path)?.value.as_ref()? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its yes or no, if known.
    pub(super) fn yes_no(&self, path: &str) -> Option<bool> {
        match self.0.get(path)?.value.as_ref()? {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        }
    }

    /// Its number, if known.
    pub(super) fn number(&self, path: &str) -> Option<i64> {
        match self.0.get(path)?.value.as_ref()? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Everything that is known, as rules take it.
    pub(super) fn values(&self) -> FactValues {
        self.0.iter().filter_map(|(path, known)| Some((*path, known.value.clone()?))).collect()
    }

    /// Everything entered.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &Known)> {
        self.0.iter().map(|(path, known)| (*path, known))
    }
}

/// The answers under headings, of all referrals of the case together. Computed facts are not in it.
pub(super) fn gather(case: &Case, findings: &mut Vec<Finding>) -> Facts {
    let mut facts = Facts::default();
    for fact in FACTS {
        if matches!(fact.origin, Origin::Heading { .. }) {
            facts.enter(fact.path, merge(case, fact, findings));
        }
    }
    facts
}

fn merge(case: &Case, fact: &Fact, findings: &mut Vec<Finding>) -> Known {
    let answers: Vec<Option<&Answer>> =
        case.referrals.iter().map(|referral| referral.answers.get(fact.path)).collect();
    let mut known = match fact.kind {
        Kind::List => merge_lists(&answers),
        _ if fact.path == "referral.urgent" => {
            any_yes(&answers).unwrap_or_else(|| first_given(fact, &answers))
        }
        _ => first_given(fact, &answers),
    };
    if let Some(place) = contradiction(fact, &answers) {
        findings.push(
            Finding::warning(
                "referrals-disagree",
                format!(
                    "two referrals of one person answer \"{}\" differently, so it is not known",
                    heading(fact)
                ),
            )
            .at(place)
            .help("Ask both referrers, correct the one that is wrong, and run again"),
        );
        let places = places(&answers);
        known = Known::absent(Standing::Contradicted, places);
    }
    let said: BTreeSet<Option<&str>> =
        answers.iter().map(|answer| answer.and_then(|answer| answer.written())).collect();
    known.shared = said.len() <= 1;
    known
}

/// The heading of a fact as the blank form words it; a computed one has none and gives its meaning.
pub(super) fn heading(fact: &Fact) -> &'static str {
    match fact.origin {
        Origin::Heading { heading, .. } => heading,
        Origin::Computed(_) => fact.meaning,
    }
}

fn places(answers: &[Option<&Answer>]) -> Vec<Place> {
    answers.iter().flatten().map(|answer| answer.place().clone()).collect()
}

fn merge_lists(answers: &[Option<&Answer>]) -> Known {
    let mut entries: Vec<String> = Vec::new();
    for answer in answers.iter().flatten() {
        if let Some(Value::List(given)) = answer.value() {
            for entry in given {
                if !entries.contains(entry) {
                    entries.push(entry.clone());
                }
            }
        }
    }
    if entries.is_empty() {
        for answer in answers.iter().flatten() {
            match answer {
                Answer::NotKnown { place, .. } => {
                    return Known::absent(Standing::NotKnown, vec![place.clone()]);
                }
                Answer::Unreadable { place, problem, .. } => {
                    return Known::absent(Standing::Unreadable(problem.clone()), vec![place.clone()]);
                }
                Answer::Blank { .. } | Answer::Given { .. } => {}
            }
        }
    }
    Known::value(Value::List(entries), places(answers))
}

fn any_yes(answers: &[Option<&Answer>]) -> Option<Known> {
    answers
        .iter()
        .flatten()
        .find(|answer| answer.value() == Some(&Value::YesNo(true)))
        .map(|answer| Known::value(Value::YesNo(true), vec![answer.place().clone()]))
}

/// The first answer given; else the first that could not be read; else a blank, which can still be
/// filled in; else "not known".
fn first_given(fact: &Fact, answers: &[Option<&Answer>]) -> Known {
    let mut unreadable = None;
    let mut blank = None;
    let mut not_known = None;
    for answer in answers {
        match answer {
            Some(Answer::Given { value, place, .. }) => match out_of_bounds(value) {
                None => return Known::value(narrowed(fact.kind, value), vec![place.clone()]),
                Some(problem) => {
                    unreadable.get_or_insert((Standing::Unreadable(problem), vec![place.clone()]));
                }
            },
            Some(Answer::Unreadable { place, problem, .. }) => {
                unreadable.get_or_insert((Standing::Unreadable(problem.clone()), vec![place.clone()]));
            }
            Some(Answer::Blank { place }) => {
                blank.get_or_insert((Standing::Blank, vec![place.clone()]));
            }
            Some(Answer::NotKnown { place, .. }) => {
                not_known.get_or_insert((Standing::NotKnown, vec![place.clone()]));
            }
            None => {
                blank.get_or_insert((Standing::Blank, Vec::new()));
            }
        }
    }
    let (standing, places) =
        unreadable.or(blank).or(not_known).unwrap_or_else(|| (Standing::Blank, Vec::new()));
    Known::absent(standing, places)
}

fn out_of_bounds(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) if !(-LARGEST..=LARGEST).contains(number) => {
            Some("the number is too large to be meant".to_owned())
        }
        _ => None,
    }
}

/// A day where the form asks for one with a time, and the other way round, is the same answer.
fn narrowed(kind: Kind, value: &Value) -> Value {
    match (kind, value) {
        (Kind::Date, Value::Moment(moment)) => Value::Date(moment.date),
        _ => value.clone(),
    }
}

/// The place of an answer that contradicts an earlier one, for facts where that cannot stand.
fn contradiction(fact: &Fact, answers: &[Option<&Answer>]) -> Option<Place> {
    let matters = matches!(fact.kind, Kind::YesNo | Kind::Number | Kind::Date | Kind::Choice(_))
        && !fact.path.starts_with("referrer.")
        && !fact.path.starts_with("risk.")
        && fact.path != "referral.urgent";
    if !matters {
        return None;
    }
    let mut given = answers.iter().flatten().filter_map(|answer| Some((answer.value()?, answer.place())));
    let (first, _) = given.next()?;
    given.find(|(value, _)| *value != first).map(|(_, place)| place.clone())
}
