//! Invitations to services of the area where a person lives, for panels that hear people who live
//! elsewhere.
//!
//! Such a service has not signed the sharing agreement. It gets one invitation to sign, which names
//! nobody and no case. Only where people have recorded that it may be told of one case does it get
//! an invitation to that case, with name and date of birth and nothing else.

use std::collections::BTreeMap;

use super::basis::{Basis, capitalised, slot_times};
use super::outside::{Home, home, how_to_record, letterhead, letterhead_to};
use super::view::{Invitation, Letterhead};
use super::{Content, Document};
use crate::decide::Decided;
use crate::disclose::{self, Reader, Telling};
use crate::finding::{Finding, Place};
use crate::model::{CaseRef, Referral, uk_date};
use crate::panel::{Agency, Area, OutsideAgency, normalise_name};

/// All invitations of a meeting.
pub fn documents(basis: &Basis<'_>, findings: &mut Vec<Finding>) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut to_sign: BTreeMap<(&str, &str), (&Area, &OutsideAgency)> = BTreeMap::new();
    for (decided, slot) in basis.heard() {
        let Some(place) = decided.case.referrals.first().map(|referral| &referral.place) else { continue };
        for (area, service) in services(basis, decided, findings) {
            match disclose::telling(basis.panel, &decided.case, &area.code, service) {
                Telling::Recorded { .. } => documents.push(Document {
                    path: format!(
                        "areas/{}/{}/{}/invitation.pdf",
                        area.code, service.code, decided.case.reference
                    ),
                    content: Content::Invitation(Box::new(to_case(
                        basis,
                        decided,
                        &capitalised(&slot_times(slot)),
                        service,
                    ))),
                }),
                Telling::NotRecorded => {
                    to_sign.insert((&area.code, &service.code), (area, service));
                    findings.push(not_recorded(&decided.case.reference, decided, place, service));
                }
                Telling::LeftOut => findings.push(
                    Finding::note("home-authority-left-out", "a service where the person lives is left out of the case and is not invited")
                        .at(place.clone()),
                ),
                Telling::MustNotBeTold => findings.push(
                    Finding::urgent("addressee-must-not-be-told", "an invitation was not made: its addressee is on the list of people who must not be told")
                        .at(place.clone())
                        .help("speak to the referring agency and agree a safe addressee before anything is sent"),
                ),
            }
        }
    }
    documents.extend(to_sign.into_values().map(|(area, service)| Document {
        path: format!("areas/{}/{}/invitation-to-sign.pdf", area.code, service.code),
        content: Content::InvitationToSign(Box::new(to_agreement(basis, service))),
    }));
    documents
}

/// The services to invite for a case, and to ask about it: those of the area where the person lives.
pub fn services<'a>(
    basis: &Basis<'a>,
    decided: &'a Decided,
    findings: &mut Vec<Finding>,
) -> Vec<(&'a Area, &'a OutsideAgency)> {
    if !basis.panel.home_authority {
        return Vec::new();
    }
    match home(basis, decided) {
        Home::Known(area) => area.services.iter().map(|service| (area, service)).collect(),
        Home::Here => Vec::new(),
        Home::Elsewhere(place) => {
            findings.push(
                Finding::warning(
                    "home-authority-not-known",
                    "the person lives in an area that is not in the panel file; nobody there is invited",
                )
                .at(place.clone())
                .help("Find out which services support the person there and add the area under [[area]] in the panel file"),
            );
            Vec::new()
        }
    }
}

/// For each service of the area where the person lives: its name, and whether it may be told of the
/// case. For the profile; a member's names those that are invited.
pub fn invited(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<String> {
    let services = services(basis, decided, &mut Vec::new());
    services
        .into_iter()
        .map(|(area, service)| (service, disclose::telling(basis.panel, &decided.case, &area.code, service)))
        .filter(|(_, telling)| reader == Reader::Coordinator || matches!(telling, Telling::Recorded { .. }))
        .map(|(service, telling)| {
            let standing = match telling {
                Telling::Recorded { .. } => "invited to this case",
                Telling::NotRecorded => "asked to sign the agreement, and told nothing of this case",
                Telling::LeftOut => "left out of this case",
                Telling::MustNotBeTold => "not invited: its addressee must not be told",
            };
            format!("{} ({standing})", service.name)
        })
        .collect()
}

/// The services of the area where the person lives that may be told of the case: they come for it.
pub fn told<'a>(basis: &Basis<'a>, decided: &'a Decided) -> Vec<(&'a Area, &'a OutsideAgency)> {
    let mut services = services(basis, decided, &mut Vec::new());
    services.retain(|(area, service)| {
        let telling = disclose::telling(basis.panel, &decided.case, &area.code, service);
        matches!(telling, Telling::Recorded { .. })
    });
    services
}

