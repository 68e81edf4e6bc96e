//! What the coordinator must know of who is left out of a case: that it is withheld from every member until
//! an entry is understood, that the list of people names an agency, and that what another case of the person
//! says holds here too.

use super::basis::Basis;
use crate::decide::Decided;
use crate::disclose::{self, Withholding};
use crate::finding::{Finding, Place};
use crate::model::{Bond, Case, Safeguard};

/// What is to be said of all cases of a meeting.
pub fn findings(basis: &Basis<'_>) -> Vec<Finding> {
    basis.decided.iter().flat_map(|decided| of_case(basis, decided)).collect()
}

fn of_case(basis: &Basis<'_>, decided: &Decided) -> Vec<Finding> {
    let (panel, case) = (basis.panel, &decided.case);
    let withheld = disclose::withholding(panel, case).into_iter();
    let mut findings: Vec<Finding> =
        withheld.map(|(why, place)| withheld_from_all(case, why, place)).collect();
    let first = case.referrals.first().map(|referral| &referral.place);
    let listed = case.referrals.iter().find_map(|one| {
        let listed = !one.answers.list("subject.must_not_be_told").is_empty();
        one.answers.place("subject.must_not_be_told").filter(|_| listed)
    });
    if let Some(place) = listed.or(first) {
        let members = disclose::left_out_by_people(panel, case).into_iter();
        findings.extend(members.map(|member| left_out_by_people(case, &member.code, place.clone())));
    }
    findings
        .extend(case.safeguards.iter().filter(|one| holds_more(basis, case, one)).map(|one| held(case, one)));
    findings
}

fn withheld_from_all(case: &Case, why: Withholding, place: Place) -> Finding {
    let reference = &case.reference;
    match why {
        Withholding::NotUnderstood => Finding::urgent(
            "leave-out-not-understood",
            format!("nobody can tell whom an entry among the agencies to leave out of {reference} means, so no member is asked about the case or told of it"),
        )
        .help("Write each agency's name or code as the panel file has it, parted by semicolons; of an agency that is no member, its full name"),
        Withholding::Everyone => Finding::urgent(
            "leave-out-everyone",
            format!("every agency is to be left out of {reference}, so no member is asked about the case or told of it"),
        )
        .help("Agree with the referrer and the chair which agencies must not be told, and name each of them"),
    }
    .at(place)
}

fn left_out_by_people(case: &Case, code: &str, place: Place) -> Finding {
    Finding::warning(
        "left-out-by-people",
        format!(
            "{code} is left out of {}, for the list of people who must not be told names it and no person",
            case.reference
        ),
    )
    .at(place)
    .help("If only somebody there must not be told, write that person's name")
}

/// Whether what another case says leaves out more than the case itself.
fn holds_more(basis: &Basis<'_>, case: &Case, safeguard: &Safeguard) -> bool {
    if !safeguard.is_lifted_by_people() {
        return false;
    }
    let with = |safeguards: Vec<Safeguard>| {
        let case = Case { safeguards, ..case.clone() };
        let mut codes = disclose::left_out(basis.panel, &case);
        codes.sort();
        (codes, disclose::must_not_be_told(&case).len(), disclose::withholding(basis.panel, &case).len())
    };
    let own: Vec<Safeguard> =
        case.safeguards.iter().filter(|one| !one.is_lifted_by_people()).cloned().collect();
    let more = own.iter().chain([safeguard]).cloned().collect();
    with(own) != with(more)
}

fn held(case: &Case, safeguard: &Safeguard) -> Finding {
    let of = safeguard.reference.as_ref().map_or_else(String::new, ToString::to_string);
    let (whose, more) = match safeguard.bond {
        Bond::MayBeSamePerson => (
            "which may be of the same person",
            " If they are two people, correct the names or dates of birth, or do the same.",
        ),
        _ => ("an earlier case of the person", ""),
    };
    Finding::warning(
        "left-out-before",
        format!("who must not be told of {of}, {whose}, is told nothing of {} either", case.reference),
    )
    .at(safeguard.place.clone())
    .help(format!(
        "To tell an agency all the same, write it under “Attendees to add” for {} in decisions.xlsx, with who decided and when; a person is taken off the list where it stands.{more}",
        case.reference
    ))
}
