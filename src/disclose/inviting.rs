//! Who may be invited to a case, and so learn of it and when it is heard (rules 1, 2, 3 and 8).

use super::members::{is_entitled, is_known_as_left_out, is_left_out, may_know, must_not_be_sent};
use crate::model::Case;
use crate::panel::{Agency, Panel};

/// Whether somebody may be invited to a case; the gravest reason against it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inviting {
    /// No: they are on the list of people who must not be told.
    MustNotBeTold,
    /// No: their agency is left out of the case.
    LeftOut,
    /// No: their agency may not know of the case.
    NotEntitled,
    /// No: somebody at their agency, to whom it would be sent, must not be told.
    ContactMustNotBeTold,
    /// Yes.
    Invited,
}

/// Somebody who comes, by name and agency, and with every address of theirs that is known.
#[derive(Clone, Copy, Debug)]
pub struct Invitee<'a> {
    /// Name as written.
    pub name: &'a str,
    /// Agency as written.
    pub agency: &'a str,
    /// E-mail addresses as written.
    pub emails: &'a [String],
}

/// Whether somebody may be invited by the letter about the case, which tells its reader the time anyway.
pub fn inviting_by_letter(panel: &Panel, case: &Case, invitee: Invitee<'_>) -> Inviting {
    let emails = || invitee.emails.iter().map(String::as_str).chain([""]);
    if !emails().all(|email| may_know(panel, case, (invitee.name, email), invitee.agency)) {
        Inviting::MustNotBeTold
    } else if is_left_out(panel, case, invitee.agency)
        || emails().any(|email| is_known_as_left_out(panel, case, (invitee.name, email)))
    {
        Inviting::LeftOut
    } else {
        Inviting::Invited
    }
}

/// Whether they may be invited without that: a member's officer only if the member may know of the case.
pub fn inviting(panel: &Panel, case: &Case, invitee: Invitee<'_>) -> Inviting {
    match (inviting_by_letter(panel, case, invitee), panel.agency(invitee.agency)) {
        (Inviting::Invited, Some(member)) if !is_entitled(panel, case, member) => Inviting::NotEntitled,
        (inviting, _) => inviting,
    }
}

/// Whether they may be invited through their agency, which is a member.
pub fn inviting_through(panel: &Panel, case: &Case, invitee: Invitee<'_>, member: &Agency) -> Inviting {
    match inviting(panel, case, invitee) {
        Inviting::Invited if must_not_be_sent(panel, case, member).is_some() => {
            Inviting::ContactMustNotBeTold
        }
        inviting => inviting,
    }
}
