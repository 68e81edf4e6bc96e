//! The profile of one accepted case.

use serde::{Deserialize, Serialize};

use super::{ActionRow, Frame, ReportRow, Row};

/// The profile of one accepted case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Profile {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Case reference.
    pub reference: String,
    /// `Case 3, 10:45am to 11am`.
    pub slot: String,
    /// The person's name.
    pub person: String,
    /// One line: `Victim, aged 36, lives in Islington`.
    pub in_short: String,
    /// `The applicant` in place of `The person`, or empty.
    pub whose: String,
    /// `Applied and attending` in place of `Referred and attending`, or empty.
    pub came: String,
    /// Reports of incidents.
    pub incidents: Vec<ReportRow>,
    /// Safety warnings: these come first.
    pub warnings: Vec<Warning>,
    /// Details of the person.
    pub details: Vec<Row>,
    /// Consent and awareness.
    pub consent: Vec<Row>,
    /// Safe contact.
    pub contact: Vec<Row>,
    /// Risk.
    pub risk: RiskView,
    /// Grounds for acceptance.
    pub grounds: Vec<String>,
    /// What is happening, in the referrer's words: summary, latest incident, escalation, ….
    pub concerns: Vec<Row>,
    /// Kinds of case.
    pub categories: Vec<String>,
    /// Children.
    pub children: Vec<Row>,
    /// Other people in the case.
    pub others: Vec<OtherView>,
    /// Who referred.
    pub referrers: Vec<Row>,
    /// Returns, grouped by agency.
    pub returns: Vec<ReturnView>,
    /// Agencies asked that sent nothing.
    pub no_return: Vec<String>,
    /// What a copy says that does not say who sent nothing, or empty.
    pub silence: String,
    /// `Since the referral: 2 agencies say higher, 1 the same.` or empty.
    pub risk_since: String,
    /// Officers who attend.
    pub attending: Vec<String>,
    /// Earlier appearances.
    pub earlier: Vec<EarlierView>,
    /// Prompts for the discussion.
    pub prompts: Vec<String>,
    /// Risks whose level the meeting determines and records, as the panel names them; or empty.
    pub considered: Vec<String>,
}

/// A box at the top of a profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Warning {
    /// `Do not tell`.
    pub title: String,
    /// Its text, a line each.
    pub lines: Vec<String>,
}

/// Risk as a chair takes it in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RiskView {
    /// `Reports that count` in place of `Risk`, or empty.
    pub title: String,
    /// The large figure: `34`, `28 to 35`, or `not scored`.
    pub figure: String,
    /// `high`, `not high by score`, `in doubt`.
    pub verdict: String,
    /// `Community risk matrix (specimen), above 31 is high (published)`.
    pub explained: String,
    /// Questions, answers, scores.
    pub answers: Vec<RiskRow>,
    /// Whose answers these are where several agencies brought an assessment, or empty.
    pub by: String,
    /// The other agencies' answers.
    pub beside: Vec<AssessmentView>,
    /// Something to know: `The form states 30; its answers add up to 34.` or empty.
    pub remark: String,
}

/// Another agency's risk assessment of the same person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AssessmentView {
    /// The agency.
    pub agency: String,
    /// Questions, answers, scores.
    pub answers: Vec<RiskRow>,
}

/// One answer of the risk assessment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RiskRow {
    /// The question.
    pub question: String,
    /// The answer, `left blank` or `not known`.
    pub answer: String,
    /// Its score, or `0 to 4`.
    pub score: String,
}

/// Another person in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherView {
    /// Name.
    pub name: String,
    /// What is known.
    pub details: Vec<Row>,
}

/// One agency's return.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReturnView {
    /// Agency.
    pub agency: String,
    /// `Completed by Pat Example, 30 November 2026`.
    pub by: String,
    /// `nothing known` or empty.
    pub nothing_known: bool,
    /// `received after the deadline (2 December 2026)` or empty.
    pub late: String,
    /// Facts.
    pub facts: Vec<InformationRow>,
    /// Opinions, shown apart.
    pub opinions: Vec<InformationRow>,
    /// `higher`, `same`, `lower` or empty.
    pub risk_now: String,
    /// Actions the agency proposes.
    pub proposed: Vec<String>,
}

/// A row of a return.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InformationRow {
    /// Date, or empty.
    pub date: String,
    /// `Victim`, `Perpetrator`, ….
    pub about: String,
    /// The information.
    pub text: String,
    /// `Core members only`, `Only: Police`, or empty when all members may see it.
    pub shared_with: String,
}

/// An earlier appearance of the same person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EarlierView {
    /// `11 November 2026`.
    pub meeting: String,
    /// Reference then.
    pub reference: String,
    /// What became of it.
    pub outcome: String,
    /// The plan agreed then, who leads, and how great the risks were; or empty.
    pub agreed: Vec<Row>,
    /// Actions then set.
    pub actions: Vec<ActionRow>,
}
