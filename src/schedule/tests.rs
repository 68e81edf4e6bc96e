//! The running order against every order there is, on thousands of random meetings.
//!
//! The judge is written apart from the program: it walks through the meeting minute by minute, says of
//! two cases which may come first, and tries all orders.

use chrono::{NaiveDate, NaiveTime};

use super::*;
use crate::decide::{self, MeetingContext, Outcome, RiskView};
use crate::model::{
    Answer, Answers, Attending, Case, CaseRef, Decision, MeetingId, Moment, Referral, Return, ReturnKind,
    Value, Verdict,
};
use crate::panel::{RiskTotal, RunningOrder, Truth, load};

/// A random number generator of two lines, so that a failure comes back (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn minutes(&mut self, sides: u64) -> u32 {
        u32::try_from(self.roll(sides)).expect("a few minutes")
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.roll(times) == 0
    }
}

/// Islington, and a decided case to make others from.
fn base() -> (Panel, Decided) {
    let text = include_str!("../../input/islington/panel.toml");
    let panel = load("islington", "islington/panel.toml", text).expect("the built-in panel is a good one").0;
    let context = MeetingContext { id: meeting_id(), deadline: None };
    let case = case(&mut Dice(0), 1);
    let decided = decide::decide(&panel, &context, vec![case]).expect("no defect").0.remove(0);
    (panel, decided)
}

fn meeting_id() -> MeetingId {
    MeetingId { date: NaiveDate::from_ymd_opt(2026, 12, 9).expect("a day"), urgent: false }
}

fn at(minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).expect("a minute of the day")
}

fn minute(time: NaiveTime) -> u32 {
    seconds(time) / 60
}

fn place() -> Place {
    Place::file("islington/2026-12-09/referrals/all.csv").row(2)
}

/// Officers: a few visitors, spelt in two ways, and one of a member that sees all cases.
const OFFICERS: &[[&str; 3]] = &[
    ["Oliver Protoman", "Northmoor Homes", "OLIVER  protoman"],
    ["Niamh Formsby", "Larkfield Housing Association", "niamh formsby"],
    ["Sam Example", "Example Sixth Form College", "Sam Example "],
    ["Sam Example", "Example Clinic", "sam example"],
    ["Tomasz Stencil", "Police", "TOMASZ STENCIL"],
];

fn attending(dice: &mut Dice, officer: usize) -> Attending {
    let [name, agency, other] = OFFICERS[officer];
    let from = dice.once_in(3).then(|| at(590 + 5 * dice.minutes(20)));
    let to = dice.once_in(4).then(|| at(640 + 5 * dice.minutes(30)));
    let name = if dice.once_in(2) { name } else { other };
    Attending { name: name.into(), email: None, agency: agency.into(), from, to, place: place() }
}

fn case(dice: &mut Dice, number: u32) -> Case {
    let meeting = meeting_id();
    let mut answers = Answers::default();
    let received = Moment {
        date: NaiveDate::from_ymd_opt(2026, 11, 2 + dice.minutes(4)).expect("a day"),
        time: Some(at(600)),
    };
    for (path, value) in
        [("referral.received", Value::Moment(received)), ("children.involved", Value::YesNo(dice.once_in(3)))]
    {
        answers.insert(path, Answer::Given { value, written: String::new(), place: place() });
    }
    let mut named = Vec::new();
    for officer in 0..OFFICERS.len() {
        if dice.once_in(2) {
            named.push(attending(dice, officer));
        }
    }
    let by_return = named.split_off(named.len() / 2);
    let returned = |officer: Attending| Return {
        place: place(),
        meeting,
        answers: Answers::default(),
        agency: None,
        agency_name: officer.agency.clone(),
        kind: ReturnKind::NothingKnown,
        completed: None,
        rows: Vec::new(),
        attending: vec![officer],
        risk_now: None,
        risk_views: Vec::new(),
        proposed_actions: Vec::new(),
    };
    Case {
        reference: CaseRef::parse(&format!("ISL-2026-{number:03}")).expect("a reference"),
        referrals: vec![Referral {
            place: place(),
            file_hash: String::new(),
            meeting,
            is_application: false,
            answers,
            others: Vec::new(),
            attending: named,
            incidents: Vec::new(),
            risk: Vec::new(),
            as_written: Vec::new(),
        }],
        returns: by_return.into_iter().map(returned).collect(),
        earlier: Vec::new(),
        carried: Vec::new(),
        decision: None,
        deferred_from: None,
        told_slot: None,
        stays_open: None,
    }
}

