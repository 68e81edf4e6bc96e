//! Layout: which cells of a sheet are headings and which are their answers. Two layouts are read,
//! and both may stand in one sheet: **table** blocks (one referral or return a row under a
//! heading row) and **form** (a heading, its answer to the right or below).

mod form;
mod table;

pub use form::Form;
pub use table::{Block, BlockRow};

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{Meaning, Vocabulary, fold};
use crate::finding::{Finding, Place};
use crate::read::{Cell, Content, Sheet, Workbook};

/// A heading with the cell that answers it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The heading as written.
    pub heading: String,
    /// Where the heading stands.
    pub heading_place: Place,
    /// What it asks for, if it is known.
    pub meaning: Option<Meaning>,
    /// What is written in answer; nothing if blank.
    pub cell: Option<Cell>,
    /// Where the answer stands, or should stand.
    pub place: Place,
}

impl Asked {
    /// What is written in answer, white space trimmed; empty if blank.
    pub fn written(&self) -> &str {
        self.cell.as_ref().map_or("", |cell| cell.written.trim())
    }

    /// The path it asks for.
    pub fn path(&self) -> Option<&'static str> {
        self.meaning.as_ref().and_then(Meaning::path)
    }
}

/// A sheet as read by one vocabulary.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Tables in it, from the top.
    pub blocks: Vec<Block>,
    /// Everything outside the tables.
    pub form: Form,
}

impl Reading {
    /// Whether the sheet has no heading of the vocabulary at all.
    pub fn is_foreign(&self) -> bool {
        self.blocks.is_empty() && self.form.asked.iter().all(|asked| asked.meaning.is_none())
    }
}

/// Cells of a sheet that hold something, with their meaning as headings.
pub(super) struct Grid<'a> {
    cells: BTreeMap<(u32, u32), &'a Cell>,
    meanings: BTreeMap<(u32, u32), Meaning>,
    place: Place,
}

/// Reads a sheet by a vocabulary.
pub fn read(workbook: &Workbook, sheet: &Sheet, vocabulary: &Vocabulary) -> Reading {
    let grid = Grid::new(workbook, sheet, vocabulary, |written| written.to_owned());
    arrange(&grid, vocabulary)
}

/// Reads a sheet whose headings leave out a word that the sheet's name says: "Surname" in a
/// sheet "Other person" is "Other person surname".
pub fn read_under(workbook: &Workbook, sheet: &Sheet, vocabulary: &Vocabulary, said: &str) -> Reading {
    let grid = Grid::new(workbook, sheet, vocabulary, |written| {
        if fold(written).starts_with(&fold(said)) { written.to_owned() } else { format!("{said} {written}") }
    });
    arrange(&grid, vocabulary)
}

fn arrange(grid: &Grid<'_>, vocabulary: &Vocabulary) -> Reading {
    let (mut blocks, taken) = table::blocks(grid, vocabulary.shape);
    let mut form = form::read(grid, &taken);
    for row in blocks.iter_mut().flat_map(|block| &mut block.rows) {
        settle(&mut row.asked);
    }
    settle(&mut form.asked);
    Reading { blocks, form }
}

/// "Email" right after an officer's name is that officer's.
fn settle(asked: &mut [Asked]) {
    let mut officer = None;
    for one in asked {
        let is_email = matches!(fold(&one.heading).as_str(), "email" | "emailaddress");
        match (&one.meaning, officer) {
            (None | Some(Meaning::Answer(_)), Some(number)) if is_email => {
                one.meaning = Some(Meaning::Numbered("attend.email", number));
            }
            (Some(Meaning::Numbered(path, number)), _) if path.starts_with("attend.") => {
                officer = Some(*number)
            }
            _ => officer = None,
        }
    }
}

