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

/// Joins tags and lifts those that stand alone. Faults carry the number of their paragraph as line.
pub fn prepare(mut tokens: Vec<Token>) -> Result<Vec<Token>, Fault> {
    let mut number = 0;
    let mut depth = 0usize;
    for at in 0..tokens.len() {
        if tokens[at].opens("w:p") {
            number += 1;
            depth += 1;
            let end = end_of(&tokens, at, "w:p");
            join_tags(&mut tokens[at..end], number)?;
        } else if tokens[at].closes("w:p") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            join_tags(&mut tokens[at..=at], number.max(1))?;
        }
    }
    let tokens = lift(tokens, "w:tr");
    let tokens = lift(tokens, "w:p");
    check_nesting(&tokens)?;
    Ok(lines(tokens))
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

/// Moves each tag of one paragraph into the text it begins in. Paragraphs within this one (text
/// boxes) have been, or will be, a paragraph of their own: their texts are joined with it first,
/// which changes nothing, since no tag spans both.
fn join_tags(tokens: &mut [Token], number: u32) -> Result<(), Fault> {
    let letters: Vec<(usize, char)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Text(text) => Some(text.chars().map(move |letter| (at, letter))),
            _ => None,
        })
        .flatten()
        .collect();
    let straight: String = letters.iter().map(|(_, letter)| straightened(*letter)).collect();
    if !straight.contains("{{") && !straight.contains("{%") && !straight.contains("{#") {
        return Ok(());
    }
    let pieces = pieces(&straight).map_err(|Unclosed(_)| Fault {
        line: number,
        message: "a tag is opened and not closed in the same paragraph".to_owned(),
        help: "Close it with }}, %} or #}".to_owned(),
    })?;
    let mut texts: Vec<(usize, String)> = Vec::new();
    let mut add = |at: usize, text: &str| match texts.last_mut() {
        Some((last, before)) if *last == at => before.push_str(text),
        _ => texts.push((at, text.to_owned())),
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
            (_, Some((at, _))) => add(*at, piece.written),
            (_, None) => {}
        }
    }
    for token in tokens.iter_mut() {
        match token {
            Token::Text(_) => *token = Token::Template(String::new()),
            Token::Open(name, mark) if name == "w:t" => KEEP_SPACES.clone_into(mark),
            _ => {}
        }
    }
    for (at, text) in texts {
        tokens[at] = Token::Template(text);
    }
    Ok(())
}

fn straightened(letter: char) -> char {
    match letter {
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{a0}' => ' ',
        _ => letter,
    }
}

/// Replaces every element of this kind that holds nothing but tags by its tags.
fn lift(tokens: Vec<Token>, element: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = if tokens[at].opens(element) { end_of(&tokens, at, element) } else { at + 1 };
        let text: String = tokens[at..end].iter().filter_map(text_of).collect();
        if end > at + 1 && is_tags_only(&text) {
            // As many lines as there were paragraphs, so that a line still names a paragraph.
            let lines = tokens[at..end].iter().filter(|token| token.opens("w:p")).count();
            found.push(Token::Template("\n".repeat(lines) + text.trim()));
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
                }
            }
            Token::Empty(..) | Token::Text(_) => {}
        }
    }
    Ok(())
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
