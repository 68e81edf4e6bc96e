//! `calendar`: a year's meetings with every deadline, as a table, CSV, JSON or for a calendar program.

use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::arguments::{Format, Shared};
use super::{check, day_of, out, stopped, summary, table};
use crate::Stop;
use crate::finding::Finding;
use crate::model::{uk_date_long, uk_time};
use crate::plan::year::{self, What, Year, YearDate, YearMeeting};
use crate::{panel, read, render};

/// Version of the shape of what `--format json` prints.
const FORMAT: u32 = 1;

/// Prints the year of the panels that are asked for. A panel whose file is wrong stops alone.
pub fn calendar(shared: &Shared, asked: Option<i32>, today: fn() -> Option<NaiveDate>) -> ExitCode {
    let Some(year) = asked.or_else(|| Some(day_of(shared, today)?.year())) else {
        return ExitCode::FAILURE;
    };
    let (files, mut findings) = match read::panel_files(&shared.input, &shared.panels) {
        Ok(read) => read,
        Err(error) => return stopped(shared, &error.into()),
    };
    let (mut years, mut stops) = (Vec::new(), Vec::new());
    for (code, file) in files {
        match file.and_then(|file| panel::load(&code, &file.path, &file.text)) {
            Ok((panel, found)) => {
                findings.extend(found);
                years.push(year::year(&panel, year));
            }
            Err(findings) => stops.push(Stop::Panel { panel: code, findings }),
        }
    }
    if let Some(failed) = print(shared, &years, &stops, &findings) {
        return failed;
    }
    if stops.is_empty() { summary::attention(shared, findings.iter()) } else { ExitCode::FAILURE }
}

/// Prints result and talk; a status if the result could not be printed.
fn print(shared: &Shared, years: &[Year], stops: &[Stop], findings: &[Finding]) -> Option<ExitCode> {
    if shared.format != Format::Json {
        stops.iter().for_each(|stop| out::talk(format!("{stop}\n")));
        let serious = findings.iter().filter(|finding| finding.severity.needs_attention());
        serious.for_each(|finding| out::talk(format!("{finding}\n")));
        if years.is_empty() {
            return Some(ExitCode::FAILURE);
        }
    }
    if matches!(shared.format, Format::Csv | Format::Ics) {
        let without = years.iter().filter(|year| year.meetings.is_empty());
        without.for_each(|year| out::talk(format!("{}: {}", year.name, no_meeting(year))));
    }
    let text = match shared.format {
        Format::Human => years.iter().map(table_of).collect::<Vec<_>>().join("\n"),
        Format::Json => format!("{:#}\n", wire(years, stops, findings)),
        Format::Ics => render::calendar(years),
        Format::Csv => match render::csv(&year::rows(years)) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(finding) => {
                out::talk(finding);
                return Some(ExitCode::FAILURE);
            }
        },
    };
    (!out::result(text)).then_some(ExitCode::FAILURE)
}

/// One row a meeting. What moved a date or may surprise is a note below, named in the row.
fn table_of(year: &Year) -> String {
    let title = format!("{}, {}", year.name, year.year);
    let line = "=".repeat(title.chars().count());
    let used: Vec<What> = What::ALL
        .into_iter()
        .filter(|what| {
            year.meetings.iter().any(|meeting| meeting.dates.iter().any(|date| date.what == *what))
        })
        .collect();
    let mut heading = vec!["Meeting".to_owned()];
    heading.extend(used.iter().map(|what| what.title().to_owned()));
    let mut rows = vec![heading];
    let mut notes = Vec::new();
    for meeting in &year.meetings {
        rows.push(row(year, meeting, &used, &mut notes));
    }
    let mut text = format!("{title}\n{line}\n\n");
    if year.meetings.is_empty() {
        text.push_str(&format!("{}\n", no_meeting(year)));
    } else {
        text.push_str(&format!("{}\n", table::aligned(&rows)));
    }
    if let Some(meeting) = year.meetings.first() {
        let times = format!("{} to {}", uk_time(meeting.start), uk_time(meeting.end));
        text.push_str(&format!("\nMeetings last from {times}. All times are London time.\n"));
        text.push_str(&of_the_year_before(year).unwrap_or_default());
        if year.listed_until.is_none_or(|last| last.year() > year.year) {
            let next = year.year.saturating_add(1);
            text.push_str(&format!("For the year after, add `--year {next}`.\n"));
        }
    }
    if let Some(last) = year.listed_until.filter(|last| !year.meetings.is_empty() && last.year() <= year.year)
    {
        text.push_str(&format!("The panel's file lists no meeting after {}.\n", uk_date_long(last)));
    }
    if !notes.is_empty() {
        text.push_str(&format!("\n{}\n", notes.join("\n")));
    }
    text
}

