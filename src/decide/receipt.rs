//! When a case was received, and whether that was in time.
//!
//! Of several referrals the earliest counts. What the form says goes before what a person added in
//! the decisions, which fills in a missing time. Without a time the case is in time, with a finding.

use chrono::NaiveDateTime;

use super::MeetingContext;
use super::facts::{Facts, Known, Standing};
use crate::finding::{Finding, Place};
use crate::model::{Answer, Case, Moment, Value};

/// Enters `referral.received` and `referral.in_time`.
pub(super) fn enter(meeting: &MeetingContext, case: &Case, facts: &mut Facts, findings: &mut Vec<Finding>) {
    let received = received(meeting, case);
    if let Some((moment, place)) = &received
        && moment.date > meeting.id.date
    {
        findings.push(
            Finding::warning("received-after-meeting", "the referral is dated after the meeting it is for")
                .at(place.clone())
                .help("Correct the date, or move the referral to the folder of a later meeting"),
        );
    }
    let in_time = in_time(meeting, case, received.as_ref(), findings);
    let standing = unreadable(case).unwrap_or(Standing::Blank);
    let known = match received {
        Some((moment, place)) => Known::value(Value::Moment(moment), vec![place]),
        None => Known::absent(standing, answer_places(case)),
    };
    let shared = facts.get("referral.received").shared;
    facts.enter(
        "referral.in_time",
        Known { shared, ..Known::value(Value::YesNo(in_time), known.places.clone()) },
    );
    facts.enter("referral.received", Known { shared, ..known });
}

/// The moment that counts, and where it stands.
fn received(meeting: &MeetingContext, case: &Case) -> Option<(Moment, Place)> {
    let written = case
        .referrals
        .iter()
        .filter_map(|referral| {
            let answers = &referral.answers;
            Some((answers.moment("referral.received")?, answers.place("referral.received")?.clone()))
        })
        .min_by_key(|(moment, _)| (moment.date, moment.time));
    let added =
        case.decision.as_ref().and_then(|decision| Some((decision.received?, decision.place.clone())));
    match (written, added) {
        (Some((Moment { date, time: None }, _)), Some((added, place)))
            if added.date == date
                && added.time.is_some()
                && meeting.deadline.as_ref().is_some_and(|deadline| date == deadline.date) =>
        {
            Some((added, place))
        }
        (Some(written), _) => Some(written),
        (None, added) => added,
    }
}

fn in_time(
    meeting: &MeetingContext,
    case: &Case,
    received: Option<&(Moment, Place)>,
    findings: &mut Vec<Finding>,
) -> bool {
    let Some(deadline) = &meeting.deadline else { return true };
    if meeting.id.urgent || case.deferred_from.is_some() {
        return true;
    }
    let deadline: NaiveDateTime = deadline.moment();
    match received {
        None => {
            let finding = Finding::warning(
                "no-receipt-time",
                "the referral does not say when it was received; it is taken to be in time",
            )
            .help("Fill in \"Received\" in decisions.xlsx");
            findings.push(match answer_places(case).first().or(case.referrals.first().map(|r| &r.place)) {
                Some(place) => finding.at(place.clone()),
                None => finding,
            });
            true
        }
        Some((Moment { date, time: Some(time) }, _)) => date.and_time(*time) <= deadline,
        Some((Moment { date, time: None }, place)) => {
            if *date == deadline.date() {
                findings.push(
                    Finding::warning(
                        "receipt-date-only",
                        "the referral was received on the deadline's day, at a time not said; it is taken to be in time",
                    )
                    .at(place.clone())
                    .help("Fill in \"Received\" with its time in decisions.xlsx"),
                );
            }
            *date <= deadline.date()
        }
    }
}

fn answer_places(case: &Case) -> Vec<Place> {
    case.referrals
        .iter()
        .filter_map(|referral| referral.answers.place("referral.received"))
        .cloned()
        .collect()
}

fn unreadable(case: &Case) -> Option<Standing> {
    case.referrals.iter().find_map(|referral| match referral.answers.get("referral.received") {
        Some(Answer::Unreadable { problem, .. }) => Some(Standing::Unreadable(problem.clone())),
        _ => None,
    })
}
