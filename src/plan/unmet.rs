//! Actions of earlier meetings that are not done, as their reader may see them.

use std::collections::BTreeMap;

use super::agenda::copy_for;
use super::basis::Basis;
use super::view::{ActionRow, ActionsReview, AgencyActions};
use crate::disclose::{self, Reader};
use crate::model::{Action, CarriedAction};

/// The actions review of the chair and the coordinator: every action that is not done, by agency.
pub fn review(basis: &Basis<'_>) -> ActionsReview {
    of_actions(basis, Reader::Coordinator, |_| true)
}

/// The actions review of a member: its own actions that are not done.
pub fn own_review(basis: &Basis<'_>, reader: Reader<'_>) -> ActionsReview {
    let cases = basis.cases_of_all_meetings();
    of_actions(basis, reader, |action| disclose::is_own(basis.panel, reader, action, &cases))
}

/// Unmet actions as rows, oldest meeting first.
pub fn unmet(basis: &Basis<'_>, reader: Reader<'_>) -> Vec<ActionRow> {
    rows(basis, reader, |_| true)
}

/// The unmet actions that a reader may see, oldest meeting first.
pub fn seen<'a>(basis: &Basis<'a>, reader: Reader<'_>) -> Vec<&'a CarriedAction> {
    let cases = basis.cases_of_all_meetings();
    let mut carried: Vec<&CarriedAction> = basis
        .meeting
        .carried
        .iter()
        .filter(|carried| disclose::sees_action(basis.panel, reader, &carried.action, &cases))
        .collect();
    carried.sort_by_key(|carried| (carried.action.meeting, carried.action.reference.clone()));
    carried
}

fn rows(basis: &Basis<'_>, reader: Reader<'_>, wanted: impl Fn(&Action) -> bool) -> Vec<ActionRow> {
    let seen = seen(basis, reader).into_iter().filter(|carried| wanted(&carried.action));
    seen.map(|carried| basis.action_row(carried)).collect()
}

fn of_actions(basis: &Basis<'_>, reader: Reader<'_>, wanted: impl Fn(&Action) -> bool) -> ActionsReview {
    let rows = rows(basis, reader, wanted);
    let mut agencies: BTreeMap<String, Vec<ActionRow>> = BTreeMap::new();
    for row in &rows {
        agencies.entry(row.agency.clone()).or_default().push(row.clone());
    }
    let overdue = rows.iter().filter(|row| row.overdue == "overdue").count();
    let in_short = match rows.len() {
        0 if reader != Reader::Coordinator => "You have no open action from an earlier meeting.".to_owned(),
        0 => "No action from an earlier meeting is open.".to_owned(),
        1 => format!("1 action is not done{}.", if overdue == 1 { "; it is overdue" } else { "" }),
        2 if overdue == 2 => "2 actions are not done; both are overdue.".to_owned(),
        many if overdue == many => format!("{many} actions are not done; all are overdue."),
        many if overdue == 0 => format!("{many} actions are not done; none is overdue."),
        many if overdue == 1 => format!("{many} actions are not done; one of them is overdue."),
        many => format!("{many} actions are not done; {overdue} of them are overdue."),
    };
    ActionsReview {
        frame: basis.frame("Review of unmet actions", copy_for(reader), false),
        agencies: agencies.into_iter().map(|(agency, rows)| AgencyActions { agency, rows }).collect(),
        in_short,
    }
}
