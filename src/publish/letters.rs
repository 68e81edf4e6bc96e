//! Letters as they lie in the output, and what is recorded of those that were sent.

use super::fs::{Disk, Kind, RealDisk};
use super::{Lock, PublishError, RegisterAppend, append, hash, manifest};
use crate::plan::LetterMade;

/// A letter or an invitation that was published.
#[derive(Clone, Debug)]
pub struct PublishedLetter {
    /// What it tells.
    pub made: LetterMade,
    /// BLAKE3 of the file as it was made.
    pub file: String,
    /// What lies there now.
    pub now: LetterFile,
}

/// What lies in the place of a published letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterFile {
    /// The letter as it was made.
    AsMade,
    /// Something else: it was edited, or replaced.
    Other,
    /// Nothing.
    Missing,
}

/// The letters of a meeting in the panel's output folder that is locked, sorted by path; none if nothing
/// was published for it.
///
/// # Errors
/// If the folder cannot be read, or was written by a newer program.
pub fn letters(lock: &Lock, meeting: &str) -> Result<Option<Vec<PublishedLetter>>, PublishError> {
    let folder = lock.folder().join(meeting);
    let Some(manifest) = manifest::of_folder(&RealDisk, &folder)? else { return Ok(None) };
    let mut letters = Vec::new();
    for (path, told) in manifest.letters {
        let Some(file) = manifest.outputs.get(&path) else { continue };
        let now = if !super::path::is_safe(&path) || RealDisk.kind(&folder.join(&path))? != Some(Kind::File) {
            LetterFile::Missing
        } else if hash(&RealDisk.read(&folder.join(&path))?) == *file {
            LetterFile::AsMade
        } else {
            LetterFile::Other
        };
        letters.push(PublishedLetter { made: LetterMade { path, ..told }, file: file.clone(), now });
    }
    Ok(Some(letters))
}

/// Appends to the register what was sent.
///
/// # Errors
/// If the register is not as it was read, or cannot be written to.
pub fn record(register: &RegisterAppend) -> Result<(), PublishError> {
    append(&RealDisk, Some(register))
}
