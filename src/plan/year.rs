//! A panel's year: every meeting with the dates counted back from it.
//!
//! It needs the panel's file alone. Urgent meetings are called when they are needed: they are folders,
//! and stand in no calendar.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::basis::span;
use crate::model::{uk_date, uk_date_long, uk_time};
use crate::panel::{Deadline, Moved, Panel, Planned, bank_holidays};

/// The meetings of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The panel's folder: `islington`.
    pub panel: String,
    /// Its full name.
    pub name: String,
    /// The year.
    pub year: i32,
    /// Where it meets, a line each.
    pub place: Vec<String>,
    /// Link for those who join online.
    pub link: Option<String>,
    /// Whether the panel meets only when there is need, so that no calendar can tell when.
    pub as_needed: bool,
    /// The last meeting of a panel that lists its meetings and has no rule.
    pub listed_until: Option<NaiveDate>,
    /// Meetings whose usual day or actual day lies in the year, in the order of usual days.
    pub meetings: Vec<YearMeeting>,
    /// Bank holidays of the year and the panel's own days off, with their names.
    pub days_off: Vec<(NaiveDate, String)>,
}

/// One meeting and its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearMeeting {
    /// The day that the panel's rule or list names.
    pub usual: NaiveDate,
    /// The day it is held on; none if it is not held.
    pub held: Option<NaiveDate>,
    /// When it begins.
    pub start: NaiveTime,
    /// When it ends.
    pub end: NaiveTime,
    /// Why the day it is held on is no working day.
    pub day_off: Option<String>,
    /// The panel's name, with what an exception made of the meeting, as a calendar's entry is titled.
    pub title: String,
    /// The day in words, with what became of it.
    pub words: String,
    /// Which meeting a date is for: `For the meeting on Wednesday 13 January 2027`.
    pub whose: String,
    /// The dates counted back from it; of a meeting that is not held, from its usual day.
    pub dates: Vec<YearDate>,
}

/// One date of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearDate {
    /// What it is for.
    pub what: What,
    /// What happens then, and at what time: `Referrals close at 5pm`.
    pub title: String,
    /// The date that counts.
    pub date: NaiveDate,
    /// Its time in London; none for a whole day.
    pub time: Option<NaiveTime>,
    /// The date it was counted to, and why that is no working day; also if it stands.
    pub not_working: Option<(NaiveDate, String)>,
    /// The date in words, with what moved it or might surprise.
    pub words: String,
}

/// What a date is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Referrals must be in.
    Referrals,
    /// People assess new referrals.
    PreMeeting,
    /// Referrers are told.
    Contact,
    /// Partners' returns must be in.
    Returns,
    /// A corrected referral that is back by then still makes the meeting.
    Corrections,
}

impl What {
    /// All, in the order in which they are printed.
    pub const ALL: [What; 5] =
        [What::Referrals, What::PreMeeting, What::Contact, What::Returns, What::Corrections];

    /// Its stable name in CSV, JSON and identifiers.
    pub fn code(self) -> &'static str {
        match self {
            What::Referrals => "referral-deadline",
            What::PreMeeting => "pre-meeting",
            What::Contact => "contact",
            What::Returns => "returns-due",
            What::Corrections => "corrections-due",
        }
    }

    /// What it is, in two words.
    pub fn title(self) -> &'static str {
        match self {
            What::Referrals => "Referrals close",
            What::PreMeeting => "Pre-meeting",
            What::Contact => "Referrers told",
            What::Returns => "Returns due",
            What::Corrections => "Corrections due",
        }
    }
}

impl YearMeeting {
    /// The day that people look for: the one it is held on, or would have been.
    pub fn day(&self) -> NaiveDate {
        self.held.unwrap_or(self.usual)
    }

    /// Whether it is held on another day than usual.
    pub fn moved(&self) -> bool {
        self.held.is_some_and(|held| held != self.usual)
    }
}

impl YearDate {
    /// Whether a reader of its weekday alone would miss something: it was moved, or it stands on a bank
    /// holiday. That it stands on a weekend its weekday says.
    pub fn surprises(&self) -> bool {
        let weekday = self.date.format("%A").to_string();
        self.moved() || self.not_working.as_ref().is_some_and(|(_, why)| *why != weekday)
    }

    /// Whether the panel's policy moved it.
    pub fn moved(&self) -> bool {
        self.not_working.as_ref().is_some_and(|(counted, _)| *counted != self.date)
    }
}

