//! A panel is data: `panel.toml` as written → a valid [`Panel`], or findings that name line and
//! key. Adding a panel changes nothing in the program.
//!
//! Architecture Invariant: uses `finding` and `model` only, and reads no file; it is given text.

mod area;
mod builtin;
mod calendar;
mod holidays;
mod incidents;
mod expression;
mod instrument;
mod meant;
mod nearest;
mod raw;
mod table;
mod load;
mod rule;
mod spelling;
mod wording;

pub use area::{Area, MARAC, OutsideAgency};
pub use builtin::{BUILT_IN, is_folder_name};
pub use calendar::{Calendar, Deadline, Moved, Planned, Policy, Unit};
pub use expression::{Defect, Expression, FactValues, Problem, Truth, Weighed};
pub use holidays::bank_holidays;
pub use incidents::{IncidentRule, QualifyingRule, ReportChannel};
pub use instrument::{Instrument, Operator, Question, RiskTotal, ScoredOption, instrument_for};
pub use load::load;
pub use meant::{Meant, Staff};
pub use raw::{RawInstrument, RawQuestion, RawRule, Written};
pub use rule::{Gate, Piece, Rule, pieces};
pub use spelling::{is_like, normalise_name, plain_words};
pub use wording::{PLACEHOLDERS, WORDING, Wording};

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use crate::finding::Place;
use crate::model::{MeetingId, RISK_TO_CHILDREN, RISK_TO_PUBLIC, uk_date_long};

/// A panel, checked: every name in it resolves, every rule compiles.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its folder's name: `islington`.
    pub code: String,
    /// Its `panel.toml`.
    pub place: Place,
    /// Full name: `Islington Community MARAC`.
    pub name: String,
    /// Short name used within sentences: `the Community MARAC`.
    pub short_name: String,
    /// Starts every case reference: `ISL`.
    pub prefix: String,
    /// Protective marking, in capitals: `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// Who writes the letters.
    pub office: Office,
    /// Who chairs.
    pub chair: String,
    /// Who co-chairs.
    pub co_chair: Option<String>,
    /// The two chair together, neither before the other.
    pub co_chairs: bool,
    /// Names of the area it serves, for "lives in the area".
    pub areas: Vec<String>,
    /// Other areas: where cases are transferred, and whose services are invited.
    pub other_areas: Vec<Area>,
    /// Member agencies in the order of the source.
    pub agencies: Vec<Agency>,
    /// When it meets and every deadline.
    pub calendar: Calendar,
    /// Time slots of its meetings.
    pub slots: Slots,
    /// Which reports of incidents count, if the panel counts any.
    pub incidents: Option<IncidentRule>,
    /// Codes of the agencies that hold the pre-meeting, in the order of the file.
    pub pre_meeting_by: Vec<String>,
    /// Kinds of case.
    pub categories: Vec<String>,
    /// Panels whose cases this one does not take.
    pub other_panels: Vec<OtherPanel>,
    /// Names of panels that are no bar (members that are also panels to some).
    pub panels_no_bar: Vec<String>,
    /// More headings: `(heading as written in forms, fact path)`.
    pub headings: Vec<(String, String)>,
    /// Risk instruments; the first is the one a referral uses unless it names another.
    pub instruments: Vec<Instrument>,
    /// All rules, all versions, in the order of the file.
    pub rules: Vec<Rule>,
    /// Advice by key, printed in letters.
    pub advice: BTreeMap<String, Advice>,
    /// Words of letters and documents that a coordinator may change, for every key of [`WORDING`],
    /// a paragraph a line. Read it with [`Panel::words`] and [`Panel::paragraphs`].
    pub wording: BTreeMap<String, String>,
    /// Reasons for closing a case, in the order of the source.
    pub closing_reasons: Vec<String>,
    /// What the chair asks of each case.
    pub discussion_prompts: Vec<String>,
    /// Risks of which the minutes ask in each case how great they are; if none are named, whether
    /// there is a risk to children and to the public.
    pub considered: Vec<String>,
    /// Victims apply to it themselves, people and businesses: there is no referrer, and who applies is
    /// asked for in place of a person's name and date of birth.
    pub applications: bool,
    /// Every letter is made as a Word file too, beside its PDF.
    pub letters_in_word: bool,
    /// Which letters are drafts until people sign off.
    pub sign_off: SignOff,
    /// A case in which nobody lives in the area belongs to another area and is transferred there.
    pub residence_required: bool,
    /// What is disclosed beyond the fixed rules.
    pub disclosure: DisclosurePolicy,
    /// Holds urgent meetings.
    pub urgent_meetings: bool,
    /// What it calls them: `urgent meeting`.
    pub urgent_name: String,
    /// Services of the area where a person lives are invited, if that is not the panel's own.
    pub home_authority: bool,
    /// Cases with children come first.
    pub children_first: bool,
    /// Keys of the advice that letters give where the person is under 18.
    pub children_advice: Vec<String>,
}

