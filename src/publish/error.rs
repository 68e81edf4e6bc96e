//! Why nothing was published, and what to do about it.

use std::path::PathBuf;

use super::fs::DiskError;
use crate::finding::Finding;

/// Nothing was published; what was published before stands.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The new output could not be completed.
    #[error("nothing was published in {}: {why}; missing: {}", .folder.display(), in_words(.missing))]
    NotPublished {
        /// The meeting's folder.
        folder: PathBuf,
        /// Every document that is not there, or only as it was before.
        missing: Vec<String>,
        /// What went wrong.
        why: Box<PublishError>,
    },
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Another run is at work.
    #[error("another run is at work in {}{}", .folder.display(), told(.holder))]
    Locked {
        /// The panel's output folder.
        folder: PathBuf,
        /// Who, as that run said it; empty if it said nothing.
        holder: String,
    },
    /// A new working folder would take the place of something.
    #[error("{} is there already, and nothing was written", .path.display())]
    AlreadyThere {
        /// Where.
        path: PathBuf,
    },
    /// Something else stands where the meeting's folder should be.
    #[error("{} is not a folder", .path.display())]
    NotAFolder {
        /// Where.
        path: PathBuf,
    },
    /// The output would be written into the input.
    #[error("the output folder {} is or lies in the input folder", .output.display())]
    InTheInput {
        /// The output folder.
        output: PathBuf,
    },
    /// The last output was made by a newer program.
    #[error("{} has format {format}, which this version of the program does not know", .path.display())]
    Newer {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// The register is not as it was when the run read it.
    #[error("{} was changed while the program ran", .path.display())]
    RegisterChanged {
        /// The register.
        path: PathBuf,
    },
}

impl PublishError {
    /// What a person can do.
    pub fn help(&self) -> String {
        match self {
            PublishError::NotPublished { why, .. } => why.help(),
            PublishError::Disk(error) => error.help().into(),
            PublishError::Locked { .. } => "Wait until it has finished, or end it, and run this again".into(),
            PublishError::NotAFolder { .. } => {
                "Move what stands there out of the way and run this again".into()
            }
            PublishError::AlreadyThere { .. } => {
                "Choose another name; --from says which built-in panel it starts from".into()
            }
            PublishError::InTheInput { .. } => "Choose another folder with --output".into(),
            PublishError::Newer { .. } => {
                "Use the newer version of the program, or choose another folder with --output".into()
            }
            PublishError::RegisterChanged { .. } => "Run this again".into(),
        }
    }

    /// Whether the register is not as it was when the run read it.
    pub fn is_changed_register(&self) -> bool {
        match self {
            PublishError::NotPublished { why, .. } => why.is_changed_register(),
            PublishError::RegisterChanged { .. } => true,
            _ => false,
        }
    }

    /// The error as a finding.
    pub fn finding(&self) -> Finding {
        Finding::error("not-published", self.to_string()).help(self.help())
    }
}

fn told(holder: &str) -> String {
    if holder.is_empty() { String::new() } else { format!(": {holder}") }
}

fn in_words(documents: &[String]) -> String {
    const NAMED: usize = 20;
    let named = documents.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match documents.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
