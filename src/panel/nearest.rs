//! "Did you mean": the known word nearest to one that is not known.

/// The nearest of the known words, if one is near enough to be meant.
pub(super) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&written.to_lowercase(), word), word))
        .filter(|(distance, word)| distance.saturating_mul(3) <= word.chars().count().max(3))
        .min()
        .map(|(_, word)| word)
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
    }
}
