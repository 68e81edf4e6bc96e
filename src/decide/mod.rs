//! Facts → rules → outcome with reasons. Pure.
//!
//! Architecture Invariant: uses the nouns only; a case that has not been through here cannot be
//! planned, because it has another type.

mod decided;
mod facts;
mod computed;
mod age;
mod open;
mod receipt;
mod incidents;
mod home;
mod risk;
mod weigh;
mod outcome;
mod reasons;
mod sign_off;
#[cfg(test)]
mod tests;

pub use decided::{
    CHILD_UNTIL, Counting, Decided, Evaluation, FactUse, IncidentView, Missing, RiskView, ScoredAnswer,
};
pub use outcome::Outcome;
pub use reasons::URGENT_WITHOUT_REASON;

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::model::{Case, MeetingId, says_none, uk_date};
use crate::panel::{Defect, Gate, Moved, Panel, Rule, Truth};

use facts::Facts;
use outcome::Circumstances;
use reasons::{Threshold, Unanswered};
use weigh::Judged;

/// The meeting that cases are decided for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingContext {
    /// The meeting: ages count on its day, and its day chooses the versions of rules.
    pub id: MeetingId,
    /// Referrals must be in by then; an urgent meeting ignores it. Some panels have none.
    pub deadline: Option<Moved>,
}

/// Decides every case, in the order given.
///
/// # Errors
/// Only where a rule could not be evaluated for another reason than an absent fact: a defect of this
/// program, after which no outcome can be trusted.
pub fn decide(
    panel: &Panel,
    meeting: &MeetingContext,
    cases: Vec<Case>,
) -> Result<(Vec<Decided>, Vec<Finding>), Defect> {
    let rules = weigh::in_force(panel, meeting.id.date);
    let mut findings = Vec::new();
    let mut ever_met = BTreeSet::new();
    let decided = cases
        .into_iter()
        .map(|case| decide_one(panel, meeting, &rules, case, &mut findings))
        .collect::<Result<Vec<_>, _>>()?;
    for case in &decided {
        let met = case.evaluations.iter().filter(|evaluation| evaluation.result == Truth::Met);
        ever_met.extend(met.map(|evaluation| evaluation.code.as_str()));
    }
    findings.extend(never_met(panel, &rules, &decided, &ever_met));
    findings.extend(without_criteria(panel, meeting));
    Ok((decided, findings))
}

fn decide_one(
    panel: &Panel,
    meeting: &MeetingContext,
    rules: &[Rule],
    case: Case,
    findings: &mut Vec<Finding>,
) -> Result<Decided, Defect> {
    if case.only_stays_open() {
        return Ok(open::hear_again(panel, meeting, case, findings));
    }
    let mut facts = facts::gather(&case, findings);
    receipt::enter(meeting, &case, &mut facts, findings);
    computed::enter(panel, meeting, &case, &mut facts, findings);
    let assessment = risk::enter(panel, meeting.id.date, &case, &mut facts, findings);
    let reports = incidents::enter(panel, meeting, &case, &mut facts, findings);
    let unanswered = Unanswered { risk: assessment.missing, incidents: reports.missing };

    let judged = weigh::weigh(rules, &facts)?;
    let circumstances = Circumstances {
        has_criteria: has_criteria(panel, meeting),
        ..circumstances(panel, &facts, assessment.published)
    };
    let alone = outcome::propose(&judged, circumstances);
    let proposal = open::proposal(alone, &case, findings);
    let standing = sign_off::stand(proposal.outcome, &case, findings);
    let threshold = if assessment.published { Threshold::Published } else { Threshold::Ours };
    let mut because = reasons::because(standing.outcome, &judged, &facts, meeting, &unanswered, threshold);
    if !circumstances.has_criteria && standing.outcome == Outcome::ToDecide {
        because.reasons.insert(0, "No rule of the panel is in force on the day of the meeting.".to_owned());
    }

    findings.extend(sign_off::without_words(standing, &because, &case));
    findings.extend(sign_off::against_returns(standing, proposal.outcome, &case));
    findings.extend(unknown_exclusions(&judged, &facts));
    findings.extend(consent(&facts));
    findings.extend(home::one_home(&case));
    findings.extend(urgency(&case, &facts, standing.outcome, meeting.id));

    let other_panel =
        (standing.outcome == Outcome::Redirect).then(|| computed::other_panel(panel, &facts)).flatten();
    Ok(Decided {
        evaluations: judged.iter().map(|judged| weigh::evaluation(judged, &facts)).collect(),
        risk: assessment.view,
        proposed: proposal.outcome,
        line: proposal.line,
        outcome: standing.outcome,
        reasons: because.reasons,
        advice: because.advice,
        deciding: because.deciding,
        grounds: open::grounds(&case).into_iter().chain(grounds(&judged)).collect(),
        first: because.first,
        again: because.again,
        missing: because.missing,
        qualifying: facts
            .number("incident_count.qualifying_low")
            .zip(facts.number("incident_count.qualifying_high")),
        incidents: reports.rows,
        signed: standing.signed,
        draft: sign_off::is_draft(panel.sign_off, standing),
        age: facts.number("subject.age"),
        repeat: facts.yes_no("referral.repeat") == Some(true),
        other_panel,
        case,
    })
}

