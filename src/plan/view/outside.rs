//! What agencies of other areas are sent.

use serde::{Deserialize, Serialize};

use super::{Frame, OtherView, RiskView, Row, Warning};

/// What the first page of a letter holds beside its own words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letterhead {
    /// The office's address, a line each.
    pub office_address: Vec<String>,
    /// Office e-mail.
    pub email: String,
    /// Office telephone.
    pub phone: String,
    /// Who signs.
    pub signatory: String,
    /// The window: contact and agency, a line each.
    pub to: Vec<String>,
    /// `By secure e-mail to marac@example.org`.
    pub sent_by: String,
    /// `2 December 2026`.
    pub date: String,
    /// Case reference; empty in a letter about no case.
    pub our_reference: String,
    /// Always empty: the reader has none yet.
    pub your_reference: String,
    /// `Dear MARAC Coordinator`.
    pub salutation: String,
    /// Whom the letter is about, or empty.
    pub person: String,
    /// When the referral came, or empty.
    pub received: String,
    /// Risk-critical action must not wait: a paragraph, or empty in a letter about no case.
    pub must_not_wait: String,
    /// The last paragraph: whom to ask.
    pub closing: String,
}

/// The letter and pack with which a case goes to the MARAC of another area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TransferPack {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// The letter's first page.
    pub head: Letterhead,
    /// What must still be done before it is sent, a bullet each; empty when it may go.
    pub before_sending: Vec<String>,
    /// Why it is sent and who decides, a paragraph each.
    pub opening: Vec<String>,
    /// Why it cannot wait, or empty.
    pub urgent: String,
    /// What the receiving MARAC is asked for, a bullet each.
    pub asks: Vec<String>,
    /// How to send papers securely, a paragraph each.
    pub how_to_send: Vec<String>,
    /// Safety warnings, the gravest first.
    pub warnings: Vec<Warning>,
    /// Name.
    pub person: String,
    /// `Victim, aged 36, lives in Exampleton`.
    pub in_short: String,
    /// Who the person is.
    pub details: Vec<Row>,
    /// How to reach them safely.
    pub contact: Vec<Row>,
    /// Consent, and whether they know.
    pub consent: Vec<Row>,
    /// What the referral says.
    pub concerns: Vec<Row>,
    /// Children.
    pub children: Vec<Row>,
    /// Other people in the case.
    pub others: Vec<OtherView>,
    /// The risk assessment, with its answers.
    pub risk: RiskView,
    /// By which of our routes the risk is high.
    pub grounds: Vec<String>,
    /// Actions that this panel set on earlier referrals of the person.
    pub actions: Vec<SentAction>,
    /// Who referred, and when.
    pub referrers: Vec<Row>,
    /// Where the acknowledgement slip goes.
    pub slip_to: String,
}

/// An action in a transfer pack: what, and how it stands, and nothing that was noted on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SentAction {
    /// What is to be done.
    pub action: String,
    /// By which agency.
    pub agency: String,
    /// The meeting that set it, `4 November 2026`.
    pub set_at: String,
    /// `open`, `done` or `not done`.
    pub status: String,
}

/// An invitation to a service of the area where a person lives.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// The letter's first page.
    pub head: Letterhead,
    /// What the meeting is and why they are asked, a paragraph each.
    pub opening: Vec<String>,
    /// Date of birth of the person, or empty.
    pub born: String,
    /// `10:15am to 10:30am`, or empty in an invitation to sign.
    pub slot: String,
    /// Where the panel meets, a line each.
    pub venue: Vec<String>,
    /// Link for joining online, or empty.
    pub link: String,
    /// What they are asked for, a bullet each.
    pub asks: Vec<String>,
    /// `Thursday 3 December 2026 at 5pm`, by when to answer; empty in an invitation to sign.
    pub answer_by: String,
    /// How to send papers securely, a paragraph each.
    pub how_to_send: Vec<String>,
    /// What everybody at the meeting agrees to, a paragraph each.
    pub confidentiality: Vec<String>,
}
