//! Writes a story as a panel's working folder, and builds it in this process.

use std::collections::BTreeMap;
use std::path::Path;

use cmarac::finding::Finding;
use cmarac::model::MeetingId;
use cmarac::plan::Part;
use cmarac::read::Direct;
use cmarac::typeset::{Typeset, Typesetter};
use cmarac::{Efforts, Order, Tools};

use super::before::{NOVEMBER, OCTOBER};
use super::story::{Case, DECEMBER, Fate, Return, Row, Share, Story, name_of};
use crate::disclosure::folder::{Sheet, sheets};
use crate::support::tree;

/// Gives the source of each document in the place of its PDF: what stands in the one stands in the other.
struct Unset;

impl Typesetter for Unset {
    fn typeset(
        &self,
        sources: &[(String, String)],
        _: &[(String, String)],
        _: &[Vec<u8>],
    ) -> Vec<Result<Typeset, Finding>> {
        sources
            .iter()
            .map(|(_, source)| {
                Ok(Typeset { pdf: source.clone().into_bytes(), pages: 1, findings: Vec::new() })
            })
            .collect()
    }
}

/// Every file that is made of a story: for its meeting by its path below the meeting's folder, and what
/// is made after the meeting before, by that with its day before it.
pub fn made(story: &Story) -> BTreeMap<String, Vec<u8>> {
    let work = tempfile::tempdir().expect("a working folder");
    write(story, &work.path().join("input/sixways"));
    let run = |meeting: &str, part: Part| {
        let order = Order {
            input: work.path().join("input"),
            output: work.path().join("output"),
            panels: Vec::new(),
            meeting: MeetingId::parse(meeting),
            today: None,
            part,
            keep_sources: None,
        };
        let mut tools =
            Tools { parser: &Direct, typesetter: &Unset, effort: &Efforts::default, progress: &mut |_| {} };
        let run = cmarac::run(&order, &mut tools).expect("it runs");
        let stopped: Vec<String> = run.stopped.iter().map(|stop| format!("{stop:?}")).collect();
        assert!(run.stopped.is_empty(), "{stopped:?}");
        tree(&work.path().join("output/sixways").join(meeting))
    };
    let after = run(NOVEMBER, Part::Actions).into_iter().filter(|(path, _)| path.starts_with("agencies/"));
    let mut made: BTreeMap<String, Vec<u8>> =
        after.map(|(path, bytes)| (format!("{NOVEMBER} {path}"), bytes)).collect();
    made.extend(run(DECEMBER, Part::All));
    made
}

/// Writes a story as a panel's folder.
pub fn write(story: &Story, panel: &Path) {
    for meeting in [OCTOBER, NOVEMBER, DECEMBER] {
        for part in ["referrals", "returns", "updates"] {
            std::fs::create_dir_all(panel.join(meeting).join(part)).expect("made");
        }
        let now = story.cases.iter().filter(|case| case.fate != Fate::Closed && meeting == DECEMBER);
        let then =
            story.cases.iter().filter(|case| case.meeting == meeting).filter_map(|case| case.before.as_ref());
        let decided = now.map(|case| &case.decision).chain(then.map(|before| &before.decision));
        let decisions: Vec<Answers> = decided.map(|decision| decision.answers.clone()).collect();
        if !decisions.is_empty() {
            workbook(&panel.join(meeting).join("decisions.xlsx"), &[("Decisions", decisions)]);
        }
        record(story, panel, meeting);
    }
    std::fs::write(panel.join("panel.toml"), include_str!("panel.toml")).expect("written");
    for case in &story.cases {
        for (number, referral) in (1..).zip(&case.referrals) {
            let path = format!("{}/referrals/{}-{number}.csv", case.meeting, case.reference);
            table(&panel.join(path), std::slice::from_ref(&referral.answers));
        }
        for returned in &case.returns {
            let path = format!("{DECEMBER}/returns/{} {}.csv", returned.agency, case.reference);
            table(&panel.join(path), &rows(case, returned));
        }
        let actions = case.before.iter().flat_map(|before| &before.actions);
        let updates: Vec<Answers> = actions.filter_map(|action| action.update.clone()).collect();
        if !updates.is_empty() {
            table(&panel.join(format!("{DECEMBER}/updates/{}.csv", case.reference)), &updates);
        }
    }
}

/// The rows of a return as its agency fills them in.
fn rows(case: &Case, returned: &Return) -> Vec<Answers> {
    let row = |row: &Row| {
        let share = match row.share {
            Share::All => "all members".to_owned(),
            Share::Core => "core members".to_owned(),
            Share::Named(code) => format!("named agencies: {}", name_of(code)),
            Share::Nobody => "do not circulate".to_owned(),
        };
        [
            ("Case reference", case.reference.as_str()),
            ("Agency", name_of(returned.agency)),
            ("Completed by", &returned.completed_by),
            ("Date completed", "30/11/2026"),
            ("Known to the agency", "information"),
            ("About", "victim"),
            ("Kind", "fact"),
            ("Information", &row.information),
            ("Share with", &share),
            ("Reason for withholding", &row.reason),
            ("Relevant, necessary and proportionate", if row.confirmed { "yes" } else { "no" }),
            ("Proposed action", &row.proposed),
        ]
        .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
        .to_vec()
    };
    returned.rows.iter().map(row).collect()
}

/// The record of an earlier meeting, as it is filled in there.
fn record(story: &Story, panel: &Path, meeting: &str) {
    if meeting == DECEMBER {
        return;
    }
    let then =
        || story.cases.iter().filter(|case| case.meeting == meeting).filter_map(|case| case.before.as_ref());
    let actions = then().flat_map(|before| &before.actions).map(|action| action.answers.clone());
    let sheets = [
        ("Attendance", vec![story.attendance.clone()]),
        ("Actions", actions.collect()),
        ("Cases", then().map(|before| before.answers.clone()).collect()),
    ];
    workbook(&panel.join(meeting).join("meeting-record.xlsx"), &sheets);
}

/// Answers by heading.
type Answers = Vec<(String, String)>;

/// A workbook of sheets, each with its rows.
fn workbook(path: &Path, named: &[(&str, Vec<Answers>)]) {
    let headings: Vec<Vec<String>> = named.iter().map(|(_, rows)| headings(rows)).collect();
    let refs: Vec<Vec<&str>> =
        headings.iter().map(|headings| headings.iter().map(String::as_str).collect()).collect();
    let written: Vec<Sheet<'_>> = named
        .iter()
        .zip(headings.iter().zip(&refs))
        .map(|((name, rows), (headings, refs))| {
            (*name, refs.as_slice(), rows.iter().map(|row| cells(row, headings)).collect())
        })
        .collect();
    sheets(path, &written);
}

fn headings(rows: &[Vec<(String, String)>]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for (heading, _) in rows.iter().flatten() {
        if !headings.contains(heading) {
            headings.push(heading.clone());
        }
    }
    headings
}

fn cells(row: &[(String, String)], headings: &[String]) -> Vec<String> {
    let cell = |wanted: &String| row.iter().find(|(heading, _)| heading == wanted);
    headings.iter().map(|wanted| cell(wanted).map_or(String::new(), |(_, text)| text.clone())).collect()
}

fn table(path: &Path, rows: &[Vec<(String, String)>]) {
    let headings = headings(rows);
    let mut file = csv::Writer::from_path(path).expect("it can be written");
    file.write_record(&headings).expect("written");
    for row in rows {
        file.write_record(cells(row, &headings)).expect("written");
    }
    file.flush().expect("written");
}
