//! The coordinator's page of a meeting.
//!
//! It stands open on a screen while others pass by: it names cases, agencies and cells, and no person.

use serde::{Deserialize, Serialize};

use super::{Frame, ReturnsGrid};

/// Everything of a meeting at one glance, with a link to every document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MeetingPage {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Which documents the run made, and what is said of the others.
    pub made: String,
    /// `1 urgent, 2 errors, 5 warnings, 9 notes`.
    pub counts: String,
    /// What needs attention, the gravest first.
    pub attention: Vec<FindingView>,
    /// Where all findings stand, notes included.
    pub all_findings: Vec<Link>,
    /// Dates in the order in which they come.
    pub dates: Vec<DateRow>,
    /// `19 cases: 15 new, 1 deferred from an earlier meeting.`
    pub cases_in_short: String,
    /// Cases by what becomes of them.
    pub outcomes: Vec<OutcomeCases>,
    /// Returns in and missing.
    pub returns: ReturnsGrid,
    /// `38 in, 1 of them late; 57 missing`, or empty.
    pub returns_in_short: String,
    /// Members, in the order of the panel file.
    pub agencies: Vec<AgencyDocuments>,
    /// Documents for other areas.
    pub areas: Vec<DocumentGroup>,
    /// All other documents.
    pub documents: Vec<DocumentGroup>,
    /// What was read, and what became of it.
    pub read: Vec<ReadRow>,
    /// What was set aside, each with its reason.
    pub set_aside: Vec<SetAsideRow>,
}

/// A finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindingView {
    /// `Urgent`, `Error` or `Warning`.
    pub severity: String,
    /// Its stable name, `return-late`.
    pub code: String,
    /// The fact, with a capital and a full stop.
    pub message: String,
    /// File, sheet and cell, or empty.
    pub place: String,
    /// The line of the panel file, or empty.
    pub rule: String,
    /// What to do, or empty.
    pub help: String,
}

/// A link to a file of the output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Link {
    /// Relative to the page, percent-encoded.
    pub href: String,
    /// `Acceptance letter`.
    pub title: String,
    /// `PDF`, `Word`, `Excel`, …
    pub format: String,
    /// What tells it from others of the same title for somebody who hears the links alone: a reference
    /// or an agency; or empty.
    pub whose: String,
    /// `draft, not to be sent`, `earlier`, or empty.
    pub note: String,
}

/// A date of the meeting.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DateRow {
    /// `Tuesday 24 November 2026 at 5pm`.
    pub when: String,
    /// `Referrals close`.
    pub what: String,
}

/// The cases of one kind of outcome.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutcomeCases {
    /// `On the agenda: 9 cases`.
    pub title: String,
    /// Its cases, those on the agenda in the order of their times.
    pub cases: Vec<CaseRow>,
}

/// One case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseRow {
    /// Case reference.
    pub reference: String,
    /// `new`, `deferred from 11 November 2026`, ….
    pub came: Vec<String>,
    /// `accepted`, `declined`, ….
    pub outcome: String,
    /// `signed off`, `not signed off` or `needs no sign-off`.
    pub standing: String,
    /// `10:15am`, or empty.
    pub time: String,
    /// `not sent`, `sent 2 December 2026`, or empty if it has no letter.
    pub sent: String,
    /// Letters, profile and whatever else is about this case alone.
    pub links: Vec<Link>,
    /// Why, a sentence each.
    pub why: Vec<String>,
}

/// What there is for one member.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgencyDocuments {
    /// The member's name.
    pub name: String,
    /// Its pack, or nothing.
    pub pack: Vec<Link>,
    /// Why it has no pack, or empty.
    pub no_pack: String,
    /// Everything else in its folder.
    pub links: Vec<Link>,
}

/// Documents under one heading.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DocumentGroup {
    /// The heading.
    pub title: String,
    /// Its documents.
    pub links: Vec<Link>,
}

/// What was read of one kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadRow {
    /// `Referrals`.
    pub what: String,
    /// How many files they came from, or empty.
    pub files: String,
    /// How many were read.
    pub read: String,
    /// How many of them were used.
    pub used: String,
    /// How many were set aside.
    pub set_aside: String,
}

/// Something that was read and not used.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetAsideRow {
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub place: String,
}
