//! Values: one cell of an answer → an [`Answer`] of the kind its question asks for.
//!
//! Whatever cannot be read, or only on an assumption, is a finding as well; findings name the
//! heading and the cell, never what was written.

mod dates;
mod numbers;
mod words;

pub use dates::{Span, time_of};
pub use words::{is_none, is_not_known, yes_no};

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::headings::letters;
use super::layout::{Asked, is_text};
use crate::finding::Finding;
use crate::model::{Answer, Kind, Moment, Value};
use crate::read::{Cell, Content};
use dates::Doubt;

/// How one answer is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// What kind of value is asked for.
    pub kind: Kind,
    /// Its path, for the few that have ways of their own.
    pub path: &'static str,
    /// The heading as blank forms print it, for findings.
    pub heading: &'a str,
    /// The day of the meeting.
    pub meeting: NaiveDate,
}

/// Reads one answer.
pub fn read(asked: &Asked, reading: Reading<'_>, findings: &mut Vec<Finding>) -> Answer {
    let place = asked.place.clone();
    let Some(cell) = &asked.cell else {
        return Answer::Blank { place };
    };
    let written = cell.written.clone();
    if let Content::Error(_) = cell.content {
        findings.push(
            Finding::warning(
                "cell-error",
                format!("the answer under “{}” is an error value of the spreadsheet", reading.heading),
            )
            .at(place.clone())
            .help("Mend the formula in the file, or write the answer itself"),
        );
        let problem = format!("the cell holds the spreadsheet error {}", written.trim());
        return Answer::Unreadable { written, place, problem };
    }
    let not_known =
        is_not_known(&written) || (reading.path.ends_with(".area") && words::is_no_fixed_abode(&written));
    if not_known && is_text(cell) {
        return Answer::NotKnown { written, place };
    }
    match value(cell, reading, asked, findings) {
        Ok(value) => Answer::Given { value, written, place },
        Err(problem) => {
            findings.push(
                Finding::warning(
                    "answer-unreadable",
                    format!("the answer under “{}” cannot be read as {}", reading.heading, kind_in_words(reading.kind)),
                )
                .at(place.clone())
                .help("Ask whoever sent the form, or correct the cell; the answer counts as left blank until then"),
            );
            Answer::Unreadable { written, place, problem }
        }
    }
}

/// A time of day, for an officer's availability or a slot.
pub fn read_time(asked: &Asked, heading: &str, findings: &mut Vec<Finding>) -> Option<NaiveTime> {
    let cell = asked.cell.as_ref()?;
    let time = match cell.content {
        Content::Time(seconds) => NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0),
        Content::DateTime(stamp) => Some(stamp.time()),
        Content::Text(_) => time_of(&cell.written),
        _ => None,
    };
    match time {
        None if !is_not_known(&cell.written) && !is_none(&cell.written) => findings.push(
            Finding::warning(
                "time-unreadable",
                format!("the answer under “{heading}” cannot be read as a time"),
            )
            .at(asked.place.clone())
            .help("Write it as 10:30"),
        ),
        Some(time) if time.hour() < 7 && !cell.written.to_lowercase().contains('m') => findings.push(
            Finding::warning(
                "time-ambiguous",
                format!("the time under “{heading}” is before seven in the morning"),
            )
            .at(asked.place.clone())
            .help("Write 2pm or 14:00 if the afternoon is meant"),
        ),
        _ => {}
    }
    time
}

fn value(
    cell: &Cell,
    reading: Reading<'_>,
    asked: &Asked,
    findings: &mut Vec<Finding>,
) -> Result<Value, String> {
    let text = cell.written.trim();
    match reading.kind {
        Kind::Text => text_of(text).map(Value::Text),
        Kind::Email => numbers::email(text).map(Value::Text),
        Kind::Phone => {
            let (phone, lost_zero) = numbers::phone(cell)?;
            if lost_zero {
                findings.push(
                    Finding::warning("phone-zero-lost", format!("the number under “{}” seems to have lost its leading zero", reading.heading))
                        .at(asked.place.clone())
                        .help("Check the number before anyone calls it; format the cell as text so that it keeps its zero"),
                );
            }
            Ok(Value::Text(phone))
        }
        Kind::Postcode => {
            let (postcode, usual) = numbers::postcode(text);
            if !usual {
                findings.push(
                    Finding::note(
                        "postcode-odd",
                        format!("the answer under “{}” does not look like a whole postcode", reading.heading),
                    )
                    .at(asked.place.clone()),
                );
            }
            text_of(&postcode).map(Value::Text)
        }
        Kind::YesNo => match cell.content {
            Content::Bool(yes) => Ok(Value::YesNo(yes)),
            _ => match (yes_no(text), words::yes_no_with_words(text)) {
                (Some(yes), _) => Ok(Value::YesNo(yes)),
                (None, Some(yes)) => {
                    findings.push(
                        Finding::warning(
                            "yes-no-with-words",
                            format!("the answer under “{}” has words after its yes or no; only its first word counts", reading.heading),
                        )
                        .at(asked.place.clone())
                        .help("Read the words, and correct the answer if they change it"),
                    );
                    Ok(Value::YesNo(yes))
                }
                (None, None) => Err("this is neither yes nor no".into()),
            },
        },
        Kind::Number => numbers::whole(cell).map(Value::Number),
        Kind::Date | Kind::Moment => {
            let day = date_in(cell, span_of(reading))?;
            report_doubt(day.doubt, reading, asked, findings);
            Ok(match reading.kind {
                Kind::Moment => Value::Moment(Moment { date: day.date, time: day.time }),
                _ => Value::Date(day.date),
            })
        }
        Kind::List => Ok(Value::List(entries(text))),
        Kind::Choice(options) => {
            choice(text, reading.path, options).map(|option| Value::Text(option.to_owned()))
        }
    }
}

