//! Three meetings in a row, walked as a coordinator does: a case is referred late and put off, heard,
//! given actions, comes back with one not done, and is closed. What one meeting makes is filled in and
//! dropped into the folder of that meeting or the next.

mod office;
mod sample;

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, open_workbook_auto};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::support::{cmarac, root, stderr, stdout, tree};

const OCTOBER: &str = "2026-10-07";
const NOVEMBER: &str = "2026-11-04";
const DECEMBER: &str = "2026-12-02";
const JANUARY: &str = "2027-01-06";
const CASE: &str = "CDA-2026-001";
const CLOSED_FOR: &str = "The primary agency carries on with the agreed plan";

/// A working folder of the domestic abuse MARAC.
struct Loop {
    work: tempfile::TempDir,
}

/// What to write: sheet, the row by what stands in it, heading, text.
type Answer<'a> = (&'a str, &'a str, &'a str, &'a str);

impl Loop {
    fn new() -> Self {
        let folder = Loop { work: tempfile::tempdir().expect("a working folder") };
        for meeting in [OCTOBER, NOVEMBER, DECEMBER, JANUARY] {
            for part in ["referrals", "updates"] {
                std::fs::create_dir_all(folder.input(meeting).join(part)).expect("made");
            }
        }
        let panel = root().join("input/city-domestic-abuse/panel.toml");
        std::fs::copy(panel, folder.work.path().join("input/city-domestic-abuse/panel.toml"))
            .expect("copied");
        folder
    }

    fn input(&self, meeting: &str) -> PathBuf {
        self.work.path().join("input/city-domestic-abuse").join(meeting)
    }

    fn output(&self, meeting: &str, document: &str) -> PathBuf {
        self.work.path().join("output/city-domestic-abuse").join(meeting).join(document)
    }

    fn refer(&self, meeting: &str, name: &str, received: &str) {
        let text = format!(
            "Surname,Forenames,Date of birth,Referral received,Area of residence,Risk total,Most recent incident,\
             Professional judgement of serious concern,Incidents are escalating,Referring agency,Referrer name\n\
             {name},Ada,03/04/1990,{received},City of London,15,a plate was thrown,no,no,Victim Support,Deepa Example\n"
        );
        std::fs::write(self.input(meeting).join(format!("referrals/{name}.csv")), text).expect("written");
    }

