//! What one referral alone shows of a case that several agencies have referred (rule 6): its referrer is
//! not told what the others said, nor that there are others.

use super::basis::Basis;
use crate::decide::{self, Decided, MeetingContext};
use crate::finding::Place;
use crate::model::{Case, Decision, Referral, Verdict};

/// What stands in a letter where nothing that its referrer said explains the outcome.
pub const AS_A_WHOLE: &str = "The people who looked at your referral weighed the case as a whole.";

/// The case as one referrer knows it: with the referrals of their own agency alone, and the outcome that
/// stands. The case itself if nobody else has referred it; nothing if it cannot be weighed.
pub fn own(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> Option<Decided> {
    let agency = |one: &Referral| one.answers.text("referrer.agency").map(|name| basis.agency_name(name));
    let is_own = |one: &&Referral| {
        one.place == referral.place || (agency(one).is_some() && agency(one) == agency(referral))
    };
    let referrals: Vec<Referral> = decided.case.referrals.iter().filter(is_own).cloned().collect();
    if referrals.len() == decided.case.referrals.len() {
        return Some(decided.clone());
    }
    let case = Case {
        referrals,
        returns: Vec::new(),
        stays_open: None,
        decision: Some(same_outcome(basis, decided)),
        ..decided.case.clone()
    };
    let context = MeetingContext { id: basis.meeting.id, deadline: basis.dates.referrals.clone() };
    let (mut own, _) = decide::decide(basis.panel, &context, vec![case]).ok()?;
    own.pop()
}

/// The outcome's reasons as this referrer's own answers bear them out.
pub fn reasons(decided: &Decided, own: Option<&Decided>) -> Vec<String> {
    let own = own.filter(|own| own.outcome == decided.outcome);
    let of_rules = own.into_iter().flat_map(|own| own.deciding.iter().zip(&own.reasons));
    let borne_out =
        |code: &String, reason: &String| decided.reasons.contains(reason) || decided.deciding.contains(code);
    let mut reasons: Vec<String> =
        of_rules.filter(|(code, reason)| borne_out(code, reason)).map(|(_, reason)| reason.clone()).collect();
    // Some outcomes have a reason that rests on no rule.
    let unruled = own.into_iter().flat_map(|own| own.reasons.iter().skip(own.deciding.len()));
    reasons.extend(unruled.filter(|reason| decided.reasons.contains(reason)).cloned());
    if reasons.is_empty() && !decided.reasons.is_empty() {
        reasons.push(AS_A_WHOLE.to_owned());
    }
    reasons
}

/// The grounds on which a case is heard that this referrer's own answers meet.
pub fn grounds(known: Vec<String>, own: Option<&Decided>) -> Vec<String> {
    known.into_iter().filter(|ground| own.is_some_and(|own| own.grounds.contains(ground))).collect()
}

/// A decision that makes the same outcome stand, whatever the rules propose.
fn same_outcome(basis: &Basis<'_>, decided: &Decided) -> Decision {
    Decision {
        place: Place::file(decided.case.reference.as_str()),
        reference: decided.case.reference.to_string(),
        proposed: None,
        verdict: Verdict::Outcome(decided.outcome.code().to_owned()),
        file_reason: Some(AS_A_WHOLE.to_owned()),
        letter_words: None,
        decided_by: Some(basis.panel.chair.clone()),
        date: Some(basis.meeting.id.date),
        received: decided.case.decision.as_ref().and_then(|decision| decision.received),
        slot: None,
        add_attendees: Vec::new(),
        leave_out: Vec::new(),
        leave_out_reason: None,
        share_outside: None,
        sharing: Vec::new(),
    }
}
