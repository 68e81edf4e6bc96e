//! Makes a template out of what Word wrote.
//!
//! Word cuts text into runs wherever it likes, also within a tag: each tag is joined into the run it
//! begins in. It turns quotes into curly ones: within tags they are turned back. A paragraph or a
//! table row that holds nothing but tags is replaced by them, so that what stands between two such
//! rows is repeated as whole rows. Each paragraph begins a line: an error's line names it.

use super::xml::{Token, escaped};
use crate::render::tags::{Kind, Unclosed, lines_after, pieces};
use crate::render::{Fault, keyword};

/// What marks that text keeps its spaces at both ends.
const KEEP_SPACES: &str = "<w:t xml:space=\"preserve\">";

/// Loops and conditions within each other; more than anybody needs.
const DEEPEST: usize = 20;

/// Joins tags and lifts those that stand alone. Faults carry the number of their paragraph as line.
pub fn prepare(mut tokens: Vec<Token>) -> Result<Vec<Token>, Fault> {
    check_attributes(&tokens)?;
    for (number, texts) in texts_by_paragraph(&tokens) {
        join_tags(&mut tokens, &texts, number.max(1))?;
    }
    let tokens = lift(tokens, "w:tr");
    let tokens = lift(tokens, "w:p");
    check_nesting(&tokens)?;
    Ok(lines(tokens))
}

/// The texts of each paragraph, by its number; of what stands in none, one by one, with the number
/// before. A text box within a paragraph has paragraphs of its own, and texts of theirs. Numbers that
/// a drawing holds, and the words of fields, are no texts.
fn texts_by_paragraph(tokens: &[Token]) -> Vec<(u32, Vec<usize>)> {
    let mut found: Vec<(u32, Vec<usize>)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut number = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.opens("w:p") {
            number += 1;
            open.push(found.len());
            found.push((number, Vec::new()));
        } else if token.closes("w:p") {
            open.pop();
        } else if let Token::Text(_) = token {
            match open.last() {
                Some(paragraph) if at > 0 && tokens[at - 1].opens("w:t") => found[*paragraph].1.push(at),
                Some(_) => {}
                None => found.push((number, vec![at])),
            }
        }
    }
    found
}

/// A value may stand in an attribute, such as the alternative text of a picture; nothing else may.
fn check_attributes(tokens: &[Token]) -> Result<(), Fault> {
    let mut number = 0;
    for token in tokens {
        if let Token::Open(_, mark) | Token::Empty(_, mark) = token {
            number += u32::from(token.opens("w:p"));
            let opened = mark.matches("{{").count();
            if mark.contains("{%") || mark.contains("{#") || opened != mark.matches("}}").count() {
                return Err(Fault {
                    line: number.max(1),
                    message: "the properties of a picture, table or field hold a tag that is no value"
                        .to_owned(),
                    help:
                        "Take it out there; alternative text may hold whole values, such as {{ frame.title }}"
                            .to_owned(),
                });
            }
        }
    }
    Ok(())
}

/// The text of each paragraph in order, as far as it helps to find it.
pub fn beginnings(tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.opens("w:p") {
            let text: String = tokens[at..end_of(tokens, at, "w:p")].iter().filter_map(text_of).collect();
            found.push(text.chars().take(40).collect());
        }
    }
    found
}

fn text_of(token: &Token) -> Option<&str> {
    match token {
        Token::Text(text) | Token::Template(text) => Some(text),
        _ => None,
    }
}

/// Where the element that opens at `start` ends: the position after its closing mark.
fn end_of(tokens: &[Token], start: usize, element: &str) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        if token.opens(element) {
            depth += 1;
        } else if token.closes(element) {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    tokens.len()
}

