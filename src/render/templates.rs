//! Templates, checked when they are loaded: what passes here can be filled with any view.

use super::docx::WordTemplate;
use super::tags::{Piece, Unclosed, pieces};
use super::{Fault, builtin, contexts, escape, html, literals, paths};
use crate::finding::{Finding, Place};
use crate::read::{BinaryFile, WordFile, WordParts, word_parts, word_refused};
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, ErrorKind, Tera};

/// Built-in templates and a panel's own in their place, ready to be filled.
#[derive(Debug)]
pub struct Templates {
    /// Typst files that documents import.
    library: BTreeMap<String, String>,
    /// Templates of Typst documents; values are escaped for string literals.
    pub(super) typst: Tera,
    /// Templates of pages for a browser; values are escaped for markup.
    pub(super) html: Tera,
    /// Word templates by name.
    pub(super) word: BTreeMap<String, WordTemplate>,
    /// Word templates of the panel that cannot be used: nothing is made from them, nor from ours in
    /// their place.
    pub(super) refused: BTreeSet<String>,
    /// What is wrong with Word templates, and what was left out of them.
    notices: Vec<Finding>,
}

impl Templates {
    /// Loads the built-in templates, with `overrides` (the files of a panel's `templates/`) in the
    /// place of those with the same name; `own_word` are those that are Word files, taken apart. Every
    /// fault of every template is reported at once. A fault of a Word template costs the Word files that
    /// it makes and nothing else; it is among [`Templates::notices`].
    ///
    /// # Errors
    /// What is wrong with Typst templates: without them there is no document.
    pub fn load(overrides: &[BinaryFile], own_word: &[WordFile]) -> Result<Templates, Vec<Finding>> {
        let (mut findings, mut notices) = (Vec::new(), Vec::new());
        let mut refused = BTreeSet::new();
        let mut library = owned(builtin::LIBRARY);
        let mut sources = owned(builtin::TYPST);
        let mut pages = owned(builtin::HTML);
        let mut word: BTreeMap<String, Result<WordParts, Finding>> = builtin::WORD
            .iter()
            .map(|(name, bytes)| {
                let parts = word_parts(bytes).map_err(|message| word_refused(name, message));
                ((*name).to_owned(), parts)
            })
            .collect();
        for file in overrides {
            let text = library
                .get_mut(&file.name)
                .or_else(|| sources.get_mut(&file.name))
                .or_else(|| pages.get_mut(&file.name));
            let own = own_word.iter().find(|own| own.name == file.name);
            match (text, word.get_mut(&file.name)) {
                (Some(text), _) => match String::from_utf8(file.bytes.clone()) {
                    Ok(own) => *text = own.replace("\r\n", "\n"),
                    Err(_) => findings.push(not_text(&file.name)),
                },
                (None, Some(parts)) => {
                    *parts = own.map_or_else(
                        || Err(word_refused(&file.name, "the Word file was not taken apart")),
                        |own| own.opened.clone(),
                    );
                }
                (None, None) => match word_meant(&file.name) {
                    Some((finding, meant)) => {
                        notices.push(finding);
                        refused.extend(meant.map(str::to_owned));
                    }
                    None => match misspelt(&file.name) {
                        Some(finding) => findings.push(finding),
                        None => notices.push(no_template(&file.name)),
                    },
                },
            }
        }
        let (literal, markup): (tera::EscapeFn, tera::EscapeFn) = (escape::typst_literal, escape::xml_text);
        let typst = load_text(&sources, (".typ", literal), literals::faults, &mut findings);
        let html = load_text(&pages, (".html", markup), html::faults, &mut findings);
        let mut loaded = BTreeMap::new();
        for (name, parts) in word {
            let template = parts
                .map_err(|finding| vec![finding])
                .and_then(|parts| WordTemplate::load(&name, parts, &mut notices));
            match template {
                Ok(template) if !refused.contains(&name) => {
                    loaded.insert(name, template);
                }
                Ok(_) => {}
                Err(faults) => {
                    notices.extend(faults);
                    refused.insert(name);
                }
            }
        }
        if findings.is_empty() {
            notices.sort();
            notices.dedup();
            Ok(Templates { library, typst, html, word: loaded, refused, notices })
        } else {
            findings.sort();
            findings.dedup();
            Err(findings)
        }
    }

    /// What a person should know of the panel's own Word templates: what is wrong with those that cannot
    /// be used, and what was left out of the others.
    pub fn notices(&self) -> &[Finding] {
        &self.notices
    }

    /// The files that a rendered Typst source may import, by name.
    pub fn typst_files(&self) -> Vec<(String, String)> {
        self.library.iter().map(|(name, text)| (name.clone(), text.clone())).collect()
    }
}

