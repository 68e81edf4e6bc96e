//! Spreadsheets through worker processes of the built program, good and bad together.

use std::path::Path;

use cmarac::read::{Direct, Format, ParseJob, Selection, SheetParser, Workers, read, seen};
use cmarac::worker::Program;

fn workers() -> Workers {
    Workers::new(Program::new(env!("CARGO_BIN_EXE_cmarac"), &["worker", "read"]), 2)
}

fn job(path: &str, format: Format, bytes: &[u8]) -> ParseJob {
    ParseJob { path: path.into(), format, bytes: bytes.to_vec() }
}

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..200 {
        sheet.write(row, 0, "Zebedee Quill").expect("a text");
        sheet.write(row, 1, f64::from(row) / 3.0).expect("a number");
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let good = workbook();
    let answers = workers().parse(vec![
        job("a.csv", Format::Csv, b"Name\nZebedee\n"),
        job("b.xlsx", Format::Xlsx, b"PK\x03\x04 and no more"),
        job("c.xlsx", Format::Xlsx, &good),
        job("d.xls", Format::Xls, b"<html>"),
        job("e.csv", Format::Csv, b"Name\nQuill\n"),
    ]);
    let said: Vec<String> = answers
        .iter()
        .map(|answer| match answer {
            Ok((workbook, _)) => format!("{} {}", workbook.path, seen(workbook).len()),
            Err(finding) => finding.code.to_string(),
        })
        .collect();
    assert_eq!(said, ["a.csv 2", "file-damaged", "c.xlsx 400", "not-what-it-says", "e.csv 2"]);
}

#[test]
fn a_worker_gives_what_the_program_itself_would() {
    // Made once: a workbook holds the second it was made in.
    let bytes = workbook();
    let jobs = || vec![job("c.xlsx", Format::Xlsx, &bytes)];
    let answer = |parser: &dyn SheetParser| {
        let (workbook, findings) = parser.parse(jobs()).pop().expect("an answer").expect("a workbook");
        (workbook.hash.clone(), seen(&workbook), findings)
    };
    assert_eq!(answer(&workers()), answer(&Direct));
}

#[test]
fn a_program_that_is_no_worker_costs_the_files_and_not_the_run() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("north/2026-12-09/referrals");
    std::fs::create_dir_all(&folder).expect("folders");
    std::fs::write(root.path().join("north/panel.toml"), "format = 1").expect("a file");
    std::fs::write(folder.join("a.csv"), "Name\nZebedee\n").expect("a file");
    let nothing = Workers::new(Program::new(Path::new("/no/such/program"), &[]), 1);
    let inputs = read(root.path(), &Selection::default(), &nothing, &mut |_| ()).expect("inputs");
    assert_eq!(inputs.ledger.totals("files"), (1, 0, 1, 1));
    assert_eq!(inputs.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["file-refused"]);
}
