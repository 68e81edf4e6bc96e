//! The judge: what the best order is, found by trying every order that is allowed.
//!
//! Written apart from the program: it walks through the meeting minute by minute, says of two cases which
//! may come first, and shares no function with what it judges.

use super::*;

/// Who stands for whom in [`OFFICERS`] once spelling is put aside, and when they said they can come.
type Times = (Option<u32>, Option<u32>);

/// Wishes broken, those of them given with the very case, minutes waited: less is better.
type Verdict = (u32, u32, u32);

/// What the judge makes of a meeting.
pub struct Best {
    /// When each case starts, in minutes, in the order of the cases that are heard.
    pub starts: Vec<u32>,
    /// When the break starts.
    pub pause: Option<u32>,
    /// Wishes broken, those of them given with the very case, and minutes waited in the best order.
    pub least: Verdict,
    /// The same of the plain order.
    pub plain: Verdict,
    /// How many cases have no fixed slot.
    pub free: usize,
    /// How often it was tried to hear a case at a time.
    pub tried: u64,
}

/// Tries every allowed order of the cases without a fixed slot, and keeps the first of the best ones.
pub fn best(panel: &Panel, heard: &[&Decided]) -> Best {
    let fixed = fixed_by_rule(panel, heard);
    let is_free = |case: &usize| fixed.iter().all(|(_, other)| other != case);
    let mut free: Vec<usize> = (0..heard.len()).filter(is_free).collect();
    free.sort_by(|one, other| by_priority(panel, heard[*one], heard[*other]));
    let (times, pause) = walk(panel, &fixed, free.len());
    let mut timeline: Vec<(u32, Option<usize>)> = times.iter().map(|start| (*start, None)).collect();
    timeline.extend(fixed.iter().map(|(start, case)| (*start, Some(*case))));
    timeline.sort_unstable();
    let length = panel.slots.minutes;
    let in_time = times.iter().filter(|start| **start + length <= minute(panel.slots.end)).count();
    let swaps = |one: usize, other: usize| {
        may_swap(panel, (one, heard[free[one]]), (other, heard[free[other]]), in_time)
    };
    let swaps = (0..free.len()).map(|one| (0..free.len()).map(|other| swaps(one, other)).collect()).collect();
    let (needed, wishes) = named(heard);
    let mut search = Search {
        length,
        timeline,
        free,
        swaps,
        needed,
        wishes,
        starts: vec![0; heard.len()],
        found: None,
        tried: 0,
        plain: None,
    };
    let open = vec![true; search.free.len()];
    search.go_on(0, open, (0, 0, 0), &[None; OFFICERS.len()]);
    let (least, starts) = search.found.expect("the plain order is allowed");
    let plain = search.plain.expect("it is the first that is tried");
    Best { starts, pause, least, plain, free: search.free.len(), tried: search.tried }
}

struct Search {
    length: u32,
    /// Every start of the meeting, and the case that is fixed there.
    timeline: Vec<(u32, Option<usize>)>,
    /// Cases without a fixed slot, in plain priority order.
    free: Vec<usize>,
    /// Which two of them may change places.
    swaps: Vec<Vec<bool>>,
    /// Officers who come for each case.
    needed: Vec<Vec<usize>>,
    /// The times that were given and hold for each case, and whether they were given with it.
    wishes: Vec<Wishes>,
    starts: Vec<u32>,
    found: Option<(Verdict, Vec<u32>)>,
    plain: Option<Verdict>,
    tried: u64,
}

impl Search {
    /// Goes on through the timeline, the plainest case first. What is broken and waited never becomes less
    /// on the way, so a beginning that is no better than the best whole order need not be finished.
    fn go_on(&mut self, at: usize, open: Vec<bool>, so_far: Verdict, last: &[Option<u32>; OFFICERS.len()]) {
        if self.found.as_ref().is_some_and(|(least, _)| so_far >= *least) {
            return;
        }
        let Some(&(start, fixed)) = self.timeline.get(at) else {
            self.plain.get_or_insert(so_far);
            self.found = Some((so_far, self.starts.clone()));
            return;
        };
        if let Some(case) = fixed {
            let (so_far, last) = self.hear(case, start, so_far, *last);
            self.go_on(at + 1, open, so_far, &last);
            return;
        }
        for next in 0..self.free.len() {
            let before_plainer = (0..next).filter(|plainer| open[*plainer]);
            if !open[next] || !before_plainer.into_iter().all(|plainer| self.swaps[plainer][next]) {
                continue;
            }
            let (so_far, last) = self.hear(self.free[next], start, so_far, *last);
            let mut rest = open.clone();
            rest[next] = false;
            self.go_on(at + 1, rest, so_far, &last);
        }
    }

