//! The running order, through the whole program: priority, fixed slots, the break, the meeting's end.
//!
//! Islington's meeting: introductions from 9:45, cases of 15 minutes from 10:00, a break of 15 minutes
//! after 11:15, the end at 1pm; cases with children come first.

use std::path::Path;

use crate::support::{cmarac, root, stderr};

/// One referral that is accepted on its score.
struct Referred {
    name: &'static str,
    total: u32,
    children: &'static str,
    received: &'static str,
}

const fn referred(
    name: &'static str,
    total: u32,
    children: &'static str,
    received: &'static str,
) -> Referred {
    Referred { name, total, children, received }
}

/// Runs `check` on these referrals, which get their references in the order of their receipt, and gives
/// each slot with its reference, in the order of time, and the codes of the findings.
fn slots(referrals: &[Referred], decisions: &str) -> (Vec<(String, String)>, Vec<String>) {
    let work = tempfile::tempdir().expect("a working folder");
    let panel = work.path().join("input/islington");
    let meeting = panel.join("2026-12-09");
    std::fs::create_dir_all(meeting.join("referrals")).expect("made");
    std::fs::copy(root().join("input/islington/panel.toml"), panel.join("panel.toml")).expect("copied");
    write_referrals(&meeting.join("referrals/all.csv"), referrals);
    if !decisions.is_empty() {
        write_decisions(&meeting.join("decisions.xlsx"), decisions);
    }
    let input = work.path().join("input").to_string_lossy().into_owned();
    let run = cmarac(&["check", "--format", "json", "--input", &input]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let said: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let meeting = &said["meetings"][0];
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let cases = meeting["cases"].as_array().expect("cases");
    assert!(cases.iter().all(|case| case["outcome"] == "accept"), "{cases:#?}");
    let mut slots: Vec<(String, String)> =
        cases.iter().map(|case| (text(&case["slot"]), text(&case["reference"]))).collect();
    slots.sort();
    let codes =
        meeting["findings"].as_array().expect("findings").iter().map(|finding| text(&finding["code"]));
    (slots, codes.collect())
}

fn write_referrals(file: &Path, referrals: &[Referred]) {
    let mut writer = csv::Writer::from_path(file).expect("a file");
    let headings = [
        "Surname",
        "Forenames",
        "Date of birth",
        "Referral received",
        "Vulnerability",
        "Ongoing victimisation or risk of harm",
        "Behaviour poses a risk to others",
        "Another panel is dealing with the case now",
        "Risk total",
        "Why a multi-agency approach is needed",
        "Children involved",
    ];
    writer.write_record(headings).expect("written");
    for one in referrals {
        let total = one.total.to_string();
        let born = format!("03/04/19{}", 100 - one.total);
        let row = [
            one.name,
            "Ada",
            &born,
            one.received,
            "Lives alone",
            "yes",
            "no",
            "",
            &total,
            "Two must act together",
            one.children,
        ];
        writer.write_record(row).expect("written");
    }
    writer.flush().expect("written");
}

/// `reference=10:30` pairs, as fixed slots.
fn write_decisions(file: &Path, decisions: &str) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in
        (0u16..).zip(["Case reference", "Proposed outcome", "Decision", "Decided by", "Time slot"])
    {
        sheet.write_string(0, column, heading).expect("written");
    }
    for (row, pair) in (1u32..).zip(decisions.split_whitespace()) {
        let (reference, slot) = pair.split_once('=').expect("a pair");
        for (column, value) in (0u16..).zip([reference, "accept", "accept", "C. Chair", slot]) {
            sheet.write_string(row, column, value).expect("written");
        }
    }
    workbook.save(file).expect("saved");
}

fn order(slots: &[(String, String)]) -> Vec<&str> {
    slots.iter().map(|(_, reference)| &reference[reference.len() - 3..]).collect()
}

#[test]
fn children_come_first_then_the_higher_risk_then_the_earlier_referral() {
    let (slots, _) = slots(
        &[
            referred("Testone", 40, "no", "02/11/2026 09:00"),
            referred("Testtwo", 50, "no", "03/11/2026 09:00"),
            referred("Testthree", 33, "yes", "04/11/2026 09:00"),
            referred("Testfour", 50, "no", "05/11/2026 09:00"),
        ],
        "",
    );
    assert_eq!(order(&slots), ["003", "002", "004", "001"]);
    let times: Vec<&str> = slots.iter().map(|(time, _)| time.as_str()).collect();
    assert_eq!(times, ["10:00", "10:15", "10:30", "10:45"]);
}

