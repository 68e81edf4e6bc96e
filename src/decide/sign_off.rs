//! What people decided: sign-off of the proposal, or another outcome in its place.

use super::outcome::Outcome;
use super::reasons::Because;
use crate::finding::{Finding, Place};
use crate::model::{Case, Decision, Verdict};
use crate::panel::SignOff;

/// What stands after people have decided, or have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The outcome.
    pub(super) outcome: Outcome,
    /// People have signed it as things are today.
    pub(super) signed: bool,
}

/// Puts people's decision in place of the proposal where it can stand.
///
/// An override needs a name and a reason for the file. Agreement to a proposal that is no longer
/// made falls away. Another outcome that people chose keeps standing when the proposal changes under
/// it, but unsigned, so that its letter is a draft until somebody has looked again.
pub(super) fn stand(proposed: Outcome, case: &Case, findings: &mut Vec<Finding>) -> Standing {
    let unsigned = Standing { outcome: proposed, signed: false };
    let Some(decision) = &case.decision else { return unsigned };
    let mut say = |code, message: &str, help: &str| {
        findings.push(Finding::warning(code, message).at(decision.place.clone()).help(help));
    };
    let written = match &decision.verdict {
        Verdict::Blank => {
            if decision.decided_by.is_some() && decision.sharing.is_empty() {
                say(
                    "decision-blank",
                    "somebody signed a case and the decision is blank, so nothing is signed off",
                    "Write agree, or the outcome decided",
                );
            }
            return unsigned;
        }
        // Said where the row was read.
        Verdict::Unreadable(_) => return unsigned,
        Verdict::Outcome(written) => written,
    };
    let signed_then = decision.proposed.as_deref().and_then(proposal);
    let outdated = signed_then.is_some_and(|then| then != proposed);
    let decided = if agrees(written) { Some(signed_then.unwrap_or(proposed)) } else { read(written) };
    let Some(decided) = decided else {
        say("decision-unreadable", "the decision is no outcome, so nothing is signed off", &choices());
        return unsigned;
    };
    if decided == Outcome::ToDecide {
        say(
            "decision-open",
            "that people decide was agreed, and nobody has decided; the case stays open",
            "Write the outcome that was decided",
        );
        return unsigned;
    }
    let agreed = agrees(written) || signed_then == Some(decided);
    if !signed(decision) {
        // Said where the row was read.
        return unsigned;
    }
    if decided == proposed {
        if outdated {
            findings.push(
                Finding::note(
                    "decision-now-proposed",
                    format!(
                        "the proposal has changed since people decided; it is now {proposed}, as they decided"
                    ),
                )
                .at(decision.place.clone()),
            );
        }
        return Standing { outcome: proposed, signed: true };
    }
    if agreed {
        say(
            "decision-outdated",
            &format!("{decided} was agreed, and {proposed} is proposed now; the agreement no longer stands"),
            "Look at what has changed and decide again",
        );
        return unsigned;
    }
    if decision.file_reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        say(
            "decision-without-reason",
            "another outcome than the one proposed was decided without a reason for the file, so it does not stand",
            "Write the reason under \"Reason for the file\"",
        );
        return unsigned;
    }
    if outdated {
        say(
            "decision-outdated",
            &format!("{decided} was decided when something else was proposed; {proposed} is proposed now"),
            "Look at what has changed and decide again; until then the letter is a draft",
        );
    }
    Standing { outcome: decided, signed: !outdated }
}

/// Whether the letter carries DRAFT.
pub(super) fn is_draft(policy: SignOff, standing: Standing) -> bool {
    let needs_signature = match policy {
        SignOff::All => true,
        SignOff::Usual => !matches!(standing.outcome, Outcome::Accept | Outcome::Defer),
    };
    needs_signature && !standing.signed
}

/// That people declined or returned a case for which no rule gives a reason, and wrote no words for its
/// letter: it says nothing of why, or of what is needed.
pub(super) fn without_words(standing: Standing, because: &Because, case: &Case) -> Option<Finding> {
    let decision = case.decision.as_ref()?;
    let asks = match standing.outcome {
        Outcome::Decline => "why",
        Outcome::ReturnIncomplete | Outcome::ReturnProcess => "what is needed",
        _ => return None,
    };
    let says_something = decision.letter_words.as_deref().is_some_and(|words| !words.trim().is_empty())
        || !because.reasons.is_empty()
        || !because.first.is_empty()
        || !because.missing.is_empty();
    (!says_something).then(|| {
        Finding::warning(
            "letter-without-words",
            format!(
                "the letter about {} does not say {asks}: people decided, and no rule gives a reason",
                case.reference
            ),
        )
        .at(decision.place.clone())
        .help("Write it under “Words for the letter” in decisions.xlsx before it is sent")
    })
}

/// Who and when: one without the other signs nothing.
fn signed(decision: &Decision) -> bool {
    decision.date.is_some() && decision.decided_by.as_deref().is_some_and(|name| !name.trim().is_empty())
}

fn plain(written: &str) -> String {
    written
        .trim()
        .to_lowercase()
        .split([' ', '-', '_'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

fn agrees(written: &str) -> bool {
    matches!(plain(written).as_str(), "agree" | "agreed" | "as-proposed" | "yes")
}

fn read(written: &str) -> Option<Outcome> {
    Outcome::parse(&plain(written))
}

/// The outcome that a proposal, as the program wrote it into the workbook, begins with.
fn proposal(written: &str) -> Option<Outcome> {
    let written = plain(written);
    Outcome::ALL
        .into_iter()
        .filter(|outcome| {
            written.strip_prefix(outcome.code()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
        .max_by_key(|outcome| outcome.code().len())
}

fn choices() -> String {
    format!("Write agree, or one of {}", Outcome::ALL.map(Outcome::code).join(", "))
}

/// Agencies whose returns say that the risk is higher than when referred: a decline, proposed or
/// signed, stands against them.
pub(super) fn against_returns(standing: Standing, proposed: Outcome, case: &Case) -> Option<Finding> {
    if standing.outcome != Outcome::Decline && proposed != Outcome::Decline {
        return None;
    }
    let higher: Vec<&crate::model::Return> =
        case.returns.iter().filter(|one| one.risk_now == Some(crate::model::RiskNow::Higher)).collect();
    let agencies: std::collections::BTreeSet<&str> =
        higher.iter().map(|one| one.agency.as_deref().unwrap_or(&one.agency_name)).collect();
    let place: Place = higher.first()?.place.clone();
    let (word, verb) = if agencies.len() == 1 { ("agency", "says") } else { ("agencies", "say") };
    let higher = format!("{} {word} {verb} that the risk is higher now", agencies.len());
    let reference = &case.reference;
    let finding = match standing.outcome {
        Outcome::Decline => {
            Finding::warning("decline-against-returns", format!("{reference} is declined, and {higher}"))
        }
        _ if standing.signed => {
            let message = format!(
                "{reference} was proposed to be declined, and {higher}; people have decided otherwise"
            );
            return Some(Finding::note("decline-against-returns", message).at(place));
        }
        _ => Finding::warning(
            "decline-against-returns",
            format!("{reference} is proposed to be declined, and {higher}"),
        ),
    };
    Some(finding.at(place).help("Look at these returns before the letter goes out"))
}
