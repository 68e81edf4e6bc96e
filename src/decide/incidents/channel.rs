//! Whether a report was made in one of the ways that count, and whether to the police.

use super::{Doubt, FIELDS};
use crate::finding::{Finding, Place};
use crate::model::{Answer, Incident, Value};
use crate::panel::{IncidentRule, QualifyingRule, normalise_name};

/// How a report was made.
pub(super) enum Made {
    /// In a way that counts.
    Properly,
    /// In another way, or to nobody: why it does not count.
    Otherwise(String),
    /// It cannot be told.
    Unsure(Doubt),
}

/// Looks at body and channel: either may name a way that counts. A name on neither of the panel's
/// lists is not guessed at.
pub(super) fn made(
    incident: &Incident,
    rule: &QualifyingRule,
    findings: &mut Vec<Finding>,
    panel: &Place,
) -> Made {
    let (bodies, channels) = (names(incident, "incident.reported_to"), names(incident, "incident.channel"));
    if bodies.iter().chain(&channels).any(|name| rule.counts(name)) {
        return Made::Properly;
    }
    let answer = incident.answers.get("incident.channel");
    match answer {
        Some(Answer::Given { value: Value::List(entries), place, .. }) => {
            if entries.is_empty() || nobody(incident) {
                return Made::Otherwise("it was not reported to anybody".into());
            }
            if channels.iter().all(|name| rule.is_other(name)) {
                return Made::Otherwise("it was not reported through one of the channels that count".into());
            }
            findings.push(
                Finding::warning(
                    "channel-not-known",
                    "the panel file does not say whether reports made in this way count",
                )
                .at(place.clone())
                .under(panel.clone())
                .help(
                    "Add it to an [[incidents.channel]], or to `other-channels` if such reports do not count",
                ),
            );
            Made::Unsure(Doubt::for_people("we do not know whether the channel named is one that counts"))
        }
        _ if nobody(incident) => Made::Otherwise("it was not reported to anybody".into()),
        _ => Made::Unsure(Doubt::about(
            answer,
            "incident.channel",
            "it is not said through which channel it was reported",
        )),
    }
}

/// Whether the police were told: unknown if neither body nor channel is given, or if a name speaks of
/// police and is not one that the panel lists.
pub(super) fn to_police(incident: &Incident, rule: &IncidentRule) -> Option<bool> {
    let all: Vec<String> = FIELDS_OF_REPORT.iter().flat_map(|path| names(incident, path)).collect();
    if all.iter().any(|name| rule.is_police(name)) {
        return Some(true);
    }
    let silent =
        FIELDS_OF_REPORT.iter().all(|path| incident.answers.get(path).and_then(Answer::value).is_none());
    let perhaps = all.iter().any(|name| name.split(' ').any(|word| word == "police"));
    (!silent && !perhaps).then_some(false)
}

const FIELDS_OF_REPORT: [&str; 2] = ["incident.reported_to", "incident.channel"];

fn nobody(incident: &Incident) -> bool {
    matches!(
        incident.answers.get("incident.reported_to"),
        Some(Answer::Given { value: Value::List(entries), .. }) if entries.is_empty()
    )
}

/// The names in a list, as compared.
pub(super) fn names(incident: &Incident, path: &str) -> Vec<String> {
    debug_assert!(FIELDS.contains(&path) || path == "incident.reported_to");
    incident.answers.list(path).iter().map(|name| normalise_name(name)).collect()
}
