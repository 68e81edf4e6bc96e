//! What the running order gains for visitors, in words.

use crate::schedule::{Gain, Schedule};

/// What the chair reads of it: how long visitors wait, and in plain priority order; empty if nobody is
/// needed for more than one case and no officer's time could be kept better.
pub fn gain_in_words(schedule: &Schedule) -> String {
    let gain = &schedule.gain;
    let mut sentences = Vec::new();
    if gain.visitors > 0 {
        sentences.push(waiting(gain));
    }
    let kept = match gain.plain_broken.saturating_sub(gain.broken) {
        0 => None,
        1 => Some("one time that an officer gave".to_owned()),
        more => Some(format!("{more} times that officers gave")),
    };
    sentences
        .extend(kept.map(|kept| format!("It also keeps to {kept}, which plain priority order would not.")));
    if !gain.proved {
        sentences.push(
            "With so many cases it is not proved that no order is better; this one is a good one.".into(),
        );
    }
    sentences.join(" ")
}

fn waiting(gain: &Gain) -> String {
    let plain = in_words(gain.plain_minutes);
    match (gain.minutes, gain.plain_minutes) {
        (0, 0) => "No visitor waits between two cases.".into(),
        (0, _) => format!(
            "No visitor waits between two cases; in plain priority order they would wait {plain} in total."
        ),
        (now, before) if now == before => format!("Visitors wait {plain} in total."),
        (now, _) => {
            format!("Visitors wait {} in total; in plain priority order it would be {plain}.", in_words(now))
        }
    }
}

/// `45 minutes`, `1 hour`, `3 hours 10 minutes`.
pub fn in_words(minutes: u32) -> String {
    let count = |number: u32, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        many => Some(format!("{many} {what}s")),
    };
    let parts: Vec<String> =
        [count(minutes / 60, "hour"), count(minutes % 60, "minute")].into_iter().flatten().collect();
    if parts.is_empty() { "0 minutes".into() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(visitors: usize, [minutes, plain_minutes]: [u32; 2], [broken, plain_broken]: [u32; 2]) -> String {
        let gain = Gain { visitors, minutes, plain_minutes, broken, plain_broken, proved: true };
        gain_in_words(&Schedule { gain, ..Schedule::default() })
    }

    #[test]
    fn the_chair_reads_what_visitors_wait_and_what_they_would() {
        assert_eq!(said(0, [0, 0], [0, 0]), "");
        assert_eq!(
            said(2, [45, 190], [0, 0]),
            "Visitors wait 45 minutes in total; in plain priority order it would be 3 hours 10 minutes."
        );
        assert_eq!(
            said(1, [0, 61], [0, 1]),
            "No visitor waits between two cases; in plain priority order they would wait 1 hour 1 minute in \
             total. It also keeps to one time that an officer gave, which plain priority order would not."
        );
        assert_eq!(said(3, [120, 120], [1, 1]), "Visitors wait 2 hours in total.");
        assert_eq!(said(3, [0, 0], [0, 0]), "No visitor waits between two cases.");
        let unproved = Schedule {
            gain: Gain { visitors: 1, minutes: 15, plain_minutes: 15, ..Gain::default() },
            ..Schedule::default()
        };
        assert!(gain_in_words(&unproved).contains("not proved"), "{}", gain_in_words(&unproved));
    }
}