/// Why there is nothing to print.
fn no_meeting(year: &Year) -> &'static str {
    if year.as_needed {
        "The panel meets when there is need, so it has no dates to print."
    } else {
        "No meeting is listed: add its date to `dates` of [calendar] in the panel's file."
    }
}

fn row(year: &Year, meeting: &YearMeeting, used: &[What], notes: &mut Vec<String>) -> Vec<String> {
    let plain = meeting.held == Some(meeting.usual) && meeting.day_off.is_none();
    let day = short(meeting.day(), year.year);
    let mut note = |cell: String, words: Option<String>| match words {
        None => cell,
        Some(words) => {
            let number = notes.len().saturating_add(1);
            notes.push(format!("[{number}] {words}"));
            format!("{cell} [{number}]")
        }
    };
    let mut cells = vec![note(day, (!plain).then(|| format!("Meeting: {}", meeting.words)))];
    if meeting.held.is_none() {
        cells.push("not held".into());
        return cells;
    }
    for what in used {
        let date = meeting.dates.iter().find(|date| date.what == *what);
        cells.push(date.map_or_else(String::new, |date| {
            let words = date.surprises().then(|| format!("{}: {}", what.title(), date.words));
            note(cell(date), words)
        }));
    }
    cells
}

fn cell(date: &YearDate) -> String {
    let day = date.date.format("%a %-d %b").to_string();
    date.time.map_or(day.clone(), |time| format!("{day} {}", uk_time(time)))
}

/// `Wed 6 Jan`, with the year if it is another one than the table's.
fn short(date: NaiveDate, year: i32) -> String {
    let format = if date.year() == year { "%a %-d %b" } else { "%a %-d %b %Y" };
    date.format(format).to_string()
}

/// Said below the table, so that no cell needs to name its year: which dates are those of the year before.
fn of_the_year_before(year: &Year) -> Option<String> {
    let mut held = year.meetings.iter().filter(|meeting| meeting.held.is_some());
    let (meeting, before) = held.find_map(|meeting| {
        let dates = meeting.dates.iter().map(|date| date.date);
        Some((meeting, dates.filter(|date| date.year() < meeting.day().year()).min()?))
    })?;
    let whose = meeting.day().format("%-d %B");
    Some(format!("For the meeting on {whose}, dates in {} are in {}.\n", before.format("%B"), before.year()))
}

fn wire(years: &[Year], stops: &[Stop], findings: &[Finding]) -> Value {
    json!({
        "format": FORMAT,
        "panels": years.iter().map(|year| json!({
            "panel": year.panel,
            "name": year.name,
            "year": year.year,
            "time_zone": "Europe/London",
            "meets_as_needed": year.as_needed,
            "meetings": year.meetings.iter().map(meeting_json).collect::<Vec<_>>(),
            "days_off": year.days_off.iter().map(|(date, name)| json!({
                "date": date.to_string(),
                "name": name,
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "stopped": stops.iter().map(check::stop_json).collect::<Vec<_>>(),
        "findings": check::findings_json(findings),
    })
}

fn meeting_json(meeting: &YearMeeting) -> Value {
    json!({
        "usual_date": meeting.usual.to_string(),
        "date": meeting.held.map(|held| held.to_string()),
        "start": meeting.start.format("%H:%M").to_string(),
        "end": meeting.end.format("%H:%M").to_string(),
        "falls_on": meeting.day_off,
        "in_words": meeting.words,
        "dates": meeting.dates.iter().filter(|_| meeting.held.is_some()).map(|date| json!({
            "what": date.what.code(),
            "date": date.date.to_string(),
            "time": date.time.map(|time| time.format("%H:%M").to_string()),
            "counted_to": date.not_working.as_ref().map(|(counted, why)| json!({
                "date": counted.to_string(),
                "falls_on": why,
            })),
            "moved": date.moved(),
            "in_words": date.words,
        })).collect::<Vec<_>>(),
    })
}
