//! Word templates: a docx file with tags in its text, as a person writes them in Word.
//!
//! What comes out opens in Word without repair, names no author, and has the same bytes each time.

mod accept;
mod mend;
mod nesting;
mod package;
mod prepare;
mod promises;
mod xml;

use super::tags::{Kind, pieces};
use super::{Fault, contexts, escape, paths, templates};
use crate::finding::Finding;
use crate::read::WordParts;
use serde_json::Value;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};
#[cfg(test)]
use xml::Token;

/// What may stand in a Word template's loops and conditions is in these parts.
const TEXT_PARTS: [&str; 6] =
    ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "docProps/core"];

/// A Word template, taken apart and checked.
#[derive(Debug)]
pub struct WordTemplate {
    /// The template's name, such as `minutes.docx`.
    name: String,
    /// Files of the package in order; those that are templates are filled by `tera`.
    files: Vec<(String, Vec<u8>)>,
    /// The parts that hold tags, by their name in the package.
    tera: Tera,
    /// How each paragraph of each part begins, to name it in findings.
    beginnings: BTreeMap<String, Vec<String>>,
}

impl WordTemplate {
    /// Takes a Word template apart and checks it as strictly as a Typst template.
    /// What was left out of it goes to `notices`.
    pub fn load(
        name: &str,
        word: WordParts,
        notices: &mut Vec<Finding>,
    ) -> Result<WordTemplate, Vec<Finding>> {
        notices.extend(word.left_out.iter().map(|words| notice(name, words)));
        let mut template = WordTemplate {
            name: name.to_owned(),
            files: word.parts,
            tera: templates::escaping(escape::xml_text, ".xml"),
            beginnings: BTreeMap::new(),
        };
        let mut findings = Vec::new();
        let mut sources = BTreeMap::new();
        for (part, bytes) in &template.files {
            if !part.ends_with(".xml") {
                continue;
            }
            if !TEXT_PARTS.iter().any(|start| part.starts_with(start)) {
                findings.extend(tags_elsewhere(name, part, bytes));
                continue;
            }
            let tokens =
                match std::str::from_utf8(bytes).map_err(|error| error.to_string()).and_then(xml::tokens) {
                    Ok(tokens) => tokens,
                    Err(error) => {
                        findings.push(refused(
                            name,
                            format!("{} is damaged: {error}", in_words(part)),
                            "Save it from Word again",
                        ));
                        continue;
                    }
                };
            if let Some(field) = accept::hostile_field(&tokens) {
                let message = format!("{} holds a field {field}, which loads something", in_words(part));
                findings.push(refused(name, message, "Delete the field in Word"));
            }
            let (tokens, tracked) = accept::accepted(tokens);
            if tracked {
                notices.push(notice(name, "changes were tracked; all were taken as accepted"));
            }
            template.beginnings.insert(part.clone(), prepare::beginnings(&tokens));
            match prepare::prepare(tokens) {
                Ok(tokens) => {
                    sources.insert(part.clone(), xml::written(&tokens));
                }
                Err(fault) => findings.push(template.finding(part, fault)),
            }
        }
        findings.extend(template.path_findings(&sources));
        if findings.is_empty()
            && let Err(error) = template.tera.add_raw_templates(sources)
        {
            findings.push(template.tera_finding(&error));
        }
        if findings.is_empty() {
            for view in template.views() {
                let filled = Context::from_serialize(&view)
                    .map_err(|error| template.tera_finding(&error))
                    .and_then(|context| template.fill(&context));
                findings.extend(filled.err());
            }
        }
        if findings.is_empty() {
            findings.extend(template.broken_promises());
        }
        if findings.is_empty() {
            notices.extend(template.without_marking());
            Ok(template)
        } else {
            Err(findings)
        }
    }

    /// The document with its view filled in.
    pub fn fill(&self, context: &Context) -> Result<Vec<u8>, Finding> {
        let mut files = Vec::new();
        for (part, bytes) in &self.files {
            if self.beginnings.contains_key(part) {
                let text = self.tera.render(part, context).map_err(|error| self.tera_finding(&error))?;
                let text = mend::mended(&text).map_err(|error| {
                    refused(
                        &self.name,
                        format!("{part} came out damaged: {error}"),
                        "Look at the tags in tables",
                    )
                })?;
                files.push((part.as_str(), text.into_bytes()));
            } else {
                files.push((part.as_str(), bytes.clone()));
            }
        }
        package::write(&files)
            .map_err(|error| refused(&self.name, error, "Save the template from Word again"))
    }

    /// What it may be given, with something in every field: letters once for each kind.
    fn views(&self) -> Vec<Value> {
        contexts::skeletons()
            .into_iter()
            .filter(|(entry, _)| *entry == self.name)
            .map(|(_, view)| view)
            .collect()
    }

    /// Fields that do not exist, comparisons that never hold, and filters that are not allowed.
    fn path_findings(&self, sources: &BTreeMap<String, String>) -> Vec<Finding> {
        let views = self.views();
        let views: Vec<&Value> = views.iter().collect();
        let taken: BTreeMap<String, _> =
            sources.iter().filter_map(|(part, text)| Some((part.clone(), pieces(text).ok()?))).collect();
        let mut findings = Vec::new();
        for (part, pieces) in &taken {
            if pieces.iter().any(|piece| piece.kind != Kind::Text) {
                for (_, fault) in paths::faults(part, &taken, &views) {
                    let line = fault.line.saturating_sub(1);
                    findings.push(self.finding(part, Fault { line, ..fault }));
                }
            }
        }
        findings
    }

