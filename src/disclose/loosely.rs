//! Finding in free text what was written elsewhere, however it is spelt and spaced there.
//!
//! Only letters and digits are compared, whatever their case: `Thistle-March Ave.` is `thistlemarch
//! avenue`. Accents, wide and ringed forms and signs that do not show make no difference, nor does a
//! nought for the letter, a one for an I or L, a Greek or Cyrillic letter that looks like ours, a number in
//! words, or one slip in a long name.

use std::collections::BTreeMap;
use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// Kinds of streets and homes, each with how it is cut short.
const CUT_SHORT: &[(&str, &[&str])] = &[
    ("apartment", &["apt", "appt"]),
    ("avenue", &["ave", "av"]),
    ("buildings", &["bldgs", "building", "bldg"]),
    ("close", &["cl", "clo"]),
    ("cottage", &["cott", "cottages"]),
    ("court", &["ct", "crt"]),
    ("crescent", &["cres", "cresc", "cr"]),
    ("crossway", &["xway"]),
    ("drive", &["dr", "drv"]),
    ("estate", &["est"]),
    ("flat", &["flt"]),
    ("gardens", &["gdns", "gdn", "garden", "gards"]),
    ("green", &["grn"]),
    ("grove", &["grv", "gro", "gr"]),
    ("house", &["hse", "ho"]),
    ("lane", &["ln", "la"]),
    ("lodge", &["ldg"]),
    ("mansions", &["mans", "mansion"]),
    ("mews", &["mws"]),
    ("mount", &["mt"]),
    ("park", &["pk"]),
    ("place", &["pl"]),
    ("passage", &["psge"]),
    ("road", &["rd", "r"]),
    ("square", &["sq"]),
    ("street", &["st", "str", "saint"]),
    ("terrace", &["ter", "terr", "tce"]),
    ("walk", &["wk", "wlk"]),
    ("way", &["wy"]),
];

/// Fewer letters than this stand in other words too: they count only as words of their own.
const LONG: usize = 10;

/// From so many letters on, one of them may be a slip.
const LONG_NAME: usize = 8;

/// A letter or digit of a text as it is compared, and the bytes it came from.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    shown: char,
    is_digit: bool,
    begins_word: bool,
    ends_word: bool,
    is_capital: bool,
    from: usize,
    to: usize,
}

/// What is searched for.
#[derive(Clone)]
pub struct Wanted {
    letters: Vec<Letter>,
    slips: bool,
    capital: bool,
}

impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wanted(«…»)")
    }
}

impl Wanted {
    /// Something written, to be found letter by letter.
    pub fn exactly(written: &str) -> Self {
        Wanted { letters: letters(written), slips: false, capital: false }
    }

    /// A name of a place, to be found with one slip too if it is long.
    pub fn nearly(written: &str) -> Self {
        let letters = letters(written);
        let name = letters.iter().filter(|letter| !letter.is_digit).count();
        Wanted { letters, slips: name >= LONG_NAME, capital: false }
    }

    /// A name that is a word of its own too: to be found where its last word is written with a capital.
    pub fn with_capital(written: &str) -> Self {
        Wanted { capital: true, ..Wanted::exactly(written) }
    }

    /// How many letters and digits it has.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    fn stands_at(&self, text: &[Letter], at: usize) -> Option<(usize, usize)> {
        let rest = text.get(at..)?;
        let first = rest.first()?;
        if let Some(found) = rest.get(..self.letters.len()).filter(|found| alike(found, &self.letters)) {
            let last = found.last()?;
            let after = rest.get(self.letters.len());
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            let cuts_number = (!first.begins_word && first.is_digit && before.is_some_and(|c| c.is_digit))
                || (!last.ends_word && last.is_digit && after.is_some_and(|c| c.is_digit));
            let is_word = first.begins_word && last.ends_word;
            let last_word = found.iter().rposition(|letter| letter.begins_word).unwrap_or_default();
            let has_capital = found.iter().skip(last_word).any(|letter| letter.is_capital);
            if self.capital && !(is_word && has_capital) {
                return None;
            }
            return (!cuts_number && (is_word || self.letters.len() >= LONG))
                .then_some((first.from, last.to));
        }
        let length = self.with_one_slip(rest).filter(|_| self.slips && first.begins_word)?;
        let last = rest.get(length.checked_sub(1)?).filter(|last| last.ends_word)?;
        Some((first.from, last.to))
    }

    /// How many letters of the text are this with one letter more, less, other or exchanged with the
    /// next; a digit is never a slip.
    fn with_one_slip(&self, text: &[Letter]) -> Option<usize> {
        let wanted = &self.letters;
        let same = text.iter().zip(wanted).take_while(|(a, b)| a.shown == b.shown).count();
        let (there, meant) = (text.get(same)?, wanted.get(same)?);
        if same == 0 || there.is_digit || meant.is_digit {
            return None;
        }
        let rest = |letters: &[Letter], skip: usize| {
            letters.get(same.saturating_add(skip)..).map(<[Letter]>::to_vec)
        };
        [(1, 1), (0, 1), (1, 0), (2, 2)].into_iter().find_map(|(in_text, in_wanted)| {
            let (found, left) = (rest(text, in_text)?, rest(wanted, in_wanted)?);
            let exchanged = (in_text, in_wanted) != (2, 2)
                || (text.get(same.saturating_add(1))?.shown == meant.shown
                    && wanted.get(same.saturating_add(1))?.shown == there.shown);
            let fits = exchanged && found.get(..left.len()).is_some_and(|found| alike(found, &left));
            fits.then(|| same.saturating_add(in_text).saturating_add(left.len()))
        })
    }
}

