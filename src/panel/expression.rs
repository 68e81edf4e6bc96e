//! Rule expressions: a checked subset of CEL with three truth values.

use std::collections::BTreeMap;

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

/// Known facts by path; a fact that is absent is not in it.
pub type FactValues = BTreeMap<&'static str, Value>;

/// An error of evaluation that is not an absent fact: a defect of this program, which stops the run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rule `{source_text}` could not be evaluated: {problem}")]
pub struct Defect {
    /// The expression.
    pub source_text: String,
    /// What went wrong.
    pub problem: String,
}

/// A checked expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// As written.
    pub source_text: String,
}
