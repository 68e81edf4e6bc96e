//! How people spell the names of agencies and of people, and which spellings mean the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name for comparison: lower case, letters and digits only, `&` as `and`; without accents and signs that
/// do not show, for nobody sees them missing.
pub fn normalise_name(name: &str) -> String {
    let name = shown(&name.replace('&', " and "));
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "the")
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words of a text as they are compared. Letters that stand alone are none: initials, and the `s` of
/// `Larkfield's`.
pub fn plain_words(text: &str) -> Vec<String> {
    let words = normalise_name(text);
    words.split(' ').filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
}

/// Whether two words are one: the plural aside, and a slip in a long one.
pub fn is_like(one: &str, other: &str) -> bool {
    let (letters, others) = (one.chars().count(), other.chars().count());
    one == other
        || singular(one) == singular(other)
        || (letters.max(others) >= LONG
            && letters.abs_diff(others) <= 1
            && strsim::osa_distance(one, other) <= 1)
}

/// From how many letters on a word is known with a slip in it.
const LONG: usize = 7;

fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

/// A text as it is seen, in lower case.
fn shown(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c) && !is_unseen(*c)).flat_map(char::to_lowercase).collect()
}

/// Soft hyphens, joiners and their like.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        for written in
            ["Niamh Formsby", "NIÁMH  FORMSBY", "Niam\u{200d}h Form\u{ad}sby", "ＮＩＡＭＨ Formsby's"]
        {
            assert_eq!(plain_words(written), ["niamh", "formsby"], "{written}");
        }
    }

    #[test]
    fn words_are_alike_but_for_a_plural_or_a_slip() {
        for (one, other) in [("formsby", "formsbys"), ("formsby", "formsbey"), ("fires", "fire")] {
            assert!(is_like(one, other), "{one} {other}");
        }
        for (one, other) in [("tillick", "tillman"), ("ada", "ida"), ("fire", "hire"), ("as", "a")] {
            assert!(!is_like(one, other), "{one} {other}");
        }
    }
}
