//! `facts`: everything a rule may name, with its type, what it means, and where it comes from.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::arguments::{Format, Shared};
use super::{out, table};
use crate::model::{FACTS, Fact, Kind, Origin, Sensitivity};

/// Version of the shape of what `--format json` prints.
const FORMAT: u32 = 1;

/// What a rule may write with them.
const HOW_TO_WRITE: &str = "\
A rule compares facts with == != < <= > >= and joins comparisons with && || ! and brackets. A yes/no fact
stands alone. given(fact) is true if words are given that are not \"none\". \"text\" in list looks into a list, and size(list)
counts its entries. Numbers may be added and subtracted. within_months(earlier, later, number) counts
calendar months: 31 January to 28 February is within one.
What is left blank or not known makes a comparison unknown: unknown || true is true, unknown && false is false.
";

/// Prints the table of facts.
pub fn facts(shared: &Shared) -> ExitCode {
    let printed = out::result(match shared.format {
        Format::Json => {
            let facts: Vec<Value> = FACTS.iter().map(wire).collect();
            format!("{:#}\n", json!({ "format": FORMAT, "facts": facts }))
        }
        _ => {
            let heading =
                ["Fact", "Type", "Meaning", "Example", "Shown to", "From"].map(str::to_owned).to_vec();
            let rows: Vec<Vec<String>> = std::iter::once(heading).chain(FACTS.iter().map(row)).collect();
            format!("{}\n\n{HOW_TO_WRITE}", table::aligned(&rows))
        }
    });
    if printed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn row(fact: &Fact) -> Vec<String> {
    let from = match fact.origin {
        Origin::Heading { heading, .. } => format!("“{heading}”"),
        Origin::Computed(from) => format!("computed from {}", from.join(", ")),
    };
    vec![
        fact.path.into(),
        kind(fact.kind),
        fact.meaning.into(),
        fact.example.into(),
        shown_to(fact.sensitivity).into(),
        from,
    ]
}

fn wire(fact: &Fact) -> Value {
    let (heading, computed_from) = match fact.origin {
        Origin::Heading { heading, .. } => (Some(heading), None),
        Origin::Computed(from) => (None, Some(from)),
    };
    json!({
        "path": fact.path,
        "type": kind(fact.kind),
        "meaning": fact.meaning,
        "example": fact.example,
        "shown_to": shown_to(fact.sensitivity),
        "heading": heading,
        "computed_from": computed_from,
    })
}

/// Who may see a fact by its nature, in words.
fn shown_to(sensitivity: Sensitivity) -> &'static str {
    match sensitivity {
        Sensitivity::Ordinary => "anyone who sees the case",
        Sensitivity::Personal => "readers entitled to the case",
        Sensitivity::Address => "the same; the coordinator alone if confidential",
        Sensitivity::Phone => "the coordinator and agencies the panel names",
    }
}

/// A kind as the panel file's author reads it.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::Text | Kind::Email | Kind::Phone | Kind::Postcode => "text".into(),
        Kind::YesNo => "yes/no".into(),
        Kind::Number => "number".into(),
        Kind::Date => "date".into(),
        Kind::Moment => "date and time".into(),
        Kind::List => "list".into(),
        Kind::Choice(choices) => choices.join(" / "),
    }
}
