//! What is searched for in free text (rule 5): every part of a confidential address that alone would
//! tell where somebody lives, and telephone numbers.

use std::collections::BTreeSet;

use super::address::is_confidential;
use super::loosely::{AnyOf, Wanted, in_full};
use crate::model::{Answers, Case, is_postcode};

/// Shorter than this, it would be found everywhere.
const SHORTEST: usize = 5;

/// Words with which a street's name ends.
const STREETS: &[&str] = &[
    "avenue", "close", "crescent", "drive", "gardens", "grove", "lane", "mews", "parade", "road", "row",
    "square", "street", "terrace", "walk", "way", "yard",
];

/// Words with which the name of a house, or of a place that may be a whole quarter, ends.
const HOUSES: &[&str] = &[
    "apartments",
    "block",
    "buildings",
    "cottage",
    "court",
    "estate",
    "farm",
    "flats",
    "gate",
    "green",
    "heights",
    "hill",
    "hostel",
    "hotel",
    "house",
    "lodge",
    "mansions",
    "mount",
    "park",
    "place",
    "point",
    "quay",
    "refuge",
    "rise",
    "tower",
    "towers",
    "view",
    "villa",
    "villas",
    "wharf",
];

/// Words before the number of a part of a house.
const UNITS: &[&str] = &["flat", "apartment", "unit", "room", "floor", "no", "number", "studio"];

/// Every confidential address of the cases, whole and in parts, and its postcode.
pub fn addresses(cases: &[&Case]) -> AnyOf {
    let mut parts: BTreeSet<Part> = BTreeSet::new();
    for referral in cases.iter().flat_map(|case| &case.referrals) {
        let people = referral.others.iter().map(|other| (&other.answers, "other"));
        for (answers, whose) in std::iter::once((&referral.answers, "subject")).chain(people) {
            if is_confidential(answers, &format!("{whose}.address_confidential")) {
                let written = ["address", "postcode"].map(|part| answers.written(&format!("{whose}.{part}")));
                parts.extend(written.into_iter().flatten().flat_map(parts_of));
            }
        }
    }
    parts.iter().map(Part::wanted).filter(|wanted| wanted.len() >= SHORTEST).collect()
}

/// Telephone numbers that the forms of the cases give, as written there and as from abroad.
pub fn telephones(cases: &[&Case]) -> AnyOf {
    let referrals = cases.iter().flat_map(|case| &case.referrals);
    let given = referrals.flat_map(|referral| {
        let of = |answers: &Answers, path: &str| answers.written(path).map(str::to_owned);
        [of(&referral.answers, "subject.phone"), of(&referral.answers, "referrer.phone")]
    });
    let mut spellings: Vec<String> = Vec::new();
    for number in given.flatten() {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let core = digits.strip_prefix("0044").or(digits.strip_prefix("44")).unwrap_or(&digits);
        let core = core.trim_start_matches('0');
        if core.len() >= SHORTEST.saturating_add(1) {
            spellings.extend(["0", "44", "440", "0044", "00440", ""].map(|before| format!("{before}{core}")));
        }
    }
    spellings.sort();
    spellings.dedup();
    spellings.iter().map(|digits| Wanted::exactly(digits)).collect()
}

/// A part of an address. A house by number and street is known with a slip in it too; a street or a
/// postcode with one letter other is another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    House(String),
    Name(String),
}

impl Part {
    fn wanted(&self) -> Wanted {
        match self {
            Part::House(written) => Wanted::nearly(written),
            Part::Name(written) => Wanted::exactly(written),
        }
    }
}

/// An address, and each part of it that alone would tell where somebody lives: a house by number and
/// street, or by its name, the street, and the postcode. A town alone tells nothing, nor does the
/// number of a flat.
fn parts_of(address: &str) -> Vec<Part> {
    let (rest, postcodes) = without_postcodes(address);
    let mut parts: Vec<Part> = postcodes.into_iter().map(Part::Name).collect();
    parts.push(if is_postcode(address) { Part::Name(address.into()) } else { Part::House(address.into()) });
    let rest = rest.replace(" - ", ";").replace(" \u{2013} ", ";");
    let lines: Vec<Vec<&str>> = rest
        .split([',', ';', '\n', '\r', '\t', '|', '/'])
        .map(|line| line.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect::<Vec<&str>>())
        .filter(|line| !line.is_empty())
        .collect();
    let numbered = lines.iter().position(|line| !streets_of(line).is_empty()).unwrap_or(1);
    for (at, line) in lines.iter().enumerate() {
        let streets = streets_of(line);
        for (number, street) in &streets {
            parts.extend(house(number, street));
        }
        let first = line.iter().position(|word| is_number(word)).unwrap_or(line.len());
        let before: Vec<&str> = line[..first].iter().copied().filter(|word| !is_unit(word)).collect();
        let ends_in = |kinds: &[&str]| before.last().is_some_and(|word| is_one_of(word, kinds));
        if before.len() > 1 && (ends_in(STREETS) || (at <= numbered && ends_in(HOUSES))) {
            parts.push(Part::Name(before.join(" ")));
        }
        // "No. 12" on a line of its own belongs to the street on the next.
        if let ([.., number], true, Some(next)) =
            (line.as_slice(), before.is_empty(), lines.get(at.saturating_add(1)))
            && is_number(number)
            && !next.iter().any(|word| is_number(word))
        {
            parts.extend(house(number, next));
        }
    }
    parts
}

