//! Invitations that a calendar program opens: for everybody who comes, just the time at which they are
//! needed.
//!
//! A member that sees all cases is invited to the whole meeting, in words that tell nothing of how many
//! there are. Everybody on the list of who is needed when is invited to their cases. Where an agency
//! has a pack and named nobody for a case, its contacts are. Nobody is invited to a case whose letter is
//! a draft: what it tells may still change.

mod entries;
mod home;
mod people;
mod sequence;

use super::agenda::meeting_times;
use super::basis::{Basis, in_a_list};
use super::email;
use super::view::{DiaryEntry, DiaryInvitation, Mailbox};
use super::{Content, Document};
use crate::disclose::{Inviting, Reader};
use crate::finding::{Finding, Place};
use crate::panel::Agency;
use crate::schedule::Slot;
use entries::Identifier;
use home::{Folder, Home};
use people::{Person, Visit};
pub use sequence::{is_invitation, words};

/// Somebody who is invited, and to what.
struct Invited<'a> {
    person: Person<'a>,
    home: Home<'a>,
    /// What tells them from others of their agency who come for the same case first.
    identifier: Identifier,
}

/// Every invitation of a meeting, with the drafts of those that go with neither letter nor pack, and why
/// somebody who is needed is not invited. `planned` are the other documents.
pub fn documents(basis: &Basis<'_>, planned: &[Document], findings: &mut Vec<Finding>) -> Vec<Document> {
    let invited = invited(basis, findings);
    let mut documents = Vec::new();
    for agency in basis.panel.agencies.iter().filter(|agency| has_pack(planned, agency)) {
        documents.extend(for_contacts(basis, agency, &invited));
    }
    for (at, one) in invited.iter().enumerate() {
        documents.extend(for_person(basis, one, &invited, &invited[..at], planned, findings));
    }
    documents
}

/// Who is invited to which cases.
fn invited<'a>(basis: &'a Basis<'a>, findings: &mut Vec<Finding>) -> Vec<Invited<'a>> {
    let mut invited: Vec<Invited<'a>> = Vec::new();
    let mut firsts: Vec<(String, String)> = Vec::new();
    let mut waiting: Vec<&str> = Vec::new();
    for mut person in people::people(basis) {
        let drafts = person.visits.iter().filter(|visit| visit.decided.draft);
        waiting.extend(drafts.map(|visit| visit.decided.case.reference.as_str()));
        person.visits.retain(|visit| !visit.decided.draft);
        let home = at_home(basis, &mut person, findings);
        let Some(first) = person.visits.first().map(|visit| visit.decided.case.reference.to_string()) else {
            continue;
        };
        let agency = basis.panel.agency(&person.agency);
        let agency = agency.map_or_else(|| person.agency.clone(), |agency| agency.code.clone());
        let first = (first, agency);
        let before = firsts.iter().filter(|other| **other == first).count().to_string();
        let identifier = Identifier::of(basis, &["officer", &first.0, &first.1, &before]);
        firsts.push(first);
        invited.push(Invited { home, person, identifier });
    }
    waiting.sort_unstable();
    waiting.dedup();
    findings.extend((!waiting.is_empty()).then(|| waits(basis, &waiting)));
    invited
}

/// Where somebody's invitation lies. It loses the cases to which they may not be invited with what lies
/// there; without those it may lie elsewhere.
fn at_home<'a>(basis: &Basis<'a>, person: &mut Person<'_>, findings: &mut Vec<Finding>) -> Home<'a> {
    loop {
        let home = home::home(basis, person);
        let inviting = |visit: &Visit<'_>| home::inviting(basis, &home, person, visit);
        let answers: Vec<Inviting> = person.visits.iter().map(inviting).collect();
        if answers.iter().all(|inviting| *inviting == Inviting::Invited) {
            return home;
        }
        let mut kept = Vec::new();
        for (visit, inviting) in std::mem::take(&mut person.visits).into_iter().zip(answers) {
            match inviting {
                Inviting::Invited => kept.push(visit),
                why => findings.push(not_invited(&visit, why)),
            }
        }
        person.visits = kept;
    }
}

