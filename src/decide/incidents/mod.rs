//! Which reports of incidents count, by the panel's table `[incidents]`.
//!
//! A qualifying report was made through one of the panel's channels, within so many months of the
//! incident, and in so many months before the application; one incident reported to several bodies
//! counts once (City of London, Community Trigger: three or more reports through the Corporation,
//! police 101 or the ASB portal). Months are calendar months. Where an answer leaves doubt the count is
//! a range: its lower end holds what certainly counts, its upper end what may.

mod channel;
mod count;

use chrono::NaiveDate;

use super::MeetingContext;
use super::decided::{Counting, IncidentView, Missing};
use super::facts::{Facts, Known, Standing, by_agency};
use crate::finding::{Finding, Place};
use crate::model::{
    Answer, Case, Incident, Moment, Value, incident_column, within_months, within_months_before,
};
use crate::panel::{IncidentRule, Panel, QualifyingRule, normalise_name};
use channel::Made;
use count::Report;

/// The fact that holds how many rows there are; the other counts rest on it.
pub(super) const ROWS: &str = "incident_count.rows";

/// What every report must say.
const FIELDS: [&str; 3] = ["incident.date", "incident.channel", "incident.reported_on"];

/// The police are asked for twelve months before the referral.
const POLICE_MONTHS: u32 = 12;

/// The reports of a case as profiles and letters need them.
pub(super) struct Reports {
    /// Every row with whether it counts.
    pub(super) rows: Vec<IncidentView>,
    /// Answers a returned application is asked for.
    pub(super) missing: Vec<Missing>,
}

/// Counts the reports of a case and enters the facts under `incident_count.`. The receipt must have been
/// entered before.
pub(super) fn enter(
    panel: &Panel,
    meeting: &MeetingContext,
    case: &Case,
    facts: &mut Facts,
    findings: &mut Vec<Finding>,
) -> Reports {
    let incidents: Vec<&Incident> = case.referrals.iter().flat_map(|referral| &referral.incidents).collect();
    let reports: Vec<Report> = incidents.iter().map(|incident| report(incident)).collect();
    let received = match facts.get("referral.received").value {
        Some(Value::Moment(Moment { date, .. }) | Value::Date(date)) => Some(date),
        _ => None,
    };
    let mut entry = Entry {
        places: incidents.iter().map(|incident| cell(incident)).collect(),
        shared: by_agency(case).len() == 1,
        facts,
    };
    entry.number(ROWS, i64::try_from(incidents.len()).unwrap_or(i64::MAX));
    let (low, high) = count::incidents(&reports);
    entry.number("incident_count.low", low);
    entry.number("incident_count.high", high);
    let missing = missing(&incidents);
    entry.complete(&incidents);

    let mut to_police = None;
    if let Some(rule) = panel.incidents.as_ref().filter(|rule| !rule.police.is_empty()) {
        let now = received.filter(|day| *day <= meeting.id.date).unwrap_or(meeting.id.date);
        let weights: Vec<Weight> = incidents.iter().map(|incident| police(incident, rule, now)).collect();
        let names = [
            "incident_count.police_12_months_low",
            "incident_count.police_12_months_high",
            "incident_count.police_12_months",
        ];
        entry.range(names, &reports, &weights);
        to_police = Some(weights);
    }
    let rule = panel.incidents.as_ref().and_then(|rule| Some((rule, rule.qualifying.as_ref()?)));
    let rows = match (rule, to_police) {
        (Some((table, rule)), _) => {
            if received.is_none() && !incidents.is_empty() {
                findings.push(undated(case));
            }
            let weights: Vec<Weight> = incidents
                .iter()
                .map(|incident| qualifies(incident, rule, received, findings, &table.place))
                .collect();
            let names = [
                "incident_count.qualifying_low",
                "incident_count.qualifying_high",
                "incident_count.qualifying",
            ];
            entry.range(names, &reports, &weights);
            views(&incidents, &reports, weights)
        }
        // A panel that counts only what was reported to the police.
        (None, Some(weights)) => views(&incidents, &reports, weights),
        (None, None) => incidents.iter().zip(1..).map(|(incident, number)| view(incident, number)).collect(),
    };
    Reports { rows, missing }
}

