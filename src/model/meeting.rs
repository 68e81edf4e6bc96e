//! Meetings, and dates as a British letter writes them.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate, NaiveTime, Timelike};

/// A meeting's folder name: its date, and whether it is an urgent meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeetingId {
    /// The day of the meeting.
    pub date: NaiveDate,
    /// An urgent (emergency) meeting, in a folder `2026-12-03-urgent`.
    pub urgent: bool,
}

impl MeetingId {
    /// Reads a folder name such as `2026-12-09` or `2026-12-03-urgent`; anything else is not a
    /// meeting.
    pub fn parse(folder: &str) -> Option<Self> {
        let (day, urgent) = match folder.strip_suffix("-urgent") {
            Some(day) => (day, true),
            None => (folder, false),
        };
        if day.len() != 10 {
            return None;
        }
        let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
        Some(MeetingId { date, urgent })
    }
}

impl fmt::Display for MeetingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.date.format("%Y-%m-%d"), if self.urgent { "-urgent" } else { "" })
    }
}

/// Whole years on a day, as the law of England and Wales counts them: a year is reached as the
/// birthday begins, and somebody born on 29 February reaches it on 1 March in other years.
/// `None` before birth.
pub fn age_on(born: NaiveDate, day: NaiveDate) -> Option<i64> {
    let years = i64::from(day.year()).checked_sub(i64::from(born.year()))?;
    let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
    let age = years.checked_sub(i64::from(before_birthday))?;
    (age >= 0).then_some(age)
}

/// Whether a day is not before another and not later than so many calendar months after it.
///
/// The period ends on the day of the same number, that day included; where the month has none, on
/// its last day: 28 February is within a month of 31 January, and within twelve of 29 February.
pub fn within_months(earlier: NaiveDate, later: NaiveDate, months: u32) -> bool {
    let last = earlier.checked_add_months(Months::new(months));
    earlier <= later && last.is_none_or(|last| later <= last)
}

/// Whether a day lies in the months before another, both ends included.
///
/// The period begins on the day of the same number; where the month has none, on its last day: six
/// months before 31 August begin on 28 February.
pub fn within_months_before(day: NaiveDate, end: NaiveDate, months: u32) -> bool {
    let first = end.checked_sub_months(Months::new(months));
    day <= end && first.is_none_or(|first| first <= day)
}

/// `9 December 2026`.
pub fn uk_date(date: NaiveDate) -> String {
    format!("{} {}", date.day(), date.format("%B %Y"))
}

/// `Wednesday 9 December 2026`.
pub fn uk_date_long(date: NaiveDate) -> String {
    format!("{} {}", date.format("%A"), uk_date(date))
}

/// `10am`, `10:15am`, `12 noon`, `5pm`, as GOV.UK's style guide writes times.
pub fn uk_time(time: NaiveTime) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    if minute == 0 && hour == 12 {
        return "midday".into();
    }
    if minute == 0 && hour == 0 {
        return "midnight".into();
    }
    let suffix = if hour < 12 { "am" } else { "pm" };
    let hour = match hour % 12 {
        0 => 12,
        hour => hour,
    };
    if minute == 0 { format!("{hour}{suffix}") } else { format!("{hour}:{minute:02}{suffix}") }
}

/// The last moment that is in time, without doubt as to the night: `Monday 30 November 2026 at 5pm`,
/// `midnight at the end of Monday 30 November 2026`. The day is as it is to be written.
pub fn uk_deadline(day: &str, time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (23, 59) => format!("midnight at the end of {day}"),
        (0, 0) => format!("midnight at the beginning of {day}"),
        _ => uk_moment(day, time),
    }
}

/// A moment on a day: `24 November 2026 at 4:59pm`, `just after midnight on 1 December 2026`.
pub fn uk_moment(day: &str, time: NaiveTime) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => format!("just after midnight on {day}"),
        _ => format!("{day} at {}", uk_time(time)),
    }
}

