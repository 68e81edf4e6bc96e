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
