//! The return form, blank or with cases filled in, filled in and read back.

use std::collections::BTreeMap;

use cmarac::model::{About, Return, ReturnKind, RiskNow, ShareWith, uk_date};
use cmarac::normalise::Meeting;
use cmarac::plan::form::{ReturnCase, return_form};

use super::fill::{Answered, Filled};
use super::{PANELS, Working, come_back, panel};

/// Three people, referred on a table; three victims who apply, where they do.
fn referrals(code: &str) -> &'static str {
    match code {
        "city-case-review" => {
            "Application received,Applicant name,Applicant email\n\
             20/11/2026 09:00,Ada Testone,ada@example.org\n\
             20/11/2026 09:10,Bo Testtwo,bo@example.org\n\
             20/11/2026 09:20,Cy Testthree,cy@example.org\n"
        }
        _ => {
            "Referral received,Surname,Forenames,Date of birth,Risk total\n\
             20/11/2026 09:00,Testone,Ada,03/04/1980,40\n\
             20/11/2026 09:10,Testtwo,Bo,04/05/1981,40\n\
             20/11/2026 09:20,Testthree,Cy,05/06/1982,40\n"
        }
    }
}

/// The meeting of those three with a return in its folder.
fn meeting(code: &str, name: &str, bytes: &[u8]) -> Meeting {
    let working = Working::of(code);
    working.put("2026-12-09/referrals/export.csv", referrals(code).as_bytes());
    working.put(&format!("2026-12-09/returns/{name}"), bytes);
    working.meeting()
}

/// References of the three, as a panel gives them.
fn references(code: &str) -> Vec<String> {
    let working = Working::of(code);
    working.put("2026-12-09/referrals/export.csv", referrals(code).as_bytes());
    working.meeting().cases.iter().map(|case| case.reference.to_string()).collect()
}

fn cases(code: &str) -> Vec<ReturnCase> {
    let of_applicants = code == "city-case-review";
    let case = |number: usize, surname: &str, forenames: &str, born: &str, search_by: &[&str]| {
        let known = |text: &str| if of_applicants { String::new() } else { text.to_owned() };
        ReturnCase {
            reference: references(code)[number].clone(),
            surname: known(surname),
            forenames: known(forenames),
            born: known(born),
            search_by: search_by.iter().map(|line| (*line).to_owned()).collect(),
        }
    };
    let lines = ["Also known as: Addie T.", "Also in the case: Brand Testother, born 3 May 1960"];
    vec![
        case(0, "Testone", "Ada", "1980-04-03", &lines),
        case(1, "Testtwo", "Bo", "1981-05-04", &[]),
        case(2, "Testthree", "Cy", "", &["Search by this address too: 1 Example Walk, N1 0OX"]),
    ]
}

/// Two members of a panel, by name and code.
fn two_members(code: &str) -> [(String, String); 2] {
    let panel = panel(code);
    let members: Vec<_> = panel.agencies.iter().filter(|one| !panel.stands_for_others(one)).collect();
    [members[0], members[1]].map(|member| (member.name.clone(), member.code.clone()))
}

/// Names this panel's members where a row is for some of them only.
fn with_own_members(code: &str, answers: &mut [Filled]) {
    let [(one, _), (two, _)] = two_members(code);
    for filled in answers {
        if filled.answer == Answered::Text("named agencies: Police; Fire Brigade".into()) {
            filled.answer = Answered::Text(format!("named agencies: {one}; {two}"));
        }
    }
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
fn lost(code: &str, answers: &[Filled], sheet: &str, found: &Return) -> Vec<String> {
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
            _ => ShareWith::Agencies(two_members(code).map(|(_, code)| code).into()),
        };
        check("share with", found.share_with == share);
        check("reason", found.withholding_reason.as_deref() == Some(row["Reason for withholding"].text()));
        check("confirmed", found.confirmed == (row["Relevant, necessary and proportionate"].text() == "yes"));
    }
    wrong
}

#[test]
fn a_request_filled_in_is_linked_to_each_case_and_read_whole() {
    for code in PANELS {
        let [(agency, agency_code), _] = two_members(code);
        let form = return_form(&panel(code), &agency, "Wednesday 2 December 2026", &cases(code));
        let (answers, files) =
            come_back(&format!("{code}-request"), &form, |answers| with_own_members(code, answers));
        for (name, bytes) in files {
            let meeting = meeting(code, &name, &bytes);
            assert_eq!(meeting.unlinked.len(), 0, "{name}");
            assert_eq!(meeting.cases.len(), 3);
            for case in &meeting.cases {
                assert_eq!(case.returns.len(), 1, "{name}: {}", case.reference);
                assert_eq!(case.returns[0].agency.as_ref(), Some(&agency_code));
                let wrong = lost(code, &answers, case.reference.as_str(), &case.returns[0]);
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
}

#[test]
fn a_blank_return_form_filled_in_is_read_whole() {
    for code in PANELS {
        let [(agency, agency_code), _] = two_members(code);
        let second = references(code).swap_remove(1);
        let form = return_form(&panel(code), "", "", &[]);
        let (answers, files) = come_back(&format!("{code}-return"), &form, |answers| {
            with_own_members(code, answers);
            for one in answers {
                one.answer = match one.heading.as_str() {
                    "Case reference" => Answered::Text(second.clone()),
                    "Surname" => Answered::Text("Testtwo".into()),
                    "Forenames" => Answered::Text("Bo".into()),
                    "Date of birth" => Answered::Day("1981-05-04".parse().expect("a day")),
                    "Agency" => Answered::Text(agency.clone()),
                    _ => one.answer.clone(),
                };
            }
        });
        for (name, bytes) in files {
            let meeting = meeting(code, &name, &bytes);
            let case = meeting.cases.iter().find(|case| case.reference.as_str() == second).expect("the case");
            assert_eq!(case.returns.len(), 1, "{name}: {:?}", meeting.findings);
            assert_eq!(case.returns[0].agency.as_ref(), Some(&agency_code));
            let wrong = lost(code, &answers, "Return", &case.returns[0]);
            assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
        }
    }
}

#[test]
fn a_request_of_which_one_case_is_answered_is_one_return_and_the_others_stay_silent() {
    let form = return_form(&panel("islington"), "Police", "Wednesday 2 December 2026", &cases("islington"));
    let made = cmarac::render::workbook::form(&form).expect("made");
    let mut answers = super::fill::answers(&form, &made.bytes);
    answers.retain(|one| one.sheet == "ISL-2026-003" && one.heading == "Known to the agency");
    answers[0].answer = Answered::Text("nothing known".into());
    let meeting = meeting("islington", "one.xlsx", &super::fill::fill(&made.bytes, &answers));
    let told: Vec<(&str, usize)> =
        meeting.cases.iter().map(|case| (case.reference.as_str(), case.returns.len())).collect();
    assert_eq!(told, [("ISL-2026-001", 0), ("ISL-2026-002", 0), ("ISL-2026-003", 1)]);
    assert_eq!(meeting.cases[2].returns[0].kind, ReturnKind::NothingKnown);
    assert_eq!(meeting.findings.iter().filter(|finding| finding.code == "return-empty").count(), 2);
}
