//! "Did you mean": the known word nearest to one that is not known.

/// The nearest of the known words, if one is near enough to be meant: a slip or two away, the
/// beginning of the other, or, between short words, alike in how they begin.
pub(super) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = plain(written);
    let near = |word: &'a str| {
        let known = plain(word);
        let slips = strsim::damerau_levenshtein(&written, &known);
        let (shorter, longer) =
            if written.len() < known.len() { (&written, &known) } else { (&known, &written) };
        // Paths of facts begin alike without meaning the same.
        let is_path = longer.contains('.');
        let how = if slips.saturating_mul(3) <= known.chars().count().max(3) {
            0
        } else if shorter.len() >= 3 && longer.starts_with(shorter.as_str()) && !is_path {
            1
        } else if longer.len() <= 12 && !is_path && strsim::jaro_winkler(&written, &known) >= 0.82 {
            2
        } else {
            return None;
        };
        Some((how, slips, word))
    };
    known.into_iter().filter_map(near).min().map(|(_, _, word)| word)
}

/// Case and the choice between hyphen, underscore and space are never what was meant.
fn plain(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

/// The help of a finding about a word that is not known: the nearest one, or where to look.
pub(super) fn did_you_mean<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(written, known) {
        Some(word) => format!("Did you mean `{word}`?"),
        None => otherwise.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_word_is_not() {
        let known = ["eligibility", "exclusion", "need", "risk"];
        assert_eq!(nearest("eligability", known), Some("eligibility"));
        assert_eq!(nearest("Exclusions", known), Some("exclusion"));
        assert_eq!(nearest("needs", known), Some("need"));
        assert_eq!(nearest("process", known), None);
        assert_eq!(nearest("meets-on", ["dates", "meets"]), Some("meets"));
        assert_eq!(nearest("Short_name", ["name", "short-name"]), Some("short-name"));
        assert_eq!(nearest("subject", ["subject.age", "subject.area"]), None);
        // Three letters of a long word are enough, and two are not.
        assert_eq!(nearest("mem", ["membership-of-it"]), Some("membership-of-it"));
        assert_eq!(nearest("me", ["membership-of-it"]), None);
        // One slip in three letters is a slip, and more is another word.
        assert_eq!(nearest("abcdefghijvwxyz", ["abcdefghijklmno"]), Some("abcdefghijklmno"));
        assert_eq!(nearest("abcdefghiuvwxyz", ["abcdefghijklmno"]), None);
    }
}
