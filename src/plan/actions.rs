//! What follows from a meeting: each agency's own open actions, as a sheet to report on and an e-mail
//! draft. Made once the meeting's record is in its folder.

use super::basis::Basis;
use super::email::{Draft, about_meeting, contacts, ending};
use super::report::{ActionSheet, RecordAction};
use super::{Content, Document};
use crate::disclose::{self, Reader, Withheld};
use crate::finding::{Finding, Place};
use crate::model::{ActionStatus, CarriedAction, Case};
use crate::panel::Agency;

/// The sheets and drafts of every agency that has an action open, and what stands in the way of others.
pub fn documents(basis: &Basis<'_>, findings: &mut Vec<Finding>) -> Vec<Document> {
    if basis.meeting.record.is_none() {
        return Vec::new();
    }
    let cases = known_cases(basis);
    let mut documents = Vec::new();
    for agency in &basis.panel.agencies {
        documents.extend(of_agency(basis, &cases, agency, findings));
    }
    findings.extend(basis.meeting.open_after.iter().filter_map(|one| nobodys(basis, &cases, one)));
    findings.extend(without_outcome(basis));
    documents
}

/// That there is no record from which actions could be known.
pub fn no_record(basis: &Basis<'_>) -> Option<Finding> {
    let folder = format!("{}/{}", basis.panel.code, basis.meeting.id);
    basis.meeting.record.is_none().then(|| {
        Finding::warning(
            "no-meeting-record",
            "there is no meeting record in the meeting's folder, so no agency's actions are known",
        )
        .at(Place::file(format!("{folder}/meeting-record.xlsx")))
        .help("Fill in coordinator/meeting-record.xlsx, save it there, and run this again; name an earlier meeting with --meeting")
    })
}

/// An agency's own open actions that it may see, oldest first: those of cases it is entitled to.
pub fn own_open<'a>(
    basis: &Basis<'_>,
    cases: &[&Case],
    agency: &Agency,
    open: &'a [CarriedAction],
) -> Vec<&'a CarriedAction> {
    let mut own: Vec<&CarriedAction> = open
        .iter()
        .filter(|carried| disclose::is_own_action(basis.panel, cases, agency, &carried.action))
        .collect();
    own.sort_by_key(|carried| (carried.action.meeting, &carried.action.reference));
    own
}

/// Every case that an action may belong to: this meeting's, then those of earlier ones, newest first.
pub fn known_cases<'a>(basis: &Basis<'a>) -> Vec<&'a Case> {
    basis.decided.iter().map(|decided| &decided.case).chain(&basis.meeting.earlier_cases).collect()
}

fn of_agency(
    basis: &Basis<'_>,
    cases: &[&Case],
    agency: &Agency,
    findings: &mut Vec<Finding>,
) -> Vec<Document> {
    let panel = basis.panel;
    let own = own_open(basis, cases, agency, &basis.meeting.open_after);
    if own.is_empty() {
        return Vec::new();
    }
    let stops = |case: &Case| disclose::must_not_be_sent(basis.panel, case, agency).is_some();
    let stopping = own.iter().find(|carried| disclose::related(&carried.action.case, cases).any(stops));
    if let Some(carried) = stopping {
        findings.push(
            Finding::urgent(
                "addressee-must-not-be-told",
                format!("the actions of {} were not made: somebody they go to is on the list of people who must not be told", agency.code),
            )
            .at(carried.action.place.clone())
            .help("Agree a safe addressee with the agency, and tell it its actions yourself until then"),
        );
        return Vec::new();
    }
    let withheld = disclose::withheld(basis.panel, Reader::member(panel, agency), cases);
    let rows = own
        .iter()
        .map(|carried| {
            let withheld = withheld.about(disclose::related(&carried.action.case, cases));
            let (row, replaced) = row(basis, &withheld, carried);
            if replaced {
                findings.push(
                    Finding::warning(
                        "address-in-action",
                        format!(
                            "an action of {} holds a confidential address or a telephone number, which was taken out of its sheet",
                            agency.code
                        ),
                    )
                    .at(carried.action.place.clone())
                    .help("Word the action without it"),
                );
            }
            row
        })
        .collect();
    let path = |name: &str| format!("agencies/{}/{name}", agency.code);
    let by = basis.next_meeting();
    let sheet = ActionSheet {
        marking: panel.marking.clone(),
        panel: panel.name.clone(),
        agency: agency.name.clone(),
        guidance: vec![
            "1. For each action choose its status: done, not done, or open if you are still at it. Write the day.".into(),
            "2. If it was not done, choose why: circumstances changed, or the agency did not do it.".into(),
            "3. What was reported before stands there already. Change what has changed, and the day with it.".into(),
            format!("4. Send the sheet back before the next meeting, on {by}. Actions without a report are read out there."),
        ],
        rows,
    };
    let count = match own.len() {
        1 => "One action of your agency is open".to_owned(),
        many => format!("{many} actions of your agency are open"),
    };
    let mut paragraphs = vec![
        "Dear colleague".to_owned(),
        format!(
            "{count} after the meeting of {}. The workbook lists what was agreed, who does it and by when.",
            panel.meeting_name(basis.meeting.id)
        ),
        format!(
            "Please fill in how each stands and send the workbook back before the next meeting, on {by}."
        ),
    ];
    paragraphs.extend(panel.paragraphs("actions-how-to-send"));
    paragraphs.extend(ending(basis));
    let workbook = path("actions.xlsx");
    let meeting = basis.meeting.id.date;
    let draft = Draft {
        to: contacts(agency),
        subject: about_meeting(basis, "open actions"),
        paragraphs,
        attachments: vec![workbook.clone()],
        day: meeting.succ_opt().unwrap_or(meeting),
    };
    vec![
        Document { path: workbook, content: Content::ActionSheet(Box::new(sheet)) },
        Document { path: path("actions.eml"), content: Content::Email(Box::new(draft.written(basis))) },
    ]
}

