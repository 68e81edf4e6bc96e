//! Characters that cannot be printed, and what is printed in their stead. Only the text of string
//! literals and of markup is changed, never code.

use std::collections::BTreeSet;

use typst::syntax::{SyntaxKind, SyntaxNode};

use super::fonts::Fonts;

/// What is printed for a character that cannot be: a space for a tab, the picture of any other
/// control character, else the code in brackets.
pub fn substitute(c: char) -> String {
    if c == '\t' {
        // Typst gives it no width: words would run together.
        return ' '.to_string();
    }
    let code = u32::from(c);
    let picture = match code {
        0..=0x1f => char::from_u32(0x2400 + code),
        0x7f => Some('\u{2421}'),
        _ => None,
    };
    picture.map_or_else(|| format!("[U+{code:04X}]"), String::from)
}

/// Whether a character can be printed as it is, as far as one can tell from it alone.
pub fn printable(c: char, fonts: &Fonts) -> bool {
    match c {
        ' '..='~' | '\n' => true,
        c if c.is_control() => false,
        // Would turn around or hide the text after them.
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff0}'..='\u{fffb}' => false,
        // For private use: no two fonts agree, and an archive may not hold them.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => false,
        // Shape their neighbours and are themselves not seen.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => true,
        c => fonts.cover(c),
    }
}

/// The characters beyond plain Latin in the text of a source: all that could ever be the reason
/// why it cannot be shown.
pub fn suspects(root: &SyntaxNode) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    each_text(root, &mut |text| found.extend(pieces(text).filter_map(|(_, c)| c)));
    found.retain(|c| !matches!(c, ' '..='~' | '\n'));
    found
}

/// The source with these characters of its text substituted, and places to break in words that
/// would run off the page: the compiler cannot show a line of more than 65,535 bytes.
pub fn without(root: &SyntaxNode, unwanted: &BTreeSet<char>) -> String {
    let mut text = String::new();
    rebuild(root, unwanted, &mut text);
    text
}

fn each_text(node: &SyntaxNode, visit: &mut impl FnMut(&str)) {
    if is_text(node.kind()) {
        visit(node.leaf_text());
    }
    for child in node.children() {
        each_text(child, visit);
    }
}

fn rebuild(node: &SyntaxNode, unwanted: &BTreeSet<char>, text: &mut String) {
    if is_text(node.kind()) {
        let address = is_address(node.leaf_text());
        let pieces: Vec<(&str, Option<char>)> = pieces(node.leaf_text()).collect();
        for word in pieces.split_inclusive(|(_, c)| c.is_some_and(char::is_whitespace)) {
            for (at, (raw, c)) in word.iter().enumerate() {
                if !address && may_break(word, at) {
                    text.push(BREAK);
                }
                match c.filter(|c| unwanted.contains(c)) {
                    Some(c) => text.push_str(&substitute(c)),
                    None => text.push_str(raw),
                }
            }
        }
    } else if node.children().len() == 0 {
        text.push_str(node.leaf_text());
    }
    for child in node.children() {
        rebuild(child, unwanted, text);
    }
}

/// A zero-width space.
const BREAK: char = '\u{200b}';

/// Whether a line may end before this character of a word: in a word longer than any place name
/// after every 20, but where letters may join or carry marks only where it cannot be helped.
fn may_break(word: &[(&str, Option<char>)], at: usize) -> bool {
    let plain = |at: usize| matches!(word.get(at), Some((_, Some('!'..='~'))));
    let step = if at > 0 && plain(at) && plain(at - 1) { 20 } else { 1000 };
    word.len() > 60 && at > 0 && at.is_multiple_of(step)
}

/// Whether a string is there to be followed rather than read.
fn is_address(text: &str) -> bool {
    ["\"https://", "\"http://", "\"mailto:"].iter().any(|start| text.starts_with(start)) && text.len() < 2000
}

fn is_text(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::Str | SyntaxKind::Text | SyntaxKind::Escape)
}

/// Splits the text of a literal into what is written and the character it means.
fn pieces(mut text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    std::iter::from_fn(move || {
        let (length, c) = first_piece(text)?;
        let (raw, rest) = text.split_at(length);
        text = rest;
        Some((raw, c))
    })
}

fn first_piece(text: &str) -> Option<(usize, Option<char>)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), Some(first)));
    }
    let Some(second) = chars.next() else { return Some((1, Some('\\'))) };
    let code = chars.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    match (second, code) {
        ('u', Some((digits, _))) => {
            let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
            Some((digits.len() + "\\u{}".len(), c))
        }
        ('r', _) => Some((2, Some('\r'))),
        ('t', _) => Some((2, Some('\t'))),
        ('n', _) => Some((2, Some('\n'))),
        (other, _) => Some((1 + other.len_utf8(), Some(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::syntax::parse;

    fn unprintable(text: &str) -> BTreeSet<char> {
        let fonts = Fonts::new(&[]);
        text.chars().filter(|c| !printable(*c, &fonts)).collect()
    }

    #[test]
    fn only_text_is_changed_and_only_the_unwanted() {
        let source = "#f(\"a😀\\u{1f600}\\\"\\\\u{1f600}\u{0}\")\n// 😀\nmarkup 😀 é \\u{1F600}";
        let changed = without(&parse(source), &unprintable("😀\u{0}"));
        assert_eq!(
            changed,
            "#f(\"a[U+1F600][U+1F600]\\\"\\\\u{1f600}␀\")\n// 😀\nmarkup [U+1F600] é [U+1F600]"
        );
    }

    #[test]
    fn nothing_unwanted_nothing_changed() {
        let source = "#let a = (b: \"c\\n\\u{zz}\\u{d800}\")\n= Title\n- *x* `raw` $ x $ #[ \\* ]";
        assert_eq!(without(&parse(source), &BTreeSet::from(['😀'])), source);
    }

    #[test]
    fn words_that_would_run_off_the_page_may_break() {
        let with = |text: &str| without(&parse(&format!("#{text:?}")), &BTreeSet::new());
        let place = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and more after it";
        assert_eq!(with(place), format!("#{place:?}"));
        let ten = "0123456789";
        assert_eq!(
            with(&format!("a {} b", ten.repeat(7))),
            format!("#\"a {0}\u{200b}{0}\u{200b}{0}\u{200b}{ten} b\"", ten.repeat(2))
        );
        assert_eq!(with(&"é".repeat(1500)).matches(BREAK).count(), 1);
        let address = format!("https://www.example.org/{}", ten.repeat(7));
        assert_eq!(with(&address), format!("#{address:?}"));
    }

    #[test]
    fn names_in_any_bundled_script_are_left_alone() {
        let names = "Nguyễn Ọlábísí̀ Žižek Çağrı Σοφία Жанна مریم שרה মিতা सीता ગીતા ਗੀਤਾ மீனா ሰላም";
        assert_eq!(unprintable(names), BTreeSet::new());
        assert_eq!(unprintable("नि\u{200d} می\u{200c}خواهم co\u{ad}op"), BTreeSet::new());
    }

    #[test]
    fn what_hides_or_turns_text_is_shown() {
        let hidden = "\u{0}\u{7f}\u{85}\u{202e}\u{2066}\u{2028}\u{e000}\u{fffe}\u{e0041}\u{378}字";
        assert_eq!(unprintable(hidden).len(), hidden.chars().count());
        assert_eq!(substitute('\u{7f}'), "␡");
        assert_eq!(substitute('\u{202e}'), "[U+202E]");
    }
}
