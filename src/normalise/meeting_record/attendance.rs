//! The sheet of attendance: who was there, who sent apologies and information.

use super::agency_not_known;
use crate::finding::Finding;
use crate::model::{Answer, Attendance, Kind, MeetingId, Presence, Value};
use crate::normalise::headings::letters;
use crate::normalise::sheet_rows::Row;
use crate::panel::Panel;

/// Everyone of whom the sheet says something, with what it says.
pub fn all(rows: &[Row], panel: &Panel, meeting: MeetingId, findings: &mut Vec<Finding>) -> Vec<Attendance> {
    let all: Vec<Attendance> = rows.iter().map(|row| of(row, panel, meeting, findings)).collect();
    let blank = rows.iter().filter(|row| row.find("attendance.status").is_none());
    if let Some(first) = blank.clone().next() {
        let message = match blank.count() {
            1 => "a line of attendance has no status; nobody knows whether that person was there".to_owned(),
            many => format!("{many} lines of attendance have no status; this is the first"),
        };
        findings.push(
            Finding::note("attendance-blank", message)
                .at(first.at("attendance.status"))
                .help("Choose present, apologies, observer or absent"),
        );
    }
    all
}

fn of(row: &Row, panel: &Panel, meeting: MeetingId, findings: &mut Vec<Finding>) -> Attendance {
    let status = row.find("attendance.status").and_then(|asked| {
        let presence = presence(asked.written());
        if presence.is_none() {
            findings.push(
                Finding::warning(
                    "attendance-unreadable",
                    "the status of a line of attendance is none of present, apologies, observer and absent",
                )
                .at(asked.place.clone())
                .help("Choose one from the list in the cell"),
            );
        }
        presence
    });
    let agency = row.written("attendance.agency");
    // Observers come from anywhere.
    if status != Some(Presence::Observer) {
        let unknown = agency_not_known(agency, panel, "a line of attendance");
        findings.extend(unknown.map(|finding| finding.at(row.at("attendance.agency"))));
    }
    let signed = ("attendance.signed", "Confidentiality statement signed");
    let signed = row.answer(signed, Kind::YesNo, meeting, findings);
    Attendance {
        agency: agency.to_owned(),
        name: row.written("attendance.name").to_owned(),
        email: row.written("attendance.email").to_owned(),
        status,
        sent: row.date(("attendance.sent", "Information sent on"), meeting, findings),
        signed: signed.as_ref().and_then(Answer::value).and_then(|value| match value {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        }),
        place: row.place.clone(),
    }
}

fn presence(written: &str) -> Option<Presence> {
    match letters(written).as_str() {
        "present" | "attended" | "there" => Some(Presence::Present),
        "apologies" | "apology" | "sentapologies" => Some(Presence::Apologies),
        "observer" | "observing" => Some(Presence::Observer),
        "absent" | "didnotattend" => Some(Presence::Absent),
        _ => None,
    }
}
