//! The e-mail draft of an information request.

use super::Request;
use crate::plan::basis::{Basis, capitalised};
use crate::plan::email::{Draft, about_meeting, ending_of_request};
use crate::plan::view::Email;

/// The draft to one agency: everybody the panel file names there, and nobody else.
pub(super) fn email(basis: &Basis<'_>, request: &Request<'_>, attachments: Vec<String>) -> Email {
    let panel = basis.panel;
    let cases = match request.cases.len() {
        1 => "one case".to_owned(),
        several => format!("{several} cases"),
    };
    let mut paragraphs = vec![
        "Dear colleague".to_owned(),
        format!(
            "{} meets on {}. Please tell us what your agency knows in {cases}.",
            capitalised(&panel.short_name),
            panel.meeting_name(basis.meeting.id),
        ),
        format!("Send the return back by {}.", request.return_by),
        "The covering note says whom to search for, what we ask and why. The workbook is the return, \
         with the cases filled in: a sheet each."
            .to_owned(),
    ];
    paragraphs.extend(panel.paragraphs("request-how-to-send"));
    paragraphs.extend(ending_of_request(basis));
    let draft = Draft {
        to: request.to.clone(),
        subject: about_meeting(basis, "information request"),
        paragraphs,
        attachments,
        day: basis.dates.requests,
    };
    draft.written(basis)
}
