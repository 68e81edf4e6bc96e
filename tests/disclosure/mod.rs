//! Need to know, proved: every word of a panel folder is searched for in every file that is made of
//! it, and compared with a table, written by hand, of who may find it (`table.rs`). A word too much
//! is a leak; a word too few is information lost. And a value may not touch, by a single byte, what
//! is made for readers who are not entitled to it.

mod asked;
mod folder;
mod generated;
mod headings;
mod homes;
mod left_out;
pub mod mail;
mod named;
mod outside;
mod search;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use folder::{CASES, Change, SOURCES, build};
use search::{Text, texts};

use crate::support::{cmarac, stderr, stdout, tree};

/// A word to be searched for: what it is in the tables, and the files it must and may stand in.
struct Canary {
    name: String,
    written: &'static str,
    /// One of each of these groups of files must hold it; no other file may.
    wanted: Vec<Group>,
}

/// Files by the beginning and the ending of their path.
#[derive(Clone)]
struct Group {
    begins: String,
    ends: &'static str,
}

impl Group {
    fn new(begins: &str, ends: &'static str) -> Self {
        Group { begins: begins.to_owned(), ends }
    }

    /// Whether a file, or the source of a document, belongs to the group.
    fn has(&self, path: &str) -> bool {
        let source = format!("islington/2026-12-09/{}", self.begins.replace('/', "-"));
        (path.starts_with(&self.begins) && path.ends_with(self.ends))
            || (!matches!(self.ends, ".xlsx" | ".docx" | ".eml" | ".ics")
                && path.starts_with(&source)
                && path.ends_with(".typ"))
    }
}

fn coordinator() -> Group {
    Group::new("coordinator/", "")
}

/// The letter in a folder, and the same in Word.
fn letters(folder: &str) -> Vec<Group> {
    vec![Group::new(folder, ".pdf"), Group::new(folder, ".docx")]
}

/// The groups that a line of the tables names: letters, then agencies.
fn groups(seen: &str, letter: &str, case: &str) -> Vec<Group> {
    let is_letters = |word: &str| word.chars().all(|letter| "CKLWEIVlwANF".contains(letter));
    let first = seen.split(' ').next().unwrap_or_default();
    let (files, agencies) = if is_letters(first) { seen.split_at(first.len()) } else { ("", seen) };
    let of_asked = |ending: &'static str| -> Vec<Group> {
        let asked = packs("members", case).into_iter();
        asked.map(|agency| Group::new(&format!("agencies/{agency}/information-"), ending)).collect()
    };
    let mut groups: Vec<Group> = files
        .chars()
        .flat_map(|who| match who {
            'C' => vec![coordinator()],
            'K' => vec![Group::new("coordinator/not-to-be-circulated", ".pdf")],
            'L' => letters(letter),
            'W' => vec![Group::new(letter, ".xlsx")],
            'E' => vec![Group::new(letter, ".eml")],
            'I' => vec![Group::new(letter, ".ics")],
            'V' => [".eml", ".ics"].map(|ending| Group::new("agencies/POLICE/invitation-", ending)).to_vec(),
            'l' => letters(&letter.replace("-1/", "-2/")),
            'w' => vec![Group::new(&letter.replace("-1/", "-2/"), ".xlsx")],
            'A' => SOURCES
                .iter()
                .filter(|source| source.letter.contains(&reference(case)))
                .flat_map(|source| letters(source.letter))
                .collect(),
            // The draft carries both.
            'N' => [of_asked(".pdf"), of_asked(".eml")].concat(),
            'F' => [of_asked(".xlsx"), of_asked(".eml")].concat(),
            other => panic!("nobody is called {other}"),
        })
        .collect();
    let packs = agencies.split_whitespace().flat_map(|who| packs(who, case));
    groups.extend(packs.map(|agency| Group::new(&format!("agencies/{agency}/pack"), ".pdf")));
    groups
}

/// The agencies that a word of the tables names.
fn packs<'t>(who: &'t str, case: &str) -> Vec<&'t str> {
    let entitled = || {
        let found = table::ENTITLED.iter().find(|(name, _, _)| *name == case);
        found.unwrap_or_else(|| panic!("nobody says who may know of {case}"))
    };
    match who {
        "members" => [entitled().1, entitled().2].concat(),
        "core" => entitled().1.to_vec(),
        agency => vec![agency],
    }
}

