//! `issued`: what was sent is remembered, is what lies in the output, and is compared with what later
//! runs would send.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::{cmarac, copy, root, stderr, stdout, tree};

/// A working copy of the Islington sample whose letters are made.
struct Desk {
    work: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { work: tempfile::tempdir().expect("a working folder") };
        copy(&root().join("input/islington"), &desk.input().join("islington"));
        let made = desk.run(&["letters"]);
        assert!(made.status.success(), "{}", stderr(&made));
        desk
    }

    fn input(&self) -> PathBuf {
        self.work.path().join("input")
    }

    fn meeting(&self) -> PathBuf {
        self.input().join("islington/2026-12-09")
    }

    fn output(&self) -> PathBuf {
        self.work.path().join("output")
    }

    fn letter(&self, path: &str) -> PathBuf {
        self.output().join("islington/2026-12-09").join(path)
    }

    fn arguments(&self, command: &[&str]) -> Vec<String> {
        let folders = ["--input".into(), self.input().to_string_lossy().into_owned(), "--output".into()];
        let folders = folders.into_iter().chain([self.output().to_string_lossy().into_owned()]);
        command.iter().map(|word| (*word).to_owned()).chain(folders).collect()
    }

    fn run(&self, command: &[&str]) -> Output {
        let arguments = self.arguments(command);
        cmarac(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Records these letters, or all, on a day.
    fn issue(&self, references: &[&str], day: &str) -> Output {
        self.run(&[&["issued", "--today", day], references].concat())
    }

    fn register(&self) -> String {
        std::fs::read_to_string(self.input().join("islington/register.csv")).expect("there is a register")
    }

    /// What `check` says of the meeting.
    fn check(&self) -> Value {
        let run = self.run(&["check", "--format", "json"]);
        assert!(run.status.success(), "{}", stderr(&run));
        let check: Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
        check["meetings"][0].clone()
    }

    /// Findings about letters that were sent: code, message.
    fn differences(&self) -> Vec<(String, String)> {
        let check = self.check();
        let findings = check["findings"].as_array().expect("findings").iter();
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        findings
            .filter(|finding| text(finding, "code").starts_with("sent-"))
            .map(|finding| {
                assert!(
                    finding["place"]["line"].as_u64() > Some(2),
                    "it names the register's line: {finding}"
                );
                assert!(!text(finding, "help").is_empty(), "it says what to do: {finding}");
                (text(finding, "code"), text(finding, "message"))
            })
            .collect()
    }

    /// Puts another text in the place of one of the panel's own.
    fn change_panel(&self, from: &str, to: &str) {
        let path = self.input().join("islington/panel.toml");
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.contains(from), "the panel says {from}");
        std::fs::write(path, text.replacen(from, to, 1)).expect("written");
    }

    /// Puts these decisions in the place of the sample's.
    fn decide(&self, rows: &[&str]) {
        let head = "Case reference,Proposed outcome,Decision,Reason for the file,Decided by,Date,Time slot";
        let old = self.meeting().join("decisions.xlsx");
        if old.exists() {
            std::fs::remove_file(old).expect("removed");
        }
        let text = [&[head], rows].concat().join("\n");
        std::fs::write(self.meeting().join("decisions.csv"), text).expect("written");
    }
}

/// Whether a path is that of an invitation for a calendar program that goes with a letter.
fn is_invitation_with_letter(path: &str) -> bool {
    path.contains("/referrers/") && path.ends_with(".ics")
}

