//! What a letter says of the other agencies: those that everybody knows of, and those that its reader
//! named. That an agency answered, or that somebody else named it, is not the referrer's to know.

use crate::support::{cmarac, copy, root, stderr, tree};

/// The letters of the Islington sample's December meeting, made of what `change` leaves of its files.
fn letters(change: impl Fn(&std::path::Path)) -> std::collections::BTreeMap<String, Vec<u8>> {
    let work = tempfile::tempdir().expect("a working folder");
    let input = work.path().join("input");
    copy(&root().join("input/islington"), &input.join("islington"));
    change(&input.join("islington/2026-12-09"));
    let output = work.path().join("output");
    let (input, output_) = (input.to_string_lossy(), output.to_string_lossy());
    let run = cmarac(&["letters", "--input", &input, "--output", &output_]);
    assert!(run.status.success(), "{}", stderr(&run));
    let mut made = tree(&output.join("islington/2026-12-09"));
    made.retain(|path, _| path.starts_with("referrers/"));
    assert!(made.len() > 10, "there are letters to compare");
    made
}

#[test]
fn a_return_of_a_flexible_member_changes_no_letter() {
    let before = letters(|_| {});
    let after = letters(|meeting| {
        let returned = meeting.join("returns/Drug and alcohol return (sorry late).xlsx");
        std::fs::remove_file(returned).expect("the sample has this return");
    });
    assert!(before.keys().eq(after.keys()));
    for (path, bytes) in &before {
        assert!(after.get(path) == Some(bytes), "{path} tells of the return");
    }
}
