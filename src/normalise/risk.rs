//! The risk assessment of a referral: a sheet of questions, answers and scores, or one column a
//! question in a table; matched to the panel's instrument.

use std::collections::BTreeMap;

use super::headings::{Meaning, Vocabulary, fold, letters, nearest};
use super::layout::{Asked, is_text};
use super::values::{is_not_known, yes_no};
use crate::finding::{Finding, Place};
use crate::model::{Answer, Answers, MeetingId, RiskAnswer, Value};
use crate::panel::{Instrument, Panel, Question, instrument_for};
use crate::read::{Cell, Content, Sheet, Workbook};

/// One line of an assessment as the form has it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The question, with its answer.
    pub asked: Asked,
    /// The score beside it, if the form has a score column.
    pub score: Option<Asked>,
}

impl Line {
    /// Whether anything is written beside the question.
    pub fn is_answered(&self) -> bool {
        self.asked.cell.is_some() || self.score.as_ref().is_some_and(|score| score.cell.is_some())
    }
}

/// Whether a sheet holds a risk assessment, by its name.
pub fn is_risk_sheet(sheet: &Sheet, panel: &Panel) -> bool {
    let name = letters(&sheet.name);
    let instrument = panel
        .instruments
        .iter()
        .flat_map(|instrument| std::iter::once(&instrument.name).chain(&instrument.aliases))
        .any(|known| fold(known) == fold(&sheet.name));
    instrument
        || ["riskassessment", "riskmatrix", "riskindicator", "riskchecklist"]
            .iter()
            .any(|part| name.contains(part))
}

/// Columns of the sheet, if a heading row names them.
struct Columns {
    row: u32,
    question: u32,
    answer: Option<u32>,
    score: Option<u32>,
}

/// Reads the sheet: its lines, and other headings in it ("Risk total").
pub fn read_sheet(workbook: &Workbook, sheet: &Sheet, vocabulary: &Vocabulary) -> (Vec<Line>, Vec<Asked>) {
    let mut rows: BTreeMap<u32, Vec<(u32, &Cell)>> = BTreeMap::new();
    for ((row, column), cell) in &sheet.cells {
        if !cell.written.trim().is_empty() {
            rows.entry(*row).or_default().push((*column, cell));
        }
    }
    let columns = rows.iter().find_map(|(row, cells)| columns_of(*row, cells));
    let place = workbook.sheet_place(sheet);
    let mut lines = Vec::new();
    let mut others = Vec::new();
    for (row, cells) in &rows {
        let Some((column, heading)) = question_in(cells, columns.as_ref()) else {
            continue;
        };
        if columns.as_ref().is_some_and(|columns| columns.row == *row) {
            continue;
        }
        let right = |from: u32| cells.iter().find(|(at, _)| *at > from).copied();
        let in_column = |at: u32| (at, cells.iter().find(|(column, _)| *column == at).map(|(_, cell)| *cell));
        let asked = |(at, cell): (u32, Option<&Cell>), meaning: Option<Meaning>| Asked {
            heading: heading.written.trim().to_owned(),
            heading_place: place.clone().cell(*row, column),
            meaning,
            cell: cell.cloned(),
            place: place.clone().cell(*row, at),
        };
        let beside = right(column).map_or((column.saturating_add(1), None), |(at, cell)| (at, Some(cell)));
        if let Some(meaning) = other_meaning(&heading.written, vocabulary) {
            let score = columns
                .as_ref()
                .and_then(|columns| columns.score)
                .map(in_column)
                .filter(|found| found.1.is_some());
            others.push(asked(score.unwrap_or(beside), Some(meaning)));
            continue;
        }
        let (answer, score) = match &columns {
            Some(columns) => {
                (columns.answer.or(columns.score).map_or(beside, in_column), columns.score.map(in_column))
            }
            None => {
                let score = right(beside.0).filter(|(_, cell)| matches!(cell.content, Content::Number(_)));
                (beside, score.map(|(at, cell)| (at, Some(cell))))
            }
        };
        let meaning = Some(Meaning::Question(heading.written.trim().to_owned()));
        if columns.is_none() && answer.1.is_none() && cells.len() == 1 && !heading.written.contains('?') {
            continue;
        }
        lines.push(Line { asked: asked(answer, meaning), score: score.map(|score| asked(score, None)) });
    }
    (lines, others)
}

fn columns_of(row: u32, cells: &[(u32, &Cell)]) -> Option<Columns> {
    let named = |names: &[&str]| {
        cells
            .iter()
            .find(|(_, cell)| names.contains(&fold(&cell.written).as_str()))
            .map(|(column, _)| *column)
    };
    let question = named(&["question", "questions", "riskfactor", "factor", "indicator", "risk"])?;
    let answer = named(&["answer", "answers", "response", "option", "youranswer"]);
    let score = named(&["score", "scores", "points"]);
    (answer.is_some() || score.is_some()).then_some(Columns { row, question, answer, score })
}

