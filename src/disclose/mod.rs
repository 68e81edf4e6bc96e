//! Who may see what: the only place that knows the rules of need to know. Pure.
//!
//! Documents are planned from what this module lets through, so that a template cannot reach what
//! its reader may not see. Readers are the coordinator's copy, member agencies, referrers, and agencies
//! of other areas.
//!
//! Architecture Invariant: uses the nouns only. Everything that is planned for a reader passes
//! through here first.

mod actions;
mod address;
mod addressee;
mod free_text;
mod history;
mod inviting;
mod kept;
mod left_out;
mod loosely;
mod members;
mod outside;
mod parts;
mod place_words;
mod request;
mod returns;
#[cfg(test)]
mod samples;
mod secrets;
mod senders;
mod telephone;

pub use actions::{case_of, is_own_action};
pub use address::{email, home_address, other_address, phone};
pub use addressee::{is_in_case, may_be_told, must_not_be_told, warning_for};
pub use free_text::{
    ADDRESS_WITHHELD, TELEPHONE_WITHHELD, Withheld, any_telephone, cells_holding, in_a_request, withheld,
    without_addresses, without_any,
};
pub use history::{is_own, knows_reference, related, sees_action};
pub use inviting::{Invitee, Inviting, inviting, inviting_by_letter, inviting_through};
pub use kept::Kept;
pub use left_out::{Withholding, left_out, left_out_by_people, withholding};
pub use members::{
    Access, access, entitled, entitled_as_referrer_knows, is_entitled, knows, may_be_against, may_come,
    must_not_be_sent,
};
pub use outside::{Telling, telling};
pub use request::{Sought, sought_addresses, sought_others, sought_person};
pub use returns::{
    attending_for, beside, proposed_for, returns_for, risk_for, risk_left_out, rows_for, rows_not_circulated,
    rows_not_confirmed,
};
pub use secrets::unsearchable;
pub use senders::{Unwelcome, UnwelcomeReturn, take_out_unwelcome};

use crate::panel::{Agency, DisclosurePolicy, Panel};

/// Whose copy a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader<'a> {
    /// The coordinator, who keeps everything, and the chair beside them.
    Coordinator,
    /// A member that is entitled to the case ([`is_entitled`]).
    Member {
        /// Which.
        agency: &'a Agency,
        /// What the panel discloses to members that it names.
        policy: &'a DisclosurePolicy,
    },
    /// A referrer: only what that referrer sent, the decision, and words written for the letter.
    Referrer,
    /// The MARAC of another area, to which a case is transferred: what the referral says, and nothing
    /// that partners sent.
    OtherArea {
        /// People have recorded that it may be told the person's confidential address.
        address_released: bool,
    },
}

impl<'a> Reader<'a> {
    /// A member of the panel as a reader.
    pub fn member(panel: &'a Panel, agency: &'a Agency) -> Self {
        Reader::Member { agency, policy: &panel.disclosure }
    }
}
