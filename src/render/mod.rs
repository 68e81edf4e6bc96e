//! Views + Tera templates → Typst sources, docx, xlsx, ics, text. One Tera instance per format, since
//! an instance has one escape function.
//!
//! Architecture Invariant: uses the types of `plan` and `finding`; reads no file: templates are
//! embedded or handed in. Data reaches Typst only inside string literals.

mod builtin;
mod contexts;
mod docx;
mod email;
mod escape;
#[cfg(test)]
mod hostile;
mod html;
mod ics;
mod literals;
mod mail_header;
mod paths;
mod skeleton;
mod table;
#[cfg(test)]
mod tag_list;
mod tags;
mod templates;

pub mod workbook;

pub use email::message;
pub use ics::calendar;
pub use table::csv;
pub use templates::Templates;

use crate::finding::{Finding, Place};
use crate::plan::view::Email;
use crate::plan::{Content, Document};
use tera::Context;

/// A document ready to be typeset or written.
#[derive(Clone)]
pub struct Rendered {
    /// Its path under the meeting's output folder.
    pub path: String,
    /// What it is.
    pub body: Body,
    /// What could not be shown whole, such as a text too long for a cell.
    pub findings: Vec<Finding>,
}

/// A rendered document's body.
#[derive(Clone)]
pub enum Body {
    /// A Typst source, to be typeset to PDF. It may import `house.typ`.
    Typst(String),
    /// Final bytes: docx, xlsx, csv, json, txt.
    Bytes(Vec<u8>),
    /// An e-mail draft, to be put together with [`message`] once what goes with it is made.
    Email(Box<Email>),
}

/// A panel's own template that cannot be used, or a defect in a built-in one.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct TemplateError(pub Finding);

/// What is wrong at a line of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    line: u32,
    message: String,
    help: String,
}

impl Templates {
    /// Fills the template of this document with its view.
    pub fn render(&self, document: &Document) -> Result<Rendered, Finding> {
        if let Some(made) = workbook::of(&document.content) {
            return Ok(rendered(document, made?));
        }
        let body = match (&document.content, contexts::of(document)) {
            (Content::Table(rows), _) => Body::Bytes(csv(rows)?),
            (Content::Text(text), _) => Body::Bytes(text.clone().into_bytes()),
            (Content::Email(email), _) => Body::Email(email.clone()),
            (Content::DiaryInvitation(invitation), _) => {
                Body::Bytes(ics::invitation(invitation).into_bytes())
            }
            (_, Some((name, view))) => {
                let context =
                    Context::from_serialize(&view).map_err(|error| templates::tera_finding(&name, &error))?;
                let filled = |engine: &tera::Tera| {
                    engine.render(&name, &context).map_err(|error| templates::tera_finding(&name, &error))
                };
                match self.word.get(&name) {
                    Some(word) => Body::Bytes(word.fill(&context)?),
                    None if self.refused.contains(&name) => return Err(templates::not_filled(&name)),
                    None if name.ends_with(".html") => Body::Bytes(filled(&self.html)?.into_bytes()),
                    None => Body::Typst(filled(&self.typst)?),
                }
            }
            (_, None) => {
                return Err(Finding::error("document-unmade", "no template makes this document")
                    .at(Place::file(&document.path))
                    .help("Report this: it is a defect of the program"));
            }
        };
        Ok(Rendered { path: document.path.clone(), body, findings: Vec::new() })
    }
}

/// A workbook as a document, what was found about it said of its path.
fn rendered(document: &Document, made: workbook::Made) -> Rendered {
    let path = document.path.clone();
    let findings = made.findings.into_iter().map(|finding| finding.at(Place::file(&path))).collect();
    Rendered { path, body: Body::Bytes(made.bytes), findings }
}

/// The first word of a tag.
fn keyword(inside: &str) -> &str {
    inside.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}
