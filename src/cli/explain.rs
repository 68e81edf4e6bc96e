//! `explain REF`: like a colleague explaining. The outcome first, then what decided it with cells and
//! the source of the rule, then everything else that was checked.
//!
//! Rule 10 of need to know: values are shown only of facts that identify nobody; others say `given`.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Format, Shared};
use super::{order, out, places, stopped, summary, tools};
use crate::decide::{Decided, Evaluation, FactUse, Outcome};