/// When something came, as a sentence goes on: `on 24 November 2026 at 4:59pm`, `just after midnight on
/// 1 December 2026`.
pub fn uk_when(day: &str, time: Option<NaiveTime>) -> String {
    match time {
        None => format!("on {day}"),
        Some(time) if (time.hour(), time.minute()) == (0, 0) => uk_moment(day, time),
        Some(time) => format!("on {}", uk_moment(day, time)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_is_said_with_its_night() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time in the test");
        let day = "Monday 30 November 2026";
        assert_eq!(uk_deadline(day, time(23, 59)), "midnight at the end of Monday 30 November 2026");
        assert_eq!(uk_deadline(day, time(17, 0)), "Monday 30 November 2026 at 5pm");
        assert_eq!(uk_deadline(day, time(0, 0)), "midnight at the beginning of Monday 30 November 2026");
        assert_eq!(uk_moment(day, time(0, 0)), "just after midnight on Monday 30 November 2026");
        assert_eq!(uk_moment(day, time(23, 59)), "Monday 30 November 2026 at 11:59pm");
        assert_eq!(uk_moment(day, time(12, 0)), "Monday 30 November 2026 at midday");
        assert_eq!(uk_when(day, Some(time(0, 0))), "just after midnight on Monday 30 November 2026");
        assert_eq!(uk_when(day, Some(time(9, 0))), "on Monday 30 November 2026 at 9am");
        assert_eq!(uk_when(day, None), "on Monday 30 November 2026");
    }

    #[test]
    fn a_birthday_is_reached_as_it_begins_and_a_leap_day_one_on_1_march() {
        let age = |born: &str, day: &str| {
            age_on(born.parse().expect("a date in the test"), day.parse().expect("a date in the test"))
        };
        assert_eq!(age("2008-12-09", "2026-12-09"), Some(18));
        assert_eq!(age("2008-12-10", "2026-12-09"), Some(17));
        assert_eq!(age("2008-02-29", "2026-02-28"), Some(17));
        assert_eq!(age("2008-02-29", "2026-03-01"), Some(18));
        assert_eq!(age("2008-02-29", "2028-02-28"), Some(19));
        assert_eq!(age("2008-02-29", "2028-02-29"), Some(20));
        assert_eq!(age("2026-12-10", "2026-12-09"), None);
        assert_eq!(age("2026-12-09", "2026-12-09"), Some(0));
    }

    #[test]
    fn folders_are_dates_with_nothing_else_but_urgent() {
        let read = |folder: &str| MeetingId::parse(folder).map(|id| id.to_string());
        assert_eq!(read("2026-12-09").as_deref(), Some("2026-12-09"));
        assert_eq!(read("2026-12-03-urgent").as_deref(), Some("2026-12-03-urgent"));
        for other in ["2026-12-9", "2026-02-30", "templates", "2026-12-09 copy", "09-12-2026"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_month_is_counted_by_its_number_and_not_in_days() {
        let within = |earlier: &str, later: &str, months| {
            within_months(
                earlier.parse().expect("a date in the test"),
                later.parse().expect("a date in the test"),
                months,
            )
        };
        assert!(within("2026-01-31", "2026-02-28", 1), "28 days, and the month has no 31st");
        assert!(!within("2026-01-31", "2026-03-01", 1), "29 days, yet beyond the month");
        assert!(within("2026-03-10", "2026-04-10", 1), "31 days, the same number");
        assert!(within("2024-02-29", "2025-02-28", 12));
        assert!(!within("2024-02-29", "2025-03-01", 12));
        assert!(within("2023-02-28", "2024-02-28", 12));
        assert!(!within("2023-02-28", "2024-02-29", 12));
        assert!(!within("2026-02-02", "2026-02-01", 12), "later must not be before earlier");
        assert!(within("2026-02-02", "2026-02-02", 0));
    }

    #[test]
    fn months_before_a_day_are_counted_back_by_its_number() {
        let within = |day: &str, end: &str, months| {
            within_months_before(
                day.parse().expect("a date in the test"),
                end.parse().expect("a date in the test"),
                months,
            )
        };
        assert!(within("2026-06-06", "2026-12-06", 6));
        assert!(!within("2026-06-05", "2026-12-06", 6));
        assert!(
            within("2026-02-28", "2026-08-31", 6),
            "February has no 31st: its last day begins the period"
        );
        assert!(!within("2026-02-27", "2026-08-31", 6));
        assert!(within("2025-08-28", "2026-02-28", 6) && !within("2025-08-27", "2026-02-28", 6));
        assert!(within("2027-02-28", "2028-02-29", 12) && !within("2027-02-27", "2028-02-29", 12));
        assert!(within("2026-12-06", "2026-12-06", 6) && !within("2026-12-07", "2026-12-06", 6));
    }

    #[test]
    fn dates_and_times_read_as_in_a_british_letter() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 9).expect("a day");
        assert_eq!(uk_date_long(day), "Wednesday 9 December 2026");
        let time = |h, m| uk_time(NaiveTime::from_hms_opt(h, m, 0).expect("a time"));
        assert_eq!(
            [time(10, 0), time(10, 15), time(12, 0), time(12, 30), time(17, 0), time(0, 5)],
            ["10am", "10:15am", "midday", "12:30pm", "5pm", "12:05am"]
        );
    }
}
