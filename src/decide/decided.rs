//! What deciding a case gives: its outcome, and everything it rests on.

use chrono::NaiveDate;

use super::Outcome;
use crate::finding::Place;
use crate::model::Case;
use crate::panel::{Gate, RiskTotal, Truth};

/// A case with its outcome.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The case.
    pub case: Case,
    /// Every rule in force, in the order of the panel file.
    pub evaluations: Vec<Evaluation>,
    /// The total of its risk assessment, if there is one.
    pub risk: Option<RiskView>,
    /// What the rules propose.
    pub proposed: Outcome,
    /// Which line of the table from gates to an outcome gave the proposal, from 1.
    pub line: u8,
    /// What stands: the proposal, or what people decided.
    pub outcome: Outcome,
    /// Why, in a letter's words: the reasons of the rules that decided.
    pub reasons: Vec<String>,
    /// Keys of advice of those rules.
    pub advice: Vec<String>,
    /// Codes of the rules that decided.
    pub deciding: Vec<String>,
    /// On which grounds it comes in (risk routes met), as a profile names them.
    pub grounds: Vec<String>,
    /// What must happen first (unmet process rules), for the return letter.
    pub first: Vec<String>,
    /// Paths of the answers that change once that has happened: marked in the workbook that goes back.
    pub again: Vec<&'static str>,
    /// Answers the return letter asks for.
    pub missing: Vec<Missing>,
    /// How many incidents count by the panel's table `[incidents]`, at least and at most, if it counts any.
    pub qualifying: Option<(i64, i64)>,
    /// Reports of incidents, in the order of the form.
    pub incidents: Vec<IncidentView>,
    /// People have signed this outcome.
    pub signed: bool,
    /// The letter carries DRAFT.
    pub draft: bool,
    /// Age on the meeting's date, if known.
    pub age: Option<i64>,
    /// Referred within twelve months before.
    pub repeat: bool,
    /// The other panel a redirect names, as written in the panel file.
    pub other_panel: Option<String>,
}

impl Decided {
    /// Whether members entitled to the case are asked what they know of the person.
    ///
    /// They are asked about every case that passes lines 1 to 5 of the table from gates to an
    /// outcome: what they answer helps to assess the risk, which the later lines look at. Once people
    /// have decided otherwise, that counts: a case they put on the agenda or put off is asked about
    /// whichever line it came from, and nobody is asked about one they declined, returned or passed on.
    pub fn is_asked_about(&self) -> bool {
        let people_decided = self.signed || self.outcome != self.proposed;
        if people_decided {
            self.outcome.is_heard() || self.outcome == Outcome::Defer
        } else {
            self.line > LAST_LINE_WITHOUT_REQUESTS
        }
    }
}

/// A case that one of the first five lines settles is not for this panel to ask about, or not yet.
const LAST_LINE_WITHOUT_REQUESTS: u8 = 5;

/// Whoever is younger is a child (Children Act 1989, section 105).
pub const CHILD_UNTIL: i64 = 18;

impl Decided {
    /// Whether the person is a child on the day of the meeting, as far as their age is known.
    pub fn is_child(&self) -> bool {
        self.age.is_some_and(|age| age < CHILD_UNTIL)
    }
}

/// A rule's result for a case.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The rule's code.
    pub code: String,
    /// Its gate.
    pub gate: Gate,
    /// Its result: for an exclusion, `Met` means the exclusion holds.
    pub result: Truth,
    /// Where the rule comes from.
    pub source: String,
    /// Its line.
    pub rule: Place,
    /// Its condition as the panel file words it.
    pub condition: String,
    /// In force from this day.
    pub from: NaiveDate,
    /// Its reason in a letter's words, but for values that may identify somebody.
    pub says: String,
    /// Every fact it names.
    pub facts: Vec<FactUse>,
}

/// A fact as a rule used it.
#[derive(Clone)]
pub struct FactUse {
    /// Its path.
    pub path: &'static str,
    /// Its value in words (`34`, `true`, `not known`, `left blank`).
    pub value: String,
    /// The cells it rests on.
    pub places: Vec<Place>,
}

impl std::fmt::Debug for FactUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FactUse({} «…»)", self.path)
    }
}

/// A question of a risk assessment: its text, the answer in words, its score in words.
pub type ScoredAnswer = (String, String, String);

/// The scored risk of a case.
#[derive(Clone, Debug)]
pub struct RiskView {
    /// Name of the instrument in the panel file.
    pub instrument: String,
    /// What is high: `above 31`, `14 or more`.
    pub threshold: String,
    /// The panel published that threshold; else it is ours.
    pub published: bool,
    /// Lowest and highest total, escalators.
    pub total: RiskTotal,
    /// Whether it meets the threshold.
    pub high: Truth,
    /// The band that the total belongs to, if the instrument has bands and it is not in doubt.
    pub band: Option<String>,
    /// The total the form states, if it differs from what the answers give.
    pub disagrees: Option<i64>,
    /// Only a total was given.
    pub total_only: bool,
    /// Totals of other agencies' assessments of the person that differ from this one.
    pub others: Vec<(String, RiskTotal)>,
    /// Whose assessment this is, as the referral names the agency.
    pub by: String,
    /// Other agencies' assessments of the person: the agency, and its answers as below.
    pub beside: Vec<(String, Vec<ScoredAnswer>)>,
    /// Every question of the instrument.
    pub answers: Vec<ScoredAnswer>,
}

/// One row of the sheet "Incidents" with whether it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentView {
    /// Its number in the list, from 1.
    pub number: usize,
    /// Its row.
    pub place: Place,
    /// Whether it counts.
    pub counting: Counting,
    /// Why not, or why it is in doubt, in a letter's words; empty if it counts.
    pub why: String,
}

/// Whether a report counts by the panel's table `[incidents]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// The panel does not ask.
    NotAsked,
    /// Certainly.
    Counts,
    /// It is in doubt.
    May,
    /// Certainly not.
    DoesNot,
}

impl Counting {
    /// In words, for audits, profiles and letters.
    pub fn words(self) -> &'static str {
        match self {
            Counting::NotAsked => "listed",
            Counting::Counts => "counts",
            Counting::May => "may count",
            Counting::DoesNot => "does not count",
        }
    }
}

/// An answer that is missing or unreadable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The fact or `risk.<question code>`.
    pub path: String,
    /// The question as the form words it.
    pub question: String,
    /// `left blank`, or what is wrong.
    pub problem: String,
    /// Its cell, if the form has one.
    pub place: Option<Place>,
    /// A rule wants it. If not, it is asked for only because what one form says cannot be read.
    pub wanted: bool,
}
