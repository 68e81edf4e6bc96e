//! What people write into the decisions, from the file in the folder to the letter: what signs, what
//! does not, and that whatever does not is said. On the panel that signs every outcome.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::support::{cmarac, copy, root, stderr, stdout, tree};

const MEETING: &str = "haringey/2026-12-10";
const HEADINGS: &str = "Case reference,Proposed outcome,Decision,Reason for the file,Words for the letter,\
                        Decided by,Date,Received";

/// A working copy of the panel's sample whose decisions are these rows, and what `check` says of it.
fn decided(work: &Path, rows: &[&str]) -> Value {
    copy(&root().join("input/haringey"), &work.join("input/haringey"));
    let folder = work.join("input").join(MEETING);
    std::fs::remove_file(folder.join("decisions.xlsx")).expect("the sample has decisions");
    let text = [&[HEADINGS], rows].concat().join("\n");
    std::fs::write(folder.join("decisions.csv"), text).expect("written");
    let run = cmarac(&["check", "--format", "json", "--input", &work.join("input").to_string_lossy()]);
    assert!(run.status.success(), "{}", stderr(&run));
    let check: Value = serde_json::from_str(&stdout(&run)).expect("it is JSON");
    check["meetings"][0].clone()
}

/// Of each case its outcome and standing.
fn cases(meeting: &Value) -> BTreeMap<String, (String, String)> {
    let text = |case: &Value, key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let cases = meeting["cases"].as_array().expect("cases");
    cases
        .iter()
        .map(|case| (text(case, "reference"), (text(case, "outcome"), text(case, "standing"))))
        .collect()
}

/// The rows (or cells) of the decisions that findings of this code name.
fn places(meeting: &Value, code: &str) -> Vec<String> {
    let findings = meeting["findings"].as_array().expect("findings");
    let of_code = findings.iter().filter(|finding| finding["code"] == code);
    of_code
        .map(|finding| {
            let place = &finding["place"];
            assert_eq!(place["file"], format!("{MEETING}/decisions.csv"), "{finding}");
            assert!(finding["help"].as_str().is_some_and(|help| !help.is_empty()), "{finding}");
            let at = |key: &str| place[key].as_str().map(str::to_owned);
            at("cell").or_else(|| place["row"].as_u64().map(|row| row.to_string())).unwrap_or_default()
        })
        .collect()
}

fn standing(outcome: &str, standing: &str) -> (String, String) {
    (outcome.to_owned(), standing.to_owned())
}

#[test]
fn what_signs_nothing_is_said_and_changes_nothing() {
    let work = tempfile::tempdir().expect("a working folder");
    let meeting = decided(
        work.path(),
        &[
            // An override without a name, and one without a reason.
            "HAR-2026-001,accept,decline,She has moved away,,,03/12/2026,",
            "HAR-2026-002,accept,decline,,,Pre-meeting,03/12/2026,",
            // Agreement without a name, and without a date.
            "HAR-2026-005,accept,agree,,,,03/12/2026,",
            "HAR-2026-006,accept,agree,,,Pre-meeting,,",
            // An outcome that is no longer proposed, and a case that is not there.
            "HAR-2026-008,accept,agree,,,Pre-meeting,03/12/2026,",
            "HAR-2026-077,accept,agree,,,Pre-meeting,03/12/2026,",
            // A name without a decision, and a word that is no outcome.
            "HAR-2026-007,accept,,,,Pre-meeting,03/12/2026,",
            "HAR-2026-004,decline,perhaps,,,Pre-meeting,03/12/2026,",
        ],
    );
    let unsigned = |outcome| standing(outcome, "not signed off");
    let wanted = [
        ("HAR-2026-001", "accept"),
        ("HAR-2026-002", "accept"),
        ("HAR-2026-003", "to-decide"),
        ("HAR-2026-004", "decline"),
        ("HAR-2026-005", "accept"),
        ("HAR-2026-006", "accept"),
        ("HAR-2026-007", "accept"),
        ("HAR-2026-008", "defer"),
        ("HAR-2026-009", "decline"),
    ];
    let wanted = wanted.map(|(reference, outcome)| (reference.to_owned(), unsigned(outcome)));
    assert_eq!(cases(&meeting), wanted.into());
    let said = [
        ("decision-not-signed", 2),
        ("decision-without-reason", 1),
        ("decision-not-dated", 1),
        ("decision-outdated", 1),
        ("decision-unlinked", 1),
        ("decision-blank", 1),
        ("decision-unreadable", 1),
    ];
    for (code, times) in said {
        assert_eq!(places(&meeting, code).len(), times, "{code}: {:#?}", meeting["findings"]);
    }
}

