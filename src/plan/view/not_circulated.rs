//! What partners sent that may not be circulated.

use serde::{Deserialize, Serialize};

use super::Frame;

/// The coordinator's own list of rows that are printed for nobody else but their owner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotCirculated {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Cases in the order of their references. Nobody's name is given.
    pub cases: Vec<NotCirculatedCase>,
}

/// One case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotCirculatedCase {
    /// Case reference.
    pub reference: String,
    /// `heard at 10:15am`, `declined`, ….
    pub becomes: String,
    /// What each agency sent.
    pub returns: Vec<NotCirculatedReturn>,
}

/// One agency's return.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotCirculatedReturn {
    /// The agency.
    pub agency: String,
    /// `Completed by Pat Example, 30 November 2026`.
    pub by: String,
    /// Rows that may not be circulated.
    pub rows: Vec<NotCirculatedRow>,
    /// Where rows stand that nobody has confirmed: what they say is printed nowhere.
    pub not_confirmed: Vec<String>,
}

/// One row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotCirculatedRow {
    /// `Fact` or `Opinion`.
    pub kind: String,
    /// `Victim`, `Perpetrator`, ….
    pub about: String,
    /// Date, or empty.
    pub date: String,
    /// The information.
    pub text: String,
    /// Why it is withheld, or that no reason is given.
    pub reason: String,
    /// `higher`, `the same`, `lower` or empty.
    pub risk_now: String,
    /// Actions proposed in it.
    pub proposed: Vec<String>,
    /// Its file, sheet and row.
    pub place: String,
}
