//! `explain REF`: like a colleague explaining. The outcome first, then what decided it with cells and
//! the source of the rule, then everything else that was checked.
//!
//! Rule 10 of need to know: values are shown only of facts that identify nobody; others say `given`.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Format, Shared};
use super::{order, out, places, stopped, summary, tools};
use crate::decide::{Decided, Evaluation, FactUse, Outcome};
use crate::model::{Kind, Sensitivity, fact};
use crate::panel::Truth;
use crate::plan::{self, Part, audit};
use crate::{Prepared, Run};

/// Explains one case of the meeting.
pub fn explain(exe: &Path, shared: &Shared, reference: &str) -> ExitCode {
    let result = tools::with(exe, &mut |_| {}, |tools| crate::check(&order(shared, Part::All), tools));
    let run = match result {
        Err(stop) => return stopped(shared, &stop),
        Ok(run) => run,
    };
    let wanted = reference.trim().to_uppercase();
    match find(&run, &wanted) {
        Some((meeting, case)) => {
            let printed = out::result(match shared.format {
                Format::Json => format!("{:#}\n", explained_json(case)),
                Format::Human => explained(meeting, case),
            });
            if printed { summary::status(shared, &run) } else { ExitCode::FAILURE }
        }
        None => {
            summary::talk_of_stops(&run);
            out::talk(format!(
                "error: no case of this meeting has the reference `{reference}`\n{}",
                hint(&run, &wanted)
            ));
            ExitCode::FAILURE
        }
    }
}

fn find<'a>(run: &'a Run, reference: &str) -> Option<(&'a Prepared, &'a Decided)> {
    run.meetings.iter().find_map(|meeting| {
        let case = meeting.decided.iter().find(|case| case.case.reference.as_str() == reference)?;
        Some((meeting, case))
    })
}

fn hint(run: &Run, wanted: &str) -> String {
    let known: Vec<&str> = run
        .meetings
        .iter()
        .flat_map(|meeting| &meeting.decided)
        .map(|case| case.case.reference.as_str())
        .collect();
    let close = known.iter().max_by(|a, b| strsim::jaro(a, wanted).total_cmp(&strsim::jaro(b, wanted)));
    match close {
        Some(close) if strsim::jaro(close, wanted) > 0.85 => format!("help: did you mean {close}?"),
        Some(_) => format!("help: choose one of {}", known.join(", ")),
        None => "help: this meeting has no cases; check --input and --meeting".into(),
    }
}

fn explained(meeting: &Prepared, case: &Decided) -> String {
    let mut text = format!("{}: {}", case.case.reference, plan::outcome_name(case.outcome));
    if let Some(slot) = meeting.schedule.slot(&case.case.reference) {
        text.push_str(&format!(", heard at {}", slot.start.format("%H:%M")));
    }
    text.push_str(&format!(" ({}).\n", plan::standing(case)));
    if case.outcome != case.proposed {
        text.push_str(&format!(
            "The rules propose {}; people decided otherwise{}.\n",
            case.proposed,
            case.case.decision.as_ref().map(|decision| format!(" ({})", decision.place)).unwrap_or_default()
        ));
    }
    if let Some(risk) = &case.risk {
        let total = if risk.total.low == risk.total.high {
            risk.total.low.to_string()
        } else {
            format!("{} to {}", risk.total.low, risk.total.high)
        };
        text.push_str(&format!("Risk: {total} on {}; high risk is {}.\n", risk.instrument, risk.high));
    }
    // The program's own words, which hold no personal data; a rule's may, and its facts stand below.
    if matches!(case.outcome, Outcome::ToDecide | Outcome::Defer | Outcome::Transfer) {
        for reason in &case.reasons {
            text.push_str(&format!("Why: {reason}\n"));
        }
    }
    let overridden = case.outcome != case.proposed;
    let (deciding, others): (Vec<&Evaluation>, Vec<&Evaluation>) =
        case.evaluations.iter().partition(|rule| {
            if overridden { proposal_rests_on(case, rule) } else { case.deciding.contains(&rule.code) }
        });
    section(&mut text, if overridden { "What the proposal rests on" } else { "What decided it" }, &deciding);
    if !case.missing.is_empty() {
        text.push_str("\nAnswers that are missing\n");
        for missing in &case.missing {
            let place = missing.place.as_ref().map_or_else(|| "not in the form".into(), ToString::to_string);
            text.push_str(&format!("  {}: {} ({place})\n", missing.question, missing.problem));
        }
    }
    section(&mut text, "What else was checked", &others);
    text
}

/// Whether a rule stands behind a proposal that people did not follow: what is not known, or where
/// all is known, what is not met.
fn proposal_rests_on(case: &Decided, rule: &Evaluation) -> bool {
    let unknown = case.evaluations.iter().any(|rule| rule.result == Truth::Unknown);
    rule.result == if unknown { Truth::Unknown } else { Truth::NotMet }
}

fn section(text: &mut String, title: &str, rules: &[&Evaluation]) {
    if rules.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n"));
    for rule in rules {
        text.push_str(&format!("  {} ({}): {}\n", rule.code, rule.gate, rule.result));
        for fact in &rule.facts {
            let places = places::in_words(&fact.places);
            let places = if places.is_empty() { "not in the form".into() } else { places };
            text.push_str(&format!("    {} is {} ({places})\n", fact.path, shown(fact)));
        }
        text.push_str(&format!("    source: {} ({})\n", rule.source, rule.rule));
    }
}

/// A fact's value where it identifies nobody, else that it was given.
fn shown(used: &FactUse) -> String {
    let known = fact(used.path);
    let open = known.is_some_and(|fact| {
        fact.sensitivity == Sensitivity::Ordinary && !matches!(fact.kind, Kind::Text | Kind::List)
    });
    if open || ["left blank", "not known"].contains(&used.value.as_str()) {
        used.value.clone()
    } else {
        "given".into()
    }
}

fn explained_json(case: &Decided) -> serde_json::Value {
    let mut file = audit::case_file(case);
    for (rule, evaluation) in file.rules.iter_mut().zip(&case.evaluations) {
        for (fact, used) in rule.facts.iter_mut().zip(&evaluation.facts) {
            fact.value = shown(used);
        }
    }
    file.reasons.clear();
    serde_json::to_value(file).unwrap_or_default()
}
