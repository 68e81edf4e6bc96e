//! One sentence of a rule file: what a referral says, and what must come of it.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};
use cmarac::finding::Place;
use cmarac::model::{
    Answer, Answers, Appearance, Case, CaseRef, Decision, Fact, INCIDENT_COLUMNS, Incident, Kind, MeetingId,
    Moment, OtherPerson, Referral, Return, ReturnKind, RiskAnswer, RiskNow, Value, Verdict, fact,
};
use serde::Deserialize;

/// One file of sentences.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The panel whose rules apply.
    pub panel: String,
    /// Its sentences.
    #[serde(rename = "case")]
    pub cases: Vec<Sentence>,
}

impl File {
    /// Reads a file; a key that is not known is an error, since it would test nothing.
    pub fn read(text: &str) -> Result<File, String> {
        let table: toml::Table = toml::from_str(text).map_err(|error| error.to_string())?;
        for case in table.get("case").and_then(toml::Value::as_array).into_iter().flatten() {
            known_keys(case, &[SAID, TOLD].concat())?;
            if let Some(second) = case.get("second") {
                known_keys(second, &[SAID, &["base"]].concat())?;
            }
        }
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

const SAID: &[&str] =
    &["given", "blank", "not-known", "unreadable", "risk", "no-risk-answers", "others-live-in", "incidents"];
const TOLD: &[&str] = &[
    "name",
    "meeting",
    "urgent-meeting",
    "base",
    "second",
    "earlier",
    "returns-higher",
    "decision",
    "expect",
];

fn known_keys(value: &toml::Value, known: &[&str]) -> Result<(), String> {
    let keys = value.as_table().into_iter().flatten();
    match keys.map(|(key, _)| key).find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("`{key}` is not known")),
        None => Ok(()),
    }
}

/// One case in a few words.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sentence {
    pub name: String,
    #[serde(deserialize_with = "day")]
    pub meeting: NaiveDate,
    #[serde(default)]
    pub urgent_meeting: bool,
    /// The file under `base/` this referral is like, but for what follows.
    #[serde(default)]
    pub base: Option<String>,
    #[serde(flatten)]
    pub said: Said,
    /// A second referral of the same person, received by the panel from another agency.
    #[serde(default)]
    pub second: Option<Second>,
    /// Days of receipt of the person's earlier referrals.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// How many agencies' returns say that the risk is higher now.
    #[serde(default)]
    pub returns_higher: usize,
    #[serde(default)]
    pub decision: Option<Decided>,
    pub expect: Expect,
}

/// A second referral.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Second {
    #[serde(default)]
    base: Option<String>,
    #[serde(flatten)]
    said: Said,
}

/// What a referral says, by fact.
#[derive(Deserialize, Default, Clone)]
#[serde(rename_all = "kebab-case")]
pub struct Said {
    #[serde(default)]
    given: BTreeMap<String, toml::Value>,
    /// Left blank, against the base.
    #[serde(default)]
    blank: Vec<String>,
    #[serde(default)]
    not_known: Vec<String>,
    #[serde(default)]
    unreadable: Vec<String>,
    /// Answers to the instrument's questions, by code; `?` is "don't know", nothing is blank.
    #[serde(default)]
    risk: BTreeMap<String, String>,
    /// Nothing of the base's risk assessment stays.
    #[serde(default)]
    no_risk_answers: bool,
    /// Areas where the other people in the case live.
    #[serde(default)]
    others_live_in: Vec<String>,
    /// Rows of the sheet "Incidents": date, what happened, where, reported to, through which channel,
    /// reported on, reference. `?` is "don't know"; nothing, and columns left out, are blank; a date
    /// that is none cannot be read. Without any, the base's rows.
    #[serde(default)]
    incidents: Option<Vec<Vec<String>>>,
}

/// A row of the decisions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decided {
    #[serde(default)]
    proposed: Option<String>,
    #[serde(default)]
    decision: Option<String>,
    #[serde(default)]
    by: Option<String>,
    /// Signed, but not dated.
    #[serde(default)]
    undated: bool,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    received: Option<String>,
}

