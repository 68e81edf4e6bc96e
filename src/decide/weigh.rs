//! Every rule in force, weighed for a case: met, not met or unknown, and why unknown.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::decided::{Evaluation, FactUse};
use super::facts::{Facts, Known};
use super::reasons::fill_for_terminal;
use crate::finding::Place;
use crate::model::Value;
use crate::panel::{Defect, FactValues, Gate, Panel, RawRule, Rule, Truth, Weighed, Written};

/// A rule with what it came to.
pub(super) struct Judged<'r> {
    /// The rule.
    pub(super) rule: &'r Rule,
    /// Met, not met or unknown.
    pub(super) truth: Truth,
    /// The absent facts for which it is unknown.
    pub(super) for_want_of: BTreeSet<&'static str>,
    /// One of these can be filled in by the referrer.
    pub(super) can_be_filled_in: bool,
    /// One of these was asked and is not known.
    pub(super) is_not_known: bool,
}

impl Judged<'_> {
    /// Whether it is unknown only because an answer was left blank.
    pub(super) fn only_blank(&self) -> bool {
        self.truth == Truth::Unknown && !self.is_not_known
    }
}

/// The rules of the panel in force on a day, and after them those every panel has, unless the panel
/// words them itself under the same code.
pub(super) fn in_force(panel: &Panel, day: NaiveDate) -> Vec<Rule> {
    let mut rules: Vec<Rule> = panel.rules_on(day).into_iter().cloned().collect();
    for own in every_panels(&panel.place, panel.applications) {
        if !rules.iter().any(|rule| rule.code == own.code) {
            rules.push(own);
        }
    }
    rules
}

/// Name, and date of birth or age, are required by every panel; by one to which victims apply
/// themselves, who applies: a business has no date of birth.
fn every_panels(place: &Place, applications: bool) -> Vec<Rule> {
    const REFERRED: &[(&str, &str, &str)] = &[
        ("name-given", "subject.named", "The referral does not say what the person is called."),
        ("birth-or-age-given", "subject.age_known", "The referral gives neither a date of birth nor an age."),
    ];
    const APPLIED: &[(&str, &str, &str)] =
        &[("applicant-named", "applicant.named", "The application does not say who is applying.")];
    let required = if applications { APPLIED } else { REFERRED };
    let rule = |(code, needs, reason): &(&str, &str, &str)| {
        let written = |text: &str| Written { value: text.to_owned(), place: place.clone() };
        Rule::check(&RawRule {
            place: place.clone(),
            code: written(code),
            gate: written(Gate::Completeness.name()),
            needs: Some(written(needs)),
            excludes: None,
            from: Written { value: NaiveDate::MIN, place: place.clone() },
            reason: written(reason),
            advice: Vec::new(),
            source: written("Required by every panel"),
            ground: None,
            first: None,
        })
        .expect("the rules built in are checked by a test")
    };
    required.iter().map(rule).collect()
}

/// Weighs all rules for a case.
pub(super) fn weigh<'r>(rules: &'r [Rule], facts: &Facts) -> Result<Vec<Judged<'r>>, Defect> {
    let values: FactValues = facts.values();
    rules
        .iter()
        .map(|rule| {
            let Weighed { truth, for_want_of } = rule.expression.weigh(&values)?;
            let standings: Vec<_> = for_want_of.iter().map(|path| facts.get(path).standing).collect();
            Ok(Judged {
                rule,
                truth,
                for_want_of,
                can_be_filled_in: standings.iter().any(|standing| standing.can_be_filled_in()),
                is_not_known: standings.iter().any(|standing| !standing.can_be_filled_in()),
            })
        })
        .collect()
}

/// What the audit records of a rule.
pub(super) fn evaluation(judged: &Judged<'_>, facts: &Facts) -> Evaluation {
    Evaluation {
        code: judged.rule.code.clone(),
        gate: judged.rule.gate,
        result: judged.truth,
        source: judged.rule.source.clone(),
        rule: judged.rule.place.clone(),
        condition: judged.rule.expression.source_text.clone(),
        from: judged.rule.from,
        says: fill_for_terminal(&judged.rule.reason, facts),
        facts: judged
            .rule
            .expression
            .paths()
            .iter()
            .map(|path| {
                let known = facts.get(path);
                FactUse { path, value: words(&known), places: known.places }
            })
            .collect(),
    }
}

/// A value in words for the audit; a range of totals is what its facts `risk.low` and
/// `risk.high_total` say.
fn words(known: &Known) -> String {
    match &known.value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::YesNo(yes)) => yes.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Moment(moment)) => match moment.time {
            Some(time) => format!("{} {}", moment.date, time.format("%H:%M")),
            None => moment.date.to_string(),
        },
        Some(Value::Time(time)) => time.format("%H:%M").to_string(),
        Some(Value::List(entries)) if entries.is_empty() => "none".to_owned(),
        Some(Value::List(entries)) => entries.join("; "),
        None => known.standing.words().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Moment;

    #[test]
    fn every_kind_of_value_is_said_in_words() {
        let said = |value| words(&Known::value(value, Vec::new()));
        let date: NaiveDate = "2026-11-24".parse().expect("a day");
        let time = chrono::NaiveTime::from_hms_opt(16, 59, 0).expect("a time");
        assert_eq!(said(Value::List(Vec::new())), "none");
        assert_eq!(said(Value::List(vec!["MAPPA".into(), "MARAC".into()])), "MAPPA; MARAC");
        assert_eq!(said(Value::Moment(Moment { date, time: Some(time) })), "2026-11-24 16:59");
        assert_eq!(said(Value::Moment(Moment { date, time: None })), "2026-11-24");
        assert_eq!(said(Value::Date(date)), "2026-11-24");
        assert_eq!(said(Value::Time(time)), "16:59");
    }

    #[test]
    fn the_rules_built_in_are_good_ones() {
        let codes = |applications| -> Vec<String> {
            let place = Place::file("northmoor/panel.toml");
            every_panels(&place, applications).into_iter().map(|rule| rule.code).collect()
        };
        assert_eq!(codes(false), ["name-given", "birth-or-age-given"]);
        assert_eq!(codes(true), ["applicant-named"]);
    }
}
