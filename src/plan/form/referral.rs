//! The blank form on which cases come to the panel: a referral form, or, where victims apply
//! themselves, an application form. Every question of it is a fact that rules and documents use.

use chrono::NaiveDate;

use super::{AnswerKind, Form, FormSheet, FormTable, Question};
use crate::model::{FACTS, Fact, INCIDENT_COLUMNS, IncidentColumn, Kind, Origin};
use crate::panel::{Instrument, Panel, instrument_for};

/// Rows of the tables.
const OTHER_PEOPLE: u32 = 6;
const OFFICERS: u32 = 4;
const INCIDENTS: u32 = 15;

/// Facts that an application asks for beside those of its own section.
const ALSO_OF_APPLICANTS: [&str; 3] = ["referral.received", "referral.summary", "process.in_progress"];

/// Answers that need room for several sentences, beside those about the concerns.
const LONG: [&str; 7] = [
    "subject.address",
    "subject.communication_needs",
    "subject.safe_contact",
    "consent.reason",
    "children.details",
    "referral.urgent_reason",
    "referral.summary",
];

/// The blank referral form of a panel, or its application form, with the risk assessment in use on a
/// day.
pub fn referral_form(panel: &Panel, day: NaiveDate) -> Form {
    let what = if panel.applications { "Application form" } else { "Referral form" };
    let instrument = instrument_for(&panel.instruments, None, day).filter(|_| !panel.applications);
    let mut sheets = vec![guidance(panel, what, instrument)];
    sheets.extend(sections(panel, what));
    if !panel.applications {
        sheets.push(other_people());
        sheets.push(attending());
        risk(&mut sheets, instrument);
    }
    if panel.applications || panel.incidents.is_some() {
        sheets.push(incidents(panel));
    }
    Form {
        marking: panel.marking.clone(),
        name: what.to_owned(),
        title: format!("{what}, {}", panel.name),
        sheets,
    }
}

fn guidance(panel: &Panel, what: &str, instrument: Option<&Instrument>) -> FormSheet {
    let mut lines: Vec<String> = [
        "Each sheet is a part of the form. Choose a cell to see what is meant, and choose from the list where there is one.",
        "Where an answer is not known, write “don’t know”: that is better than a blank.",
        "Where several may be true, write them with ; between them.",
    ]
    .map(str::to_owned)
    .into();
    if let Some(instrument) = instrument {
        lines.push(format!(
            "The sheet “{RISK_SHEET}” holds the questions of “{}”. Please answer each.",
            instrument.name
        ));
    }
    if panel.applications {
        lines.push("List every report that you made in the sheet “Incidents”, a row for each.".into());
    } else if panel.incidents.is_some() {
        lines.push("List reports of incidents in the sheet “Incidents”, a row for each.".into());
    }
    if panel.applications {
        lines.extend(panel.paragraphs("how-to-send"));
        lines.push(panel.words("must-not-wait").to_owned());
    } else {
        lines.extend(panel.paragraphs("form-how-to-send"));
        lines.push(
            "If somebody may be in danger, act now. Risk-critical action must not wait for the panel.".into(),
        );
    }
    FormSheet {
        name: "Guidance".into(),
        title: format!("{what}: {}", panel.name),
        lines,
        ..FormSheet::default()
    }
}

/// A sheet for each section of facts, in the order of the form; an application has one for all.
fn sections(panel: &Panel, what: &str) -> Vec<FormSheet> {
    let mut sheets: Vec<FormSheet> = Vec::new();
    for fact in FACTS {
        let Origin::Heading { heading, section, .. } = fact.origin else { continue };
        if !is_asked(panel, fact, section) {
            continue;
        }
        let name = if panel.applications { "Application" } else { section };
        let asked = question(panel, fact, heading, section);
        match sheets.iter_mut().find(|sheet| sheet.name == name) {
            Some(sheet) => sheet.questions.push(asked),
            None => sheets.push(FormSheet {
                name: name.into(),
                title: format!("{what}: {}", in_a_title(name)),
                questions: vec![asked],
                ..FormSheet::default()
            }),
        }
    }
    sheets
}

