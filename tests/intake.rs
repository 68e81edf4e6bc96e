//! What coordinators do to folders by mistake: files in the wrong one, folders with the wrong name,
//! meetings that move, files that are gone. Nothing of it may pass in silence.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{cmarac, copy, root, stderr, stdout, tree};

const MEETING: &str = "2026-12-09";

/// A working copy of the Islington sample.
struct Desk {
    work: tempfile::TempDir,
}

/// A finding: severity, code, file, message and help.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    severity: String,
    code: String,
    file: String,
    says: String,
    row: Option<u64>,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { work: tempfile::tempdir().expect("a working folder") };
        copy(&root().join("input/islington"), &desk.panel());
        desk
    }

    fn panel(&self) -> PathBuf {
        self.work.path().join("input/islington")
    }

    fn run(&self, command: &[&str]) -> String {
        let [input, output] =
            ["input", "output"].map(|name| self.work.path().join(name).to_string_lossy().into_owned());
        let run = cmarac(&[command, &["--input", &input, "--output", &output]].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        stdout(&run)
    }

    /// What `check` finds about the panel's latest meeting, and its cases.
    fn check(&self) -> (Vec<Found>, Vec<String>) {
        let check: Value = serde_json::from_str(&self.run(&["check", "--format", "json"])).expect("JSON");
        let meeting = &check["meetings"][0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let findings = meeting["findings"].as_array().expect("a list").iter().map(|one| Found {
            severity: text(&one["severity"]),
            code: text(&one["code"]),
            file: text(&one["place"]["file"]),
            says: format!("{}. {}", text(&one["message"]), text(&one["help"])),
            row: one["place"]["row"].as_u64(),
        });
        let cases = meeting["cases"].as_array().expect("a list").iter();
        (findings.collect(), cases.map(|case| text(&case["reference"])).collect())
    }

    fn about(&self, code: &str) -> Vec<Found> {
        self.check().0.into_iter().filter(|found| found.code == code).collect()
    }

    /// Moves a file or folder of the panel.
    fn mv(&self, from: &str, to: &str) {
        let to = self.panel().join(to);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        std::fs::rename(self.panel().join(from), to).expect("moved");
    }

    fn register(&self) -> String {
        std::fs::read_to_string(self.panel().join("register.csv")).expect("there is a register")
    }

    /// Says in the panel file that a meeting is held on another day.
    fn except(&self, meeting: &str, instead: &str) {
        let path = self.panel().join("panel.toml");
        let text = std::fs::read_to_string(&path).expect("read");
        let exception = format!("[[calendar.exception]]\nmeeting = {meeting}\ninstead = {instead}\n\n");
        let at = text.find("# [[calendar.exception]]").expect("the sample shows how");
        std::fs::write(path, format!("{}{exception}{}", &text[..at], &text[at..])).expect("written");
    }
}

#[test]
fn a_referral_among_the_returns_is_urgent_and_named_once() {
    let desk = Desk::new();
    let (referral, returned) =
        ("referrals/Noise team/night-team-export-2026-11-20.csv", "returns/night-team-export-2026-11-20.csv");
    desk.mv(&format!("{MEETING}/{referral}"), &format!("{MEETING}/{returned}"));
    let (findings, cases) = desk.check();
    let about: Vec<&Found> = findings.iter().filter(|found| found.file.ends_with(returned)).collect();
    assert_eq!(about.len(), 1, "{about:#?}");
    assert_eq!((about[0].severity.as_str(), about[0].code.as_str()), ("urgent", "in-wrong-folder"));
    for words in ["looks like a referral", "somebody may be waiting", "`referrals` folder"] {
        assert!(about[0].says.contains(words), "{}", about[0].says);
    }
    assert!(desk.run(&["check"]).contains("set aside: the file looks like a referral"));
    desk.mv(&format!("{MEETING}/{returned}"), &format!("{MEETING}/{referral}"));
    assert!(desk.check().1.len() > cases.len(), "it is a case once it lies where it belongs");

    // Late for November, and put into that meeting's folder all the same.
    desk.mv(&format!("{MEETING}/{referral}"), "2026-11-11/returns/night team.csv");
    let waits = desk.about("in-wrong-folder");
    assert_eq!(waits.len(), 1, "{waits:#?}");
    assert_eq!(
        (waits[0].severity.as_str(), waits[0].file.as_str()),
        ("urgent", "islington/2026-11-11/returns/night team.csv")
    );
}

#[test]
fn returns_among_the_referrals_make_no_case_and_no_number() {
    let desk = Desk::new();
    let (before, cases) = desk.check();
    for name in ["Police return December.xlsx", "victim-support-returns.csv"] {
        desk.mv(&format!("{MEETING}/returns/{name}"), &format!("{MEETING}/referrals/{name}"));
        let (findings, now) = desk.check();
        assert_eq!(now, cases, "{name}");
        let about: Vec<&Found> = findings.iter().filter(|found| found.file.ends_with(name)).collect();
        assert_eq!(about.len(), 1, "{about:#?}");
        assert_eq!((about[0].severity.as_str(), about[0].code.as_str()), ("error", "in-wrong-folder"));
        assert!(about[0].says.contains("`returns` folder"), "{}", about[0].says);
        let unlinked = |all: &[Found]| all.iter().filter(|found| found.code == "decision-unlinked").count();
        assert_eq!(unlinked(&findings), unlinked(&before), "{name}: decisions stay with their cases");
    }
}

#[test]
fn decisions_records_actions_and_forms_in_the_wrong_folder_are_named_with_the_right_one() {
    let desk = Desk::new();
    desk.run(&["forms", "--today", "2026-12-01"]);
    let made = desk.work.path().join("output/islington/forms");
    let file = |part: &str, name: &str| desk.panel().join(MEETING).join(part).join(name);
    let decisions = desk.panel().join(MEETING).join("decisions.xlsx");
    let record = desk.panel().join("2026-11-11/meeting-record.xlsx");
    let actions = desk.panel().join(MEETING).join("updates/Housing actions December.xlsx");
    for part in ["referrals", "returns", "updates"] {
        std::fs::copy(&decisions, file(part, "decided.xlsx")).expect("copied");
        std::fs::copy(&record, file(part, "recorded.xlsx")).expect("copied");
        if part != "updates" {
            std::fs::copy(&actions, file(part, "actions.xlsx")).expect("copied");
        }
    }
    std::fs::copy(made.join("referral-form.xlsx"), file("returns", "blank.xlsx")).expect("copied");
    let found = desk.about("in-wrong-folder");
    for (name, folder) in [
        ("decided.xlsx", "`decisions.xlsx`"),
        ("recorded.xlsx", "`meeting-record.xlsx`"),
        ("actions.xlsx", "`updates` folder"),
        ("blank.xlsx", "`referrals` folder"),
    ] {
        let of_name: Vec<&Found> = found.iter().filter(|found| found.file.ends_with(name)).collect();
        let folders = if name == "blank.xlsx" {
            1
        } else if name == "actions.xlsx" {
            2
        } else {
            3
        };
        assert_eq!(of_name.len(), folders, "{name}: {found:#?}");
        assert!(of_name.iter().all(|found| found.says.contains(folder)), "{of_name:#?}");
        assert!(of_name.iter().all(|found| found.severity == "error"), "nobody waits: {of_name:#?}");
    }
}

#[test]
fn forms_of_ours_are_at_home_in_their_folders() {
    let desk = Desk::new();
    desk.run(&["forms", "--today", "2026-12-01"]);
    let made = desk.work.path().join("output/islington/forms");
    for (form, part) in [("referral-form.xlsx", "referrals"), ("return-form.xlsx", "returns")] {
        let to = desk.panel().join(MEETING).join(part).join("a blank form.xlsx");
        std::fs::copy(made.join(form), to).expect("copied");
    }
    assert_eq!(desk.about("in-wrong-folder"), []);
}

#[test]
fn a_meeting_that_moved_keeps_numbers_times_and_letters_once_its_folder_is_renamed() {
    let desk = Desk::new();
    desk.run(&["letters"]);
    desk.run(&["issued", "--today", "2026-12-02"]);
    let (register, (_, cases)) = (desk.register(), desk.check());
    desk.except(MEETING, "2026-12-16");
    let moved = desk.about("meeting-moved");
    assert_eq!(moved.len(), 1, "{moved:#?}");
    assert!(moved[0].says.contains("Rename the folder to 2026-12-16"), "{moved:#?}");
    assert_eq!(moved[0].severity, "error");

    desk.mv(MEETING, "2026-12-16");
    let (findings, now) = desk.check();
    assert_eq!(now, cases, "every case keeps its number");
    for code in ["meeting-moved", "register-case-gone", "return-reference-not-known", "meeting-day"] {
        assert!(findings.iter().all(|found| found.code != code), "{code}: {findings:#?}");
    }
    assert!(findings.iter().any(|found| found.code == "sent-words-differ"), "letters say another day");
    let shown = desk.run(&["check"]);
    assert!(shown.contains("sent 2 December 2026"), "{shown}");
    desk.run(&["letters"]);
    assert_eq!(desk.register(), register, "no number was given anew");
}

#[test]
fn an_entry_in_a_calendar_moves_with_the_meeting() {
    let desk = Desk::new();
    let identifiers = |meeting: &str| {
        let made = tree(&desk.work.path().join("output/islington").join(meeting).join("referrers"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let entries = made.iter().filter(|(path, _)| path.ends_with(".ics")).map(|(_, bytes)| text(bytes));
        let lines: Vec<String> = entries
            .flat_map(|entry| {
                entry.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        assert!(!lines.is_empty(), "there are invitations");
        lines
    };
    desk.run(&["letters"]);
    let before = identifiers(MEETING);
    desk.except(MEETING, "2026-12-16");
    desk.mv(MEETING, "2026-12-16");
    desk.run(&["letters"]);
    let after = identifiers("2026-12-16");
    assert!(before.iter().any(|one| after.contains(one)), "{before:#?} {after:#?}");
}

#[test]
fn a_folder_of_a_day_without_meeting_is_named_with_the_days_nearest_to_it() {
    let desk = Desk::new();
    for folder in ["2027-01-14-urgent", "2027-01-14"] {
        std::fs::create_dir_all(desk.panel().join(folder).join("referrals")).expect("made");
        let found = desk.about("meeting-day");
        match folder.ends_with("urgent") {
            true => assert_eq!(found, [], "an urgent meeting is on any day"),
            false => {
                assert_eq!(found[0].severity, "warning");
                for words in
                    ["Wednesday 13 January 2027", "Rename the folder to 2027-01-13", "[[calendar.exception]]"]
                {
                    assert!(found[0].says.contains(words), "{found:#?}");
                }
            }
        }
        std::fs::remove_dir_all(desk.panel().join(folder)).expect("removed");
    }
    desk.except("2027-01-13", "2027-01-14");
    std::fs::create_dir_all(desk.panel().join("2027-01-14/referrals")).expect("made");
    assert_eq!(desk.about("meeting-day"), []);
}

#[test]
fn a_case_whose_file_is_gone_is_named_though_no_letter_was_sent() {
    let desk = Desk::new();
    assert_eq!(desk.about("register-case-gone"), []);
    let file = "referrals/Victim Support/CMARAC referral 3.11.xls";
    let line = desk.register().lines().find(|line| line.contains(file)).expect("it has a number").to_owned();
    let reference = line.split(',').next().expect("a reference").to_owned();
    std::fs::remove_file(desk.panel().join(MEETING).join(file)).expect("removed");
    let gone = desk.about("register-case-gone");
    assert_eq!(gone.len(), 1, "{gone:#?}");
    assert!(gone[0].says.contains(&reference) && gone[0].says.contains("withdrawn"), "{gone:#?}");
    assert_eq!(
        (gone[0].severity.as_str(), gone[0].file.as_str()),
        ("warning", &*format!("islington/{MEETING}/{file}"))
    );
}

#[test]
fn agencies_written_nearly_as_a_member_are_asked_about() {
    let desk = Desk::new();
    let text = "Referral received,Surname,Forenames,Date of birth,Referring agency,Agencies involved,Area of residence\n\
                02/11/2026 10:00,Testperson,Ada,03/04/1990,Victm Support,Polcie; Legal Advice Hut,Islington\n\
                02/11/2026 10:00,Exampleton,Bea,03/04/1991,Northmoor Tenants,Police,Islington\n";
    std::fs::write(desk.panel().join(MEETING).join("referrals/slips.csv"), text).expect("written");
    let found = desk.about("agency-misspelt");
    let said: Vec<(&str, bool)> = found
        .iter()
        .map(|one| {
            (one.severity.as_str(), one.says.contains("Did you mean") && one.file.ends_with("slips.csv"))
        })
        .collect();
    assert_eq!(said, [("warning", true), ("note", true)], "{found:#?}");
}

#[test]
fn a_form_that_came_back_blank_matters_only_if_nobody_else_of_the_agency_answers() {
    let desk = Desk::new();
    let heads = "Case reference,Surname,Forenames,Date of birth,Agency,Completed by,Date completed,Known to the agency,\
                 About,Kind,Information,Share with,\"Relevant, necessary and proportionate\"";
    let write = |name: &str, row: &str| {
        let path = desk.panel().join(MEETING).join("returns").join(name);
        std::fs::write(path, format!("{heads}\n{row}\n")).expect("written");
    };
    let blank = "ISL-2026-004,,,,Probation,,,,,,,,";
    let of_blank = || {
        let found = desk.about("return-empty");
        found.into_iter().filter(|found| found.file.ends_with("blank.csv")).collect::<Vec<_>>()
    };
    write("blank.csv", blank);
    let empty = of_blank();
    assert_eq!(empty.len(), 1, "{empty:#?}");
    assert_eq!(empty[0].row, Some(2), "the row is told in JSON too");
    write("colleague.csv", "ISL-2026-004,,,,Probation,Cleo Colleague,,nothing known,,,,,");
    assert_eq!(of_blank(), []);
    assert!(desk.run(&["check"]).contains("another return of the agency is about the case"));
    let undated = desk.about("return-undated");
    assert_eq!(undated.len(), 1, "{undated:#?}");
    assert!(undated[0].says.contains("not say when") && undated[0].severity == "note", "{undated:#?}");
}

#[test]
fn cells_of_the_coordinators_own_workbooks_are_to_be_corrected_and_nobody_asked() {
    let desk = Desk::new();
    std::fs::remove_file(desk.panel().join(MEETING).join("decisions.xlsx")).expect("removed");
    let text = "Case reference,Decision,Decided by,Date,Reason for the file\nISL-2026-005,accept,Pat Chair,soon,seen\n";
    std::fs::write(desk.panel().join(MEETING).join("decisions.csv"), text).expect("written");
    let found = desk.about("answer-unreadable");
    let own: Vec<&Found> = found.iter().filter(|found| found.file.ends_with("decisions.csv")).collect();
    assert_eq!(own.len(), 1, "{found:#?}");
    assert!(own[0].says.contains("Correct the cell") && !own[0].says.contains("sk whoever"), "{own:#?}");
}

#[test]
fn a_misnamed_meeting_folder_with_spreadsheets_is_a_warning_with_its_right_name() {
    let desk = Desk::new();
    let folder = desk.panel().join("11 April 2027/referrals");
    std::fs::create_dir_all(&folder).expect("made");
    assert_eq!(desk.about("unknown-folder")[0].severity, "note");
    let sample: &Path = &desk.panel().join(MEETING).join("referrals/Police SNT referrals November.csv");
    for name in ["x.csv", "y.csv"] {
        std::fs::copy(sample, folder.join(name)).expect("copied");
    }
    let found = desk.about("unknown-folder");
    assert_eq!(found[0].severity, "warning");
    assert!(found[0].says.contains("2 spreadsheets") && found[0].says.contains("2027-04-11"), "{found:#?}");
}
