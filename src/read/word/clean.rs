//! What a template may not bring along is taken out, or the template is refused.

use super::relations::{self, Relation, relations, stays};
use super::{Part, WordParts};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Parts about whoever wrote the template: names, firm, comments, labels of their system.
const LEFT_OUT: [&str; 9] = [
    "docProps/",
    "docMetadata/",
    "customXml/",
    "_xmlsignatures/",
    "word/comments",
    "word/people.xml",
    "word/glossary/",
    "word/recipientData",
    "word/webextensions/",
];

/// Settings about whoever wrote the template.
const SETTINGS: [&str; 7] = [
    "w:attachedTemplate",
    "w:mailMerge",
    "w:docVars",
    "w:rsids",
    "w:saveThroughXslt",
    "w:linkStyles",
    "w:activeWritingStyle",
];

/// The properties of every document: its title and its language, and nobody's name.
const PROPERTIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{{ frame.title }}</dc:title>\
<dc:language>en-GB</dc:language></cp:coreProperties>";

const PROPERTIES_RELATION: &str = "<Relationship Id=\"rIdProperties\" \
Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
Target=\"docProps/core.xml\"/>";

const PROPERTIES_TYPE: &str = "<Override PartName=\"/docProps/core.xml\" \
ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";

/// The parts that are needed, and what was left out.
///
/// # Errors
/// Why the document is refused.
pub fn cleaned(parts: Vec<Part>) -> Result<WordParts, String> {
    let mut word = WordParts::default();
    if parts.iter().any(|(name, _)| name.ends_with("vbaProject.bin")) {
        return Err("the document has macros".to_owned());
    }
    if parts.iter().any(|(name, _)| name.starts_with("word/comments")) {
        word.left_out.push("the document's comments were left out".to_owned());
    }
    if parts.iter().any(|(name, _)| name == "docProps/custom.xml") {
        word.left_out.push("the document's own properties were left out".to_owned());
    }
    for (name, bytes) in parts {
        if is_left_out(&name) {
            continue;
        }
        let text = || std::str::from_utf8(&bytes).map_err(|_| format!("{name} is not UTF-8 text"));
        let bytes = if name == "[Content_Types].xml" {
            content_types(text()?)?
        } else if name.ends_with(".rels") {
            related(&name, text()?, &mut word.left_out)?
        } else if name == "word/settings.xml" {
            without(text()?, &SETTINGS).map_err(|error| format!("{name} is damaged: {error}"))?.into_bytes()
        } else {
            bytes
        };
        word.parts.push((name, bytes));
    }
    word.parts.push(("docProps/core.xml".to_owned(), PROPERTIES.into()));
    word.left_out.sort();
    word.left_out.dedup();
    Ok(word)
}

fn is_left_out(name: &str) -> bool {
    let of = name.replace("/_rels/", "/");
    LEFT_OUT.iter().any(|start| name.starts_with(start) || of.starts_with(start))
}

/// The relationships of one part, without those that go.
fn related(name: &str, text: &str, left_out: &mut Vec<String>) -> Result<Vec<u8>, String> {
    let mut kept: Vec<Relation> = Vec::new();
    for relation in relations(text).map_err(|error| format!("{name} is damaged: {error}"))? {
        match stays(&relation)? {
            Ok(()) if leads_to_what_goes(name, &relation) => {}
            Ok(()) => kept.push(relation),
            Err(words) => left_out.extend(words.map(str::to_owned)),
        }
    }
    let more = if name == "_rels/.rels" { PROPERTIES_RELATION } else { "" };
    Ok(relations::written(&kept, more))
}

fn leads_to_what_goes(name: &str, relation: &Relation) -> bool {
    if relation.external {
        return false;
    }
    // `word/_rels/document.xml.rels` is about what lies in `word/`.
    let folder = name.split_once("_rels/").map_or("", |(folder, _)| folder);
    let target = match (relation.target.strip_prefix('/'), relation.target.strip_prefix("../")) {
        (Some(from_top), _) => from_top.to_owned(),
        (_, Some(above)) => above.to_owned(),
        _ => format!("{folder}{}", relation.target),
    };
    is_left_out(&target)
}

/// The list of what each part is, without parts that are gone.
fn content_types(text: &str) -> Result<Vec<u8>, String> {
    if text.contains("macroEnabled") {
        return Err("the document has macros".to_owned());
    }
    if text.contains("wordprocessingml.template.main") {
        return Err("the file is a Word template (.dotx), not a document".to_owned());
    }
    let damaged = |error: quick_xml::Error| format!("[Content_Types].xml is damaged: {error}");
    let mut reader = Reader::from_str(text);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(mark) if mark.local_name().as_ref() == "Types" => {
                out.push_str(&format!("<{}>", &*mark));
            }
            Event::Start(mark) | Event::Empty(mark) => {
                let of = mark.attributes().flatten().find(|found| found.key.as_ref() == "PartName");
                let gone = of.is_some_and(|of| is_left_out(of.value.trim_start_matches('/')));
                if !gone {
                    out.push_str(&format!("<{}/>", mark.trim_end_matches(['/', ' '])));
                }
            }
            Event::DocType(_) => return Err("a document type is declared".to_owned()),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(format!("{out}{PROPERTIES_TYPE}</Types>").into_bytes())
}

/// A part without elements of these names.
fn without(text: &str, names: &[&str]) -> Result<String, String> {
    let mut reader = Reader::from_str(text);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    let mut inside = 0usize;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(mark) if inside > 0 || names.contains(&mark.name().as_ref()) => {
                inside = inside.saturating_add(1);
            }
            Event::End(_) if inside > 0 => inside -= 1,
            Event::Empty(mark) if inside > 0 || names.contains(&mark.name().as_ref()) => {}
            Event::Start(mark) => out.push_str(&format!("<{}>", &*mark)),
            Event::End(mark) => out.push_str(&format!("</{}>", &*mark)),
            Event::Empty(mark) => out.push_str(&format!("<{}/>", &*mark)),
            Event::Text(text) if inside == 0 => out.push_str(&text),
            Event::DocType(_) => return Err("a document type is declared".to_owned()),
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}
