//! `decisions.xlsx`: what people decided before the meeting, a row a case.

use super::headings::{Names, Shape, Vocabulary, letters};
use super::sharing;
use super::sheet_rows::{self, Row};
use super::values::{entries, is_none};
use crate::finding::Finding;
use crate::model::{Decision, Kind, MeetingId, Sharing, Value, Verdict};
use crate::panel::Panel;
use crate::read::Workbook;

const HEADINGS: &[Names] = &[
    ("decision.reference", &["Case reference", "Reference"]),
    ("decision.proposed", &["Proposed outcome", "Proposed"]),
    // The program's own words; nothing is taken from them.
    ("decision.because", &["Why proposed"]),
    ("decision.verdict", &["Decision", "Outcome decided"]),
    ("decision.file_reason", &["Reason for the file", "File reason"]),
    ("decision.letter_words", &["Words for the letter"]),
    ("decision.decided_by", &["Decided by", "Signed off by"]),
    ("decision.date", &["Date", "Date decided"]),
    ("decision.received", &["Received", "Referral received"]),
    ("decision.slot", &["Time slot", "Slot"]),
    ("decision.add_attendees", &["Attendees to add"]),
    ("decision.leave_out", &["Agencies to leave out"]),
    ("decision.leave_out_reason", &["Reason for leaving out", "Why left out"]),
    ("decision.share_outside", &["Share with an agency outside the agreement"]),
];

/// Outcomes by their code, with other words for each.
const OUTCOMES: &[(&str, &[&str])] = &[
    ("redirect", &["redirected", "redirection"]),
    ("transfer", &["transferred"]),
    ("decline", &["declined", "notaccepted", "reject", "rejected"]),
    ("return-process", &["returnedprocess", "returnprocessfirst"]),
    ("return-incomplete", &["returnedincomplete", "returnforinformation"]),
    ("to-decide", &["undecided"]),
    ("accept-urgent", &["acceptedurgent", "accepturgently", "urgent"]),
    ("defer", &["deferred", "deferral"]),
    ("accept", &["accepted", "acceptance"]),
];

/// Reads the decisions of a meeting.
pub fn read(
    workbook: &Workbook,
    panel: &Panel,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> Vec<Decision> {
    let vocabulary = Vocabulary::new(Shape::Table, HEADINGS);
    let rows = sheet_rows::of_workbook(workbook, &vocabulary, findings);
    if rows.is_empty() {
        findings.push(
            Finding::warning("decisions-empty", "no decision was found in the file")
                .at(workbook.place())
                .help("Fill in the file the program wrote, and keep its heading row"),
        );
    }
    rows.iter().map(|row| decision(row, panel, meeting, findings)).collect()
}

fn decision(row: &Row, panel: &Panel, meeting: MeetingId, findings: &mut Vec<Finding>) -> Decision {
    let proposed = row.words("decision.proposed");
    let verdict = verdict(row.written("decision.verdict"), proposed.as_deref());
    if let Verdict::Unreadable(_) = verdict {
        findings.push(
            Finding::error(
                "decision-unreadable",
                "the decision is none of the outcomes; the case counts as not decided by people",
            )
            .at(row.at("decision.verdict"))
            .help("Choose one from the list in the cell, or write “agreed” for the proposed outcome"),
        );
    }
    let decided_by = row.words("decision.decided_by").filter(|name| !is_none(name));
    if verdict != Verdict::Blank && decided_by.is_none() {
        findings.push(
            Finding::warning("decision-not-signed", "a decision is written but nobody has signed it")
                .at(row.at("decision.decided_by"))
                .help("Write who decided under “Decided by”"),
        );
    }
    let date = row.date(("decision.date", "Date"), meeting, findings);
    if verdict != Verdict::Blank && decided_by.is_some() && date.is_none() {
        findings.push(
            Finding::warning(
                "decision-not-dated",
                "a decision is signed without a date, so nothing is signed off",
            )
            .at(row.at("decision.date"))
            .help("Write under “Date” when it was decided"),
        );
    }
    if date.is_some_and(|date| date > meeting.date) {
        findings.push(
            Finding::warning(
                "decision-dated-after-meeting",
                "a decision is dated after the meeting it is for",
            )
            .at(row.at("decision.date"))
            .help("Correct the date"),
        );
    }
    let add_attendees = entries(row.written("decision.add_attendees"));
    for added in add_attendees.iter().filter(|added| panel.agency(added).is_none()) {
        if let Some(close) = panel.agency_nearly(added) {
            findings.push(
                Finding::warning(
                    "attendee-misspelt",
                    "an attendee to add is written nearly as a member is; it is taken for a person's name",
                )
                .at(row.at("decision.add_attendees"))
                .help(format!("Did you mean {}?", close.name)),
            );
        }
    }
    let (leave_out, reasons) = leave_out(row, panel, findings);
    let leave_out_reason = row.words("decision.leave_out_reason").or(reasons);
    if !leave_out.is_empty() && leave_out_reason.is_none() {
        findings.push(
            Finding::warning("leave-out-without-reason", "an agency is left out of a case without a reason")
                .at(row.at("decision.leave_out_reason"))
                .help("Write the reason; the agency is left out in any case"),
        );
    }
    let sharing = sharing(row, panel, decided_by.is_some() && date.is_some(), findings);
    Decision {
        place: row.place.clone(),
        reference: row.written("decision.reference").to_owned(),
        proposed,
        verdict,
        file_reason: row.words("decision.file_reason"),
        letter_words: row.words("decision.letter_words"),
        decided_by,
        date,
        received: row.answer(("decision.received", "Received"), Kind::Moment, meeting, findings).and_then(
            |answer| match answer.value() {
                Some(Value::Moment(moment)) => Some(*moment),
                _ => None,
            },
        ),
        slot: row.time(("decision.slot", "Time slot"), findings),
        add_attendees,
        leave_out,
        leave_out_reason,
        share_outside: row.words("decision.share_outside").filter(|text| !is_none(text)),
        sharing,
    }
}

/// Agencies outside the agreement that may be told, if somebody signed the row.
fn sharing(row: &Row, panel: &Panel, signed: bool, findings: &mut Vec<Finding>) -> Vec<Sharing> {
    let written = row.written("decision.share_outside");
    let place = row.at("decision.share_outside");
    let understood = sharing::read(written, &place, panel, findings);
    if !understood.is_empty() && !signed {
        findings.push(sharing::not_signed(place));
        return Vec::new();
    }
    understood
}

fn verdict(written: &str, proposed: Option<&str>) -> Verdict {
    let folded = letters(written);
    if folded.is_empty() {
        return Verdict::Blank;
    }
    if let Some(code) = outcome(&folded) {
        return Verdict::Outcome(code.to_owned());
    }
    let agreed = ["agree", "agreed", "asproposed", "yes", "y", "proposed", "confirm", "confirmed"]
        .contains(&folded.as_str());
    let as_proposed = proposed.and_then(proposed_code);
    match as_proposed {
        Some(code)
            if agreed
                || (["return", "returned"].contains(&folded.as_str()) && code.starts_with("return")) =>
        {
            Verdict::Outcome(code.to_owned())
        }
        _ => Verdict::Unreadable(written.to_owned()),
    }
}

fn outcome(folded: &str) -> Option<&'static str> {
    OUTCOMES
        .iter()
        .find(|(code, words)| letters(code) == folded || words.contains(&folded))
        .map(|(code, _)| *code)
}

