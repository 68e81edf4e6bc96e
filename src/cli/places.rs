//! Cells in few words: `sheet Risk assessment, cells B7 to B20` for a run of them.

use crate::finding::Place;

/// Places in words, each file named once, cells below one another as a run.
pub fn in_words(places: &[Place]) -> String {
    let mut files: Vec<(&str, Vec<String>)> = Vec::new();
    let mut rest = places;
    while let Some((first, after)) = rest.split_first() {
        let run = 1 + after.iter().zip(rest).take_while(|(next, last)| follows(last, next)).count();
        let words = run_in_words(first, rest.get(run.saturating_sub(1)).unwrap_or(first));
        match files.last_mut().filter(|(file, _)| *file == first.file) {
            Some((_, cells)) => cells.push(words),
            None => files.push((&first.file, vec![words])),
        }
        rest = rest.get(run..).unwrap_or_default();
    }
    let files: Vec<String> = files
        .into_iter()
        .map(|(file, cells)| {
            let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
            if cells.is_empty() { file.to_owned() } else { format!("{file}, {}", cells.join("; ")) }
        })
        .collect();
    files.join("; ")
}

/// Whether a cell stands right below another, or right beside it.
fn follows(last: &Place, next: &Place) -> bool {
    let step = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a.checked_add(1) == Some(b));
    let below = last.column == next.column && step(last.row, next.row);
    let beside = last.row == next.row && step(last.column, next.column);
    last.file == next.file && last.sheet == next.sheet && last.column.is_some() && (below || beside)
}

fn run_in_words(first: &Place, last: &Place) -> String {
    let sheet = first.sheet.as_ref().map(|sheet| format!("sheet {sheet}"));
    let cells = match (first.cell_name(), last.cell_name()) {
        (Some(from), Some(to)) if from != to => Some(format!("cells {from} to {to}")),
        (Some(cell), _) => Some(format!("cell {cell}")),
        (None, _) => first.row.map(|row| format!("row {}", u64::from(row) + 1)),
    };
    let line = first.line.map(|line| format!("line {line}"));
    [sheet, cells, line].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_below_one_another_are_a_run_and_a_file_is_named_once() {
        let risk = Place::file("a.xlsx").sheet("Risk");
        let places = [
            risk.clone().cell(6, 1),
            risk.clone().cell(7, 1),
            risk.clone().cell(8, 1),
            risk.clone().cell(10, 1),
            Place::file("a.xlsx").sheet("Person").cell(0, 1),
            Place::file("b.csv").cell(3, 4),
        ];
        assert_eq!(
            in_words(&places),
            "a.xlsx, sheet Risk, cells B7 to B9; sheet Risk, cell B11; sheet Person, cell B1; b.csv, cell E4"
        );
        assert_eq!(in_words(&[]), "");
    }
}
