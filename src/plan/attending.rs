//! Who attends for a case, as a reader may know, and how they are reached.

use super::basis::Basis;
use super::invitations;
use crate::decide::Decided;
use crate::disclose::{self, Reader};
use crate::finding::{Finding, Place};
use crate::model::{Attending, Referral};
use crate::panel::{Area, OutsideAgency};
use crate::schedule::attendance::TO_BE_NAMED;

/// Somebody who comes for a case, as they are named for it once.
#[derive(Clone, Debug)]
pub struct Officer<'a> {
    /// Name as written.
    pub name: String,
    /// Agency as documents name it, or empty.
    pub agency: String,
    /// E-mail address as written, or empty.
    pub email: String,
    /// Who names them.
    pub named: Named<'a>,
    /// Where.
    pub place: &'a Place,
}

/// Who names somebody that comes.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    /// They themselves: they refer the case and name nobody else.
    Themselves(&'a Referral),
    /// This referral.
    Referral(&'a Referral),
    /// They come for a service of the area where the person lives.
    Service(&'a Area, &'a OutsideAgency),
    /// A return, the decisions, or an earlier meeting.
    Others,
}

/// Officers who attend for a case, as they sign in, without repeats. A member is told of those of
/// agencies that may know of the case, and of agencies that are no members.
pub fn attending(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<(String, String)> {
    let mut signing: Vec<(String, String)> = Vec::new();
    for officer in officers(basis, reader, decided) {
        let officer = (officer.name, officer.agency);
        if !signing.contains(&officer) {
            signing.push(officer);
        }
    }
    signing
}

/// The same with how they are reached, as often as they are named.
pub fn officers<'a>(basis: &Basis<'a>, reader: Reader<'a>, decided: &'a Decided) -> Vec<Officer<'a>> {
    let (panel, case) = (basis.panel, &decided.case);
    let mut officers: Vec<Officer<'a>> = Vec::new();
    let mut add = |name: &str, agency: String, email: &str, named: Named<'a>, place: &'a Place| {
        let may_come = disclose::may_come(panel, case, (name, email), &agency);
        if may_come && comes(basis, reader, decided, &agency) {
            let (name, email) = (name.trim().to_owned(), email.trim().to_owned());
            officers.push(Officer { name, agency, email, named, place });
        }
    };
    // Who refers is told a time, and comes, unless they name somebody else.
    for referral in case.referrals.iter().filter(|referral| referral.attending.is_empty()) {
        let text = |path: &str| referral.answers.text(path).unwrap_or_default();
        let [name, agency, email] = ["referrer.name", "referrer.agency", "referrer.email"].map(text);
        if !name.trim().is_empty() {
            let place = referral.answers.place("referrer.name").unwrap_or(&referral.place);
            add(name, basis.agency_name(agency), email, Named::Themselves(referral), place);
        }
    }
    for (officer, agency) in said_attending(basis, reader, decided) {
        let names = |referral: &&Referral| referral.attending.iter().any(|one| std::ptr::eq(one, officer));
        let named = case.referrals.iter().find(names).map_or(Named::Others, Named::Referral);
        add(&officer.name, agency, officer.email.as_deref().unwrap_or_default(), named, &officer.place);
    }
    if let Some(decision) = &case.decision {
        for added in &decision.add_attendees {
            let agency = panel.agency(added);
            let of_member = agency.and_then(|agency| Some((agency, agency.contacts.first()?)));
            let (agency, of_member) = match of_member.or_else(|| panel.contact_at(added)) {
                Some((agency, contact)) => (Some(agency), Some(contact)),
                None => (agency, None),
            };
            let (name, email) = match (agency, of_member) {
                (_, Some(contact)) => (contact.name.as_str(), contact.email.as_str()),
                (Some(_), None) => (TO_BE_NAMED, ""),
                (None, None) if added.contains('@') => (added.as_str(), added.as_str()),
                (None, None) => (added.as_str(), ""),
            };
            let agency = agency.map(|agency| agency.name.clone()).unwrap_or_default();
            add(name, agency, email, Named::Others, &decision.place);
        }
    }
    let said = case.referrals.iter().find_map(|referral| referral.answers.place("subject.area"));
    for (area, service) in invitations::told(basis, decided) {
        let (agency, place) = (service.name.clone(), said.unwrap_or(&panel.place));
        add(&service.contact, agency, &service.secure_email, Named::Service(area, service), place);
    }
    for (name, agency, email, place) in needed_again(basis, decided) {
        add(&name, agency, &email, Named::Others, place);
    }
    officers
}

