//! Risk instruments: questions, options with scores, threshold with its operator.

use super::RawInstrument;
use crate::finding::Finding;

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

impl Instrument {
    /// The instrument of an `[[instrument]]` table, or everything that is wrong with it.
    pub fn check(raw: &RawInstrument) -> Result<Instrument, Vec<Finding>> {
        let text = |written: &super::Written<String>| written.value.clone();
        let (operator, threshold) = match raw.threshold.value.strip_prefix(">=") {
            Some(rest) => (Operator::AtLeast, rest),
            None => (Operator::Above, raw.threshold.value.trim_start_matches('>')),
        };
        let threshold = threshold.trim().parse().map_err(|_| {
            vec![
                Finding::error("panel-threshold", "the threshold is not `> 31` or `>= 14`")
                    .at(raw.threshold.place.clone()),
            ]
        })?;
        Ok(Instrument {
            name: text(&raw.name),
            aliases: raw.aliases.iter().map(text).collect(),
            version: text(&raw.version),
            source: text(&raw.source),
            questions: raw
                .questions
                .iter()
                .map(|question| Question {
                    code: text(&question.code),
                    text: text(&question.text),
                    aliases: question.aliases.iter().map(text).collect(),
                    options: question
                        .options
                        .iter()
                        .map(|(option, score)| ScoredOption { text: text(option), score: score.value })
                        .collect(),
                    escalator: question.escalator.as_ref().map(text),
                })
                .collect(),
            threshold,
            operator,
            published: raw.published.value,
        })
    }
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
