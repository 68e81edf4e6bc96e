//! Need to know over drawn months: whatever the cases, members, returns and decisions, every word is
//! found by those who must, by nobody who may not, and a change of one word touches no byte of what
//! is made for a reader who may not know it.

mod before;
mod coverage;
mod dice;
mod folder;
mod printed;
mod rights;
mod story;
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};

use dice::{Dice, other_word};
use folder::made;
use story::{Share, Story, Word, distinct, draw};

use super::search::{Text, text_of};

/// What the coordinator alone reads, and holds nobody's words: hashes, times, and cells that are named.
const APART: [&str; 2] = ["manifest.json", "run.json"];

/// The folder of a file's reader.
fn reader(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["coordinator", ..] => "coordinator/".into(),
        ["agencies" | "referrers" | "areas" | "2026-11-11 agencies", whose, _, ..] => {
            format!("{}/{whose}/", parts[0])
        }
        _ => path.into(),
    }
}

fn by_reader(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let mut readers: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    for (path, bytes) in files {
        if !APART.contains(&path.as_str()) {
            readers.entry(reader(&path)).or_default().insert(path, bytes);
        }
    }
    readers
}

/// The months that are drawn, with their numbers: few that hold every case that need to know tells apart
/// ([`coverage::months`]), always the same, unless `CMARAC_MONTHS` says how many others to draw.
fn months() -> impl Iterator<Item = (u64, Story)> {
    let others = std::env::var("CMARAC_MONTHS").ok().map(|many| many.parse().expect("a number of months"));
    let seeds = others.map_or_else(coverage::months, |many: u64| {
        (0..many).map(|_| RandomState::new().build_hasher().finish()).collect()
    });
    seeds.into_iter().map(|seed| (seed, draw(seed)))
}

#[test]
fn every_word_of_a_drawn_month_is_found_by_those_who_may() {
    for (seed, story) in months() {
        assert!(distinct(&story));
        let wrong = misplaced(&story);
        assert!(wrong.is_empty(), "month {seed}: {} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn a_word_of_a_drawn_month_touches_nothing_of_others() {
    for (seed, story) in months() {
        let word = &story.words[Dice::new(!seed).below(story.words.len())];
        let changed = with_another(&story, word);
        let wrong = touched(&story, &changed, &word.audience.may);
        assert!(wrong.is_empty(), "month {seed}: {} ({}): {}", word.written, word.heading, wrong.join(", "));
    }
}

#[test]
fn a_row_withheld_from_a_reader_might_as_well_not_be() {
    for (seed, story) in months() {
        for (case, at, row) in rows(&story) {
            let mut changed = story.clone();
            changed.cases[case].returns[at].rows.remove(row);
            if changed.cases[case].returns[at].rows.is_empty() {
                changed.cases[case].returns.remove(at);
            }
            let source = rights::Source::Row { at, row };
            let (mut may, _) = rights::of(&story, case, source);
            // An agency is told, by what is left of its own return, what it sent.
            may.insert(rights::folder(story.cases[case].returns[at].agency));
            // And the coordinator, by findings, that something came of which nothing is used.
            may.insert(rights::COORDINATOR.to_owned());
            let wrong = touched(&story, &changed, &may);
            assert!(
                wrong.is_empty(),
                "month {seed}: row {row} of return {at} of case {case}: {}",
                wrong.join(", ")
            );
        }
    }
}

#[test]
fn whom_a_row_is_for_changes_nothing_for_anybody_else() {
    for (seed, story) in months() {
        let share =
            Dice::new(!seed).one(&[Share::All, Share::Core, Share::Named("PROBATION"), Share::Nobody]);
        for (case, at, row) in rows(&story) {
            let mut changed = story.clone();
            changed.cases[case].returns[at].rows[row].share = share;
            let source = rights::Source::Row { at, row };
            let (mut may, _) = rights::of(&story, case, source);
            may.extend(rights::of(&changed, case, source).0);
            may.insert(rights::COORDINATOR.to_owned());
            let wrong = touched(&story, &changed, &may);
            assert!(
                wrong.is_empty(),
                "month {seed}: row {row} of return {at} of case {case}: {}",
                wrong.join(", ")
            );
        }
    }
}

/// Up to two rows that are not for everybody.
fn rows(story: &Story) -> Vec<(usize, usize, usize)> {
    let mut rows = Vec::new();
    for (case, one) in story.cases.iter().enumerate() {
        for (at, returned) in one.returns.iter().enumerate() {
            let withheld = |row: &story::Row| row.share != Share::All || !row.confirmed;
            rows.extend(
                (0..returned.rows.len())
                    .filter(|row| withheld(&returned.rows[*row]))
                    .map(|row| (case, at, row)),
            );
        }
    }
    rows.truncate(2);
    rows
}

/// Leaks and losses.
fn misplaced(story: &Story) -> Vec<String> {
    misplaced_in(story, made(story))
}

/// Leaks and losses in what was made of a story.
fn misplaced_in(story: &Story, made: BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let readers = by_reader(made);
    let texts: BTreeMap<&String, Text> = readers
        .iter()
        .map(|(reader, files)| {
            let all = files.iter().map(|(path, bytes)| format!("{path}\n{}\n", text_of(path, bytes)));
            (reader, Text::from(all.collect::<String>()))
        })
        .collect();
    let mut wrong = Vec::new();
    for word in &story.words {
        let which =
            format!("{} ({} of {})", word.written, word.heading, story.cases[word.audience.case].reference);
        for (reader, text) in &texts {
            if text.holds(&word.written) && !word.audience.may.contains(*reader) {
                wrong.push(format!("leak: {which} to {reader}"));
            }
        }
        for reader in &word.audience.must {
            if !texts.get(reader).is_some_and(|text| text.holds(&word.written)) {
                wrong.push(format!("lost: {which} for {reader}"));
            }
        }
    }
    // A reference tells that there is a case.
    for (at, case) in story.cases.iter().enumerate() {
        for (code, _) in story::MEMBERS.iter().filter(|(code, _)| !rights::may_hear_of(story, at, code)) {
            let folders = [rights::folder(code), rights::folder_then(code)];
            let found =
                texts.iter().filter(|(reader, text)| folders.contains(reader) && text.holds(&case.reference));
            wrong.extend(
                found.map(|(reader, _)| format!("leak: the reference {} to {reader}", case.reference)),
            );
        }
    }
    wrong
}

/// Files of readers outside an audience that differ.
fn touched(before: &Story, after: &Story, audience: &BTreeSet<String>) -> Vec<String> {
    touched_in([before, after].map(made), audience)
}

/// The same for what was made before and after.
fn touched_in(made: [BTreeMap<String, Vec<u8>>; 2], audience: &BTreeSet<String>) -> Vec<String> {
    let [before, after] = made.map(by_reader);
    let readers: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut wrong = Vec::new();
    for reader in readers.into_iter().filter(|reader| !audience.contains(*reader)) {
        let none = BTreeMap::new();
        let [one, other] = [&before, &after].map(|readers| readers.get(reader).unwrap_or(&none));
        let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        wrong.extend(paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned());
    }
    wrong
}

/// The same month with another word in the place of one.
fn with_another(story: &Story, word: &Word) -> Story {
    let (from, to) = (&word.written, other_word(&word.written));
    let mut changed = story.clone();
    for text in changed.texts() {
        *text = text.replace(from.as_str(), &to).replace(&from.to_uppercase(), &to.to_uppercase());
    }
    changed
}