/// Many things that are searched for at once, by their first letters.
#[derive(Clone, Default)]
pub struct AnyOf(BTreeMap<char, Vec<Wanted>>);

impl fmt::Debug for AnyOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyOf(«…»)")
    }
}

impl AnyOf {
    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where any of them stands in a text, given by its letters: ranges of bytes.
    pub fn places_in(&self, text: &[Letter]) -> Vec<(usize, usize)> {
        let begins_here = |letter: &Letter| self.0.get(&letter.shown).into_iter().flatten();
        let letters = text.iter().enumerate();
        letters
            .flat_map(|(at, letter)| begins_here(letter).filter_map(move |wanted| wanted.stands_at(text, at)))
            .collect()
    }
}

impl FromIterator<Wanted> for AnyOf {
    fn from_iter<I: IntoIterator<Item = Wanted>>(wanted: I) -> Self {
        let mut by_first: BTreeMap<char, Vec<Wanted>> = BTreeMap::new();
        for one in wanted {
            if let Some(first) = one.letters.first() {
                by_first.entry(first.shown).or_default().push(one);
            }
        }
        AnyOf(by_first)
    }
}

/// Numbers in words.
const SMALL_NUMBERS: [&str; 20] = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// Tens in words, from twenty.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A letter of a text in small, the bytes it came from, and whether it is a capital.
type Shown = (char, usize, usize, bool);

/// The letters and digits of a text as they are compared; words that are cut short in full, and numbers
/// in figures.
pub fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let words = words(text);
    let short: Vec<String> = words.iter().map(|word| word.iter().map(|shown| shown.0).collect()).collect();
    let mut at = 0usize;
    while let (Some(word), Some(written)) = (words.get(at), short.get(at)) {
        let (spelt, count) = spelt(written, short.get(at.saturating_add(1)));
        let end = words.get(at.saturating_add(count).saturating_sub(1)).and_then(|word| word.last());
        let (from, to) = (word.first().map_or(0, |one| one.1), end.map_or(0, |one| one.2));
        let is_capital = word.first().is_some_and(|one| one.3);
        let spelt: Vec<Shown> = if spelt == *written {
            word.clone()
        } else {
            spelt.chars().map(|shown| (shown, from, to, is_capital)).collect()
        };
        let last = spelt.len().saturating_sub(1);
        letters.extend((0usize..).zip(spelt).map(|(at, (shown, from, to, is_capital))| Letter {
            shown: mistaken(shown),
            is_digit: shown.is_numeric(),
            begins_word: at == 0,
            ends_word: at == last,
            is_capital,
            from,
            to,
        }));
        at = at.saturating_add(count);
    }
    letters
}

/// A word in full or in figures, and how many words that takes.
fn spelt(word: &str, next: Option<&String>) -> (String, usize) {
    if let Some(number) = SMALL_NUMBERS.iter().position(|name| *name == word) {
        return (number.to_string(), 1);
    }
    let Some(tens) = TENS.iter().position(|name| *name == word) else { return (in_full(word), 1) };
    let tens = tens.saturating_add(2).saturating_mul(10);
    let unit = next.and_then(|next| SMALL_NUMBERS.iter().skip(1).take(9).position(|name| name == next));
    match unit {
        Some(unit) => (tens.saturating_add(unit).saturating_add(1).to_string(), 2),
        None => (tens.to_string(), 1),
    }
}

