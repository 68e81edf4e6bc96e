//! A panel's year: every meeting and deadline.
//!
//! - Dates without a time are whole days, which leave the day free.
//! - A deadline is an entry of one minute from its moment, so that every view shows the hour that
//!   counts. To an entry without an end some programs give an hour, which would tell of time left.
//! - A UID is made of the meeting's usual day, the kind of date and the panel's folder: made again, or
//!   for a meeting that was moved, the file changes the entries that people have, and adds none.
//! - `DTSTAMP` would be the clock's. The same panel file gives the same bytes, so it is a year before
//!   the meeting's usual day; an exception counts as a later version by its `SEQUENCE`.

use chrono::{Days, Months, NaiveTime, TimeDelta};

use super::{Lines, ZONE};
use crate::plan::year::{What, Year, YearDate, YearMeeting};

/// The hour at which one is reminded in the morning.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The calendar file of these years.
pub fn calendar(years: &[Year]) -> String {
    let mut lines = Lines::begin("calendar");
    if let [year] = years {
        lines.text("X-WR-CALNAME", &format!("{} {}", year.name, year.year));
    }
    lines.text("X-WR-TIMEZONE", ZONE);
    lines.time_zone();
    for year in years {
        for meeting in &year.meetings {
            meeting_event(&mut lines, year, meeting);
            for date in &meeting.dates {
                date_event(&mut lines, year, meeting, date);
            }
        }
    }
    lines.end()
}

fn meeting_event(lines: &mut Lines, year: &Year, meeting: &YearMeeting) {
    let day = meeting.day();
    let mut description = vec![format!("{}.", meeting.words)];
    if meeting.held.is_some() {
        description.extend(year.link.iter().map(|link| format!("Join online: {link}")));
        description
            .extend(meeting.dates.iter().map(|date| format!("{}: {}.", date.what.title(), date.words)));
    }
    lines.begin_event(year, meeting, "meeting");
    lines.moment("DTSTART", day.and_time(meeting.start));
    lines.moment("DTEND", day.and_time(meeting.end));
    lines.text("SUMMARY", &meeting.title);
    let place = if year.place.is_empty() { year.link.iter().cloned().collect() } else { year.place.clone() };
    lines.text("LOCATION", &place.join(", "));
    lines.text("DESCRIPTION", &description.join("\n"));
    lines.busy(meeting.held.is_some());
    lines.end_event(meeting, &meeting.title, &[days_before(1, Some(meeting.start))]);
}

fn date_event(lines: &mut Lines, year: &Year, meeting: &YearMeeting, date: &YearDate) {
    let cancelled = if meeting.held.is_none() { "Cancelled: " } else { "" };
    let summary = format!("{cancelled}{}: {}", date.title, year.name);
    lines.begin_event(year, meeting, date.what.code());
    match date.time {
        Some(time) => {
            let moment = date.date.and_time(time);
            lines.moment("DTSTART", moment);
            lines.moment("DTEND", moment.checked_add_signed(TimeDelta::minutes(1)).unwrap_or(moment));
        }
        None => {
            lines.day("DTSTART", date.date);
            lines.day("DTEND", date.date.checked_add_days(Days::new(1)).unwrap_or(date.date));
        }
    }
    lines.text("SUMMARY", &summary);
    lines.text("DESCRIPTION", &format!("{}.\n{}.", date.words, meeting.whose));
    lines.busy(false);
    lines.end_event(meeting, &summary, &alarms(date));
}

/// When to be reminded of a date: first the day before, since some calendars keep only one alarm and
/// none after a start, or two days before referrals close, while there is time to chase them; then on
/// the morning itself.
fn alarms(date: &YearDate) -> Vec<String> {
    let days = if date.what == What::Referrals { 2 } else { 1 };
    std::iter::once(days_before(days, date.time)).chain(that_morning(date.time)).collect()
}

/// So many days before, at the same hour; before a whole day, at nine in the morning.
fn days_before(days: u32, time: Option<NaiveTime>) -> String {
    match time {
        Some(_) => format!("-P{days}D"),
        None => format!("-PT{}H", days.saturating_mul(24).saturating_sub(9)),
    }
}

/// Nine in the morning of the day, as a distance from a start that is not earlier. The clocks change
/// at night, so it is the same in any week.
fn that_morning(time: Option<NaiveTime>) -> Option<String> {
    let Some(time) = time else { return Some("PT9H".into()) };
    let minutes = time.signed_duration_since(MORNING).num_minutes();
    match (minutes / 60, minutes % 60) {
        _ if minutes <= 0 => None,
        (hours, 0) => Some(format!("-PT{hours}H")),
        (0, minutes) => Some(format!("-PT{minutes}M")),
        (hours, minutes) => Some(format!("-PT{hours}H{minutes}M")),
    }
}

impl Lines {
    fn begin_event(&mut self, year: &Year, meeting: &YearMeeting, kind: &str) {
        let usual = meeting.usual;
        let changed = meeting.held != Some(usual);
        let stamp = usual.checked_sub_months(Months::new(12)).unwrap_or(usual);
        self.raw("BEGIN:VEVENT\r\n");
        self.text("UID", &format!("{usual}-{kind}.{}@cmarac.example", year.panel));
        self.text("DTSTAMP", &format!("{}T000000Z", stamp.format("%Y%m%d")));
        self.text("SEQUENCE", if changed { "1" } else { "0" });
        self.text("STATUS", if meeting.held.is_some() { "CONFIRMED" } else { "CANCELLED" });
    }

    /// The event's alarms, of which a cancelled one has none, and its end.
    fn end_event(&mut self, meeting: &YearMeeting, summary: &str, alarms: &[String]) {
        for trigger in alarms.iter().filter(|_| meeting.held.is_some()) {
            self.raw("BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
            self.text("DESCRIPTION", summary);
            self.text("TRIGGER", trigger);
            self.raw("END:VALARM\r\n");
        }
        self.raw("END:VEVENT\r\n");
    }
}