fn fixed_by_the_coordinator(slot: NaiveTime) -> Decision {
    Decision {
        place: Place::file("islington/2026-12-09/decisions.xlsx").row(2),
        reference: String::new(),
        proposed: None,
        verdict: Verdict::Blank,
        file_reason: None,
        letter_words: None,
        decided_by: None,
        date: None,
        received: None,
        slot: Some(slot),
        add_attendees: Vec::new(),
        leave_out: Vec::new(),
        leave_out_reason: None,
        share_outside: None,
        sharing: Vec::new(),
    }
}

/// A meeting: its panel's times, and its cases.
fn meeting(dice: &mut Dice, (panel, base): &(Panel, Decided), cases: u32) -> (Panel, Vec<Decided>) {
    let mut panel = panel.clone();
    panel.children_first = dice.once_in(2);
    panel.slots.order = if dice.once_in(4) { RunningOrder::Risk } else { RunningOrder::LeastWaiting };
    panel.slots.minutes = 5 * (1 + dice.minutes(5));
    panel.slots.opening_minutes = 5 * dice.minutes(5);
    panel.slots.end = at(620 + 10 * dice.minutes(15));
    panel.slots.break_after = dice.once_in(2).then(|| at(590 + 5 * dice.minutes(20)));
    panel.slots.break_minutes = panel.slots.break_after.map_or(0, |_| 5 * (1 + dice.minutes(4)));
    let mut decided = Vec::new();
    for number in 1..=cases {
        let mut case = case(dice, number);
        let slot = at(595 + 5 * dice.minutes(40));
        if dice.once_in(6) {
            case.decision = Some(fixed_by_the_coordinator(slot));
        }
        if dice.once_in(6) {
            case.told_slot = Some(at(595 + 5 * dice.minutes(40)));
        }
        let mut one = Decided { case, ..base.clone() };
        one.outcome = if dice.once_in(7) { Outcome::AcceptUrgent } else { Outcome::Accept };
        let low = 30 + i64::from(dice.minutes(3));
        one.risk = dice.once_in(2).then(|| risk(low));
        decided.push(one);
    }
    (panel, decided)
}

fn risk(low: i64) -> RiskView {
    RiskView {
        by: String::new(),
        beside: Vec::new(),
        instrument: String::new(),
        threshold: String::new(),
        published: true,
        total: RiskTotal { low, high: low, escalated: false },
        high: Truth::Met,
        band: None,
        disagrees: None,
        total_only: true,
        others: Vec::new(),
        answers: Vec::new(),
    }
}

/// Where every case is heard that is fixed, by the rules for fixed slots: minute and case.
fn fixed_by_rule(panel: &Panel, decided: &[Decided]) -> Vec<(u32, usize)> {
    let first = minute(panel.slots.start) + panel.slots.opening_minutes;
    let mut fixed: Vec<(u32, usize)> = Vec::new();
    let coordinators = |case: &Decided| case.case.decision.as_ref().and_then(|decision| decision.slot);
    for told in [false, true] {
        for (number, case) in decided.iter().enumerate() {
            let wanted = if told { case.case.told_slot } else { coordinators(case) };
            let Some(start) = wanted.filter(|_| fixed.iter().all(|(_, placed)| *placed != number)) else {
                continue;
            };
            let start = minute(start);
            if start >= first && fixed.iter().all(|(other, _)| other.abs_diff(start) >= panel.slots.minutes) {
                fixed.push((start, number));
            }
        }
    }
    fixed
}

/// Walks through the meeting minute by minute: the free starts, and the break.
fn walk(panel: &Panel, fixed: &[(u32, usize)], cases: usize) -> (Vec<u32>, Option<u32>) {
    let slots = &panel.slots;
    let mut now = minute(slots.start) + slots.opening_minutes;
    let (mut starts, mut pause) = (Vec::new(), None);
    let is_free = |from: u32, length: u32| {
        fixed.iter().all(|(start, _)| *start >= from + length || start + slots.minutes <= from)
    };
    while starts.len() < cases || fixed.iter().any(|(start, _)| *start >= now) {
        let due = slots.break_after.is_some_and(|after| now >= minute(after)) && pause.is_none();
        if due && is_free(now, slots.break_minutes) {
            pause = Some(now);
            now += slots.break_minutes;
        } else if starts.len() < cases && is_free(now, slots.minutes) {
            starts.push(now);
            now += slots.minutes;
        } else {
            now += 1;
        }
    }
    (starts, pause)
}

