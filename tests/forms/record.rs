//! The meeting record, blank and pre-filled, and agencies' sheets of open actions, filled in and read back:
//! two meetings of every panel, as one leads to the next.

use std::collections::BTreeMap;

use cmarac::model::{Action, ActionStatus, MeetingRecord, Presence};
use cmarac::plan::form::blank_forms;
use cmarac::render::workbook;

use super::fill::{Answered, Filled};
use super::tables::{self, Offered};
use super::{PANELS, Working, day, filled_by_all, panel};
use crate::support::{cmarac, stderr, tree};

const NOVEMBER: &str = "2026-11-11";
const DECEMBER: &str = "2026-12-09";

/// Two who are referred, or who apply.
fn referrals(code: &str, day: &str) -> String {
    match code {
        "city-case-review" => format!(
            "Application received,Applicant name,Applicant email\n\
             {day} 09:00,Ada Testone,ada@example.org\n{day} 09:10,Bo Testtwo,bo@example.org\n"
        ),
        _ => format!(
            "Referral received,Surname,Forenames,Date of birth,Risk total\n\
             {day} 09:00,Testone,Ada,03/04/1980,40\n{day} 09:10,Testtwo,Bo,04/05/1981,40\n"
        ),
    }
}

/// The November meeting of a panel: its referrals are in.
fn november(code: &str) -> (Working, Vec<String>) {
    let working = Working::of(code);
    working.put(&format!("{NOVEMBER}/referrals/export.csv"), referrals(code, "20/10/2026").as_bytes());
    let cases = working.meeting().cases.iter().map(|case| case.reference.to_string()).collect();
    (working, cases)
}

fn blank_record(code: &str) -> Vec<u8> {
    let forms = blank_forms(&panel(code), day());
    let record = forms.iter().find(|form| form.path == "meeting-record.xlsx").expect("a blank record");
    workbook::of(&record.content).expect("a workbook").expect("it can be made").bytes
}

/// What of a record did not come back.
fn lost(answers: &[Filled], record: &MeetingRecord) -> Vec<String> {
    let mut wrong = Vec::new();
    for one in answers {
        let row = one.row.expect("tables have rows");
        let found = match one.sheet.as_str() {
            "Attendance" => record.attendance.get(row).map(|line| attendance(line, &one.heading)),
            "Actions" => record.actions.get(row).map(|action| of_action(action, &one.heading)),
            _ => record.cases.get(row).map(|case| {
                Some(match one.heading.as_str() {
                    "Case reference" => case.reference.clone(),
                    "Outcome" => case.outcome.clone(),
                    "Reason for closing" => case.closing_reason.clone()?,
                    "Plan agreed" => case.plan.clone()?,
                    "Primary agency" => case.primary_agency.clone()?,
                    "Risk to children" => case.risk_to_children.clone()?,
                    "Risk to the public" => case.risk_to_public.clone()?,
                    "Policy issue raised" => case.policy_issue.clone()?,
                    risk => case.risks.iter().find(|(name, _)| name == risk)?.1.clone(),
                })
            }),
        };
        if found.clone().flatten() != Some(written(&one.answer)) {
            wrong.push(format!(
                "{} row {row}, {}: {:?} came back as {found:?}",
                one.sheet, one.heading, one.answer
            ));
        }
    }
    wrong
}

fn attendance(line: &cmarac::model::Attendance, heading: &str) -> Option<String> {
    Some(match heading {
        "Agency" => line.agency.clone(),
        "Name" => line.name.clone(),
        "Email" => line.email.clone(),
        "Status" => match line.status? {
            Presence::Present => "present".into(),
            Presence::Apologies => "apologies".into(),
            Presence::Observer => "observer".into(),
            Presence::Absent => "absent".into(),
        },
        "Information sent on" => line.sent?.to_string(),
        _ => if line.signed? { "yes" } else { "no" }.into(),
    })
}

fn of_action(action: &Action, heading: &str) -> Option<String> {
    Some(match heading {
        "Action reference" => action.reference.clone(),
        "Case reference" => action.case.clone(),
        "Action" => action.action.clone(),
        "Agency" => action.agency.clone(),
        "Owner" => action.owner.clone(),
        "Due" => action.due?.to_string(),
        "Status" => match action.status {
            ActionStatus::Open => "open".into(),
            ActionStatus::Done => "done".into(),
            ActionStatus::NotDone => "not done".into(),
        },
        "Date reported" => action.reported?.to_string(),
        "Reason" => action.reason.clone()?,
        _ => action.note.clone()?,
    })
}

fn written(answer: &Answered) -> String {
    match answer {
        Answered::Day(day) => day.to_string(),
        other => other.text().to_owned(),
    }
}

