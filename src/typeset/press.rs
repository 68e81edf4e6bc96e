//! One source to one PDF, whatever characters it holds.

use std::collections::BTreeSet;

use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::{DiagSpan, Source};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::glyphs;
use super::wire::{Printed, Remark};
use super::world::Desk;

/// How to treat characters beyond plain Latin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Print every one that can be printed.
    Normal,
    /// Print none: something in this source brought a worker down.
    Plain,
}

/// Typesets one source. Characters that no font has are substituted before; if the document
/// still cannot be shown, the fewest characters that stand in its way are found by trial.
///
/// `name` must be the document's own: the PDF's identifier comes from it and the source.
pub fn press(desk: &mut Desk, name: &str, text: &str, care: Care) -> Result<(Printed, Vec<u8>), Remark> {
    let source = Source::detached(text);
    let (possible, hopeless): (BTreeSet<char>, BTreeSet<char>) = glyphs::suspects(source.root())
        .into_iter()
        .partition(|c| care == Care::Normal && glyphs::printable(*c, &desk.fonts));
    let ident = format!("{name} {}", blake3::hash(text.as_bytes()));
    let mut trial = Trial { desk, ident, source };

    let (mut made, substituted) = match trial.run(&hopeless) {
        Err(Failed::Text(remark)) if !possible.is_empty() => {
            let plain = hopeless.union(&possible).copied().collect();
            match trial.run(&plain) {
                Ok(made) => trial.fewest(made, plain, &possible.into_iter().collect::<Vec<char>>()),
                Err(_) => return Err(remark),
            }
        }
        Err(Failed::Source(remark) | Failed::Text(remark)) => return Err(remark),
        Ok(made) => (made, hopeless),
    };
    // Nothing is lost when a tab becomes a space, so it is not worth a word.
    made.0.substituted = substituted.into_iter().filter(|c| *c != '\t').collect();
    Ok(made)
}

/// Why a document could not be made.
enum Failed {
    /// It does not compile.
    Source(Remark),
    /// It compiles and cannot be shown: a character may be the reason.
    Text(Remark),
}

struct Trial<'a> {
    desk: &'a mut Desk,
    ident: String,
    source: Source,
}

impl Trial<'_> {
    /// Makes the document with these characters substituted.
    fn run(&mut self, substituted: &BTreeSet<char>) -> Result<(Printed, Vec<u8>), Failed> {
        self.desk.lay(glyphs::without(self.source.root(), substituted));
        let Warned { output, warnings } = typst::compile::<PagedDocument>(self.desk);
        let document = output.map_err(|errors| Failed::Source(self.first(&errors)))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some("cmarac".to_owned())),
            standards: standards(),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| Failed::Text(self.first(&errors)))?;
        let printed = Printed {
            pages: document.pages().len(),
            substituted: Vec::new(),
            unusable_fonts: self.desk.fonts.unusable,
            warnings: warnings.iter().map(|warning| self.remark(warning)).collect(),
        };
        Ok((printed, pdf))
    }

    /// From a document made with `substituted`, gives back by halves what can be given back of
    /// `candidates`.
    fn fewest(
        &mut self,
        mut made: (Printed, Vec<u8>),
        mut substituted: BTreeSet<char>,
        candidates: &[char],
    ) -> ((Printed, Vec<u8>), BTreeSet<char>) {
        let mut open = vec![candidates];
        while let Some(chars) = open.pop() {
            // What the last few tries did not need, the next will not need either.
            comemo::evict(2);
            let fewer = substituted.iter().copied().filter(|c| !chars.contains(c)).collect();
            if let Ok(better) = self.run(&fewer) {
                (made, substituted) = (better, fewer);
            } else if chars.len() > 1 {
                let (first, second) = chars.split_at(chars.len() / 2);
                open.extend([second, first]);
            }
        }
        (made, substituted)
    }

    fn first(&self, errors: &[SourceDiagnostic]) -> Remark {
        errors.first().map_or_else(Remark::default, |error| self.remark(error))
    }

    /// A diagnostic without what stands in quotes, which may be somebody's data.
    fn remark(&self, diagnostic: &SourceDiagnostic) -> Remark {
        let (file, line) = self.place(diagnostic.span).unzip();
        Remark {
            message: unquoted(&diagnostic.message),
            hint: diagnostic.hints.first().map(|hint| unquoted(&hint.v)),
            file: file.flatten(),
            line,
        }
    }

    /// The file, unless it is the main source, and the line.
    fn place(&self, span: DiagSpan) -> Option<(Option<String>, u32)> {
        let id = span.id()?;
        let source = self.desk.source(id).ok()?;
        let byte = self.desk.range(span)?.start;
        let line = source.lines().byte_to_line(byte)?;
        let file = (id != self.desk.main()).then(|| id.vpath().get_without_slash().to_owned());
        Some((file, u32::try_from(line).ok()?.saturating_add(1)))
    }
}

/// Both standards together; no document of ours is anything less.
fn standards() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).expect("PDF/UA-1 and PDF/A-2a go together")
}

/// A message with `…` for everything between double quotes, and without what a template says when
/// it gives up.
fn unquoted(message: &str) -> String {
    for given_up in ["panicked", "assertion failed"] {
        if message.starts_with(given_up) {
            return given_up.to_owned();
        }
    }
    let mut text = String::new();
    let mut inside = false;
    let mut escaped = false;
    for c in message.chars() {
        match c {
            '"' if !escaped => {
                text.push_str(if inside { "…\"" } else { "\"" });
                inside = !inside;
            }
            c if !inside => text.push(c),
            _ => {}
        }
        escaped = inside && c == '\\' && !escaped;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::*;

    #[test]
    fn with_plain_care_nothing_beyond_latin_letters_on_a_typewriter_is_printed() {
        let mut desk = Desk::new(&[], Fonts::new(&[]));
        let source = "#set document(title: \"T\", date: datetime(year: 2026, month: 12, day: 9))\né #\"Ж\"";
        let normal = press(&mut desk, "a.pdf", source, Care::Normal).map(|made| made.0.substituted);
        assert_eq!(normal, Ok(Vec::new()));
        let plain = press(&mut desk, "a.pdf", source, Care::Plain).map(|made| made.0.substituted);
        assert_eq!(plain, Ok(vec!['é', 'Ж']));
    }

    #[test]
    fn what_is_quoted_is_not_repeated() {
        assert_eq!(unquoted(r#"cannot add "Ms \"X\" Example" and 1"#), r#"cannot add "…" and 1"#);
        assert_eq!(unquoted("panicked with: Ms Example"), "panicked");
        assert_eq!(unquoted("unknown variable: name"), "unknown variable: name");
    }
}
