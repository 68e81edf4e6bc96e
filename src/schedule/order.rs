//! Which case comes first.

use std::cmp::Reverse;

use crate::decide::{Decided, Outcome};
use crate::panel::Panel;

/// The cases by the panel's priority; ties fall to the reference, so that the order is always the same.
pub fn by_priority<'a>(panel: &Panel, heard: &[&'a Decided]) -> Vec<&'a Decided> {
    let mut order: Vec<&Decided> = heard.to_vec();
    order.sort_by_key(|case| {
        (
            case.outcome != Outcome::AcceptUrgent,
            panel.children_first && !with_children(case),
            Reverse(case.risk.as_ref().map_or(0, |risk| risk.total.low)),
            case.case
                .referrals
                .iter()
                .filter_map(|referral| referral.answers.moment("referral.received"))
                .min(),
            case.case.reference.clone(),
        )
    });
    order
}

/// Whether children are involved, by any of the case's referrals.
fn with_children(case: &Decided) -> bool {
    case.case.referrals.iter().any(|referral| {
        referral.answers.yes_no("children.involved") == Some(true)
            || referral.answers.number("children.count").is_some_and(|count| count > 0)
    })
}
