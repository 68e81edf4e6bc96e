//! Words that mean yes, no, "asked and not known", or "none".

use super::super::headings::letters;

/// Yes or no, as forms write it; nothing else counts.
pub fn yes_no(written: &str) -> Option<bool> {
    match written.trim() {
        "✓" | "✔" | "☑" | "✅" => return Some(true),
        _ => {}
    }
    match letters(written).as_str() {
        "yes" | "y" | "true" | "1" | "x" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// "Don't know" and its kin: asked, and not known. That is not blank.
pub fn is_not_known(written: &str) -> bool {
    matches!(
        letters(written).as_str(),
        "dontknow" | "donotknow" | "dk" | "notknown" | "unknown" | "nk" | "notsure" | "unsure"
    )
}

/// An area given as "no fixed abode": also asked, and not known.
pub fn is_no_fixed_abode(written: &str) -> bool {
    matches!(letters(written).as_str(), "nofixedabode" | "nfa" | "nofixedaddress" | "nofixedabodenfa")
}

/// "None" and its kin: an answer, and an empty one.
pub fn is_none(written: &str) -> bool {
    matches!(letters(written).as_str(), "none" | "no" | "nil" | "na" | "notapplicable" | "nothing")
}

/// A dash or a question mark put where an answer should be.
pub fn is_filler(written: &str) -> bool {
    !written.chars().any(char::is_alphanumeric)
        && written.chars().all(|c| c.is_ascii_punctuation() || c.is_whitespace() || "–—…".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_words_are_yes_or_no() {
        for yes in ["yes", " Y ", "TRUE", "1", "✓", "x", "Yes."] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in ["no", "N", "False", "0"] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        for neither in ["", "perhaps", "yes and no", "2", "n/a", "✗"] {
            assert_eq!(yes_no(neither), None, "{neither}");
        }
    }

    #[test]
    fn not_known_is_neither_none_nor_blank() {
        for written in ["Don't know", "don’t know", "n/k", "Not known", "UNKNOWN"] {
            assert!(is_not_known(written), "{written}");
            assert!(!is_none(written), "{written}");
        }
        assert!(!is_not_known("none") && !is_not_known(""));
        assert!(is_filler("--") && is_filler("?") && !is_filler("✓") && !is_filler("A"));
    }
}
