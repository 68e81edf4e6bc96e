//! What may be written, what it means, and that it means the same as a small evaluator written by
//! hand.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::model::Moment;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date in the test")
}

fn facts() -> FactValues {
    let text = |text: &str| Value::Text(text.to_owned());
    BTreeMap::from([
        ("subject.age", Value::Number(34)),
        ("risk.low", Value::Number(32)),
        ("subject.at_risk", Value::YesNo(true)),
        ("referral.escalating", Value::YesNo(false)),
        ("subject.role", text("victim")),
        ("referral.escalation_detail", text("None.")),
        ("case.vulnerability", text("lives alone")),
        ("process.current_panels", Value::List(vec!["MAPPA".to_owned()])),
        ("process.earlier_panels", Value::List(Vec::new())),
        ("subject.date_of_birth", Value::Date(day("2024-01-31"))),
        ("referral.received", Value::Moment(Moment { date: day("2024-02-29"), time: None })),
    ])
}

fn truth(source: &str) -> Truth {
    let expression = Expression::check(source).unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
    expression.evaluate(&facts()).unwrap_or_else(|defect| panic!("{defect}"))
}

fn refusal(source: &str) -> Problem {
    match Expression::check(source) {
        Ok(_) => panic!("{source} is allowed"),
        Err(problems) => problems.into_iter().next().expect("a refusal says why"),
    }
}

#[test]
fn comparisons_of_every_kind_hold_or_do_not() {
    for source in [
        "subject.age >= 18",
        "subject.age == 34",
        "subject.age != 35",
        "subject.age + 1 > 34",
        "subject.age - 35 < 0",
        "-subject.age < -33",
        "18 <= subject.age",
        "subject.at_risk",
        "subject.at_risk == true",
        "referral.escalating == false",
        "!referral.escalating",
        "subject.role == 'victim'",
        "subject.role in ['victim', 'both']",
        "subject.age in [33, 34]",
        "'MAPPA' in process.current_panels",
        "size(process.current_panels) == 1",
        "size(process.earlier_panels) == 0",
        "given(case.vulnerability)",
        "!given(referral.escalation_detail)",
        "within_months(subject.date_of_birth, referral.received, 1)",
        "subject.date_of_birth < referral.received",
        "(referral.escalating || subject.at_risk) && true",
        "subject.at_risk &&\n  subject.age > 17",
    ] {
        assert_eq!(truth(source), Truth::Met, "{source}");
        assert_eq!(truth(&format!("!({source})")), Truth::NotMet, "{source}");
    }
}

#[test]
fn an_absent_fact_is_unknown_however_it_is_used() {
    for source in [
        "subject.poses_risk",
        "!subject.poses_risk",
        "subject.poses_risk == false",
        "risk.high_total > 31",
        "risk.high_total + 1 > 31",
        "risk.high_total != 3",
        "consent.status == 'given'",
        "consent.status != 'given'",
        "consent.status in ['given']",
        "consent.status in process.current_panels",
        "given(consent.reason)",
        "size(referral.agencies) == 0",
        "'Police' in referral.agencies",
        "within_months(referral.last_referred, referral.received, 12)",
        "subject.poses_risk && subject.at_risk",
        "subject.poses_risk || referral.escalating",
    ] {
        assert_eq!(truth(source), Truth::Unknown, "{source}");
    }
}

#[test]
fn what_decides_decides_beside_the_unknown() {
    assert_eq!(truth("subject.poses_risk || subject.at_risk"), Truth::Met);
    assert_eq!(truth("subject.at_risk || subject.poses_risk"), Truth::Met);
    assert_eq!(truth("subject.poses_risk && referral.escalating"), Truth::NotMet);
    assert_eq!(truth("referral.escalating && subject.poses_risk"), Truth::NotMet);
}

#[test]
fn an_unknown_names_the_facts_it_wants_and_only_those() {
    let wanted = |source: &str| -> Vec<&'static str> {
        let expression = Expression::check(source).expect("allowed");
        expression.weigh(&facts()).expect("no defect").for_want_of.into_iter().collect()
    };
    assert_eq!(wanted("subject.poses_risk || subject.at_risk"), [""; 0]);
    assert_eq!(wanted("subject.poses_risk || referral.escalating"), ["subject.poses_risk"]);
    assert_eq!(
        wanted("(consent.status == 'given' && false) || subject.poses_risk || children.involved"),
        ["children.involved", "subject.poses_risk"],
    );
    assert_eq!(wanted("risk.high_total > subject.age_stated"), ["risk.high_total", "subject.age_stated"]);
}

