//! The workbook that goes back with a return letter: that one referral, faulty cells marked.

use super::basis::Basis;
use super::letters::place_for;
use super::report::{ReturnedReferral, ReturnedRow, ReturnedSection};
use crate::decide::Decided;
use crate::model::{FACTS, Fact, Kind, Origin, Referral};
use crate::panel::Instrument;

/// The sheet of the risk assessment, as the blank form names it.
const RISK_SHEET: &str = "Risk assessment";

/// Everything this referrer wrote, in the order of the blank form, with every answer that is
/// missing or unreadable marked. Headings the form does not know keep a sheet of their own, so that
/// nothing the referrer wrote is lost.
pub fn returned_referral(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> ReturnedReferral {
    let mut sections: Vec<ReturnedSection> = Vec::new();
    for fact in FACTS {
        let Origin::Heading { heading, section, .. } = fact.origin else { continue };
        if section == "Applicant" || fact.path == "process.in_progress" {
            continue;
        }
        let row = ReturnedRow {
            heading: heading.into(),
            written: referral.answers.written(fact.path).unwrap_or_default().into(),
            problem: problem(decided, referral, fact.path),
            choices: choices(fact),
        };
        push(&mut sections, section, row);
    }
    for other in &referral.others {
        for (path, answer) in other.answers.iter() {
            let part = path.trim_start_matches("other.").replace('_', " ");
            let row = ReturnedRow {
                heading: format!("Other person {} {part}", other.number),
                written: answer.written().unwrap_or_default().into(),
                problem: String::new(),
                choices: Vec::new(),
            };
            push(&mut sections, "Other people", row);
        }
    }
    for officer in &referral.attending {
        push(&mut sections, "Attending", plain("Officer attending", &officer.name));
        push(
            &mut sections,
            "Attending",
            plain("Officer attending email", officer.email.as_deref().unwrap_or_default()),
        );
    }
    if let Some(instrument) = basis.panel.instruments.first() {
        for row in risk_rows(instrument, decided, referral) {
            push(&mut sections, RISK_SHEET, row);
        }
    }
    for (heading, written) in not_used(referral, &sections) {
        push(&mut sections, "Also in your form", plain(&heading, &written));
    }
    ReturnedReferral {
        marking: basis.panel.marking.clone(),
        panel: basis.panel.name.clone(),
        reference: decided.case.reference.to_string(),
        send_back_by: basis.dates.corrections.say(),
        sections,
    }
}

fn push(sections: &mut Vec<ReturnedSection>, name: &str, row: ReturnedRow) {
    match sections.iter_mut().find(|section| section.name == name) {
        Some(section) => section.rows.push(row),
        None => sections.push(ReturnedSection { name: name.into(), rows: vec![row] }),
    }
}

fn plain(heading: &str, written: &str) -> ReturnedRow {
    ReturnedRow {
        heading: heading.into(),
        written: written.into(),
        problem: String::new(),
        choices: Vec::new(),
    }
}

fn problem(decided: &Decided, referral: &Referral, path: &str) -> String {
    let missing = decided.missing.iter().find(|missing| missing.path == path);
    missing
        .map(|missing| match place_for(missing, referral) {
            Some(place) => format!("{} ({place})", missing.problem),
            None => missing.problem.clone(),
        })
        .unwrap_or_default()
}

fn choices(fact: &Fact) -> Vec<String> {
    match fact.kind {
        Kind::YesNo => ["yes", "no", "don't know"].map(str::to_owned).into(),
        Kind::Choice(choices) => choices.iter().map(|choice| (*choice).to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn risk_rows(instrument: &Instrument, decided: &Decided, referral: &Referral) -> Vec<ReturnedRow> {
    instrument
        .questions
        .iter()
        .map(|question| {
            let answer = referral.risk.iter().find(|answer| answer.question == question.code);
            ReturnedRow {
                heading: question.text.clone(),
                written: answer.and_then(|answer| answer.answer.written()).unwrap_or_default().into(),
                problem: problem(decided, referral, &format!("risk.{}", question.code)),
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

/// What the form holds under headings that no fact, person, officer or question took.
fn not_used(referral: &Referral, sections: &[ReturnedSection]) -> Vec<(String, String)> {
    let taken: Vec<&str> =
        sections.iter().flat_map(|section| &section.rows).map(|row| row.written.trim()).collect();
    referral
        .as_written
        .iter()
        .filter(|(_, written, _)| !written.trim().is_empty() && !taken.contains(&written.trim()))
        .map(|(heading, written, _)| (heading.clone(), written.clone()))
        .collect()
}