/// Who is named for each case: the officer, and what they said.
fn named(decided: &[Decided]) -> Vec<Vec<(usize, &Attending)>> {
    let words = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let number = |officer: &Attending| {
        let is_meant =
            |[name, agency, _]: &&[&str; 3]| words(name) == words(&officer.name) && *agency == officer.agency;
        OFFICERS.iter().position(|one| is_meant(&one)).expect("one of them")
    };
    let mut all: Vec<Vec<(usize, &Attending)>> = Vec::new();
    for case in decided {
        let referrals = case.case.referrals.iter().flat_map(|referral| &referral.attending);
        let returns = case.case.returns.iter().flat_map(|returned| &returned.attending);
        all.push(referrals.chain(returns).map(|officer| (number(officer), officer)).collect());
    }
    all
}

/// Wishes broken and minutes waited when the cases start then.
fn judge(length: u32, named: &[Vec<(usize, &Attending)>], starts: &[u32]) -> (u32, u32) {
    let (mut broken, mut waited) = (0, 0);
    let mut needed: Vec<Vec<u32>> = vec![Vec::new(); OFFICERS.len()];
    for (officers, &start) in named.iter().zip(starts) {
        for (officer, said) in officers {
            let early = said.from.is_some_and(|from| start < minute(from));
            let late = said.to.is_some_and(|to| start + length > minute(to));
            broken += u32::from(early || late);
            needed[*officer].push(start);
        }
    }
    for ([_, agency, _], mut starts) in OFFICERS.iter().zip(needed) {
        starts.sort_unstable();
        let waits = starts.windows(2).map(|pair| pair[1] - pair[0] - length);
        waited += if *agency == "Police" { 0 } else { waits.sum() };
    }
    (broken, waited)
}

/// Whether the first of two cases comes before the second in plain priority order.
fn comes_first(panel: &Panel, one: &Decided, other: &Decided) -> bool {
    let urgent = |case: &Decided| case.outcome == Outcome::AcceptUrgent;
    let children = |case: &Decided| {
        panel.children_first && case.case.referrals[0].answers.yes_no("children.involved") == Some(true)
    };
    let risk = |case: &Decided| case.risk.as_ref().map_or(0, |risk| risk.total.low);
    let received = |case: &Decided| case.case.referrals[0].answers.moment("referral.received");
    let by_priority = urgent(other)
        .cmp(&urgent(one))
        .then(children(other).cmp(&children(one)))
        .then(risk(other).cmp(&risk(one)))
        .then(received(one).cmp(&received(other)))
        .then(one.case.reference.cmp(&other.case.reference));
    by_priority.is_lt()
}

/// Whether two cases, the first of which comes first in plain order, may change places.
fn may_swap(panel: &Panel, one: (usize, &Decided), other: (usize, &Decided), in_time: usize) -> bool {
    let children = |case: &Decided| case.case.referrals[0].answers.yes_no("children.involved") == Some(true);
    let risk = |case: &Decided| case.risk.as_ref().map_or(0, |risk| risk.total.low);
    (one.1.outcome == other.1.outcome)
        && (!panel.children_first || children(one.1) == children(other.1))
        && (panel.slots.order != RunningOrder::Risk || risk(one.1) == risk(other.1))
        && ((one.0 < in_time) == (other.0 < in_time))
}

/// Every order of so many things, the first in the order of the numbers first.
fn orders(things: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..things {
        all = all
            .into_iter()
            .flat_map(|begun: Vec<usize>| {
                let rest: Vec<usize> = (0..things).filter(|next| !begun.contains(next)).collect();
                rest.into_iter().map(move |next| [begun.clone(), vec![next]].concat())
            })
            .collect();
    }
    all
}

/// What the judge makes of a meeting: when each case starts, the break, and the verdicts on the best
/// and on the plain order.
fn best(panel: &Panel, decided: &[Decided]) -> (Vec<u32>, Option<u32>, [(u32, u32); 2]) {
    let fixed = fixed_by_rule(panel, decided);
    let is_free = |case: &usize| fixed.iter().all(|(_, other)| other != case);
    let mut free: Vec<usize> = (0..decided.len()).filter(is_free).collect();
    free.sort_by(|one, other| {
        if comes_first(panel, &decided[*one], &decided[*other]) {
            std::cmp::Ordering::Less
        } else {
            std::cmp::Ordering::Greater
        }
    });
    let (times, pause) = walk(panel, &fixed, free.len());
    let length = panel.slots.minutes;
    let in_time = times.iter().filter(|start| **start + length <= minute(panel.slots.end)).count();
    let named = named(decided);
    let mut found: Option<((u32, u32), Vec<u32>)> = None;
    let mut plain = (0, 0);
    for (number, order) in orders(free.len()).into_iter().enumerate() {
        let swapped = order.iter().enumerate().flat_map(|(at, later)| {
            order[..at].iter().filter(move |sooner| *sooner > later).map(move |sooner| (*later, *sooner))
        });
        let mut swapped = swapped.map(|(one, other)| {
            may_swap(panel, (one, &decided[free[one]]), (other, &decided[free[other]]), in_time)
        });
        if !swapped.all(|allowed| allowed) {
            continue;
        }
        let mut starts = vec![0; decided.len()];
        for (start, case) in &fixed {
            starts[*case] = *start;
        }
        for (case, start) in order.iter().zip(&times) {
            starts[free[*case]] = *start;
        }
        let verdict = judge(length, &named, &starts);
        if number == 0 {
            plain = verdict;
        }
        if found.as_ref().is_none_or(|(least, _)| verdict < *least) {
            found = Some((verdict, starts));
        }
    }
    let (least, starts) = found.expect("the plain order is allowed");
    (starts, pause, [least, plain])
}

