//! Loops and conditions of a Word template: each has its end, they stand within each other, and what one
//! repeats or leaves out are whole paragraphs or rows.

use super::xml::Token;
use crate::render::tags::{Kind, Piece, lines_after, pieces};
use crate::render::{Fault, keyword};

/// Loops and conditions within each other; more than anybody needs.
const DEEPEST: usize = 20;

/// Words that a tag may begin with.
const TAGS: [&str; 6] = ["for", "if", "elif", "else", "endfor", "endif"];

/// Where a tag stands: the elements around it, and which of them it would leave out or repeat.
type Seat<'t> = (Vec<&'t str>, usize);

/// A loop or condition that has begun.
struct Begun<'t> {
    tag: &'t str,
    seat: Seat<'t>,
    paragraph: u32,
}

/// The tags of one loop or condition must stand in the same paragraph, or each alone in paragraphs
/// or rows of the same table or page: else what is left out would tear the document.
pub fn check(tokens: &[Token]) -> Result<(), Fault> {
    let mut parents: Vec<usize> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut begun: Vec<Begun<'_>> = Vec::new();
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
                let blocks = pieces(text).unwrap_or_default().into_iter();
                for piece in blocks.filter(|piece| piece.kind == Kind::Block) {
                    take_in(&piece, &seat, number.max(1), &mut begun)?;
                }
            }
            Token::Empty(..) | Token::Text(_) => {}
        }
    }
    match begun.last() {
        Some(open) => Err(unended(open)),
        None => Ok(()),
    }
}

/// Takes in one tag in its turn.
fn take_in<'t>(
    piece: &Piece<'t>,
    seat: &Seat<'t>,
    paragraph: u32,
    begun: &mut Vec<Begun<'t>>,
) -> Result<(), Fault> {
    let (word, tag) = (keyword(piece.inside), piece.written);
    let fault = |message: String, help: &str| Err(Fault { line: paragraph, message, help: help.to_owned() });
    let begins_with = match word {
        "for" | "if" => {
            begun.push(Begun { tag, seat: seat.clone(), paragraph });
            return if begun.len() > DEEPEST { Err(too_deep(paragraph)) } else { Ok(()) };
        }
        "elif" | "endif" => "if",
        "endfor" => "for",
        "else" => "",
        _ => return Err(no_such(paragraph, piece)),
    };
    let Some(open) = begun.last() else {
        return fault(
            format!("the tag {tag} ends nothing: no loop or condition has begun before it"),
            "Take it out, or put {% for … %} or {% if … %} before what it ends",
        );
    };
    if !word_of(open.tag).starts_with(begins_with) {
        return fault(
            format!("the tag {tag} stands before the end of {}", open.tag),
            "End what has begun last first: loops and conditions stand within each other",
        );
    }
    let same_seat = open.seat == *seat;
    if word.starts_with("end") {
        begun.pop();
    }
    if same_seat { Ok(()) } else { Err(misplaced(paragraph, tag)) }
}

/// The word that a whole tag begins with.
fn word_of(tag: &str) -> &str {
    keyword(tag.trim_start_matches(['{', '%', '-', ' ']))
}

fn no_such(line: u32, piece: &Piece<'_>) -> Fault {
    let word = keyword(piece.inside);
    let nearest = TAGS
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, &word.to_lowercase()), *known))
        .min()
        .filter(|(distance, _)| *distance <= 2);
    let help = match nearest {
        Some((_, known)) => format!("Did you mean `{known}`?"),
        None => format!("Use {} only", TAGS.join(", ")),
    };
    Fault { line, message: format!("there is no tag `{word}`: {}", piece.written), help }
}

fn too_deep(line: u32) -> Fault {
    Fault {
        line,
        message: format!("more than {DEEPEST} loops and conditions stand within each other"),
        help: "Take some of them apart".to_owned(),
    }
}

fn unended(open: &Begun<'_>) -> Fault {
    let end = if word_of(open.tag) == "for" { "{% endfor %}" } else { "{% endif %}" };
    Fault {
        line: open.paragraph,
        message: format!("the tag {} has no end", open.tag),
        help: format!("Put {end} into a paragraph or row of its own, after what is repeated or left out"),
    }
}

fn misplaced(line: u32, tag: &str) -> Fault {
    Fault {
        line,
        message: format!("the tag {tag} stands where it would tear the document"),
        help: "Put for, if, else and their ends in one paragraph, or each alone in a paragraph or row of its own"
            .to_owned(),
    }
}
