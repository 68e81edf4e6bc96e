//! The meetings of one panel: every file is read, set aside with a reason, or both are wrong and
//! the ledger does not balance.

use std::collections::BTreeMap;

use super::fetch::{fetch, not_regular};
use super::job::{Parse, ParseJob, SheetParser};
use super::listing::{self, Kind, Listed};
use super::seen::{format_of, not_a_spreadsheet};
use super::{Inputs, MeetingInputs, Workbook, limits};
use crate::finding::{Finding, Place, SetAside, Source};
use crate::model::MeetingId;

const LEFT_BEHIND: &str = "left by another program";

/// What a file of a meeting's folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Referrals,
    Returns,
    Updates,
    Decisions,
    Record,
    Nothing,
}

/// What became of the files of one part of one meeting.
#[derive(Debug)]
struct Account {
    place: Place,
    read: usize,
    used: usize,
    set_aside: Vec<SetAside>,
}

/// The files of a panel's meetings while they are being read.
struct Reading<'a> {
    inputs: &'a mut Inputs,
    accounts: BTreeMap<(MeetingId, Part), Account>,
    jobs: Vec<ParseJob>,
    parts: Vec<(MeetingId, Part)>,
}

/// Reads meetings, given oldest first.
pub(super) fn read_all(
    code: &str,
    meetings: &[(MeetingId, &Listed)],
    parser: &dyn SheetParser,
    inputs: &mut Inputs,
) -> Vec<MeetingInputs> {
    let mut reading = Reading { inputs, accounts: BTreeMap::new(), jobs: Vec::new(), parts: Vec::new() };
    for (id, folder) in meetings {
        reading.look(code, *id, folder);
    }
    let mut read: BTreeMap<MeetingId, MeetingInputs> =
        meetings.iter().map(|(id, _)| (*id, MeetingInputs::empty(*id))).collect();
    let places: Vec<Place> = reading.jobs.iter().map(|job| Place::file(&job.path)).collect();
    let parses = parser.parse(std::mem::take(&mut reading.jobs));
    let parts = std::mem::take(&mut reading.parts);
    for (((id, part), place), parse) in parts.into_iter().zip(places).zip(parses) {
        if let (Some(workbook), Some(meeting)) = (reading.judge(id, part, place, parse), read.get_mut(&id)) {
            meeting.take(part, workbook);
        }
    }
    for account in reading.accounts.into_values() {
        let Account { place, read, used, set_aside } = account;
        reading.inputs.ledger.enter(Source { place, what: "files", read, used, set_aside });
    }
    read.into_values().collect()
}

