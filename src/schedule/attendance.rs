//! Who comes for a case, and when they said they can.
//!
//! Members that see all cases sit through the meeting. Everybody else comes for their cases only and
//! is a visitor: officers of members that are invited case by case, referrers, and people of agencies
//! that are no members. One name at one agency is one visitor, however often they are named.

use std::fmt;

use crate::decide::Decided;
use crate::disclose::{self, Telling};
use crate::model::{Attending, Case};
use crate::panel::{OutsideAgency, Panel, normalise_name};

/// Who comes from an agency that is invited and has no contact.
pub const TO_BE_NAMED: &str = "Officer to be named";

/// Somebody who comes for one case.
#[derive(Clone, Debug)]
pub struct Attendee<'d> {
    /// Name as written.
    pub name: &'d str,
    /// The agency: a member's code, else as written.
    agency: String,
    /// Comes for their cases only, and waits in between.
    pub visits: bool,
    /// What they said of the time they can come, if they were named with it.
    pub said: Option<&'d Attending>,
}

/// Who somebody is, spelling differences aside: name and agency.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity(String, String);

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(«…»)")
    }
}

impl Attendee<'_> {
    /// Who they are.
    pub fn identity(&self) -> Identity {
        Identity(normalise_name(self.name), normalise_name(&self.agency))
    }
}

/// Who somebody is, of an agency named by its code, its name, or as forms write it.
pub fn identity(panel: &Panel, name: &str, agency: &str) -> Identity {
    let code = panel.agency(agency).map_or(agency, |member| &member.code);
    Identity(normalise_name(name), normalise_name(code))
}

/// Whether somebody of this agency comes for their cases only.
pub fn is_visitor(panel: &Panel, agency: &str) -> bool {
    panel.agency(agency).is_none_or(|member| !(member.sees_all && member.signed))
}

/// Everybody who comes for a case, as often as they are named: whom referrals and returns name, the
/// referrer where they name nobody, whom the decisions add, whom a case that stays open cannot do
/// without, and services of another area that are told of it. Who must not be told of the case does
/// not come, nor does an agency that is left out of it.
pub fn attendees<'d>(panel: &'d Panel, decided: &'d Decided) -> Vec<Attendee<'d>> {
    let case = &decided.case;
    let mut attendees = Vec::new();
    let mut add = |name: &'d str, email: &str, agency: &str, said: Option<&'d Attending>| {
        let member = panel.agency(agency);
        if name.trim().is_empty() || !disclose::may_come(panel, case, (name, email), agency) {
            return;
        }
        attendees.push(Attendee {
            name: name.trim(),
            agency: member.map_or_else(|| agency.trim().to_owned(), |member| member.code.clone()),
            visits: is_visitor(panel, agency),
            said,
        });
    };
    for referral in &case.referrals {
        let text = |path: &str| referral.answers.text(path).unwrap_or_default();
        // Who refers is told a time, and comes, unless they name somebody else.
        if referral.attending.is_empty() {
            add(text("referrer.name"), text("referrer.email"), text("referrer.agency"), None);
        }
        for officer in &referral.attending {
            // What somebody said of an earlier meeting's day says nothing of this one.
            let said = Some(officer).filter(|_| !case.was_heard(referral));
            add(&officer.name, officer.email.as_deref().unwrap_or_default(), &officer.agency, said);
        }
    }
    for officer in case.returns.iter().flat_map(|returned| &returned.attending) {
        add(&officer.name, officer.email.as_deref().unwrap_or_default(), &officer.agency, Some(officer));
    }
    for added in case.decision.iter().flat_map(|decision| &decision.add_attendees) {
        let contact = panel.agency(added).map(|agency| agency.contacts.first());
        match contact {
            Some(Some(contact)) => add(&contact.name, &contact.email, added, None),
            Some(None) => add(TO_BE_NAMED, "", added, None),
            None => match panel.contact_at(added) {
                Some((agency, contact)) => add(&contact.name, &contact.email, &agency.code, None),
                None if added.contains('@') => add(added, added, "", None),
                None => add(added, "", "", None),
            },
        }
    }
    for (agency, owner) in needed_again(case) {
        let Some(agency) = panel.agency(agency).filter(|agency| disclose::is_entitled(panel, case, agency))
        else {
            continue;
        };
        let contact = agency.contacts.iter().find(|contact| contact.name == owner);
        match contact.or_else(|| agency.contacts.first().filter(|_| owner.is_empty())) {
            Some(contact) => add(&contact.name, &contact.email, &agency.code, None),
            None if owner.is_empty() => add(TO_BE_NAMED, "", &agency.code, None),
            None => add(owner, "", &agency.code, None),
        }
    }
    for service in services(panel, case) {
        add(&service.contact, &service.email, &service.name, None);
    }
    attendees
}

/// Agencies, as written, whom a case that stays open cannot do without, each with the officer who is
/// meant, if one is: owners of its open actions, and the agency that leads.
fn needed_again(case: &Case) -> impl Iterator<Item = (&str, &str)> {
    case.stays_open.iter().flat_map(|open| {
        let own = case.carried.iter().filter(|carried| carried.action.case.trim() == case.reference.as_str());
        let owners = own.map(|carried| (carried.action.agency.as_str(), carried.action.owner.trim()));
        owners.chain(open.lead.iter().map(|lead| (lead.as_str(), "")))
    })
}

/// Services of the area where the person lives that may be told of the case.
fn services<'p>(panel: &'p Panel, case: &Case) -> impl Iterator<Item = &'p OutsideAgency> {
    let said = case.referrals.iter().find_map(|referral| referral.answers.text("subject.area"));
    let said = said.filter(|area| panel.home_authority && !panel.serves(area));
    let area = said.and_then(|area| panel.area(area));
    area.into_iter().flat_map(|area| area.services.iter().map(move |service| (area, service))).filter_map(
        |(area, service)| {
            let telling = disclose::telling(panel, case, &area.code, service);
            matches!(telling, Telling::Recorded { .. }).then_some(service)
        },
    )
}
