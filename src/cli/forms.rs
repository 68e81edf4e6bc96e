//! `forms`: the blank forms of each panel, as workbooks with drop-downs and guidance.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde_json::json;

use super::arguments::{Format, Shared};
use super::{check, day_of, out, stopped, summary};
use crate::finding::{Finding, Severity};
use crate::panel::Panel;
use crate::plan::form::blank_forms;
use crate::publish::{self, Lock, Publication, Sources};
use crate::read::TextFile;
use crate::render::workbook;
use crate::{Stop, panel, read};

/// Version of the shape of what `--format json` prints.
const FORMAT: u32 = 1;

/// The folder of the forms, beside those of the meetings.
pub(super) const FOLDER: &str = "forms";

/// The forms of one panel, written.
struct Made {
    panel: String,
    folder: String,
    files: Vec<String>,
}

/// Writes the forms of the panels that are asked for. A panel whose file is wrong stops alone.
///
/// The risk assessment in them is the one in use on the day of the meeting that is asked for, else of
/// `--today`, else of the clock.
pub fn forms(shared: &Shared, today: fn() -> Option<NaiveDate>) -> ExitCode {
    if let Err(error) = publish::apart(&shared.input, &shared.output) {
        return stopped(shared, &error.into());
    }
    let day = match shared.meeting {
        Some(meeting) => Some(meeting.date),
        None => day_of(shared, today),
    };
    let Some(day) = day else { return ExitCode::FAILURE };
    let (files, mut findings) = match read::panel_files(&shared.input, &shared.panels) {
        Ok(read) => read,
        Err(error) => return stopped(shared, &error.into()),
    };
    let (mut made, mut stops) = (Vec::new(), Vec::new());
    for (code, file) in files {
        let loaded = file.and_then(|file| {
            let (panel, found) = panel::load(&code, &file.path, &file.text)?;
            findings.extend(found);
            Ok((panel, file))
        });
        let written = loaded
            .map_err(|findings| Stop::Panel { panel: code, findings })
            .and_then(|(panel, file)| write(shared, &panel, &file, day, &mut findings));
        match written {
            Ok(one) => made.push(one),
            Err(stop) => stops.push(stop),
        }
    }
    if shared.format != Format::Json {
        stops.iter().for_each(|stop| out::talk(format!("{stop}\n")));
        let serious = findings.iter().filter(|finding| finding.severity.needs_attention());
        serious.for_each(|finding| out::talk(format!("{finding}\n")));
    }
    let printed = out::result(match shared.format {
        Format::Json => format!("{:#}\n", wire(&made, &stops, &findings)),
        _ => said(&made),
    });
    if !printed || !stops.is_empty() || findings.iter().any(|finding| finding.severity == Severity::Error) {
        return ExitCode::FAILURE;
    }
    summary::attention(shared, findings.iter())
}

/// The workbooks of a panel's blank forms by name; those that could not be made are said.
pub(super) fn workbooks(
    panel: &Panel,
    day: NaiveDate,
    findings: &mut Vec<Finding>,
) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for document in blank_forms(panel, day) {
        match workbook::of(&document.content) {
            Some(Ok(made)) => {
                findings.extend(made.findings);
                files.push((document.path, made.bytes));
            }
            Some(Err(finding)) => findings.push(finding),
            None => {}
        }
    }
    files
}

fn write(
    shared: &Shared,
    panel: &Panel,
    file: &TextFile,
    day: NaiveDate,
    findings: &mut Vec<Finding>,
) -> Result<Made, Stop> {
    let files = workbooks(panel, day, findings);
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let lock = Lock::take(&shared.output, &panel.code, "cmarac forms")?;
    findings.extend(lock.finding());
    let publication = Publication {
        meeting: FOLDER.to_owned(),
        files,
        letters: Vec::new(),
        keep: |_| false,
        sources: Sources {
            program: format!("cmarac {}", env!("CARGO_PKG_VERSION")),
            rules: vec![(file.path.clone(), publish::hash(file.text.as_bytes()))],
            ..Sources::default()
        },
        run_json: format!("{:#}\n", json!({"format": FORMAT})).into_bytes(),
        register: None,
    };
    let published = publish::publish(&lock, &publication)?;
    findings.extend(published.findings());
    Ok(Made { panel: panel.code.clone(), folder: published.folder.display().to_string(), files: names })
}

fn said(made: &[Made]) -> String {
    let lines = made.iter().flat_map(|one| one.files.iter().map(|name| format!("{}/{name}\n", one.folder)));
    lines.collect()
}

fn wire(made: &[Made], stops: &[Stop], findings: &[Finding]) -> serde_json::Value {
    json!({
        "format": FORMAT,
        "panels": made
            .iter()
            .map(|one| json!({"panel": one.panel, "folder": one.folder, "files": one.files}))
            .collect::<Vec<_>>(),
        "stopped": stops.iter().map(check::stop_json).collect::<Vec<_>>(),
        "findings": check::findings_json(findings),
    })
}
