//! Gathers the cells of a workbook under the limits on number, place and size, and the notices
//! about them.

use std::collections::BTreeMap;

use super::limits;
use super::notice::{Notice, What};
use super::refusal::Refusal;
use super::sheet::{Cell, Content, Sheet};

/// What has been gathered of one workbook.
#[derive(Debug, Default)]
pub(super) struct Gather {
    notices: Vec<Notice>,
    counts: BTreeMap<(String, &'static str), usize>,
    cells: usize,
    text: usize,
}

/// One sheet being gathered.
#[derive(Debug)]
pub(super) struct SheetGather<'a> {
    gather: &'a mut Gather,
    sheet: Sheet,
    beyond: Option<(u32, u32, usize)>,
}

impl Gather {
    /// Begins a sheet.
    pub(super) fn sheet(&mut self, name: &str) -> SheetGather<'_> {
        SheetGather { gather: self, sheet: Sheet { name: name.into(), cells: BTreeMap::new() }, beyond: None }
    }

    /// Notes something about a sheet or the cell of it.
    pub(super) fn note(&mut self, sheet: &str, place: Option<(u32, u32)>, what: What) {
        let (row, column) = place.unzip();
        self.push(Notice { sheet: sheet.into(), row, column, what });
    }

    fn push(&mut self, notice: Notice) {
        let count = self.counts.entry((notice.sheet.clone(), notice.what.code())).or_default();
        *count = count.saturating_add(1);
        if *count <= limits::NOTICES {
            self.notices.push(notice);
        }
    }

    /// All notices, with a count of those not listed.
    pub(super) fn into_notices(mut self) -> Vec<Notice> {
        for ((sheet, kind), count) in self.counts {
            if let Some(count @ 1..) = count.checked_sub(limits::NOTICES) {
                let what = What::More { kind: kind.into(), count };
                self.notices.push(Notice { sheet, row: None, column: None, what });
            }
        }
        self.notices
    }
}

impl SheetGather<'_> {
    /// The sheet's name.
    pub(super) fn name(&self) -> &str {
        &self.sheet.name
    }

    /// Takes a cell with what there is to say about it.
    pub(super) fn take(
        &mut self,
        (row, column): (u32, u32),
        content: Content,
        what: Option<What>,
    ) -> Result<(), Refusal> {
        if let Some(what) = what {
            self.note(Some((row, column)), what);
        }
        self.put(row, column, content)
    }

    /// Takes a cell, line ends as `\n` alone. An empty text is no content; a cell beyond the rows and columns that are
    /// looked at, or one that is too long, is left out with a notice.
    pub(super) fn put(&mut self, row: u32, column: u32, content: Content) -> Result<(), Refusal> {
        let place = Some((row, column));
        let content = match content {
            Content::Text(text) if text.contains('\r') => {
                Content::Text(text.replace("\r\n", "\n").replace('\r', "\n"))
            }
            other => other,
        };
        let text = match &content {
            Content::Text(text) | Content::Error(text) => text.as_str(),
            _ => "",
        };
        match &content {
            Content::Text(text) if text.is_empty() => return Ok(()),
            Content::Number(number) if !number.is_finite() => {
                self.note(place, What::NoNumber);
                return Ok(());
            }
            Content::Error(error) => self.note(place, What::CellError(error.clone())),
            _ => (),
        }
        if row >= limits::ROWS || column >= limits::COLUMNS {
            let (first_row, first_column, cells) = self.beyond.unwrap_or((row, column, 0));
            self.beyond = Some((first_row, first_column, cells.saturating_add(1)));
            return Ok(());
        }
        if text.len() > limits::TEXT && text.chars().count() > limits::TEXT {
            self.note(place, What::TextTooLong);
            return Ok(());
        }
        self.gather.cells = self.gather.cells.saturating_add(1);
        self.gather.text = self.gather.text.saturating_add(text.len());
        if self.gather.cells > limits::CELLS {
            return Err(Refusal::Cells);
        }
        if self.gather.text > limits::ALL_TEXT {
            return Err(Refusal::Text);
        }
        self.sheet.cells.insert((row, column), Cell::new(content));
        Ok(())
    }

    /// Notes something about this sheet or a cell of it.
    pub(super) fn note(&mut self, place: Option<(u32, u32)>, what: What) {
        self.gather.note(&self.sheet.name, place, what);
    }

    /// Notes something about a whole row.
    pub(super) fn note_row(&mut self, row: u32, what: What) {
        let sheet = self.sheet.name.clone();
        self.gather.push(Notice { sheet, row: Some(row), column: None, what });
    }

    /// The sheet.
    pub(super) fn finish(mut self) -> Sheet {
        if let Some((row, column, cells)) = self.beyond {
            self.note(Some((row, column)), What::Beyond { cells });
        }
        self.sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_is_left_out_once_and_said() {
        let mut gather = Gather::default();
        let mut sheet = gather.sheet("S");
        for (row, column) in [(0, 0), (limits::ROWS, 0), (0, limits::COLUMNS)] {
            sheet.put(row, column, Content::Number(1.0)).expect("within limits");
        }
        assert_eq!(sheet.finish().cells.len(), 1);
        let notices = gather.into_notices();
        assert_eq!(notices.len(), 1);
        assert_eq!((notices[0].row, &notices[0].what), (Some(limits::ROWS), &What::Beyond { cells: 2 }));
    }

    #[test]
    fn many_notices_of_a_kind_are_counted() {
        let mut gather = Gather::default();
        for row in 0..50 {
            gather.note("S", Some((row, 0)), What::NoSuchDate);
        }
        let notices = gather.into_notices();
        assert_eq!(notices.len(), limits::NOTICES + 1);
        assert_eq!(notices[limits::NOTICES].what, What::More { kind: "no-such-date".into(), count: 30 });
    }

    #[test]
    fn text_used_over_and_over_meets_a_limit() {
        let mut gather = Gather::default();
        let mut sheet = gather.sheet("S");
        let long = "x".repeat(limits::TEXT);
        let end = (0..2_000).find_map(|row| sheet.put(row, 0, Content::Text(long.clone())).err());
        assert_eq!(end, Some(Refusal::Text));
    }
}
