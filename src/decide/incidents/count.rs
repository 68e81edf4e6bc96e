//! How many incidents some reports are about: a range, for one incident may be reported to several
//! bodies, and dates may not be known.
//!
//! Two reports are certainly of one incident if day, words and place agree. They are certainly of two
//! if the days differ, or if one body was told two different stories. All else may be either.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

/// What happened and where, as compared; none if the report does not say what happened.
pub(super) type Story = Option<(String, String)>;

/// A report, as counting looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// The day of the incident, if it is known.
    pub(super) day: Option<NaiveDate>,
    /// What happened.
    pub(super) story: Story,
    /// Whom it was reported to, as compared.
    pub(super) bodies: Vec<String>,
}

/// The fewest and the most incidents that the reports can be about.
///
/// Neither falls when a report is added, and the order of reports does not matter.
pub(super) fn incidents<'r>(reports: impl IntoIterator<Item = &'r Report>) -> (i64, i64) {
    let reports: Vec<&Report> = reports.into_iter().collect();
    let known: BTreeSet<_> =
        reports.iter().filter_map(|report| Some((report.day?, report.story.as_ref()?))).collect();
    let vague = reports.iter().filter(|report| report.day.is_none() || report.story.is_none()).count();
    (count(fewest(&reports)), count(known.len().saturating_add(vague)))
}

/// Whether two reports are certainly of one incident.
pub(super) fn same(one: &Report, other: &Report) -> bool {
    one.day.is_some() && one.day == other.day && one.story.is_some() && one.story == other.story
}

/// Whether two reports may be of one incident.
pub(super) fn may_be_same(one: &Report, other: &Report) -> bool {
    let days = one.day.zip(other.day).is_none_or(|(one, other)| one == other);
    let told_twice = one.bodies.iter().any(|body| other.bodies.contains(body));
    let two_stories = one.story.is_some() && other.story.is_some() && one.story != other.story;
    days && !(told_twice && two_stories)
}

/// Each day with a report has one incident at least, and as many as one body was told stories; and so
/// has the whole, days known or not.
fn fewest(reports: &[&Report]) -> usize {
    let mut days: BTreeMap<NaiveDate, Vec<&Report>> = BTreeMap::new();
    for report in reports {
        if let Some(day) = report.day {
            days.entry(day).or_default().push(report);
        }
    }
    let by_day: usize = days
        .values()
        .map(|of_day| {
            bodies(of_day).into_iter().map(|body| stories(of_day, body).len()).max().unwrap_or(0).max(1)
        })
        .sum();
    let by_body = bodies(reports).into_iter().map(|body| {
        let told = stories(reports, body);
        let with_day: BTreeSet<&Story> =
            told.iter().filter(|(day, _)| day.is_some()).map(|(_, story)| *story).collect();
        told.iter().filter(|(day, story)| day.is_some() || !with_day.contains(story)).count()
    });
    by_day.max(by_body.max().unwrap_or(0)).max(usize::from(!reports.is_empty()))
}

fn bodies<'r>(reports: &[&'r Report]) -> BTreeSet<&'r String> {
    reports.iter().flat_map(|report| &report.bodies).collect()
}

/// The different stories that one body was told, with their days.
fn stories<'r>(reports: &[&'r Report], body: &String) -> BTreeSet<(Option<NaiveDate>, &'r Story)> {
    let told = reports.iter().filter(|report| report.story.is_some() && report.bodies.contains(body));
    told.map(|report| (report.day, &report.story)).collect()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn report(day: u32, what: &str, body: &str) -> Report {
        Report {
            day: NaiveDate::from_ymd_opt(2026, 9, day),
            story: (!what.is_empty()).then(|| (what.to_owned(), String::new())),
            bodies: if body.is_empty() { Vec::new() } else { vec![body.to_owned()] },
        }
    }

    fn counted(reports: &[Report]) -> (i64, i64) {
        incidents(reports)
    }

    #[test]
    fn one_incident_reported_to_two_bodies_counts_once() {
        assert_eq!(counted(&[report(1, "shouting", "police"), report(1, "shouting", "corporation")]), (1, 1));
    }

    #[test]
    fn two_stories_of_one_day_may_be_one_unless_one_body_heard_both() {
        assert_eq!(counted(&[report(1, "shouting", "police"), report(1, "threats", "corporation")]), (1, 2));
        assert_eq!(counted(&[report(1, "shouting", "police"), report(1, "threats", "police")]), (2, 2));
        assert_eq!(counted(&[report(1, "shouting", "police"), report(1, "", "police")]), (1, 2));
    }

    #[test]
    fn two_days_are_two_incidents_and_no_day_may_be_any() {
        assert_eq!(counted(&[report(1, "shouting", "police"), report(2, "shouting", "police")]), (2, 2));
        assert_eq!(counted(&[report(1, "shouting", "police"), report(0, "shouting", "corporation")]), (1, 2));
        assert_eq!(counted(&[report(1, "shouting", "police"), report(0, "threats", "police")]), (2, 2));
        assert_eq!(counted(&[report(0, "", ""), report(0, "", "")]), (1, 2));
        assert_eq!(counted(&[]), (0, 0));
    }

    fn any_report() -> impl Strategy<Value = Report> {
        let body = prop::sample::select(vec!["", "police", "corporation", "portal"]);
        let what = prop::sample::select(vec!["", "noise", "threats", "damage"]);
        // Day 0 is no day.
        (0u32..4, what, prop::collection::vec(body, 0..3)).prop_map(|(day, what, bodies)| Report {
            bodies: bodies.into_iter().filter(|body| !body.is_empty()).map(str::to_owned).collect(),
            ..report(day, what, "")
        })
    }

    proptest! {
        #[test]
        fn the_range_is_one_grows_with_reports_and_knows_no_order(
            reports in prop::collection::vec(any_report(), 0..8),
            another in any_report(),
            at in 0usize..8,
        ) {
            let (low, high) = counted(&reports);
            prop_assert!(low <= high);
            let mut more = reports.clone();
            more.insert(at.min(reports.len()), another);
            let (more_low, more_high) = counted(&more);
            prop_assert!(more_low >= low && more_high >= high);
            more.reverse();
            prop_assert_eq!(counted(&more), (more_low, more_high));
        }
    }
}
