//! An address in parts: each that alone would tell where somebody lives. A town alone tells nothing,
//! nor does the number of a flat.

use std::collections::BTreeSet;

use super::loosely::{Wanted, in_figures};
use super::place_words::{
    SURELY_HOUSES, TAKEN_FOR_ANOTHER, TELLING_APART, is_common, is_house, is_kind, is_number, is_street,
    is_unit, plain,
};
use crate::model::is_postcode;

/// From so many letters on, a name alone is known.
const NAME: usize = 6;

/// From so many letters on, a street is known by its name with another kind.
const STREET_NAME: usize = 5;

/// Words after which a street's name may stand without its kind.
const BEFORE_A_STREET: &[&str] = &["off", "near", "nr", "on", "in", "at", "along", "down", "up", "round"];

/// What is searched for of an address. Something of a street alone, or of a name alone, stands in other
/// sentences too: it counts only in what is said of the people whose address it is.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Whose home it is nobody can mistake: street and number, the name of a house, a postcode.
    pub strict: BTreeSet<Part>,
    /// What tells it to those who read of the person.
    pub loose: BTreeSet<Part>,
}

/// A part of an address, and how it is searched for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// With a slip in it too.
    Nearly(String),
    /// Letter by letter.
    Exactly(String),
    /// The same, and with a capital.
    Capital(String),
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Part(«…»)")
    }
}

impl Part {
    /// As it is searched for.
    pub fn wanted(&self) -> Wanted {
        match self {
            Part::Nearly(written) => Wanted::nearly(written),
            Part::Exactly(written) => Wanted::exactly(written),
            Part::Capital(written) => Wanted::with_capital(written),
        }
    }
}

/// A piece of an address: perhaps a number, a name, and perhaps what kind of place it is.
#[derive(Debug, Default)]
struct Piece<'a> {
    number: Option<&'a str>,
    /// The number is a flat's, a room's.
    is_unit: bool,
    words: Vec<&'a str>,
}

impl Piece<'_> {
    fn is_street(&self) -> bool {
        self.words.len() > 1 && self.words.last().is_some_and(|word| is_street(word))
    }

    fn is_house(&self) -> bool {
        self.words.len() > 1 && self.words.last().is_some_and(|word| is_house(word))
    }

    fn is_surely_house(&self) -> bool {
        self.words.last().is_some_and(|word| SURELY_HOUSES.contains(&plain(word).as_str()))
    }
}

