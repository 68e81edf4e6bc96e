//! Urgent meetings as folders of their own, through the whole program: references that move with their
//! referrals, what is put off to whom, and when such a meeting begins.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{cmarac, root, stderr};

const NOVEMBER: &str = "2026-11-04";
const URGENT: &str = "2026-11-19-urgent";
const DECEMBER: &str = "2026-12-02";

/// A working folder of the domestic abuse MARAC.
struct Folder {
    work: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = Folder { work: tempfile::tempdir().expect("a working folder") };
        for meeting in [NOVEMBER, URGENT, DECEMBER] {
            std::fs::create_dir_all(folder.panel().join(meeting).join("referrals")).expect("made");
        }
        let panel = root().join("input/city-domestic-abuse/panel.toml");
        std::fs::copy(panel, folder.panel().join("panel.toml")).expect("copied");
        folder
    }

    fn panel(&self) -> PathBuf {
        self.work.path().join("input/city-domestic-abuse")
    }

    /// Puts a referral of this person, received then, into a meeting's folder.
    fn refer(&self, meeting: &str, name: &str, received: &str, more: (&str, &str)) -> &Self {
        let text = format!(
            "Surname,Forenames,Date of birth,Referral received,Area of residence,Risk total,Most recent incident,\
             Professional judgement of serious concern,Incidents are escalating,{}\n\
             {name},Ada,03/04/1990,{received},City of London,15,a plate was thrown,no,no,{}\n",
            more.0, more.1
        );
        let path = self.panel().join(meeting).join(format!("referrals/{name}.csv"));
        std::fs::write(path, text).expect("written");
        self
    }

    fn file(&self, meeting: &str, name: &str) -> PathBuf {
        self.panel().join(meeting).join(format!("referrals/{name}.csv"))
    }

    fn decide(&self, meeting: &str, rows: &str) -> &Self {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Decisions").expect("a name");
        let headings = "Case reference|Decision|Reason for the file|Decided by|Date|Time slot";
        for (row, line) in (0..).zip(std::iter::once(headings).chain(rows.lines())) {
            sheet.write_row(row, 0, line.trim().split('|')).expect("written");
        }
        workbook.save(self.panel().join(meeting).join("decisions.xlsx")).expect("saved");
        self
    }

    /// Runs a meeting as a coordinator does, so that the register is written; gives its cases as
    /// `reference outcome time decided-by`, and the codes of its findings.
    fn run(&self, meeting: &str) -> (Vec<String>, Vec<String>) {
        let path = |name: &str| self.work.path().join(name).to_string_lossy().into_owned();
        let run = cmarac(&[
            "letters",
            "--format",
            "json",
            "--meeting",
            meeting,
            "--input",
            &path("input"),
            "--output",
            &path("output"),
        ]);
        let said: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", stderr(&run)));
        let meeting = &said["meetings"][0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let cases = list(&meeting["cases"]).into_iter().map(|case| {
            let by: Vec<String> = list(&case["decided_by"]).iter().map(text).collect();
            format!(
                "{} {} {} {}",
                text(&case["reference"]),
                text(&case["outcome"]),
                text(&case["slot"]),
                by.join("+")
            )
        });
        let findings = list(&meeting["findings"]).iter().map(|finding| text(&finding["code"])).collect();
        (cases.collect(), findings)
    }
}

#[test]
fn a_referral_moved_into_an_urgent_folder_keeps_its_reference() {
    let folder = Folder::new();
    folder.refer(DECEMBER, "Moved", "16/11/2026 09:00", ("Gender", "")).refer(
        DECEMBER,
        "Stays",
        "17/11/2026 09:00",
        ("Gender", ""),
    );
    assert_eq!(
        folder.run(DECEMBER).0,
        ["CDA-2026-001 accept 10:00 high-risk", "CDA-2026-002 accept 10:20 high-risk"]
    );
    std::fs::rename(folder.file(DECEMBER, "Moved"), folder.file(URGENT, "Moved")).expect("moved");
    assert_eq!(folder.run(URGENT).0, ["CDA-2026-001 accept 10:00 high-risk"]);
    let (cases, findings) = folder.run(DECEMBER);
    assert_eq!(cases, ["CDA-2026-002 accept 10:00 high-risk"]);
    assert!(!findings.contains(&"heard-urgently".to_owned()), "{findings:?}");
}

