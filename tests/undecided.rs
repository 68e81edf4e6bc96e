//! What nobody did in its time is not forgotten in the months after: a decision, a signature, a record.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{cmarac, copy, root, stderr, stdout};

/// The Islington sample, with a meeting after its last one.
struct Later {
    work: tempfile::TempDir,
}

impl Later {
    fn new() -> Self {
        let later = Later { work: tempfile::tempdir().expect("a working folder") };
        copy(&root().join("input/islington"), &later.panel());
        std::fs::create_dir_all(later.panel().join("2027-01-13/referrals")).expect("made");
        later
    }

    fn panel(&self) -> PathBuf {
        self.work.path().join("input/islington")
    }

    /// The findings of a meeting with this code: severity, message, help.
    fn findings(&self, meeting: &str, code: &str) -> Vec<[String; 3]> {
        let path = |folder: &str| self.work.path().join(folder).to_string_lossy().into_owned();
        let (input, output) = (path("input"), path("output"));
        let run = cmarac(&[
            "check",
            "--format",
            "json",
            "--meeting",
            meeting,
            "--input",
            &input,
            "--output",
            &output,
        ]);
        assert!(run.status.success(), "{}", stderr(&run));
        let said: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let findings = said["meetings"][0]["findings"].as_array().expect("findings").clone();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        findings
            .iter()
            .filter(|finding| finding["code"] == code)
            .map(|finding| ["severity", "message", "help"].map(|key| text(&finding[key])))
            .collect()
    }
}

#[test]
fn a_case_that_nobody_decided_is_named_until_somebody_does() {
    let work = tempfile::tempdir().expect("a working folder");
    let input = work.path().join("input");
    copy(&root().join("input/islington"), &input.join("islington"));
    let january = input.join("islington/2027-01-13/referrals");
    std::fs::create_dir_all(&january).expect("made");
    let check = |meeting: &str| {
        let (input, output) = (input.to_string_lossy(), work.path().join("output"));
        let options = ["--input", &input, "--output", &output.to_string_lossy(), "--meeting", meeting];
        let run = cmarac(&[&["check"], &options[..]].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        stdout(&run) + &stderr(&run)
    };
    let said = check("2027-01-13");
    assert!(said.contains("urgent[never-decided]: ISL-2026-015"), "it asked for an urgent meeting:\n{said}");
    assert!(!said.contains("never-decided]: ISL-2026-001"), "the others were decided");
    assert!(!check("2026-12-09").contains("never-decided"), "its own meeting says it in its own words");
}

#[test]
fn what_was_never_signed_off_is_named_once_its_meeting_is_over() {
    let later = Later::new();
    let found = later.findings("2027-01-13", "never-signed-off");
    let [[severity, message, help]] = found.as_slice() else {
        panic!("one finding for the meeting: {found:?}")
    };
    assert_eq!(severity, "warning");
    assert_eq!(
        message,
        "the meeting 2026-12-09 is over, and nobody has signed off what was to be written about ISL-2026-014 (for \
         another panel), ISL-2026-016 (returned): the letters are DRAFT still"
    );
    assert!(help.contains("cmarac letters --meeting 2026-12-09"), "{help}");
    assert_eq!(later.findings("2026-12-09", "never-signed-off"), [[""; 3]; 0], "its own meeting shows it");

    // Once these are signed they are not named, and those are whose signature is taken away.
    let december = later.panel().join("2026-12-09");
    std::fs::remove_file(december.join("decisions.xlsx")).expect("removed");
    let rows = "Case reference,Proposed outcome,Decision,Decided by,Date\n\
                ISL-2026-014,redirect,agree,C. Chair,2026-11-30\n\
                ISL-2026-016,return-incomplete,agree,C. Chair,2026-11-30\n";
    std::fs::write(december.join("decisions.csv"), rows).expect("written");
    let [[_, message, _]] = &later.findings("2027-01-13", "never-signed-off")[..] else {
        panic!("one finding")
    };
    assert!(!message.contains("ISL-2026-014") && !message.contains("ISL-2026-016"), "{message}");
    assert!(message.contains("ISL-2026-013 (declined)"), "{message}");
}

#[test]
fn a_missing_record_names_the_cases_it_keeps_away_until_it_is_there() {
    let later = Later::new();
    let found = later.findings("2027-01-13", "record-missing");
    let [[severity, message, help]] = found.as_slice() else { panic!("one finding: {found:?}") };
    assert_eq!(severity, "error", "it stands before all that merely needs a look");
    let (_, named) = message.split_once("nobody is asked about them: ").expect("it names them");
    let named: Vec<&str> = named.split(", ").collect();
    assert!(named.contains(&"ISL-2026-004") && named.contains(&"ISL-2026-018"), "{named:?}");
    for other in ["ISL-2026-002", "ISL-2026-008", "ISL-2026-019"] {
        assert!(!named.contains(&other), "{other} comes back, or was not heard: {named:?}");
    }
    assert!(help.contains("coordinator/meeting-record.xlsx"), "{help}");
    // One that is referred again is on the agenda.
    let from = later.panel().join("2026-12-09/referrals");
    copy_one(&from, &later.panel().join("2027-01-13/referrals"));
    let [[_, message, _]] = &later.findings("2027-01-13", "record-missing")[..] else {
        panic!("one finding")
    };
    assert!(!message.contains("ISL-2026-012"), "{message}");
}

/// Copies the referral of a case that two agencies brought.
fn copy_one(from: &Path, to: &Path) {
    let file = "Victim Support/CMARAC referral 20.11.xlsx";
    std::fs::copy(from.join(file), to.join("again.xlsx")).expect("copied");
}
