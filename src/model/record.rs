//! What people decided: sign-off before a meeting, and the record filled in after it.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};

use super::answer::{Answer, Moment};
use super::hidden::hidden;
use super::meeting::MeetingId;
use crate::finding::Place;

/// One row of `decisions.xlsx`: what the pre-meeting decided about a case.
#[derive(Clone)]
pub struct Decision {
    /// The row.
    pub place: Place,
    /// The case's reference as written.
    pub reference: String,
    /// The proposal the program had written when people signed.
    pub proposed: Option<String>,
    /// What people decided.
    pub verdict: Verdict,
    /// Reason for the file. Never printed in a letter.
    pub file_reason: Option<String>,
    /// Words for the letter.
    pub letter_words: Option<String>,
    /// Who signed. Without a name nothing is signed off.
    pub decided_by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// When the referral was received, if its form does not say.
    pub received: Option<Moment>,
    /// A slot the coordinator fixed.
    pub slot: Option<NaiveTime>,
    /// Attendees to add, as written.
    pub add_attendees: Vec<String>,
    /// Agencies to leave out, as written.
    pub leave_out: Vec<String>,
    /// Why they are left out.
    pub leave_out_reason: Option<String>,
    /// Agencies outside the sharing agreement that may be told of this case, as written.
    pub share_outside: Option<String>,
    /// The same as understood. Only what somebody signed, on a day and on a basis, stands here.
    pub sharing: Vec<Sharing>,
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "Decision", &self.place)
    }
}

/// That an agency outside the sharing agreement may be told of one case.
#[derive(Clone, PartialEq, Eq)]
pub struct Sharing {
    /// Which agency.
    pub with: Outside,
    /// On what basis, as written. For the file: never printed for the agency.
    pub basis: String,
    /// It may be told the person's confidential address too.
    pub with_address: bool,
}

impl fmt::Debug for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sharing(with {:?}, «…»)", self.with)
    }
}

/// An agency outside the sharing agreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outside {
    /// A member, by its code, that has not signed.
    Member(String),
    /// An agency of another area: codes of both.
    Elsewhere {
        /// The area.
        area: String,
        /// The agency there.
        agency: String,
    },
}

impl Decision {
    /// What people have recorded about telling this agency of the case.
    pub fn sharing_with(&self, agency: &Outside) -> Option<&Sharing> {
        self.sharing.iter().find(|sharing| sharing.with == *agency)
    }
}

/// What the decision column says.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is written there.
    Blank,
    /// The proposal was agreed, or this outcome put in its place (the outcome's own spelling).
    Outcome(String),
    /// Something that is no outcome.
    Unreadable(String),
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Blank => f.write_str("Blank"),
            Verdict::Outcome(code) => write!(f, "Outcome({code})"),
            Verdict::Unreadable(_) => f.write_str("Unreadable(«…»)"),
        }
    }
}

/// A filled-in `meeting-record.xlsx`.
#[derive(Clone, Debug)]
pub struct MeetingRecord {
    /// The meeting it records.
    pub meeting: MeetingId,
    /// Its file.
    pub place: Place,
    /// Who was there.
    pub attendance: Vec<Attendance>,
    /// Actions agreed or carried.
    pub actions: Vec<Action>,
    /// What became of each case.
    pub cases: Vec<CaseOutcome>,
}

/// One line of attendance.
#[derive(Clone)]
pub struct Attendance {
    /// Agency as written.
    pub agency: String,
    /// Name as written.
    pub name: String,
    /// E-mail as written.
    pub email: String,
    /// Whether they were there; unknown if blank or unreadable.
    pub status: Option<Presence>,
    /// The day on which somebody who sent apologies had sent their information.
    pub sent: Option<NaiveDate>,
    /// Whether they signed the confidentiality statement; unknown if blank.
    pub signed: Option<bool>,
    /// Where it stands.
    pub place: Place,
}

impl fmt::Debug for Attendance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "Attendance", &self.place)
    }
}

/// Whether somebody was at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There.
    Present,
    /// Not there, and said so.
    Apologies,
    /// There to observe.
    Observer,
    /// Not there, without a word.
    Absent,
}

/// One action of a meeting record.
#[derive(Clone)]
pub struct Action {
    /// The row.
    pub place: Place,
    /// The meeting that set it.
    pub meeting: MeetingId,
    /// Its own reference, such as `A-2026-031`.
    pub reference: String,
    /// The case it belongs to, as written.
    pub case: String,
    /// What is to be done.
    pub action: String,
    /// Which agency, as written.
    pub agency: String,
    /// Who, as written.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// How it stands.
    pub status: ActionStatus,
    /// When that was last reported.
    pub reported: Option<NaiveDate>,
    /// Why it was not done, as written.
    pub reason: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The due answer itself, for its place and what was written when it could not be read.
    pub due_answer: Option<Answer>,
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "Action", &self.place)
    }
}

/// How an action stands. An unreadable status counts as open, with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionStatus {
    /// Not reported on.
    Open,
    /// Done.
    Done,
    /// Reported as not done.
    NotDone,
}

/// What became of one case at a meeting.
#[derive(Clone)]
pub struct CaseOutcome {
    /// The row.
    pub place: Place,
    /// The case as written.
    pub reference: String,
    /// What became of it, in the workbook's own words; as written where that is none of them.
    pub outcome: String,
    /// The panel's reason for closing, as written.
    pub closing_reason: Option<String>,
    /// The plan agreed.
    pub plan: Option<String>,
    /// The agency that leads.
    pub primary_agency: Option<String>,
    /// How great the risk to children is, as written.
    pub risk_to_children: Option<String>,
    /// How great the risk to the public is, as written.
    pub risk_to_public: Option<String>,
    /// The panel's further risks: the name of each with how great it is.
    pub risks: Vec<(String, String)>,
    /// What the case shows about policy.
    pub policy_issue: Option<String>,
}

impl fmt::Debug for CaseOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "CaseOutcome", &self.place)
    }
}

/// A case that comes back at the next meeting.
pub const STAYS_OPEN: &str = "stays open";
/// A case that has ended, for one of the panel's reasons.
pub const CLOSED: &str = "closed";
/// A case that has gone to another area.
pub const TRANSFERRED: &str = "transferred";

/// Names of the risk to children; the first is the heading in the meeting record.
pub const RISK_TO_CHILDREN: &[&str] = &["Risk to children", "Risk to associated children"];
/// Names of the risk to the public; the first is the heading in the meeting record.
pub const RISK_TO_PUBLIC: &[&str] = &["Risk to the public", "Risk to the general public"];
