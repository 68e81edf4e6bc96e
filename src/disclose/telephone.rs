//! Telephone numbers in free text (rule 5). What looks like one is one: dates, sums and references
//! have other forms. Numbers that only organisations have, such as helplines, are nobody's.

use std::collections::BTreeSet;

use crate::panel::Panel;

/// What may stand between the digits of any number.
const PARTS: [char; 8] = [' ', '\u{a0}', '\u{2009}', '-', '\u{2010}', '\u{2011}', '\u{2013}', '.'];

/// What stands there only where the digits before it are those with which numbers begin, as in
/// `07700/900/123`.
const RARE_PARTS: [char; 14] = [
    '/', ',', '_', '\'', '\u{2019}', '\u{2012}', '\u{2014}', '\u{2212}', '\n', '\r', '\t', '\u{200b}', '|',
    ';',
];

/// So many signs may stand between two digits.
const FARTHEST: usize = 3;

/// Words after which a row of digits is a telephone number.
const TELLING: &[&str] = &[
    "tel",
    "telephone",
    "phone",
    "mob",
    "mobile",
    "cell",
    "call",
    "ring",
    "text",
    "on",
    "h",
    "w",
    "m",
    "t",
    "no",
    "number",
    "home",
    "work",
];

/// What may follow a number with nothing between.
const FOLLOWING: &[&str] = &["x", "ext", "extn", "h", "w", "m", "mob", "home", "work", "or", "and"];

/// Where telephone numbers of people stand in a text: ranges of bytes.
pub fn numbers_in(text: &str) -> Vec<(usize, usize)> {
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut end) = (0usize, None);
    while let Some((from, _)) = signs.get(at).copied() {
        match beginning(&signs, at, end).and_then(|before| number(&signs, at, before)) {
            Some(after) => {
                let after = with_another_ending(&signs, after);
                found.push((from, signs.get(after).map_or(text.len(), |(byte, _)| *byte)));
                (at, end) = (after, Some(after));
            }
            None => at = at.saturating_add(1),
        }
    }
    found
}

/// The telephone numbers that a panel's own file holds: its office's, and those of whom it sends people to. They
/// are nobody's secret.
pub fn numbers_of(panel: &Panel) -> BTreeSet<String> {
    let advice = panel.advice.values().flat_map(|advice| [Some(&advice.text), advice.contact.as_ref()]);
    let other_panels = panel.other_panels.iter().flat_map(|other| [&other.contact, &other.why]);
    let contacts = panel.agencies.iter().flat_map(|agency| &agency.contacts);
    let texts = std::iter::once(&panel.office.phone)
        .chain(&panel.office.address)
        .chain(&panel.slots.place)
        .chain(advice.flatten())
        .chain(other_panels)
        .chain(panel.wording.values())
        .chain(contacts.flat_map(|contact| [&contact.name, &contact.role]));
    let mut numbers: BTreeSet<String> = BTreeSet::new();
    for text in texts {
        numbers.extend(numbers_in(text).iter().filter_map(|(from, to)| text.get(*from..*to)).map(core));
    }
    numbers.insert(core(&panel.office.phone));
    numbers.remove("");
    numbers
}

/// The digits by which a number is the same, from here or from abroad.
pub fn core(number: &str) -> String {
    let digits: String = number.chars().filter_map(digit).collect();
    let home = digits.strip_prefix("0044").or(digits.strip_prefix("44")).unwrap_or(&digits);
    home.trim_start_matches('0').to_owned()
}

/// What stands before the beginning of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing that belongs to it.
    Nothing,
    /// Letters of a word, or a stroke: only what can be nothing else is a number then.
    Something,
    /// A word that says that a number follows.
    Telling,
}

