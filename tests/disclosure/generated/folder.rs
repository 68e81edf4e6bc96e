//! Writes a story as a panel's working folder, and builds it in this process.

use std::collections::BTreeMap;
use std::path::Path;

use cmarac::finding::Finding;
use cmarac::plan::Part;
use cmarac::read::Direct;
use cmarac::typeset::{Typeset, Typesetter};
use cmarac::{Efforts, Order, Tools};

use super::story::{Share, Story, name_of};
use crate::disclosure::folder::sheets;
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

/// Every file that is made of a story, by its path below the meeting's folder.
pub fn made(story: &Story) -> BTreeMap<String, Vec<u8>> {
    let work = tempfile::tempdir().expect("a working folder");
    write(story, &work.path().join("input/sixways"));
    let order = Order {
        input: work.path().join("input"),
        output: work.path().join("output"),
        panels: Vec::new(),
        meeting: None,
        today: None,
        part: Part::All,
        keep_sources: None,
    };
    let mut tools =
        Tools { parser: &Direct, typesetter: &Unset, effort: &Efforts::default, progress: &mut |_| {} };
    let run = cmarac::run(&order, &mut tools).expect("it runs");
    let stopped: Vec<String> = run.stopped.iter().map(|stop| format!("{stop:?}")).collect();
    assert!(run.stopped.is_empty(), "{stopped:?}");
    tree(&work.path().join("output/sixways/2026-12-09"))
}

fn write(story: &Story, panel: &Path) {
    let meeting = panel.join("2026-12-09");
    for part in ["referrals", "returns"] {
        std::fs::create_dir_all(meeting.join(part)).expect("made");
    }
    std::fs::write(panel.join("panel.toml"), include_str!("panel.toml")).expect("written");
    let mut decisions: Vec<Vec<(String, String)>> = Vec::new();
    for case in &story.cases {
        for (number, referral) in (1..).zip(&case.referrals) {
            let path = meeting.join(format!("referrals/{}-{number}.csv", case.reference));
            table(&path, std::slice::from_ref(&referral.answers));
        }
        for returned in &case.returns {
            let rows: Vec<Vec<(String, String)>> = returned
                .rows
                .iter()
                .map(|row| {
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
                })
                .collect();
            table(&meeting.join(format!("returns/{} {}.csv", returned.agency, case.reference)), &rows);
        }
        decisions.push(case.decision.answers.clone());
    }
    let headings = headings(&decisions);
    let rows = decisions.iter().map(|row| cells(row, &headings)).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    sheets(&meeting.join("decisions.xlsx"), &[("Decisions", &headings, rows)]);
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
