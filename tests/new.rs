//! `new`: a working folder that builds at once, from any built-in panel.

use std::collections::BTreeSet;
use std::path::Path;

use cmarac::panel::BUILT_IN;
use serde_json::Value;

use crate::support::{cmarac, root, stderr, stdout, tree};

/// Runs `new` in an input folder on a Monday in May 2026.
fn new(input: &Path, arguments: &[&str]) -> std::process::Output {
    let input = input.to_string_lossy();
    cmarac(&[&["new", "--input", &input, "--today", "2026-05-18"], arguments].concat())
}

fn work() -> tempfile::TempDir {
    tempfile::tempdir().expect("a working folder")
}

#[test]
fn every_panel_of_the_repository_is_built_in() {
    let folders: BTreeSet<String> = std::fs::read_dir(root().join("input"))
        .expect("the input folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let built_in: BTreeSet<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert!(built_in.len() >= 3, "{built_in:?}");
    assert_eq!(built_in, folders, "src/panel/builtin.rs lists the folders of input/");
    for (name, text) in BUILT_IN {
        let file = std::fs::read_to_string(root().join("input").join(name).join("panel.toml"));
        assert_eq!(file.expect("the panel's file"), *text, "{name}");
    }
}

#[test]
fn every_built_in_panel_starts_a_folder_that_builds_at_once() {
    let work = work();
    let (input, output) = (work.path().join("input"), work.path().join("output"));
    for (from, _) in BUILT_IN {
        let name = format!("north-{from}");
        let made = new(&input, &[&name, "--from", from]);
        assert_eq!(made.status.code(), Some(0), "{from}: {}", stderr(&made));
        let said = stdout(&made);
        assert!(said.contains(&format!("cmarac build --panel {name} --input ")), "{said}");
        let build = cmarac(&[
            "build",
            "--panel",
            &name,
            "--input",
            &input.to_string_lossy(),
            "--output",
            &output.to_string_lossy(),
            "--keep-sources",
            &work.path().join("sources").to_string_lossy(),
        ]);
        assert_eq!(build.status.code(), Some(0), "{from}: {}", stderr(&build));
        assert!(stdout(&build).contains("No case is listed yet."), "{}", stdout(&build));
        let meetings: Vec<_> = std::fs::read_dir(output.join(&name)).expect("output").flatten().collect();
        let meeting = meetings
            .iter()
            .find(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .expect("a meeting's output")
            .path();
        for document in ["agenda.pdf", "minutes.docx", "sign-in-sheet.pdf", "full-pack.pdf", "findings.txt"] {
            assert!(meeting.join("coordinator").join(document).is_file(), "{from}: {document}");
        }
        let findings = std::fs::read_to_string(meeting.join("coordinator/findings.txt")).expect("findings");
        assert!(findings.starts_with("0 urgent, 0 errors, 1 warning, "), "{from}: {findings}");
        assert!(!findings.contains("README"), "the program does not read it: {findings}");
    }
    let sources = tree(&work.path().join("sources"));
    let said = |document: &str, words: &str| {
        let found = sources.iter().filter(|(path, _)| path.ends_with(document));
        let count = found.filter(|(_, text)| String::from_utf8_lossy(text).contains(words)).count();
        assert_eq!(count, BUILT_IN.len(), "{document}: {words}");
    };
    said("coordinator-agenda.typ", "No case is listed yet");
    said("coordinator-agenda.typ", " has come in.");
    said("coordinator-minutes.typ", "No case is listed yet.");
    said("coordinator-actions-review.typ", "No action from an earlier meeting is open.");
}

#[test]
fn the_first_meeting_is_the_next_by_the_calendar() {
    let work = work();
    let made = new(work.path(), &["islington"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let says =
        "The first meeting is on Wednesday 10 June 2026. Referrals close on Tuesday 26 May 2026 at 5pm.";
    assert!(stdout(&made).contains(says), "{}", stdout(&made));
    let files: Vec<String> = tree(work.path()).into_keys().collect();
    let forms =
        ["meeting-record", "referral-form", "return-form"].map(|form| format!("islington/forms/{form}.xlsx"));
    assert_eq!(
        files,
        [&["islington/README.txt".to_owned()], &forms[..], &["islington/panel.toml".into()]].concat()
    );
    for folder in ["referrals", "returns"] {
        assert!(work.path().join("islington/2026-06-10").join(folder).is_dir(), "{folder}");
    }
    let made = new(work.path(), &["own", "--from", "islington", "--meeting", "2026-07-08"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(work.path().join("own/2026-07-08/referrals").is_dir(), "the meeting that was asked for");
    // After the last listed meeting, and for a panel that meets as needed: four weeks on.
    let input = work.path().to_string_lossy();
    let made = cmarac(&["new", "later", "--from", "brent", "--today", "2090-12-01", "--input", &input]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let says =
        "names no meeting after Friday 1 December 2090, so the first is set for Friday 29 December 2090";
    assert!(stdout(&made).contains(says), "{}", stdout(&made));
}

#[test]
fn its_own_name_stands_in_its_files() {
    let work = work();
    let made = new(work.path(), &["northmoor", "--from", "islington", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout(&made)).expect("it is JSON");
    assert_eq!(json["format"], 1);
    assert_eq!(json["meeting"], "2026-06-10");
    let files = tree(work.path());
    for (path, text) in files.iter().filter(|(path, _)| !path.ends_with(".xlsx")) {
        let text = String::from_utf8_lossy(text);
        assert!(!text.contains("--panel islington"), "{path}");
        assert!(text.contains("cmarac check --panel northmoor"), "{path}");
    }
    assert_eq!(files.len(), 5);
}

#[test]
fn nothing_is_written_over_and_nothing_half() {
    let work = work();
    std::fs::create_dir_all(work.path().join("islington/2026-06-10")).expect("a folder");
    std::fs::write(work.path().join("islington/mine.txt"), "mine").expect("a file");
    std::fs::write(work.path().join("brent"), "a file of that name").expect("a file");
    let before = tree(work.path());
    for taken in ["islington", "brent"] {
        let run = new(work.path(), &[taken]);
        assert_eq!(run.status.code(), Some(1), "{taken}");
        assert!(stderr(&run).contains("is there already, and nothing was written"), "{}", stderr(&run));
    }
    assert_eq!(tree(work.path()), before);
    // What a run that was killed has left is cleared away, and is no panel meanwhile.
    std::fs::create_dir_all(work.path().join(".haringey.new/referrals")).expect("a folder");
    std::fs::write(work.path().join(".haringey.new/junk"), "left").expect("a file");
    assert_eq!(new(work.path(), &["haringey"]).status.code(), Some(0));
    assert!(work.path().join("haringey/panel.toml").is_file());
    assert!(!work.path().join("haringey/junk").exists());
    assert!(!work.path().join(".haringey.new").exists());
    // The input folder is no folder: nothing can be written.
    let run = new(&work.path().join("brent"), &["haringey"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("help:"), "{}", stderr(&run));
}

#[test]
fn a_name_that_cannot_be_is_wrong_usage() {
    let work = work();
    let wrong = ["North", "con", "nul", "com1", "a b", "../up", "-x", "x-", "northmoor", ""];
    for name in wrong {
        let run = new(work.path(), &[name]);
        assert_eq!(run.status.code(), Some(2), "{name}: {}", stdout(&run));
    }
    let run = new(work.path(), &["northmoor"]);
    assert!(stderr(&run).contains("islington") && stderr(&run).contains("--from"), "{}", stderr(&run));
    assert_eq!(new(work.path(), &["northmoor", "--from", "nowhere"]).status.code(), Some(2));
    assert_eq!(tree(work.path()).len(), 0, "nothing was written");
}

#[test]
fn the_commands_it_prints_can_be_typed_as_they_stand() {
    let work = work();
    let input = work.path().join("our input");
    let made = new(&input, &["northmoor", "--from", "islington"]);
    let said = stdout(&made);
    let check = said.lines().map(str::trim).find(|line| line.contains(" check --panel ")).expect("a command");
    let typed = std::process::Command::new("sh").args(["-c", check]).output().expect("a shell");
    assert!(typed.status.success(), "{check}: {}", stderr(&typed));
    assert!(stdout(&typed).contains("No case is listed yet."), "{}", stdout(&typed));
    let readme = std::fs::read_to_string(input.join("northmoor/README.txt")).expect("it is there");
    assert!(readme.contains("cargo run --release --"), "{readme}");
}

#[test]
fn a_deadline_that_has_passed_is_said_and_the_output_folder_is_kept_in_the_commands() {
    let work = work();
    let input = work.path().join("input");
    let folder = input.to_string_lossy();
    let late = ["new", "late", "--from", "islington", "--today", "2027-01-05", "--output", "elsewhere"];
    let said = stdout(&cmarac(&[&late[..], &["--input", &folder]].concat()));
    for words in [
        "first meeting is on Wednesday 13 January 2027",
        "That day is over",
        "rename the folder to 2027-02-10",
        "under elsewhere/late/forms",
        "--output elsewhere\n",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let timely = new(&input, &["timely", "--from", "islington"]);
    assert!(!stdout(&timely).contains("is over"), "{}", stdout(&timely));
}