#[test]
fn all_letters_but_drafts_are_recorded_once_and_nothing_else_is_written() {
    let desk = Desk::new();
    let (before, output) = (tree(&desk.input()), tree(&desk.output()));
    let run = desk.issue(&[], "2026-12-02");
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let said = stdout(&run);
    assert!(said.contains("ISL-2026-005  accept") && said.contains("2 December 2026"), "{said}");
    for draft in ["ISL-2026-014", "ISL-2026-016"] {
        assert!(said.contains(&format!("Not recorded: the letter about {draft} is a DRAFT")), "{said}");
    }
    let after = desk.register();
    let recorded: Vec<&str> = after.lines().filter(|line| line.contains(",sent 2026-12-02; ")).collect();
    let letters = output.keys().filter(|path| path.ends_with("-letter.pdf")).count();
    let invitations = output.keys().filter(|path| is_invitation_with_letter(path)).count();
    assert!(invitations > 2, "cases are heard: {invitations}");
    assert_eq!(recorded.len(), letters - 2 + invitations, "{recorded:#?}");
    for (path, bytes) in tree(&desk.input()) {
        let old = before.get(&path).expect("no file is new");
        if path == "islington/register.csv" {
            assert!(bytes.starts_with(old), "older lines stay as they are");
        } else {
            assert!(&bytes == old, "{path} was changed");
        }
    }
    for (path, bytes) in tree(&desk.output()) {
        assert!(output.get(&path) == Some(&bytes), "{path} was changed");
    }

    let again = desk.issue(&[], "2026-12-05");
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert!(stdout(&again).contains("recorded as sent on 2 December 2026 already"), "{}", stdout(&again));
    assert_eq!(desk.register(), after, "the same letter is recorded once");

    let check = desk.check();
    for case in check["cases"].as_array().expect("cases") {
        let reference = case["reference"].as_str().expect("a reference");
        let dates: Vec<&str> = case["sent"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|sent| sent["letter"].as_str().is_some_and(|path| path.ends_with(".pdf")))
            .filter_map(|sent| sent["date"].as_str())
            .collect();
        let number = match reference {
            "ISL-2026-012" => 2,
            "ISL-2026-014" | "ISL-2026-015" | "ISL-2026-016" => 0,
            _ => 1,
        };
        assert_eq!(dates, vec!["2026-12-02"; number], "{reference}");
    }
    assert_eq!(desk.differences(), [], "nothing has changed since");
    let printed = stdout(&desk.run(&["check"]));
    assert!(printed.contains("sent 2 December 2026") && printed.contains("not sent"), "{printed}");
    assert!(desk.run(&["build"]).status.success());
    assert_eq!(desk.differences(), [], "a build changes no letter");
}

#[test]
fn another_day_on_the_letters_is_no_other_letter() {
    let desk = Desk::new();
    assert!(desk.run(&["letters", "--today", "2026-11-30"]).status.success());
    assert!(desk.issue(&[], "2026-11-30").status.success());
    assert_eq!(desk.differences(), []);
}

#[test]
fn what_was_not_made_so_is_not_recorded() {
    let desk = Desk::new();
    let before = desk.register();
    let letter =
        |reference: &str, kind: &str| desk.letter(&format!("referrers/{reference}/{kind}-letter.pdf"));
    let edited = letter("ISL-2026-005", "acceptance");
    let mut bytes = std::fs::read(&edited).expect("read");
    bytes.extend(b"\n% signed");
    std::fs::write(&edited, bytes).expect("written");
    std::fs::remove_file(letter("ISL-2026-006", "acceptance")).expect("removed");
    for (reference, said) in [
        ("ISL-2026-005", "is not the one that was made"),
        ("ISL-2026-006", "is no longer there"),
        ("ISL-2026-014", "is a DRAFT"),
        ("ISL-2026-015", "no letter about ISL-2026-015"),
        ("ISL-2027-001", "no letter about ISL-2027-001"),
    ] {
        let run = desk.issue(&[reference], "2026-12-02");
        assert_eq!(run.status.code(), Some(1), "{reference}");
        assert!(stderr(&run).contains(said) && stderr(&run).contains("help:"), "{}", stderr(&run));
        assert_eq!(desk.register(), before, "{reference}: nothing was recorded");
    }
    let run = desk.issue(&["isl-2026-007", "ISL-2026-014"], "2026-12-02");
    assert_eq!(run.status.code(), Some(1), "one of the two was recorded");
    let added = desk.register().split_off(before.len());
    // The letter, and the invitation that goes with it.
    assert!(added.lines().all(|line| line.starts_with("ISL-2026-007,2026-12-09,p")), "{added}");
    assert_eq!(added.lines().count(), 2, "{added}");

    // A register that knows nothing of the case is not the one the letter was made with.
    let head: String = before.lines().take(2).map(|line| format!("{line}\n")).collect();
    std::fs::write(desk.input().join("islington/register.csv"), &head).expect("written");
    let run = desk.issue(&["ISL-2026-008"], "2026-12-02");
    assert!(stderr(&run).contains("does not know ISL-2026-008"), "{}", stderr(&run));
    assert_eq!((run.status.code(), desk.register()), (Some(1), head));
}

#[test]
fn without_letters_it_says_how_to_make_them() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/islington"), &work.path().join("input/islington"));
    let before = tree(work.path());
    let input = work.path().join("input").to_string_lossy().into_owned();
    let output = work.path().join("output").to_string_lossy().into_owned();
    for references in [&[][..], &["ISL-2026-005"]] {
        let run = cmarac(&[&["issued", "--input", &input, "--output", &output], references].concat());
        assert_eq!(run.status.code(), Some(1));
        assert!(stderr(&run).contains("cmarac letters"), "{}", stderr(&run));
    }
    assert!(tree(work.path()) == before, "nothing was written");
}

