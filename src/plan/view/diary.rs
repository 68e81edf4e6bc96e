//! Invitations that a calendar program opens.

use serde::{Deserialize, Serialize};

use super::Mailbox;

/// An invitation (.ics): the time at which somebody is needed, and nothing about a case but its
/// reference.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DiaryInvitation {
    /// Who invites: the panel's office.
    pub from: Mailbox,
    /// Whom it invites, as far as their addresses are known. If none is, it is there for whoever has it.
    pub to: Vec<Mailbox>,
    /// What it invites to, in order of time; one entry for each stretch without a gap.
    pub entries: Vec<DiaryEntry>,
    /// The case whose letter it goes with, or empty.
    pub with_letter: String,
    /// How often what it says has changed since it was first sent.
    pub sequence: usize,
    /// That it takes the place of one that was sent, or empty.
    pub replaces: String,
    /// The day it carries as its own, `2026-12-02`; no clock is read.
    pub day: String,
}

/// One stretch of time.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct DiaryEntry {
    /// The time only keeps a place: another day is still to be agreed.
    pub tentative: bool,
    /// What a calendar program knows it by; the same when it is made anew. It is not made of names.
    pub identifier: String,
    /// Begins, local time, `2026-12-09T10:15:00`.
    pub start: String,
    /// Ends, later than it begins.
    pub end: String,
    /// Begins with the marking: `OFFICIAL-SENSITIVE: the Community MARAC, case ISL-2026-005`.
    pub summary: String,
    /// Where: the place, else the link.
    pub place: String,
    /// What else to know, a line each.
    pub description: Vec<String>,
}