    fn decide(&self, meeting: &str, row: [&str; 6]) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Decisions").expect("a name");
        let headings = [
            "Case reference",
            "Decision",
            "Decided by",
            "Date",
            "Agencies to leave out",
            "Reason for leaving out",
        ];
        sheet.write_row(0, 0, headings).expect("written");
        sheet.write_row(1, 0, row).expect("written");
        workbook.save(self.input(meeting).join("decisions.xlsx")).expect("saved");
    }

    /// Runs a command for a meeting: its cases as `reference outcome`, the codes of its findings, and
    /// all Typst sources.
    fn run(&self, command: &str, meeting: &str) -> (Vec<String>, Vec<String>, String) {
        let path = |name: &str| self.work.path().join(name).to_string_lossy().into_owned();
        let sources = tempfile::tempdir().expect("a folder");
        let keep = sources.path().to_string_lossy().into_owned();
        let run = cmarac(&[
            command,
            "--format",
            "json",
            "--meeting",
            meeting,
            "--input",
            &path("input"),
            "--output",
            &path("output"),
            "--keep-sources",
            &keep,
        ]);
        assert_eq!(run.status.code(), Some(0), "{command} {meeting}: {}{}", stderr(&run), stdout(&run));
        let said: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let said = &said["meetings"][0];
        let list = |name: &str| said[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let cases = list("cases");
        let cases =
            cases.iter().map(|case| format!("{} {}", text(&case["reference"]), text(&case["outcome"])));
        let findings = list("findings").iter().map(|finding| text(&finding["code"])).collect();
        let typst: Vec<String> = tree(sources.path())
            .into_iter()
            .filter(|(path, _)| path.ends_with(".typ"))
            .map(|(path, bytes)| format!("{path}\n{}", String::from_utf8_lossy(&bytes)))
            .collect();
        (cases.collect(), findings, typst.join("\n"))
    }

    /// Fills in a workbook that the program made and puts it where it is read.
    fn fill_in(&self, made: &Path, to: &Path, answers: &[Answer<'_>]) {
        let mut given = 0;
        let mut workbook = Workbook::new();
        let day = Format::new().set_num_format("d mmm yyyy");
        let mut read = open_workbook_auto(made).expect("a workbook that was made");
        for name in read.sheet_names() {
            let range = read.worksheet_range(&name).expect("a sheet");
            let sheet = workbook.add_worksheet().set_name(&name).expect("a name");
            let mut headings: Vec<String> = Vec::new();
            for (at, row) in (0u32..).zip(range.rows()) {
                if row.iter().filter(|cell| !matches!(cell, Data::Empty)).count() > 4 && headings.is_empty() {
                    headings = row.iter().map(ToString::to_string).collect();
                }
                let keys: Vec<String> = row.iter().map(ToString::to_string).collect();
                for (column, cell) in (0u16..).zip(row) {
                    let heading = headings.get(usize::from(column)).map_or("", String::as_str);
                    let answer = answers.iter().find(|(of, key, asked, _)| {
                        *of == name && keys.iter().any(|known| known == key) && *asked == heading
                    });
                    match (answer, cell) {
                        (Some((.., text)), _) => {
                            sheet.write(at, column, *text).expect("written");
                            given += 1;
                        }
                        (None, Data::String(text)) => {
                            sheet.write(at, column, text).expect("written");
                        }
                        (None, Data::DateTime(stamp)) => {
                            sheet.write_with_format(at, column, stamp.as_f64(), &day).expect("written");
                        }
                        (None, Data::Empty) => {}
                        (None, other) => panic!("{name}: {other:?}"),
                    }
                }
            }
        }
        assert_eq!(given, answers.len(), "every answer has its cell in {}", made.display());
        workbook.save(to).expect("saved");
    }
}

/// The source of one document among all of them.
fn document<'a>(sources: &'a str, name: &str) -> &'a str {
    let after = sources.split(name).nth(1).expect("it was made");
    after.split("#import \"house.typ\"").nth(1).expect("it begins with the house style")
}

