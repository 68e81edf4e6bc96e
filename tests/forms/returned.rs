//! The return form, blank or with cases filled in, filled in and read back.

use std::collections::BTreeMap;
use std::path::Path;

use cmarac::model::{About, Return, ReturnKind, RiskNow, ShareWith, uk_date};
use cmarac::normalise::Meeting;
use cmarac::plan::form::{ReturnCase, return_form};
use cmarac::read::{Direct, Selection, read};

use super::fill::{Answered, Filled};
use super::{come_back, panel};
use crate::support::root;

/// Three people, referred to Islington on a table.
const REFERRALS: &str = "Referral received,Surname,Forenames,Date of birth,Risk total\n\
    20/11/2026 09:00,Testone,Ada,03/04/1980,40\n\
    20/11/2026 09:10,Testtwo,Bo,04/05/1981,40\n\
    20/11/2026 09:20,Testthree,Cy,05/06/1982,40\n";

/// The meeting of those three with a return in its folder.
fn meeting(name: &str, bytes: &[u8]) -> Meeting {
    let work = tempfile::tempdir().expect("a working folder");
    let folder = work.path().join("islington");
    let id = folder.join("2026-12-09");
    std::fs::create_dir_all(id.join("referrals")).expect("made");
    std::fs::create_dir_all(id.join("returns")).expect("made");
    std::fs::copy(root().join("input/islington/panel.toml"), folder.join("panel.toml")).expect("copied");
    std::fs::write(id.join("referrals/export.csv"), REFERRALS).expect("written");
    std::fs::write(id.join("returns").join(name), bytes).expect("written");
    let mut inputs =
        read(Path::new(work.path()), &Selection::default(), &Direct, &mut |_| {}).expect("readable");
    let inputs = inputs.panels.remove(0);
    let id = inputs.meetings[0].id;
    cmarac::normalise::normalise(&panel("islington"), &inputs, id, &Default::default()).expect("a meeting")
}

fn cases() -> Vec<ReturnCase> {
    let case = |reference: &str, surname: &str, forenames: &str, born: &str, search_by: &[&str]| ReturnCase {
        reference: reference.into(),
        surname: surname.into(),
        forenames: forenames.into(),
        born: born.into(),
        search_by: search_by.iter().map(|line| (*line).to_owned()).collect(),
    };
    let lines = ["Also known as: Addie T.", "Also in the case: Brand Testother, born 3 May 1960"];
    vec![
        case("ISL-2026-001", "Testone", "Ada", "1980-04-03", &lines),
        case("ISL-2026-002", "Testtwo", "Bo", "1981-05-04", &[]),
        case("ISL-2026-003", "Testthree", "Cy", "", &["Search by this address too: 1 Example Walk, N1 0OX"]),
    ]
}

/// What was written on the sheet of a case, and on the one about the agency, by heading; rows apart.
fn on_sheet<'a>(
    answers: &'a [Filled],
    sheet: &str,
) -> (BTreeMap<&'a str, &'a Answered>, Vec<BTreeMap<&'a str, &'a Answered>>) {
    let mut questions = BTreeMap::new();
    let mut rows: Vec<BTreeMap<&str, &Answered>> = Vec::new();
    for one in answers.iter().filter(|one| one.sheet == sheet || one.sheet == "Your agency") {
        match one.row {
            None => {
                questions.insert(one.heading.as_str(), &one.answer);
            }
            Some(row) => {
                rows.resize_with(rows.len().max(row + 1), BTreeMap::new);
                rows[row].insert(&one.heading, &one.answer);
            }
        }
    }
    (questions, rows)
}

