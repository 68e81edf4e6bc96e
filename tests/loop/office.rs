//! The meeting record and the agencies' sheets of actions come back whole: every cell that people fill in
//! is read, also lines that they add below the form's end, and what the program had written still is.
//!
//! With `CMARAC_LOOP` set to a folder, the workbooks and what to write into them are put there; what
//! other programs leave in its folder `filled/` is read and compared in the same way. `.ci/loop` opens
//! them in LibreOffice, fills them in with openpyxl and saves them once more in LibreOffice.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, open_workbook_auto};
use chrono::NaiveDate;
use cmarac::model::{ActionStatus, MeetingId, MeetingRecord, Presence};
use cmarac::normalise::Meeting;
use cmarac::panel::load;
use cmarac::read::{Direct, Selection, read};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use crate::support::{cmarac, copy, root, stderr, tree};

/// Panels whose records differ: one with cases that came back, further risks to consider, applications.
const RECORDS: [(&str, &str); 3] =
    [("city-community", "2026-11-12"), ("brent", ""), ("city-domestic-abuse", "2026-12-02")];
/// How other programs give a workbook back.
const WAYS: [&str; 4] = ["filled.xlsx", "saved.ods", "saved.xls", "again.xlsx"];

/// Sheet, row from 0, and heading.
type Spot = (String, u32, String);

/// What is written into a cell.
#[derive(Clone, Debug)]
struct Answer {
    spot: Spot,
    column: u16,
    /// A day is written as one.
    day: Option<NaiveDate>,
    text: String,
}

/// A working folder with one panel, as before the meeting.
struct Desk {
    work: tempfile::TempDir,
    panel: String,
    meeting: String,
}

impl Desk {
    fn new(panel: &str, meeting: &str) -> Self {
        let work = tempfile::tempdir().expect("a working folder");
        copy(&root().join("input").join(panel), &work.path().join("input").join(panel));
        let folder = work.path().join("input").join(panel);
        let mut meetings: Vec<String> = std::fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("20"))
            .collect();
        meetings.sort();
        let latest = meetings.last().expect("a meeting").clone();
        let meeting = if meeting.is_empty() { latest } else { meeting.to_owned() };
        let _ = std::fs::remove_file(folder.join(&meeting).join("meeting-record.xlsx"));
        Desk { work, panel: panel.to_owned(), meeting }
    }

    fn input(&self) -> PathBuf {
        self.work.path().join("input")
    }

    fn folder(&self, meeting: &str) -> PathBuf {
        self.input().join(&self.panel).join(meeting)
    }

    fn made(&self, command: &str) -> PathBuf {
        let path = |name: &str| self.work.path().join(name).to_string_lossy().into_owned();
        let (input, output) = (path("input"), path("output"));
        let options = ["--quiet", "--input", &input, "--output", &output, "--meeting", &self.meeting];
        let run = cmarac(&[&[command][..], &options].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        self.work.path().join("output").join(&self.panel).join(&self.meeting)
    }

    fn understood(&self, meeting: &str) -> Meeting {
        let file = self.input().join(&self.panel).join("panel.toml");
        let text = std::fs::read_to_string(file).expect("the panel's file");
        let panel = load(&self.panel, "panel.toml", &text).expect("it is sound").0;
        let inputs = read(&self.input(), &Selection::default(), &Direct, &mut |_| {}).expect("readable");
        let inputs = inputs.panels.into_iter().find(|one| one.code == self.panel).expect("the panel");
        let id = MeetingId::parse(meeting).expect("a meeting");
        let outcomes = cmarac::earlier_outcomes(&panel, &inputs, id).expect("decided");
        cmarac::normalise::normalise(&panel, &inputs, id, &outcomes).expect("a meeting")
    }
}

/// A sheet: its name, the row of its headings, these, and all rows as text.
type Sheet = (String, usize, Vec<String>, Vec<Vec<String>>);

fn sheets(made: &Path) -> Vec<Sheet> {
    let mut workbook = open_workbook_auto(made).expect("a workbook that was made");
    let names = workbook.sheet_names();
    names
        .into_iter()
        .filter_map(|name| {
            let range = workbook.worksheet_range(&name).expect("a sheet");
            assert_eq!(range.start(), Some((0, 0)), "rows are counted from the first");
            let rows: Vec<Vec<String>> =
                range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
            let is_head = |row: &Vec<String>| {
                row.iter().filter(|cell| !cell.is_empty()).count() > 4 && name != "Choices"
            };
            let head = rows.iter().position(is_head)?;
            Some((name, head, rows[head].clone(), rows))
        })
        .collect()
}

