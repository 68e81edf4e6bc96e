//! Who is written to about a case: one letter for each of its referrals.

use super::basis::Basis;
use crate::decide::{Decided, Outcome};
use crate::disclose;
use crate::finding::{Finding, Place};
use crate::model::Referral;

/// The kind of letter to whoever referred a case that is heard again because it stays open.
pub const STAYS_OPEN: &str = "open-case";

/// A letter that is made.
#[derive(Clone, Debug)]
pub struct LetterTo<'a> {
    /// Its folder, whose reader is whoever gets it: `referrers/ISL-2026-014`.
    pub folder: String,
    /// `acceptance`, `decline` and their like.
    pub kind: &'static str,
    /// The referral it answers.
    pub referral: &'a Referral,
}

impl LetterTo<'_> {
    /// Its path, as PDF.
    pub fn path(&self) -> String {
        format!("{}/{}-letter.pdf", self.folder, self.kind)
    }

    /// Who gets it, as written; empty where that was left blank or cannot be read.
    pub fn name(&self) -> &str {
        self.referral.answers.text(addressee(self.referral)[0]).unwrap_or_default().trim()
    }

    /// Their e-mail address, as written; empty where that was left blank or cannot be read.
    pub fn email(&self) -> &str {
        self.referral.answers.text(addressee(self.referral)[1]).unwrap_or_default().trim()
    }

    /// The agency that refers, as written; empty for somebody who applies.
    fn agency(&self) -> &str {
        if self.referral.is_application {
            return "";
        }
        self.referral.answers.text("referrer.agency").unwrap_or_default()
    }

    /// Where the e-mail address stands, or should.
    pub fn email_place(&self) -> &Place {
        self.referral.answers.place(addressee(self.referral)[1]).unwrap_or(&self.referral.place)
    }
}

/// The letters of one case, in the order of its referrals, and why others are not made. None for an
/// outcome that has no letter.
pub fn written_to<'a>(
    basis: &Basis<'_>,
    decided: &'a Decided,
    findings: &mut Vec<Finding>,
) -> Vec<LetterTo<'a>> {
    let Some(kind_of_case) = kind(decided.outcome) else { return Vec::new() };
    let answered: Vec<&Referral> = decided
        .case
        .referrals
        .iter()
        .filter(|referral| !is_answered_anew(basis, decided, referral))
        .collect();
    let several = answered.len() > 1;
    let mut letters = Vec::new();
    for (number, referral) in (1usize..).zip(answered) {
        let kind = match decided.case.was_heard(referral) {
            true if decided.outcome.is_heard() => STAYS_OPEN,
            // The other letters answer a referral, and this one was answered in its time.
            true => {
                findings.push(no_letter(decided, referral));
                continue;
            }
            false => kind_of_case,
        };
        // One folder, one reader: nothing in it tells that another agency has referred as well.
        let suffix = if several { format!("-{number}") } else { String::new() };
        let folder = format!("referrers/{}{suffix}", decided.case.reference);
        let letter = LetterTo { folder, kind, referral };
        let named = (letter.name(), letter.email());
        if disclose::may_come(basis.panel, &decided.case, named, letter.agency()) {
            letters.push(letter);
        } else {
            findings.push(not_written(decided, &letter));
        }
    }
    letters
}

/// The paths of the name and the e-mail address of whoever gets the letter.
pub fn addressee(referral: &Referral) -> [&'static str; 2] {
    if referral.is_application {
        ["applicant.name", "applicant.email"]
    } else {
        ["referrer.name", "referrer.email"]
    }
}

/// That a letter is not made: whoever gets it must not be told, or is of an agency that is left out.
fn not_written(decided: &Decided, letter: &LetterTo<'_>) -> Finding {
    let (referral, kind) = (letter.referral, letter.kind);
    if disclose::may_be_told(&decided.case, letter.name(), letter.email()) {
        let message = format!(
            "the {kind} letter about {} was not made: the agency that referred it, or that of its addressee, is left out of the case",
            decided.case.reference
        );
        return Finding::urgent("referrer-left-out", message)
            .at(referral.answers.place("referrer.agency").unwrap_or(&referral.place).clone())
            .help("Agree with the chair what the referrer may be told, and tell them yourself; if the agency is not to be left out, take it out of the list");
    }
    let why = match disclose::is_in_case(&decided.case, letter.name(), letter.email()) {
        true => "has the name of the person, or of another party in the case",
        false => "is on the list of people who must not be told",
    };
    let message = format!("the {kind} letter was not made: its addressee {why}");
    Finding::urgent("addressee-must-not-be-told", message)
        .at(referral.answers.place("subject.must_not_be_told").unwrap_or(&referral.place).clone())
        .help("Speak to the referring agency and agree a safe addressee before anything is sent")
}

/// The kind of letter an outcome needs.
fn kind(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Accept | Outcome::AcceptUrgent => Some("acceptance"),
        Outcome::Decline => Some("decline"),
        Outcome::ReturnProcess | Outcome::ReturnIncomplete => Some("return"),
        Outcome::Defer => Some("deferral"),
        Outcome::Redirect => Some("redirection"),
        Outcome::Transfer => Some("transfer"),
        Outcome::ToDecide => None,
    }
}

/// Whether an agency has referred the same case anew: the letter about that says all it must know.
fn is_answered_anew(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> bool {
    let agency = |one: &Referral| one.answers.text("referrer.agency").map(|name| basis.agency_name(name));
    let new = || decided.case.referrals.iter().filter(|one| !decided.case.was_heard(one));
    decided.case.was_heard(referral)
        && agency(referral).is_some()
        && new().any(|one| agency(one) == agency(referral))
}

/// That people put off or passed on a case that stays open, of which no letter tells its referrer.
fn no_letter(decided: &Decided, referral: &Referral) -> Finding {
    let message = format!(
        "{} stays open from an earlier meeting and is not heard at this one; there is no letter for that",
        decided.case.reference
    );
    Finding::warning("open-case-not-heard", message)
        .at(referral.place.clone())
        .help("Tell the referrer what was decided; the case comes back at the next regular meeting until a meeting record closes it")
}