/// The year of a panel, from its calendar.
pub fn year(panel: &Panel, year: i32) -> Year {
    let calendar = &panel.calendar;
    let computed = bank_holidays(year).into_iter().map(|(date, name)| (date, name.to_owned()));
    let own = calendar.extra_holidays.iter().filter(|(date, _)| date.year() == year);
    let mut days_off: Vec<(NaiveDate, String)> = computed.chain(own.cloned()).collect();
    days_off.sort();
    Year {
        panel: panel.code.clone(),
        name: panel.name.clone(),
        year,
        place: panel.slots.place.clone(),
        link: panel.slots.link.clone(),
        listed_until: calendar.listed.iter().max().copied().filter(|_| calendar.rule.is_none()),
        as_needed: calendar.rule.is_none() && calendar.listed.is_empty(),
        meetings: calendar.planned(year).into_iter().map(|planned| meeting(panel, planned)).collect(),
        days_off,
    }
}

fn meeting(panel: &Panel, planned: Planned) -> YearMeeting {
    let calendar = &panel.calendar;
    let (start, end) = (panel.slots.start, panel.slots.end);
    let day_off = planned.held.and_then(|held| calendar.why_not_working(held));
    let day = planned.held.unwrap_or(planned.usual);
    let deadlines: [(What, Option<&Deadline>); 5] = [
        (What::Referrals, calendar.referrals.as_ref()),
        (What::PreMeeting, calendar.pre_meeting.as_ref()),
        (What::Contact, Some(&calendar.contact)),
        (What::Returns, Some(&calendar.returns)),
        (What::Corrections, Some(&calendar.corrections)),
    ];
    let dates = deadlines
        .into_iter()
        .filter_map(|(what, deadline)| Some(date(what, calendar.deadline(deadline?, day))))
        .collect();
    let usual = uk_date_long(planned.usual);
    let (title, whose) = match planned.held {
        None => (format!("Cancelled: {}", panel.name), format!("The meeting on {usual} is not held")),
        Some(held) => {
            let from = uk_date(planned.usual);
            let moved = if held == planned.usual { String::new() } else { format!(" (moved from {from})") };
            (format!("{}{moved}", panel.name), format!("For the meeting on {}", uk_date_long(held)))
        }
    };
    let words = in_words(planned, &span(start, end), day_off.as_deref());
    YearMeeting { usual: planned.usual, held: planned.held, start, end, day_off, title, words, whose, dates }
}

fn date(what: What, moved: Moved) -> YearDate {
    let at = |word: &str| moved.time.map(|time| format!(" {word} {}", uk_time(time))).unwrap_or_default();
    let title = match what {
        What::Referrals => format!("Referrals close{}", at("at")),
        What::PreMeeting => format!("Pre-meeting{}", at("at")),
        What::Contact => format!("Tell referrers{}", at("by")),
        What::Returns => format!("Returns due{}", at("by")),
        What::Corrections => format!("Corrected referrals due{}", at("by")),
    };
    let words = moved.say();
    YearDate { what, title, words, date: moved.date, time: moved.time, not_working: moved.not_working }
}

/// `Wednesday 20 January 2027, 9:45am to 1pm (moved from Wednesday 13 January 2027)`.
fn in_words(planned: Planned, times: &str, day_off: Option<&str>) -> String {
    let usual = uk_date_long(planned.usual);
    let Some(held) = planned.held else { return format!("{usual} (not held)") };
    let day = uk_date_long(held);
    let mut notes = Vec::new();
    if held != planned.usual {
        notes.push(format!("moved from {usual}"));
    }
    match day_off {
        Some(why) if day.starts_with(why) => notes.push("a weekend".to_owned()),
        Some(why) => notes.push(format!("a day off: {why}")),
        None => (),
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    format!("{day}, {times}{notes}")
}

/// The year as a table with a heading row: one row a date, the columns of which the first five say all
/// that a program needs.
pub fn rows(years: &[Year]) -> Vec<Vec<String>> {
    let heading = ["panel", "meeting", "what", "date", "unmoved_date_falls_on", "moved_from", "in_words"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for year in years {
        for meeting in &year.meetings {
            let mut row = |what: &str, date: String, why: &str, from: Option<NaiveDate>, words: &str| {
                let from = from.map(|date| date.to_string()).unwrap_or_default();
                let cells = [&year.panel, &meeting.day().to_string(), what, &date, why, &from, words];
                rows.push(cells.map(str::to_owned).to_vec());
            };
            let held = meeting.held.map(|held| held.to_string()).unwrap_or_default();
            let from = Some(meeting.usual).filter(|_| meeting.moved());
            row("meeting", held, meeting.day_off.as_deref().unwrap_or_default(), from, &meeting.words);
            if meeting.held.is_none() {
                continue;
            }
            for date in &meeting.dates {
                let why = date.not_working.as_ref().map_or("", |(_, why)| why);
                let from = date.not_working.as_ref().map(|(from, _)| *from).filter(|_| date.moved());
                row(date.what.code(), moment(date), why, from, &date.words);
            }
        }
    }
    rows
}

/// `2026-11-24T17:00`, or the day alone.
pub fn moment(date: &YearDate) -> String {
    match date.time {
        Some(time) => format!("{}T{}", date.date, time.format("%H:%M")),
        None => date.date.to_string(),
    }
}
