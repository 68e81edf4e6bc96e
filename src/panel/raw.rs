//! Parts of `panel.toml` as written, each with its line, before anything in them is checked.

use chrono::NaiveDate;

use crate::finding::Place;

/// Something written in `panel.toml`, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// What was written.
    pub value: T,
    /// The file and line it stands in.
    pub place: Place,
}

/// One `[[rule]]` table: its keys are known and hold the right kind of value, no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRule {
    /// Where the table begins.
    pub place: Place,
    /// `code`
    pub code: Written<String>,
    /// `gate`, any word.
    pub gate: Written<String>,
    /// `needs`
    pub needs: Option<Written<String>>,
    /// `excludes`
    pub excludes: Option<Written<String>>,
    /// `from`
    pub from: Written<NaiveDate>,
    /// `reason`
    pub reason: Written<String>,
    /// `advice`; that the keys exist is checked by the panel.
    pub advice: Vec<Written<String>>,
    /// `source`
    pub source: Written<String>,
    /// `ground`
    pub ground: Option<Written<String>>,
    /// `first`
    pub first: Option<Written<String>>,
}

/// One `[[instrument]]` table as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawInstrument {
    /// Where the table begins.
    pub place: Place,
    /// `name`
    pub name: Written<String>,
    /// `aliases`
    pub aliases: Vec<Written<String>>,
    /// `version`
    pub version: Written<String>,
    /// `from`
    pub from: Option<Written<NaiveDate>>,
    /// `source`
    pub source: Written<String>,
    /// `threshold`: `> 31` or `>= 14`.
    pub threshold: Written<String>,
    /// `published`
    pub published: Written<bool>,
    /// `bands`: pairs of a name and the lowest total that belongs to it.
    pub bands: Vec<(Written<String>, Written<i64>)>,
    /// `[[instrument.question]]` in order.
    pub questions: Vec<RawQuestion>,
}

/// One `[[instrument.question]]` table as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawQuestion {
    /// Where the table begins.
    pub place: Place,
    /// `code`
    pub code: Written<String>,
    /// `text`
    pub text: Written<String>,
    /// `aliases`
    pub aliases: Vec<Written<String>>,
    /// `options`: pairs of a text and its score.
    pub options: Vec<(Written<String>, Written<i64>)>,
    /// `escalator`: the text of one option.
    pub escalator: Option<Written<String>>,
}
