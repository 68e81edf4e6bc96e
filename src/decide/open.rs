//! Cases that an earlier meeting left open: they are heard again, and not by the rules.

use super::facts;
use super::outcome::{Outcome, Proposal};
use super::{Decided, MeetingContext, computed, incidents, receipt, risk, sign_off};
use crate::finding::Finding;
use crate::model::{Case, uk_date};
use crate::panel::Panel;

/// The line that a case has by being on the agenda.
const ACCEPTED: u8 = 10;

/// A case that nobody has referred again is on the agenda because the panel left it open. Its score and
/// its reports are shown as they were; what was wrong with its referrals was said in their time.
pub(super) fn hear_again(
    panel: &Panel,
    meeting: &MeetingContext,
    case: Case,
    findings: &mut Vec<Finding>,
) -> Decided {
    let mut said_before = Vec::new();
    let mut facts = facts::gather(&case, &mut said_before);
    receipt::enter(meeting, &case, &mut facts, &mut said_before);
    computed::enter(panel, meeting, &case, &mut facts, &mut said_before);
    let assessment = risk::enter(panel, meeting.id.date, &case, &mut facts, &mut said_before);
    let reports = incidents::enter(panel, meeting, &case, &mut facts, &mut said_before);
    let standing = sign_off::stand(Outcome::Accept, &case, findings);
    Decided {
        evaluations: Vec::new(),
        risk: assessment.view,
        proposed: Outcome::Accept,
        line: ACCEPTED,
        outcome: standing.outcome,
        reasons: Vec::new(),
        advice: Vec::new(),
        deciding: Vec::new(),
        grounds: grounds(&case).into_iter().collect(),
        first: Vec::new(),
        again: Vec::new(),
        missing: Vec::new(),
        qualifying: facts
            .number("incident_count.qualifying_low")
            .zip(facts.number("incident_count.qualifying_high")),
        incidents: reports.rows,
        signed: standing.signed,
        draft: sign_off::is_draft(panel.sign_off, standing),
        age: facts.number("subject.age"),
        repeat: false,
        other_panel: None,
        case,
    }
}

/// The proposal for a case that stays open and was referred again: it is heard whatever the rules say
/// of the new referral, which they would have judged otherwise.
pub(super) fn proposal(alone: Proposal, case: &Case, findings: &mut Vec<Finding>) -> Proposal {
    if case.stays_open.is_none() || alone.outcome.is_heard() {
        return alone;
    }
    let new = case.referrals.iter().find(|referral| !case.was_heard(referral));
    if let Some(referral) = new {
        findings.push(
            Finding::note(
                "heard-as-open",
                format!(
                    "{} is heard because it stays open; by the rules alone it would be {}",
                    case.reference, alone.outcome
                ),
            )
            .at(referral.place.clone()),
        );
    }
    Proposal { outcome: Outcome::Accept, line: ACCEPTED }
}

/// On which ground a case that stays open is heard.
pub(super) fn grounds(case: &Case) -> Option<String> {
    let open = case.stays_open.as_ref()?;
    Some(format!("Stays open from the meeting of {}", uk_date(open.from.date)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;
    use crate::model::{Answers, CaseRef, MeetingId, Referral, StaysOpen};

    #[test]
    fn the_note_stands_at_the_new_referral_and_only_if_the_rules_would_not_hear_it() {
        let meeting = MeetingId::parse("2026-11-11").expect("a meeting");
        let referral = |file: &str| Referral {
            place: Place::file(file),
            meeting,
            answers: Answers::default(),
            others: Vec::new(),
            attending: Vec::new(),
            risk: Vec::new(),
            incidents: Vec::new(),
            as_written: Vec::new(),
            is_application: false,
            file_hash: String::new(),
        };
        let open = StaysOpen {
            from: meeting,
            recorded: true,
            heard: vec![Place::file("heard.csv")],
            left_out: Vec::new(),
            invited: Vec::new(),
            lead: None,
        };
        let case = Case {
            reference: CaseRef::parse("TST-2026-001").expect("a reference"),
            referrals: vec![referral("heard.csv"), referral("new.csv")],
            returns: Vec::new(),
            earlier: Vec::new(),
            carried: Vec::new(),
            decision: None,
            told_slot: None,
            deferred_from: None,
            stays_open: Some(open),
            safeguards: Vec::new(),
        };
        let judged = |outcome, case: &Case| {
            let mut findings = Vec::new();
            let proposed = proposal(Proposal { outcome, line: ACCEPTED }, case, &mut findings).outcome;
            let said: Vec<_> = findings.into_iter().map(|note| (note.code, note.place)).collect();
            (proposed, said)
        };
        let note = ("heard-as-open", Some(Place::file("new.csv")));
        assert_eq!(judged(Outcome::Decline, &case), (Outcome::Accept, vec![note]));
        assert_eq!(judged(Outcome::Accept, &case), (Outcome::Accept, Vec::new()));
        let alone = Case { referrals: vec![referral("heard.csv")], ..case.clone() };
        assert_eq!(judged(Outcome::Decline, &alone), (Outcome::Accept, Vec::new()));
        let closed = Case { stays_open: None, ..case };
        assert_eq!(judged(Outcome::Decline, &closed), (Outcome::Decline, Vec::new()));
    }
}
