//! What the papers must say first because somebody's safety hangs on it: who lives with whom, that the
//! person is a child, and who from elsewhere comes to the table.

use std::collections::BTreeMap;
use std::path::Path;

use cmarac::finding::Finding;
use cmarac::plan::Part;
use cmarac::read::Direct;
use cmarac::typeset::{Typeset, Typesetter};
use cmarac::{Efforts, Order, Tools};
use serde_json::Value;

use crate::support::{cmarac, root, stderr, tree};

/// A panel's folder with one referral a row and decisions, both as tables, and what a build makes of it:
/// every Typst source by its name, and what `check` finds.
fn built(panel: &str, meeting: &str, rows: &str, decisions: &str) -> (BTreeMap<String, String>, Vec<Value>) {
    let work = tempfile::tempdir().expect("a working folder");
    let folder = work.path().join("input").join(panel);
    let write = |name: &str, text: &str| {
        let path = folder.join(meeting).join(name);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write("referrals/table.csv", rows);
    if !decisions.is_empty() {
        write("decisions.csv", decisions);
    }
    std::fs::copy(root().join("input").join(panel).join("panel.toml"), folder.join("panel.toml"))
        .expect("copied");
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    let (input, output, sources) = (path("input"), path("output"), path("sources"));
    let check = cmarac(&["check", "--format", "json", "--input", &input]);
    let said: Value = serde_json::from_slice(&check.stdout).unwrap_or_else(|_| panic!("{}", stderr(&check)));
    let run = cmarac(&["build", "--input", &input, "--output", &output, "--keep-sources", &sources]);
    assert!(run.status.success(), "{}", stderr(&run));
    let findings = said["meetings"][0]["findings"].as_array().expect("findings").clone();
    (documents(work.path().join("sources").join(panel).join(meeting).as_path()), findings)
}

fn documents(folder: &Path) -> BTreeMap<String, String> {
    let read = |(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned());
    let files = tree(folder);
    files
        .iter()
        .filter(|(name, _)| name.ends_with(".typ"))
        .map(|(name, bytes)| read((name.clone(), bytes)))
        .collect()
}

fn document<'d>(documents: &'d BTreeMap<String, String>, ending: &str) -> &'d str {
    let found = documents.iter().find(|(name, _)| name.ends_with(ending));
    found.unwrap_or_else(|| panic!("no {ending} in {:?}", documents.keys())).1
}

const ABUSE: &str = "Surname,Forenames,Date of birth,Person's role,Referral received,Area of residence,Risk total,\
                     Incidents are escalating,Professional judgement of serious concern,Most recent incident,\
                     Address,Postcode,Other person surname,Other person role,Other person address";

fn abuse(born: &str, total: u32, others: &str) -> (BTreeMap<String, String>, Vec<Value>) {
    let row = format!(
        "Testby,Ada,{born},victim,2026-11-16 10:00,City of London,{total},no,no,none,\"Flat 3, 12 Invented Walk\",EC1A 0CX,{others}"
    );
    built("city-domestic-abuse", "2026-12-02", &format!("{ABUSE}\n{row}\n"), "")
}

#[test]
fn who_lives_with_the_one_they_fear_is_said_on_the_profile_and_in_a_finding_with_both_cells() {
    let title = "They live at the same address";
    let same = |others: &str| {
        let (documents, findings) = abuse("1990-04-03", 15, others);
        let said: Vec<Value> =
            findings.into_iter().filter(|finding| finding["code"] == "same-address").collect();
        let warned = document(&documents, "profiles-CDA-2026-001.typ").contains(title);
        let minuted = document(&documents, "coordinator-minutes.typ").contains(title);
        assert_eq!((warned, minuted), (said.len() == 1, said.len() == 1), "{others}");
        said.into_iter().next()
    };
    let finding = same("Testby,perpetrator,\"12 INVENTED WK, London EC1A0CX\"").expect("it is found");
    assert_eq!((&finding["severity"], &finding["place"]["cell"]), (&"warning".into(), &"O2".into()));
    let message = finding["message"].as_str().expect("a message");
    assert!(message.contains("cell K2") && !message.contains("Invented"), "{message}");
    assert!(same("Testby,perpetrator,same address").is_some());
    assert!(same("Testby,perpetrator,\"14 Invented Walk, EC1A 0CX\"").is_none());
    assert!(same("Testby,child,\"Flat 3, 12 Invented Walk\"").is_none());
    assert!(same("Testby,perpetrator,").is_none());
}

#[test]
fn somebody_of_sixteen_or_seventeen_is_a_child_on_agenda_profile_and_in_the_letters_advice() {
    let papers = |born: &str, total: u32| abuse(born, total, "Testby,perpetrator,").0;
    let child = papers("2009-12-02", 15);
    assert!(document(&child, "coordinator-agenda.typ").contains("aged 17: a child"));
    let profile = document(&child, "profiles-CDA-2026-001.typ");
    assert!(profile.contains("The person is a child") && profile.contains("Victim, aged 17: a child"));
    let grown = papers("2008-12-02", 15);
    assert!(
        grown.values().all(|text| !text.contains(": a child") && !text.contains("is a child")),
        "18 on the day of the meeting"
    );
    let advice = "Tell Children’s Social Care today";
    let declined = |born: &str| papers(born, 5);
    let letter =
        |papers: &BTreeMap<String, String>| document(papers, "decline-letter.typ").matches(advice).count();
    assert_eq!(letter(&declined("2009-12-02")), 1);
    assert_eq!(letter(&declined("2008-12-02")), 0);
    assert_eq!(letter(&declined("2011-12-02")), 1, "15: the rule's own advice is not given twice");
}

