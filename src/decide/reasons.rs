//! Why, in a letter's words: the reasons of the rules that decided, with their facts filled in, and
//! the answers that a returned referral is asked for.
//!
//! A fact that only one of two referrers gave is not told to the other.

use super::MeetingContext;
use super::age::{from_when, of_age};
use super::computed::answers_of;
use super::decided::Missing;
use super::facts::{Facts, Known, Standing, heading};
use super::incidents::ROWS;
use super::outcome::Outcome;
use super::weigh::Judged;
use crate::model::{Fact, Kind, Origin, Value, fact, uk_date, uk_deadline, uk_time, uk_when};
use crate::panel::{Gate, Piece, Truth, pieces};

/// Why a case is left to people that asks for an urgent meeting and does not say why.
pub const URGENT_WITHOUT_REASON: &str = "An urgent meeting is asked for and no reason is given.";

/// The rules an outcome rests on, and what a letter says of them.
#[derive(Debug, Default)]
pub(super) struct Because {
    /// Codes of the rules.
    pub(super) deciding: Vec<String>,
    /// Their reasons, filled in.
    pub(super) reasons: Vec<String>,
    /// Keys of their advice.
    pub(super) advice: Vec<String>,
    /// What must happen first.
    pub(super) first: Vec<String>,
    /// Answers that change once that has happened.
    pub(super) again: Vec<&'static str>,
    /// Answers to ask for.
    pub(super) missing: Vec<Missing>,
}

/// Questions of sheets that were left blank or cannot be read.
#[derive(Debug, Default)]
pub(super) struct Unanswered {
    /// Of the risk assessment.
    pub(super) risk: Vec<Missing>,
    /// Of the incidents listed.
    pub(super) incidents: Vec<Missing>,
}

/// Why this outcome: all of its reasons, not only the first.
pub(super) fn because(
    outcome: Outcome,
    judged: &[Judged<'_>],
    facts: &Facts,
    meeting: &MeetingContext,
    unanswered: &Unanswered,
    threshold: Threshold,
) -> Because {
    let mut because = Because::default();
    let declining = || declining(judged, facts, threshold);
    match outcome {
        Outcome::Redirect => {
            because.give(judged.iter().filter(|one| is(one, Gate::Exclusion, Truth::Met)), facts)
        }
        Outcome::Transfer => {
            because
                .reasons
                .push("Everyone in the case whose address is known lives in another area.".to_owned());
        }
        Outcome::Decline => because.give(declining(), facts),
        Outcome::ReturnProcess | Outcome::ReturnIncomplete => {
            let unmet = |one: &&Judged<'_>| {
                is(one, Gate::Process, Truth::NotMet) || is(one, Gate::Completeness, Truth::NotMet)
            };
            because.give(judged.iter().filter(unmet), facts);
            because.deciding.extend(judged.iter().filter(|one| asked_for(one, judged)).map(code));
            because.first = judged
                .iter()
                .filter(|one| is(one, Gate::Process, Truth::NotMet))
                .map(|one| fill(one.rule.first.as_ref().unwrap_or(&one.rule.reason), facts))
                .collect();
            because.again = judged
                .iter()
                .filter(|one| is(one, Gate::Process, Truth::NotMet))
                .flat_map(|one| one.rule.expression.paths())
                .flat_map(|path| answers_of(path))
                .collect();
            because.missing = missing(judged, facts, unanswered);
        }
        Outcome::ToDecide => undecided(judged, facts, declining(), &mut because),
        Outcome::Defer => because.reasons.extend(late(facts, meeting)),
        Outcome::Accept | Outcome::AcceptUrgent => {
            because.deciding.extend(judged.iter().filter(|one| is(one, Gate::Risk, Truth::Met)).map(code));
        }
    }
    because
}

impl Because {
    fn give<'j, 'r: 'j>(&mut self, rules: impl Iterator<Item = &'j Judged<'r>>, facts: &Facts) {
        for judged in rules {
            self.deciding.push(code(judged));
            let reason = fill(&judged.rule.reason, facts);
            self.reasons.push(match of_age(judged, facts) {
                Some(age) => format!("{reason} {}", from_when(age, facts)),
                None => reason,
            });
            for key in &judged.rule.advice {
                if !self.advice.contains(key) {
                    self.advice.push(key.clone());
                }
            }
        }
    }
}

