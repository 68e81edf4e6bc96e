//! Arguments, commands, printing, progress. The only module that prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "cli is the only module that prints")]
