//! Headings matched, values parsed, returns linked to cases, earlier months carried over.
//!
//! Architecture Invariant: uses the nouns and the types of `read`; touches no file.

use crate::finding::{Finding, Ledger};
use crate::model::{Appearance, CarriedAction, Case, MeetingId, MeetingRecord, Return};

/// Everything about one meeting, understood and not yet decided.
#[derive(Debug)]
pub struct Meeting {
    /// The meeting.
    pub id: MeetingId,
    /// Cases in the order of their references.
    pub cases: Vec<Case>,
    /// Returns that fit no case, or two; each has a finding.
    pub unlinked: Vec<Return>,
    /// Actions of earlier meetings that are not done, cases on this agenda or not.
    pub carried: Vec<CarriedAction>,
    /// Everyone heard at the meetings of the twelve months before, newest first.
    pub heard: Vec<(Appearance, String)>,
    /// Records of earlier meetings, oldest first.
    pub records: Vec<MeetingRecord>,
    /// Lines to append to `register.csv`, without the line ending; the header too if there was
    /// no register.
    pub register_lines: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Referrals, returns and actions: read, used, set aside.
    pub ledger: Ledger,
}