/// The outcome a proposal begins with: the longest that fits.
fn proposed_code(proposed: &str) -> Option<&'static str> {
    let folded = letters(proposed);
    OUTCOMES
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| folded.starts_with(&letters(code)))
        .max_by_key(|code| code.len())
}

/// Agencies to leave out, and the reasons written beside them: "Northmoor Homes (landlord)".
fn leave_out(row: &Row, panel: &Panel, findings: &mut Vec<Finding>) -> (Vec<String>, Option<String>) {
    let mut agencies = Vec::new();
    let mut reasons = Vec::new();
    for entry in entries(row.written("decision.leave_out")) {
        let bracketed = entry.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let parted = [bracketed, entry.split_once(':'), entry.split_once(" - "), entry.split_once(" – ")];
        let with_reason = parted.into_iter().flatten().find(|(name, _)| is_known(panel, name));
        match with_reason {
            _ if is_known(panel, &entry) => agencies.push(entry),
            Some((name, reason)) => {
                agencies.push(name.trim().to_owned());
                reasons.push(reason.trim().to_owned());
            }
            None => {
                findings.push(
                    Finding::error(
                        "leave-out-not-known",
                        "an agency to leave out is not a member of the panel under that name",
                    )
                    .at(row.at("decision.leave_out"))
                    .help("Write the member's name or code; part several with semicolons"),
                );
                agencies.push(entry);
            }
        }
    }
    let reasons = reasons.join("; ");
    (agencies, (!reasons.is_empty()).then_some(reasons))
}

fn is_known(panel: &Panel, name: &str) -> bool {
    panel.agency(name).is_some() || panel.outside(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_an_outcome_or_agrees_with_the_proposal() {
        let outcome = |written: &str, proposed: &str| match verdict(written, Some(proposed)) {
            Verdict::Outcome(code) => code,
            other => format!("{other:?}"),
        };
        assert_eq!(outcome("Accepted", "decline: score 20"), "accept");
        assert_eq!(outcome("agreed", "Accept urgent: score 36"), "accept-urgent");
        assert_eq!(outcome("Agreed", "Accept: score 36"), "accept");
        assert_eq!(outcome("return", "return-incomplete"), "return-incomplete");
        assert_eq!(outcome("return", "decline"), "Unreadable(«…»)");
        assert_eq!(outcome("", "decline"), "Blank");
    }
}
