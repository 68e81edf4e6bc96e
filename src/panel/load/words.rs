//! `[wording]` and `[advice.*]`: what a panel says in its own words.

use std::collections::BTreeMap;

use super::super::table::{Table, unknown_word};
use super::super::wording::{PLACEHOLDERS, WORDING, fill};
use super::super::{Advice, Office, Written};
use super::Meeting;
use crate::finding::{Finding, Place};

/// What placeholders stand for.
pub(super) struct Known<'p>(Vec<(&'static str, &'p str)>);

impl<'p> Known<'p> {
    pub(super) fn new(name: &'p str, short_name: &'p str, office: &'p Office, meeting: &'p Meeting) -> Self {
        let co_chair = meeting.co_chair.as_deref().unwrap_or_default();
        let values = [
            short_name,
            name,
            &office.organisation,
            &office.email,
            &office.secure_email,
            &office.phone,
            &meeting.chair,
            co_chair,
        ];
        Known(PLACEHOLDERS.into_iter().zip(values).collect())
    }

    fn fill(&self, table: &Table<'_>, text: &str, place: &Place) -> String {
        let (filled, unknown) = fill(text, &self.0);
        for name in unknown {
            let written = Written { value: name, place: place.clone() };
            table.report(unknown_word("what stands in braces", &written, &PLACEHOLDERS));
        }
        filled
    }
}

/// What a letter says otherwise to an applicant than to a referrer.
const FOR_APPLICANTS: [&str; 9] = [
    "accept-opening",
    "decline-opening",
    "return-opening",
    "must-not-wait",
    "prepare",
    "responsibility",
    "how-to-send",
    "refer-again",
    "report-properly",
];

/// Every key of the wording table with the panel's text or the built-in one, a paragraph a line.
///
/// A panel to which people apply themselves must write what the built-in texts say to professionals.
pub(super) fn wording(
    top: &mut Table<'_>,
    known: &Known<'_>,
    applications: bool,
) -> BTreeMap<String, String> {
    let mut table = top.table("wording");
    if applications {
        let written = |key: &&&str| table.as_ref().is_some_and(|table| table.has(key));
        let missing: Vec<String> =
            FOR_APPLICANTS.iter().filter(|key| !written(key)).map(|key| format!("`{key}`")).collect();
        if !missing.is_empty() {
            top.report(
                Finding::error(
                    "panel-wording",
                    "people apply to this panel themselves, and [wording] does not speak to them",
                )
                .at(table.as_ref().map_or(top.place(), |table| table.place()).clone())
                .help(format!("Write {} for a member of the public", missing.join(", "))),
            );
        }
    }
    let mut words = BTreeMap::new();
    for wording in WORDING {
        let own = table.as_mut().and_then(|table| Some((table.paragraphs(wording.key)?, &*table)));
        let paragraphs: Vec<String> = match own {
            Some((own, table)) => {
                if own.value.len() > 1 && !wording.several {
                    table.report(
                        Finding::error(
                            "panel-wrong-kind",
                            format!("`{}` must be one paragraph", wording.key),
                        )
                        .at(own.place.clone())
                        .help(format!("Join them: it is the {}", wording.used)),
                    );
                }
                own.value.iter().map(|paragraph| known.fill(table, paragraph, &own.place)).collect()
            }
            None => {
                wording.built_in.iter().map(|paragraph| known.fill(top, paragraph, top.place())).collect()
            }
        };
        words.insert(wording.key.to_owned(), paragraphs.join("\n"));
    }
    if let Some(table) = table {
        table.finish();
    }
    words
}

/// Keys of advice under a key at the top of the file, each of them known.
pub(super) fn keys(top: &mut Table<'_>, key: &'static str, advice: &BTreeMap<String, Advice>) -> Vec<String> {
    let known: Vec<&str> = advice.keys().map(String::as_str).collect();
    let (good, unknown): (Vec<_>, Vec<_>) =
        top.texts(key).into_iter().partition(|written| advice.contains_key(&written.value));
    for written in unknown {
        top.report(unknown_word(&format!("an entry of `{key}`"), &written, &known));
    }
    good.into_iter().map(|written| written.value).collect()
}

/// Advice by key.
pub(super) fn advice(top: &mut Table<'_>, known: &Known<'_>) -> BTreeMap<String, Advice> {
    let Some(mut all) = top.table("advice") else { return BTreeMap::new() };
    let mut advice = BTreeMap::new();
    for (key, mut table) in all.named_tables() {
        let title = table.required_text("title").value;
        let text = table.required_prose("text");
        let contact = table.text("contact");
        let filled = Advice {
            title,
            text: known.fill(&table, &text.value, &text.place),
            contact: contact.map(|contact| known.fill(&table, &contact.value, &contact.place)),
        };
        table.finish();
        advice.insert(key.value, filled);
    }
    advice
}