/// The invitation of a member's contacts: to the whole meeting, or to those of its cases for which
/// nobody of it is invited by name.
fn for_contacts(basis: &Basis<'_>, agency: &Agency, invited: &[Invited<'_>]) -> Option<Document> {
    let identifier = Identifier::of(basis, &["contacts", &agency.code]);
    let (entries, sequence) = if agency.signed && agency.sees_all {
        (vec![entries::whole(basis, &identifier, meeting_times(basis))], 0)
    } else {
        let heard = basis.heard_for(Reader::member(basis.panel, agency));
        let comes = |slot: &Slot| {
            let own = invited.iter().filter(|one| one.person.agency == agency.name);
            own.flat_map(|one| &one.person.visits).any(|visit| visit.slot == slot)
        };
        let left = heard.into_iter().filter(|(decided, slot)| !decided.draft && !comes(slot));
        let slots: Vec<&Slot> = left.map(|(_, slot)| slot).collect();
        (entries::entries(basis, &identifier, &slots), sequence::without_letter(basis, &slots))
    };
    let to = email::contacts(agency).into_iter().filter(Mailbox::is_address).collect();
    let path = format!("agencies/{}/invitation.ics", agency.code);
    (!entries.is_empty()).then(|| document(path, numbered(invitation(basis, to, entries), sequence)))
}