fn owned(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Checks templates of one format and makes them ready: `faults` finds data where it may not stand.
fn load_text(
    sources: &BTreeMap<String, String>,
    (ending, escape): (&'static str, tera::EscapeFn),
    faults: fn(&[Piece<'_>]) -> Vec<Fault>,
    findings: &mut Vec<Finding>,
) -> Tera {
    let before = findings.len();
    let mut taken: BTreeMap<String, Vec<Piece<'_>>> = BTreeMap::new();
    for (name, text) in sources {
        match pieces(text) {
            Ok(pieces) => {
                findings.extend(faults(&pieces).into_iter().map(|fault| finding(name, fault)));
                taken.insert(name.clone(), pieces);
            }
            Err(Unclosed(line)) => findings.push(finding(name, unclosed(line))),
        }
    }
    let skeletons = contexts::skeletons();
    let of_format = || skeletons.iter().filter(|(entry, _)| sources.contains_key(entry));
    for (entry, view) in of_format() {
        let found = paths::faults(entry, &taken, &[view]);
        findings.extend(found.into_iter().map(|(name, fault)| finding(&name, fault)));
    }
    let mut tera = escaping(escape, ending);
    if let Err(error) =
        tera.add_raw_templates(sources.iter().map(|(name, text)| (name.clone(), text.clone())))
    {
        findings.push(tera_finding("templates", &error));
    }
    if findings.len() == before {
        for (entry, view) in of_format() {
            if let Err(error) = Context::from_serialize(view).and_then(|context| tera.render(entry, &context))
            {
                findings.push(tera_finding(entry, &error));
            }
        }
    }
    tera
}

/// An engine that escapes every value of templates with this ending by this rule.
pub(super) fn escaping(escape: tera::EscapeFn, ending: &'static str) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([ending]);
    tera.set_escape_fn(escape);
    tera
}

/// A fault of a template as a finding.
pub(super) fn finding(template: &str, fault: Fault) -> Finding {
    Finding::error("template-refused", fault.message).at(place(template).line(fault.line)).help(fault.help)
}

/// A tag without its end.
pub(super) fn unclosed(line: u32) -> Fault {
    Fault {
        line,
        message: "a tag is opened and not closed".to_owned(),
        help: "Close it with }}, %} or #}".to_owned(),
    }
}

/// What the template engine refused, as a finding.
pub(super) fn tera_finding(template: &str, error: &tera::Error) -> Finding {
    let help = "Compare the template with the built-in one of the same name";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let line = u32::try_from(report.span().start_line).unwrap_or(u32::MAX);
            let message = lower_first(report.message().trim_end_matches('.'));
            Finding::error("template-refused", message).at(place(report.filename()).line(line)).help(help)
        }
        other => Finding::error("template-refused", lower_first(other.to_string().trim_end_matches('.')))
            .at(place(template))
            .help(help),
    }
}

pub(super) fn place(template: &str) -> Place {
    Place::file(format!("templates/{template}"))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn not_text(name: &str) -> Finding {
    Finding::error("template-refused", "the template is not UTF-8 text")
        .at(place(name))
        .help("Save it as plain text with the encoding UTF-8")
}

/// A document of a word processor that replaces no template as it is, and the template that it is
/// meant for, if its name says so.
fn word_meant(name: &str) -> Option<(Finding, Option<&'static str>)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let known = builtin::WORD.iter().map(|(known, _)| *known);
    let distance = |known: &str| {
        strsim::damerau_levenshtein(known.trim_end_matches(".docx"), &stem.to_ascii_lowercase())
    };
    let nearest = known.min_by_key(|known| (distance(known), *known))?;
    let meant = Some(nearest).filter(|known| distance(known) <= 1 + stem.len() / 4);
    match ending.as_str() {
        // A file named like no template of ours is not meant for one.
        _ if meant.is_none() => None,
        "docm" | "dotx" | "dotm" | "doc" | "odt" | "rtf" => Some((
            word_refused(name, "a template in Word is a .docx file, without macros").help(
                "Save it in Word as “Word Document (*.docx)” under the same name, and take this file away",
            ),
            meant,
        )),
        "docx" => Some((unknown(name, nearest), meant)),
        _ => None,
    }
}

/// A Typst file or a page that overrides nothing, though its name comes near to one that does: taken for
/// nothing, it would go unnoticed that ours stand in its place.
fn misspelt(name: &str) -> Option<Finding> {
    let known = builtin::LIBRARY.iter().chain(builtin::TYPST).chain(builtin::HTML).map(|(known, _)| *known);
    let lower = name.to_ascii_lowercase();
    let (stem, _) = lower.rsplit_once('.').filter(|(_, ending)| ["typ", "html"].contains(ending))?;
    let distance = |known: &str| strsim::damerau_levenshtein(known, &lower);
    let near = known.min_by_key(|known| (distance(known), *known))?;
    (distance(near) <= 1 + stem.len() / 4).then(|| unknown(name, near))
}

/// A file that is named like no template: notes, a picture, last year's copy.
fn no_template(name: &str) -> Finding {
    let mut words: Vec<&str> = builtin::WORD.iter().map(|(known, _)| *known).collect();
    words.sort_unstable();
    Finding::warning("template-unknown", "no document is made from a file of this name, and it is not used")
        .at(place(name))
        .help(format!(
            "Keep it elsewhere, or name it after the template it is to replace: {}, or a built-in .typ file such as agenda.typ",
            words.join(", ")
        ))
}

fn unknown(name: &str, near: &str) -> Finding {
    Finding::error("template-unknown", "no document is made from a template of this name")
        .at(place(name))
        .help(format!("Rename it after the template it is to replace, such as {near}"))
}

/// That a document was not made for the sake of its template, whose faults are named already.
pub(super) fn not_filled(name: &str) -> Finding {
    Finding::error(
        "word-files-not-made",
        "no Word file was made from this template, since it cannot be used; the PDFs are made",
    )
    .at(place(name))
    .help("Mend what the other findings on the template name, or take it away to have the built-in one")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn refused(name: &str, text: &str) -> Vec<String> {
        let file = BinaryFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        Templates::load(&[file], &[]).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn built_in_templates_are_sound() {
        let templates = Templates::load(&[], &[]).map_err(|findings| format!("{findings:#?}"));
        let templates = templates.unwrap_or_else(|error| panic!("{error}"));
        assert!(templates.refused.is_empty(), "{:#?}", templates.notices());
    }

    #[test]
    fn a_word_template_that_cannot_be_used_costs_its_own_files_only() {
        for (name, meant) in [
            ("letter.docx", Some("letter.docx")),
            ("Letter.doc", Some("letter.docx")),
            ("agnda.docx", Some("agenda.docx")),
            ("notes for the year.docx", None),
            ("minutes.dotx", Some("minutes.docx")),
        ] {
            let file = BinaryFile { name: name.to_owned(), bytes: b"no Word file".to_vec() };
            let templates = Templates::load(&[file], &[]).expect("the PDFs can be made");
            let refused: Vec<&str> = templates.refused.iter().map(String::as_str).collect();
            assert_eq!(refused, meant.into_iter().collect::<Vec<_>>(), "{name}");
            assert_eq!(templates.notices().len(), 1, "{name}: {:#?}", templates.notices());
            assert!(
                meant.is_none_or(|meant| !templates.word.contains_key(meant)),
                "nothing stands in for {name}"
            );
        }
    }

    #[test]
    fn an_own_template_takes_the_place_of_the_built_in_one() {
        let own = BinaryFile { name: "house.typ".to_owned(), bytes: b"// ours\r\n".to_vec() };
        let files = Templates::load(&[own], &[]).map(|templates| templates.typst_files()).unwrap_or_default();
        assert!(files.contains(&("house.typ".to_owned(), "// ours\n".to_owned())));
        assert_eq!(files.len(), builtin::LIBRARY.len());
    }

    #[test]
    fn an_own_template_is_checked_like_ours() {
        let found = refused("agenda-body.typ", "#prose(\"{{ agenda.time | safe }}\")\n\n{{ agenda.cair }}\n");
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(found.iter().all(|line| line.contains("--> templates/agenda-body.typ:")), "{found:#?}");
        assert!(
            found.iter().any(|line| line.contains("agenda-body.typ:3\n  help: Did you mean `chair`?")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_misspelt_name_is_not_silently_left_out() {
        let found = refused("agnda.typ", "");
        assert!(found[0].contains("such as agenda.typ"), "{found:#?}");
    }

    #[test]
    fn a_file_that_is_no_template_stops_nothing_whatever_its_ending() {
        for name in ["notes.txt", "logo.png", "minutes (old).docx", "our house style.doc", "draft of May.typ"]
        {
            let file = BinaryFile { name: name.to_owned(), bytes: Vec::new() };
            let templates = Templates::load(&[file], &[]).expect("ours are used");
            let said: Vec<_> = templates.notices().iter().map(|one| (one.severity, one.code)).collect();
            assert_eq!(said, [(Severity::Warning, "template-unknown")], "{name}");
            assert!(templates.refused.is_empty(), "{name}");
        }
    }
}
