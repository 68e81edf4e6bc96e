//! Answers for workbooks that are tables: every cell that is empty and not locked is filled in. Which
//! those are is read from the workbook itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use cmarac::panel::Panel;

use super::fill::{Answered, Filled};

/// What cells of a workbook may be filled in with.
pub struct Offered<'a> {
    /// Names and reasons are this panel's.
    pub panel: &'a Panel,
    /// Cases that may be named; the first lines of cases name them in turn.
    pub cases: &'a [String],
}

/// Sheets whose cells are filled in, and how an answer differs by sheet.
const PRESENCE: [&str; 4] = ["present", "apologies", "observer", "absent"];
const STATUS: [&str; 3] = ["open", "done", "not done"];
const NOT_DONE: [&str; 2] = ["circumstances changed", "agency did not do it"];
const OUTCOMES: [&str; 3] = ["stays open", "closed", "transferred"];

/// An answer for every cell that is left to people.
pub fn answers(bytes: &[u8], offered: &Offered<'_>) -> Vec<Filled> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    let parts = parts(bytes);
    let unlocked = unlocked(&parts["xl/styles.xml"]);
    let mut filled = Vec::new();
    for (number, sheet) in names.iter().enumerate() {
        let range = workbook.worksheet_range(sheet).expect("the sheet is there");
        assert_eq!(range.start(), Some((0, 0)), "rows are counted from the first");
        let open: Vec<(u32, u16)> = empty_cells(&parts[&format!("xl/worksheets/sheet{}.xml", number + 1)])
            .into_iter()
            .filter(|(_, style)| unlocked.contains(style))
            .map(|(at, _)| at)
            .collect();
        let Some(first) = open.iter().map(|(row, _)| *row).min() else { continue };
        // A row may begin with what is known already: headings stand above the first that has blanks.
        let head = (0..first)
            .rev()
            .find(|row| {
                let cells = range.rows().nth(*row as usize).into_iter().flatten();
                let texts: Vec<String> = cells.map(ToString::to_string).collect();
                ["Agency", "Action reference", "Case reference"].contains(&texts[0].as_str())
            })
            .expect("headings stand above");
        for at in open {
            let heading = range
                .get_value((head, u32::from(at.1)))
                .map(ToString::to_string)
                .filter(|heading| !heading.is_empty())
                .unwrap_or_else(|| panic!("{sheet}: an open cell below no heading"));
            let row = at.0 - head - 1;
            let answer = answer(sheet, &heading, row as usize, filled.len(), offered);
            filled.push(Filled { sheet: sheet.clone(), at, heading, row: Some(row as usize), answer });
        }
    }
    filled
}

/// What stands in the first column of a sheet, by row.
pub fn first_column(bytes: &[u8], sheet: &str) -> BTreeMap<u32, String> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = workbook.worksheet_range(sheet).expect("the sheet is there");
    let rows = (0..).zip(range.rows());
    rows.filter_map(|(row, cells)| Some((row, cells.first()?.to_string()))).collect()
}

fn answer(sheet: &str, heading: &str, row: usize, number: usize, offered: &Offered<'_>) -> Answered {
    let panel = offered.panel;
    let members: Vec<&str> = panel
        .agencies
        .iter()
        .filter(|agency| !panel.stands_for_others(agency))
        .map(|agency| agency.name.as_str())
        .collect();
    let nth = |all: &[&str]| Answered::Text(all[number % all.len()].to_owned());
    let day = || {
        let days = chrono::Duration::days(i64::try_from(number % 60).expect("small"));
        Answered::Day("2026-12-01".parse::<chrono::NaiveDate>().expect("a day") + days)
    };
    let case = |number: usize| match offered.cases.get(number) {
        Some(case) => Answered::Text(case.clone()),
        None => Answered::Text(format!("TST-2026-{number:03}")),
    };
    match (sheet, heading) {
        (_, "Agency" | "Primary agency") => Answered::Text(members[row % members.len()].to_owned()),
        ("Attendance", "Status") => nth(&PRESENCE),
        (_, "Status") => nth(&STATUS),
        (_, "Information sent on" | "Due" | "Date reported") => day(),
        (_, "Confidentiality statement signed") => nth(&["yes", "no"]),
        (_, "Email") => Answered::Text(format!("reader{number}@example.org")),
        (_, "Action reference") => Answered::Text(format!("A-T-{row:02}")),
        ("Cases", "Case reference") => case(row),
        (_, "Case reference") => case(row % offered.cases.len()),
        (_, "Reason") => nth(&NOT_DONE),
        (_, "Outcome") => nth(&OUTCOMES),
        (_, "Reason for closing") => {
            let reasons: Vec<&str> = panel.closing_reasons.iter().map(String::as_str).collect();
            nth(&reasons)
        }
        (_, risk) if risk.starts_with("Risk") || panel.further_risks().iter().any(|own| own == risk) => {
            nth(if panel.considered.is_empty() {
                &["yes", "no", "not known"]
            } else {
                &["high", "medium", "low"]
            })
        }
        (_, "Name" | "Owner" | "Action" | "Plan agreed" | "Note" | "Policy issue raised") => {
            Answered::Text(format!("The first line of {number}.\nA second, with 1/2 and =1+1 & so on."))
        }
        _ => panic!("{sheet}: nobody knows how to answer {heading}"),
    }
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = BTreeMap::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).expect("a part");
        let (name, mut text) = (part.name().expect("a name").into_owned(), String::new());
        if part.read_to_string(&mut text).is_ok() {
            parts.insert(name, text);
        }
    }
    parts
}

/// Numbers of the styles that do not lock a cell.
fn unlocked(styles: &str) -> BTreeSet<usize> {
    let (_, rest) = styles.split_once("<cellXfs").expect("styles of cells");
    let (cells, _) = rest.split_once("</cellXfs>").expect("an end");
    let found: BTreeSet<usize> = cells
        .split("<xf ")
        .skip(1)
        .enumerate()
        .filter(|(_, style)| style.contains("locked=\"0\""))
        .map(|(number, _)| number)
        .collect();
    assert!(!found.is_empty(), "some cell can be filled in");
    found
}

/// Cells that have a style and hold nothing, with the number of the style.
fn empty_cells(sheet: &str) -> Vec<((u32, u16), usize)> {
    let cells = sheet.split("<c r=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" s=\"")?;
        let (style, rest) = rest.split_once('"')?;
        rest.starts_with("/>").then_some(())?;
        let column = u16::from(*name.as_bytes().first()? - b'A');
        Some(((name.get(1..)?.parse::<u32>().ok()? - 1, column), style.parse().ok()?))
    });
    cells.collect()
}
