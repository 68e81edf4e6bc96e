//! `cmarac` turns the spreadsheets a Community MARAC coordinator receives into every document
//! the panel's meeting needs.
//!
//! ```text
//! input ─► read ─► normalise ─► decide ─► schedule · disclose ─► plan ─► render ─► typeset ─► publish ─► output
//!          sheets    cases     outcomes     slots · readers      pack    sources    PDF
//!          └─────────────────── model · panel · finding  (nouns, used by all) ───────────────────┘
//! ```
//!
//! [`run`] is the whole program on one screen: each stage is a function from one type to the next.
//!
//! Architecture Invariant: arrows run one way, left to right, and only to nouns (`tests/architecture.rs`
//! reads the `use` lines).
//!
//! Architecture Invariant: a case that has not been decided cannot be planned: it has another type.
//!
//! Architecture Invariant: only `read` and `publish` touch the disk. Between them nothing reads a
//! clock, the environment or a file. `worker` shuts a child process off from all three.
//!
//! Architecture Invariant: templates see views: plain strings, booleans, lists, already filtered for
//! their reader. No `model` type is `Serialize`.
//!
//! Architecture Invariant: no output depends on hash order, thread timing, locale, or where the
//! working folder lies. The same input gives the same documents, byte for byte.
//!
//! Architecture Invariant: nothing vanishes: what was read is used or set aside with a reason.

pub mod finding;
pub mod model;
pub mod panel;

pub mod read;
pub mod normalise;
pub mod decide;
pub mod schedule;
pub mod disclose;
pub mod plan;
pub mod render;
pub mod typeset;
pub mod publish;

pub mod worker;

pub mod cli;

mod assemble;
mod issue;
mod stop;
mod times;

pub use assemble::{Made, Prepared, earlier_outcomes};
pub use issue::{Issued, IssuedMeeting, issue};
pub use stop::Stop;
pub use times::Efforts;

use std::path::PathBuf;

use chrono::NaiveDate;

use finding::{Finding, Ledger};
use model::MeetingId;
use plan::Part;
use times::Times;

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Order {
    /// The folder of panels' working folders.
    pub input: PathBuf,
    /// Where documents go.
    pub output: PathBuf,
    /// Only these panels; all if empty.
    pub panels: Vec<String>,
    /// This meeting; of each panel the latest if not given.
    pub meeting: Option<MeetingId>,
    /// The date on letters, in place of the day on which referrers are told.
    pub today: Option<NaiveDate>,
    /// Which documents.
    pub part: Part,
    /// Where to put the Typst sources too.
    pub keep_sources: Option<PathBuf>,
}

/// What parses, typesets and shows progress: workers in the program, fakes in tests.
pub struct Tools<'a> {
    /// Parses spreadsheets.
    pub parser: &'a dyn read::SheetParser,
    /// Typesets documents.
    pub typesetter: &'a dyn typeset::Typesetter,
    /// What their work took so far, for `run.json`.
    pub effort: &'a dyn Fn() -> Efforts,
    /// Hears what is being done.
    pub progress: &'a mut dyn FnMut(&str),
}

/// What a run found and did, over all panels.
#[derive(Debug, Default)]
pub struct Run {
    /// One for each panel's meeting that got as far as a plan.
    pub meetings: Vec<Prepared>,
    /// What was written, for the same meetings in the same order; empty for `check`.
    pub made: Vec<Made>,
    /// Panels that stopped, with why.
    pub stopped: Vec<Stop>,
    /// What was wrong with files of no meeting in particular.
    pub findings: Vec<Finding>,
    /// Files used and set aside.
    pub ledger: Ledger,
}

/// Reads and decides; writes nothing.
///
/// # Errors
/// If there is no input to read. A panel that cannot be used stops alone.
pub fn check(order: &Order, tools: &mut Tools<'_>) -> Result<Run, Stop> {
    let mut times = Times::new();
    let selection = read::Selection { panels: order.panels.clone(), meeting: order.meeting };
    let inputs = read::read(&order.input, &selection, tools.parser, tools.progress)?;
    times.stage("read");
    let mut run = Run { findings: inputs.findings, ledger: inputs.ledger, ..Run::default() };
    for panel in inputs.panels {
        let about_files = run.take_folder(&panel.code);
        match assemble::prepare(panel, about_files, order, times.restarted()) {
            Ok(prepared) => run.meetings.push(prepared),
            Err(stop) => run.stopped.push(stop),
        }
    }
    Ok(run)
}

/// The main job: reads, decides, makes every document and publishes them.
///
/// # Errors
/// If there is no input to read. A panel that cannot be used or published stops alone.
pub fn run(order: &Order, tools: &mut Tools<'_>) -> Result<Run, Stop> {
    publish::apart(&order.input, &order.output)?;
    let mut run = check(order, tools)?;
    let meetings = std::mem::take(&mut run.meetings);
    for meeting in meetings {
        match made(meeting, order, tools) {
            Ok((meeting, made)) => {
                run.made.push(made);
                run.meetings.push(meeting);
            }
            Err(stop) => run.stopped.push(stop),
        }
    }
    Ok(run)
}

/// How often a run starts again when another gives out references at the same time.
const STARTS: u32 = 5;

/// Makes one meeting's documents. If another run has added to the register since it was read, the
/// references this one gave may be another's by now: it starts again from reading.
fn made(mut meeting: Prepared, order: &Order, tools: &mut Tools<'_>) -> Result<(Prepared, Made), Stop> {
    let again = Order {
        panels: vec![meeting.panel.code.clone()],
        meeting: Some(meeting.meeting.id),
        ..order.clone()
    };
    for _ in 1..STARTS {
        match assemble::make(&mut meeting, order, tools) {
            Err(stop) if stop.is_changed_register() => {
                let mut run = check(&again, tools)?;
                meeting = match (run.meetings.pop(), run.stopped.pop()) {
                    (Some(prepared), _) => prepared,
                    (None, read_again) => return Err(read_again.unwrap_or(stop)),
                };
            }
            made => return made.map(|made| (meeting, made)),
        }
    }
    assemble::make(&mut meeting, order, tools).map(|made| (meeting, made))
}

impl Run {
    /// Takes out what was found about the files of one panel, and their ledger.
    fn take_folder(&mut self, panel: &str) -> (Vec<Finding>, Ledger) {
        let (inside, outside) = std::mem::take(&mut self.findings)
            .into_iter()
            .partition(|finding| finding.place.as_ref().is_some_and(|place| place.is_in(panel)));
        self.findings = outside;
        (inside, self.ledger.take_folder(panel))
    }
}