/// A sheet of a workbook as rows of text.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut workbook = open_workbook_auto(path).expect("a workbook");
    let range = workbook.worksheet_range("Actions").expect("the sheet of actions");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_case_goes_through_three_meetings_and_is_closed() {
    let folder = Loop::new();

    // October: it came after the deadline.
    folder.refer(OCTOBER, "Loopfield", "02/10/2026 09:00");
    let (cases, ..) = folder.run("build", OCTOBER);
    assert_eq!(cases, [format!("{CASE} defer")]);
    folder.fill_in(
        &folder.output(OCTOBER, "coordinator/meeting-record.xlsx"),
        &folder.input(OCTOBER).join("meeting-record.xlsx"),
        &[],
    );

    // November: it is heard, without one agency, and three actions are agreed.
    folder
        .decide(NOVEMBER, [CASE, "agree", "A. Chair", "2026-10-28", "Children", "an officer is a relative"]);
    let (cases, ..) = folder.run("build", NOVEMBER);
    assert_eq!(cases, [format!("{CASE} accept")]);
    let action = |number: &'static str, what: &'static str, agency: &'static str| -> Vec<Answer<'static>> {
        vec![
            ("Actions", number, "Case reference", CASE),
            ("Actions", number, "Action", what),
            ("Actions", number, "Agency", agency),
            ("Actions", number, "Owner", "Imogen Standfast"),
            ("Actions", number, "Due", "20/11/2026"),
            ("Actions", number, "Status", "open"),
        ]
    };
    let mut answers = action("A-2026-1104-01", "Fit a mistlock", "City of London Police");
    answers.extend(action("A-2026-1104-02", "Serve the ostler order", "City of London Police"));
    answers.extend(action("A-2026-1104-03", "Ask the thornby school", "Children"));
    answers.extend([
        ("Cases", CASE, "Outcome", "stays open"),
        ("Cases", CASE, "Plan agreed", "A visit by the wexley team"),
        ("Cases", CASE, "Primary agency", "City of London Police"),
        ("Cases", CASE, "Risk to children", "no"),
    ]);
    folder.fill_in(
        &folder.output(NOVEMBER, "coordinator/meeting-record.xlsx"),
        &folder.input(NOVEMBER).join("meeting-record.xlsx"),
        &answers,
    );

    // After it, each agency gets its own actions, and one that is left out gets none.
    let (_, findings, _) = folder.run("actions", NOVEMBER);
    assert!(findings.contains(&"action-sent-to-nobody".to_owned()), "{findings:?}");
    let sheets: Vec<String> = tree(&folder.output(NOVEMBER, "agencies"))
        .into_keys()
        .filter(|path| path.contains("/actions."))
        .collect();
    assert_eq!(sheets, ["POLICE/actions.eml", "POLICE/actions.xlsx"]);
    let sheet = folder.output(NOVEMBER, "agencies/POLICE/actions.xlsx");
    let listed: Vec<String> = rows(&sheet).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(listed.iter().filter(|cell| cell.starts_with("A-2026-1104-")).count(), 2, "{listed:?}");
    let text = format!("{:?}", rows(&sheet));
    assert!(!text.contains("thornby") && !text.contains("Loopfield"), "{text}");

    // The police report on both; one is not done.
    folder.fill_in(
        &sheet,
        &folder.input(DECEMBER).join("updates/police.xlsx"),
        &[
            ("Actions", "A-2026-1104-01", "Status", "done"),
            ("Actions", "A-2026-1104-01", "Date reported", "25/11/2026"),
            ("Actions", "A-2026-1104-02", "Status", "not done"),
            ("Actions", "A-2026-1104-02", "Reason", "agency did not do it"),
            ("Actions", "A-2026-1104-02", "Date reported", "25/11/2026"),
        ],
    );

    // December: it comes back by itself, under its reference.
    folder.refer(DECEMBER, "Otherwell", "16/11/2026 09:00");
    let (cases, findings, typst) = folder.run("build", DECEMBER);
    assert_eq!(cases, [format!("{CASE} accept"), "CDA-2026-002 accept".to_owned()], "{findings:?}");
    for shown in [
        "stays open from 4 November 2026",
        "Stays open from the meeting of 4 November 2026",
        "A visit by the wexley team",
        "agency did not do it",
        "Serve the ostler order",
    ] {
        assert!(typst.contains(shown), "{shown}");
    }
    let agenda = document(&typst, "coordinator-agenda.typ");
    assert!(agenda.contains("Serve the ostler order") && !agenda.contains("Fit a mistlock"), "unmet only");
    assert!(folder.output(DECEMBER, &format!("referrers/{CASE}/open-case-letter.pdf")).is_file());
    let asked = |agency: &str| -> Vec<String> {
        let form = folder.output(DECEMBER, &format!("agencies/{agency}/information-return.xlsx"));
        open_workbook_auto(form).map(|form| form.sheet_names()).unwrap_or_default()
    };
    assert!(asked("POLICE").iter().any(|sheet| sheet.contains(CASE)), "{:?}", asked("POLICE"));
    assert!(
        !asked("CHILDREN").iter().any(|sheet| sheet.contains(CASE)),
        "left out in November, still left out"
    );

    folder.fill_in(
        &folder.output(DECEMBER, "coordinator/meeting-record.xlsx"),
        &folder.input(DECEMBER).join("meeting-record.xlsx"),
        &[
            ("Actions", "A-2026-1104-02", "Status", "done"),
            ("Cases", CASE, "Outcome", "closed"),
            ("Cases", CASE, "Reason for closing", CLOSED_FOR),
            ("Cases", "CDA-2026-002", "Outcome", "stays open"),
        ],
    );

    // January: it is closed, with the panel's reason, and does not come back.
    let (cases, _, typst) = folder.run("build", JANUARY);
    assert_eq!(cases, ["CDA-2026-002 accept"]);
    assert!(typst.contains(&format!("closed: {CLOSED_FOR}")), "the list of the last twelve months");
    let agenda = document(&typst, "coordinator-agenda.typ");
    assert!(agenda.contains(&format!("closed: {CLOSED_FOR}")));
    assert!(!agenda.contains("Serve the ostler order"), "it was done in December");
    assert!(agenda.contains("Ask the thornby school"), "nobody has done it, though the case is closed");
}