/// A section's name within a title.
fn in_a_title(section: &str) -> String {
    match section {
        "Referral" => "when and whose".into(),
        "Person" => "the person it is about".into(),
        "Concerns" => "what is happening".into(),
        "Process" => "other panels, and urgency".into(),
        "Application" => "who applies, and what is happening".into(),
        section => section.to_lowercase(),
    }
}

/// Whether the panel's form asks for a fact: an application for few, a referral for all but what only
/// applicants are asked, unless a rule of the panel needs it.
fn is_asked(panel: &Panel, fact: &Fact, section: &str) -> bool {
    if panel.applications {
        return section == "Applicant" || ALSO_OF_APPLICANTS.contains(&fact.path);
    }
    let of_applicants = section == "Applicant" || fact.path == "process.in_progress";
    !of_applicants || panel.rules.iter().any(|rule| rule.expression.paths().contains(&fact.path))
}

fn question(panel: &Panel, fact: &Fact, heading: &str, section: &str) -> Question {
    let answer = match fact.kind {
        Kind::Text if section == "Concerns" || LONG.contains(&fact.path) => AnswerKind::Long,
        Kind::Text | Kind::Email | Kind::Phone | Kind::Postcode => AnswerKind::Text,
        Kind::YesNo | Kind::Choice(_) => AnswerKind::Choice,
        Kind::Number => AnswerKind::Number,
        Kind::Date => AnswerKind::Day,
        Kind::Moment => AnswerKind::Moment,
        Kind::List => AnswerKind::Several,
    };
    let mut hint = format!("{}.", capitalised(fact.meaning));
    match fact.kind {
        Kind::YesNo | Kind::Choice(_) => {}
        Kind::List => {
            hint.push_str(&format!(" Write several with ; between them. For example: {}", fact.example))
        }
        _ => hint.push_str(&format!(" For example: {}", fact.example)),
    }
    Question::new(heading, answer, hint).choosing(choices(panel, fact))
}

/// What a fact's drop-down offers: its own words, or the panel's names.
fn choices(panel: &Panel, fact: &Fact) -> Vec<String> {
    let members = || panel.agencies.iter().filter(|agency| !panel.stands_for_others(agency));
    match (fact.kind, fact.path) {
        (Kind::YesNo, _) => YES_NO.map(str::to_owned).into(),
        (Kind::Choice(words), _) => words.iter().map(|word| (*word).to_owned()).collect(),
        (_, "referrer.agency" | "referral.agencies" | "referral.leave_out") => {
            members().map(|agency| agency.name.clone()).collect()
        }
        (_, "referral.categories") => panel.categories.clone(),
        (_, "process.current_panels" | "process.earlier_panels") => {
            panel.other_panels.iter().map(|other| other.name.clone()).collect()
        }
        (_, "subject.area") => {
            let own = panel.areas.iter().take(1).cloned();
            let others = panel.other_areas.iter().map(|area| area.name.clone());
            own.chain(others).chain(["no fixed abode".to_owned()]).collect()
        }
        (_, "risk.instrument") => {
            let mut names: Vec<String> = Vec::new();
            for instrument in &panel.instruments {
                if !names.contains(&instrument.name) {
                    names.push(instrument.name.clone());
                }
            }
            names
        }
        _ => Vec::new(),
    }
}

const YES_NO: [&str; 3] = ["yes", "no", "don’t know"];

