//! The grid of returns: who was asked about which case, and what came back.

use serde::{Deserialize, Serialize};

/// Agencies down, cases across.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnsGrid {
    /// `Wednesday 2 December 2026`, by when returns are due; empty for an urgent meeting.
    pub due: String,
    /// References of the cases that anybody is asked about or has sent a return on, in order.
    pub cases: Vec<String>,
    /// Agencies in the order of the panel file, and after them those that are no members.
    pub agencies: Vec<ReturnsRow>,
    /// Members that are asked about no case and have sent nothing.
    pub not_asked: Vec<String>,
}

/// What one agency was asked and has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnsRow {
    /// The member's code, or empty.
    pub code: String,
    /// The member's name; of any other agency, where it says what it is called.
    pub name: String,
    /// One for each case of the grid: `returned`, `nothing known`, `late`, `missing`, `not asked` or
    /// `left out`.
    pub standings: Vec<String>,
}