#[test]
fn a_name_a_date_and_where_it_differs_a_reason_sign_every_outcome() {
    let work = tempfile::tempdir().expect("a working folder");
    let signed = "Pre-meeting,03/12/2026,";
    let meeting = decided(
        work.path(),
        &[
            &format!("HAR-2026-001,accept,agree,,,{signed}"),
            &format!("HAR-2026-002,accept,decline,He has moved to another town,Please refer there.,{signed}"),
            &format!("HAR-2026-004,decline,agree,,,{signed}"),
            &format!("HAR-2026-008,defer,agree,,,{signed}"),
            &format!("HAR-2026-009,decline,accept,Police know of more,,{signed}27/11/2026 16:10"),
        ],
    );
    let cases = cases(&meeting);
    for (reference, outcome) in [
        ("HAR-2026-001", "accept"),
        ("HAR-2026-002", "decline"),
        ("HAR-2026-004", "decline"),
        ("HAR-2026-008", "defer"),
        ("HAR-2026-009", "accept"),
    ] {
        assert_eq!(cases[reference], standing(outcome, "signed off"), "{reference}");
    }
    let codes: Vec<&str> = meeting["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|finding| finding["code"].as_str())
        .filter(|code| code.starts_with("decision-"))
        .collect();
    assert!(codes.is_empty(), "{codes:?}");

    // Signed letters are letters; an acceptance that nobody has signed is a draft on this panel.
    let sources = work.path().join("sources");
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    let (input, output, kept) = (path("input"), path("output"), path("sources"));
    let run = cmarac(&["letters", "--input", &input, "--output", &output, "--keep-sources", &kept]);
    assert!(run.status.success(), "{}", stderr(&run));
    let letters: BTreeMap<String, Vec<u8>> =
        tree(&sources).into_iter().filter(|(name, _)| name.contains("referrers-")).collect();
    assert!(letters.len() >= 9, "{:?}", letters.keys());
    for (name, source) in &letters {
        let source = String::from_utf8_lossy(source);
        let draft = source.contains("draft: \"true\" == \"true\"");
        let reference = cases.keys().find(|reference| name.contains(reference.as_str()));
        let signed = cases[reference.expect("a letter is of a case")].1 == "signed off";
        assert_eq!(draft, !signed, "{name}");
        for never in ["He has moved to another town", "Police know of more"] {
            assert!(!source.contains(never), "{name}: a reason for the file is printed");
        }
    }
    let declined = letters.iter().find(|(name, _)| name.contains("HAR-2026-002")).expect("its letter");
    assert!(String::from_utf8_lossy(declined.1).contains("Please refer there."));
}

#[test]
fn a_receipt_that_people_add_replaces_the_one_that_is_missing() {
    let said = |received: &str| {
        let work = tempfile::tempdir().expect("a working folder");
        let row =
            format!("HAR-2026-009,decline,accept,Police know of more,,Pre-meeting,03/12/2026,{received}");
        let meeting = decided(work.path(), &[&row]);
        let findings = meeting["findings"].as_array().expect("findings");
        let missing = findings.iter().filter(|finding| finding["code"] == "no-receipt-time").count();
        (missing, cases(&meeting)["HAR-2026-009"].clone())
    };
    assert_eq!(said(""), (1, standing("accept", "signed off")));
    assert_eq!(said("30/11/2026 23:59"), (0, standing("accept", "signed off")));
    // Another referral's own receipt is not touched.
    let work = tempfile::tempdir().expect("a working folder");
    let late = decided(work.path(), &["HAR-2026-001,accept,agree,,,Pre-meeting,03/12/2026,01/12/2026 09:00"]);
    assert_eq!(cases(&late)["HAR-2026-001"], standing("accept", "signed off"));
}

#[test]
fn a_letter_that_gives_no_reason_is_named_until_people_write_words_for_it() {
    for (words, is_silent) in [("", true), ("Her own team has taken this up since.", false)] {
        let work = tempfile::tempdir().expect("a working folder");
        let row = format!("HAR-2026-001,accept,decline,Seen to,{words},Pre-meeting,03/12/2026,");
        let meeting = decided(work.path(), &[&row]);
        assert_eq!(places(&meeting, "letter-without-words").len(), usize::from(is_silent), "{words}");
        let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
        let (input, output, sources) = (path("input"), path("output"), path("sources"));
        let folders = ["--input", &input, "--output", &output, "--keep-sources", &sources];
        let run = cmarac(&[&["letters", "--panel", "haringey"], &folders[..]].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        let made = tree(Path::new(&sources));
        let letter = made.iter().find(|(path, _)| path.ends_with("HAR-2026-001-decline-letter.typ"));
        let letter = String::from_utf8_lossy(letter.expect("it was made").1).into_owned();
        assert!(
            !letter.contains("Why it does not meet the threshold"),
            "nothing would stand under it: {letter}"
        );
        assert!(letter.contains("have decided that"), "{letter}");
        assert!(letter.contains("draft: \"false\" =="), "it is signed off: {letter}");
    }
}
