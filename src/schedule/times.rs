//! Which times of a meeting are free, and when its break is. Moments are seconds since midnight.

use chrono::{NaiveTime, Timelike};

use super::Slot;
use crate::panel::Slots;

/// When cases without a fixed slot can be heard, and when the break is.
#[derive(Debug, Default)]
pub struct FreeTimes {
    /// Starts, ascending; as many as were asked for.
    pub starts: Vec<u32>,
    /// The break, if it is due before the last case.
    pub pause: Option<(u32, u32)>,
}

/// Goes through the meeting. From the set time on the break is taken as soon as nothing is heard for
/// its whole length and somebody is still to be heard; at any other moment the next case is heard if
/// its whole length is free. Fixed slots stay where they are.
pub fn free_times(slots: &Slots, fixed: &[Slot], cases: usize) -> FreeTimes {
    let mut taken: Vec<(u32, u32)> =
        fixed.iter().map(|slot| (seconds(slot.start), seconds(slot.end))).collect();
    taken.sort_unstable();
    let mut due = slots.break_after.filter(|_| slots.break_minutes > 0).map(seconds);
    let mut free = FreeTimes::default();
    let mut now = first_case(slots);
    let mut taken = taken.into_iter().peekable();
    loop {
        let next = taken.peek().copied();
        let room = next.map_or(u32::MAX, |(start, _)| start.saturating_sub(now));
        let to_come = free.starts.len() < cases;
        if !to_come && (due.is_none() || next.is_none()) {
            return free;
        }
        let pause = due.filter(|&after| now >= after && room >= minutes(slots.break_minutes));
        if pause.is_some() {
            due = None;
            free.pause = Some((now, now + minutes(slots.break_minutes)));
            now += minutes(slots.break_minutes);
        } else if to_come && room >= minutes(slots.minutes) {
            free.starts.push(now);
            now += minutes(slots.minutes);
        } else if let Some(after) = due.filter(|&after| after > now && after - now < room) {
            now = after;
        } else if let Some((_, end)) = taken.next() {
            now = now.max(end);
        }
    }
}

/// When the first case is heard: after introductions, the confidentiality statement and unmet actions.
pub fn first_case(slots: &Slots) -> u32 {
    seconds(slots.start) + minutes(slots.opening_minutes)
}

/// A case's slot, or the break, on the clock. It stops at the end of the day, where there are no more
/// slots.
pub fn clock(moment: u32) -> NaiveTime {
    let last = 24 * 60 * 60 - 1;
    NaiveTime::from_num_seconds_from_midnight_opt(moment.min(last), 0).unwrap_or_default()
}

/// The moment of a time.
pub fn seconds(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight()
}

/// So many minutes.
pub fn minutes(minutes: u32) -> u32 {
    minutes.saturating_mul(60)
}
