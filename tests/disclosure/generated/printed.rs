//! Drawn months as a coordinator makes them: with real PDFs, and with what the terminal says.

use std::collections::BTreeMap;

use super::before::NOVEMBER;
use super::folder::write;
use super::story::{DECEMBER, Story, draw};
use super::{misplaced_in, touched_in, with_another};
use crate::disclosure::search::Text;
use crate::support::{cmarac, stderr, stdout, tree};

/// Months whose PDFs are made.
const SEEDS: [u64; 2] = [2, 11];

/// What the program makes of a story, and all that it prints.
fn built(story: &Story) -> (BTreeMap<String, Vec<u8>>, String) {
    let work = tempfile::tempdir().expect("a working folder");
    write(story, &work.path().join("input/sixways"));
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    let (input, output) = (path("input"), path("output"));
    let mut said = String::new();
    let commands: [&[&str]; 4] =
        [&["actions", "--meeting", NOVEMBER], &["build"], &["check"], &["check", "--format", "json"]];
    for command in commands {
        let run = cmarac(&[command, &["--input", &input, "--output", &output]].concat());
        assert_eq!(run.status.code(), Some(0), "{command:?}: {}", stderr(&run));
        let printed = (stdout(&run) + &stderr(&run)).replace(&path(""), "");
        // How long it took is of no month.
        said.extend(
            printed.lines().filter(|line| !line.starts_with("Took ")).map(|line| format!("{line}\n")),
        );
    }
    let then = tree(&work.path().join("output/sixways").join(NOVEMBER)).into_iter();
    let mut made: BTreeMap<String, Vec<u8>> = then
        .filter(|(path, _)| path.starts_with("agencies/"))
        .map(|(path, bytes)| (format!("{NOVEMBER} {path}"), bytes))
        .collect();
    made.extend(tree(&work.path().join("output/sixways").join(DECEMBER)));
    (made, said)
}

#[test]
fn the_pdfs_of_drawn_months_and_the_terminal_tell_nobody_too_much() {
    for seed in SEEDS {
        let story = draw(seed);
        let (made, said) = built(&story);
        let pdfs = made.values().filter(|bytes| bytes.starts_with(b"%PDF")).count();
        assert!(pdfs > 5, "seed {seed}: {pdfs} PDFs");
        let mut wrong = misplaced_in(&story, made.clone());
        if std::env::var_os("CMARAC_PDF_TEXT").is_none() {
            // What stands compressed is not seen, so that it might be there.
            wrong.retain(|one| one.starts_with("leak"));
        }
        assert!(wrong.is_empty(), "seed {seed}: {} wrong:\n{}", wrong.len(), wrong.join("\n"));
        let said_text = Text::from(said.clone());
        for word in &story.words {
            assert!(!said_text.holds(&word.written), "seed {seed}: {} is printed", word.heading);
        }
        for word in story.words.iter().skip(7).step_by(story.words.len() / 2) {
            let (after, said_after) = built(&with_another(&story, word));
            let wrong = touched_in([made.clone(), after], &word.audience.may);
            assert!(wrong.is_empty(), "seed {seed}, {}: {}", word.heading, wrong.join(", "));
            assert!(said == said_after, "seed {seed}: {} changes what is printed", word.heading);
        }
    }
}
