//! The drafts with which agencies get their packs: the reminder of the meeting.

use super::super::agenda::meeting_times;
use super::super::basis::{Basis, capitalised, span};
use super::super::{Content, Document};
use super::{Draft, about_meeting, contacts, document, ending, folder};
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
    let invitation = format!("{}/invitation.ics", folder(pack));
    let invitation = planned.iter().find(|document| document.path == invitation);
    let (begins, ends) = meeting_times(basis);
    let sees_all = agency.signed && agency.sees_all;
    let when = if sees_all { format!(", {}", span(begins, ends)) } else { String::new() };
    let calendar = if sees_all {
        "Open the invitation to put the meeting into your calendar."
    } else {
        "Open the invitation to put the time of your agency\u{2019}s cases into your calendar, or pass it on to \
         whoever comes."
    };
    let mut paragraphs = vec![
        "Dear colleague".to_owned(),
        format!(
            "{} meets on {}{when}. With this comes the pack for your agency: the agenda, the profiles of your \
             cases, and your actions.",
            capitalised(&panel.short_name),
            panel.meeting_name(basis.meeting.id),
        ),
    ];
    paragraphs.extend(invitation.map(|_| calendar.to_owned()));
    paragraphs.push(
        "The pack was made for your agency alone. Please share it with nobody but those who come for it."
            .to_owned(),
    );
    paragraphs.extend(ending(basis));
    let enclosed = invitation.map(|invitation| invitation.path.clone());
    let draft = Draft {
        to: contacts(agency),
        subject: about_meeting(basis, "pack"),
        paragraphs,
        attachments: std::iter::once(pack.to_owned()).chain(enclosed).collect(),
        day: basis.dates.letters,
    };
    document(pack.replace(".pdf", ".eml"), draft.written(basis))
}