#[test]
fn nobody_is_advised_to_write_to_themselves() {
    let letter = |agency: &str| {
        let rows = format!(
            "{ABUSE},Referring agency\nTestby,Ada,1990-04-03,victim,2026-11-16 10:00,City of London,5,no,no,none,,,,,,{agency}\n"
        );
        document(&built("city-domestic-abuse", "2026-12-02", &rows, "").0, "decline-letter.typ").to_owned()
    };
    let (own, others) = (letter("VS"), letter("Example Trust"));
    assert!(!own.contains("contact: \"Victim Support") && own.contains("contact: \"your own agency\""));
    assert!(others.contains("contact: \"Victim Support") && !others.contains("your own agency"));
    assert!(own.contains("contact: \"City of London Police"), "others' contacts stay");
}

#[test]
fn a_service_from_where_the_person_lives_is_at_the_table_once_it_may_be_told() {
    let rows = |contact: &str, area: &str| {
        format!(
            "Surname,Forenames,Date of birth,Referral received,Area of residence,Risk total,At risk,\
             Vulnerability (who in the case and how),Why a multi-agency approach is needed,Home authority contact,\
             Referring agency,Ongoing victimisation or risk of harm\n\
             Testby,Ada,1990-04-03,2026-11-16 10:00,{area},40,yes,lives alone,many are needed,{contact},Victim Support,yes\n"
        )
    };
    let share = "Case reference,Decision,Decided by,Date,Share with an agency outside the agreement\n\
                 CCM-2026-001,accept,A. Chairperson,2026-12-01,Tower Hamlets mental health service: vital interests\n";
    let papers = |contact: &str, share: &str| {
        built("city-community", "2026-12-10", &rows(contact, "LB Tower Hamlets"), share).0
    };
    let service = "Tower Hamlets mental health service";
    let unknown = papers("", share);
    for paper in ["agenda.typ", "minutes.typ", "sign-in-sheet.typ", "profiles-CCM-2026-001.typ"] {
        assert!(document(&unknown, &format!("coordinator-{paper}")).contains(service), "{paper}");
    }
    let needed = document(&unknown, "coordinator-agenda.typ").split("== Who is needed when").nth(1);
    assert!(needed.is_some_and(|needed| needed.contains(service)));
    let letter = document(&unknown, "acceptance-letter.typ");
    assert!(
        !letter.contains(service) && letter.contains("Services of Tower Hamlets"),
        "not theirs to know: {letter}"
    );
    let named = papers("the Tower Hamlets Mental Health Service duty desk", share);
    assert!(document(&named, "acceptance-letter.typ").contains(service), "the referrer named it");
    let not_recorded = papers("", "");
    assert!(!document(&not_recorded, "coordinator-sign-in-sheet.typ").contains(service));
    assert!(!document(&not_recorded, "acceptance-letter.typ").contains("Tower Hamlets\","));
}

/// Typesets nothing.
struct Idle;

impl Typesetter for Idle {
    fn typeset(
        &self,
        _: &[(String, String)],
        _: &[(String, String)],
        _: &[Vec<u8>],
    ) -> Vec<Result<Typeset, Finding>> {
        Vec::new()
    }
}

#[test]
fn what_a_run_holds_prints_for_debugging_without_a_word_that_a_person_wrote() {
    let order = Order {
        input: root().join("input"),
        output: root().join("output"),
        panels: vec!["islington".into(), "city-community".into()],
        meeting: None,
        today: None,
        part: Part::All,
        keep_sources: None,
    };
    let mut tools =
        Tools { parser: &Direct, typesetter: &Idle, effort: &Efforts::default, progress: &mut |_| {} };
    let run = cmarac::check(&order, &mut tools).expect("it runs");
    assert_eq!(run.meetings.len(), 2, "{:?}", run.stopped);
    let mut written: Vec<String> = Vec::new();
    for meeting in &run.meetings {
        let cases = meeting.decided.iter().map(|decided| &decided.case).chain(&meeting.meeting.earlier_cases);
        for case in cases {
            for referral in &case.referrals {
                let paths =
                    ["subject.surname", "subject.address", "subject.phone", "referrer.email", "need.reason"];
                written.extend(paths.iter().filter_map(|path| Some(referral.answers.text(path)?.to_owned())));
                // Agencies are named in attendance and grids; a word alone may be any answer.
                let of_people = referral.as_written.iter().filter(|(heading, text, _)| {
                    !heading.to_lowercase().contains("agenc") && text.contains(' ')
                });
                written.extend(of_people.map(|(_, text, _)| text.clone()));
                written.extend(referral.attending.iter().map(|officer| officer.name.clone()));
            }
            for returned in &case.returns {
                written.extend(returned.rows.iter().map(|row| row.information.clone()));
                written.extend(returned.proposed_actions.iter().map(|(action, _)| action.clone()));
                written.extend(returned.attending.iter().map(|officer| officer.name.clone()));
            }
            written.extend(case.carried.iter().map(|carried| carried.action.action.clone()));
            written.extend(case.decision.iter().filter_map(|decision| decision.file_reason.clone()));
        }
        written.extend(meeting.meeting.carried.iter().map(|carried| carried.action.owner.clone()));
        written.extend(meeting.meeting.heard.iter().map(|(_, name)| name.clone()));
    }
    written.retain(|text| text.trim().chars().count() > 5);
    written.sort();
    written.dedup();
    assert!(written.len() > 200, "{}", written.len());
    let printed = format!("{:?} {:?}", run.meetings, run.findings);
    assert!(printed.contains("«…»"), "there is something to hide");
    for text in written {
        // What people write of agencies and outcomes is in the panel's file too.
        let policy = run.meetings.iter().any(|meeting| format!("{:?}", meeting.panel).contains(text.trim()));
        assert!(policy || !printed.contains(text.trim()), "{text} is printed");
    }
}
