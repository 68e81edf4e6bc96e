//! Risk instruments: questions, options with scores, threshold with its operator.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::nearest::did_you_mean;
use super::{RawInstrument, RawQuestion, Written, normalise_name};
use crate::finding::{Finding, Place};

/// Scores and thresholds beyond this are mistakes.
const LARGEST_SCORE: i64 = 10_000;

/// A scored risk assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Its name as referrals write it.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Its version.
    pub version: String,
    /// In use from this day; from the beginning if the file does not say.
    pub from: NaiveDate,
    /// Where it comes from; a specimen of ours says so.
    pub source: String,
    /// Questions in order.
    pub questions: Vec<Question>,
    /// The threshold.
    pub threshold: i64,
    /// `>` or `>=`.
    pub operator: Operator,
    /// Whether the threshold is published by the panel, or ours.
    pub published: bool,
    /// Bands of totals, each with the lowest that belongs to it, from the lowest; or none.
    pub bands: Vec<ScoredOption>,
}

impl Instrument {
    /// The instrument of an `[[instrument]]` table, or everything that is wrong with it.
    pub fn check(raw: &RawInstrument) -> Result<Instrument, Vec<Finding>> {
        let mut findings = Vec::new();
        let text = |written: &Written<String>| written.value.clone();
        let threshold = threshold_of(&raw.threshold.value);
        if threshold.is_none() {
            findings.push(
                Finding::error("instrument-threshold", "the threshold is not understood")
                    .at(raw.threshold.place.clone())
                    .help("Write \"> 31\" for above 31, or \">= 14\" for 14 or more"),
            );
        }
        if raw.questions.is_empty() {
            findings.push(
                Finding::error("instrument-question", "the instrument has no questions")
                    .at(raw.place.clone())
                    .help("Add [[instrument.question]] tables"),
            );
        }
        let mut codes = BTreeSet::new();
        for question in &raw.questions {
            if !codes.insert(question.code.value.as_str()) {
                findings.push(
                    Finding::error(
                        "instrument-question",
                        format!("two questions have the code `{}`", question.code.value),
                    )
                    .at(question.code.place.clone())
                    .help("Give each question a code of its own"),
                );
            }
            check_question(question, &mut findings);
        }
        check_bands(raw, &mut findings);
        let (operator, threshold) = match threshold {
            Some(threshold) if findings.is_empty() => threshold,
            _ => return Err(findings),
        };
        let instrument = Instrument {
            name: text(&raw.name),
            aliases: raw.aliases.iter().map(text).collect(),
            version: text(&raw.version),
            from: raw.from.as_ref().map_or(NaiveDate::MIN, |from| from.value),
            source: text(&raw.source),
            questions: raw
                .questions
                .iter()
                .map(|question| Question {
                    code: text(&question.code),
                    text: text(&question.text),
                    aliases: question.aliases.iter().map(text).collect(),
                    options: question
                        .options
                        .iter()
                        .map(|(option, score)| ScoredOption { text: text(option), score: score.value })
                        .collect(),
                    escalator: question.escalator.as_ref().map(text),
                })
                .collect(),
            threshold,
            operator,
            published: raw.published.value,
            bands: raw
                .bands
                .iter()
                .map(|(band, lowest)| ScoredOption { text: text(band), score: lowest.value })
                .collect(),
        };
        let highest =
            instrument.questions.iter().fold(0_i64, |sum, question| sum.saturating_add(question.range().1));
        if instrument.meets(highest) {
            Ok(instrument)
        } else {
            Err(vec![
                Finding::error(
                    "instrument-threshold",
                    format!("no answers reach the threshold: the highest total is {highest}"),
                )
                .at(raw.threshold.place.clone())
                .help("Check the scores of the options, or the threshold"),
            ])
        }
    }

    /// The threshold in words: `above 31`, `14 or more`.
    pub fn threshold_in_words(&self) -> String {
        match self.operator {
            Operator::Above => format!("above {}", self.threshold),
            Operator::AtLeast => format!("{} or more", self.threshold),
        }
    }

    /// Whether a total meets the threshold.
    pub fn meets(&self, total: i64) -> bool {
        match self.operator {
            Operator::Above => total > self.threshold,
            Operator::AtLeast => total >= self.threshold,
        }
    }

    /// The band that a total belongs to, if the instrument has bands.
    pub fn band(&self, total: i64) -> Option<&str> {
        self.bands.iter().rev().find(|band| band.score <= total).map(|band| band.text.as_str())
    }

    /// Whether a referral means this instrument by this name, spelling differences aside.
    pub fn is_called(&self, written: &str) -> bool {
        let wanted = normalise_name(written);
        std::iter::once(&self.name).chain(&self.aliases).any(|name| normalise_name(name) == wanted)
    }
}

impl Question {
    /// The option of this text, spelling differences aside.
    pub fn option(&self, written: &str) -> Option<&ScoredOption> {
        let wanted = normalise_name(written);
        self.options.iter().find(|option| normalise_name(&option.text) == wanted)
    }