/// Moves each tag of one paragraph into the text it begins in. `texts` are the paragraph's texts.
fn join_tags(tokens: &mut [Token], texts: &[usize], number: u32) -> Result<(), Fault> {
    let mut letters: Vec<(usize, char)> = Vec::new();
    for at in texts {
        if let Some(Token::Text(text)) = tokens.get(*at) {
            letters.extend(text.chars().map(|letter| (*at, letter)));
        }
    }
    let straight: String = letters.iter().map(|(_, letter)| straightened(*letter)).collect();
    if !straight.contains("{{") && !straight.contains("{%") && !straight.contains("{#") {
        return Ok(());
    }
    let pieces = pieces(&straight).map_err(|Unclosed(_)| Fault {
        line: number,
        message: "a tag is opened and not closed in the same paragraph".to_owned(),
        help: "Close it with }}, %} or #}".to_owned(),
    })?;
    let mut joined: Vec<(usize, String)> = Vec::new();
    let mut add = |at: usize, text: &str| match joined.last_mut() {
        Some((last, before)) if *last == at => before.push_str(text),
        _ => joined.push((at, text.to_owned())),
    };
    let mut next = letters.iter();
    for piece in pieces {
        let count = piece.written.chars().count();
        let covered: Vec<&(usize, char)> = next.by_ref().take(count).collect();
        match (piece.kind, covered.first()) {
            (Kind::Text, _) => {
                for (at, letter) in covered {
                    add(*at, &escaped(letter.encode_utf8(&mut [0; 4])));
                }
            }
            (_, Some((at, _))) => add(*at, &piece.written.replace(INVISIBLE, "")),
            (_, None) => {}
        }
    }
    for at in texts {
        tokens[*at] = Token::Template(String::new());
        if let Some(Token::Open(name, mark)) = at.checked_sub(1).and_then(|before| tokens.get_mut(before))
            && name == "w:t"
        {
            KEEP_SPACES.clone_into(mark);
        }
    }
    for (at, text) in joined {
        tokens[at] = Token::Template(text);
    }
    Ok(())
}

/// Letters without a shape, which get into tags by copying from web pages.
const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

fn straightened(letter: char) -> char {
    match letter {
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => '\'',
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        _ => letter,
    }
}

/// What a paragraph or row shows beside its text: it is never replaced by its tags.
const SHOWN: [&str; 6] = ["w:drawing", "w:pict", "w:object", "w:sectPr", "w:fldChar", "w:fldSimple"];

/// Where page breaks stand in a paragraph or row of tags: before its text, after it, both or neither.
/// `None` if it shows more than that.
fn breaks_around(tokens: &[Token]) -> Option<(bool, bool)> {
    let is_text = |token: &Token| text_of(token).is_some_and(|text| !text.trim().is_empty());
    let (first, last) = (tokens.iter().position(is_text)?, tokens.iter().rposition(is_text)?);
    let (mut before, mut after) = (false, false);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(name, _) | Token::Empty(name, _) if SHOWN.contains(&name.as_str()) => return None,
            Token::Empty(name, mark) if name == "w:br" && mark.contains("\"page\"") => {
                before |= at < first;
                after |= at > last;
                if at > first && at < last {
                    return None;
                }
            }
            _ => {}
        }
    }
    Some((before, after))
}

/// A paragraph that begins a page.
const PAGE_BREAK: &str = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";

/// Replaces every element of this kind that holds nothing but tags by its tags. A page break beside
/// them stays on its side of them.
fn lift(tokens: Vec<Token>, element: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = if tokens[at].opens(element) { end_of(&tokens, at, element) } else { at + 1 };
        let text: String = tokens[at..end].iter().filter_map(text_of).collect();
        let around = if end > at + 1 && is_tags_only(&text) { breaks_around(&tokens[at..end]) } else { None };
        if let Some((before, after)) = around {
            // As many lines as there were paragraphs, so that a line still names a paragraph.
            let lines = tokens[at..end].iter().filter(|token| token.opens("w:p")).count();
            let page = |is_there: bool| if is_there { PAGE_BREAK } else { "" };
            found.push(Token::Template("\n".repeat(lines)));
            found.push(Token::Template(page(before).to_owned()));
            found.push(Token::Template(text.trim().to_owned()));
            found.push(Token::Template(page(after).to_owned()));
            at = end;
        } else {
            found.push(tokens[at].clone());
            at += 1;
        }
    }
    found
}

fn is_tags_only(text: &str) -> bool {
    let Ok(pieces) = pieces(text) else { return false };
    let tags = pieces.iter().filter(|piece| matches!(piece.kind, Kind::Block | Kind::Comment)).count();
    let others = pieces.iter().any(|piece| match piece.kind {
        Kind::Text => !piece.inside.trim().is_empty(),
        Kind::Output => true,
        Kind::Block | Kind::Comment => false,
    });
    tags > 0 && !others
}

