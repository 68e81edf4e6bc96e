//! The tags of a template: where the text ends and `{{ … }}`, `{% … %}` and `{# … #}` stand.
//!
//! The engine that fills templates does not show its syntax tree, and we ask more of a template
//! than it does: see [`super::literals`] and [`super::paths`].

/// What a piece of a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that is copied.
    Text,
    /// `{{ … }}`: writes a value.
    Output,
    /// `{% … %}`: repeats or leaves out what follows.
    Block,
    /// `{# … #}`: written nowhere.
    Comment,
}

/// One piece of a template. The pieces in order make up the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is.
    pub kind: Kind,
    /// The piece as written, marks included.
    pub written: &'a str,
    /// What stands between the marks, without `-` and white space; the text itself for text.
    pub inside: &'a str,
    /// Whether `-` eats the white space before it.
    pub trims_before: bool,
    /// Whether `-` eats the white space after it.
    pub trims_after: bool,
    /// The line it begins on, counted from one.
    pub line: u32,
}

/// A tag that is opened and never closed, with its line.
#[derive(Debug, PartialEq, Eq)]
pub struct Unclosed(pub u32);

/// Takes a template apart.
pub fn pieces(template: &str) -> Result<Vec<Piece<'_>>, Unclosed> {
    let mut found = Vec::new();
    let mut rest = template;
    let mut line = 1;
    while !rest.is_empty() {
        let piece = match opening(rest) {
            Some((0, kind)) => tag(rest, kind, line).ok_or(Unclosed(line))?,
            Some((start, _)) => text(&rest[..start], line),
            None => text(rest, line),
        };
        rest = &rest[piece.written.len()..];
        line = lines_after(line, piece.written);
        found.push(piece);
    }
    Ok(found)
}

/// Where the next tag begins, and its kind.
fn opening(text: &str) -> Option<(usize, Kind)> {
    [("{{", Kind::Output), ("{%", Kind::Block), ("{#", Kind::Comment)]
        .into_iter()
        .filter_map(|(mark, kind)| Some((text.find(mark)?, kind)))
        .min_by_key(|(start, _)| *start)
}

fn text(written: &str, line: u32) -> Piece<'_> {
    Piece { kind: Kind::Text, written, inside: written, trims_before: false, trims_after: false, line }
}

/// The tag that `rest` begins with.
fn tag(rest: &str, kind: Kind, line: u32) -> Option<Piece<'_>> {
    let end = match kind {
        Kind::Comment => rest.find("#}")?,
        Kind::Output => closing(rest, "}}")?,
        Kind::Block | Kind::Text => closing(rest, "%}")?,
    };
    let written = &rest[..end + 2];
    let inside = &rest[2..end];
    let trims_before = inside.starts_with('-');
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    let trims_after = inside.ends_with('-');
    let inside = inside.strip_suffix('-').unwrap_or(inside).trim();
    Some(Piece { kind, written, inside, trims_before, trims_after, line })
}

/// Where `mark` closes a tag: not within a quoted string.
fn closing(rest: &str, mark: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(2) {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if letter == '\\' => escaped = true,
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
            None if rest[at..].starts_with(mark) => return Some(at),
            None => {}
        }
    }
    None
}

/// The line after this text.
pub fn lines_after(line: u32, text: &str) -> u32 {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_up_the_text_and_know_their_lines() {
        let template = "a\n{% for x in y -%} {{- x.z }}{# no }} #}\n{% endfor %}b";
        let pieces = pieces(template).expect("closed tags");
        assert_eq!(pieces.iter().map(|piece| piece.written).collect::<String>(), template);
        let seen: Vec<_> = pieces.iter().map(|piece| (piece.kind, piece.inside, piece.line)).collect();
        assert_eq!(seen[1], (Kind::Block, "for x in y", 2));
        assert_eq!(seen[3], (Kind::Output, "x.z", 2));
        assert_eq!(seen[4], (Kind::Comment, "no }}", 2));
        assert_eq!(seen[6], (Kind::Block, "endfor", 3));
        assert!(pieces[1].trims_after && pieces[3].trims_before && !pieces[3].trims_after);
    }

    #[test]
    fn a_closing_mark_in_a_string_does_not_close() {
        let pieces = pieces(r#"{{ x | replace(from="}}", to='\'') }}"#).expect("closed tags");
        assert_eq!(pieces.len(), 1);
    }

    #[test]
    fn an_open_tag_is_named_by_its_line() {
        assert_eq!(pieces("a\nb{{ x"), Err(Unclosed(2)));
    }
}
