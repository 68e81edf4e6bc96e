//! Forms: a sheet of guidance, then sheets of questions and tables. Headings are locked, answers are
//! not; a drop-down or a hint appears when a cell is chosen. Nothing is merged, so that every reader
//! of the sheet, a person's screen reader included, finds the answer beside or below its heading.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, IgnoreError, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

use super::lists::Lists;
use super::text::{cell_text, sheet_name, visible, within};
use super::{Made, finished, look, not_made};
use crate::finding::Finding;
use crate::plan::form::{AnswerKind, Form, FormSheet, FormTable, Question};

/// Widths in characters. A single column is not made to fit the page by programs that print, so guidance
/// must fit it by itself, in wide fonts too.
const GUIDANCE_WIDTH: f64 = 74.0;
const HEADING_WIDTH: f64 = 40.0;
const ANSWER_WIDTH: f64 = 56.0;

/// Lines of a row in which several sentences are written.
const LONG: u32 = 4;

/// The longest hint that Excel shows.
const HINT: usize = 255;

/// Makes a form's workbook.
///
/// # Errors
/// If the workbook cannot be made at all.
pub fn form(form: &Form) -> Result<Made, Finding> {
    let mut findings = Vec::new();
    let bytes = written(form, &mut findings).map_err(not_made)?;
    Ok(Made { bytes, findings })
}

fn written(form: &Form, findings: &mut Vec<Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut lists = Lists::default();
    let mut names: Vec<String> = Vec::new();
    for sheet in &form.sheets {
        names.push(sheet_name(&sheet.name, &names));
    }
    for (sheet, name) in form.sheets.iter().zip(&names) {
        let page = workbook.add_worksheet().set_name(name)?;
        look::paper(page, &form.marking, &form.name);
        page.set_print_fit_to_pages(1, 0);
        page.write_string_with_format(0, 0, visible(&sheet.title), &look::title())?;
        page.set_row_height(0, 28)?;
        if sheet.questions.is_empty() && sheet.table.is_none() {
            guidance(page, sheet)?;
        } else {
            to_fill_in(page, sheet, &mut lists, findings)?;
        }
        protect(page);
    }
    lists.write(&mut workbook, &form.marking, &form.name)?;
    finished(workbook, &visible(&form.title))
}

/// A sheet that is only read.
fn guidance(page: &mut Worksheet, sheet: &FormSheet) -> Result<(), XlsxError> {
    page.set_column_width(0, GUIDANCE_WIDTH)?;
    for (row, line) in (2u32..).zip(&sheet.lines) {
        let line = visible(line);
        page.write_string_with_format(row, 0, &line, &look::guidance())?;
        page.set_row_height(row, look::row_height(&[(&line, GUIDANCE_WIDTH)], 1))?;
    }
    Ok(())
}

/// A sheet that is filled in: its lines, its questions, its table, with an empty row between them so
/// that no line can be taken for an answer.
fn to_fill_in(
    page: &mut Worksheet,
    sheet: &FormSheet,
    lists: &mut Lists,
    findings: &mut Vec<Finding>,
) -> Result<(), XlsxError> {
    let widths = widths(sheet);
    for (column, width) in (0u16..).zip(&widths) {
        page.set_column_width(column, *width)?;
    }
    let across: f64 = widths.iter().sum();
    let mut row = running_lines(page, 2, &sheet.lines, across)?;
    let mut first_open: Option<(u32, u16)> = None;
    let mut open = |at: (u32, u16)| {
        first_open.get_or_insert(at);
    };
    for question in &sheet.questions {
        page.write_string_with_format(row, 0, visible(&question.heading), &look::given_bold())?;
        let answer = cell_text(&question.given, &format!("\"{}\"", visible(&question.heading)), findings);
        let least = if question.answer == AnswerKind::Long { LONG } else { 1 };
        let texts = [
            (question.heading.as_str(), widths[0]),
            (answer.as_str(), *widths.get(1).unwrap_or(&ANSWER_WIDTH)),
        ];
        page.set_row_height(row, look::row_height(&texts, least))?;
        if answer.is_empty() {
            page.write_blank(row, 1, &format_of(question.answer))?;
            open((row, 1));
            validate(page, question, (row, 1, row), lists)?;
        } else {
            write_given(page, (row, 1), question.answer, &answer)?;
        }
        row = row.saturating_add(1);
    }
    if let Some(table) = &sheet.table {
        row = if sheet.questions.is_empty() { row } else { row.saturating_add(1) };
        row = running_lines(page, row, &table.lines, across)?;
        open((row.saturating_add(1), 0));
        row = write_table(page, table, row, lists)?;
        page.set_landscape();
    }
    let last_column = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.ignore_error_range(0, 0, row, last_column, IgnoreError::NumberStoredAsText)?;
    page.set_print_area(0, 0, row.saturating_sub(1), last_column)?;
    if let Some((row, column)) = first_open {
        page.set_selection(row, column, row, column)?;
    }
    Ok(())
}