/// One person's invitation: beside each letter it goes with the same, else with its draft.
fn for_person(
    basis: &Basis<'_>,
    one: &Invited<'_>,
    all: &[Invited<'_>],
    before: &[Invited<'_>],
    planned: &[Document],
    findings: &mut Vec<Finding>,
) -> Vec<Document> {
    let (person, home) = (&one.person, &one.home);
    let slots: Vec<&Slot> = person.visits.iter().map(|visit| visit.slot).collect();
    let entries = entries::entries(basis, &one.identifier, &slots);
    let mailbox = person.mailbox();
    let invitation = invitation(basis, mailbox.clone().into_iter().collect(), entries);
    let folder = match home {
        Home::Agency(agency) => format!("agencies/{}", agency.code),
        Home::Coordinator => "coordinator/invitations".to_owned(),
        Home::OwnLetters(_) | Home::Referrers(_) | Home::Service(_) => {
            let in_use = |folder: &&Folder| person.visits.iter().any(|visit| is_of(folder, visit));
            let beside: Vec<(Folder, String)> = home
                .folders()
                .iter()
                .filter(in_use)
                .map(|folder| (folder.clone(), name_beside(folder, all, before)))
                .collect();
            let sequence = sequence::with_letters(basis, &beside, &words(&invitation));
            let made = numbered(invitation, sequence);
            return beside
                .into_iter()
                .map(|(folder, name)| {
                    let with_letter = folder.case;
                    let path = format!("{}/{name}", folder.path);
                    document(path, DiaryInvitation { with_letter, ..made.clone() })
                })
                .collect();
        }
    };
    let same_folder = |other: &&Invited<'_>| match (home, &other.home) {
        (Home::Agency(one), Home::Agency(other)) => one.code == other.code,
        (Home::Coordinator, Home::Coordinator) => true,
        _ => false,
    };
    let number = before.iter().filter(same_folder).count().saturating_add(1);
    let path = |ending: &str| format!("{folder}/invitation-{number}.{ending}");
    let made = numbered(invitation, sequence::without_letter(basis, &slots));
    if goes_with_the_pack(home, mailbox.as_ref(), planned) {
        return vec![document(path("ics"), made)];
    }
    if matches!(home, Home::Coordinator) || mailbox.is_none() {
        findings.extend(sent_by_nobody(&path("ics"), person));
    }
    let draft = email::to_officer(basis, mailbox, &made, path("ics"));
    vec![
        document(path("ics"), made),
        Document { path: path("eml"), content: Content::Email(Box::new(draft)) },
    ]
}

fn has_pack(planned: &[Document], agency: &Agency) -> bool {
    let pack = format!("agencies/{}/pack.pdf", agency.code);
    planned.iter().any(|document| document.path == pack)
}

/// Whether an officer's invitation goes with the pack of their agency: they are one of its contacts, or
/// those must pass it on, since no address of the officer is known.
fn goes_with_the_pack(home: &Home<'_>, mailbox: Option<&Mailbox>, planned: &[Document]) -> bool {
    let Home::Agency(agency) = home else { return false };
    let is_theirs = |mailbox: &Mailbox| {
        let mut contacts = agency.contacts.iter();
        contacts.any(|contact| contact.email.eq_ignore_ascii_case(&mailbox.address))
    };
    has_pack(planned, agency) && mailbox.is_none_or(is_theirs)
}

/// The name of an invitation beside a letter: it has a number where the referrer named several.
fn name_beside(folder: &Folder, all: &[Invited<'_>], before: &[Invited<'_>]) -> String {
    let beside = |some: &[Invited<'_>]| some.iter().filter(|one| one.home.folders().contains(folder)).count();
    match beside(all) {
        1 => "invitation.ics".to_owned(),
        _ => format!("invitation-{}.ics", beside(before).saturating_add(1)),
    }
}

fn is_of(folder: &Folder, visit: &Visit<'_>) -> bool {
    folder.case == visit.decided.case.reference.as_str()
}

fn invitation(basis: &Basis<'_>, to: Vec<Mailbox>, entries: Vec<DiaryEntry>) -> DiaryInvitation {
    DiaryInvitation {
        from: email::office(basis),
        to,
        entries,
        with_letter: String::new(),
        sequence: 0,
        replaces: String::new(),
        day: basis.dates.letters.to_string(),
    }
}

/// An invitation that was sent before in so many other versions.
fn numbered(invitation: DiaryInvitation, sequence: usize) -> DiaryInvitation {
    let replaces = match sequence {
        0 => String::new(),
        _ => "This takes the place of the invitation you had. Delete any other entry for this meeting from \
              your calendar."
            .to_owned(),
    };
    DiaryInvitation { sequence, replaces, ..invitation }
}

fn document(path: String, invitation: DiaryInvitation) -> Document {
    Document { path, content: Content::DiaryInvitation(Box::new(invitation)) }
}

/// Why somebody who is needed for a case is not invited to it.
fn not_invited(visit: &Visit<'_>, why: Inviting) -> Finding {
    let reference = &visit.decided.case.reference;
    let place = visit.officers.first().map(|officer| officer.place.clone());
    let finding = match why {
        Inviting::MustNotBeTold => Finding::urgent(
            "addressee-must-not-be-told",
            format!("an officer is not invited to {reference}, being on the list of people who must not be told of it"),
        )
        .help("Agree with their agency who comes, and see that the officer learns nothing of the case"),
        Inviting::LeftOut => Finding::warning(
            "invitation-left-out",
            format!("an officer is not invited to {reference}, for their agency is left out of it"),
        )
        .help("Agree who comes in their place; they are still on the chair's list of who is needed"),
        Inviting::ContactMustNotBeTold => Finding::urgent(
            "addressee-must-not-be-told",
            format!("an officer is not invited to {reference}: somebody at their agency is on the list of people who must not be told of it"),
        )
        .help("Agree a safe way to reach the officer, and tell them their time yourself"),
        Inviting::NotEntitled | Inviting::Invited => Finding::warning(
            "invitation-not-entitled",
            format!("an officer is not invited to {reference}, for their agency may not know of it"),
        )
        .help("If they are to come, add the agency in decisions.xlsx under “Attendees to add”, or record that it may be told and why"),
    };
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// That nobody is invited to these cases yet.
fn waits(basis: &Basis<'_>, cases: &[&str]) -> Finding {
    let letters = if cases.len() == 1 { "its letter is a DRAFT" } else { "their letters are DRAFTs" };
    Finding::note("invitation-waits", format!("nobody is invited to {} yet: {letters}", in_a_list(cases)))
        .at(Place::file(format!("{}/{}/decisions.xlsx", basis.panel.code, basis.meeting.id)))
        .help("Have the outcome signed off in decisions.xlsx, and make letters and pack again")
}

/// That an invitation goes with no letter and no pack, and to no address.
fn sent_by_nobody(path: &str, person: &Person<'_>) -> Option<Finding> {
    let place = person.visits.first()?.officers.first()?.place.clone();
    let address = if person.mailbox().is_none() { ", and no address of theirs is known" } else { "" };
    Some(
        Finding::note(
            "invitation-by-hand",
            format!("{path} is for somebody to whom neither a letter nor a pack goes{address}"),
        )
        .at(place)
        .help("Find out where they can be written to safely, and send it with its draft"),
    )
}