/// What stands before a sign with which a number may begin, if it does not go on there: `EX-2026-`, `£`.
fn beginning(signs: &[(usize, char)], at: usize, last_number: Option<usize>) -> Option<Before> {
    let c = signs.get(at)?.1;
    if !matches!(c, '+' | '(') && digit_at(signs, at).is_none() {
        return None;
    }
    let before = signs.get(..at).unwrap_or_default();
    let mut back = before.iter().rev().map(|(_, c)| *c);
    match back.next() {
        Some('-' | '.') => (!back.next().is_some_and(|c| c.is_numeric())).then_some(Before::Nothing),
        Some('/') if last_number.is_some_and(|end| end.saturating_add(1) == at) => Some(Before::Nothing),
        Some('/') => Some(Before::Something),
        Some(c) if c.is_numeric() || matches!(c, '+' | '#' | '£' | '€' | '$') => None,
        Some(c) => {
            let word: String =
                before.iter().rev().map(|(_, c)| *c).skip_while(|c| !c.is_alphanumeric()).take(10).collect();
            let word: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
            let word: String = word.chars().rev().flat_map(char::to_lowercase).collect();
            let telling = TELLING.contains(&word.as_str());
            Some(match (telling, c.is_alphanumeric()) {
                (true, _) => Before::Telling,
                (false, true) => Before::Something,
                (false, false) => Before::Nothing,
            })
        }
        None => Some(Before::Nothing),
    }
}

/// The longest telephone number that begins here: the place after it.
fn number(signs: &[(usize, char)], begins: usize, before: Before) -> Option<usize> {
    let mut read = Read { groups: Vec::new(), abroad: false, rare: false };
    let (mut longest, mut parted) = (None, 0usize);
    for (at, (_, c)) in signs.iter().enumerate().skip(begins) {
        if let Some(digit) = digit_at(signs, at) {
            read.push(digit, parted > 0);
            parted = 0;
            let next = at.saturating_add(1);
            if read.is_number(before) && !read.begins_as_date() && may_end(signs, next, &read) {
                longest = Some(next);
            }
        } else if *c == '+' && read.groups.is_empty() {
            read.abroad = true;
        } else if matches!(c, '(' | ')') {
            parted = parted.max(1);
        } else if (PARTS.contains(c) || RARE_PARTS.contains(c)) && parted < FARTHEST {
            parted = parted.saturating_add(1);
            read.rare |= !read.groups.is_empty() && (parted > 2 || RARE_PARTS.contains(c));
        } else {
            break;
        }
        if read.len() > 15 {
            break;
        }
    }
    longest
}

/// What follows a number ends it: no digit, no time, and no letters as in a reference.
fn may_end(signs: &[(usize, char)], next: usize, read: &Read) -> bool {
    let after = |skip: usize| signs.get(next.saturating_add(skip)).map(|(_, c)| *c);
    match after(0) {
        Some(':') => !after(1).is_some_and(|c| c.is_numeric()),
        Some('/') => read.is_mobile() || !after(1).is_some_and(|c| c.is_alphanumeric()),
        Some(c) if c.is_numeric() => false,
        Some(c) if c.is_alphabetic() => {
            let word: String =
                signs.iter().skip(next).map(|(_, c)| *c).take_while(|c| c.is_alphabetic()).collect();
            read.is_mobile() || FOLLOWING.contains(&word.to_lowercase().as_str())
        }
        _ => true,
    }
}

/// `07700 900123/4`: the other ending belongs to the number.
fn with_another_ending(signs: &[(usize, char)], after: usize) -> usize {
    let rest = signs.get(after..).unwrap_or_default();
    let digits = rest.iter().skip(1).take_while(|(_, c)| digit(*c).is_some()).count();
    let next = rest.get(digits.saturating_add(1)).map(|(_, c)| *c);
    let ends = !next.is_some_and(|c| c.is_alphanumeric() || c == '/');
    match rest.first() {
        Some((_, '/')) if (1..=4).contains(&digits) && ends => after.saturating_add(digits).saturating_add(1),
        _ => after,
    }
}

/// The digits read so far, as they stand together.
struct Read {
    groups: Vec<String>,
    abroad: bool,
    rare: bool,
}

impl Read {
    fn push(&mut self, digit: char, is_apart: bool) {
        match self.groups.last_mut().filter(|_| !is_apart) {
            Some(group) => group.push(digit),
            None => self.groups.push(digit.to_string()),
        }
    }