/// An action as its agency may read it, and whether something was taken out of it. What was reported on it
/// stands there already; where something was taken out of a report, the cell is left blank, so that it
/// does not come back without.
fn row(basis: &Basis<'_>, withheld: &Withheld, carried: &CarriedAction) -> (RecordAction, bool) {
    let action = &carried.action;
    let (text, in_text) = withheld.take_out_of(&action.action);
    let (owner, in_owner) = withheld.take_out_of(&action.owner);
    let reported = |written: &Option<String>| {
        let (text, replaced) = withheld.take_out_of(written.as_deref().unwrap_or_default());
        if replaced { String::new() } else { text }
    };
    let (reason, note) = (reported(&action.reason), reported(&action.note));
    let is_reported = action.reported.is_some() || action.reason.is_some() || action.note.is_some();
    let row = RecordAction {
        carried: true,
        reference: action.reference.clone(),
        case: action.case.clone(),
        action: text,
        agency: basis.agency_name(&action.agency),
        owner,
        due: action.due.map(|due| due.format("%Y-%m-%d").to_string()).unwrap_or_default(),
        status: match action.status {
            ActionStatus::NotDone => "not done".into(),
            ActionStatus::Open if is_reported => "open".into(),
            ActionStatus::Open | ActionStatus::Done => String::new(),
        },
        reported: action.reported.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default(),
        reason,
        note,
    };
    (row, in_text || in_owner)
}

/// That an open action goes to nobody: its agency is no member, or may not know of its case.
fn nobodys(basis: &Basis<'_>, cases: &[&Case], carried: &CarriedAction) -> Option<Finding> {
    let action = &carried.action;
    let taken =
        basis.panel.agencies.iter().any(|agency| disclose::is_own_action(basis.panel, cases, agency, action));
    if taken || action.status == ActionStatus::Done {
        return None;
    }
    let (message, help) = match (basis.panel.agency(&action.agency), disclose::case_of(cases, action)) {
        (None, _) => (
            "an open action is sent to nobody, for its agency is none of the panel's members",
            "Correct the agency in the meeting record, or tell the agency yourself",
        ),
        (_, None) => (
            "an open action is sent to nobody, for its case reference fits no case",
            "Correct the case reference in the meeting record",
        ),
        (Some(_), Some(_)) => (
            "an open action is sent to nobody, for its agency may not know of the case",
            "Give the action to an agency that may, or add this one to the case in decisions.xlsx, under “Attendees to add” or with what it may be told and why",
        ),
    };
    Some(Finding::warning("action-sent-to-nobody", message).at(action.place.clone()).help(help))
}

/// Cases that the meeting heard and of which its record does not say what became of them, and cases in
/// the record that were not heard.
fn without_outcome(basis: &Basis<'_>) -> Vec<Finding> {
    let Some(record) = &basis.meeting.record else { return Vec::new() };
    let same = |written: &str, reference: &str| written.trim().eq_ignore_ascii_case(reference);
    let heard: Vec<String> = basis.heard().iter().map(|(case, _)| case.case.reference.to_string()).collect();
    let missed = heard
        .iter()
        .filter(|reference| !record.cases.iter().any(|case| same(&case.reference, reference)))
        .map(|reference| {
            Finding::warning(
                "case-without-outcome",
                format!("the meeting record does not say what became of {reference}; it will come back as if it stayed open"),
            )
            .at(record.place.clone())
            .help("Choose its outcome in the sheet “Cases”")
        });
    let unlisted = record
        .cases
        .iter()
        .filter(|case| !heard.iter().any(|reference| same(&case.reference, reference)))
        .map(|case| {
            Finding::warning(
                "record-case-not-heard",
                "the meeting record has an outcome for a case that was not on the agenda",
            )
            .at(case.place.clone())
            .help("Check its case reference; if the case was heard all the same, put its referral into the meeting's folder and accept it in decisions.xlsx")
        });
    missed.chain(unlisted).collect()
}
