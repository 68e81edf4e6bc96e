//! Letters that were sent, as the register remembers them.

use chrono::{NaiveDate, NaiveTime};

use super::case::CaseRef;
use super::meeting::MeetingId;
use crate::finding::Place;

/// A letter or an invitation about one case that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The case.
    pub reference: CaseRef,
    /// The meeting it was made for.
    pub meeting: MeetingId,
    /// Its path under the meeting's output folder.
    pub letter: String,
    /// The code of the outcome it told.
    pub outcome: String,
    /// The start of the time slot it told, if the case was to be heard.
    pub slot: Option<NaiveTime>,
    /// The day on which it was recorded as sent.
    pub date: NaiveDate,
    /// BLAKE3 of the file that was sent.
    pub file: String,
    /// BLAKE3 of what it says, but for its date.
    pub words: String,
    /// The line of the register.
    pub place: Place,
}
