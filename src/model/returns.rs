//! A partner agency's information return about one case.

use std::fmt;

use chrono::NaiveDate;

use super::answer::Answers;
use super::hidden::hidden;
use super::meeting::MeetingId;
use super::referral::Attending;
use crate::finding::Place;

/// One agency's return about one person.
#[derive(Clone)]
pub struct Return {
    /// The sheet or row it starts at.
    pub place: Place,
    /// The meeting folder it was put in.
    pub meeting: MeetingId,
    /// `return.reference`, `return.surname`, `return.forenames`, `return.date_of_birth`,
    /// `return.agency`, `return.completed_by`, `return.email`, `return.completed`, `return.known`.
    pub answers: Answers,
    /// The agency's code in the panel's membership, if it is a member.
    pub agency: Option<String>,
    /// The agency as a person reads it: the member's name, else what was written.
    pub agency_name: String,
    /// Information, or "nothing known". Silence is not a return.
    pub kind: ReturnKind,
    /// The day it was completed, if said.
    pub completed: Option<NaiveDate>,
    /// Rows of information.
    pub rows: Vec<ReturnRow>,
    /// Officers the agency will send.
    pub attending: Vec<Attending>,
    /// The agency's view of the risk now, against the referral.
    pub risk_now: Option<RiskNow>,
    /// Each view of the risk that `risk_now` is the gravest of, with its row.
    pub risk_views: Vec<(RiskNow, Place)>,
    /// Actions the agency proposes.
    pub proposed_actions: Vec<(String, Place)>,
    /// Name and e-mail address of others who completed rows of it, beside `return.completed_by`, as
    /// written; empty where not given.
    pub also_by: Vec<(String, String)>,
}

impl fmt::Debug for Return {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "Return", &self.place)
    }
}

impl Return {
    /// Everybody who completed some of it, by name and e-mail address as written, the first row's first.
    pub fn completed_by(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |path: &str| self.answers.text(path).unwrap_or_default();
        let first = (text("return.completed_by"), text("return.email"));
        let others = self.also_by.iter().map(|(name, email)| (name.as_str(), email.as_str()));
        std::iter::once(first).chain(others)
    }
}

/// Whether an agency knows the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnKind {
    /// It gives information.
    Information,
    /// It looked and knows nothing.
    NothingKnown,
}

/// One row of a return.
#[derive(Clone)]
pub struct ReturnRow {
    /// The row.
    pub place: Place,
    /// Whom it is about.
    pub about: About,
    /// A fact, or somebody's opinion; the two are always shown apart.
    pub opinion: bool,
    /// The day it refers to, as written if it could not be read.
    pub date: Option<String>,
    /// The information.
    pub information: String,
    /// Who may see it.
    pub share_with: ShareWith,
    /// Why it is withheld, for the coordinator only.
    pub withholding_reason: Option<String>,
    /// Confirmed as relevant, necessary and proportionate. Anything but a clear yes is `false`,
    /// and the row is not printed.
    pub confirmed: bool,
}

impl fmt::Debug for ReturnRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "ReturnRow", &self.place)
    }
}

/// Whom a row of a return is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The person at risk.
    Victim,
    /// The person whose behaviour causes it.
    Perpetrator,
    /// Both.
    Both,
    /// A child in the case.
    Child,
    /// Somebody else.
    Other,
    /// The row does not say.
    NotSaid,
}

/// Who may see a row of a return (rule 4 of need to know).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareWith {
    /// Everyone entitled to the case.
    AllMembers,
    /// Core members entitled to the case.
    CoreMembers,
    /// These agencies only, by code where known, else as written.
    Agencies(Vec<String>),
    /// Nobody but the agency that sent it and the coordinator. Also what a blank or unreadable
    /// answer means: nothing is shared by default.
    Nobody,
}

/// An agency's view of the risk since the referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskNow {
    /// Lower than when referred.
    Lower,
    /// The same.
    Same,
    /// Higher.
    Higher,
}
