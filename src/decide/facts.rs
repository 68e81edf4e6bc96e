//! A case's answers as facts: what is known, what is not and why not, and the cells it rests on.
//!
//! A person referred by two agencies is one case. An answer is taken from the agency that referred
//! first; where that one leaves a gap, from the next. Of one agency's own referrals the newest goes
//! first, as it corrects the others. Lists are put together. Where two agencies contradict each
//! other on a yes or no, a number, a date or a choice, nobody here picks one: the fact is not
//! known, a person decides, and a finding says so. An urgent meeting is asked for if any asks.

use std::collections::BTreeMap;

use crate::finding::{Finding, Place};
use crate::model::{Answer, Case, FACTS, Fact, Kind, Origin, Referral, Value};
use crate::panel::{FactValues, normalise_name};

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
    /// Two agencies contradict each other; decided as if it were not known.
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
            Standing::Contradicted => "answered differently by two agencies",
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
    /// Every referring agency says the same: it may stand in the letter to each referrer.
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
    let agencies = by_agency(case);
    for fact in FACTS {
        if matches!(fact.origin, Origin::Heading { .. }) {
            facts.enter(fact.path, merge(&agencies, fact, findings));
        }
    }
    facts
}

/// The referrals of a case by agency: agencies in the order of their first receipt, and of each agency
/// its newest referral first, since that one corrects the others. A referral that names no agency
/// stands alone.
pub(super) fn by_agency(case: &Case) -> Vec<Vec<&Referral>> {
    let mut agencies: Vec<(String, Vec<&Referral>)> = Vec::new();
    for referral in &case.referrals {
        let name = normalise_name(referral.answers.text("referrer.agency").unwrap_or_default());
        match agencies.iter_mut().find(|(other, _)| *other == name && !name.is_empty()) {
            Some((_, referrals)) => referrals.insert(0, referral),
            None => agencies.push((name, vec![referral])),
        }
    }
    agencies.into_iter().map(|(_, referrals)| referrals).collect()
}

fn merge(agencies: &[Vec<&Referral>], fact: &Fact, findings: &mut Vec<Finding>) -> Known {
    let said: Vec<Known> = agencies
        .iter()
        .map(|referrals| {
            let answers: Vec<Option<&Answer>> =
                referrals.iter().map(|referral| referral.answers.get(fact.path)).collect();
            if fact.kind == Kind::List { one_list(&answers) } else { first_given(fact, &answers) }
        })
        .collect();
    let shared =
        said.windows(2).all(|pair| pair[0].value == pair[1].value && pair[0].standing == pair[1].standing);
    let contradicted = contradiction(fact, &said);
    let merged = match (fact.kind, contradicted) {
        (Kind::List, _) => all_lists(said),
        (_, Some(place)) => {
            findings.push(
                Finding::warning(
                    "referrals-disagree",
                    format!(
                        "two agencies answer \"{}\" differently about one person, so it is not known",
                        heading(fact)
                    ),
                )
                .at(place)
                .help("Ask both referrers, correct the one that is wrong, and run again"),
            );
            Known::absent(Standing::Contradicted, said.into_iter().flat_map(|known| known.places).collect())
        }
        (_, None) if fact.path == "referral.urgent" => any_yes(said),
        (_, None) => best(said),
    };
    Known { shared, ..merged }
}

/// The heading of a fact as the blank form words it; a computed one has none and gives its meaning.
pub(super) fn heading(fact: &Fact) -> &'static str {
    match fact.origin {
        Origin::Heading { heading, .. } => heading,
        Origin::Computed(_) => fact.meaning,
    }
}

/// One agency's list: everything its referrals name; blank is an empty list.
fn one_list(answers: &[Option<&Answer>]) -> Known {
    let mut entries: Vec<String> = Vec::new();
    let mut places = Vec::new();
    let mut otherwise = None;
    for answer in answers.iter().flatten() {
        let place = answer.place().clone();
        match answer {
            Answer::Given { value: Value::List(given), .. } => {
                for entry in given {
                    if !entries.contains(entry) {
                        entries.push(entry.clone());
                    }
                }
                places.push(place);
            }
            Answer::Blank { .. } | Answer::Given { .. } => places.push(place),
            Answer::NotKnown { .. } => {
                otherwise.get_or_insert_with(|| Known::absent(Standing::NotKnown, vec![place]));
            }
            Answer::Unreadable { problem, .. } => {
                let standing = Standing::Unreadable(problem.clone());
                otherwise.get_or_insert_with(|| Known::absent(standing, vec![place]));
            }
        }
    }
    match otherwise {
        Some(known) if entries.is_empty() => known,
        _ => Known::value(Value::List(entries), places),
    }
}

/// All agencies' lists together. If none names anything, one that does not know makes it not known.
fn all_lists(said: Vec<Known>) -> Known {
    let mut entries: Vec<String> = Vec::new();
    for known in &said {
        if let Some(Value::List(given)) = &known.value {
            for entry in given {
                if !entries.contains(entry) {
                    entries.push(entry.clone());
                }
            }
        }
    }
    let absent = said.iter().find(|known| known.value.is_none()).cloned();
    match absent {
        Some(known) if entries.is_empty() => known,
        _ => Known::value(Value::List(entries), said.into_iter().flat_map(|known| known.places).collect()),
    }
}

fn any_yes(said: Vec<Known>) -> Known {
    match said.iter().find(|known| known.value == Some(Value::YesNo(true))) {
        Some(yes) => yes.clone(),
        None => best(said),
    }
}

/// The first that has a value; else what can still be mended goes before what is not known.
fn best(said: Vec<Known>) -> Known {
    let order = |known: &Known| match known.standing {
        Standing::Known => 0,
        Standing::Unreadable(_) => 1,
        Standing::Blank => 2,
        Standing::NotKnown | Standing::Contradicted => 3,
    };
    said.into_iter().min_by_key(order).unwrap_or_else(|| Known::absent(Standing::Blank, Vec::new()))
}

/// One agency's answer: the newest given, else the best of what it said in its place.
fn first_given(fact: &Fact, answers: &[Option<&Answer>]) -> Known {
    best(
        answers
            .iter()
            .map(|answer| match answer {
                None => Known::absent(Standing::Blank, Vec::new()),
                Some(answer) => {
                    let places = vec![answer.place().clone()];
                    match answer {
                        Answer::Given { value, .. } => match out_of_bounds(value) {
                            None => Known::value(narrowed(fact.kind, value), places),
                            Some(problem) => Known::absent(Standing::Unreadable(problem), places),
                        },
                        Answer::Unreadable { problem, .. } => {
                            Known::absent(Standing::Unreadable(problem.clone()), places)
                        }
                        Answer::Blank { .. } => Known::absent(Standing::Blank, places),
                        Answer::NotKnown { .. } => Known::absent(Standing::NotKnown, places),
                    }
                }
            })
            .collect(),
    )
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

/// The place of an answer that contradicts another agency's, for facts where that cannot stand.
fn contradiction(fact: &Fact, said: &[Known]) -> Option<Place> {
    let matters = matches!(fact.kind, Kind::YesNo | Kind::Number | Kind::Date | Kind::Choice(_))
        && !fact.path.starts_with("referrer.")
        && !fact.path.starts_with("risk.")
        && fact.path != "referral.urgent";
    let mut given = said.iter().filter(|known| matters && known.value.is_some());
    let first = given.next()?;
    given.find(|known| known.value != first.value).and_then(|known| known.places.first().cloned())
}
