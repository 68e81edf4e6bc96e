//! Whether two addresses are one home, spelling aside: a letter or a call to somebody who lives with
//! the person they fear may be seen.

use unicode_normalization::UnicodeNormalization;

use super::answer::Answers;
use super::case::Case;
use super::referral::OtherPerson;
use crate::finding::Place;

/// Somebody who may cause harm lives where somebody whom it may be caused to lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneHome<'c> {
    /// Where the person's own address is given.
    pub own: &'c Place,
    /// Where the other person's is.
    pub others: &'c Place,
}

/// Every other person of a case who lives where the person does, if one of the two may be a victim and
/// the other may be who harms them. Whose role is not said may be either.
pub fn one_homes(case: &Case) -> Vec<OneHome<'_>> {
    let mut homes = Vec::new();
    for referral in &case.referrals {
        for other in &referral.others {
            let others_of_all = case.referrals.iter().map(|one| &one.answers);
            let found = others_of_all.filter_map(|own| shared(own, other)).next();
            homes.extend(found);
        }
    }
    homes
}

fn shared<'c>(own: &'c Answers, other: &'c OtherPerson) -> Option<OneHome<'c>> {
    let said = |answers: &Answers, paths: [&'static str; 2]| {
        let parts: Vec<String> =
            paths.into_iter().filter_map(|path| answers.written(path)).map(str::to_owned).collect();
        parts.join(", ")
    };
    let theirs = said(&other.answers, ["other.address", "other.postcode"]);
    let home = said(own, ["subject.address", "subject.postcode"]);
    let one = is_one_home(&home, &theirs) || (!home.is_empty() && says_the_same(&theirs));
    let opposed = opposed(own.text("subject.role"), other.answers.text("other.role"));
    let first = |answers: &'c Answers, paths: [&'static str; 2]| {
        paths.into_iter().find_map(|path| answers.written(path).and_then(|_| answers.place(path)))
    };
    (one && opposed).then_some(OneHome {
        own: first(own, ["subject.address", "subject.postcode"])?,
        others: first(&other.answers, ["other.address", "other.postcode"])?,
    })
}

/// Whether one of two may be a victim of the other.
fn opposed(own: Option<&str>, other: Option<&str>) -> bool {
    let [own, other] = [own, other].map(|role| role.unwrap_or_default().to_lowercase());
    let harms = |role: &str| {
        let says = |words: &[&str]| words.iter().any(|word| role.contains(word));
        says(&["perp", "both", "suspect", "offend", "abuse", "accused"])
            || !says(&["victim", "child", "witness", "survivor"])
    };
    let harmed = |role: &str| !role.contains("perp") || role.contains("victim");
    (harmed(&own) && harms(&other)) || (harms(&own) && harmed(&other))
}

/// `Same address`, `as above`, `lives with her`: in place of an address.
pub fn says_the_same(address: &str) -> bool {
    let words = words(address).join(" ");
    let beginnings =
        ["same", "as above", "as victim", "as subject", "lives with", "with her", "with him", "with them"];
    beginnings.iter().any(|beginning| words == *beginning || words.starts_with(&format!("{beginning} ")))
}

/// Whether two addresses, each with its postcode if one is given, are of one home. A flat that only one
/// of them names, and a slip of a letter, make no difference; another number does. One postcode is
/// enough where an address says nothing else.
fn is_one_home(one: &str, other: &str) -> bool {
    let (one, other) = (Parts::of(one), Parts::of(other));
    let postcodes = one.postcode.as_ref().zip(other.postcode.as_ref());
    let same_postcode = postcodes.is_some_and(|(one, other)| one == other);
    if one.is_bare() || other.is_bare() {
        return same_postcode;
    }
    let within = |few: &[String], many: &[String]| few.iter().all(|number| many.contains(number));
    let numbers = within(&one.numbers, &other.numbers) || within(&other.numbers, &one.numbers);
    let numbered = !one.numbers.is_empty() && !other.numbers.is_empty();
    let streets = match (one.street.as_slice(), other.street.as_slice()) {
        ([], _) | (_, []) => false,
        ([one], [other, ..]) | ([one, _], [other]) => is_alike(one, other),
        ([one, kind, ..], [other, others_kind, ..]) => is_alike(one, other) && is_alike(kind, others_kind),
        ([one, ..], [other]) => is_alike(one, other),
    };
    match postcodes {
        Some(_) if same_postcode => numbers && (numbered || streets),
        // Another half of London may have a street of that name; one letter of the end may be a slip.
        Some((one_code, other_code)) => {
            numbers && numbered && streets && one_code.get(..3) == other_code.get(..3)
        }
        None => numbers && streets,
    }
}

/// One letter more, less or other in a word that is not short.
fn is_alike(one: &str, other: &str) -> bool {
    one == other || (one.len().max(other.len()) >= 4 && strsim::osa_distance(one, other) <= 1)
}

/// What an address is compared by.
struct Parts {
    numbers: Vec<String>,
    /// The first two words after the last number, or of the whole.
    street: Vec<String>,
    postcode: Option<String>,
}

