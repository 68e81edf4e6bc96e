//! Partners' returns as they come back: renamed, from several people of one agency, twice, about the
//! wrong case, by agencies that should not have sent any; and the grid that `check` shows of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{cmarac, root, stderr, stdout, tree};

const REFERRAL: &str = "Referral received,Surname,Forenames,Date of birth,Referring agency,Area of residence,Vulnerability,\
Ongoing victimisation or risk of harm,Incidents are escalating,Professional judgement of serious concern,\
Reasons for professional judgement,Why a multi-agency approach is needed,Risk total,Agencies that must not be told";
const RETURN: &str = "Case reference,Surname,Forenames,Date of birth,Agency,Completed by,Date completed,Known to the agency,\
About,Kind,Information,Share with,\"Relevant, necessary and proportionate\"";

/// A working folder whose meeting on 9 December has three cases: ISL-2026-001 (Ada, whose case Supporting
/// People is left out of), ISL-2026-002 (Bea), and ISL-2026-003 (Cyd, who is a child, so that nobody is
/// asked).
struct Desk {
    work: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { work: tempfile::tempdir().expect("a working folder") };
        let folder = desk.input().join("islington");
        std::fs::create_dir_all(folder.join("2026-12-09/returns")).expect("made");
        std::fs::copy(root().join("input/islington/panel.toml"), folder.join("panel.toml")).expect("copied");
        let refer = |at: &str, name: &str, born: &str, rest: &str| {
            format!(
                "{at} 10:00,{name},{born},Victim Support,Islington,lives alone,yes,no,yes,a sign of danger,housing must act,20,{rest}"
            )
        };
        desk.referrals(
            "2026-12-09",
            &[
                &refer("02/11/2026", "Testperson,Ada", "03/04/1990", "Supporting People"),
                &refer("03/11/2026", "Exampleton,Bea", "04/04/1985", ""),
                &refer("04/11/2026", "Sampleford,Cyd", "05/04/2015", ""),
            ],
        );
        desk
    }

    fn input(&self) -> PathBuf {
        self.work.path().join("input")
    }

    fn referrals(&self, meeting: &str, rows: &[&str]) {
        let folder = self.input().join("islington").join(meeting).join("referrals");
        std::fs::create_dir_all(&folder).expect("made");
        std::fs::write(folder.join("all.csv"), [&[REFERRAL], rows].concat().join("\n")).expect("written");
    }

    fn returns(&self, meeting: &str, file: &str, rows: &[&str]) {
        let path = self.input().join("islington").join(meeting).join("returns").join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, [&[RETURN], rows].concat().join("\n")).expect("written");
    }

    fn check(&self) -> Checked {
        let run = cmarac(&["check", "--format", "json", "--input", &self.input().to_string_lossy()]);
        assert!(run.status.success(), "{}", stderr(&run));
        let check: Value = serde_json::from_str(&stdout(&run)).expect("it is JSON");
        Checked { meeting: check["meetings"][0].clone() }
    }
}

impl Desk {
    /// The source of a document of the meeting, by the end of its path.
    fn source(&self, ending: &str) -> String {
        let [input, output, sources] = ["input", "output", "sources"]
            .map(|name| self.work.path().join(name).to_string_lossy().into_owned());
        let folders = ["--input", &input, "--output", &output, "--keep-sources", &sources];
        let run = cmarac(&[&["build"], &folders[..]].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        let made = tree(std::path::Path::new(&sources));
        let found = made.iter().find(|(path, _)| path.ends_with(ending));
        assert!(found.is_some(), "no {ending} in {:?}", made.keys());
        String::from_utf8_lossy(found.expect("it was made").1).into_owned()
    }
}

/// What `check` says of the meeting.
struct Checked {
    meeting: Value,
}

impl Checked {
    /// How it stands with an agency, by the last digits of the case.
    fn standings(&self, agency: &str) -> BTreeMap<String, String> {
        let grid = &self.meeting["returns"];
        let cases = grid["cases"].as_array().expect("cases").iter();
        let cases = cases
            .map(|case| case.as_str().expect("a reference").rsplit('-').next().expect("digits").to_owned());
        let rows = grid["agencies"].as_array().expect("agencies");
        let row = rows.iter().find(|row| row["name"].as_str().is_some_and(|name| name.starts_with(agency)));
        let standings =
            row.map(|row| row["standings"].as_array().expect("standings").clone()).unwrap_or_default();
        cases.zip(standings).map(|(case, said)| (case, said.as_str().expect("words").to_owned())).collect()
    }

    fn standing(&self, agency: &str, case: &str) -> String {
        self.standings(agency).get(case).cloned().unwrap_or_default()
    }