/// The names that the record's sheet of lists offers in one of its columns.
fn offered(made: &Path, column: usize) -> Vec<String> {
    let mut workbook = open_workbook_auto(made).expect("a workbook");
    let range = workbook.worksheet_range("Choices").expect("the lists");
    let cells = range.rows().skip(1).filter_map(|row| row.get(column).map(ToString::to_string));
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// An answer to everything that a record asks, each unlike the others; lines below the form's end too.
fn record_answers(made: &Path) -> Vec<Answer> {
    let (agencies, reasons) = (offered(made, 0), offered(made, 1));
    let mut answers = Vec::new();
    for (name, head, headings, rows) in sheets(made) {
        let filled: Vec<usize> = (head + 1..rows.len()).filter(|row| !rows[*row][0].is_empty()).collect();
        let mut lines = filled.clone();
        if name == "Attendance" {
            lines.extend([filled.len() + head + 1, filled.len() + head + 2, rows.len() + 40]);
        }
        if name == "Actions" {
            // A form with so many lines for actions has some left.
            lines.truncate(filled.len() - 12);
            lines.extend([rows.len() + 30, rows.len() + 31]);
        }
        for row in lines {
            let number = answers.len();
            let of_line = |heading: &str| headings.iter().position(|one| one == heading);
            let closed = row % 3 == 1;
            for (column, heading) in headings.iter().enumerate() {
                let written = rows.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or_default();
                if !written.is_empty()
                    && !["Status", "Reason", "Date reported", "Note"].contains(&heading.as_str())
                {
                    continue;
                }
                let case = || {
                    let cases = offered(made, 2);
                    cases[row % cases.len()].clone()
                };
                let day = |first: &str| {
                    let first: NaiveDate = first.parse().expect("a day");
                    Some(first + chrono::Duration::days(i64::try_from(row).expect("a row")))
                };
                let (day, text) = match (name.as_str(), heading.as_str()) {
                    (_, "Due") => (day("2027-01-04"), String::new()),
                    (_, "Date reported" | "Information sent on") => (day("2026-11-01"), String::new()),
                    ("Attendance", "Status") => {
                        (None, ["present", "apologies", "observer", "absent"][row % 4].into())
                    }
                    ("Actions", "Status") => (None, ["open", "done", "not done"][row % 3].into()),
                    ("Actions", "Reason") => {
                        (None, ["circumstances changed", "agency did not do it"][row % 2].into())
                    }
                    (_, "Confidentiality statement signed") => (None, ["yes", "no"][row % 2].into()),
                    (_, "Agency" | "Primary agency") => (None, agencies[row % agencies.len()].clone()),
                    (_, "Email") => (None, format!("reader{number}@example.org")),
                    ("Actions", "Case reference") => (None, case()),
                    ("Actions", "Action reference") => (None, format!("A-more-{row}")),
                    (_, "Outcome") => (None, if closed { "closed" } else { "stays open" }.into()),
                    (_, "Reason for closing") if closed => (None, reasons[row % reasons.len()].clone()),
                    (_, "Reason for closing") => continue,
                    (_, heading) if heading.starts_with("Risk") => (None, "not known".into()),
                    (_, "Plan agreed" | "Note") => {
                        (None, format!("The first line of {row}.\nA second, with 1/2, “ü” and =1+1."))
                    }
                    (_, heading) => (None, format!("{heading} in words, {number}-{column}")),
                };
                assert!(of_line(heading) == Some(column), "{name}: {heading} stands twice");
                answers.push(Answer {
                    spot: (name.clone(), u32::try_from(row).expect("a row"), heading.clone()),
                    column: u16::try_from(column).expect("a column"),
                    day,
                    text,
                });
            }
        }
    }
    answers
}

/// A workbook with answers in it, written anew.
fn fill(made: &Path, answers: &[Answer]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let format = Format::new().set_num_format("d mmm yyyy");
    let mut made = open_workbook_auto(made).expect("a workbook that was made");
    for name in made.sheet_names() {
        let range = made.worksheet_range(&name).expect("a sheet");
        let sheet = workbook.add_worksheet().set_name(&name).expect("a name");
        for (row, cells) in (0u32..).zip(range.rows()) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Data::String(text) => drop(sheet.write_string(row, column, text).expect("written")),
                    Data::DateTime(day) => {
                        sheet.write_with_format(row, column, day.as_f64(), &format).expect("written");
                    }
                    Data::Empty => {}
                    other => panic!("{name}: {other:?}"),
                }
            }
        }
        for answer in answers.iter().filter(|answer| answer.spot.0 == name) {
            let (row, column) = (answer.spot.1, answer.column);
            match answer.day {
                Some(day) => sheet.write_with_format(row, column, &day, &format).expect("written"),
                None => sheet.write_string(row, column, &answer.text).expect("written"),
            };
        }
    }
    workbook.save_to_buffer().expect("saved")
}

