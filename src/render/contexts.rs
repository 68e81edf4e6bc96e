//! What each template is given: the view under its own name, and the frame that every page of the
//! document carries. A part of the full pack finds its view under the same name as on its own.

use super::skeleton::skeleton;
use crate::plan::view;
use crate::plan::{Content, Document};
use serde_json::{Value, json};

/// The kinds of letters to referrers. An applicant's has `application-` before it.
const KINDS: [&str; 7] =
    ["acceptance", "open-case", "decline", "return", "deferral", "redirection", "transfer"];

/// The template that makes a document, and what it is given. `None` for workbooks and plain text.
pub fn of(document: &Document) -> Option<(String, Value)> {
    let in_word = document.path.ends_with(".docx");
    let (name, view) = match &document.content {
        Content::Letter(letter) if in_word => {
            (word_template(&letter.kind).to_owned(), letter_context(letter))
        }
        Content::Letter(letter) => (format!("letter-{}", letter.kind), letter_context(letter)),
        Content::TransferPack(transfer) => ("transfer-pack".to_owned(), transfer_context(transfer)),
        Content::Invitation(invitation) => ("invitation".to_owned(), invitation_context(invitation)),
        Content::InvitationToSign(invitation) => {
            ("invitation-to-sign".to_owned(), invitation_context(invitation))
        }
        Content::InformationRequest(request) => ("information-request".to_owned(), request_context(request)),
        Content::Agenda(agenda) => ("agenda".to_owned(), json!({"frame": agenda.frame, "agenda": agenda})),
        Content::Profile(profile) => {
            ("profile".to_owned(), json!({"frame": profile.frame, "profile": profile}))
        }
        Content::ActionsReview(actions) => {
            ("actions-review".to_owned(), json!({"frame": actions.frame, "actions": actions}))
        }
        Content::Minutes(minutes) => ("minutes".to_owned(), minutes_context(minutes)),
        Content::SignIn(sign_in) => {
            ("sign-in".to_owned(), json!({"frame": sign_in.frame, "sign_in": sign_in}))
        }
        Content::FullPack(pack) => ("full-pack".to_owned(), json!(pack)),
        Content::AgencyPack(pack) => ("agency-pack".to_owned(), json!(pack)),
        Content::NotCirculated(list) => {
            ("not-to-be-circulated".to_owned(), json!({"frame": list.frame, "list": list}))
        }
        Content::MeetingPage(page) => {
            return Some(("meeting-page.html".to_owned(), json!({"frame": page.frame, "page": page})));
        }
        Content::ReturnedReferral(_)
        | Content::DecisionsWorkbook(_)
        | Content::MeetingRecord(_)
        | Content::ActionSheet(_)
        | Content::Form(_)
        | Content::Email(_)
        | Content::DiaryInvitation(_)
        | Content::Table(_)
        | Content::Text(_) => return None,
    };
    Some((name + if in_word { ".docx" } else { ".typ" }, view))
}

/// One Word template makes all letters to referrers, another all letters to applicants.
fn word_template(kind: &str) -> &'static str {
    if kind.starts_with("application-") { "letter-application" } else { "letter" }
}

/// What each template would be given, with something in every field. A Word template of letters
/// comes once for every kind it makes.
pub fn skeletons() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    if let Ok(letter) = skeleton::<view::Letter>() {
        for kind in KINDS {
            for reader in ["", "application-"] {
                let kind = format!("{reader}{kind}");
                found.push((format!("letter-{kind}.typ"), letter_context(&letter)));
                let context = letter_context(&view::Letter { kind: kind.clone(), ..letter.clone() });
                found.push((format!("{}.docx", word_template(&kind)), context));
            }
        }
    }
    let documents = [
        ("a.pdf", skeleton().map(Content::TransferPack)),
        ("a.pdf", skeleton().map(Content::Invitation)),
        ("a.docx", skeleton().map(Content::Invitation)),
        ("a.pdf", skeleton().map(Content::InvitationToSign)),
        ("a.docx", skeleton().map(Content::InvitationToSign)),
        ("a.pdf", skeleton().map(Content::InformationRequest)),
        ("a.pdf", skeleton().map(Content::Agenda)),
        ("a.docx", skeleton().map(Content::Agenda)),
        ("a.pdf", skeleton().map(Content::Profile)),
        ("a.pdf", skeleton().map(Content::ActionsReview)),
        ("a.pdf", skeleton().map(Content::Minutes)),
        ("a.docx", skeleton().map(Content::Minutes)),
        ("a.pdf", skeleton().map(Content::SignIn)),
        ("a.pdf", skeleton().map(Content::FullPack)),
        ("a.pdf", skeleton().map(Content::AgencyPack)),
        ("a.pdf", skeleton().map(Content::NotCirculated)),
        ("a.html", skeleton().map(Content::MeetingPage)),
    ];
    for (path, content) in documents {
        found.extend(content.ok().and_then(|content| of(&Document { path: path.to_owned(), content })));
    }
    found
}

fn letter_context(letter: &view::Letter) -> Value {
    json!({"frame": letter.frame, "letter": letter})
}

fn transfer_context(transfer: &view::TransferPack) -> Value {
    json!({"frame": transfer.frame, "letter": transfer.head, "transfer": transfer})
}

fn invitation_context(invitation: &view::Invitation) -> Value {
    json!({"frame": invitation.frame, "letter": invitation.head, "invitation": invitation})
}

fn request_context(request: &view::InformationRequest) -> Value {
    json!({"frame": request.frame, "letter": request.head, "request": request})
}

fn minutes_context(minutes: &view::Minutes) -> Value {
    json!({"frame": minutes.frame, "minutes": minutes})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_has_its_skeleton() {
        let mut names: Vec<String> = skeletons().into_iter().map(|(name, _)| name).collect();
        names.sort();
        names.dedup();
        let word = names.iter().filter(|name| name.ends_with(".docx")).count();
        let html = names.iter().filter(|name| name.ends_with(".html")).count();
        assert_eq!((word, html, names.len() - word - html), (6, 1, 26), "{names:?}");
    }
}
