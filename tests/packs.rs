//! Golden packs: a folder in, a folder out. Unexpected and missing files both fail.
//!
//! Each folder of `tests/packs/` holds `about.md`, perhaps `input/` (else the repository's own
//! `input/<name>` is used), and `expected/`: what `check --format json` prints, and every text the
//! run makes (Typst sources, decisions, findings, e-mail drafts, invitations and forms as text). The latest meeting is run; a file `meetings`
//! names others, one a line. Of the agencies' packs, which say the same again, those are kept that a
//! file `agencies` names, one code a line.
//!
//! To accept what a run gives now: `CMARAC_ACCEPT=1 cargo test --release packs`. Read the difference
//! as a coordinator would before committing it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::flat;
use crate::support::{cmarac, copy, root, stderr, tree};

/// Workbooks that people fill in, kept as text.
const FILLED_IN: [&str; 3] = ["information-return.xlsx", "actions.xlsx", "meeting-record.xlsx"];

/// A pack's folder and a working copy of its input.
struct Pack {
    name: String,
    folder: PathBuf,
    work: tempfile::TempDir,
    input: PathBuf,
}

impl Pack {
    fn output(&self) -> PathBuf {
        self.work.path().join("output")
    }

    fn run(&self, command: &[&str]) -> std::process::Output {
        let (input, output) = (&self.input, self.output());
        let mut arguments = command.to_vec();
        let (input, output) = (input.to_string_lossy(), output.to_string_lossy());
        arguments.extend(["--input", &input, "--output", &output]);
        cmarac(&arguments)
    }

    /// The options that choose each meeting to run, with a name for each: none for the latest.
    fn meetings(&self) -> Vec<(String, Vec<String>)> {
        match std::fs::read_to_string(self.folder.join("meetings")) {
            Ok(listed) => listed
                .lines()
                .map(|meeting| (format!("-{meeting}"), vec!["--meeting".to_owned(), meeting.to_owned()]))
                .collect(),
            Err(_) => vec![(String::new(), Vec::new())],
        }
    }

    /// Whether it keeps the source at this path.
    fn keeps(&self, path: &str) -> bool {
        let agencies = std::fs::read_to_string(self.folder.join("agencies")).unwrap_or_default();
        let of_reader = |reader: &str| path.contains(&format!("/{reader}"));
        let of_all = ["agencies-", "areas-", "coordinator-", "referrers-"].into_iter().any(of_reader);
        let named = || agencies.lines().any(|code| of_reader(&format!("agencies-{code}-pack")));
        of_all && (!path.ends_with("-pack.typ") || !of_reader("agencies-") || named())
    }

    /// Whether it keeps what goes with an agency's pack: as of the packs themselves, that of the agencies
    /// it names.
    fn keeps_file(&self, path: &str) -> bool {
        let agencies = std::fs::read_to_string(self.folder.join("agencies")).unwrap_or_default();
        let named = || agencies.lines().any(|code| path.contains(&format!("/agencies/{code}/")));
        let with_pack = path.ends_with("/pack.eml") || path.contains("/invitation");
        !path.contains("/agencies/") || !with_pack || named()
    }

    /// Runs a command for each of its meetings.
    fn run_each(&self, command: &[&str]) -> Vec<(String, std::process::Output)> {
        let run = |(name, options): (String, Vec<String>)| {
            let arguments: Vec<&str> =
                command.iter().copied().chain(options.iter().map(String::as_str)).collect();
            (name, self.run(&arguments))
        };
        self.meetings().into_iter().map(run).collect()
    }

    /// Builds each of its meetings.
    fn build(&self, options: &[&str]) {
        for (meeting, output) in self.run_each(&[&["build"], options].concat()) {
            assert!(output.status.success(), "{}{meeting}: {}", self.name, stderr(&output));
        }
    }
}

fn packs() -> Vec<Pack> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("tests/packs"))
        .expect("tests/packs can be read")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.into_iter().map(pack).collect()
}

fn pack(folder: PathBuf) -> Pack {
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(folder.join("about.md").is_file(), "{name} says nothing about itself");
    let work = tempfile::tempdir().expect("a working folder");
    let own = folder.join("input");
    if own.is_dir() {
        copy(&own, &work.path().join("input"));
    } else {
        let shared = root().join("input").join(&name);
        assert!(shared.is_dir(), "{name} has no input");
        copy(&shared, &work.path().join("input").join(&name));
    }
    let input = work.path().join("input");
    Pack { name, folder, work, input }
}