fn code(judged: &Judged<'_>) -> String {
    judged.rule.code.clone()
}

fn is(judged: &Judged<'_>, gate: Gate, truth: Truth) -> bool {
    judged.rule.gate == gate && judged.truth == truth
}

/// Whose the threshold is from which a score is high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Threshold {
    /// One the panel published, or it has none.
    Published,
    /// Ours: nobody is turned away by it.
    Ours,
}

/// The rules for which a case is declined: every unmet one of eligibility and need, and risk routes
/// where none is met and none is unknown.
///
/// Routes are left out where the case is declined for something else and the threshold is ours. For
/// somebody who is too young the rest of the referral will be looked at when they are of age: what of it
/// falls short today helps nobody, so only what the panel asks of everybody is given besides.
fn declining<'j, 'r: 'j>(
    judged: &'j [Judged<'r>],
    facts: &Facts,
    threshold: Threshold,
) -> impl Iterator<Item = &'j Judged<'r>> {
    let closed =
        judged.iter().filter(|one| one.rule.gate == Gate::Risk).all(|route| route.truth == Truth::NotMet);
    let young = judged.iter().any(|one| one.rule.gate == Gate::Eligibility && of_age(one, facts).is_some());
    let besides = judged
        .iter()
        .any(|one| is(one, Gate::Eligibility, Truth::NotMet) || is(one, Gate::Need, Truth::NotMet));
    let routes = closed && !young && (threshold == Threshold::Published || !besides);
    judged.iter().filter(move |one| {
        is(one, Gate::Eligibility, Truth::NotMet)
            || (!young && is(one, Gate::Need, Truth::NotMet))
            || (routes && is(one, Gate::Risk, Truth::NotMet))
    })
}

/// An unknown rule that answers could settle. Risk routes are asked about only while none is met.
fn asked_for(one: &Judged<'_>, judged: &[Judged<'_>]) -> bool {
    let route_met = judged.iter().any(|other| is(other, Gate::Risk, Truth::Met));
    one.truth == Truth::Unknown
        && one.can_be_filled_in
        && match one.rule.gate {
            Gate::Exclusion => false,
            Gate::Risk => !route_met,
            Gate::Eligibility | Gate::Process | Gate::Completeness | Gate::Need => true,
        }
}

fn undecided<'j, 'r: 'j>(
    judged: &'j [Judged<'r>],
    facts: &Facts,
    declining: impl Iterator<Item = &'j Judged<'r>>,
    because: &mut Because,
) {
    let route_met = judged.iter().any(|one| is(one, Gate::Risk, Truth::Met));
    for one in judged.iter().filter(|one| one.truth == Truth::Unknown && one.rule.gate != Gate::Exclusion) {
        if one.rule.gate == Gate::Risk && route_met {
            continue;
        }
        because.deciding.push(code(one));
        let wanted: Vec<String> = one
            .for_want_of
            .iter()
            .flat_map(|path| answers_of(path))
            .filter_map(fact)
            .filter(|fact| fact.path != "risk.stated_total" || facts.yes_no("risk.assessed") != Some(true))
            // Of several answers only those that are not known leave it open.
            .filter(|fact| {
                ["risk.answers", ROWS].contains(&fact.path) || facts.get(fact.path).value.is_none()
            })
            .map(|fact| match fact.path {
                "risk.answers" if facts.yes_no("risk.assessed") == Some(true) => {
                    "the answers to the risk assessment leave the total open".to_owned()
                }
                "risk.answers" => "no question of the risk assessment is answered".to_owned(),
                ROWS if one.for_want_of.contains("incident_count.complete") => {
                    "Of a report listed a date or the channel is not known".to_owned()
                }
                ROWS => "It is not known how many of the reports listed count".to_owned(),
                path => format!("“{}” is {}", heading(fact), facts.get(path).standing.words()),
            })
            .collect();
        let reason = format!("{}, so people decide.", wanted.join("; "));
        // Two rules may wait for the same answer.
        if !because.reasons.contains(&reason) {
            because.reasons.push(reason);
        }
    }
    if facts.yes_no("referral.urgent") == Some(true) && !has_urgent_reason(facts) {
        because.reasons.push(URGENT_WITHOUT_REASON.to_owned());
    }
    if because.reasons.is_empty() {
        because.give(declining, facts);
    }
}

