//! What letters to agencies of other areas share: where a person lives, and the first page.

use super::basis::Basis;
use super::view::Letterhead;
use crate::decide::Decided;
use crate::finding::Place;
use crate::model::uk_date;
use crate::panel::{Area, OutsideAgency};

/// Where the person of a case lives.
#[derive(Clone, Copy, Debug)]
pub enum Home<'a> {
    /// In the panel's own area, or nobody knows where.
    Here,
    /// In an area that the panel file lists.
    Known(&'a Area),
    /// Elsewhere; the answer stands here.
    Elsewhere(&'a Place),
}

/// Where the person lives, by the first referral that says so.
pub fn home<'a>(basis: &Basis<'a>, decided: &'a Decided) -> Home<'a> {
    let said = decided.case.referrals.iter().find_map(|referral| {
        Some((referral.answers.text("subject.area")?, referral.answers.place("subject.area")?))
    });
    match said {
        None => Home::Here,
        Some((area, _)) if basis.panel.serves(area) => Home::Here,
        Some((area, place)) => basis.panel.area(area).map_or(Home::Elsewhere(place), Home::Known),
    }
}

/// The first page of a letter to an agency of another area. `email` is where it goes.
pub fn letterhead(basis: &Basis<'_>, agency: &OutsideAgency, email: &str) -> Letterhead {
    letterhead_to(basis, &agency.contact, &agency.name, format!("By secure e-mail to {email}"))
}

/// The first page of a letter to an agency; `contact` is empty if nobody is named there.
pub fn letterhead_to(basis: &Basis<'_>, contact: &str, agency: &str, sent_by: String) -> Letterhead {
    let office = &basis.panel.office;
    Letterhead {
        office_address: office.address.clone(),
        email: office.email.clone(),
        phone: office.phone.clone(),
        signatory: office.signatory.clone(),
        to: [contact, agency].into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        sent_by,
        date: uk_date(basis.dates.letters),
        our_reference: String::new(),
        your_reference: String::new(),
        salutation: format!("Dear {}", if contact.is_empty() { "colleague" } else { contact }),
        person: String::new(),
        received: String::new(),
        must_not_wait: String::new(),
        closing: basis.panel.words("closing-line").to_owned(),
    }
}

/// How people record that an agency may be told of a case, for the help of findings.
pub fn how_to_record(agency: &OutsideAgency) -> String {
    format!(
        "Write “{}: …” and the basis under “Share with an agency outside the agreement” in decisions.xlsx, with who decided and the date",
        agency.name
    )
}