#[test]
fn an_urgent_meeting_in_between_neither_hears_nor_loses_an_open_case() {
    let folder = Loop::new();
    folder.refer(NOVEMBER, "Loopfield", "20/10/2026 09:00");
    folder.run("build", NOVEMBER);
    folder.fill_in(
        &folder.output(NOVEMBER, "coordinator/meeting-record.xlsx"),
        &folder.input(NOVEMBER).join("meeting-record.xlsx"),
        &[("Cases", CASE, "Outcome", "stays open")],
    );
    let urgent = "2026-11-19-urgent";
    std::fs::create_dir_all(folder.input(urgent).join("referrals")).expect("made");
    folder.refer(urgent, "Otherwell", "18/11/2026 09:00");
    let (cases, ..) = folder.run("letters", urgent);
    assert_eq!(cases, ["CDA-2026-002 accept"]);
    let (cases, findings, _) = folder.run("letters", DECEMBER);
    assert_eq!(cases, [format!("{CASE} accept")], "{findings:?}");
    assert!(findings.contains(&"record-missing".to_owned()), "{findings:?}");
}

/// A row of a sheet of actions, by its reference.
fn row_of(sheet: &Path, reference: &str) -> Vec<String> {
    rows(sheet).into_iter().find(|row| row[0] == reference).expect("the action is in the sheet")
}

#[test]
fn what_an_agency_reported_stands_in_its_next_sheet_and_is_not_typed_twice() {
    let folder = Loop::new();
    let record = |meeting: &str, answers: &[Answer<'_>]| {
        folder.run("build", meeting);
        let made = folder.output(meeting, "coordinator/meeting-record.xlsx");
        folder.fill_in(&made, &folder.input(meeting).join("meeting-record.xlsx"), answers);
    };
    folder.refer(NOVEMBER, "Loopfield", "20/10/2026 09:00");
    let mut answers = vec![("Cases", CASE, "Outcome", "stays open")];
    for (number, what) in [("A-2026-1104-01", "Fit a mistlock"), ("A-2026-1104-02", "Call the ostler")] {
        answers.extend([
            ("Actions", number, "Case reference", CASE),
            ("Actions", number, "Action", what),
            ("Actions", number, "Agency", "City of London Police"),
            ("Actions", number, "Status", "open"),
        ]);
    }
    record(NOVEMBER, &answers);
    folder.run("actions", NOVEMBER);
    let sheet = folder.output(NOVEMBER, "agencies/POLICE/actions.xlsx");
    assert_eq!(row_of(&sheet, "A-2026-1104-01")[6..], ["", "", "", ""], "nothing has been reported yet");
    folder.fill_in(
        &sheet,
        &folder.input(DECEMBER).join("updates/police.xlsx"),
        &[
            ("Actions", "A-2026-1104-01", "Status", "not done"),
            ("Actions", "A-2026-1104-01", "Date reported", "25/11/2026"),
            ("Actions", "A-2026-1104-01", "Reason", "circumstances changed"),
            ("Actions", "A-2026-1104-01", "Note", "the fitter is ill until Christmas"),
        ],
    );
    record(DECEMBER, &[("Cases", CASE, "Outcome", "stays open")]);
    folder.run("actions", DECEMBER);
    let sheet = folder.output(DECEMBER, "agencies/POLICE/actions.xlsx");
    let told = row_of(&sheet, "A-2026-1104-01");
    assert_eq!(
        [&told[6], &told[8], &told[9]],
        ["not done", "circumstances changed", "the fitter is ill until Christmas"]
    );
    assert_eq!(told[7], "46351", "25 November 2026, as a spreadsheet counts days");
    assert_eq!(row_of(&sheet, "A-2026-1104-02")[6..], ["", "", "", ""], "nobody has reported on the other");

    // It comes back as it went out.
    let back = folder.input(JANUARY).join("updates/police.xlsx");
    std::fs::copy(&sheet, &back).expect("copied");
    let (_, findings, _) = folder.run("check", JANUARY);
    assert!(findings.contains(&"update-nothing-new".to_owned()), "{findings:?}");
    // Now the agency changes one word, and what it said before does not have to be said again.
    folder.fill_in(&sheet, &back, &[("Actions", "A-2026-1104-01", "Status", "done")]);
    let (_, findings, typst) = folder.run("build", JANUARY);
    assert!(!findings.contains(&"update-nothing-new".to_owned()), "{findings:?}");
    let agenda = document(&typst, "coordinator-agenda.typ");
    assert!(!agenda.contains("Fit a mistlock") && agenda.contains("Call the ostler"), "one of them is done");
}