    /// The lowest and the highest score it can give.
    pub fn range(&self) -> (i64, i64) {
        let scores = || self.options.iter().map(|option| option.score);
        (scores().min().unwrap_or(0), scores().max().unwrap_or(0))
    }
}

/// The instrument a referral means: the one it names, or the panel's first if it names none or one
/// the panel does not have (a total is used whatever it is called).
///
/// Of several versions that is the newest in use on the day; before the first, the first.
pub fn instrument_for<'p>(
    instruments: &'p [Instrument],
    written: Option<&str>,
    day: NaiveDate,
) -> Option<&'p Instrument> {
    let named = written.and_then(|written| instruments.iter().find(|one| one.is_called(written)));
    let meant = named.or(instruments.first())?;
    let versions = || instruments.iter().filter(|one| one.is_called(&meant.name));
    let in_use = versions().filter(|one| one.from <= day).max_by_key(|one| one.from);
    in_use.or_else(|| versions().min_by_key(|one| one.from))
}

fn threshold_of(written: &str) -> Option<(Operator, i64)> {
    let written = written.trim();
    let (operator, number) = match written.strip_prefix(">=") {
        Some(number) => (Operator::AtLeast, number),
        None => (Operator::Above, written.strip_prefix('>')?),
    };
    let number = number.trim().parse().ok()?;
    (0..=LARGEST_SCORE).contains(&number).then_some((operator, number))
}

/// Bands begin at 0 and go up, so that each total belongs to one of them.
fn check_bands(raw: &RawInstrument, findings: &mut Vec<Finding>) {
    let mut refuse = |place: &Place, message: &str, help: &str| {
        findings.push(Finding::error("instrument-bands", message).at(place.clone()).help(help));
    };
    let mut names = BTreeSet::new();
    let mut before = None;
    for (name, lowest) in &raw.bands {
        if !names.insert(normalise_name(&name.value)) {
            refuse(&name.place, "two bands have the same name", "Give each a name that no other has");
        }
        let fits = match before {
            None => lowest.value == 0,
            Some(before) => lowest.value > before && lowest.value <= LARGEST_SCORE,
        };
        if !fits {
            refuse(
                &lowest.place,
                "the bands do not begin at 0 and go up",
                "Write each with the lowest total that belongs to it, such as `[[\"Low\", 0], [\"High\", 18]]`",
            );
        }
        before = Some(lowest.value);
    }
}

fn check_question(question: &RawQuestion, findings: &mut Vec<Finding>) {
    let mut refuse = |place: &Place, message: String, help: String| {
        findings.push(Finding::error("instrument-question", message).at(place.clone()).help(help));
    };
    let code = &question.code.value;
    if question.options.len() < 2 {
        refuse(
            &question.place,
            format!("the question `{code}` has fewer than two options"),
            "Write options = [[\"No\", 0], [\"Yes\", 4]]".to_owned(),
        );
    }
    let mut seen = BTreeSet::new();
    for (option, score) in &question.options {
        if !seen.insert(normalise_name(&option.value)) {
            refuse(
                &option.place,
                format!("two options of the question `{code}` read alike"),
                "Word the options so that they can be told apart".to_owned(),
            );
        }
        if !(0..=LARGEST_SCORE).contains(&score.value) {
            refuse(
                &score.place,
                format!("a score of the question `{code}` is below 0 or above {LARGEST_SCORE}"),
                "Write a score from 0 upwards".to_owned(),
            );
        }
    }
    if let Some(escalator) = &question.escalator
        && !question.options.iter().any(|(option, _)| option.value == escalator.value)
    {
        let options = || question.options.iter().map(|(option, _)| option.value.as_str());
        let all = format!("Write one of {}", options().collect::<Vec<_>>().join(", "));
        refuse(
            &escalator.place,
            format!("the escalator of the question `{code}` is none of its options"),
            did_you_mean(&escalator.value, options(), &all),
        );
    }
}

/// How a total meets the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// "above 31".
    Above,
    /// "14 or more".
    AtLeast,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A short code: `repeat-incidents`.
    pub code: String,
    /// The question as printed.
    pub text: String,
    /// Other headings for it.
    pub aliases: Vec<String>,
    /// Options with their scores.
    pub options: Vec<ScoredOption>,
    /// An option that makes the risk high whatever the total.
    pub escalator: Option<String>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredOption {
    /// Its text.
    pub text: String,
    /// Its score.
    pub score: i64,
}