/// Why it is in doubt whether a report counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Doubt {
    why: String,
    can_be_filled_in: bool,
}

impl Doubt {
    /// An answer that is not there, or says nothing.
    fn about(answer: Option<&Answer>, path: &str, blank: &str) -> Self {
        let what = match path {
            "incident.date" => "the day of the incident",
            "incident.reported_on" => "the day of the report",
            "incident.channel" => "the channel",
            _ => "to whom it was reported",
        };
        match answer {
            Some(Answer::NotKnown { .. }) => Doubt::for_people(&format!("{what} is not known")),
            Some(Answer::Unreadable { .. }) => {
                Doubt { why: format!("we could not read {what}"), can_be_filled_in: true }
            }
            _ => Doubt { why: blank.to_owned(), can_be_filled_in: true },
        }
    }

    /// Something that whoever sent the form cannot mend.
    fn for_people(why: &str) -> Self {
        Doubt { why: why.to_owned(), can_be_filled_in: false }
    }
}

/// Whether one report counts, taken by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Weight {
    Counts,
    May(Vec<Doubt>),
    Not(String),
}

/// The days of incident and report as far as both can be true.
fn days(incident: &Incident) -> (Option<NaiveDate>, Option<NaiveDate>, bool) {
    let (happened, reported) =
        (incident.answers.date("incident.date"), incident.answers.date("incident.reported_on"));
    match happened.zip(reported) {
        Some((happened, reported)) if reported < happened => (None, None, true),
        _ => (happened, reported, false),
    }
}

/// Weighs one report by the panel's rule.
fn qualifies(
    incident: &Incident,
    rule: &QualifyingRule,
    received: Option<NaiveDate>,
    findings: &mut Vec<Finding>,
    table: &Place,
) -> Weight {
    let mut doubts = match channel::made(incident, rule, findings, table) {
        Made::Properly => Vec::new(),
        Made::Otherwise(why) => return Weight::Not(why),
        Made::Unsure(doubt) => vec![doubt],
    };
    let (after, before) = (rule.within_months_of_incident, rule.months_before_application);
    let (happened, reported, reversed) = days(incident);
    if let (Some(happened), Some(reported)) = (happened, reported)
        && !within_months(happened, reported, after)
    {
        return Weight::Not(format!("it was reported more than {} after it happened", months(after)));
    }
    if let (Some(reported), Some(received)) = (reported, received) {
        if reported > received {
            return Weight::Not("it was reported after the application was made".into());
        }
        if !within_months_before(reported, received, before) {
            return Weight::Not(format!(
                "it was reported more than {} before the application",
                months(before)
            ));
        }
    }
    if let (Some(happened), None, Some(received)) = (happened, reported, received) {
        let last = happened.checked_add_months(chrono::Months::new(after)).unwrap_or(NaiveDate::MAX);
        if happened > received {
            return Weight::Not("it happened after the application was made".into());
        }
        if !within_months_before(last.min(received), received, before) {
            return Weight::Not("it happened too long before the application".into());
        }
    }
    if reversed {
        let why = "it is said to have been reported before it happened".to_owned();
        doubts.push(Doubt { why, can_be_filled_in: true });
    } else {
        for (day, path, why) in [
            (happened, "incident.date", "it is not said when it happened"),
            (reported, "incident.reported_on", "it is not said when it was reported"),
        ] {
            if day.is_none() {
                doubts.push(Doubt::about(incident.answers.get(path), path, why));
            }
        }
    }
    if received.is_none() {
        let why = "it is not known when the application was received".to_owned();
        doubts.push(Doubt { why, can_be_filled_in: false });
    }
    if doubts.is_empty() { Weight::Counts } else { Weight::May(doubts) }
}

