//! Information requests: who is asked about what, what may be in a request, and what stops one.

use std::collections::BTreeMap;
use std::path::Path;

use crate::flat;
use crate::support::{cmarac, copy, root, stderr, stdout, tree};

const HEADINGS: &str = "Referral received,Referring agency,Referrer name,Referrer email,Surname,Forenames,Date of birth,\
    Address,Postcode,Phone,Summary of concerns,Vulnerability,Ongoing victimisation or risk of harm,\
    Another panel is dealing with the case now,Agencies that must not be told,People who must not be told,Risk total,\
    Why a multi-agency approach is needed,Address must be kept confidential\n";

/// What the rows below change of a referral that is accepted.
#[derive(Clone, Copy)]
struct Row<'a> {
    received: &'a str,
    surname: &'a str,
    address: &'a str,
    confidential: &'a str,
    phone: &'a str,
    summary: &'a str,
    elsewhere: &'a str,
    left_out: &'a str,
    not_told: &'a str,
    risk: &'a str,
}

const ACCEPTED: Row<'static> = Row {
    received: "20/11/2026 09:00",
    surname: "Testone",
    address: "12 Mockingham Rise",
    confidential: "no",
    phone: "020 7946 0501",
    summary: "Noise at night",
    elsewhere: "",
    left_out: "",
    not_told: "",
    risk: "40",
};

impl Row<'_> {
    fn line(&self) -> String {
        format!(
            "{},Adult Social Care,Pat Example,pat@asc.example,{},Ada,03/04/1980,{},N7 0OX,{},{},Lives alone,yes,{},{},{},{},\
             Two must act together,{}\n",
            self.received,
            self.surname,
            self.address,
            self.phone,
            self.summary,
            self.elsewhere,
            self.left_out,
            self.not_told,
            self.risk,
            self.confidential,
        )
    }
}

