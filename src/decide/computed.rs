//! Facts computed from answers: age on the meeting's date, residence, repeats, other panels.

use chrono::NaiveDate;

use super::MeetingContext;
use super::facts::{Facts, Known, Standing};
use crate::finding::{Finding, Place};
use crate::model::{Appearance, Case, FACTS, Origin, Value, age_on, fact, says_none, within_months};
use crate::panel::{Panel, normalise_name};

/// Nobody is older; a greater age is a slip in the century.
const OLDEST: i64 = 120;

/// Enters every computed fact but those of the risk assessment and the receipt.
pub(super) fn enter(
    panel: &Panel,
    meeting: &MeetingContext,
    case: &Case,
    facts: &mut Facts,
    findings: &mut Vec<Finding>,
) {
    let age = age(meeting.id.date, facts, findings);
    facts.enter("subject.age_known", age.known.clone());
    facts.enter("subject.age", age.years);
    let named = named(facts, ["subject.surname", "subject.forenames"]);
    facts.enter("subject.named", named);
    let applicant = self::named(facts, ["applicant.name", "applicant.organisation"]);
    facts.enter("applicant.named", applicant);
    for (path, from) in [("subject.lives_in_area", "subject.area"), ("case.in_area", "case.area")] {
        let known = from_text(facts, from, |area| is_one_of(&panel.areas, area));
        facts.enter(path, known);
    }
    let anyone = anyone_lives_in_area(panel, case, facts);
    facts.enter("case.anyone_lives_in_area", anyone);
    for (path, from) in [
        ("case.vulnerable", "case.vulnerability"),
        ("referral.needs_multi_agency", "referral.multi_agency_reason"),
    ] {
        let known = from_text(facts, from, |text| !says_none(text));
        facts.enter(path, known);
    }
    let transferred = transferred_in(facts);
    facts.enter("referral.transferred_in", transferred);
    let excluded = excluded(panel, facts, findings);
    facts.enter("process.excluded", excluded);
    repeat(meeting, case, facts, findings);
}

/// The other panel in the panel's list that deals with the case now, by its name there.
pub(super) fn other_panel(panel: &Panel, facts: &Facts) -> Option<String> {
    let Some(Value::List(entries)) = facts.get("process.current_panels").value else { return None };
    entries.iter().find_map(|entry| listed(panel, entry)).map(ToOwned::to_owned)
}

fn listed<'p>(panel: &'p Panel, entry: &str) -> Option<&'p str> {
    let wanted = normalise_name(entry);
    panel
        .other_panels
        .iter()
        .find(|other| {
            std::iter::once(&other.name).chain(&other.aliases).any(|name| normalise_name(name) == wanted)
        })
        .map(|other| other.name.as_str())
}

fn is_one_of(names: &[String], written: &str) -> bool {
    let wanted = normalise_name(written);
    names.iter().any(|name| normalise_name(name) == wanted)
}

/// Whether the person or somebody else in the case lives in the panel's area. Others whose area is
/// not known count for nothing; where the person's own is not known, nobody can tell.
fn anyone_lives_in_area(panel: &Panel, case: &Case, facts: &Facts) -> Known {
    let subject = facts.get("subject.lives_in_area");
    let others = case.referrals.iter().flat_map(|referral| &referral.others);
    let near: Vec<Place> = others
        .filter(|other| other.answers.text("other.area").is_some_and(|area| is_one_of(&panel.areas, area)))
        .filter_map(|other| other.answers.place("other.area").cloned())
        .collect();
    if near.is_empty() || subject.value == Some(Value::YesNo(true)) {
        return subject;
    }
    Known { shared: subject.shared, ..Known::value(Value::YesNo(true), near) }
}

/// A fact that a text decides; without the text it is absent for the same reason.
fn from_text(facts: &Facts, from: &str, holds: impl Fn(&str) -> bool) -> Known {
    let answer = facts.get(from);
    match &answer.value {
        Some(Value::Text(text)) => Known { value: Some(Value::YesNo(holds(text))), ..answer },
        _ => answer,
    }
}

