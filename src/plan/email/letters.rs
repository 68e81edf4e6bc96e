//! The drafts for letters to referrers.

use super::super::basis::{Basis, in_a_list};
use super::super::letters::letter_date;
use super::super::view::{Letter, Mailbox};
use super::super::written_to::{LetterTo, written_to};
use super::super::{Content, Document};
use super::{Draft, document, invitations_in, whom_to_ask};
use crate::finding::{Finding, Place};

/// One draft for each letter that is no DRAFT, with what goes with it.
pub fn documents(basis: &Basis<'_>, planned: &[Document], findings: &mut Vec<Finding>) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut waiting: Vec<&str> = Vec::new();
    for decided in basis.decided {
        for to in written_to(basis, decided, &mut Vec::new()) {
            let path = to.path();
            let letter = planned.iter().find_map(|document| match &document.content {
                Content::Letter(letter) if document.path == path => Some(letter),
                _ => None,
            });
            match letter {
                Some(letter) if letter.frame.draft => waiting.push(decided.case.reference.as_str()),
                Some(letter) => documents.push(of_letter(basis, planned, &to, letter, findings)),
                None => {}
            }
        }
    }
    waiting.dedup();
    findings.extend((!waiting.is_empty()).then(|| waits(basis, &waiting)));
    documents
}

/// That the letters about these cases must not be sent yet.
fn waits(basis: &Basis<'_>, cases: &[&str]) -> Finding {
    let (letters, standing) = match cases.len() {
        1 => ("letter", "it is a DRAFT"),
        _ => ("letters", "they are DRAFTs"),
    };
    Finding::note(
        "letter-waits",
        format!("there is no e-mail draft with the {letters} about {}, for {standing}", in_a_list(cases)),
    )
    .at(Place::file(format!("{}/{}/decisions.xlsx", basis.panel.code, basis.meeting.id)))
    .help("Have the outcome signed off in decisions.xlsx, and make the letters again")
}

fn of_letter(
    basis: &Basis<'_>,
    planned: &[Document],
    to: &LetterTo<'_>,
    letter: &Letter,
    findings: &mut Vec<Finding>,
) -> Document {
    let panel = basis.panel;
    let reference = &letter.our_reference;
    let invitations = invitations_in(planned, &to.folder);
    let whose = if to.referral.is_application { "your application" } else { "your referral" };
    let mut paragraphs = vec![
        if to.referral.is_application { "Dear applicant" } else { "Dear colleague" }.to_owned(),
        format!(
            "With this comes our letter about {whose} to {}. Our reference is {reference}.",
            panel.short_name
        ),
    ];
    let mut attachments = vec![to.path()];
    if !letter.workbook.is_empty() {
        attachments.push(format!("{}/{}", to.folder, letter.workbook));
        paragraphs.push(format!(
            "The workbook holds {whose}. The answers that we need are marked in it. Please fill them in there and send it back by {}.",
            letter.send_back_by
        ));
        paragraphs.extend(letter.how_to_send.iter().cloned());
    }
    if !letter.sooner.is_empty() {
        paragraphs.push(
            "The case is accepted as urgent. We will telephone you to agree an earlier day. The time in the letter and \
             in the invitation only keeps a place: do not wait for it."
                .to_owned(),
        );
    }
    paragraphs.extend(in_the_calendar(&invitations).map(str::to_owned));
    attachments.extend(invitations);
    paragraphs.push(letter.must_not_wait.clone());
    paragraphs.extend(whom_to_ask(basis));
    let draft = Draft {
        to: addressee(to, reference, findings).into_iter().collect(),
        subject: format!("letter about {reference} from {}", panel.short_name),
        paragraphs,
        attachments,
        day: letter_date(basis, to.referral),
    };
    document(format!("{}/{}-letter.eml", to.folder, to.kind), draft.written(basis))
}

/// What the invitations are for: the referrer's own time, or that of officers they named.
fn in_the_calendar(invitations: &[String]) -> Option<&'static str> {
    match invitations.len() {
        0 => None,
        1 => Some(
            "Open the invitation to put the time into your calendar. If you named somebody else who comes, please \
             pass it on to them.",
        ),
        _ => Some(
            "Each invitation puts the time of one officer whom you named into their calendar, in the order in which \
             you named them. Please pass them on.",
        ),
    }
}

/// Who gets it; nobody yet if their address is missing or cannot be used, which is said.
fn addressee(to: &LetterTo<'_>, reference: &str, findings: &mut Vec<Finding>) -> Option<Mailbox> {
    let mailbox = Mailbox { name: to.name().to_owned(), address: to.email().to_owned() };
    if mailbox.is_address() {
        return Some(mailbox);
    }
    let why = match to.email().is_empty() {
        true => "gives no e-mail address that can be read",
        false => "gives an address that e-mail cannot carry",
    };
    findings.push(
        Finding::warning(
            "letter-without-address",
            format!("the e-mail draft with the letter about {reference} has no addressee: the referral {why}"),
        )
        .at(to.email_place().clone())
        .help("Fill in the addressee before it is sent, or put the address right in the referral and run this again"),
    );
    None
}