fn circumstances(panel: &Panel, facts: &Facts, threshold_published: bool) -> Circumstances {
    Circumstances {
        has_criteria: true,
        lives_elsewhere: panel.residence_required
            && facts.yes_no("case.anyone_lives_in_area") == Some(false)
            && facts.yes_no("referral.transferred_in") == Some(false),
        threshold_published,
        urgent: facts.yes_no("referral.urgent") == Some(true),
        urgent_reason: reasons::has_urgent_reason(facts),
        urgent_meetings: panel.urgent_meetings,
        in_time: facts.yes_no("referral.in_time") != Some(false),
    }
}

/// Whether any of the panel's own rules is in force on the day of the meeting.
fn has_criteria(panel: &Panel, meeting: &MeetingContext) -> bool {
    !panel.rules_on(meeting.id.date).is_empty()
}

/// Before its first rule comes into force, a panel has no criteria: nothing may be accepted for that.
fn without_criteria(panel: &Panel, meeting: &MeetingContext) -> Option<Finding> {
    let first = panel.rules.iter().min_by_key(|rule| rule.from)?;
    (!has_criteria(panel, meeting)).then(|| {
        Finding::error(
            "no-rule-in-force",
            format!(
                "no rule of the panel is in force on the day of the meeting; the first begins on {}",
                uk_date(first.from)
            ),
        )
        .at(first.place.clone())
        .help("Set `from` of the rules to the day from which they held")
    })
}

