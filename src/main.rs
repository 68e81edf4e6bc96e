//! The program: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::current_exe() {
        Ok(exe) => cmarac::cli::run(exe, std::env::args_os()),
        Err(error) => cmarac::cli::no_program(&error),
    }
}
