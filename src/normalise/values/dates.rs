//! Dates and times as people write them: ISO, UK order, month names; a time before or after.
//!
//! What can only be read one way is read. What could be two things, or is none, comes back as a
//! problem in plain words.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// What kind of day a date can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Somebody's birth: not after this day (the meeting), and not over 120 years before it.
    Birth(NaiveDate),
    /// Something of our time: a two-digit year is one of this century.
    Recent,
}

/// A date that was read, with what is doubtful about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// The time, if one was written.
    pub time: Option<NaiveTime>,
    /// What a person should look at.
    pub doubt: Option<Doubt>,
}

/// A reading that holds only on an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The century was not written.
    TwoDigitYear,
    /// The weekday written beside it is another.
    Weekday,
}

/// Reads a date written as text.
///
/// # Errors
/// Says what is wrong, for the person who wrote it.
pub fn from_text(written: &str, span: Span) -> Result<Day, String> {
    if let Ok(stamped) = DateTime::parse_from_rfc3339(written.trim()) {
        let london = stamped.with_timezone(&chrono_tz::Europe::London).naive_local();
        return from_clock(london, span);
    }
    let (words, time, weekday) = take_apart(written)?;
    let (date, two_digits) = date_of(&words, span)?;
    let date = within(date, span)?;
    let weekday_differs = weekday.is_some_and(|named| named != date.weekday());
    let doubt =
        if two_digits { Some(Doubt::TwoDigitYear) } else { weekday_differs.then_some(Doubt::Weekday) };
    Ok(Day { date, time, doubt })
}

/// Takes a date that the spreadsheet itself holds as one. Midnight sharp is no time.
///
/// # Errors
/// Says what is wrong with it.
pub fn from_clock(stamp: NaiveDateTime, span: Span) -> Result<Day, String> {
    let date = within(stamp.date(), span)?;
    let time = Some(stamp.time()).filter(|time| *time != NaiveTime::MIN);
    Ok(Day { date, time, doubt: None })
}

/// Reads a time of day: `10:30`, `10.30am`, `5pm`, `1030`, `noon`.
pub fn time_of(written: &str) -> Option<NaiveTime> {
    let text: String = written.trim().to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches("hrs").trim_end_matches("hours").trim_end_matches("o'clock");
    match text {
        "noon" | "midday" | "12noon" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return NaiveTime::from_hms_opt(0, 0, 0),
        _ => {}
    }
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text, None),
    };
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let (hour, minute, second) = match (numbers.as_slice(), parts.first().map_or(0, |part| part.len())) {
        ([hour], 1 | 2) if half.is_some() => (*hour, 0, 0),
        ([both], 4) if half.is_none() => (both / 100, both % 100, 0),
        ([hour, minute], 1 | 2) if parts[1].len() == 2 => (*hour, *minute, 0),
        ([hour, minute, second], 1 | 2) => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        None => hour,
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(add) => (hour % 12).saturating_add(add),
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

type Parts = (Vec<String>, Option<NaiveTime>, Option<Weekday>);

/// The parts of a date, with the time and the weekday taken out.
fn take_apart(written: &str) -> Result<Parts, String> {
    let text = written.trim().to_lowercase().replace("a.m.", "am").replace("p.m.", "pm").replace(',', " ");
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        // A `T` between digits parts date and time in ISO.
        match word.split_once('t') {
            Some((day, time))
                if day.ends_with(|c: char| c.is_ascii_digit())
                    && time.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                words.extend([day.to_owned(), time.to_owned()]);
            }
            _ => words.push(word.to_owned()),
        }
    }
    let mut time = None;
    let mut weekday = None;
    let mut parts = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let word = &words[index];
        let next = words.get(index.saturating_add(1)).map(String::as_str);
        let joined = match next {
            Some(half @ ("am" | "pm" | "hrs" | "hours")) => Some(format!("{word}{half}")),
            _ => None,
        };
        let clock = joined.as_deref().unwrap_or(word);
        if joined.is_some() || looks_like_a_time(clock, parts.len()) {
            if time.is_some() {
                return Err("two times are given".into());
            }
            time = Some(time_of(clock).ok_or("the time cannot be read: write it as 16:59")?);
            index = index.saturating_add(if joined.is_some() { 2 } else { 1 });
            continue;
        }
        match (weekday_of(word), word.as_str()) {
            (Some(day), _) => weekday = Some(day),
            (None, "at" | "on" | "of" | "the") => {}
            _ => parts
                .extend(word.split(['/', '-', '.', '\\']).filter(|part| !part.is_empty()).map(str::to_owned)),
        }
        index = index.saturating_add(1);
    }
    Ok((parts, time, weekday))
}

