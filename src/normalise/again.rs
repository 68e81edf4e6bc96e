//! Referrals that were put off to a meeting, and that somebody has put into its folder as well: they come
//! back by themselves, so they are there twice.

use super::corrected::{Replaced, forget, of};
use super::link::same_referral;
use super::people::{Identity, Likeness};
use crate::finding::{Finding, Ledger, SetAside};
use crate::model::{MeetingId, Referral};
use crate::panel::Panel;

/// Those put off that are not in the folder again, and what takes the place of the others: the one that
/// lies in the meeting's own folder, for what is said there is newer.
pub fn take_place(
    deferred: Vec<(MeetingId, Referral)>,
    referrals: &[Referral],
    panel: &Panel,
    findings: &mut Vec<Finding>,
    ledger: &mut Ledger,
) -> (Vec<(MeetingId, Referral)>, Vec<Replaced>) {
    let mut still = Vec::new();
    let mut replaced = Vec::new();
    for (from, first) in deferred {
        let person = Identity::of(&first);
        let is_first = |one: &&Referral| {
            same_referral(one, &first) && Identity::of(one).likeness(&person) == Likeness::Same
        };
        let Some(again) = referrals.iter().find(is_first) else {
            still.push((from, first));
            continue;
        };
        forget(&first, findings);
        findings.push(
            Finding::note(
                "deferred-and-here",
                format!(
                    "the referral was put off to this meeting and comes back by itself; this copy takes the place of {}",
                    first.place
                ),
            )
            .at(again.place.clone())
            .help("Leave such copies out; nothing is lost without them"),
        );
        let aside =
            |place| SetAside { place, reason: "a copy in the meeting's own folder took its place".into() };
        ledger.put_aside("referrals", aside(first.place.clone()));
        for incident in &first.incidents {
            ledger.put_aside("incidents", aside(incident.place.clone()));
        }
        replaced.push(Replaced { by: again.place.clone(), ..of(&first, panel) });
    }
    (still, replaced)
}
