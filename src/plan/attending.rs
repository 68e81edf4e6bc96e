//! Who attends for a case, as a reader may know.

use super::basis::Basis;
use super::invitations;
use crate::decide::Decided;
use crate::disclose::{self, Reader};
use crate::finding::Finding;
use crate::model::Attending;

/// Officers who attend for a case, as they sign in, without repeats. A member is told of those of
/// agencies that may know of the case, and of agencies that are no members.
pub fn attending(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<(String, String)> {
    let mut officers: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, email: &str, agency: String| {
        let officer = (name.trim().to_owned(), agency);
        let may_come = disclose::may_come(basis.panel, &decided.case, (name, email), &officer.1);
        if may_come && comes(basis, reader, decided, &officer.1) && !officers.contains(&officer) {
            officers.push(officer);
        }
    };
    // Who refers is told a time, and comes, unless they name somebody else.
    for referral in decided.case.referrals.iter().filter(|referral| referral.attending.is_empty()) {
        let text = |path: &str| referral.answers.text(path).unwrap_or_default();
        let (name, agency) = (text("referrer.name"), text("referrer.agency"));
        if !name.trim().is_empty() {
            add(name, text("referrer.email"), basis.agency_name(agency));
        }
    }
    for (officer, agency) in said_attending(basis, reader, decided) {
        add(&officer.name, officer.email.as_deref().unwrap_or_default(), agency);
    }
    for added in decided.case.decision.iter().flat_map(|decision| &decision.add_attendees) {
        match basis.panel.agency(added) {
            Some(agency) => {
                let contact = agency.contacts.first();
                let (name, email) = contact.map_or(("Officer to be named", ""), |contact| {
                    (contact.name.as_str(), contact.email.as_str())
                });
                add(name, email, agency.name.clone());
            }
            None => add(added, "", String::new()),
        }
    }
    for service in invitations::told(basis, decided) {
        add(&service.contact, &service.email, service.name.clone());
    }
    for (name, agency) in needed_again(basis, decided) {
        add(&name, "", agency);
    }
    officers
}

/// Who a case that stays open cannot do without: owners of its open actions, and somebody of the agency
/// that leads, unless that is at the table for every case.
fn needed_again(basis: &Basis<'_>, decided: &Decided) -> Vec<(String, String)> {
    let panel = basis.panel;
    let Some(open) = &decided.case.stays_open else { return Vec::new() };
    let reference = decided.case.reference.as_str();
    let own = decided.case.carried.iter().filter(|carried| carried.action.case.trim() == reference);
    let owners = own.map(|carried| (carried.action.agency.as_str(), carried.action.owner.as_str()));
    let needed = owners.chain(open.lead.iter().map(|lead| (lead.as_str(), "")));
    needed
        .filter_map(|(written, owner)| {
            let agency = panel.agency(written)?;
            let contact = agency.contacts.first();
            let name = match owner.trim() {
                "" if agency.core && agency.sees_all => return None,
                "" => contact.map_or("Officer to be named", |contact| contact.name.as_str()),
                owner => owner,
            };
            let email = agency.contacts.iter().find(|contact| contact.name == name);
            let email = email.map_or("", |contact| contact.email.as_str());
            let may_come = disclose::is_entitled(panel, &decided.case, agency)
                && disclose::may_be_told(&decided.case, name, email);
            may_come.then(|| (name.to_owned(), agency.name.clone()))
        })
        .collect()
}

/// `Pat Example (Northmoor Homes)`.
pub fn officer_in_short((name, agency): &(String, String)) -> String {
    if agency.is_empty() { name.clone() } else { format!("{name} ({agency})") }
}

/// Officers whom a referral or a return names, and who do not come: they must not be told of the case, or
/// their agency is left out of it.
pub fn findings(basis: &Basis<'_>) -> Vec<Finding> {
    let heard = basis.heard().into_iter();
    let named = heard.flat_map(|(decided, _)| {
        let said = said_attending(basis, Reader::Coordinator, decided).into_iter();
        said.map(move |(officer, agency)| (&decided.case, officer, agency))
    });
    let turned_away = named.filter(|(case, officer, agency)| {
        let email = officer.email.as_deref().unwrap_or_default();
        !disclose::may_come(basis.panel, case, (&officer.name, email), agency)
    });
    turned_away
        .map(|(case, officer, _)| {
            let why = "must not be told of it, or is of an agency that is left out of it";
            Finding::urgent(
                "officer-not-invited",
                format!("an officer named to attend for {} {why}; nobody invites them", case.reference),
            )
            .at(officer.place.clone())
            .help("Find out with the chair what they know already, and agree who comes in their place")
        })
        .collect()
}

/// Whether somebody of this agency comes, as a reader may know.
fn comes(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided, agency: &str) -> bool {
    let member = basis.panel.agency(agency);
    reader == Reader::Coordinator
        || member.is_none_or(|member| disclose::is_entitled(basis.panel, &decided.case, member))
}

/// Officers whom referrals and returns name, each with the agency as documents name it.
pub fn said_attending<'d>(
    basis: &Basis<'_>,
    reader: Reader<'d>,
    decided: &'d Decided,
) -> Vec<(&'d Attending, String)> {
    let mut said = Vec::new();
    for officer in decided.case.referrals.iter().flat_map(|referral| &referral.attending) {
        said.push((officer, basis.agency_name(&officer.agency)));
    }
    for returned in disclose::returns_for(reader, &decided.case) {
        let agency = basis.returning_agency(returned);
        said.extend(disclose::attending_for(reader, returned).map(|officer| (officer, agency.clone())));
    }
    said
}