fn looks_like_a_time(word: &str, parts_so_far: usize) -> bool {
    let digits_first = word.starts_with(|c: char| c.is_ascii_digit());
    matches!(word, "noon" | "midday" | "midnight")
        || (digits_first
            && (word.contains(':')
                || word.ends_with("am")
                || word.ends_with("pm")
                || word.ends_with("hrs")
                || (parts_so_far == 3 && word.matches('.').count() == 1)))
}

/// Day, month and year from their parts, and whether the century had to be told.
fn date_of(parts: &[String], span: Span) -> Result<(NaiveDate, bool), String> {
    let [first, second, third] = parts else {
        return Err(match parts {
            [] => "there is no date, only a time".into(),
            [year] if is_number(year, 4) => "only a year is given".into(),
            [_] => "this is not a date: write it as day/month/year, such as 03/04/1990".into(),
            [_, _] => "the day, the month or the year is missing".into(),
            _ => "this is not one date: write it as day/month/year, such as 03/04/1990".into(),
        });
    };
    let (day, month, year) = if is_number(first, 4) {
        (third, second, first)
    } else if month_name(first).is_some() {
        (second, first, third)
    } else {
        (first, second, third)
    };
    let day_number: u32 = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day)
        .parse()
        .map_err(|_| not_a_date())?;
    let month_number = match month_name(month) {
        Some(number) => number,
        None => month.parse::<u32>().map_err(|_| not_a_date())?,
    };
    if !(1..=12).contains(&month_number) {
        return Err(format!("there is no month {month_number}: dates are read as day/month/year"));
    }
    let on = |year: i32| {
        NaiveDate::from_ymd_opt(year, month_number, day_number)
            .ok_or_else(|| no_such_day(day_number, month_number, year))
    };
    if is_number(year, 4) {
        return Ok((on(year.parse().map_err(|_| not_a_date())?)?, false));
    }
    if !is_number(year, 2) {
        return Err("the year is not written in four digits".into());
    }
    let short: i32 = year.parse().map_err(|_| not_a_date())?;
    let this_century = short.saturating_add(2000);
    let last_century = short.saturating_add(1900);
    match span {
        Span::Recent => Ok((on(this_century)?, true)),
        Span::Birth(_) => match (on(last_century), on(this_century)) {
            (Err(problem), Err(_)) => Err(problem),
            (last, this) => {
                let fits =
                    |date: Result<NaiveDate, String>| date.ok().filter(|date| within(*date, span).is_ok());
                match (fits(last), fits(this)) {
                    (Some(_), Some(_)) => {
                        Err(format!("the year has two digits and could be {last_century} or {this_century}"))
                    }
                    (Some(date), None) | (None, Some(date)) => Ok((date, true)),
                    (None, None) => Err("the year has two digits and fits no century".into()),
                }
            }
        },
    }
}

/// The date, if it is one that its kind of day can have.
fn within(date: NaiveDate, span: Span) -> Result<NaiveDate, String> {
    match span {
        Span::Birth(meeting) if date > meeting => Err("this date of birth is in the future".into()),
        Span::Birth(meeting) if date.year() < meeting.year().saturating_sub(120) => {
            Err("this date of birth is over 120 years ago".into())
        }
        Span::Recent if !(1900..2200).contains(&date.year()) => {
            Err(format!("there is no year {} here", date.year()))
        }
        _ => Ok(date),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn no_such_day(day: u32, month: u32, year: i32) -> String {
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.saturating_sub(1)))
        .unwrap_or(&"that month");
    if (day, month) == (29, 2) {
        format!("there is no 29 February in {year}")
    } else {
        format!("there is no {day} {name}")
    }
}