/// One of the names is enough. One that is there and cannot be read may be anybody's: it is asked
/// for again.
fn named(facts: &Facts, paths: [&str; 2]) -> Known {
    let names = paths.map(|name| facts.get(name));
    let shared = names.iter().all(|known| known.shared);
    match names.into_iter().find(|known| matches!(known.standing, Standing::Unreadable(_))) {
        Some(unreadable) => Known { shared, ..unreadable },
        None => either(facts, paths[0], paths[1]),
    }
}

/// True if either is given. Else it is not known if one of them is so, and blank if both are.
fn either(facts: &Facts, first: &str, second: &str) -> Known {
    let (a, b) = (facts.get(first), facts.get(second));
    let shared = a.shared && b.shared;
    let given = |known: &Known| known.value.is_some();
    if given(&a) || given(&b) {
        let places = [a, b].into_iter().filter(given).flat_map(|known| known.places).collect();
        return Known { shared, ..Known::value(Value::YesNo(true), places) };
    }
    let places = [a.places, b.places].concat();
    let standing = [a.standing, b.standing]
        .into_iter()
        .max_by_key(|standing| match standing {
            Standing::Known | Standing::Blank => 0,
            Standing::Unreadable(_) => 1,
            Standing::NotKnown => 2,
            Standing::Contradicted => 3,
        })
        .unwrap_or(Standing::Blank);
    Known { shared, ..Known::absent(standing, places) }
}

struct Age {
    known: Known,
    years: Known,
}

/// From the date of birth; without one, the age as stated.
fn age(day: NaiveDate, facts: &Facts, findings: &mut Vec<Finding>) -> Age {
    let mut birth = facts.get("subject.date_of_birth");
    let mut stated = facts.get("subject.age_stated");
    let mut years = None;
    if let Some(Value::Date(born)) = birth.value {
        years = age_on(born, day).filter(|years| *years <= OLDEST);
        if years.is_none() {
            let problem = "this cannot be the date of birth of a living person";
            refuse(&mut birth, problem, "date-of-birth-impossible", findings);
        }
    }
    if let Some(Value::Number(age)) = stated.value {
        if !(0..=OLDEST).contains(&age) {
            refuse(&mut stated, "this cannot be an age", "age-impossible", findings);
        } else if let Some(years) = years
            && age != years
            && age.saturating_add(1) != years
            && let Some(place) = stated.places.first()
        {
            findings.push(
                Finding::warning(
                    "age-differs",
                    "the age stated is not the age by the date of birth, which is used",
                )
                .at(place.clone())
                .help("Ask the referrer which of the two is right"),
            );
        }
    }
    let value = match (years, &stated.value) {
        (Some(years), _) => Some(Known { value: Some(Value::Number(years)), ..birth.clone() }),
        (None, Some(Value::Number(_))) => Some(stated.clone()),
        _ => None,
    };
    let mut again = Facts::default();
    again.enter("subject.date_of_birth", birth);
    again.enter("subject.age_stated", stated);
    let known = either(&again, "subject.date_of_birth", "subject.age_stated");
    Age { years: value.unwrap_or_else(|| known.clone()), known }
}

fn refuse(known: &mut Known, problem: &str, code: &'static str, findings: &mut Vec<Finding>) {
    known.value = None;
    known.standing = Standing::Unreadable(problem.to_owned());
    let finding = Finding::warning(code, format!("{problem}, so it is not used"));
    let finding = match known.places.first() {
        Some(place) => finding.at(place.clone()),
        None => finding,
    };
    findings.push(finding.help("Ask the referrer and correct it"));
}

/// A blank is an answer here: nearly all referrals are not transfers.
fn transferred_in(facts: &Facts) -> Known {
    let from = facts.get("referral.transferred_from");
    match (&from.value, &from.standing) {
        (Some(Value::Text(text)), _) => Known { value: Some(Value::YesNo(!says_none(text))), ..from },
        (None, Standing::Blank) => {
            Known { shared: from.shared, ..Known::value(Value::YesNo(false), from.places) }
        }
        _ => from,
    }
}

