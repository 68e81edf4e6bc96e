//! Who is needed for which cases, as numbers, and what the best order gains for them.

use std::collections::BTreeMap;

use super::attendance::{Identity, attendees};
use super::availability::{self, Wish};
use super::times::clock;
use super::waiting::{Question, Visitor};
use crate::decide::Decided;
use crate::panel::Panel;

/// How long visitors wait between their cases, all of them together, and what the order gains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Visitors who are needed for more than one case; nobody else waits.
    pub visitors: usize,
    /// Minutes they wait.
    pub minutes: u32,
    /// Minutes they would wait in plain priority order.
    pub plain_minutes: u32,
    /// Wishes that the order breaks.
    pub broken: u32,
    /// Wishes that plain priority order would break.
    pub plain_broken: u32,
    /// It is proved that no allowed order is better.
    pub proved: bool,
}

/// Visitors and wishes of a meeting's cases, by the numbers of the cases.
#[derive(Debug)]
pub struct Visits<'d> {
    /// Seconds a case.
    length: u32,
    /// The cases of each visitor who is needed for more than one.
    visitors: Vec<Vec<usize>>,
    /// When officers can come for each case.
    wishes: Vec<Vec<Wish<'d>>>,
}

impl<'d> Visits<'d> {
    /// The visits to these cases, of so many seconds each.
    pub fn of(panel: &'d Panel, length: u32, cases: &[&'d Decided]) -> Self {
        let mut visitors: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
        for (number, case) in cases.iter().enumerate() {
            for attendee in attendees(panel, case) {
                let own = visitors.entry(attendee.identity()).or_default();
                if attendee.visits && own.last() != Some(&number) {
                    own.push(number);
                }
            }
        }
        let visitors = visitors.into_values().filter(|cases| cases.len() > 1).collect();
        Visits { length, visitors, wishes: availability::wishes(panel, cases) }
    }

    /// When officers can come, for each case.
    pub fn wishes(&self) -> &[Vec<Wish<'d>>] {
        &self.wishes
    }

    /// The question which of the first cases takes which of these times, when the cases after them are
    /// fixed at these moments.
    pub fn question(&self, times: Vec<u32>, fixed: &[u32], classes: Vec<usize>) -> Question {
        let free = times.len();
        let visitors = self.visitors.iter().map(|cases| {
            let stay = || cases.iter().filter_map(|case| fixed.get(case.checked_sub(free)?));
            Visitor {
                cases: cases.iter().copied().filter(|case| *case < free).collect(),
                fixed: stay().min().copied().zip(stay().max().copied()),
            }
        });
        let broken = (0..free).map(|case| times.iter().map(|&start| self.weight(case, start)).collect());
        Question {
            broken: broken.collect(),
            visitors: visitors.filter(|visitor| !visitor.cases.is_empty()).collect(),
            times,
            classes,
        }
    }

    /// What an order gains.
    pub fn gain(&self, question: &Question, best: &[usize], fixed: &[u32], proved: bool) -> Gain {
        let starts = |order: &[usize]| {
            let mut starts = vec![0; order.len()];
            for (&case, &start) in order.iter().zip(&question.times) {
                starts[case] = start;
            }
            [starts, fixed.to_vec()].concat()
        };
        let plain: Vec<usize> = (0..best.len()).collect();
        let (best, plain) = (starts(best), starts(&plain));
        let [minutes, plain_minutes] = [&best, &plain].map(|starts| self.waited(starts) / 60);
        let [broken, plain_broken] = [&best, &plain].map(|starts| self.all_broken(starts));
        let nothing_lost = minutes == 0 && broken == 0;
        Gain {
            visitors: self.visitors.len(),
            minutes,
            plain_minutes,
            broken,
            plain_broken,
            proved: proved || nothing_lost,
        }
    }

    /// Seconds that visitors wait when the cases start at these moments.
    fn waited(&self, starts: &[u32]) -> u32 {
        let waits = self.visitors.iter().map(|cases| {
            let own = || cases.iter().map(|&case| starts[case]);
            let stay = own().max().unwrap_or_default() - own().min().unwrap_or_default();
            let needed = (cases.len() - 1) * self.length as usize;
            stay.saturating_sub(u32::try_from(needed).unwrap_or(u32::MAX))
        });
        waits.fold(0, u32::saturating_add)
    }

    fn all_broken(&self, starts: &[u32]) -> u32 {
        starts.iter().enumerate().map(|(case, &start)| self.broken(case, start)).sum()
    }

    /// What the wishes weigh that a case breaks which starts at this moment.
    fn weight(&self, case: usize, start: u32) -> u32 {
        let (start, end) = (clock(start), clock(start + self.length));
        self.wishes[case].iter().map(|wish| wish.weight(start, end)).fold(0, u32::saturating_add)
    }

    /// How many wishes a case breaks that starts at this moment.
    fn broken(&self, case: usize, start: u32) -> u32 {
        let (start, end) = (clock(start), clock(start + self.length));
        let broken = self.wishes[case].iter().map(|wish| wish.broken(start, end).count());
        u32::try_from(broken.sum::<usize>()).unwrap_or(u32::MAX)
    }
}
