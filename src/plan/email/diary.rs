//! The draft with which an officer who gets no letter is invited.

use super::super::basis::Basis;
use super::super::view::{DiaryInvitation, Email, Mailbox};
use super::{Draft, about_meeting, ending};

/// To the officer.
pub fn to_officer(basis: &Basis<'_>, to: Mailbox, invitation: &DiaryInvitation, path: String) -> Email {
    let what = "You are needed for one case or more, at the time in the invitation. Open it to put that into \
                your calendar.";
    draft(basis, vec![to], what, invitation, path)
}

/// To whoever can pass it on, since no address of the officer is known: their agency's contacts, or
/// nobody yet.
pub fn to_be_passed_on(
    basis: &Basis<'_>,
    to: Vec<Mailbox>,
    invitation: &DiaryInvitation,
    path: String,
) -> Email {
    let what = "An officer is needed for one case or more, at the time in the invitation. Please pass it on to \
                them: who is needed when stands in the agenda of your pack.";
    draft(basis, to, what, invitation, path)
}

fn draft(
    basis: &Basis<'_>,
    to: Vec<Mailbox>,
    what: &str,
    invitation: &DiaryInvitation,
    path: String,
) -> Email {
    let mut paragraphs = vec!["Dear colleague".to_owned(), what.to_owned()];
    paragraphs.extend(Some(&invitation.replaces).filter(|replaces| !replaces.is_empty()).cloned());
    paragraphs.extend(ending(basis));
    let subject = about_meeting(basis, "invitation");
    Draft { to, subject, paragraphs, attachments: vec![path], day: basis.dates.letters }.written(basis)
}
