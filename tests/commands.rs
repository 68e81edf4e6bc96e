//! The commands as a person meets them: wrong usage, bad input, exit statuses, what is printed.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{cmarac, copy, root, stderr, stdout, tree};

fn work() -> tempfile::TempDir {
    tempfile::tempdir().expect("a working folder")
}

/// A working copy of one panel's sample.
fn sample(work: &Path) -> (String, String) {
    copy(&root().join("input/islington"), &work.join("input/islington"));
    (work.join("input").to_string_lossy().into_owned(), work.join("output").to_string_lossy().into_owned())
}

#[test]
fn an_empty_input_folder_says_what_to_do() {
    let work = work();
    let empty = work.path().join("input");
    std::fs::create_dir(&empty).expect("made");
    for folder in [empty, work.path().join("not there")] {
        let run = cmarac(&["build", "--input", &folder.to_string_lossy()]);
        assert_eq!(run.status.code(), Some(1));
        let said = stderr(&run);
        assert!(said.contains("panel.toml"), "it says what is needed: {said}");
        assert!(said.contains("help:"), "it says what to do: {said}");
    }
}

#[test]
fn wrong_usage_is_status_two() {
    for wrong in
        [&["bild"][..], &["build", "--meeting", "9 December"], &["explain"], &["build", "--today", "soon"]]
    {
        assert_eq!(cmarac(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_mistake_in_the_panel_file_names_line_and_key_with_a_suggestion() {
    let work = work();
    let (input, output) = sample(work.path());
    let file = Path::new(&input).join("islington/panel.toml");
    let text = std::fs::read_to_string(&file).expect("read").replacen("short-name", "shortname", 1);
    let line = text.lines().position(|line| line.starts_with("shortname")).expect("it was changed") + 1;
    std::fs::write(&file, text).expect("written");
    let run = cmarac(&["build", "--input", &input, "--output", &output]);
    assert_eq!(run.status.code(), Some(1));
    let said = stderr(&run);
    assert!(said.contains(&format!("islington/panel.toml:{line}")), "{said}");
    assert!(said.contains("shortname") && said.contains("short-name"), "{said}");
}

#[test]
fn a_run_that_made_not_every_document_says_which_and_does_not_end_well() {
    let work = work();
    let (input, output) = sample(work.path());
    let templates = Path::new(&input).join("islington/templates");
    std::fs::create_dir(&templates).expect("made");
    let own = std::fs::read_to_string(root().join("templates/letter-decline.typ")).expect("read")
        + "\n#no-such-function()\n";
    std::fs::write(templates.join("letter-decline.typ"), own).expect("written");
    let run = cmarac(&["letters", "--input", &input, "--output", &output]);
    assert_eq!(run.status.code(), Some(1), "{}", stdout(&run));
    let letter = "referrers/ISL-2026-013/decline-letter.pdf";
    assert!(stdout(&run).contains(&format!("NOT MADE: {letter}")), "{}", stdout(&run));
    let made = tree(Path::new(&output));
    assert!(made.keys().any(|path| path.ends_with("acceptance-letter.pdf")), "the others are there");
    assert!(!made.keys().any(|path| path.ends_with(letter)), "{letter} is not");
}

#[test]
fn a_panel_or_meeting_that_is_not_there_is_named() {
    let work = work();
    let (input, output) = sample(work.path());
    let run = cmarac(&["build", "--panel", "islingtn", "--input", &input, "--output", &output]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("islington"), "{}", stderr(&run));
    let run = cmarac(&[
        "build",
        "--panel",
        "islington",
        "--meeting",
        "2031-01-08",
        "--input",
        &input,
        "--output",
        &output,
    ]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stderr(&run).contains("2031-01-08"), "{}", stderr(&run));
}

#[test]
fn files_that_cannot_be_used_are_findings_and_the_rest_goes_on() {
    let work = work();
    let (input, output) = sample(work.path());
    let referrals = Path::new(&input).join("islington/2026-12-09/referrals");
    std::fs::write(referrals.join("notes.docx"), b"PK not a spreadsheet").expect("written");
    std::fs::write(referrals.join("broken.xlsx"), b"PK\x03\x04 cut off").expect("written");
    std::fs::write(
        referrals.join("locked.xlsx"),
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 512]].concat(),
    )
    .expect("written");
    std::fs::write(referrals.join("~$open.xlsx"), b"left by a spreadsheet program").expect("written");
    let run = cmarac(&[
        "build",
        "--panel",
        "islington",
        "--format",
        "json",
        "--input",
        &input,
        "--output",
        &output,
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let said = stdout(&run);
    for file in ["notes.docx", "broken.xlsx", "locked.xlsx", "~$open.xlsx"] {
        assert!(said.contains(file), "{file} is accounted for");
    }
    assert!(Path::new(&output).join("islington/2026-12-09/coordinator/agenda.pdf").is_file());
    let strict =
        cmarac(&["build", "--panel", "islington", "--strict", "--input", &input, "--output", &output]);
    assert_eq!(strict.status.code(), Some(3), "something needs attention");
}

#[test]
fn check_and_explain_write_nothing() {
    let work = work();
    let (input, output) = sample(work.path());
    let before = tree(Path::new(&input));
    let check = cmarac(&["check", "--panel", "islington", "--input", &input, "--output", &output]);
    assert_eq!(check.status.code(), Some(0), "{}", stderr(&check));
    let reference = stdout(&check)
        .split_whitespace()
        .filter(|word| word.starts_with("ISL-2026-0"))
        .find(|word| !word.starts_with("ISL-2026-002"))
        .expect("check names cases that are not heard only because they stay open")
        .to_owned();
    for format in ["human", "json"] {
        let explain =
            cmarac(&["explain", &reference, "--format", format, "--input", &input, "--output", &output]);
        assert_eq!(explain.status.code(), Some(0), "{}", stderr(&explain));
        assert!(stdout(&explain).contains("adults-only"), "every rule is explained");
    }
    let unknown = cmarac(&["explain", "ISL-2026-999", "--input", &input, "--output", &output]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(stderr(&unknown).contains("help:"));
    assert!(!Path::new(&output).exists(), "nothing was written");
    assert_eq!(tree(Path::new(&input)), before, "the input is as it was");
}

#[test]
fn a_case_of_an_earlier_meeting_is_explained_as_that_meeting_decided_it() {
    let work = work();
    let (input, output) = sample(work.path());
    let explain = |more: &[&str]| {
        cmarac(&[&["explain", "isl-2026-003", "--input", &input, "--output", &output], more].concat())
    };
    let then = stdout(&explain(&[]));
    assert!(
        then.starts_with("As the meeting of Wednesday 11 November 2026 decided it:\nISL-2026-003: declined"),
        "{then}"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&explain(&["--format", "json"]).stdout).expect("JSON and nothing else");
    assert_eq!(json["meeting"], "2026-11-11");
    let other = explain(&["--meeting", "2026-12-09"]);
    assert_eq!(other.status.code(), Some(1), "that meeting was asked for");
    assert!(stderr(&other).contains("name that with --meeting 2026-11-11"), "{}", stderr(&other));
    // A case that is on the latest agenda too is explained as it stands there.
    let both = cmarac(&["explain", "ISL-2026-002", "--input", &input, "--output", &output]);
    assert!(stdout(&both).starts_with("ISL-2026-002: accepted"), "{}", stdout(&both));
}

#[test]
fn check_prints_notes_and_other_commands_say_where_they_are() {
    let work = work();
    let (input, output) = sample(work.path());
    let run = |command: &str| stdout(&cmarac(&[command, "--input", &input, "--output", &output]));
    let (check, build) = (run("check"), run("build"));
    let of = |text: &str| text.matches("\nnote[").count();
    let file = Path::new(&output).join("islington/2026-12-09/coordinator/findings.txt");
    let file = std::fs::read_to_string(file).expect("findings");
    assert!(of(&check) > 0 && of(&check) == of(&file), "{check}");
    assert!(check.find("\nnote[") > check.rfind("\nwarning["), "what needs attention comes first");
    assert_eq!(of(&build), 0);
    assert!(build.contains(&format!("and {} notes: coordinator/findings.txt has all", of(&file))), "{build}");
    assert!(stdout(&cmarac(&["check", "--help"])).contains("It prints every finding, notes too"));
}

#[test]
fn a_terminal_shows_no_names() {
    let work = work();
    let (input, output) = sample(work.path());
    let mut said = String::new();
    for command in [
        &["build"][..],
        &["check"],
        &["check", "--format", "json"],
        &["explain", "ISL-2026-004"],
        &["explain", "ISL-2026-004", "--format", "json"],
    ] {
        let mut arguments = command.to_vec();
        arguments.extend(["--panel", "islington", "--input", &input, "--output", &output]);
        let run = cmarac(&arguments);
        said.push_str(&stdout(&run));
        said.push_str(&stderr(&run));
    }
    let names = surnames(Path::new(&input));
    assert!(names.len() > 5, "there are names to look for: {}", names.len());
    for name in names {
        assert!(!said.to_lowercase().contains(&name.to_lowercase()), "a person's surname is on the terminal");
    }
}

/// Surnames of the sample, as `cells` shows them under or beside their heading.
fn surnames(input: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for path in tree(input).keys().filter(|path| path.contains("/referrals/")) {
        let run = cmarac(&["cells", &input.join(path).to_string_lossy(), "--format", "json"]);
        let seen: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
        let cells = seen["cells"].as_array().cloned().unwrap_or_default();
        for pair in cells.windows(2) {
            let (Some(heading), Some(answer)) = (pair.first(), pair.get(1)) else { continue };
            if heading["written"] == "Surname" && heading["sheet"] == answer["sheet"] {
                names.extend(answer["written"].as_str().map(str::to_owned));
            }
        }
    }
    names.retain(|name| name.len() > 4 && name != "Forenames");
    names
}

#[test]
fn a_partial_command_keeps_what_another_made() {
    let work = work();
    let (input, output) = sample(work.path());
    let folder = Path::new(&output).join("islington/2026-12-09");
    let run =
        |command: &str| cmarac(&[command, "--panel", "islington", "--input", &input, "--output", &output]);
    assert!(run("pack").status.success());
    let pack = tree(&folder);
    assert!(pack.keys().any(|path| path == "coordinator/agenda.pdf"));
    assert!(!pack.keys().any(|path| path.starts_with("referrers/")), "no letters yet");
    assert!(run("letters").status.success());
    let both = tree(&folder);
    assert!(both.keys().any(|path| path == "coordinator/agenda.pdf"), "the pack is still there");
    assert!(
        both.keys().any(|path| path.starts_with("referrers/") && path.ends_with(".pdf")),
        "and the letters are"
    );
}

#[test]
fn facts_lists_everything_a_rule_may_name() {
    let run = cmarac(&["facts", "--format", "json"]);
    assert_eq!(run.status.code(), Some(0));
    let said: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let paths: Vec<&str> =
        said["facts"].as_array().expect("facts").iter().filter_map(|fact| fact["path"].as_str()).collect();
    assert_eq!(paths.len(), cmarac::model::FACTS.len());
    let panel = std::fs::read_to_string(root().join("input/islington/panel.toml")).expect("read");
    for used in ["subject.age", "risk.is_high", "process.excluded", "case.vulnerable"] {
        assert!(panel.contains(used) && paths.contains(&used), "{used}");
    }
    let human = cmarac(&["facts"]);
    assert!(paths.iter().all(|path| stdout(&human).contains(path)));
}

#[test]
fn a_reader_who_stops_reading_is_no_error() {
    let work = work();
    let (input, output) = sample(work.path());
    for command in [&["check"][..], &["check", "--format", "json"], &["build"], &["explain", "ISL-2026-008"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cmarac"))
            .args(command)
            .args(["--panel", "islington", "--input", &input, "--output", &output])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let run = child.wait_with_output().expect("it ends");
        assert_eq!(run.status.code(), Some(0), "{command:?}: {}", stderr(&run));
        assert!(!stderr(&run).contains("panicked"), "{command:?}: {}", stderr(&run));
    }
}

#[test]
fn nothing_is_written_into_the_input_folder() {
    let work = work();
    let (input, _) = sample(work.path());
    let before = tree(Path::new(&input));
    for output in [input.clone(), format!("{input}/islington"), format!("{input}/../input/new")] {
        let run = cmarac(&["build", "--input", &input, "--output", &output]);
        assert_eq!(run.status.code(), Some(1), "{output}");
        assert!(stderr(&run).contains("--output"), "it says what to do: {}", stderr(&run));
    }
    assert_eq!(tree(Path::new(&input)), before, "the input is as it was");
}

#[test]
fn what_a_run_took_is_told_stage_by_stage_and_job_by_job() {
    let work = work();
    let (input, output) = sample(work.path());
    let run = cmarac(&["build", "--panel", "islington", "--input", &input, "--output", &output, "--quiet"]);
    let folder = Path::new(&output).join("islington/2026-12-09");
    assert_eq!(stdout(&run).trim(), folder.to_string_lossy(), "quiet prints the folder alone");
    assert_eq!(stderr(&run), "");
    let text = std::fs::read(folder.join("run.json")).expect("it is written");
    let told: serde_json::Value = serde_json::from_slice(&text).expect("it is JSON");
    let stages: Vec<&str> =
        told["stages"].as_array().into_iter().flatten().filter_map(|stage| stage["stage"].as_str()).collect();
    assert_eq!(stages, ["read", "normalise", "decide", "schedule", "plan", "render", "typeset"]);
    let files = tree(&Path::new(&input).join("islington")).len();
    for (kind, what, least) in [("parsing", "file", 20), ("typesetting", "document", 20)] {
        let jobs = told[kind]["jobs"].as_array().cloned().unwrap_or_default();
        assert!(jobs.len() >= least && jobs.len() <= files.max(150), "{kind}: {}", jobs.len());
        assert!(jobs.iter().all(|job| job[what].is_string() && job["milliseconds"].is_number()), "{kind}");
        assert!(told[kind]["peak_heap_bytes"].as_u64() > Some(0), "{kind}");
        assert!(told[kind]["sandbox"].as_array().is_some_and(|levels| !levels.is_empty()), "{kind}");
    }
}

#[test]
fn kept_sources_have_beside_them_all_they_import_whatever_fonts_are_called() {
    let work = work();
    let (input, output) = sample(work.path());
    let own = Path::new(&input).join("islington/fonts");
    std::fs::create_dir_all(&own).expect("made");
    let font = root().join("templates/fonts/NotoSansThai-Regular.ttf");
    std::fs::copy(font, own.join("Schrift für alle.ttf")).expect("copied");
    let sources = work.path().join("sources");
    let run = cmarac(&[
        "letters",
        "--panel",
        "islington",
        "--keep-sources",
        &sources.to_string_lossy(),
        "--input",
        &input,
        "--output",
        &output,
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let folder = sources.join("islington/2026-12-09");
    let mut imports = 0;
    for (path, bytes) in tree(&folder).iter().filter(|(path, _)| path.ends_with(".typ")) {
        for imported in String::from_utf8_lossy(bytes).split("#import \"").skip(1) {
            let name = imported.split('"').next().expect("it is named");
            imports += 1;
            assert!(folder.join(name).is_file(), "{path} imports {name}, which is not there");
        }
    }
    assert!(imports > 10, "only {imports} imports were seen");
    assert!(folder.join("fonts/own-1.ttf").is_file(), "the panel's own font is there");
}

#[test]
fn forms_are_made_for_each_panel_and_one_that_was_edited_is_kept() {
    let work = work();
    let (input, output) = sample(work.path());
    let make = || {
        let options =
            ["--panel", "islington", "--today", "2026-11-24", "--input", &input, "--output", &output];
        let run = cmarac(&[&["forms"], &options[..]].concat());
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        (stdout(&run), stderr(&run))
    };
    let (said, _) = make();
    assert_eq!(said.lines().count(), 3, "{said}");
    let folder = Path::new(&output).join("islington/forms");
    let first = tree(&folder);
    for form in ["referral-form.xlsx", "return-form.xlsx", "meeting-record.xlsx"] {
        assert!(first.contains_key(form), "{form}");
    }
    make();
    assert!(tree(&folder) == first, "made again they are the same bytes");
    std::fs::write(folder.join("return-form.xlsx"), "edited by a person").expect("written");
    let (_, said) = make();
    assert!(said.contains("edited-file-kept"), "{said}");
    assert_eq!(tree(&folder)["return-form.xlsx"], b"edited by a person");
    assert_eq!(tree(&folder)["return-form (new).xlsx"], first["return-form.xlsx"]);
    let run = cmarac(&["forms", "--meeting", "2026-12-09", "--input", &input, "--output", &input]);
    assert_eq!(run.status.code(), Some(1), "nothing is written into the input");
}
