//! Letters and invitations about a case: what each tells, and what now differs from those that were
//! sent. An invitation for a calendar program goes with its letter, and is recorded with it.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::diary::{self, is_invitation};
use super::{Content, Document};
use crate::decide::{Decided, Outcome};
use crate::finding::Finding;
use crate::model::{CaseRef, Sent, uk_date, uk_time};

/// What a letter or an invitation about a case tells. It stands in the manifest beside the letter's
/// hash, so that it can be recorded when the letter is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterMade {
    /// Its path under the meeting's output folder.
    #[serde(skip)]
    pub path: String,
    /// The case.
    pub reference: String,
    /// The outcome's code.
    pub outcome: String,
    /// The start of its time slot, `10:15`; empty if the case is not heard.
    pub slot: String,
    /// It carries DRAFT, and must not be sent.
    pub draft: bool,
    /// BLAKE3 of what it says, but for its date.
    pub words: String,
}

/// What the letters and invitations among these documents tell, in their order. One that stays with
/// the coordinator is none, nor is an invitation that goes with a pack, or the same letter in Word.
pub fn letters(basis: &Basis<'_>, documents: &[Document]) -> Vec<LetterMade> {
    documents.iter().filter_map(|document| letter(basis, document)).collect()
}

fn letter(basis: &Basis<'_>, document: &Document) -> Option<LetterMade> {
    if let Content::DiaryInvitation(invitation) = &document.content {
        return told(basis, &document.path, &invitation.with_letter, false, diary::words(invitation));
    }
    let (reference, draft, undated) = match &document.content {
        Content::Letter(letter) => {
            let mut undated = letter.clone();
            undated.date.clear();
            (&letter.our_reference, letter.frame.draft, Content::Letter(undated))
        }
        Content::TransferPack(pack) => {
            let mut undated = pack.clone();
            undated.head.date.clear();
            (&pack.head.our_reference, pack.frame.draft, Content::TransferPack(undated))
        }
        Content::Invitation(invitation) => {
            let mut undated = invitation.clone();
            undated.head.date.clear();
            (&invitation.head.our_reference, invitation.frame.draft, Content::Invitation(undated))
        }
        _ => return None,
    };
    if document.path.starts_with("coordinator/") || !document.path.ends_with(".pdf") {
        return None;
    }
    let said = serde_json::to_vec(&undated).expect("views are strings, booleans and lists");
    told(basis, &document.path, reference, draft, blake3::hash(&said).to_hex().to_string())
}

/// What a letter or an invitation about this case tells; nothing if it is about none.
fn told(basis: &Basis<'_>, path: &str, reference: &str, draft: bool, words: String) -> Option<LetterMade> {
    let decided = basis.decided.iter().find(|decided| decided.case.reference.as_str() == reference)?;
    Some(LetterMade {
        path: path.to_owned(),
        reference: reference.to_owned(),
        outcome: decided.outcome.code().to_owned(),
        slot: slot(basis, decided).map(|slot| slot.format("%H:%M").to_string()).unwrap_or_default(),
        draft,
        words,
    })
}

fn slot(basis: &Basis<'_>, decided: &Decided) -> Option<NaiveTime> {
    basis.schedule.slot(&decided.case.reference).map(|slot| slot.start)
}

/// Whether the letters about a case were sent: `not sent`, `sent 2 December 2026`, `1 of 2 sent`; empty if
/// it has none and none was sent. A letter counts as sent whatever it says by now; what goes with it
/// does not count by itself.
pub fn sent_in_words(letters: &[LetterMade], sent: &[Sent], reference: &CaseRef) -> String {
    let letters = letters.iter().filter(|letter| !is_invitation(&letter.path));
    let of_case = letters.filter(|letter| letter.reference == reference.as_str());
    let gone_out = |path: &str| sent.iter().any(|one| one.reference == *reference && one.letter == path);
    let (out, in_hand): (Vec<_>, Vec<_>) = of_case.partition(|letter| gone_out(&letter.path));
    let last = sent.iter().filter(|one| one.reference == *reference).map(|one| one.date).max();
    match (last, out.len(), in_hand.len()) {
        (None, _, 0) => String::new(),
        (None, _, _) => "not sent".into(),
        (Some(_), 1.., 1..) => format!("{} of {} sent", out.len(), out.len().saturating_add(in_hand.len())),
        (Some(_), 0, 1..) => "another sent".into(),
        (Some(last), _, 0) => format!("sent {}", uk_date(last)),
    }
}

