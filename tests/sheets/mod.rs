//! One quirk a sheet: every `tests/sheets/*.toml` holds small sheets and what must be understood
//! of them. Adding a file adds a test.
//!
//! Only the keys a file names are compared, but the findings always in full: a finding too many
//! is as wrong as one too few.

mod describe;
mod grid;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cmarac::Stop;
use cmarac::finding::Finding;
use cmarac::model::MeetingId;
use cmarac::normalise::Meeting;
use cmarac::panel::{Panel, load};
use cmarac::read::PanelInputs;

/// Files there must be; adding one means counting it here.
const QUIRKS: usize = 187;

fn panel() -> Panel {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/islington/panel.toml");
    let text = fs::read_to_string(file).expect("the panel's file can be read");
    load("islington", "islington/panel.toml", &text).expect("the panel's file is sound").0
}

/// A meeting understood as in a run: after deciding the ones before it.
fn normalise(panel: &Panel, inputs: &PanelInputs, meeting: MeetingId) -> Result<Meeting, Finding> {
    let outcomes = match cmarac::earlier_outcomes(panel, inputs, meeting) {
        Ok(outcomes) => outcomes,
        Err(Stop::Panel { mut findings, .. }) => return Err(findings.remove(0)),
        Err(other) => panic!("{other}"),
    };
    cmarac::normalise::normalise(panel, inputs, meeting, &outcomes)
}

fn files() -> BTreeMap<String, grid::Quirk> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder of sheets is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a file of sheets can be read");
            let quirk = grid::Quirk::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            files.insert(name, quirk);
        }
    }
    files
}

#[test]
fn every_quirk_is_understood() {
    let panel = panel();
    let files = files();
    assert_eq!(files.len(), QUIRKS, "files of sheets in tests/sheets");
    let mut wrong = Vec::new();
    for (name, quirk) in &files {
        assert!(
            !quirk.about.is_empty() && !quirk.expect.is_empty(),
            "{name} says nothing or expects nothing"
        );
        let (inputs, meeting) = quirk.inputs();
        let understood = match normalise(&panel, &inputs, meeting) {
            Ok(meeting) => describe::meeting(&meeting, &quirk.allow),
            Err(finding) => BTreeMap::from([("stopped".to_owned(), finding.code.to_owned())]),
        };
        let nothing = "(nothing)".to_owned();
        let mut keys: Vec<&String> = quirk.expect.keys().collect();
        let findings = "findings".to_owned();
        keys.push(&findings);
        for key in keys {
            let expected = quirk.expect.get(key).unwrap_or(&nothing);
            let found = understood.get(key).unwrap_or(&nothing);
            if expected != found && !(key == "findings" && expected == &nothing && found.is_empty()) {
                wrong.push(format!("{name}: {key}\n  expected {expected}\n  found    {found}"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {} quirks:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn the_order_in_which_files_are_listed_changes_nothing() {
    let panel = panel();
    let mut seen = 0;
    for (name, quirk) in files() {
        let (mut inputs, meeting) = quirk.inputs();
        let forwards = normalise(&panel, &inputs, meeting).map_err(|finding| finding.to_string());
        inputs.meetings.reverse();
        for folder in &mut inputs.meetings {
            folder.referrals.reverse();
            folder.returns.reverse();
            folder.updates.reverse();
        }
        let backwards = normalise(&panel, &inputs, meeting).map_err(|finding| finding.to_string());
        assert_eq!(format!("{forwards:?}"), format!("{backwards:?}"), "{name}");
        seen += 1;
    }
    assert_eq!(seen, QUIRKS);
}

#[test]
fn a_second_run_gives_every_case_the_reference_it_had() {
    let panel = panel();
    let mut seen = 0;
    for (name, quirk) in files() {
        let (mut inputs, meeting) = quirk.inputs();
        let Ok(first) = normalise(&panel, &inputs, meeting) else { continue };
        let mut text = inputs.register.as_ref().map_or_else(String::new, |file| file.text.clone());
        for line in &first.register_lines {
            text.push_str(line);
            text.push('\n');
        }
        inputs.register =
            Some(cmarac::read::TextFile { path: "islington/register.csv".into(), text, hash: String::new() });
        let second =
            normalise(&panel, &inputs, meeting).unwrap_or_else(|finding| panic!("{name}: {finding}"));
        let references = |meeting: &Meeting| -> Vec<String> {
            meeting.cases.iter().map(|case| case.reference.to_string()).collect()
        };
        assert_eq!(references(&first), references(&second), "{name}");
        assert!(second.register_lines.is_empty(), "{name}: {:?}", second.register_lines);
        seen += 1;
    }
    assert!(seen >= QUIRKS - 2, "only {seen} quirks were run twice");
}

#[test]
fn a_register_that_is_lost_is_said() {
    let panel = panel();
    let (mut said, mut without) = (0, 0);
    for (name, quirk) in files() {
        let (inputs, meeting) = quirk.inputs();
        let lost = inputs.register.is_none()
            && inputs.meetings.iter().any(|folder| folder.decisions.is_some() || folder.record.is_some());
        let Ok(understood) = normalise(&panel, &inputs, meeting) else { continue };
        let found = understood.findings.iter().any(|finding| finding.code == "register-missing");
        assert_eq!(found, lost, "{name}");
        said += usize::from(found);
        without += usize::from(!found);
    }
    assert!(said >= 10 && without >= 100, "{said} with, {without} without");
}

#[test]
fn findings_hold_no_personal_data() {
    let panel = panel();
    let mut looked_at = 0;
    for (name, quirk) in files() {
        let (inputs, meeting) = quirk.inputs();
        let Ok(understood) = normalise(&panel, &inputs, meeting) else { continue };
        for finding in &understood.findings {
            let text = finding.to_string();
            for private in ["Testperson", "Ada", "1990", "Sample", "7946", "example.org"] {
                assert!(!text.contains(private), "{name}: {text}");
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > QUIRKS / 3, "only {looked_at} findings were looked at");
}