/// The office a letter comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Whose letter it is: `Community MARAC Coordinator`.
    pub signatory: String,
    /// The public body: `Example Council`.
    pub organisation: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// E-mail.
    pub email: String,
    /// How to send things securely.
    pub secure_email: String,
    /// Telephone.
    pub phone: String,
}

/// A member agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its code, `[A-Z0-9-]`, used for folder names: `POLICE`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other names it goes by in forms.
    pub aliases: Vec<String>,
    /// The code of the member it is one of: a housing provider of "registered housing providers". Each
    /// is an agency of its own, which knows nothing of the others' cases.
    pub part_of: Option<String>,
    /// Attends regularly, or only for some cases.
    pub core: bool,
    /// Sees every case it is not left out of; otherwise only those it is invited to.
    pub sees_all: bool,
    /// Has signed the information-sharing agreement.
    pub signed: bool,
    /// Its people.
    pub contacts: Vec<Contact>,
    /// The same names as they are compared.
    compared: Compared,
}

/// The names of an agency as they are compared, for they are compared many times.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Compared {
    code: String,
    /// Name and aliases.
    names: Vec<String>,
    /// Every word of them and of the code.
    words: Vec<String>,
}

impl Compared {
    fn of(code: &str, name: &str, aliases: &[String]) -> Self {
        let names: Vec<&str> = std::iter::once(name).chain(aliases.iter().map(String::as_str)).collect();
        Compared {
            code: normalise_name(code),
            words: std::iter::once(code).chain(names.iter().copied()).flat_map(plain_words).collect(),
            names: names.into_iter().map(normalise_name).collect(),
        }
    }
}

/// A person at an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// E-mail.
    pub email: String,
}

/// Another panel that may be dealing with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPanel {
    /// Its name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Whom to send the case to.
    pub contact: String,
    /// Why such a case belongs there, a sentence for the letter.
    pub why: String,
    /// Keys of advice for its cases, in place of the advice of the rule that sends them there.
    pub advice: Vec<String>,
}

/// Time slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    /// Start of the meeting.
    pub start: NaiveTime,
    /// Minutes for introductions, confidentiality statement and unmet actions before the first case.
    pub opening_minutes: u32,
    /// Minutes a case.
    pub minutes: u32,
    /// Which cases may change places so that visitors wait less.
    pub order: RunningOrder,
    /// End of the meeting: slots beyond it are a finding.
    pub end: NaiveTime,
    /// Break after this time.
    pub break_after: Option<NaiveTime>,
    /// Length of the break in minutes.
    pub break_minutes: u32,
    /// Where it meets, a line each.
    pub place: Vec<String>,
    /// Link for those who join online.
    pub link: Option<String>,
}

/// What decides the order of cases of the same urgency, children first where the panel says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunningOrder {
    /// That visitors wait as little as possible.
    #[default]
    LeastWaiting,
    /// The higher risk; visitors' waiting only among cases of the same risk.
    Risk,
}

/// Advice printed in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// A short heading.
    pub title: String,
    /// What to do, in plain words.
    pub text: String,
    /// Whom to contact.
    pub contact: Option<String>,
}

/// Which outcomes need people to sign before their letters lose DRAFT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOff {
    /// Every outcome but acceptance and deferral.
    Usual,
    /// Every outcome.
    All,
}

/// What the panel discloses beyond the fixed rules of need to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisclosurePolicy {
    /// Agencies (codes) that may see a person's telephone number.
    pub phone_to: Vec<String>,
    /// Agencies that may see a confidential address.
    pub confidential_address_to: Vec<String>,
    /// Agencies that search by address.
    pub search_by_address: Vec<String>,
}

impl Panel {
    /// What stands before who chairs, who it is, and who co-chairs beside them if the two are not equals:
    /// `("Co-chairs", "Police inspector and Council lead", "")`.
    pub fn chairs(&self) -> (&'static str, String, String) {
        let other = self.co_chair.clone().unwrap_or_default();
        if self.co_chairs {
            // "Inspector or Chief Inspector and manager or lead" would not tell the two apart.
            let between = if self.chair.contains(" or ") { "; " } else { " and " };
            ("Co-chairs", format!("{}{between}{other}", self.chair), String::new())
        } else {
            ("Chair", self.chair.clone(), other)
        }
    }