/// Weighs one report for the count of those to the police in the twelve months up to a day.
fn police(incident: &Incident, rule: &IncidentRule, now: NaiveDate) -> Weight {
    let told = channel::to_police(incident, rule);
    if told == Some(false) {
        return Weight::Not("it was not reported to the police".into());
    }
    let (happened, reported, _) = days(incident);
    let inside = |day: NaiveDate| within_months_before(day, now, POLICE_MONTHS);
    let in_time = match (reported, happened) {
        (Some(reported), _) => Some(inside(reported)),
        (None, Some(happened)) if happened > now => Some(false),
        // It was reported on that day or later, and before the referral.
        (None, Some(happened)) if inside(happened) => Some(true),
        _ => None,
    };
    match (told, in_time) {
        (_, Some(false)) => Weight::Not("it was not reported in the twelve months before".into()),
        (Some(true), Some(true)) => Weight::Counts,
        _ => Weight::May(
            [("incident.reported_to", told.is_none()), ("incident.reported_on", in_time.is_none())]
                .into_iter()
                .filter(|(_, doubtful)| *doubtful)
                .map(|(path, _)| Doubt::about(incident.answers.get(path), path, "it is not said"))
                .collect(),
        ),
    }
}

fn report(incident: &Incident) -> Report {
    let text = |path: &str| normalise_name(incident.answers.text(path).unwrap_or_default());
    let what = text("incident.what");
    let mut bodies = channel::names(incident, "incident.reported_to");
    bodies.sort();
    bodies.dedup();
    Report {
        day: days(incident).0,
        story: (!what.is_empty()).then(|| (what, text("incident.where"))),
        bodies,
    }
}

/// Where facts about incidents go.
struct Entry<'f> {
    places: Vec<Place>,
    shared: bool,
    facts: &'f mut Facts,
}

impl Entry<'_> {
    fn enter(&mut self, path: &'static str, known: Known) {
        self.facts.enter(path, Known { shared: self.shared, ..known });
    }

    fn number(&mut self, path: &'static str, number: i64) {
        self.enter(path, Known::value(Value::Number(number), self.places.clone()));
    }

    /// Lowest, highest, and how many it is if they agree.
    fn range(&mut self, [low, high, exact]: [&'static str; 3], reports: &[Report], weights: &[Weight]) {
        let of = |fits: fn(&Weight) -> bool| {
            count::incidents(
                reports.iter().zip(weights).filter(|(_, weight)| fits(weight)).map(|(report, _)| report),
            )
        };
        let fewest = of(|weight| *weight == Weight::Counts).0;
        let most = of(|weight| !matches!(weight, Weight::Not(_))).1;
        self.number(low, fewest);
        self.number(high, most);
        if fewest == most {
            self.number(exact, fewest);
            return;
        }
        let doubts = weights.iter().flat_map(|weight| match weight {
            Weight::May(doubts) => doubts.as_slice(),
            Weight::Counts | Weight::Not(_) => &[],
        });
        // What can be filled in goes before what nobody knows, as in a risk assessment.
        let fillable = doubts.into_iter().any(|doubt| doubt.can_be_filled_in);
        let standing = if fillable { Standing::Blank } else { Standing::NotKnown };
        self.enter(exact, Known::absent(standing, self.places.clone()));
    }

    /// Whether every report says what it must; without any report it is known that they do not.
    fn complete(&mut self, incidents: &[&Incident]) {
        let answers = || incidents.iter().flat_map(|incident| FIELDS.map(|path| incident.answers.get(path)));
        let blank = answers()
            .any(|answer| matches!(answer, None | Some(Answer::Blank { .. } | Answer::Unreadable { .. })));
        let known = if incidents.is_empty() {
            Known::value(Value::YesNo(false), Vec::new())
        } else if blank {
            Known::absent(Standing::Blank, self.places.clone())
        } else if answers().any(|answer| matches!(answer, Some(Answer::NotKnown { .. }))) {
            Known::absent(Standing::NotKnown, self.places.clone())
        } else {
            Known::value(Value::YesNo(true), self.places.clone())
        };
        self.enter("incident_count.complete", known);
    }
}

