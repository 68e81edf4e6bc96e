//! What a person must hear about: findings, the places they point at, and the ledger that
//! shows nothing was lost.
//!
//! Architecture Invariant: this module uses no other module of the crate.
//!
//! Architecture Invariant: a finding names files, sheets and cells, never people; its text is
//! printed on terminals and kept in logs.

mod ledger;
mod place;

pub use ledger::{Ledger, SetAside, Source};
pub use place::Place;

use std::fmt;

/// How much a finding matters to the person who runs the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Somebody may be in danger if this waits: an urgent request that cannot be decided.
    Urgent,
    /// Something could not be used, or a document could not be made.
    Error,
    /// Something a person should look at; the run went on.
    Warning,
    /// Worth knowing; nothing to do unless it looks wrong.
    Note,
}

impl Severity {
    /// Whether a run with this finding "needs attention" (exit status 3 under `--strict`).
    pub fn needs_attention(self) -> bool {
        self != Severity::Note
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Urgent => "urgent",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// One thing found: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How much it matters; findings sort by this first.
    pub severity: Severity,
    /// Stable kebab-case name, such as `return-late`.
    pub code: &'static str,
    /// The fact that gives offence.
    pub place: Option<Place>,
    /// The line of the panel file that makes it offend, if one does.
    pub rule: Option<Place>,
    /// One sentence in lower case without a full stop, fact first, no personal data.
    pub message: String,
    /// What to do, starting with a verb.
    pub help: Option<String>,
}

impl Finding {
    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Finding { severity, code, place: None, rule: None, message: message.into(), help: None }
    }

    /// A finding that somebody's safety may hang on.
    pub fn urgent(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Urgent, code, message)
    }

    /// A finding that something could not be used or made.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A finding a person should look at.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A finding worth knowing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Points at the offending fact.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Points at the line of configuration that makes it offend.
    #[must_use]
    pub fn under(mut self, rule: Place) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        let help = help.into();
        let mut letters = help.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        self.help = Some(format!("{first}{}", letters.as_str()));
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {place}")?;
        }
        if let Some(rule) = &self.rule {
            write!(f, "\n  rule: {rule}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}
