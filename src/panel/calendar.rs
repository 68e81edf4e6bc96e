//! When a panel meets, and the dates counted back from a meeting.
//!
//! All times are London time. A date that falls on a weekend or bank holiday is moved or stands as
//! the panel says, and every place that prints it says so ([`Moved::say`]).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::holidays::bank_holidays;
use crate::finding::{Finding, Place};
use crate::model::{MeetingId, uk_date_long, uk_deadline};

/// When a panel meets and the deadlines counted back from a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its table in `panel.toml`.
    pub place: Place,
    /// `second Wednesday`, if the panel meets by rule: (week of the month, weekday). Weeks are 1 to
    /// 4; 5 is the last of the month. A panel without a rule and without listed meetings meets as
    /// needed, on the dates of its meetings' folders.
    pub rule: Option<(u8, Weekday)>,
    /// Meetings that stand in the file by date.
    pub listed: Vec<NaiveDate>,
    /// Meetings of the rule or the list that are held on another day, or not at all.
    pub exceptions: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// Days off that the program does not compute, with their names.
    pub extra_holidays: Vec<(NaiveDate, String)>,
    /// Referrals must be in by then (at the very second is in time); none if they are taken at any
    /// time, as applications for a case review are.
    pub referrals: Option<Deadline>,
    /// Referrers are told on this day; letters carry this date.
    pub contact: Deadline,
    /// Partners' returns are due.
    pub returns: Deadline,
    /// A returned referral that is corrected by then still makes this meeting.
    pub corrections: Deadline,
    /// A pre-meeting assesses new referrals.
    pub pre_meeting: Option<Deadline>,
}

/// A meeting as rule or list has it, and what the exceptions make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    /// The day that rule or list names; it stays the same when the meeting is moved.
    pub usual: NaiveDate,
    /// The day it is held on; none if it is not held.
    pub held: Option<NaiveDate>,
}

/// A date counted back from a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Its line in `panel.toml`.
    pub place: Place,
    /// How many days before.
    pub days: u32,
    /// Which days count.
    pub unit: Unit,
    /// Time of day, London.
    pub time: Option<NaiveTime>,
    /// What happens when it falls on a weekend or bank holiday.
    pub policy: Policy,
}

/// Which days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// All days.
    Calendar,
    /// Monday to Friday without bank holidays.
    Working,
    /// Working days with neither the first nor the last counted.
    ClearWorking,
}

/// What to do with a date on a weekend or bank holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The working day before.
    Earlier,
    /// The working day after.
    Later,
    /// Leave it.
    Stand,
}

/// A date, and where it was moved from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The date that counts.
    pub date: NaiveDate,
    /// Its time.
    pub time: Option<NaiveTime>,
    /// The date it was counted to and why that is no working day (`Boxing Day`, `Saturday`),
    /// also given when the policy lets it stand.
    pub not_working: Option<(NaiveDate, String)>,
}

impl Moved {
    /// The last moment that is in time.
    pub fn moment(&self) -> NaiveDateTime {
        self.date
            .and_time(self.time.unwrap_or_else(|| NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()))
    }

    /// The date in full, its time if it has one, and what moved it or might surprise:
    /// `Tuesday 31 December 2019 (moved from Wednesday 1 January 2020, New Year’s Day)`,
    /// `Tuesday 26 December 2023 at 5pm (Boxing Day, a bank holiday)`.
    pub fn say(&self) -> String {
        let day = uk_date_long(self.date);
        let last = self.time.map_or_else(|| day.clone(), |time| uk_deadline(&day, time));
        format!("{last}{}", self.aside())
    }

    /// What moved the date or might surprise, in brackets after a space; nothing for an ordinary day.
    pub fn aside(&self) -> String {
        let Some((from, why)) = &self.not_working else { return String::new() };
        let bank_holiday = why.to_lowercase().contains("bank holiday");
        let weekend = |date| uk_date_long(date).starts_with(why.as_str());
        match *from != self.date {
            true if weekend(*from) => format!(" (moved from {})", uk_date_long(*from)),
            true => format!(" (moved from {}, {why})", uk_date_long(*from)),
            false if weekend(self.date) => " (a weekend)".into(),
            false if bank_holiday => format!(" ({why})"),
            false => format!(" ({why}, a bank holiday)"),
        }
    }
}

