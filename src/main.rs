//! The `cmarac` program: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["worker", "read"] => cmarac::read::serve_read(),
        ["worker", "typeset"] => cmarac::typeset::serve_typeset(),
        ["worker", "misbehave"] => cmarac::worker::misbehave(cmarac::worker::MISBEHAVING),
        _ => ExitCode::FAILURE,
    }
}