#[test]
fn a_fixed_slot_stays_and_the_others_go_round_it() {
    let referrals = [
        referred("Testone", 50, "no", "02/11/2026 09:00"),
        referred("Testtwo", 40, "no", "03/11/2026 09:00"),
        referred("Testthree", 35, "no", "04/11/2026 09:00"),
    ];
    let (fixed, _) = slots(&referrals, "ISL-2026-003=10:15");
    assert_eq!(
        fixed,
        [("10:00", "001"), ("10:15", "003"), ("10:30", "002")]
            .map(|(time, last)| (time.to_owned(), format!("ISL-2026-{last}")))
    );
    let (odd, _) = slots(&referrals, "ISL-2026-003=10:05");
    assert_eq!(order(&odd), ["003", "001", "002"], "nothing fits before 10:05");
    let (twice, codes) = slots(&referrals, "ISL-2026-002=10:15 ISL-2026-003=10:20");
    assert!(codes.contains(&"slot-taken".to_owned()), "{codes:?}");
    assert_eq!(twice.len(), 3, "a case whose slot is taken gets another");
    let (_, codes) = slots(&referrals, "ISL-2026-003=08:00");
    assert!(codes.contains(&"slot-too-early".to_owned()), "{codes:?}");
}

#[test]
fn there_is_a_break_and_cases_past_the_end_are_named_not_dropped() {
    let names = [
        "Testa", "Testb", "Testc", "Testd", "Teste", "Testf", "Testg", "Testh", "Testi", "Testj", "Testk",
        "Testl",
    ];
    let referrals: Vec<Referred> =
        (0u32..).zip(names).map(|(at, name)| referred(name, 60 - at, "no", "02/11/2026 09:00")).collect();
    let (slots, codes) = slots(&referrals, "");
    let times: Vec<&str> = slots.iter().map(|(time, _)| time.as_str()).collect();
    assert_eq!(
        times,
        [
            "10:00", "10:15", "10:30", "10:45", "11:00", "11:30", "11:45", "12:00", "12:15", "12:30",
            "12:45", "13:00"
        ]
    );
    assert!(codes.contains(&"meeting-too-long".to_owned()), "{codes:?}");
}

/// A meeting whose referrals name officers of one clinic: name, when they can come.
struct Visits {
    work: tempfile::TempDir,
}

impl Visits {
    fn new<'a>(officers: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let work = tempfile::tempdir().expect("a working folder");
        let panel = work.path().join("input/islington");
        let referrals = panel.join("2026-12-09/referrals");
        std::fs::create_dir_all(&referrals).expect("made");
        std::fs::copy(root().join("input/islington/panel.toml"), panel.join("panel.toml")).expect("copied");
        let mut text = String::from(
            "Surname,Forenames,Date of birth,Referral received,Vulnerability,Ongoing victimisation or risk of harm,\
             Behaviour poses a risk to others,Another panel is dealing with the case now,Risk total,\
             Why a multi-agency approach is needed,Children involved,Referring agency,Officer attending,\
             Available from,Available to,Officer attending email\n",
        );
        for (number, (name, from, to)) in (10u32..).zip(officers) {
            text.push_str(&format!(
                "Test{number},Ada,03/04/19{number},02/11/2026 09:{number},Lives alone,yes,no,,40,Two must act,no,\
                 Example Clinic,{name},{from},{to}\n"
            ));
        }
        std::fs::write(referrals.join("all.csv"), text).expect("written");
        Visits { work }
    }

    /// Slots by the last digits of the case, findings by code and message, and the chair's agenda.
    fn pack(&self) -> (Vec<(String, String)>, Vec<String>, String) {
        let path = |name: &str| self.work.path().join(name).to_string_lossy().into_owned();
        let (input, output, sources) = (path("input"), path("output"), path("sources"));
        let folders = ["--input", &input, "--output", &output, "--keep-sources", &sources];
        let run = cmarac(&[&["pack", "--format", "json"], &folders[..]].concat());
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let said: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let meeting = &said["meetings"][0];
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let cases = meeting["cases"].as_array().expect("cases");
        let mut slots: Vec<(String, String)> = cases
            .iter()
            .map(|case| (text(&case["slot"]), text(&case["reference"])[9..].to_owned()))
            .collect();
        slots.sort();
        let findings = meeting["findings"].as_array().expect("findings");
        let findings =
            findings.iter().map(|one| format!("{}: {}", text(&one["code"]), text(&one["message"]))).collect();
        let agenda = self.work.path().join("sources/islington/2026-12-09/coordinator-agenda.typ");
        (slots, findings, std::fs::read_to_string(agenda).expect("the agenda's source"))
    }
}

