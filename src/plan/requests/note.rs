//! The covering note of an information request.

use super::Request;
use crate::model::uk_date;
use crate::plan::basis::Basis;
use crate::plan::view::{InformationRequest, Letterhead};

/// The note to one agency.
pub(super) fn note(basis: &Basis<'_>, request: &Request<'_>) -> InformationRequest {
    let panel = basis.panel;
    let addresses: Vec<&str> = request.to.iter().map(|to| to.address.as_str()).collect();
    let sent_by = match addresses.as_slice() {
        [] => "By secure e-mail".to_owned(),
        addresses => format!("By secure e-mail to {}", addresses.join(", ")),
    };
    InformationRequest {
        frame: basis.frame("Information request", "", false),
        head: Letterhead {
            office_address: panel.office.address.clone(),
            email: panel.office.email.clone(),
            phone: panel.office.phone.clone(),
            signatory: panel.office.signatory.clone(),
            to: vec![request.name.to_owned()],
            sent_by,
            date: uk_date(basis.dates.requests),
            our_reference: String::new(),
            your_reference: String::new(),
            salutation: "Dear colleague".into(),
            person: String::new(),
            received: String::new(),
            must_not_wait: panel.words("request-must-not-wait").to_owned(),
            closing: panel.words("closing-line").to_owned(),
        },
        return_by: request.return_by.clone(),
        opening: panel.paragraphs("request-opening"),
        cases: request.cases.iter().map(|case| case.in_the_note()).collect(),
        by_address: request.cases.iter().any(|case| !case.addresses.is_empty()),
        asks: panel.paragraphs("request-asks"),
        share_with: panel.paragraphs("request-share-with"),
        lawful: panel.paragraphs("request-lawful"),
        how_to_send: panel.paragraphs("request-how-to-send"),
    }
}