/// The same workbook filled in here, and by other programs if they did: file ending and bytes.
fn come_back(name: &str, made: &Path, answers: &[Answer]) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("xlsx".to_owned(), fill(made, answers))];
    let Some(folder) = std::env::var_os("CMARAC_LOOP").map(PathBuf::from) else { return files };
    let cells: Vec<_> = answers
        .iter()
        .map(|one| {
            let column = char::from(b'A' + u8::try_from(one.column).expect("a narrow sheet"));
            let cell = format!("{column}{}", one.spot.1 + 1);
            match one.day {
                Some(day) => json!({"sheet": one.spot.0, "cell": cell, "day": day.to_string()}),
                None => json!({"sheet": one.spot.0, "cell": cell, "text": one.text}),
            }
        })
        .collect();
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::copy(made, folder.join(format!("{name}.xlsx"))).expect("copied");
    std::fs::write(folder.join(format!("{name}.json")), format!("{:#}", json!(cells))).expect("written");
    let filled = folder.join("filled");
    for way in WAYS.iter().filter(|_| filled.is_dir()) {
        let bytes = std::fs::read(filled.join(format!("{name}.{way}"))).expect("it was filled in");
        files.push((way.rsplit('.').next().expect("an ending").to_owned(), bytes));
    }
    files
}

fn shown(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// What was read of a record, by the cell it stands in.
fn record_read(record: &MeetingRecord) -> BTreeMap<Spot, String> {
    let mut read = BTreeMap::new();
    let mut put = |place: &cmarac::finding::Place, heading: &str, text: String| {
        let sheet = place.sheet.clone().expect("a sheet");
        read.insert((sheet, place.row.expect("a row"), heading.to_owned()), text);
    };
    for line in &record.attendance {
        let status = match line.status.expect("a status") {
            Presence::Present => "present",
            Presence::Apologies => "apologies",
            Presence::Observer => "observer",
            Presence::Absent => "absent",
        };
        let signed = if line.signed.expect("an answer") { "yes" } else { "no" };
        put(&line.place, "Agency", line.agency.clone());
        put(&line.place, "Name", line.name.clone());
        put(&line.place, "Email", line.email.clone());
        put(&line.place, "Status", status.into());
        put(&line.place, "Information sent on", shown(line.sent));
        put(&line.place, "Confidentiality statement signed", signed.into());
    }
    for action in &record.actions {
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        put(&action.place, "Action reference", action.reference.clone());
        put(&action.place, "Case reference", action.case.clone());
        put(&action.place, "Action", action.action.clone());
        put(&action.place, "Agency", action.agency.clone());
        put(&action.place, "Owner", action.owner.clone());
        put(&action.place, "Due", shown(action.due));
        put(&action.place, "Status", status(action.status).into());
        put(&action.place, "Date reported", shown(action.reported));
        put(&action.place, "Reason", words(&action.reason));
        put(&action.place, "Note", words(&action.note));
    }
    for case in &record.cases {
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        put(&case.place, "Case reference", case.reference.clone());
        put(&case.place, "Outcome", case.outcome.clone());
        put(&case.place, "Reason for closing", words(&case.closing_reason));
        put(&case.place, "Plan agreed", words(&case.plan));
        put(&case.place, "Primary agency", words(&case.primary_agency));
        put(&case.place, "Risk to children", words(&case.risk_to_children));
        put(&case.place, "Risk to the public", words(&case.risk_to_public));
        put(&case.place, "Policy issue raised", words(&case.policy_issue));
        for (risk, answer) in &case.risks {
            put(&case.place, risk, answer.clone());
        }
    }
    read
}

fn status(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Open => "open",
        ActionStatus::Done => "done",
        ActionStatus::NotDone => "not done",
    }
}

