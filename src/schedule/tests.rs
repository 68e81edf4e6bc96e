//! The running order against every order there is, on thousands of random meetings ([`judge`]), and what
//! becomes of odd ones ([`edges`]).

mod availability;
mod edges;
mod judge;

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

    fn index(&mut self, things: usize) -> usize {
        usize::try_from(self.roll(things as u64)).expect("one of a few")
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

/// The officer whom decisions add: the contact of the panel's Northmoor Homes.
const ADDED: usize = 0;

fn attending(dice: &mut Dice, officer: usize) -> Attending {
    let [name, agency, other] = OFFICERS[officer];
    let from = dice.once_in(3).then(|| at(590 + 5 * dice.minutes(20)));
    let to = dice.once_in(4).then(|| at(640 + 5 * dice.minutes(30)));
    let name = if dice.once_in(2) { name } else { other };
    Attending { name: name.into(), email: None, agency: agency.into(), from, to, place: place() }
}

fn given(value: Value) -> Answer {
    Answer::Given { value, written: String::new(), place: place() }
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
        answers.insert(path, given(value));
    }
    let mut named = Vec::new();
    for officer in 0..OFFICERS.len() {
        if dice.once_in(2) {
            named.push(attending(dice, officer));
        }
    }
    let by_return = named.split_off(named.len() / 2);
    if named.is_empty() && dice.once_in(2) {
        // Who refers comes, and says no time.
        let [name, agency, _] = OFFICERS[dice.index(OFFICERS.len())];
        for (path, words) in [("referrer.name", name), ("referrer.agency", agency)] {
            answers.insert(path, given(Value::Text(words.into())));
        }
    }
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
        also_by: Vec::new(),
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
        safeguards: Vec::new(),
    }
}

fn decision(slot: Option<NaiveTime>) -> Decision {
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
        slot,
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
    let fixes = dice.once_in(2);
    let mut decided = Vec::new();
    for number in 1..=cases {
        let mut case = case(dice, number);
        let slots =
            [(); 2].map(|()| Some(at(595 + 5 * dice.minutes(40))).filter(|_| fixes && dice.once_in(4)));
        case.told_slot = slots[0];
        let adds = dice.once_in(6);
        if slots[1].is_some() || adds {
            case.decision = Some(decision(slots[1]));
        }
        for decision in case.decision.iter_mut().filter(|_| adds) {
            decision.add_attendees.push("NORTHMOOR-HOMES".into());
        }
        let mut one = Decided { case, ..base.clone() };
        one.outcome = if dice.once_in(7) { Outcome::AcceptUrgent } else { Outcome::Accept };
        let low = 30 + i64::from(dice.minutes(3));
        one.risk = dice.once_in(2).then(|| risk(low));
        decided.push(one);
    }
    // One that is not heard takes no time, whatever was fixed for it.
    if dice.once_in(4) {
        let mut case = case(dice, cases + 1);
        case.decision = Some(decision(Some(at(600))));
        let at = dice.index(decided.len() + 1);
        decided.insert(at, Decided { case, outcome: Outcome::Decline, ..base.clone() });
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

#[test]
fn no_order_is_better_and_of_equal_ones_it_is_the_plainest() {
    let base = base();
    let mut dice = Dice(2026);
    let (mut gained, mut saved, mut waits, mut late, mut stayed, mut paused) = (0, 0, 0, 0, 0, 0);
    // How many meetings there were by the number of cases that could move, and how much the judge tried.
    let (mut moved, mut tried) = ([0; 9], 0);
    for cases in 1..=8 {
        for _ in 0..500 {
            let (panel, decided) = meeting(&mut dice, &base, cases);
            let schedule = schedule(&panel, &decided);
            let heard: Vec<&Decided> =
                decided.iter().filter(|case| case.outcome != Outcome::Decline).collect();
            let best = judge::best(&panel, &heard);
            let slot = |case: &&Decided| schedule.slot(&case.case.reference).expect("nothing is dropped");
            let made: Vec<u32> = heard.iter().map(|case| minute(slot(case).start)).collect();
            let gain = schedule.gain;
            let told = format!("{:#?}\n{:#?}", panel.slots, schedule.slots);
            assert_eq!((gain.broken, gain.minutes), (best.least.0, best.least.2), "{told}");
            assert_eq!((gain.plain_broken, gain.plain_minutes), (best.plain.0, best.plain.2), "{told}");
            assert_eq!(made, best.starts, "{told}");
            assert_eq!(schedule.not_kept.len(), best.least.0 as usize, "{told}");
            let pauses = schedule.slots.iter().filter(|slot| slot.case.is_none());
            assert_eq!(pauses.map(|slot| minute(slot.start)).collect::<Vec<_>>(), Vec::from_iter(best.pause));
            assert!(gain.proved);
            edges::stands_apart(&panel, &heard, &schedule);
            moved[best.free] += 1;
            tried += best.tried;
            gained += u32::from(best.least.2 < best.plain.2);
            saved += u32::from(best.least.0 < best.plain.0);
            waits += u32::from(best.least.2 > 0);
            late += u32::from(schedule.findings.iter().any(|found| found.code == "meeting-too-long"));
            stayed += u32::from(best.free < heard.len());
            paused += u32::from(best.pause.is_some());
        }
    }
    for seen in [gained, saved, waits, late, stayed, paused] {
        assert!(
            seen > 500,
            "of everything enough was seen: {gained} {saved} {waits} {late} {stayed} {paused}"
        );
    }
    assert!(moved[1..].iter().all(|meetings| *meetings > 200), "of every size: {moved:?}");
    assert!(tried > 1_000_000, "orders were compared, not only plain ones: {tried}");
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
