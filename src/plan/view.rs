//! Views: what a document shows, already filtered for its reader.
//!
//! Architecture Invariant: plain strings, booleans, numbers of pages and lists; no `Option`: an
//! empty string or list means there is nothing to show. Templates reach nothing else.

use serde::{Deserialize, Serialize};

/// What every page of every document carries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// The document's title, for its metadata and heading.
    pub title: String,
    /// `Islington Community MARAC`.
    pub panel: String,
    /// `the Community MARAC`.
    pub panel_short: String,
    /// The public body: `Islington Council`.
    pub organisation: String,
    /// `OFFICIAL-SENSITIVE`, in capitals.
    pub marking: String,
    /// `Wednesday 9 December 2026`.
    pub meeting: String,
    /// `2026-12-09` or `2026-12-03-urgent`.
    pub meeting_folder: String,
    /// DRAFT on every page.
    pub draft: bool,
    /// Whose copy it is: `Coordinator and chair`, or empty on letters.
    pub copy_for: String,
}

/// A heading with a value; a row with an empty value is left out by the planner.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Row {
    /// `Date of birth`.
    pub label: String,
    /// `3 April 1990 (aged 36)`.
    pub value: String,
}

/// A letter to a referrer, of any kind. Lists a kind has no use for are empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// `acceptance`, `decline`, `return`, `deferral`, `redirection`.
    pub kind: String,
    /// The office's address, a line each.
    pub office_address: Vec<String>,
    /// Office e-mail.
    pub email: String,
    /// Where to send things securely, and how.
    pub secure_email: String,
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
    /// `Tuesday 24 November 2026 at 4:59pm`, or empty.
    pub received: String,
    /// Words people wrote for this letter, a paragraph each.
    pub words: Vec<String>,
    /// Each reason in plain words.
    pub reasons: Vec<String>,
    /// Advice and recommended actions.
    pub advice: Vec<AdviceView>,
    /// On which grounds it is accepted.
    pub grounds: Vec<String>,
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
    /// What must happen first and how, a bullet each (return letters).
    pub first: Vec<String>,
    /// Answers that are missing or cannot be read (return letters).
    pub missing: Vec<MissingView>,
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
    /// The panel a case belongs to (redirection).
    pub other_panel: OtherPanelView,
    /// Risk-critical action must not wait for the panel: a paragraph, never empty.
    pub must_not_wait: String,
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

/// The agenda.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Agenda {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Venue, a line each.
    pub venue: Vec<String>,
    /// Link, or empty.
    pub link: String,
    /// `10am to 12:30pm`.
    pub time: String,
    /// Who chairs.
    pub chair: String,
    /// Who co-chairs, or empty.
    pub co_chair: String,
    /// The confidentiality statement, a paragraph each.
    pub confidentiality: Vec<String>,
    /// Everything in order: openings, cases, breaks, closing.
    pub running_order: Vec<AgendaRow>,
    /// Unmet actions from earlier meetings.
    pub unmet_actions: Vec<ActionRow>,
    /// Who is needed when.
    pub needed: Vec<NeededRow>,
    /// People heard within twelve months.
    pub twelve_months: Vec<EarlierRow>,
    /// Referrals not heard this time: reference, outcome, one reason.
    pub not_heard: Vec<NotHeardRow>,
    /// `Wednesday 13 January 2027; referrals by …`.
    pub next_meeting: String,
}

/// One line of the running order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgendaRow {
    /// `10:15am`.
    pub time: String,
    /// `Case 1`, `Introductions`, `Break`.
    pub what: String,
    /// Case reference, or empty.
    pub reference: String,
    /// Person's name for a reader who may see it, or empty.
    pub person: String,
    /// `victim`, `perpetrator`, `both`, or empty.
    pub role: String,
    /// Risk in a few words: `34, high`.
    pub risk: String,
    /// `children`, `repeat`, `deferred from 11 November`, ….
    pub flags: Vec<String>,
    /// Officers who attend for this case, `Pat Example (Northmoor Homes)`.
    pub attending: Vec<String>,
}

/// An action from an earlier meeting.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActionRow {
    /// Its own reference.
    pub reference: String,
    /// Case reference.
    pub case: String,
    /// What is to be done.
    pub action: String,
    /// Agency.
    pub agency: String,
    /// Owner.
    pub owner: String,
    /// `30 November 2026`.
    pub due: String,
    /// `overdue`, `due today`, or empty.
    pub overdue: String,
    /// `open` or `not done`.
    pub status: String,
    /// `circumstances changed`, `agency did not do it`, or `no update received`.
    pub why: String,
    /// The note, or empty.
    pub note: String,
    /// The meeting that set it, `11 November 2026`.
    pub set_at: String,
}

