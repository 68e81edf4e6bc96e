//! A part of a Word file as a flat list of marks and texts, and back.

use crate::render::escape;
use quick_xml::Reader;
use quick_xml::events::Event;

/// A mark or a text of an XML part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `<w:p …>`: the element's name and the mark as written.
    Open(String, String),
    /// `</w:p>`.
    Close(String),
    /// `<w:tab/>`: the name and the mark as written.
    Empty(String, String),
    /// Text, unescaped.
    Text(String),
    /// Template text to be copied as it is: tags, and text that is escaped already.
    Template(String),
}

impl Token {
    /// Whether this opens an element of this name.
    pub fn opens(&self, element: &str) -> bool {
        matches!(self, Token::Open(name, _) if name == element)
    }

    /// Whether this closes an element of this name.
    pub fn closes(&self, element: &str) -> bool {
        matches!(self, Token::Close(name) if name == element)
    }
}

/// Takes a part apart. The error says what is wrong with it.
pub fn tokens(part: &str) -> Result<Vec<Token>, String> {
    let mut reader = Reader::from_str(part);
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(mark) => {
                open.push(name(&mark));
                found.push(Token::Open(name(&mark), format!("<{}>", one_line(&mark))));
            }
            Event::End(mark) => {
                let name = name(&mark);
                if open.pop().as_ref() != Some(&name) {
                    return Err(format!("</{name}> closes nothing"));
                }
                found.push(Token::Close(name));
            }
            Event::Empty(mark) => {
                found.push(Token::Empty(name(&mark), format!("<{}/>", one_line(mark.trim_end()))));
            }
            Event::Text(text) => push_text(&mut found, &text.xml10_content()),
            Event::CData(text) => push_text(&mut found, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*reference))
                    .map_err(|error| error.to_string())?
                    .into_owned();
                push_text(&mut found, &text);
            }
            Event::DocType(_) => return Err("a document type is declared".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    if let Some(name) = open.last() {
        return Err(format!("<{name}> is never closed"));
    }
    Ok(found)
}

/// Puts a part together again, as a template.
pub fn written(tokens: &[Token]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    for token in tokens {
        match token {
            Token::Open(_, mark) | Token::Empty(_, mark) => out.push_str(mark),
            Token::Close(name) => {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
            Token::Text(text) => out.push_str(&escaped(text)),
            Token::Template(text) => out.push_str(text),
        }
    }
    out
}

/// Text as XML writes it.
pub fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail, and what is written is text.
    let _ = escape::xml_text(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn push_text(found: &mut Vec<Token>, text: &str) {
    let text = text.replace('\n', " ");
    match found.last_mut() {
        Some(Token::Text(before)) => before.push_str(&text),
        _ => found.push(Token::Text(text)),
    }
}

fn name(mark: &str) -> String {
    mark.split(|letter: char| letter.is_whitespace() || letter == '/').next().unwrap_or_default().to_owned()
}

/// One paragraph is to be one line, so that a line names a paragraph.
fn one_line(mark: &str) -> String {
    mark.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_comes_back_as_it_was() {
        let part = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
                    <w:p a=\"x &amp; y\"><w:t>1 &lt; 2 &#8364;</w:t><w:tab/></w:p>";
        let again = written(&tokens(part).unwrap_or_default());
        assert_eq!(again, part.replace("&#8364;", "€"));
    }

    #[test]
    fn what_is_not_xml_is_refused() {
        for part in ["<a><b></a>", "<a>", "</a>", "<!DOCTYPE a><a/>"] {
            assert!(tokens(part).is_err(), "{part} was taken");
        }
    }
}