#[test]
fn another_outcome_than_was_sent_is_said() {
    let desk = Desk::new();
    assert!(desk.issue(&[], "2026-12-02").status.success());
    desk.change_panel("subject.age >= 18", "subject.age >= 75");
    let differences = desk.differences();
    let about = |reference: &str| {
        differences
            .iter()
            .find(|(_, message)| message.contains(reference))
            .map(|(code, message)| (code.as_str(), message.as_str()))
    };
    let message = "ISL-2026-005 is decline now, and the letter sent on 2 December 2026 says accept";
    assert_eq!(about("ISL-2026-005"), Some(("sent-outcome-differs", message)));
    assert_eq!(about("ISL-2026-014"), None, "its letter was not sent");
    let sources = desk.work.path().join("sources");
    let made = desk.run(&["letters", "--keep-sources", &sources.to_string_lossy()]);
    assert!(made.status.success(), "{}", stderr(&made));
    let letter = sources.join("islington/2026-12-09/referrers-ISL-2026-005-decline-letter.typ");
    let letter = std::fs::read_to_string(letter).expect("the letter's source");
    assert!(letter.contains("we sent you on 2 December 2026. The case is not heard at the time"), "{letter}");
}

#[test]
fn letters_made_again_on_another_day_are_not_recorded_again() {
    let desk = Desk::new();
    assert!(desk.issue(&[], "2026-12-02").status.success());
    let register = desk.register();
    assert!(desk.run(&["letters", "--today", "2026-12-04"]).status.success());
    let again = desk.issue(&[], "2026-12-04");
    assert!(stdout(&again).contains("No letter was recorded as sent."), "{}", stdout(&again));
    assert_eq!(desk.register(), register, "they tell nobody anything new");
}

#[test]
fn a_return_letter_that_was_answered_asks_for_the_new_letter() {
    let desk = Desk::new();
    assert!(desk.issue(&["ISL-2026-005"], "2026-12-02").status.success());
    let line = |line: &str| {
        let is_letter = line.contains("/ISL-2026-005/acceptance-letter.pdf");
        let line = line
            .replace("acceptance-letter", "return-letter")
            .replace("outcome accept", "outcome return-incomplete");
        (is_letter || !line.contains("/ISL-2026-005/")).then(|| format!("{line}\n"))
    };
    let register: String = desk.register().lines().filter_map(line).collect();
    std::fs::write(desk.input().join("islington/register.csv"), register).expect("written");
    let check = desk.check();
    let findings = check["findings"].as_array().expect("findings").iter();
    let sent: Vec<&Value> =
        findings.filter(|one| one["code"].as_str().is_some_and(|code| code.starts_with("sent-"))).collect();
    assert_eq!(sent.len(), 1, "{sent:#?}");
    assert_eq!((&sent[0]["code"], &sent[0]["severity"]), (&"sent-return-answered".into(), &"warning".into()));
    assert!(sent[0]["help"].as_str().is_some_and(|help| help.contains("issued ISL-2026-005")), "{sent:#?}");
}

#[test]
fn other_words_than_were_sent_are_said() {
    let desk = Desk::new();
    assert!(desk.issue(&["ISL-2026-005"], "2026-12-02").status.success());
    desk.change_panel("must-not-wait = \"\"\"\n", "must-not-wait = \"\"\"\nAnother sentence. ");
    let message = "the letter about ISL-2026-005 has other words now than the one sent on 2 December 2026";
    assert_eq!(desk.differences(), [("sent-words-differ".to_owned(), message.to_owned())]);
    assert!(desk.run(&["letters"]).status.success());
    assert!(desk.issue(&["ISL-2026-005"], "2026-12-04").status.success());
    assert_eq!(desk.differences(), [], "the new letter was sent");
    let recorded = |name: &str| desk.register().matches(&format!(",referrers/ISL-2026-005/{name},")).count();
    assert_eq!(recorded("acceptance-letter.pdf"), 2, "both are on record");
    assert_eq!(recorded("invitation.ics"), 1, "its time did not change");
}