    /// The rules in force on a day: of each code the newest version that has begun, in the order
    /// of the file.
    pub fn rules_on(&self, day: NaiveDate) -> Vec<&Rule> {
        self.rules
            .iter()
            .filter(|rule| {
                rule.from <= day
                    && !self
                        .rules
                        .iter()
                        .any(|other| other.code == rule.code && other.from > rule.from && other.from <= day)
            })
            .collect()
    }

    /// The member whose code, name or alias this is, spelling differences aside.
    pub fn agency(&self, written: &str) -> Option<&Agency> {
        let wanted = normalise_name(written);
        if wanted.is_empty() {
            return None;
        }
        self.agencies
            .iter()
            .find(|agency| agency.compared.code == wanted || agency.compared.names.contains(&wanted))
    }

    /// The member whose name or alias is close to what is written, and not the same.
    pub fn agency_nearly(&self, written: &str) -> Option<&Agency> {
        let wanted = normalise_name(written);
        // Names of which one is less than half as long cannot be so close.
        let half = |name: &str| name.len() * 2 >= wanted.len() && wanted.len() * 2 >= name.len();
        let close = |name: &String| half(name) && strsim::jaro_winkler(name, &wanted) > 0.9;
        self.agencies.iter().find(|agency| agency.compared.names.iter().any(close))
    }

    /// The members whose name or alias stands in what is written, word for word; of names that hold each
    /// other, the longer one.
    pub fn agencies_within(&self, written: &str) -> Vec<&Agency> {
        let text = format!(" {} ", normalise_name(written));
        let stands = |name: &&String| {
            !name.is_empty() && text.contains(name.as_str()) && text.contains(&format!(" {name} "))
        };
        let found: Vec<(&Agency, &String)> = self
            .agencies
            .iter()
            .filter_map(|agency| {
                let longest = agency.compared.names.iter().filter(stands).max_by_key(|name| name.len())?;
                Some((agency, longest))
            })
            .collect();
        let is_part = |name: &String| {
            let whole = found.iter().map(|(_, other)| other).filter(|other| other.len() > name.len());
            whole.map(|other| format!(" {other} ")).any(|other| other.contains(&format!(" {name} ")))
        };
        found.iter().filter(|(_, name)| !is_part(name)).map(|(agency, _)| *agency).collect()
    }

    /// The panel's words for a key of [`WORDING`], placeholders filled.
    pub fn words(&self, key: &str) -> &str {
        self.wording.get(key).map_or("", String::as_str)
    }

    /// The panel's words for a key of [`WORDING`], a paragraph or bullet each.
    pub fn paragraphs(&self, key: &str) -> Vec<String> {
        self.words(key).lines().map(str::to_owned).collect()
    }

    /// A meeting as documents name it: `Wednesday 9 December 2026`, and what kind an urgent one is.
    pub fn meeting_name(&self, meeting: MeetingId) -> String {
        let day = uk_date_long(meeting.date);
        if meeting.urgent { format!("{day} ({})", self.urgent_name) } else { day }
    }

    /// Whether an agency is the member of this code, or one of those that it stands for.
    pub fn belongs_to(&self, agency: &Agency, code: &str) -> bool {
        agency.code == code || agency.part_of.as_deref() == Some(code)
    }

    /// Whether a member stands for several agencies that are named beside it, and so is nobody itself.
    pub fn stands_for_others(&self, agency: &Agency) -> bool {
        self.agencies.iter().any(|other| other.part_of.as_ref() == Some(&agency.code))
    }

    /// The risks that the meeting record asks for beside those to children and to the public.
    pub fn further_risks(&self) -> Vec<String> {
        let asked = RISK_TO_CHILDREN.iter().chain(RISK_TO_PUBLIC);
        let asked: Vec<String> = asked.map(|name| normalise_name(name)).collect();
        self.considered.iter().filter(|risk| !asked.contains(&normalise_name(risk))).cloned().collect()
    }

    /// The contact of a member with this e-mail address.
    pub fn contact_at(&self, email: &str) -> Option<(&Agency, &Contact)> {
        let email = email.trim();
        self.agencies.iter().find_map(|agency| {
            let contact = agency.contacts.iter().find(|one| one.email.eq_ignore_ascii_case(email))?;
            (!email.is_empty()).then_some((agency, contact))
        })
    }

    /// A member by its code.
    pub fn agency_by_code(&self, code: &str) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.code == code)
    }
}
