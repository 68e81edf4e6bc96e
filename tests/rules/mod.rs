//! Rule sentences: every `tests/rules/*.toml` holds cases in a few words each, with the outcome the
//! panel's published rules give them. Adding a file adds tests.

mod sentence;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cmarac::decide::{Counting, Decided, MeetingContext, Missing, decide};
use cmarac::finding::Finding;
use cmarac::model::MeetingId;
use cmarac::panel::{Panel, Truth, load};

use sentence::{File, Sentence};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// All files of sentences, by name.
fn files() -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder()).expect("the folder of sentences is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).expect("a file of sentences can be read");
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let file = File::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!file.cases.is_empty(), "{name} holds no case");
            files.insert(name, file);
        }
    }
    files
}

fn panel(code: &str) -> Panel {
    let path = format!("{code}/panel.toml");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("input").join(&path);
    let text = fs::read_to_string(&file).expect("the panel's file can be read");
    match load(code, &path, &text) {
        Ok((panel, _)) => panel,
        Err(findings) => panic!("{code}: {findings:#?}"),
    }
}

fn decide_sentence(panel: &Panel, sentence: &Sentence) -> (Decided, Vec<Finding>) {
    let id = MeetingId { date: sentence.meeting, urgent: sentence.urgent_meeting };
    let deadline = panel.calendar.referrals_by(id.date);
    let case = sentence.case(&folder());
    let (mut decided, findings) = decide(panel, &MeetingContext { id, deadline }, vec![case])
        .unwrap_or_else(|defect| panic!("{}: {defect}", sentence.name));
    (decided.pop().expect("one case in, one case out"), findings)
}