/// The tags of one loop or condition must stand in the same paragraph, or each alone in paragraphs
/// or rows of the same table or page: else what is left out would tear the document.
fn check_nesting(tokens: &[Token]) -> Result<(), Fault> {
    let mut parents: Vec<usize> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut open: Vec<(Vec<&str>, usize)> = Vec::new();
    let mut begun: Vec<(u32, &str)> = Vec::new();
    let mut number = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(name, _) => {
                number += u32::from(name == "w:p");
                parents.push(at);
                names.push(name);
            }
            Token::Close(_) => {
                parents.pop();
                names.pop();
            }
            Token::Template(text) => {
                number = lines_after(number, text);
                let paragraph = names.iter().rposition(|name| *name == "w:p");
                let parent = paragraph.map_or(parents.last().copied(), |depth| parents.get(depth).copied());
                let seat = (names.clone(), parent.unwrap_or_default());
                for piece in pieces(text).unwrap_or_default() {
                    if piece.kind == Kind::Block && !takes_its_place(piece.inside, &seat, &mut open) {
                        return Err(misplaced(number.max(1), piece.written));
                    }
                    match keyword(piece.inside) {
                        _ if piece.kind != Kind::Block => {}
                        "for" | "if" => begun.push((number.max(1), piece.written)),
                        "endfor" | "endif" => {
                            begun.pop();
                        }
                        _ => {}
                    }
                    if begun.len() > DEEPEST {
                        return Err(too_deep(number.max(1)));
                    }
                }
            }
            Token::Empty(..) | Token::Text(_) => {}
        }
    }
    match begun.last() {
        Some((line, tag)) => Err(unended(*line, tag)),
        None => Ok(()),
    }
}

fn too_deep(line: u32) -> Fault {
    Fault {
        line,
        message: format!("more than {DEEPEST} loops and conditions stand within each other"),
        help: "Take some of them apart".to_owned(),
    }
}

fn unended(line: u32, tag: &str) -> Fault {
    let end = if tag.contains("for ") { "{% endfor %}" } else { "{% endif %}" };
    Fault {
        line,
        message: format!("the tag {tag} has no end"),
        help: format!("Put {end} into a paragraph or row of its own, after what is repeated or left out"),
    }
}

