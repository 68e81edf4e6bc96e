//! Made-up months in which people come for several cases, times change after letters were sent, and some
//! must not be invited. Islington's cases take 15 minutes from 10:00; the break is from 11:15 to 11:30.

use std::collections::BTreeMap;

use super::{Invitation, invitations};
use crate::support::{cmarac, root, stderr, stdout, tree};

/// What the rows below change of a referral that is accepted.
#[derive(Clone, Copy)]
struct Row<'a> {
    agency: &'a str,
    referrer: &'a str,
    email: &'a str,
    officer: &'a str,
    officer_email: &'a str,
    left_out: &'a str,
    /// Its fixed time.
    slot: &'a str,
    add: &'a str,
}

const PAT: Row<'static> = Row {
    agency: "Example Sixth Form College",
    referrer: "Pat Referring",
    email: "pat@college.example",
    officer: "",
    officer_email: "",
    left_out: "",
    slot: "",
    add: "",
};

struct Desk {
    work: tempfile::TempDir,
}

/// A person of a case: no two are alike.
const SURNAMES: [&str; 6] = ["Testone", "Mockford", "Sampleby", "Placeholt", "Dummyworth", "Exampleson"];

impl Desk {
    /// Cases in the order of their rows: ISL-2026-001 and so on.
    fn new(rows: &[Row<'_>]) -> Self {
        let desk = Desk { work: tempfile::tempdir().expect("a working folder") };
        let meeting = desk.work.path().join("input/islington/2026-12-09");
        std::fs::create_dir_all(meeting.join("referrals")).expect("made");
        std::fs::copy(root().join("input/islington/panel.toml"), meeting.with_file_name("panel.toml"))
            .expect("copied");
        let headings = "Referral received,Referring agency,Referrer name,Referrer email,Officer attending,\
            Officer attending email,Surname,Forenames,Date of birth,Vulnerability,Ongoing victimisation or risk of harm,\
            Behaviour poses a risk to others,Risk total,Why a multi-agency approach is needed,Agencies that must not be told\n";
        let lines: String = (0usize..)
            .zip(rows)
            .map(|(at, row)| {
                format!(
                    "20/11/2026 0{at}:00,{},{},{},{},{},{},Ada,0{}/04/1980,Lives alone,yes,no,40,Two must act together,{}\n",
                    row.agency, row.referrer, row.email, row.officer, row.officer_email, SURNAMES[at],
                    at.saturating_add(1), row.left_out,
                )
            })
            .collect();
        std::fs::write(meeting.join("referrals/export.csv"), format!("{headings}{lines}")).expect("written");
        desk.decide(rows);
        desk
    }

    fn decide(&self, rows: &[Row<'_>]) {
        let head = "Case reference,Proposed outcome,Decision,Decided by,Date,Time slot,Attendees to add\n";
        let lines: String = (1usize..)
            .zip(rows)
            .map(|(at, row)| {
                format!("ISL-2026-00{at},accept,accept,A. Chairperson,2026-11-26,{},{}\n", row.slot, row.add)
            })
            .collect();
        let path = self.work.path().join("input/islington/2026-12-09/decisions.csv");
        std::fs::write(path, format!("{head}{lines}")).expect("written");
    }

    fn run(&self, command: &[&str]) -> String {
        let path = |name: &str| self.work.path().join(name).to_string_lossy().into_owned();
        let folders = [path("input"), path("output")];
        let run = cmarac(&[command, &["--input", &folders[0], "--output", &folders[1]]].concat());
        assert!(run.status.success(), "{}{}", stdout(&run), stderr(&run));
        stdout(&run) + &stderr(&run)
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.run(&["build"]);
        tree(&self.work.path().join("output/islington/2026-12-09"))
    }

    fn findings(&self) -> String {
        String::from_utf8(self.files()["coordinator/findings.txt"].clone()).expect("text")
    }

    /// Invitations but for those of members' contacts.
    fn invited(&self) -> BTreeMap<String, Invitation> {
        let mut found = invitations(&self.files());
        found.retain(|path, _| !(path.starts_with("agencies/") && path.ends_with("/invitation.ics")));
        found
    }
}

/// Begin, end and cases of each event.
fn said(invitation: &Invitation) -> Vec<String> {
    let event = |event: &super::Event| {
        let (start, end) = event.times();
        format!("{} to {}: {}", start.format("%H:%M"), end.format("%H:%M"), event.cases.join(" "))
    };
    invitation.events.iter().map(event).collect()
}

const FIRST: &str = "referrers/ISL-2026-001/invitation.ics";
const SECOND: &str = "referrers/ISL-2026-002/invitation.ics";

#[test]
fn adjacent_slots_are_one_event_and_a_gap_or_a_break_makes_two() {
    let at = |slots: [&'static str; 2]| {
        Desk::new(&[Row { slot: slots[0], ..PAT }, Row { slot: slots[1], ..PAT }]).invited()
    };
    let beside = at(["10:00", "10:15"]);
    assert_eq!(said(&beside[FIRST]), ["10:00 to 10:30: ISL-2026-001 ISL-2026-002"]);
    assert_eq!(beside[FIRST].method, "REQUEST");
    assert_eq!(beside[FIRST], beside[SECOND], "it lies with both letters, and is one");
    let swapped = at(["10:15", "10:00"]);
    assert_eq!(said(&swapped[FIRST]), ["10:00 to 10:30: ISL-2026-002 ISL-2026-001"]);
    for apart in [["10:00", "10:30"], ["11:00", "11:30"]] {
        let gap = at(apart);
        assert_eq!(gap[FIRST].events.len(), 2, "{:?}", said(&gap[FIRST]));
        assert_eq!(gap[FIRST].method, "PUBLISH", "a request may hold one event only");
        let [one, two] = &gap[FIRST].events[..] else { panic!("two") };
        assert_ne!(one.uid, two.uid);
        assert_eq!(one.uid, beside[FIRST].events[0].uid, "it stays the same");
    }
}

#[test]
fn an_invitation_lies_with_whoever_hands_it_on_and_is_named_after_nobody() {
    let themselves = Row { officer: "Pat Referring", ..PAT };
    let named = Row { officer: "Sam Sampleton", officer_email: "sam@college.example", ..PAT };
    let probation = Row { add: "Probation", ..PAT };
    let stranger = Row { add: "Chris Elsewhere", ..PAT };
    let invited = Desk::new(&[themselves, named, probation, stranger]).invited();
    let attendee = |path: &str| invited[path].events[0].attendees.first().map(|(_, address)| address.clone());
    assert_eq!(
        attendee(FIRST).as_deref(),
        Some("pat@college.example"),
        "who names themselves has one address"
    );
    assert_eq!(attendee(SECOND).as_deref(), Some("sam@college.example"));
    assert_eq!(
        attendee("agencies/PROBATION/invitation-1.ics").as_deref(),
        Some("lena.archetype@probation.example")
    );
    assert_eq!(
        said(&invited["agencies/PROBATION/invitation-1.ics"])[0].split(": ").nth(1),
        Some("ISL-2026-003")
    );
    // Added by people, of no agency that is known: with the coordinator.
    assert_eq!(attendee("coordinator/invitations/invitation-1.ics"), None);
    let mut paths: Vec<&str> = invited.keys().map(String::as_str).collect();
    paths.retain(|path| ![FIRST, SECOND].contains(path) && !path.starts_with("referrers/"));
    assert_eq!(paths, ["agencies/PROBATION/invitation-1.ics", "coordinator/invitations/invitation-1.ics"]);
    let uids: std::collections::BTreeSet<&str> =
        invited.values().flat_map(|one| &one.events).map(|event| event.uid.as_str()).collect();
    assert_eq!(uids.len(), 4, "everybody has their own: {uids:?}");
    for uid in uids {
        let lower = uid.to_lowercase();
        assert!(!["pat", "sam", "lena", "chris", "college"].iter().any(|name| lower.contains(name)), "{uid}");
    }
}

#[test]
fn two_people_of_one_name_elsewhere_are_told_nothing_of_each_others_cases() {
    let other = Row { email: "p.referring@other.example", ..PAT };
    let invited = Desk::new(&[Row { slot: "10:00", ..PAT }, Row { slot: "10:15", ..other }]).invited();
    assert_eq!(said(&invited[FIRST]), ["10:00 to 10:15: ISL-2026-001"]);
    assert_eq!(said(&invited[SECOND]), ["10:15 to 10:30: ISL-2026-002"]);
    assert_ne!(invited[FIRST].events[0].uid, invited[SECOND].events[0].uid);
}

#[test]
fn who_refers_and_comes_for_their_agency_as_well_has_one_invitation() {
    // An officer of Probation refers one case, and Probation's contact of the same name is added to another.
    let lena = Row {
        agency: "Probation",
        referrer: "Lena Archetype",
        email: "lena.archetype@probation.example",
        ..PAT
    };
    let rows = [Row { slot: "10:00", ..lena }, Row { slot: "10:15", add: "Probation", ..PAT }];
    let invited = Desk::new(&rows).invited();
    assert_eq!(said(&invited[FIRST]), ["10:00 to 10:30: ISL-2026-001 ISL-2026-002"]);
    assert!(!invited.contains_key("agencies/PROBATION/invitation-1.ics"));
    // Left out of the other case, Probation learns nothing of it.
    let rows = [rows[0], Row { left_out: "Probation", ..rows[1] }];
    let desk = Desk::new(&rows);
    assert_eq!(said(&desk.invited()[FIRST]), ["10:00 to 10:15: ISL-2026-001"]);
    let findings = desk.findings();
    assert!(
        findings.contains("urgent[officer-not-invited]: an officer named to attend for ISL-2026-002"),
        "{findings}"
    );
}

#[test]
fn a_time_that_changed_after_it_was_told_replaces_the_entry_in_the_calendar() {
    let rows = [Row { slot: "10:00", ..PAT }, Row { slot: "10:30", add: "Probation", ..PAT }];
    let desk = Desk::new(&rows);
    let probation = "agencies/PROBATION/invitation-1.ics";
    let number = |invited: &BTreeMap<String, Invitation>, path: &str| invited[path].events[0].sequence;
    let before = desk.invited();
    assert_eq!((number(&before, FIRST), number(&before, probation)), (0, 0));
    let recorded = desk.run(&["issued", "--today", "2026-12-02"]);
    assert!(recorded.contains("referrers/ISL-2026-001/invitation.ics"), "{recorded}");
    let again = desk.invited();
    assert!(again == before, "that it was sent changes nothing");

    desk.decide(&[Row { slot: "10:15", ..rows[0] }, Row { slot: "10:45", ..rows[1] }]);
    let changed = desk.invited();
    for path in [FIRST, SECOND, probation] {
        assert_eq!(number(&changed, path), 1, "{path}");
        assert_eq!(changed[path].events[0].uid, before[path].events[0].uid, "{path} is the same entry");
        assert!(changed[path].events[0].description.contains("takes the place of"), "{path}");
    }
    let findings = desk.findings();
    assert_eq!(findings.matches("ISL-2026-001 is heard at 10:15am now").count(), 1, "{findings}");
    assert!(!findings.contains("sent-invitation-differs"), "the letter says it: {findings}");
    desk.run(&["issued", "--today", "2026-12-03"]);
    assert_eq!(number(&desk.invited(), FIRST), 1, "it does not grow by being sent");
    assert_eq!(number(&desk.invited(), probation), 1);
    desk.decide(&rows);
    let back = desk.invited();
    assert_eq!((number(&back, FIRST), number(&back, probation)), (2, 2), "a change back is a change");
    let check = desk.run(&["check"]);
    assert!(
        !check.contains("of 2 sent") && !check.contains("1 of"),
        "an invitation is no letter of its own: {check}"
    );
}

#[test]
fn an_invitation_that_alone_differs_from_the_one_that_was_sent_is_named() {
    let rows = [Row { slot: "10:00", ..PAT }, Row { slot: "10:30", ..PAT }];
    let desk = Desk::new(&rows);
    desk.run(&["build"]);
    desk.run(&["issued", "ISL-2026-001", "--today", "2026-12-02"]);
    // The other case moves. Nobody was told its time, but it is in this invitation too.
    desk.decide(&[rows[0], Row { slot: "10:15", ..rows[1] }]);
    let findings = desk.findings();
    assert!(
        findings.contains(
            "warning[sent-invitation-differs]: the invitation that went with the letter about ISL-2026-001"
        ),
        "{findings}"
    );
    let invited = desk.invited();
    assert_eq!(said(&invited[FIRST]), ["10:00 to 10:30: ISL-2026-001 ISL-2026-002"]);
    assert_eq!(invited[FIRST].events[0].sequence, 1);
}

#[test]
fn a_members_invitation_tells_nothing_of_cases_that_it_may_not_see() {
    let own = "agencies/POLICE/";
    let files = |rows: &[Row<'_>]| -> BTreeMap<String, Vec<u8>> {
        let mut files = Desk::new(rows).files();
        files.retain(|path, _| path.starts_with(own) && (path.ends_with(".ics")));
        files
    };
    let hidden = Row { left_out: "Police", slot: "10:15", ..PAT };
    let seen = Row { slot: "10:00", ..PAT };
    let one = files(&[seen]);
    assert_eq!(one.len(), 1, "{:?}", one.keys());
    assert!(one == files(&[seen, hidden]), "another case shows");
    assert!(one == files(&[seen, hidden, Row { slot: "10:30", ..hidden }]), "two show");
}

#[test]
fn nobody_is_invited_by_a_letter_that_is_a_draft() {
    let desk = Desk::new(&[PAT]);
    let panel = desk.work.path().join("input/islington/panel.toml");
    let text = std::fs::read_to_string(&panel).expect("read");
    let (usual, all) = ("\nsign-off = \"usual\"\n", "\nsign-off = \"all\"\n");
    assert!(text.contains(usual));
    std::fs::write(&panel, text.replacen(usual, all, 1)).expect("written");
    std::fs::remove_file(desk.work.path().join("input/islington/2026-12-09/decisions.csv")).expect("removed");
    assert!(desk.invited().is_empty());
    let findings = desk.findings();
    assert!(findings.contains("note[invitation-waits]: nobody is invited to ISL-2026-001 yet"), "{findings}");
    assert!(findings.contains("note[letter-waits]"), "{findings}");
    assert!(desk.files().contains_key("agencies/POLICE/invitation.ics"), "members come all the same");
}