/// The same as a referrer may know of them (rule 6): by name only those that this very referral names,
/// for another's name would tell what it may know of the person. If the referral says where the person
/// lives, the others are the services of that area.
pub fn told_as_referrer_knows(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> Vec<String> {
    let told = told(basis, decided).into_iter().map(|(_, service)| service);
    let said: Vec<String> = ["subject.home_contact"]
        .into_iter()
        .filter_map(|path| referral.answers.text(path))
        .chain(referral.answers.list("referral.agencies").iter().map(String::as_str))
        .map(|written| format!(" {} ", normalise_name(written)))
        .collect();
    let is_named = |service: &&OutsideAgency| {
        let mut names = std::iter::once(&service.name).chain(&service.aliases);
        names.any(|name| said.iter().any(|said| said.contains(&format!(" {} ", normalise_name(name)))))
    };
    let (named, others): (Vec<&OutsideAgency>, Vec<&OutsideAgency>) = told.partition(is_named);
    let area = referral.answers.text("subject.area").and_then(|said| basis.panel.area(said));
    let of_area = area.filter(|_| !others.is_empty()).map(|area| format!("Services of {}", area.name));
    named.into_iter().map(|service| service.name.clone()).chain(of_area).collect()
}

fn not_recorded(reference: &CaseRef, decided: &Decided, place: &Place, service: &OutsideAgency) -> Finding {
    Finding::warning(
        "home-authority-not-recorded",
        format!(
            "a service where the person of {reference} lives is only invited to sign the agreement: nobody has recorded that it may be told of the case"
        ),
    )
    .at(decided.case.decision.as_ref().map_or(place, |decision| &decision.place).clone())
    .help(how_to_record(service))
}

fn to_case(basis: &Basis<'_>, decided: &Decided, slot: &str, service: &OutsideAgency) -> Invitation {
    let panel = basis.panel;
    let first = decided.case.referrals.first();
    let mut head = letterhead(basis, service, &service.secure_email);
    head.our_reference = decided.case.reference.to_string();
    head.person = first.and_then(|referral| referral.person_name()).unwrap_or_default();
    head.must_not_wait = panel.words("must-not-wait").to_owned();
    let born = first.and_then(|referral| referral.date_of_birth());
    Invitation {
        frame: basis.frame("Invitation to one case", "", decided.draft),
        head,
        opening: panel.paragraphs("invite-opening"),
        born: born.map(uk_date).unwrap_or_default(),
        slot: slot.to_owned(),
        venue: panel.slots.place.clone(),
        link: panel.slots.link.clone().unwrap_or_default(),
        asks: panel.paragraphs("invite-asks"),
        answer_by: basis.answers_of_invited().say(),
        how_to_send: panel.paragraphs("how-to-send"),
        confidentiality: panel.paragraphs("confidentiality"),
    }
}

/// To a service of another area.
fn to_agreement(basis: &Basis<'_>, service: &OutsideAgency) -> Invitation {
    let sent_by = format!("By e-mail to {}", service.email);
    let head = letterhead_to(basis, &service.contact, &service.name, sent_by);
    invitation_to_sign(basis, head, basis.panel.paragraphs("sign-opening"))
}

/// To a member that has not signed the sharing agreement.
pub fn member_to_agreement(basis: &Basis<'_>, agency: &Agency) -> Invitation {
    let contact = agency.contacts.first();
    let email = contact.map_or("", |contact| contact.email.as_str());
    let sent_by = if email.is_empty() { String::new() } else { format!("By e-mail to {email}") };
    let name = contact.map_or("", |contact| contact.name.as_str());
    let head = letterhead_to(basis, name, &agency.name, sent_by);
    invitation_to_sign(basis, head, basis.panel.paragraphs("sign-member-opening"))
}

/// It names no person, no case and no meeting: it would be the same if there were none. An urgent
/// meeting's day, too, would tell that somebody is in danger, so then even the letter's date is left to
/// whoever sends it.
fn invitation_to_sign(basis: &Basis<'_>, mut head: Letterhead, opening: Vec<String>) -> Invitation {
    let panel = basis.panel;
    let mut frame = basis.frame("Invitation to sign our information sharing agreement", "", false);
    frame.meeting = String::new();
    frame.meeting_folder = basis.dates.letters.to_string();
    if basis.meeting.id.urgent {
        head.date = String::new();
        frame.meeting_folder = String::new();
    }
    Invitation {
        frame,
        head,
        opening,
        born: String::new(),
        slot: String::new(),
        venue: Vec::new(),
        link: String::new(),
        asks: panel.paragraphs("sign-asks"),
        answer_by: String::new(),
        how_to_send: Vec::new(),
        confidentiality: Vec::new(),
    }
}
