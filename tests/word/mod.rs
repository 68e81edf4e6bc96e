//! Word files beside PDFs: one says what the other says.
//!
//! Every panel's working folder is built with `formats = ["pdf", "docx"]`. What the Typst source of a
//! letter prints is looked up in the Word file, in the same order, and the other way round.

mod branches;
mod printed;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::{cmarac, copy, root, stderr, tree};

/// Built: documents by path below the output, and Typst sources by name.
struct Built {
    _work: tempfile::TempDir,
    output: BTreeMap<String, Vec<u8>>,
    sources: BTreeMap<String, Vec<u8>>,
}

/// Builds every meeting of every panel of the samples and the golden packs, letters in Word too.
fn built() -> Built {
    let work = tempfile::tempdir().expect("a working folder");
    let input = work.path().join("input");
    copy(&root().join("input"), &input);
    for pack in ["northmoor", "eastmoor"] {
        copy(&root().join("tests/packs").join(pack).join("input"), &input);
    }
    let mut meetings = BTreeSet::new();
    for path in tree(&input).keys() {
        let mut parts = path.split('/');
        if let (Some(panel), Some(meeting), Some(_)) = (parts.next(), parts.next(), parts.next()) {
            meetings.insert((panel.to_owned(), meeting.to_owned()));
        }
    }
    let panels: BTreeSet<&String> = meetings.iter().map(|(panel, _)| panel).collect();
    assert!(panels.len() >= 8 && meetings.len() > panels.len(), "{meetings:?}");
    for panel in panels {
        in_word(&input.join(panel).join("panel.toml"));
    }
    let (output, sources) = (work.path().join("output"), work.path().join("sources"));
    for (panel, meeting) in meetings.iter().filter(|(_, meeting)| meeting.starts_with("20")) {
        let run = cmarac(&[
            "build",
            "--quiet",
            "--panel",
            panel,
            "--meeting",
            meeting,
            "--input",
            &input.to_string_lossy(),
            "--output",
            &output.to_string_lossy(),
            "--keep-sources",
            &sources.to_string_lossy(),
        ]);
        assert!(run.status.success(), "{panel} {meeting}: {}", stderr(&run));
    }
    Built { output: tree(&output), sources: tree(&sources), _work: work }
}

/// Lets a panel make its letters in Word too.
fn in_word(panel: &Path) {
    let text = std::fs::read_to_string(panel).expect("a panel file");
    let text: String =
        text.lines().filter(|line| !line.starts_with("formats")).map(|line| format!("{line}\n")).collect();
    std::fs::write(panel, format!("formats = [\"pdf\", \"docx\"]\n{text}")).expect("written");
}

impl Built {
    /// Word files whose name ends so, with what they say and what the Typst source beside prints.
    fn pairs(&self, wanted: fn(&str) -> bool) -> Vec<(String, Vec<String>, printed::Printed)> {
        self.output
            .iter()
            .filter(|(path, _)| path.ends_with(".docx") && wanted(path))
            .map(|(path, bytes)| {
                let mut parts = path.splitn(3, '/');
                let (panel, meeting) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let name = parts.next().unwrap_or_default().trim_end_matches(".docx").replace('/', "-");
                let source = self.sources.get(&format!("{panel}/{meeting}/{name}.typ"));
                let source = source.unwrap_or_else(|| panic!("{path} has no PDF beside it"));
                let source = String::from_utf8(source.clone()).expect("a source is text");
                (path.clone(), text::paragraphs(bytes), printed::printed(&source))
            })
            .collect()
    }
}

#[test]
fn every_word_file_says_what_its_pdf_says() {
    let built = built();
    let letters = built.pairs(|path| !path.contains("/coordinator/"));
    let kinds: BTreeSet<&str> = letters.iter().filter_map(|(path, ..)| path.rsplit('/').next()).collect();
    assert!(kinds.len() >= 8, "letters of every kind: {kinds:?}");
    let mut wrong = Vec::new();
    for (path, said, printed) in &letters {
        wrong.extend(
            lost_in_order(&printed.texts, said)
                .map(|lost| format!("{path}: not there, or not in its place: {lost}")),
        );
        wrong.extend(unknown(said, printed).into_iter().map(|more| format!("{path}: only in Word: {more}")));
    }
    let agendas = built.pairs(|path| path.ends_with("/agenda.docx"));
    assert!(agendas.len() >= 8, "an agenda of every meeting");
    for (path, said, printed) in &agendas {
        let all = said.join("\n");
        wrong.extend(
            printed
                .texts
                .iter()
                .filter(|text| !all.contains(text.as_str()))
                .map(|lost| format!("{path}: not there: {lost}")),
        );
        wrong.extend(unknown(said, printed).into_iter().map(|more| format!("{path}: only in Word: {more}")));
    }
    let looked: usize = letters.iter().chain(&agendas).map(|(_, _, printed)| printed.texts.len()).sum();
    assert!(letters.len() >= 60 && looked > 3000, "{} letters, {looked} texts", letters.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The first text that a document does not hold after the one before it.
fn lost_in_order(texts: &[String], said: &[String]) -> Option<String> {
    let all = said.join("\n");
    let mut rest = all.as_str();
    for text in texts {
        match rest.find(text.as_str()) {
            Some(at) => rest = &rest[at + text.len()..],
            None => return Some(text.clone()),
        }
    }
    None
}

/// Words that the PDF does not have.
fn unknown(said: &[String], printed: &printed::Printed) -> BTreeSet<String> {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let known: BTreeSet<String> =
        printed.texts.iter().chain(&printed.frame).flat_map(|text| words(text)).collect();
    let layout: BTreeSet<String> = printed::LAYOUT.iter().flat_map(|text| words(text)).collect();
    said.iter()
        .flat_map(|text| words(text))
        .filter(|word| !known.contains(word) && !layout.contains(word))
        .collect()
}
