//! The grid of returns for a terminal: agencies down, cases across, in blocks that fit its width.

use std::collections::BTreeSet;

use super::table;
use crate::plan::returns_in_short;
use crate::plan::view::{ReturnsGrid, ReturnsRow};

/// No line is longer.
const WIDTH: usize = 100;
/// Longer names of agencies are cut, with an ellipsis.
const LONGEST_NAME: usize = 38;
/// Between two columns.
const GAP: usize = 2;

/// Who was asked about which case and what came back, with a line that explains the words; empty if
/// nobody is asked about anything.
pub fn text(grid: &ReturnsGrid) -> String {
    if grid.cases.is_empty() {
        return String::new();
    }
    let by = if grid.due.is_empty() { String::new() } else { format!(", due by {}", grid.due) };
    let mut text = format!("Returns{by}: {}\n", returns_in_short(grid));
    let (prefix, numbers) = short(&grid.cases);
    let columns = columns_of_a_block(grid, &numbers);
    for first in (0..numbers.len()).step_by(columns) {
        let in_block = || (first..numbers.len()).take(columns);
        let mut rows =
            vec![row("Agency", in_block().filter_map(|case| numbers.get(case).map(String::as_str)))];
        rows.extend(grid.agencies.iter().map(|agency| {
            row(&cut(&agency.name), in_block().filter_map(|case| Some(word(agency.standings.get(case)?))))
        }));
        text.push_str(&format!("\n{}\n", table::aligned(&rows)));
    }
    text.push('\n');
    if !prefix.is_empty() {
        text.push_str(&format!("Cases are those of {prefix}; "));
    }
    text.push_str("nothing: nothing known; a dash: not asked.\n");
    if !grid.not_asked.is_empty() {
        text.push_str(&wrapped(&format!("Asked about no case: {}.", grid.not_asked.join(", "))));
    }
    text
}

/// What all references begin with, up to and with its last hyphen, and the rest of each.
fn short(references: &[String]) -> (String, Vec<String>) {
    let begin = |reference: &String| reference.rsplit_once('-').map_or("", |(begin, _)| begin).to_owned();
    let begins: BTreeSet<String> = references.iter().map(begin).collect();
    match begins.first().filter(|begin| begins.len() == 1 && !begin.is_empty()) {
        Some(begin) => {
            let rest = |reference: &String| {
                reference.strip_prefix(begin.as_str()).map(|rest| rest.trim_start_matches('-').to_owned())
            };
            (begin.clone(), references.iter().filter_map(rest).collect())
        }
        None => (String::new(), references.to_vec()),
    }
}

/// How many cases fit beside the names of the agencies.
fn columns_of_a_block(grid: &ReturnsGrid, numbers: &[String]) -> usize {
    let names = grid.agencies.iter().map(|agency| cut(&agency.name).chars().count()).max().unwrap_or(0);
    let said = grid.agencies.iter().flat_map(|agency: &ReturnsRow| &agency.standings).map(|said| word(said));
    let widest = said.chain(numbers.iter().map(String::as_str)).map(|word| word.chars().count()).max();
    let room = WIDTH.saturating_sub(names.max("Agency".len()));
    (room / widest.unwrap_or(1).saturating_add(GAP)).max(1)
}

/// A standing in one short word.
fn word(standing: &str) -> &str {
    match standing {
        "nothing known" => "nothing",
        "not asked" => "-",
        other => other,
    }
}

fn row<'a>(name: &'a str, cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    std::iter::once(name).chain(cells).map(str::to_owned).collect()
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let begin: String = name.chars().take(LONGEST_NAME.saturating_sub(1)).collect();
    format!("{}…", begin.trim_end())
}

/// A sentence in lines of the terminal's width.
fn wrapped(sentence: &str) -> String {
    let mut text = String::new();
    let mut used = 0usize;
    for word in sentence.split(' ') {
        let length = word.chars().count();
        if used > 0 && used.saturating_add(length).saturating_add(1) > WIDTH {
            text.push('\n');
            used = 0;
        } else if used > 0 {
            text.push(' ');
            used = used.saturating_add(1);
        }
        text.push_str(word);
        used = used.saturating_add(length);
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(references: &[String]) -> ReturnsGrid {
        let standings = ["returned", "nothing known", "late", "missing", "not asked", "left out"];
        let row = |name: &str| ReturnsRow {
            code: String::new(),
            name: name.into(),
            standings: references
                .iter()
                .zip(standings.iter().cycle())
                .map(|(_, word)| (*word).into())
                .collect(),
        };
        ReturnsGrid {
            due: "Wednesday 2 December 2026".into(),
            cases: references.to_vec(),
            agencies: vec![row("Police"), row(&"A very long name of an agency ".repeat(3))],
            not_asked: (0..20).map(|number| format!("Agency number {number}")).collect(),
        }
    }

    #[test]
    fn no_line_is_wider_than_a_terminal_and_no_case_is_left_out() {
        for number in [1, 5, 6, 7, 12, 40] {
            let references: Vec<String> = (1..=number).map(|case| format!("TST-2026-{case:03}")).collect();
            let printed = text(&grid(&references));
            let widest = printed.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= WIDTH, "{widest} in {printed}");
            for case in 1..=number {
                let column = format!("{case:03}");
                let heads = printed
                    .lines()
                    .filter(|line| line.starts_with("Agency"))
                    .filter(|line| line.contains(&column));
                assert_eq!(heads.count(), 1, "{column} in {printed}");
            }
            assert!(printed.contains("Cases are those of TST-2026"), "{printed}");
        }
        let mixed = ["TST-2026-001".to_owned(), "TST-2027-001".to_owned()];
        assert!(text(&grid(&mixed)).contains("TST-2027-001"), "a number alone would not tell");
        assert_eq!(text(&ReturnsGrid::default()), "");
    }

    #[test]
    fn what_is_in_is_counted() {
        let references: Vec<String> = (1..=6).map(|case| format!("TST-2026-{case:03}")).collect();
        let first = text(&grid(&references)).lines().next().unwrap_or_default().to_owned();
        assert_eq!(first, "Returns, due by Wednesday 2 December 2026: 6 in, 2 of them late, 2 missing");
    }
}
