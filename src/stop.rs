//! Why a run, or one panel of it, came to a stop.

use std::fmt;

use crate::finding::Finding;
use crate::panel::Defect;
use crate::publish::PublishError;
use crate::read::ReadError;

/// The one error type at the top.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// There is nothing to read.
    #[error("error: {0}")]
    Read(#[from] ReadError),
    /// The panel's own files cannot be used: its `panel.toml`, register or templates.
    #[error("{}", Findings(findings))]
    Panel {
        /// The panel's folder.
        panel: String,
        /// What is wrong, all of it.
        findings: Vec<Finding>,
    },
    /// A defect of this program.
    #[error(
        "error: {panel} was not decided: {defect}\nhelp: this is a defect of cmarac; please report it with the rule's text"
    )]
    Defect {
        /// The panel's folder.
        panel: String,
        /// What went wrong.
        defect: Defect,
    },
    /// The documents were made and could not be written.
    #[error("error: {0}\nhelp: {help}", help = .0.help())]
    Publish(#[from] PublishError),
}

impl Stop {
    /// Whether nothing was published because the register changed after it was read.
    pub(crate) fn is_changed_register(&self) -> bool {
        matches!(self, Stop::Publish(error) if error.is_changed_register())
    }
}

struct Findings<'a>(&'a [Finding]);

impl fmt::Display for Findings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, finding) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}
