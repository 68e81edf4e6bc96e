//! Typst sources + fonts → PDF (PDF/UA-1 and PDF/A-2a together), in worker processes.
//!
//! Architecture Invariant: nothing here reads a file; the Typst world holds our templates, our
//! fonts, and the source of one document. No packages, no network, no clock.

mod workers;
mod wire;
mod press;
mod glyphs;
mod world;
mod fonts;

pub use fonts::{BUNDLED, FONT_FAMILIES, bundled_list};
pub use workers::{Workers, serve_typeset};

use crate::finding::Finding;

/// What typesetting one document gave.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters that no font has or that could not be shown, and were printed as their codes;
    /// warnings of the compiler.
    pub findings: Vec<Finding>,
}

/// Typesets documents. The program's own implementation is a pool of worker processes; tests use
/// a recording fake.
pub trait Typesetter {
    /// Typesets every source; results in the order of the sources. A document that cannot be made
    /// is an `Err` with the finding that says so; the others go on.
    ///
    /// `sources` are `(path of the document, Typst source)`; `files` are what a source may import,
    /// by name (`house.typ`); `fonts` are font files beyond the bundled ones.
    fn typeset(
        &self,
        sources: &[(String, String)],
        files: &[(String, String)],
        fonts: &[Vec<u8>],
    ) -> Vec<Result<Typeset, Finding>>;
}
