//! The README is true: its commands run, the files it names are made and no others, its options are
//! the program's, its links lead somewhere.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{cmarac, copy, root, stderr, stdout, tree};

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("there is a README")
}

/// Runs the program as somebody does whose current folder is the repository.
fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cmarac"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

#[test]
fn every_command_runs_as_it_is_written() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input"), &work.path().join("input"));
    let text = readme();
    let commands: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("cargo run --release -- ")).collect();
    for command in [
        "build", "check", "requests", "forms", "letters", "pack", "actions", "explain", "cells", "calendar",
        "new", "issued",
    ] {
        assert!(commands.iter().any(|line| line.starts_with(command)), "{command} is shown: {commands:?}");
    }
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let run = run_in(work.path(), &arguments);
        assert_eq!(run.status.code(), Some(0), "{command}: {}", stderr(&run));
        assert!(!stdout(&run).trim().is_empty(), "{command} says something");
    }
    assert!(work.path().join("output/islington/2026-12-09").is_dir(), "output is where the README says");
}

/// The patterns in the first column of the table of documents, as paths with `<case>`.
fn documented() -> BTreeSet<String> {
    let text = readme();
    let table = text.split("## What you get").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows = table.expect("there is such a section").lines().filter_map(|line| line.strip_prefix("| `"));
    let mut patterns = BTreeSet::new();
    for row in rows {
        let first = row.split(" | ").next().expect("a column");
        let (mut folder, mut last) = (String::new(), String::new());
        for name in format!("`{first}").split('`').skip(1).step_by(2) {
            if name.ends_with('>') || name.ends_with('/') {
                continue;
            }
            if let Some(ending) = name.strip_prefix('.') {
                let pdf = last.trim_end_matches("pdf").to_owned();
                patterns.insert(format!("{pdf}{ending}"));
                continue;
            }
            if let Some((above, _)) = name.rsplit_once('/') {
                folder = format!("{above}/");
                patterns.insert(name.to_owned());
            } else {
                patterns.insert(format!("{folder}{name}"));
            }
            last = if name.contains('/') { name.to_owned() } else { format!("{folder}{name}") };
        }
    }
    patterns
}

/// A path of the output with its case reference taken out: a folder of one of several referrers too.
/// In the folders of members and of other areas, agency, area and service are taken out as well.
fn pattern(path: &str) -> String {
    let parts = path.split('/').map(without_reference);
    if path.starts_with("agencies/") {
        let named = parts.zip(0..).map(|(part, at)| if at == 1 { "<agency>".to_owned() } else { part });
        return named.collect::<Vec<_>>().join("/");
    }
    if !path.starts_with("areas/") {
        return parts.collect::<Vec<_>>().join("/");
    }
    let named = parts.zip(0..).map(|(part, at)| match (at, part.as_str()) {
        (1, _) => "<area>".to_owned(),
        (2, "MARAC") => part,
        (2, _) => "<service>".to_owned(),
        _ => part,
    });
    named.collect::<Vec<_>>().join("/")
}

fn without_reference(part: &str) -> String {
    let prefixes = ["ISL-", "CDA-", "CCM-"];
    let Some(at) = prefixes.iter().find_map(|prefix| part.find(prefix)) else { return part.to_owned() };
    let (before, rest) = part.split_at(at);
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    format!("{before}<case>{}", &rest[length..])
}

#[test]
fn the_documents_it_names_are_made_and_no_others() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input"), &work.path().join("input"));
    let mut made: BTreeSet<String> = BTreeSet::new();
    for (panel, meeting) in [
        ("islington", "2026-12-09"),
        ("city-domestic-abuse", "2026-12-02"),
        // Its record is in the folder, so that there are actions.
        ("city-domestic-abuse", "2026-11-04"),
        ("city-community", "2026-12-10"),
    ] {
        let run = run_in(work.path(), &["build", "--panel", panel, "--meeting", meeting]);
        assert!(run.status.success(), "{panel}: {}", stderr(&run));
        let folder = work.path().join("output").join(panel).join(meeting);
        made.extend(tree(&folder).keys().map(|path| pattern(path)));
    }
    let documented = documented();
    assert!(documented.len() >= 18, "the table was read: {documented:?}");
    assert_eq!(made, documented);
}

#[test]
fn its_options_and_commands_are_the_programs() {
    let all = stdout(&cmarac(&["--help"]));
    let commands = all.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next());
    let names: Vec<&str> = commands
        .expect("the help lists commands")
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    let options = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !(c.is_ascii_lowercase() || c == '-'))
            .filter(|word| word.starts_with("--") && word.len() > 3)
            .map(str::to_owned)
            .collect()
    };
    let outside = ["--release", "--help", "--version"];
    let mut shown = options(&readme());
    let mut real: BTreeSet<String> =
        names.iter().flat_map(|name| options(&stdout(&cmarac(&[name, "--help"])))).collect();
    for name in outside {
        shown.remove(name);
        real.remove(name);
    }
    assert!(real.len() >= 8, "the help was read: {real:?}");
    assert_eq!(shown, real);
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        let shown = [format!("`{name}`"), format!("-- {name}"), format!("`cmarac {name}`")];
        assert!(shown.iter().any(|shown| readme().contains(shown)), "the README does not name {name}");
    }
}

#[test]
fn links_and_named_files_are_there() {
    let mut looked = 0;
    for file in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = std::fs::read_to_string(root().join(file)).expect("it is there");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !target.starts_with("http") && !target.starts_with('#') {
                looked += 1;
                assert!(root().join(target).exists(), "{file} links to {target}, which is not there");
            }
        }
        let places = ["src/", "tests/", "templates/", "docs/", "benches/", ".ci/"];
        for name in text.split('`').skip(1).step_by(2) {
            if places.iter().any(|place| name.starts_with(place)) && !name.contains(['<', ' ', '*']) {
                looked += 1;
                assert!(root().join(name).exists(), "{file} names {name}, which is not there");
            }
        }
    }
    assert!(looked >= 12, "only {looked} names were looked at");
}
