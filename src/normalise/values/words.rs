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

/// Yes or no with words after it: "Yes - she does". Words that may take it back are no answer.
pub fn yes_no_with_words(written: &str) -> Option<bool> {
    const TAKES_BACK: &[&str] = &[
        "yes",
        "no",
        "but",
        "not",
        "sure",
        "unsure",
        "maybe",
        "perhaps",
        "possibly",
        "unless",
        "except",
        "although",
        "though",
        "however",
        "if",
        "know",
        "known",
        "unknown",
        "until",
        "before",
        "previously",
    ];
    let (first, rest) = written.trim().split_once([' ', ',', '.', ';', ':', '-', '–', '—', '(', '\n'])?;
    let first = yes_no(first).filter(|_| first.trim().chars().count() > 1)?;
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let parted = written.trim().chars().find(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let parted = parted.is_some_and(|c| ",.;:-–—(".contains(c)) && !rest.contains('?');
    // "No, not at all" only repeats the no.
    let doubtful = words.any(|word| {
        let word = word.to_lowercase();
        TAKES_BACK.contains(&word.as_str()) && (first || word != "not")
    });
    (parted && !doubtful).then_some(first)
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
    fn words_after_yes_or_no_may_not_take_it_back() {
        for yes in ["Yes - she does", "yes, daily", "YES: see the summary", "Yes (since May)"] {
            assert_eq!(yes_no_with_words(yes), Some(true), "{yes}");
        }
        assert_eq!(yes_no_with_words("No, not at all"), Some(false));
        for neither in [
            "yes and no",
            "Yes, but not now",
            "No - but call her",
            "Yes / No",
            "Y/N",
            "yes?",
            "No - until Monday",
            "Yes, perhaps",
            "not at the moment",
            "No one knows",
            "Yesterday - twice",
            "Yes",
            "x - y",
            "Yes - ?",
        ] {
            assert_eq!(yes_no_with_words(neither), None, "{neither}");
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