/// Lines that run on over the cells beside them, and an empty row below; the row after that.
fn running_lines(page: &mut Worksheet, from: u32, lines: &[String], across: f64) -> Result<u32, XlsxError> {
    let mut row = from;
    for line in lines.iter().flat_map(|line| wrapped(&visible(line), across)) {
        page.write_string_with_format(row, 0, line, &look::running_guidance())?;
        row = row.saturating_add(1);
    }
    Ok(if row == from { row } else { row.saturating_add(1) })
}

/// A line in pieces that are not wider than the columns it runs over.
fn wrapped(line: &str, across: f64) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match pieces.last_mut() {
            Some(piece) if fits(piece, word, across) => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
    }
    pieces
}

fn fits(piece: &str, word: &str, across: f64) -> bool {
    let characters = piece.chars().count().saturating_add(word.chars().count()).saturating_add(1);
    u32::try_from(characters).is_ok_and(|characters| f64::from(characters) <= across)
}

/// The table's heading row and its empty rows; the row after them.
fn write_table(
    page: &mut Worksheet,
    table: &FormTable,
    head: u32,
    lists: &mut Lists,
) -> Result<u32, XlsxError> {
    let first = head.saturating_add(1);
    let last = head.saturating_add(table.rows);
    for (column, asked) in (0u16..).zip(&table.columns) {
        page.write_string_with_format(head, column, visible(&asked.heading), &look::column_heading())?;
        for row in first..=last {
            page.write_blank(row, column, &format_of(asked.answer))?;
        }
        validate(page, asked, (first, column, last), lists)?;
    }
    page.set_row_height(head, 48)?;
    let least = if table.columns.iter().any(|asked| asked.answer == AnswerKind::Long) { 2 } else { 1 };
    for row in first..=last {
        page.set_row_height(row, look::row_height(&[], least))?;
    }
    page.set_repeat_rows(head, head)?;
    Ok(last.saturating_add(1))
}

/// What the program has filled in: a day as such, so that it can be compared, else text.
fn write_given(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    kind: AnswerKind,
    text: &str,
) -> Result<(), XlsxError> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) if kind == AnswerKind::Day => {
            page.write_datetime_with_format(row, column, day, &look::given_day())?
        }
        _ => page.write_string_with_format(row, column, text, &look::given())?,
    };
    Ok(())
}

fn format_of(kind: AnswerKind) -> Format {
    match kind {
        AnswerKind::Text | AnswerKind::Long | AnswerKind::Choice | AnswerKind::Several => look::to_fill_in(),
        AnswerKind::Day => look::day(),
        AnswerKind::Moment => look::moment(),
        AnswerKind::Time => look::time(),
        AnswerKind::Number => look::number(),
    }
}

/// The drop-down or the hint of a column of cells. Something else than the choices may be written
/// after a question whether it is meant: no answer is lost for want of a choice.
fn validate(
    page: &mut Worksheet,
    question: &Question,
    (first, column, last): (u32, u16, u32),
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let rule = if question.choices.is_empty() {
        DataValidation::new().allow_any_value().set_error_style(DataValidationErrorStyle::Information)
    } else {
        let rule = lists.drop_down(&question.heading, &question.choices)?;
        match question.answer {
            AnswerKind::Choice => rule
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("Not one of the choices")?
                .set_error_message(
                    "The list has the answers that can be read for certain. Keep yours all the same?",
                )?,
            _ => rule.show_error_message(false),
        }
    };
    if question.choices.is_empty() && question.hint.is_empty() {
        return Ok(());
    }
    let hint = visible(&question.hint);
    let rule = if hint.is_empty() { rule } else { rule.set_input_message(within(&hint, HINT))? };
    page.add_data_validation(first, column, last, column, &rule)?;
    Ok(())
}

/// Only against slips: no password; rows and columns may be made larger, and rows put in between.
fn protect(page: &mut Worksheet) {
    page.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        ..ProtectionOptions::default()
    });
}

/// Widths of a sheet's columns: those of its table, with room in the first two for its questions.
fn widths(sheet: &FormSheet) -> Vec<f64> {
    let columns = sheet.table.iter().flat_map(|table| &table.columns);
    let mut widths: Vec<f64> = columns.map(|column| width(column.answer)).collect();
    if !sheet.questions.is_empty() {
        widths.resize(widths.len().max(2), 0.0);
        let with_table = sheet.table.is_some();
        for (width, least) in
            widths.iter_mut().zip([if with_table { 26.0 } else { HEADING_WIDTH }, ANSWER_WIDTH])
        {
            *width = width.max(least);
        }
    }
    widths
}

fn width(kind: AnswerKind) -> f64 {
    match kind {
        AnswerKind::Long => 48.0,
        AnswerKind::Text => 22.0,
        AnswerKind::Several => 24.0,
        AnswerKind::Moment => 20.0,
        AnswerKind::Choice => 16.0,
        AnswerKind::Day | AnswerKind::Time | AnswerKind::Number => 14.0,
    }
}