/// The reference of a case that the tables name.
fn reference(case: &str) -> String {
    let found = CASES.iter().find(|(name, _)| *name == case);
    found.map_or_else(|| "no case".to_owned(), |(_, reference)| (*reference).to_owned())
}

fn canaries() -> Vec<Canary> {
    let mut canaries = Vec::new();
    let mut add = |name: String, written: &'static str, seen: &str, letter: &str, case: &str| {
        if seen != "-" && !written.is_empty() {
            canaries.push(Canary { name, written, wanted: groups(seen, letter, case) });
        }
    };
    for source in SOURCES {
        for (heading, written, seen) in source.lines {
            let whose = if source.letter.is_empty() { "no letter" } else { source.letter };
            add(format!("{heading} ({whose})"), written, seen, source.letter, source.case);
        }
    }
    for (number, row) in table::RETURN_ROWS.iter().enumerate() {
        for (heading, (written, seen)) in table::RETURN.iter().zip(row) {
            add(format!("{heading} (return {number})"), written, seen, "", row[0].0);
        }
    }
    for row in table::DECISIONS {
        let case = row[0].0;
        for (heading, (written, seen)) in table::DECISION.iter().zip(row) {
            add(format!("{heading} (decision {case})"), written, seen, "", case);
        }
    }
    for (name, written, seen) in table::WITHIN {
        add(format!("\"{written}\" ({name})"), written, seen, "", name);
    }
    for (sheet, headings, rows) in table::RECORD {
        for row in *rows {
            for (heading, (written, seen)) in headings.iter().zip(*row) {
                // The case of that time is the same person's.
                add(format!("{heading} ({sheet})"), written, seen, "", "NEXT");
            }
        }
    }
    canaries
}

/// A build of the folder in a place of its own.
struct Built {
    work: tempfile::TempDir,
    said: String,
}

impl Built {
    fn new(change: Option<Change>) -> Self {
        let work = tempfile::tempdir().expect("a working folder");
        let input = build(work.path(), change);
        let [output, sources] = ["output", "sources"].map(|name| work.path().join(name));
        let mut said = String::new();
        let run = |arguments: &[&str]| {
            let mut all = arguments.to_vec();
            let (input, output) = (input.to_string_lossy(), output.to_string_lossy());
            all.extend(["--input", &input, "--output", &output]);
            let run = cmarac(&all);
            assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", stderr(&run));
            stdout(&run) + &stderr(&run)
        };
        if change.is_some() {
            said += &run(&["letters"]);
        } else {
            said += &run(&["build", "--keep-sources", &sources.to_string_lossy()]);
            said += &run(&["check"]);
            said += &run(&["check", "--format", "json"]);
            for (_, case) in &CASES[1..] {
                said += &run(&["explain", case]);
                said += &run(&["explain", case, "--format", "json"]);
            }
        }
        Built { work, said }
    }

    fn folder(&self) -> std::path::PathBuf {
        self.work.path().join("output/islington/2026-12-09")
    }

    /// What each e-mail draft says itself, and what goes with it: the paths of files beside it, which it
    /// holds as they are.
    fn drafts(&self) -> BTreeMap<String, (Text, Vec<String>)> {
        let drafts = tree(&self.folder()).into_iter().filter(|(path, _)| path.ends_with(".eml"));
        drafts
            .map(|(path, bytes)| {
                let folder = path.rsplit_once('/').expect("it lies in its reader's folder").0;
                let draft = mail::read(&bytes);
                let beside = draft.names().iter().map(|name| format!("{folder}/{name}")).collect();
                let own = format!("{:?}\n{}", draft.header("Subject"), draft.text);
                (path, (Text::from(own), beside))
            })
            .collect()
    }

    fn texts(&self) -> BTreeMap<String, Text> {
        texts(&self.folder(), &self.work.path().join("sources"))
    }
}

