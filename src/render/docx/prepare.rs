//! Makes a template out of what Word wrote.
//!
//! Word cuts text into runs wherever it likes, also within a tag: each tag is joined into the run it
//! begins in. It turns quotes into curly ones: within tags they are turned back. A paragraph or a
//! table row that holds nothing but tags is replaced by them, so that what stands between two such
//! rows is repeated as whole rows. Each paragraph begins a line: an error's line names it.

use super::nesting;
use super::xml::{Token, escaped};
use crate::render::Fault;
use crate::render::tags::{Kind, Unclosed, pieces};

/// What marks that text keeps its spaces at both ends.
const KEEP_SPACES: &str = "<w:t xml:space=\"preserve\">";

/// Joins tags and lifts those that stand alone. Faults carry the number of their paragraph as line.
pub fn prepare(mut tokens: Vec<Token>) -> Result<Vec<Token>, Fault> {
    check_attributes(&tokens)?;
    for (number, texts) in texts_by_paragraph(&tokens) {
        join_tags(&mut tokens, &texts, number.max(1))?;
    }
    let tokens = lift(tokens, "w:tr");
    let tokens = lift(tokens, "w:p");
    nesting::check(&tokens)?;
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
    let pieces = pieces(&straight).map_err(|Unclosed(_)| Fault {
        line: number,
        message: "a tag is opened and not closed in the same paragraph".to_owned(),
        help: "Close it with }}, %} or #}".to_owned(),
    })?;
    if pieces.iter().any(|piece| piece.kind == Kind::Text && is_half_a_tag(piece.inside)) {
        return Err(Fault {
            line: number,
            message: "what looks like a tag is none, and would be printed as it stands".to_owned(),
            help: "Write {{ and }} around a name, {% and %} around for, if, else and their ends, without a space between the two marks"
                .to_owned(),
        });
    }
    if pieces.iter().all(|piece| piece.kind == Kind::Text) {
        return Ok(());
    }
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

/// Whether text holds part of a tag: marks that close nothing, marks that are parted, or a name with dots
/// between single brackets.
fn is_half_a_tag(text: &str) -> bool {
    let parted = ["}}", "%}", "#}", "{ {", "} }", "{ %", "% }"].iter().any(|mark| text.contains(mark));
    let named = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).any(|(inside, _)| {
        let name = inside.trim();
        let is_name = |part: &str| {
            part.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        name.contains('.') && name.split('.').all(is_name)
    });
    parted || named
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
    fn half_a_tag_is_not_printed() {
        for half in
            ["{ a.b }", "{a.b}", "a }}", "{ { a } }", "{ % if a % }", "x {{ a }} and {b.c}", "{{ a }} %}"]
        {
            let fault = prepared(&paragraph(half)).expect_err("it would be printed");
            assert!(fault.contains("looks like a tag"), "{half}: {fault}");
        }
        for text in ["{see below}", "a { b", "100 % of {1.5}", "{{ a.b }}"] {
            assert!(prepared(&paragraph(text)).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_tag_that_there_is_not_and_one_that_ends_nothing_are_named() {
        let said = |body: &str| prepared(body).expect_err("it is wrong");
        let two = |one: &str, two: &str| paragraph(one) + &paragraph(two);
        assert!(said(&two("{% if a %}{% esle %}", "{% endif %}")).contains("there is no tag `esle`"));
        assert!(said(&paragraph("{% set a = b %}")).contains("there is no tag `set`"));
        assert!(said(&paragraph("{% endfor %}")).contains("ends nothing"));
        let crossed = two("{% for a in b %}", "{% if a %}") + &two("{% endfor %}", "{% endif %}");
        assert_eq!(said(&crossed), "3: the tag {% endfor %} stands before the end of {% if a %}");
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
