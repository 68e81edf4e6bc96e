//! The ten lines from gates to an outcome: the first that applies gives the proposal.

use super::weigh::Judged;
use crate::panel::{Gate, Truth};

/// Outcomes, in the order of the table in which the first that applies is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Another panel is dealing with it now.
    Redirect,
    /// Another area's.
    Transfer,
    /// Not within the criteria.
    Decline,
    /// Another process comes first.
    ReturnProcess,
    /// Answers are missing.
    ReturnIncomplete,
    /// A person decides; no letter.
    ToDecide,
    /// Accepted, and cannot wait.
    AcceptUrgent,
    /// Received after the deadline.
    Defer,
    /// Accepted.
    Accept,
}

impl Outcome {
    /// All of them, in order.
    pub const ALL: [Outcome; 9] = [
        Outcome::Redirect,
        Outcome::Transfer,
        Outcome::Decline,
        Outcome::ReturnProcess,
        Outcome::ReturnIncomplete,
        Outcome::ToDecide,
        Outcome::AcceptUrgent,
        Outcome::Defer,
        Outcome::Accept,
    ];

    /// Its code in files: `return-incomplete`.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Redirect => "redirect",
            Outcome::Transfer => "transfer",
            Outcome::Decline => "decline",
            Outcome::ReturnProcess => "return-process",
            Outcome::ReturnIncomplete => "return-incomplete",
            Outcome::ToDecide => "to-decide",
            Outcome::AcceptUrgent => "accept-urgent",
            Outcome::Defer => "defer",
            Outcome::Accept => "accept",
        }
    }

    /// The outcome of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// Whether the case is heard at this meeting.
    pub fn is_heard(self) -> bool {
        matches!(self, Outcome::Accept | Outcome::AcceptUrgent)
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// What the ten lines look at besides the rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    /// Rules of the panel are in force on the day of the meeting.
    pub(super) has_criteria: bool,
    /// The panel passes on cases of people who live elsewhere, and everybody whose area is known does.
    pub(super) lives_elsewhere: bool,
    /// The score's threshold is one the panel published.
    pub(super) threshold_published: bool,
    /// An urgent meeting is asked for.
    pub(super) urgent: bool,
    /// A reason for the urgency is given.
    pub(super) urgent_reason: bool,
    /// The panel holds urgent meetings.
    pub(super) urgent_meetings: bool,
    /// Received by the deadline.
    pub(super) in_time: bool,
}

/// A proposal: the outcome and which of the ten lines gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    /// The outcome.
    pub(super) outcome: Outcome,
    /// The line, from 1.
    pub(super) line: u8,
}

/// Goes through the ten lines.
pub(super) fn propose(judged: &[Judged<'_>], circumstances: Circumstances) -> Proposal {
    let at = |gates: &'static [Gate]| judged.iter().filter(move |judged| gates.contains(&judged.rule.gate));
    let any = |gates: &'static [Gate], truth: Truth| at(gates).any(|judged| judged.truth == truth);
    let proposal = |line, outcome| Proposal { outcome, line };

    if !circumstances.has_criteria {
        return proposal(5, Outcome::ToDecide);
    }
    if any(&[Gate::Exclusion], Truth::Met) {
        return proposal(1, Outcome::Redirect);
    }
    if circumstances.lives_elsewhere {
        return proposal(2, Outcome::Transfer);
    }
    if any(&[Gate::Eligibility], Truth::NotMet) {
        return proposal(3, Outcome::Decline);
    }
    if any(&[Gate::Process], Truth::NotMet) {
        return proposal(4, Outcome::ReturnProcess);
    }
    if any(&[Gate::Completeness], Truth::NotMet) || at(SETTLED_BY_ANSWERS).any(Judged::only_blank) {
        return proposal(4, Outcome::ReturnIncomplete);
    }
    if any(SETTLED_BY_ANSWERS, Truth::Unknown) || (circumstances.urgent && !circumstances.urgent_reason) {
        return proposal(5, Outcome::ToDecide);
    }
    if any(&[Gate::Need], Truth::NotMet) {
        return proposal(6, Outcome::Decline);
    }
    let routes = at(&[Gate::Risk]).count();
    if routes > 0 && !any(&[Gate::Risk], Truth::Met) {
        if !any(&[Gate::Risk], Truth::Unknown) {
            let outcome =
                if circumstances.threshold_published { Outcome::Decline } else { Outcome::ToDecide };
            return proposal(6, outcome);
        }
        let blank = at(&[Gate::Risk]).any(|route| route.truth == Truth::Unknown && route.can_be_filled_in);
        return proposal(7, if blank { Outcome::ReturnIncomplete } else { Outcome::ToDecide });
    }
    if circumstances.urgent && circumstances.urgent_reason && circumstances.urgent_meetings {
        return proposal(8, Outcome::AcceptUrgent);
    }
    if !circumstances.in_time {
        return proposal(9, Outcome::Defer);
    }
    proposal(10, Outcome::Accept)
}

/// Gates whose rules, while unknown, send a referral back or to a person.
const SETTLED_BY_ANSWERS: &[Gate] = &[Gate::Eligibility, Gate::Process, Gate::Completeness, Gate::Need];