/// A date from any cell.
fn date_in(cell: &Cell, span: Span) -> Result<dates::Day, String> {
    match &cell.content {
        Content::DateTime(stamp) => dates::from_clock(*stamp, span),
        Content::Text(text) => dates::from_text(text, span),
        Content::Number(_) => Err("the cell holds a number, not a date".into()),
        Content::Time(_) => Err("there is no date, only a time".into()),
        Content::Bool(_) | Content::Error(_) => Err("this is not a date".into()),
    }
}

/// The day a cell means, if it is a date of our time; for columns that are no answers to forms.
pub fn recent_day(cell: &Cell) -> Option<NaiveDate> {
    date_in(cell, Span::Recent).ok().map(|day| day.date)
}

fn span_of(reading: Reading<'_>) -> Span {
    if reading.path.ends_with("date_of_birth") { Span::Birth(reading.meeting) } else { Span::Recent }
}

fn report_doubt(doubt: Option<Doubt>, reading: Reading<'_>, asked: &Asked, findings: &mut Vec<Finding>) {
    let (code, message) = match doubt {
        None => return,
        Some(Doubt::TwoDigitYear) => {
            ("date-two-digit-year", "has a year of two digits; it was read as the only century that fits")
        }
        Some(Doubt::Weekday) => ("date-weekday-differs", "names a weekday that is not that date's"),
    };
    findings.push(
        Finding::warning(code, format!("the date under “{}” {message}", reading.heading))
            .at(asked.place.clone())
            .help("Check the date with whoever sent the form"),
    );
}

fn text_of(text: &str) -> Result<String, String> {
    if text.is_empty() || words::is_filler(text) {
        return Err("there are no words in this answer".into());
    }
    Ok(text.to_owned())
}

/// The entries of a list, parted by semicolons or new lines; "none" is an empty list.
pub fn entries(text: &str) -> Vec<String> {
    if is_none(text) {
        return Vec::new();
    }
    text.split([';', '\n', '\r'])
        .map(|entry| entry.trim().trim_start_matches(['•', '*', '-']).trim())
        .filter(|entry| !entry.is_empty() && !words::is_filler(entry))
        .map(str::to_owned)
        .collect()
}

fn choice(text: &str, path: &str, options: &'static [&'static str]) -> Result<&'static str, String> {
    let folded = letters(text);
    let same = |option: &&&str| letters(option) == folded;
    if let Some(option) = options.iter().find(same) {
        return Ok(option);
    }
    let meant = match (path, yes_no(text)) {
        ("consent.status", Some(true)) => Some("given"),
        ("process.safeguarding", Some(true)) => Some("yes"),
        ("process.safeguarding", Some(false)) => Some("no"),
        ("process.safeguarding", None)
            if matches!(folded.as_str(), "na" | "notapplicable" | "notrequired") =>
        {
            Some("not needed")
        }
        _ => None,
    };
    meant
        .and_then(|meant| options.iter().find(|option| **option == meant).copied())
        .ok_or_else(|| format!("this is none of: {}", options.join(", ")))
}

fn kind_in_words(kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::List => "words".into(),
        Kind::Email => "an e-mail address".into(),
        Kind::Phone => "a telephone number".into(),
        Kind::Postcode => "a postcode".into(),
        Kind::YesNo => "yes or no".into(),
        Kind::Number => "a whole number".into(),
        Kind::Date => "a date".into(),
        Kind::Moment => "a date and time".into(),
        Kind::Choice(options) => format!("one of: {}", options.join(", ")),
    }
}

/// The whole number in a cell, if that is what it holds.
pub fn whole_number(cell: &Cell) -> Option<i64> {
    numbers::whole(cell).ok()
}
