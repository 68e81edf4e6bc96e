//! `check`: reads and decides, writes nothing.

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::arguments::{Format, Shared};
use super::issued::sent_json;
use super::{order, out, progress, returns, stopped, summary, tools};
use crate::finding::{Finding, Ledger};
use crate::plan::{self, Part};
use crate::{Made, Prepared, Run, Stop};

/// Version of the shape of what `--format json` prints.
const FORMAT: u32 = 1;

/// Prints what is in, what is missing, what is wrong, and what would be decided.
pub fn check(exe: &Path, shared: &Shared) -> ExitCode {
    let order = order(shared, Part::All);
    let bar = progress::Progress::new(shared.quiet);
    let result = tools::with(exe, &mut |stage| bar.say(stage), |tools| crate::check(&order, tools));
    bar.done();
    match result {
        Err(stop) => stopped(shared, &stop),
        Ok(run) => {
            let printed = out::result(match shared.format {
                Format::Json => format!("{:#}\n", run_json(&run)),
                _ => checked(&run),
            });
            summary::finish(shared, &run, printed)
        }
    }
}

fn checked(run: &Run) -> String {
    let mut text = String::new();
    for meeting in &run.meetings {
        text.push_str(&summary::meeting_text(meeting, usize::MAX));
        let grid = returns::text(&meeting.pack.returns);
        if !grid.is_empty() {
            text.push_str(&format!("{grid}\n"));
        }
        text.push_str(&format!("Would be made: {} documents\n", meeting.pack.documents.len()));
        for document in &meeting.pack.documents {
            text.push_str(&format!("  {}\n", document.path));
        }
        text.push('\n');
    }
    text.push_str(&summary::findings_text("The input folder", &run.findings, usize::MAX));
    text
}

/// A run as JSON: cell references, never what stands in the cells.
pub fn run_json(run: &Run) -> Value {
    json!({
        "format": FORMAT,
        "meetings": run.meetings.iter().enumerate().map(|(number, meeting)| meeting_json(meeting, run.made.get(number))).collect::<Vec<_>>(),
        "stopped": run.stopped.iter().map(stop_json).collect::<Vec<_>>(),
        "findings": findings_json(&run.findings),
        "ledger": ledger_json(&run.ledger),
    })
}

/// A stop as JSON.
pub fn stop_json(stop: &Stop) -> Value {
    match stop {
        Stop::Panel { panel, findings } => json!({ "panel": panel, "findings": findings_json(findings) }),
        other => json!({ "problem": other.to_string() }),
    }
}

fn meeting_json(meeting: &Prepared, made: Option<&Made>) -> Value {
    json!({
        "panel": meeting.panel.code,
        "meeting": meeting.meeting.id.to_string(),
        "cases": meeting.decided.iter().map(|case| json!({
            "reference": case.case.reference.as_str(),
            "outcome": case.outcome.code(),
            "proposed": case.proposed.code(),
            "standing": plan::standing(case),
            "decided_by": case.deciding,
            "sent": meeting.meeting.sent.iter().filter(|sent| sent.reference == case.case.reference).map(sent_json).collect::<Vec<_>>(),
            "slot": meeting.schedule.slot(&case.case.reference).map(|slot| slot.start.format("%H:%M").to_string()),
        })).collect::<Vec<_>>(),
        "returns": meeting.pack.returns,
        "documents": meeting.pack.documents.iter().map(|document| document.path.as_str()).collect::<Vec<_>>(),
        "folder": made.map(|made| made.folder.display().to_string()),
        "failed": made.map(|made| made.failed.clone()).unwrap_or_default(),
        "kept": made.map(|made| made.kept.clone()).unwrap_or_default(),
        "findings": findings_json(&meeting.findings),
        "ledger": ledger_json(&meeting.ledger),
    })
}

/// Findings as JSON.
pub fn findings_json(findings: &[Finding]) -> Value {
    findings
        .iter()
        .map(|finding| {
            json!({
                "severity": finding.severity.to_string(),
                "code": finding.code,
                "message": finding.message,
                "place": finding.place.as_ref().map(plan::audit::CellFile::from),
                "rule": finding.rule.as_ref().map(plan::audit::CellFile::from),
                "help": finding.help,
            })
        })
        .collect()
}

fn ledger_json(ledger: &Ledger) -> Value {
    ledger
        .sources()
        .into_iter()
        .map(|source| {
            json!({
                "place": plan::audit::CellFile::from(&source.place),
                "what": source.what,
                "read": source.read,
                "used": source.used,
                "set_aside": source.set_aside.iter().map(|aside| json!({
                    "place": plan::audit::CellFile::from(&aside.place),
                    "reason": aside.reason,
                })).collect::<Vec<_>>(),
            })
        })
        .collect()
}
