//! Tables in a sheet: a heading row, which need not be the first, and a row each below it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::headings::{Meaning, Shape, fold};
use super::{Asked, Grid, is_text};
use crate::finding::Place;

/// One table of a sheet.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its heading row.
    pub place: Place,
    /// What its columns ask for, known headings only.
    pub meanings: BTreeSet<Meaning>,
    /// Its columns as asked in the heading row, without answers.
    pub columns: Vec<Asked>,
    /// Its rows that hold something.
    pub rows: Vec<BlockRow>,
    /// Cells in columns that have no heading.
    pub stray: Vec<Place>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct BlockRow {
    /// The row.
    pub place: Place,
    /// Its answers, blank ones included, in the order of the columns.
    pub asked: Vec<Asked>,
}

/// The tables of a sheet, and the rows they take up.
pub(super) fn blocks(grid: &Grid<'_>, shape: Shape) -> (Vec<Block>, BTreeSet<u32>) {
    let rows: Vec<u32> = grid.rows().into_iter().collect();
    let heads: BTreeSet<u32> = rows
        .iter()
        .enumerate()
        .filter(|(index, row)| is_heading_row(grid, shape, **row, rows.get(index.saturating_add(1)).copied()))
        .map(|(_, row)| *row)
        .collect();
    let mut found: Vec<Block> = Vec::new();
    let mut taken = BTreeSet::new();
    let mut open: Option<Head> = None;
    for row in rows {
        if heads.contains(&row) {
            taken.insert(row);
            let head = Head::new(grid, row);
            // A heading row that an export repeats further down begins nothing new.
            if open.as_ref().is_some_and(|open| open.folded == head.folded) {
                continue;
            }
            found.push(head.block(grid));
            open = Some(head);
            continue;
        }
        let Some(head) = &open else { continue };
        if is_form_row(grid, row) && shape == Shape::FormOrTable {
            open = None;
            continue;
        }
        taken.insert(row);
        if let Some(block) = found.last_mut() {
            let asked =
                head.columns.keys().map(|column| grid.asked((head.row, *column), (row, *column))).collect();
            block.rows.push(BlockRow { place: grid.row_place(row), asked });
            block.stray.extend(
                grid.row(row)
                    .filter(|(column, _)| !head.columns.contains_key(column))
                    .map(|(column, _)| grid.at(row, column)),
            );
        }
    }
    (found, taken)
}

struct Head {
    row: u32,
    /// Columns with their headings.
    columns: BTreeMap<u32, String>,
    folded: Vec<String>,
}

impl Head {
    fn new(grid: &Grid<'_>, row: u32) -> Self {
        let columns: BTreeMap<u32, String> =
            grid.row(row).map(|(column, cell)| (column, cell.written.trim().to_owned())).collect();
        let folded = columns.values().map(|heading| fold(heading)).collect();
        Head { row, columns, folded }
    }

    fn block(&self, grid: &Grid<'_>) -> Block {
        let columns: Vec<Asked> = self
            .columns
            .keys()
            .map(|column| {
                let mut asked = grid.asked((self.row, *column), (self.row, *column));
                asked.cell = None;
                asked
            })
            .collect();
        Block {
            place: grid.row_place(self.row),
            meanings: columns.iter().filter_map(|asked| asked.meaning.clone()).collect(),
            columns,
            rows: Vec::new(),
            stray: Vec::new(),
        }
    }
}

/// Whether headings stand side by side in this row, with answers and not more headings below.
fn is_heading_row(grid: &Grid<'_>, shape: Shape, row: u32, next: Option<u32>) -> bool {
    let known: Vec<bool> = grid.row(row).map(|(column, _)| grid.meaning(row, column).is_some()).collect();
    let distinct: BTreeSet<&Meaning> =
        grid.row(row).filter_map(|(column, _)| grid.meaning(row, column)).collect();
    let texts = grid.row(row).filter(|(_, cell)| is_text(cell)).count();
    let least = match shape {
        Shape::FormOrTable => 3,
        Shape::Table => 2,
    };
    if distinct.len() < least || texts.saturating_mul(2) < known.len() {
        return false;
    }
    if shape == Shape::FormOrTable {
        // In a form, headings and answers alternate; in a heading row, headings are neighbours.
        let neighbours = known.windows(2).filter(|pair| pair.iter().all(|known| *known)).count();
        let all = known.iter().all(|known| *known);
        if !all && (neighbours < 2 || neighbours.saturating_mul(3) < distinct.len()) {
            return false;
        }
    }
    let Some(next) = next else { return true };
    let same_headings = grid
        .row(next)
        .map(|(_, cell)| fold(&cell.written))
        .eq(grid.row(row).map(|(_, cell)| fold(&cell.written)));
    let below = grid
        .row(row)
        .filter(|(column, _)| grid.meaning(row, *column).is_some() && grid.meaning(next, *column).is_some())
        .count();
    same_headings || below == 0 || below.saturating_mul(3) < distinct.len()
}

/// Whether a row below a table is a form's again: a heading first and one answer at most.
fn is_form_row(grid: &Grid<'_>, row: u32) -> bool {
    let mut cells = grid.row(row);
    let first_is_heading = cells.next().is_some_and(|(column, _)| grid.meaning(row, column).is_some());
    first_is_heading && cells.count() <= 1
}
