//! A case that was left for people to decide is not forgotten in the months after.

use crate::support::{cmarac, copy, root, stderr, stdout};

#[test]
fn a_case_that_nobody_decided_is_named_until_somebody_does() {
    let work = tempfile::tempdir().expect("a working folder");
    let input = work.path().join("input");
    copy(&root().join("input/islington"), &input.join("islington"));
    let january = input.join("islington/2027-01-13/referrals");
    std::fs::create_dir_all(&january).expect("made");
    let check = |meeting: &str| {
        let (input, output) = (input.to_string_lossy(), work.path().join("output"));
        let options = ["--input", &input, "--output", &output.to_string_lossy(), "--meeting", meeting];
        let run = cmarac(&[&["check"], &options[..]].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        stdout(&run) + &stderr(&run)
    };
    let said = check("2027-01-13");
    assert!(said.contains("urgent[never-decided]: ISL-2026-015"), "it asked for an urgent meeting:\n{said}");
    assert!(!said.contains("never-decided]: ISL-2026-001"), "the others were decided");
    assert!(!check("2026-12-09").contains("never-decided"), "its own meeting says it in its own words");
}