#[test]
fn every_word_is_found_by_those_who_may_and_by_nobody_else() {
    let built = Built::new(None);
    let texts = built.texts();
    let drafts = built.drafts();
    assert!(drafts.len() > 20, "so few drafts cannot be all: {:?}", drafts.keys());
    let canaries = canaries();
    assert!(canaries.len() > 180, "so few words prove little: {}", canaries.len());
    assert!(texts.len() > 40, "so few files cannot be the output: {}", texts.len());
    let distinct: BTreeSet<&str> = canaries.iter().map(|canary| canary.written).collect();
    assert_eq!(distinct.len(), canaries.len(), "every word is unique");
    let said = Text::from(built.said.clone());
    let names = Text::from(texts.keys().map(String::as_str).collect::<Vec<_>>().join("\n"));
    let mut wrong = Vec::new();
    for canary in &canaries {
        // Findings and the page are the coordinator's, and name cells and cases: nobody's words may stand there.
        let silent = ["coordinator/findings.txt", "coordinator/index.html", "manifest.json", "run.json"];
        for (path, text) in &texts {
            // A draft may hold what the files that it carries may.
            let carried = drafts.get(path).into_iter().flat_map(|(_, carried)| carried);
            let mut read = std::iter::once(path).chain(carried);
            let wanted = |path: &String| canary.wanted.iter().any(|group| group.has(path));
            let may = !silent.contains(&path.as_str()) && read.any(wanted);
            if !may && text.holds(canary.written) {
                wrong.push(format!("leak: {} is in {path}", canary.name));
            }
        }
        for (path, (own, _)) in &drafts {
            if own.holds(canary.written) {
                wrong.push(format!("leak: {} is in the subject or the text of {path}", canary.name));
            }
        }
        for group in &canary.wanted {
            if !texts.iter().any(|(path, text)| group.has(path) && text.holds(canary.written)) {
                wrong.push(format!("lost: {} is not in {}*{}", canary.name, group.begins, group.ends));
            }
        }
        if said.holds(canary.written) {
            wrong.push(format!("leak: {} is on the terminal", canary.name));
        }
        if names.holds(canary.written) {
            wrong.push(format!("leak: {} is in the name of a file", canary.name));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is changed, what to, and whose files may differ for it: beginnings of paths.
const CHANGES: &[(&str, &str, &[&str])] = &[
    // What partners returned, withheld or not, is the coordinator's.
    ("seen with a yarblock", "seen with a tindle", &[]),
    ("a source called Umberlock", "a source called Wanderlock", &[]),
    ("a marker by the welkin desk", "a marker by the ebon desk", &[]),
    ("has a nurse from Sturmley", "has a nurse from Yarrowby", &[]),
    // So are the reasons for the file, and the record of the meeting before.
    ("low on every mellow scale", "low on each mellow scale", &[]),
    ("the form was a hurdlewick", "the form was a hurdlewock", &[]),
    ("its officer is a Drumgoole", "its officer is a Drumgools", &[]),
    ("the joiner is at Wexcombe", "the joiner is at Waxcombe", &[]),
    // What one referrer wrote is not the other's, not even what is wrong with it.
    ("a plonquet was thrown", "a planquet was thrown", &[]),
    ("Vandrel Oskwith", "Vandrel Oskwuth", &["referrers/ISL-2026-002-1/"]),
    ("Flat 9, 318 Grundlewick Road", "Flat 8, 318 Grundlewick Road", &[]),
    ("from drabmost to hourly", "from drabmost to weekly", &[]),
    ("some, says Tollifer", "some, says Tulliver", &["referrers/ISL-2026-003-1/"]),
    ("some, says Tollifer", "3", &["referrers/ISL-2026-003-1/"]),
    ("perhaps to the harkwen boys", "32/13/2026", &["referrers/ISL-2026-003-1/"]),
    ("the gromwell stairs", "the gromwall stairs", &["referrers/ISL-2026-003-1/"]),
    ("the bannockle fence", "the bannackle fence", &["referrers/ISL-2026-003-2/"]),
    ("Selwinda Croft-Ibbet", "Selwinda Craft-Ibbet", &["referrers/ISL-2026-003-2/"]),
    ("Peregrund Halsey-Moot", "Peregrund Halsey-Most", &["referrers/ISL-2026-006/"]),
    (
        "please bring the ormond plan, and not to Thistlemarch Avenue",
        "please bring the armond plan, and not to Thistlemarch Avenue",
        &["referrers/ISL-2026-002-"],
    ),
    // A neighbour's address that stands in the words for a letter is taken out of it, whatever it is.
    (
        "please bring the ormond plan, and not to Thistlemarch Avenue",
        "please bring the ormond plan, and not to 145 thistlemarch",
        &[],
    ),
];

#[test]
fn a_value_touches_no_byte_of_what_is_made_for_others() {
    let built = Built::new(None);
    let before = tree(&built.folder());
    let letters: Vec<&String> = before.keys().filter(|path| path.starts_with("referrers/")).collect();
    assert!(letters.len() >= 9, "there are letters to compare: {letters:?}");
    let mut wrong = Vec::new();
    for (from, to, entitled) in CHANGES {
        let changed = Built::new(Some(Change { from, to }));
        let after = tree(&changed.folder());
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let differ: Vec<&String> = paths
            .into_iter()
            .filter(|path| path.starts_with("referrers/") && before.get(*path) != after.get(*path))
            .collect();
        for path in &differ {
            if !entitled.iter().any(|begins| path.starts_with(begins)) {
                wrong.push(format!("\"{from}\" to \"{to}\" changes {path}"));
            }
        }
        for begins in *entitled {
            if !differ.iter().any(|path| path.starts_with(begins)) {
                wrong.push(format!("\"{from}\" to \"{to}\" changes nothing of {begins}"));
            }
        }
        let manifests = [&before, &after].map(|files| files.get("manifest.json"));
        assert!(manifests[0] != manifests[1], "\"{from}\": the input was changed");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_view_of_the_risk_in_a_row_that_is_not_circulated_changes_no_page() {
    let pages = |share: &str, risk: &str| -> BTreeMap<String, Vec<u8>> {
        let work = tempfile::tempdir().expect("a working folder");
        let meeting = work.path().join("input/islington/2026-12-09");
        for part in ["referrals", "returns"] {
            std::fs::create_dir_all(meeting.join(part)).expect("made");
        }
        let panel = crate::support::root().join("input/islington/panel.toml");
        std::fs::copy(panel, work.path().join("input/islington/panel.toml")).expect("copied");
        let referral = "Surname,Forenames,Date of birth,Referral received,Vulnerability,Ongoing victimisation or risk of harm,\
             Behaviour poses a risk to others,Another panel is dealing with the case now,Risk total,Why a multi-agency approach is needed\n\
             Testone,Ada,03/04/1980,02/11/2026 09:00,Lives alone,yes,no,,40,Two must act together\n";
        std::fs::write(meeting.join("referrals/one.csv"), referral).expect("written");
        let returned = format!(
            "Surname,Forenames,Date of birth,Agency,Known to the agency,Kind,Information,Share with,\
             \"Relevant, necessary and proportionate\",Risk now\n\
             Testone,Ada,03/04/1980,Police,information,fact,Seen in May,all members,yes,\n\
             Testone,Ada,03/04/1980,Police,information,fact,Seen in June,{share},yes,{risk}\n"
        );
        std::fs::write(meeting.join("returns/one.csv"), returned).expect("written");
        let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
        let run = cmarac(&["pack", "--input", &path("input"), "--output", &path("output")]);
        assert!(run.status.success(), "{}", stderr(&run));
        let mut made = tree(&work.path().join("output/islington/2026-12-09"));
        made.retain(|path, _| {
            path.ends_with(".pdf") || path.ends_with(".docx") || path.ends_with("decisions.xlsx")
        });
        assert!(made.len() > 5, "there are pages to compare");
        made
    };
    // The agency that wrote the row may read it, and the coordinator on a page of their own.
    let (own, apart) = ("agencies/POLICE/", "coordinator/not-to-be-circulated.pdf");
    let [mut higher, mut lower] = ["higher", "lower"].map(|risk| pages("do not circulate", risk));
    assert!(
        higher.get(&format!("{own}pack.pdf")) != lower.get(&format!("{own}pack.pdf")),
        "its own view shows"
    );
    assert!(higher.contains_key(apart) && higher.get(apart) != lower.get(apart), "and on that page");
    for pages in [&mut higher, &mut lower] {
        pages.retain(|path, _| !path.starts_with(own) && path != apart);
    }
    assert!(higher.keys().any(|path| path.starts_with("agencies/")), "there are packs of others");
    assert!(higher == lower, "the view shows");
    assert!(pages("all members", "higher") != pages("all members", "lower"), "a view that is shared shows");
}
