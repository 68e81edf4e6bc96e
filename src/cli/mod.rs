//! Arguments, commands, printing, progress. The only module that prints.
//!
//! Results go to standard output, talk and progress to standard error.

mod actions;
mod arguments;
mod calendar;
mod cells;
mod check;
mod explain;
mod facts;
mod forms;
mod issued;
mod new;
mod out;
mod places;
mod progress;
mod returns;
mod summary;
mod table;
mod tools;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Parser;

use crate::model::uk_date_long;
use crate::plan::Part;
use crate::{Order, Stop};
use arguments::{Arguments, Command, Format, Shared, WorkerKind};

/// Runs the program.
///
/// `exe` is this program's own file, which workers are started from; `today` asks the clock for the day,
/// and is called only where a day is needed that no option gives. Exit status: 0 published; 1 not
/// published, or not every document; 2 wrong usage; 3 published, `--strict`, and something needs attention.
pub fn run(
    exe: PathBuf,
    arguments: impl Iterator<Item = OsString>,
    today: fn() -> Option<NaiveDate>,
) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let started_as = started_as(arguments.first());
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let usage = error.use_stderr();
            // Nobody to tell if nobody listens.
            error.print().unwrap_or(());
            return ExitCode::from(if usage { 2 } else { 0 });
        }
    };
    let shared = arguments.shared;
    match arguments.command {
        Command::Worker { kind: WorkerKind::Read } => crate::read::serve_read(),
        Command::Worker { kind: WorkerKind::Typeset } => crate::typeset::serve_typeset(),
        Command::Worker { kind: WorkerKind::Misbehave } => {
            crate::worker::misbehave(crate::worker::MISBEHAVING)
        }
        Command::Build => summary::make(&exe, &shared, Part::All),
        Command::Requests => summary::make(&exe, &shared, Part::Requests),
        Command::Letters => summary::make(&exe, &shared, Part::Letters),
        Command::Pack => summary::make(&exe, &shared, Part::Pack),
        Command::Actions => summary::make(&exe, &shared, Part::Actions),
        Command::Check => check::check(&exe, &shared),
        Command::Explain { reference } => explain::explain(&exe, &shared, &reference),
        Command::Issued { references } => issued::issued(&shared, &references, today),
        Command::Calendar { year, .. } => calendar::calendar(&shared, year, today),
        Command::New { panel, from } => new::new(&shared, (&panel, from.as_deref()), &started_as, today),
        Command::Forms => forms::forms(&shared, today),
        Command::Facts => facts::facts(&shared),
        Command::Cells { file } => cells::cells(&exe, &shared, &file),
    }
}

/// How the program was started, so that a command printed for a person can be typed as it stands.
fn started_as(program: Option<&OsString>) -> String {
    match program.map(|program| program.to_string_lossy()) {
        Some(program) if program.contains(char::is_whitespace) => format!("\"{program}\""),
        Some(program) => program.into_owned(),
        None => "cmarac".into(),
    }
}

/// What the options ask for.
fn order(shared: &Shared, part: Part) -> Order {
    Order {
        input: shared.input.clone(),
        output: shared.output.clone(),
        panels: shared.panels.clone(),
        meeting: shared.meeting,
        today: shared.today,
        part,
        keep_sources: shared.keep_sources.clone(),
    }
}

/// The day of `--today`, else of the clock, which is then said; none if the clock is not set, which is
/// said too.
fn day_of(shared: &Shared, today: fn() -> Option<NaiveDate>) -> Option<NaiveDate> {
    if shared.today.is_some() {
        return shared.today;
    }
    let day = today();
    match day {
        Some(day) => {
            let day = uk_date_long(day);
            out::talk(format!("Today is {day}, by this computer’s clock; --today names another day."));
        }
        None => out::talk("error: this computer’s clock is not set\nhelp: name the day with --today"),
    }
    day
}

/// Says why a run stopped, and gives its exit status.
fn stopped(shared: &Shared, stop: &Stop) -> ExitCode {
    match shared.format {
        Format::Json => {
            out::result(format!("{:#}\n", check::stop_json(stop)));
        }
        _ => out::talk(stop),
    }
    ExitCode::FAILURE
}

/// Says that the program cannot find its own file, without which no worker starts.
pub fn no_program(error: &std::io::Error) -> ExitCode {
    out::talk(format!(
        "error: cmarac cannot find its own program file ({error})\nhelp: start it by its full path"
    ));
    ExitCode::FAILURE
}