/// What of the answers, and of what stood there before, was not read.
fn lost(what: &str, made: &Path, answers: &[Answer], read: &BTreeMap<Spot, String>) -> Vec<String> {
    let mut wanted: BTreeMap<Spot, String> = BTreeMap::new();
    for (name, head, headings, rows) in sheets(made) {
        for (row, cells) in (0u32..).zip(&rows).skip(head + 1) {
            let used = answers.iter().any(|one| one.spot.0 == name && one.spot.1 == row);
            for (heading, cell) in headings.iter().zip(cells).filter(|(_, cell)| used && !cell.is_empty()) {
                // A day as calamine shows it is a number.
                let day = cell.parse::<i64>().ok().map(|serial| {
                    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
                    (epoch + chrono::Duration::days(serial)).to_string()
                });
                wanted.insert((name.clone(), row, heading.clone()), day.unwrap_or_else(|| cell.clone()));
            }
        }
    }
    for answer in answers {
        let text = answer.day.map_or_else(|| answer.text.clone(), |day| day.to_string());
        wanted.insert(answer.spot.clone(), text);
    }
    let differ = wanted.iter().filter(|(spot, text)| read.get(*spot) != Some(text));
    differ.map(|(spot, text)| format!("{what}: {spot:?} {text:?} was read as {:?}", read.get(spot))).collect()
}

#[test]
fn a_meeting_record_comes_back_whole() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (panel, meeting) in RECORDS {
        let desk = Desk::new(panel, meeting);
        let made = desk.made("pack").join("coordinator/meeting-record.xlsx");
        let answers = record_answers(&made);
        for (number, (ending, bytes)) in
            come_back(&format!("record-{panel}"), &made, &answers).iter().enumerate()
        {
            let file = desk.folder(&desk.meeting).join(format!("meeting-record.{ending}"));
            std::fs::write(&file, bytes).expect("written");
            let understood = desk.understood(&desk.meeting);
            std::fs::remove_file(&file).expect("removed");
            let read = record_read(understood.record.as_ref().expect("its record"));
            wrong.extend(lost(&format!("{panel} {number} {ending}"), &made, &answers, &read));
            compared += answers.len();
        }
    }
    assert!(compared > 300, "so few answers prove little: {compared}");
    assert!(wrong.is_empty(), "{} of {compared} lost:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_agencys_sheet_of_actions_comes_back_whole() {
    let desk = Desk::new("city-community", "2026-10-08");
    let sample = root().join("input/city-community");
    let record = "2026-10-08/meeting-record.xlsx";
    std::fs::copy(sample.join(record), desk.input().join("city-community").join(record)).expect("copied");
    let output = desk.made("actions");
    let next = desk.folder("2026-11-12");
    std::fs::remove_dir_all(next.join("updates")).expect("removed");
    std::fs::create_dir_all(next.join("updates")).expect("made");
    let sheets_made: Vec<String> =
        tree(&output).into_keys().filter(|path| path.ends_with("/actions.xlsx")).collect();
    assert_eq!(sheets_made.len(), 3, "{sheets_made:?}");
    for path in sheets_made {
        let agency = path.split('/').nth(1).expect("an agency").to_owned();
        let made = output.join(&path);
        let (name, head, headings, _) = sheets(&made).remove(0);
        let day: NaiveDate = "2026-11-03".parse().expect("a day");
        let said = [
            ("Status", None, "not done"),
            ("Date reported", Some(day), ""),
            ("Reason", None, "circumstances changed"),
            ("Note", None, "Two lines,\nwith “ü” and 1/2."),
        ];
        let answers: Vec<Answer> = said
            .iter()
            .map(|(heading, day, text)| Answer {
                spot: (name.clone(), u32::try_from(head + 1).expect("a row"), (*heading).to_owned()),
                column: headings
                    .iter()
                    .position(|one| one == heading)
                    .and_then(|at| u16::try_from(at).ok())
                    .expect("a column"),
                day: *day,
                text: (*text).to_owned(),
            })
            .collect();
        for (ending, bytes) in come_back(&format!("actions-{agency}"), &made, &answers) {
            let file = next.join(format!("updates/{agency}.{ending}"));
            std::fs::write(&file, bytes).expect("written");
            let understood = desk.understood("2026-11-12");
            std::fs::remove_file(&file).expect("removed");
            let reported: Vec<_> = understood
                .carried
                .iter()
                .filter(|one| one.action.status == ActionStatus::NotDone)
                .map(|one| {
                    let action = &one.action;
                    (action.reported, action.reason.as_deref(), action.note.as_deref())
                })
                .collect();
            let wanted = (Some(day), Some("circumstances changed"), Some("Two lines,\nwith “ü” and 1/2."));
            assert_eq!(reported, [wanted], "{agency} {ending}: {:?}", understood.findings);
        }
    }
}