/// The total of an assessment: a range while answers are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskTotal {
    /// Lowest total the answers allow.
    pub low: i64,
    /// Highest.
    pub high: i64,
    /// An escalator was answered.
    pub escalated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<T>(value: T) -> Written<T> {
        Written { value, place: Place::file("northmoor/panel.toml").line(7) }
    }

    fn raw(threshold: &str) -> RawInstrument {
        let words = |text: &str| written(text.to_owned());
        RawInstrument {
            place: written(()).place,
            name: words("Northmoor matrix"),
            aliases: vec![words("NM & risk")],
            version: words("1"),
            from: None,
            source: words("made up"),
            threshold: words(threshold),
            published: written(true),
            bands: Vec::new(),
            questions: vec![RawQuestion {
                place: written(()).place,
                code: words("threats"),
                text: words("Have there been threats?"),
                aliases: Vec::new(),
                options: vec![(words("No"), written(0)), (words("Yes, to kill"), written(40))],
                escalator: None,
            }],
        }
    }

    fn codes(raw: &RawInstrument) -> Vec<String> {
        Instrument::check(raw).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_operator_says_whether_the_threshold_itself_is_high() {
        let above = Instrument::check(&raw("> 31")).expect("a good instrument");
        assert_eq!([31, 32].map(|total| above.meets(total)), [false, true]);
        let at_least = Instrument::check(&raw(">=14")).expect("a good instrument");
        assert_eq!([13, 14].map(|total| at_least.meets(total)), [false, true]);
        assert!(above.is_called("nm and risk") && !above.is_called("DASH"));
    }

    #[test]
    fn a_threshold_that_is_no_threshold_or_out_of_reach_is_refused() {
        for threshold in ["31", "=> 31", "above 31", "> -1", "> 99999999999999999999", ">", "> 40"] {
            assert!(
                codes(&raw(threshold)).iter().any(|finding| finding.contains("threshold")),
                "{threshold}"
            );
        }
    }

    #[test]
    fn a_total_belongs_to_the_highest_band_that_it_reaches() {
        let with = |bands: &[(&str, i64)]| {
            let mut raw = raw("> 31");
            raw.bands =
                bands.iter().map(|(name, lowest)| (written((*name).to_owned()), written(*lowest))).collect();
            raw
        };
        let ladder = with(&[("Low", 0), ("Middle", 9), ("Top", 18)]);
        let ladder = Instrument::check(&ladder).expect("a good instrument");
        let bands = [0, 8, 9, 17, 18, 99].map(|total| ladder.band(total).unwrap_or_default());
        assert_eq!(bands, ["Low", "Low", "Middle", "Middle", "Top", "Top"]);
        assert_eq!(Instrument::check(&with(&[])).expect("good without bands").band(9), None);
        for faulty in [
            &[("Low", 1), ("Top", 18)][..],
            &[("Low", 0), ("Top", 18), ("Middle", 9)],
            &[("Low", 0), ("Top", 18), ("Upmost", 18)],
            &[("Low", 0), ("LOW", 18)],
            &[("Low", 0), ("Top", 10_001)],
        ] {
            let found = codes(&with(faulty));
            assert!(found.len() == 1 && found[0].contains("instrument-bands"), "{faulty:?}: {found:?}");
        }
    }

    #[test]
    fn questions_that_cannot_be_scored_are_refused() {
        let mut escalator = raw("> 31");
        escalator.questions[0].escalator = Some(written("Yes, to kil".to_owned()));
        assert!(codes(&escalator)[0].contains("Did you mean `Yes, to kill`?"), "{:?}", codes(&escalator));
        let mut twice = raw("> 31");
        twice.questions.push(twice.questions[0].clone());
        assert_eq!(codes(&twice).len(), 1);
        let mut alike = raw("> 31");
        alike.questions[0].options.push((written("NO".to_owned()), written(1)));
        assert_eq!(codes(&alike).len(), 1);
        let mut negative = raw("> 31");
        negative.questions[0].options[0].1.value = -1;
        assert_eq!(codes(&negative).len(), 1);
        let mut none = raw("> 31");
        none.questions.clear();
        assert_eq!(codes(&none).len(), 1);
    }

    #[test]
    fn the_day_chooses_the_version_of_an_instrument() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let version = |threshold: &str, from: Option<&str>| {
            let mut raw = raw(threshold);
            raw.from = from.map(|from| written(day(from)));
            Instrument::check(&raw).expect("a good instrument")
        };
        let both = [version("> 1", Some("2024-01-01")), version("> 2", Some("2026-12-01"))];
        let threshold = |named: Option<&str>, on: &str| {
            instrument_for(&both, named, day(on)).map(|instrument| instrument.threshold)
        };
        assert_eq!(threshold(None, "2026-11-30"), Some(1));
        assert_eq!(threshold(None, "2026-12-01"), Some(2), "in use on the day it begins");
        assert_eq!(threshold(Some("nm and risk"), "2026-11-30"), Some(1), "by its other name too");
        assert_eq!(threshold(Some("Some other list"), "2026-12-24"), Some(2), "else the first");
        assert_eq!(threshold(None, "2023-12-31"), Some(1), "before the first version, the first");
        assert_eq!(version("> 1", None).from, NaiveDate::MIN);
        assert_eq!(instrument_for(&[], None, day("2026-12-01")), None);
    }
}