impl Calendar {
    /// Every meeting whose usual day or actual day lies in a year, in the order of usual days: also one
    /// that is not held, or that an exception carries over the turn of the year.
    pub fn planned(&self, year: i32) -> Vec<Planned> {
        let by_rule = (1..=12).filter_map(|month| {
            let (week, weekday) = self.rule?;
            nth_weekday(year, month, week, weekday)
        });
        let on_rule = |day| self.rule.is_some_and(|(week, weekday)| Self::falls_on(day, week, weekday));
        let by_exception = self.exceptions.iter().map(|(usual, _)| *usual).filter(|usual| on_rule(*usual));
        let mut planned: Vec<Planned> = by_rule
            .chain(self.listed.iter().copied())
            .chain(by_exception)
            .map(|usual| Planned { usual, held: self.held(usual) })
            .filter(|meeting| {
                meeting.usual.year() == year || meeting.held.is_some_and(|held| held.year() == year)
            })
            .collect();
        planned.sort();
        planned.dedup();
        planned
    }

    /// The day on which a meeting of rule or list is held.
    fn held(&self, usual: NaiveDate) -> Option<NaiveDate> {
        match self.exceptions.iter().find(|(of, _)| *of == usual) {
            Some((_, instead)) => *instead,
            None => Some(usual),
        }
    }

    /// The day of a meeting in full, and from which day it was moved, if it was.
    pub fn say_meeting(&self, held: NaiveDate) -> String {
        let moved = self.exceptions.iter().find(|(usual, instead)| *instead == Some(held) && *usual != held);
        let from = moved.map(|(usual, _)| format!(" (moved from {})", uk_date_long(*usual)));
        format!("{}{}", uk_date_long(held), from.unwrap_or_default())
    }

    /// The meeting as it was before an exception moved it; itself if none did.
    pub fn before_move(&self, meeting: MeetingId) -> MeetingId {
        let moved = self.exceptions.iter().find(|(_, instead)| *instead == Some(meeting.date));
        let date = moved.filter(|_| !meeting.urgent).map_or(meeting.date, |(usual, _)| *usual);
        MeetingId { date, ..meeting }
    }

    /// The days of a year on which the panel meets, in order.
    pub fn meetings(&self, year: i32) -> Vec<NaiveDate> {
        let held = self.planned(year).into_iter().filter_map(|meeting| meeting.held);
        let mut meetings: Vec<NaiveDate> = held.filter(|date| date.year() == year).collect();
        meetings.sort();
        meetings.dedup();
        meetings
    }

    /// Whether a day is such a weekday of its month.
    pub(super) fn falls_on(date: NaiveDate, week: u8, weekday: Weekday) -> bool {
        nth_weekday(date.year(), date.month(), week, weekday) == Some(date)
    }

