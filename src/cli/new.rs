//! `new PANEL`: a working folder that builds at once, from one of the built-in panels.

use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;
use serde_json::json;

use super::arguments::{Format, Shared};
use super::{day_of, forms, out, stopped};
use crate::panel::BUILT_IN;
use crate::plan::start::{self, First, Start};
use crate::{Stop, panel, publish};

/// Version of the shape of what `--format json` prints.
const FORMAT: u32 = 1;

/// Makes the folder and says what it holds and what to do next. Without `from`, the built-in panel of
/// that name; without a meeting, the next one by the calendar. Commands are printed as the program was
/// started, `started_as`.
pub fn new(
    shared: &Shared,
    (name, from): (&str, Option<&str>),
    started_as: &str,
    today: fn() -> Option<NaiveDate>,
) -> ExitCode {
    let from = from.unwrap_or(name);
    let Some((from, text)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == from) else {
        let known: Vec<&str> = BUILT_IN.iter().map(|(built_in, _)| *built_in).collect();
        out::talk(format!(
            "error: there is no built-in panel `{name}` to start from\n\
             help: name one of {} with --from",
            known.join(", ")
        ));
        return ExitCode::from(2);
    };
    let first = match shared.meeting {
        Some(meeting) => First::On(meeting),
        None => match day_of(shared, today) {
            Some(today) => First::After(today),
            None => return ExitCode::FAILURE,
        },
    };
    let (panel, _) = match panel::load(name, &format!("{name}/panel.toml"), text) {
        Ok(loaded) => loaded,
        Err(findings) => return stopped(shared, &Stop::Panel { panel: name.to_owned(), findings }),
    };
    let start = start::start(from, &panel, text, first);
    let mut findings = Vec::new();
    let forms: Vec<(String, Vec<u8>)> = forms::workbooks(&panel, start.meeting.date, &mut findings)
        .into_iter()
        .map(|(name, bytes)| (format!("{}/{name}", forms::FOLDER), bytes))
        .collect();
    if !findings.is_empty() {
        return stopped(shared, &Stop::Panel { panel: name.to_owned(), findings });
    }
    match publish::start(&shared.input, &start, &forms) {
        Err(error) => stopped(shared, &error.into()),
        Ok(folder) => {
            let printed = out::result(match shared.format {
                Format::Json => format!("{:#}\n", wire(&start, &forms, &folder)),
                _ => said(shared, &start, &forms, (&folder, started_as)),
            });
            if printed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}

fn said(
    shared: &Shared,
    start: &Start,
    forms: &[(String, Vec<u8>)],
    (folder, started_as): (&Path, &str),
) -> String {
    if shared.quiet {
        return format!("{}\n", folder.display());
    }
    let mut text = format!("Made {} from the built-in panel {}:\n", folder.display(), start.from);
    for path in paths(start, forms) {
        text.push_str(&format!("  {path}\n"));
    }
    for path in &start.folders {
        text.push_str(&format!("  {path}/\n"));
    }
    let Start { panel, meeting, first_meeting, .. } = start;
    let input = option("--input", &shared.input, "input");
    let output = option("--output", &shared.output, "output");
    let made = shared.output.display();
    text.push_str(&format!(
        "\n{first_meeting}\n\n\
         What to do next:\n\
         \x20 1. Put your own names, members and contacts into panel.toml: those in it are made up.\n\
         \x20    {started_as} check --panel {panel}{input}\n\
         \x20    The blank forms in forms/ name them too; make them anew, under {made}/{panel}/forms:\n\
         \x20    {started_as} forms --panel {panel}{input}{output}\n\
         \x20 2. Drop referrals into {meeting}/referrals/ and partners' returns into {meeting}/returns/.\n\
         \x20 3. Make the documents:\n\
         \x20    {started_as} build --panel {panel}{input}{output}\n"
    ));
    text
}

/// An option that a command needs, since it was given here too; nothing if it was not.
fn option(name: &str, given: &Path, usual: &str) -> String {
    let folder = given.display().to_string();
    match given == Path::new(usual) {
        true => String::new(),
        false if folder.contains(char::is_whitespace) => format!(" {name} \"{folder}\""),
        false => format!(" {name} {folder}"),
    }
}

fn wire(start: &Start, forms: &[(String, Vec<u8>)], folder: &Path) -> serde_json::Value {
    json!({
        "format": FORMAT,
        "panel": start.panel,
        "from": start.from,
        "folder": folder.display().to_string(),
        "meeting": start.meeting.to_string(),
        "files": paths(start, forms).collect::<Vec<_>>(),
        "folders": start.folders,
    })
}

/// Every file of the folder.
fn paths<'a>(start: &'a Start, forms: &'a [(String, Vec<u8>)]) -> impl Iterator<Item = &'a String> {
    let texts = start.files.iter().map(|(path, _)| path);
    texts.chain(forms.iter().map(|(path, _)| path))
}
