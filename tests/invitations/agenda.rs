//! The samples of all built-in panels: everybody in the coordinator's list of who is needed when has an
//! invitation to exactly their time, and nobody else has one.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};

use super::{Event, Invitation, invitations};
use crate::support::{cmarac, copy, root, stderr, tree};

/// What a panel's meeting gives.
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    agenda: String,
    minutes: i64,
}

fn build(panel: &str) -> Made {
    let work = tempfile::tempdir().expect("a working folder");
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    copy(&root().join("input").join(panel), &work.path().join("input").join(panel));
    let (input, output, sources) = (path("input"), path("output"), path("sources"));
    let run = cmarac(&["build", "--input", &input, "--output", &output, "--keep-sources", &sources]);
    assert!(run.status.success(), "{}", stderr(&run));
    let sources = tree(&work.path().join("sources"));
    let agenda = sources.iter().find(|(path, _)| path.ends_with("/coordinator-agenda.typ"));
    let agenda = String::from_utf8(agenda.expect("an agenda").1.clone()).expect("text");
    let file = work.path().join("input").join(panel).join("panel.toml");
    let (read, _) = cmarac::panel::load(panel, "panel.toml", &std::fs::read_to_string(file).expect("read"))
        .expect("it loads");
    let meetings = tree(&work.path().join("output").join(panel));
    let folder = meetings.keys().find(|path| path.ends_with("manifest.json")).expect("published").clone();
    let folder = folder.trim_end_matches("manifest.json").to_owned();
    let files = meetings
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(&folder)?.to_owned(), bytes)))
        .collect();
    Made { files, agenda, minutes: i64::from(read.slots.minutes) }
}

/// The strings in a line of a Typst source.
fn strings(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// `10:15am`, `Midday`.
fn clock(said: &str) -> NaiveTime {
    let said = said.trim().to_lowercase();
    let said = said.replace("midday", "12pm").replace("midnight", "12am");
    let with_minutes =
        if said.contains(':') { said } else { said.replace("am", ":00am").replace("pm", ":00pm") };
    NaiveTime::parse_from_str(&with_minutes, "%I:%M%P").unwrap_or_else(|_| panic!("{with_minutes} is a time"))
}

impl Made {
    /// Reference and start of each case, by its number.
    fn cases(&self) -> BTreeMap<usize, (String, NaiveTime)> {
        let mut cases = BTreeMap::new();
        for row in self.agenda.split("\n  (\n").filter(|row| row.contains("what: \"Case ")) {
            let field = |name: &str| {
                let line = row.lines().find(|line| line.trim().starts_with(name)).expect("it is there");
                strings(line).remove(0)
            };
            let number = field("what:").trim_start_matches("Case ").parse().expect("a number");
            cases.insert(number, (field("reference:"), clock(&field("time:"))));
        }
        cases
    }

    /// Name, time and cases of everybody who is needed.
    fn needed(&self) -> Vec<(String, String, Vec<usize>)> {
        let table = self.agenda.split("== Who is needed when").nth(1).expect("it says so");
        let table = table.split("\n== ").next().expect("it ends");
        let rows = table.lines().filter(|line| line.trim().starts_with("(\"") && line.contains("with-note"));
        rows.map(|row| {
            let cells = strings(row);
            let cases = cells.last().expect("cases").replace(" and ", ", ");
            let cases = cases.split(", ").map(|number| number.parse().expect("a number")).collect();
            (cells[0].clone(), cells[2].clone(), cases)
        })
        .collect()
    }

    /// The stretches without a gap that these cases take.
    fn stretches(&self, cases: &[(String, NaiveTime)]) -> Vec<(NaiveTime, NaiveTime, Vec<String>)> {
        let mut sorted = cases.to_vec();
        sorted.sort_by_key(|(_, start)| *start);
        let mut stretches: Vec<(NaiveTime, NaiveTime, Vec<String>)> = Vec::new();
        for (reference, start) in sorted {
            let end = start + TimeDelta::minutes(self.minutes);
            match stretches.last_mut().filter(|stretch| stretch.1 == start) {
                Some(stretch) => {
                    stretch.1 = end;
                    stretch.2.push(reference);
                }
                None => stretches.push((start, end, vec![reference])),
            }
        }
        stretches
    }
}

fn as_stretches(invitation: &Invitation) -> Vec<(NaiveTime, NaiveTime, Vec<String>)> {
    let stretch = |event: &Event| {
        let (start, end) = event.times();
        (start, end, event.cases.clone())
    };
    invitation.events.iter().map(stretch).collect()
}

#[test]
fn everybody_who_is_needed_is_invited_to_exactly_their_time_and_nobody_else() {
    let mut looked = 0;
    for (panel, _) in cmarac::panel::BUILT_IN {
        let made = build(panel);
        let findings = String::from_utf8(made.files["coordinator/findings.txt"].clone()).expect("text");
        let waiting = findings.lines().find(|line| line.contains("[invitation-waits]")).unwrap_or_default();
        let cases = made.cases();
        assert!(!cases.is_empty() && !made.needed().is_empty(), "{panel} hears cases");
        // The same invitation may lie beside several letters to one person.
        let mut officers: Vec<Invitation> = invitations(&made.files)
            .into_iter()
            .filter(|(path, _)| !(path.starts_with("agencies/") && path.ends_with("/invitation.ics")))
            .map(|(_, invitation)| invitation)
            .collect();
        officers.sort();
        officers.dedup();
        for (name, span, numbers) in made.needed() {
            let own: Vec<(String, NaiveTime)> = numbers.iter().map(|number| cases[number].clone()).collect();
            let all = made.stretches(&own);
            let (first, last) = span.split_once(" to ").expect("a span");
            assert_eq!(
                (clock(first), clock(last)),
                (all[0].0, all.last().expect("one at least").1),
                "{panel}: the agenda's own times"
            );
            let signed: Vec<(String, NaiveTime)> =
                own.into_iter().filter(|(reference, _)| !waiting.contains(reference)).collect();
            if signed.is_empty() {
                continue;
            }
            let wanted = made.stretches(&signed);
            let known = |invitation: &Invitation| {
                let mut attendees = invitation.events.iter().flat_map(|event| &event.attendees);
                attendees.all(|(attendee, _)| *attendee == name)
            };
            let found = officers
                .iter()
                .position(|one| known(one) && as_stretches(one) == wanted)
                .unwrap_or_else(|| {
                    panic!("{panel}: nobody is invited to cases {numbers:?}, {wanted:?}, among {officers:#?}")
                });
            officers.remove(found);
            looked += 1;
        }
        assert!(officers.is_empty(), "{panel}: invited, and on no list: {officers:#?}");
    }
    assert!(looked > 30, "so few people prove little: {looked}");
}

#[test]
fn a_member_that_sees_all_is_invited_to_the_meeting_from_its_beginning_to_its_end() {
    let made = build("islington");
    let police = &invitations(&made.files)["agencies/POLICE/invitation.ics"];
    let [event] = &police.events[..] else { panic!("one event: {police:?}") };
    let time = made.agenda.lines().find(|line| line.contains(" to ") && line.contains("Time")).map(strings);
    let said = format!("{time:?}");
    assert!(event.cases.is_empty(), "it names no case: {}", event.summary);
    assert_eq!(event.start.date().to_string(), "2026-12-09");
    assert_eq!(event.times(), (clock("9:45am"), clock("1pm")), "{said}");
    let addresses: Vec<&str> = event.attendees.iter().map(|(_, address)| address.as_str()).collect();
    assert_eq!(addresses, ["rowan.standfirst@police.example", "tomasz.stencil@police.example"]);
}
