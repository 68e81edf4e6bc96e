//! `build`, `letters`, `pack`: makes the documents and says, for a person, what came of it.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use super::arguments::{Format, Shared};
use super::{check, order, progress, stopped, table, tools};
use crate::finding::{Finding, Ledger, Severity};
use crate::model::uk_date_long;
use crate::plan::{self, Part};
use crate::{Made, Prepared, Run};

/// Notes are counted in a run's summary; findings above them are printed, at most so many.
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
            match shared.format {
                Format::Json => println!("{:#}", check::run_json(&run)),
                Format::Human => print_run(shared, &run, begun),
            }
            status(shared, &run)
        }
    }
}

/// 1 if any panel stopped or there was none to work on, 3 if asked to be strict and something needs
/// attention, else 0.
pub fn status(shared: &Shared, run: &Run) -> ExitCode {
    if !run.stopped.is_empty() || run.meetings.is_empty() {
        return ExitCode::FAILURE;
    }
    attention(shared, run.meetings.iter().flat_map(|meeting| &meeting.findings).chain(&run.findings))
}

/// 3 if asked to be strict and any of these needs attention, else 0.
pub fn attention<'a>(shared: &Shared, mut findings: impl Iterator<Item = &'a Finding>) -> ExitCode {
    let serious = findings.any(|finding| finding.severity.needs_attention());
    ExitCode::from(if shared.strict && serious { 3 } else { 0 })
}

fn print_run(shared: &Shared, run: &Run, begun: Instant) {
    if shared.quiet {
        for made in &run.made {
            println!("{}", made.folder.display());
        }
    } else {
        for (meeting, made) in run.meetings.iter().zip(&run.made) {
            print_meeting(meeting);
            print_made(made);
        }
        print_findings("The input folder", &run.findings);
        println!("Took {:.1} seconds.", begun.elapsed().as_secs_f64());
    }
    for stop in &run.stopped {
        eprintln!("{stop}\n");
    }
}

/// What was read, the cases with their outcomes, and what needs attention.
pub fn print_meeting(meeting: &Prepared) {
    let title = format!("{}, {}", meeting.panel.name, uk_date_long(meeting.meeting.id.date));
    println!("{title}\n{}\n", "=".repeat(title.chars().count()));
    print_ledger(&meeting.ledger);
    println!();
    print_cases(meeting);
    println!();
    print_findings("Needs attention", &meeting.findings);
}

fn print_ledger(ledger: &Ledger) {
    for what in ["files", "referrals", "returns", "actions"] {
        let (read, used, aside, files) = ledger.totals(what);
        let from = if what == "files" || files == 0 {
            String::new()
        } else {
            format!(" from {}", counted(files, "file"))
        };
        println!("{:<10} {read} read{from}: {used} used, {aside} set aside", capital(what));
    }
    for source in ledger.sources() {
        for aside in &source.set_aside {
            println!("           set aside: {} ({})", aside.reason, aside.place);
        }
    }
}

fn print_cases(meeting: &Prepared) {
    let mut rows = vec![["Case", "Outcome", "Standing", "Time", "Decided by"].map(str::to_owned).to_vec()];
    for case in &meeting.decided {
        let slot = meeting.schedule.slot(&case.case.reference);
        rows.push(vec![
            case.case.reference.to_string(),
            case.outcome.code().into(),
            plan::standing(case).into(),
            slot.map(|slot| slot.start.format("%H:%M").to_string()).unwrap_or_default(),
            case.deciding.join(", "),
        ]);
    }
    println!("{}", table::aligned(&rows));
}

/// Findings above a note in full; notes as a count.
pub fn print_findings(title: &str, findings: &[Finding]) {
    let serious: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity.needs_attention()).collect();
    let notes = findings.len().saturating_sub(serious.len());
    if findings.is_empty() {
        return;
    }
    let count = |severity: Severity| serious.iter().filter(|finding| finding.severity == severity).count();
    println!(
        "{title}: {}, {}, {}, {}",
        counted_urgent(count(Severity::Urgent)),
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(notes, "note"),
    );
    for finding in serious.iter().take(MOST_FINDINGS) {
        println!("\n{finding}");
    }
    if let Some(more) = serious.len().checked_sub(MOST_FINDINGS).filter(|more| *more > 0) {
        println!("\nand {more} more: all are in coordinator/findings.txt");
    }
    println!();
}

fn print_made(made: &Made) {
    println!(
        "Documents: {} ({}, {} of PDF)",
        made.folder.display(),
        counted(made.documents, "file"),
        counted(made.pages, "page")
    );
    for kept in &made.kept {
        println!("Kept as you edited it: {kept} (the new version is beside it)");
    }
}

fn counted_urgent(number: usize) -> String {
    format!("{number} urgent")
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
