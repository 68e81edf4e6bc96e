//! Everything a run depends on, read once: sheets of cells with places (nothing understood yet),
//! panel files, templates, fonts, register.
//!
//! Architecture Invariant: only `read` and `publish` touch the disk. Spreadsheets are parsed by a
//! worker process, one file each; this module hands it bytes and receives cells.

#![allow(clippy::disallowed_methods, reason = "read is one of the two stages that touch the disk")]

mod sheet;

pub use sheet::{Cell, Content, Sheet, Workbook};

use crate::finding::{Finding, Ledger};
use crate::model::MeetingId;

/// All inputs of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// One for each panel folder that was asked for, by name.
    pub panels: Vec<PanelInputs>,
    /// What was wrong with files.
    pub findings: Vec<Finding>,
    /// Files used and set aside.
    pub ledger: Ledger,
}

/// A panel's folder.
#[derive(Debug)]
pub struct PanelInputs {
    /// The folder's name.
    pub code: String,
    /// `panel.toml` as text.
    pub panel_toml: TextFile,
    /// `register.csv` as text, if there is one.
    pub register: Option<TextFile>,
    /// Files of `templates/`, which override the built-in ones of the same name.
    pub templates: Vec<BinaryFile>,
    /// Files of `fonts/`.
    pub fonts: Vec<BinaryFile>,
    /// Meeting folders, oldest first.
    pub meetings: Vec<MeetingInputs>,
}

/// One meeting's folder.
#[derive(Debug)]
pub struct MeetingInputs {
    /// The meeting.
    pub id: MeetingId,
    /// `referrals/`, sub-folders included, sorted by path.
    pub referrals: Vec<Workbook>,
    /// `returns/`.
    pub returns: Vec<Workbook>,
    /// `updates/`.
    pub updates: Vec<Workbook>,
    /// `decisions.xlsx`.
    pub decisions: Option<Workbook>,
    /// `meeting-record.xlsx`.
    pub record: Option<Workbook>,
}

/// A text file our own people wrote.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Its path relative to the input folder, `/` between parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A file as bytes.
#[derive(Clone)]
pub struct BinaryFile {
    /// Its name within its folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for BinaryFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BinaryFile({}, {} bytes)", self.name, self.bytes.len())
    }
}
