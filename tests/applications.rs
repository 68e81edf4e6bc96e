//! Applications for a case review: each is answered on its own, to whoever applied, with what they sent
//! and nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{cmarac, copy, root, stderr, stdout, tree};

/// The case-review panel with these applications as rows of an export, and the Typst sources of what is
/// made for them; what the run said comes second.
fn letters(headings: &[&str], rows: &[&[&str]]) -> (BTreeMap<String, String>, String) {
    let work = tempfile::tempdir().expect("a working folder");
    let panel = work.path().join("input/city-case-review");
    let referrals = panel.join("2026-12-15/referrals");
    std::fs::create_dir_all(&referrals).expect("made");
    std::fs::copy(root().join("input/city-case-review/panel.toml"), panel.join("panel.toml"))
        .expect("copied");
    let mut export = csv::Writer::from_path(referrals.join("export.csv")).expect("a file");
    export.write_record(headings).expect("written");
    for row in rows {
        export.write_record(*row).expect("written");
    }
    export.flush().expect("written");
    sources(work.path())
}

fn sources(work: &Path) -> (BTreeMap<String, String>, String) {
    let path = |part: &str| work.join(part).to_string_lossy().into_owned();
    let run = cmarac(&[
        "build",
        "--panel",
        "city-case-review",
        "--input",
        &path("input"),
        "--output",
        &path("output"),
        "--keep-sources",
        &path("sources"),
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let sources = tree(&work.join("sources")).into_iter().filter(|(path, _)| path.ends_with(".typ"));
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8_lossy(&bytes).into_owned());
    (sources.map(text).collect(), stdout(&run))
}

fn letter<'s>(sources: &'s BTreeMap<String, String>, of: &str) -> &'s str {
    let found = sources.iter().find(|(path, _)| path.contains(&format!("referrers-{of}-")));
    found.map(|(_, text)| text.as_str()).unwrap_or_else(|| panic!("{of} has no letter"))
}

#[test]
fn two_applications_about_one_person_are_two_cases_and_neither_is_told_of_the_other() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/city-case-review"), &work.path().join("input/city-case-review"));
    let (sources, said) = sources(work.path());
    let one = letter(&sources, "ACR-2026-002");
    let other = letter(&sources, "ACR-2026-003");
    for (own, letter, theirs) in [
        (["Dana Placeholder", "Took the tip jar"], one, ["Teo Mockingham", "Threatened to burn the shop"]),
        (["Teo Mockingham", "Threatened to burn the shop"], other, ["Dana Placeholder", "Took the tip jar"]),
    ] {
        assert!(own.iter().all(|words| letter.contains(words)), "{letter}");
        assert!(!theirs.iter().any(|words| letter.contains(words)), "{letter}");
        // Nor of whoever is complained of, of what people wrote for the file, or of another's review.
        for words in ["Stand-In", "police investigation", "15 December"] {
            assert!(!letter.contains(words), "{words}: {letter}");
        }
        // Both reasons, not only the first.
        for reason in ["There must be three or more reports that count.", "Agencies are still dealing with"] {
            assert!(letter.contains(reason), "{reason}: {letter}");
        }
    }
    let matter = said.lines().filter(|line| line.contains("[applications-one-matter]")).count();
    assert_eq!(matter, 1, "{said}");
    assert!(!said.contains("Stand-In") && !said.contains("Placeholder"), "{said}");
    // What agencies sent stays with the panel.
    let accepted = letter(&sources, "ACR-2026-004");
    assert!(accepted.contains("Imre Testlake") && accepted.contains("15 December 2026"), "{accepted}");
    assert!(!accepted.contains("nobody went to see the stairs"), "{accepted}");
    let profile = sources.iter().find(|(path, _)| path.contains("profiles-ACR-2026-004")).expect("a profile");
    assert!(profile.1.contains("nobody went to see the stairs"), "{}", profile.1);
}

const HEADINGS: [&str; 8] = [
    "Application received",
    "Your name",
    "Your business or organisation",
    "Your email",
    "In which area did it happen",
    "Address",
    "Address must be kept confidential",
    "People who must not be told",
];

#[test]
fn who_must_not_be_told_gets_no_letter() {
    let row = ["10/11/2026 09:00", "Ada Testperson", "", "ada@homes.example", "Westbridge", "", "", ""];
    let (open, _) = letters(&HEADINGS, &[&row]);
    assert!(letter(&open, "ACR-2026-001").contains("Dear Ada Testperson"));
    for listed in ["Mrs Testperson, Ada", "whoever reads ada@homes.example"] {
        let mut row = row;
        row[7] = listed;
        let (held_back, said) = letters(&HEADINGS, &[&row]);
        assert!(!held_back.keys().any(|path| path.contains("referrers-")), "{listed}");
        assert!(said.contains("urgent[addressee-must-not-be-told]"), "{said}");
    }
}

#[test]
fn a_letter_goes_by_post_where_there_is_no_e_mail_and_the_address_may_be_written() {
    let row =
        ["10/11/2026 09:00", "", "Example Coffee Counter", "", "Westbridge", "1 Example Walk", "no", ""];
    let (made, _) = letters(&HEADINGS, &[&row]);
    let text = letter(&made, "ACR-2026-001");
    assert!(text.contains("1 Example Walk") && text.contains("Example Coffee Counter"), "{text}");
    assert!(text.contains("Dear applicant"), "{text}");
    let mut row = row;
    row[6] = "yes";
    let (made, _) = letters(&HEADINGS, &[&row]);
    assert!(!letter(&made, "ACR-2026-001").contains("Example Walk"), "a confidential address");
}

#[test]
fn no_member_finds_where_an_applicant_is_written_to() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/city-case-review"), &work.path().join("input/city-case-review"));
    let (sources, _) = sources(work.path());
    let addresses: Vec<&str> = sources
        .iter()
        .filter(|(path, _)| path.contains("referrers-"))
        .filter_map(|(_, letter)| letter.split_once("By e-mail to ")?.1.split(['"', '\n']).next())
        .collect();
    assert!(addresses.len() > 2, "there are applicants to look for: {addresses:?}");
    let members = || sources.iter().filter(|(path, _)| path.contains("/agencies-"));
    assert!(members().count() > 3, "members have papers: {:?}", sources.keys());
    for address in addresses {
        for (path, text) in members() {
            assert!(!text.contains(address), "{path} holds an applicant's e-mail address");
        }
    }
}