/// What must come of it. What a sentence does not say is not compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Expect {
    pub outcome: String,
    #[serde(default)]
    pub proposed: Option<String>,
    #[serde(default)]
    pub met: Vec<String>,
    #[serde(default)]
    pub not_met: Vec<String>,
    #[serde(default)]
    pub unknown: Vec<String>,
    #[serde(default)]
    pub missing: Option<Vec<String>>,
    /// What the letter asks for: question and what is the matter with its answer.
    #[serde(default)]
    pub asks: Option<Vec<String>>,
    #[serde(default)]
    pub deciding: Option<Vec<String>>,
    #[serde(default)]
    pub reasons: Option<Vec<String>>,
    /// The risk routes that are met, as a profile names them.
    #[serde(default)]
    pub grounds: Option<Vec<String>>,
    /// What must happen first.
    #[serde(default)]
    pub first: Option<Vec<String>>,
    /// Keys of the advice that the letter prints.
    #[serde(default)]
    pub advice: Option<Vec<String>>,
    /// The panel a redirection names.
    #[serde(default)]
    pub other_panel: Option<String>,
    #[serde(default)]
    pub draft: Option<bool>,
    /// Whether members are asked what they know.
    #[serde(default)]
    pub asked_about: Option<bool>,
    #[serde(default)]
    pub repeat: Option<bool>,
    #[serde(default)]
    pub age: Option<i64>,
    /// Whether documents speak of the person as of a child.
    #[serde(default)]
    pub child: Option<bool>,
    #[serde(default)]
    pub total: Option<Vec<i64>>,
    /// Of each report whether it counts: `counts`, `may count`, `does not count`.
    #[serde(default)]
    pub counts: Option<Vec<String>>,
    /// Of each report why.
    #[serde(default)]
    pub why: Option<Vec<String>>,
    /// Some of the questions of the risk assessment as a profile shows them: question, answer, score.
    #[serde(default)]
    pub answers: Vec<[String; 3]>,
    /// Some of the facts that rules used, by path, in the words in which `explain` prints them.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// What `explain` prints of some rules, by code.
    #[serde(default)]
    pub says: BTreeMap<String, String>,
    /// The codes of all findings about the case.
    #[serde(default)]
    pub findings: Option<Vec<String>>,
    /// What they say, each with its help after a slash.
    #[serde(default)]
    pub said: Option<Vec<String>>,
    /// The cells that the letter's questions name.
    #[serde(default)]
    pub asked_at: Option<Vec<String>>,
    /// The most severe of them.
    #[serde(default)]
    pub severity: Option<String>,
}

impl Sentence {
    /// The case this sentence tells of.
    pub fn case(&self, folder: &Path) -> Case {
        let meeting = MeetingId { date: self.meeting, urgent: self.urgent_meeting };
        let mut referrals = vec![referral("first.xlsx", meeting, self.base.as_deref(), &self.said, folder)];
        if let Some(second) = &self.second {
            referrals.push(referral("second.xlsx", meeting, second.base.as_deref(), &second.said, folder));
        }
        let reference = || CaseRef::parse("ISL-2026-001").expect("a reference");
        Case {
            reference: reference(),
            referrals,
            returns: (0..self.returns_higher).map(|number| higher(number, meeting)).collect(),
            earlier: self
                .earlier
                .iter()
                .map(|day| Appearance {
                    meeting: MeetingId { date: parse_day(day), urgent: false },
                    reference: CaseRef::parse("ISL-2020-001").expect("a reference"),
                    referred: Some(parse_day(day)),
                    place: Place::file("earlier.xlsx"),
                    outcome: None,
                    actions: Vec::new(),
                })
                .collect(),
            carried: Vec::new(),
            decision: self.decision.as_ref().map(decision),
            deferred_from: None,
            told_slot: None,
            stays_open: None,
            safeguards: Vec::new(),
        }
    }
}

fn referral(file: &str, meeting: MeetingId, base: Option<&str>, said: &Said, folder: &Path) -> Referral {
    let mut said = said.clone();
    if let Some(base) = base {
        let path = folder.join("base").join(format!("{base}.toml"));
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let base: Said = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (path, value) in base.given {
            let otherwise = [&said.blank, &said.not_known, &said.unreadable];
            if !otherwise.iter().any(|paths| paths.contains(&path)) {
                said.given.entry(path).or_insert(value);
            }
        }
        said.incidents = said.incidents.or(base.incidents);
        if !said.no_risk_answers {
            for (question, answer) in base.risk {
                said.risk.entry(question).or_insert(answer);
            }
        }
    }
    let sheet = |name: &str| Place::file(file).sheet(name);
    let mut row = 0;
    let mut place = || {
        row += 1;
        sheet("Referral").cell(row, 1)
    };
    let mut answers = Answers::default();
    for (path, value) in &said.given {
        let fact = known(path);
        answers.insert(
            fact.path,
            Answer::Given { value: read(fact, value), written: value.to_string(), place: place() },
        );
    }
    for path in &said.blank {
        answers.insert(known(path).path, Answer::Blank { place: place() });
    }
    for path in &said.not_known {
        let written = "don't know".to_owned();
        answers.insert(known(path).path, Answer::NotKnown { written, place: place() });
    }
    for path in &said.unreadable {
        let (written, problem) = ("31/06/1990".to_owned(), "there is no 31 June".to_owned());
        answers.insert(known(path).path, Answer::Unreadable { written, problem, place: place() });
    }
    let mut row = 0;
    let risk = said
        .risk
        .iter()
        .map(|(question, answer)| {
            row += 1;
            let place = sheet("Risk assessment").cell(row, 1);
            let written = answer.clone();
            let answer = match answer.as_str() {
                "" => Answer::Blank { place },
                "?" => Answer::NotKnown { written, place },
                text => Answer::Given { value: Value::Text(text.to_owned()), written, place },
            };
            RiskAnswer { question: question.clone(), answer, stated_score: None }
        })
        .collect();
    let others = said.others_live_in.iter().zip(1..).map(|(area, number)| {
        let mut answers = Answers::default();
        let value = Value::Text(area.clone());
        answers
            .insert("other.area", Answer::Given { value, written: area.clone(), place: sheet("Referral") });
        OtherPerson { number, answers }
    });
    Referral {
        place: sheet("Referral"),
        file_hash: String::new(),
        meeting,
        is_application: said.given.keys().any(|path| path.starts_with("applicant.")),
        answers,
        others: others.collect(),
        attending: Vec::new(),
        risk,
        incidents: (1..)
            .zip(said.incidents.iter().flatten())
            .map(|(row, cells)| incident(&sheet("Incidents"), row, cells))
            .collect(),
        as_written: Vec::new(),
    }
}

