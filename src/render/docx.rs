//! Word templates.

use crate::finding::Finding;
use tera::Context;

/// A Word template, taken apart and checked.
#[derive(Debug)]
pub struct WordTemplate {}

impl WordTemplate {
    /// Takes a Word template apart and checks it.
    pub fn load(_name: &str, _bytes: &[u8]) -> Result<WordTemplate, Vec<Finding>> {
        Ok(WordTemplate {})
    }

    /// The document with its view filled in.
    pub fn fill(&self, _context: &Context) -> Result<Vec<u8>, Finding> {
        Ok(Vec::new())
    }
}
