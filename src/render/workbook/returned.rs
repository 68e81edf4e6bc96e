//! A referral on its way back: the one referral as a form, with what must be put right marked.
//!
//! It is read again when it comes back, so it is laid out as a form (question, answer beside it)
//! and guidance never stands where an answer could: the words about a faulty answer are in
//! brackets after the question, which a reader of headings leaves out.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use rust_xlsxwriter::{DataValidation, Format, IgnoreError, Note, Workbook, Worksheet, XlsxError};

use super::text::{cell_text, sheet_name, utf16_len, visible, within};
use super::{Made, finished, incidents, look, not_made};
use crate::finding::Finding;
use crate::plan::report::{ReturnedReferral, ReturnedRow, ReturnedSection};

const FIRST_SHEET: &str = "How to correct";
/// Widths in characters; together they fill a page.
const GUIDANCE_WIDTH: f64 = 74.0;
const QUESTION_WIDTH: f64 = 38.0;
const ANSWER_WIDTH: f64 = 50.0;
/// Excel's limit for a drop-down that is written out.
const DROP_DOWN: usize = 255;

/// Makes the workbook that goes with a return letter: a sheet of guidance, then a sheet a section.
///
/// # Errors
/// If the workbook cannot be made at all.
pub fn returned_referral(form: &ReturnedReferral) -> Result<Made, Finding> {
    let mut findings = Vec::new();
    let bytes = written(form, &mut findings).map_err(not_made)?;
    Ok(Made { bytes, findings })
}

fn written(form: &ReturnedReferral, findings: &mut Vec<Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut names = vec![FIRST_SHEET.to_string()];
    for section in &form.sections {
        names.push(sheet_name(&section.name, &names));
    }
    let mut workbook = Workbook::new();
    guidance(workbook.add_worksheet(), form, &names)?;
    for (section, name) in form.sections.iter().zip(names.iter().skip(1)) {
        sheet_of(workbook.add_worksheet().set_name(name)?, form, section, findings)?;
    }
    if !form.incidents.is_empty() {
        incidents::sheet(workbook.add_worksheet(), form, findings)?;
    }
    let what = if form.is_application { "Application" } else { "Referral" };
    finished(workbook, &format!("{what} {} to correct", visible(&form.reference)))
}

/// What to do, by when, and where: each line in a cell of its own with nothing beside it.
fn guidance(sheet: &mut Worksheet, form: &ReturnedReferral, names: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(FIRST_SHEET)?;
    sheet.set_column_width(0, GUIDANCE_WIDTH)?;
    look::paper(sheet, &form.marking, &format!("{}, {FIRST_SHEET}", form.reference));
    sheet.set_print_fit_to_pages(1, 0);
    let about = format!("{}, reference {}", visible(&form.panel), visible(&form.reference));
    let title =
        if form.is_application { "Please correct your application" } else { "Please correct your referral" };
    sheet.write_string_with_format(0, 0, title, &look::title())?;
    sheet.write_string_with_format(1, 0, about, &look::subtitle())?;
    sheet.set_row_height(0, 28)?;
    sheet.set_row_height(1, 24)?;
    let by = visible(&form.send_back_by);
    let (send, danger) = if form.is_application {
        (
            format!("Send this workbook back by {by}, in the way the letter says."),
            "If you or somebody else is in danger, call 999. Do not wait for the review.",
        )
    } else {
        (
            format!(
                "Send this workbook back by {by}, in the way the letter says, for it to be heard at this meeting."
            ),
            "If someone may be in danger, act now. Risk-critical action must not wait for the panel.",
        )
    };
    let steps = [
        send,
        "Each sheet is a part of your form. Answers to put right have a heavy border, and the question beside them says what is wrong.".into(),
        "Where an answer is not known, write “don’t know”: that is better than a blank.".into(),
        danger.into(),
    ];
    let mut row = 3;
    for (number, step) in (1..).zip(steps) {
        guidance_line(sheet, row, &format!("{number}. {step}"))?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "What to put right", &look::guidance_heading())?;
    for (section, name) in form.sections.iter().zip(names.iter().skip(1)) {
        for (at, faulty) in (1..).zip(&section.rows).filter(|(_, row)| !row.problem.is_empty()) {
            let at: u32 = at;
            row += 1;
            let place = format!(
                "Sheet {name}, cell B{at}. {}: {}",
                visible(&faulty.heading),
                visible(&faulty.problem)
            );
            guidance_line(sheet, row, within(&place, 1000))?;
        }
    }
    for place in incidents::to_put_right(form) {
        row += 1;
        guidance_line(sheet, row, within(&place, 1000))?;
    }
    Ok(())
}

fn guidance_line(sheet: &mut Worksheet, row: u32, text: &str) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, text, &look::guidance())?;
    sheet.set_row_height(row, look::row_height(&[(text, GUIDANCE_WIDTH)], 1))?;
    Ok(())
}