#[test]
fn another_time_than_was_told_is_said_until_that_is_sent() {
    let desk = Desk::new();
    assert!(desk.issue(&["ISL-2026-006"], "2026-12-02").status.success());
    let told = |check: &Value| {
        let cases = check["cases"].as_array().expect("cases");
        let case = cases.iter().find(|case| case["reference"] == "ISL-2026-006").expect("it is listed");
        (
            case["slot"].as_str().unwrap_or_default().to_owned(),
            case["sent"][0]["slot"].as_str().unwrap_or_default().to_owned(),
        )
    };
    assert_eq!(told(&desk.check()), ("10:30".to_owned(), "10:30".to_owned()));
    desk.decide(&["ISL-2026-006,,,,,,11:30"]);
    let message = "ISL-2026-006 is heard at 11:30am now, and the letter sent on 2 December 2026 says 10:30am";
    assert_eq!(desk.differences(), [("sent-slot-differs".to_owned(), message.to_owned())]);
    let letter = || {
        let sources = desk.work.path().join("sources");
        let made = desk.run(&["letters", "--keep-sources", &sources.to_string_lossy()]);
        assert!(made.status.success(), "{}", stderr(&made));
        let letter = sources.join("islington/2026-12-09/referrers-ISL-2026-006-acceptance-letter.typ");
        std::fs::read_to_string(letter).expect("the letter's source")
    };
    let replaces = "This letter takes the place of the one that we sent you on 2 December 2026.";
    let second = letter();
    assert!(second.contains(replaces), "{second}");
    assert!(desk.issue(&["ISL-2026-006"], "2026-12-03").status.success());
    assert_eq!(desk.differences(), []);
    assert_eq!(letter(), second, "sending it changes nothing of it");
}

#[test]
fn a_case_that_is_gone_after_its_letter_was_sent_is_said() {
    let desk = Desk::new();
    assert!(desk.issue(&[], "2026-12-02").status.success());
    std::fs::remove_file(desk.meeting().join("referrals/Adult Social Care/ASC referral 6 Nov.xlsx"))
        .expect("removed");
    let differences = desk.differences();
    let gone: Vec<_> = differences.iter().filter(|(code, _)| code == "sent-case-gone").collect();
    assert_eq!(gone.len(), 1, "{differences:?}");
    assert!(gone[0].1.contains("ISL-2026-007"), "{gone:?}");
}

#[test]
fn recording_and_building_at_once_lose_nothing() {
    for _ in 0..3 {
        let desk = Desk::new();
        let before = desk.register();
        let started: Vec<_> =
            [&["issued", "--today", "2026-12-02"][..], &["letters"], &["issued", "--today", "2026-12-02"]]
                .iter()
                .map(|command| {
                    Command::new(env!("CARGO_BIN_EXE_cmarac"))
                        .args(desk.arguments(command))
                        .stdout(Stdio::piped())
                        .stderr(Stdio::piped())
                        .spawn()
                        .expect("the program starts")
                })
                .collect();
        for child in started {
            let run = child.wait_with_output().expect("it ends");
            let waited = stderr(&run).contains("another run is at work in");
            assert!(run.status.success() || waited, "{}", stderr(&run));
        }
        let run = desk.issue(&[], "2026-12-02");
        assert!(run.status.success(), "{}", stderr(&run));
        let after = desk.register();
        assert!(after.starts_with(&before));
        let added: Vec<&str> = after[before.len()..].lines().collect();
        let mut once = added.clone();
        once.sort_unstable();
        once.dedup();
        let output = tree(&desk.output());
        let letters = output.keys().filter(|path| path.ends_with("-letter.pdf")).count();
        let invitations = output.keys().filter(|path| is_invitation_with_letter(path)).count();
        let sent = letters - 2 + invitations;
        assert_eq!((added.len(), once.len()), (sent, sent), "but for two drafts: {added:#?}");
    }
}

#[test]
fn a_meeting_that_begins_later_is_said_to_be_why_told_times_cannot_stay() {
    let desk = Desk::new();
    assert!(desk.issue(&[], "2026-12-02").status.success());
    desk.change_panel("start = 09:45", "start = 10:00");
    let check = desk.check();
    let findings = check["findings"].as_array().expect("findings");
    let of = |code: &str| -> Vec<&Value> { findings.iter().filter(|one| one["code"] == code).collect() };
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let lost = of("told-slot-lost");
    assert_eq!(lost.len(), 1, "only the first slot is before the first case now: {lost:#?}");
    let (message, help) = (text(lost[0], "message"), text(lost[0], "help"));
    assert!(
        message.starts_with("the letter about ISL-2026-012 said 10am, but the meeting begins at 10am now and its first case is heard from 10:15am on, so it is heard at "),
        "{message}"
    );
    assert!(help.contains("`start`") && help.contains("cmarac issued ISL-2026-012"), "{help}");
    for differs in of("sent-slot-differs") {
        assert!(text(differs, "help").contains("told-slot-lost"), "{differs}");
    }
    // A time that the coordinator fixed since can be taken back.
    let desk = Desk::new();
    assert!(desk.issue(&[], "2026-12-02").status.success());
    desk.decide(&["ISL-2026-005,accept,agree,,C. Chair,2026-12-01,12:45"]);
    let check = desk.check();
    let findings = check["findings"].as_array().expect("findings");
    let differs = findings.iter().find(|one| one["code"] == "sent-slot-differs").expect("it moved");
    assert!(text(differs, "help").starts_with("Take the new time out of decisions.xlsx"), "{differs}");
}
