//! The workers a command works with: copies of this program.

use std::path::Path;

use crate::read;
use crate::typeset::Workers;
use crate::worker::Program;
use crate::{Efforts, Tools};

/// Calls `work` with parsers and typesetters that run as child processes, one for each core.
pub fn with<T>(exe: &Path, progress: &mut dyn FnMut(&str), work: impl FnOnce(&mut Tools<'_>) -> T) -> T {
    let width = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let parser = read::Workers::new(Program::new(exe, &["worker", "read"]), width);
    let typesetter = Workers::new(Program::new(exe, &["worker", "typeset"]), width);
    let effort = || Efforts { parsing: parser.effort(), typesetting: typesetter.effort() };
    work(&mut Tools { parser: &parser, typesetter: &typesetter, effort: &effort, progress })
}
