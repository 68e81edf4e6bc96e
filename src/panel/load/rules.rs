//! `[[rule]]` and `[[instrument]]`: read here, checked by [`Rule`] and [`Instrument`].

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::table::{Table, unknown_word};
use super::super::{Advice, Instrument, RawInstrument, RawQuestion, RawRule, Rule, normalise_name};
use crate::finding::Finding;

/// All rules, all versions, in the order of the file.
pub(super) fn rules(top: &mut Table<'_>, advice: &BTreeMap<String, Advice>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let tables = top.tables("rule");
    if tables.is_empty() {
        top.report(
            Finding::error(
                "panel-no-rules",
                "the panel has no rules, so nothing would be decided by criteria",
            )
            .at(top.place().clone())
            .help("Add one table `[[rule]]` for each of the panel's criteria"),
        );
    }
    for table in tables {
        let Some(raw) = raw_rule(table) else { continue };
        let known: Vec<&str> = advice.keys().map(String::as_str).collect();
        for key in raw.advice.iter().filter(|key| !advice.contains_key(&key.value)) {
            top.report(unknown_word("an entry of `advice` of [[rule]]", key, &known));
        }
        match Rule::check(&raw) {
            Ok(rule) => {
                check_version(top, &rule, &raw, &rules);
                rules.push(rule);
            }
            Err(findings) => findings.into_iter().for_each(|finding| top.report(finding)),
        }
    }
    rules
}

/// Of one code only one version may be in force on a day, and all versions stand at one gate.
fn check_version(top: &Table<'_>, rule: &Rule, raw: &RawRule, before: &[Rule]) {
    for other in before.iter().filter(|other| other.code == rule.code) {
        if other.from == rule.from {
            let message = "two rules of one code come into force on the same day";
            top.report(
                Finding::error("panel-duplicate", message)
                    .at(raw.code.place.clone())
                    .under(other.place.clone())
                    .help("Give one of them another `code`, or a later `from`"),
            );
        }
        if other.gate != rule.gate {
            let message = "two versions of one rule stand at different gates";
            top.report(
                Finding::error("panel-rule-gate", message)
                    .at(raw.gate.place.clone())
                    .under(other.place.clone())
                    .help("Give the rule of the other gate a code of its own"),
            );
        }
    }
}

/// Refuses rules that name a band where an instrument has none: they could never be settled.
pub(super) fn check_bands(top: &Table<'_>, rules: &[Rule], instruments: &[Instrument]) {
    if instruments.iter().all(|instrument| !instrument.bands.is_empty()) && !instruments.is_empty() {
        return;
    }
    for rule in rules.iter().filter(|rule| rule.expression.paths().contains(&"risk.band")) {
        let message =
            format!("the rule `{}` uses `risk.band`, and an instrument of the panel has no bands", rule.code);
        top.report(
            Finding::error("panel-bands", message)
                .at(rule.place.clone())
                .help("Give each [[instrument]] its bands, such as `bands = [[\"Low\", 0], [\"High\", 18]]`"),
        );
    }
}

/// `None` if a key that every rule needs is missing or unusable, which was reported.
fn raw_rule(mut table: Table<'_>) -> Option<RawRule> {
    let raw = RawRule {
        place: table.place().clone(),
        code: table.required_text("code"),
        gate: table.required_text("gate"),
        needs: table.text("needs"),
        excludes: table.text("excludes"),
        from: table.required_date("from"),
        reason: table.required_prose("reason"),
        advice: table.texts("advice"),
        source: table.required_text("source"),
        ground: table.prose("ground"),
        first: table.prose("first"),
    };
    table.finish();
    let whole = [&raw.code, &raw.gate, &raw.reason, &raw.source].iter().all(|text| !text.value.is_empty());
    whole.then_some(raw)
}

/// All instruments; the first is the one a referral uses unless it names another.
pub(super) fn instruments(top: &mut Table<'_>) -> Vec<Instrument> {
    let mut instruments = Vec::new();
    let mut taken: Vec<Taken> = Vec::new();
    for table in top.tables("instrument") {
        let Some(raw) = raw_instrument(table) else { continue };
        // Versions of one instrument share their names, and begin on different days.
        let called = normalise_name(&raw.name.value);
        let from = raw.from.as_ref().map(|from| from.value);
        let mut own = Vec::new();
        for name in std::iter::once(&raw.name).chain(&raw.aliases) {
            let compared = normalise_name(&name.value);
            let clash =
                |other: &Taken| other.name == compared && (other.instrument != called || other.from == from);
            if taken.iter().any(clash) {
                top.report(
                    Finding::error("panel-duplicate", "two instruments have the same name or alias")
                        .at(name.place.clone())
                        .help("Give each a name that no other has; for a new version of one, write the day it is in use `from`"),
                );
            } else {
                own.push(Taken { name: compared, instrument: called.clone(), from });
            }
        }
        taken.extend(own);
        match Instrument::check(&raw) {
            Ok(instrument) => instruments.push(instrument),
            Err(findings) => findings.into_iter().for_each(|finding| top.report(finding)),
        }
    }
    instruments
}

/// A name that an instrument goes by, and since when.
struct Taken {
    name: String,
    instrument: String,
    from: Option<NaiveDate>,
}

fn raw_instrument(mut table: Table<'_>) -> Option<RawInstrument> {
    let raw = RawInstrument {
        place: table.place().clone(),
        name: table.required_text("name"),
        aliases: table.texts("aliases"),
        version: table.required_text("version"),
        from: table.date("from"),
        source: table.required_text("source"),
        threshold: table.required_text("threshold"),
        published: table.required_yes_no("published"),
        bands: table.scores("bands"),
        questions: table.tables("question").into_iter().filter_map(raw_question).collect(),
    };
    if raw.questions.is_empty() {
        table.report(
            Finding::error("panel-missing-key", "[[instrument]] has no questions")
                .at(table.place().clone())
                .help("Add one table `[[instrument.question]]` for each"),
        );
    }
    table.finish();
    let whole =
        [&raw.name, &raw.version, &raw.source, &raw.threshold].iter().all(|text| !text.value.is_empty());
    whole.then_some(raw)
}

fn raw_question(mut table: Table<'_>) -> Option<RawQuestion> {
    let raw = RawQuestion {
        place: table.place().clone(),
        code: table.required_text("code"),
        text: table.required_text("text"),
        aliases: table.texts("aliases"),
        options: table.required_scores("options"),
        escalator: table.text("escalator"),
    };
    table.finish();
    let whole = [&raw.code, &raw.text].iter().all(|text| !text.value.is_empty());
    whole.then_some(raw)
}
