//! Forms: a heading in one cell, its answer in the cell to the right or below.
//!
//! Which of the two a sheet uses is seen from its filled answers. Where a blank answer is
//! followed by text that could as well be the title of the next section, the text is not used
//! and said so.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Grid, is_text};
use crate::finding::Place;
use crate::read::Content;

/// What a form says.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Headings with their answers, from the top.
    pub asked: Vec<Asked>,
    /// Text right below a blank answer, which was not used.
    pub uncertain: Vec<Place>,
    /// Other cells that were not used.
    pub stray: Vec<Place>,
}

type At = (u32, u32);

/// Where answers stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Below,
}

/// Reads the rows that no table takes up.
pub(super) fn read(grid: &Grid<'_>, taken: &BTreeSet<u32>) -> Form {
    let cells: BTreeSet<At> = grid.cells.keys().filter(|(row, _)| !taken.contains(row)).copied().collect();
    let headings = headings_among(grid, &cells);
    let right: BTreeMap<At, At> =
        headings.iter().filter_map(|at| Some((*at, answer_right(&cells, &headings, *at)?))).collect();
    let usual = usual_offsets(&right);
    let side = side_of(&cells, &headings, &right);

    let mut form = Form::default();
    let mut used: BTreeSet<At> = headings.clone();
    let mut pairs: Vec<(At, At)> = Vec::new();
    for at in &headings {
        let beside = right
            .get(at)
            .copied()
            .filter(|answer| answer.1.saturating_sub(at.1) <= usual.get(&at.1).copied().unwrap_or(u32::MAX));
        let under = next_row(*at).filter(|under| cells.contains(under) && !headings.contains(under));
        let answer = match side {
            Side::Right => {
                beside.or_else(|| under.filter(|under| is_answer_below(grid, &cells, &headings, *at, *under)))
            }
            Side::Below => under.or(beside),
        };
        let answer = match answer {
            Some(answer) => answer,
            None => {
                let blank = blank_for(&headings, side, usual.get(&at.1).copied(), *at);
                if side == Side::Right
                    && let Some(under) = under.filter(|under| is_alone(&cells, *under))
                {
                    form.uncertain.push(grid.at(under.0, under.1));
                }
                blank
            }
        };
        used.insert(answer);
        pairs.push((*at, answer));
    }
    unknown_headings(grid, &cells, side, &mut used, &mut pairs);
    pairs.sort_unstable();
    form.asked = pairs.into_iter().map(|(heading, answer)| grid.asked(heading, answer)).collect();
    form.stray = cells
        .iter()
        .filter(|at| !used.contains(*at) && !is_alone(&cells, **at))
        .map(|(row, column)| grid.at(*row, *column))
        .collect();
    form
}

/// Cells that are headings. Text equal to a heading may also be an answer ("Landlord" as a
/// tenure): so it is beside a heading, in a column where headings are rare.
fn headings_among(grid: &Grid<'_>, cells: &BTreeSet<At>) -> BTreeSet<At> {
    let known: BTreeSet<At> =
        cells.iter().copied().filter(|(row, column)| grid.meaning(*row, *column).is_some()).collect();
    let mut per_column: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, column) in &known {
        *per_column.entry(*column).or_default() += 1;
    }
    let count = |column: u32| per_column.get(&column).copied().unwrap_or(0);
    known
        .iter()
        .copied()
        .filter(|(row, column)| {
            let left = cells.range((*row, 0)..(*row, *column)).next_back().copied();
            let Some(left) = left.filter(|left| known.contains(left)) else {
                return true;
            };
            let rare = count(*column).saturating_mul(2) <= count(left.1);
            let under_left = next_row(left).filter(|under| cells.contains(under));
            let answered_below = under_left.is_some_and(|under| !known.contains(&under));
            !rare || answered_below
        })
        .collect()
}

/// The first cell to the right that holds something, if it is no heading.
fn answer_right(cells: &BTreeSet<At>, headings: &BTreeSet<At>, at: At) -> Option<At> {
    const FARTHEST: u32 = 12;
    let from = (at.0, at.1.checked_add(1)?);
    let to = (at.0, at.1.saturating_add(FARTHEST));
    cells.range(from..=to).next().copied().filter(|answer| !headings.contains(answer))
}

