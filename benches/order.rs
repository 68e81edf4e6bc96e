//! How long the best order takes: of twenty cases, of ten, and of forty, which are not solved exactly.
//! All in one class of priority, and with many more visitors than a meeting has.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

use std::time::{Duration, Instant};

use cmarac::schedule::waiting::{Question, Visitor, least};

fn main() {
    let [ten, twenty, forty] = [10, 20, 40].map(shortest);
    let times = |many: Duration, few: Duration| many.as_secs_f64() / few.as_secs_f64();
    let proved = [10, 20, 40].map(|cases| least(&question(cases)).1);
    assert_eq!(proved, [true, true, false], "twenty cases are solved exactly, forty are not");
    println!("20 cases: {:.1} ms, {:.0} times as long as 10", ms(twenty), times(twenty, ten));
    println!("40 cases: {:.1} ms, {:.1} times as long as 20", ms(forty), times(forty, twenty));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The shortest of nine measurements: what else the machine does only makes them longer.
fn shortest(cases: u32) -> Duration {
    let question = question(cases);
    (0..9)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(least(std::hint::black_box(&question)));
            begun.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Sixty visitors of two to six cases; every tenth has a fixed slot as well.
fn question(cases: u32) -> Question {
    let all = 0..cases as usize;
    let visitor = |number: usize| Visitor {
        cases: all
            .clone()
            .filter(|case| (case * 7 + number * 11 + case * number).is_multiple_of(5))
            .take(6)
            .collect(),
        fixed: number.is_multiple_of(10).then_some((40_000, 41_000)),
    };
    Question {
        times: (0..cases).map(|at| 36_000 + 900 * at).collect(),
        classes: vec![all.len()],
        broken: all
            .clone()
            .map(|case| all.clone().map(|at| u32::from((case + at).is_multiple_of(9))).collect())
            .collect(),
        visitors: (0..60).map(visitor).filter(|visitor| visitor.cases.len() > 1).collect(),
    }
}
