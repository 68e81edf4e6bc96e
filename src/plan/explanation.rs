//! Why a case was decided as it was, as one colleague tells another: the outcome first, then what
//! decided it, then everything else that was checked. `explain` prints it, as text and as JSON.
//!
//! Rule 10 of need to know: it is read on a terminal, so values stand in it only of facts that
//! identify nobody. Of others it says that they were given, and where.

use serde::Serialize;

use super::agenda::{outcome_name, standing};
use super::audit::{CellFile, FactFile, ReportFile, reports};
use crate::decide::{Decided, Evaluation, FactUse, Outcome, URGENT_WITHOUT_REASON};
use crate::model::{Fact, MeetingId, fact};
use crate::panel::{Gate, Panel, Truth};
use crate::schedule::Schedule;

/// Version of the shape of `explain --format json`; `docs/explanation.schema.json` describes it.
pub const EXPLANATION_FORMAT: u32 = 1;

/// One case, explained.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// Always [`EXPLANATION_FORMAT`].
    pub format: u32,
    /// Panel code.
    pub panel: String,
    /// Meeting folder.
    pub meeting: String,
    /// Case reference.
    pub reference: String,
    /// What stands: its code.
    pub outcome: &'static str,
    /// The same in words: `accepted`.
    pub in_words: &'static str,
    /// When it is heard, `10:15`; empty if it is not.
    pub heard_at: String,
    /// Whether people have signed, or need not.
    pub standing: &'static str,
    /// What the rules propose: its code.
    pub proposed: &'static str,
    /// The line of the table from gates to an outcome that gave the proposal, from 1.
    pub line: u8,
    /// That line in words.
    pub because: &'static str,
    /// Where people's decision stands, if there is one.
    pub decision: Option<CellFile>,
    /// The day on which people decided, `2026-11-25`; empty if nobody has, or did not date it.
    pub decided_on: String,
    /// The meeting from which it was put off, `2026-11-11`; empty if it was not.
    pub put_off_from: String,
    /// The risk assessment, if there is one.
    pub risk: Option<RiskExplained>,
    /// What the program itself has to say beyond the rules: why a person decides, how late it was.
    pub remarks: Vec<String>,
    /// The rules the outcome (of an overridden proposal: the proposal) rests on.
    pub decided_by: Vec<RuleExplained>,
    /// Answers that are missing.
    pub missing: Vec<MissingExplained>,
    /// Every report of an incident, and whether it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportFile>,
    /// Every other rule in force.
    pub also_checked: Vec<RuleExplained>,
}

/// A risk assessment, scored.
#[derive(Debug, Serialize)]
pub struct RiskExplained {
    /// The instrument's name.
    pub instrument: String,
    /// Lowest total the answers allow.
    pub low: i64,
    /// Highest.
    pub high: i64,
    /// `above 31`, `14 or more`.
    pub threshold: String,
    /// The panel published the threshold; else it is ours.
    pub published: bool,
    /// Whether the total meets it.
    pub result: String,
    /// An answer that alone shows a high risk was given.
    pub escalated: bool,
    /// Only a total was given, no answers.
    pub total_only: bool,
}

/// A rule with its result.
#[derive(Debug, Serialize)]
pub struct RuleExplained {
    /// Stable code.
    pub code: String,
    /// Its gate.
    pub gate: String,
    /// `met`, `not met`, `unknown`.
    pub result: String,
    /// What it asks, as the panel file writes it.
    pub condition: String,
    /// What its letter would say, where it speaks against the case; else empty.
    pub says: String,
    /// Facts used.
    pub facts: Vec<FactFile>,
    /// Where the rule comes from.
    pub source: String,
    /// In force from this day, `2024-01-01`; empty for a rule of every panel.
    pub from: String,
    /// Where it stands in the panel file.
    pub rule: CellFile,
}

/// A missing answer.
#[derive(Debug, Serialize)]
pub struct MissingExplained {
    /// The question as forms word it.
    pub question: String,
    /// What is wrong.
    pub problem: String,
    /// Its cell, if the form has one.
    pub cell: Option<CellFile>,
}

/// Explains one case of a meeting.
pub fn explain(panel: &Panel, meeting: MeetingId, schedule: &Schedule, case: &Decided) -> Explanation {
    let (deciding, others): (Vec<&Evaluation>, Vec<&Evaluation>) =
        case.evaluations.iter().partition(|rule| rests_on(case, rule));
    let slot = schedule.slot(&case.case.reference);
    // The program's own words hold no personal data; a rule's may, and stand with the rule.
    let own_words = matches!(case.outcome, Outcome::ToDecide | Outcome::Defer | Outcome::Transfer);
    Explanation {
        format: EXPLANATION_FORMAT,
        panel: panel.code.clone(),
        meeting: meeting.to_string(),
        reference: case.case.reference.to_string(),
        outcome: case.outcome.code(),
        in_words: outcome_name(case.outcome),
        heard_at: slot.map(|slot| slot.start.format("%H:%M").to_string()).unwrap_or_default(),
        standing: standing(case),
        proposed: case.proposed.code(),
        line: case.line,
        because: line_in_words(case),
        decision: case.case.decision.as_ref().map(|decision| CellFile::from(&decision.place)),
        decided_on: case
            .case
            .decision
            .as_ref()
            .and_then(|decision| decision.date)
            .map(|day| day.to_string())
            .unwrap_or_default(),
        put_off_from: case.case.deferred_from.map(|meeting| meeting.to_string()).unwrap_or_default(),
        risk: risk(case),
        remarks: if own_words { case.reasons.clone() } else { Vec::new() },
        decided_by: deciding.into_iter().map(rule).collect(),
        missing: case
            .missing
            .iter()
            .map(|missing| MissingExplained {
                question: missing.question.clone(),
                problem: missing.problem.clone(),
                cell: missing.place.as_ref().map(CellFile::from),
            })
            .collect(),
        reports: reports(case),
        also_checked: others.into_iter().map(rule).collect(),
    }
}