/// Risk routes met, as a profile names them.
fn grounds(judged: &[Judged<'_>]) -> Vec<String> {
    judged
        .iter()
        .filter(|one| one.rule.gate == Gate::Risk && one.truth == Truth::Met)
        .map(|one| one.rule.ground.clone().unwrap_or_else(|| one.rule.code.replace('-', " ")))
        .collect()
}

fn unknown_exclusions(judged: &[Judged<'_>], facts: &Facts) -> Vec<Finding> {
    judged
        .iter()
        .filter(|one| one.rule.gate == Gate::Exclusion && one.truth == Truth::Unknown)
        .map(|one| {
            let finding = Finding::warning(
                "exclusion-unknown",
                "it is not known whether another panel is dealing with the case; it goes on as if none were",
            )
            .under(one.rule.place.clone())
            .help("Ask the referrer before the meeting");
            match one.for_want_of.iter().find_map(|path| facts.get(path).places.into_iter().next()) {
                Some(place) => finding.at(place),
                None => finding,
            }
        })
        .collect()
}

/// Somebody is referred without their consent, and nothing says why: the reason must be on record.
fn consent(facts: &Facts) -> Option<Finding> {
    let without = match facts.text("consent.status")? {
        "refused" => "was refused",
        "not sought" => "was not sought",
        _ => return None,
    };
    let reason = facts.get("consent.reason");
    if facts.text("consent.reason").is_some_and(|reason| !says_none(reason)) {
        return None;
    }
    let mut places = reason.places.into_iter().chain(facts.get("consent.status").places);
    let finding =
        Finding::warning("consent-without-reason", format!("consent {without}, and no reason is given"))
            .help("Ask the referrer for the reason and have it recorded before the meeting");
    Some(match places.next() {
        Some(place) => finding.at(place),
        None => finding,
    })
}

/// An urgent request that is not going to be heard urgently, or that has no urgent meeting yet.
fn in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::ToDecide => "waits for people to decide",
        Outcome::ReturnProcess | Outcome::ReturnIncomplete => "is returned to its referrer",
        Outcome::Redirect => "goes to another panel",
        Outcome::Transfer => "goes to another area",
        Outcome::Decline => "is declined",
        Outcome::Defer => "is put off to the next meeting",
        Outcome::Accept | Outcome::AcceptUrgent => "is heard at the regular meeting only",
    }
}

fn urgency(case: &Case, facts: &Facts, outcome: Outcome, meeting: MeetingId) -> Option<Finding> {
    if outcome == Outcome::AcceptUrgent && !meeting.urgent {
        let finding = Finding::urgent(
            "urgent-needs-meeting",
            format!(
                "{} is accepted as urgent, and only the regular meeting on {} is planned for it: what is feared may come before",
                case.reference,
                uk_date(meeting.date)
            ),
        )
        .help(
            "Telephone the referrer today, agree a day before the danger with the chair, and move the referral into a folder of that day such as 2026-12-03-urgent; until then it is first on this agenda",
        );
        // The reason says what may happen and by when.
        let asked = ["referral.urgent_reason", "referral.urgent"]
            .into_iter()
            .find_map(|path| facts.get(path).places.into_iter().next());
        let place = asked.or_else(|| case.referrals.first().map(|referral| referral.place.clone()));
        return Some(match place {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
    if facts.yes_no("referral.urgent") != Some(true) {
        return None;
    }
    let waiting = format!("{} asks for an urgent meeting and {}", case.reference, in_words(outcome));
    let finding = match outcome {
        Outcome::AcceptUrgent => return None,
        Outcome::ReturnProcess | Outcome::ReturnIncomplete | Outcome::ToDecide => {
            Finding::urgent("urgent-waiting", format!("{waiting}: somebody may be in danger while it waits"))
                .help("Telephone the referrer today and decide with the chair")
        }
        _ => Finding::warning("urgent-not-heard", waiting)
            .help("Tell the referrer today what to do instead; risk-critical action must not wait"),
    };
    Some(match facts.get("referral.urgent").places.into_iter().next() {
        Some(place) => finding.at(place),
        None => finding,
    })
}

/// Rules that no case meets may be misspelt in meaning: one note names them all. An exclusion that
/// nobody meets is as it should be.
fn never_met(
    panel: &Panel,
    rules: &[Rule],
    decided: &[Decided],
    ever_met: &BTreeSet<&str>,
) -> Option<Finding> {
    if decided.iter().all(|case| case.evaluations.is_empty()) {
        return None;
    }
    let never: Vec<&str> = rules
        .iter()
        .filter(|rule| rule.gate != Gate::Exclusion && !ever_met.contains(rule.code.as_str()))
        .map(|rule| rule.code.as_str())
        .collect();
    (!never.is_empty()).then(|| {
        Finding::note("rule-never-met", format!("no case of this meeting meets {}", never.join(", ")))
            .at(panel.place.clone())
            .help("Check that these rules mean what they should")
    })
}
