//! `explain REF`: why a case was decided as it was, for a person or for a program.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Format, Shared};
use super::{order, out, places, stopped, summary, tools};
use crate::decide::Decided;
use crate::finding::Place;
use crate::model::{MeetingId, uk_date, uk_date_long};
use crate::plan::Part;
use crate::plan::explanation::{self, Explanation, RiskExplained, RuleExplained};
use crate::{Order, Prepared, Run};

/// Explains one case of the meeting; one of an earlier meeting as that meeting decided it, unless the
/// meeting was named.
pub fn explain(exe: &Path, shared: &Shared, reference: &str) -> ExitCode {
    let wanted = reference.trim().to_uppercase();
    let check = |order: &Order| tools::with(exe, &mut |_| {}, |tools| crate::check(order, tools));
    let first = order(shared, Part::All);
    let mut run = match check(&first) {
        Err(stop) => return stopped(shared, &stop),
        Ok(run) => run,
    };
    let earlier = earlier(&run, &wanted);
    let mut preface = String::new();
    if let (None, None, Some((panel, meeting))) = (find(&run, &wanted), shared.meeting, &earlier) {
        let then = Order { panels: vec![panel.clone()], meeting: Some(*meeting), ..first };
        run = match check(&then) {
            Err(stop) => return stopped(shared, &stop),
            Ok(run) => run,
        };
        preface = format!("As the meeting of {} decided it:\n", uk_date_long(meeting.date));
    }
    let Some((meeting, case)) = find(&run, &wanted) else {
        summary::talk_of_stops(&run);
        let hint = earlier.map_or_else(
            || hint(&run, &wanted),
            |(_, meeting)| {
                format!("help: it is a case of an earlier meeting; name that with --meeting {meeting}")
            },
        );
        out::talk(format!("error: no case of this meeting has the reference `{reference}`\n{hint}"));
        return ExitCode::FAILURE;
    };
    let explanation = explanation::explain(&meeting.panel, meeting.meeting.id, &meeting.schedule, case);
    let printed = out::result(match shared.format {
        Format::Json => serde_json::to_string_pretty(&explanation).unwrap_or_default() + "\n",
        _ => preface + &text(&explanation, case),
    });
    if printed { summary::status(shared, &run) } else { ExitCode::FAILURE }
}

