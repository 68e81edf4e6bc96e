//! What workbooks and audit files hold.

use serde::Serialize;

/// A referral going back to its referrer: only that one referral.
#[derive(Clone, Debug, Serialize)]
pub struct ReturnedReferral {
    /// `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// Panel name.
    pub panel: String,
    /// Case reference.
    pub reference: String,
    /// `Friday 4 December 2026 at midday`.
    pub send_back_by: String,
    /// Sections of the form in order, each a sheet.
    pub sections: Vec<ReturnedSection>,
    /// Reports of incidents, a row each with its cells in the order of the columns; then rows to fill in.
    /// Empty for a form that lists none.
    pub incidents: Vec<Vec<ReturnedRow>>,
    /// It is a victim's application.
    pub is_application: bool,
}

/// One sheet of a returned referral.
#[derive(Clone, Debug, Serialize)]
pub struct ReturnedSection {
    /// Sheet name.
    pub name: String,
    /// Headings with what was written.
    pub rows: Vec<ReturnedRow>,
}

/// One heading of a returned referral.
#[derive(Clone, Debug, Serialize)]
pub struct ReturnedRow {
    /// The heading, as the form words it.
    pub heading: String,
    /// What was written, or empty.
    pub written: String,
    /// What is wrong with it, or empty: marked and commented when not empty.
    pub problem: String,
    /// Choices offered as a drop-down, or empty.
    pub choices: Vec<String>,
}

/// The sign-off workbook, one row a case.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsWorkbook {
    /// `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// Panel name.
    pub panel: String,
    /// `Wednesday 9 December 2026`.
    pub meeting: String,
    /// `Pre-meeting on Thursday 3 December 2026: Police, Community Safety`, or empty.
    pub pre_meeting: String,
    /// Outcomes offered as a drop-down.
    pub outcomes: Vec<String>,
    /// Rows in the order of the references.
    pub rows: Vec<DecisionRow>,
}

/// One case of the sign-off workbook. What people have written already is written again.
#[derive(Clone, Debug, Serialize, Default)]
pub struct DecisionRow {
    /// Case reference.
    pub reference: String,
    /// The outcome's code.
    pub proposed: String,
    /// Score, routes and what returns say.
    pub because: String,
    /// What people decided, or empty.
    pub decision: String,
    /// Reason for the file.
    pub file_reason: String,
    /// Words for the letter.
    pub letter_words: String,
    /// Who decided.
    pub decided_by: String,
    /// When, ISO.
    pub date: String,
    /// Received, when the form has no receipt time.
    pub received: String,
    /// Fixed slot, `10:30`.
    pub slot: String,
    /// Attendees to add.
    pub add_attendees: String,
    /// Agencies to leave out.
    pub leave_out: String,
    /// Why.
    pub leave_out_reason: String,
    /// Share with an agency outside the agreement.
    pub share_outside: String,
}
