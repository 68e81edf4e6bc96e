//! The order in which visitors wait least, as a question about numbers: which case takes which of the
//! free times.
//!
//! **Why it is exact.** Every case takes equally long, so the free times are known before it is known
//! who takes them: the case that is heard as the third takes the third. Which visitors sit and wait
//! between the third case and the fourth depends only on *which* three cases have been heard, not on
//! their order; whether a wish is broken depends only on the case and its time. So the best way to
//! go on from a set of heard cases is the same however one got there, and going through all sets,
//! the largest first, finds the best order there is (dynamic programming over subsets; the problem is
//! known as talent scheduling). Fixed slots and the break are gaps between the free times, of
//! known length.
//!
//! Classes of priority are heard one after the other, so how the cases of one are ordered changes
//! nothing for the others, and each is solved for itself. A class of up to [`EXACT`] cases is solved
//! exactly. In a longer one, no shift of one case and no new order of [`WINDOW`] neighbours makes the
//! order better that [`least`] gives; that is not proved to be the best.

use std::ops::Range;

/// The most cases of one class whose order is proved to be the best: two tables of 2^20
/// sets, 16 MiB.
pub const EXACT: usize = 20;

/// How many neighbours are put into their best order at a time where a class is longer.
const WINDOW: usize = 10;

/// How often a long class is gone through at most.
const ROUNDS: usize = 20;

/// Which case takes which time. Cases are numbered in plain priority order, classes one after the other.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// When each free time starts, in seconds, ascending; as many as there are cases.
    pub times: Vec<u32>,
    /// How many cases each class has, the first class first.
    pub classes: Vec<usize>,
    /// For each case, how much the wishes weigh that it breaks at each of the free times.
    pub broken: Vec<Vec<u32>>,
    /// Visitors who are needed for more than one case.
    pub visitors: Vec<Visitor>,
}

/// A visitor and what they are needed for.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The cases, by number.
    pub cases: Vec<usize>,
    /// When the first and the last case start that they are needed for and that has a fixed slot.
    pub fixed: Option<(u32, u32)>,
}

/// What an order costs; less is better, wishes before waiting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// What the wishes weigh that are broken, those of fixed slots not counted.
    pub broken: u32,
    /// Seconds from the start of the first case to the start of the last, over all visitors.
    pub stay: u64,
}

/// The best order: for each free time the case that takes it, and whether it is proved that no other
/// is better. Of equally good ones it is the first in plain priority order.
pub fn least(question: &Question) -> (Vec<usize>, bool) {
    let mut order: Vec<usize> = (0..question.times.len()).collect();
    let mut proved = true;
    let mut from = 0;
    for &length in &question.classes {
        let class = from..from + length;
        if length <= EXACT {
            rearrange(question, &mut order, class.clone());
        } else if matters(question, &order[class.clone()]) {
            proved = false;
            search(question, &mut order, class.clone());
        }
        from = class.end;
    }
    (order, proved)
}

/// What an order costs.
pub fn cost(question: &Question, order: &[usize]) -> Cost {
    let mut cost = Cost::default();
    let mut starts = vec![0; order.len()];
    for ((&case, &start), at) in order.iter().zip(&question.times).zip(0..) {
        starts[case] = start;
        cost.broken = cost.broken.saturating_add(question.broken[case][at]);
    }
    for visitor in &question.visitors {
        let free = visitor.cases.iter().map(|&case| starts[case]);
        let all = || free.clone().chain(visitor.fixed.iter().flat_map(|&(first, last)| [first, last]));
        let stay = all().max().unwrap_or_default().abs_diff(all().min().unwrap_or_default());
        cost.stay = cost.stay.saturating_add(u64::from(stay));
    }
    cost
}

/// Whether the order of these cases can make a difference to anybody.
fn matters(question: &Question, cases: &[usize]) -> bool {
    let waits = |visitor: &Visitor| visitor.cases.iter().any(|case| cases.contains(case));
    let wishes = cases.iter().flat_map(|&case| &question.broken[case]);
    question.visitors.iter().any(waits) || wishes.copied().any(|broken| broken > 0)
}

/// Makes a long class better, step by step, until nothing helps that is tried here.
fn search(question: &Question, order: &mut Vec<usize>, class: Range<usize>) {
    let mut best = cost(question, order);
    for _ in 0..ROUNDS {
        let before = best;
        for from in class.clone() {
            for to in class.clone() {
                let mut other = order.clone();
                let case = other.remove(from);
                other.insert(to, case);
                keep_if_better(question, order, other, &mut best);
            }
        }
        for from in class.clone().step_by(WINDOW / 2) {
            let mut other = order.clone();
            rearrange(question, &mut other, from..class.end.min(from + WINDOW));
            keep_if_better(question, order, other, &mut best);
        }
        if best == before {
            return;
        }
    }
}

fn keep_if_better(question: &Question, order: &mut Vec<usize>, other: Vec<usize>, best: &mut Cost) {
    let cost = cost(question, &other);
    if cost < *best {
        *best = cost;
        *order = other;
    }
}

