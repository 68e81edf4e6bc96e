//! Builds the test's panel folder: Islington's panel file, and people of whom every word is unique.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

use super::table::{self, Line};
use crate::support::root;

/// Where a referral is written, and in what.
pub struct Source {
    /// Its table.
    pub lines: &'static [Line],
    /// Its case, as the tables name it; empty where no agency may know of it.
    pub case: &'static str,
    /// The folder of its letter in the output; empty where no letter may be.
    pub letter: &'static str,
    /// A form of its own, or a row of the export.
    pub form: Option<&'static str>,
}

/// References by the names the tables use: given out in the order in which referrals came.
pub const CASES: &[(&str, &str)] =
    &[("OLD", "ISL-2026-001"), ("NEXT", "ISL-2026-002"), ("BACK", "ISL-2026-003"), ("NOT", "ISL-2026-004")];

/// Every referral.
pub const SOURCES: &[Source] = &[
    Source { lines: table::EARLIER, case: "", letter: "", form: Some("2026-11-11/referrals/earlier.xlsx") },
    Source {
        lines: table::HEARD_FIRST,
        case: "NEXT",
        letter: "referrers/ISL-2026-002-1/",
        form: Some("2026-12-09/referrals/housing.xlsx"),
    },
    Source { lines: table::HEARD_SECOND, case: "NEXT", letter: "referrers/ISL-2026-002-2/", form: None },
    Source {
        lines: table::RETURNED_FIRST,
        case: "",
        letter: "referrers/ISL-2026-003-1/",
        form: Some("2026-12-09/referrals/faulty.xlsx"),
    },
    Source { lines: table::RETURNED_SECOND, case: "", letter: "referrers/ISL-2026-003-2/", form: None },
    Source {
        lines: table::DECLINED,
        case: "",
        letter: "referrers/ISL-2026-004/",
        form: Some("2026-12-09/referrals/social care.xlsx"),
    },
    Source {
        lines: table::NOT_TO_BE_TOLD,
        case: "SAFETY",
        letter: "",
        form: Some("2026-12-09/referrals/safety.xlsx"),
    },
    Source { lines: table::REDIRECTED, case: "", letter: "referrers/ISL-2026-006/", form: None },
    Source { lines: table::DEFERRED, case: "", letter: "referrers/ISL-2026-007/", form: None },
];

/// A sheet to be written: its name, headings and rows.
pub type Sheet<'a> = (&'a str, &'a [&'a str], Vec<Vec<String>>);

/// One cell that a variation of the folder writes differently.
#[derive(Clone, Copy)]
pub struct Change {
    /// What is written in the tables.
    pub from: &'static str,
    /// What is written in its place.
    pub to: &'static str,
}

/// Writes the folder; returns the input folder.
pub fn build(work: &Path, change: Option<Change>) -> PathBuf {
    let input = work.join("input");
    let panel = input.join("islington");
    for folder in ["2026-11-11/referrals", "2026-12-09/referrals", "2026-12-09/returns"] {
        std::fs::create_dir_all(panel.join(folder)).expect("the folder can be made");
    }
    std::fs::copy(root().join("input/islington/panel.toml"), panel.join("panel.toml")).expect("copied");
    let write = |text: &str| -> String {
        let text = CASES.iter().find(|(name, _)| *name == text).map_or(text, |(_, reference)| reference);
        change.filter(|change| change.from == text).map_or(text, |change| change.to).to_owned()
    };
    let mut changed = change.is_none();
    let mut writing = |text: &str| {
        let written = write(text);
        changed |= change.is_some_and(|change| change.from == text);
        written
    };
    for source in SOURCES {
        if let Some(path) = source.form {
            form(&panel.join(path), source.lines, &mut writing);
        }
    }
    let rows: Vec<&[Line]> =
        SOURCES.iter().filter(|source| source.form.is_none()).map(|source| source.lines).collect();
    export(&panel.join("2026-12-09/referrals/export.csv"), &rows, &mut writing);
    let cells = |rows: &[[(&str, &str); 15]], writing: &mut dyn FnMut(&str) -> String| -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|(text, _)| writing(text)).collect()).collect()
    };
    let rows = cells(table::RETURN_ROWS, &mut writing);
    sheets(&panel.join("2026-12-09/returns/returns.xlsx"), &[("Return", &table::RETURN, rows)]);
    let rows =
        table::DECISIONS.iter().map(|row| row.iter().map(|(text, _)| writing(text)).collect()).collect();
    sheets(&panel.join("2026-12-09/decisions.xlsx"), &[("Decisions", &table::DECISION, rows)]);
    let record: Vec<Sheet> = table::RECORD
        .iter()
        .map(|(sheet, headings, rows)| {
            let rows = rows.iter().map(|row| row.iter().map(|(text, _)| writing(text)).collect()).collect();
            (*sheet, *headings, rows)
        })
        .collect();
    sheets(&panel.join("2026-11-11/meeting-record.xlsx"), &record);
    assert!(changed, "the change is made somewhere");
    input
}

/// A form: heading in column A, answer in column B, an author in the properties.
fn form(path: &Path, lines: &[Line], writing: &mut dyn FnMut(&str) -> String) {
    let mut workbook = Workbook::new();
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_author("Zebulane Authorby"));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Referral").expect("a name");
    for (row, (heading, written, _)) in (0..).zip(lines) {
        sheet.write_string(row, 0, *heading).expect("written");
        sheet.write_string(row, 1, writing(written)).expect("written");
    }
    workbook.save(path).expect("saved");
}

/// An export: a column a heading, a row a referral.
fn export(path: &Path, referrals: &[&[Line]], writing: &mut dyn FnMut(&str) -> String) {
    let mut headings: Vec<&str> = Vec::new();
    for (heading, _, _) in referrals.iter().copied().flatten() {
        if !headings.contains(heading) {
            headings.push(heading);
        }
    }
    let mut file = csv::Writer::from_path(path).expect("the export can be written");
    file.write_record(&headings).expect("written");
    for lines in referrals {
        let row: Vec<String> = headings
            .iter()
            .map(|wanted| lines.iter().find(|(heading, _, _)| heading == wanted).map_or("", |line| line.1))
            .map(&mut *writing)
            .collect();
        file.write_record(&row).expect("written");
    }
    file.flush().expect("written");
}

pub fn sheets(path: &Path, sheets: &[Sheet]) {
    let mut workbook = Workbook::new();
    for (name, headings, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        sheet.write_row(0, 0, headings.iter().copied()).expect("written");
        for (row, cells) in (1..).zip(rows) {
            sheet.write_row(row, 0, cells.iter().map(String::as_str)).expect("written");
        }
    }
    workbook.save(path).expect("saved");
}
