//! One table of `panel.toml`, read key by key. Every key that is asked for is thereby known;
//! whatever else stands in the table is found and reported when reading it is finished.
//!
//! All problems are collected: a value that cannot be used is reported and replaced by an empty
//! one, so that reading goes on to the next. A panel with an error among its findings is refused.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Written;
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

    fn wrong_kind(&self, key: &str, value: &Value<'_>, wanted: &str, help: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text in quotes",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(
            Finding::error(
                "panel-wrong-kind",
                format!("`{key}` of {} must be {wanted}, and is {found}", self.name),
            )
            .at(self.source.place(value.span()))
            .help(help),
        );
    }

    fn as_text(&self, key: &str, value: &Value<'_>) -> Option<Written<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, value, "text", "Put the words between double quotes");
            return None;
        };
        let place = self.source.place(value.span());
        let text = text.trim();
        if text.is_empty() {
            self.report(
                Finding::error("panel-empty", format!("`{key}` of {} is empty", self.name))
                    .at(place)
                    .help("Write something, or leave the key out"),
            );
            return None;
        }
        Some(Written { value: text.to_owned(), place })
    }

    /// Text, if the key is there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Written<String>> {
        let value = self.value(key)?;
        self.as_text(key, value)
    }

    /// Text that must be there.
    pub(super) fn required_text(&mut self, key: &'static str) -> Written<String> {
        let text = self.text(key).map(|written| written.value);
        self.required(key, text, String::new())
    }

    /// A list of texts; empty if the key is not there.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Written<String>> {
        self.list(key)
            .unwrap_or_default()
            .iter()
            .filter_map(|value| self.as_text(&format!("an entry of `{key}`").replace('`', ""), value))
            .collect()
    }

    /// A list of texts that must be there and hold something.
    pub(super) fn required_texts(&mut self, key: &'static str) -> Vec<Written<String>> {
        let texts = self.texts(key);
        match self.values.get(key) {
            None => self.missing.push(key),
            Some(value) if value.get_ref().as_array().is_some_and(|list| list.is_empty()) => self.report(
                Finding::error("panel-empty", format!("`{key}` of {} is an empty list", self.name))
                    .at(self.source.place(value.span()))
                    .help("Give it at least one entry"),
            ),
            Some(_) => {}
        }
        texts
    }

    /// The values of a list, if the key is there.
    pub(super) fn list(&mut self, key: &'static str) -> Option<&'t [Value<'t>]> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Array(list) => Some(list),
            _ => {
                self.wrong_kind(key, value, "a list", "Put the entries between square brackets, with commas");
                None
            }
        }
    }

    /// Text, or a list of texts: paragraphs. Blank lines in a text part paragraphs too.
    pub(super) fn paragraphs(&mut self, key: &'static str) -> Option<Written<Vec<String>>> {
        let value = self.value(key)?;
        let place = self.source.place(value.span());
        let texts = match value.get_ref() {
            DeValue::Array(_) => self.texts(key),
            _ => vec![self.as_text(key, value)?],
        };
        let paragraphs = texts
            .iter()
            .flat_map(|text| {
                text.value.replace('\r', "").split("\n\n").map(str::to_owned).collect::<Vec<_>>()
            })
            .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|paragraph| !paragraph.is_empty())
            .collect();
        Some(Written { value: paragraphs, place })
    }

    /// Text that must be there and may be broken into lines, which it is printed without.
    pub(super) fn required_prose(&mut self, key: &'static str) -> Written<String> {
        let prose = self.prose(key).map(|written| written.value);
        self.required(key, prose, String::new())
    }

    /// Text that may be broken into lines, if the key is there.
    pub(super) fn prose(&mut self, key: &'static str) -> Option<Written<String>> {
        let text = self.text(key)?;
        let words: Vec<&str> = text.value.split_whitespace().collect();
        Some(Written { value: words.join(" "), place: text.place })
    }

    /// Yes or no, if the key is there.
    pub(super) fn yes_no(&mut self, key: &'static str) -> Option<Written<bool>> {
        let value = self.value(key)?;
        match value.get_ref().as_bool() {
            Some(yes) => Some(Written { value: yes, place: self.source.place(value.span()) }),
            None => {
                self.wrong_kind(key, value, "`true` or `false`", "Write `true` or `false` without quotes");
                None
            }
        }
    }

    /// Yes or no that must be there.
    pub(super) fn required_yes_no(&mut self, key: &'static str) -> Written<bool> {
        let yes = self.yes_no(key).map(|written| written.value);
        self.required(key, yes, false)
    }

    /// A whole number from a range, if the key is there.
    pub(super) fn number(&mut self, key: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let value = self.value(key)?;
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        let number = self
            .as_number(key, value, &wanted)
            .and_then(|number| u32::try_from(number.value).ok())
            .filter(|number| range.contains(number));
        if number.is_none() && value.get_ref().is_integer() {
            self.report(
                Finding::error("panel-out-of-range", format!("`{key}` of {} must be {wanted}", self.name))
                    .at(self.source.place(value.span()))
                    .help(format!("Write {wanted}")),
            );
        }
        number
    }

    /// A whole number from a range that must be there.
    pub(super) fn required_number(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Written<u32> {
        let least = *range.start();
        let number = self.number(key, range);
        self.required(key, number, least)
    }

    fn as_number(&self, key: &str, value: &Value<'_>, wanted: &str) -> Option<Written<i64>> {
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() && !value.get_ref().is_integer() {
            self.wrong_kind(key, value, wanted, "Write the number without quotes");
        }
        Some(Written { value: number?, place: self.source.place(value.span()) })
    }

    /// A time of day, if the key is there.
    pub(super) fn time(&mut self, key: &'static str) -> Option<Written<NaiveTime>> {
        let value = self.value(key)?;
        let time = value.get_ref().as_datetime().filter(|moment| moment.date.is_none()).and_then(|moment| {
            let time = moment.time?;
            NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), time.second.unwrap_or(0).into())
        });
        if time.is_none() {
            self.wrong_kind(key, value, "a time of day", "Write it without quotes, such as `17:00`");
        }
        Some(Written { value: time?, place: self.source.place(value.span()) })
    }

    /// A time of day that must be there.
    pub(super) fn required_time(&mut self, key: &'static str) -> Written<NaiveTime> {
        let time = self.time(key).map(|written| written.value);
        self.required(key, time, NaiveTime::default())
    }

    fn as_date(&self, key: &str, value: &Value<'_>) -> Option<Written<NaiveDate>> {
        let date = value.get_ref().as_datetime().filter(|moment| moment.time.is_none()).and_then(|moment| {
            let date = moment.date?;
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        if date.is_none() {
            self.wrong_kind(key, value, "a date", "Write it without quotes, such as `2026-12-09`");
        }
        Some(Written { value: date?, place: self.source.place(value.span()) })
    }

    /// A day, if the key is there.
    pub(super) fn date(&mut self, key: &'static str) -> Option<Written<NaiveDate>> {
        let value = self.value(key)?;
        self.as_date(key, value)
    }

    /// A day that must be there.
    pub(super) fn required_date(&mut self, key: &'static str) -> Written<NaiveDate> {
        let date = self.date(key).map(|written| written.value);
        self.required(key, date, NaiveDate::default())
    }

    /// A list of days; empty if the key is not there.
    pub(super) fn dates(&mut self, key: &'static str) -> Vec<Written<NaiveDate>> {
        let values = self.list(key).unwrap_or_default();
        values.iter().filter_map(|value| self.as_date(key, value)).collect()
    }

    /// One of a few words, if the key is there.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let written = self.text(key)?;
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        match choices.iter().find(|(word, _)| *word == written.value) {
            Some((_, choice)) => Some(*choice),
            None => {
                let what = format!("`{key}` of {}", self.name);
                self.report(unknown_word(&what, &written, &words));
                None
            }
        }
    }

    /// One of a few words, which must be there; `None` was reported.
    pub(super) fn required_choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let choice = self.choice(key, choices);
        self.required(key, Some(()), ());
        choice
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

    /// Pairs of a text and a whole number, `[["Once", 0], ["Weekly", 3]]`, that must be there.
    pub(super) fn required_scores(&mut self, key: &'static str) -> Vec<(Written<String>, Written<i64>)> {
        if !self.values.contains_key(key) {
            self.missing.push(key);
        }
        let values = self.list(key).unwrap_or_default();
        values
            .iter()
            .filter_map(|pair| match pair.get_ref() {
                DeValue::Array(list) if list.len() == 2 => {
                    let text = self.as_text(key, list.first()?)?;
                    Some((text, self.as_number(key, list.get(1)?, "pairs of a text and a whole number")?))
                }
                _ => {
                    let help = "Write each as `[\"Weekly\", 3]`";
                    self.wrong_kind(key, pair, "pairs of a text and a whole number", help);
                    None
                }
            })
            .collect()
    }

    /// Ends the reading: keys nobody asked for are unknown, keys that were needed are missing.
    pub(super) fn finish(mut self) {
        let known: Vec<&str> = self.asked.iter().copied().collect();
        for key in self.values.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let written = key.get_ref().as_ref();
            let near = nearest(written, &known);
            self.missing.retain(|missing| near != Some(*missing));
            self.alternatives.retain(|(keys, _)| near.is_none_or(|near| !keys.contains(&near)));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
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
    let help = match nearest(&written.value, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("Write one of {}", quoted(known)),
    };
    Finding::error("panel-unknown-value", format!("{what} is `{}`, which is not known", written.value))
        .at(written.place.clone())
        .help(help)
}

/// The known word that was probably meant.
pub(super) fn nearest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let plain = |word: &str| word.to_lowercase().replace(['_', ' '], "-");
    let written = plain(written);
    known
        .iter()
        .map(|word| {
            let starts = written.starts_with(&plain(word)) || plain(word).starts_with(&written);
            let likeness = strsim::jaro_winkler(&written, &plain(word));
            (if starts { likeness.max(0.9) } else { likeness }, *word)
        })
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