/// What now differs from the letters that were sent: the last one that went out under each name counts.
pub fn findings(basis: &Basis<'_>, letters: &[LetterMade]) -> Vec<Finding> {
    let sent = &basis.meeting.sent;
    let replaced = |number: usize, one: &Sent| {
        sent.iter().enumerate().any(|(other_number, other)| {
            (other.letter == one.letter || is_same_reader(&other.letter, &one.letter))
                && other.reference == one.reference
                && (other.date, other_number) > (one.date, number)
        })
    };
    sent.iter()
        .enumerate()
        .filter(|(number, one)| !replaced(*number, one))
        .filter_map(|(_, one)| difference(basis, letters, one))
        .collect()
}

/// Says in each letter to a referrer that it takes the place of one that was sent and said something else.
/// Whether it does is no part of its words: sending it changes nothing of it.
pub fn say_what_they_replace(basis: &Basis<'_>, made: &[LetterMade], documents: &mut [Document]) {
    for document in documents {
        let Content::Letter(letter) = &mut document.content else { continue };
        let same = |one: &&LetterMade| name_of(&one.path) == name_of(&document.path);
        let Some(now) = made.iter().find(same) else { continue };
        let before = basis.meeting.sent.iter().rev().find(|sent| {
            sent.reference.as_str() == now.reference
                && (sent.letter == now.path || is_same_reader(&sent.letter, &now.path))
                && sent.words != now.words
                // What answers a returned referral is a letter of its own.
                && !sent.outcome.starts_with("return")
        });
        if let Some(before) = before {
            let day = uk_date(before.date);
            let cancelled = if before.slot.is_some() && now.slot.is_empty() {
                " The case is not heard at the time that it gave: please delete that from your calendar, and tell \
                 everybody whom you named."
            } else {
                ""
            };
            letter.opening = format!(
                "This letter takes the place of the one that we sent you on {day}.{cancelled}\n\n{}",
                letter.opening
            );
        }
    }
}

/// A path without its ending.
fn name_of(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(name, _)| name)
}

/// Whether two letters lie in one reader's folder: the later one takes the place of the earlier,
/// whatever it is called. An invitation that goes with a letter does not.
fn is_same_reader(one: &str, other: &str) -> bool {
    let invitation = |path: &str| is_invitation(path);
    folder(one).is_some() && folder(one) == folder(other) && !invitation(one) && !invitation(other)
}

fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn difference(basis: &Basis<'_>, letters: &[LetterMade], sent: &Sent) -> Option<Finding> {
    if is_invitation(&sent.letter) {
        return other_invitation(basis, letters, sent);
    }
    let (reference, day) = (&sent.reference, uk_date(sent.date));
    let decided = basis.decided.iter().find(|decided| decided.case.reference == *reference);
    let Some(decided) = decided else {
        return Some(
            Finding::error(
                "sent-case-gone",
                format!("a letter about {reference} was sent on {day}, and its referral is no longer in this meeting's folder"),
            )
            .at(sent.place.clone())
            .help("Put the referral back, or tell whoever had the letter what has become of it"),
        );
    };
    if sent.outcome != decided.outcome.code() {
        let now = decided.outcome.code();
        if is_answered_return(sent, decided.outcome) {
            let message =
                format!("a return letter about {reference} was sent on {day}, and the case is {now} now");
            let help = format!("Send the new letter, and record that with `cmarac issued {reference}`");
            return Some(Finding::warning("sent-return-answered", message).at(sent.place.clone()).help(help));
        }
        return Some(
            Finding::error(
                "sent-outcome-differs",
                format!("{reference} is {now} now, and the letter sent on {day} says {}", sent.outcome),
            )
            .at(sent.place.clone())
            .help(send_again(decided)),
        );
    }
    let now = slot(basis, decided);
    if sent.slot != now {
        let time = |slot: Option<NaiveTime>| slot.map_or_else(|| "no time".to_owned(), uk_time);
        return Some(
            Finding::warning(
                "sent-slot-differs",
                format!(
                    "{reference} is heard at {} now, and the letter sent on {day} says {}",
                    time(now),
                    time(sent.slot)
                ),
            )
            .at(sent.place.clone())
            .help(match decided.case.decision.as_ref().and_then(|decision| decision.slot) {
                Some(fixed) if Some(fixed) == now => {
                    format!("Take the new time out of decisions.xlsx, or do this: {}", send_again(decided))
                }
                // The running order keeps a time that was told wherever it can.
                _ => format!(
                    "If the time that was told can be kept, do as the finding `told-slot-lost` says; else {}",
                    send_again(decided)
                ),
            }),
        );
    }
    let mut of_case = letters.iter().filter(|letter| letter.reference == reference.as_str());
    let kind = |path: &str| path.rsplit('/').next().map(str::to_owned);
    if !of_case.clone().any(|letter| kind(&letter.path) == kind(&sent.letter)) {
        return Some(
            Finding::warning(
                "sent-not-made",
                format!("one of the letters about {reference} that were sent on {day} is no longer made"),
            )
            .at(sent.place.clone())
            .help("Tell whoever had it if it no longer holds"),
        );
    }
    (!of_case.any(|letter| letter.words == sent.words)).then(|| {
        Finding::warning(
            "sent-words-differ",
            format!("the letter about {reference} has other words now than the one sent on {day}"),
        )
        .at(sent.place.clone())
        .help(format!(
            "Compare it with the one that was sent; if it matters, do this: {}",
            send_again(decided)
        ))
    })
}

/// Whether a referral went back and has been decided since, as it should be: nobody was told anything that
/// does not hold.
fn is_answered_return(sent: &Sent, now: Outcome) -> bool {
    let went_back = [Outcome::ReturnIncomplete, Outcome::ReturnProcess].map(Outcome::code);
    let is_decided =
        matches!(now, Outcome::Accept | Outcome::AcceptUrgent | Outcome::Defer | Outcome::Decline);
    went_back.contains(&sent.outcome.as_str()) && is_decided
}

/// What differs of an invitation for a calendar program, unless its letter tells of the same change.
fn other_invitation(basis: &Basis<'_>, letters: &[LetterMade], sent: &Sent) -> Option<Finding> {
    let (reference, day) = (&sent.reference, uk_date(sent.date));
    let decided = basis.decided.iter().find(|decided| decided.case.reference == *reference)?;
    if sent.outcome != decided.outcome.code() || sent.slot != slot(basis, decided) {
        return None;
    }
    let now: Vec<&LetterMade> = letters
        .iter()
        .filter(|letter| is_invitation(&letter.path) && letter.reference == reference.as_str())
        .collect();
    if now.iter().any(|invitation| invitation.words == sent.words) {
        return None;
    }
    let (code, message, help) = match now.is_empty() {
        true => (
            "sent-not-made",
            format!("the invitation that went with the letter about {reference} on {day} is no longer made"),
            "Ask whoever had it to take the entry out of their calendar if it no longer holds".to_owned(),
        ),
        false => (
            "sent-invitation-differs",
            format!(
                "the invitation that went with the letter about {reference} on {day} says something else now"
            ),
            format!(
                "Send the new one, which takes the old one\u{2019}s place in calendars, and record that with `cmarac issued {reference}`"
            ),
        ),
    };
    Some(Finding::warning(code, message).at(sent.place.clone()).help(help))
}

fn send_again(decided: &Decided) -> String {
    let reference = &decided.case.reference;
    format!("tell whoever had it, send the new letter, and record that with `cmarac issued {reference}`")
}
