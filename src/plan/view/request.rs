//! What an agency is sent when it is asked what it knows.
//!
//! Rule 7 of need to know: names and dates of birth, and nothing else of the person; an address only
//! for agencies that search by address, and never a confidential one.

use serde::{Deserialize, Serialize};

use super::{Frame, Letterhead};

/// The covering note of an information request (PDF).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InformationRequest {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// The first page of a letter.
    pub head: Letterhead,
    /// `Wednesday 2 December 2026`, by when the return must be back.
    pub return_by: String,
    /// Why they are asked, a paragraph each.
    pub opening: Vec<String>,
    /// The agency's cases, in the order of their references.
    pub cases: Vec<SoughtCase>,
    /// The agency searches by address: the list has a column for it.
    pub by_address: bool,
    /// What they are asked for, a bullet each.
    pub asks: Vec<String>,
    /// What "share with" means, a bullet each.
    pub share_with: Vec<String>,
    /// Why the information may be shared, a paragraph each.
    pub lawful: Vec<String>,
    /// How to send it securely, a paragraph each.
    pub how_to_send: Vec<String>,
}

/// One case that an agency is asked about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SoughtCase {
    /// Case reference.
    pub reference: String,
    /// Name; of an application, who applies.
    pub name: String,
    /// `3 April 1990`, or empty.
    pub born: String,
    /// Other names of the person, `Also known as Addie T`, or empty.
    pub also: String,
    /// Other people in the case, `Brand Testother, born 3 May 1960` each.
    pub others: Vec<String>,
    /// The address to search by, or empty.
    pub address: String,
}
