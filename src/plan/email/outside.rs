//! The drafts for what goes to other areas about a case: transfer packs, and invitations to one case.

use super::super::basis::Basis;
use super::super::view::Mailbox;
use super::super::{Content, Document};
use super::{Draft, document, ending, folder, invitations_in};
use crate::panel::OutsideAgency;

/// One draft for each document in another area's folder that is about a case and no DRAFT.
pub fn documents(basis: &Basis<'_>, planned: &[Document]) -> Vec<Document> {
    planned.iter().filter_map(|document| of_document(basis, planned, document)).collect()
}

fn of_document(basis: &Basis<'_>, planned: &[Document], about: &Document) -> Option<Document> {
    let panel = basis.panel;
    let stem = about.path.strip_suffix(".pdf")?;
    let agency = agency(basis, &about.path)?;
    let invitations = invitations_in(planned, folder(&about.path));
    let (subject, mut paragraphs) = match &about.content {
        Content::TransferPack(pack) if !pack.frame.draft => {
            let reference = &pack.head.our_reference;
            let what = format!(
                "With this comes case {reference}, which {} transfers to your MARAC. Please send back the \
                 acknowledgement slip on its last page, to {}.",
                panel.short_name, pack.slip_to
            );
            (format!("MARAC-to-MARAC transfer {reference} from {}", panel.short_name), vec![what])
        }
        Content::Invitation(invitation) if !invitation.frame.draft => {
            let reference = &invitation.head.our_reference;
            let what = format!(
                "With this comes an invitation to one case of {}, {reference}. It says who the case is about, \
                 when it is heard and what we ask. Please answer by {}.",
                panel.short_name, invitation.answer_by
            );
            let calendar = "Open the calendar invitation to put the time into your calendar.".to_owned();
            let calendar = (!invitations.is_empty()).then_some(calendar);
            let subject = format!("invitation to case {reference} of {}", panel.short_name);
            (subject, [what].into_iter().chain(calendar).collect())
        }
        _ => return None,
    };
    paragraphs.insert(0, "Dear colleague".to_owned());
    paragraphs.extend(ending(basis));
    let draft = Draft {
        to: vec![Mailbox { name: agency.contact.clone(), address: agency.secure_email.clone() }],
        subject,
        paragraphs,
        attachments: [vec![about.path.clone()], invitations].concat(),
        day: basis.dates.letters,
    };
    Some(document(format!("{stem}.eml"), draft.written(basis)))
}

/// The agency of another area whose folder a document lies in.
pub fn agency<'a>(basis: &Basis<'a>, path: &str) -> Option<&'a OutsideAgency> {
    let mut parts = path.strip_prefix("areas/")?.split('/');
    let (area, code) = (parts.next()?, parts.next()?);
    let area = basis.panel.other_areas.iter().find(|known| known.code == area)?;
    area.agencies().find(|agency| agency.code == code)
}
