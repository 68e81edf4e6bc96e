//! `build`, `requests`, `letters`, `pack`: makes the documents and says, for a person, what came of it.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use super::arguments::{Format, Shared};
use super::{actions, check, order, out, progress, stopped, table, tools};
use crate::finding::{Finding, Ledger, Severity};
use crate::plan::{self, Part};
use crate::{Made, Prepared, Run};

/// Notes are counted in a run's summary and printed by `check`; findings above them are printed, at most so
/// many.
const MOST_FINDINGS: usize = 40;

/// Runs the main job and prints its summary.
pub fn make(exe: &Path, shared: &Shared, part: Part) -> ExitCode {
    let begun = Instant::now();
    let order = order(shared, part);
    let bar = progress::Progress::new(shared.quiet);
    let result = tools::with(exe, &mut |stage| bar.say(stage), |tools| crate::run(&order, tools));
    bar.done();
    match result {
        Err(stop) => stopped(shared, &stop),
        Ok(run) => {
            let printed = out::result(match shared.format {
                Format::Json => format!("{:#}\n", check::run_json(&run)),
                _ => made_text(shared, &run, part, begun),
            });
            finish(shared, &run, printed)
        }
    }
}

/// Says which panels stopped, unless that was printed already, and gives the exit status.
pub fn finish(shared: &Shared, run: &Run, printed: bool) -> ExitCode {
    if shared.format == Format::Human {
        talk_of_stops(run);
    }
    if printed { status(shared, run) } else { ExitCode::FAILURE }
}

/// 1 if any panel stopped, any document could not be made, or there was nothing to work on; 3 if asked
/// to be strict and something needs attention; else 0.
pub fn status(shared: &Shared, run: &Run) -> ExitCode {
    let failed = run.made.iter().any(|made| !made.failed.is_empty());
    if failed || !run.stopped.is_empty() || run.meetings.is_empty() {
        return ExitCode::FAILURE;
    }
    attention(shared, run.meetings.iter().flat_map(|meeting| &meeting.findings).chain(&run.findings))
}

/// 3 if asked to be strict and any of these needs attention, else 0.
pub fn attention<'a>(shared: &Shared, mut findings: impl Iterator<Item = &'a Finding>) -> ExitCode {
    let serious = findings.any(|finding| finding.severity.needs_attention());
    ExitCode::from(if shared.strict && serious { 3 } else { 0 })
}

fn made_text(shared: &Shared, run: &Run, part: Part, begun: Instant) -> String {
    let mut text = String::new();
    if shared.quiet {
        for made in &run.made {
            text.push_str(&format!("{}\n", made.folder.display()));
            for failed in &made.failed {
                text.push_str(&format!("not made: {failed}\n"));
            }
        }
        return text;
    }
    for (meeting, made) in run.meetings.iter().zip(&run.made) {
        text.push_str(&match part {
            Part::Actions => actions::text(meeting),
            _ => meeting_text(meeting, MOST_FINDINGS),
        });
        text.push_str(&documents_text(made));
    }
    text.push_str(&findings_text("The input folder", &run.findings, usize::MAX));
    text.push_str(&format!("Took {:.1} seconds.\n", begun.elapsed().as_secs_f64()));
    text
}

/// Says which panels stopped, and why.
pub fn talk_of_stops(run: &Run) {
    for stop in &run.stopped {
        out::talk(format!("{stop}\n"));
    }
}

/// What was read, the cases with their outcomes, and at most so many findings that need attention.
pub fn meeting_text(meeting: &Prepared, most: usize) -> String {
    let (ledger, cases) = (ledger_text(&meeting.ledger), cases_text(meeting));
    let findings = findings_text("Needs attention", &meeting.findings, most);
    format!("{}\n{ledger}\n{cases}\n\n{findings}", title(meeting))
}

/// Panel and meeting, underlined.
pub fn title(meeting: &Prepared) -> String {
    let title = format!("{}, {}", meeting.panel.name, meeting.panel.meeting_name(meeting.meeting.id));
    format!("{title}\n{}\n", "=".repeat(title.chars().count()))
}

fn ledger_text(ledger: &Ledger) -> String {
    let mut text = String::new();
    for what in ["files", "referrals", "incidents", "returns", "actions"] {
        let (read, used, aside, files) = ledger.totals(what);
        // Few panels ask for a list of incidents.
        if what == "incidents" && read == 0 {
            continue;
        }
        let from = if what == "files" || files == 0 {
            String::new()
        } else {
            format!(" from {}", counted(files, "file"))
        };
        text.push_str(&format!("{:<10} {read} read{from}: {used} used, {aside} set aside\n", capital(what)));
    }
    for source in ledger.sources() {
        for aside in &source.set_aside {
            text.push_str(&format!("           set aside: {} ({})\n", aside.reason, aside.place));
        }
    }
    text
}

fn cases_text(meeting: &Prepared) -> String {
    if meeting.decided.is_empty() {
        return "No case is listed yet.".into();
    }
    let mut rows =
        vec![["Case", "Outcome", "Standing", "Time", "Letters", "Decided by"].map(str::to_owned).to_vec()];
    for case in &meeting.decided {
        let slot = meeting.schedule.slot(&case.case.reference);
        rows.push(vec![
            case.case.reference.to_string(),
            case.outcome.code().into(),
            plan::standing(case).into(),
            slot.map(|slot| slot.start.format("%H:%M").to_string()).unwrap_or_default(),
            plan::sent_in_words(&meeting.pack.letters, &meeting.meeting.sent, &case.case.reference),
            case.deciding.join(", "),
        ]);
    }
    table::aligned(&rows)
}

/// Findings above a note in full, at most so many, and then the notes, if they are so few that all are
/// printed; else it says where all are.
pub fn findings_text(title: &str, findings: &[Finding], most: usize) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let (serious, notes): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.severity.needs_attention());
    let count = |severity: Severity| serious.iter().filter(|finding| finding.severity == severity).count();
    let mut text = format!(
        "{title}: {}, {}, {}, {}\n",
        counted_urgent(count(Severity::Urgent)),
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(notes.len(), "note"),
    );
    let printed = if most == usize::MAX { notes.len() } else { 0 };
    for finding in serious.iter().take(most).chain(notes.iter().take(printed)) {
        text.push_str(&format!("\n{finding}\n"));
    }
    let more = serious.len().saturating_sub(most);
    let left = [(more, "more"), (notes.len().saturating_sub(printed), "note")];
    let left: Vec<String> = left
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| if what == "more" { format!("{number} more") } else { counted(number, what) })
        .collect();
    if !left.is_empty() {
        text.push_str(&format!("\nand {}: coordinator/findings.txt has all\n", left.join(" and ")));
    }
    text.push('\n');
    text
}

fn documents_text(made: &Made) -> String {
    let mut text = format!(
        "Documents: {} ({}, {} of PDF)\n",
        made.folder.display(),
        counted(made.documents, "file"),
        counted(made.pages, "page")
    );
    for failed in &made.failed {
        text.push_str(&format!("NOT MADE: {failed} (its finding says why)\n"));
    }
    for kept in &made.kept {
        text.push_str(&format!("Kept as you edited it: {kept} (the new version is beside it)\n"));
    }
    text
}

fn counted_urgent(number: usize) -> String {
    format!("{number} urgent")
}

/// `1 case`, `2 cases`.
pub fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