    /// Findings of this code: severity, row or cell, message.
    fn findings(&self, code: &str) -> Vec<(String, String, String)> {
        let findings = self.meeting["findings"].as_array().expect("findings").iter();
        let of_code = findings.filter(|finding| finding["code"] == code);
        of_code
            .map(|finding| {
                let helps = finding["help"].as_str().is_some_and(|help| !help.is_empty());
                assert!(helps || finding["severity"] == "note", "{finding}");
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let file = text(&finding["place"]["file"]).rsplit('/').next().unwrap_or_default().to_owned();
                (text(&finding["severity"]), file, text(&finding["message"]))
            })
            .collect()
    }

    fn one(&self, code: &str) -> (String, String, String) {
        let found = self.findings(code);
        assert_eq!(found.len(), 1, "{code}: {found:?}");
        found.into_iter().next().unwrap_or_default()
    }
}

fn returned(reference: &str, name: &str, agency: &str, by: &str, day: &str, says: &str) -> String {
    let tells = format!("victim,fact,{says},all members,yes");
    format!("{reference},{name},{agency},{by},{day},information,{tells}")
}

fn knows_nothing(reference: &str, name: &str, agency: &str, by: &str, day: &str) -> String {
    format!("{reference},{name},{agency},{by},{day},nothing known,,,,,")
}

const ADA: &str = "Testperson,Ada,03/04/1990";
const BEA: &str = "Exampleton,Bea,04/04/1985";

#[test]
fn the_grid_says_of_every_agency_and_case_how_it_stands() {
    let desk = Desk::new();
    desk.returns(
        "2026-12-09",
        "one.csv",
        &[
            &returned("ISL-2026-001", ADA, "Police", "A Sample", "30/11/2026", "seen twice"),
            &knows_nothing("ISL-2026-002", BEA, "Police", "A Sample", "30/11/2026"),
            &returned("ISL-2026-001", ADA, "Fire Brigade", "B Sample", "02/12/2026", "visited"),
            &returned("ISL-2026-002", BEA, "Fire Brigade", "B Sample", "03/12/2026", "visited"),
        ],
    );
    let check = desk.check();
    assert_eq!(
        check.meeting["returns"]["cases"],
        serde_json::json!(["ISL-2026-001", "ISL-2026-002"]),
        "nobody is asked about a child"
    );
    for (agency, first, second) in [
        ("Police", "returned", "nothing known"),
        ("Fire Brigade", "returned", "late"),
        ("Supporting People", "left out", "missing"),
        ("Adult Social Care", "missing", "missing"),
    ] {
        assert_eq!(
            (check.standing(agency, "001"), check.standing(agency, "002")),
            (first.into(), second.into()),
            "{agency}"
        );
    }
    assert_eq!(check.one("return-late").0, "warning");
    let not_asked = check.meeting["returns"]["not_asked"].as_array().expect("a list");
    assert!(not_asked.contains(&"Probation".into()), "a member that is invited to none: {not_asked:?}");

    let printed = stdout(&cmarac(&["check", "--input", &desk.input().to_string_lossy()]));
    assert!(
        printed.contains("Returns, due by Wednesday 2 December 2026 at 5pm: 4 in, 1 of them late"),
        "{printed}"
    );
    let output = desk.work.path().join("output");
    let run =
        cmarac(&["pack", "--input", &desk.input().to_string_lossy(), "--output", &output.to_string_lossy()]);
    assert!(run.status.success(), "{}", stderr(&run));
    let table = std::fs::read_to_string(output.join("islington/2026-12-09/coordinator/returns.csv"))
        .expect("it is made");
    assert!(
        table.contains("Agency,ISL-2026-001,ISL-2026-002\r\nPolice,returned,nothing known\r\n"),
        "{table}"
    );
    assert!(table.contains("Probation,not asked,not asked\r\n"), "{table}");
}

#[test]
fn names_of_files_and_folders_make_no_difference() {
    let ada = returned("ISL-2026-001", ADA, "Police", "A Sample", "30/11/2026", "seen twice");
    let bea = returned("", BEA, "Police", "C Sample", "01/12/2026", "seen once");
    let grid = |files: &[(&str, &[&str])]| {
        let desk = Desk::new();
        files.iter().for_each(|(file, rows)| desk.returns("2026-12-09", file, rows));
        let check = desk.check();
        assert!(check.findings("return-twice").is_empty(), "two people about two cases");
        check.meeting["returns"].clone()
    };
    let whole = grid(&[("Police.csv", &[&ada, &bea])]);
    assert_eq!(whole, grid(&[("b/FW FW return (2).csv", &[&ada]), ("a/x.csv", &[&bea])]));
    assert_eq!(whole, grid(&[("1.csv", &[&bea]), ("2.csv", &[&ada])]));
}

#[test]
fn of_two_returns_of_one_agency_on_one_case_the_later_counts_and_both_are_named() {
    let first = |day: &str| returned("ISL-2026-001", ADA, "Police", "A Sample", day, "first");
    let second = |day: &str| returned("ISL-2026-001", ADA, "Police", "B Sample", day, "second");
    for (one, two, counts, how) in [
        (first("28/11/2026"), second("30/11/2026"), "z.csv", "the later counts"),
        (first("30/11/2026"), second("28/11/2026"), "a.csv", "the later counts"),
        (first("30/11/2026"), second(""), "a.csv", "the one that says when it was completed counts"),
        (first("30/11/2026"), second("30/11/2026"), "z.csv", "the last in order of files counts"),
    ] {
        let desk = Desk::new();
        desk.returns("2026-12-09", "a.csv", &[&one]);
        desk.returns("2026-12-09", "z.csv", &[&two]);
        let check = desk.check();
        let (severity, file, message) = check.one("return-twice");
        let other = if counts == "a.csv" { "z.csv" } else { "a.csv" };
        assert_eq!((severity.as_str(), file.as_str()), ("warning", counts), "{message}");
        assert!(message.contains(how) && message.contains(other), "{message}");
        assert!(message.starts_with("two people of one agency"), "{message}");
    }
    let desk = Desk::new();
    desk.returns("2026-12-09", "a.csv", &[&first("28/11/2026")]);
    desk.returns(
        "2026-12-09",
        "z.csv",
        &[&knows_nothing("ISL-2026-001", ADA, "Police", "A Sample", "30/11/2026")],
    );
    let (severity, _, message) = desk.check().one("return-twice");
    assert_eq!(severity, "error", "what the earlier says must not go under: {message}");
}

#[test]
fn a_return_is_linked_by_reference_or_by_person_and_never_by_a_guess() {
    let linked = |reference: &str, name: &str| {
        let desk = Desk::new();
        desk.returns(
            "2026-12-09",
            "a.csv",
            &[&returned(reference, name, "Police", "A Sample", "30/11/2026", "seen")],
        );
        let check = desk.check();
        let to = check.standings("Police").into_iter().filter(|(_, standing)| standing == "returned");
        let to: Vec<String> = to.map(|(case, _)| case).collect();
        let unlinked: Vec<String> =
            check.findings("return-unlinked").into_iter().map(|(severity, ..)| severity).collect();
        let said = ["return-name-differs", "return-reference-not-known", "return-linked-by-name"];
        let said: Vec<&str> = said.into_iter().filter(|code| !check.findings(code).is_empty()).collect();
        assert_eq!(unlinked, vec!["error"; usize::from(to.is_empty())], "{reference} {name}");
        (to.join(" "), said.join(" "))
    };
    for (reference, name, to, said) in [
        ("ISL-2026-001", ADA, "001", ""),
        ("isl 2026 001", ",,", "001", ""),
        ("", ADA, "001", "return-linked-by-name"),
        ("", "TESTPERSON,ada,1990-04-03", "001", "return-linked-by-name"),
        ("ISL-2026-777", ADA, "001", "return-reference-not-known"),
        // The reference agrees, and so does one of the two others.
        ("ISL-2026-001", "Testpersson,Ada,03/04/1990", "001", "return-name-differs"),
        ("ISL-2026-001", "Othername,Ottilie,03/04/1990", "001", "return-name-differs"),
        ("ISL-2026-001", "Testperson,Ada,30/04/1990", "001", "return-name-differs"),
        // The reference is one person's, the rest another's, or nobody's.
        ("ISL-2026-001", BEA, "", ""),
        ("ISL-2026-001", "Othername,Ottilie,09/09/1999", "", ""),
        // Not enough to go by.
        ("", "Testperson,Ada,", "", ""),
        ("", "Testperson,Ada,30/04/1990", "", ""),
        ("", ",,03/04/1990", "", ""),
        ("ISL-2026-777", ",,", "", ""),
        ("", ",,", "", ""),
    ] {
        assert_eq!(linked(reference, name), (to.to_owned(), said.to_owned()), "{reference:?} {name}");
    }
}

#[test]
fn a_return_about_another_meetings_case_is_said_to_be_one() {
    let desk = Desk::new();
    let row = "02/10/2026 10:00,Elsewhere,Eve,06/06/1966,Police,Islington,lives alone,yes,no,yes,a sign,housing,20,";
    let again = row.replace("Elsewhere,Eve,06/06/1966", ADA);
    desk.referrals("2026-11-11", &[row, &again]);
    let references = |check: &Checked| -> Vec<String> {
        let cases = check.meeting["cases"].as_array().expect("cases");
        cases.iter().filter_map(|case| case["reference"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(
        references(&desk.check()),
        ["ISL-2026-003", "ISL-2026-004", "ISL-2026-005"],
        "two were given for November"
    );
    desk.returns(
        "2026-12-09",
        "a.csv",
        &[&returned("ISL-2026-001", ",,", "Police", "A Sample", "30/11/2026", "seen")],
    );
    desk.returns(
        "2026-12-09",
        "b.csv",
        &[&returned("ISL-2026-002", ",,", "Police", "A Sample", "30/11/2026", "seen")],
    );
    desk.returns(
        "2026-12-09",
        "c.csv",
        &[&returned("ISL-2026-001", BEA, "Police", "A Sample", "30/11/2026", "seen")],
    );
    let check = desk.check();
    let messages: Vec<String> =
        check.findings("return-unlinked").into_iter().map(|(.., message)| message).collect();
    let says = |part: &str| messages.iter().any(|message| message.contains(part));
    assert!(says("a case of the meeting 2026-11-11"), "{messages:?}");
    assert!(says("that the person of ISL-2026-003 had at an earlier meeting"), "{messages:?}");
    assert_eq!(check.standing("Police", "004"), "returned", "by name and date of birth, and that is said");
    assert_eq!(check.findings("return-reference-not-known").len(), 1);
}

#[test]
fn what_came_for_a_case_that_was_put_off_counts_at_the_next_meeting() {
    let desk = Desk::new();
    // After November's deadline of 27 October.
    let late = "30/10/2026 10:00,Deferred,Dee,06/06/1966,Victim Support,Islington,lives alone,yes,no,yes,a sign,housing,20,";
    let in_time =
        late.replace("30/10/2026", "02/10/2026").replace("Deferred,Dee,06/06/1966", "Heard,Hal,07/07/1977");
    desk.referrals("2026-11-11", &[late, &in_time]);
    let dee = "Deferred,Dee,06/06/1966";
    let of_november = |by: &str, day: &str| returned("", dee, "Police", by, day, "seen in October");
    desk.returns(
        "2026-11-11",
        "police.csv",
        &[
            &of_november("A Sample", "04/11/2026"),
            &returned("", "Heard,Hal,07/07/1977", "Police", "A Sample", "04/11/2026", "not of this meeting"),
        ],
    );
    let check = desk.check();
    let case = check.meeting["returns"]["cases"][0].as_str().expect("a case").to_owned();
    let number = case.rsplit('-').next().expect("a number").to_owned();
    assert_eq!(check.standing("Police", &number), "returned", "{case}");
    assert!(check.findings("return-unlinked").is_empty() && check.findings("return-late").is_empty());
    let ledger = check.meeting["ledger"].as_array().expect("a ledger").iter();
    let of_file = ledger
        .filter(|source| source["what"] == "returns")
        .map(|source| (source["read"].as_u64(), source["used"].as_u64()));
    assert_eq!(of_file.collect::<Vec<_>>(), [(Some(1), Some(1))], "the other return is November's");

    desk.returns(
        "2026-12-09",
        "police.csv",
        &[&returned("", dee, "Police", "B Sample", "30/11/2026", "seen again")],
    );
    let (_, file, message) = desk.check().one("return-twice");
    assert!(file == "police.csv" && message.contains("2026-11-11/returns/police.csv"), "{message}");
}

#[test]
fn nothing_of_a_return_by_an_agency_that_is_left_out_is_used_or_printed() {
    for (agency, by) in [("Supporting People", "A Sample"), ("Suporting People", "A Sample")] {
        let desk = Desk::new();
        let secret = "zugzwang told by the one left out";
        desk.returns(
            "2026-12-09",
            "a.csv",
            &[
                &returned("ISL-2026-001", ADA, agency, by, "30/11/2026", secret),
                &returned("ISL-2026-002", BEA, agency, by, "30/11/2026", "fine"),
            ],
        );
        let check = desk.check();
        let (severity, file, message) = check.one("return-unwelcome");
        assert_eq!((severity.as_str(), file.as_str()), ("urgent", "a.csv"));
        assert!(message.contains("left out of ISL-2026-001"), "{message}");
        assert_eq!(check.standing("Supporting People", "001"), "left out", "{agency}");
        let ledger = check.meeting["ledger"].as_array().expect("a ledger").iter();
        let aside: usize = ledger
            .filter(|source| source["what"] == "returns")
            .filter_map(|source| source["set_aside"].as_array().map(Vec::len))
            .sum();
        assert_eq!(aside, 1, "{agency}: it is set aside in sight");
        desk.source("coordinator-agenda.typ");
        let mut seen = 0;
        for (path, bytes) in tree(desk.work.path()).iter().filter(|(path, _)| !path.starts_with("input/")) {
            let text = String::from_utf8_lossy(bytes);
            seen += usize::from(text.contains("fine") && path.ends_with(".typ"));
            assert!(!text.contains("zugzwang"), "{path}");
        }
        assert!(seen > 0, "what may be printed is printed");
    }
}

#[test]
fn a_return_completed_by_somebody_who_must_not_be_told_is_urgent() {
    let desk = Desk::new();
    let path = desk.input().join("islington/2026-12-09/referrals/all.csv");
    let text = std::fs::read_to_string(&path)
        .expect("read")
        .replace("Agencies that must not be told", "People who must not be told");
    std::fs::write(path, text.replace("Supporting People", "Garrowby Tillick (brother)")).expect("written");
    desk.returns(
        "2026-12-09",
        "a.csv",
        &[&returned("ISL-2026-001", ADA, "Police", "TILLICK Garrowby", "30/11/2026", "seen")],
    );
    let (severity, _, message) = desk.check().one("return-unwelcome");
    assert!(severity == "urgent" && message.contains("must not be told"), "{message}");
}

#[test]
fn returns_that_nobody_asked_for_are_said() {
    let desk = Desk::new();
    desk.returns(
        "2026-12-09",
        "a.csv",
        &[
            &returned("ISL-2026-001", ADA, "Probation", "A Sample", "30/11/2026", "seen"),
            &returned("ISL-2026-001", ADA, "The Example Chess Club", "A Sample", "30/11/2026", "seen"),
            &returned(
                "ISL-2026-002",
                BEA,
                "Other registered housing providers",
                "A Sample",
                "30/11/2026",
                "seen",
            ),
        ],
    );
    let check = desk.check();
    let messages: Vec<String> =
        check.findings("return-not-entitled").into_iter().map(|(.., message)| message).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(
        messages.iter().any(|message| message.contains("is not invited to ISL-2026-001")),
        "{messages:?}"
    );
    assert!(messages.iter().any(|message| message.contains("stands for several agencies")), "{messages:?}");
    assert_eq!(check.one("return-agency-not-known").0, "warning");
    assert_eq!(check.standing("Probation", "001"), "returned");
    assert_eq!(check.standing("Not a member (islington/2026-12-09/returns/a.csv, row 3)", "001"), "returned");
    assert!(!check.meeting.to_string().contains("Chess"), "what is written in a cell is not printed");
}

#[test]
fn two_officers_rows_in_one_table_are_one_return_that_names_both() {
    let desk = Desk::new();
    desk.returns(
        "2026-12-09",
        "two officers.csv",
        &[
            &returned("ISL-2026-001", ADA, "Police", "Ada Wardby", "28/11/2026", "the first says this"),
            &returned("ISL-2026-001", ADA, "Police", "Cy Stencilton", "30/11/2026", "the second says that"),
            &returned("ISL-2026-001", ADA, "Police", "ada wardby", "29/11/2026", "and the first this too"),
        ],
    );
    let profile = desk.source("coordinator-profiles-ISL-2026-001.typ");
    assert!(profile.contains("Completed by Ada Wardby and Cy Stencilton, 30 November 2026"), "{profile}");
    for said in ["the first says this", "the second says that", "and the first this too"] {
        assert!(profile.contains(said), "{said}");
    }
}

#[test]
fn whoever_must_not_be_told_is_looked_for_among_all_who_completed_a_return() {
    let desk = Desk::new();
    let path = desk.input().join("islington/2026-12-09/referrals/all.csv");
    let text = std::fs::read_to_string(&path)
        .expect("read")
        .replace("Agencies that must not be told", "People who must not be told");
    std::fs::write(path, text.replace("Supporting People", "Garrowby Tillick (brother)")).expect("written");
    desk.returns(
        "2026-12-09",
        "a.csv",
        &[
            &returned("ISL-2026-001", ADA, "Police", "Ada Wardby", "30/11/2026", "seen"),
            &returned("ISL-2026-001", ADA, "Police", "Garrowby Tillick", "30/11/2026", "seen too"),
        ],
    );
    let (severity, _, message) = desk.check().one("return-unwelcome");
    assert!(severity == "urgent" && message.contains("must not be told"), "{message}");
}
