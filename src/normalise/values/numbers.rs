//! Numbers, telephone numbers, e-mail addresses and postcodes.

use crate::read::{Cell, Content};

/// A whole number, not below zero.
///
/// # Errors
/// Says what is wrong with it.
pub fn whole(cell: &Cell) -> Result<i64, String> {
    let text = match cell.content {
        Content::Number(_) | Content::Text(_) => cell.written.trim(),
        _ => return Err("this is not a number".into()),
    };
    let plain = text.replace(',', "");
    let plain = match plain.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole.to_owned(),
        Some((whole, part)) if is_digits(whole) && is_digits(part) => {
            return Err("this is not a whole number".into());
        }
        _ => plain,
    };
    match plain.parse::<i64>() {
        Ok(number) if number < 0 => Err("this number is below zero".into()),
        Ok(number) => Ok(number),
        Err(_) => Err("this is not a number".into()),
    }
}

/// A telephone number as written, and whether its leading zero seems lost.
///
/// # Errors
/// If the spreadsheet rounded it.
pub fn phone(cell: &Cell) -> Result<(String, bool), String> {
    let text = cell.written.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() && super::words::is_filler(text) {
        return Err("there is no number in this answer".into());
    }
    let only_digits = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    match cell.content {
        Content::Number(_) if !is_digits(text) => {
            Err("the spreadsheet has changed this telephone number".into())
        }
        Content::Number(_) => Ok((text.to_owned(), !digits.starts_with("44"))),
        _ if text.to_ascii_uppercase().contains("E+") => {
            Err("the spreadsheet has changed this telephone number".into())
        }
        _ => {
            let lost = only_digits && (9..=10).contains(&digits.len()) && !digits.starts_with('0');
            Ok((text.to_owned(), lost))
        }
    }
}

/// An e-mail address, lightly checked.
///
/// # Errors
/// If it cannot be one.
pub fn email(text: &str) -> Result<String, String> {
    let address = text.strip_prefix("mailto:").unwrap_or(text).trim();
    let looks_right = match address.split_once('@') {
        Some((name, domain)) => {
            !name.is_empty()
                && !domain.contains('@')
                && domain.contains('.')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
                && !address.chars().any(|c| c.is_whitespace() || c.is_control() || ";,<>\"".contains(c))
        }
        None => false,
    };
    looks_right.then(|| address.to_owned()).ok_or_else(|| "this is not one e-mail address".into())
}

/// A postcode with its usual spacing and capitals, and whether it has the usual form.
pub fn postcode(text: &str) -> (String, bool) {
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let usual = (5..=7).contains(&close.len())
        && close.is_ascii()
        && close.starts_with(|c: char| c.is_ascii_uppercase())
        && close.chars().all(|c| c.is_ascii_alphanumeric());
    if !usual {
        return (text.to_owned(), false);
    }
    let (outward, inward) = close.split_at(close.len().saturating_sub(3));
    let inward_fits = inward
        .chars()
        .zip([true, false, false])
        .all(|(c, digit)| if digit { c.is_ascii_digit() } else { c.is_ascii_uppercase() });
    if inward_fits { (format!("{outward} {inward}"), true) } else { (text.to_owned(), false) }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str) -> Cell {
        Cell { content: Content::Text(written.into()), written: written.into() }
    }

    fn number(value: f64, written: &str) -> Cell {
        Cell { content: Content::Number(value), written: written.into() }
    }

    #[test]
    fn whole_numbers_only() {
        assert_eq!(whole(&number(34.0, "34")), Ok(34));
        assert_eq!(whole(&text(" 34.0 ")), Ok(34));
        for wrong in ["31.5", "-2", "thirty", "34/60", "", "99999999999999999999"] {
            assert!(whole(&text(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_lost_zero_is_noticed_and_not_put_back() {
        assert_eq!(phone(&number(2_079_460_001.0, "2079460001")), Ok(("2079460001".into(), true)));
        assert_eq!(phone(&text("2079460001")), Ok(("2079460001".into(), true)));
        assert_eq!(phone(&text("020 7946 0001")), Ok(("020 7946 0001".into(), false)));
        assert_eq!(phone(&text("+44 20 7946 0001")), Ok(("+44 20 7946 0001".into(), false)));
        assert!(phone(&text("2.07946E+09")).is_err());
    }

    #[test]
    fn addresses_and_postcodes() {
        assert_eq!(email("pat@example.org").as_deref(), Ok("pat@example.org"));
        for wrong in ["pat", "pat@example", "a@example.org; b@example.org", "@example.org", "a b@example.org"]
        {
            assert!(email(wrong).is_err(), "{wrong}");
        }
        assert_eq!(postcode("n10aa"), ("N1 0AA".into(), true));
        assert_eq!(postcode("N1"), ("N1".into(), false));
    }
}