/// `Pat Example (Northmoor Homes)`.
pub fn officer_in_short((name, agency): &(String, String)) -> String {
    if agency.is_empty() { name.clone() } else { format!("{name} ({agency})") }
}

/// Officers whom a referral, a return or the decisions name, and who do not come: they must not be told of
/// the case, or their agency is left out of it.
pub fn findings(basis: &Basis<'_>) -> Vec<Finding> {
    let heard = basis.heard().into_iter();
    heard.flat_map(|(decided, _)| turned_away(basis, decided)).collect()
}

fn turned_away(basis: &Basis<'_>, decided: &Decided) -> Vec<Finding> {
    let (panel, case) = (basis.panel, &decided.case);
    let said = said_attending(basis, Reader::Coordinator, decided).into_iter().filter(|(officer, agency)| {
        let email = officer.email.as_deref().unwrap_or_default();
        !disclose::may_come(panel, case, (&officer.name, email), agency)
    });
    let mut places: Vec<&Place> = said.map(|(officer, _)| &officer.place).collect();
    if let Some(decision) = &case.decision {
        let may_come = |added: &String| {
            let member = panel.agency(added);
            let contact = member.and_then(|agency| agency.contacts.first());
            let named = contact.map_or((added.as_str(), ""), |one| (one.name.as_str(), one.email.as_str()));
            disclose::may_come(panel, case, named, member.map_or("", |agency| agency.code.as_str()))
        };
        if !decision.add_attendees.iter().all(may_come) {
            places.push(&decision.place);
        }
    }
    let why = "must not be told of it, or is of an agency that is left out of it";
    let message = format!("an officer named to attend for {} {why}; nobody invites them", case.reference);
    let finding = |place: &Place| {
        Finding::urgent("officer-not-invited", message.clone())
            .at(place.clone())
            .help("Find out with the chair what they know already, and agree who comes in their place")
    };
    places.into_iter().map(finding).collect()
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

/// Who a case that stays open cannot do without: owners of its open actions, and somebody of the agency
/// that leads, unless that is at the table for every case. Name, agency, e-mail address, and where.
fn needed_again<'a>(basis: &Basis<'a>, decided: &'a Decided) -> Vec<(String, String, String, &'a Place)> {
    let (panel, case) = (basis.panel, &decided.case);
    let Some(open) = &case.stays_open else { return Vec::new() };
    let own = case.carried.iter().filter(|carried| carried.action.case.trim() == case.reference.as_str());
    let owners = own.map(|carried| {
        (carried.action.agency.as_str(), carried.action.owner.as_str(), &carried.action.place)
    });
    let first = case.referrals.first().map_or(&panel.place, |referral| &referral.place);
    let needed = owners.chain(open.lead.iter().map(|lead| (lead.as_str(), "", first)));
    needed
        .filter_map(|(written, owner, place)| {
            let agency = panel.agency(written)?;
            let contact = agency.contacts.first();
            let name = match owner.trim() {
                "" if agency.core && agency.sees_all => return None,
                "" => contact.map_or(TO_BE_NAMED, |contact| contact.name.as_str()),
                owner => owner,
            };
            let email = agency.contacts.iter().find(|contact| contact.name == name);
            let email = email.map_or("", |contact| contact.email.as_str());
            let may_come = disclose::is_entitled(panel, case, agency)
                && disclose::may_come(panel, case, (name, email), &agency.code);
            may_come.then(|| (name.to_owned(), agency.name.clone(), email.to_owned(), place))
        })
        .collect()
}
