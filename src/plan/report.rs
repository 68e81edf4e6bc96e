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
    /// Whether it was understood as a day, with a time or without.
    pub is_day: bool,
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

/// The meeting record to fill in. What is known before the meeting is written already.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingRecordWorkbook {
    /// `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// Panel name.
    pub panel: String,
    /// `Wednesday 9 December 2026`, or empty for a blank one.
    pub meeting: String,
    /// Agencies offered as a drop-down, by name.
    pub agencies: Vec<String>,
    /// The panel's reasons for closing, offered as a drop-down.
    pub closing_reasons: Vec<String>,
    /// What may be answered of a risk.
    pub risk_answers: Vec<String>,
    /// Risks asked for beside those to children and to the public, a column each.
    pub considered: Vec<String>,
    /// Everyone expected, then blank lines.
    pub attendance: Vec<RecordAttendance>,
    /// Unmet actions of earlier meetings, then lines for new ones.
    pub actions: Vec<RecordAction>,
    /// Cases in the order of the agenda, then blank lines.
    pub cases: Vec<RecordCase>,
}

/// A line of attendance.
#[derive(Clone, Debug, Serialize, Default)]
pub struct RecordAttendance {
    /// Agency.
    pub agency: String,
    /// Name.
    pub name: String,
    /// E-mail, if it is known.
    pub email: String,
}

/// A line for an action.
#[derive(Clone, Debug, Serialize, Default)]
pub struct RecordAction {
    /// An earlier meeting set it: what it is stays as it was agreed.
    pub carried: bool,
    /// Its reference; lines for new actions have one already, unless the form is blank.
    pub reference: String,
    /// Case reference.
    pub case: String,
    /// What is to be done.
    pub action: String,
    /// Agency.
    pub agency: String,
    /// Owner.
    pub owner: String,
    /// Due, ISO, or as it was written.
    pub due: String,
    /// `open` or `not done`.
    pub status: String,
    /// When it was last reported on, ISO.
    pub reported: String,
    /// Why it was not done.
    pub reason: String,
    /// Note.
    pub note: String,
}

/// A line for a case.
#[derive(Clone, Debug, Serialize, Default)]
pub struct RecordCase {
    /// Case reference; empty on a blank line.
    pub reference: String,
}

/// One agency's own open actions, to report on before the next meeting.
#[derive(Clone, Debug, Serialize)]
pub struct ActionSheet {
    /// `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// Panel name.
    pub panel: String,
    /// Agency.
    pub agency: String,
    /// How to fill it in, a line each.
    pub guidance: Vec<String>,
    /// Its actions, oldest first. What it reports is blank.
    pub rows: Vec<RecordAction>,
}
