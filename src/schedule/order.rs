//! Which case comes first, and which cases may change places.

use std::cmp::Reverse;

use crate::decide::{Decided, Outcome};
use crate::panel::{Panel, RunningOrder};

/// The cases in plain priority order: urgent ones, then those with children where the panel puts them
/// first, then the higher risk, then the earlier referral. Ties fall to the reference, so that the
/// order is always the same.
pub fn by_priority<'a>(panel: &Panel, heard: &[&'a Decided]) -> Vec<&'a Decided> {
    let mut order: Vec<&Decided> = heard.to_vec();
    order.sort_by_key(|case| {
        let received = case.case.referrals.iter().filter_map(|r| r.answers.moment("referral.received")).min();
        (urgency(panel, case), Reverse(risk(case)), received, case.case.reference.clone())
    });
    order
}

/// How many cases each class has, of cases in plain priority order: those of a class may change places,
/// and those of an earlier class are heard before those of a later one. Classes are: urgent cases;
/// cases with children where the panel puts them first; all others. Where the panel's running order is
/// by risk, only cases of the same risk are of one class. Cases for which the meeting has no time are
/// classes of their own, so that no other case changes places with them.
pub fn classes(panel: &Panel, by_priority: &[&Decided], in_time: usize) -> Vec<usize> {
    let class = |(at, case): (usize, &&Decided)| {
        let risk = (panel.slots.order == RunningOrder::Risk).then(|| risk(case));
        (at >= in_time, urgency(panel, case), risk)
    };
    let classes: Vec<_> = by_priority.iter().enumerate().map(class).collect();
    classes.chunk_by(|one, other| one == other).map(<[_]>::len).collect()
}

/// Whether a case is not urgent, and whether it has no children that would put it first.
fn urgency(panel: &Panel, case: &Decided) -> (bool, bool) {
    (case.outcome != Outcome::AcceptUrgent, panel.children_first && !with_children(case))
}

fn risk(case: &Decided) -> i64 {
    case.risk.as_ref().map_or(0, |risk| risk.total.low)
}

/// Whether children are involved, by any of the case's referrals.
fn with_children(case: &Decided) -> bool {
    case.case.referrals.iter().any(|referral| {
        referral.answers.yes_no("children.involved") == Some(true)
            || referral.answers.number("children.count").is_some_and(|count| count > 0)
    })
}