/// Every answer that a report must give and does not.
fn missing(incidents: &[&Incident]) -> Vec<Missing> {
    if incidents.is_empty() {
        return vec![Missing {
            path: ROWS.to_owned(),
            question: "Incidents".to_owned(),
            problem: "no incident is listed".to_owned(),
            place: None,
            wanted: true,
        }];
    }
    let mut missing = Vec::new();
    for (number, incident) in (1usize..).zip(incidents) {
        for path in FIELDS {
            let (problem, place) = match incident.answers.get(path) {
                None => ("left blank".to_owned(), Some(incident.place.clone())),
                Some(Answer::Blank { place }) => ("left blank".to_owned(), Some(place.clone())),
                Some(Answer::Unreadable { problem, place, .. }) => (problem.clone(), Some(place.clone())),
                Some(Answer::Given { .. } | Answer::NotKnown { .. }) => continue,
            };
            let heading = incident_column(path).and_then(|column| column.headings.first()).copied();
            let question = format!("Incident {number}: {}", heading.unwrap_or(path).to_lowercase());
            missing.push(Missing { path: path.to_owned(), question, problem, place, wanted: true });
        }
    }
    missing
}

/// Every row with whether it counts beside the others.
fn views(incidents: &[&Incident], reports: &[Report], weights: Vec<Weight>) -> Vec<IncidentView> {
    let may_count = |index: usize| weights.get(index).is_some_and(|weight| !matches!(weight, Weight::Not(_)));
    let certain = |index: usize| weights.get(index) == Some(&Weight::Counts);
    let rows = incidents.iter().zip(reports).zip(&weights).enumerate();
    rows.map(|(index, ((incident, report), weight))| {
        let others = || reports.iter().enumerate().filter(|(other, _)| *other != index && may_count(*other));
        // Of reports of one incident the first that is certain counts, else the first.
        let before = |other: usize| (!certain(other), other) < (!certain(index), index);
        let twin = others().find(|(other, its)| count::same(report, its) && before(*other));
        let near = others().find(|(other, its)| {
            certain(*other) && *other < index && count::may_be_same(report, its) && !count::same(report, its)
        });
        let number = |index: usize| index.saturating_add(1);
        let (counting, why) = match (weight, twin, near) {
            (Weight::Not(why), _, _) => (Counting::DoesNot, why.clone()),
            (_, Some((other, _)), _) => {
                (Counting::DoesNot, format!("it is the same incident as number {}", number(other)))
            }
            (Weight::May(doubts), None, _) => {
                (Counting::May, doubts.iter().map(|doubt| doubt.why.as_str()).collect::<Vec<_>>().join("; "))
            }
            (Weight::Counts, None, Some((other, _))) => {
                (Counting::May, format!("it may be the same incident as number {}", number(other)))
            }
            (Weight::Counts, None, None) => (Counting::Counts, String::new()),
        };
        IncidentView { counting, why, ..view(incident, number(index)) }
    })
    .collect()
}

fn view(incident: &Incident, number: usize) -> IncidentView {
    IncidentView { number, place: cell(incident), counting: Counting::NotAsked, why: String::new() }
}

/// Where a report begins: the cell of its date, if the form has one.
fn cell(incident: &Incident) -> Place {
    incident.answers.place("incident.date").unwrap_or(&incident.place).clone()
}

fn undated(case: &Case) -> Finding {
    let finding = Finding::warning(
        "application-undated",
        "it is not known when the application was received, so no report certainly counts",
    )
    .help("Fill in \"Received\" in decisions.xlsx");
    let place =
        case.referrals.first().map(|first| first.answers.place("referral.received").unwrap_or(&first.place));
    match place {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}

/// `a month`, `six months`.
fn months(number: u32) -> String {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match number {
        1 => "a month".into(),
        _ => match usize::try_from(number).ok().and_then(|number| WORDS.get(number.checked_sub(2)?)) {
            Some(word) => format!("{word} months"),
            None => format!("{number} months"),
        },
    }
}

#[cfg(test)]
mod tests;
