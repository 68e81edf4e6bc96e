//! Views + Tera templates → Typst sources, docx, xlsx, text. One Tera instance per format, since
//! an instance has one escape function.
//!
//! Architecture Invariant: uses the types of `plan` and `finding`; reads no file: templates are
//! embedded or handed in. Data reaches Typst only inside string literals.

use crate::finding::Finding;

/// A document ready to be typeset or written.
#[derive(Clone)]
pub struct Rendered {
    /// Its path under the meeting's output folder.
    pub path: String,
    /// What it is.
    pub body: Body,
}

/// A rendered document's body.
#[derive(Clone)]
pub enum Body {
    /// A Typst source, to be typeset to PDF. It may import `house.typ`.
    Typst(String),
    /// Final bytes: docx, xlsx, csv, json, txt.
    Bytes(Vec<u8>),
}

/// A panel's own template that cannot be used, or a defect in a built-in one.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct TemplateError(pub Finding);
