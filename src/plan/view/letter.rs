//! The letter to a referrer.

use serde::{Deserialize, Serialize};

use super::{Frame, ReportRow};

/// A letter to a referrer or an applicant, of any kind. Lists a kind has no use for are empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// `acceptance`, `decline`, `return`, `deferral`, `redirection`, `transfer`; with `application-`
    /// before it for a victim who applies.
    pub kind: String,
    /// The office's address, a line each.
    pub office_address: Vec<String>,
    /// Office e-mail.
    pub email: String,
    /// Office telephone.
    pub phone: String,
    /// Who signs.
    pub signatory: String,
    /// The window: name, role, agency, a line each.
    pub to: Vec<String>,
    /// `By e-mail to pat@example.org`, or empty.
    pub sent_by: String,
    /// `2 December 2026`.
    pub date: String,
    /// Case reference.
    pub our_reference: String,
    /// The referrer's own, or empty.
    pub your_reference: String,
    /// `Dear Pat Example` or `Dear colleague`.
    pub salutation: String,
    /// The person as this referrer named them, or `the person you referred`.
    pub person: String,
    /// `on Tuesday 24 November 2026 at 4:59pm`, or empty.
    pub received: String,
    /// The first paragraph: what has become of the referral.
    pub opening: String,
    /// Words people wrote for this letter, a paragraph each.
    pub words: Vec<String>,
    /// What only a letter to an applicant holds.
    pub application: ApplicationView,
    /// Each reason in plain words.
    pub reasons: Vec<String>,
    /// Advice and recommended actions.
    pub advice: Vec<AdviceView>,
    /// How it was accepted where people did so on no ground of the panel's; or empty.
    pub decided: String,
    /// On which grounds it is accepted.
    pub grounds: Vec<String>,
    /// When an urgent case that is on a regular meeting's agenda is to be heard: before that. Else empty.
    pub sooner: String,
    /// `10:15am to 10:30am`.
    pub slot: String,
    /// Where the panel meets, a line each.
    pub venue: Vec<String>,
    /// Link for joining online, or empty.
    pub link: String,
    /// How to prepare and what to bring, a bullet each.
    pub prepare: Vec<String>,
    /// Names of agencies asked for information.
    pub asked: Vec<String>,
    /// Who acts, a paragraph each (acceptance).
    pub responsibility: Vec<String>,
    /// Above what must happen first.
    pub first_words: String,
    /// What must happen first and how, a bullet each (return letters).
    pub first: Vec<String>,
    /// Above the answers that are missing.
    pub missing_words: String,
    /// Answers that are missing or cannot be read (return letters).
    pub missing: Vec<MissingView>,
    /// What to do with the answers that are missing.
    pub missing_how: String,
    /// How to send papers securely, a paragraph each.
    pub how_to_send: Vec<String>,
    /// `Friday 4 December 2026 at 12 noon`, by when to send it back to make this meeting.
    pub send_back_by: String,
    /// `corrected-ISL-2026-014.xlsx`, the workbook that goes with a return letter, or empty.
    pub workbook: String,
    /// The deadline that was missed (deferral).
    pub deadline: String,
    /// The next meeting, `Wednesday 13 January 2027`.
    pub next_meeting: String,
    /// Deadline of the next meeting.
    pub next_deadline: String,
    /// When the referrer of a deferred case hears again, if not a week before that meeting:
    /// `by Thursday 10 December 2026`, `before that meeting`.
    pub hears: String,
    /// What to do if the case cannot wait for the next meeting, a paragraph each (deferral).
    pub urgent_how: Vec<String>,
    /// What happens next, a paragraph each (transfer).
    pub next: Vec<String>,
    /// That it can be referred again, a paragraph each (decline).
    pub refer_again: Vec<String>,
    /// The panel a case belongs to (redirection), or the MARAC that it goes to (transfer).
    pub other_panel: OtherPanelView,
    /// Risk-critical action must not wait for the panel: a paragraph, never empty.
    pub must_not_wait: String,
    /// The last paragraph: whom to ask.
    pub closing: String,
}

/// Advice in a letter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AdviceView {
    /// Short heading.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Whom to contact, or empty.
    pub contact: String,
}

/// An answer a return letter asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MissingView {
    /// The question as the form words it.
    pub question: String,
    /// `left blank`, `there is no 31 June`, `answered "don't know"`.
    pub problem: String,
    /// `sheet Referral, cell B9`, or `not in your form`.
    pub place: String,
}

/// The panel a case belongs to. All empty when there is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OtherPanelView {
    /// Its name.
    pub name: String,
    /// Why the case belongs there.
    pub why: String,
    /// Whom to contact.
    pub contact: String,
}

/// What a letter to a victim who applies for a review holds besides. Empty in letters to referrers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ApplicationView {
    /// `Your application for an ASB Case Review`.
    pub title: String,
    /// What the review is, a paragraph each.
    pub about: Vec<String>,
    /// What was checked, a paragraph each.
    pub checked: Vec<String>,
    /// `2 of 4 reports count`, or empty.
    pub counted: String,
    /// Every report the applicant listed.
    pub reports: Vec<ReportRow>,
    /// How to report so that it counts, a bullet each.
    pub report_properly: Vec<String>,
    /// The title of the box about danger.
    pub in_danger: String,
}