impl Reading<'_> {
    /// Takes in one meeting's folder.
    fn look(&mut self, code: &str, id: MeetingId, folder: &Listed) {
        // The input folder is the panel folder's parent: places are relative to it.
        let Some(input) = folder.path.parent().and_then(|panel| panel.parent()) else { return };
        let base = format!("{code}/{id}");
        let listed = listing::folder(input, &folder.path, &mut self.inputs.findings);
        let mut taken = [Part::Decisions, Part::Record].map(|part| (part, best_of(&listed, part)));
        for listed in &listed {
            let part = match listed.kind {
                Kind::Folder => folder_part(&listed.name),
                _ => taken
                    .iter_mut()
                    .find(|(_, best)| best.is_some_and(|best| best == listed.path))
                    .map_or(Part::Nothing, |(part, _)| *part),
            };
            match (listed.kind, part) {
                (Kind::Folder, Part::Nothing) => self.inputs.findings.push(unknown_folder(listed)),
                (Kind::Folder, part) => {
                    for file in listing::files_below(input, &listed.path, &mut self.inputs.findings) {
                        self.file(id, part, listed.place.clone(), &file);
                    }
                }
                (_, Part::Nothing) => self.file(id, part, Place::file(&base), listed),
                (_, part) => self.file(id, part, listed.place.clone(), listed),
            }
        }
    }

    /// Takes in one file: a job for the parser, or set aside with its reason.
    fn file(&mut self, id: MeetingId, part: Part, source: Place, listed: &Listed) {
        let account = self.accounts.entry((id, part)).or_insert_with(|| Account {
            place: source,
            read: 0,
            used: 0,
            set_aside: Vec::new(),
        });
        account.read += 1;
        if listed.kind == Kind::Litter {
            account.put_aside(&listed.place, LEFT_BEHIND.into());
            self.open_elsewhere(listed);
            return;
        }
        let finding = match (listed.kind, part, format_of(&listed.path)) {
            (Kind::File, Part::Nothing, _) => misplaced(listed),
            (Kind::File, _, None) => not_a_spreadsheet(&listed.place),
            (Kind::File, _, Some(format)) => match fetch(&listed.path, &listed.place, limits::FILE) {
                Ok(bytes) => {
                    self.jobs.push(ParseJob { path: listed.place.file.clone(), format, bytes });
                    self.parts.push((id, part));
                    return;
                }
                Err(finding) => finding,
            },
            _ => not_regular(&listed.place),
        };
        account.put_aside(&listed.place, finding.message.clone());
        self.inputs.findings.push(finding);
    }

    /// A lock file says that its workbook is open in another program.
    fn open_elsewhere(&mut self, listed: &Listed) {
        let Some(workbook) = listing::locked_by(&listed.name) else { return };
        if listed.path.with_file_name(workbook).is_file() {
            let folder = listed.place.file.strip_suffix(&listed.name).unwrap_or_default();
            self.inputs.findings.push(
                Finding::note(
                    "open-elsewhere",
                    "the file is open in another program; what was last saved is what was read",
                )
                .at(Place::file(format!("{folder}{workbook}")))
                .help("save and close it, and run again, if something was changed"),
            );
        }
    }

    /// Enters what came of parsing a file.
    fn judge(&mut self, id: MeetingId, part: Part, place: Place, parse: Parse) -> Option<Workbook> {
        let account = self.accounts.get_mut(&(id, part))?;
        match parse {
            Ok((workbook, findings)) => {
                let nothing_left = workbook.sheets.is_empty()
                    && findings.iter().any(|finding| finding.code == "sheet-refused");
                self.inputs.findings.extend(findings);
                if nothing_left {
                    account.put_aside(&place, "no sheet of it could be read".into());
                    return None;
                }
                account.used += 1;
                Some(workbook)
            }
            Err(finding) => {
                account.put_aside(&place, finding.message.clone());
                self.inputs.findings.push(finding);
                None
            }
        }
    }
}

impl Account {
    fn put_aside(&mut self, place: &Place, reason: String) {
        self.set_aside.push(SetAside { place: place.clone(), reason });
    }
}

impl MeetingInputs {
    fn empty(id: MeetingId) -> Self {
        MeetingInputs {
            id,
            referrals: Vec::new(),
            returns: Vec::new(),
            updates: Vec::new(),
            decisions: None,
            record: None,
        }
    }

    fn take(&mut self, part: Part, workbook: Workbook) {
        match part {
            Part::Referrals => self.referrals.push(workbook),
            Part::Returns => self.returns.push(workbook),
            Part::Updates => self.updates.push(workbook),
            Part::Decisions => self.decisions = Some(workbook),
            Part::Record => self.record = Some(workbook),
            Part::Nothing => (),
        }
    }
}

fn folder_part(name: &str) -> Part {
    match name.to_ascii_lowercase().as_str() {
        "referrals" => Part::Referrals,
        "returns" => Part::Returns,
        "updates" => Part::Updates,
        _ => Part::Nothing,
    }
}

/// The file that is the decisions or the meeting record: `.xlsx` before other formats.
fn best_of(listed: &[Listed], part: Part) -> Option<&std::path::Path> {
    let stem = if part == Part::Decisions { "decisions" } else { "meeting-record" };
    ["xlsx", "xlsm", "ods", "xls", "csv"].iter().find_map(|extension| {
        let name = format!("{stem}.{extension}");
        let found = listed
            .iter()
            .find(|listed| listed.kind != Kind::Folder && listed.name.eq_ignore_ascii_case(&name))?;
        Some(found.path.as_path())
    })
}

fn unknown_folder(listed: &Listed) -> Finding {
    Finding::note(
        "unknown-folder",
        "the folder is none of `referrals`, `returns` and `updates`, and was not read",
    )
    .at(listed.place.clone())
    .help("rename it, or move its files, if they belong to the meeting")
}

fn misplaced(listed: &Listed) -> Finding {
    let name = listed.name.to_lowercase();
    let help = if name.contains("record") {
        "rename it to meeting-record.xlsx if it is the meeting's record; else move it into the folder it belongs to"
    } else {
        "move it into the folder it belongs to"
    };
    Finding::warning("misplaced-file", "the file is neither in `referrals`, `returns` or `updates` nor the meeting's decisions or record, and was not read")
        .at(listed.place.clone())
        .help(help)
}
