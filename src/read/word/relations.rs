//! What a Word file's parts refer to: parts of the same file, and things elsewhere.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The last word of its type: `image`, `hyperlink`, `oleObject`.
    pub kind: String,
    /// What it leads to.
    pub target: String,
    /// Whether that lies outside the file.
    pub external: bool,
    /// The mark as written.
    mark: String,
}

/// Relations that bring along what can run, or another document that is hidden in this one.
const REFUSED: [(&str, &str); 11] = [
    ("oleObject", "an embedded object"),
    ("package", "an embedded document"),
    ("control", "a control that can run"),
    ("activeXControlBinary", "a control that can run"),
    ("vbaProject", "macros"),
    ("aFChunk", "another document inside it"),
    ("subDocument", "another document inside it"),
    ("frame", "a web page inside it"),
    ("externalLinkPath", "a link to another document"),
    ("attachedToolbars", "tool bars"),
    ("webextension", "a web add-in"),
];

/// Relations that may go: they are about whoever wrote the template and where, not about what it says.
const LEFT_OUT: [(&str, &str); 4] = [
    ("attachedTemplate", "the document's link to another template was left out"),
    ("mailMergeSource", "the document's link to a list for mail merge was left out"),
    ("mailMergeHeaderSource", "the document's link to a list for mail merge was left out"),
    ("recipientData", "the document's link to a list for mail merge was left out"),
];

/// The relationships of a part.
///
/// # Errors
/// If they cannot be read.
pub fn relations(part: &str) -> Result<Vec<Relation>, String> {
    let mut reader = Reader::from_str(part);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(mark) | Event::Empty(mark) if mark.local_name().as_ref() == "Relationship" => {
                found.push(relation(&mark)?);
            }
            Event::DocType(_) => return Err("a document type is declared".to_owned()),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn relation(mark: &BytesStart<'_>) -> Result<Relation, String> {
    let (mut kind, mut target, mut external) = (String::new(), String::new(), false);
    for attribute in mark.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| error.to_string())?;
        match attribute.key.as_ref() {
            "Type" => kind = value.rsplit('/').next().unwrap_or_default().to_owned(),
            "Target" => target = value.into_owned(),
            "TargetMode" => external = value.trim().eq_ignore_ascii_case("external"),
            _ => {}
        }
    }
    let mark = mark.trim_end_matches(['/', ' ']).replace(['\n', '\r', '\t'], " ");
    Ok(Relation { kind, target, external, mark })
}

/// Whether a relationship stays; what is said of one that goes.
///
/// # Errors
/// Why the document is refused for it.
pub fn stays(relation: &Relation) -> Result<Result<(), Option<&'static str>>, String> {
    let known = |list: &[(&str, &'static str)]| {
        list.iter().find(|(kind, _)| relation.kind.eq_ignore_ascii_case(kind)).map(|(_, words)| *words)
    };
    if let Some(what) = known(&REFUSED) {
        return Err(format!("the document holds {what}"));
    }
    if let Some(words) = known(&LEFT_OUT) {
        return Ok(Err(Some(words)));
    }
    if !relation.external {
        return Ok(Ok(()));
    }
    let target = relation.target.trim().to_ascii_lowercase();
    if relation.kind != "hyperlink" {
        return Err(format!(
            "the document loads something from elsewhere when it is opened ({})",
            relation.kind
        ));
    }
    if ["https://", "http://", "mailto:"].iter().any(|start| target.starts_with(start)) {
        Ok(Ok(()))
    } else {
        Err("the document links to a file or a place that is no web page and no e-mail address".to_owned())
    }
}

/// A part of relationships.
pub fn written(relations: &[Relation], more: &str) -> Vec<u8> {
    let marks: String = relations.iter().map(|relation| format!("<{}/>", relation.mark)).collect();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
                <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    format!("{head}{marks}{more}</Relationships>").into_bytes()
}
