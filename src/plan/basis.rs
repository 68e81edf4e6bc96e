//! What a plan is made from, and the small conversions every view needs.

use chrono::{NaiveDate, NaiveTime};

use super::view::{ActionRow, Frame, Row};
use crate::decide::Decided;
use crate::disclose::{self, Kept, Reader, UnwelcomeReturn};
use crate::model::{
    ActionStatus, Answers, Appearance, CarriedAction, Case, CaseRef, Moment, Return, uk_date, uk_date_long,
    uk_moment, uk_time,
};
use crate::normalise::Meeting;
use crate::panel::{Agency, Moved, Panel};
use crate::schedule::{Schedule, Slot};

/// Everything a meeting's documents are planned from.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The panel.
    pub panel: &'a Panel,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Its cases, decided.
    pub decided: &'a [Decided],
    /// Returns of which nothing is used.
    pub unwelcome: &'a [UnwelcomeReturn],
    /// Its running order.
    pub schedule: &'a Schedule,
    /// Its dates.
    pub dates: &'a Dates,
}

/// The dates of one meeting.
#[derive(Clone, Debug)]
pub struct Dates {
    /// The date on letters: the day referrers are told, or the day given with `--today`.
    pub letters: NaiveDate,
    /// The date on information requests.
    pub requests: NaiveDate,
    /// Referrals must be in by then, if the panel has a deadline.
    pub referrals: Option<Moved>,
    /// Partners' returns must be in by then.
    pub returns: Moved,
    /// A corrected referral that is back by then still makes this meeting.
    pub corrections: Moved,
    /// The next meeting and its deadline for referrals, if the calendar knows them.
    pub next: Option<(NaiveDate, Option<Moved>)>,
}