/// Puts the cases of these times into the best order, while all others stay where they are.
fn rearrange(question: &Question, order: &mut [usize], at: Range<usize>) {
    let mut cases: Vec<usize> = order[at.clone()].to_vec();
    cases.sort_unstable();
    if !matters(question, &cases) {
        order[at].copy_from_slice(&cases);
        return;
    }
    let stays = Stays::of(question, order, &cases, &at);
    let wishes: Vec<Vec<u64>> = at
        .clone()
        .map(|time| cases.iter().map(|&case| weight(question.broken[case][time], 0)).collect())
        .collect();
    let whole = (1usize << cases.len()) - 1;
    let mut rest: Vec<u64> = vec![0; whole + 1];
    for heard in (0..whole).rev() {
        let wishes = &wishes[heard.count_ones() as usize];
        let mut open = whole & !heard;
        let mut least = u64::MAX;
        while open != 0 {
            let case = open.trailing_zeros() as usize;
            least = least.min(rest[heard | (1 << case)] + wishes[case]);
            open &= open - 1;
        }
        rest[heard] = least + stays.until_the_next(heard);
    }
    let mut heard = 0;
    for (time, wishes) in at.zip(&wishes) {
        let goes_on = rest[heard] - stays.until_the_next(heard);
        let next = (0..cases.len())
            .find(|&case| heard & (1 << case) == 0 && rest[heard | (1 << case)] + wishes[case] == goes_on)
            .expect("the least over all cases that are open is that of one of them");
        order[time] = cases[next];
        heard |= 1 << next;
    }
}

/// One number in which the least broken wish counts for more than any waiting: 24 bits for what wishes
/// weigh, 40 for the seconds, of which no meeting has so many.
fn weight(broken: u32, stay: u64) -> u64 {
    (u64::from(broken) << 40) + stay
}

/// The lower half of a number.
const LOWER: u64 = u32::MAX as u64;

/// How long visitors stay between two cases, for every set of cases that have been heard.
struct Stays {
    /// For each set, in its lower half how many visitors have gone when it has been heard, and in its
    /// upper half how many have not come while it is still to be heard.
    away: Vec<u64>,
    /// How many visitors there are, those of `partly` not counted.
    visitors: u64,
    /// Visitors who may come or go while no case of the window is heard: their cases in the window as
    /// bits, when their first case outside it starts and when the last; 0 and `u32::MAX` where that is
    /// before or after the whole window.
    partly: Vec<(usize, u32, u32)>,
    /// For each number of cases heard, from when to when it is that number.
    steps: Vec<(u32, u32)>,
}

impl Stays {
    fn of(question: &Question, order: &[usize], cases: &[usize], at: &Range<usize>) -> Self {
        let size = 1usize << cases.len();
        let times = &question.times[at.clone()];
        let mut away = vec![0u64; size];
        let mut stays = Stays { away: Vec::new(), visitors: 0, partly: Vec::new(), steps: Vec::new() };
        for visitor in &question.visitors {
            let own = (0..cases.len()).filter(|&bit| visitor.cases.contains(&cases[bit]));
            let own = own.fold(0usize, |bits, bit| bits | (1 << bit));
            let needed = |times: &[usize]| times.iter().any(|case| visitor.cases.contains(case));
            let first = if needed(&order[..at.start]) { 0 } else { visitor.fixed.map_or(u32::MAX, |f| f.0) };
            let last = if needed(&order[at.end..]) { u32::MAX } else { visitor.fixed.map_or(0, |f| f.1) };
            let (first, last) = (outside(first, times), outside(last, times));
            if own == 0 {
                continue;
            }
            if [first, last].iter().all(|&time| time == 0 || time == u32::MAX) {
                stays.visitors += 1;
                away[own] += u64::from(last == 0) + (u64::from(first == u32::MAX) << 32);
            } else {
                stays.partly.push((own, first, last));
            }
        }
        sum_over_subsets(&mut away);
        stays.away = away;
        // Before the first case of the window, and after its last, no order of it changes anything.
        let between = times.windows(2).map(|pair| (pair[0], pair[1]));
        stays.steps = [vec![(0, 0)], between.collect(), vec![(0, 0)]].concat();
        stays
    }

    /// Seconds that visitors stay from the start of the last case of this set to the start of the next.
    fn until_the_next(&self, heard: usize) -> u64 {
        let (from, to) = self.steps[heard.count_ones() as usize];
        let (gone, to_come) = (self.away[heard] & LOWER, self.away[self.away.len() - 1 - heard] >> 32);
        let mut stay = (self.visitors - gone - to_come) * u64::from(to - from);
        for &(own, first, last) in &self.partly {
            let comes = if own & heard == 0 { first.clamp(from, to) } else { from };
            let goes = if own & !heard == 0 { last.clamp(from, to) } else { to };
            stay += u64::from(goes.saturating_sub(comes));
        }
        stay
    }
}

/// A time that is not between the first and the last of these: 0 if it is before, `u32::MAX` if after.
fn outside(time: u32, times: &[u32]) -> u32 {
    match times {
        [first, ..] if time <= *first => 0,
        [.., last] if time >= *last => u32::MAX,
        _ => time,
    }
}

/// Gives each set the sum over all sets within it.
fn sum_over_subsets(sets: &mut [u64]) {
    let (eights, _) = sets.as_chunks_mut::<8>();
    for [a, b, c, d, e, f, g, h] in eights {
        (*b, *d, *f, *h) = (*b + *a, *d + *c, *f + *e, *h + *g);
        (*c, *d, *g, *h) = (*c + *a, *d + *b, *g + *e, *h + *f);
        (*e, *f, *g, *h) = (*e + *a, *f + *b, *g + *c, *h + *d);
    }
    let mut bit = if sets.len() < 8 { 1 } else { 8 };
    while bit < sets.len() {
        for pair in sets.chunks_exact_mut(2 * bit) {
            let (without, with) = pair.split_at_mut(bit);
            for (with, without) in with.iter_mut().zip(without) {
                *with += *without;
            }
        }
        bit *= 2;
    }
}