#[test]
fn whatever_could_evade_an_unknown_or_a_type_is_refused() {
    for (source, message, help) in [
        ("subject.agee >= 18", "`subject.agee` is not a fact", "Did you mean `subject.age`?"),
        ("age >= 18", "`age` is not a fact", "Run `cmarac facts` for the list of facts"),
        ("subject >= 18", "`subject` is not a fact", "Run `cmarac facts` for the list of facts"),
        ("return.information == ''", "", ""),
        (".subject.age >= 18", "", ""),
        ("subject.age.years >= 18", "`subject.age.years` is not a fact", ""),
        ("subject.age >= '18'", "a number is compared with text", ""),
        ("subject.age == true", "a number is compared with yes or no", ""),
        ("subject.date_of_birth > 18", "a date is compared with a number", ""),
        ("subject.surname < 'M'", "text has no order", ""),
        ("subject.role == 'victm'", "`subject.role` is never `victm`", "Did you mean `victim`?"),
        ("subject.role in ['Victim']", "`subject.role` is never `Victim`", "Did you mean `victim`?"),
        ("subject.role in ['victim', 1]", "text is compared with a number", ""),
        ("subject.role in []", "the list after `in` is empty", ""),
        ("process.current_panels == ['MAPPA']", "a list in brackets may only stand after `in`", ""),
        ("subject.age", "a condition must be true or false, and this is a number", ""),
        ("subject.age >= 18 && 1", "a condition must be true or false, and this is a number", ""),
        ("(subject.at_risk && subject.poses_risk) == true", "&& || ! may not stand within a comparison", ""),
        ("null == subject.role", "`null` is not allowed", ""),
        ("has(subject.age)", "has(), all(), exists() and the like are not allowed", ""),
        ("has(subject.age) || true", "", ""),
        ("subject['age'] >= 18", "square brackets after a fact are not allowed", ""),
        ("process.current_panels[0] == 'MAPPA'", "square brackets after a fact are not allowed", ""),
        ("subject.?age >= 18", "", ""),
        (
            "process.current_panels.exists(p, p == 'MAPPA')",
            "has(), all(), exists() and the like are not allowed",
            "",
        ),
        ("process.current_panels.size() == 1", "`size` is written after a point", ""),
        ("subject.at_risk ? true : false", "`? :` is not allowed", ""),
        ("subject.age * 2 > 18", "`*` is not allowed", ""),
        ("subject.age > 17.5", "only whole numbers, text, true and false can be written out", ""),
        ("subject.age > 17u", "only whole numbers, text, true and false can be written out", ""),
        ("subject.age > 9999999999", "numbers beyond 1000000 are not allowed", ""),
        ("subject.surname + 'x' == 'y'", "+ and - need numbers, and one side is text", ""),
        ("int(subject.surname) > 3", "`int` is not allowed", ""),
        (
            "within_month(subject.date_of_birth, referral.received, 1)",
            "`within_month` is not allowed",
            "Did you mean `within_months`?",
        ),
        (
            "within_months(subject.date_of_birth, referral.received)",
            "`within_months` has the wrong number of arguments",
            "Write within_months(earlier, later, 12)",
        ),
        ("size() > 1", "`size` has the wrong number of arguments", "Write size(fact)"),
        (
            "within_months(subject.date_of_birth, referral.received, 1201)",
            "within_months() needs a number of months, written out",
            "",
        ),
        (
            "process.current_panels == 'MAPPA'",
            "a list cannot be compared",
            "Use size(list) or 'word' in list",
        ),
        ("1 in process.current_panels", "a number is compared with text", ""),
        ("within_months(subject.age, referral.received, 1)", "within_months() needs two dates", ""),
        (
            "within_months(subject.date_of_birth, referral.received, subject.age)",
            "within_months() needs a number of months, written out",
            "",
        ),
        ("given(subject.age)", "given() asks whether a text was given", ""),
        ("given('none')", "given() asks whether a text was given", ""),
        ("{'a': true}.a", "only facts may have a point in them", ""),
        ("", "the expression is empty", ""),
        ("subject.age >=", "", ""),
        ("subject.age >= 18 18", "", ""),
        ("'unclosed", "", ""),
    ] {
        let problem = refusal(source);
        assert!(problem.message.contains(message), "{source}: {}", problem.message);
        assert!(problem.help.contains(help), "{source}: {}", problem.help);
        assert!(!problem.help.is_empty(), "{source}");
    }
}