impl Basis<'_> {
    /// What every page of a document carries.
    pub fn frame(&self, title: impl Into<String>, copy_for: &str, draft: bool) -> Frame {
        Frame {
            title: title.into(),
            panel: self.panel.name.clone(),
            panel_short: self.panel.short_name.clone(),
            organisation: self.panel.office.organisation.clone(),
            marking: self.panel.marking.clone(),
            meeting: self.panel.meeting_name(self.meeting.id),
            meeting_folder: self.meeting.id.to_string(),
            draft,
            copy_for: copy_for.into(),
        }
    }

    /// By when a service answers that is invited to one case: when returns are due, unless letters are only
    /// written on that day.
    pub fn answers_of_invited(&self) -> &Moved {
        if self.dates.returns.date > self.dates.letters {
            &self.dates.returns
        } else {
            &self.dates.corrections
        }
    }

    /// The cases that are heard, in the order of the agenda.
    pub fn heard(&self) -> Vec<(&Decided, &Slot)> {
        self.schedule.slots.iter().filter_map(|slot| Some((self.case(slot.case.as_ref()?)?, slot))).collect()
    }

    /// The cases that are heard and that a reader may know of, in the order of the agenda.
    pub fn heard_for(&self, reader: Reader<'_>) -> Vec<(&Decided, &Slot)> {
        let mut heard = self.heard();
        heard.retain(|(case, _)| disclose::knows(self.panel, reader, &case.case));
        heard
    }

    /// The cases of this meeting and of all before it, newest meeting first.
    pub fn cases_of_all_meetings(&self) -> Vec<&Case> {
        self.decided.iter().map(|decided| &decided.case).chain(&self.meeting.earlier_cases).collect()
    }

    /// Whose addresses must be kept confidential, as any case of this meeting or an earlier one says.
    pub fn kept(&self) -> Kept {
        Kept::of(&self.cases_of_all_meetings())
    }

    /// Whether a reader may know of an earlier appearance.
    pub fn knows_earlier(&self, reader: Reader<'_>, earlier: &Appearance) -> bool {
        let cases = self.cases_of_all_meetings();
        disclose::knows_reference(self.panel, reader, earlier.reference.as_str(), &cases)
    }

    /// On which grounds a case is heard; of one that people accepted without a route, that they did.
    pub fn grounds(&self, decided: &Decided) -> Vec<String> {
        if decided.grounds.is_empty() && decided.outcome.is_heard() {
            vec!["Decided before the meeting, by people and not by a criterion".into()]
        } else {
            decided.grounds.clone()
        }
    }

    /// The same without those that tell that the person was referred before: for a reader who may not know
    /// of that.
    pub fn grounds_of_this_referral(&self, decided: &Decided) -> Vec<String> {
        let rules = self.panel.rules.iter().filter(|rule| {
            let history = ["referral.repeat", "referral.last_referred"];
            rule.expression.paths().iter().any(|path| history.contains(path))
        });
        let names = rules.map(|rule| rule.ground.clone().unwrap_or_else(|| rule.code.replace('-', " ")));
        let of_history: Vec<String> = names.collect();
        decided.grounds.iter().filter(|ground| !of_history.contains(ground)).cloned().collect()
    }

    /// The same for the chair and the coordinator: who decided, and their reason for the file.
    pub fn grounds_on_file(&self, decided: &Decided) -> Vec<String> {
        let overridden = decided.outcome != decided.proposed;
        let decision = decided.case.decision.as_ref().filter(|_| overridden || decided.grounds.is_empty());
        match decision {
            Some(decision) if decided.outcome.is_heard() => {
                let by = decision.decided_by.as_deref().map_or_else(String::new, |by| format!(" by {by}"));
                let why = decision.file_reason.as_deref().map_or_else(String::new, |why| {
                    format!(": {}", disclose::without_addresses(why.trim(), &decided.case).0)
                });
                let decision = format!("Decided before the meeting{by}{why}");
                [vec![decision], decided.grounds.clone()].concat()
            }
            _ => decided.grounds.clone(),
        }
    }

    /// An agency as documents name it.
    pub fn agency_name(&self, written: &str) -> String {
        agency_name(self.panel, written)
    }

    /// The agency that sent a return, as documents name it.
    pub fn returning_agency(&self, returned: &Return) -> String {
        match returned.answers.text("return.agency") {
            Some(written) => self.agency_name(written),
            None => returned.agency_name.clone(),
        }
    }

    /// A decided case by its reference.
    pub fn case(&self, reference: &CaseRef) -> Option<&Decided> {
        self.decided.iter().find(|case| case.case.reference == *reference)
    }

    /// `Wednesday 13 January 2027`, or words that say the date is not known.
    pub fn next_meeting(&self) -> String {
        match &self.dates.next {
            Some((date, _)) => self.panel.calendar.say_meeting(*date),
            None if self.panel.calendar.meets_as_needed() => "a day still to be agreed".into(),
            None => "a date still to be confirmed".into(),
        }
    }

    /// The next meeting's deadline for referrals, or empty.
    pub fn next_deadline(&self) -> String {
        let deadline = self.dates.next.as_ref().and_then(|(_, deadline)| deadline.as_ref());
        deadline.map(Moved::say).unwrap_or_default()
    }

    /// An action as a row of any document.
    pub fn action_row(&self, carried: &CarriedAction) -> ActionRow {
        let action = &carried.action;
        let reported = match (action.status, &action.reason) {
            (_, Some(reason)) => reason.clone(),
            (ActionStatus::Done, None) => String::new(),
            (ActionStatus::NotDone, None) => "no reason given".into(),
            // Somebody did report, or the meeting itself kept it open.
            (_, None) if action.reported.is_some() || action.note.is_some() => "still open".into(),
            (_, None) => "no update received".into(),
        };
        let overdue = match action.due {
            _ if action.status == ActionStatus::Done => "",
            Some(due) if due < self.meeting.id.date => "overdue",
            Some(due) if due == self.meeting.id.date => "due today",
            _ => "",
        };
        ActionRow {
            reference: action.reference.clone(),
            case: action.case.clone(),
            action: action.action.clone(),
            agency: self.agency_name(&action.agency),
            owner: action.owner.clone(),
            due: action.due.map_or_else(|| "no date set".into(), uk_date),
            overdue: overdue.into(),
            status: match action.status {
                ActionStatus::Open => "open".into(),
                ActionStatus::Done => "done".into(),
                ActionStatus::NotDone => "not done".into(),
            },
            why: reported,
            note: action.note.clone().unwrap_or_default(),
            set_at: uk_date(action.meeting.date),
        }
    }
}

/// `10:15am to 10:30am`.
pub fn slot_times(slot: &Slot) -> String {
    span(slot.start, slot.end)
}

/// `10am to 12:30pm`.
pub fn span(start: NaiveTime, end: NaiveTime) -> String {
    format!("{} to {}", uk_time(start), uk_time(end))
}

/// An agency as documents name it: a member by its name, everybody else as written.
fn agency_name(panel: &Panel, written: &str) -> String {
    panel.agency(written).map_or_else(|| written.trim().to_owned(), |agency| agency.name.clone())
}

