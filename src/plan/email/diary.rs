//! The draft with which an officer is invited who gets neither letter nor pack.

use super::super::basis::Basis;
use super::super::view::{DiaryInvitation, Email, Mailbox};
use super::{Draft, about_meeting, ending};

/// To the officer; to nobody yet if no address of theirs is known.
pub fn to_officer(
    basis: &Basis<'_>,
    to: Option<Mailbox>,
    invitation: &DiaryInvitation,
    path: String,
) -> Email {
    let what = "You are needed for one case or more, at the time in the invitation. Open it to put that into \
                your calendar.";
    let mut paragraphs = vec!["Dear colleague".to_owned(), what.to_owned()];
    paragraphs.extend(Some(&invitation.replaces).filter(|replaces| !replaces.is_empty()).cloned());
    paragraphs.extend(ending(basis));
    let subject = about_meeting(basis, "invitation");
    let to = to.into_iter().collect();
    Draft { to, subject, paragraphs, attachments: vec![path], day: basis.dates.letters }.written(basis)
}
