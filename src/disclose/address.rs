//! Addresses and telephone numbers (rule 5): a confidential address, and anyone's telephone number,
//! appears in the coordinator's copy and for members that the panel names only.

use super::Reader;
use super::kept::Kept;
use crate::model::{Answers, Case};
use crate::panel::Agency;

/// What stands in place of a confidential address or a telephone number.
const HELD: &str = "held by the coordinator";

/// The person's address for a reader, or empty if none was given.
pub fn home_address(reader: Reader<'_>, kept: &Kept, case: &Case, answers: &Answers) -> String {
    let confidential = kept.has_subject(case);
    let released = reader == (Reader::OtherArea { address_released: true });
    shown(reader, confidential && !released, answers, ["subject.address", "subject.postcode"])
}

/// Another person's address for a reader.
pub fn other_address(reader: Reader<'_>, kept: &Kept, answers: &Answers) -> String {
    shown(reader, kept.has_other(answers), answers, ["other.address", "other.postcode"])
}

/// The person's telephone number for a reader.
pub fn phone(reader: Reader<'_>, answers: &Answers) -> String {
    contact(reader, answers, "subject.phone")
}

/// An applicant's e-mail address for a reader: members that may know how to telephone people may know
/// it, and so may a panel that takes the application over.
pub fn email(reader: Reader<'_>, answers: &Answers) -> String {
    match reader {
        Reader::OtherArea { .. } => answers.written("applicant.email").unwrap_or_default().to_owned(),
        Reader::Coordinator | Reader::Member { .. } | Reader::Referrer => {
            contact(reader, answers, "applicant.email")
        }
    }
}

/// A blank or unreadable answer to "must be kept confidential" with something written in it counts
/// as yes: nothing is disclosed by a guess.
pub(super) fn is_confidential(answers: &Answers, path: &str) -> bool {
    answers.yes_no(path).unwrap_or_else(|| answers.written(path).is_some())
}

fn contact(reader: Reader<'_>, answers: &Answers, path: &str) -> String {
    match answers.written(path) {
        None => String::new(),
        Some(written) if sees_telephones(reader) => written.to_owned(),
        Some(_) => HELD.into(),
    }
}

/// Whether a reader may see telephone numbers of people in a case it is entitled to.
pub(super) fn sees_telephones(reader: Reader<'_>) -> bool {
    match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, policy } => is_listed(&policy.phone_to, agency),
        Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

fn shown(reader: Reader<'_>, confidential: bool, answers: &Answers, paths: [&str; 2]) -> String {
    let lines: Vec<&str> = paths.into_iter().filter_map(|path| answers.written(path)).collect();
    if lines.is_empty() {
        String::new()
    } else if confidential && !sees_confidential(reader) {
        HELD.into()
    } else {
        lines.join(", ")
    }
}

/// Whether a reader may see the confidential addresses of a case it is entitled to.
pub(super) fn sees_confidential(reader: Reader<'_>) -> bool {
    match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, policy } => is_listed(&policy.confidential_address_to, agency),
        Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

fn is_listed(codes: &[String], agency: &Agency) -> bool {
    codes.contains(&agency.code)
}