#[test]
fn both_sides_of_a_wrong_condition_are_reported_at_once() {
    let problems = Expression::check("subject.agee > 1 || subject.at_rsk").err().unwrap_or_default();
    assert_eq!(problems.len(), 2);
}

#[test]
fn long_and_deep_expressions_are_refused_and_stop_nothing() {
    let long = vec!["subject.at_risk"; 200].join(" || ");
    assert!(refusal(&long).message.contains("longer than"));
    let deep = format!("{}subject.at_risk{}", "(".repeat(500), ")".repeat(500));
    assert!(Expression::check(&deep).is_err());
    let nots = format!("{}subject.at_risk", "!".repeat(1_500));
    let _ = Expression::check(&nots);
    let minus = format!("subject.age > {}1", "-".repeat(1_500));
    let _ = Expression::check(&minus);
    let sum = format!("subject.age > {}1", "1+".repeat(900));
    assert!(Expression::check(&sum).is_err() || truth(&sum) == Truth::NotMet);
}

#[test]
fn anything_but_an_absent_fact_is_a_defect_and_never_hidden() {
    let mut wrong = facts();
    wrong.insert("subject.age", Value::Text("34".to_owned()));
    for source in ["subject.age >= 18", "subject.age >= 18 || true", "false && subject.age >= 18"] {
        let expression = Expression::check(source).expect("allowed");
        let defect = expression.evaluate(&wrong).expect_err(source);
        assert!(defect.to_string().contains("subject.age"), "{defect}");
        assert!(!defect.to_string().contains("\"34\""), "a defect tells no value: {defect}");
    }
    wrong.insert("subject.age", Value::Number(i64::MAX));
    let expression = Expression::check("subject.age + 1 > 3").expect("allowed");
    assert!(expression.evaluate(&wrong).is_err());
}

#[test]
fn the_facts_it_names_are_listed_once() {
    let expression =
        Expression::check("risk.low > 31 || (risk.low > 20 && subject.age > 70)").expect("allowed");
    assert_eq!(expression.paths(), ["risk.low", "subject.age"]);
}

/// An expression of the test's own making, with its meaning written out by hand.
#[derive(Clone, Debug)]
enum Made {
    Truth(bool),
    YesNo(&'static str),
    Number(Box<Sum>, &'static str, Box<Sum>),
    In(&'static str, Vec<i64>),
    Not(Box<Made>),
    And(Box<Made>, Box<Made>),
    Or(Box<Made>, Box<Made>),
}

#[derive(Clone, Debug)]
enum Sum {
    Written(i64),
    Fact(&'static str),
    Plus(Box<Sum>, Box<Sum>),
    Minus(Box<Sum>, Box<Sum>),
}

const YES_NO: [&str; 3] = ["subject.at_risk", "subject.poses_risk", "referral.escalating"];
const NUMBERS: [&str; 3] = ["subject.age", "risk.low", "risk.high_total"];

fn sum() -> impl Strategy<Value = Sum> {
    let leaf = prop_oneof![
        (-40_i64..40).prop_map(Sum::Written),
        prop::sample::select(&NUMBERS[..]).prop_map(Sum::Fact),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Sum::Plus(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Sum::Minus(Box::new(a), Box::new(b))),
        ]
    })
}

fn made() -> impl Strategy<Value = Made> {
    let operators = ["==", "!=", "<", "<=", ">", ">="];
    let leaf = prop_oneof![
        any::<bool>().prop_map(Made::Truth),
        prop::sample::select(&YES_NO[..]).prop_map(Made::YesNo),
        (sum(), prop::sample::select(operators.to_vec()), sum()).prop_map(|(a, op, b)| Made::Number(
            Box::new(a),
            op,
            Box::new(b)
        )),
        (prop::sample::select(&NUMBERS[..]), prop::collection::vec(-3_i64..3, 1..4))
            .prop_map(|(fact, list)| Made::In(fact, list)),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Made::Not(Box::new(part))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Made::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Made::Or(Box::new(a), Box::new(b))),
        ]
    })
}

