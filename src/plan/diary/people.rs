//! Everybody who comes for some cases, each once, with the cases they are needed for.

use super::super::attending::{Named, Officer, officers};
use super::super::basis::Basis;
use super::super::view::Mailbox;
use crate::decide::Decided;
use crate::disclose::{Invitee, Reader};
use crate::panel::normalise_name;
use crate::schedule::Slot;

/// Somebody who comes for some cases.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// Name as written.
    pub name: String,
    /// Agency as documents name it, or empty.
    pub agency: String,
    /// Every e-mail address of theirs that is written anywhere.
    pub emails: Vec<String>,
    /// The cases they are needed for, the oldest reference first.
    pub visits: Vec<Visit<'a>>,
}

/// A case that somebody is needed for.
#[derive(Clone, Debug)]
pub struct Visit<'a> {
    /// The case.
    pub decided: &'a Decided,
    /// When it is heard.
    pub slot: &'a Slot,
    /// As often as they are named for it.
    pub officers: Vec<Officer<'a>>,
}

/// Everybody on the list of who is needed when, as the coordinator's agenda has it; of two members'
/// officers one name at one agency is one person. Elsewhere two addresses are two people, and where only
/// a name is given that both bear, a third: in doubt nobody is told of another's case.
pub fn people<'a>(basis: &'a Basis<'a>) -> Vec<Person<'a>> {
    let mut heard = basis.heard();
    heard.sort_by(|(one, _), (other, _)| one.case.reference.as_str().cmp(other.case.reference.as_str()));
    let named: Vec<(&Decided, &Slot, Officer<'a>)> = heard
        .into_iter()
        .flat_map(|(decided, slot)| {
            let officers = officers(basis, Reader::Coordinator, decided).into_iter();
            officers.map(move |officer| (decided, slot, officer))
        })
        .collect();
    let mut people: Vec<(Identity, Person<'a>)> = Vec::new();
    for (decided, slot, officer) in &named {
        let identity = identity(basis, &named, officer);
        let known = people.iter().position(|(known, _)| *known == identity);
        let person = match known.and_then(|at| people.get_mut(at)) {
            Some((_, person)) => person,
            None => {
                let (name, agency) = (officer.name.clone(), officer.agency.clone());
                let person = Person { name, agency, emails: Vec::new(), visits: Vec::new() };
                people.push((identity, person));
                &mut people.last_mut().expect("one was just added").1
            }
        };
        for email in addresses_of(officer) {
            if !email.is_empty() && !person.emails.contains(&email) {
                person.emails.push(email);
            }
        }
        match person.visits.iter_mut().find(|visit| visit.decided.case.reference == decided.case.reference) {
            Some(visit) => visit.officers.push(officer.clone()),
            None => person.visits.push(Visit { decided, slot, officers: vec![officer.clone()] }),
        }
    }
    people.into_iter().map(|(_, person)| person).collect()
}

/// The addresses that go with a name: who refers and names themselves has that of the letter too.
fn addresses_of(officer: &Officer<'_>) -> Vec<String> {
    let own = match officer.named {
        Named::Referral(referral) => {
            let text = |path: &str| referral.answers.text(path).unwrap_or_default();
            let same = normalise_name(text("referrer.name")) == normalise_name(&officer.name);
            same.then(|| text("referrer.email").to_owned())
        }
        _ => None,
    };
    std::iter::once(officer.email.clone()).chain(own).collect()
}

/// Who somebody is: name, agency, and an address where the first two do not tell.
type Identity = (String, String, String);

fn identity(basis: &Basis<'_>, named: &[(&Decided, &Slot, Officer<'_>)], officer: &Officer<'_>) -> Identity {
    let (name, agency) = name_and_agency(basis, officer);
    let mut addresses: Vec<String> = named
        .iter()
        .filter(|(_, _, other)| name_and_agency(basis, other) == (name.clone(), agency.clone()))
        .filter_map(|(_, _, other)| address_of(&other.email))
        .collect();
    addresses.sort();
    addresses.dedup();
    let one = addresses.len() < 2 || (basis.panel.agency(&officer.agency).is_some() && !name.is_empty());
    let address = if one { String::new() } else { address_of(&officer.email).unwrap_or_default() };
    (name, agency, address)
}

fn name_and_agency(basis: &Basis<'_>, officer: &Officer<'_>) -> (String, String) {
    let member = basis.panel.agency(&officer.agency);
    let agency = member.map_or_else(|| normalise_name(&officer.agency), |member| member.code.clone());
    (normalise_name(&officer.name), agency)
}

/// What is written as an e-mail address, if it is one.
fn address_of(email: &str) -> Option<String> {
    let mailbox = Mailbox { name: String::new(), address: email.to_owned() };
    mailbox.is_address().then(|| mailbox.address.to_lowercase())
}

impl Person<'_> {
    /// Name and agency, and every address that must be looked for among those who must not be told.
    pub fn invitee(&self) -> Invitee<'_> {
        Invitee { name: &self.name, agency: &self.agency, emails: &self.emails }
    }

    /// Where they can be written to; nothing if no address of theirs is known.
    pub fn mailbox(&self) -> Option<Mailbox> {
        let mailboxes = self.emails.iter().map(|email| Mailbox {
            name: self.name.clone(),
            address: email.strip_prefix("mailto:").unwrap_or(email).to_owned(),
        });
        mailboxes.into_iter().find(Mailbox::is_address)
    }
}