/// Whether a tag stands where the beginning of its loop or condition does.
fn takes_its_place<'t>(
    inside: &str,
    seat: &(Vec<&'t str>, usize),
    open: &mut Vec<(Vec<&'t str>, usize)>,
) -> bool {
    match keyword(inside) {
        "for" | "if" => {
            open.push(seat.clone());
            true
        }
        "elif" | "else" => open.last() == Some(seat),
        "endfor" | "endif" => open.pop().as_ref() == Some(seat),
        _ => false,
    }
}

fn misplaced(number: u32, tag: &str) -> Fault {
    Fault {
        line: number,
        message: format!("the tag {tag} stands where it would tear the document"),
        help: "Put for, if, else and their ends in one paragraph, or each alone in a paragraph or row of its own; use no other tags"
            .to_owned(),
    }
}

/// Begins a line before each paragraph.
fn lines(tokens: Vec<Token>) -> Vec<Token> {
    let mut found = Vec::new();
    for token in tokens {
        if token.opens("w:p") {
            found.push(Token::Template("\n".to_owned()));
        }
        found.push(token);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::xml::{tokens, written};
    use super::*;

    fn prepared(body: &str) -> Result<String, String> {
        let tokens = tokens(&format!("<w:body>{body}</w:body>"))?;
        let text = written(&prepare(tokens).map_err(|fault| format!("{}: {}", fault.line, fault.message))?);
        Ok(text.split_once("<w:body>").map(|(_, rest)| rest.replace("</w:body>", "")).unwrap_or_default())
    }

    fn run(text: &str) -> String {
        format!("<w:r><w:t>{text}</w:t></w:r>")
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p>{}</w:p>", run(text))
    }

    #[test]
    fn a_tag_cut_into_runs_is_joined_into_its_first() {
        let cut = format!("<w:p>{}{}{}</w:p>", run("A &amp; {"), run("{ a.b | join(sep=“, ”"), run(") }} z"));
        let keep = |text: &str| format!("<w:r>{KEEP_SPACES}{text}</w:t></w:r>");
        let expected = format!(
            "\n<w:p>{}{}{}</w:p>",
            keep("A &amp; {{ a.b | join(sep=\", \") }}"),
            keep(""),
            keep(" z")
        );
        assert_eq!(prepared(&cut), Ok(expected));
    }

    #[test]
    fn a_row_of_tags_only_gives_way_to_them() {
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
        let row = |first: &str, second: &str| format!("<w:tr>{}{}</w:tr>", cell(first), cell(second));
        let rows =
            [row("{% for x in y %}", ""), row("{{ x.a }}", "{{ x.b }}"), row("{% endfor %}", "")].concat();
        let text = prepared(&rows).unwrap_or_default();
        assert!(text.starts_with("\n\n{% for x in y %}<w:tr>"), "{text}");
        assert!(text.ends_with("</w:tr>\n\n{% endfor %}"), "{text}");
        assert_eq!(text.matches("<w:tr>").count(), 1);
    }

    #[test]
    fn a_paragraph_of_tags_only_gives_way_to_them() {
        let text = prepared(&(paragraph("{% if a %}") + &paragraph("b") + &paragraph("{% endif %}")));
        assert_eq!(text, Ok("\n{% if a %}\n".to_owned() + &paragraph("b") + "\n{% endif %}"));
    }

    #[test]
    fn a_tag_is_joined_whatever_word_puts_between_its_pieces() {
        let between = "<w:bookmarkStart w:id=\"0\"/><w:hyperlink r:id=\"r1\"><w:r><w:t>{ a.</w:t></w:r></w:hyperlink>\
                       <w:sdt><w:sdtContent><w:r><w:t>b\u{200b}c |\u{a0}join(sep=\u{2018}, \u{2019})</w:t></w:r></w:sdtContent></w:sdt>";
        let text =
            prepared(&format!("<w:p>{}{between}{}</w:p>", run("x {"), run("} } y").replace("} }", "}}")));
        let text = text.unwrap_or_default();
        assert!(text.contains(">x {{ a.bc | join(sep=', ')}}</w:t>"), "{text}");
        assert!(text.contains("> y</w:t>") && text.contains("w:hyperlink"), "{text}");
    }

    #[test]
    fn a_number_of_a_drawing_is_no_part_of_a_tag() {
        let drawing = "<w:r><w:drawing><wp:posOffset>123</wp:posOffset></w:drawing></w:r>";
        let text =
            prepared(&format!("<w:p>{}{drawing}{}</w:p>", run("{{ a."), run("b }}"))).unwrap_or_default();
        assert!(text.contains(">{{ a.b }}</w:t>") && text.contains(">123</wp:posOffset>"), "{text}");
    }

    #[test]
    fn a_text_box_has_tags_of_its_own() {
        let boxed =
            format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", paragraph("{{ c }}"));
        let text =
            prepared(&format!("<w:p>{}{boxed}{}</w:p>", run("{{ a."), run("b }}"))).unwrap_or_default();
        assert!(text.contains(">{{ a.b }}</w:t>") && text.contains(">{{ c }}</w:t>"), "{text}");
    }

    #[test]
    fn a_page_break_stays_on_its_side_of_a_tag() {
        let page = "<w:r><w:br w:type=\"page\"/></w:r>";
        let tag = run("{% if a %}{% endif %}");
        let after = prepared(&format!("<w:p>{tag}{page}</w:p>")).unwrap_or_default();
        assert_eq!(after, format!("\n{{% if a %}}{{% endif %}}{PAGE_BREAK}"));
        let before = prepared(&format!("<w:p>{page}{tag}</w:p>")).unwrap_or_default();
        assert_eq!(before, format!("\n{PAGE_BREAK}{{% if a %}}{{% endif %}}"));
    }

    #[test]
    fn a_picture_beside_a_tag_is_never_lost() {
        for shown in ["<w:r><w:drawing/></w:r>", "<w:pPr><w:sectPr/></w:pPr>"] {
            let both = format!("<w:p>{shown}{}</w:p>", run("{% if a %}{% endif %}"));
            let text = prepared(&both).unwrap_or_default();
            assert!(text.contains(shown), "{text}");
            let torn = format!("<w:p>{shown}{}</w:p>{}", run("{% if a %}"), paragraph("{% endif %}"));
            assert!(prepared(&torn).is_err(), "{shown}");
        }
    }

    #[test]
    fn a_loop_without_an_end_is_named() {
        let fault =
            prepared(&(paragraph("{% for a in b %}") + &paragraph("{{ a }}"))).expect_err("it has no end");
        assert_eq!(fault, "1: the tag {% for a in b %} has no end");
        let deep = paragraph("{% if a %}").repeat(21) + &paragraph("{% endif %}").repeat(21);
        assert!(prepared(&deep).expect_err("it is too deep").contains("within each other"));
    }

    #[test]
    fn an_attribute_may_hold_a_value_and_nothing_else() {
        assert!(prepared("<w:p><wp:docPr descr=\"{{ a }}\"/></w:p>").is_ok());
        for wrong in ["{% if a %}", "{{ a", "{# a #}"] {
            assert!(prepared(&format!("<w:p><wp:docPr descr=\"{wrong}\"/></w:p>")).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_would_tear_the_document_is_refused() {
        let torn = [
            paragraph("a {% if b %}") + &paragraph("{% endif %} c"),
            paragraph("{% if b %}") + &paragraph("c {% endif %}"),
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}",
                paragraph("{% if b %}"),
                paragraph("{% endif %}")
            ),
            paragraph("{% set a = b %}"),
            paragraph("{{ a"),
        ];
        for body in torn {
            assert!(prepared(&body).is_err(), "{body} was taken");
        }
    }
}