#[test]
fn a_referral_copied_into_an_urgent_folder_keeps_its_reference_and_is_no_repeat_of_itself() {
    let folder = Folder::new();
    folder.refer(DECEMBER, "Copied", "16/11/2026 09:00", ("Gender", ""));
    folder.run(DECEMBER);
    folder.refer(URGENT, "Copied", "16/11/2026 09:00", ("Gender", ""));
    assert_eq!(folder.run(URGENT).0, ["CDA-2026-001 accept 10:00 high-risk"]);
    let (cases, findings) = folder.run(DECEMBER);
    assert_eq!(cases, ["CDA-2026-001 accept 10:00 high-risk"]);
    assert!(findings.contains(&"heard-urgently".to_owned()), "{findings:?}");
}

#[test]
fn a_new_referral_of_somebody_heard_before_is_a_new_case() {
    let folder = Folder::new();
    folder.refer(NOVEMBER, "Again", "20/10/2026 09:00", ("Gender", ""));
    folder.run(NOVEMBER);
    folder.refer(URGENT, "Again", "18/11/2026 09:00", ("Gender", ""));
    assert_eq!(folder.run(URGENT).0, ["CDA-2026-002 accept 10:00 high-risk+repeat"]);
}

#[test]
fn what_was_put_off_and_then_heard_urgently_does_not_come_back() {
    let folder = Folder::new();
    folder.refer(NOVEMBER, "Late", "28/10/2026 17:01", ("Gender", "")).refer(
        DECEMBER,
        "Other",
        "20/11/2026 09:00",
        ("Gender", ""),
    );
    assert_eq!(folder.run(NOVEMBER).0, ["CDA-2026-001 defer  "]);
    let came_back = "CDA-2026-001 accept 10:00 high-risk";
    assert_eq!(folder.run(DECEMBER).0, [came_back, "CDA-2026-002 accept 10:20 high-risk"]);
    folder.refer(URGENT, "Late", "28/10/2026 17:01", ("Gender", ""));
    assert_eq!(folder.run(URGENT).0, ["CDA-2026-001 accept 10:00 high-risk"]);
    assert_eq!(folder.run(DECEMBER).0, ["CDA-2026-002 accept 10:00 high-risk"]);
}

#[test]
fn what_people_put_off_from_an_urgent_meeting_is_heard_at_the_next_regular_one() {
    let folder = Folder::new();
    folder.refer(URGENT, "Off", "18/11/2026 09:00", ("Gender", ""));
    folder.run(URGENT);
    folder.decide(URGENT, "CDA-2026-001|defer|the officer is away|C. Chair|2026-11-18|");
    assert_eq!(folder.run(URGENT).0, ["CDA-2026-001 defer  "]);
    assert_eq!(folder.run(DECEMBER).0, ["CDA-2026-001 accept 10:00 high-risk"]);
}

#[test]
fn an_urgent_meeting_begins_when_its_first_case_is_fixed_and_has_no_deadline() {
    let folder = Folder::new();
    let urgent = ("Urgent meeting requested,Reason for urgency", "yes,he is released tonight");
    folder.refer(URGENT, "First", "19/11/2026 16:00", urgent).refer(
        URGENT,
        "Second",
        "19/11/2026 16:30",
        urgent,
    );
    let (cases, findings) = folder.run(URGENT);
    assert_eq!(
        cases,
        ["CDA-2026-001 accept-urgent 10:00 high-risk", "CDA-2026-002 accept-urgent 10:20 high-risk"]
    );
    assert!(findings.contains(&"urgent-time-not-set".to_owned()), "{findings:?}");
    folder.decide(URGENT, "CDA-2026-002|agree||C. Chair|2026-11-19|19:30");
    let (cases, findings) = folder.run(URGENT);
    assert_eq!(
        cases,
        ["CDA-2026-001 accept-urgent 19:50 high-risk", "CDA-2026-002 accept-urgent 19:30 high-risk"]
    );
    for unwanted in [
        "urgent-time-not-set",
        "slot-too-early",
        "meeting-too-long",
        "urgent-needs-meeting",
        "deadline-on-holiday",
    ] {
        assert!(!findings.contains(&unwanted.to_owned()), "{unwanted}: {findings:?}");
    }
}

#[test]
fn an_urgent_request_in_a_regular_folder_is_heard_there_at_the_latest_and_says_so() {
    let folder = Folder::new();
    let urgent = ("Urgent meeting requested,Reason for urgency", "yes,he is released tonight");
    folder.refer(DECEMBER, "Now", "30/11/2026 16:00", urgent);
    let (cases, findings) = folder.run(DECEMBER);
    assert_eq!(cases, ["CDA-2026-001 accept-urgent 10:00 high-risk"]);
    assert!(findings.contains(&"urgent-needs-meeting".to_owned()), "{findings:?}");
}