fn sheet_of(
    sheet: &mut Worksheet,
    form: &ReturnedReferral,
    section: &ReturnedSection,
    findings: &mut Vec<Finding>,
) -> Result<(), XlsxError> {
    look::paper(sheet, &form.marking, &format!("{}, {}", form.reference, section.name));
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, QUESTION_WIDTH)?;
    sheet.set_column_width(1, ANSWER_WIDTH)?;
    sheet.set_default_note_author("");
    for (at, row) in (0..).zip(&section.rows) {
        let answer =
            cell_text(&row.written, &format!("the answer to \"{}\"", visible(&row.heading)), findings);
        let format = if row.problem.is_empty() { look::to_fill_in() } else { look::faulty() };
        let asked = question(sheet, at, row, findings)?;
        sheet
            .set_row_height(at, look::row_height(&[(&asked, QUESTION_WIDTH), (&answer, ANSWER_WIDTH)], 1))?;
        write_answer(sheet, (at, 1), row, &answer, format)?;
        if let Some(rule) = drop_down(row)? {
            sheet.add_data_validation(at, 1, at, 1, &rule)?;
        }
    }
    let last = u32::try_from(section.rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
    sheet.set_print_area(0, 0, last, 1)?;
    sheet.ignore_error_range(0, 1, last, 1, IgnoreError::NumberStoredAsText)?;
    let first_faulty =
        (0..).zip(&section.rows).find(|(_, row)| !row.problem.is_empty()).map_or(0, |(at, _)| at);
    sheet.set_selection(first_faulty, 1, first_faulty, 1)?;
    Ok(())
}

/// The answer as it was written. A day that the spreadsheet held as one is one again, or it would be read as
/// `1968-08-27`; any other stays in the words it was written in.
pub(super) fn write_answer(
    sheet: &mut Worksheet,
    (at, column): (u32, u16),
    row: &ReturnedRow,
    answer: &str,
    format: Format,
) -> Result<(), XlsxError> {
    // Excel counts no days before 1900.
    let day = NaiveDate::parse_from_str(answer, "%Y-%m-%d").ok().filter(|day| day.year() > 1900);
    let moment = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(answer, form).ok())
        .filter(|moment| moment.year() > 1900 && moment.time() != NaiveTime::MIN);
    match (day, moment) {
        _ if answer.is_empty() => sheet.write_blank(at, column, &format)?,
        (Some(day), _) if row.is_day => {
            sheet.write_datetime_with_format(at, column, day, &look::as_day(format))?
        }
        (_, Some(moment)) if row.is_day => {
            sheet.write_datetime_with_format(at, column, moment, &look::as_moment(format))?
        }
        _ => sheet.write_string_with_format(at, column, answer, &format)?,
    };
    Ok(())
}

/// The question, and if its answer is faulty why, in the cell and in a note on the answer. Returns
/// the text of the cell.
fn question(
    sheet: &mut Worksheet,
    at: u32,
    row: &ReturnedRow,
    findings: &mut Vec<Finding>,
) -> Result<String, XlsxError> {
    let heading = cell_text(&row.heading, "a heading", findings);
    if row.problem.is_empty() {
        sheet.write_string_with_format(at, 0, &heading, &look::given())?;
        return Ok(heading);
    }
    let problem = without_brackets(&visible(&row.problem));
    let please = format!("Please complete: {}", within(&problem, 1000));
    let words = format!("\n({please})");
    let parts = [(&look::question_words(), heading.as_str()), (&look::fault_words(), words.as_str())];
    sheet.write_rich_string_with_format(at, 0, &parts, &look::given())?;
    let note = Note::new(please).add_author_prefix(false).set_author("").set_width(260).set_height(90);
    sheet.insert_note(at, 1, &note)?;
    Ok(format!("{heading}{words}"))
}

/// Brackets within brackets would end them too early for a reader of headings.
fn without_brackets(text: &str) -> String {
    text.replace(" (", ", ").replace(['(', ')', '[', ']'], " ").trim().to_string()
}

/// A drop-down of the choices, where Excel can hold them.
fn drop_down(row: &ReturnedRow) -> Result<Option<DataValidation>, XlsxError> {
    let length: usize = row.choices.iter().map(|choice| utf16_len(choice).saturating_add(1)).sum();
    let writable = row.choices.iter().all(|choice| !choice.contains([',', '"', '\n']));
    if row.choices.is_empty() || length > DROP_DOWN || !writable {
        return Ok(None);
    }
    // What the referrer wrote stays, even if it is none of the choices.
    let rule = DataValidation::new().allow_list_strings(&row.choices)?.show_error_message(false);
    Ok(Some(rule))
}
