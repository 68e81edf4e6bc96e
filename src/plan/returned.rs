//! The workbook that goes back with a return letter: that one referral, faulty cells marked.

use chrono::NaiveTime;

use super::basis::Basis;
use super::letters::{WHOLE_RISK_ASSESSMENT, asked_of};
use super::report::{ReturnedReferral, ReturnedRow, ReturnedSection};
use crate::decide::Decided;
use crate::finding::Place;
use crate::model::{
    Answer, Answers, Attending, CASE_REFERENCE, FACTS, Fact, INCIDENT_COLUMNS, Kind, Origin, Referral, Value,
};
use crate::panel::{Instrument, instrument_for};

/// The sheet of the risk assessment, as the blank form names it.
const RISK_SHEET: &str = "Risk assessment";

/// The sheet of what the blank form does not ask. It is not read again when the form comes back.
const ALSO_SHEET: &str = "Also in your form";

/// Everything this referrer wrote, in the order of the blank form, with every answer that is
/// missing or unreadable marked. Headings the form does not know keep a sheet of their own, so that
/// nothing the referrer wrote is lost.
pub fn returned_referral(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> ReturnedReferral {
    let mut sections: Vec<ReturnedSection> = Vec::new();
    let first_sheet = if referral.is_application { "Application" } else { "Referral" };
    push(&mut sections, first_sheet, plain(CASE_REFERENCE, decided.case.reference.as_str()));
    for fact in FACTS {
        let Origin::Heading { heading, section, .. } = fact.origin else { continue };
        if !is_asked(decided, referral, fact.path, section) {
            continue;
        }
        let (section, heading) = match fact.path {
            "referral.received" if referral.is_application => (first_sheet, "Application received"),
            _ if section == "Referral" => (first_sheet, heading),
            _ => (section, heading),
        };
        let row = ReturnedRow {
            heading: heading.into(),
            written: referral.answers.written(fact.path).unwrap_or_default().into(),
            is_day: referral.answers.get(fact.path).is_some_and(is_day),
            problem: problem(decided, referral, fact.path),
            choices: choices(fact),
        };
        push(&mut sections, section, row);
    }
    for other in &referral.others {
        for (path, answer) in other.answers.iter() {
            let part = match path.trim_start_matches("other.") {
                "area" => "area of residence".to_owned(),
                "address_confidential" => "address must be kept confidential".to_owned(),
                part => part.replace('_', " "),
            };
            let row = ReturnedRow {
                heading: format!("Other person {} {part}", other.number),
                written: answer.written().unwrap_or_default().into(),
                is_day: is_day(answer),
                problem: String::new(),
                choices: Vec::new(),
            };
            push(&mut sections, "Other people", row);
        }
    }
    for (number, officer) in (1..).zip(&referral.attending) {
        officer_rows(&mut sections, number, officer);
    }
    let named = referral.answers.text("risk.instrument");
    let instrument = instrument_for(&basis.panel.instruments, named, basis.meeting.id.date);
    if let Some(instrument) = instrument.filter(|_| !referral.is_application) {
        for row in risk_rows(instrument, decided, referral) {
            push(&mut sections, RISK_SHEET, row);
        }
    }
    for (heading, written) in not_used(referral) {
        push(&mut sections, ALSO_SHEET, plain(&heading, &written));
    }
    ReturnedReferral {
        marking: basis.panel.marking.clone(),
        panel: basis.panel.name.clone(),
        reference: decided.case.reference.to_string(),
        send_back_by: basis.dates.corrections.say(),
        sections,
        incidents: incident_rows(decided, referral),
        is_application: referral.is_application,
    }
}

/// Whether a question belongs into this form: a referral's has all but what only applicants are asked,
/// an application's what it asks, and whatever else was answered.
fn is_asked(decided: &Decided, referral: &Referral, path: &str, section: &str) -> bool {
    const ALSO_OF_APPLICANTS: [&str; 3] = ["referral.received", "referral.summary", "process.in_progress"];
    if !referral.is_application {
        return section != "Applicant" && path != "process.in_progress";
    }
    section == "Applicant"
        || ALSO_OF_APPLICANTS.contains(&path)
        || referral.answers.written(path).is_some()
        || decided.missing.iter().any(|missing| missing.path == path)
}

/// Rows left free below the reports that were listed.
const FREE_ROWS: usize = 5;

/// The reports this referrer listed, faulty cells marked, and some rows for more.
fn incident_rows(decided: &Decided, referral: &Referral) -> Vec<Vec<ReturnedRow>> {
    if referral.incidents.is_empty() && !referral.is_application {
        return Vec::new();
    }
    let empty = |heading: &str, problem: String| ReturnedRow { problem, ..plain(heading, "") };
    let headings = || {
        INCIDENT_COLUMNS
            .iter()
            .map(|column| (column.path, column.headings.first().copied().unwrap_or_default()))
    };
    let faulty = |place: &Place, path: &str| {
        let faulty = decided
            .missing
            .iter()
            .find(|missing| missing.path == path && missing.place.as_ref().is_some_and(|at| at == place));
        faulty.and_then(|missing| asked_of(missing, referral)).map(said).unwrap_or_default()
    };
    let given = referral.incidents.iter().map(|incident| {
        headings()
            .map(|(path, heading)| {
                let place = incident.answers.place(path).unwrap_or(&incident.place);
                let answer = incident.answers.get(path);
                ReturnedRow {
                    problem: faulty(place, path),
                    is_day: answer.is_some_and(is_day),
                    ..plain(heading, answer.and_then(Answer::written).unwrap_or_default())
                }
            })
            .collect()
    });
    let none_listed = decided.missing.iter().find(|missing| missing.path == "incident_count.rows");
    let free = (0..FREE_ROWS).map(|row| {
        headings()
            .enumerate()
            .map(|(column, (_, heading))| {
                let problem = none_listed.filter(|_| row == 0 && column == 0);
                empty(heading, problem.map(|missing| missing.problem.clone()).unwrap_or_default())
            })
            .collect()
    });
    given.chain(free).collect()
}

fn push(sections: &mut Vec<ReturnedSection>, name: &str, row: ReturnedRow) {
    match sections.iter_mut().find(|section| section.name == name) {
        Some(section) => section.rows.push(row),
        None => sections.push(ReturnedSection { name: name.into(), rows: vec![row] }),
    }
}

fn is_day(answer: &Answer) -> bool {
    matches!(answer.value(), Some(Value::Date(_) | Value::Moment(_)))
}

fn plain(heading: &str, written: &str) -> ReturnedRow {
    ReturnedRow {
        heading: heading.into(),
        written: written.into(),
        is_day: false,
        problem: String::new(),
        choices: Vec::new(),
    }
}

/// What is said beside an answer that changes once what comes first has happened.
const AGAIN: &str = "the new answer, once what must come first is done";

fn problem(decided: &Decided, referral: &Referral, path: &str) -> String {
    let missing = decided.missing.iter().find(|missing| missing.path == path);
    match missing.and_then(|missing| asked_of(missing, referral)) {
        Some(asked) => said(asked),
        None if decided.again.contains(&path) => AGAIN.to_owned(),
        None => String::new(),
    }
}

/// What is wrong, and where it stands in the referrer's own form: the workbook has cells of its own, so it
/// must be plain whose are meant.
fn said((problem, place): (String, Option<String>)) -> String {
    match place {
        Some(place) if !place.starts_with("in ") => format!("{problem} (in your form: {place})"),
        _ => problem,
    }
}

fn choices(fact: &Fact) -> Vec<String> {
    match fact.kind {
        Kind::YesNo => ["yes", "no", "don't know"].map(str::to_owned).into(),
        Kind::Choice(choices) => choices.iter().map(|choice| (*choice).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The rows of the risk assessment. Where all of it is missing, every question of it is asked for.
fn risk_rows(instrument: &Instrument, decided: &Decided, referral: &Referral) -> Vec<ReturnedRow> {
    let whole = decided.missing.iter().find(|missing| missing.path == WHOLE_RISK_ASSESSMENT);
    let whole = whole.and_then(|missing| asked_of(missing, referral)).map(|_| "left blank".to_owned());
    let whole = whole.unwrap_or_default();
    instrument
        .questions
        .iter()
        .map(|question| {
            let answer = referral.risk.iter().find(|answer| answer.question == question.code);
            ReturnedRow {
                heading: question.text.clone(),
                written: answer.and_then(|answer| answer.answer.written()).unwrap_or_default().into(),
                is_day: false,
                problem: if whole.is_empty() {
                    problem(decided, referral, &format!("risk.{}", question.code))
                } else {
                    whole.clone()
                },
                choices: question
                    .options
                    .iter()
                    .map(|option| option.text.clone())
                    .chain(["don't know".to_owned()])
                    .collect(),
            }
        })
        .collect()
}

fn officer_rows(sections: &mut Vec<ReturnedSection>, number: usize, officer: &Attending) {
    let time =
        |time: Option<NaiveTime>| time.map_or_else(String::new, |time| time.format("%H:%M").to_string());
    for (heading, written) in [
        ("", officer.name.clone()),
        (" email", officer.email.clone().unwrap_or_default()),
        (" available from", time(officer.from)),
        (" available to", time(officer.to)),
    ] {
        let heading = format!("Officer attending {number}{heading}");
        push(sections, "Attending", plain(&heading, &written));
    }
}

/// What the form holds under headings that no fact, person, officer or question took.
fn not_used(referral: &Referral) -> Vec<(String, String)> {
    let of_others = referral.others.iter().map(|other| &other.answers);
    let of_incidents = referral.incidents.iter().map(|incident| &incident.answers);
    let answers =
        std::iter::once(&referral.answers).chain(of_others).chain(of_incidents).flat_map(Answers::iter);
    let answers = answers.map(|(_, answer)| answer.place());
    let taken: Vec<&Place> = answers.chain(referral.risk.iter().map(|risk| risk.answer.place())).collect();
    let of_officers = |heading: &str| {
        let heading = heading.to_lowercase();
        heading.contains("officer") || heading.starts_with("available")
    };
    referral
        .as_written
        .iter()
        .filter(|(heading, written, place)| {
            !written.trim().is_empty() && !taken.contains(&place) && !of_officers(heading)
        })
        .map(|(heading, written, _)| (heading.clone(), written.clone()))
        .collect()
}
