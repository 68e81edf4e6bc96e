//! E-mail drafts (RFC 5322, MIME) that open ready to be sent: `X-Unsent: 1`.
//!
//! The same draft with the same attachments is the same bytes: its date is planned, and its
//! identifier and boundary come from a hash of all it holds. Encoding of its parts is the `mail-builder`
//! crate's; headers that hold people's words are written by [`mail_header`].

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use super::mail_header::one_line;
use super::{ics, mail_header};
use crate::finding::Finding;
use crate::plan::view::{Email, Mailbox};

/// The draft's file. `made` are the pack's documents by path, of which its attachments are some.
///
/// # Errors
/// If an attachment is not among them, or an address is none that e-mail can carry.
pub fn message(email: &Email, made: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Finding> {
    let mut attachments: Vec<(&str, &[u8])> = Vec::new();
    for path in &email.attachments {
        let found = made.iter().find(|(other, _)| other == path);
        let (_, bytes) = found.ok_or_else(|| without_attachment(path))?;
        attachments.push((path.rsplit('/').next().unwrap_or(path), bytes));
    }
    if !email.to.iter().chain([&email.from]).all(Mailbox::is_address) {
        return Err(Finding::error(
            "email-address-unreadable",
            "the e-mail draft was not made: an address in it is not one that e-mail can carry",
        )
        .help("Put the address right where it is written, in the panel file or the form"));
    }
    written(email, &attachments).map_err(|error| {
        Finding::error("email-not-made", format!("the e-mail draft could not be made: {error}"))
            .help("Report this to whoever maintains the program; the other documents are not affected")
    })
}

fn without_attachment(path: &str) -> Finding {
    Finding::error(
        "email-without-attachment",
        format!("the e-mail draft was not made, because {path} goes with it and could not be made"),
    )
    .help("See the finding about that document")
}

fn written(email: &Email, attachments: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let text = text(email);
    let hash = hash(email, &text, attachments);
    let boundary = format!("part-{hash}");
    let message = MessageBuilder::new()
        .header("X-Unsent", Raw::new("1"))
        .date(Date::new(noon(&email.day)))
        .message_id(format!("{hash}@cmarac.example"));
    let mut parts = vec![MimePart::new("text/plain", text)];
    for (name, bytes) in attachments {
        parts.push(MimePart::new(media_type(name, bytes), *bytes).attachment(*name));
    }
    let mixed = ContentType::new("multipart/mixed").attribute("boundary", boundary);
    let mut headers = mail_header::text("Subject", &email.subject)?;
    headers.push_str(&mail_header::addresses("From", &[&email.from])?);
    if !email.to.is_empty() {
        headers.push_str(&mail_header::addresses("To", &email.to.iter().collect::<Vec<_>>())?);
    }
    let mut file = headers.into_bytes();
    message.body(MimePart::new(mixed, parts)).write_to(&mut file)?;
    Ok(file)
}

/// The text: paragraphs with a blank line between them.
fn text(email: &Email) -> String {
    let paragraphs: Vec<String> = email
        .paragraphs
        .iter()
        .map(|text| text.lines().map(one_line).collect::<Vec<_>>().join("\r\n"))
        .collect();
    paragraphs.join("\r\n\r\n") + "\r\n"
}

/// What a mail program opens a file with. Of an invitation it must know before opening it whether it asks
/// somebody to come.
fn media_type(name: &str, bytes: &[u8]) -> ContentType<'static> {
    let plain = |kind: &'static str| ContentType::new(kind);
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => plain("application/pdf"),
        Some("xlsx") => plain("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Some("docx") => plain("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Some("ics") => {
            plain("text/calendar").attribute("charset", "utf-8").attribute("method", ics::method_of(bytes))
        }
        _ => plain("application/octet-stream"),
    }
}

/// Midday of the day, in seconds; of no day, of 1 January 2000.
fn noon(day: &str) -> i64 {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    let noon = day.zip(NaiveTime::from_hms_opt(12, 0, 0)).map(|(day, noon)| day.and_time(noon));
    noon.map_or(946_728_000, |noon| noon.and_utc().timestamp())
}

