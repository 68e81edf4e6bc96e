//! Cases + attendees + wishes → order and time slots. Pure.
//!
//! Architecture Invariant: uses the nouns and the types of `decide`.

use chrono::NaiveTime;

use crate::finding::Finding;
use crate::model::CaseRef;

/// The meeting's running order.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// Slots in order of time, breaks included.
    pub slots: Vec<Slot>,
    /// Wishes that could not be kept, cases beyond the meeting's capacity.
    pub findings: Vec<Finding>,
}

/// One stretch of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Start.
    pub start: NaiveTime,
    /// End.
    pub end: NaiveTime,
    /// The case, or a break.
    pub case: Option<CaseRef>,
}