impl<'a> Grid<'a> {
    fn new(
        workbook: &Workbook,
        sheet: &'a Sheet,
        vocabulary: &Vocabulary,
        heading: impl Fn(&str) -> String,
    ) -> Self {
        let cells: BTreeMap<(u32, u32), &Cell> = sheet
            .cells
            .iter()
            .filter(|(_, cell)| !cell.written.trim().is_empty())
            .map(|(at, cell)| (*at, cell))
            .collect();
        let meanings = cells
            .iter()
            .filter(|(_, cell)| is_text(cell) && cell.written.len() <= LONGEST_HEADING)
            .filter_map(|(at, cell)| Some((*at, vocabulary.meaning(&heading(&cell.written))?)))
            .collect();
        Grid { cells, meanings, place: workbook.sheet_place(sheet) }
    }

    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.cells.get(&(row, column)).copied()
    }

    pub(super) fn meaning(&self, row: u32, column: u32) -> Option<&Meaning> {
        self.meanings.get(&(row, column))
    }

    pub(super) fn at(&self, row: u32, column: u32) -> Place {
        self.place.clone().cell(row, column)
    }

    pub(super) fn row_place(&self, row: u32) -> Place {
        self.place.clone().row(row)
    }

    /// Rows that hold something.
    pub(super) fn rows(&self) -> BTreeSet<u32> {
        self.cells.keys().map(|(row, _)| *row).collect()
    }

    /// The cells of a row from left to right.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &'a Cell)> + '_ {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, *cell))
    }

    pub(super) fn asked(&self, heading: (u32, u32), answer: (u32, u32)) -> Asked {
        Asked {
            heading: self
                .cell(heading.0, heading.1)
                .map_or_else(String::new, |cell| cell.written.trim().to_owned()),
            heading_place: self.at(heading.0, heading.1),
            meaning: self.meaning(heading.0, heading.1).cloned(),
            cell: self.cell(answer.0, answer.1).cloned(),
            place: self.at(answer.0, answer.1),
        }
    }
}

/// Nothing longer is taken for a heading.
pub const LONGEST_HEADING: usize = 300;

/// Whether a cell holds text.
pub fn is_text(cell: &Cell) -> bool {
    matches!(cell.content, Content::Text(_))
}

/// Reports headings that are not used: those close to a known one as warnings.
pub fn report_unknown(asked: &[&Asked], vocabulary: &Vocabulary, findings: &mut Vec<Finding>) {
    for one in asked.iter().filter(|one| one.meaning.is_none() && !one.heading.is_empty()) {
        match vocabulary.nearest(&one.heading) {
            Some(known) => findings.push(
                Finding::warning("heading-not-used", format!("a heading is not known, and its answer is not used; the nearest known heading is “{known}”"))
                    .at(one.heading_place.clone())
                    .help(format!("Change the heading to “{known}” if that is meant, or add its spelling to the panel file")),
            ),
            None if one.cell.is_some() => findings.push(
                Finding::note("heading-not-used", "a heading is not known, and its answer is not used")
                    .at(one.heading_place.clone())
                    .help("Add its spelling to the panel file if it stands for a known heading"),
            ),
            None => {}
        }
    }
}

/// The columns of a table, each with its first answer, so that columns nobody filled are not
/// reported.
pub fn with_answers(block: &Block) -> Vec<&Asked> {
    block
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            block
                .rows
                .iter()
                .filter_map(|row| row.asked.get(index))
                .find(|asked| asked.cell.is_some())
                .unwrap_or(column)
        })
        .collect()
}

/// Reports text that stands where no heading explains it.
pub fn report_stray(stray: &[Place], findings: &mut Vec<Finding>) {
    let Some(first) = stray.first() else {
        return;
    };
    let message = match stray.len() {
        1 => "a cell with no heading of its own is not used".to_owned(),
        more => format!("{more} cells with no heading of their own are not used; this is the first"),
    };
    findings.push(
        Finding::warning("cell-not-used", message)
            .at(first.clone())
            .help("Look whether the cell holds an answer, and put it beside its heading"),
    );
}