/// What of a sheet did not come back.
fn lost(answers: &[Filled], sheet: &str, found: &Return) -> Vec<String> {
    let (asked, rows) = on_sheet(answers, sheet);
    let mut wrong = Vec::new();
    let mut check = |what: &str, same: bool| {
        if !same {
            wrong.push(format!("{sheet}: {what}"));
        }
    };
    check("completed by", found.answers.text("return.completed_by") == Some(asked["Completed by"].text()));
    check("email", found.answers.text("return.email") == Some(asked["Email"].text()));
    check("date completed", found.completed.map(Answered::Day).as_ref() == Some(asked["Date completed"]));
    check("known", found.kind == ReturnKind::Information);
    let risk = match asked["Risk now"].text() {
        "lower" => RiskNow::Lower,
        "same" => RiskNow::Same,
        _ => RiskNow::Higher,
    };
    check("risk now", found.risk_now == Some(risk));
    let actions: Vec<&str> = found.proposed_actions.iter().map(|(action, _)| action.as_str()).collect();
    check("proposed action", actions == [asked["Proposed action"].text()]);
    check("one officer", found.attending.len() == 1);
    if let Some(officer) = found.attending.first() {
        check("officer", officer.name == asked["Officer attending"].text());
        check("officer's email", officer.email.as_deref() == Some(asked["Officer attending email"].text()));
        check("from", officer.from.map(Answered::Time).as_ref() == Some(asked["Available from"]));
        check("to", officer.to.map(Answered::Time).as_ref() == Some(asked["Available to"]));
    }
    check("rows", found.rows.len() == rows.len() && rows.len() == 12);
    for (row, found) in rows.iter().zip(&found.rows) {
        let about = match row["About"].text() {
            "victim" => About::Victim,
            "perpetrator" => About::Perpetrator,
            "both" => About::Both,
            "child" => About::Child,
            _ => About::Other,
        };
        check("about", found.about == about);
        check("information", found.information == row["Information"].text());
        check("kind", found.opinion == (row["Kind"].text() == "opinion"));
        let Answered::Day(day) = row["Date"] else { panic!("a day is written") };
        check("date", found.date.as_deref() == Some(uk_date(*day).as_str()));
        let share = match row["Share with"].text() {
            "all members" => ShareWith::AllMembers,
            "core members" => ShareWith::CoreMembers,
            "do not circulate" => ShareWith::Nobody,
            _ => ShareWith::Agencies(vec!["POLICE".into(), "FIRE".into()]),
        };
        check("share with", found.share_with == share);
        check("reason", found.withholding_reason.as_deref() == Some(row["Reason for withholding"].text()));
        check("confirmed", found.confirmed == (row["Relevant, necessary and proportionate"].text() == "yes"));
    }
    wrong
}

#[test]
fn a_request_filled_in_is_linked_to_each_case_and_read_whole() {
    let form = return_form(&panel("islington"), "Probation", "Wednesday 2 December 2026", &cases());
    let (answers, files) = come_back("islington-request", &form);
    for (name, bytes) in files {
        let meeting = meeting(&name, &bytes);
        assert_eq!(meeting.unlinked.len(), 0, "{name}");
        assert_eq!(meeting.cases.len(), 3);
        for case in &meeting.cases {
            assert_eq!(case.returns.len(), 1, "{name}: {}", case.reference);
            assert_eq!(case.returns[0].agency.as_deref(), Some("PROBATION"));
            let wrong = lost(&answers, case.reference.as_str(), &case.returns[0]);
            assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
        }
        let strange: Vec<&str> = meeting
            .findings
            .iter()
            .filter(|finding| finding.place.as_ref().is_some_and(|place| place.file.contains("returns")))
            .map(|finding| finding.code)
            .filter(|code| !["sheet-not-used", "row-not-confirmed", "return-contradicts"].contains(code))
            .collect();
        assert!(strange.is_empty(), "{name}: {strange:?}");
    }
}

#[test]
fn a_blank_return_form_filled_in_is_read_whole() {
    let form = return_form(&panel("islington"), "", "", &[]);
    let (mut answers, _) = come_back("islington-return", &form);
    for one in &mut answers {
        one.answer = match one.heading.as_str() {
            "Case reference" => Answered::Text("ISL-2026-002".into()),
            "Surname" => Answered::Text("Testtwo".into()),
            "Forenames" => Answered::Text("Bo".into()),
            "Date of birth" => Answered::Day("1981-05-04".parse().expect("a day")),
            "Agency" => Answered::Text("Police".into()),
            _ => one.answer.clone(),
        };
    }
    let made = cmarac::render::workbook::form(&form).expect("made");
    let meeting = meeting("blank.xlsx", &super::fill::fill(&made.bytes, &answers));
    let case = meeting.cases.iter().find(|case| case.reference.as_str() == "ISL-2026-002").expect("the case");
    assert_eq!(case.returns.len(), 1);
    assert_eq!(case.returns[0].agency.as_deref(), Some("POLICE"));
    let wrong = lost(&answers, "Return", &case.returns[0]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_request_of_which_one_case_is_answered_is_one_return_and_the_others_stay_silent() {
    let form = return_form(&panel("islington"), "Police", "Wednesday 2 December 2026", &cases());
    let made = cmarac::render::workbook::form(&form).expect("made");
    let mut answers = super::fill::answers(&form, &made.bytes);
    answers.retain(|one| one.sheet == "ISL-2026-003" && one.heading == "Known to the agency");
    answers[0].answer = Answered::Text("nothing known".into());
    let meeting = meeting("one.xlsx", &super::fill::fill(&made.bytes, &answers));
    let told: Vec<(&str, usize)> =
        meeting.cases.iter().map(|case| (case.reference.as_str(), case.returns.len())).collect();
    assert_eq!(told, [("ISL-2026-001", 0), ("ISL-2026-002", 0), ("ISL-2026-003", 1)]);
    assert_eq!(meeting.cases[2].returns[0].kind, ReturnKind::NothingKnown);
    assert_eq!(meeting.findings.iter().filter(|finding| finding.code == "return-empty").count(), 2);
}
