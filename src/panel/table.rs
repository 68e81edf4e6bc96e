//! One table of `panel.toml`, read key by key. Every key that is asked for is thereby known;
//! whatever else stands in the table is found and reported when reading it is finished.
//!
//! All problems are collected: a value that cannot be used is reported and replaced by an empty
//! one, so that reading goes on to the next. A panel with an error among its findings is refused.

mod values;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Written;
use super::nearest::{did_you_mean, nearest};
use crate::finding::{Finding, Place};

/// The file being read and what was found in it so far.
pub(super) struct Source<'t> {
    path: &'t str,
    line_starts: Vec<usize>,
    findings: RefCell<Vec<Finding>>,
}

impl<'t> Source<'t> {
    pub(super) fn new(path: &'t str, text: &'t str) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect();
        Source { path, line_starts, findings: RefCell::default() }
    }

    /// The line in which a span begins.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= span.start);
        Place::file(self.path).line(u32::try_from(line).unwrap_or(u32::MAX))
    }

    pub(super) fn report(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// Everything found, in the order of the file.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        findings.sort_by_key(|finding| finding.place.as_ref().and_then(|place| place.line));
        findings
    }
}

/// A table that is being read.
pub(super) struct Table<'t> {
    source: &'t Source<'t>,
    name: String,
    place: Place,
    values: &'t DeTable<'t>,
    asked: BTreeSet<&'static str>,
    missing: Vec<&'static str>,
    alternatives: Vec<(Vec<&'static str>, &'static str)>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Table<'t> {
    /// A table with the name that findings give it, such as `[calendar]`.
    pub(super) fn new(
        source: &'t Source<'t>,
        name: impl Into<String>,
        place: Place,
        values: &'t DeTable<'t>,
    ) -> Self {
        Table {
            source,
            name: name.into(),
            place,
            values,
            asked: BTreeSet::new(),
            missing: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    /// Where the table begins.
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// Where a key stands, or where the table begins if it is not there.
    pub(super) fn place_of(&self, key: &str) -> Place {
        self.values.get(key).map_or(self.place.clone(), |value| self.source.place(value.span()))
    }

    /// Whether a key is there, whatever it holds.
    pub(super) fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    pub(super) fn report(&self, finding: Finding) {
        self.source.report(finding);
    }

    /// Reports that none of a few keys is there, unless one of them was misspelt.
    pub(super) fn missing_one_of(&mut self, keys: &[&'static str], help: &'static str) {
        self.alternatives.push((keys.to_vec(), help));
    }

    fn value(&mut self, key: &'static str) -> Option<&'t Value<'t>> {
        self.asked.insert(key);
        self.values.get(key)
    }

    fn required<T>(&mut self, key: &'static str, read: Option<T>, empty: T) -> Written<T> {
        if !self.values.contains_key(key) {
            self.missing.push(key);
        }
        Written { value: read.unwrap_or(empty), place: self.place_of(key) }
    }

    /// A table within this one, if the key is there.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Table<'t>> {
        let value = self.value(key)?;
        self.as_table(key, format!("[{}]", self.path_of(key)), value)
    }

    /// A table that must be there.
    pub(super) fn required_table(&mut self, key: &'static str) -> Option<Table<'t>> {
        if !self.values.contains_key(key) {
            self.missing.push(key);
        }
        self.table(key)
    }

    /// The tables of a list, `[[key]]`; none if the key is not there.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Table<'t>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let name = format!("[[{}]]", self.path_of(key));
        match value.get_ref() {
            DeValue::Array(list) => {
                list.iter().filter_map(|value| self.as_table(key, name.clone(), value)).collect()
            }
            _ => {
                let help = format!("Begin each with a line `{name}`");
                self.wrong_kind(key, value, "a list of tables", &help);
                Vec::new()
            }
        }
    }

    /// The tables under names that the file itself chooses, `[key.name]`, in the order of the file.
    pub(super) fn named_tables(&mut self) -> Vec<(Written<String>, Table<'t>)> {
        let mut tables: Vec<_> = self.values.iter().collect();
        tables.sort_by_key(|(key, _)| key.span().start);
        tables
            .into_iter()
            .filter_map(|(key, value)| {
                let name = key.get_ref().to_string();
                let place = self.source.place(key.span());
                let table = self.as_table(&name, format!("[{}]", self.path_of(&name)), value)?;
                Some((Written { value: name, place }, table))
            })
            .collect()
    }

    fn as_table(&self, key: &str, name: String, value: &'t Value<'t>) -> Option<Table<'t>> {
        match value.get_ref() {
            DeValue::Table(values) => {
                Some(Table::new(self.source, name, self.source.place(value.span()), values))
            }
            _ => {
                self.wrong_kind(
                    key,
                    value,
                    "a table",
                    &format!("Write it as a table `{name}` with keys of its own"),
                );
                None
            }
        }
    }

    fn path_of(&self, key: &str) -> String {
        match self.name.trim_matches(|c| c == '[' || c == ']') {
            name if self.name.starts_with('[') => format!("{name}.{key}"),
            _ => key.to_owned(),
        }
    }

    /// Ends the reading: keys nobody asked for are unknown, keys that were needed are missing.
    pub(super) fn finish(mut self) {
        let known: Vec<&str> = self.asked.iter().copied().collect();
        for key in self.values.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let written = key.get_ref().as_ref();
            let near = nearest(written, known.iter().copied());
            self.missing.retain(|missing| near != Some(*missing));
            self.alternatives.retain(|(keys, _)| near.is_none_or(|near| !keys.contains(&near)));
            let help = match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Take it out; {} knows {}", self.name, quoted(&known)),
            };
            self.source.report(
                Finding::error("panel-unknown-key", format!("`{written}` is not a key of {}", self.name))
                    .at(self.source.place(key.span()))
                    .help(help),
            );
        }
        for (keys, help) in &self.alternatives {
            let message = format!("{} has none of {}", self.name, quoted(keys));
            let finding = Finding::error("panel-missing-key", message).at(self.place.clone());
            self.source.report(finding.help(*help));
        }
        for key in &self.missing {
            self.source.report(
                Finding::error("panel-missing-key", format!("{} has no `{key}`", self.name))
                    .at(self.place.clone())
                    .help(format!("Add a line `{key} = …`")),
            );
        }
    }
}

/// The finding that a word is none of those that are known, with the nearest of them.
pub(super) fn unknown_word(what: &str, written: &Written<String>, known: &[&str]) -> Finding {
    let otherwise = format!("Write one of {}", quoted(known));
    Finding::error("panel-unknown-value", format!("{what} is `{}`, which is not known", written.value))
        .at(written.place.clone())
        .help(did_you_mean(&written.value, known.iter().copied(), &otherwise))
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
