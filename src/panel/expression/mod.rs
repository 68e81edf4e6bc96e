//! Rule expressions: a checked subset of CEL with three truth values.
//!
//! CEL itself has no static types, lets `&&` and `||` absorb every error, misspelt names too, and
//! offers ways round an absent fact. So an expression is read once, at load, into [`Condition`]s:
//! `&&`, `||` and `!` are ours, three-valued; between them stand comparisons, each of which CEL
//! evaluates whole. Within a comparison CEL has nothing to absorb, so an absent fact is seen for
//! what it is, and any other error too.

mod check;
mod evaluate;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Value;

/// The truth of a rule for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// A fact it needs is absent.
    Unknown,
}

impl std::fmt::Display for Truth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Truth::Met => "met",
            Truth::NotMet => "not met",
            Truth::Unknown => "unknown",
        })
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::Met } else { Truth::NotMet }
    }
}

/// Known facts by path; a fact that is absent is not in it.
pub type FactValues = BTreeMap<&'static str, Value>;

/// An error of evaluation that is not an absent fact: a defect of this program, which stops the run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rule `{source_text}` could not be evaluated: {problem}")]
pub struct Defect {
    /// The expression.
    pub source_text: String,
    /// What went wrong; names paths and types, never a value.
    pub problem: String,
}

/// What is wrong with an expression, before it is known in which file and line it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One sentence in a finding's style.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A checked expression: it names known facts only, and its parts fit together by type.
#[derive(Clone, Debug)]
pub struct Expression {
    /// As written.
    pub source_text: String,
    condition: Condition,
    paths: Vec<&'static str>,
}

/// What an expression came to for one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Whether it holds.
    pub truth: Truth,
    /// Of the absent facts, those for which it is unknown; empty unless it is.
    pub for_want_of: BTreeSet<&'static str>,
}

/// An expression as truth values join it.
#[derive(Clone, Debug)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Comparison { tree: cel::IdedExpr, paths: BTreeSet<&'static str> },
}

impl Expression {
    /// Reads and checks an expression; of several problems, the first of each part is given.
    pub fn check(source_text: &str) -> Result<Expression, Vec<Problem>> {
        let condition = check::check(source_text)?;
        let mut paths = Vec::new();
        collect(&condition, &mut paths);
        Ok(Expression { source_text: source_text.to_owned(), condition, paths })
    }

    /// The facts it names, each once, in the order of their paths.
    pub fn paths(&self) -> &[&'static str] {
        &self.paths
    }

    /// Whether it holds for these facts. Only an absent fact makes it unknown.
    pub fn evaluate(&self, facts: &FactValues) -> Result<Truth, Defect> {
        Ok(self.weigh(facts)?.truth)
    }

    /// Whether it holds for these facts, and which absent facts keep it from being known.
    pub fn weigh(&self, facts: &FactValues) -> Result<Weighed, Defect> {
        evaluate::weigh(&self.condition, facts)
            .map_err(|problem| Defect { source_text: self.source_text.clone(), problem })
    }
}

fn collect(condition: &Condition, paths: &mut Vec<&'static str>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                collect(part, paths);
            }
        }
        Condition::Not(part) => collect(part, paths),
        Condition::Comparison { paths: named, .. } => paths.extend(named),
    }
    paths.sort_unstable();
    paths.dedup();
}
