//! What the command prints: table, JSON, and what is said when it cannot.

use serde_json::Value;

use super::{calendar, input, panel_text, with_exceptions};
use crate::support::{cmarac, root, stderr, stdout};

#[test]
fn the_table_fits_a_terminal_and_says_every_move() {
    for panel in ["islington", "haringey", "brent"] {
        for year in ["2024", "2025", "2026", "2027", "2028"] {
            let text = calendar(&root().join("input"), &["--panel", panel, "--year", year]);
            let table: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("Meeting ")).collect();
            let rows = table.iter().take_while(|line| !line.is_empty());
            assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
            assert!(rows.clone().all(|row| row.chars().count() <= 100), "{text}");
            let marks = rows.map(|row| row.matches('[').count()).sum::<usize>();
            let notes = text.lines().filter(|line| line.starts_with('[')).count();
            assert_eq!(marks, notes, "{text}");
        }
    }
    let text = calendar(&root().join("input"), &["--panel", "islington", "--year", "2025"]);
    assert!(text.contains("Wed 8 Jan   Tue 24 Dec 5pm   Tue 31 Dec [1]"), "{text}");
    let note =
        "[1] Referrers told: Tuesday 31 December 2024 (moved from Wednesday 1 January 2025, New Year’s Day)";
    assert!(text.contains(note), "{text}");
    assert!(text.contains("For the meeting on 8 January, dates in December are in 2024."), "{text}");
    assert!(text.contains("For the year after, add `--year 2026`."), "{text}");
    let text = calendar(&root().join("input"), &["--panel", "islington", "--year", "2024"]);
    assert!(
        text.contains("[1] Referrals close: Tuesday 26 December 2023 at 5pm (Boxing Day, a bank holiday)")
    );
}

#[test]
fn a_meeting_that_is_moved_or_not_held_says_so_everywhere() {
    let text = with_exceptions(
        "[[calendar.exception]]\nmeeting = 2027-01-13\ninstead = 2027-01-23\n\n\
         [[calendar.exception]]\nmeeting = 2027-08-11\n",
    );
    let input = input(&[("north", &text)]);
    let moved = "Saturday 23 January 2027, 9:45am to 1pm (moved from Wednesday 13 January 2027; a weekend)";
    let printed = calendar(input.path(), &["--year", "2027"]);
    assert!(printed.contains(&format!("[1] Meeting: {moved}")), "{printed}");
    assert!(printed.contains("Wed 11 Aug [3]  not held\n"), "{printed}");
    assert!(printed.contains("[3] Meeting: Wednesday 11 August 2027 (not held)"), "{printed}");
    let csv = calendar(input.path(), &["--year", "2027", "--format", "csv"]);
    assert!(
        csv.contains(&format!("north,2027-01-23,meeting,2027-01-23,Saturday,2027-01-13,\"{moved}\"")),
        "{csv}"
    );
    assert_eq!(csv.matches("north,2027-08-11,").count(), 1, "no deadline for no meeting");
    assert!(csv.contains("north,2027-08-11,meeting,,,,"), "{csv}");
    let json: Value = serde_json::from_str(&calendar(input.path(), &["--year", "2027", "--format", "json"]))
        .expect("it is JSON");
    assert_eq!(json["format"], 1);
    let meetings = json["panels"][0]["meetings"].as_array().expect("meetings");
    assert_eq!(meetings.len(), 12);
    assert_eq!(meetings[0]["usual_date"], "2027-01-13");
    assert_eq!(meetings[0]["date"], "2027-01-23");
    assert_eq!(meetings[0]["dates"][0]["date"], "2027-01-08", "deadlines go with the meeting");
    assert_eq!(meetings[7]["date"], Value::Null);
    let off = json["panels"][0]["days_off"].as_array().expect("days off");
    assert_eq!(off.len(), 8);
}

#[test]
fn a_panel_without_meetings_says_why() {
    let listed = panel_text("islington").replace("meets = \"second Wednesday\"", "dates = [2027-01-12]");
    let needed = panel_text("islington").replace("second Wednesday", "as needed");
    let input = input(&[("listed", &listed), ("needed", &needed)]);
    let printed = calendar(input.path(), &["--year", "2028"]);
    assert!(printed.contains("No meeting is listed: add its date to `dates`"), "{printed}");
    let ends = calendar(input.path(), &["--year", "2027"]);
    assert!(ends.contains("The panel's file lists no meeting after Tuesday 12 January 2027."), "{ends}");
    assert!(printed.contains("The panel meets when there is need"), "{printed}");
    let input = input.path().to_string_lossy();
    let run = cmarac(&["calendar", "--year", "2028", "--format", "ics", "--input", &input]);
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(stdout(&run).matches("BEGIN:VEVENT").count(), 0);
    assert!(stderr(&run).contains("No meeting is listed"), "{}", stderr(&run));
}

#[test]
fn the_year_is_the_days_or_the_clocks_and_then_it_is_said() {
    let input = root().join("input");
    let run = cmarac(&["calendar", "--panel", "islington", "--input", &input.to_string_lossy()]);
    assert_eq!(run.status.code(), Some(0));
    let title = stdout(&run).lines().next().map(str::to_owned).expect("a title");
    let year = title.rsplit(' ').next().expect("a year").to_owned();
    assert!(stderr(&run).contains(&format!(" {year}, by this computer’s clock")), "{}", stderr(&run));
    let printed = calendar(&input, &["--panel", "islington", "--today", "2031-05-06"]);
    assert!(printed.starts_with("Islington Community MARAC, 2031\n"), "{printed}");
}

#[test]
fn a_panel_that_is_wrong_stops_alone_and_other_commands_print_no_calendar() {
    let good = panel_text("islington");
    let bad = good.replacen("meets = ", "meet = ", 1);
    let input = input(&[("bad", &bad), ("good", &good)]);
    let run = cmarac(&["calendar", "--year", "2027", "--input", &input.path().to_string_lossy()]);
    assert_eq!(run.status.code(), Some(1));
    assert!(stdout(&run).contains("Wed 13 Jan"), "the other panel is printed");
    assert!(stderr(&run).contains("bad/panel.toml:"), "{}", stderr(&run));
    for format in ["csv", "ics"] {
        for command in
            [&["check"][..], &["build"], &["facts"], &["explain", "ISL-2026-001"], &["cells", "a.csv"]]
        {
            let run = cmarac(&[command, &["--format", format]].concat());
            assert_eq!(run.status.code(), Some(2), "{command:?} {format}");
        }
    }
    for wrong in [&["--year", "27"][..], &["--year", "next"], &["--format", "xlsx"]] {
        assert_eq!(cmarac(&[&["calendar"], wrong].concat()).status.code(), Some(2), "{wrong:?}");
    }
    let missing = cmarac(&["calendar", "--panel", "nowhere", "--input", &input.path().to_string_lossy()]);
    assert_eq!(missing.status.code(), Some(1));
}