impl Parts {
    /// The parts of an address; words that name people or whole areas are none.
    pub fn of(address: &str, not_places: &BTreeSet<String>) -> Self {
        let mut parts = Parts::default();
        let (rest, postcodes) = without_postcodes(&in_figures(address));
        for postcode in postcodes {
            parts.loose.extend(second_half(&postcode));
            parts.strict.insert(Part::Exactly(postcode));
        }
        parts.strict.extend(rest.split_whitespace().filter_map(in_three_words));
        let rest = rest.replace(" - ", ";").replace(" \u{2013} ", ";");
        let pieces: Vec<Piece<'_>> = rest.split(SEPARATORS).flat_map(pieces_of).collect();
        let is_home = |piece: &Piece<'_>| piece.is_street() || (piece.number.is_some() && !piece.is_unit);
        let street = pieces.iter().position(Piece::is_street);
        let last = street.or_else(|| pieces.iter().position(is_home));
        for (at, piece) in pieces.iter().enumerate() {
            let before = last.is_none_or(|last| at < last);
            let follows_unit = at.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|one| one.is_unit);
            if piece.is_street() {
                parts.know_street(piece, not_places);
            } else if piece.is_house() && (before || piece.number.is_some() || piece.is_surely_house()) {
                parts.know_house(piece, not_places);
            } else if piece.number.is_some() && !piece.words.is_empty() && (before || !piece.is_unit) {
                parts.know_numbered(piece, not_places);
            } else if before && (last.is_some() || follows_unit) {
                parts.know_name(&piece.words, not_places);
            }
            // "No. 12" on a line of its own belongs to the street on the next.
            if let (Some(number), [], Some(next)) =
                (piece.number, piece.words.as_slice(), pieces.get(at.saturating_add(1)))
                && next.number.is_none()
                && !next.words.is_empty()
                && (at < last.unwrap_or(pieces.len()) || next.is_street())
            {
                parts.know_numbered(
                    &Piece { number: Some(number), is_unit: false, words: next.words.clone() },
                    not_places,
                );
            }
        }
        parts
    }

    /// Whether there is nothing by which the address could be found.
    pub fn is_empty(&self) -> bool {
        self.strict.is_empty()
    }

    fn know_street(&mut self, street: &Piece<'_>, not_places: &BTreeSet<String>) {
        self.know_numbered(street, not_places);
        let whole = street.words.join(" ");
        let Some((_, named)) = street.words.split_last() else { return };
        if !named.iter().all(|word| is_common(word)) {
            self.strict.insert(Part::Exactly(whole.clone()));
        }
        self.loose.insert(Part::Nearly(whole));
        let first = named.first().filter(|_| named.len() > 1);
        let rest =
            first.filter(|word| TELLING_APART.contains(&plain(word).as_str())).and_then(|_| named.get(1..));
        for named in [Some(named), rest].into_iter().flatten() {
            self.know_by_name(named, not_places);
        }
    }

    /// A street by its name with whatever kind, and after words that stand before streets.
    fn know_by_name(&mut self, named: &[&str], not_places: &BTreeSet<String>) {
        let name = named.join(" ");
        let length = name.chars().filter(|c| c.is_alphanumeric()).count();
        if !named.iter().any(|word| tells(word, not_places)) || length < STREET_NAME {
            return;
        }
        self.loose.extend(TAKEN_FOR_ANOTHER.iter().map(|kind| Part::Nearly(format!("{name} {kind}"))));
        if length >= NAME {
            self.loose.extend(BEFORE_A_STREET.iter().map(|word| Part::Capital(format!("{word} {name}"))));
        }
    }

    fn know_house(&mut self, house: &Piece<'_>, not_places: &BTreeSet<String>) {
        self.know_numbered(house, not_places);
        let words: Vec<&str> = house.words.iter().copied().skip_while(|word| is_article(word)).collect();
        let Some((_, named)) = words.split_last().filter(|(_, named)| !named.is_empty()) else { return };
        let whole = words.join(" ");
        if !named.iter().all(|word| is_common(word)) {
            self.strict.insert(Part::Exactly(whole.clone()));
            self.know_name(named, not_places);
        }
        self.loose.insert(Part::Exactly(whole));
    }

    /// A number with a name, and with its first word.
    fn know_numbered(&mut self, piece: &Piece<'_>, not_places: &BTreeSet<String>) {
        let Some(number) = piece.number else { return };
        let with_number = |words: &[&str]| Part::Nearly(format!("{number} {}", words.join(" ")));
        let has_kind = piece.is_street() || piece.is_house();
        if has_kind || piece.words.iter().any(|word| tells(word, not_places)) {
            self.strict.insert(with_number(&piece.words));
        }
        let named = match piece.words.split_last() {
            Some((_, named)) if has_kind => named,
            _ => &piece.words,
        };
        if let Some(first) = named.first().filter(|first| tells(first, not_places)) {
            let alone = with_number(&[*first]);
            let is_long = first.chars().filter(|c| c.is_alphabetic()).count() >= NAME;
            if is_long {
                self.strict.insert(alone)
            } else {
                self.loose.insert(alone)
            };
            self.loose.insert(with_number(named));
            if !has_kind && !piece.is_unit {
                self.know_by_name(&[*first], not_places);
            }
        }
    }

    /// The name of a house or refuge without what it is.
    fn know_name(&mut self, words: &[&str], not_places: &BTreeSet<String>) {
        let words: Vec<&str> =
            words.iter().copied().skip_while(|word| is_article(word) || is_unit(word)).collect();
        let letters = words.iter().map(|word| word.chars().filter(|c| c.is_alphabetic()).count());
        if letters.sum::<usize>() >= NAME && words.iter().any(|word| tells(word, not_places)) {
            self.loose.insert(Part::Capital(words.join(" ")));
        }
    }
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an", "at", "o", "c", "co"].contains(&plain(word).as_str())
}

