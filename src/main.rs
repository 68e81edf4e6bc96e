//! The program: arguments in, exit status out. The only place that knows the clock.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use chrono_tz::Europe::London;

fn main() -> ExitCode {
    match std::env::current_exe() {
        Ok(exe) => cmarac::cli::run(exe, std::env::args_os(), today),
        Err(error) => cmarac::cli::no_program(&error),
    }
}

/// The day in London; none if the clock is not set.
#[allow(clippy::disallowed_methods, reason = "the only clock")]
fn today() -> Option<NaiveDate> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let now = DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, 0)?;
    Some(now.with_timezone(&London).date_naive())
}