fn other_people() -> FormSheet {
    let column = |part: &str, answer, hint: &str| Question::new(format!("Other person {part}"), answer, hint);
    FormSheet {
        name: "Other people".into(),
        title: "Other people in the case".into(),
        table: Some(FormTable {
            lines: vec![
                "One person in each row: whoever else is harmed, causes harm, or lives there.".into(),
            ],
            columns: vec![
                column("surname", AnswerKind::Text, "Family name."),
                column("forenames", AnswerKind::Text, "Given names."),
                column("date of birth", AnswerKind::Day, "A day, such as 3/4/1990."),
                column("role", AnswerKind::Text, "Victim, perpetrator or both, as far as is known.")
                    .choosing(["victim", "perpetrator", "both"]),
                column(
                    "relationship",
                    AnswerKind::Text,
                    "What they are to the person referred, such as neighbour.",
                ),
                column("address", AnswerKind::Text, "Where they live."),
                column("area of residence", AnswerKind::Text, "The borough they live in."),
                column(
                    "address must be kept confidential",
                    AnswerKind::Choice,
                    "Yes if nobody but the coordinator may see the address.",
                )
                .choosing(YES_NO),
            ],
            rows: OTHER_PEOPLE,
        }),
        ..FormSheet::default()
    }
}

fn attending() -> FormSheet {
    FormSheet {
        name: "Attending".into(),
        title: "Who comes to the meeting for this case".into(),
        table: Some(FormTable {
            lines: vec![
                "One officer in each row. Leave the times blank for somebody who can come at any time."
                    .into(),
            ],
            columns: vec![
                Question::new("Officer attending", AnswerKind::Text, "Name."),
                Question::new("Officer attending email", AnswerKind::Text, "E-mail address."),
                Question::new("Available from", AnswerKind::Time, "The earliest time, such as 10:30."),
                Question::new("Available to", AnswerKind::Time, "The latest time, such as 12:00."),
            ],
            rows: OFFICERS,
        }),
        ..FormSheet::default()
    }
}

/// The sheet of the risk assessment, by which it is known again.
const RISK_SHEET: &str = "Risk assessment";

/// Puts the instrument's questions on the sheet of the risk assessment.
fn risk(sheets: &mut Vec<FormSheet>, instrument: Option<&Instrument>) {
    let Some(at) = sheets.iter().position(|sheet| sheet.name == RISK_SHEET) else { return };
    let mut sheet = sheets.remove(at);
    for question in instrument.iter().flat_map(|instrument| &instrument.questions) {
        let options = question.options.iter().map(|option| option.text.clone());
        sheet.questions.push(
            Question::new(&question.text, AnswerKind::Choice, "Choose the answer that fits best.")
                .choosing(options.chain(["don’t know".to_owned()])),
        );
    }
    sheets.push(sheet);
}

fn incidents(panel: &Panel) -> FormSheet {
    FormSheet {
        name: "Incidents".into(),
        title: "Incidents that were reported".into(),
        table: Some(FormTable {
            lines: vec!["One report in each row, even where two were about one incident.".into()],
            columns: INCIDENT_COLUMNS.iter().map(|column| incident_question(panel, column)).collect(),
            rows: INCIDENTS,
        }),
        ..FormSheet::default()
    }
}

fn incident_question(panel: &Panel, column: &IncidentColumn) -> Question {
    let heading = column.headings.first().copied().unwrap_or_default();
    let qualifying = panel.incidents.as_ref().and_then(|rule| rule.qualifying.as_ref());
    let channels = qualifying.iter().flat_map(|rule| {
        rule.channels.iter().map(|channel| channel.name.clone()).chain(rule.other_channels.iter().cloned())
    });
    let (answer, hint) = match column.path {
        "incident.date" => (AnswerKind::Day, "The day it happened, such as 1/9/2026."),
        "incident.what" => (AnswerKind::Long, "What happened, in a sentence or two."),
        "incident.where" => (AnswerKind::Text, "Where it happened."),
        "incident.reported_to" => (AnswerKind::Several, "Who was told, such as the police or the council."),
        "incident.channel" => (AnswerKind::Several, "How it was reported."),
        "incident.reported_on" => (AnswerKind::Day, "The day it was reported, such as 2/9/2026."),
        _ => (AnswerKind::Text, "The reference you were given."),
    };
    let asked = Question::new(heading, answer, hint);
    if column.path == "incident.channel" { asked.choosing(channels) } else { asked }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
