//! A panel's own Word templates: taken apart by a worker, and freed of what a template must not bring
//! along: macros, embedded programs, links that load something, names of people and computers.

mod clean;
mod package;
mod relations;

use crate::finding::{Finding, Place};
use crate::worker::{join, split};

/// A file of a package: its name and its bytes.
pub type Part = (String, Vec<u8>);

/// What is left of a Word file that may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordParts {
    /// The parts that are needed, in the order of the package.
    pub parts: Vec<Part>,
    /// What was left out, a sentence each.
    pub left_out: Vec<String>,
}

/// A Word template of a panel, or why it cannot be used.
#[derive(Clone, Debug)]
pub struct WordFile {
    /// Its name within `templates/`.
    pub name: String,
    /// Its parts.
    pub opened: Result<WordParts, Finding>,
}

/// Takes a Word file apart.
///
/// # Errors
/// What is wrong with it, in words.
pub fn word_parts(bytes: &[u8]) -> Result<WordParts, String> {
    clean::cleaned(package::open(bytes)?)
}

/// A Word template that cannot be used, as a finding.
pub fn word_refused(name: &str, message: impl Into<String>) -> Finding {
    Finding::error("template-refused", message)
        .at(Place::file(format!("templates/{name}")))
        .help("Open it in Word, take that out or copy the text into a new document, and save it as “Word Document (*.docx)”")
}

/// The worker's side: a Word file's bytes to its parts, or to what is wrong with it.
pub(super) fn answer(bytes: &[u8]) -> Vec<u8> {
    match word_parts(bytes) {
        Ok(word) => {
            let count = word.left_out.len().to_string();
            let mut fields: Vec<&[u8]> = vec![b"parts", count.as_bytes()];
            fields.extend(word.left_out.iter().map(String::as_bytes));
            fields.extend(word.parts.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]));
            join(&fields)
        }
        Err(message) => join(&[b"refused", message.as_bytes()]),
    }
}

/// Reads the answer of [`answer`]. `None` if it is none.
pub(super) fn read_answer(answer: &[u8]) -> Option<Result<WordParts, String>> {
    let fields = split(answer)?;
    let text = |field: &[u8]| String::from_utf8(field.to_vec()).ok();
    let (kind, rest) = fields.split_first()?;
    if *kind == b"refused" {
        return Some(Err(text(rest.first()?)?));
    }
    let (count, rest) = rest.split_first()?;
    let (left_out, parts) = rest.split_at_checked(text(count)?.parse().ok()?)?;
    let left_out = left_out.iter().map(|field| text(field)).collect::<Option<_>>()?;
    let parts = parts.chunks_exact(2).map(|part| Some((text(part[0])?, part[1].to_vec())));
    Some(Ok(WordParts { parts: parts.collect::<Option<_>>()?, left_out }))
}

#[cfg(test)]
mod tests;
