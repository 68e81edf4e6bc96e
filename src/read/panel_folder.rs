//! One panel's folder: its own files, and its meetings up to the one that is asked for.

use std::path::Path;

use super::fetch::{fetch, fetch_text, not_regular};
use super::job::SheetParser;
use super::listing::{self, Kind, Listed};
use super::seen::format_of;
use super::{BinaryFile, Inputs, PanelInputs, TextFile, limits, meeting_folder, misnamed};
use crate::finding::{Finding, Place};
use crate::model::MeetingId;

/// A panel's folder and what lies in it.
#[derive(Debug)]
pub(super) struct PanelFolder {
    /// The folder's name.
    pub code: String,
    listed: Vec<Listed>,
    /// Its meetings, oldest first.
    pub meetings: Vec<MeetingId>,
}

impl PanelFolder {
    /// Looks into a panel's folder.
    pub(super) fn look(input: &Path, folder: &Listed, findings: &mut Vec<Finding>) -> Self {
        let listed = listing::folder(input, &folder.path, findings);
        let mut meetings: Vec<MeetingId> = listed.iter().filter_map(meeting).collect();
        meetings.sort_unstable();
        PanelFolder { code: folder.name.clone(), listed, meetings }
    }

    /// Reads the folder up to and including a meeting, the latest if none is named. Without a
    /// readable `panel.toml`, or with a register that cannot be read, the panel is left out: an
    /// error among the findings says so.
    pub(super) fn read(&self, upto: Option<MeetingId>, parser: &dyn SheetParser, inputs: &mut Inputs) {
        let panel_toml = self.text("panel.toml", limits::PANEL_TOML, &mut inputs.findings);
        let register = self.text("register.csv", limits::REGISTER, &mut inputs.findings);
        let (Ok(Some(panel_toml)), Ok(register)) = (panel_toml, register) else { return };
        let mut panel = PanelInputs {
            code: self.code.clone(),
            panel_toml,
            register,
            templates: Vec::new(),
            word: Vec::new(),
            fonts: Vec::new(),
            meetings: Vec::new(),
        };
        let mut meetings: Vec<(MeetingId, &Listed)> = Vec::new();
        for listed in &self.listed {
            match (listed.kind, listed.name.as_str()) {
                (Kind::Folder, "templates") => {
                    panel.templates = assets(&self.code, listed, &mut inputs.findings)
                }
                (Kind::Folder, "fonts") => panel.fonts = assets(&self.code, listed, &mut inputs.findings),
                // Blank forms, of which nothing is read.
                (Kind::Folder, "forms") => (),
                (Kind::Folder, _) => match meeting(listed) {
                    Some(id) => meetings.push((id, listed)),
                    None => inputs.findings.push(misnamed::finding(listed)),
                },
                (Kind::File, "panel.toml" | "register.csv" | "README.md" | "README.txt")
                | (Kind::Litter, _) => (),
                (Kind::File, _) => inputs.findings.push(stray(listed)),
                (Kind::Other, _) => inputs.findings.push(not_regular(&listed.place)),
            }
        }
        meetings.retain(|(id, _)| upto.is_none_or(|upto| *id <= upto));
        meetings.sort_unstable_by_key(|(id, _)| *id);
        if meetings.is_empty() {
            inputs.findings.push(
                Finding::warning("no-meeting", "the panel has no meeting folder")
                    .at(Place::file(&self.code))
                    .help("make a folder named by the meeting's date, such as 2026-12-09, with a folder `referrals` in it"),
            );
        }
        let in_word: Vec<BinaryFile> =
            panel.templates.iter().filter(|file| is_word(&file.name)).cloned().collect();
        panel.word = parser.take_apart(&in_word);
        panel.meetings = meeting_folder::read_all(&self.code, &meetings, parser, inputs);
        inputs.panels.push(panel);
    }

    /// Its `panel.toml` alone, or what is wrong with it.
    pub(super) fn panel_toml(&self) -> Result<TextFile, Vec<Finding>> {
        let mut findings = Vec::new();
        match self.text("panel.toml", limits::PANEL_TOML, &mut findings) {
            Ok(Some(text)) => Ok(text),
            Ok(None) | Err(()) => Err(findings),
        }
    }

    /// Its register alone, if it has one, or what is wrong with it.
    pub(super) fn register(&self) -> Result<Option<TextFile>, Vec<Finding>> {
        let mut findings = Vec::new();
        self.text("register.csv", limits::REGISTER, &mut findings).map_err(|()| findings)
    }

    /// A text file of the panel, if it is there; what is wrong with it goes to the findings.
    fn text(&self, name: &str, limit: u64, findings: &mut Vec<Finding>) -> Result<Option<TextFile>, ()> {
        let Some(listed) = self.listed.iter().find(|listed| listed.name == name) else { return Ok(None) };
        match fetch_text(&listed.path, &listed.place, limit) {
            Ok(text) => Ok(Some(text)),
            Err(mut finding) => {
                finding.severity = crate::finding::Severity::Error;
                finding.message.push_str("; nothing of this panel was read");
                findings.push(finding);
                Err(())
            }
        }
    }
}

fn meeting(listed: &Listed) -> Option<MeetingId> {
    if listed.kind == Kind::Folder { MeetingId::parse(&listed.name) } else { None }
}

/// The files of `templates/` or `fonts/`, named by their path within it.
fn assets(code: &str, folder: &Listed, findings: &mut Vec<Finding>) -> Vec<BinaryFile> {
    let mut files = Vec::new();
    for listed in listing::files_below(&folder.path, &folder.path, findings) {
        let name = listed.place.file.clone();
        let place = Place::file(format!("{code}/{}/{name}", folder.name));
        if listed.kind == Kind::Litter {
            continue;
        }
        if files.len() >= limits::ASSETS {
            findings.push(
                Finding::error(
                    "too-many-files",
                    "the folder holds more than 200 files; the rest was left out",
                )
                .at(folder.place.clone())
                .help("keep only the files this panel uses"),
            );
            break;
        }
        match fetch(&listed.path, &place, limits::ASSET) {
            Ok(bytes) => files.push(BinaryFile { name, bytes }),
            Err(finding) => {
                // A Word template that cannot be read is one all the same: nothing stands in for it.
                if is_word(&name) {
                    files.push(BinaryFile { name, bytes: Vec::new() });
                    findings.push(finding.help("Take large pictures out of it, and save it anew"));
                } else {
                    findings.push(finding);
                }
            }
        }
    }
    files
}

/// Whether a template is a Word file, or one that Word knows and that is refused with a reason.
fn is_word(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["docx", "docm", "dotx", "dotm"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn stray(listed: &Listed) -> Finding {
    let fact = "the file lies beside the meetings' folders and was not read";
    if format_of(&listed.path).is_some() {
        Finding::warning("misplaced-file", fact)
            .at(listed.place.clone())
            .help("move it into the `referrals` or `returns` folder of its meeting")
    } else {
        Finding::note("misplaced-file", fact).at(listed.place.clone())
    }
}