/// For each column of headings, how far to the right its answers usually stand.
fn usual_offsets(right: &BTreeMap<At, At>) -> BTreeMap<u32, u32> {
    let mut counts: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
    for (heading, answer) in right {
        let offset = answer.1.saturating_sub(heading.1);
        *counts.entry(heading.1).or_default().entry(offset).or_default() += 1;
    }
    counts
        .into_iter()
        .filter_map(|(column, offsets)| {
            let most = offsets.values().max().copied()?;
            offsets.into_iter().find(|(_, count)| *count == most).map(|(offset, _)| (column, offset))
        })
        .collect()
}

fn side_of(cells: &BTreeSet<At>, headings: &BTreeSet<At>, right: &BTreeMap<At, At>) -> Side {
    let below = headings
        .iter()
        .filter(|at| !right.contains_key(*at))
        .filter_map(|at| next_row(*at))
        .filter(|under| cells.contains(under) && !headings.contains(under))
        .count();
    if below > right.len() && below.saturating_mul(2) >= headings.len() { Side::Below } else { Side::Right }
}

/// Whether, in a form with answers to the right, the cell below is an answer all the same: the
/// heading's neighbour is a heading too, or the cell holds what no section title does.
fn is_answer_below(
    grid: &Grid<'_>,
    cells: &BTreeSet<At>,
    headings: &BTreeSet<At>,
    at: At,
    under: At,
) -> bool {
    const LONGER_THAN_A_TITLE: usize = 60;
    let right = (at.0, at.1.saturating_add(1));
    if headings.contains(&right) {
        return true;
    }
    let Some(cell) = grid.cell(under.0, under.1) else {
        return false;
    };
    let no_title = match &cell.content {
        Content::Text(text) => {
            let text = text.trim();
            text.chars().count() > LONGER_THAN_A_TITLE || text.contains('\n') || text.ends_with(['.', '!'])
        }
        _ => true,
    };
    no_title && is_alone(cells, under)
}

/// Where a blank answer should stand.
fn blank_for(headings: &BTreeSet<At>, side: Side, usual: Option<u32>, at: At) -> At {
    let below = next_row(at).unwrap_or(at);
    let beside = (at.0, at.1.saturating_add(usual.unwrap_or(1)));
    let next = (at.0, at.1.saturating_add(1));
    if side == Side::Below || headings.contains(&beside) || headings.contains(&next) { below } else { beside }
}

/// Pairs what is left: text with something beside it (or, answers being below, under it) is a
/// heading that is not known; lone text is a title, and kept only so that a near miss is seen.
fn unknown_headings(
    grid: &Grid<'_>,
    cells: &BTreeSet<At>,
    side: Side,
    used: &mut BTreeSet<At>,
    pairs: &mut Vec<(At, At)>,
) {
    for at in cells {
        if used.contains(at) || !grid.cell(at.0, at.1).is_some_and(is_text) {
            continue;
        }
        let free = |answer: &At| cells.contains(answer) && !used.contains(answer);
        let after_answer = cells.range((at.0, 0)..*at).next_back().is_some_and(|left| used.contains(left));
        let beside =
            cells.range((at.0, at.1.saturating_add(1))..=(at.0, u32::MAX)).next().copied().filter(free);
        let answer = match side {
            Side::Right if !after_answer => beside,
            Side::Right => None,
            Side::Below => next_row(*at).filter(free).or(beside),
        };
        if let Some(answer) = answer {
            used.extend([*at, answer]);
            pairs.push((*at, answer));
        } else if is_alone(cells, *at) {
            used.insert(*at);
            pairs.push((*at, (at.0, at.1.saturating_add(1))));
        }
    }
}

fn is_alone(cells: &BTreeSet<At>, at: At) -> bool {
    cells.range((at.0, 0)..=(at.0, u32::MAX)).count() == 1
}

fn next_row(at: At) -> Option<At> {
    Some((at.0.checked_add(1)?, at.1))
}
