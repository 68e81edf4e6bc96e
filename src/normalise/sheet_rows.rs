//! Rows of the workbooks this program itself makes for people to fill in: decisions, meeting
//! record, action updates. They are tables; a heading that is not known is reported.

use chrono::{NaiveDate, NaiveTime};

use super::guidance::is_guidance;
use super::headings::{Meaning, Vocabulary, letters};
use super::layout::{self, Asked, BlockRow};
use super::values::{self, Reading, is_none};
use crate::finding::{Finding, Place};
use crate::model::{Answer, Kind, MeetingId};
use crate::read::{Sheet, Workbook};

/// One row with its answers.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    asked: Vec<Asked>,
}

/// The filled rows of all sheets of a workbook that have the vocabulary's headings.
pub fn of_workbook(workbook: &Workbook, vocabulary: &Vocabulary, findings: &mut Vec<Finding>) -> Vec<Row> {
    let sheets = workbook.sheets.iter().filter(|sheet| !is_guidance(&letters(&sheet.name)));
    sheets.flat_map(|sheet| of_sheet(workbook, sheet, vocabulary, findings)).collect()
}

/// The filled rows of one sheet.
pub fn of_sheet(
    workbook: &Workbook,
    sheet: &Sheet,
    vocabulary: &Vocabulary,
    findings: &mut Vec<Finding>,
) -> Vec<Row> {
    let reading = layout::read(workbook, sheet, vocabulary);
    let filled = sheet.cells.values().any(|cell| !cell.written.trim().is_empty());
    if reading.blocks.is_empty() && filled {
        findings.push(
            Finding::warning("table-not-found", "no heading row is known in the sheet, and nothing of it is used")
                .at(workbook.sheet_place(sheet))
                .help("Compare its headings with the workbook the program wrote; leave out sheets that are something else"),
        );
    }
    let columns: Vec<&Asked> = reading.blocks.iter().flat_map(layout::with_answers).collect();
    layout::report_unknown(&columns, vocabulary, findings);
    let stray: Vec<Place> = reading.blocks.iter().flat_map(|block| block.stray.iter().cloned()).collect();
    layout::report_stray(&stray, findings);
    reading
        .blocks
        .into_iter()
        .flat_map(|block| block.rows)
        .map(|BlockRow { place, asked }| Row { place, asked })
        .collect()
}

impl Row {
    /// Its place, and its headings with their answers.
    pub fn into_parts(self) -> (Place, Vec<Asked>) {
        (self.place, self.asked)
    }

    /// The answer's heading and cell, if something is written there.
    pub fn find(&self, path: &str) -> Option<&Asked> {
        self.asked.iter().find(|one| one.path() == Some(path) && one.cell.is_some())
    }

    /// The words written there, trimmed; empty if blank.
    pub fn written(&self, path: &str) -> &str {
        self.find(path).map_or("", Asked::written)
    }

    /// The words written there, if any.
    pub fn words(&self, path: &str) -> Option<String> {
        self.find(path).map(|asked| asked.written().to_owned())
    }

    /// The words written under a panel's own heading, if any.
    pub fn own_words(&self, wording: &str) -> Option<String> {
        let asks = |one: &&Asked| one.meaning == Some(Meaning::Question(wording.to_owned()));
        let asked = self.asked.iter().find(asks).filter(|one| one.cell.is_some())?;
        Some(asked.written().to_owned())
    }

    /// Where an answer stands or should stand.
    pub fn at(&self, path: &str) -> Place {
        self.asked
            .iter()
            .find(|one| one.path() == Some(path))
            .map_or_else(|| self.place.clone(), |one| one.place.clone())
    }

    /// An answer of a kind.
    pub fn answer(
        &self,
        (path, heading): (&'static str, &str),
        kind: Kind,
        meeting: MeetingId,
        findings: &mut Vec<Finding>,
    ) -> Option<Answer> {
        let asked = self.find(path)?;
        if is_none(asked.written()) && !matches!(kind, Kind::YesNo) {
            return None;
        }
        let mut found = Vec::new();
        let answer = values::read(asked, Reading { kind, path, heading, meeting: meeting.date }, &mut found);
        findings.extend(found.into_iter().map(of_our_own));
        Some(answer)
    }

    /// A day.
    pub fn date(
        &self,
        of: (&'static str, &str),
        meeting: MeetingId,
        findings: &mut Vec<Finding>,
    ) -> Option<NaiveDate> {
        match self.answer(of, Kind::Date, meeting, findings)?.value()? {
            crate::model::Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// A time of day.
    pub fn time(
        &self,
        (path, heading): (&'static str, &str),
        findings: &mut Vec<Finding>,
    ) -> Option<NaiveTime> {
        values::read_time(self.find(path)?, heading, findings)
    }
}

/// Nobody sent these workbooks in as forms: the coordinator has them open, or the agency's own officer.
fn of_our_own(finding: Finding) -> Finding {
    match finding.code {
        "answer-unreadable" => finding.help("Correct the cell; the answer counts as left blank until then"),
        "date-two-digit-year" | "date-weekday-differs" => {
            finding.help("Check the date, and correct the cell")
        }
        _ => finding,
    }
}