fn question_in<'a>(cells: &[(u32, &'a Cell)], columns: Option<&Columns>) -> Option<(u32, &'a Cell)> {
    let in_column = columns.and_then(|columns| cells.iter().find(|(at, _)| *at == columns.question));
    in_column.or_else(|| cells.iter().find(|(_, cell)| is_text(cell))).copied()
}

fn other_meaning(heading: &str, vocabulary: &Vocabulary) -> Option<Meaning> {
    match vocabulary.meaning(heading) {
        Some(Meaning::Answer(path)) => Some(Meaning::Answer(path)),
        _ if fold(heading) == "total" => Some(Meaning::Answer("risk.stated_total")),
        _ => None,
    }
}

/// The panel's instrument that a referral used: the one it names, else the first. That a name is
/// not known is said where the risk is decided.
pub fn instrument<'p>(panel: &'p Panel, answers: &Answers, meeting: MeetingId) -> Option<&'p Instrument> {
    instrument_for(&panel.instruments, answers.text("risk.instrument"), meeting.date)
}

/// The answers to an instrument's questions, in its order.
pub fn answers(
    lines: &[Line],
    instrument: Option<&Instrument>,
    findings: &mut Vec<Finding>,
) -> Vec<RiskAnswer> {
    let mut by_question: BTreeMap<usize, Vec<RiskAnswer>> = BTreeMap::new();
    for line in lines {
        let found = instrument.and_then(|instrument| {
            let index =
                instrument.questions.iter().position(|question| asks(question, &line.asked.heading))?;
            Some((index, instrument.questions.get(index)?))
        });
        let Some((index, question)) = found else {
            report_unknown(line, instrument, findings);
            continue;
        };
        let answer = RiskAnswer {
            question: question.code.clone(),
            answer: answer_to(question, line, findings),
            stated_score: line.score.as_ref().map(score_answer),
        };
        by_question.entry(index).or_default().push(answer);
    }
    by_question.into_values().filter_map(|given| one_of(given, findings)).collect()
}

/// Whether a heading is this question: its text, an alias or its code, numbering aside.
fn asks(question: &Question, written: &str) -> bool {
    let written = written.trim();
    let written = match written.get(..4) {
        Some(start)
            if start.eq_ignore_ascii_case("risk")
                && written[4..].trim_start().starts_with([':', '-', '–']) =>
        {
            written[4..].trim_start().trim_start_matches([':', '-', '–'])
        }
        _ => written,
    };
    let unnumbered = written
        .trim()
        .trim_start_matches(['Q', 'q'])
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".): ".contains(c));
    [written, unnumbered].iter().any(|text| {
        let text = fold(text);
        !text.is_empty()
            && std::iter::once(&question.text)
                .chain(&question.aliases)
                .chain(std::iter::once(&question.code))
                .any(|known| fold(known) == text)
    })
}

fn report_unknown(line: &Line, instrument: Option<&Instrument>, findings: &mut Vec<Finding>) {
    let nothing_given =
        line.asked.cell.is_none() && line.score.as_ref().is_none_or(|score| score.cell.is_none());
    let folded: Vec<(String, &str)> = instrument
        .iter()
        .flat_map(|instrument| &instrument.questions)
        .map(|question| (fold(&question.text), question.text.as_str()))
        .collect();
    let near =
        nearest(&fold(&line.asked.heading), folded.iter().map(|(folded, text)| (folded.as_str(), *text)));
    if nothing_given && near.is_none() {
        return;
    }
    let message = match near {
        Some(near) => format!(
            "a question of the risk assessment is not the panel's, and is not used; the nearest is “{near}”"
        ),
        None => "a question of the risk assessment is not the panel's, and is not used".to_owned(),
    };
    findings.push(
        Finding::warning("risk-question-not-known", message)
            .at(line.asked.heading_place.clone())
            .help("Use the panel's own wording, or add this one to the question's aliases in the panel file"),
    );
}

fn answer_to(question: &Question, line: &Line, findings: &mut Vec<Finding>) -> Answer {
    let place = line.asked.place.clone();
    let stated = line.score.as_ref().and_then(|score| score.cell.as_ref());
    let Some(cell) = line.asked.cell.as_ref().or(stated) else {
        return Answer::Blank { place };
    };
    let written = cell.written.clone();
    if is_text(cell) && is_not_known(&written) {
        return Answer::NotKnown { written, place };
    }
    match option_of(question, cell) {
        Ok(Found { option, from }) => {
            report_found(from, &place, findings);
            if let Some(score) = stated.filter(|_| line.asked.cell.is_some())
                && question
                    .options
                    .iter()
                    .any(|known| known.text == option && number_in(score) != Some(known.score))
            {
                findings.push(
                    Finding::warning(
                        "risk-score-differs",
                        "the score beside an answer is not that answer's; the answer counts",
                    )
                    .at(line.score.as_ref().map_or_else(|| place.clone(), |score| score.place.clone()))
                    .help("Check with the referrer which of the two is meant"),
                );
            }
            Answer::Given { value: Value::Text(option), written, place }
        }
        Err(problem) => {
            findings.push(
                Finding::warning(
                    "risk-answer-unreadable",
                    "an answer of the risk assessment is none of the question's options",
                )
                .at(place.clone())
                .help("Ask the referrer which option is meant; the question counts as left blank until then"),
            );
            Answer::Unreadable { written, place, problem }
        }
    }
}

