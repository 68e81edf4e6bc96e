//! Free text (rule 5): a confidential address or postcode that was typed into it is taken out for
//! everybody who may not see it, spelling and spacing aside.

use unicode_normalization::UnicodeNormalization;

use super::Reader;
use super::address::{is_confidential, sees_confidential};
use crate::finding::Place;
use crate::model::{Answer, Case};

/// What stands where an address was taken out of free text.
pub const ADDRESS_WITHHELD: &str = "[address held by the coordinator]";

/// The confidential addresses of some cases, as far as a reader may not see them.
#[derive(Clone, Debug, Default)]
pub struct Withheld(Vec<String>);

/// What is to be taken out of free text for a reader: nothing for those who may see confidential
/// addresses.
pub fn withheld(reader: Reader<'_>, cases: &[&Case]) -> Withheld {
    if sees_confidential(reader) { Withheld::default() } else { Withheld(confidential(cases)) }
}

impl Withheld {
    /// Whether there is nothing to be taken out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Free text without the addresses, and whether there was one in it.
    pub fn take_out_of(&self, text: &str) -> (String, bool) {
        let mut text = text.to_owned();
        let mut found = false;
        for secret in &self.0 {
            let mut from = 0;
            while let Some((start, end)) = find_loosely(&text[from..], secret) {
                text.replace_range(from + start..from + end, ADDRESS_WITHHELD);
                from += start + ADDRESS_WITHHELD.len();
                found = true;
            }
        }
        (text, found)
    }
}

/// Free text about one case for a reader, and whether an address was taken out of it.
pub fn free_text(reader: Reader<'_>, text: &str, case: &Case) -> (String, bool) {
    withheld(reader, &[case]).take_out_of(text)
}

/// The same for a reader who may see none, whoever it is.
pub fn without_any(cases: &[&Case]) -> Withheld {
    Withheld(confidential(cases))
}

/// Free text for a reader who may see no confidential address: every one of the case, and its
/// postcode, is replaced, however it is spelt or spaced. Also says whether anything was replaced.
pub fn without_addresses(text: &str, case: &Case) -> (String, bool) {
    Withheld(confidential(&[case])).take_out_of(text)
}

/// The cells of a case whose free text holds a confidential address of any of `cases`, for a finding.
pub fn cells_with_addresses(case: &Case, cases: &[&Case]) -> Vec<Place> {
    let secrets = Withheld(confidential(cases));
    let holds = |text: &str| secrets.take_out_of(text).1;
    let is_address = |path: &str| path.ends_with(".address") || path.ends_with(".postcode");
    let of_referrals = case.referrals.iter().flat_map(|referral| {
        std::iter::once(&referral.answers).chain(referral.others.iter().map(|other| &other.answers))
    });
    let mut cells: Vec<Place> = of_referrals
        .flat_map(|answers| answers.iter())
        .filter(|(path, answer)| !is_address(path) && answer.written().is_some_and(holds))
        .map(|(_, answer): (_, &Answer)| answer.place().clone())
        .collect();
    for returned in &case.returns {
        cells.extend(returned.rows.iter().filter(|row| holds(&row.information)).map(|row| row.place.clone()));
        cells.extend(
            returned
                .proposed_actions
                .iter()
                .filter(|(action, _)| holds(action))
                .map(|(_, place)| place.clone()),
        );
    }
    cells.sort();
    cells.dedup();
    cells
}

/// What is searched for: each confidential address and postcode of the cases, whole and in parts.
fn confidential(cases: &[&Case]) -> Vec<String> {
    let mut secrets = Vec::new();
    for referral in cases.iter().flat_map(|case| &case.referrals) {
        let people = referral.others.iter().map(|other| &other.answers);
        let of_other = people.map(|answers| (answers, "other"));
        for (answers, whose) in std::iter::once((&referral.answers, "subject")).chain(of_other) {
            if is_confidential(answers, &format!("{whose}.address_confidential")) {
                let written = ["address", "postcode"].map(|part| answers.written(&format!("{whose}.{part}")));
                secrets.extend(written.into_iter().flatten().flat_map(parts));
            }
        }
    }
    secrets.retain(|secret| letters(secret).len() >= 5);
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.dedup();
    secrets
}

/// An address, and each part of it that alone would tell where somebody lives: a line with a number,
/// that line without the kind of street ("12 Invented" of "12 Invented Walk", which is also in "12
/// Invented Wk"), and the street. A town alone tells nothing.
fn parts(address: &str) -> Vec<String> {
    let mut parts = vec![address.to_owned()];
    for line in address.split([',', ';', '\n']).map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
        let Some(number) = words.iter().rposition(is_number) else { continue };
        parts.push(line.to_owned());
        let street: Vec<&str> = words.iter().skip(number + 1).copied().collect();
        if let Some((_, [first, ..])) = street.split_last() {
            parts.push(street.join(" "));
            parts.push([words.get(number).copied().unwrap_or_default(), *first].join(" "));
            let named: Vec<&str> = street.iter().take(street.len() - 1).copied().collect();
            parts.push([&words[number..=number], &named].concat().join(" "));
        }
    }
    parts
}

/// Letters and digits in lower case with the byte range each came from. Wide and ringed forms are
/// read as what they show, and a nought as the letter, a one as an I or L, for which they are mistaken.
fn letters(text: &str) -> Vec<(char, usize, usize)> {
    text.char_indices()
        .flat_map(|(at, c)| {
            std::iter::once(c)
                .nfkc()
                .filter(|shown| shown.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .map(move |shown| (alike(shown), at, at + c.len_utf8()))
        })
        .collect()
}

fn alike(c: char) -> char {
    match c {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

/// The byte range in which `secret` stands in `text`, whatever the case, spacing or punctuation.
fn find_loosely(text: &str, secret: &str) -> Option<(usize, usize)> {
    let text = letters(text);
    let secret = letters(secret);
    if secret.is_empty() {
        return None;
    }
    text.windows(secret.len())
        .find(|window| window.iter().zip(&secret).all(|(a, b)| a.0 == b.0))
        .and_then(|window| Some((window.first()?.1, window.last()?.2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_whatever_its_spacing() {
        let text = "She moved to 12, invented  WALK (n1 0xx) in May.";
        for secret in ["12 Invented Walk", "N10XX", "NI OXX"] {
            assert!(find_loosely(text, secret).is_some(), "{secret}");
        }
        assert_eq!(find_loosely(text, "13 Invented Walk"), None);
    }

    #[test]
    fn a_part_of_an_address_is_as_secret_as_the_whole() {
        let secrets = parts("Flat 3, 12 Invented Walk, London");
        let finds = |text: &str| secrets.iter().any(|secret| find_loosely(text, secret).is_some());
        for text in [
            "flat 3, 12 invented walk, london",
            "at 12 Invented Walk.",
            "at 12 Invented Wk",
            "at No. 12, Invented-Walk",
            "somewhere on Invented Walk",
            "at １２ Ｉｎｖｅｎｔｅｄ Walk",
        ] {
            assert!(finds(text), "{text}");
        }
        for text in ["in London", "for a walk", "at 12 noon", "an invented story"] {
            assert!(!finds(text), "{text}");
        }
    }
}
