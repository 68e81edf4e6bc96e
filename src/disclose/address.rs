//! Addresses and telephone numbers (rule 5): a confidential address, and anyone's telephone number,
//! appears in the coordinator's copy and for members that the panel names only; in free text it is searched for, spelling and spacing aside.

use unicode_normalization::UnicodeNormalization;

use super::Reader;
use crate::model::{Answers, Case};
use crate::panel::Agency;

/// What stands where an address was taken out of free text.
pub const ADDRESS_WITHHELD: &str = "[address held by the coordinator]";

/// What stands in place of a confidential address or a telephone number.
const HELD: &str = "held by the coordinator";

/// The person's address for a reader, or empty if none was given.
pub fn home_address(reader: Reader<'_>, answers: &Answers) -> String {
    let confidential = is_confidential(answers, "subject.address_confidential");
    let released = reader == (Reader::OtherArea { address_released: true });
    shown(reader, confidential && !released, answers, ["subject.address", "subject.postcode"])
}

/// Another person's address for a reader.
pub fn other_address(reader: Reader<'_>, answers: &Answers) -> String {
    shown(
        reader,
        is_confidential(answers, "other.address_confidential"),
        answers,
        ["other.address", "other.postcode"],
    )
}

/// The person's telephone number for a reader.
pub fn phone(reader: Reader<'_>, answers: &Answers) -> String {
    match (reader, answers.written("subject.phone")) {
        (_, None) => String::new(),
        (Reader::Coordinator, Some(number)) => number.to_owned(),
        (Reader::Member { agency, policy }, Some(number)) if is_listed(&policy.phone_to, agency) => {
            number.to_owned()
        }
        (Reader::Member { .. } | Reader::Referrer | Reader::OtherArea { .. }, Some(_)) => HELD.into(),
    }
}

/// Free text for a reader: as it is for those who may see confidential addresses, else without them.
/// Also says whether anything was replaced.
pub fn free_text(reader: Reader<'_>, text: &str, case: &Case) -> (String, bool) {
    if sees_confidential(reader) { (text.to_owned(), false) } else { without_addresses(text, case) }
}

/// Free text for a reader other than the coordinator: every confidential address and postcode of
/// the case is replaced, however it is spelt or spaced. Also says whether anything was replaced.
pub fn without_addresses(text: &str, case: &Case) -> (String, bool) {
    let mut text = text.to_owned();
    let mut found = false;
    for secret in confidential(case) {
        let mut from = 0;
        while let Some((start, end)) = find_loosely(&text[from..], &secret) {
            text.replace_range(from + start..from + end, ADDRESS_WITHHELD);
            from += start + ADDRESS_WITHHELD.len();
            found = true;
        }
    }
    (text, found)
}

/// Whether any address of the case must be kept confidential.
pub fn has_confidential_address(case: &Case) -> bool {
    case.referrals.iter().any(|referral| {
        is_confidential(&referral.answers, "subject.address_confidential")
            || referral
                .others
                .iter()
                .any(|other| is_confidential(&other.answers, "other.address_confidential"))
    })
}

/// A blank or unreadable answer to "must be kept confidential" with something written in it counts
/// as yes: nothing is disclosed by a guess.
fn is_confidential(answers: &Answers, path: &str) -> bool {
    answers.yes_no(path).unwrap_or_else(|| answers.written(path).is_some())
}

fn shown(reader: Reader<'_>, confidential: bool, answers: &Answers, paths: [&str; 2]) -> String {
    let lines: Vec<&str> = paths.into_iter().filter_map(|path| answers.written(path)).collect();
    if lines.is_empty() {
        String::new()
    } else if confidential && !sees_confidential(reader) {
        HELD.into()
    } else {
        lines.join(", ")
    }
}

/// Whether a reader may see the confidential addresses of a case it is entitled to.
fn sees_confidential(reader: Reader<'_>) -> bool {
    match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, policy } => is_listed(&policy.confidential_address_to, agency),
        Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

fn is_listed(codes: &[String], agency: &Agency) -> bool {
    codes.contains(&agency.code)
}

/// What is searched for: each confidential address and postcode of the case, whole and in parts.
fn confidential(case: &Case) -> Vec<String> {
    let mut secrets = Vec::new();
    for referral in &case.referrals {
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