/// How an option was recognised.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Text,
    Score,
    Beginning,
}

struct Found {
    option: String,
    from: From,
}

fn report_found(from: From, place: &Place, findings: &mut Vec<Finding>) {
    let (code, message) = match from {
        From::Text => return,
        From::Score => (
            "risk-score-as-answer",
            "an answer of the risk assessment is a bare score; it was read as the option with that score",
        ),
        From::Beginning => (
            "risk-option-short",
            "an answer of the risk assessment is the beginning of one option and was read as that option",
        ),
    };
    findings.push(Finding::note(code, message).at(place.clone()));
}

/// The one option a cell means.
fn option_of(question: &Question, cell: &Cell) -> Result<Found, String> {
    if let Content::Error(error) = &cell.content {
        return Err(format!("the cell holds the spreadsheet error {error}"));
    }
    if let Some(score) = number_in(cell) {
        let mut with_score = question.options.iter().filter(|option| option.score == score);
        return match (with_score.next(), with_score.next()) {
            (Some(option), None) => Ok(Found { option: option.text.clone(), from: From::Score }),
            (Some(_), Some(_)) => Err("two answers to this question have that score".into()),
            (None, _) => Err("no answer to this question has that score".into()),
        };
    }
    let text = match (&cell.content, yes_no(&cell.written)) {
        (Content::Bool(true), _) | (_, Some(true)) => "Yes",
        (Content::Bool(false), _) | (_, Some(false)) => "No",
        _ => cell.written.trim(),
    };
    let wanted = letters(text);
    let bare = letters(
        text.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "()[]=-–:.".contains(c)),
    );
    let same = |option: &str| {
        letters(option) == wanted
            || (!bare.is_empty() && letters(option) == bare)
            || fold(option) == fold(text)
    };
    if let Some(option) = question.options.iter().find(|option| same(&option.text)) {
        let beside: String = text.chars().filter(char::is_ascii_digit).collect();
        let in_option = option.text.chars().any(|c| c.is_ascii_digit());
        if !in_option && !beside.is_empty() && beside.parse() != Ok(option.score) {
            return Err("the score beside this answer is not that answer's".into());
        }
        return Ok(Found { option: option.text.clone(), from: From::Text });
    }
    let short = text.to_lowercase();
    let mut begins = question.options.iter().filter(|option| {
        short.chars().count() >= 4
            && option.text.to_lowercase().strip_prefix(&short).is_some_and(|rest| rest.starts_with(' '))
    });
    match (begins.next(), begins.next()) {
        (Some(option), None) => Ok(Found { option: option.text.clone(), from: From::Beginning }),
        _ => Err(format!(
            "this is none of: {}",
            question.options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>().join("; ")
        )),
    }
}

fn number_in(cell: &Cell) -> Option<i64> {
    super::values::whole_number(cell)
}

fn score_answer(score: &Asked) -> Answer {
    let place = score.place.clone();
    match &score.cell {
        None => Answer::Blank { place },
        Some(cell) => match number_in(cell) {
            Some(number) => {
                Answer::Given { value: Value::Number(number), written: cell.written.clone(), place }
            }
            None => Answer::Unreadable {
                written: cell.written.clone(),
                place,
                problem: "this is not a whole number".into(),
            },
        },
    }
}

/// One answer where a question stands in the form more than once.
fn one_of(mut given: Vec<RiskAnswer>, findings: &mut Vec<Finding>) -> Option<RiskAnswer> {
    let filled: Vec<RiskAnswer> =
        given.iter().filter(|answer| !matches!(answer.answer, Answer::Blank { .. })).cloned().collect();
    let differ = filled.windows(2).any(|pair| pair[0].answer.value() != pair[1].answer.value());
    if !differ {
        return filled.into_iter().next().or_else(|| given.drain(..).next());
    }
    let mut last = filled.into_iter().next_back()?;
    let place = last.answer.place().clone();
    findings.push(
        Finding::warning(
            "heading-twice",
            "a question of the risk assessment is answered twice, and not alike",
        )
        .at(place.clone())
        .help("Ask the referrer which answer is meant; the question counts as left blank until then"),
    );
    last.answer = Answer::Unreadable {
        written: last.answer.written().unwrap_or_default().to_owned(),
        place,
        problem: "two different answers are given to this question".into(),
    };
    Some(last)
}