/// Who is needed when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NeededRow {
    /// Name.
    pub name: String,
    /// Agency.
    pub agency: String,
    /// `10:15am to 10:45am`.
    pub time: String,
    /// Case references.
    pub cases: String,
    /// What could not be kept, such as `available from 11am only`, or empty.
    pub note: String,
}

/// A person heard before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EarlierRow {
    /// Case reference then.
    pub reference: String,
    /// The meeting.
    pub meeting: String,
    /// Person's name.
    pub person: String,
    /// What became of it.
    pub outcome: String,
    /// Reference on this agenda, or empty.
    pub now: String,
}

/// A referral that is not heard this time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotHeardRow {
    /// Case reference.
    pub reference: String,
    /// `declined`, `returned`, ….
    pub outcome: String,
    /// One reason.
    pub reason: String,
    /// `signed off` or `draft`.
    pub standing: String,
}

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
    /// `Since the referral: 2 agencies say higher, 1 the same.` or empty.
    pub risk_since: String,
    /// Officers who attend.
    pub attending: Vec<String>,
    /// Earlier appearances.
    pub earlier: Vec<EarlierView>,
    /// Prompts for the discussion.
    pub prompts: Vec<String>,
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
    /// The large figure: `34`, `28 to 35`, or `not scored`.
    pub figure: String,
    /// `high`, `not high by score`, `in doubt`.
    pub verdict: String,
    /// `Community risk matrix (specimen), above 31 is high (published)`.
    pub explained: String,
    /// Questions, answers, scores.
    pub answers: Vec<RiskRow>,
    /// Something to know: `The form states 30; its answers add up to 34.` or empty.
    pub remark: String,
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// Actions then set.
    pub actions: Vec<ActionRow>,
}

/// Actions of earlier meetings that are not done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActionsReview {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// By agency, each with its rows.
    pub agencies: Vec<AgencyActions>,
    /// `5 actions from 2 meetings, 3 of them overdue`.
    pub in_short: String,
}

/// One agency's actions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgencyActions {
    /// Agency.
    pub agency: String,
    /// Its rows.
    pub rows: Vec<ActionRow>,
}

/// The minutes template.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Minutes {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Venue in one line.
    pub venue: String,
    /// `10am to 12:30pm`.
    pub time: String,
    /// Chair.
    pub chair: String,
    /// Co-chair, or empty.
    pub co_chair: String,
    /// The confidentiality statement.
    pub confidentiality: Vec<String>,
    /// Who is expected.
    pub expected: Vec<AttendanceRow>,
    /// Unmet actions.
    pub unmet_actions: Vec<ActionRow>,
    /// Cases in order.
    pub cases: Vec<MinutesCase>,
    /// Reasons for closing, as choices.
    pub closing_reasons: Vec<String>,
    /// The next meeting.
    pub next_meeting: String,
}

/// A line of attendance.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AttendanceRow {
    /// Agency.
    pub agency: String,
    /// Name, or empty for a blank line.
    pub name: String,
    /// Role, or empty.
    pub role: String,
    /// `core`, `for ISL-2026-014`.
    pub why: String,
}

/// A case in the minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MinutesCase {
    /// `Case 1`.
    pub number: String,
    /// Reference.
    pub reference: String,
    /// Slot.
    pub slot: String,
    /// Person.
    pub person: String,
    /// Risk in a few words.
    pub risk: String,
    /// Grounds in one line.
    pub grounds: String,
    /// Summary.
    pub summary: String,
    /// Warnings in one line, or empty.
    pub warnings: String,
    /// Actions carried over for this case.
    pub carried: Vec<ActionRow>,
}

/// The sign-in sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// The declaration, a paragraph each.
    pub declaration: Vec<String>,
    /// Who is expected.
    pub expected: Vec<AttendanceRow>,
    /// How many blank lines follow: a list of that length, for templates to walk.
    pub blank_lines: Vec<u32>,
}

/// The full pack: everything the chair has before them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FullPack {
    /// Marking, panel, meeting.
    pub frame: Frame,
    /// Agenda.
    pub agenda: Agenda,
    /// Actions review.
    pub actions: ActionsReview,
    /// Profiles in order.
    pub profiles: Vec<Profile>,
    /// Minutes template.
    pub minutes: Minutes,
    /// Sign-in sheet.
    pub sign_in: SignIn,
}
