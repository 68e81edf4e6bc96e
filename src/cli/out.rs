//! Standard output and standard error. Whoever reads them may stop at any time (`cmarac check | head`):
//! that is their right and no reason to stop, let alone to panic.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

/// Writes a result to standard output. False, and said, if it cannot take it: a full disk.
pub fn result(text: impl Display) -> bool {
    let mut out = std::io::stdout().lock();
    match write!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            talk(format!(
                "error: the result could not be printed ({error})\nhelp: look at where standard output goes"
            ));
            false
        }
        _ => true,
    }
}

/// Says something to the person at the terminal, on standard error. There is nobody to tell if that
/// fails.
pub fn talk(text: impl Display) {
    writeln!(std::io::stderr().lock(), "{text}").unwrap_or(());
}
