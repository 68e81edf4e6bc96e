//! One rule of a panel.

use chrono::NaiveDate;

use super::nearest::did_you_mean;
use super::{Expression, RawRule, Written};
use crate::finding::{Finding, Place};
use crate::model::{FACTS, Sensitivity, fact};

/// A rule, checked when the panel was loaded.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Stable name: `adults-only`.
    pub code: String,
    /// Which gate it belongs to.
    pub gate: Gate,
    /// What must hold (for an exclusion: what excludes).
    pub expression: Expression,
    /// In force from this day.
    pub from: NaiveDate,
    /// Why, in a letter's words; `{fact}` placeholders were checked.
    pub reason: String,
    /// Keys of advice.
    pub advice: Vec<String>,
    /// Where the rule comes from.
    pub source: String,
    /// On the risk gate: how a profile names the ground (`score above the threshold`).
    pub ground: Option<String>,
    /// For a process rule: what must happen first and how, for the return letter.
    pub first: Option<String>,
    /// Its line in `panel.toml`.
    pub place: Place,
}

impl Rule {
    /// The rule of a `[[rule]]` table, or everything that is wrong with it.
    ///
    /// That the keys of its advice exist, and that no two versions begin on one day, can only be
    /// seen from the whole file and is checked there.
    pub fn check(raw: &RawRule) -> Result<Rule, Vec<Finding>> {
        let mut findings = Vec::new();
        let gate = gate_of(raw, &mut findings);
        let expression = expression_of(raw, gate, &mut findings);
        check_code(&raw.code, &mut findings);
        check_reason(&raw.reason, &mut findings);
        check_said(&raw.source, "source", "Name the page or paper the rule is from", &mut findings);
        check_belongs(raw.ground.as_ref(), "ground", Gate::Risk, gate, &mut findings);
        check_belongs(raw.first.as_ref(), "first", Gate::Process, gate, &mut findings);
        match (gate, expression) {
            (Some(gate), Some(expression)) if findings.is_empty() => Ok(Rule {
                code: raw.code.value.clone(),
                gate,
                expression,
                from: raw.from.value,
                reason: raw.reason.value.clone(),
                advice: raw.advice.iter().map(|key| key.value.clone()).collect(),
                source: raw.source.value.clone(),
                ground: raw.ground.as_ref().map(|ground| ground.value.clone()),
                first: raw.first.as_ref().map(|first| first.value.clone()),
                place: raw.place.clone(),
            }),
            _ => Err(findings),
        }
    }
}

