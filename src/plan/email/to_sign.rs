//! The drafts for invitations to sign the sharing agreement. Like the letter, they hint at no case and at
//! no meeting.

use chrono::{Datelike, NaiveDate};

use super::super::basis::Basis;
use super::super::view::Mailbox;
use super::super::{Content, Document};
use super::outside::agency as outside_agency;
use super::{Draft, document, whom_to_ask};
use crate::disclose;
use crate::finding::{Finding, Place};

/// One draft for each invitation to sign; none to somebody who must not be told of any case of this
/// meeting, though it names none.
pub fn documents(basis: &Basis<'_>, planned: &[Document], findings: &mut Vec<Finding>) -> Vec<Document> {
    let mut documents = Vec::new();
    // The same as a Word file has no draft of its own.
    let to_sign = planned.iter().filter(|document| {
        matches!(document.content, Content::InvitationToSign(_)) && document.path.ends_with(".pdf")
    });
    for invitation in to_sign {
        let to = addressee(basis, &invitation.path);
        match to.iter().find_map(|mailbox| must_not_be_told(basis, mailbox)) {
            Some(place) => findings.push(not_made(&invitation.path, place)),
            None => documents.push(of_invitation(basis, &invitation.path, to)),
        }
    }
    documents
}

fn of_invitation(basis: &Basis<'_>, path: &str, to: Vec<Mailbox>) -> Document {
    let panel = basis.panel;
    let what = format!(
        "With this comes an invitation to sign the information sharing agreement of {}.",
        panel.short_name
    );
    let mut paragraphs = vec!["Dear colleague".to_owned(), what];
    paragraphs.extend(whom_to_ask(basis));
    let draft = Draft {
        to,
        subject: format!("invitation to sign the information sharing agreement of {}", panel.short_name),
        paragraphs,
        attachments: vec![path.to_owned()],
        day: day(basis),
    };
    document(path.replace(".pdf", ".eml"), draft.written(basis))
}

/// The day of letters. An urgent meeting's would tell that somebody is in danger, so it is the first of
/// the year.
fn day(basis: &Basis<'_>) -> NaiveDate {
    let letters = basis.dates.letters;
    let first = NaiveDate::from_ymd_opt(letters.year(), 1, 1);
    if basis.meeting.id.urgent { first.unwrap_or(letters) } else { letters }
}

/// Whom the letter is addressed to, if an address is known.
fn addressee(basis: &Basis<'_>, path: &str) -> Vec<Mailbox> {
    let mailbox = match outside_agency(basis, path) {
        Some(agency) => Some(Mailbox { name: agency.contact.clone(), address: agency.email.clone() }),
        None => {
            let code = path.strip_prefix("agencies/").and_then(|path| path.split('/').next());
            let member = code.and_then(|code| basis.panel.agency_by_code(code));
            let contact = member.and_then(|member| member.contacts.first());
            contact.map(|contact| Mailbox { name: contact.name.clone(), address: contact.email.clone() })
        }
    };
    mailbox.into_iter().filter(Mailbox::is_address).collect()
}

/// Where somebody is said not to be told of a case.
fn must_not_be_told(basis: &Basis<'_>, mailbox: &Mailbox) -> Option<Place> {
    let cases = basis.decided.iter().map(|decided| &decided.case);
    let mut stopping = cases.filter(|case| !disclose::may_be_told(case, &mailbox.name, &mailbox.address));
    let case = stopping.next()?;
    let said = |path: &str| case.referrals.iter().find_map(|referral| referral.answers.place(path));
    said("subject.must_not_be_told").or(case.referrals.first().map(|referral| &referral.place)).cloned()
}

fn not_made(path: &str, place: Place) -> Finding {
    Finding::urgent(
        "addressee-must-not-be-told",
        format!("the e-mail draft with {path} was not made: its addressee is on the list of people who must not be told of a case"),
    )
    .at(place)
    .help("Agree a safe addressee with the agency before anything is sent to it")
}
