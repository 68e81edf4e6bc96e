//! Fills in every answer cell of a form, without the library that wrote it: the cells are found by
//! their headings and written into the sheets' XML.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use cmarac::plan::form::{AnswerKind, Form, FormSheet, Question};
use serde_json::{Value, json};

/// An answer and where it is written.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The sheet.
    pub sheet: String,
    /// Row and column from 0.
    pub at: (u32, u16),
    /// The heading it answers.
    pub heading: String,
    /// Its row in the table, from 0; none for a question.
    pub row: Option<usize>,
    /// What is written.
    pub answer: Answered,
}

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Moment(NaiveDateTime),
    Time(NaiveTime),
}

impl Answered {
    pub fn text(&self) -> &str {
        match self {
            Answered::Text(text) => text,
            other => panic!("{other:?} is no text"),
        }
    }

    /// As another program is told of it.
    pub fn wire(&self) -> Value {
        match self {
            Answered::Text(text) => json!({"text": text}),
            Answered::Number(number) => json!({"number": number}),
            Answered::Day(day) => json!({"day": day.to_string()}),
            Answered::Moment(moment) => json!({"moment": moment.format("%Y-%m-%dT%H:%M").to_string()}),
            Answered::Time(time) => json!({"time": time.format("%H:%M").to_string()}),
        }
    }

    /// The number that stands for it in a cell, or nothing for text.
    fn serial(&self) -> Option<f64> {
        let days = |day: NaiveDate| {
            let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
            f64::from(i32::try_from((day - epoch).num_days()).expect("a near day"))
        };
        let part = |time: NaiveTime| f64::from(time.num_seconds_from_midnight()) / 86_400.0;
        match self {
            Answered::Text(_) => None,
            Answered::Number(number) => Some(f64::from(i32::try_from(*number).expect("a small number"))),
            Answered::Day(day) => Some(days(*day)),
            Answered::Moment(moment) => Some(days(moment.date()) + part(moment.time())),
            Answered::Time(time) => Some(part(*time)),
        }
    }
}

/// An answer to every question that is left to the reader, each unlike the others of its kind.
pub fn answers(form: &Form, bytes: &[u8]) -> Vec<Filled> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut filled = Vec::new();
    for sheet in &form.sheets {
        let range = workbook.worksheet_range(&sheet.name).expect("the sheet is there");
        let cells: Vec<(u32, u16, String)> = range
            .used_cells()
            .filter_map(|(row, column, data)| match data {
                Data::String(text) => Some((
                    u32::try_from(row).expect("a row"),
                    u16::try_from(column).expect("a column"),
                    text.clone(),
                )),
                _ => None,
            })
            .collect();
        assert_eq!(range.start(), Some((0, 0)), "rows are counted from the first");
        of_sheet(sheet, &cells, &mut filled);
    }
    filled
}

fn of_sheet(sheet: &FormSheet, cells: &[(u32, u16, String)], filled: &mut Vec<Filled>) {
    let find = |column: u16, heading: &str| {
        let mut found = cells.iter().filter(|(_, at, text)| *at == column && text == heading);
        let (row, _, _) = found.next().unwrap_or_else(|| panic!("{}: no heading {heading}", sheet.name));
        assert!(found.next().is_none(), "{}: {heading} stands twice", sheet.name);
        *row
    };
    for question in sheet.questions.iter().filter(|question| question.given.is_empty()) {
        let at = (find(0, &question.heading), 1);
        let answer = answer(question, filled.len());
        filled.push(Filled {
            sheet: sheet.name.clone(),
            at,
            heading: question.heading.clone(),
            row: None,
            answer,
        });
    }
    let Some(table) = &sheet.table else { return };
    let head = find(0, &table.columns[0].heading);
    for row in 0..table.rows {
        for (column, question) in (0u16..).zip(&table.columns) {
            assert_eq!(find(column, &question.heading), head, "headings stand in one row");
            let answer = answer(question, filled.len());
            filled.push(Filled {
                sheet: sheet.name.clone(),
                at: (head + 1 + row, column),
                heading: question.heading.clone(),
                row: Some(usize::try_from(row).expect("a row")),
                answer,
            });
        }
    }
}

