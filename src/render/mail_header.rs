//! Headers of e-mail drafts (RFC 5322) that hold words of people: folded at spaces, and what is not ASCII
//! encoded (RFC 2047). The `mail-builder` crate folds with a tab, which would be in the subject, and
//! encodes names within quotation marks, where mail programs take them for the name itself.

use std::io;

use mail_builder::encoders::base64::base64_encode;

use crate::plan::view::Mailbox;

/// The longest line, its end not counted.
const LONGEST: usize = 76;

/// The most octets that one encoded word carries: with what is around them 72 are written.
const IN_A_WORD: usize = 45;

/// A header of words.
pub fn text(name: &str, text: &str) -> io::Result<String> {
    let text = one_line(text);
    let words = if text.is_ascii() { text.split(' ').map(str::to_owned).collect() } else { encoded(&text)? };
    Ok(folded(name, &words))
}

/// A header of addresses.
pub fn addresses(name: &str, mailboxes: &[&Mailbox]) -> io::Result<String> {
    let mut words = Vec::new();
    for (at, mailbox) in (1usize..).zip(mailboxes) {
        let shown = one_line(&mailbox.name);
        let quoted = format!("\"{}\"", shown.replace('\\', "\\\\").replace('"', "\\\""));
        match shown.is_ascii() && quoted.len() < LONGEST {
            _ if shown.is_empty() => {}
            true => words.push(quoted),
            false => words.extend(encoded(&shown)?),
        }
        let more = if at < mailboxes.len() { "," } else { "" };
        words.push(format!("<{}>{more}", mailbox.address));
    }
    Ok(folded(name, &words))
}

/// Without line breaks and other control characters.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// Encoded words, none of which parts a character.
fn encoded(text: &str) -> io::Result<Vec<String>> {
    let mut pieces: Vec<String> = Vec::new();
    for letter in text.chars() {
        match pieces.last_mut() {
            Some(piece) if piece.len().saturating_add(letter.len_utf8()) <= IN_A_WORD => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
    }
    let word = |piece: &String| -> io::Result<String> {
        let base64: String = base64_encode(piece.as_bytes())?.into_iter().map(char::from).collect();
        Ok(format!("=?utf-8?B?{base64}?="))
    };
    pieces.iter().map(word).collect()
}

fn folded(name: &str, words: &[String]) -> String {
    let mut header = format!("{name}:");
    let mut used = header.len();
    for (at, word) in words.iter().enumerate() {
        let length = word.len().saturating_add(1);
        if at > 0 && used.saturating_add(length) > LONGEST {
            header.push_str("\r\n");
            used = 0;
        }
        header.push(' ');
        header.push_str(word);
        used = used.saturating_add(length);
    }
    header.push_str("\r\n");
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(name: &str, address: &str) -> Mailbox {
        Mailbox { name: name.into(), address: address.into() }
    }

    #[test]
    fn a_name_is_quoted_and_one_in_other_letters_encoded_outside_of_quotation_marks() {
        let header = |mailboxes: &[Mailbox]| {
            addresses("To", &mailboxes.iter().collect::<Vec<_>>()).expect("it can be written")
        };
        let plain = [mailbox("Sam \"S\" O\\Neil", "sam@a.example"), mailbox("", "duty@a.example")];
        assert_eq!(header(&plain), "To: \"Sam \\\"S\\\" O\\\\Neil\" <sam@a.example>, <duty@a.example>\r\n");
        let other = header(&[mailbox("Zo\u{eb}", "zoe@a.example")]);
        assert_eq!(other, "To: =?utf-8?B?Wm/Dqw==?= <zoe@a.example>\r\n");
        let long =
            header(&[mailbox(&"\u{986}".repeat(60), "a@a.example"), mailbox(&"x".repeat(90), "b@a.example")]);
        assert!(long.split("\r\n").all(|line| line.len() <= LONGEST), "{long}");
        assert_eq!(long.matches("=?utf-8?B?").count(), 6, "{long}");
    }

    #[test]
    fn a_subject_is_folded_at_spaces_and_keeps_them() {
        let subject = text("Subject", &format!("{} b\r\nc", "word ".repeat(20))).expect("it can be written");
        assert!(subject.split("\r\n").all(|line| line.len() <= LONGEST), "{subject}");
        assert_eq!(subject.replace("\r\n ", " "), format!("Subject: {} b  c\r\n", "word ".repeat(20)));
    }
}
