//! What the program sends out comes back filled in: a returned referral is heard once it is put right.

use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::{cmarac, copy, root, stderr, stdout};

/// A cell of the sheet "Incidents", row and column from 0, and what is written into it.
type Written<'a> = (u32, u16, &'a str);

/// The workbook of a return letter as a referrer saves it: every cell as it was, the answers to
/// some questions written in, and some cells of its incidents.
fn filled(sent: &Path, answers: &[(&str, &str)], incidents: &[Written<'_>]) -> Vec<u8> {
    let mut returned = open_workbook_auto(sent).expect("the workbook can be opened");
    let mut workbook = Workbook::new();
    let mut given = 0;
    let day_format = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    for name in returned.sheet_names() {
        let range = returned.worksheet_range(&name).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        let sheet = workbook.add_worksheet().set_name(&name).expect("a name");
        let mut answered = Vec::new();
        for (row, column, data) in range.used_cells() {
            let at =
                (top + u32::try_from(row).expect("a row"), left + u32::try_from(column).expect("a column"));
            let text = match data {
                Data::String(text) => text,
                Data::DateTime(day) => {
                    let column = u16::try_from(at.1).expect("a column");
                    sheet.write_with_format(at.0, column, day.as_f64(), &day_format).expect("a day");
                    continue;
                }
                other => panic!("{name}: {other:?} is no text and no day"),
            };
            if at.1 != 1 || !answered.contains(&at.0) {
                sheet.write(at.0, u16::try_from(at.1).expect("a column"), text).expect("a text");
            }
            if let Some((_, answer)) = answers.iter().find(|(asked, _)| at.1 == 0 && text.starts_with(asked))
                && text.contains("Please complete")
            {
                sheet.write(at.0, 1, *answer).expect("an answer");
                answered.push(at.0);
                given += 1;
            }
        }
        for (row, column, text) in incidents.iter().filter(|_| name == "Incidents") {
            sheet.write(*row, *column, *text).expect("an answer");
        }
    }
    assert_eq!(given, answers.len(), "every answer was asked for");
    workbook.save_to_buffer().expect("a workbook")
}

/// A panel's working folder in a place of its own.
struct Work {
    folder: tempfile::TempDir,
    panel: &'static str,
    case: &'static str,
}

impl Work {
    fn new(panel: &'static str, case: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a working folder");
        copy(&root().join("input").join(panel), &folder.path().join("input").join(panel));
        Work { folder, panel, case }
    }

    /// A path under the meeting's input or output.
    fn path(&self, part: &str, meeting: &str, path: &str) -> std::path::PathBuf {
        self.folder.path().join(part).join(self.panel).join(meeting).join(path)
    }

    /// Makes the letters, and gives what was said and the outcome of the case.
    fn letters(&self) -> (String, Option<String>) {
        let [input, output] = ["input", "output"].map(|part| self.folder.path().join(part));
        let run =
            cmarac(&["letters", "--input", &input.to_string_lossy(), "--output", &output.to_string_lossy()]);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let said = stdout(&run);
        let line = said.lines().find(|line| line.starts_with(self.case)).expect("the case is in the table");
        let outcome = line.split_whitespace().nth(1).map(str::to_owned);
        (said, outcome)
    }
}

#[test]
fn a_returned_referral_is_heard_once_it_comes_back_complete() {
    let work = Work::new("islington", "ISL-2026-016");
    assert_eq!(work.letters().1.as_deref(), Some("return-incomplete"));
    let sent = work.path("output", "2026-12-09", "referrers/ISL-2026-016/corrected-ISL-2026-016.xlsx");
    let answers = [
        ("Date of birth", "3rd April 1990"),
        ("Why a multi-agency approach", "Police and landlord together"),
    ];
    let back = work.path("input", "2026-12-09", "referrals/corrected from Larkfield.xlsx");
    std::fs::write(&back, filled(&sent, &answers, &[])).expect("written");

    // Twice: the second run finds in the register what the first one wrote.
    for _ in 0..2 {
        let (said, outcome) = work.letters();
        assert_eq!(outcome.as_deref(), Some("accept"), "{said}");
        assert!(said.contains("a corrected referral took its place"), "{said}");
        assert!(said.contains("19 read from 14 files: 18 used, 1 set aside"), "{said}");
    }
}

#[test]
fn a_referral_that_went_back_for_what_comes_first_asks_for_the_answer_that_this_changes() {
    let work = tempfile::tempdir().expect("a working folder");
    let (input, output) = (work.path().join("input"), work.path().join("output"));
    copy(&root().join("input/brent"), &input.join("brent"));
    let outcomes = || {
        let arguments =
            ["letters", "--input", &input.to_string_lossy(), "--output", &output.to_string_lossy()];
        let run = cmarac(&arguments);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let said = stdout(&run);
        ["BRE-2027-004", "BRE-2027-005"].map(|case| {
            let line = said.lines().find(|line| line.starts_with(case)).expect("the case is in the table");
            line.split_whitespace().nth(1).unwrap_or_default().to_owned()
        })
    };
    assert_eq!(outcomes(), ["return-process", "return-process"]);

    let answers: [(&str, &[(&str, &str)]); 2] = [
        ("BRE-2027-004", &[("Safeguarding referral made", "yes")]),
        (
            "BRE-2027-005",
            &[
                ("Referrer is supporting", "yes"),
                ("Consent", "not sought"),
                ("Reason if no consent", "He was not well enough to be asked"),
                ("Summary of concerns", "He stands in the street with a bar and shouts at people who pass."),
            ],
        ),
    ];
    for (case, answers) in answers {
        let sent = output.join(format!("brent/2027-03-17/referrers/{case}/corrected-{case}.xlsx"));
        let back = input.join(format!("brent/2027-03-17/referrals/back {case}.xlsx"));
        std::fs::write(&back, filled(&sent, answers, &[])).expect("written");
    }
    assert_eq!(outcomes(), ["accept", "accept"]);
}

#[test]
fn an_application_whose_reports_come_back_complete_is_accepted() {
    let work = Work::new("city-case-review", "ACR-2026-007");
    assert_eq!(work.letters().1.as_deref(), Some("return-incomplete"));
    let sent = work.path("output", "2026-12-15", "referrers/ACR-2026-007/corrected-ACR-2026-007.xlsx");
    let back = work.path("input", "2026-12-15", "referrals/corrected from the applicant.xlsx");
    // The days on which the second and third incident were reported.
    let days = [(2, 5, "27/09/2026"), (3, 5, "2026-10-12")];
    std::fs::write(&back, filled(&sent, &[], &days)).expect("written");
    for _ in 0..2 {
        let (said, outcome) = work.letters();
        assert_eq!(outcome.as_deref(), Some("accept"), "{said}");
        assert!(said.contains("a corrected referral took its place"), "{said}");
        assert!(said.contains("Incidents  40 read from 8 files: 36 used, 4 set aside"), "{said}");
    }
}