fn answer(question: &Question, number: usize) -> Answered {
    let nth = i64::try_from(number).expect("a number");
    let day = |first: &str| {
        let first: NaiveDate = first.parse().expect("a day");
        first + chrono::Duration::days(nth)
    };
    let heading = question.heading.to_lowercase();
    let known: Vec<&String> = question
        .choices
        .iter()
        .filter(|choice| !["don’t know", "no fixed abode"].contains(&choice.as_str()))
        .collect();
    match question.answer {
        AnswerKind::Choice => Answered::Text(known[number % known.len()].clone()),
        AnswerKind::Several if heading == "share with" => Answered::Text(match number % 4 {
            0 => "all members".into(),
            1 => "core members".into(),
            2 => "named agencies: Police; Fire Brigade".into(),
            _ => "do not circulate".into(),
        }),
        AnswerKind::Several if known.len() > 1 => Answered::Text(format!("{}; {}", known[0], known[1])),
        AnswerKind::Several => Answered::Text(format!("First of {number}; second of {number}")),
        AnswerKind::Text if !known.is_empty() => Answered::Text(known[number % known.len()].clone()),
        AnswerKind::Text if heading.contains("email") => {
            Answered::Text(format!("reader{number}@example.org"))
        }
        AnswerKind::Text if heading.contains("phone") => Answered::Text(format!("020 7946 0{number:03}")),
        AnswerKind::Text if heading == "postcode" => Answered::Text("N7 0OX".into()),
        AnswerKind::Text => Answered::Text(format!("Words {number}")),
        AnswerKind::Long => {
            Answered::Text(format!("The first line of {number}.\nA second, with 1/2 and =1+1."))
        }
        AnswerKind::Number => Answered::Number(nth % 90 + 1),
        AnswerKind::Day if heading.contains("birth") => Answered::Day(day("1970-01-01")),
        AnswerKind::Day if heading == "date completed" => Answered::Day(day("2026-11-20")),
        AnswerKind::Day if heading == "reported on" => Answered::Day(day("2026-06-03")),
        AnswerKind::Day => Answered::Day(day("2026-05-01")),
        AnswerKind::Moment => Answered::Moment("2026-11-20T10:30:00".parse().expect("a day and a time")),
        AnswerKind::Time => {
            let earliest = if heading == "available to" { 13 } else { 9 };
            let hour = earliest + u32::try_from(number % 2).expect("small");
            Answered::Time(NaiveTime::from_hms_opt(hour, 30, 0).expect("a time"))
        }
    }
}

/// The workbook with the answers in it. Every cell that is written must be there, with its format, and empty.
pub fn fill(bytes: &[u8], answers: &[Filled]) -> Vec<u8> {
    let names = Xlsx::new(Cursor::new(bytes)).expect("a workbook").sheet_names();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let mut part = package.by_index(index).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML");
        let sheet = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
        if let Some(number) = sheet.and_then(|number| number.parse::<usize>().ok()) {
            for answer in answers.iter().filter(|answer| answer.sheet == names[number - 1]) {
                text = with_answer(&text, answer);
            }
        }
        written.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        written.write_all(text.as_bytes()).expect("written");
    }
    written.finish().expect("a package").into_inner()
}

fn with_answer(xml: &str, answer: &Filled) -> String {
    let at = name(answer.at);
    let begins = format!("<c r=\"{at}\" s=\"");
    let (before, rest) = xml.split_once(&begins).unwrap_or_else(|| panic!("{}!{at} is a cell", answer.sheet));
    let (style, after) = rest.split_once("\"/>").expect("the cell is empty");
    assert!(style.chars().all(|c| c.is_ascii_digit()), "{}!{at} holds something: {style}", answer.sheet);
    let cell = match (&answer.answer, answer.answer.serial()) {
        (_, Some(serial)) => format!("{begins}{style}\"><v>{serial}</v></c>"),
        (text, None) => {
            let text = text.text().replace('&', "&amp;").replace('<', "&lt;");
            format!("{begins}{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
        }
    };
    format!("{before}{cell}{after}")
}

/// `B5`.
pub fn name((row, column): (u32, u16)) -> String {
    let letter = char::from(b'A' + u8::try_from(column).expect("a narrow sheet"));
    format!("{letter}{}", row + 1)
}