#[test]
fn a_blank_meeting_record_filled_in_is_read_whole() {
    for code in PANELS {
        let (working, cases) = november(code);
        let panel = panel(code);
        let blank = blank_record(code);
        let answers = tables::answers(&blank, &Offered { panel: &panel, cases: &cases });
        assert!(answers.len() > 400, "{code}: so few cells are no record: {}", answers.len());
        for (name, bytes) in filled_by_all(&format!("{code}-blank-record"), &blank, &answers) {
            let ending = name.rsplit('.').next().unwrap_or_default();
            let path = format!("{NOVEMBER}/meeting-record.{ending}");
            working.put(&path, &bytes);
            let record = working.meeting().record.unwrap_or_else(|| panic!("{name} is read"));
            let wrong = lost(&answers, &record);
            assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
            std::fs::remove_file(working.input().join(code).join(path)).expect("taken away");
        }
    }
}

/// What of an agency's reports did not reach its actions. What is done is no longer unmet.
fn not_reported(answers: &[Filled], references: &BTreeMap<u32, String>, working: &Working) -> Vec<String> {
    let unmet = working.meeting().carried;
    let mut wrong = Vec::new();
    for one in answers {
        let reference = &references[&one.at.0];
        let here = |other: &&Filled| other.at.0 == one.at.0 && other.heading == "Status";
        let status = answers.iter().find(here).expect("a status").answer.text();
        let found = unmet.iter().find(|carried| carried.action.reference == *reference);
        let as_written = match found {
            None => status == "done",
            Some(carried) => of_action(&carried.action, &one.heading) == Some(written(&one.answer)),
        };
        if !as_written {
            wrong.push(format!("{reference}, {}: {:?} came back as {found:?}", one.heading, one.answer));
        }
    }
    wrong
}

/// Runs a command on a panel's folder.
fn run(working: &Working, command: &str, code: &str, meeting: &str) {
    let (input, output) = (working.input(), working.output());
    let run = cmarac(&[
        command,
        "--quiet",
        "--panel",
        code,
        "--meeting",
        meeting,
        "--input",
        &input.to_string_lossy(),
        "--output",
        &output.to_string_lossy(),
    ]);
    assert!(run.status.success(), "{code}: {}", stderr(&run));
}

#[test]
fn action_sheets_and_the_next_record_filled_in_are_read_whole() {
    for code in PANELS {
        let (working, cases) = november(code);
        let panel = panel(code);
        let offered = Offered { panel: &panel, cases: &cases };
        let blank = blank_record(code);
        let mut agreed = tables::answers(&blank, &offered);
        for one in agreed.iter_mut().filter(|one| one.sheet == "Actions" && one.heading == "Status") {
            one.answer = Answered::Text("open".into());
        }
        // What was reported already would stand on the sheets.
        agreed.retain(|one| !["Date reported", "Reason", "Note"].contains(&one.heading.as_str()));
        working.put(&format!("{NOVEMBER}/meeting-record.xlsx"), &super::fill::fill(&blank, &agreed));
        run(&working, "actions", code, NOVEMBER);
        let made = tree(&working.output().join(code).join(NOVEMBER));
        let sheets = made.iter().filter(|(path, _)| path.ends_with("/actions.xlsx"));
        working.put(
            &format!("{DECEMBER}/referrals/export.csv"),
            referrals(code, "20/11/2026").replace("Testone", "Testthree").as_bytes(),
        );
        let mut sent = 0;
        for (path, bytes) in sheets {
            let agency = path.split('/').nth(1).expect("agencies/CODE/actions.xlsx");
            let answers = tables::answers(bytes, &offered);
            let references = tables::first_column(bytes, "Actions");
            let name = format!("{code}-actions-{agency}");
            // The sheets are alike: some of each panel are enough for programs that take seconds.
            let files = if sent < 3 {
                filled_by_all(&name, bytes, &answers)
            } else {
                vec![(format!("{name}.xlsx"), super::fill::fill(bytes, &answers))]
            };
            for (name, bytes) in files {
                let update = format!("{DECEMBER}/updates/{name}");
                working.put(&update, &bytes);
                let wrong = not_reported(&answers, &references, &working);
                assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
                std::fs::remove_file(working.input().join(code).join(update)).expect("taken away");
            }
            sent += 1;
        }
        assert!(sent > 3, "{code}: {sent} agencies have actions");
        run(&working, "pack", code, DECEMBER);
        let record =
            std::fs::read(working.output().join(code).join(DECEMBER).join("coordinator/meeting-record.xlsx"))
                .expect("a record to fill in");
        // What the cells offer: cases on the agenda, or, where there are none, anything.
        let listed = tables::first_column(&record, "Cases").into_values();
        let heard: Vec<String> = listed.filter(|reference| reference.contains("-2026-")).collect();
        let cases = if heard.is_empty() { cases } else { heard };
        let answers = tables::answers(&record, &Offered { panel: &panel, cases: &cases });
        for (name, bytes) in filled_by_all(&format!("{code}-record"), &record, &answers) {
            let ending = name.rsplit('.').next().unwrap_or_default();
            let path = format!("{DECEMBER}/meeting-record.{ending}");
            working.put(&path, &bytes);
            let found = working.meeting().record.unwrap_or_else(|| panic!("{name} is read"));
            assert!(
                found.actions.iter().any(|action| action.reference == "A-T-00"),
                "{name}: what was agreed stays"
            );
            let wrong = lost(&answers, &found);
            assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
            std::fs::remove_file(working.input().join(code).join(path)).expect("taken away");
        }
    }
}
