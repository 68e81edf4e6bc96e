//! Risk instruments: questions, options with scores, threshold with its operator.

/// A scored risk assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Its name as referrals write it.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Its version.
    pub version: String,
    /// Where it comes from; a specimen of ours says so.
    pub source: String,
    /// Questions in order.
    pub questions: Vec<Question>,
    /// The threshold.
    pub threshold: i64,
    /// `>` or `>=`.
    pub operator: Operator,
    /// Whether the threshold is published by the panel, or ours.
    pub published: bool,
}

/// How a total meets the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// "above 31".
    Above,
    /// "14 or more".
    AtLeast,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A short code: `repeat-incidents`.
    pub code: String,
    /// The question as printed.
    pub text: String,
    /// Other headings for it.
    pub aliases: Vec<String>,
    /// Options with their scores.
    pub options: Vec<ScoredOption>,
    /// An option that makes the risk high whatever the total.
    pub escalator: Option<String>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredOption {
    /// Its text.
    pub text: String,
    /// Its score.
    pub score: i64,
}

/// The total of an assessment: a range while answers are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskTotal {
    /// Lowest total the answers allow.
    pub low: i64,
    /// Highest.
    pub high: i64,
    /// An escalator was answered.
    pub escalated: bool,
}