    /// Hears a case, and counts the wishes it breaks and what its officers have waited since their last one.
    fn hear(
        &mut self,
        case: usize,
        start: u32,
        (broken, own, waited): Verdict,
        mut last: [Option<u32>; OFFICERS.len()],
    ) -> (Verdict, [Option<u32>; OFFICERS.len()]) {
        self.tried += 1;
        self.starts[case] = start;
        let end = start + self.length;
        let (mut broken, mut own, mut waited) = (broken, own, waited);
        for ((from, to), with_it) in &self.wishes[case] {
            if from.is_some_and(|from| start < from) || to.is_some_and(|to| end > to) {
                broken += 1;
                own += u32::from(*with_it);
            }
        }
        for &officer in &self.needed[case] {
            // The police sit through the meeting.
            if OFFICERS[officer][1] != "Police" {
                waited += last[officer].map_or(0, |gone| start - gone);
            }
            last[officer] = Some(end);
        }
        ((broken, own, waited), last)
    }
}

/// Where every case is heard that is fixed, by the rules for fixed slots: minute and case.
pub fn fixed_by_rule(panel: &Panel, heard: &[&Decided]) -> Vec<(u32, usize)> {
    let first = minute(panel.slots.start) + panel.slots.opening_minutes;
    let mut fixed: Vec<(u32, usize)> = Vec::new();
    let coordinators = |case: &Decided| case.case.decision.as_ref().and_then(|decision| decision.slot);
    for told in [false, true] {
        for (number, case) in heard.iter().enumerate() {
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

/// The times that hold for a case, and whether they were given with it.
type Wishes = Vec<(Times, bool)>;

/// Who comes for each case, and the times that hold for it: of each officer those given with the case, and
/// if there is none, all that they gave.
fn named(heard: &[&Decided]) -> (Vec<Vec<usize>>, Vec<Wishes>) {
    let words = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let number = |name: &str, agency: &str| {
        let is_meant = |[one, of, _]: &&[&str; 3]| words(one) == words(name) && *of == agency;
        OFFICERS.iter().position(|one| is_meant(&one)).expect("one of them")
    };
    let mut needed: Vec<Vec<usize>> = Vec::new();
    let mut given: Vec<Vec<(usize, Times)>> = Vec::new();
    for case in heard {
        let case = &case.case;
        let referrals = case.referrals.iter().flat_map(|referral| &referral.attending);
        let returns = case.returns.iter().flat_map(|returned| &returned.attending);
        let (mut come, mut times) = (Vec::new(), Vec::new());
        for officer in referrals.chain(returns) {
            come.push(number(&officer.name, &officer.agency));
            let said = (officer.from.map(minute), officer.to.map(minute));
            if said != (None, None) {
                times.push((number(&officer.name, &officer.agency), said));
            }
        }
        if case.referrals[0].attending.is_empty()
            && let Some(name) = case.referrals[0].answers.text("referrer.name")
        {
            come.push(number(name, case.referrals[0].answers.text("referrer.agency").expect("both")));
        }
        if case.decision.iter().any(|decision| !decision.add_attendees.is_empty()) {
            come.push(ADDED);
        }
        come.sort_unstable();
        come.dedup();
        needed.push(come);
        given.push(times);
    }
    let of = |officer: usize, times: &[(usize, Times)]| -> Vec<Times> {
        times.iter().filter(|(other, _)| *other == officer).map(|(_, times)| *times).collect()
    };
    let everything = given.concat();
    let mut wishes = Vec::new();
    for (come, own) in needed.iter().zip(&given) {
        let mut here = Vec::new();
        for &officer in come {
            let own = of(officer, own);
            let with_it = !own.is_empty();
            let mut holds = if with_it { own } else { of(officer, &everything) };
            holds.sort_unstable();
            holds.dedup();
            here.extend(holds.into_iter().map(|times| (times, with_it)));
        }
        wishes.push(here);
    }
    (needed, wishes)
}

/// Plain priority order, of two cases.
fn by_priority(panel: &Panel, one: &Decided, other: &Decided) -> std::cmp::Ordering {
    let urgent = |case: &Decided| case.outcome == Outcome::AcceptUrgent;
    let children = |case: &Decided| {
        panel.children_first && case.case.referrals[0].answers.yes_no("children.involved") == Some(true)
    };
    let risk = |case: &Decided| case.risk.as_ref().map_or(0, |risk| risk.total.low);
    let received = |case: &Decided| case.case.referrals[0].answers.moment("referral.received");
    urgent(other)
        .cmp(&urgent(one))
        .then(children(other).cmp(&children(one)))
        .then(risk(other).cmp(&risk(one)))
        .then(received(one).cmp(&received(other)))
        .then(one.case.reference.cmp(&other.case.reference))
}

/// Whether two cases, by their numbers in plain order, may change places.
fn may_swap(panel: &Panel, one: (usize, &Decided), other: (usize, &Decided), in_time: usize) -> bool {
    let children = |case: &Decided| case.case.referrals[0].answers.yes_no("children.involved") == Some(true);
    let risk = |case: &Decided| case.risk.as_ref().map_or(0, |risk| risk.total.low);
    (one.1.outcome == other.1.outcome)
        && (!panel.children_first || children(one.1) == children(other.1))
        && (panel.slots.order != RunningOrder::Risk || risk(one.1) == risk(other.1))
        && ((one.0 < in_time) == (other.0 < in_time))
}
