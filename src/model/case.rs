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
    /// One or more referrals of the same person for this meeting, the earliest received first; then those
    /// that an earlier meeting heard, if the case stays open.
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
    /// That an earlier meeting heard it and left it open, so that it comes back by itself.
    pub stays_open: Option<StaysOpen>,
    /// What else was said of who must not be told of the person, beside this case's own referrals and
    /// decision.
    pub safeguards: Vec<Safeguard>,
}

/// Why something that was said elsewhere holds for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// It was said of this very case, at an earlier meeting.
    SameCase,
    /// It was said of an earlier case of the person.
    SamePerson,
    /// It was said of a case of somebody who may be the person.
    MayBeSamePerson,
    /// Nobody can tell of which case of the meeting it was said.
    Unlinked,
}

/// Who must not be told of a case, as something else than the case itself says it. In doubt it holds.
#[derive(Clone)]
pub struct Safeguard {
    /// Why it holds.
    pub bond: Bond,
    /// The case of which it was said, if that is known.
    pub reference: Option<CaseRef>,
    /// Where.
    pub place: Place,
    /// Agencies to leave out, as written.
    pub left_out: Vec<String>,
    /// People who must not be told, as written.
    pub not_told: Vec<String>,
    /// Landlords of the person, as written: the two lists may speak of them.
    pub landlords: Vec<String>,
}

impl Safeguard {
    /// Whether people can say of this case that an agency is to be told all the same.
    pub fn is_lifted_by_people(&self) -> bool {
        matches!(self.bond, Bond::SamePerson | Bond::MayBeSamePerson)
    }
}

impl fmt::Debug for Safeguard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Safeguard({:?}, «…»)", self.bond)
    }
}

impl Case {
    /// Whether an earlier meeting heard this referral of the case already.
    pub fn was_heard(&self, referral: &Referral) -> bool {
        self.stays_open.as_ref().is_some_and(|open| open.heard.contains(&referral.place))
    }

    /// Whether the case is heard only because it stays open: nobody has referred it again.
    pub fn only_stays_open(&self) -> bool {
        self.stays_open.is_some() && self.referrals.iter().all(|referral| self.was_heard(referral))
    }
}

/// A case that an earlier meeting left open.
#[derive(Clone, Debug)]
pub struct StaysOpen {
    /// The last meeting that heard it.
    pub from: MeetingId,
    /// That meeting's record says that it stays open; else it says nothing that ends it.
    pub recorded: bool,
    /// Where its referrals stand that were heard then.
    pub heard: Vec<Place>,
    /// Agencies that decisions of earlier meetings left out of it, as written: they stay left out.
    pub left_out: Vec<String>,
    /// Agencies that decisions of earlier meetings invited, as written: they stay invited while they
    /// lead the case or have an action open in it.
    pub invited: Vec<String>,
    /// The agency that leads, as written.
    pub lead: Option<String>,
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