/// A piece of a reason: words, or the path of a fact to put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'r> {
    /// Words as they stand.
    Words(&'r str),
    /// The fact between `{` and `}`.
    Fact(&'r str),
}

/// A reason in its pieces. A `{` without its `}` is words.
pub fn pieces(reason: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = reason;
    while let Some((words, after)) = rest.split_once('{') {
        let Some((path, behind)) = after.split_once('}') else { break };
        pieces.extend([Piece::Words(words), Piece::Fact(path)]);
        rest = behind;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

fn gate_of(raw: &RawRule, findings: &mut Vec<Finding>) -> Option<Gate> {
    let written = raw.gate.value.as_str();
    let gate = Gate::ALL.into_iter().find(|gate| gate.name() == written);
    if gate.is_none() {
        let names = Gate::ALL.map(Gate::name);
        findings.push(
            Finding::error("rule-gate", format!("`{written}` is not a gate"))
                .at(raw.gate.place.clone())
                .help(did_you_mean(written, names, &format!("Write one of {}", names.join(", ")))),
        );
    }
    gate
}

fn expression_of(raw: &RawRule, gate: Option<Gate>, findings: &mut Vec<Finding>) -> Option<Expression> {
    let mut refuse = |place: &Place, message: &str, help: &str| {
        findings.push(Finding::error("rule-condition", message).at(place.clone()).help(help));
    };
    let written = match (&raw.needs, &raw.excludes) {
        (Some(_), Some(excludes)) => {
            refuse(&excludes.place, "a rule has either `needs` or `excludes`", "Remove one of the two");
            return None;
        }
        (None, None) => {
            refuse(&raw.place, "the rule has no condition", "Add `needs`, or `excludes` for an exclusion");
            return None;
        }
        (Some(needs), None) => {
            if gate == Some(Gate::Exclusion) {
                refuse(
                    &needs.place,
                    "an exclusion says what excludes",
                    "Write `excludes` in place of `needs`",
                );
            }
            needs
        }
        (None, Some(excludes)) => {
            if gate.is_some_and(|gate| gate != Gate::Exclusion) {
                refuse(
                    &excludes.place,
                    "only a rule of the gate `exclusion` has `excludes`",
                    "Write `needs` and the opposite condition, or change the gate",
                );
            }
            excludes
        }
    };
    match Expression::check(&written.value) {
        Ok(expression) => Some(expression),
        Err(problems) => {
            findings.extend(problems.into_iter().map(|problem| {
                Finding::error("rule-expression", problem.message)
                    .at(written.place.clone())
                    .help(problem.help)
            }));
            None
        }
    }
}

fn check_code(code: &Written<String>, findings: &mut Vec<Finding>) {
    let fits = code
        .value
        .split('-')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
    if !fits {
        findings.push(
            Finding::error("rule-code", "a rule's code is lower-case words joined by hyphens")
                .at(code.place.clone())
                .help("Write it as adults-only"),
        );
    }
}

/// A reason goes into letters: its placeholders are facts of the referral and nothing else.
fn check_reason(reason: &Written<String>, findings: &mut Vec<Finding>) {
    check_said(reason, "reason", "Say in a letter's words why", findings);
    let mut refuse = |message: String, help: String| {
        findings.push(Finding::error("rule-reason", message).at(reason.place.clone()).help(help));
    };
    let pieces = pieces(&reason.value);
    if pieces.iter().any(|piece| matches!(piece, Piece::Words(words) if words.contains(['{', '}']))) {
        refuse("a brace stands alone in the reason".to_owned(), "Write facts as {subject.age}".to_owned());
    }
    for piece in pieces {
        let Piece::Fact(path) = piece else { continue };
        match fact(path) {
            Some(known) if matches!(known.sensitivity, Sensitivity::Address | Sensitivity::Phone) => refuse(
                format!("`{path}` may not stand in a letter's reason"),
                "Leave addresses and telephone numbers out of reasons".to_owned(),
            ),
            Some(_) => {}
            None if path.starts_with("return") => refuse(
                format!("`{path}` is from a return, and a letter tells nothing of returns"),
                "Use only facts of the referral".to_owned(),
            ),
            None => {
                let known = FACTS.iter().map(|fact| fact.path);
                let help = did_you_mean(path, known, "Run `cmarac facts` for the list of facts");
                refuse(format!("`{path}` in the reason is not a fact"), help);
            }
        }
    }
}

fn check_said(text: &Written<String>, key: &str, help: &str, findings: &mut Vec<Finding>) {
    if text.value.trim().is_empty() {
        findings.push(
            Finding::error("rule-words", format!("`{key}` is empty")).at(text.place.clone()).help(help),
        );
    }
}

fn check_belongs(
    text: Option<&Written<String>>,
    key: &str,
    belongs: Gate,
    gate: Option<Gate>,
    findings: &mut Vec<Finding>,
) {
    if let (Some(text), Some(gate)) = (text, gate)
        && gate != belongs
    {
        findings.push(
            Finding::error("rule-words", format!("only rules of the gate `{belongs}` have `{key}`"))
                .at(text.place.clone())
                .help(format!("Remove `{key}`, or change the gate")),
        );
    }
}

impl Gate {
    /// All of them, in order.
    pub const ALL: [Gate; 6] =
        [Gate::Exclusion, Gate::Eligibility, Gate::Process, Gate::Completeness, Gate::Risk, Gate::Need];

    /// Its name in `panel.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Gate::Exclusion => "exclusion",
            Gate::Eligibility => "eligibility",
            Gate::Process => "process",
            Gate::Completeness => "completeness",
            Gate::Risk => "risk",
            Gate::Need => "need",
        }
    }
}

/// The gates a case passes, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Met: another panel's case.
    Exclusion,
    /// Not met: declined.
    Eligibility,
    /// Not met: another process comes first.
    Process,
    /// Not met: something is missing.
    Completeness,
    /// Any one met: a route in.
    Risk,
    /// Not met: declined.
    Need,
}