impl Parts {
    fn of(address: &str) -> Self {
        let (mut kept, mut postcode): (Vec<String>, Option<String>) = (Vec::new(), None);
        for word in words(address) {
            let whole = kept.last().map(|before| format!("{before}{word}"));
            if is_inward(&word) && kept.last().is_some_and(|before| is_outward(before)) {
                kept.pop();
                postcode = whole;
            } else if word.len() > 4
                && word.is_char_boundary(word.len().saturating_sub(3))
                && is_outward(&word[..word.len().saturating_sub(3)])
                && is_inward(&word[word.len().saturating_sub(3)..])
            {
                postcode = Some(word);
            } else {
                kept.push(word);
            }
        }
        let is_number = |word: &String| word.contains(|c: char| c.is_ascii_digit());
        let last = kept.iter().rposition(is_number).map_or(0, |at| at.saturating_add(1));
        let is_name = |word: &&String| !is_number(word) && *word != "flat";
        let street = kept.iter().skip(last).filter(is_name).take(2).cloned().collect();
        Parts { numbers: kept.iter().filter(|word| is_number(word)).cloned().collect(), street, postcode }
    }

    fn is_bare(&self) -> bool {
        self.numbers.is_empty() && self.street.is_empty()
    }
}

/// The words of an address as compared: lower case, abbreviations in full, and nothing that only says
/// that a number or a town follows.
fn words(address: &str) -> Vec<String> {
    let shown: String = address.nfkc().flat_map(char::to_lowercase).filter(|c| !"'’.".contains(*c)).collect();
    let words = shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .filter(|word| !["no", "number", "the", "london"].contains(word))
        .map(|word| match word {
            "rd" => "road",
            "st" | "str" => "street",
            "av" | "ave" => "avenue",
            "cl" => "close",
            "ct" | "crt" => "court",
            "dr" => "drive",
            "gdns" | "gdn" | "garden" => "gardens",
            "ln" => "lane",
            "pl" => "place",
            "sq" => "square",
            "ter" | "terr" => "terrace",
            "wk" | "wlk" => "walk",
            "hse" | "ho" => "house",
            "apt" | "apartment" | "fl" | "unit" => "flat",
            other => other,
        })
        .map(str::to_owned)
        .collect()
}

/// Whether something written is a postcode, with its halves apart or together.
pub fn is_postcode(written: &str) -> bool {
    let close: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let inward = close.len().checked_sub(3).filter(|at| close.is_char_boundary(*at));
    inward.is_some_and(|at| is_outward(&close[..at]) && is_inward(&close[at..]))
}

/// The first half of a postcode: one or two letters, a digit, and perhaps one more character.
fn is_outward(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    let mut rest = word.chars().skip(letters);
    (1..=2).contains(&letters)
        && rest.next().is_some_and(|c| c.is_ascii_digit())
        && rest.next().is_none_or(|c| c.is_ascii_alphanumeric())
        && rest.next().is_none()
}

/// The second half: a digit and two letters.
fn is_inward(word: &str) -> bool {
    let kinds: Vec<bool> = word.chars().map(|c| c.is_ascii_digit()).collect();
    kinds == [true, false, false] && word.chars().skip(1).all(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_home_is_known_however_it_is_spelt() {
        for (one, other) in [
            ("12 Invented Walk, N1 0CX", "12, INVENTED WALK (n10cx)"),
            ("Flat 3, 12 Invented Walk", "12 Invented Wk, London"),
            ("Flat 3, 12 Invented Walk, London, N1 0CX", "Apt. 3 12 Invnted Walk"),
            ("3 Sample St, EC1A 0CX", "No. 3 Sample Street"),
            ("Rose House, Example Lane", "rose hse, Example Ln, E1 0CX"),
            ("12 Invented Walk, N1 0CX", "N1 0CX"),
            ("12 Invented Walk, N1 0CX", "12 Invented Walk, N1 0CK"),
            ("１２ Invented Walk", "12 Invented Walk"),
        ] {
            assert!(is_one_home(one, other), "{one} / {other}");
            assert!(is_one_home(other, one), "{other} / {one}");
        }
    }

    #[test]
    fn two_homes_are_not_taken_for_one() {
        for (one, other) in [
            ("Flat 3, 12 Invented Walk, N1 0CX", "Flat 4, 12 Invented Walk, N1 0CX"),
            ("12 Invented Walk", "14 Invented Walk"),
            ("12 High Street", "12 High Road"),
            ("12 High Street, N1 0CX", "12 High Street, E14 0CX"),
            ("12 Invented Walk", ""),
            ("", ""),
            ("N1 0CX", "N1 0CK"),
            ("Hackney", "12 Invented Walk, Hackney"),
        ] {
            assert!(!is_one_home(one, other), "{one} / {other}");
            assert!(!is_one_home(other, one), "{other} / {one}");
        }
        assert!(
            says_the_same("Same address") && says_the_same("as above") && says_the_same("Lives with her")
        );
        assert!(!says_the_same("Sameday House"));
    }

    #[test]
    fn only_who_may_harm_and_who_may_be_harmed_are_opposed() {
        for (own, other, expected) in [
            (Some("victim"), Some("perpetrator"), true),
            (Some("victim"), Some("Alleged perp."), true),
            (Some("victim"), None, true),
            (None, Some("suspect"), true),
            (Some("perpetrator"), Some("victim"), true),
            (Some("both"), Some("both"), true),
            (Some("victim"), Some("child"), false),
            (Some("victim"), Some("victim"), false),
            (Some("perpetrator"), Some("perpetrator"), false),
        ] {
            assert_eq!(opposed(own, other), expected, "{own:?} {other:?}");
        }
    }
}
