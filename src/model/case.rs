//! A case: one person, everything received about them, and what earlier meetings said.

use std::fmt;

use chrono::NaiveTime;

use super::meeting::MeetingId;
use super::record::{Action, CaseOutcome, Decision};
use super::referral::Referral;
use super::returns::Return;
use crate::finding::Place;

/// A case reference, given out once and never again: `ISL-2026-014`. Only `[A-Z0-9-]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseRef(String);

/// The heading under which a referral that went back with a return letter says whose case it is.
pub const CASE_REFERENCE: &str = "Panel case reference";

impl CaseRef {
    /// Takes a reference of the program's own making or from the register.
    ///
    /// Returns `None` unless it is 3 to 32 characters of `[A-Z0-9-]` that start with a letter.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (3..=32).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        fits.then(|| CaseRef(text.to_owned()))
    }

    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One person's case for one meeting, not yet decided.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its reference.
    pub reference: CaseRef,
    /// One or more referrals of the same person for this meeting; the earliest received first.
    pub referrals: Vec<Referral>,
    /// What agencies sent back about it.
    pub returns: Vec<Return>,
    /// Earlier referrals and appearances of the same person, newest first.
    pub earlier: Vec<Appearance>,
    /// Actions of earlier meetings on this case that are not done.
    pub carried: Vec<CarriedAction>,
    /// The row of `decisions.xlsx` about it, if there is one.
    pub decision: Option<Decision>,
    /// The meeting it was deferred from, if an earlier meeting's folder holds the referral.
    pub deferred_from: Option<MeetingId>,
    /// The slot told in an issued letter, if one was sent: it stays, unless the coordinator fixes another.
    pub told_slot: Option<NaiveTime>,
}

/// An earlier referral of the same person, and what came of it.
#[derive(Clone, Debug)]
pub struct Appearance {
    /// The meeting.
    pub meeting: MeetingId,
    /// The reference it had then.
    pub reference: CaseRef,
    /// The day it was referred: twelve months count from here.
    pub referred: Option<chrono::NaiveDate>,
    /// Where the earlier referral stands.
    pub place: Place,
    /// What the meeting decided, from its record.
    pub outcome: Option<CaseOutcome>,
    /// All actions then set, done or not.
    pub actions: Vec<Action>,
}

/// An action from an earlier meeting that is not done.
#[derive(Clone, Debug)]
pub struct CarriedAction {
    /// The action as last recorded.
    pub action: Action,
    /// How many meetings ago it was set, as meetings are found in the folder.
    pub meetings_ago: usize,
}
