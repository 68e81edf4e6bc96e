//! Meetings, deadlines and bank holidays.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// When a panel meets and the deadlines counted back from a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// `second Wednesday`, if the panel meets by rule: (week of the month 1 to 5, weekday).
    pub rule: Option<(u8, chrono::Weekday)>,
    /// Meetings that stand in the file by date.
    pub listed: Vec<NaiveDate>,
    /// Referrals must be in by then (at the very second is in time).
    pub referrals: Deadline,
    /// Referrers are told on this day; letters carry this date.
    pub contact: Deadline,
    /// Partners' returns are due.
    pub returns: Deadline,
    /// A returned referral that is corrected by then still makes this meeting.
    pub corrections: Deadline,
    /// A pre-meeting assesses new referrals.
    pub pre_meeting: Option<Deadline>,
}

/// A date counted back from a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
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
}