/// What tells of a house: number and name of the street with and without its kind, and the street.
fn house(number: &str, street: &[&str]) -> Vec<Part> {
    let with_number = |words: &[&str]| Part::House([&[number], words].concat().join(" "));
    let mut parts = vec![with_number(street)];
    if let Some((_, named @ [first, ..])) = street.split_last() {
        parts.extend([with_number(named), with_number(&[*first]), Part::Name(street.join(" "))]);
    }
    parts
}

/// Numbers in a line of an address, each with the street or house that follows: up to the word that
/// says what it is, where there is one.
fn streets_of<'a>(line: &[&'a str]) -> Vec<(&'a str, Vec<&'a str>)> {
    let numbers = line.iter().enumerate().filter(|(_, word)| is_number(word));
    numbers
        .filter_map(|(at, number)| {
            let after = line.iter().skip(at.saturating_add(1)).copied();
            let mut street: Vec<&str> = after.take_while(|word| !is_number(word)).collect();
            let kind = (1..street.len())
                .find(|at| is_one_of(street[*at], STREETS) || is_one_of(street[*at], HOUSES));
            // `Hill House`, `Park Road`: what it is stands last.
            let last = kind.map(|kind| match street.get(kind.saturating_add(1)) {
                Some(next) if is_one_of(next, STREETS) || is_one_of(next, HOUSES) => kind.saturating_add(2),
                _ => kind.saturating_add(1),
            });
            street.truncate(last.unwrap_or(street.len()));
            while street.last().is_some_and(|word| is_unit(word)) {
                street.pop();
            }
            (!street.is_empty()).then_some((*number, street))
        })
        .collect()
}

/// An address with a `;` in the place of each postcode, and the postcodes.
fn without_postcodes(address: &str) -> (String, Vec<String>) {
    let lines = address.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let address = lines.collect::<Vec<_>>().join("\n");
    let (mut rest, mut postcodes) = (String::new(), Vec::new());
    let mut words = address.split_inclusive(|c: char| !c.is_alphanumeric()).peekable();
    while let Some(word) = words.next() {
        let spaced = word.ends_with(char::is_whitespace);
        let pair = words.peek().filter(|_| spaced).map(|next| format!("{} {}", bare(word), bare(next)));
        if let Some(pair) = pair.filter(|pair| is_postcode(pair)) {
            words.next();
            postcodes.push(pair);
            rest.push(';');
        } else if is_postcode(bare(word)) {
            postcodes.push(bare(word).to_owned());
            rest.push(';');
        } else {
            rest.push_str(word);
        }
    }
    (rest, postcodes)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_numeric())
}

fn is_unit(word: &str) -> bool {
    is_one_of(word, UNITS)
}

fn is_one_of(word: &str, kinds: &[&str]) -> bool {
    kinds.contains(&in_full(&word.to_lowercase()).as_str())
}

#[cfg(test)]
mod tests {
    use super::super::loosely::letters;
    use super::*;

    fn finds(address: &str, text: &str) -> bool {
        let letters = letters(text);
        let wanted = parts_of(address).into_iter().map(|part| part.wanted());
        let any: AnyOf = wanted.filter(|wanted| wanted.len() >= SHORTEST).collect();
        !any.places_in(&letters).is_empty()
    }

    #[test]
    fn a_part_of_an_address_is_as_secret_as_the_whole() {
        for address in [
            "Flat 3, 12 Invented Road, London, N1 0XX",
            "12 Invented Road, Flat 3, London N10XX",
            "Flat 3 12 Invented Road London N1 0XX",
            "Flat 3\n12 Invented Rd\nLondon\nn1 0xx",
            "3/12 Invented Road - London - N1 0XX",
            "Flat 3, No. 12, Invented Road, N1 0XX",
            "12 Invented road flat 3 N1 0XX",
        ] {
            for text in [
                "at 12 Invented Road.",
                "at 12 Invented Rd",
                "at No. 12, Invented-Road",
                "somewhere on Invented Road",
                "INVENTED RD.",
                "near n10xx",
                "flat 3 at 12 Invented Raod",
            ] {
                assert!(finds(address, text), "{address}: {text}");
            }
            for text in [
                "in London",
                "down the road",
                "at 12 noon",
                "an invented story",
                "flat 3",
                "N1",
                "Inventad Road",
            ] {
                assert!(!finds(address, text), "{address}: {text}");
            }
        }
    }

    #[test]
    fn houses_are_known_by_their_names_too() {
        for (address, texts) in [
            (
                "Rose Cottage, Mill Lane, Highbury, London",
                ["Rose Cottage", "the cottage in Mill Ln"].as_slice(),
            ),
            ("Flat 9, Rose Court, 12 Mill Lane", &["Rose Ct", "9 Rose Court", "12 Mill La", "Mill Lane"]),
            ("Rose Court 9, Highbury", &["Rose Court"]),
            ("7 Broadway", &["7 Broadway", "7, broadway"]),
            ("St Mary's Hostel", &["Saint Marys Hostel", "St. Mary\u{2019}s hostel"]),
            ("12-14 Upper Park Road", &["12 - 14 Upper Park Rd", "Upper Park Road"]),
        ] {
            for text in texts {
                assert!(finds(address, text), "{address}: {text}");
            }
            for text in ["Highbury", "London", "a cottage", "Mary", "park"] {
                assert!(!finds(address, text), "{address}: {text}");
            }
        }
        // A quarter is no house.
        for text in ["in Finsbury Park", "Muswell Hill"] {
            assert!(!finds("12 Invented Road, Stroud, Finsbury Park, Muswell Hill", text), "{text}");
        }
    }
}
