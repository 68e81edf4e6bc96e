//! Telephone numbers in free text (rule 5). What looks like one is one: dates, sums and references
//! have other forms. Numbers that only organisations have, such as helplines, are nobody's.

/// What may stand between the digits of a number.
const PARTS: [char; 8] = [' ', '\u{a0}', '\u{2009}', '-', '\u{2010}', '\u{2011}', '\u{2013}', '.'];

/// Where telephone numbers of people stand in a text: ranges of bytes.
pub fn numbers_in(text: &str) -> Vec<(usize, usize)> {
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0usize;
    while let Some((from, c)) = signs.get(at).copied() {
        let begins =
            (c == '+' || c == '(' || c.is_ascii_digit()) && !goes_on(signs.get(..at).unwrap_or_default());
        match begins.then(|| number(signs.get(at..).unwrap_or_default())).flatten() {
            Some((count, to)) => {
                found.push((from, to));
                at = at.saturating_add(count);
            }
            None => at = at.saturating_add(1),
        }
    }
    found
}

/// Whether what stands before goes on, so that no number begins here: `EX-2026-`, `£`.
fn goes_on(before: &[(usize, char)]) -> bool {
    let mut back = before.iter().rev().map(|(_, c)| *c);
    match back.next() {
        Some('-' | '.') => back.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric() || matches!(c, '/' | '+' | '#' | '£'),
        None => false,
    }
}

/// The longest telephone number these signs begin with: how many signs, and the byte after it.
fn number(signs: &[(usize, char)]) -> Option<(usize, usize)> {
    let mut digits = String::new();
    let mut longest = None;
    let mut parted = 0usize;
    for (count, (byte, c)) in (1usize..).zip(signs) {
        match c {
            '+' if digits.is_empty() => digits.push('+'),
            '(' | ')' => {}
            c if c.is_ascii_digit() => {
                digits.push(*c);
                parted = 0;
                let next = signs.get(count).map(|(_, c)| *c);
                let more = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '/'));
                if !more && is_number(&digits) && !begins_as_date(signs) {
                    longest = Some((count, byte.saturating_add(1)));
                }
            }
            c if PARTS.contains(c) && parted < 2 => parted = parted.saturating_add(1),
            _ => break,
        }
    }
    longest
}

/// Whether digits are those of a person's telephone: a mobile, a number of a place, or one abroad.
fn is_number(digits: &str) -> bool {
    let abroad = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"));
    match abroad {
        None => is_at_home(digits),
        Some(abroad) => match abroad.strip_prefix("44") {
            Some(rest) => is_at_home(&format!("0{}", rest.strip_prefix('0').unwrap_or(rest))),
            None => (9..=15).contains(&abroad.len()) && !abroad.starts_with('0'),
        },
    }
}

fn is_at_home(digits: &str) -> bool {
    match digits.get(..2) {
        Some("07") => digits.len() == 11,
        Some("01" | "02") => matches!(digits.len(), 10 | 11),
        _ => false,
    }
}

/// `01-02-2026` and its like.
fn begins_as_date(signs: &[(usize, char)]) -> bool {
    let shape: String =
        signs.iter().take(8).map(|(_, c)| if c.is_ascii_digit() { '0' } else { *c }).collect();
    ["00-00-00", "00.00.00"].contains(&shape.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            for text in [number.to_owned(), format!("ring {number}, after six"), format!("tel:{number}.")] {
                let found: Vec<&str> = numbers_in(&text).iter().map(|(from, to)| &text[*from..*to]).collect();
                assert_eq!(found, [number], "{text}");
            }
        }
        assert_eq!(numbers_in("07700 900123 or 020 7946 0123").len(), 2);
        assert_eq!(numbers_in("07700 900123 020 7946 0123").len(), 2);
    }

    #[test]
    fn other_figures_are_none() {
        for text in [
            "01/02/2026",
            "01-02-2026 10:30",
            "01.02.2026 1030",
            "2026-12-09",
            "reference 01/1234567/26",
            "EX-2026-0017946012",
            "£01234567890",
            "0808 2000 247",
            "101 or 999",
            "0123456789012345",
            "34 of 60",
            "020 7946",
        ] {
            assert!(numbers_in(text).is_empty(), "{text}");
        }
    }
}
