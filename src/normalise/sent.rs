//! The last column of the register: a letter that was sent, when, and what it told.
//!
//! A line that gives a reference leaves the column blank. A line that records a letter repeats the
//! case's reference, meeting and person key, names the letter's path in the place of the source, and
//! says in the last column
//!
//! ```text
//! sent 2026-12-02; outcome accept; slot 10:15; file <64 digits>; words <64 digits>
//! ```
//!
//! without the slot for a case that is not heard. No part of it looks like a date or a number to a
//! spreadsheet program, and the column ends with a hash of known length, so that a line that was cut
//! off is seen.

use chrono::{NaiveDate, NaiveTime};

use crate::model::{Case, CaseRef, MeetingId, Sent};

/// What the last column tells of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// When it was sent.
    pub date: NaiveDate,
    /// Its outcome's code.
    pub outcome: String,
    /// Its time slot.
    pub slot: Option<NaiveTime>,
    /// BLAKE3 of the file.
    pub file: String,
    /// BLAKE3 of its words.
    pub words: String,
}

/// Reads the last column; nothing if it is not as [`written`] writes it.
pub(super) fn read(column: &str) -> Option<Told> {
    let mut parts = column.split("; ").map(|part| part.split_once(' '));
    let mut next = |name: &str| match parts.next()?? {
        (found, value) if found == name => Some(value),
        _ => None,
    };
    let date = NaiveDate::parse_from_str(next("sent")?, "%Y-%m-%d").ok()?;
    let outcome = next("outcome").filter(|code| is_code(code))?.to_owned();
    let slot = if column.contains("; slot ") {
        Some(NaiveTime::parse_from_str(next("slot")?, "%H:%M").ok()?)
    } else {
        None
    };
    let file = next("file").filter(|hash| is_hash(hash))?.to_owned();
    let words = next("words").filter(|hash| is_hash(hash))?.to_owned();
    parts.next().is_none().then_some(Told { date, outcome, slot, file, words })
}

/// The last column for a letter that was sent.
pub(super) fn written(sent: &Sent) -> String {
    let slot = sent.slot.map(|slot| format!("; slot {}", slot.format("%H:%M"))).unwrap_or_default();
    format!(
        "sent {}; outcome {}{slot}; file {}; words {}",
        sent.date.format("%Y-%m-%d"),
        sent.outcome,
        sent.file,
        sent.words
    )
}

/// Letters sent for a meeting, in the order in which they were recorded. A case that has left the meeting
/// and had a letter for another one since has been told, so what was sent before is history.
pub(super) fn of_meeting(sent: &[Sent], meeting: MeetingId, cases: &[Case]) -> Vec<Sent> {
    let is_here = |one: &Sent| cases.iter().any(|case| case.reference == one.reference);
    sent.iter()
        .filter(|one| one.meeting == meeting)
        .filter(|one| is_here(one) || last(sent, &one.reference).is_some_and(|last| last.meeting == meeting))
        .cloned()
        .collect()
}

/// The time slot that the last letter for a meeting about a case told, if that was to be heard.
pub(super) fn told_slot(sent: &[Sent], meeting: MeetingId, reference: &CaseRef) -> Option<NaiveTime> {
    let of_meeting: Vec<Sent> = sent.iter().filter(|one| one.meeting == meeting).cloned().collect();
    last(&of_meeting, reference)?.slot
}

/// The letter about a case that was sent last; of one day, the one recorded last.
fn last<'s>(sent: &'s [Sent], reference: &CaseRef) -> Option<&'s Sent> {
    sent.iter().filter(|one| one.reference == *reference).max_by_key(|one| one.date)
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    fn meeting(folder: &str) -> MeetingId {
        MeetingId::parse(folder).expect("a meeting")
    }

    fn acceptance() -> Sent {
        Sent {
            reference: CaseRef::parse("TST-2026-001").expect("a reference"),
            meeting: meeting("2026-12-09"),
            letter: "referrers/TST-2026-001/acceptance-letter.pdf".into(),
            outcome: "accept-urgent".into(),
            slot: NaiveTime::from_hms_opt(10, 15, 0),
            date: NaiveDate::from_ymd_opt(2026, 12, 2).expect("a day"),
            file: "0123456789abcdef".repeat(4),
            words: "fedcba9876543210".repeat(4),
            place: Place::file("register.csv"),
        }
    }

    #[test]
    fn the_last_letter_of_a_meeting_counts_and_what_is_history_does_not() {
        let day = |number| NaiveDate::from_ymd_opt(2026, 12, number).expect("a day");
        let half_past_ten = NaiveTime::from_hms_opt(10, 30, 0);
        let first = acceptance();
        let again = Sent { slot: half_past_ten, date: day(4), ..first.clone() };
        let declined = Sent { slot: None, outcome: "decline".into(), date: day(4), ..first.clone() };
        let here = meeting("2026-12-09");
        let told = |sent: &[&Sent]| {
            told_slot(&sent.iter().map(|one| (*one).clone()).collect::<Vec<_>>(), here, &first.reference)
        };
        assert_eq!(told(&[&first]), first.slot);
        assert_eq!(told(&[&first, &again]), half_past_ten);
        assert_eq!(told(&[&again, &first]), half_past_ten, "lines may have been sorted");
        assert_eq!(told(&[&again, &declined]), None, "of one day the last line counts");
        let alone = std::slice::from_ref(&first);
        assert_eq!(told_slot(alone, meeting("2027-01-13"), &first.reference), None);

        let urgent = Sent { meeting: meeting("2026-12-03-urgent"), date: day(3), ..first.clone() };
        assert_eq!(of_meeting(alone, here, &[]), alone, "gone, and nobody was told");
        assert_eq!(of_meeting(&[first, urgent], here, &[]), []);
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_less() {
        let sent = acceptance();
        for slot in [sent.slot, None] {
            let column = written(&Sent { slot, ..sent.clone() });
            let told = read(&column).expect("it is as it was written");
            assert_eq!((told.date, told.outcome.as_str(), told.slot), (sent.date, "accept-urgent", slot));
            assert_eq!((told.file, told.words), (sent.file.clone(), sent.words.clone()));
            for cut in 0..column.len() {
                assert_eq!(read(&column[..cut]), None, "{cut}");
            }
            assert_eq!(read(&format!("{column}; more x")), None);
            assert_eq!(read(&column.replace("2026-12-02", "02/12/2026")), None);
        }
    }
}
