//! The kinds of values a table may hold, each with the sentence that says what is wanted where
//! another kind stands.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime};
use toml::de::DeValue;

use super::{Table, Value, unknown_word};
use crate::finding::Finding;
use crate::panel::Written;

impl<'t> Table<'t> {
    pub(in crate::panel) fn wrong_kind(&self, key: &str, value: &Value<'_>, wanted: &str, help: &str) {
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
    pub(in crate::panel) fn text(&mut self, key: &'static str) -> Option<Written<String>> {
        let value = self.value(key)?;
        self.as_text(key, value)
    }

    /// Text that must be there.
    pub(in crate::panel) fn required_text(&mut self, key: &'static str) -> Written<String> {
        let text = self.text(key).map(|written| written.value);
        self.required(key, text, String::new())
    }

    /// A list of texts; empty if the key is not there.
    pub(in crate::panel) fn texts(&mut self, key: &'static str) -> Vec<Written<String>> {
        self.list(key)
            .unwrap_or_default()
            .iter()
            .filter_map(|value| self.as_text(&format!("an entry of `{key}`").replace('`', ""), value))
            .collect()
    }

    /// A list of texts that must be there and hold something.
    pub(in crate::panel) fn required_texts(&mut self, key: &'static str) -> Vec<Written<String>> {
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
    pub(in crate::panel) fn list(&mut self, key: &'static str) -> Option<&'t [Value<'t>]> {
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
    pub(in crate::panel) fn paragraphs(&mut self, key: &'static str) -> Option<Written<Vec<String>>> {
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
    pub(in crate::panel) fn required_prose(&mut self, key: &'static str) -> Written<String> {
        let prose = self.prose(key).map(|written| written.value);
        self.required(key, prose, String::new())
    }

    /// Text that may be broken into lines, if the key is there.
    pub(in crate::panel) fn prose(&mut self, key: &'static str) -> Option<Written<String>> {
        let text = self.text(key)?;
        let words: Vec<&str> = text.value.split_whitespace().collect();
        Some(Written { value: words.join(" "), place: text.place })
    }

    /// Yes or no, if the key is there.
    pub(in crate::panel) fn yes_no(&mut self, key: &'static str) -> Option<Written<bool>> {
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
    pub(in crate::panel) fn required_yes_no(&mut self, key: &'static str) -> Written<bool> {
        let yes = self.yes_no(key).map(|written| written.value);
        self.required(key, yes, false)
    }

    /// A whole number from a range, if the key is there.
    pub(in crate::panel) fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
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
    pub(in crate::panel) fn required_number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u32>,
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
    pub(in crate::panel) fn time(&mut self, key: &'static str) -> Option<Written<NaiveTime>> {
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
    pub(in crate::panel) fn required_time(&mut self, key: &'static str) -> Written<NaiveTime> {
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
    pub(in crate::panel) fn date(&mut self, key: &'static str) -> Option<Written<NaiveDate>> {
        let value = self.value(key)?;
        self.as_date(key, value)
    }

    /// A day that must be there.
    pub(in crate::panel) fn required_date(&mut self, key: &'static str) -> Written<NaiveDate> {
        let date = self.date(key).map(|written| written.value);
        self.required(key, date, NaiveDate::default())
    }

    /// A list of days; empty if the key is not there.
    pub(in crate::panel) fn dates(&mut self, key: &'static str) -> Vec<Written<NaiveDate>> {
        let values = self.list(key).unwrap_or_default();
        values.iter().filter_map(|value| self.as_date(key, value)).collect()
    }

    /// One of a few words, if the key is there.
    pub(in crate::panel) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
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
    pub(in crate::panel) fn required_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let choice = self.choice(key, choices);
        self.required(key, Some(()), ());
        choice
    }

    /// Pairs of a text and a whole number, `[["Once", 0], ["Weekly", 3]]`, that must be there.
    pub(in crate::panel) fn required_scores(
        &mut self,
        key: &'static str,
    ) -> Vec<(Written<String>, Written<i64>)> {
        if !self.values.contains_key(key) {
            self.missing.push(key);
        }
        self.scores(key)
    }

    /// Pairs of a text and a score; none if the key is not there.
    pub(in crate::panel) fn scores(&mut self, key: &'static str) -> Vec<(Written<String>, Written<i64>)> {
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
}