/// The panel whose earlier meetings had a case, and the last of these meetings.
fn earlier(run: &Run, reference: &str) -> Option<(String, MeetingId)> {
    run.meetings.iter().find_map(|meeting| {
        let (_, last) = meeting.earlier.iter().find(|(case, _)| case.as_str() == reference)?;
        Some((meeting.panel.code.clone(), *last))
    })
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

/// An explanation as a colleague would give it; `case` is where its cells are.
fn text(explained: &Explanation, case: &Decided) -> String {
    let mut text = format!("{}: {}", explained.reference, explained.in_words);
    if !explained.heard_at.is_empty() {
        text.push_str(&format!(", heard at {}", explained.heard_at));
    }
    text.push_str(&format!(" ({}).\n", explained.standing));
    if explained.outcome == explained.proposed {
        text.push_str(&format!("Why: {}.\n", explained.because));
    } else {
        // Names and reasons of the file are not for a terminal: it says where they stand.
        let decided = case.case.decision.as_ref().map(|decision| {
            let on = decision.date.map(|day| format!(" on {}", uk_date(day))).unwrap_or_default();
            format!("{on}; who, and the reason, stand in {}", decision.place)
        });
        text.push_str(&format!(
            "People decided so{}. The rules propose {}: {}.\n",
            decided.unwrap_or_default(),
            explained.proposed,
            explained.because
        ));
    }
    if let Some(from) = case.case.deferred_from {
        text.push_str(&format!("It was put off from the meeting on {}.\n", uk_date(from.date)));
    }
    for remark in &explained.remarks {
        text.push_str(&format!("     {remark}\n"));
    }
    if let Some(risk) = &explained.risk {
        text.push_str(&risk_text(risk));
    }
    let rests = if explained.outcome == explained.proposed {
        "What decided it"
    } else {
        "What the proposal rests on"
    };
    let home = one_file(case);
    if let Some(file) = home {
        text.push_str(&format!("Cells are those of {file}.\n"));
    }
    section(&mut text, rests, &explained.decided_by, case);
    if !explained.missing.is_empty() {
        text.push_str("\nAnswers that are missing\n");
        for missing in &case.missing {
            let place = missing.place.as_ref();
            let place =
                place.map_or("not in the form".into(), |place| cells(std::slice::from_ref(place), home));
            text.push_str(&format!("  {}: {} ({place})\n", missing.question, missing.problem));
        }
    }
    reports_text(&mut text, case, home);
    section(&mut text, "What else was checked", &explained.also_checked, case);
    text
}

fn risk_text(risk: &RiskExplained) -> String {
    let total =
        if risk.low == risk.high { risk.low.to_string() } else { format!("{} to {}", risk.low, risk.high) };
    let whose = if risk.published { "as published" } else { "our choice, not published" };
    let mut text = format!(
        "Risk: {total} on {}. High risk is {} ({whose}): {}.\n",
        risk.instrument, risk.threshold, risk.result
    );
    if risk.total_only {
        text.push_str("      Only a total was given, no answers.\n");
    }
    if risk.escalated {
        text.push_str("      One answer alone shows a high risk, whatever the total.\n");
    }
    text
}

fn section(text: &mut String, title: &str, rules: &[RuleExplained], case: &Decided) {
    if rules.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n"));
    let home = one_file(case);
    for rule in rules {
        let known = case.evaluations.iter().find(|evaluation| evaluation.code == rule.code);
        text.push_str(&format!("  {} ({}): {}\n", rule.code, rule.gate, rule.result));
        if !rule.says.is_empty() {
            text.push_str(&format!("    {}\n", rule.says));
        }
        // A condition that is one fact says no more than the fact's own line.
        if rule.facts.iter().all(|fact| fact.path != rule.condition) {
            text.push_str(&format!("    asks: {}\n", rule.condition));
        }
        for (number, fact) in rule.facts.iter().enumerate() {
            let used = known.and_then(|evaluation| evaluation.facts.get(number));
            let words = used.map(|used| cells(&used.places, home)).unwrap_or_default();
            let words = if words.is_empty() { "not in the form".into() } else { words };
            let value = match fact.value.as_str() {
                "true" => "yes",
                "false" => "no",
                other => other,
            };
            text.push_str(&format!("    {} is {value} ({words})\n", fact.path));
        }
        let since = known.filter(|_| !rule.from.is_empty()).map(|evaluation| evaluation.from);
        let since = since.map(|from| format!(", in force from {}", uk_date(from))).unwrap_or_default();
        let at = known.map(|evaluation| evaluation.rule.to_string()).unwrap_or_default();
        text.push_str(&format!("    source: {} ({at}{since})\n", rule.source));
    }
}

/// Every report of an incident with whether it counts.
fn reports_text(text: &mut String, case: &Decided, home: Option<&str>) {
    if !case.incidents.is_empty() {
        text.push_str("\nReports of incidents\n");
    }
    for report in &case.incidents {
        let place = cells(std::slice::from_ref(&report.place), home);
        let why = if report.why.is_empty() { String::new() } else { format!(": {}", report.why) };
        text.push_str(&format!("  {} {}{why} ({place})\n", report.number, report.counting.words()));
    }
}

/// The one file that every cell of a case is in, if it is one.
fn one_file(case: &Decided) -> Option<&str> {
    let mut files = case
        .evaluations
        .iter()
        .flat_map(|rule| &rule.facts)
        .flat_map(|fact| &fact.places)
        .map(|place| place.file.as_str());
    let first = files.next()?;
    files.all(|file| file == first).then_some(first)
}

/// Cells in words, without the name of the file they are all in.
fn cells(places: &[Place], home: Option<&str>) -> String {
    let words = places::in_words(places);
    match home.and_then(|file| words.strip_prefix(file)).and_then(|rest| rest.strip_prefix(", ")) {
        Some(rest) => rest.to_owned(),
        None => words,
    }
}
