//! The templates that are part of the program. A panel may override any by a file of the same name.

/// A built-in template by name, from the folder `templates/`.
macro_rules! text {
    ($name:literal) => {
        ($name, include_str!(concat!("../../templates/", $name)))
    };
}

/// Typst files that templates import: looks and layout, no data.
pub const LIBRARY: &[(&str, &str)] = &[
    text!("house.typ"),
    text!("letter.typ"),
    text!("transfer.typ"),
    text!("case-profile.typ"),
    text!("meeting.typ"),
];

/// Templates of Typst documents, and the parts they share with each other and the full pack.
pub const TYPST: &[(&str, &str)] = &[
    text!("frame.typ"),
    text!("letter-opening.typ"),
    text!("letter-closing.typ"),
    text!("letter-acceptance.typ"),
    text!("letter-open-case.typ"),
    text!("letter-decline.typ"),
    text!("letter-return.typ"),
    text!("letter-deferral.typ"),
    text!("letter-redirection.typ"),
    text!("letter-transfer.typ"),
    text!("transfer-pack.typ"),
    text!("invitation.typ"),
    text!("invitation-to-sign.typ"),
    text!("information-request.typ"),
    text!("letter-application-reports.typ"),
    text!("letter-application-closing.typ"),
    text!("letter-application-acceptance.typ"),
    text!("letter-application-open-case.typ"),
    text!("letter-application-decline.typ"),
    text!("letter-application-return.typ"),
    text!("letter-application-deferral.typ"),
    text!("letter-application-redirection.typ"),
    text!("letter-application-transfer.typ"),
    text!("agenda.typ"),
    text!("agenda-body.typ"),
    text!("profile.typ"),
    text!("profile-body.typ"),
    text!("actions-review.typ"),
    text!("actions-review-body.typ"),
    text!("minutes.typ"),
    text!("minutes-body.typ"),
    text!("sign-in.typ"),
    text!("sign-in-body.typ"),
    text!("full-pack.typ"),
    text!("agency-pack.typ"),
    text!("not-to-be-circulated.typ"),
];

/// Templates of pages for a browser.
pub const HTML: &[(&str, &str)] = &[text!("meeting-page.html")];

/// A built-in Word template by name, from the folder `templates/`.
macro_rules! word {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../templates/", $name)))
    };
}

/// Word templates.
pub const WORD: &[(&str, &[u8])] = &[
    word!("minutes.docx"),
    word!("agenda.docx"),
    word!("letter.docx"),
    word!("letter-application.docx"),
    word!("invitation.docx"),
    word!("invitation-to-sign.docx"),
];