#[test]
fn every_sentence_comes_out_as_it_says() {
    let files = files();
    let mut told = 0;
    let mut wrong = Vec::new();
    for (name, file) in &files {
        let panel = panel(&file.panel);
        let mut names = BTreeSet::new();
        for sentence in &file.cases {
            assert!(names.insert(&sentence.name), "{name}: two cases are called {}", sentence.name);
            let (decided, findings) = decide_sentence(&panel, sentence);
            for problem in sentence.expect.compare(&decided, &findings) {
                wrong.push(format!("{name}, {}: {problem}", sentence.name));
            }
            told += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {told} sentences are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(told >= 70, "only {told} sentences were found under tests/rules");
}

/// A rule that could be left out without any sentence noticing is a rule nobody has tested.
#[test]
fn every_rule_decides_at_least_one_sentence() {
    let files = files();
    for code in files.values().map(|file| file.panel.as_str()).collect::<BTreeSet<_>>() {
        let whole = panel(code);
        let sentences: Vec<&Sentence> =
            files.values().filter(|file| file.panel == code).flat_map(|file| &file.cases).collect();
        let outcomes = |panel: &Panel| -> Vec<_> {
            sentences.iter().map(|sentence| decide_sentence(panel, sentence).0.proposed).collect()
        };
        let with_all = outcomes(&whole);
        let rules: BTreeSet<&str> = whole.rules.iter().map(|rule| rule.code.as_str()).collect();
        assert!(rules.len() >= 5, "{code} has hardly any rules");
        for rule in rules {
            let mut without = whole.clone();
            without.rules.retain(|other| other.code != rule);
            // These are built in for panels that leave them out, so nothing changes.
            let built_in = ["name-given", "birth-or-age-given", "applicant-named"].contains(&rule);
            assert_eq!(outcomes(&without) == with_all, built_in, "{code}: `{rule}` removed");
        }
    }
}

#[test]
fn every_fact_a_rule_used_names_its_cells() {
    for (name, file) in files() {
        let panel = panel(&file.panel);
        for sentence in file.cases {
            let (decided, _) = decide_sentence(&panel, &sentence);
            for evaluation in &decided.evaluations {
                assert!(!evaluation.facts.is_empty(), "{name}: {} names no fact", evaluation.code);
                for fact in &evaluation.facts {
                    assert!(!fact.value.is_empty(), "{name}: {} has no words", fact.path);
                    let silent = fact.value == "left blank"
                        || (fact.path.starts_with("risk.") && decided.risk.is_none());
                    // Of no rows, of no earlier referral and of a question not asked there is no cell.
                    let of_nothing = [
                        "process.excluded",
                        "process.current_panels",
                        "referral.transferred_in",
                        "referral.repeat",
                    ];
                    let list = of_nothing.contains(&fact.path) || fact.path.starts_with("incident_count.");
                    assert!(
                        silent || list || !fact.places.is_empty(),
                        "{name}, {}: {} rests on no cell",
                        sentence.name,
                        fact.path
                    );
                }
            }
        }
    }
}

impl sentence::Expect {
    /// Everything that came out otherwise than the sentence says.
    fn compare(&self, decided: &Decided, findings: &[Finding]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut check = |what: &str, wanted: String, got: String| {
            if wanted != got {
                wrong.push(format!("{what} should be {wanted} and is {got}"));
            }
        };
        check("the outcome", self.outcome.clone(), decided.outcome.to_string());
        if let Some(proposed) = &self.proposed {
            check("the proposal", proposed.clone(), decided.proposed.to_string());
        }
        for (codes, truth) in
            [(&self.met, Truth::Met), (&self.not_met, Truth::NotMet), (&self.unknown, Truth::Unknown)]
        {
            for code in codes {
                let got = decided.evaluations.iter().find(|evaluation| evaluation.code == *code);
                let got = got.map_or("no rule".to_owned(), |evaluation| evaluation.result.to_string());
                check(&format!("`{code}`"), truth.to_string(), got);
            }
        }
        if let Some(missing) = &self.missing {
            let got: Vec<&str> = decided.missing.iter().map(|missing| missing.path.as_str()).collect();
            check("what is missing", format!("{missing:?}"), format!("{got:?}"));
        }
        if let Some(asks) = &self.asks {
            let asked = |missing: &Missing| format!("{}: {}", missing.question, missing.problem);
            let got: Vec<String> = decided.missing.iter().map(asked).collect();
            check("what is asked for", format!("{asks:?}"), format!("{got:?}"));
        }
        if let Some(deciding) = &self.deciding {
            check("what decided", format!("{deciding:?}"), format!("{:?}", decided.deciding));
        }
        if let Some(reasons) = &self.reasons {
            check("the reasons", format!("{reasons:?}"), format!("{:?}", decided.reasons));
        }
        for (what, wanted, got) in [
            ("the grounds", &self.grounds, &decided.grounds),
            ("what comes first", &self.first, &decided.first),
            ("the advice", &self.advice, &decided.advice),
        ] {
            if let Some(wanted) = wanted {
                check(what, format!("{wanted:?}"), format!("{got:?}"));
            }
        }
        if let Some(other) = &self.other_panel {
            check(
                "the other panel",
                format!("{:?}", Some(other)),
                format!("{:?}", decided.other_panel.as_ref()),
            );
        }
        if let Some(draft) = self.draft {
            check("DRAFT", draft.to_string(), decided.draft.to_string());
        }
        if let Some(asked) = self.asked_about {
            check("being asked about", asked.to_string(), decided.is_asked_about().to_string());
        }
        if let Some(repeat) = self.repeat {
            check("a repeat", repeat.to_string(), decided.repeat.to_string());
        }
        if let Some(age) = self.age {
            check("the age", format!("{:?}", Some(age)), format!("{:?}", decided.age));
        }
        if let Some(child) = self.child {
            check("a child", child.to_string(), decided.is_child().to_string());
        }
        if let Some(counts) = &self.counts {
            let got = decided.incidents.iter().map(|incident| match incident.counting {
                Counting::NotAsked => "not asked",
                other => other.words(),
            });
            let got: Vec<&str> = got.collect();
            check("which reports count", format!("{counts:?}"), format!("{got:?}"));
        }
        if let Some(why) = &self.why {
            let got: Vec<&str> = decided.incidents.iter().map(|incident| incident.why.as_str()).collect();
            check("why reports count or not", format!("{why:?}"), format!("{got:?}"));
        }
        if let Some(total) = &self.total {
            let got = decided.risk.as_ref().map(|risk| vec![risk.total.low, risk.total.high]);
            check("the total", format!("{:?}", Some(total)), format!("{got:?}"));
        }
        for wanted in &self.answers {
            let answers = decided.risk.iter().flat_map(|risk| &risk.answers);
            let got = answers.filter(|(question, ..)| *question == wanted[0]).collect::<Vec<_>>();
            let [question, answer, score] = wanted.clone();
            check("an answer", format!("{:?}", [(question, answer, score)]), format!("{got:?}"));
        }
        for (code, says) in &self.says {
            let got = decided.evaluations.iter().find(|evaluation| evaluation.code == *code);
            let got = got.map_or("no rule", |evaluation| &evaluation.says);
            check(&format!("what is printed of `{code}`"), says.clone(), got.to_owned());
        }
        for (path, words) in &self.facts {
            let used = decided.evaluations.iter().flat_map(|evaluation| &evaluation.facts);
            let got: BTreeSet<&str> =
                used.filter(|fact| fact.path == path).map(|fact| fact.value.as_str()).collect();
            check(
                &format!("`{path}`"),
                format!("{:?}", BTreeSet::from([words.as_str()])),
                format!("{got:?}"),
            );
        }
        if let Some(codes) = &self.findings {
            let got: BTreeSet<&str> = findings
                .iter()
                .map(|finding| finding.code)
                .filter(|code| *code != "rule-never-met")
                .collect();
            let wanted: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
            check("the findings", format!("{wanted:?}"), format!("{got:?}"));
        }
        if let Some(said) = &self.said {
            let say = |finding: &Finding| {
                format!("{} / {}", finding.message, finding.help.as_deref().unwrap_or_default())
            };
            let got: Vec<String> =
                findings.iter().filter(|finding| finding.code != "rule-never-met").map(say).collect();
            check("what the findings say", format!("{said:?}"), format!("{got:?}"));
        }
        if let Some(cells) = &self.asked_at {
            let places = decided.missing.iter().map(|missing| missing.place.as_ref());
            let got: Vec<String> =
                places.map(|place| place.and_then(|place| place.cell_name()).unwrap_or_default()).collect();
            check("where the questions stand", format!("{cells:?}"), format!("{got:?}"));
        }
        if let Some(severity) = &self.severity {
            let got = findings.iter().map(|finding| finding.severity).min();
            check(
                "the severest finding",
                severity.clone(),
                got.map_or("none".to_owned(), |got| got.to_string()),
            );
        }
        wrong
    }
}
