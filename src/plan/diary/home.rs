//! Where an invitation lies, and so with what it is sent and who reads it.

use super::super::attending::Named;
use super::super::basis::Basis;
use super::super::written_to::{LetterTo, written_to};
use super::people::{Person, Visit};
use crate::disclose::{self, Inviting};
use crate::model::Referral;
use crate::panel::{Agency, normalise_name};

/// Where somebody's invitation lies.
#[derive(Clone, Debug)]
pub enum Home<'a> {
    /// With the letters to them.
    OwnLetters(Vec<Folder>),
    /// With the letters to the referrer who named them.
    Referrers(Vec<Folder>),
    /// With the letters to the service that they come for.
    Service(Vec<Folder>),
    /// With the pack of their agency.
    Agency(&'a Agency),
    /// With the coordinator: nothing is sent to them or to their agency.
    Coordinator,
}

/// A folder that letters about a case lie in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its path.
    pub path: String,
    /// The case.
    pub case: String,
}

impl Home<'_> {
    /// The folders of letters; none if it goes with none.
    pub fn folders(&self) -> &[Folder] {
        match self {
            Home::OwnLetters(folders) | Home::Referrers(folders) | Home::Service(folders) => folders,
            Home::Agency(_) | Home::Coordinator => &[],
        }
    }
}

/// The first of these that fits: with their own letter; with the letter to the referrer who named them,
/// if it is one and the same for all their cases; with the letter to their service; with their agency's
/// pack; else with the coordinator.
pub fn home<'a>(basis: &Basis<'a>, person: &Person<'_>) -> Home<'a> {
    let own: Vec<Folder> = person.visits.iter().flat_map(|visit| own_letters(basis, person, visit)).collect();
    if !own.is_empty() {
        return Home::OwnLetters(own);
    }
    if let Some(folders) = with_one_referrer(basis, person) {
        return Home::Referrers(folders);
    }
    let services: Vec<Folder> = person.visits.iter().filter_map(service).collect();
    if !services.is_empty() {
        return Home::Service(services);
    }
    basis.panel.agency(&person.agency).map_or(Home::Coordinator, Home::Agency)
}

/// Whether somebody may be invited to one of their cases with what lies there.
pub fn inviting(basis: &Basis<'_>, home: &Home<'_>, person: &Person<'_>, visit: &Visit<'_>) -> Inviting {
    let (panel, case, invitee) = (basis.panel, &visit.decided.case, person.invitee());
    match home {
        Home::OwnLetters(_) if !own_letters(basis, person, visit).is_empty() => {
            disclose::inviting_by_letter(panel, case, invitee)
        }
        Home::Referrers(_) => disclose::inviting_by_letter(panel, case, invitee),
        Home::OwnLetters(_) | Home::Service(_) | Home::Coordinator => {
            disclose::inviting(panel, case, invitee)
        }
        Home::Agency(member) => disclose::inviting_through(panel, case, invitee, member),
    }
}

/// The folders of the letters about a case that go to themselves: they refer it, whether they name
/// themselves as the officer who comes or nobody.
fn own_letters(basis: &Basis<'_>, person: &Person<'_>, visit: &Visit<'_>) -> Vec<Folder> {
    let name = normalise_name(&person.name);
    let letters = letters(basis, visit, |named| match named {
        Named::Themselves(referral) | Named::Referral(referral) => Some(referral),
        Named::Service(..) | Named::Others => None,
    });
    let own = letters.iter().filter(|letter| !name.is_empty() && normalise_name(letter.name()) == name);
    own.map(|letter| folder(letter, visit)).collect()
}

/// The folders of the letters to whoever named them, if that is one person.
fn with_one_referrer(basis: &Basis<'_>, person: &Person<'_>) -> Option<Vec<Folder>> {
    let mut folders = Vec::new();
    let mut referrers: Vec<(String, String)> = Vec::new();
    for visit in &person.visits {
        let letters = letters(basis, visit, |named| match named {
            Named::Referral(referral) => Some(referral),
            _ => None,
        });
        let letter = letters.first()?;
        let referrer = (normalise_name(letter.name()), letter.email().to_lowercase());
        if !referrers.contains(&referrer) {
            referrers.push(referrer);
        }
        folders.push(folder(letter, visit));
    }
    let nameless = referrers.iter().any(|(name, email)| name.is_empty() && email.is_empty());
    (referrers.len() == 1 && (!nameless || folders.len() == 1)).then_some(folders)
}

/// The letters about a case that answer these referrals.
fn letters<'v>(
    basis: &Basis<'_>,
    visit: &'v Visit<'_>,
    which: impl Fn(Named<'v>) -> Option<&'v Referral>,
) -> Vec<LetterTo<'v>> {
    let referrals: Vec<_> = visit.officers.iter().filter_map(|officer| which(officer.named)).collect();
    let mut letters = written_to(basis, visit.decided, &mut Vec::new());
    letters.retain(|letter| referrals.iter().any(|referral| std::ptr::eq(*referral, letter.referral)));
    letters
}

fn folder(letter: &LetterTo<'_>, visit: &Visit<'_>) -> Folder {
    Folder { path: letter.folder.clone(), case: visit.decided.case.reference.to_string() }
}

fn service(visit: &Visit<'_>) -> Option<Folder> {
    visit.officers.iter().find_map(|officer| match officer.named {
        Named::Service(area, service) => {
            let case = visit.decided.case.reference.to_string();
            Some(Folder { path: format!("areas/{}/{}/{case}", area.code, service.code), case })
        }
        _ => None,
    })
}