fn write_sum(sum: &Sum) -> String {
    match sum {
        Sum::Written(n) => n.to_string(),
        Sum::Fact(path) => (*path).to_owned(),
        Sum::Plus(a, b) => format!("({} + {})", write_sum(a), write_sum(b)),
        Sum::Minus(a, b) => format!("({} - {})", write_sum(a), write_sum(b)),
    }
}

fn write(made: &Made) -> String {
    match made {
        Made::Truth(truth) => truth.to_string(),
        Made::YesNo(path) => (*path).to_owned(),
        Made::Number(a, op, b) => format!("{} {op} {}", write_sum(a), write_sum(b)),
        Made::In(path, list) => format!("{path} in {list:?}"),
        Made::Not(part) => format!("!({})", write(part)),
        Made::And(a, b) => format!("({}) && ({})", write(a), write(b)),
        Made::Or(a, b) => format!("({}) || ({})", write(a), write(b)),
    }
}

fn add_up(sum: &Sum, numbers: &BTreeMap<&str, i64>) -> Option<i64> {
    match sum {
        Sum::Written(n) => Some(*n),
        Sum::Fact(path) => numbers.get(path).copied(),
        Sum::Plus(a, b) => Some(add_up(a, numbers)? + add_up(b, numbers)?),
        Sum::Minus(a, b) => Some(add_up(a, numbers)? - add_up(b, numbers)?),
    }
}

/// `None` is unknown. The table of three values, written out.
fn by_hand(made: &Made, yes_no: &BTreeMap<&str, bool>, numbers: &BTreeMap<&str, i64>) -> Option<bool> {
    match made {
        Made::Truth(truth) => Some(*truth),
        Made::YesNo(path) => yes_no.get(path).copied(),
        Made::Number(a, op, b) => {
            let (a, b) = (add_up(a, numbers)?, add_up(b, numbers)?);
            Some(match *op {
                "==" => a == b,
                "!=" => a != b,
                "<" => a < b,
                "<=" => a <= b,
                ">" => a > b,
                _ => a >= b,
            })
        }
        Made::In(path, list) => numbers.get(path).map(|number| list.contains(number)),
        Made::Not(part) => by_hand(part, yes_no, numbers).map(|truth| !truth),
        Made::And(a, b) => match (by_hand(a, yes_no, numbers), by_hand(b, yes_no, numbers)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Made::Or(a, b) => match (by_hand(a, yes_no, numbers), by_hand(b, yes_no, numbers)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_means_what_it_means_by_hand(
        made in made(),
        yes_no in prop::collection::btree_map(prop::sample::select(&YES_NO[..]), any::<bool>(), 0..=3),
        numbers in prop::collection::btree_map(prop::sample::select(&NUMBERS[..]), -40_i64..40, 0..=3),
    ) {
        let source = write(&made);
        prop_assume!(source.len() <= 2_000);
        let expression = Expression::check(&source).expect("every made expression is allowed");
        let facts: FactValues = yes_no.iter().map(|(path, yes)| (*path, Value::YesNo(*yes)))
            .chain(numbers.iter().map(|(path, number)| (*path, Value::Number(*number))))
            .collect();
        let wanted = match by_hand(&made, &yes_no, &numbers) {
            Some(holds) => Truth::from(holds),
            None => Truth::Unknown,
        };
        let weighed = expression.weigh(&facts).expect("no defect");
        prop_assert_eq!(weighed.truth, wanted, "{}", source);
        prop_assert_eq!(weighed.for_want_of.is_empty(), wanted != Truth::Unknown);
        prop_assert!(weighed.for_want_of.iter().all(|path| !facts.contains_key(path)));
    }

    #[test]
    fn no_text_stops_the_checker(source in "[a-z.'\"()\\[\\]{}&|!=<>+?: 0-9\\\\\\n\u{e9}\u{1f600}-]{0,60}") {
        let _ = Expression::check(&source);
    }
}
