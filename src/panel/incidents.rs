//! `[incidents]`: which reports of incidents count, as the panel's own criteria say.

use super::normalise_name;
use crate::finding::Place;

/// How a panel counts reports of incidents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentRule {
    /// Its table in `panel.toml`.
    pub place: Place,
    /// Names under which forms give the police, as a body or as a channel.
    pub police: Vec<String>,
    /// Which reports qualify, if the panel counts those.
    pub qualifying: Option<QualifyingRule>,
}

/// Which reports qualify: made through one of the channels, soon enough after the incident, and
/// shortly enough before the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualifyingRule {
    /// Ways of reporting that count.
    pub channels: Vec<ReportChannel>,
    /// Ways of reporting that are known and do not count.
    pub other_channels: Vec<String>,
    /// Within so many months of the incident.
    pub within_months_of_incident: u32,
    /// In so many months before the application.
    pub months_before_application: u32,
}

/// A way of reporting that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportChannel {
    /// Its name, as letters give it.
    pub name: String,
    /// Other names it goes by in forms.
    pub aliases: Vec<String>,
}

impl IncidentRule {
    /// Whether the panel file lists this name, as [`normalise_name`] gives it.
    pub fn knows(&self, name: &str) -> bool {
        self.is_police(name)
            || self.qualifying.as_ref().is_some_and(|rule| rule.counts(name) || rule.is_other(name))
    }

    /// Whether a name is one of the police's.
    pub fn is_police(&self, name: &str) -> bool {
        is_one_of(&self.police, name)
    }
}

impl QualifyingRule {
    /// Whether a name is that of a way of reporting that counts.
    pub fn counts(&self, name: &str) -> bool {
        self.channels
            .iter()
            .any(|channel| normalise_name(&channel.name) == name || is_one_of(&channel.aliases, name))
    }

    /// Whether a name is that of a way of reporting that does not count.
    pub fn is_other(&self, name: &str) -> bool {
        is_one_of(&self.other_channels, name)
    }
}

fn is_one_of(names: &[String], wanted: &str) -> bool {
    names.iter().any(|name| normalise_name(name) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_if_any_of_the_lists_has_it() {
        let channel = ReportChannel { name: "ASB portal".into(), aliases: vec!["The portal".into()] };
        let qualifying = QualifyingRule {
            channels: vec![channel],
            other_channels: vec!["Officer on patrol".into()],
            within_months_of_incident: 1,
            months_before_application: 6,
        };
        let place = Place::file("northmoor/panel.toml");
        let police_only = IncidentRule { place, police: vec!["Example Police".into()], qualifying: None };
        let both = IncidentRule { qualifying: Some(qualifying), ..police_only.clone() };
        let known = |rule: &IncidentRule| -> Vec<bool> {
            ["Example Police", "ASB Portal", "portal", "officer on patrol", "Shopkeeper"]
                .map(|name| rule.knows(&normalise_name(name)))
                .into()
        };
        assert_eq!(known(&both), [true, true, true, true, false]);
        assert_eq!(known(&police_only), [true, false, false, false, false]);
    }
}