#[test]
fn no_order_is_better_and_of_equal_ones_it_is_the_plainest() {
    let base = base();
    let mut dice = Dice(2026);
    let (mut gained, mut saved, mut waits, mut late, mut stayed, mut paused) = (0, 0, 0, 0, 0, 0);
    for (cases, times) in [(1, 50), (2, 300), (3, 800), (4, 1500), (5, 700), (6, 120), (7, 10), (8, 3)] {
        for _ in 0..times {
            let (panel, decided) = meeting(&mut dice, &base, cases);
            let schedule = schedule(&panel, &decided);
            let (starts, pause, [least, plain]) = best(&panel, &decided);
            let slot = |case: &Decided| schedule.slot(&case.case.reference).expect("nothing is dropped");
            let made: Vec<u32> = decided.iter().map(|case| minute(slot(case).start)).collect();
            let gain = schedule.gain;
            let told = format!("{:#?}\n{:#?}", panel.slots, schedule.slots);
            assert_eq!((gain.broken, gain.minutes), least, "{told}");
            assert_eq!((gain.plain_broken, gain.plain_minutes), plain, "{told}");
            assert_eq!(made, starts, "{told}");
            let pauses = schedule.slots.iter().filter(|slot| slot.case.is_none());
            assert_eq!(pauses.map(|slot| minute(slot.start)).collect::<Vec<_>>(), Vec::from_iter(pause));
            assert!(gain.proved);
            gained += u32::from(least.1 < plain.1);
            saved += u32::from(least.0 < plain.0);
            waits += u32::from(least.1 > 0);
            late += u32::from(schedule.findings.iter().any(|found| found.code == "meeting-too-long"));
            stayed += u32::from(!fixed_by_rule(&panel, &decided).is_empty());
            paused += u32::from(pause.is_some());
        }
    }
    for seen in [gained, saved, waits, late, stayed, paused] {
        assert!(
            seen > 300,
            "of everything enough was seen: {gained} {saved} {waits} {late} {stayed} {paused}"
        );
    }
}

/// So many cases of a quarter of an hour in one class, and a visitor for each of these pairs.
fn pairs(cases: usize, pairs: &[(usize, usize)]) -> waiting::Question {
    let visitor = |&(one, other): &(usize, usize)| waiting::Visitor { cases: vec![one, other], fixed: None };
    waiting::Question {
        times: (0..cases).map(|at| 36_000 + 900 * u32::try_from(at).expect("a few cases")).collect(),
        classes: vec![cases],
        broken: vec![vec![0; cases]; cases],
        visitors: pairs.iter().map(visitor).collect(),
    }
}

#[test]
fn twenty_cases_are_solved_and_more_are_not_called_proved() {
    let visits: Vec<(usize, usize)> = (0..10).map(|case| (case, 19 - case)).collect();
    let question = pairs(20, &visits);
    let (order, proved) = waiting::least(&question);
    assert!(proved);
    assert_eq!(order, [0, 19, 1, 18, 2, 17, 3, 16, 4, 15, 5, 14, 6, 13, 7, 12, 8, 11, 9, 10]);
    assert_eq!(waiting::cost(&question, &order).stay, 10 * 900, "nobody waits");
    let ring: Vec<(usize, usize)> = (0..21).map(|case| (case, (case + 10) % 21)).collect();
    let question = pairs(21, &ring);
    let (order, proved) = waiting::least(&question);
    assert!(!proved);
    let plain: Vec<usize> = (0..21).collect();
    let [least, before] = [&order, &plain].map(|order| waiting::cost(&question, order).stay);
    // A ring laid flat: twenty neighbours are two steps apart, or one at its two ends.
    assert_eq!((least, before), (900 * 40, 900 * (11 * 10 + 10 * 11)));
}

#[test]
fn classes_that_nobody_waits_in_are_left_as_they_are() {
    let (order, proved) = waiting::least(&pairs(200, &[]));
    assert!(proved);
    assert_eq!(order, (0..200).collect::<Vec<_>>());
}
