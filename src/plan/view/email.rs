//! E-mail drafts. The program sends nothing: a person opens a draft, reads it and sends it.

use serde::{Deserialize, Serialize};

/// An e-mail draft (.eml). It opens ready to be sent in mail programs that know `X-Unsent`.
///
/// Neither subject, nor paragraphs, nor the names of attachments hold a person's name.
#[derive(Clone, Debug, Serialize)]
pub struct Email {
    /// Who sends it: the panel's office.
    pub from: Mailbox,
    /// To whom it goes, in order; empty where the sender must fill that in.
    pub to: Vec<Mailbox>,
    /// Begins with the marking: `OFFICIAL-SENSITIVE: information request for …`.
    pub subject: String,
    /// The text, a paragraph each; a line that begins with `- ` is one of a list.
    pub paragraphs: Vec<String>,
    /// Documents that go with it, by their paths within the pack.
    pub attachments: Vec<String>,
    /// The draft's date, `2026-12-02`: the day on which it is likely to be sent, since no clock is read.
    pub day: String,
}

/// One addressee.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mailbox {
    /// Name as it is shown.
    pub name: String,
    /// E-mail address.
    pub address: String,
}

impl Mailbox {
    /// Whether a mail program takes its address as one and nothing more.
    pub fn is_address(&self) -> bool {
        let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"".contains(c);
        let parts = self.address.split_once('@');
        parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
            && self.address.chars().all(plain)
    }
}
