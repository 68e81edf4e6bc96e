//! Workbooks made here, benign and hostile, through the whole of [`answer`].

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a package").into_inner()
}

const RELATIONS: &str = "<Relationships><Relationship Id='r1' \
    Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' \
    Target='xl/workbook.xml'/></Relationships>";
const SHEET_RELATIONS: &str = "<Relationships><Relationship Id='r1' \
    Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' \
    Target='worksheets/sheet1.xml'/></Relationships>";
const ONE_SHEET: &str =
    "<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>";

/// A workbook of one sheet, from the XML of its rows and of its shared texts.
fn xlsx(rows: &str, shared: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let styles = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>";
    package(&[
        ("_rels/.rels", RELATIONS),
        ("xl/_rels/workbook.xml.rels", SHEET_RELATIONS),
        ("xl/workbook.xml", ONE_SHEET),
        ("xl/styles.xml", styles),
        ("xl/sharedStrings.xml", shared),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name='S'>{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

fn read(format: Format, bytes: Vec<u8>) -> Answer {
    answer(&request(format, bytes))
}

/// What was read, as `A1=1`-like words, and the codes of the notices.
fn said(answer: Answer) -> (Vec<String>, Vec<&'static str>) {
    let parsed = answer.expect("a workbook");
    let cells = parsed.sheets.iter().flat_map(|sheet| &sheet.cells).map(|((row, column), cell)| {
        let name = crate::finding::Place::file("").cell(*row, *column).cell_name().unwrap_or_default();
        format!("{name}={} ({})", cell.written, cell.content.kind())
    });
    (cells.collect(), parsed.notices.iter().map(|notice| notice.what.code()).collect())
}

#[test]
fn a_workbook_gives_its_cells_as_a_person_sees_them() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Look::new().set_num_format("dd/mm/yyyy hh:mm");
    let time = Look::new().set_num_format("hh:mm");
    let when = ExcelDateTime::parse_from_str("2026-11-24T17:00:00").expect("a date");
    sheet.write(0, 0, "  Zebedee ").expect("a text");
    sheet.write(0, 1, 34.0).expect("a number");
    sheet.write(0, 2, 0.5).expect("a number");
    sheet.write(0, 3, true).expect("a truth");
    sheet.write_with_format(1, 0, &when, &date).expect("a date");
    sheet.write_with_format(1, 1, 17.0 / 24.0, &time).expect("a time");
    sheet.write(1, 2, Formula::new("=1/0").set_result("#DIV/0!")).expect("a formula");
    sheet.write(2, 0, "02079460123").expect("a text");
    sheet.write(3, 0, "hidden").expect("a text");
    sheet.set_row_hidden(3).expect("a hidden row");
    let hidden = workbook.add_worksheet();
    hidden.write(0, 0, "a list").expect("a text");
    hidden.set_hidden(true);
    let (cells, codes) = said(read(Format::Xlsx, workbook.save_to_buffer().expect("a workbook")));
    assert_eq!(
        cells,
        [
            "A1=  Zebedee  (text)",
            "B1=34 (number)",
            "C1=0.5 (number)",
            "D1=TRUE (yes-no)",
            "A2=2026-11-24 17:00 (date)",
            "B2=17:00 (time)",
            "C2=#DIV/0! (error)",
            "A3=02079460123 (text)",
        ]
    );
    assert_eq!(codes, ["cell-error", "hidden-row", "hidden-sheet"]);
}

#[test]
fn both_date_systems_give_the_same_day() {
    let rows = "<row r='1'><c r='A1' s='1'><v>44888</v></c></row>";
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let workbook = ONE_SHEET.replace("<sheets>", "<workbookPr date1904='1'/><sheets>");
    let bytes = package(&[
        ("_rels/.rels", RELATIONS),
        ("xl/_rels/workbook.xml.rels", SHEET_RELATIONS),
        ("xl/workbook.xml", &workbook),
        (
            "xl/styles.xml",
            "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ]);
    assert_eq!(said(read(Format::Xlsx, bytes)).0, ["A1=2026-11-24 (date)"]);
    let rows = "<row r='1'><c r='A1' s='1'><v>46350</v></c><c r='B1' s='1'><v>1e9</v></c></row>";
    let (cells, codes) = said(read(Format::Xlsx, xlsx(rows, "<sst/>")));
    assert_eq!(cells, ["A1=2026-11-24 (date)", "B1=1000000000 (number)"]);
    assert_eq!(codes, ["no-such-date"]);
}

#[test]
fn a_value_stands_where_the_sheet_says_or_nowhere() {
    for rows in [
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='4294967299'><c r='A4294967299'><v>2</v></c></row>",
        "<row r='1'><c r='AAAAAAAAA1'><v>2</v></c></row>",
        "<row r='1'><c r='A2'><v>2</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>9</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>x</v></c></row>",
        "<row r='1'><c r='A1'><v>1&#50;</v></c></row>",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>&unknown;</t></is></c></row>",
    ] {
        let (cells, codes) = said(read(Format::Xlsx, xlsx(rows, "<sst><si><t>a</t></si></sst>")));
        assert_eq!((cells, codes), (vec![], vec!["sheet-refused"]), "{rows}");
    }
}

#[test]
fn two_corners_of_a_sheet_are_no_dense_area() {
    let rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>";
    let (cells, codes) = said(read(Format::Xlsx, xlsx(rows, "<sst/>")));
    assert_eq!((cells, codes), (vec!["A1=1 (number)".to_string()], vec!["cells-beyond-limits"]));
}

#[test]
fn a_formula_without_a_value_is_blank_and_said() {
    let rows = "<row r='1'><c r='A1'><f>1+1</f></c><c r='B1'><f>1+1</f><v>2</v></c></row>";
    let (cells, codes) = said(read(Format::Xlsx, xlsx(rows, "<sst/>")));
    assert_eq!((cells, codes), (vec!["B1=2 (number)".to_string()], vec!["formula-without-value"]));
}

#[test]
fn an_error_value_newer_than_the_library_is_one_cell() {
    let rows = "<row r='1'><c r='A1' t='e'><v>#SPILL!</v></c><c r='B1'><v>2</v></c></row>";
    let (cells, codes) = said(read(Format::Xlsx, xlsx(rows, "<sst/>")));
    assert_eq!((cells.len(), codes), (2, vec!["cell-error"]));
    assert_eq!(cells[0], "A1=#SPILL! (error)");
}

#[test]
fn claims_and_entities_cost_nothing() {
    let claim = xlsx("", "<sst uniqueCount='4294967295'><si><t>a</t></si></sst>");
    assert_eq!(read(Format::Xlsx, claim).err(), Some(Refusal::Claims));
    let laughs = "<!DOCTYPE sst [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
    assert_eq!(read(Format::Xlsx, xlsx("", laughs)).err(), Some(Refusal::Damaged));
}

#[test]
fn one_long_text_in_every_cell_meets_the_limit_on_text() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let rows: String =
        (1..1_000).map(|row| format!("<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>")).collect();
    assert_eq!(read(Format::Xlsx, xlsx(&rows, &shared)).err(), Some(Refusal::Text));
}

#[test]
fn open_document_sheets_keep_places_dates_errors_and_hidden_rows() {
    let rows = "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-repeated='2'/>\
        <table:table-cell office:value-type='date' office:date-value='2026-11-24T17:00:00'/>\
        <table:table-cell office:value-type='time' office:time-value='PT09H30M00S'/>\
        <table:table-cell office:value-type='string' calcext:value-type='error' office:string-value=''>\
        <text:p>#N/A</text:p></table:table-cell>\
        <table:table-cell table:formula='of:=1+1'/></table:table-row>\
        <table:table-row table:visibility='filter'><table:table-cell office:value='7'/></table:table-row>\
        <table:table-row table:number-rows-repeated='2'><table:table-cell office:value='8'/></table:table-row>";
    let (cells, codes) = said(read(Format::Ods, ods(rows)));
    assert_eq!(
        cells,
        [
            "C3=2026-11-24 17:00 (date)",
            "D3=09:30 (time)",
            "E3=#N/A (error)",
            "A5=8 (number)",
            "A6=8 (number)"
        ]
    );
    assert_eq!(codes, ["cell-error", "formula-without-value", "hidden-row"]);
}

#[test]
fn open_document_repetitions_beyond_the_format_are_refused() {
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated='20000'/>\
                <table:table-cell office:value='1'/></table:table-row>";
    assert_eq!(read(Format::Ods, ods(wide)).err(), Some(Refusal::Claims));
    let many = "<table:table-row table:number-rows-repeated='1000000'>\
                <table:table-cell table:number-columns-repeated='1000' office:value='1'/></table:table-row>";
    assert_eq!(read(Format::Ods, ods(many)).err(), Some(Refusal::Cells));
}

#[test]
fn an_answer_crosses_between_processes_unchanged() {
    let rows =
        "<row r='1'><c r='A1'><v>0.30000000000000004</v></c><c r='B1' t='str'><v>&#x1F600;</v></c></row>";
    let request = request(Format::Xlsx, xlsx(rows, "<sst/>"));
    let there = answer(&request).expect("a workbook");
    let back = read_answer(&parse_job(&request)).expect("an answer").expect("a workbook");
    assert!(there.sheets[0].cells == back.sheets[0].cells);
}

#[test]
fn an_open_quotation_mark_in_a_csv_costs_one_field() {
    let (cells, codes) = said(read(Format::Csv, b"a;b\n\"x;y\n1;2\n".to_vec()));
    assert_eq!(
        cells,
        ["A1=a (text)", "B1=b (text)", "A2=\"x (text)", "B2=y (text)", "A3=1 (text)", "B3=2 (text)"]
    );
    assert_eq!(codes, ["csv-unclosed-quote"]);
    assert_eq!(read(Format::Csv, Vec::new()).err(), Some(Refusal::Empty));
}

#[test]
fn lines_within_a_cell_end_alike_whatever_wrote_them() {
    let (cells, codes) = said(read(Format::Csv, b"\"one\r\ntwo\rthree\nfour\"\r\n".to_vec()));
    assert_eq!(cells, ["A1=one\ntwo\nthree\nfour (text)"]);
    assert!(codes.is_empty());
}
