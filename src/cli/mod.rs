//! Arguments, commands, printing, progress. The only module that prints.
//!
//! Results go to standard output, talk and progress to standard error.

mod arguments;
mod cells;
mod check;
mod explain;
mod out;