    /// A fault whose line is the number of a paragraph.
    fn finding(&self, part: &str, fault: Fault) -> Finding {
        refused(&self.name, format!("{}, in {}", fault.message, self.paragraph(part, fault.line)), fault.help)
    }

    fn tera_finding(&self, error: &tera::Error) -> Finding {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let number = u32::try_from(report.span().start_line).unwrap_or(u32::MAX).saturating_sub(1);
                let message = report.message().trim_end_matches('.').to_owned();
                self.finding(
                    report.filename(),
                    Fault {
                        line: number,
                        message,
                        help: "Compare the tag with the built-in template's".to_owned(),
                    },
                )
            }
            other => refused(&self.name, other.to_string(), "Compare the template with the built-in one"),
        }
    }

    /// `paragraph 12 of the text, which begins “Case {{”`.
    fn paragraph(&self, part: &str, number: u32) -> String {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let beginning = self.beginnings.get(part).and_then(|all| all.get(index.checked_sub(1)?));
        match beginning.filter(|text| !text.trim().is_empty()) {
            Some(text) => format!("paragraph {number} of {}, which begins “{text}”", in_words(part)),
            None => format!("paragraph {number} of {}", in_words(part)),
        }
    }
}

fn refused(name: &str, message: String, help: impl Into<String>) -> Finding {
    Finding::error("template-refused", message).at(templates::place(name)).help(help)
}

/// What a person should know of a template that is used all the same.
fn notice(name: &str, words: &str) -> Finding {
    Finding::note("template-cleaned", words).at(templates::place(name))
}

/// A part that is not filled must hold no tags: they would be printed as they stand.
fn tags_elsewhere(name: &str, part: &str, bytes: &[u8]) -> Option<Finding> {
    let text = String::from_utf8_lossy(bytes);
    let has_tags = ["{{", "{%"].iter().any(|mark| text.contains(mark));
    has_tags.then(|| {
        let message = format!("{part} holds tags, and only text, headers, footers and notes are filled");
        refused(name, message, "Take the tags out of diagrams, charts and the names of styles")
    })
}

/// A part in a reader's words.
fn in_words(part: &str) -> String {
    let name = part.trim_start_matches("word/").trim_end_matches(".xml");
    let (word, number) = name.split_at(name.trim_end_matches(|letter: char| letter.is_ascii_digit()).len());
    match word {
        "document" => "the text".to_owned(),
        "header" | "footer" if !number.is_empty() => format!("{word} {number}"),
        "header" | "footer" => format!("the {word}"),
        "footnotes" | "endnotes" => format!("the {word}"),
        _ => part.to_owned(),
    }
}

/// All text of a document's parts, line breaks as line ends.
#[cfg(test)]
pub(super) fn test_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (name, bytes) in crate::read::word_parts(bytes).expect("a document we wrote").parts {
        if name.starts_with("word/") && name.ends_with(".xml") {
            let part =
                String::from_utf8(bytes).expect("parts are text").replace("<w:br/>", "<w:t>\u{240a}</w:t>");
            for token in xml::tokens(&part).expect("parts are well-formed") {
                match token {
                    Token::Text(piece) => text.push_str(&piece.replace('\u{240a}', "\n")),
                    Token::Close(name) if name == "w:p" => text.push('\n'),
                    _ => {}
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_document(body: &str) -> WordParts {
        let part = format!("<w:document><w:body>{body}</w:body></w:document>");
        WordParts { parts: vec![("word/document.xml".to_owned(), part.into_bytes())], left_out: Vec::new() }
    }

    fn messages_of(name: &str, body: &str) -> Vec<String> {
        let found = WordTemplate::load(name, with_document(body), &mut Vec::new()).err().unwrap_or_default();
        found.iter().map(ToString::to_string).collect()
    }

    fn messages(body: &str) -> Vec<String> {
        messages_of("minutes.docx", body)
    }

    fn of_letter(body: &str) -> Vec<String> {
        messages_of("letter.docx", body)
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn a_wrong_tag_is_named_by_its_paragraph() {
        let loops = paragraph("{% for case in minutes.cases %}")
            + &paragraph("{{ case.persn }}")
            + &paragraph("{% endfor %}");
        let found = messages(&(paragraph("Minutes") + &loops));
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].contains("paragraph 3 of the text, which begins “{{ case.persn }}”"), "{found:#?}");
        assert!(found[0].contains("Did you mean `person`?"), "{found:#?}");
        assert!(messages(&paragraph("{{ frame.title | safe }}"))[0].contains("paragraph 1 "));
        assert!(messages(&paragraph("{{ frame.title + }}"))[0].contains("paragraph 1 "));
        assert!(messages(&paragraph("{{ frame.title }}")).is_empty());
    }

    #[test]
    fn a_kind_that_is_mistyped_is_named_by_its_paragraph() {
        let body = paragraph("{% if letter.kind == “acceptence” %}")
            + &paragraph("{{ letter.opening }}")
            + &paragraph("{% endif %}");
        let found = of_letter(&body);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(
            found[0].contains("`letter.kind` is never \"acceptence\", in paragraph 1 of the text"),
            "{found:#?}"
        );
        assert!(found[0].contains("Did you mean \"acceptance\"?"), "{found:#?}");
    }

    #[test]
    fn a_file_that_is_no_document_is_refused() {
        assert!(!messages("<w:p>").is_empty(), "a damaged part");
    }
}