/// Everything of a run that is text and the same every time.
fn texts(pack: &Pack) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (meeting, check) in pack.run_each(&["check", "--format", "json"]) {
        files.insert(format!("check{meeting}.json"), check.stdout);
    }
    let sources = pack.work.path().join("sources");
    pack.build(&["--keep-sources", &sources.to_string_lossy()]);
    for (path, bytes) in tree(&sources) {
        if path.ends_with(".typ") && pack.keeps(&path) {
            files.insert(format!("sources/{path}"), bytes);
        }
    }
    for (path, bytes) in tree(&pack.output()) {
        let audit = ["decisions.json", "decisions.csv", "findings.txt"];
        if audit.iter().any(|name| path.ends_with(name)) {
            files.insert(format!("output/{path}"), bytes);
        } else if !pack.keeps_file(&path) {
            continue;
        } else if path.ends_with(".ics") {
            files.insert(format!("output/{path}"), flat::invitation(&bytes).into_bytes());
        } else if path.ends_with(".eml") {
            files.insert(format!("output/{path}"), flat::email(&bytes).into_bytes());
        } else if FILLED_IN.iter().any(|name| path.ends_with(name)) {
            files.insert(format!("output/{path}.txt"), flat::workbook(&bytes).into_bytes());
        }
    }
    files
}

#[test]
fn packs_are_as_they_were_accepted() {
    let packs = packs();
    assert!(!packs.is_empty(), "there is no golden pack");
    let accept = std::env::var_os("CMARAC_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for pack in &packs {
        let made = texts(pack);
        let expected = pack.folder.join("expected");
        if accept {
            write_anew(&expected, &made);
            continue;
        }
        let accepted = if expected.is_dir() { tree(&expected) } else { BTreeMap::new() };
        assert!(made.len() > 10, "{}: so few files cannot be a pack", pack.name);
        for (path, bytes) in &made {
            match accepted.get(path) {
                None => wrong.push(format!("{}: {path} is new", pack.name)),
                Some(old) if old != bytes => {
                    wrong.push(format!("{}: {path} differs\n{}", pack.name, first_difference(old, bytes)))
                }
                Some(_) => {}
            }
        }
        wrong.extend(
            accepted
                .keys()
                .filter(|path| !made.contains_key(*path))
                .map(|path| format!("{}: {path} is no longer made", pack.name)),
        );
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nread what changed; to accept it: CMARAC_ACCEPT=1 cargo test --release packs",
        wrong.join("\n")
    );
}

fn write_anew(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("the old expectations can be removed");
    }
    for (path, bytes) in files {
        let target = folder.join(path);
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(target, bytes).expect("the file can be written");
    }
}

fn first_difference(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let mut lines = (1usize..).zip(
        old.lines()
            .map(Some)
            .chain(std::iter::repeat(None))
            .zip(new.lines().map(Some).chain(std::iter::repeat(None))),
    );
    match lines.find(|(_, (a, b))| a != b || (a.is_none() && b.is_none())) {
        Some((line, (a, b))) => {
            format!("  line {line}\n  - {}\n  + {}", a.unwrap_or("(end)"), b.unwrap_or("(end)"))
        }
        None => "  (only line endings)".into(),
    }
}

/// What differs between two runs by nature: times and memory.
fn documents(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(output);
    files.retain(|path, _| !path.ends_with("run.json"));
    files
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_lies_and_however_it_was_copied() {
    for folder in packs() {
        folder.build(&[]);
        let mut again = pack(folder.folder.clone());
        // The same files, written again in the order of their names in a folder of another name.
        let moved = again.work.path().join("another place with spaces");
        for (path, bytes) in tree(&again.input) {
            let target = moved.join(path);
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            std::fs::write(target, bytes).expect("written");
        }
        again.input = moved;
        again.build(&[]);
        let (one, two) = (documents(&folder.output()), documents(&again.output()));
        assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
        assert!(one.keys().filter(|path| path.ends_with(".pdf")).count() > 5, "there are PDFs to compare");
        for (path, bytes) in &one {
            assert!(two.get(path) == Some(bytes), "{}: {path} is not the same twice", folder.name);
        }
        folder.build(&[]);
        assert!(
            documents(&folder.output()) == one,
            "{}: a second build in place changes documents",
            folder.name
        );
    }
}

#[test]
fn a_build_writes_nothing_in_the_input_but_lines_of_the_register() {
    for pack in packs() {
        let before = tree(&pack.input);
        pack.build(&[]);
        for (path, bytes) in tree(&pack.input) {
            match before.get(&path) {
                Some(old) if path.ends_with("register.csv") => {
                    assert!(bytes.starts_with(old), "{path} was only appended to")
                }
                Some(old) => assert!(old == &bytes, "{path} was changed"),
                None => assert!(path.ends_with("register.csv"), "{path} was written"),
            }
        }
    }
}
