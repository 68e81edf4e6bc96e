//! The nouns of a Community MARAC: referral, return, case, meeting, action, and the answers
//! they are made of.
//!
//! Values parse once, where they are read, and keep what was written and the cell it was
//! written in. Their `Debug` output shows `«…»` instead of anything a person wrote.
//!
//! Architecture Invariant: uses `finding` only. No type here is `Serialize`: what leaves the
//! program goes through a view that was filtered for its reader.

mod answer;
mod case;
mod fact;
mod hidden;
mod home;
mod incident;
mod meeting;
mod record;
mod referral;
mod returns;
mod sent;

pub use answer::{Answer, Answers, Moment, Value};
pub use case::{Appearance, Bond, CASE_REFERENCE, CarriedAction, Case, CaseRef, Safeguard, StaysOpen};
pub use fact::{FACTS, Fact, Kind, Origin, Sensitivity, fact, says_none};
pub use home::{OneHome, is_postcode, one_homes, says_the_same};
pub use incident::{INCIDENT_COLUMNS, Incident, IncidentColumn, incident_column};
pub use meeting::{
    MeetingId, age_on, uk_date, uk_date_long, uk_deadline, uk_moment, uk_time, uk_when, within_months,
    within_months_before,
};
pub use record::{
    Action, ActionStatus, Attendance, CLOSED, CaseOutcome, Decision, MeetingRecord, Outside, Presence,
    RISK_TO_CHILDREN, RISK_TO_PUBLIC, STAYS_OPEN, Sharing, TRANSFERRED, Verdict,
};
pub use referral::{Attending, OtherPerson, Referral, RiskAnswer};
pub use returns::{About, Return, ReturnKind, ReturnRow, RiskNow, ShareWith};
pub use sent::Sent;
