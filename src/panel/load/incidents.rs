//! `[incidents]`: which reports of incidents count; and rules that count reports of a panel that does
//! not say which.

use super::super::incidents::{IncidentRule, QualifyingRule, ReportChannel};
use super::super::table::Table;
use super::super::{Rule, Written, normalise_name};
use super::values;
use crate::finding::Finding;

/// The table, if the panel has one.
pub(super) fn read(top: &mut Table<'_>) -> Option<IncidentRule> {
    let mut table = top.table("incidents")?;
    let police = table.texts("police");
    let qualifies = ["within-months-of-incident", "months-before-application", "channel", "other-channels"];
    let qualifying = qualifies.iter().any(|key| table.has(key)).then(|| qualifying(&mut table));
    if police.is_empty() && qualifying.is_none() {
        table.missing_one_of(
            &["police", "channel"],
            "Name the police as forms do, `police = [\"Police\"]`, or the ways of reporting that count",
        );
    }
    let place = table.place().clone();
    table.finish();
    Some(IncidentRule { place, police: values(police), qualifying })
}

fn qualifying(table: &mut Table<'_>) -> QualifyingRule {
    let within_months_of_incident = table.required_number("within-months-of-incident", 0..=120).value;
    let months_before_application = table.required_number("months-before-application", 1..=120).value;
    let mut taken: Vec<String> = Vec::new();
    let mut channels = Vec::new();
    for mut channel in table.tables("channel") {
        let name = channel.required_text("name");
        let aliases = channel.texts("aliases");
        claim(&channel, &mut taken, std::iter::once(&name).chain(&aliases));
        channels.push(ReportChannel { name: name.value, aliases: values(aliases) });
        channel.finish();
    }
    if channels.is_empty() {
        table.missing_one_of(
            &["channel"],
            "Add one table `[[incidents.channel]]` for each way of reporting that counts",
        );
    }
    let other_channels = table.texts("other-channels");
    claim(table, &mut taken, other_channels.iter());
    QualifyingRule {
        channels,
        other_channels: values(other_channels),
        within_months_of_incident,
        months_before_application,
    }
}

/// One name may mean one channel only, and not both count and not count.
fn claim<'w>(table: &Table<'_>, taken: &mut Vec<String>, names: impl Iterator<Item = &'w Written<String>>) {
    let mut own: Vec<String> = Vec::new();
    for written in names.filter(|written| !written.value.is_empty()) {
        let name = normalise_name(&written.value);
        if taken.contains(&name) {
            table.report(
                Finding::error(
                    "panel-duplicate",
                    "a way of reporting stands under two names, or counts and does not",
                )
                .at(written.place.clone())
                .help("Keep the name in one place"),
            );
        } else {
            own.push(name);
        }
    }
    taken.extend(own);
}

/// Refuses rules that count reports where the panel does not say which count.
pub(super) fn check(top: &Table<'_>, rules: &[Rule], incidents: Option<&IncidentRule>) {
    let police = incidents.is_some_and(|rule| !rule.police.is_empty());
    let qualifying = incidents.is_some_and(|rule| rule.qualifying.is_some());
    for rule in rules {
        let names = |start: &str| {
            rule.expression.paths().iter().any(|path| path.starts_with(start))
                || rule.reason.contains(&format!("{{{start}"))
        };
        for (start, given, help) in [
            (
                "incident_count.qualifying",
                qualifying,
                "Say under [incidents] which reports count: `within-months-of-incident`, `months-before-application` and a table `[[incidents.channel]]` for each channel",
            ),
            (
                "incident_count.police_12_months",
                police,
                "Say under [incidents] what forms call the police: `police = [\"Police\"]`",
            ),
        ] {
            if !given && names(start) {
                let message = format!(
                    "the rule `{}` uses `{start}`, and the panel does not say which reports count for it",
                    rule.code
                );
                top.report(Finding::error("panel-incidents", message).at(rule.place.clone()).help(help));
            }
        }
    }
}
