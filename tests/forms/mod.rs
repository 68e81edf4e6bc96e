//! Forms come back whole: every answer cell of every form is filled in, and every value is read.
//!
//! With `CMARAC_FORMS` set to a folder, the forms and what to write into them are put there for other
//! programs to fill in; what they leave in its folder `filled/` is read and compared in the same way.
//! `.ci/run` does that with openpyxl and LibreOffice.

mod fill;
mod record;
mod referral;
mod returned;
mod tables;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use cmarac::normalise::Meeting;
use cmarac::panel::{Panel, load};
use cmarac::plan::form::Form;
use cmarac::read::{Direct, Selection, read};
use cmarac::render::workbook;
use fill::Filled;
use serde_json::json;

use crate::support::root;

/// Every built-in panel.
pub const PANELS: [&str; 6] =
    ["islington", "haringey", "brent", "city-community", "city-domestic-abuse", "city-case-review"];

pub fn panel(code: &str) -> Panel {
    let file = root().join("input").join(code).join("panel.toml");
    let text = std::fs::read_to_string(file).expect("the panel's file");
    load(code, &format!("{code}/panel.toml"), &text).expect("it is sound").0
}

pub fn day() -> NaiveDate {
    "2026-12-09".parse().expect("a day")
}

/// What is written into a form, and the files that it comes back as. `change` puts answers in the place of
/// the made-up ones, before anything is written.
pub fn come_back(
    name: &str,
    form: &Form,
    change: impl FnOnce(&mut Vec<Filled>),
) -> (Vec<Filled>, Vec<(String, Vec<u8>)>) {
    let made = workbook::form(form).expect("the form can be made");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    let mut answers = fill::answers(form, &made.bytes);
    change(&mut answers);
    let files = filled_by_all(name, &made.bytes, &answers);
    (answers, files)
}

/// The files that a workbook comes back as: filled in here, and by other programs if they did.
pub fn filled_by_all(name: &str, workbook: &[u8], answers: &[Filled]) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![(format!("{name}.xlsx"), fill::fill(workbook, answers))];
    if let Some(folder) = std::env::var_os("CMARAC_FORMS").map(PathBuf::from) {
        lay_out(&folder, name, workbook, answers);
        let filled = folder.join("filled");
        for how in ["openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"] {
            let file = filled.join(format!("{name}.{how}"));
            if let Ok(bytes) = std::fs::read(&file) {
                files.push((format!("{name}.{how}"), bytes));
            }
        }
        assert!(!filled.is_dir() || files.len() == 5, "{name} was filled in by all: {}", files.len());
    }
    files
}

/// A working folder of one panel in which meetings are put together, and what they are understood as.
pub struct Working {
    code: String,
    folder: tempfile::TempDir,
}

impl Working {
    /// With the panel's file and nothing else.
    pub fn of(code: &str) -> Self {
        let folder = tempfile::tempdir().expect("a working folder");
        let input = folder.path().join("input").join(code);
        std::fs::create_dir_all(&input).expect("made");
        std::fs::copy(root().join("input").join(code).join("panel.toml"), input.join("panel.toml"))
            .expect("copied");
        Working { code: code.to_owned(), folder }
    }

    /// Puts a file into the panel's folder.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let file = self.input().join(&self.code).join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, bytes).expect("written");
    }

    pub fn input(&self) -> PathBuf {
        self.folder.path().join("input")
    }

    pub fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    /// The latest meeting.
    pub fn meeting(&self) -> Meeting {
        let mut inputs = read(&self.input(), &Selection::default(), &Direct, &mut |_| {}).expect("readable");
        let inputs = inputs.panels.remove(0);
        let panel = panel(&self.code);
        let id = inputs.meetings.last().expect("a meeting").id;
        let outcomes = cmarac::earlier_outcomes(&panel, &inputs, id).expect("decided");
        cmarac::normalise::normalise(&panel, &inputs, id, &outcomes).expect("a meeting")
    }
}

fn lay_out(folder: &Path, name: &str, form: &[u8], answers: &[Filled]) {
    let cells: Vec<_> = answers
        .iter()
        .map(|one| json!({"sheet": one.sheet, "cell": fill::name(one.at), "answer": one.answer.wire()}))
        .collect();
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(folder.join(format!("{name}.xlsx")), form).expect("written");
    std::fs::write(folder.join(format!("{name}.json")), format!("{:#}", json!(cells))).expect("written");
}