#[test]
fn actions_says_who_has_a_sheet_and_finds_fault_with_actions_alone() {
    let folder = Loop::new();
    folder.refer(NOVEMBER, "Loopfield", "20/10/2026 09:00");
    folder.run("build", NOVEMBER);
    folder.fill_in(
        &folder.output(NOVEMBER, "coordinator/meeting-record.xlsx"),
        &folder.input(NOVEMBER).join("meeting-record.xlsx"),
        &[
            ("Cases", CASE, "Outcome", "stays open"),
            ("Actions", "A-2026-1104-01", "Case reference", CASE),
            ("Actions", "A-2026-1104-01", "Action", "Fit a mistlock"),
            ("Actions", "A-2026-1104-01", "Agency", "City of London Police"),
            ("Actions", "A-2026-1104-02", "Case reference", CASE),
            ("Actions", "A-2026-1104-02", "Action", "Call the ostler"),
            ("Actions", "A-2026-1104-02", "Agency", "The Ostlers"),
        ],
    );
    // Something that is wrong, and has nothing to do with actions.
    std::fs::write(folder.input(NOVEMBER).join("referrals/notes.csv"), "Shopping,List\nmilk,bread\n")
        .expect("written");
    let path = |name: &str| folder.work.path().join(name).to_string_lossy().into_owned();
    let (input, output) = (path("input"), path("output"));
    let said = |command: &str| {
        let run = cmarac(&[command, "--meeting", NOVEMBER, "--input", &input, "--output", &output]);
        assert!(run.status.success(), "{}", stderr(&run));
        stdout(&run)
    };
    let (check, actions) = (said("check"), said("actions"));
    assert!(check.contains("referrals/notes.csv"), "{check}");
    assert!(
        !actions.contains("referrals/notes.csv") && actions.contains("Not about actions: 2 other"),
        "{actions}"
    );
    assert!(actions.contains("[action-sent-to-nobody]"), "{actions}");
    let line = actions.lines().find(|line| line.contains("agencies/POLICE/actions.xlsx")).expect("the sheet");
    assert_eq!(line.split_whitespace().rev().nth(1), Some("1"), "{line}");
    let draft = std::fs::read(folder.output(NOVEMBER, "agencies/POLICE/actions.eml")).expect("the draft");
    let draft = String::from_utf8_lossy(&draft);
    assert!(draft.contains("Send the sheet by secure e-mail"), "{draft}");
    assert!(!draft.contains("Send the return"), "it is no return");
}

#[test]
fn a_case_that_is_put_off_twice_comes_back_and_nobody_is_told_that_it_was_late_again() {
    let folder = Loop::new();
    folder.refer(OCTOBER, "Testby", "2026-10-05 10:00");
    // In November it is in time, and the chair puts it off.
    std::fs::write(
        folder.input(NOVEMBER).join("decisions.csv"),
        format!(
            "Case reference,Proposed outcome,Decision,Reason for the file,Words for the letter,Decided by,Date\n\
             {CASE},accept,defer,The officer in charge is away,,Chair,02/11/2026\n"
        ),
    )
    .expect("written");
    let (_, _, october) = folder.run("build", OCTOBER);
    let (cases, _, november) = folder.run("build", NOVEMBER);
    assert_eq!(cases, [format!("{CASE} defer")]);
    let (cases, findings, _) = folder.run("build", DECEMBER);
    assert_eq!(cases, [format!("{CASE} accept")], "{findings:?}");
    assert!(findings.contains(&"deferred-again".to_owned()), "{findings:?}");
    let letter = document(&november, &format!("referrers-{CASE}-deferral-letter"));
    assert!(letter.contains("It will be heard at the next regular meeting and not at this one"), "{letter}");
    assert!(!letter.contains("deadline for the meeting"), "{letter}");
    let letter = document(&october, &format!("referrers-{CASE}-deferral-letter"));
    assert!(letter.contains("It reached us after the deadline"), "{letter}");
}
