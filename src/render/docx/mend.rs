//! Makes a filled part one that Word opens: what loops and conditions left out may have left a cell
//! without a paragraph or a table without a row.

use super::xml::{self, Token};

/// What must hold a paragraph, and must end with one.
const HOLD_PARAGRAPHS: [&str; 6] = ["w:tc", "w:hdr", "w:ftr", "w:txbxContent", "w:footnote", "w:endnote"];

/// Line ends of values become line breaks; a cell, header, footer or text box whose paragraphs were
/// all left out gets an empty one; a table without rows goes. The error says what is not XML.
pub fn mended(text: &str) -> Result<String, String> {
    let tokens = xml::tokens(&with_breaks(text))?;
    let mut kept: Vec<Token> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in tokens {
        match &token {
            Token::Open(..) => open.push(kept.len()),
            Token::Close(name) if name == "w:tbl" => {
                let start = open.pop().unwrap_or_default();
                if !kept[start..].iter().any(|token| token.opens("w:tr")) {
                    kept.truncate(start);
                    continue;
                }
            }
            Token::Close(name) => {
                open.pop();
                if HOLD_PARAGRAPHS.contains(&name.as_str()) && !ends_with_paragraph(&kept) {
                    kept.push(Token::Empty("w:p".into(), "<w:p/>".into()));
                }
            }
            Token::Text(text) if text.trim_matches([' ', '\n']).is_empty() && !in_text(&kept) => continue,
            Token::Empty(..) | Token::Text(_) | Token::Template(_) => {}
        }
        kept.push(token);
    }
    Ok(xml::written(&kept))
}

/// The marks of line ends that stand in text, not in a mark's attributes, as breaks.
fn with_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').map_or(rest.len() - at, |end| end + 1);
        out.push_str(&rest[..at].replace("&#10;", "</w:t><w:br/><w:t xml:space=\"preserve\">"));
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out + rest
}

fn ends_with_paragraph(tokens: &[Token]) -> bool {
    matches!(tokens.last(), Some(Token::Close(name) | Token::Empty(name, _)) if name == "w:p")
}

/// Whether what comes next stands in an element of text, not between elements.
fn in_text(tokens: &[Token]) -> bool {
    let between = ["w:body", "w:tbl", "w:tr", "w:tc", "w:p", "w:r", "w:hdr", "w:ftr", "w:txbxContent"];
    matches!(tokens.last(), Some(Token::Open(name, _)) if !between.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> String {
        let text = mended(&format!("<w:body>{text}</w:body>")).expect("it is well-formed");
        let (_, rest) = text.split_once("<w:body>").expect("a body");
        rest.trim_end_matches("</w:body>").to_owned()
    }

    #[test]
    fn a_cell_whose_paragraphs_were_left_out_gets_one() {
        let cell =
            |inside: &str| format!("<w:tbl><w:tr><w:tc><w:tcPr></w:tcPr>{inside}</w:tc></w:tr></w:tbl>");
        assert_eq!(inside(&cell("\n\n")), cell("<w:p/>"));
        assert_eq!(inside(&cell(&cell("<w:p></w:p>"))), cell(&(cell("<w:p></w:p>") + "<w:p/>")));
        assert_eq!(inside(&cell("<w:p></w:p>\n")), cell("<w:p></w:p>"));
    }

    #[test]
    fn a_table_without_rows_goes() {
        assert_eq!(inside("<w:p></w:p><w:tbl><w:tblPr/>\n</w:tbl>"), "<w:p></w:p>");
    }

    #[test]
    fn line_ends_become_breaks_and_spaces_stay() {
        assert_eq!(
            inside("<w:p>\n<w:r a=\"1&#10;2\"><w:t>a&#10;b</w:t><w:t> </w:t></w:r></w:p>"),
            "<w:p><w:r a=\"1&#10;2\"><w:t>a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t><w:t> </w:t></w:r></w:p>"
        );
    }
}
