//! Names that forms use: other panels, and headings.

use super::super::table::{Table, unknown_word};
use super::super::{Advice, OtherPanel, Written, normalise_name};
use super::values;
use crate::finding::Finding;
use crate::model::{FACTS, Origin};
use std::collections::BTreeMap;

/// `[[other-panel]]`, and `panels-no-bar`: names of panels whose cases are taken all the same.
pub(super) fn other_panels(
    top: &mut Table<'_>,
    advice: &BTreeMap<String, Advice>,
) -> (Vec<OtherPanel>, Vec<String>) {
    let known: Vec<&str> = advice.keys().map(String::as_str).collect();
    let mut taken: Vec<String> = Vec::new();
    let mut panels = Vec::new();
    for mut table in top.tables("other-panel") {
        let name = table.required_text("name");
        let aliases = table.texts("aliases");
        claim(&table, &mut taken, std::iter::once(&name).chain(&aliases));
        let own_advice = table.texts("advice");
        for key in own_advice.iter().filter(|key| !advice.contains_key(&key.value)) {
            table.report(unknown_word("an entry of `advice` of [[other-panel]]", key, &known));
        }
        panels.push(OtherPanel {
            name: name.value,
            aliases: values(aliases),
            contact: table.required_text("contact").value,
            why: table.required_prose("why").value,
            advice: values(own_advice),
        });
        table.finish();
    }
    let no_bar = top.texts("panels-no-bar");
    claim(top, &mut taken, no_bar.iter());
    (panels, values(no_bar))
}

fn claim<'w>(table: &Table<'_>, taken: &mut Vec<String>, names: impl Iterator<Item = &'w Written<String>>) {
    let mut own: Vec<String> = Vec::new();
    for written in names.filter(|written| !written.value.is_empty()) {
        let name = normalise_name(&written.value);
        if taken.contains(&name) {
            table.report(
                Finding::error("panel-duplicate", "two other panels have the same name or alias")
                    .at(written.place.clone())
                    .help("Keep the name under one of them"),
            );
        } else {
            own.push(name);
        }
    }
    taken.extend(own);
}

/// `[[heading]]`: more headings under which forms give an answer, `(heading, fact path)`.
pub(super) fn headings(top: &mut Table<'_>) -> Vec<(String, String)> {
    let mut headings: Vec<(String, String)> = Vec::new();
    for mut table in top.tables("heading") {
        let path = table.required_text("fact");
        let aliases = table.required_texts("aliases");
        table.finish();
        let given: Vec<&str> = FACTS
            .iter()
            .filter(|fact| matches!(fact.origin, Origin::Heading { .. }))
            .map(|fact| fact.path)
            .collect();
        if !path.value.is_empty() && !given.contains(&path.value.as_str()) {
            top.report(unknown_word("`fact` of [[heading]]", &path, &given));
        }
        for alias in aliases {
            let meant = meaning(&alias.value).or_else(|| {
                let same = |(heading, _): &&(String, String)| same_heading(heading, &alias.value);
                headings.iter().find(same).map(|(_, path)| path.as_str())
            });
            match meant {
                Some(other) if other != path.value => top.report(
                    Finding::error("panel-duplicate", format!("this heading already means `{other}`"))
                        .at(alias.place)
                        .help("Take it out here, or give the form another heading"),
                ),
                _ => headings.push((alias.value, path.value.clone())),
            }
        }
    }
    headings
}

fn same_heading(a: &str, b: &str) -> bool {
    normalise_name(a) == normalise_name(b)
}

/// The fact a heading means without the panel's help.
fn meaning(written: &str) -> Option<&'static str> {
    FACTS
        .iter()
        .find(|fact| match fact.origin {
            Origin::Heading { heading, aliases, .. } => {
                same_heading(heading, written) || aliases.iter().any(|alias| same_heading(alias, written))
            }
            Origin::Computed(_) => false,
        })
        .map(|fact| fact.path)
}