/// Whether a word of an address tells of this one.
fn tells(word: &str, not_places: &BTreeSet<String>) -> bool {
    !is_common(word) && !not_places.contains(&plain(word))
}

/// `///filled.count.soap`: a place in three words.
fn in_three_words(word: &str) -> Option<Part> {
    let word = bare(word);
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    (word.split('.').count() == 3 && word.split('.').all(is_word)).then(|| Part::Exactly(word.to_owned()))
}

/// The second half of a postcode, as people write it alone.
fn second_half(postcode: &str) -> Option<Part> {
    let close: String = postcode.chars().filter(|c| c.is_alphanumeric()).collect();
    let half = close.get(close.len().checked_sub(3)?..)?.to_uppercase();
    let is_ordinal = ["ST", "ND", "RD", "TH"].contains(&half.get(1..)?);
    (!is_ordinal).then_some(Part::Capital(half))
}

/// What parts the pieces of an address.
const SEPARATORS: [char; 10] = [',', ';', '\n', '\r', '\t', '|', '/', '(', ')', ':'];

/// The pieces of a line: each ends with the word that says what it is. `Hill House` and `Park Road`
/// have two such words.
fn pieces_of(line: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut piece = Piece::default();
    let mut unit = false;
    let words: Vec<&str> = line.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let kinds_from = |at: usize| words.iter().skip(at).take_while(|word| is_kind(word)).count();
    let mut at = 0usize;
    while let Some(word) = words.get(at).copied() {
        at = at.saturating_add(1);
        let is_number = is_number(word)
            || (unit
                && (word.chars().count() == 1
                    || (word.chars().count() <= 3 && word.contains(char::is_numeric))));
        if is_number || (is_unit(word) && !is_kind(word)) {
            if piece.number.is_some() || !piece.words.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            }
            if is_number {
                (piece.number, piece.is_unit) = (Some(word), unit);
            }
            unit = !is_number && is_unit(word) && !["no", "number", "floor"].contains(&plain(word).as_str());
            continue;
        }
        unit = false;
        piece.words.push(word);
        if piece.words.len() > 1 && is_kind(word) {
            if kinds_from(at) == 1
                && let Some(next) = words.get(at)
            {
                piece.words.push(next);
                at = at.saturating_add(1);
            }
            pieces.push(std::mem::take(&mut piece));
        }
    }
    if piece.number.is_some() || !piece.words.is_empty() {
        pieces.push(piece);
    }
    pieces
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

#[cfg(test)]
mod tests {
    use super::super::loosely::{AnyOf, letters};
    use super::*;

    fn finds(address: &str, text: &str, loosely: bool) -> bool {
        let parts = Parts::of(address, &BTreeSet::from(["islington".to_owned(), "alphason".to_owned()]));
        let loose = parts.loose.iter().filter(|_| loosely);
        let any: AnyOf = parts.strict.iter().chain(loose).map(Part::wanted).collect();
        !any.places_in(&letters(text)).is_empty()
    }

