//! One rule of a panel.

use chrono::NaiveDate;

use super::{Expression, RawRule};
use crate::finding::{Finding, Place};

/// A rule, checked when the panel was loaded.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Stable name: `adults-only`.
    pub code: String,
    /// Which gate it belongs to.
    pub gate: Gate,
    /// What must hold (for an exclusion: what excludes).
    pub expression: Expression,
    /// In force from this day.
    pub from: NaiveDate,
    /// Why, in a letter's words; `{fact}` placeholders were checked.
    pub reason: String,
    /// Keys of advice.
    pub advice: Vec<String>,
    /// Where the rule comes from.
    pub source: String,
    /// On the risk gate: how a profile names the ground (`score above the threshold`).
    pub ground: Option<String>,
    /// For a process rule: what must happen first and how, for the return letter.
    pub first: Option<String>,
    /// Its line in `panel.toml`.
    pub place: Place,
}

impl Rule {
    /// The rule of a `[[rule]]` table, or everything that is wrong with it.
    pub fn check(raw: &RawRule) -> Result<Rule, Vec<Finding>> {
        let gate =
            Gate::ALL.into_iter().find(|gate| gate.to_string() == raw.gate.value).ok_or_else(|| {
                vec![Finding::error("panel-unknown-value", "this is no gate").at(raw.gate.place.clone())]
            })?;
        let text = |written: &super::Written<String>| written.value.clone();
        Ok(Rule {
            code: text(&raw.code),
            gate,
            expression: Expression {
                source_text: raw.needs.as_ref().or(raw.excludes.as_ref()).map(text).unwrap_or_default(),
            },
            from: raw.from.value,
            reason: text(&raw.reason),
            advice: raw.advice.iter().map(text).collect(),
            source: text(&raw.source),
            ground: raw.ground.as_ref().map(text),
            first: raw.first.as_ref().map(text),
            place: raw.place.clone(),
        })
    }
}

impl Gate {
    /// All of them, in order.
    pub const ALL: [Gate; 6] =
        [Gate::Exclusion, Gate::Eligibility, Gate::Process, Gate::Completeness, Gate::Risk, Gate::Need];
}

/// The gates a case passes, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Met: another panel's case.
    Exclusion,
    /// Not met: declined.
    Eligibility,
    /// Not met: another process comes first.
    Process,
    /// Not met: something is missing.
    Completeness,
    /// Any one met: a route in.
    Risk,
    /// Not met: declined.
    Need,
}

impl std::fmt::Display for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Gate::Exclusion => "exclusion",
            Gate::Eligibility => "eligibility",
            Gate::Process => "process",
            Gate::Completeness => "completeness",
            Gate::Risk => "risk",
            Gate::Need => "need",
        })
    }
}