/// Whether a reason for urgency is given, and is one.
pub(super) fn has_urgent_reason(facts: &Facts) -> bool {
    facts.text("referral.urgent_reason").is_some_and(|reason| !crate::model::says_none(reason))
}

/// That the referral was late, if it was: people may put off one that came in time.
fn late(facts: &Facts, meeting: &MeetingContext) -> Option<String> {
    if facts.yes_no("referral.in_time") != Some(false) {
        return None;
    }
    let received = facts.get("referral.received");
    let deadline = meeting.deadline.as_ref()?;
    let moment = deadline.moment();
    let by = format!("{}{}", uk_deadline(&uk_date(moment.date()), moment.time()), deadline.aside());
    Some(match received.value {
        Some(Value::Moment(moment)) if received.shared => {
            let day = uk_date(moment.date);
            format!(
                "The referral reached us {}. The deadline for this meeting was {by}.",
                uk_when(&day, moment.time)
            )
        }
        _ => format!("The referral reached us after the deadline for this meeting, which was {by}."),
    })
}

/// A reason with its facts in place of the placeholders. A sentence with a fact that only one of
/// several agencies gave is left out, as long as another sentence stays.
pub(super) fn fill(reason: &str, facts: &Facts) -> String {
    let sentences: Vec<&str> = reason.split_inclusive(". ").collect();
    let open = |sentence: &&&str| {
        pieces(sentence).iter().all(|piece| match piece {
            Piece::Words(_) => true,
            Piece::Fact(path) => facts.get(path).shared,
        })
    };
    let shown: Vec<&str> = sentences.iter().filter(open).copied().collect();
    let shown = if shown.is_empty() { sentences } else { shown };
    let filled: String = shown
        .into_iter()
        .flat_map(pieces)
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Fact(path) => in_a_letter(&facts.get(path)),
        })
        .collect();
    filled.trim_end().to_owned()
}

/// A reason for a terminal: only values that identify nobody are filled in. It is the coordinator's,
/// who may know what one of two referrers said.
pub(super) fn fill_for_terminal(reason: &str, facts: &Facts) -> String {
    pieces(reason)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Fact(path) if fact(path).is_some_and(Fact::identifies_nobody) => {
                in_a_letter(&Known { shared: true, ..facts.get(path) })
            }
            Piece::Fact(_) => "(see the form)".to_owned(),
        })
        .collect()
}

