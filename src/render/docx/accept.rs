//! What Word notes beside the text is taken out before tags are looked for: changes that were tracked
//! are taken as accepted, with the names of those who made them; marks of the spelling checker, of
//! comments and of saving go.

use super::xml::Token;

/// What is gone once changes are accepted, with all in it.
const GONE: [&str; 11] = [
    "w:del",
    "w:moveFrom",
    "w:rPrChange",
    "w:pPrChange",
    "w:sectPrChange",
    "w:tblPrChange",
    "w:tblGridChange",
    "w:tblPrExChange",
    "w:trPrChange",
    "w:tcPrChange",
    "w:numberingChange",
];

/// What is around text and says nothing that is shown.
const AROUND: [&str; 4] = ["w:ins", "w:moveTo", "w:smartTag", "w:customXml"];

/// Marks that say nothing that is shown.
const MARKS: [&str; 21] = [
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
    "w:cellIns",
    "w:cellDel",
    "w:cellMerge",
    "w:proofErr",
    "w:lastRenderedPageBreak",
    "w:permStart",
    "w:permEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:annotationRef",
    "w:moveFromRangeStart",
    "w:moveFromRangeEnd",
    "w:moveToRangeStart",
    "w:moveToRangeEnd",
    "w:smartTagPr",
    "w:customXmlPr",
];

/// Fields by which a document loads or runs something when it is opened.
const FIELDS: [&str; 9] =
    ["DATABASE", "DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "RD"];

/// The tokens as if every change had been accepted, and whether any had been tracked.
pub fn accepted(tokens: Vec<Token>) -> (Vec<Token>, bool) {
    let mut tracked = false;
    let mut kept: Vec<Token> = Vec::new();
    let mut inside = 0usize;
    // Where each row and paragraph that is open begins, and whether it is marked as deleted.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for token in tokens {
        let gone = |name: &String| {
            GONE.contains(&name.as_str()) || name == "w:smartTagPr" || name == "w:customXmlPr"
        };
        match &token {
            Token::Open(name, _) if inside > 0 || gone(name) => {
                inside += 1;
                tracked |= GONE.contains(&name.as_str());
                continue;
            }
            Token::Close(_) if inside > 0 => {
                inside -= 1;
                continue;
            }
            _ if inside > 0 => continue,
            Token::Open(name, _) | Token::Close(name) if AROUND.contains(&name.as_str()) => {
                tracked |= name == "w:ins" || name == "w:moveTo";
                continue;
            }
            Token::Empty(name, _) if MARKS.contains(&name.as_str()) => {
                tracked |= name == "w:ins" || name == "w:del";
                if name == "w:del"
                    && let Some((_, deleted)) = open.last_mut()
                {
                    *deleted = true;
                }
                continue;
            }
            Token::Open(name, _) if name == "w:tr" || name == "w:p" => open.push((kept.len(), false)),
            Token::Close(name) if name == "w:tr" || name == "w:p" => {
                let (start, deleted) = open.pop().unwrap_or_default();
                let has_text = kept[start..].iter().any(|token| matches!(token, Token::Text(_)));
                if deleted && (name == "w:tr" || !has_text) {
                    kept.truncate(start);
                    continue;
                }
            }
            _ => {}
        }
        kept.push(without_revision(token));
    }
    (kept, tracked)
}

/// The name of a field that loads or runs something, if there is one. A field's words may be cut into
/// runs.
pub fn hostile_field(tokens: &[Token]) -> Option<&'static str> {
    let mut words = String::new();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Text(text) if at > 0 && tokens[at - 1].opens("w:instrText") => words.push_str(text),
            Token::Open(name, mark) | Token::Empty(name, mark) if name == "w:fldSimple" => {
                let instruction = mark.split_once("w:instr=").map_or("", |(_, rest)| rest);
                found.push(instruction.trim_start_matches(['"', '\'']).to_owned());
            }
            Token::Empty(name, _) if name == "w:fldChar" => found.push(std::mem::take(&mut words)),
            _ => {}
        }
    }
    found.push(words);
    let first = |text: &String| text.split_whitespace().next().unwrap_or_default().to_uppercase();
    found.iter().find_map(|field| FIELDS.into_iter().find(|known| first(field) == *known))
}

