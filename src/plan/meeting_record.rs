//! The meeting record to fill in: what is known before the meeting, and room for the rest.

use super::basis::Basis;
use super::minutes::expected;
use super::report::{MeetingRecordWorkbook, RecordAction, RecordAttendance, RecordCase};
use crate::decide::Decided;
use crate::disclose::Reader;
use crate::model::{ActionStatus, Answer, CarriedAction, MeetingId};
use crate::panel::Panel;

/// Lines for people nobody expected.
const MORE_PEOPLE: usize = 10;
/// Lines for new actions: so many at least, and so many for each case.
const LEAST_ACTIONS: usize = 24;
const ACTIONS_A_CASE: usize = 5;
/// References have two digits.
const MOST_ACTIONS: usize = 99;
/// Lines for cases that the chair took on without their being on the agenda.
const MORE_CASES: usize = 3;
/// Lines of a form for no meeting in particular.
const BLANK_CASES: usize = 20;

/// The record of a meeting, with everybody expected, actions that are not done, and cases heard.
pub fn meeting_record(basis: &Basis<'_>) -> MeetingRecordWorkbook {
    let cases = basis.heard();
    let expected = expected(basis).into_iter().map(|row| RecordAttendance {
        email: email_of(basis, &row.name),
        agency: row.agency,
        name: row.name,
    });
    let new = ACTIONS_A_CASE.saturating_mul(cases.len()).clamp(LEAST_ACTIONS, MOST_ACTIONS);
    let new = (1..=new).map(|number| RecordAction {
        reference: action_reference(basis.meeting.id, number),
        ..RecordAction::default()
    });
    let heard = cases.iter().map(|(case, _)| RecordCase { reference: case.case.reference.to_string() });
    MeetingRecordWorkbook {
        meeting: basis.panel.meeting_name(basis.meeting.id),
        attendance: expected.chain(blank(MORE_PEOPLE)).collect(),
        actions: super::unmet::seen(basis, Reader::Coordinator)
            .into_iter()
            .map(|carried| carried_action(basis, carried))
            .chain(new)
            .collect(),
        cases: heard.chain(blank(MORE_CASES)).collect(),
        ..blank_meeting_record(basis.panel)
    }
}

/// The record of a panel's meeting, with nothing filled in.
pub fn blank_meeting_record(panel: &Panel) -> MeetingRecordWorkbook {
    let members = panel.agencies.iter().filter(|agency| !panel.stands_for_others(agency));
    MeetingRecordWorkbook {
        marking: panel.marking.clone(),
        panel: panel.name.clone(),
        meeting: String::new(),
        agencies: members.map(|agency| agency.name.clone()).collect(),
        closing_reasons: panel.closing_reasons.clone(),
        risk_answers: risk_answers(panel),
        considered: panel.further_risks(),
        attendance: blank(MORE_PEOPLE.saturating_add(panel.agencies.len())).collect(),
        actions: blank(LEAST_ACTIONS).collect(),
        cases: blank(BLANK_CASES).collect(),
    }
}

/// What the minutes ask of a risk: how great it is where the panel names the risks it considers, else
/// whether there is one.
fn risk_answers(panel: &Panel) -> Vec<String> {
    let answers: &[&str] = if panel.considered.is_empty() {
        &["yes", "no", "not known"]
    } else {
        &["high", "medium", "low", "none", "not known"]
    };
    answers.iter().map(|answer| (*answer).to_owned()).collect()
}

fn blank<T: Default>(lines: usize) -> impl Iterator<Item = T> {
    std::iter::repeat_with(T::default).take(lines)
}

/// The reference of a meeting's new action, such as `A-2026-1209-01`; `A-2026-1203U-01` if it is urgent.
///
/// It holds the meeting's day, so that no two meetings give out the same, whichever record comes back
/// first, and stands in the line, so that no two note-takers do.
fn action_reference(meeting: MeetingId, number: usize) -> String {
    let urgent = if meeting.urgent { "U" } else { "" };
    format!("A-{}{urgent}-{number:02}", meeting.date.format("%Y-%m%d"))
}

fn carried_action(basis: &Basis<'_>, carried: &CarriedAction) -> RecordAction {
    let action = &carried.action;
    let due = match (action.due, &action.due_answer) {
        (Some(due), _) => due.format("%Y-%m-%d").to_string(),
        (None, Some(Answer::Unreadable { written, .. })) => written.clone(),
        (None, _) => String::new(),
    };
    RecordAction {
        carried: true,
        reference: action.reference.clone(),
        case: action.case.clone(),
        action: action.action.clone(),
        agency: basis.agency_name(&action.agency),
        owner: action.owner.clone(),
        due,
        status: match action.status {
            ActionStatus::NotDone => "not done".into(),
            ActionStatus::Open | ActionStatus::Done => "open".into(),
        },
        reported: action.reported.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default(),
        reason: action.reason.clone().unwrap_or_default(),
        note: action.note.clone().unwrap_or_default(),
    }
}

/// The e-mail address of somebody expected, as the panel file or a form gives it.
fn email_of(basis: &Basis<'_>, name: &str) -> String {
    let contacts = basis.panel.agencies.iter().flat_map(|agency| &agency.contacts);
    let members = contacts.map(|contact| (contact.name.clone(), contact.email.clone()));
    let officers = basis.heard().into_iter().flat_map(|(case, _)| officers(case)).collect::<Vec<_>>();
    let mut known = members.chain(officers).filter(|(known, _)| known.trim() == name.trim());
    known.find(|(_, email)| !email.is_empty()).map(|(_, email)| email).unwrap_or_default()
}

fn officers(case: &Decided) -> Vec<(String, String)> {
    let referrers = case.case.referrals.iter().map(|referral| {
        let text = |path: &str| referral.answers.text(path).unwrap_or_default().to_owned();
        (text("referrer.name"), text("referrer.email"))
    });
    let referred = case.case.referrals.iter().flat_map(|referral| &referral.attending);
    let returned = case.case.returns.iter().flat_map(|returned| &returned.attending);
    let attending = referred
        .chain(returned)
        .map(|officer| (officer.name.clone(), officer.email.clone().unwrap_or_default()));
    referrers.chain(attending).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_meetings_give_out_the_same_reference() {
        let reference = |folder: &str| action_reference(MeetingId::parse(folder).expect("a meeting"), 1);
        assert_eq!(reference("2026-12-09"), "A-2026-1209-01");
        assert_eq!(reference("2026-12-09-urgent"), "A-2026-1209U-01");
        assert_eq!(reference("2027-12-09"), "A-2027-1209-01");
    }
}