fn in_a_letter(known: &Known) -> String {
    if !known.shared {
        return "(held by the coordinator)".to_owned();
    }
    match &known.value {
        None => "not known".to_owned(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Date(date)) => uk_date(*date),
        Some(Value::Moment(moment)) => match moment.time {
            Some(time) => format!("{} at {}", uk_date(moment.date), uk_time(time)),
            None => uk_date(moment.date),
        },
        Some(Value::Time(time)) => uk_time(*time),
        Some(Value::List(entries)) => match entries.as_slice() {
            [] => "none".to_owned(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        },
    }
}

/// The answers to ask for, in the order of the form: first those a rule wants, then every other
/// answer that could not be read.
fn missing(judged: &[Judged<'_>], facts: &Facts, unanswered: &Unanswered) -> Vec<Missing> {
    let mut wanted: Vec<&'static str> = Vec::new();
    for one in judged {
        let not_met = is(one, Gate::Completeness, Truth::NotMet);
        if !not_met && !asked_for(one, judged) {
            continue;
        }
        let named = one.rule.expression.paths();
        let paths: Vec<&'static str> = if one.rule.gate == Gate::Completeness
            && named.contains(&"risk.assessed")
            && facts.yes_no("risk.assessed") == Some(false)
        {
            // Where something else would do in its place, it is still the assessment that is asked for.
            vec!["risk.assessed"]
        } else if not_met {
            more_to_say(named, facts)
        } else {
            one.for_want_of.iter().copied().collect()
        };
        for path in paths.into_iter().flat_map(answers_of) {
            // Where one of these is given, it is not what is missing.
            let enough = ["subject.surname", "subject.forenames", "referral.received"].contains(&path);
            let given = enough && facts.get(path).value.is_some();
            if !wanted.contains(&path) && !given {
                wanted.push(path);
            }
        }
    }
    let by_rule = wanted.clone();
    for (path, known) in facts.iter() {
        if matches!(known.standing, Standing::Unreadable(_))
            && answers_of(path) == [path]
            && !wanted.contains(&path)
        {
            wanted.push(path);
        }
    }
    let order = |path: &&str| crate::model::FACTS.iter().position(|fact| fact.path == *path);
    wanted.sort_by_key(order);
    let mut missing: Vec<Missing> = Vec::new();
    let either = |path: &str| match path {
        "subject.age_stated" => Some("subject.date_of_birth"),
        "applicant.organisation" => Some("applicant.name"),
        _ => None,
    };
    for path in &wanted {
        // One of two answers is enough: the first of them is asked for, the second if it is faulty.
        let faulty = matches!(facts.get(path).standing, Standing::Unreadable(_));
        if either(path).is_some_and(|first| wanted.contains(&first)) && !faulty {
            continue;
        }
        match *path {
            "risk.answers" => missing.extend(risk_missing(facts, &unanswered.risk)),
            ROWS => missing.extend(unanswered.incidents.iter().cloned()),
            "risk.stated_total" if !faulty => {}
            path => missing.extend(one_missing(path, facts, by_rule.contains(&path))),
        }
    }
    missing
}

/// Of the facts that an unmet rule of completeness names, those of which more can be said: a choice
/// or a date that is given is said in full, and is asked for again only if it is all the rule names.
fn more_to_say(paths: &[&'static str], facts: &Facts) -> Vec<&'static str> {
    let said_in_full = |path: &str| {
        let form = fact(path).filter(|fact| matches!(fact.origin, Origin::Heading { .. }));
        let chosen = form.is_some_and(|fact| !matches!(fact.kind, Kind::Text | Kind::List));
        chosen && facts.get(path).value.is_some()
    };
    let open: Vec<&'static str> = paths.iter().copied().filter(|path| !said_in_full(path)).collect();
    if open.is_empty() { paths.to_vec() } else { open }
}

fn one_missing(path: &str, facts: &Facts, wanted: bool) -> Option<Missing> {
    let fact = fact(path)?;
    let known = facts.get(path);
    let problem = match known.standing {
        Standing::Unreadable(problem) => problem,
        Standing::Blank if path == "subject.date_of_birth" => {
            "left blank; give an age if it is not known".to_owned()
        }
        Standing::Blank if path == "applicant.name" => {
            "left blank; a business gives its name as the organisation".to_owned()
        }
        Standing::Blank => "left blank".to_owned(),
        // Given and empty ("none"), where a completeness rule needs more.
        Standing::Known => "not enough is said".to_owned(),
        Standing::NotKnown | Standing::Contradicted => return None,
    };
    Some(Missing {
        path: path.to_owned(),
        question: heading(fact).to_owned(),
        problem,
        place: known.places.into_iter().next(),
        wanted,
    })
}

/// Single questions where an assessment came; the assessment as a whole where none did.
fn risk_missing(facts: &Facts, missing_risk: &[Missing]) -> Vec<Missing> {
    if facts.yes_no("risk.assessed") == Some(true) {
        return missing_risk.to_vec();
    }
    vec![Missing {
        path: "risk.answers".to_owned(),
        question: "Risk assessment".to_owned(),
        problem: "no question is answered and no total is given".to_owned(),
        place: None,
        wanted: true,
    }]
}
