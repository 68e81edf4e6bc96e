//! Forms come back whole: every answer cell of every form is filled in, and every value is read.
//!
//! With `CMARAC_FORMS` set to a folder, the forms and what to write into them are put there for other
//! programs to fill in; what they leave in its folder `filled/` is read and compared in the same way.
//! `.ci/run` does that with openpyxl and LibreOffice.

mod fill;
mod referral;
mod returned;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use cmarac::panel::{Panel, load};
use cmarac::plan::form::Form;
use cmarac::render::workbook;
use fill::Filled;
use serde_json::json;

use crate::support::root;

/// Panels whose forms differ most: a plain one, one that counts incidents, one to which victims apply.
pub const PANELS: [&str; 3] = ["islington", "city-domestic-abuse", "city-case-review"];

pub fn panel(code: &str) -> Panel {
    let file = root().join("input").join(code).join("panel.toml");
    let text = std::fs::read_to_string(file).expect("the panel's file");
    load(code, &format!("{code}/panel.toml"), &text).expect("it is sound").0
}

pub fn day() -> NaiveDate {
    "2026-12-09".parse().expect("a day")
}

/// The files that a form comes back as: filled in here, and by other programs if they did.
pub fn come_back(name: &str, form: &Form) -> (Vec<Filled>, Vec<(String, Vec<u8>)>) {
    let made = workbook::form(form).expect("the form can be made");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    let answers = fill::answers(form, &made.bytes);
    let mut files = vec![(format!("{name}.xlsx"), fill::fill(&made.bytes, &answers))];
    if let Some(folder) = std::env::var_os("CMARAC_FORMS").map(PathBuf::from) {
        lay_out(&folder, name, &made.bytes, &answers);
        let filled = folder.join("filled");
        for how in ["openpyxl.xlsx", "libreoffice.ods", "libreoffice.xlsx"] {
            let file = filled.join(format!("{name}.{how}"));
            if let Ok(bytes) = std::fs::read(&file) {
                files.push((format!("{name}.{how}"), bytes));
            }
        }
        assert!(!filled.is_dir() || files.len() == 4, "{name} was filled in by all: {}", files.len());
    }
    (answers, files)
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
