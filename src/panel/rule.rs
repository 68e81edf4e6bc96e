//! One rule of a panel.

use chrono::NaiveDate;

use super::Expression;
use crate::finding::Place;

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
