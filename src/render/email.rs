//! E-mail drafts (RFC 5322, MIME) that open ready to be sent: `X-Unsent: 1`.
//!
//! The same draft with the same attachments is the same bytes: its date is the meeting's, and its
//! identifier and boundary come from a hash of all it holds. Encoding is the `mail-builder` crate's; the
//! subject is folded here, since the crate's folding would leave a tab in it.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use mail_builder::MessageBuilder;
use mail_builder::headers::Header;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;

use crate::finding::Finding;
use crate::plan::view::{Email, Mailbox};

/// The longest line of a header that holds words alone.
const LONGEST: usize = 76;

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
    if !email.to.iter().chain([&email.from]).all(|mailbox| is_address(&mailbox.address)) {
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
    let mut message = MessageBuilder::new()
        .header("X-Unsent", Raw::new("1"))
        .from(address(&email.from))
        .date(Date::new(noon(&email.day)))
        .message_id(format!("{hash}@cmarac.example"));
    if !email.to.is_empty() {
        message = message.to(Address::new_list(email.to.iter().map(address).collect()));
    }
    let mut parts = vec![MimePart::new("text/plain", text)];
    for (name, bytes) in attachments {
        parts.push(MimePart::new(media_type(name), *bytes).attachment(*name));
    }
    let mixed = ContentType::new("multipart/mixed").attribute("boundary", boundary);
    let mut file = subject(&email.subject)?;
    message.body(MimePart::new(mixed, parts)).write_to(&mut file)?;
    Ok(file)
}

/// The header `Subject`, folded at spaces.
fn subject(subject: &str) -> std::io::Result<Vec<u8>> {
    let subject = one_line(subject);
    let mut header: Vec<u8> = b"Subject: ".to_vec();
    if !subject.is_ascii() {
        let used = header.len();
        Text::new(subject).write_header(&mut header, used)?;
        return Ok(header);
    }
    let mut used = header.len();
    for (at, word) in subject.split(' ').enumerate() {
        let space = usize::from(at > 0);
        if at > 0 && used.saturating_add(word.len()).saturating_add(space) > LONGEST {
            header.extend(b"\r\n");
            used = 0;
        }
        if at > 0 {
            header.push(b' ');
        }
        header.extend(word.as_bytes());
        used = used.saturating_add(word.len()).saturating_add(space);
    }
    header.extend(b"\r\n");
    Ok(header)
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

/// Without line breaks and other control characters.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

fn address(mailbox: &Mailbox) -> Address<'static> {
    let name = one_line(&mailbox.name);
    Address::new_address((!name.is_empty()).then_some(name), mailbox.address.clone())
}

/// Whether a mail program takes this as one address and nothing more.
fn is_address(address: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"".contains(c);
    matches!(address.split_once('@'), Some((local, domain)) if !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
        && address.chars().all(plain)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("ics") => "text/calendar",
        _ => "application/octet-stream",
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