fn incident(sheet: &Place, row: u32, cells: &[String]) -> Incident {
    assert!(cells.len() <= INCIDENT_COLUMNS.len(), "a row of incidents has too many columns");
    let mut answers = Answers::default();
    for (number, column) in (0u32..).zip(INCIDENT_COLUMNS) {
        let place = sheet.clone().cell(row, number);
        let index = usize::try_from(number).expect("few columns");
        let written = cells.get(index).cloned().unwrap_or_default();
        let given = |value| Answer::Given { value, written: written.clone(), place: place.clone() };
        let answer = match (written.as_str(), column.kind) {
            ("", _) => Answer::Blank { place },
            ("?", _) => Answer::NotKnown { written, place },
            ("nobody", Kind::List) => given(Value::List(Vec::new())),
            (text, Kind::List) => given(Value::List(text.split("; ").map(str::to_owned).collect())),
            (text, Kind::Date) => match text.parse() {
                Ok(day) => given(Value::Date(day)),
                Err(_) => {
                    let problem = "this is not a date".to_owned();
                    Answer::Unreadable { written: written.clone(), problem, place }
                }
            },
            (text, _) => given(Value::Text(text.to_owned())),
        };
        answers.insert(column.path, answer);
    }
    Incident { place: sheet.clone().row(row), answers }
}

fn known(path: &str) -> &'static Fact {
    fact(path).unwrap_or_else(|| panic!("`{path}` is not a fact"))
}

fn read(fact: &Fact, value: &toml::Value) -> Value {
    let text = || value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    match fact.kind {
        Kind::YesNo => {
            Value::YesNo(value.as_bool().unwrap_or_else(|| panic!("{}: true or false", fact.path)))
        }
        Kind::Number => {
            Value::Number(value.as_integer().unwrap_or_else(|| panic!("{}: a number", fact.path)))
        }
        Kind::Date => Value::Date(parse_day(&text())),
        Kind::Moment => Value::Moment(parse_moment(&text())),
        Kind::List => {
            let list = value.as_array().unwrap_or_else(|| panic!("{}: a list", fact.path));
            Value::List(list.iter().map(|entry| entry.as_str().unwrap_or_default().to_owned()).collect())
        }
        _ => Value::Text(text()),
    }
}

fn parse_day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no day"))
}

fn parse_moment(text: &str) -> Moment {
    match NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M"))
    {
        Ok(moment) => Moment { date: moment.date(), time: Some(moment.time()) },
        Err(_) => Moment { date: parse_day(text), time: None },
    }
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let day = toml::value::Datetime::deserialize(deserializer)?;
    Ok(parse_day(&day.to_string()))
}

fn higher(number: usize, meeting: MeetingId) -> Return {
    Return {
        place: Place::file(format!("return-{number}.xlsx")),
        meeting,
        answers: Answers::default(),
        agency: None,
        agency_name: format!("Agency {number}"),
        kind: ReturnKind::Information,
        completed: None,
        rows: Vec::new(),
        attending: Vec::new(),
        risk_now: Some(RiskNow::Higher),
        risk_views: Vec::new(),
        also_by: Vec::new(),
        proposed_actions: Vec::new(),
    }
}

fn decision(decided: &Decided) -> Decision {
    Decision {
        place: Place::file("decisions.xlsx").sheet("Decisions").row(4),
        reference: "ISL-2026-001".to_owned(),
        proposed: decided.proposed.clone(),
        verdict: match &decided.decision {
            None => Verdict::Blank,
            Some(written) => Verdict::Outcome(written.clone()),
        },
        file_reason: decided.reason.clone(),
        letter_words: None,
        decided_by: decided.by.clone(),
        date: decided.by.as_ref().filter(|_| !decided.undated).map(|_| parse_day("2026-11-26")),
        received: decided.received.as_deref().map(parse_moment),
        slot: None,
        add_attendees: Vec::new(),
        leave_out: Vec::new(),
        leave_out_reason: None,
        share_outside: None,
        sharing: Vec::new(),
    }
}
