//! Who may see what: the only place that knows the rules of need to know. Pure.
//!
//! Documents are planned from what this module lets through, so that a template cannot reach what
//! its reader may not see. Readers so far are the coordinator's copy, referrers, and
//! agencies of other areas.
//!
//! Architecture Invariant: uses the nouns only. Everything that is planned for a reader passes
//! through here first.

mod address;
mod addressee;
mod outside;
mod returns;

pub use address::{
    ADDRESS_WITHHELD, has_confidential_address, home_address, other_address, phone, without_addresses,
};
pub use addressee::{may_be_told, must_not_be_told};
pub use outside::{Telling, telling};
pub use returns::{proposed_for, returns_for, risk_for, rows_for};

/// Whose copy a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The coordinator, who keeps everything, and the chair beside them.
    Coordinator,
    /// A referrer: only what that referrer sent, the decision, and words written for the letter.
    Referrer,
    /// The MARAC of another area, to which a case is transferred: what the referral says, and nothing
    /// that partners sent.
    OtherArea {
        /// People have recorded that it may be told the person's confidential address.
        address_released: bool,
    },
}
