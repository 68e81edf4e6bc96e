//! The drafts with which agencies get their packs: the reminder of the meeting.

use super::super::agenda::meeting_times;
use super::super::basis::{Basis, capitalised, span};
use super::super::{Content, Document};
use super::{Draft, about_meeting, contacts, document, ending, folder, invitations_in};
use crate::finding::Finding;
use crate::panel::Agency;

/// One draft for each agency's pack, with the invitation of its contacts.
pub fn documents(basis: &Basis<'_>, planned: &[Document], findings: &mut Vec<Finding>) -> Vec<Document> {
    let packs = planned.iter().filter(|document| matches!(document.content, Content::AgencyPack(_)));
    let mut documents = Vec::new();
    for pack in packs {
        let code = folder(&pack.path).trim_start_matches("agencies/");
        let Some(agency) = basis.panel.agency_by_code(code) else { continue };
        if agency.contacts.is_empty() {
            findings.push(
                Finding::note(
                    "pack-without-contact",
                    format!("the panel file names nobody at {code} to send its pack to"),
                )
                .at(basis.panel.place.clone())
                .help("Add a [[agency.contact]], or fill in the addressee of the draft before it is sent"),
            );
        }
        documents.push(of_pack(basis, planned, &pack.path, agency));
    }
    documents
}

fn of_pack(basis: &Basis<'_>, planned: &[Document], pack: &str, agency: &Agency) -> Document {
    let panel = basis.panel;
    let sees_all = agency.signed && agency.sees_all;
    let (begins, ends) = meeting_times(basis);
    let when = if sees_all { format!(", {}", span(begins, ends)) } else { String::new() };
    // An officer's own draft takes theirs along.
    let drafted = |ics: &str| planned.iter().any(|other| other.path == ics.replace(".ics", ".eml"));
    let mut invitations = invitations_in(planned, folder(pack));
    invitations.retain(|invitation| !drafted(invitation));
    let (of_contacts, of_officers): (Vec<&String>, Vec<&String>) =
        invitations.iter().partition(|invitation| invitation.ends_with("/invitation.ics"));
    let mut paragraphs = vec![
        "Dear colleague".to_owned(),
        format!(
            "{} meets on {}{when}. With this comes the pack for your agency: the agenda, the profiles of your \
             cases, and your actions.",
            capitalised(&panel.short_name),
            panel.meeting_name(basis.meeting.id),
        ),
    ];
    if !of_contacts.is_empty() {
        paragraphs.push(match sees_all {
            true => "Open invitation.ics to put the meeting into your calendar.".to_owned(),
            false => "Open invitation.ics to put the time of your agency\u{2019}s cases into your calendar, or pass \
                      it on to whoever comes."
                .to_owned(),
        });
    }
    if !of_officers.is_empty() {
        paragraphs.push(
            match of_officers.len() {
                1 => "The invitation with a number in its name is for the officer who comes for single cases. Please \
                      pass it on to them; their name and times stand in the agenda.",
                _ => "The invitations with a number in their names are for officers who come for single cases, one \
                      each. Please pass them on; names and times stand in the agenda.",
            }
            .to_owned(),
        );
    }
    paragraphs.push(
        "The pack was made for your agency alone. Please share it with nobody but those who come for it."
            .to_owned(),
    );
    paragraphs.extend(ending(basis));
    let draft = Draft {
        to: contacts(agency),
        subject: about_meeting(basis, "pack"),
        paragraphs,
        attachments: std::iter::once(pack.to_owned()).chain(invitations).collect(),
        day: basis.dates.letters,
    };
    document(pack.replace(".pdf", ".eml"), draft.written(basis))
}
