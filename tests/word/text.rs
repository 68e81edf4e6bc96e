//! The text of a Word file, as a reader sees it.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

/// The paragraphs of the body, in order, then those of headers and footers.
pub fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file is a zip file");
    let mut names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .filter(|name| name.starts_with("word/") && name.ends_with(".xml"))
        .filter(|name| {
            ["document", "header", "footer"].iter().any(|part| name.starts_with(&format!("word/{part}")))
        })
        .collect();
    names.sort();
    assert!(names.len() >= 3, "a body, a header and a footer: {names:?}");
    let mut found = Vec::new();
    for name in names {
        let mut part = String::new();
        archive.by_name(&name).expect("it was listed").read_to_string(&mut part).expect("a part is text");
        found.extend(of_part(&part));
    }
    found
}

fn of_part(part: &str) -> Vec<String> {
    let mut reader = Reader::from_str(part);
    let (mut found, mut paragraph, mut in_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().expect("a part is well-formed") {
            Event::Start(mark) => in_text = mark.name().as_ref() == "w:t",
            Event::Empty(mark) if mark.name().as_ref() == "w:br" => paragraph.push('\n'),
            Event::Empty(mark) if mark.name().as_ref() == "w:tab" => paragraph.push('\t'),
            Event::Text(text) if in_text => paragraph.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if in_text => {
                let text = format!("&{};", &*reference);
                paragraph.push_str(&quick_xml::escape::unescape(&text).expect("one of XML's own"));
            }
            Event::End(mark) if mark.name().as_ref() == "w:p" => found.push(std::mem::take(&mut paragraph)),
            Event::End(_) => in_text = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}
