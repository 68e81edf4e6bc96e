//! Cases that were put off more than once: somebody has waited for months.

use super::carry::EarlierOutcomes;
use crate::finding::Finding;
use crate::model::{Case, MeetingId, uk_date};

/// A warning for each case of a meeting that two or more meetings before it put off.
pub fn more_than_once(cases: &[Case], meeting: MeetingId, outcomes: &EarlierOutcomes) -> Vec<Finding> {
    let again = |case: &Case| {
        let earlier = outcomes.deferred.iter().filter(|(from, _)| *from < meeting);
        let from: Vec<&MeetingId> =
            earlier.filter(|(_, reference)| *reference == case.reference).map(|(from, _)| from).collect();
        let first = from.first().filter(|_| from.len() > 1)?;
        let finding = Finding::warning(
            "deferred-again",
            format!(
                "{} has been put off {}, first by the meeting of {}",
                case.reference,
                if from.len() == 2 { "twice".to_owned() } else { format!("{} times", from.len()) },
                uk_date(first.date)
            ),
        )
        .help("See with the chair that it is heard now, and ask its referrer how the person is");
        Some(match case.referrals.first() {
            Some(referral) => finding.at(referral.place.clone()),
            None => finding,
        })
    };
    cases.iter().filter(|case| case.deferred_from.is_some()).filter_map(again).collect()
}
