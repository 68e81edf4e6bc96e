//! What every e-mail draft has: who sends it, a subject that begins with the marking and names nobody,
//! the marking around the text, and who to ask.

use super::basis::Basis;
use super::view::{Email, Mailbox};
use crate::model::uk_date;

/// A draft from the panel's office about this meeting. `what` stands in the subject, such as
/// `information request`; attachments are paths of documents of the same pack.
pub(super) fn draft(
    basis: &Basis<'_>,
    to: Vec<Mailbox>,
    what: &str,
    mut paragraphs: Vec<String>,
    attachments: Vec<String>,
) -> Email {
    let panel = basis.panel;
    let meeting = basis.meeting.id;
    let urgent = if meeting.urgent { format!(" ({})", panel.urgent_name) } else { String::new() };
    paragraphs.insert(0, panel.marking.clone());
    paragraphs.push(panel.marking.clone());
    Email {
        from: Mailbox { name: panel.office.signatory.clone(), address: panel.office.secure_email.clone() },
        to,
        subject: format!(
            "{}: {what} for {} of {}{urgent}",
            panel.marking,
            panel.short_name,
            uk_date(meeting.date)
        ),
        paragraphs,
        attachments,
        day: meeting.date.to_string(),
    }
}

/// The last paragraphs of a draft to colleagues: what must not wait, whom to ask, and who writes.
pub(super) fn ending(basis: &Basis<'_>) -> Vec<String> {
    let panel = basis.panel;
    vec![
        panel.words("request-must-not-wait").to_owned(),
        panel.words("closing-line").to_owned(),
        format!("{}\n{}", panel.office.signatory, panel.name),
    ]
}
