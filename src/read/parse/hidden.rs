//! Rows that a person has hidden or filtered away, and how many cells they hold.

use std::collections::BTreeSet;

use crate::read::gather::SheetGather;
use crate::read::notice::What;

/// The hidden rows of a sheet that hold something.
#[derive(Debug, Default)]
pub(super) struct HiddenRows {
    rows: BTreeSet<u32>,
    cells: usize,
}

impl HiddenRows {
    /// Counts a cell in a hidden row.
    pub(super) fn cell(&mut self, row: u32) {
        self.rows.insert(row);
        self.cells = self.cells.saturating_add(1);
    }

    /// Notes the rows, if there are any.
    pub(super) fn note(self, sheet: &mut SheetGather<'_>) {
        let Some(&first) = self.rows.first() else { return };
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for row in self.rows {
            match ranges.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(row) => *last = row,
                _ => ranges.push((row, row)),
            }
        }
        sheet.note_row(first, What::HiddenRows { ranges, cells: self.cells });
    }
}