    /// The first meeting after a day; none if the panel lists its meetings and the list ends.
    pub fn next_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        (0..=1)
            .filter_map(|step| date.year().checked_add(step))
            .flat_map(|year| self.meetings(year))
            .find(|meeting| *meeting > date)
    }

    /// Whether it has neither a rule nor a list of meetings: it meets when there is a reason to.
    pub fn meets_as_needed(&self) -> bool {
        self.rule.is_none() && self.listed.is_empty()
    }

    /// The deadline for referrals for a meeting, if the panel has one.
    pub fn referrals_by(&self, meeting: NaiveDate) -> Option<Moved> {
        self.referrals.as_ref().map(|deadline| self.deadline(deadline, meeting))
    }

    /// When partners' returns are due: for an urgent meeting by the day itself.
    pub fn returns_by(&self, meeting: MeetingId) -> Moved {
        if meeting.urgent { on_the_day(meeting) } else { self.deadline(&self.returns, meeting.date) }
    }

    /// When a corrected referral still makes a meeting: an urgent one up to the day itself.
    pub fn corrections_by(&self, meeting: MeetingId) -> Moved {
        if meeting.urgent { on_the_day(meeting) } else { self.deadline(&self.corrections, meeting.date) }
    }

    /// What a coordinator should know ahead of this meeting and the next. Of an urgent meeting nothing
    /// is counted back.
    pub fn findings_ahead(&self, meeting: MeetingId) -> Vec<Finding> {
        if meeting.urgent {
            return self
                .next_after(meeting.date)
                .into_iter()
                .flat_map(|next| self.findings_of(next))
                .collect();
        }
        self.findings(meeting.date)
    }

    /// The date of a deadline for a meeting, moved as its policy says.
    pub fn deadline(&self, deadline: &Deadline, meeting: NaiveDate) -> Moved {
        let counted = match deadline.unit {
            Unit::Calendar => meeting.checked_sub_days(Days::new(deadline.days.into())).unwrap_or(meeting),
            Unit::Working => self.working_days_before(meeting, deadline.days),
            Unit::ClearWorking => self.working_days_before(meeting, deadline.days.saturating_add(1)),
        };
        let why = self.why_not_working(counted);
        let date = match (&why, deadline.policy) {
            (None, _) | (_, Policy::Stand) => counted,
            (Some(_), Policy::Earlier) => self.step_to_working(counted, NaiveDate::pred_opt),
            (Some(_), Policy::Later) => self.step_to_working(counted, NaiveDate::succ_opt),
        };
        Moved { date, time: deadline.time, not_working: why.map(|why| (counted, why)) }
    }

    /// Why a day is no working day: a bank holiday's name, or the weekday of a weekend.
    pub fn why_not_working(&self, date: NaiveDate) -> Option<String> {
        let computed = bank_holidays(date.year()).into_iter().map(|(day, name)| (day, name.to_owned()));
        match computed.chain(self.extra_holidays.iter().cloned()).find(|(day, _)| *day == date) {
            Some((_, name)) => Some(name),
            None if date.weekday().number_from_monday() > 5 => Some(date.format("%A").to_string()),
            None => None,
        }
    }

    /// What a coordinator should know a month ahead: dates of this meeting and the next that fall
    /// on a weekend or bank holiday, and whether each is moved or stands; and that the list of
    /// meetings ends.
    pub fn findings(&self, meeting: NaiveDate) -> Vec<Finding> {
        let next = self.next_after(meeting);
        std::iter::once(meeting)
            .chain(next)
            .flat_map(|meeting| self.findings_of(meeting))
            .chain(if next.is_none() { self.list_ends(meeting) } else { None })
            .collect()
    }

    fn list_ends(&self, meeting: NaiveDate) -> Option<Finding> {
        let last = uk_date_long(*self.listed.iter().max()?);
        let message = match self.listed.contains(&meeting) {
            true => format!("the panel lists no meeting after the one on {last}"),
            false => format!("the panel lists no meeting after {last}"),
        };
        Some(
            Finding::warning("meetings-end", message)
                .at(self.place.clone())
                .help("Add the next meetings to `dates`; until then letters cannot name the next one"),
        )
    }

    fn findings_of(&self, meeting: NaiveDate) -> Vec<Finding> {
        let of = uk_date_long(meeting);
        let mut findings = Vec::new();
        if let Some(why) = self.why_not_working(meeting) {
            findings.push(
                Finding::warning(
                    "meeting-on-holiday",
                    format!("the meeting on {of} falls on a day off ({why})"),
                )
                .at(self.place.clone())
                .help("Agree another day and name it under [[calendar.exception]]"),
            );
        }
        let named = [
            ("deadline for referrals", self.referrals.as_ref()),
            ("day on which referrers are told", Some(&self.contact)),
            ("deadline for returns", Some(&self.returns)),
            ("deadline for corrections", Some(&self.corrections)),
            ("pre-meeting", self.pre_meeting.as_ref()),
        ];
        for (name, deadline) in named {
            let Some(deadline) = deadline else { continue };
            let moved = self.deadline(deadline, meeting);
            let Some((counted, why)) = &moved.not_working else { continue };
            let message = format!("the {name} for the meeting on {of} falls on {}", day_off(*counted, why));
            let help = if moved.date == *counted {
                "Say so when you announce it; set `on-holiday` to `earlier` or `later` to move such dates"
                    .into()
            } else {
                format!("Announce {} instead; set `on-holiday` to `stand` to leave such dates", moved.say())
            };
            findings
                .push(Finding::note("deadline-on-holiday", message).at(deadline.place.clone()).help(help));
        }
        findings
    }

    fn working_days_before(&self, meeting: NaiveDate, days: u32) -> NaiveDate {
        (0..days).fold(meeting, |date, _| match date.pred_opt() {
            Some(before) => self.step_to_working(before, NaiveDate::pred_opt),
            None => date,
        })
    }

    /// The day itself if it is a working day, else the first one after it.
    pub fn working_day_on_or_after(&self, date: NaiveDate) -> NaiveDate {
        self.step_to_working(date, NaiveDate::succ_opt)
    }

    /// The day itself if it is a working day, else the first one met stepping on.
    fn step_to_working(&self, from: NaiveDate, step: fn(&NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
        let days = std::iter::successors(Some(from), step);
        // Ten days without a working day do not occur; the bound is for listed days off.
        days.take(366).find(|day| self.why_not_working(*day).is_none()).unwrap_or(from)
    }
}

fn on_the_day(meeting: MeetingId) -> Moved {
    Moved { date: meeting.date, time: None, not_working: None }
}

fn day_off(date: NaiveDate, why: &str) -> String {
    let day = uk_date_long(date);
    if day.starts_with(why) { day } else { format!("{day}, {why}") }
}

fn nth_weekday(year: i32, month: u32, week: u8, weekday: Weekday) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, weekday, week)
        .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, week.checked_sub(1)?))
}

#[cfg(test)]
mod tests;
