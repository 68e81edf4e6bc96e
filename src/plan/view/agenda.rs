//! The agenda, and the review of unmet actions.

use serde::{Deserialize, Serialize};

use super::{ActionRow, Frame};

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
    /// `Chair`, or `Co-chairs` of two who chair together.
    pub chair_title: String,
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
    /// What to say if there is none.
    pub nothing_unmet: String,
    /// Who is needed when.
    pub needed: Vec<NeededRow>,
    /// What to say if there is nobody.
    pub nobody_needed: String,
    /// How long visitors wait, and what the running order gains; or empty.
    pub waiting: String,
    /// People heard within twelve months.
    pub twelve_months: Vec<EarlierRow>,
    /// What to say if there is nobody.
    pub nobody_heard: String,
    /// What stands over those not heard, or empty in copies that do not say.
    pub not_heard_title: String,
    /// Referrals not heard this time: reference, outcome, one reason.
    pub not_heard: Vec<NotHeardRow>,
    /// What stands there if all are heard.
    pub nothing_not_heard: String,
    /// `Wednesday 13 January 2027; referrals by …`.
    pub next_meeting: String,
}

/// One line of the running order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AgendaRow {
    /// `10:15am`.
    pub time: String,
    /// `Case 1`, `Introductions`, `Break`, `Reserved`.
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

/// Who is needed when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NeededRow {
    /// Name.
    pub name: String,
    /// Agency.
    pub agency: String,
    /// `10:15am to 10:45am`.
    pub time: String,
    /// Numbers of cases in the running order, `1, 2 and 5`; in a member's copy their references.
    pub cases: String,
    /// What could not be kept, such as `said available from 11am`, and how long they wait; or empty.
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
