//! That no heading of the forms is missing from the tables. The program's own lists of headings are asked
//! for their names only: who may find what stands under them is written in the tables by hand.

use std::collections::BTreeSet;

use calamine::{Data, Reader, open_workbook_auto};
use cmarac::model::{FACTS, Kind, Origin};

use super::folder::SOURCES;
use super::{Built, outside, table};

/// Headings under which no word can be told from another's, each with what proves them instead.
const APART: &[(&str, &str)] = &[
    ("Referring agency", "a name that many files hold; letters are looked at by folder"),
    ("Area of residence", "the panel's own area; other areas stand in `outside`"),
    ("Age", "two digits; it shows wherever the date of birth does"),
    ("Categories", "the panel's own list"),
    ("Another panel is dealing with the case now", "the panel's own list"),
    ("Agencies that must not be told", "a member's name; who is left out is proved by what it does not find"),
    ("Risk total", "two digits; it shows with the profile"),
    (
        "Applicant name",
        "no month that is drawn has applicants; `applications` looks for it in the letters to others",
    ),
    ("Applicant organisation", "no month that is drawn has applicants; it shows wherever the name does"),
    (
        "Applicant email",
        "no month that is drawn has applicants; `applications` looks for it in members' packs",
    ),
    ("In which area did it happen", "the panel's own area"),
    // Of the workbooks.
    ("Case reference", "the program gives it"),
    ("Proposed outcome", "the program writes it"),
    ("Why proposed", "the program writes it"),
    ("Completed by", "stands among the words within others"),
    ("Email", "stands among the words within others"),
    ("Decision", "one of the outcomes"),
    ("Date", "the day of the pre-meeting, which is that of many"),
    ("Agencies to leave out", "a member's name"),
    ("Received", "for a form without a receipt; the form's own stands in the tables"),
    ("Time slot", "a time of the agenda"),
    ("Share with an agency outside the agreement", "stands in `outside` and in drawn months"),
    ("Agency", "a member's name"),
    ("Status", "one of a list"),
    ("Due", "the day of many actions"),
    ("Information sent on", "read for the report alone"),
    ("Confidentiality statement signed", "yes or no"),
    ("Date reported", "the day of many reports"),
    ("Reason", "stands in drawn months"),
    ("Outcome", "one of a list"),
    ("Reason for closing", "the panel's own list; words of nobody's stand in drawn months"),
    ("Primary agency", "a member's name"),
    ("Risk to children", "stands in drawn months"),
    ("Risk to the public", "stands in drawn months"),
];

/// Headings of the tables under which a word is searched for.
fn covered() -> BTreeSet<String> {
    let mut covered: BTreeSet<String> = BTreeSet::new();
    let lines = SOURCES.iter().flat_map(|source| source.lines).chain(outside::SENT);
    covered.extend(lines.filter(|(_, _, seen)| *seen != "-").map(|(heading, ..)| (*heading).to_owned()));
    let searched = |cells: &[(&str, &str)], headings: &[&str]| -> Vec<String> {
        let searched =
            headings.iter().zip(cells).filter(|(_, (text, seen))| *seen != "-" && !text.is_empty());
        searched.map(|(heading, _)| (*heading).to_owned()).collect()
    };
    covered.extend(table::RETURN_ROWS.iter().flat_map(|row| searched(row, &table::RETURN)));
    covered.extend(table::DECISIONS.iter().flat_map(|row| searched(row, &table::DECISION)));
    for (_, headings, rows) in table::RECORD {
        covered.extend(rows.iter().flat_map(|row| searched(row, headings)));
    }
    covered
}

/// The headings of a workbook that the program wrote: its row of the most cells.
fn headings(path: &std::path::Path) -> Vec<String> {
    let mut workbook = open_workbook_auto(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut headings = Vec::new();
    // The lists that cells offer are no headings.
    for sheet in workbook.sheet_names().into_iter().filter(|sheet| sheet != "Choices") {
        let range = workbook.worksheet_range(&sheet).expect("a sheet");
        let texts = |row: &[Data]| -> Vec<String> {
            let filled = row.iter().filter(|cell| !matches!(cell, Data::Empty)).map(ToString::to_string);
            filled.map(|text| text.split(" (").next().unwrap_or_default().to_owned()).collect()
        };
        let longest = range.rows().map(texts).rev().max_by_key(Vec::len).unwrap_or_default();
        headings.extend(longest);
    }
    headings
}

#[test]
fn every_heading_of_the_forms_has_words_in_the_tables() {
    let covered = covered();
    let mut asked: Vec<String> = Vec::new();
    for fact in FACTS {
        let Origin::Heading { heading, .. } = fact.origin else { continue };
        if !matches!(fact.kind, Kind::YesNo | Kind::Choice(_)) {
            asked.push(heading.to_owned());
        }
    }
    for part in ["surname", "forenames", "date of birth", "relationship", "address", "area of residence"] {
        asked.push(format!("Other person {part}"));
    }
    asked.extend(["Officer attending", "Officer attending email"].map(str::to_owned));
    for heading in ["date", "what happened", "where", "reported to", "reference"] {
        asked.push(format!("Incident {heading}"));
    }
    let of_returns = ["Completed by", "Email", "Information", "Reason for withholding", "Proposed action"];
    asked.extend(of_returns.map(str::to_owned));
    let built = Built::new(None);
    for workbook in ["decisions.xlsx", "meeting-record.xlsx"] {
        let found = headings(&built.folder().join("coordinator").join(workbook));
        assert!(found.len() > 8, "{workbook} has headings: {found:?}");
        asked.extend(found);
    }
    let wanting: Vec<&String> = asked
        .iter()
        .filter(|heading| !covered.contains(*heading) && !APART.iter().any(|(apart, _)| apart == heading))
        .collect();
    assert!(wanting.is_empty(), "no word stands under {wanting:?}");
    let unused: Vec<&str> =
        APART.iter().map(|(apart, _)| *apart).filter(|apart| !asked.iter().any(|one| one == apart)).collect();
    assert!(unused.is_empty(), "no form has {unused:?}");
}
