//! Dates as spreadsheets store them: days since 1900 or 1904, and ISO texts.

use std::time::Duration;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::read::sheet::Content;

const DAY: u64 = 86_400;

/// The content of a date-formatted cell that holds this number, or nothing if no spreadsheet
/// shows it as a date. A number below one is a time of day.
///
/// In the 1900 system, day 60 is a 29 February 1900 that never was; it is no date.
pub(super) fn from_serial(serial: f64, is_1904: bool) -> Option<Content> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = whole_seconds(serial)?;
    if serial < 1.0 {
        return Some(Content::Time(u32::try_from(seconds.min(DAY - 1)).ok()?));
    }
    let day = seconds / DAY;
    let epoch = match (is_1904, day) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, 60) => return None,
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let date = epoch.checked_add_days(Days::new(day))?;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(seconds % DAY).ok()?, 0)?;
    let is_shown = date < NaiveDate::from_ymd_opt(10_000, 1, 1)?;
    is_shown.then(|| Content::DateTime(date.and_time(time)))
}

/// Days to seconds, to the nearest: 17:00 is stored as 0.7083333333333334.
fn whole_seconds(days: f64) -> Option<u64> {
    let duration = Duration::try_from_secs_f64(days * 86_400.0).ok()?;
    duration.as_secs().checked_add(u64::from(duration.subsec_millis() >= 500))
}

/// `2026-11-24`, `2026-11-24T17:00:00`, with or without fractions and a zone (which is not
/// applied: a spreadsheet has none), or a time alone.
pub(super) fn from_iso(text: &str) -> Option<Content> {
    let content = any_iso(text)?;
    match &content {
        Content::DateTime(when) if !(1..=9_999).contains(&when.year()) => None,
        _ => Some(content),
    }
}

fn any_iso(text: &str) -> Option<Content> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(Content::DateTime(date.and_time(NaiveTime::MIN)));
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(when) = NaiveDateTime::parse_from_str(text, form) {
            return Some(Content::DateTime(to_second(when)?));
        }
    }
    let time = NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok()?;
    Some(Content::Time(time.num_seconds_from_midnight()))
}

fn to_second(when: NaiveDateTime) -> Option<NaiveDateTime> {
    let nanos = when.nanosecond();
    let floor = when.checked_sub_signed(TimeDelta::nanoseconds(i64::from(nanos)))?;
    if nanos >= 500_000_000 { floor.checked_add_signed(TimeDelta::seconds(1)) } else { Some(floor) }
}

/// A duration such as `PT17H00M00S`: under a day it is a time of day, beyond a number of days.
pub(super) fn from_iso_duration(text: &str) -> Option<Content> {
    let rest = text.strip_prefix("PT")?;
    let (hours, rest) = part(rest, 'H')?;
    let (minutes, rest) = part(rest, 'M')?;
    let (seconds, rest) = part(rest, 'S')?;
    if !rest.is_empty() {
        return None;
    }
    let days = (hours * 3_600.0 + minutes * 60.0 + seconds) / 86_400.0;
    if (0.0..1.0).contains(&days) { from_serial(days, false) } else { Some(Content::Number(days)) }
}

/// The number before a unit, nought if the unit is not there, and what follows.
fn part(text: &str, unit: char) -> Option<(f64, &str)> {
    let Some((number, rest)) = text.split_once(unit) else { return Some((0.0, text)) };
    let plain = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    if plain { Some((number.parse().ok()?, rest)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::Cell;

    fn written(content: Option<Content>) -> String {
        content.map_or("-".into(), |content| Cell::new(content).written)
    }

    #[test]
    fn numbers_are_days_since_1900_or_1904() {
        for (serial, is_1904, expected) in [
            (46_350.0, false, "2026-11-24"),
            (46_350.708_333_333_336, false, "2026-11-24 17:00"),
            (46_350.999_999, false, "2026-11-25"),
            (44_888.0, true, "2026-11-24"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "-"),
            (61.0, false, "1900-03-01"),
            (0.708_333_333_333_333_4, false, "17:00"),
            (0.0, false, "00:00"),
            (2_958_465.0, false, "9999-12-31"),
            (2_958_465.0, true, "-"),
            (-1.0, false, "-"),
            (1e18, false, "-"),
            (f64::NAN, false, "-"),
        ] {
            assert_eq!(written(from_serial(serial, is_1904)), expected, "{serial} {is_1904}");
        }
    }

    #[test]
    fn iso_texts_are_dates_and_times() {
        for (text, expected) in [
            ("2026-11-24", "2026-11-24"),
            ("2026-11-24T17:00:00", "2026-11-24 17:00"),
            ("2026-11-24T16:59:59.9996Z", "2026-11-24 17:00"),
            ("17:00:30", "17:00:30"),
            ("yesterday", "-"),
            ("20000-01-01", "-"),
        ] {
            assert_eq!(written(from_iso(text)), expected, "{text}");
        }
    }

    #[test]
    fn durations_under_a_day_are_times() {
        for (text, expected) in
            [("PT17H00M00S", "17:00"), ("PT36H", "1.5"), ("PT9H05M", "09:05"), ("P1D", "-"), ("PT-1H", "-")]
        {
            assert_eq!(written(from_iso_duration(text)), expected, "{text}");
        }
    }
}