impl std::fmt::Display for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<T>(value: T) -> Written<T> {
        Written { value, place: Place::file("northmoor/panel.toml").line(31) }
    }

    fn words(text: &str) -> Written<String> {
        written(text.to_owned())
    }

    fn raw() -> RawRule {
        RawRule {
            place: words("").place,
            code: words("adults-only"),
            gate: words("eligibility"),
            needs: Some(words("subject.age >= 18")),
            excludes: None,
            from: written(NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day")),
            reason: words("The panel is for adults; the person is {subject.age}."),
            advice: Vec::new(),
            source: words("made up"),
            ground: None,
            first: None,
        }
    }

    fn refused(change: impl FnOnce(&mut RawRule)) -> String {
        let mut rule = raw();
        change(&mut rule);
        let findings = Rule::check(&rule).err().unwrap_or_default();
        assert!(
            findings.iter().all(|finding| finding.place.is_some() && finding.help.is_some()),
            "every finding says where and what to do: {findings:?}"
        );
        findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_mistake_names_its_line_and_what_was_meant() {
        let gate = refused(|rule| rule.gate = words("eligability"));
        assert!(
            gate.contains("Did you mean `eligibility`?") && gate.contains("northmoor/panel.toml:31"),
            "{gate}"
        );
        let fact = refused(|rule| rule.needs = Some(words("subject.agee >= 18")));
        assert!(fact.contains("Did you mean `subject.age`?"), "{fact}");
        let placeholder = refused(|rule| rule.reason = words("The person is {subject.aeg}."));
        assert!(placeholder.contains("Did you mean `subject.age`?"), "{placeholder}");
    }

    #[test]
    fn a_rule_has_one_condition_of_the_kind_its_gate_asks_for() {
        assert!(refused(|rule| rule.needs = None).contains("no condition"));
        assert!(refused(|rule| rule.excludes = rule.needs.clone()).contains("either"));
        assert!(refused(|rule| rule.excludes = rule.needs.take()).contains("only a rule of the gate"));
        assert!(refused(|rule| rule.gate = words("exclusion")).contains("what excludes"));
        let exclusion = refused(|rule| {
            rule.gate = words("exclusion");
            rule.excludes = rule.needs.take();
        });
        assert_eq!(exclusion, "");
    }

    #[test]
    fn a_reason_holds_facts_of_the_referral_and_nothing_else() {
        for reason in
            ["They said {return.information}.", "Call {subject.phone}.", "A {brace.", "Empty {}.", ""]
        {
            assert_ne!(refused(|rule| rule.reason = words(reason)), "", "{reason}");
        }
        assert_eq!(
            pieces("Aged {subject.age}, not 18."),
            [Piece::Words("Aged "), Piece::Fact("subject.age"), Piece::Words(", not 18.")]
        );
    }

    #[test]
    fn words_for_one_gate_are_refused_at_another() {
        assert_ne!(refused(|rule| rule.ground = Some(words("score"))), "");
        assert_ne!(refused(|rule| rule.first = Some(words("Refer to safeguarding."))), "");
        assert_ne!(refused(|rule| rule.code = words("Adults Only")), "");
        assert_ne!(refused(|rule| rule.source = words(" ")), "");
    }
}
