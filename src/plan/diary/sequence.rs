//! How often what an invitation says has changed since it was first sent, as far as the register knows.
//!
//! An invitation that goes with a letter is recorded with it, so each version that was sent is known.
//! One that goes with a pack is not. Its times are those that letters about its cases told, so the
//! times that they told one after another count. The invitation to the whole meeting names no case, and
//! nothing is known of it.

use super::super::basis::Basis;
use super::super::view::DiaryInvitation;
use super::home::Folder;
use crate::model::Sent;
use crate::schedule::Slot;

/// BLAKE3 of what an invitation says, whatever its day and whether another was sent before.
pub fn words(invitation: &DiaryInvitation) -> String {
    let bare = DiaryInvitation {
        with_letter: String::new(),
        sequence: 0,
        replaces: String::new(),
        day: String::new(),
        ..invitation.clone()
    };
    let said = serde_json::to_vec(&bare).expect("views are strings, numbers and lists");
    blake3::hash(&said).to_hex().to_string()
}

/// Of an invitation that goes with these letters, under a name beside each.
pub fn with_letters(basis: &Basis<'_>, beside: &[(Folder, String)], now: &str) -> usize {
    let versions = |(folder, name): &(Folder, String)| {
        let was_here = |sent: &&Sent| {
            let path = |folder: &str| sent.letter == format!("{folder}/{name}");
            // The first referrer's folder had no number before there was a second one.
            let alone = folder.path.strip_suffix("-1").filter(|_| !folder.path.ends_with(&folder.case));
            sent.reference.as_str() == folder.case && (path(&folder.path) || alone.is_some_and(path))
        };
        changes(basis.meeting.sent.iter().filter(was_here).map(|sent| sent.words.as_str()), now)
    };
    beside.iter().map(versions).max().unwrap_or_default()
}

/// Of an invitation to these cases that goes with no letter.
pub fn without_letter(basis: &Basis<'_>, slots: &[&Slot]) -> usize {
    let of_case = |slot: &&Slot| {
        let letters = basis.meeting.sent.iter().filter(|sent| !is_invitation(&sent.letter));
        let of_case = letters.filter(|sent| Some(&sent.reference) == slot.case.as_ref());
        changes(of_case.filter_map(|sent| sent.slot), slot.start)
    };
    slots.iter().map(of_case).sum()
}

/// Whether a path is that of an invitation for a calendar program.
pub fn is_invitation(path: &str) -> bool {
    path.ends_with(".ics")
}

/// How often one thing in a row, up to what it is now, differs from the one before it.
fn changes<T: PartialEq>(told: impl Iterator<Item = T>, now: T) -> usize {
    let mut all: Vec<T> = told.chain([now]).collect();
    all.dedup();
    all.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_change_counts_and_a_change_back_is_one_more() {
        assert_eq!(changes([].into_iter(), 1), 0, "nothing was sent");
        assert_eq!(changes([1, 1].into_iter(), 1), 0, "the same was sent twice");
        assert_eq!(changes([1].into_iter(), 2), 1);
        assert_eq!(changes([1, 2].into_iter(), 2), 1, "it does not grow by being sent");
        assert_eq!(changes([1, 2].into_iter(), 1), 2);
    }
}