#[test]
fn a_time_said_with_one_referral_holds_for_the_officers_other_cases() {
    let pat = ("Pat Example", "", "");
    let others = [("Sam Sample", "", ""), ("Kim Made-up", "", "")];
    let meeting = Visits::new([pat, ("Pat Example", "10:30", "11:00"), others[0], others[1]]);
    let (slots, findings, agenda) = meeting.pack();
    let order: Vec<&str> = slots.iter().map(|(_, case)| case.as_str()).collect();
    assert_eq!(order, ["003", "004", "001", "002"], "{findings:?}");
    assert!(!findings.iter().any(|found| found.starts_with("attendee-not-available")), "{findings:?}");
    assert!(!agenda.contains("said available"), "both cases are in the time that was given");

    // Of three there is room for two in half an hour: findings and agenda say so, of the one that has no time
    // of its own.
    let meeting = Visits::new([pat, ("Pat Example", "10:30", "11:00"), others[0], others[1], pat]);
    let (slots, findings, agenda) = meeting.pack();
    let outside: Vec<&String> =
        findings.iter().filter(|one| one.starts_with("attendee-not-available")).collect();
    assert_eq!(outside.len(), 1, "{slots:?} {findings:?}");
    assert!(
        outside[0].ends_with("said they can come only from 10:30am to 11am, with ISL-2026-002"),
        "{outside:?}"
    );
    assert_eq!(agenda.matches("said available 10:30am to 11am").count(), 1, "once for the officer");
}

#[test]
fn an_officer_given_by_an_address_alone_or_by_another_spelling_is_one_officer() {
    let pat = "pat.example@clinic.example";
    let others = [("Sam Sample", "", ""), ("Kim Made-up", "", "")];
    for (second, to) in [("", pat), ("P. Example", pat), ("P EXAMPLE", "Pat.Example@clinic.example")] {
        let to = format!("11:00,{to}");
        let meeting = Visits::new([
            ("Pat Example", "", ",pat.example@clinic.example"),
            (second, "10:30", &to),
            others[0],
            others[1],
        ]);
        let (slots, findings, agenda) = meeting.pack();
        let order: Vec<&str> = slots.iter().map(|(_, case)| case.as_str()).collect();
        assert_eq!(order, ["003", "004", "001", "002"], "{second}: {findings:?}");
        assert_eq!(agenda.matches("(\"Pat Example\", \"Example Clinic\"").count(), 1, "{second} {agenda}");
        let said = findings.iter().any(|found| found.starts_with("officer-named-twice"));
        assert_eq!(said, !second.is_empty(), "{second}: {findings:?}");
    }

    // Nothing says who it is, or two people use the address: the address stands for the name.
    let shared = ",desk@clinic.example";
    let meeting = Visits::new([("Pat Example", "", shared), ("Sam Sample", "", shared), ("", "", shared)]);
    let (_, _, agenda) = meeting.pack();
    for officer in ["Pat Example", "Sam Sample", "desk@clinic.example"] {
        assert!(agenda.contains(&format!("{officer} (Example Clinic)")), "{officer}: {agenda}");
    }
}

#[test]
fn an_officer_who_comes_until_before_they_come_from_is_named_and_their_times_are_not_used() {
    let meeting = Visits::new([("Pat Example", "11:00", "10:00")]);
    let (_, findings, agenda) = meeting.pack();
    assert!(findings.iter().any(|found| found.starts_with("times-reversed")), "{findings:?}");
    assert!(!findings.iter().any(|found| found.starts_with("attendee-not-available")), "{findings:?}");
    assert!(!agenda.contains("said available"));
}

#[test]
fn the_agenda_of_more_than_twenty_cases_says_that_its_order_is_not_proved() {
    let names: Vec<String> = (0..22).map(|case| format!("Visitor {}", case % 11)).collect();
    let (slots, _, agenda) = Visits::new(names.iter().map(|name| (name.as_str(), "", ""))).pack();
    assert_eq!(slots.len(), 22);
    // The meeting has time for eleven: these and those after the end are ordered apart, and proved.
    assert!(!agenda.contains("not proved"), "{slots:?}");
    let meeting = Visits::new(names.iter().map(|name| (name.as_str(), "", "")));
    let file = meeting.work.path().join("input/islington/panel.toml");
    let text = std::fs::read_to_string(&file).expect("read").replacen(
        "minutes-per-case = 15",
        "minutes-per-case = 5",
        1,
    );
    std::fs::write(&file, text).expect("written");
    let (slots, _, agenda) = meeting.pack();
    assert_eq!(slots.len(), 22);
    assert!(agenda.contains("it is not proved that no order is better"), "{slots:?}");
}
