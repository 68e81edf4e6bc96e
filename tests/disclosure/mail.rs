//! E-mail drafts, read without the crate that wrote them.

use mail_parser::{MessageParser, MessagePart, MimeHeaders};

/// A draft's parts: headers, text, and what goes with it.
pub struct Letter {
    headers: Vec<(String, String)>,
    pub text: String,
    /// Media type with its parameters, name, and bytes.
    pub attachments: Vec<(String, String, Vec<u8>)>,
}

impl Letter {
    /// A header as it is written, unfolded.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Names of what goes with it.
    pub fn names(&self) -> Vec<&str> {
        self.attachments.iter().map(|(_, name, _)| name.as_str()).collect()
    }
}

/// Reads a draft.
pub fn read(bytes: &[u8]) -> Letter {
    assert!(bytes.is_ascii(), "a draft is ASCII");
    let message = MessageParser::new().parse(bytes).expect("a draft");
    let attached = |part: &MessagePart| {
        let kind = header(&headers(part, bytes), "Content-Type").expect("a media type").to_owned();
        let name = part.attachment_name().expect("what goes with a draft has a name").to_owned();
        (kind, name, part.contents().to_vec())
    };
    Letter {
        headers: headers(message.root_part(), bytes),
        text: message.body_text(0).expect("it says something").into_owned(),
        attachments: message.attachments().map(attached).collect(),
    }
}

fn headers(part: &MessagePart, bytes: &[u8]) -> Vec<(String, String)> {
    let written = |from: u32, to: u32| {
        let text = std::str::from_utf8(&bytes[from as usize..to as usize]).expect("a draft is ASCII");
        text.replace("\r\n ", " ").replace("\r\n\t", " ").trim().to_owned()
    };
    let headers = part.headers.iter();
    headers.map(|one| (one.name().to_owned(), written(one.offset_start(), one.offset_end()))).collect()
}

fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    let mut found = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value.as_str())
}
