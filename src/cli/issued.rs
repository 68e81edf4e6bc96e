//! `issued [REF…]`: records that letters were sent.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::arguments::{Format, Shared};
use super::check::{findings_json, stop_json};
use super::{day_of, order, out, stopped, summary, table};
use crate::finding::{Finding, Severity};
use crate::model::{Sent, uk_date, uk_time};
use crate::plan::Part;
use crate::{Issued, IssuedMeeting};

/// Version of the shape of what `--format json` prints; `docs/issued.schema.json` describes it.
const FORMAT: u32 = 1;

/// Records the letters about these cases, or all, and prints what was recorded: references and times,
/// nothing about people.
pub fn issued(shared: &Shared, references: &[String], today: fn() -> Option<NaiveDate>) -> ExitCode {
    let Some(day) = day_of(shared, today) else { return ExitCode::FAILURE };
    let issued = match crate::issue(&order(shared, Part::Letters), references, day) {
        Ok(issued) => issued,
        Err(stop) => return stopped(shared, &stop),
    };
    let printed = out::result(match shared.format {
        Format::Json => format!("{:#}\n", wire(&issued, day)),
        _ => issued.meetings.iter().map(|meeting| text(meeting, day)).collect(),
    });
    if shared.format == Format::Human {
        issued.stopped.iter().for_each(|stop| out::talk(format!("{stop}\n")));
        let serious = all_findings(&issued).filter(|finding| finding.severity.needs_attention());
        serious.for_each(|finding| out::talk(format!("{finding}\n")));
    }
    let failed = all_findings(&issued).any(|finding| finding.severity == Severity::Error);
    if failed || !printed || !issued.stopped.is_empty() {
        return ExitCode::FAILURE;
    }
    summary::attention(shared, all_findings(&issued))
}

fn all_findings(issued: &Issued) -> impl Iterator<Item = &Finding> {
    issued.findings.iter().chain(issued.meetings.iter().flat_map(IssuedMeeting::findings))
}

fn text(meeting: &IssuedMeeting, day: NaiveDate) -> String {
    let mut text = format!("{}, {}\n", meeting.panel.name, meeting.panel.meeting_name(meeting.meeting));
    if meeting.recorded.is_empty() {
        text.push_str("No letter was recorded as sent.\n");
    } else {
        text.push_str(&format!("Recorded as sent on {}:\n\n", uk_date(day)));
        let mut rows = vec![["Case", "Outcome", "Time", "Letter"].map(str::to_owned).to_vec()];
        rows.extend(meeting.recorded.iter().map(row));
        text.push_str(&format!("{}\n", table::aligned(&rows)));
    }
    for sent in &meeting.before {
        let (reference, date) = (&sent.reference, uk_date(sent.date));
        text.push_str(&format!("{reference}: recorded as sent on {date} already ({})\n", sent.letter));
    }
    let drafts = meeting.findings().filter(|finding| finding.severity == Severity::Note);
    for finding in drafts {
        text.push_str(&format!("Not recorded: {}\n", finding.message));
    }
    text.push('\n');
    text
}

fn row(sent: &Sent) -> Vec<String> {
    let time = sent.slot.map(uk_time).unwrap_or_default();
    vec![sent.reference.to_string(), sent.outcome.clone(), time, sent.letter.clone()]
}

fn wire(issued: &Issued, day: NaiveDate) -> Value {
    json!({
        "format": FORMAT,
        "date": day.to_string(),
        "meetings": issued.meetings.iter().map(|meeting| json!({
            "panel": meeting.panel.code,
            "meeting": meeting.meeting.to_string(),
            "recorded": meeting.recorded.iter().map(sent_json).collect::<Vec<_>>(),
            "before": meeting.before.iter().map(sent_json).collect::<Vec<_>>(),
            "findings": findings_json(&meeting.findings().cloned().collect::<Vec<_>>()),
        })).collect::<Vec<_>>(),
        "stopped": issued.stopped.iter().map(stop_json).collect::<Vec<_>>(),
        "findings": findings_json(&issued.findings),
    })
}

/// A letter that was sent as JSON.
pub fn sent_json(sent: &Sent) -> Value {
    json!({
        "reference": sent.reference.as_str(),
        "letter": sent.letter,
        "outcome": sent.outcome,
        "slot": sent.slot.map(|slot| slot.format("%H:%M").to_string()),
        "date": sent.date.to_string(),
        "hash": sent.file,
    })
}
