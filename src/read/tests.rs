//! Whole input folders, made on the spot.

use std::path::Path;

use super::*;
use crate::finding::Severity;

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    std::fs::write(file, text).expect("a file");
}

fn run(root: &Path, panels: &[&str], meeting: Option<&str>) -> Result<Inputs, ReadError> {
    let selection = Selection {
        panels: panels.iter().map(ToString::to_string).collect(),
        meeting: meeting.and_then(MeetingId::parse),
    };
    read(root, &selection, &Direct, &mut |_| ())
}

fn codes(inputs: &Inputs) -> Vec<String> {
    let place =
        |finding: &Finding| finding.place.as_ref().map(|place| place.file.clone()).unwrap_or_default();
    inputs.findings.iter().map(|finding| format!("{} {}", finding.code, place(finding))).collect()
}

#[test]
fn every_file_is_used_or_set_aside_with_its_reason() {
    let root = tempfile::tempdir().expect("a folder");
    let meeting = "north/2026-12-09";
    put(root.path(), "north/panel.toml", "format = 1");
    put(root.path(), &format!("{meeting}/referrals/b.csv"), "Name\nZebedee\n");
    put(root.path(), &format!("{meeting}/referrals/a/c.csv"), "Name\nQuill\n");
    put(root.path(), &format!("{meeting}/referrals/~$b.csv"), "");
    put(root.path(), &format!("{meeting}/referrals/notes.docx"), "x");
    put(root.path(), &format!("{meeting}/returns/broken.xlsx"), "x");
    put(root.path(), &format!("{meeting}/decisions.csv"), "Reference\n");
    put(root.path(), &format!("{meeting}/stray.csv"), "x");
    put(root.path(), &format!("{meeting}/photos/x.jpg"), "x");
    let inputs = run(root.path(), &[], None).expect("inputs");
    let meeting = &inputs.panels[0].meetings[0];
    let paths: Vec<&str> = meeting.referrals.iter().map(|workbook| workbook.path.as_str()).collect();
    assert_eq!(paths, ["north/2026-12-09/referrals/a/c.csv", "north/2026-12-09/referrals/b.csv"]);
    assert_eq!((meeting.returns.len(), meeting.decisions.is_some()), (0, true));
    assert_eq!(inputs.ledger.totals("files"), (7, 3, 4, 4));
    assert_eq!(
        codes(&inputs),
        [
            "unknown-folder north/2026-12-09/photos",
            "not-a-spreadsheet north/2026-12-09/referrals/notes.docx",
            "open-elsewhere north/2026-12-09/referrals/b.csv",
            "misplaced-file north/2026-12-09/stray.csv",
            "not-what-it-says north/2026-12-09/returns/broken.xlsx",
        ]
    );
    let aside: Vec<String> = inputs
        .ledger
        .sources()
        .iter()
        .flat_map(|source| &source.set_aside)
        .map(|aside| format!("{}: {}", aside.place, aside.reason))
        .collect();
    assert!(
        aside.contains(&"north/2026-12-09/referrals/~$b.csv: left by another program".to_string()),
        "{aside:?}"
    );
}

#[test]
fn meetings_up_to_the_chosen_one_are_read() {
    let root = tempfile::tempdir().expect("a folder");
    for panel in ["north", "south"] {
        put(root.path(), &format!("{panel}/panel.toml"), "format = 1");
        put(root.path(), &format!("{panel}/2026-11-11/meeting-record.csv"), "Actions\n");
        put(root.path(), &format!("{panel}/2026-12-03-urgent/referrals/a.csv"), "x");
    }
    put(root.path(), "north/2026-12-09/referrals/a.csv", "x");
    put(root.path(), "north/notes/a.csv", "x");
    let meetings = |inputs: &Inputs| -> Vec<String> {
        let of_all = inputs
            .panels
            .iter()
            .flat_map(|panel| panel.meetings.iter().map(|meeting| format!("{} {}", panel.code, meeting.id)));
        of_all.collect()
    };
    let all = run(root.path(), &[], None).expect("inputs");
    assert_eq!(
        meetings(&all),
        [
            "north 2026-11-11",
            "north 2026-12-03-urgent",
            "north 2026-12-09",
            "south 2026-11-11",
            "south 2026-12-03-urgent"
        ]
    );
    assert!(all.panels[0].meetings[0].record.is_some());
    assert_eq!(codes(&all), ["unknown-folder north/notes"]);
    let urgent = run(root.path(), &["north"], Some("2026-12-03-urgent")).expect("inputs");
    assert_eq!(meetings(&urgent), ["north 2026-11-11", "north 2026-12-03-urgent"]);
    let last = run(root.path(), &[], Some("2026-12-09")).expect("inputs");
    assert_eq!(last.panels.len(), 1);
    assert!(codes(&last).contains(&"no-such-meeting south".to_string()));
}

#[test]
fn what_is_not_there_is_said_with_what_to_do() {
    let root = tempfile::tempdir().expect("a folder");
    let error = |panels: &[&str], meeting| {
        run(root.path(), panels, meeting).map(|_| ()).expect_err("nothing to read").to_string()
    };
    let none = run(&root.path().join("none"), &[], None).expect_err("nothing to read");
    assert!(none.to_string().contains("panel.toml"));
    assert!(error(&[], None).contains("panel.toml"));
    put(root.path(), "islington/panel.toml", "format = 1");
    put(root.path(), "islington/2026-12-09/referrals/a.csv", "x");
    assert!(error(&["islingtn"], None).contains("did you mean `islington`?"));
    assert!(error(&[], Some("2027-01-13")).contains("choose of: 2026-12-09"));
}

#[test]
fn a_panel_with_a_damaged_register_is_left_out_with_an_error() {
    let root = tempfile::tempdir().expect("a folder");
    put(root.path(), "north/panel.toml", "format = 1");
    std::fs::write(root.path().join("north/register.csv"), b"caf\xE9").expect("a file");
    put(root.path(), "south/panel.toml", "format = 1");
    put(root.path(), "south/register.csv", "format = 1");
    put(root.path(), "south/templates/letters/acceptance.typ", "x");
    let inputs = run(root.path(), &[], None).expect("inputs");
    let panels: Vec<&str> = inputs.panels.iter().map(|panel| panel.code.as_str()).collect();
    assert_eq!(panels, ["south"]);
    assert_eq!(inputs.panels[0].templates[0].name, "letters/acceptance.typ");
    assert!(inputs.panels[0].register.is_some());
    let worst = inputs.findings.iter().map(|finding| finding.severity).min();
    assert_eq!(worst, Some(Severity::Error));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_link_named_as_a_workbook_is_not_opened() {
    let root = tempfile::tempdir().expect("a folder");
    put(root.path(), "north/panel.toml", "format = 1");
    put(root.path(), "north/2026-12-09/referrals/a.csv", "x");
    let folder = root.path().join("north/2026-12-09/referrals");
    rustix::fs::mkfifoat(rustix::fs::CWD, folder.join("p.xlsx"), rustix::fs::Mode::RUSR).expect("a pipe");
    std::os::unix::fs::symlink("/", folder.join("root")).expect("a link");
    std::os::unix::fs::symlink(folder.join("a.csv"), folder.join("z.csv")).expect("a link");
    let inputs = run(root.path(), &[], None).expect("inputs");
    assert_eq!(inputs.ledger.totals("files"), (4, 1, 3, 1));
    assert_eq!(inputs.findings.iter().filter(|finding| finding.code == "not-a-regular-file").count(), 3);
}
