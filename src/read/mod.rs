//! Everything a run depends on, read once: sheets of cells with places (nothing understood yet),
//! panel files, templates, fonts, register.
//!
//! Architecture Invariant: only `read` and `publish` touch the disk. Spreadsheets are parsed by a
//! worker process, one file each; this module hands it bytes and receives cells.

#![allow(clippy::disallowed_methods, reason = "read is one of the two stages that touch the disk")]

mod select;
mod listing;
mod fetch;
mod panel_folder;
mod meeting_folder;
mod misnamed;
mod job;
mod limits;
mod precheck;
mod parse;
mod gather;
mod notice;
mod refusal;
mod sheet;
mod seen;
mod word;

#[cfg(test)]
mod tests;

pub use job::{Direct, Format, Parse, ParseJob, SheetParser, Workers, serve_read};
pub use parse::parse_job;
pub use seen::{SeenCell, cells, seen};
pub use select::{ReadError, Selection};
pub use sheet::{Cell, Content, Sheet, Workbook};
pub use word::{Part, WordFile, WordParts, word_parts, word_refused};

use std::path::Path;

use listing::{Kind, Listed};
use panel_folder::PanelFolder;

use crate::finding::{Finding, Ledger};
use crate::model::MeetingId;

/// Reads the panels and meetings that are asked for. Of each panel every meeting up to the
/// chosen one is read, since unmet actions and deferred cases carry over; a later one is not.
///
/// A file that cannot be used is a finding, and the others are read. A panel whose own files
/// cannot be used is left out with a finding of severity error, so there may be no panel at all.
///
/// # Errors
/// If there is no input folder, no panel in it, or not the panel or meeting that was asked for.
pub fn read(
    input: &Path,
    selection: &Selection,
    parser: &dyn SheetParser,
    progress: &mut dyn FnMut(&str),
) -> Result<Inputs, ReadError> {
    let mut inputs = Inputs::default();
    let panels = panels(input, selection, &mut inputs.findings)?;
    let panels = with_the_meeting(panels, selection, &mut inputs.findings)?;
    for panel in panels {
        progress(&format!("reading {}", panel.code));
        panel.read(selection.meeting, parser, &mut inputs);
    }
    Ok(inputs)
}

/// The panel files alone of the panels that are asked for, each with its folder's name, for what needs
/// no meeting: the text, or what is wrong with the file. What was wrong beside them comes second.
///
/// # Errors
/// If there is no input folder, no panel in it, or not the panel that was asked for.
pub fn panel_files(input: &Path, names: &[String]) -> Result<(Vec<PanelFile>, Vec<Finding>), ReadError> {
    let mut findings = Vec::new();
    let selection = Selection { panels: names.to_vec(), meeting: None };
    let panels = panels(input, &selection, &mut findings)?;
    Ok((panels.iter().map(|panel| (panel.code.clone(), panel.panel_toml())).collect(), findings))
}

/// A panel's code, and its `panel.toml` or what is wrong with it.
pub type PanelFile = (String, Result<TextFile, Vec<Finding>>);

/// What recording needs of a panel's folder: its own texts, and no spreadsheet.
#[derive(Debug)]
pub struct PanelTexts {
    /// The folder's name.
    pub code: String,
    /// `panel.toml`, and `register.csv` if there is one; or what is wrong with one of them.
    pub texts: Result<(TextFile, Option<TextFile>), Vec<Finding>>,
    /// The meeting that is asked for, else the latest; none if there is no meeting's folder.
    pub meeting: Option<MeetingId>,
}

/// The own texts of the panels that are asked for, and what was wrong beside them.
///
/// # Errors
/// If there is no input folder, no panel in it, or not the panel or meeting that was asked for.
pub fn panel_texts(
    input: &Path,
    selection: &Selection,
) -> Result<(Vec<PanelTexts>, Vec<Finding>), ReadError> {
    let mut findings = Vec::new();
    let panels = panels(input, selection, &mut findings)?;
    let panels = with_the_meeting(panels, selection, &mut findings)?;
    let texts = |panel: PanelFolder| PanelTexts {
        texts: panel.panel_toml().and_then(|toml| Ok((toml, panel.register()?))),
        meeting: selection.meeting.or_else(|| panel.meetings.last().copied()),
        code: panel.code,
    };
    Ok((panels.into_iter().map(texts).collect(), findings))
}

/// The panel folders that are asked for, by name.
fn panels(
    input: &Path,
    selection: &Selection,
    findings: &mut Vec<Finding>,
) -> Result<Vec<PanelFolder>, ReadError> {
    if !input.is_dir() {
        return Err(ReadError::NoInput(input.into()));
    }
    let mut found: Vec<Listed> = Vec::new();
    for listed in listing::folder(input, input, findings) {
        match listed.kind {
            Kind::Folder if listed.path.join("panel.toml").symlink_metadata().is_ok() => found.push(listed),
            Kind::Folder => findings.push(
                Finding::warning("folder-without-panel", "the folder has no `panel.toml` and was not read")
                    .at(listed.place)
                    .help("put the panel's `panel.toml` into it, or move the folder elsewhere"),
            ),
            Kind::Other => findings.push(fetch::not_regular(&listed.place)),
            Kind::File if seen::format_of(&listed.path).is_some() => findings.push(
                Finding::warning(
                    "misplaced-file",
                    "the file lies beside the panels' folders and was not read",
                )
                .at(listed.place)
                .help("move it into the `referrals` or `returns` folder of its meeting"),
            ),
            Kind::File | Kind::Litter => (),
        }
    }
    if found.is_empty() {
        return Err(ReadError::NoPanel(input.into()));
    }
    let known: Vec<String> = found.iter().map(|listed| listed.name.clone()).collect();
    if let Some(asked) = selection.panels.iter().find(|asked| !known.contains(asked)) {
        return Err(ReadError::unknown_panel(asked, &known));
    }
    found.retain(|listed| selection.panels.is_empty() || selection.panels.contains(&listed.name));
    Ok(found.iter().map(|listed| PanelFolder::look(input, listed, findings)).collect())
}

/// Those of the panels that have the meeting that is asked for.
fn with_the_meeting(
    mut panels: Vec<PanelFolder>,
    selection: &Selection,
    findings: &mut Vec<Finding>,
) -> Result<Vec<PanelFolder>, ReadError> {
    let Some(asked) = selection.meeting else { return Ok(panels) };
    if !panels.iter().any(|panel| panel.meetings.contains(&asked)) {
        let mut known: Vec<MeetingId> = panels.iter().flat_map(|panel| panel.meetings.clone()).collect();
        known.sort_unstable();
        known.dedup();
        let panels = panels.into_iter().map(|panel| panel.code).collect();
        return Err(ReadError::UnknownMeeting { asked, panels, known });
    }
    panels.retain(|panel| {
        let has = panel.meetings.contains(&asked);
        if !has {
            findings.push(
                Finding::note("no-such-meeting", "the panel does not have the meeting that was asked for")
                    .at(crate::finding::Place::file(&panel.code)),
            );
        }
        has
    });
    Ok(panels)
}

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
    /// Those of them that are Word files, taken apart.
    pub word: Vec<WordFile>,
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
    /// Its text, without a byte-order mark.
    pub text: String,
    /// BLAKE3 of the file's bytes, as they lie on the disk.
    pub hash: String,
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
