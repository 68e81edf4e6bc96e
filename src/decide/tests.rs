//! What the sentences under `tests/rules` cannot say, because Islington does not do it: transfers,
//! processes, thresholds of our own, sign-off of everything. Islington's panel, changed, stands in.

use chrono::NaiveDate;

use super::facts::{Facts, Known, Standing};
use super::*;
use crate::finding::Place;
use crate::model::{
    Answer, Answers, Appearance, CaseRef, OtherPerson, Referral, RiskAnswer, StaysOpen, Value,
};
use crate::panel::{Defect, RawRule, SignOff, Written, load};

fn panel() -> Panel {
    let text = include_str!("../../input/islington/panel.toml");
    load("islington", "islington/panel.toml", text).expect("the built-in panel is a good one").0
}

fn meeting(panel: &Panel) -> MeetingContext {
    let date = NaiveDate::from_ymd_opt(2026, 12, 9).expect("a day");
    let deadline = panel.calendar.referrals_by(date);
    MeetingContext { id: MeetingId { date, urgent: false }, deadline }
}

fn given(value: Value) -> Answer {
    Answer::Given {
        value,
        written: "as given".to_owned(),
        place: Place::file("form.xlsx").sheet("Referral").cell(4, 1),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A referral that Islington accepts on professional judgement, changed as asked.
fn case(changes: &[(&'static str, Option<Value>)]) -> Case {
    let day = |text: &str| Value::Date(text.parse().expect("a date in the test"));
    let mut answers = Answers::default();
    for (path, value) in [
        ("referral.received", day("2026-11-20")),
        ("subject.surname", text("Testperson")),
        ("subject.date_of_birth", day("1990-04-03")),
        ("subject.area", text("Islington")),
        ("case.vulnerability", text("lives alone")),
        ("subject.at_risk", Value::YesNo(true)),
        ("referral.escalating", Value::YesNo(false)),
        ("referral.professional_judgement", Value::YesNo(true)),
        ("referral.judgement_reasons", text("will not say what happened")),
        ("referral.multi_agency_reason", text("housing and health must act together")),
        ("risk.stated_total", Value::Number(20)),
    ] {
        answers.insert(path, given(value));
    }
    for (path, value) in changes {
        let place = Place::file("form.xlsx").sheet("Referral").cell(9, 1);
        answers.insert(path, value.clone().map_or(Answer::Blank { place }, given));
    }
    let meeting = MeetingId { date: NaiveDate::from_ymd_opt(2026, 12, 9).expect("a day"), urgent: false };
    Case {
        reference: CaseRef::parse("ISL-2026-001").expect("a reference"),
        referrals: vec![Referral {
            place: Place::file("form.xlsx").sheet("Referral"),
            file_hash: String::new(),
            meeting,
            is_application: false,
            answers,
            others: Vec::new(),
            attending: Vec::new(),
            incidents: Vec::new(),
            risk: Vec::new(),
            as_written: Vec::new(),
        }],
        returns: Vec::new(),
        earlier: Vec::new(),
        carried: Vec::new(),
        decision: None,
        deferred_from: None,
        told_slot: None,
        stays_open: None,
        safeguards: Vec::new(),
    }
}

fn outcome(panel: &Panel, case: Case) -> Decided {
    decide(panel, &meeting(panel), vec![case]).expect("no defect").0.remove(0)
}

fn rule(panel: &Panel, gate: &str, code: &str, needs: &str) -> Rule {
    let written = |text: &str| Written { value: text.to_owned(), place: panel.place.clone() };
    let process = gate == "process";
    Rule::check(&RawRule {
        place: panel.place.clone(),
        code: written(code),
        gate: written(gate),
        needs: Some(written(needs)),
        excludes: None,
        from: Written { value: NaiveDate::MIN, place: panel.place.clone() },
        reason: written("Because."),
        advice: Vec::new(),
        source: written("made up"),
        ground: None,
        first: process.then(|| written("Make a safeguarding referral first.")),
    })
    .expect("a good rule")
}

#[test]
fn a_panel_that_passes_cases_on_transfers_those_who_live_elsewhere() {
    let mut panel = panel();
    let elsewhere = || case(&[("subject.area", Some(text("Elsewhere")))]);
    assert_eq!(outcome(&panel, elsewhere()).outcome, Outcome::Accept);
    panel.residence_required = true;
    assert_eq!(outcome(&panel, elsewhere()).outcome, Outcome::Transfer);
    assert_eq!(outcome(&panel, case(&[])).outcome, Outcome::Accept);

    let mut with_other = elsewhere();
    let mut answers = Answers::default();
    answers.insert("other.area", given(text("LB Islington")));
    with_other.referrals[0].others.push(OtherPerson { number: 1, answers });
    assert_eq!(outcome(&panel, with_other).outcome, Outcome::Accept, "another person lives here");

    let moved_in = case(&[
        ("subject.area", Some(text("Elsewhere"))),
        ("referral.transferred_from", Some(text("Elsewhere"))),
    ]);
    assert_eq!(outcome(&panel, moved_in).outcome, Outcome::Accept);
    assert_eq!(
        outcome(&panel, case(&[("subject.area", None)])).outcome,
        Outcome::Accept,
        "not known to live elsewhere"
    );
}

#[test]
fn a_process_that_must_come_first_goes_before_what_is_missing_and_asks_for_both() {
    let mut panel = panel();
    panel.rules.push(rule(
        &panel,
        "process",
        "safeguarding-first",
        "process.safeguarding in ['yes', 'not needed']",
    ));
    let decided =
        outcome(&panel, case(&[("process.safeguarding", Some(text("no"))), ("case.vulnerability", None)]));
    assert_eq!(decided.outcome, Outcome::ReturnProcess);
    assert_eq!(decided.first, ["Make a safeguarding referral first."]);
    assert_eq!(
        decided.missing.iter().map(|missing| missing.path.as_str()).collect::<Vec<_>>(),
        ["case.vulnerability"]
    );
    let blank = outcome(&panel, case(&[]));
    assert_eq!(blank.outcome, Outcome::ReturnIncomplete);
    assert!(blank.first.is_empty());
}

#[test]
fn below_a_threshold_of_our_own_a_person_decides() {
    let mut panel = panel();
    let low = || case(&[("referral.professional_judgement", Some(Value::YesNo(false)))]);
    assert_eq!(outcome(&panel, low()).outcome, Outcome::Decline);
    panel.instruments[0].published = false;
    let decided = outcome(&panel, low());
    assert_eq!(decided.outcome, Outcome::ToDecide);
    assert!(!decided.reasons.is_empty(), "the coordinator is told why");
}

#[test]
fn a_panel_that_signs_off_everything_has_drafts_of_everything() {
    let mut panel = panel();
    assert!(!outcome(&panel, case(&[])).draft);
    panel.sign_off = SignOff::All;
    assert!(outcome(&panel, case(&[])).draft);
}

#[test]
fn name_and_age_are_required_though_the_panel_does_not_write_it() {
    let mut panel = panel();
    panel.rules.retain(|rule| rule.gate != Gate::Completeness && rule.code != "adults-only");
    let nobody = outcome(&panel, case(&[("subject.surname", None), ("subject.date_of_birth", None)]));
    assert_eq!(nobody.outcome, Outcome::ReturnIncomplete);
    let asked: Vec<&str> = nobody.missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!(asked, ["subject.surname", "subject.forenames", "subject.date_of_birth"]);
    let cell = nobody.missing[0].place.as_ref().and_then(Place::cell_name);
    assert_eq!(cell.as_deref(), Some("B10"), "the letter names the empty cell");
}

#[test]
fn the_meeting_s_date_chooses_the_version_of_a_rule() {
    let mut panel = panel();
    let mut later = rule(&panel, "eligibility", "adults-only", "subject.age >= 40");
    later.from = NaiveDate::from_ymd_opt(2026, 12, 10).expect("a day");
    panel.rules.push(later.clone());
    assert_eq!(outcome(&panel, case(&[])).outcome, Outcome::Accept);
    later.from = NaiveDate::from_ymd_opt(2026, 12, 9).expect("a day");
    panel.rules.push(later);
    assert_eq!(outcome(&panel, case(&[])).outcome, Outcome::Decline);
}

#[test]
fn an_escalator_is_high_whatever_the_total_and_in_doubt_while_blank() {
    let mut panel = panel();
    let question = panel.instruments[0].questions[0].clone();
    let text_of = |index: usize| question.options[index].text.clone();
    panel.instruments[0].questions[0].escalator = Some(text_of(0));
    let with = |answer: Option<String>| {
        let mut case = case(&[("risk.stated_total", None)]);
        let place = Place::file("form.xlsx").sheet("Risk assessment").cell(1, 1);
        for other in &panel.instruments[0].questions {
            let answer = if other.code == question.code {
                answer.clone()
            } else {
                Some(other.options[0].text.clone())
            };
            let place = place.clone();
            case.referrals[0].risk.push(RiskAnswer {
                question: other.code.clone(),
                answer: match answer {
                    Some(text) => Answer::Given { written: text.clone(), value: Value::Text(text), place },
                    None => Answer::Blank { place },
                },
                stated_score: None,
            });
        }
        outcome(&panel, case).risk.expect("an assessment came").high
    };
    assert_eq!(with(Some(text_of(0))), Truth::Met);
    assert_eq!(with(Some(text_of(1))), Truth::NotMet);
    assert_eq!(with(None), Truth::Unknown);
}

#[test]
fn every_fact_in_the_table_is_entered() {
    let mut panel = panel();
    panel.incidents = Some(crate::panel::IncidentRule {
        place: panel.place.clone(),
        police: vec!["Police".into()],
        qualifying: Some(crate::panel::QualifyingRule {
            channels: Vec::new(),
            other_channels: Vec::new(),
            within_months_of_incident: 1,
            months_before_application: 6,
        }),
    });
    let (case, meeting) = (case(&[]), meeting(&panel));
    let mut findings = Vec::new();
    let mut facts = facts::gather(&case, &mut findings);
    receipt::enter(&meeting, &case, &mut facts, &mut findings);
    computed::enter(&panel, &meeting, &case, &mut facts, &mut findings);
    risk::enter(&panel, meeting.id.date, &case, &mut facts, &mut findings);
    incidents::enter(&panel, &meeting, &case, &mut facts, &mut findings);
    let entered: BTreeSet<&str> = facts.iter().map(|(path, _)| path).collect();
    let all: BTreeSet<&str> = crate::model::FACTS.iter().map(|fact| fact.path).collect();
    assert_eq!(entered, all);
}

#[test]
fn a_defect_stops_the_run() {
    let panel = panel();
    let wrong = case(&[("subject.at_risk", Some(text("yes")))]);
    let defect: Defect =
        decide(&panel, &meeting(&panel), vec![wrong]).expect_err("the value is of the wrong kind");
    assert!(defect.to_string().contains("subject.at_risk"));
}

#[test]
fn rules_that_nobody_meets_are_one_note() {
    let panel = panel();
    let (_, findings) = decide(&panel, &meeting(&panel), vec![case(&[])]).expect("no defect");
    let notes: Vec<&Finding> = findings.iter().filter(|finding| finding.code == "rule-never-met").collect();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].message.contains("escalation") && !notes[0].message.contains("another-panel"));
    let (_, findings) = decide(&panel, &meeting(&panel), Vec::new()).expect("no defect");
    assert!(findings.is_empty());
}

#[test]
fn before_its_first_rule_is_in_force_a_panel_accepts_nothing() {
    let panel = panel();
    let first = panel.rules.iter().map(|rule| rule.from).min().expect("there are rules");
    let decided = |date| {
        let id = MeetingId { date, urgent: false };
        let (decided, findings) =
            decide(&panel, &MeetingContext { id, deadline: None }, vec![case(&[])]).expect("no defect");
        let said = findings.iter().any(|finding| finding.code == "no-rule-in-force");
        (decided[0].outcome, said)
    };
    assert_eq!(decided(first.pred_opt().expect("a day before")), (Outcome::ToDecide, true));
    assert_eq!(decided(first), (Outcome::Accept, false), "a rule is in force on the day it begins");
}

#[test]
fn a_day_written_with_a_time_is_that_day() {
    let panel = panel();
    let date = NaiveDate::from_ymd_opt(2008, 12, 10).expect("a day");
    let time = chrono::NaiveTime::from_hms_opt(12, 0, 0);
    let born = Value::Moment(crate::model::Moment { date, time });
    let decided = outcome(&panel, case(&[("subject.date_of_birth", Some(born))]));
    assert_eq!((decided.outcome, decided.age), (Outcome::Decline, Some(17)));
}

#[test]
fn a_missing_receipt_is_looked_for_in_its_own_cell() {
    let panel = panel();
    let (_, findings) =
        decide(&panel, &meeting(&panel), vec![case(&[("referral.received", None)])]).expect("no defect");
    let finding = findings.iter().find(|finding| finding.code == "no-receipt-time").expect("it is said");
    let cell = finding.place.as_ref().and_then(Place::cell_name);
    assert_eq!(cell.as_deref(), Some("B10"));
}

#[test]
fn a_question_answered_twice_counts_if_both_answers_are_one() {
    let panel = panel();
    let question = panel.instruments[0].questions[0].clone();
    let answered = |options: [usize; 2]| {
        let mut case = case(&[("risk.stated_total", None), ("subject.poses_risk", None)]);
        case.referrals[0].risk = options
            .into_iter()
            .map(|option| RiskAnswer {
                question: question.code.clone(),
                answer: given(text(&question.options[option].text)),
                stated_score: None,
            })
            .collect();
        let (mut decided, findings) = decide(&panel, &meeting(&panel), vec![case]).expect("no defect");
        let risk = decided.remove(0).risk.expect("there is an assessment");
        (risk.answers[0].1.clone(), findings.iter().any(|finding| finding.code == "risk-answered-twice"))
    };
    assert_eq!(answered([1, 1]), (question.options[1].text.clone(), false));
    assert_eq!(answered([1, 2]), ("not readable".to_owned(), true));
}

#[test]
fn a_panel_without_risk_routes_declines_nobody_for_want_of_one() {
    let mut panel = panel();
    panel.rules.retain(|rule| rule.gate != Gate::Risk);
    assert!(panel.rules.len() > 5, "the others stay");
    let decided = outcome(&panel, case(&[]));
    assert_eq!((decided.outcome, decided.line), (Outcome::Accept, 10));
}

#[test]
fn only_a_panel_that_holds_urgent_meetings_accepts_urgently() {
    let mut panel = panel();
    let urgent = || {
        case(&[
            ("referral.urgent", Some(Value::YesNo(true))),
            ("referral.urgent_reason", Some(text("a threat to life last night"))),
        ])
    };
    assert_eq!(outcome(&panel, urgent()).outcome, Outcome::AcceptUrgent);
    panel.urgent_meetings = false;
    assert_eq!(outcome(&panel, urgent()).outcome, Outcome::Accept);
}

/// Of several referrers none may read what another said, not even through a fact that is computed.
#[test]
fn what_one_agency_alone_said_is_not_shared_by_what_rests_on_it() {
    let panel = panel();
    let mut case = case(&[]);
    let mut near = Answers::default();
    near.insert("other.area", given(text("Islington")));
    case.referrals[0].others.push(OtherPerson { number: 1, answers: near });
    let born = Value::Date(NaiveDate::from_ymd_opt(1990, 4, 3).expect("a day"));
    let said: [&[(&'static str, Known)]; 3] = [
        &[],
        &[
            ("subject.surname", Known::value(text("Testperson"), Vec::new())),
            ("subject.date_of_birth", Known::value(born, Vec::new())),
            ("subject.area", Known::value(text("Elsewhere"), Vec::new())),
            ("referral.transferred_from", Known::value(text("Elsewhere"), Vec::new())),
        ],
        &[("subject.surname", Known::absent(Standing::Unreadable("it is a picture".to_owned()), Vec::new()))],
    ];
    for said in said {
        let mut facts = Facts::default();
        for fact in crate::model::FACTS {
            facts.enter(fact.path, Known { shared: false, ..facts.get(fact.path) });
        }
        for (path, known) in said {
            facts.enter(path, Known { shared: false, ..known.clone() });
        }
        computed::enter(&panel, &meeting(&panel), &case, &mut facts, &mut Vec::new());
        for path in [
            "subject.age",
            "subject.age_known",
            "subject.named",
            "applicant.named",
            "subject.lives_in_area",
            "case.in_area",
            "case.anyone_lives_in_area",
            "case.vulnerable",
            "referral.needs_multi_agency",
            "referral.transferred_in",
            "process.excluded",
        ] {
            assert!(!facts.get(path).shared, "{path} of {said:?}");
        }
        // One of the answers that it rests on is enough.
        let unreadable = Standing::Unreadable("it is a picture".to_owned());
        for surname in [Known::value(text("Testperson"), Vec::new()), Known::absent(unreadable, Vec::new())] {
            facts.enter("subject.surname", surname);
            computed::enter(&panel, &meeting(&panel), &case, &mut facts, &mut Vec::new());
            assert!(!facts.get("subject.named").shared, "the other name");
        }
    }
}

#[test]
fn a_band_is_named_where_every_total_and_every_agency_gives_the_same() {
    let file = include_str!("../../input/islington/panel.toml").replacen(
        "threshold = \"> 31\"\n",
        "threshold = \"> 31\"\nbands = [[\"Low\", 0], [\"Some\", 20], [\"High\", 32]]\n",
        1,
    );
    let mut panel = load("islington", "islington/panel.toml", &file).expect("a good panel").0;
    let by_band = rule(&panel, "risk", "some-band", "risk.band == 'Some'");
    panel.rules.push(by_band);
    let decided = |case: Case| {
        let (mut decided, findings) = decide(&panel, &meeting(&panel), vec![case]).expect("no defect");
        let disagree = findings.iter().any(|finding| finding.code == "risk-assessments-disagree");
        let decided = decided.remove(0);
        let rule = decided.evaluations.iter().find(|evaluation| evaluation.code == "some-band");
        let band = decided.risk.as_ref().expect("an assessment came").band.clone();
        assert_eq!(rule.map(|rule| rule.result == Truth::Unknown), Some(band.is_none()), "{band:?}");
        (band, disagree)
    };
    let two = |first: i64, second: i64| {
        let mut both = case(&[("risk.stated_total", Some(Value::Number(first)))]);
        let police =
            [("referrer.agency", Some(text("Police"))), ("risk.stated_total", Some(Value::Number(second)))];
        both.referrals.push(case(&police).referrals.remove(0));
        decided(both)
    };
    let named = |band: &str| Some(band.to_owned());
    assert_eq!(decided(case(&[])), (named("Some"), false));
    assert_eq!(two(20, 31), (named("Some"), false));
    assert_eq!(two(20, 19), (None, true));
    assert_eq!(two(19, 20), (None, true));
    let mut open = case(&[("risk.stated_total", None)]);
    let question = &panel.instruments[0].questions[0];
    open.referrals[0].risk = vec![RiskAnswer {
        question: question.code.clone(),
        answer: given(text(&question.options[0].text)),
        stated_score: None,
    }];
    assert_eq!(decided(open).0, None, "the total may be in any of them");
}

#[test]
fn a_new_referral_of_a_case_that_stays_open_is_a_repeat_and_a_moved_one_is_not() {
    let panel = panel();
    let repeat = |open: bool, referred: &str| {
        let mut case = case(&[]);
        let day: NaiveDate = referred.parse().expect("a day");
        let before = MeetingId { date: NaiveDate::from_ymd_opt(2026, 11, 11).expect("a day"), urgent: false };
        case.earlier.push(Appearance {
            meeting: before,
            reference: case.reference.clone(),
            referred: Some(day),
            place: Place::file("earlier.xlsx"),
            outcome: None,
            actions: Vec::new(),
        });
        case.stays_open = open.then(|| StaysOpen {
            from: before,
            recorded: true,
            heard: Vec::new(),
            left_out: Vec::new(),
            invited: Vec::new(),
            lead: None,
        });
        outcome(&panel, case).repeat
    };
    assert!(repeat(true, "2026-10-20"));
    assert!(!repeat(false, "2026-10-20"), "one reference, so it was moved");
    assert!(!repeat(true, "2026-11-20"), "it is this referral");
}