/// A text with its numbers in figures.
pub fn in_figures(text: &str) -> String {
    let words = words(text);
    let short: Vec<String> = words.iter().map(|word| word.iter().map(|shown| shown.0).collect()).collect();
    let mut places: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0usize;
    while let (Some(word), Some(written)) = (words.get(at), short.get(at)) {
        let (spelt, count) = spelt(written, short.get(at.saturating_add(1)));
        let end = words.get(at.saturating_add(count).saturating_sub(1)).and_then(|word| word.last());
        if let (true, Some(first), Some(end)) =
            (!written.contains(char::is_numeric) && spelt.parse::<u32>().is_ok(), word.first(), end)
        {
            places.push((first.1, end.2, spelt));
        }
        at = at.saturating_add(count);
    }
    let mut figures = text.to_owned();
    for (from, to, number) in places.into_iter().rev() {
        figures.replace_range(from..to, &number);
    }
    figures
}

/// A word of an address in full: `road` for `Rd`.
pub fn in_full(word: &str) -> String {
    let known = CUT_SHORT.iter().find(|(_, short)| short.contains(&word));
    known.map_or_else(|| word.to_owned(), |(full, _)| (*full).to_owned())
}

/// Runs of letters and digits in lower case, each with the bytes it came from.
fn words(text: &str) -> Vec<Vec<Shown>> {
    let mut words: Vec<Vec<Shown>> = vec![Vec::new()];
    for (from, c) in text.char_indices() {
        let to = from.saturating_add(c.len_utf8());
        let shown = std::iter::once(c).nfkd().filter(|shown| shown.is_alphanumeric()).map(looks_like);
        let shown: Vec<Shown> = shown
            .flat_map(|shown| shown.to_lowercase().map(move |small| (small, from, to, shown.is_uppercase())))
            .collect();
        if !shown.is_empty() {
            words.last_mut().expect("there is always one").extend(shown);
        } else if !joins(c) {
            words.push(Vec::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The letter of ours that a Greek or Cyrillic one looks like.
fn looks_like(c: char) -> char {
    const GREEK_AND_CYRILLIC: &str = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχАВЕЗКМНОРСТУХІЈЅавекмнорстухіјѕԁһԛԝıɡ";
    const LATIN: &str = "ABEZHIKMNOPTYXaeiknoptuxABE3KMHOPCTYXIJSabekmhopctyxijsdhqwig";
    if c.is_ascii() {
        return c;
    }
    let at = GREEK_AND_CYRILLIC.chars().position(|other| other == c);
    at.and_then(|at| LATIN.chars().nth(at)).unwrap_or(c)
}

/// Whether a sign parts no words: accents of their own, and what does not show. An apostrophe parts them, so
/// that "E1 1LL's" holds a word that ends.
fn joins(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || unicode_normalization::char::is_combining_mark(c)
}

fn mistaken(c: char) -> char {
    match c {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

fn alike(one: &[Letter], other: &[Letter]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.shown == b.shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(wanted: &Wanted, text: &str) -> bool {
        !AnyOf::from_iter([wanted.clone()]).places_in(&letters(text)).is_empty()
    }

    #[test]
    fn spelling_and_spacing_make_no_difference() {
        let wanted = Wanted::nearly("12 Invented Road");
        for text in [
            "at 12, invented  ROAD.",
            "12 Invented Rd",
            "12 Invented\nRoad",
            "12\u{a0}Invented\u{a0}Road",
            "1\u{200b}2 Inv\u{ad}ented Ro\u{200d}ad",
            "12-Invented-Road",
            "12InventedRoad",
            "at12 invented road",
            "１２ Ｉｎｖｅｎｔｅｄ Road",
            "12 Ínvénted Road",
            "l2 lnvented R0ad",
            "12 Invnted Road",
            "12 Invennted Road",
            "12 Invetned Road",
            "12 Invembed Road, no: 12 Inventad Road",
        ] {
            assert!(finds(&wanted, text), "{text}");
        }
        for text in ["13 Invented Road", "112 Invented Road", "12 Invited Roads", "12 Road", "", "invented"] {
            assert!(!finds(&wanted, text), "{text}");
        }
    }

    #[test]
    fn what_is_short_is_found_as_a_word_of_its_own() {
        let wanted = Wanted::exactly("E1 1LL");
        for text in ["e11ll", "at E1 1LL.", "(E1\n1LL)", "EI ILL", "E1 1LL's end", "E1\u{200b} 1L\u{ad}L"] {
            assert!(finds(&wanted, text), "{text}");
        }
        for text in ["she feels ill", "feel ill", "E1 1LP", "E11 1LL"] {
            assert!(!finds(&wanted, text), "{text}");
        }
    }

    #[test]
    fn a_place_is_that_of_the_whole_word() {
        let wanted = Wanted::nearly("12 Invented Road");
        let text = "by 12 Invented Rd. in May";
        let places = AnyOf::from_iter([wanted]).places_in(&letters(text));
        assert_eq!(places.iter().map(|(from, to)| &text[*from..*to]).collect::<Vec<_>>(), ["12 Invented Rd"]);
    }
}