/// Of everything the draft holds, each piece with its length, so that none runs into the next.
fn hash(email: &Email, text: &str, attachments: &[(&str, &[u8])]) -> String {
    let mailboxes = std::iter::once(&email.from).chain(&email.to);
    let named: Vec<Cow<'_, [u8]>> = mailboxes
        .flat_map(|mailbox| [&mailbox.name, &mailbox.address])
        .chain([&email.subject, &email.day])
        .map(|words| Cow::from(words.as_bytes()))
        .collect();
    let enclosed = attachments.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    let mut hasher = blake3::Hasher::new();
    for piece in named.iter().map(AsRef::as_ref).chain([text.as_bytes()]).chain(enclosed) {
        hasher.update(&piece.len().to_le_bytes());
        hasher.update(piece);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Email {
        let mailbox = |name: &str, address: &str| Mailbox { name: name.into(), address: address.into() };
        Email {
            from: mailbox("Coordinator", "cmarac@secure.council.example"),
            to: vec![mailbox("Zażółć \"Z\" Wzór", "z@police.example"), mailbox("", "duty@police.example")],
            subject: "OFFICIAL-SENSITIVE: information request for the Community MARAC of 9 December 2026"
                .into(),
            paragraphs: vec!["One\nand two".into(), "=E2 é\u{0}".into()],
            attachments: vec!["agencies/POLICE/a.pdf".into()],
            day: "2026-12-09".into(),
        }
    }

    fn made() -> Vec<(String, Vec<u8>)> {
        vec![("agencies/POLICE/a.pdf".to_owned(), vec![0, 255, 13, 10])]
    }

    #[test]
    fn the_same_draft_is_the_same_bytes_and_another_has_another_identifier() {
        let message = |email: &Email, made: &[(String, Vec<u8>)]| message(email, made).expect("a draft");
        let first = message(&draft(), &made());
        assert_eq!(first, message(&draft(), &made()));
        let identifier = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("ASCII");
            text.lines().find(|line| line.starts_with("Message-ID: ")).map(str::to_owned)
        };
        let other = [("agencies/POLICE/a.pdf".to_owned(), vec![1])];
        let renamed = Email { day: "2026-12-10".into(), ..draft() };
        assert_ne!(identifier(&first), identifier(&message(&draft(), &other)));
        assert_ne!(identifier(&first), identifier(&message(&renamed, &made())));
    }

    #[test]
    fn headers_are_folded_at_spaces_and_hold_no_line_break_of_others() {
        let text = String::from_utf8(message(&draft(), &made()).expect("a draft")).expect("ASCII");
        let subject = "Subject: OFFICIAL-SENSITIVE: information request for the Community MARAC of\r\n 9 December 2026\r\n";
        assert!(text.starts_with(subject), "{text}");
        assert!(text.contains("Date: Wed, 9 Dec 2026 12:00:00 +0000\r\n"), "{text}");
        assert!(text.contains("<duty@police.example>") && !text.contains('\u{0}'), "{text}");
        let broken = Email { subject: "a\r\nBcc: x@y.example".into(), ..draft() };
        let text = String::from_utf8(message(&broken, &made()).expect("a draft")).expect("ASCII");
        assert!(text.starts_with("Subject: a  Bcc: x@y.example\r\n"), "{text}");
    }

    #[test]
    fn without_an_attachment_or_with_an_address_that_is_none_nothing_is_made() {
        let code =
            |email: &Email, made: &[(String, Vec<u8>)]| message(email, made).map_err(|finding| finding.code);
        assert_eq!(code(&draft(), &[]), Err("email-without-attachment"));
        for address in [
            "",
            "police",
            "a@b@c",
            "a b@c.example",
            "<a@b.example>",
            "a@b.example, c@d.example",
            "a@é.example",
        ] {
            let mut email = draft();
            email.to[0].address = address.into();
            assert_eq!(code(&email, &made()), Err("email-address-unreadable"), "{address}");
        }
    }
}