/// A mark without the numbers by which Word knows who saved what when, and paragraphs from each other.
fn without_revision(token: Token) -> Token {
    let short = |mark: String| {
        if !mark.contains("w:rsid") && !mark.contains("w14:paraId") && !mark.contains("w14:textId") {
            return mark;
        }
        let mut parts = mark.split('"');
        let mut out = String::new();
        while let Some(before) = parts.next() {
            let Some(value) = parts.next() else {
                out.push_str(before);
                break;
            };
            let (head, name) = before.rsplit_once(' ').unwrap_or((before, ""));
            if name.starts_with("w:rsid") || name == "w14:paraId=" || name == "w14:textId=" {
                out.push_str(head);
            } else {
                out.push_str(&format!("{before}\"{value}\""));
            }
        }
        out
    };
    match token {
        Token::Open(name, mark) => Token::Open(name, short(mark)),
        Token::Empty(name, mark) => Token::Empty(name, short(mark)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::{tokens, written};
    use super::*;

    fn after(body: &str) -> (String, bool) {
        let (tokens, tracked) = accepted(tokens(&format!("<w:body>{body}</w:body>")).expect("well-formed"));
        let text = written(&tokens);
        let (_, rest) = text.split_once("<w:body>").expect("a body");
        (rest.trim_end_matches("</w:body>").to_owned(), tracked)
    }

    #[test]
    fn tracked_changes_are_accepted_and_nobody_is_named() {
        let body = "<w:p><w:ins w:author=\"Pat\"><w:r><w:t>new</w:t></w:r></w:ins>\
                    <w:del w:author=\"Pat\"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>\
                    <w:p><w:pPr><w:rPr><w:del w:author=\"Pat\"/></w:rPr></w:pPr></w:p>\
                    <w:tr><w:trPr><w:del w:author=\"Pat\"/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr>";
        assert_eq!(after(body), ("<w:p><w:r><w:t>new</w:t></w:r></w:p>".to_owned(), true));
    }

    #[test]
    fn marks_of_word_itself_go_and_text_stays() {
        let body = "<w:p w:rsidR=\"00A1\" w14:paraId=\"1\" a=\"b\"><w:proofErr w:type=\"spellStart\"/><w:smartTag w:element=\"x\">\
                    <w:smartTagPr><w:attr w:val=\"y\"/></w:smartTagPr><w:r w:rsidRPr=\"1\"><w:t>a b</w:t></w:r></w:smartTag>\
                    <w:commentRangeStart w:id=\"1\"/></w:p>";
        assert_eq!(after(body), ("<w:p a=\"b\"><w:r><w:t>a b</w:t></w:r></w:p>".to_owned(), false));
    }

    #[test]
    fn a_field_that_loads_something_is_found_in_pieces_too() {
        let field = |pieces: &[&str]| {
            let texts: String =
                pieces.iter().map(|text| format!("<w:r><w:instrText>{text}</w:instrText></w:r>")).collect();
            let body = format!(
                "<w:p><w:fldChar w:fldCharType=\"begin\"/>{texts}<w:fldChar w:fldCharType=\"end\"/></w:p>"
            );
            hostile_field(&tokens(&body).expect("well-formed"))
        };
        assert_eq!(field(&[" DDE", "AUTO c:\\a"]), Some("DDEAUTO"));
        assert_eq!(field(&[" includetext \"a.docx\""]), Some("INCLUDETEXT"));
        assert_eq!(field(&[" PAGE "]), None);
        let simple = tokens("<w:p><w:fldSimple w:instr=\" INCLUDEPICTURE x\"/></w:p>").expect("well-formed");
        assert_eq!(hostile_field(&simple), Some("INCLUDEPICTURE"));
    }
}
