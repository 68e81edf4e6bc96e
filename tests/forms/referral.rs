//! The referral form and the application form, filled in and read back.

use cmarac::model::{Answer, Answers, FACTS, Fact, INCIDENT_COLUMNS, Kind, Moment, Origin, Referral, Value};
use cmarac::panel::instrument_for;
use cmarac::plan::form::{Form, referral_form};

use super::fill::{Answered, Filled};
use super::{PANELS, Working, come_back, day, panel};

/// Findings that the made-up answers call for, and the folder's day, on which not every panel meets.
const EXPECTED: [&str; 3] = ["sheet-not-used", "no-returns", "meeting-day"];

fn referral_of(code: &str, name: &str, bytes: &[u8]) -> (Referral, Vec<String>) {
    let working = Working::of(code);
    working.put(&format!("2026-12-09/referrals/{name}"), bytes);
    let meeting = working.meeting();
    let codes = meeting.findings.iter().map(|finding| finding.code.to_owned()).collect();
    let mut cases = meeting.cases;
    assert_eq!(cases.len(), 1, "{name}: one case");
    assert_eq!(cases[0].referrals.len(), 1, "{name}: one referral");
    (cases.remove(0).referrals.remove(0), codes)
}

/// The value that an answer must be read as.
fn value(kind: Kind, answer: &Answered) -> Value {
    match (kind, answer) {
        (Kind::YesNo, Answered::Text(text)) => Value::YesNo(text == "yes"),
        (Kind::List, Answered::Text(text)) => {
            Value::List(text.split(';').map(|one| one.trim().to_owned()).collect())
        }
        (_, Answered::Text(text)) => Value::Text(text.clone()),
        (_, Answered::Number(number)) => Value::Number(*number),
        (_, Answered::Day(day)) => Value::Date(*day),
        (_, Answered::Moment(moment)) => {
            Value::Moment(Moment { date: moment.date(), time: Some(moment.time()) })
        }
        (_, Answered::Time(time)) => Value::Time(*time),
    }
}

fn compare(
    wrong: &mut Vec<String>,
    what: &str,
    answers: &Answers,
    path: &str,
    kind: Kind,
    written: &Answered,
) {
    let found = answers.get(path).and_then(Answer::value);
    if found != Some(&value(kind, written)) {
        wrong
            .push(format!("{what}: {written:?} came back as {}", answers.written(path).unwrap_or("nothing")));
    }
}

fn heading_of(fact: &Fact) -> &'static str {
    match fact.origin {
        Origin::Heading { heading, .. } => heading,
        Origin::Computed(_) => "",
    }
}

/// What of the form did not come back.
fn lost(code: &str, form: &Form, answers: &[Filled], referral: &Referral) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut compared = 0usize;
    for fact in FACTS.iter().filter(|fact| !heading_of(fact).is_empty()) {
        let Some(filled) = answers.iter().find(|one| one.row.is_none() && one.heading == heading_of(fact))
        else {
            continue;
        };
        compare(&mut wrong, fact.path, &referral.answers, fact.path, fact.kind, &filled.answer);
        compared += 1;
    }
    let panel = panel(code);
    let questions = instrument_for(&panel.instruments, None, day()).map_or(&[][..], |one| &one.questions);
    for question in questions.iter().filter(|_| !panel.applications) {
        let filled = answers.iter().find(|one| one.heading == question.text).expect("it is asked");
        let found = referral.risk.iter().find(|answer| answer.question == question.code);
        let found = found.and_then(|found| found.answer.written()).unwrap_or_default();
        if found != filled.answer.text() {
            wrong.push(format!("{}: {:?} came back as {found}", question.code, filled.answer));
        }
        compared += 1;
    }
    for filled in answers {
        let Some(row) = filled.row else { continue };
        compared += 1;
        match filled.sheet.as_str() {
            "Other people" => {
                let part = filled.heading.trim_start_matches("Other person ").replace(' ', "_");
                let (path, kind) = match part.as_str() {
                    "area_of_residence" => ("other.area".to_owned(), Kind::Text),
                    "address_must_be_kept_confidential" => {
                        ("other.address_confidential".to_owned(), Kind::YesNo)
                    }
                    "date_of_birth" => ("other.date_of_birth".to_owned(), Kind::Date),
                    part => (format!("other.{part}"), Kind::Text),
                };
                match referral.others.get(row) {
                    Some(other) => compare(&mut wrong, &path, &other.answers, &path, kind, &filled.answer),
                    None => wrong.push(format!("other person {row} is lost")),
                }
            }
            "Attending" => {
                let Some(officer) = referral.attending.get(row) else {
                    wrong.push(format!("officer {row} is lost"));
                    continue;
                };
                let same = match filled.heading.as_str() {
                    "Officer attending" => officer.name == filled.answer.text(),
                    "Officer attending email" => officer.email.as_deref() == Some(filled.answer.text()),
                    "Available from" => officer.from.map(Answered::Time).as_ref() == Some(&filled.answer),
                    _ => officer.to.map(Answered::Time).as_ref() == Some(&filled.answer),
                };
                if !same {
                    wrong.push(format!("{} of officer {row}", filled.heading));
                }
            }
            "Incidents" => {
                let column =
                    INCIDENT_COLUMNS.iter().find(|column| column.headings.contains(&filled.heading.as_str()));
                let column = column.expect("a column of incidents");
                match referral.incidents.get(row) {
                    Some(incident) => {
                        compare(
                            &mut wrong,
                            column.path,
                            &incident.answers,
                            column.path,
                            column.kind,
                            &filled.answer,
                        );
                    }
                    None => wrong.push(format!("incident {row} is lost")),
                }
            }
            other => wrong.push(format!("no table is expected on {other}")),
        }
    }
    assert_eq!(compared, answers.len(), "{}: every answer was compared", form.title);
    wrong
}

#[test]
fn every_answer_of_a_referral_form_is_read_back() {
    for code in PANELS {
        let form = referral_form(&panel(code), day());
        let (answers, files) = come_back(&format!("{code}-referral"), &form, |_| {});
        assert!(answers.len() > 80, "{code}: so few answers are not the form: {}", answers.len());
        for (name, bytes) in files {
            let (referral, findings) = referral_of(code, &name, &bytes);
            let wrong = lost(code, &form, &answers, &referral);
            assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
            let strange: Vec<&String> =
                findings.iter().filter(|code| !EXPECTED.contains(&code.as_str())).collect();
            assert!(strange.is_empty(), "{name}: {strange:?}");
        }
    }
}

#[test]
fn a_blank_form_is_said_to_be_blank() {
    for code in PANELS {
        let made = cmarac::render::workbook::form(&referral_form(&panel(code), day())).expect("made");
        let working = Working::of(code);
        working.put("2026-12-09/referrals/blank.xlsx", &made.bytes);
        let meeting = working.meeting();
        assert!(meeting.cases.is_empty(), "{code}");
        let said: Vec<&str> = meeting.findings.iter().map(|finding| finding.code).collect();
        assert!(said.contains(&"form-blank"), "{code}: {said:?}");
    }
}