fn not_a_date() -> String {
    "this is not a date: write it as day/month/year, such as 03/04/1990".into()
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())
}

fn month_name(word: &str) -> Option<u32> {
    if word.len() < 3 {
        return None;
    }
    let index = MONTHS.iter().position(|name| {
        let name = name.to_lowercase();
        name == word || (word.len() == 3 && name.starts_with(word)) || (word == "sept" && name == "september")
    })?;
    u32::try_from(index).ok()?.checked_add(1)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    let whole = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"].contains(&word)
        || word.ends_with("day");
    whole.then(|| word.get(..3)?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    fn birth(written: &str) -> Result<(NaiveDate, Option<Doubt>), String> {
        from_text(written, Span::Birth(day(2026, 12, 9))).map(|read| (read.date, read.doubt))
    }

    #[test]
    fn one_day_in_many_spellings() {
        for written in [
            "03/04/1990",
            "3/4/1990",
            "3.4.1990",
            "03-04-1990",
            "1990-04-03",
            "3 April 1990",
            "3rd Apr 1990",
            "April 3, 1990",
            "3-Apr-1990",
            "Tuesday 3 April 1990",
            "the 3rd of April 1990",
            "1990/04/03",
        ] {
            assert_eq!(birth(written), Ok((day(1990, 4, 3), None)), "{written}");
        }
    }

    #[test]
    fn problems_are_said_in_words() {
        for (written, problem) in [
            ("31/06/1990", "there is no 31 June"),
            ("29 Feb 1991", "there is no 29 February in 1991"),
            ("12/25/1990", "there is no month 25: dates are read as day/month/year"),
            ("1990", "only a year is given"),
            ("April 1990", "the day, the month or the year is missing"),
            ("10/12/2026", "this date of birth is in the future"),
            ("01/01/1890", "this date of birth is over 120 years ago"),
            ("03/04/19", "the year has two digits and could be 1919 or 2019"),
        ] {
            assert_eq!(birth(written), Err(problem.to_owned()), "{written}");
        }
        assert!(birth("in the spring").is_err());
        assert!(birth("99999999999999999999/1/1990").is_err());
    }

    #[test]
    fn doubts_are_kept() {
        assert_eq!(birth("03/04/90"), Ok((day(1990, 4, 3), Some(Doubt::TwoDigitYear))));
        assert_eq!(birth("Monday 3 April 1990"), Ok((day(1990, 4, 3), Some(Doubt::Weekday))));
    }

    #[test]
    fn a_time_may_stand_on_either_side() {
        let half_five = NaiveTime::from_hms_opt(16, 59, 0);
        for written in [
            "24/11/2026 16:59",
            "24/11/2026 4.59pm",
            "24 November 2026 at 4:59 pm",
            "16:59 on 24/11/2026",
            "2026-11-24T16:59:00",
            "2026-11-24T16:59:00Z",
            "24/11/2026 16.59",
            "24/11/2026, 16:59:00",
        ] {
            let read = from_text(written, Span::Recent).expect(written);
            assert_eq!((read.date, read.time), (day(2026, 11, 24), half_five), "{written}");
        }
        let summer = from_text("2026-07-01T16:59:00Z", Span::Recent).expect("a stamp");
        assert_eq!(summer.time, NaiveTime::from_hms_opt(17, 59, 0));
    }

    #[test]
    fn times_of_day() {
        let read = |text: &str| time_of(text).map(|time| time.format("%H:%M").to_string());
        for (written, expected) in [
            ("10:30", "10:30"),
            ("10.30am", "10:30"),
            ("5 pm", "17:00"),
            ("12am", "00:00"),
            ("12:15 p.m.", "12:15"),
            ("1030", "10:30"),
            ("noon", "12:00"),
            ("09:05:00", "09:05"),
            ("17:00hrs", "17:00"),
        ] {
            assert_eq!(read(written).as_deref(), Some(expected), "{written}");
        }
        for wrong in ["", "25:00", "10:60", "13pm", "10", "soon", "10:3", "1:2:3:4"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