    fn all(address: &str, loosely: bool, found: &[&str], not: &[&str]) {
        for text in found {
            assert!(finds(address, text, loosely), "{address}: {text}");
        }
        for text in not {
            assert!(!finds(address, text, loosely), "{address}: {text}");
        }
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
            "Twelve Invented Road, N1 0XX",
            "Garden flat, 12 Invented Road (basement), N1 0XX",
        ] {
            let strict = [
                "at 12 Invented Road.",
                "at 12 Invented Rd",
                "at No. 12, Invented-Road",
                "number twelve, Invented Road",
                "somewhere on Invented Road",
                "INVENTED RD.",
                "near n10xx",
                "flat 3 at 12 Invented Raod",
                "the \u{399}nvented Road",
                "Invented R.",
                "Invented R d",
                "at 12 Invented",
            ];
            let other = ["in London", "down the road", "at 12 noon", "an invented story", "flat 3", "N1"];
            all(address, false, &strict, &other);
            let loose = ["Inventd Rd", "Invented Street", "off Invented", "it ends 0XX"];
            all(address, false, &[], &loose);
            all(address, true, &[strict.as_slice(), &loose].concat(), &other);
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
            (
                "Flat 3 Rose Court Invented Road N1 0QZ",
                &["Invented Road", "Rose Court", "flat on Invented Rd"],
            ),
            ("12 Cloth Fair London EC1A 7XX", &["Cloth Fair"]),
            ("12 Invented Vale Holloway London N7 0QZ", &["Invented Vale"]),
            ("4 Hawk Point Quill Wynd London", &["Hawk Point", "Quill Wynd"]),
            ("Flat 4\nHawk Point\nQuill Wynd\nLondon", &["Hawk Point", "Quill Wynd"]),
            ("Bed 4, Ferncliffe, Mill Lane", &["Ferncliffe", "at Ferncliffe bed 4"]),
            ("Thistledown, Mill Lane", &["Thistledown"]),
            ("Pitch 12, Willow Marina", &["Willow Marina"]),
            ("Narrowboat Daisybelle, Regents Canal", &["Daisybelle", "Regents Canal"]),
            ("Room 7, Solace", &["the Solace"]),
            ("Solace Refuge", &["Solace refuge", "the Solace"]),
            ("Flat 2, The Old Bakery, Crouch Mews", &["Old Bakery", "Crouch Mews"]),
            ("Flat 1, 12 Upper Invented Road", &["Upper Invented", "Invented Road"]),
            ("12 Saint Mary's Road", &["St Marys Rd", "Saint Mary Road"]),
            ("12 Invented", &["Invented Road", "12 Invented Road"]),
            ("12 Invented Crossway", &["Invented Crossway"]),
            ("what3words ///invented.count.soap", &["invented.count.soap"]),
            (
                "Flat 12B Hawthorn House, 9 Kiln Passage",
                &["Kiln Passage", "Hawthorn Hse", "12B Hawthorn", "Hawthorn"],
            ),
        ] {
            let texts: Vec<String> = texts.iter().map(|text| format!("lives near {text} now")).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            all(address, true, &texts, &["Highbury", "London", "a cottage", "Mary", "park", "in Holloway"]);
        }
        // A quarter is no house.
        let quarters = "12 Invented Road, Stroud, Finsbury Park, Muswell Hill";
        all(quarters, true, &[], &["in Finsbury Park", "Muswell Hill", "Stroud"]);
    }

    #[test]
    fn what_tells_of_no_place_is_not_searched_for() {
        let said = "On 12 March 2026 at 12 the police came with her mother to the hospital in Islington; various \
            confidential notes. 25 November, 10 noon, 34, high. Mrs Alphason: 12 Alphason cousins, 17 church \
            members at the police station, not disclosed, see above, sofa surfing at a refuge";
        for address in [
            "34 High Street",
            "12 March Road",
            "9 Islington Green",
            "25 November Close",
            "12 The Avenue",
            "10 Noon Lane",
            "17 Church Road",
            "12 Alphason Road",
            "Police Station, Tolpuddle Street",
        ] {
            assert!(!Parts::of(address, &BTreeSet::new()).is_empty(), "{address}");
            all(address, true, &[address], &[said]);
        }
        assert!(
            !finds("34 High Street", "in the High Street", false)
                && finds("34 High Street", "in the High Street", true)
        );
        for address in [
            "Confidential",
            "Refuge",
            "Islington",
            "with her mother",
            "Withheld",
            "Not disclosed",
            "See above",
            "HMP Example",
            "Hospital",
            "various",
            "Sofa surfing",
            "Flat 3, 44",
            "N1",
            "as above",
        ] {
            assert!(Parts::of(address, &BTreeSet::new()).is_empty(), "{address}");
            all(address, true, &[], &[said]);
        }
    }
}