/// `1`, `1 and 2`, `1, 2 and 5`.
pub fn in_a_list(named: &[&str]) -> String {
    match named {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// With a capital at the beginning: `Midday to 12:15pm`.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `Tuesday 24 November 2026 at 4:59pm`, or the day alone.
pub fn moment(moment: Moment) -> String {
    match moment.time {
        Some(time) => uk_moment(&uk_date_long(moment.date), time),
        None => uk_date_long(moment.date),
    }
}

/// A row, or nothing when there is no value: a view holds no empty rows.
pub fn row(label: &str, value: impl Into<String>) -> Option<Row> {
    let value = value.into();
    (!value.trim().is_empty()).then(|| Row { label: label.into(), value })
}

/// What was written at a path as a row; "don't know" shows as `Not known`, blank as nothing.
pub fn written_row(answers: &Answers, label: &str, path: &str) -> Option<Row> {
    let said = words(answers, path);
    let is_short = SHORT.iter().any(|short| said.eq_ignore_ascii_case(short));
    row(label, if is_short { capitalised(&said) } else { said })
}

/// Answers that were chosen and not written, and so look alike whoever filled in the form.
const SHORT: [&str; 11] = [
    "yes",
    "no",
    "not known",
    "not needed",
    "given",
    "refused",
    "not sought",
    "victim",
    "perpetrator",
    "both",
    "other",
];

/// An answer in words: yes or no, a date as a letter writes it, a list with semicolons.
pub fn words(answers: &Answers, path: &str) -> String {
    use crate::model::{Answer, Value};
    match answers.get(path) {
        None | Some(Answer::Blank { .. }) => String::new(),
        Some(Answer::NotKnown { .. }) => "not known".into(),
        Some(Answer::Unreadable { written, .. }) => format!("{written} (could not be read)"),
        Some(Answer::Given { value, written, .. }) => match value {
            Value::YesNo(true) => "yes".into(),
            Value::YesNo(false) => "no".into(),
            Value::Date(date) => uk_date(*date),
            Value::Moment(when) => moment(*when),
            Value::Time(time) => uk_time(*time),
            Value::List(entries) => entries.join("; "),
            Value::Number(number) => number.to_string(),
            // Areas are named as the panel spells them, everything else as it was written.
            Value::Text(name) if path.ends_with(".area") => name.clone(),
            Value::Text(_) => written.trim().to_owned(),
        },
    }
}

/// The non-empty paragraphs of a text, one for each line.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl<'a> Basis<'a> {
    /// The agencies asked for information about a case: the members that may know of it.
    pub fn asked(&self, decided: &Decided) -> Vec<&'a Agency> {
        disclose::entitled(self.panel, &decided.case)
    }

    /// Codes of the agencies left out of a case.
    pub fn left_out(&self, decided: &Decided) -> Vec<String> {
        disclose::left_out(self.panel, &decided.case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_have_one_name() {
        let text = include_str!("../../input/islington/panel.toml");
        let (panel, _) = crate::panel::load("islington", "islington/panel.toml", text).expect("it loads");
        for (written, name) in [
            ("LBI Housing", "LBI and PFI Housing"),
            ("met police", "Police"),
            ("Probation Service", "Probation"),
            ("Northmoor Homes ", "Northmoor Homes"),
            ("HOUSING-PROVIDERS", "Other registered housing providers"),
            ("Example Sixth Form College", "Example Sixth Form College"),
        ] {
            assert_eq!(agency_name(&panel, written), name);
        }
    }

    #[test]
    fn areas_and_chairs_are_named_as_the_panel_file_has_it() {
        let load = |code: &str, text: &str| crate::panel::load(code, "panel.toml", text).expect("it loads").0;
        let city = load("city-community", include_str!("../../input/city-community/panel.toml"));
        for (written, name) in [
            ("square mile", "City of London"),
            ("the city", "City of London"),
            ("LB TOWER HAMLETS", "Tower Hamlets"),
            ("Exampleshire", "Exampleshire"),
        ] {
            assert_eq!(city.area_in_words(written), name);
        }
        let haringey = include_str!("../../input/haringey/panel.toml");
        let (title, chair, beside) = load("haringey", haringey).chairs();
        assert_eq!((title, beside.as_str()), ("Co-chairs", ""));
        assert_eq!(chair, "Police Chief Inspector or Inspector; Council community safety manager or lead");
        let apart = haringey.replace("co-chairs = true", "");
        let (title, _, beside) = load("haringey", &apart).chairs();
        assert_eq!((title, beside.as_str()), ("Chair", "Council community safety manager or lead"));
        let alone = haringey.replace("co-chair = \"Council community safety manager or lead\"", "");
        let refused = crate::panel::load("haringey", "panel.toml", &alone).expect_err("one alone is no pair");
        assert!(refused.iter().any(|finding| finding.message.contains("co-chairs")), "{refused:?}");
    }

    #[test]
    fn a_capital_is_put_at_the_beginning_only() {
        assert_eq!(capitalised("midday to 12:15pm"), "Midday to 12:15pm");
        assert_eq!(capitalised("\u{e9}t\u{e9}"), "\u{c9}t\u{e9}");
        assert_eq!(capitalised(""), "");
    }
}
