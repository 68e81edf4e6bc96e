//! The minutes template and the sign-in sheet.

use serde::{Deserialize, Serialize};

use super::{ActionRow, Frame};

/// The minutes template.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Minutes {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Venue in one line.
    pub venue: String,
    /// `10am to 12:30pm`.
    pub time: String,
    /// `Chair`, or `Co-chairs` of two who chair together.
    pub chair_title: String,
    /// Chair.
    pub chair: String,
    /// Co-chair, or empty.
    pub co_chair: String,
    /// The confidentiality statement.
    pub confidentiality: Vec<String>,
    /// Who is expected.
    pub expected: Vec<AttendanceRow>,
    /// Unmet actions.
    pub unmet_actions: Vec<ActionRow>,
    /// Cases in order.
    pub cases: Vec<MinutesCase>,
    /// Risks whose level is recorded in each case, as the panel names them; or empty.
    pub considered: Vec<String>,
    /// Reasons for closing, as choices.
    pub closing_reasons: Vec<String>,
    /// The next meeting.
    pub next_meeting: String,
}

/// A line of attendance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AttendanceRow {
    /// Agency.
    pub agency: String,
    /// Name, or empty for a blank line.
    pub name: String,
    /// Role, or empty.
    pub role: String,
    /// `core member`, `for case 3`.
    pub why: String,
    /// Information sent before the meeting: `3 of 6 cases`; empty where nobody was asked.
    pub sent: String,
}

/// A case in the minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MinutesCase {
    /// `Case 1`.
    pub number: String,
    /// Reference.
    pub reference: String,
    /// Slot.
    pub slot: String,
    /// Person.
    pub person: String,
    /// What stands before the risk: `Risk`, or `Reports that count`.
    pub risk_label: String,
    /// Risk in a few words, or how many reports count.
    pub risk: String,
    /// Grounds in one line.
    pub grounds: String,
    /// Summary.
    pub summary: String,
    /// Warnings in one line, or empty.
    pub warnings: String,
    /// Actions carried over for this case.
    pub carried: Vec<ActionRow>,
}

/// The sign-in sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// The declaration, a paragraph each.
    pub declaration: Vec<String>,
    /// Who is expected.
    pub expected: Vec<AttendanceRow>,
    /// How many blank lines follow: a list of that length, for templates to walk.
    pub blank_lines: Vec<u32>,
}