/// What `requests` makes of these referrals to Islington, and what it prints.
fn requests(rows: &[Row<'_>]) -> (BTreeMap<String, Vec<u8>>, String) {
    let work = tempfile::tempdir().expect("a working folder");
    let panel = work.path().join("input/islington");
    write(&panel, rows);
    run(work.path(), "requests")
}

fn write(panel: &Path, rows: &[Row<'_>]) {
    std::fs::create_dir_all(panel.join("2026-12-09/referrals")).expect("made");
    std::fs::copy(root().join("input/islington/panel.toml"), panel.join("panel.toml")).expect("copied");
    let lines: String = rows.iter().map(Row::line).collect();
    std::fs::write(panel.join("2026-12-09/referrals/export.csv"), format!("{HEADINGS}{lines}"))
        .expect("written");
}

fn run(work: &Path, command: &str) -> (BTreeMap<String, Vec<u8>>, String) {
    let path = |name: &str| work.join(name).to_string_lossy().into_owned();
    let run = cmarac(&[command, "--input", &path("input"), "--output", &path("output")]);
    assert!(run.status.success(), "{}", stderr(&run));
    let made = tree(&work.join("output/islington/2026-12-09"));
    (made, stdout(&run))
}

fn form(made: &BTreeMap<String, Vec<u8>>, agency: &str) -> String {
    let bytes = made.get(&format!("agencies/{agency}/information-return.xlsx"));
    bytes.map(|bytes| flat::workbook(bytes)).unwrap_or_default()
}

#[test]
fn nobody_is_asked_about_a_case_that_is_declined_passed_on_or_put_off() {
    let other_panel = Row { surname: "Testpanel", elsewhere: "MAPPA", ..ACCEPTED };
    let late = Row { surname: "Testlate", received: "25/11/2026 17:00", ..ACCEPTED };
    let low = Row { surname: "Testlow", risk: "4", ..ACCEPTED };
    let (made, _) = requests(&[ACCEPTED, other_panel, late, low]);
    let asked = form(&made, "POLICE");
    assert!(asked.contains("Surname | Testone"), "{asked}");
    assert!(asked.contains("Surname | Testlow"), "the risk is what the answers help to assess: {asked}");
    assert!(!asked.contains("Testpanel") && !asked.contains("Testlate"), "{asked}");
}

/// The agencies that are asked about one referral with these answers too, and what is found.
fn asked_with(answers: &[(&str, &str)]) -> (Vec<String>, String) {
    let work = tempfile::tempdir().expect("a working folder");
    let panel = work.path().join("input/islington");
    write(&panel, &[]);
    let join = |first: &str, more: Vec<&str>| format!("{},{}\n", first.trim_end(), more.join(","));
    let headings = join(HEADINGS, answers.iter().map(|(heading, _)| *heading).collect());
    let line = join(&ACCEPTED.line(), answers.iter().map(|(_, written)| *written).collect());
    std::fs::write(panel.join("2026-12-09/referrals/export.csv"), headings + &line).expect("written");
    let (made, _) = run(work.path(), "requests");
    let found = String::from_utf8(made["coordinator/findings.txt"].clone()).expect("findings are text");
    let asked = made
        .keys()
        .filter_map(|path| path.strip_prefix("agencies/")?.strip_suffix("/information-return.xlsx"));
    (asked.map(str::to_owned).collect(), found)
}

#[test]
fn the_landlord_is_asked_by_whatever_name_and_not_if_the_case_is_against_it() {
    let is_asked = |answers: &[(&str, &str)]| {
        let (asked, _) = asked_with(answers);
        assert!(asked.len() > 8, "core members are asked: {asked:?}");
        asked.contains(&"LARKFIELD".to_owned())
    };
    assert!(!is_asked(&[]), "it was not invited");
    assert!(is_asked(&[("Landlord", "Larkfield Housing Association")]));
    assert!(is_asked(&[("Landlord", "larkfield")]), "by another of its names");
    let against = |name: &str, role: &str, relationship: &str| {
        is_asked(&[
            ("Landlord", "larkfield"),
            ("Other person surname", name),
            ("Other person role", role),
            ("Other person relationship", relationship),
        ])
    };
    assert!(against("Testother", "perpetrator", "neighbour"));
    assert!(against("Testother", "", "landlord"), "a contact at the landlord's is nobody's opponent");
    assert!(!against("Larkfield Housing Association", "perpetrator", ""), "by whichever of its names");
    assert!(!against("Testother", "perpetrator", "her landlord"));
}

#[test]
fn a_member_that_the_case_may_be_against_and_that_sees_all_is_said_to_be_urgent() {
    let (asked, found) = asked_with(&[
        ("Landlord", "LBI and PFI Housing"),
        ("Other person surname", "Testother"),
        ("Other person role", "perpetrator"),
        ("Other person relationship", "landlord"),
    ]);
    assert!(asked.contains(&"HOUSING".to_owned()), "people decide whether it is left out: {asked:?}");
    assert!(found.contains("agency-may-be-accused"), "{found}");
    let (asked, found) = asked_with(&[
        ("Landlord", "LBI and PFI Housing"),
        ("Other person surname", "Testother"),
        ("Other person role", "perpetrator"),
    ]);
    assert!(asked.contains(&"HOUSING".to_owned()) && !found.contains("agency-may-be-accused"), "{found}");
}

#[test]
fn an_agency_without_cases_gets_no_request_and_the_referrer_is_asked_too() {
    let left_out = Row { left_out: "Fire Brigade", ..ACCEPTED };
    let (made, _) = requests(&[left_out]);
    assert!(!made.keys().any(|path| path.starts_with("agencies/FIRE/")), "{:?}", made.keys());
    assert!(!made.keys().any(|path| path.starts_with("agencies/PROBATION/")), "it was not invited");
    assert!(form(&made, "ADULT-SOCIAL-CARE").contains("Testone"));
    let documents = made.keys().filter(|path| path.starts_with("agencies/")).count();
    assert!(documents >= 24 && documents % 3 == 0, "three documents an agency: {documents}");
}

#[test]
fn what_is_neither_name_nor_birth_changes_no_request_but_of_those_who_search_by_address() {
    let (before, _) = requests(&[ACCEPTED]);
    let differ = |row: Row<'_>| -> Vec<String> {
        let (after, _) = requests(&[row]);
        assert!(before.keys().filter(|path| path.starts_with("agencies/")).count() > 20);
        assert!(before.keys().eq(after.keys()), "the same documents are made");
        let own = |path: &&String| path.starts_with("agencies/") && before.get(*path) != after.get(*path);
        let mut agencies: Vec<String> =
            after.keys().filter(own).filter_map(|path| Some(path.split('/').nth(1)?.to_owned())).collect();
        agencies.dedup();
        agencies
    };
    let unchanged: [String; 0] = [];
    assert_eq!(differ(Row { summary: "Threats at the door", ..ACCEPTED }), unchanged);
    assert_eq!(differ(Row { phone: "020 7946 0777", ..ACCEPTED }), unchanged);
    assert_eq!(differ(Row { risk: "44", ..ACCEPTED }), unchanged);
    let by_address = ["FIRE", "HOUSING", "NOISE"];
    assert_eq!(differ(Row { address: "14 Mockingham Rise", ..ACCEPTED }), by_address);
    assert_eq!(differ(Row { confidential: "yes", ..ACCEPTED }), by_address);
    assert!(differ(Row { surname: "Testtwo", ..ACCEPTED }).len() > 8, "a name is in every request");
    let (secret, _) = requests(&[Row { confidential: "yes", ..ACCEPTED }]);
    assert!(form(&before, "FIRE").contains("12 Mockingham Rise"));
    for (path, bytes) in &secret {
        if path.ends_with(".xlsx") {
            assert!(!flat::workbook(bytes).contains("Mockingham"), "{path}");
        }
    }
}

#[test]
fn somebody_who_must_not_be_told_stops_all_requests_to_their_agency() {
    let other = Row { surname: "Testtwo", ..ACCEPTED };
    for not_told in ["Hal Emberton-Mock", "hal.emberton-mock@fire.example"] {
        let (made, said) = requests(&[Row { not_told, ..ACCEPTED }, other]);
        assert!(!made.keys().any(|path| path.starts_with("agencies/FIRE/")), "{:?}", made.keys());
        assert!(said.contains("addressee-must-not-be-told") && said.contains("FIRE"), "{said}");
        assert!(!said.contains("Emberton"), "a finding names nobody: {said}");
        assert!(form(&made, "POLICE").contains("Testone"), "the others are asked");
    }
}

#[test]
fn a_draft_names_nobody_and_goes_to_everybody_there() {
    let (made, _) = requests(&[ACCEPTED]);
    let draft = flat::email(&made["agencies/POLICE/information-request.eml"]);
    let (headers, body) = draft.split_once("\n\n").expect("headers and text");
    assert!(headers.starts_with(
        "Subject: OFFICIAL-SENSITIVE: information request for the Community MARAC of\n 9 December 2026"
    ));
    assert!(headers.contains("X-Unsent: 1"));
    for contact in ["rowan.standfirst@police.example", "tomasz.stencil@police.example"] {
        assert!(headers.contains(contact), "{headers}");
    }
    for name in ["Testone", "Standfirst", "Stencil", "Ada"] {
        assert!(!body.contains(name), "{body}");
    }
    assert!(body.contains("information-request.pdf") && body.contains("information-return.xlsx"), "{body}");
    assert!(body.contains("Wednesday 2 December 2026 at 5pm"), "{body}");
}

#[test]
fn requests_and_letters_leave_each_others_documents_as_they_are() {
    let work = tempfile::tempdir().expect("a working folder");
    write(&work.path().join("input/islington"), &[ACCEPTED]);
    let (requested, _) = run(work.path(), "requests");
    assert!(!requested.keys().any(|path| path.starts_with("referrers/")));
    let (both, _) = run(work.path(), "letters");
    assert!(both.keys().any(|path| path.starts_with("referrers/")));
    for (path, bytes) in requested.iter().filter(|(path, _)| path.starts_with("agencies/")) {
        assert!(both.get(path) == Some(bytes), "{path} was kept");
    }
    let (again, _) = run(work.path(), "requests");
    assert!(both.keys().eq(again.keys()), "nothing is lost");
}

#[test]
fn a_service_of_another_area_is_asked_once_it_may_be_told_and_its_return_is_known() {
    let work = tempfile::tempdir().expect("a working folder");
    let panel = work.path().join("input/city-community");
    copy(&root().join("input/city-community"), &panel);
    let returned = "Case reference,Agency,Known to the agency\n\
        CCM-2026-006,Tower Hamlets mental health service,nothing known\n\
        CCM-2026-006,Tower Hamlets gardening club,nothing known\n";
    std::fs::write(panel.join("2026-12-10/returns/home.csv"), returned).expect("written");
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    let run = cmarac(&["requests", "--input", &path("input"), "--output", &path("output")]);
    assert!(run.status.success(), "{}", stderr(&run));
    let made = tree(&work.path().join("output/city-community/2026-12-10"));
    let asked: Vec<&String> = made.keys().filter(|path| path.starts_with("areas/")).collect();
    let folder = "areas/TOWER-HAMLETS/MENTAL-HEALTH/information-";
    assert_eq!(asked.len(), 3, "only the service that may be told: {asked:?}");
    assert!(asked.iter().all(|path| path.starts_with(folder)), "{asked:?}");
    let form = flat::workbook(&made[&format!("{folder}return.xlsx")]);
    assert!(form.contains("Agency | Tower Hamlets mental health service"), "{form}");
    let findings = String::from_utf8_lossy(&made["coordinator/findings.txt"]).into_owned();
    let unknown: Vec<&str> =
        findings.split("\n\n").filter(|one| one.contains("return-agency-not-known")).collect();
    assert_eq!(unknown.len(), 1, "{findings}");
    assert!(unknown[0].contains("home.csv, cell B3"), "only the club is not known: {unknown:?}");
}