fn excluded(panel: &Panel, facts: &Facts, findings: &mut Vec<Finding>) -> Known {
    let current = facts.get("process.current_panels");
    let Some(Value::List(entries)) = &current.value else { return current };
    for entry in entries {
        if listed(panel, entry).is_none() && !is_one_of(&panel.panels_no_bar, entry) && !says_none(entry) {
            let finding = Finding::warning(
                "panel-not-known",
                "a panel named as dealing with the case is in neither list of the panel file, so it is no bar",
            )
            .under(panel.place.clone())
            .help("Find out which panel it is; add it to the other panels, or to those that are no bar");
            findings.push(match current.places.first() {
                Some(place) => finding.at(place.clone()),
                None => finding,
            });
        }
    }
    let holds = entries.iter().any(|entry| listed(panel, entry).is_some());
    Known { value: Some(Value::YesNo(holds)), ..current }
}

/// Whether the person was referred in the twelve months before this referral, counted from the
/// last time they were *referred*. An earlier case without that day counts from its meeting.
fn repeat(meeting: &MeetingContext, case: &Case, facts: &mut Facts, findings: &mut Vec<Finding>) {
    let now = case
        .referrals
        .iter()
        .filter(|referral| !case.was_heard(referral))
        .filter_map(|referral| referral.answers.date("referral.received"))
        .min()
        .filter(|day| *day <= meeting.id.date)
        .unwrap_or(meeting.id.date);
    let mut last: Option<(NaiveDate, &Place)> = None;
    // A referral that was moved between an urgent and a regular meeting keeps its reference. A new one of
    // a case that stays open has the case's, and came after it.
    let came_before = |earlier: &&Appearance| {
        let new_of_open = case.stays_open.is_some() && earlier.referred.is_some_and(|day| day < now);
        earlier.reference != case.reference || new_of_open
    };
    for earlier in case.earlier.iter().filter(came_before) {
        let day = earlier.referred.unwrap_or_else(|| {
            findings.push(
                Finding::note(
                    "earlier-referral-undated",
                    "an earlier referral of the person has no day of receipt; its meeting's date is used for twelve months",
                )
                .at(earlier.place.clone())
                .help("Fill in the day it was received"),
            );
            earlier.meeting.date
        });
        if day <= now && last.is_none_or(|(latest, _)| day > latest) {
            last = Some((day, &earlier.place));
        }
    }
    let (value, referred) = match last {
        Some((day, place)) => (
            Known::value(Value::YesNo(within_months(day, now, 12)), vec![place.clone()]),
            Known::value(Value::Date(day), vec![place.clone()]),
        ),
        None => {
            (Known::value(Value::YesNo(false), Vec::new()), Known::absent(Standing::NotKnown, Vec::new()))
        }
    };
    facts.enter("referral.repeat", value);
    facts.enter("referral.last_referred", referred);
}

/// The answers under headings that a fact rests on, in the order of the form.
pub(super) fn answers_of(path: &str) -> Vec<&'static str> {
    let Some(found) = fact(path) else { return Vec::new() };
    let mut paths = Vec::new();
    collect(found.path, &mut paths, 0);
    let order = |path: &&str| FACTS.iter().position(|fact| fact.path == *path);
    paths.sort_by_key(order);
    paths.dedup();
    paths
}

fn collect(path: &'static str, paths: &mut Vec<&'static str>, depth: usize) {
    match fact(path).map(|fact| fact.origin) {
        Some(Origin::Computed(from))
            if depth < 8 && path != "risk.answers" && path != super::incidents::ROWS =>
        {
            for path in from {
                collect(path, paths, depth.saturating_add(1));
            }
        }
        Some(_) => paths.push(path),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computed_fact_is_asked_for_by_the_answers_it_rests_on() {
        assert_eq!(answers_of("subject.age"), ["subject.date_of_birth", "subject.age_stated"]);
        assert_eq!(answers_of("case.vulnerable"), ["case.vulnerability"]);
        assert_eq!(answers_of("risk.is_high"), ["risk.stated_total", "risk.answers"]);
        assert_eq!(answers_of("subject.at_risk"), ["subject.at_risk"]);
    }
}
