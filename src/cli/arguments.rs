//! What can be written on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::model::MeetingId;
use crate::panel::{BUILT_IN, is_folder_name};

/// Turns a Community MARAC coordinator's spreadsheets into everything the panel's meeting needs.
#[derive(Debug, Parser)]
#[command(name = "cmarac", version, about, long_about = None, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 published; 1 not published, or not every document; 2 wrong usage; 3 published, --strict, and something needs attention."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options shared by all commands.
    #[command(flatten)]
    pub shared: Shared,
}

/// Options shared by all commands.
#[derive(Clone, Debug, Args)]
pub struct Shared {
    /// Only this panel (its folder's name); may be repeated
    #[arg(long = "panel", value_name = "NAME", global = true)]
    pub panels: Vec<String>,
    /// The meeting, by its folder's name, such as 2026-12-09; the latest if not given (new: the next one)
    #[arg(long, value_name = "DATE", global = true, value_parser = meeting)]
    pub meeting: Option<MeetingId>,
    /// Where the panels' working folders are
    #[arg(long, value_name = "DIR", global = true, default_value = "input")]
    pub input: PathBuf,
    /// Where documents are written
    #[arg(long, value_name = "DIR", global = true, default_value = "output")]
    pub output: PathBuf,
    /// The date on letters, in place of the day on which referrers are told; for issued, calendar, new and forms, the day
    #[arg(long, value_name = "DATE", global = true, value_parser = day)]
    pub today: Option<NaiveDate>,
    /// How results are printed
    #[arg(long, value_name = "FORMAT", global = true, default_value = "human", value_parser = common_format())]
    pub format: Format,
    /// Print results only, no progress and no summary
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Exit with status 3 if anything needs attention
    #[arg(long, global = true)]
    pub strict: bool,
    /// Also write the Typst sources and fonts there, so that plain `typst compile` makes the same pages
    #[arg(long, value_name = "DIR", global = true)]
    pub keep_sources: Option<PathBuf>,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person.
    Human,
    /// For a program.
    Json,
    /// A table for a spreadsheet program.
    Csv,
    /// For a calendar program.
    Ics,
}

/// What every command but `calendar` prints.
fn common_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["human", "json"])
        .map(|written| if written == "json" { Format::Json } else { Format::Human })
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make requests, letters and pack for the latest meeting of every panel (the main job)
    Build,
    /// Ask agencies what they know: for each a return form with its cases, a covering note, an e-mail draft
    Requests,
    /// Make the letters to referrers and other areas, with an e-mail draft and an invitation beside each
    Letters,
    /// Make the meeting's pack: agenda, profiles, actions review, minutes template, sign-in sheet
    Pack,
    /// After the meeting: make each agency's own open actions as a sheet to fill in, and an e-mail draft
    Actions,
    /// Read and decide, write nothing: what is in, what is missing, what is wrong, what would be decided
    ///
    /// It prints every finding, notes too. The other commands print those that need attention and count the
    /// notes; coordinator/findings.txt in the output has all of them.
    Check,
    /// Why a case was decided as it was, with the cells it rests on; one of an earlier meeting as that decided it
    Explain {
        /// The case's reference, such as ISL-2026-014
        reference: String,
    },
    /// Record that letters, and the invitations with them, were sent: later runs keep their times and say what differs
    Issued {
        /// The cases whose letters were sent, such as ISL-2026-014; all of the meeting if none is named
        #[arg(value_name = "REFERENCE")]
        references: Vec<String>,
    },
    /// The meetings of a year with every deadline, as a table, CSV, JSON or for a calendar program (ics)
    Calendar {
        /// The year; that of --today, or of this computer's clock, if not given
        #[arg(long, value_name = "YEAR", value_parser = value_parser!(i32).range(1996..=2999))]
        year: Option<i32>,
        /// How it is printed
        #[arg(id = "format", long, value_name = "FORMAT", default_value = "human")]
        format: Format,
    },
    /// Start a working folder that builds at once, from one of the built-in panels
    New {
        /// The folder's name: small letters, digits and hyphens, such as northmoor
        #[arg(value_parser = folder_name)]
        panel: String,
        /// The built-in panel it starts from, if that has another name
        #[arg(long, value_name = "BUILT-IN", value_parser = PossibleValuesParser::new(BUILT_IN.iter().map(|(name, _)| *name)))]
        from: Option<String>,
    },
    /// Write blank forms with drop-downs: referral or application form, return form, meeting record
    Forms,
    /// Everything a rule of a panel file may name
    Facts,
    /// What the program sees in a spreadsheet, cell by cell
    Cells {
        /// The spreadsheet
        file: PathBuf,
    },
    /// A worker process of this program; not for people
    #[command(hide = true)]
    Worker {
        /// Which jobs it does
        kind: WorkerKind,
    },
}

/// The jobs a worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WorkerKind {
    /// Parses spreadsheets.
    Read,
    /// Typesets documents.
    Typeset,
    /// Goes wrong on request, for the tests.
    Misbehave,
}

fn folder_name(text: &str) -> Result<String, String> {
    if is_folder_name(text) {
        Ok(text.to_owned())
    } else {
        Err("a panel's folder is named with small letters, digits and hyphens, such as north-moor".into())
    }
}

fn meeting(text: &str) -> Result<MeetingId, String> {
    MeetingId::parse(text)
        .ok_or_else(|| "a meeting is written as its folder is named, such as 2026-12-09".into())
}

fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "a date is written as 2026-12-02".into())
}
