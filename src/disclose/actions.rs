//! Which actions an agency may see (rules 2 and 3): its own, of cases that it is entitled to.

use super::history::related;
use super::members::{Access, access, is_entitled};
use crate::model::{Action, Case};
use crate::panel::{Agency, Panel};

/// Whether an agency may be shown an action: it is the agency's own, the agency is entitled to the case
/// it belongs to, and is left out of it at no meeting, nor of a later case of the same person.
///
/// `cases` are all cases that are known, newest meeting first. An action whose case is not among them
/// is nobody's but the coordinator's: nobody can tell who may know of it.
pub fn is_own_action(panel: &Panel, cases: &[&Case], agency: &Agency, action: &Action) -> bool {
    let owned = panel.agency(&action.agency).is_some_and(|owner| owner.code == agency.code);
    let entitled = || case_of(cases, action).is_some_and(|case| is_entitled(panel, case, agency));
    let is_barred = |access: &Access| matches!(access, Access::LeftOut | Access::Withheld);
    let left_out = || related(&action.case, cases).any(|case| is_barred(&access(panel, case, agency)));
    owned && entitled() && !left_out()
}

/// The case that an action belongs to: the newest under its reference, or under one that it had before.
pub fn case_of<'c>(cases: &[&'c Case], action: &Action) -> Option<&'c Case> {
    cases.iter().find(|case| is_of(action, case)).copied()
}

fn is_of(action: &Action, case: &Case) -> bool {
    let written = action.case.trim().to_uppercase();
    let before = case.earlier.iter().filter(|_| case.stays_open.is_some());
    case.reference.as_str() == written || before.into_iter().any(|then| then.reference.as_str() == written)
}