/// The ten lines from gates to an outcome, each as the reason it gives.
fn line_in_words(case: &Decided) -> &'static str {
    if case.case.stays_open.is_some() && case.line == 10 {
        return "an earlier meeting heard it and left it open, so it is heard again";
    }
    let needed = !case.evaluations.iter().any(|rule| rule.gate == Gate::Need && rule.result == Truth::NotMet);
    match (case.line, case.proposed) {
        (1, _) => "another panel is dealing with the case now",
        (2, _) => "everybody whose area is known lives elsewhere, and the case was not transferred in",
        (3, _) => "it does not meet what every case of this panel must meet",
        (4, Outcome::ReturnProcess) => "another process has to come first",
        (4, _) => "answers are missing that the panel cannot decide without",
        (5, _) if case.reasons.iter().all(|reason| reason == URGENT_WITHOUT_REASON) => {
            "an urgent meeting is asked for and no reason is given, so a person decides"
        }
        (5, _) => "something that matters is not known even to the referrer, so a person decides",
        (6, Outcome::ToDecide) => {
            "no ground for taking the case is met, but what score counts as high is our choice, so a person decides"
        }
        (6, _) if needed => "no ground for taking the case is met",
        (6, _) if no_way_in(case) => {
            "no ground for taking the case is met, nor what the panel asks for besides"
        }
        (6, _) => "the case does not need what this panel is for",
        (7, Outcome::ToDecide) => {
            "whether a ground for taking the case is met is not known even to the referrer, so a person decides"
        }
        (7, _) => "whether a ground for taking the case is met depends on answers that were left blank",
        (8, _) => "it meets the criteria, and an urgent meeting is asked for with a reason",
        (9, _) => "it meets the criteria and came after the deadline",
        _ => "it meets the criteria and came in time",
    }
}

/// Whether there are ways in and every one is closed.
fn no_way_in(case: &Decided) -> bool {
    let mut ways = case.evaluations.iter().filter(|rule| rule.gate == Gate::Risk).peekable();
    ways.peek().is_some() && ways.all(|way| way.result == Truth::NotMet)
}

/// Why the rules propose what they do, for the person who signs: the line, and what its rules say.
pub fn in_short(case: &Decided) -> Vec<String> {
    let line = line_in_words(case);
    let mut letters = line.chars();
    let first = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    let mut sentences = vec![format!("{}.", first.unwrap_or_default())];
    sentences.extend(case.evaluations.iter().filter(|rule| rests_on(case, rule)).filter_map(|evaluation| {
        let says = rule(evaluation).says;
        (!says.is_empty()).then_some(says)
    }));
    // What is not known, and that it is urgent, where people decide.
    let several = case.reasons.len() > 1;
    let is_left_to_people = case.proposed == Outcome::ToDecide && case.outcome == Outcome::ToDecide;
    let not_known = case.line == 5 && case.reasons.iter().any(|reason| reason != URGENT_WITHOUT_REASON);
    if not_known || (is_left_to_people && several) {
        sentences.extend(case.reasons.iter().cloned());
    }
    let missing: Vec<&str> = case.missing.iter().map(|missing| missing.question.as_str()).collect();
    if !missing.is_empty() {
        sentences.push(format!("Asked for: {}.", missing.join("; ")));
    }
    sentences
}

/// Whether the outcome rests on a rule. Where people did not follow the proposal, it is what stands
/// behind the proposal: what is not known, or where all is known, what is not met.
fn rests_on(case: &Decided, rule: &Evaluation) -> bool {
    if case.outcome == case.proposed {
        return case.deciding.contains(&rule.code);
    }
    let unknown = case.evaluations.iter().any(|rule| rule.result == Truth::Unknown);
    rule.result == if unknown { Truth::Unknown } else { Truth::NotMet }
}

fn risk(case: &Decided) -> Option<RiskExplained> {
    let risk = case.risk.as_ref()?;
    Some(RiskExplained {
        instrument: risk.instrument.clone(),
        low: risk.total.low,
        high: risk.total.high,
        threshold: risk.threshold.clone(),
        published: risk.published,
        result: risk.high.to_string(),
        escalated: risk.total.escalated,
        total_only: risk.total_only,
    })
}

fn rule(evaluation: &Evaluation) -> RuleExplained {
    let against = match evaluation.gate {
        Gate::Exclusion => evaluation.result == Truth::Met,
        _ => evaluation.result == Truth::NotMet,
    };
    RuleExplained {
        code: evaluation.code.clone(),
        gate: evaluation.gate.to_string(),
        result: evaluation.result.to_string(),
        condition: evaluation.condition.clone(),
        says: if against { evaluation.says.clone() } else { String::new() },
        facts: evaluation
            .facts
            .iter()
            .map(|used| FactFile {
                path: used.path,
                value: shown(used),
                cells: used.places.iter().map(CellFile::from).collect(),
            })
            .collect(),
        source: evaluation.source.clone(),
        from: if evaluation.from == chrono::NaiveDate::MIN {
            String::new()
        } else {
            evaluation.from.to_string()
        },
        rule: CellFile::from(&evaluation.rule),
    }
}

/// A fact's value where it identifies nobody, else that it was given.
fn shown(used: &FactUse) -> String {
    let open = fact(used.path).is_some_and(Fact::identifies_nobody);
    if open || ["left blank", "not known", "none"].contains(&used.value.as_str()) {
        used.value.clone()
    } else {
        "given".into()
    }
}