    fn len(&self) -> usize {
        self.groups.iter().map(String::len).sum()
    }

    fn digits(&self) -> String {
        self.groups.concat()
    }

    fn is_mobile(&self) -> bool {
        let digits = self.digits();
        digits.starts_with("07") || digits.starts_with("447") || digits.starts_with("00447")
    }

    /// Whether digits are those of a person's telephone: a mobile, a number of a place, or one abroad.
    fn is_number(&self, before: Before) -> bool {
        let digits = self.digits();
        if (self.rare && !self.begins_as_number()) || (before == Before::Something && !self.is_mobile()) {
            return false;
        }
        let abroad = if self.abroad { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        match abroad {
            None => is_at_home(&digits) || self.lacks_its_beginning(&digits, before),
            Some(abroad) => match abroad.strip_prefix("44") {
                Some(rest) => is_at_home(&format!("0{}", rest.strip_prefix('0').unwrap_or(rest))),
                None => (9..=15).contains(&abroad.len()) && !abroad.starts_with('0'),
            },
        }
    }

    /// `44 7700 900123`, `7700 900123`: without the sign or the nought with which it begins.
    fn lacks_its_beginning(&self, digits: &str, before: Before) -> bool {
        if let Some(rest) = digits.strip_prefix("44") {
            return digits.len() == 12 && is_at_home(&format!("0{rest}"));
        }
        let lengths: Vec<usize> = self.groups.iter().map(String::len).collect();
        let apart = [[4, 6].as_slice(), &[4, 3, 3]].contains(&lengths.as_slice());
        digits.starts_with('7')
            && digits.len() == 10
            && before != Before::Something
            && (apart || (before == Before::Telling && lengths.len() == 1))
    }

    /// Whether the first digits that stand together are those with which numbers begin, and no others stand
    /// alone.
    fn begins_as_number(&self) -> bool {
        let first = self.groups.first().map(String::as_str).unwrap_or_default();
        let first = if self.abroad { first } else { first.strip_prefix("44").unwrap_or(first) };
        let fits = match first.len() {
            0 | 2 => self.abroad || first.is_empty(),
            3 => first.starts_with("02") || first.starts_with("01"),
            4 => first.starts_with("01") || first.starts_with("00") || first.starts_with('7'),
            _ => first.starts_with('0'),
        };
        fits && self.groups.iter().skip(1).all(|group| group.len() >= 2)
    }

    /// `01-02-2026`, `02 2026` and their like.
    fn begins_as_date(&self) -> bool {
        if let [month, year, ..] = self.groups.as_slice()
            && month.len() == 2
            && !self.abroad
            && year.len() != 3
            && month.starts_with('0')
            && (year.starts_with("20") || year.starts_with("19"))
        {
            return true;
        }
        let [day, month, year, ..] = self.groups.as_slice() else { return false };
        let within = |digits: &str, most: u32| {
            digits.len() == 2 && digits.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
        };
        within(day, 31)
            && within(month, 12)
            && (year.len() == 2 || year.starts_with("20") || year.starts_with("19"))
    }
}

fn is_at_home(digits: &str) -> bool {
    match digits.get(..2) {
        Some("07") => digits.len() == 11,
        Some("01" | "02") => matches!(digits.len(), 10 | 11),
        _ => false,
    }
}

/// The digit of a sign, in whatever script: `٧` is a 7.
fn digit(c: char) -> Option<char> {
    const NOUGHTS: [u32; 8] = [0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xff10, 0x1d7ce];
    let code = u32::from(c);
    let value = NOUGHTS.iter().find_map(|nought| code.checked_sub(*nought).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// The digit at a place: an O or an L beside a digit is a slip for one.
fn digit_at(signs: &[(usize, char)], at: usize) -> Option<char> {
    let c = signs.get(at)?.1;
    if let Some(digit) = digit(c) {
        return Some(digit);
    }
    let meant = match c {
        'O' | 'o' => '0',
        'I' | 'l' => '1',
        _ => return None,
    };
    let stands = |at: Option<usize>| at.and_then(|at| signs.get(at)).map(|(_, c)| *c);
    let (before, after) = (stands(at.checked_sub(1)), stands(at.checked_add(1)));
    let is_digit = |c: Option<char>| c.is_some_and(|c| digit(c).is_some());
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let beside = (is_digit(after) && !is_letter(before)) || (is_digit(before) && !is_letter(after));
    beside.then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        numbers_in(text).iter().map(|(from, to)| &text[*from..*to]).collect()
    }

    #[test]
    fn telephone_numbers_are_known_by_their_form() {
        for number in [
            "07700 900123",
            "07700900123",
            "07700-900-123",
            "020 7946 0123",
            "(020) 7946 0123",
            "01632 960123",
            "+44 7700 900123",
            "+44 (0)20 7946 0123",
            "0044 7700 900123",
            "+353 20 915 6789",
            "07700\u{a0}900\u{2011}123",
            "07700 - 900123",
            "07700   900123",
            "07700\n900123",
            "07700\r\n900123",
            "07700/900/123",
            "07700,900,123",
            "07700_900_123",
            "07700\u{2014}900\u{2014}123",
            "07700'900123",
            "7700 900123",
            "447700900123",
            "44 7700 900123",
            "0770O 900123",
            "O7700 900123",
            "0l632 960123",
            "\u{660}\u{667}\u{667}\u{660}\u{660}\u{669}\u{660}\u{660}\u{661}\u{665}\u{662}",
            "07 700 900 123",
            "07700 900123/4",
            "020/7946/0123",
        ] {
            for text in [
                number.to_owned(),
                format!("ring {number}, after six"),
                format!("tel:{number}."),
                format!("{number}: mum"),
                format!("on 12/03/2026 at 10:30 from {number}; again on 13/03/2026"),
            ] {
                assert_eq!(found(&text), [number], "{text}");
            }
        }
        assert_eq!(found("07700 900123 or 020 7946 0123").len(), 2);
        assert_eq!(found("07700 900123 020 7946 0123").len(), 2);
        assert_eq!(found("07700 900124/07700 900125"), ["07700 900124", "07700 900125"]);
        assert_eq!(found("h:07700900158w:07700900159"), ["07700900158", "07700900159"]);
    }

    #[test]
    fn what_runs_into_a_number_hides_none() {
        for (text, number) in [
            ("Mob07700900126", "07700900126"),
            ("Tel02079460142", "02079460142"),
            ("07700900127ext 4", "07700900127"),
            ("020-7946-0149x12", "020-7946-0149"),
            ("07700900139m", "07700900139"),
            ("ring 7700900129 please", "7700900129"),
        ] {
            assert_eq!(found(text), [number], "{text}");
        }
    }

    #[test]
    fn other_figures_are_none() {
        for text in [
            "01/02/2026",
            "01-02-2026 10:30",
            "01.02.2026 1030",
            "01 02 2026 1030",
            "07/12/2026, 10/12/2026",
            "07/12/2026\n10/12/2026",
            "on 07-12-2026 and 08-12-2026",
            "2026-12-09",
            "2026-12-09T07:00:00",
            "reference 01/1234567/26",
            "EX-2026-0017946012",
            "CRIS 0123456789AB",
            "01HH2345678/26",
            "crime reference 7123456789",
            "NHS 712 345 6789",
            "\u{a3}01234567890",
            "\u{a3}7,700,900,129",
            "7,700 and 900,129 pounds",
            "0808 2000 247",
            "101 or 999",
            "0123456789012345",
            "34 of 60",
            "020 7946",
            "10:30, 11:45, 12:00",
            "N1 0QZ, EC1A 7XX",
            "flats 01, 02, 03, 04, 05 and 06",
            "rows 01\n02\n03\n04\n05",
            "ages 07 09 11 13 15",
        ] {
            assert!(numbers_in(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_number_is_the_same_from_abroad() {
        for number in ["020 7946 0100", "+44 20 7946 0100", "0044 (0)20 7946 0100", "44 20 7946 0100"] {
            assert_eq!(core(number), "2079460100", "{number}");
        }
    }
}
