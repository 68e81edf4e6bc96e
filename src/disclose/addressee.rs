//! People who must not be told (rule 8) are never addressees.

use crate::model::Case;
use crate::panel::normalise_name;

/// Everyone who must not be told of a case, as written, without repeats.
pub fn must_not_be_told(case: &Case) -> Vec<String> {
    let mut people = Vec::new();
    for referral in &case.referrals {
        for person in referral.answers.list("subject.must_not_be_told") {
            if !people.contains(person) {
                people.push(person.clone());
            }
        }
    }
    people
}

/// Whether a document about this case may be addressed to somebody of this name and e-mail
/// address: not if either stands in the list of people who must not be told.
pub fn may_be_told(case: &Case, name: &str, email: &str) -> bool {
    let name = normalise_name(name);
    let email = email.trim().to_lowercase();
    !must_not_be_told(case).iter().any(|person| {
        let words = format!(" {} ", normalise_name(person));
        let names_them = !name.is_empty() && words.contains(&format!(" {name} "));
        let writes_to_them = !email.is_empty() && person.to_lowercase().contains(&email);
        names_them || writes_to_them
    })
}
