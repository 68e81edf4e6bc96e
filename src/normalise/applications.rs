//! Applications of victims for a review: each is a case of its own, judged on its own reports, even
//! where several are about one person's behaviour. That they seem to be is said to the coordinator.

use chrono::NaiveDate;

use super::link::{Group, arrival};
use super::people::Identity;
use crate::finding::Finding;
use crate::model::Referral;
use crate::panel::normalise_name;

/// One group an application, in the order in which they came.
pub fn apart(mut applications: Vec<Referral>, findings: &mut Vec<Finding>) -> Vec<Group> {
    applications.sort_by(|a, b| (arrival(a), &a.place).cmp(&(arrival(b), &b.place)));
    for (index, application) in applications.iter().enumerate() {
        let before = applications.get(..index).unwrap_or_default();
        if let Some(earlier) = before.iter().find(|earlier| one_matter(earlier, application)) {
            findings.push(
                Finding::warning(
                    "applications-one-matter",
                    format!("seems to be about the same matter as the application in {}; each is judged on its own reports", earlier.place),
                )
                .at(application.place.clone())
                .help("Read both together before you decide; in a letter tell neither applicant of the other"),
            );
        }
    }
    applications
        .into_iter()
        .map(|application| Group {
            people: vec![Identity::of(&application)],
            referrals: vec![application],
            deferred_from: None,
            open: None,
        })
        .collect()
}

/// Whether two applications name one person besides the applicants, or report one incident.
fn one_matter(one: &Referral, other: &Referral) -> bool {
    let (people, incidents) = (named(one), reported(one));
    named(other).iter().any(|person| people.contains(person))
        || reported(other).iter().any(|incident| incidents.contains(incident))
}

/// Full names of the others in a case, as compared.
fn named(application: &Referral) -> Vec<String> {
    let full = |surname: Option<&str>, forenames: Option<&str>| {
        Some(normalise_name(&format!("{} {}", forenames?, surname?))).filter(|name| !name.is_empty())
    };
    let others = application
        .others
        .iter()
        .filter_map(|other| full(other.answers.text("other.surname"), other.answers.text("other.forenames")));
    let subject = &application.answers;
    others.chain(full(subject.text("subject.surname"), subject.text("subject.forenames"))).collect()
}

/// Days and places of incidents, where both are given.
fn reported(application: &Referral) -> Vec<(NaiveDate, String)> {
    let of = application.incidents.iter().filter_map(|incident| {
        let place = normalise_name(incident.answers.text("incident.where")?);
        Some((incident.answers.date("incident.date")?, place))
    });
    of.filter(|(_, place)| !place.is_empty()).collect()
}
