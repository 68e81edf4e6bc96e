//! The agenda as its reader may see it, and who is needed when.
//!
//! A member's names the cases that it may know of, by time and reference: their number among the
//! others would tell how many there are. The time of all others reads "Reserved", and so do breaks, in
//! every member's alike.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};

use super::attending::{attending, officer_in_short};
use super::basis::{Basis, capitalised, in_a_list, paragraphs, slot_times, span, words};
use super::incidents::counted_in_short;
use super::unmet::unmet;
use super::view::{Agenda, AgendaRow, EarlierRow, NeededRow, NotHeardRow};
use super::waiting::{gain_in_words, in_words};
use crate::decide::{Decided, Outcome};
use crate::disclose::{self, Reader};
use crate::model::{Referral, uk_date, uk_time};
use crate::panel::Truth;
use crate::schedule::Slot;
use crate::schedule::attendance::{Identity, identity, is_visitor};

/// Whose copy the coordinator's documents are.
pub const COPY_FOR: &str = "Coordinator and chair";

/// The agenda as a reader may see it.
pub fn agenda(basis: &Basis<'_>, reader: Reader<'_>) -> Agenda {
    let panel = basis.panel;
    let (chair_title, chair, co_chair) = panel.chairs();
    let (begins, ends) = meeting_times(basis);
    let for_coordinator = reader == Reader::Coordinator;
    Agenda {
        frame: basis.frame(title(basis, "Agenda"), copy_for(reader), false),
        venue: panel.slots.place.clone(),
        link: panel.slots.link.clone().unwrap_or_default(),
        time: span(begins, ends),
        chair_title: chair_title.into(),
        chair,
        co_chair,
        confidentiality: paragraphs(panel.words("confidentiality")),
        running_order: running_order(basis, reader),
        unmet_actions: unmet(basis, reader),
        nothing_unmet: if for_coordinator {
            "No action from an earlier meeting is open.".into()
        } else {
            "There is no open action in a case that you may know of.".into()
        },
        needed: needed(basis, reader),
        waiting: if for_coordinator { gain_in_words(basis.schedule) } else { String::new() },
        nobody_needed: if for_coordinator {
            "Nobody attends for single cases only.".into()
        } else {
            "No officer of yours is named yet. Whoever comes is needed at the times of the cases above."
                .into()
        },
        twelve_months: twelve_months(basis, reader),
        nobody_heard: if for_coordinator {
            "Nobody was heard in the last 12 months.".into()
        } else {
            "Nobody that you may know of was heard in the last 12 months.".into()
        },
        not_heard_title: match (for_coordinator, panel.applications) {
            (false, _) => String::new(),
            (true, true) => "Applications not heard at this meeting".into(),
            (true, false) => "Referrals not heard at this meeting".into(),
        },
        nothing_not_heard: if panel.applications {
            "No other application has come in.".into()
        } else {
            "No other referral has come in.".into()
        },
        not_heard: if for_coordinator { not_heard(basis) } else { Vec::new() },
        next_meeting: match basis.next_deadline() {
            by if by.is_empty() => capitalised(&basis.next_meeting()),
            by => format!("{}. Referrals by {by}.", basis.next_meeting()),
        },
    }
}

/// When the meeting begins and ends. Beside the cases there are the closing items: it ends when the panel
/// says, or later. An urgent meeting has no usual end.
pub fn meeting_times(basis: &Basis<'_>) -> (NaiveTime, NaiveTime) {
    let (begins, usual_end) = (basis.schedule.begins, basis.panel.slots.end);
    let usual = if basis.meeting.id.urgent { begins } else { usual_end };
    let last = basis.schedule.slots.last().map_or(usual_end, |slot| slot.end);
    let end = if basis.schedule.slots.is_empty() { last } else { after_closing(last).max(usual) };
    (begins, end.max(begins))
}

/// When what follows the last case is done: who was heard in the last 12 months, any other business, the
/// next meeting. How long that takes no panel says; the time is ours.
fn after_closing(last: NaiveTime) -> NaiveTime {
    let (end, next_day) = last.overflowing_add_signed(TimeDelta::minutes(10));
    if next_day == 0 { end } else { last }
}

/// Whose copy a document of the meeting is.
pub fn copy_for(reader: Reader<'_>) -> &str {
    match reader {
        // A name with an explanation in brackets would fill the head of the page.
        Reader::Member { agency, .. } => agency.name.split(" (").next().unwrap_or_default(),
        Reader::Coordinator | Reader::Referrer | Reader::OtherArea { .. } => COPY_FOR,
    }
}

/// A document's title, which says of an urgent meeting what it is.
pub fn title(basis: &Basis<'_>, title: &str) -> String {
    if basis.meeting.id.urgent { format!("{title} of the {}", basis.panel.urgent_name) } else { title.into() }
}

/// `34, high` and its like.
pub fn risk_in_short(decided: &Decided) -> String {
    match &decided.risk {
        None => match counted_in_short(decided) {
            nothing if nothing.is_empty() => "not scored".into(),
            counted => counted,
        },
        Some(risk) => {
            let mut figure = risk_figure(risk.total.low, risk.total.high);
            for (_, total) in &risk.others {
                figure.push_str(&format!(" or {}", risk_figure(total.low, total.high)));
            }
            match risk.high {
                Truth::Met => format!("{figure}, high"),
                Truth::NotMet => match &risk.band {
                    Some(band) => format!("{figure}, {band}"),
                    None => format!("{figure}, not high by score"),
                },
                Truth::Unknown => format!("{figure}, in doubt"),
            }
        }
    }
}

/// `34`, or `28 to 35` while answers are missing.
pub fn risk_figure(low: i64, high: i64) -> String {
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}

/// `case 2` or `cases 1, 2 and 5`: shorter than references, and as the running order numbers them.
pub fn cases_in_short(numbers: &[usize]) -> String {
    let named: Vec<String> = numbers.iter().map(usize::to_string).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    format!("{} {}", if numbers.len() == 1 { "case" } else { "cases" }, in_a_list(&named))
}

fn running_order(basis: &Basis<'_>, reader: Reader<'_>) -> Vec<AgendaRow> {
    let mut rows = vec![
        plain(capitalised(&uk_time(basis.schedule.begins)), "Introductions and apologies"),
        plain(String::new(), "Confidentiality statement"),
        plain(String::new(), "Unmet actions"),
    ];
    if basis.schedule.slots.is_empty() {
        rows.push(plain(String::new(), "No case is listed yet"));
    }
    rows.extend(if reader == Reader::Coordinator { every_slot(basis) } else { own_slots(basis, reader) });
    let end = basis.schedule.slots.last().map(|slot| capitalised(&uk_time(slot.end))).unwrap_or_default();
    rows.push(plain(end, "People heard in the last 12 months"));
    rows.push(plain(String::new(), "Any other business"));
    rows.push(plain(String::new(), "Next meeting"));
    rows
}

fn plain(time: String, what: &str) -> AgendaRow {
    AgendaRow {
        time,
        what: what.into(),
        reference: String::new(),
        person: String::new(),
        role: String::new(),
        risk: String::new(),
        flags: Vec::new(),
        attending: Vec::new(),
    }
}

/// Every case by its number, and breaks.
fn every_slot(basis: &Basis<'_>) -> Vec<AgendaRow> {
    let mut number = 0usize;
    let row = |slot: &Slot| {
        let time = capitalised(&uk_time(slot.start));
        let Some(case) = slot.case.as_ref().and_then(|reference| basis.case(reference)) else {
            return plain(time, "Break");
        };
        number = number.saturating_add(1);
        case_row(basis, Reader::Coordinator, case, time, format!("Case {number}"))
    };
    basis.schedule.slots.iter().map(row).collect()
}

/// The cases a member may know of; everything between them is one stretch, whatever it is.
fn own_slots(basis: &Basis<'_>, reader: Reader<'_>) -> Vec<AgendaRow> {
    let mut rows = Vec::new();
    let mut reserved = false;
    for slot in &basis.schedule.slots {
        let time = capitalised(&uk_time(slot.start));
        let case = slot.case.as_ref().and_then(|reference| basis.case(reference));
        let known = case.filter(|case| disclose::knows(basis.panel, reader, &case.case));
        match known {
            Some(case) => rows.push(case_row(basis, reader, case, time, "Case".into())),
            None if reserved => {}
            None => rows.push(plain(time, "Reserved")),
        }
        reserved = known.is_none();
    }
    rows
}

fn case_row(
    basis: &Basis<'_>,
    reader: Reader<'_>,
    decided: &Decided,
    time: String,
    what: String,
) -> AgendaRow {
    let first = decided.case.referrals.first();
    // Where a panel counts reports, they stand in the place of a risk.
    let counted = Some(counted_in_short(decided)).filter(|said| decided.risk.is_none() && !said.is_empty());
    AgendaRow {
        time,
        what,
        reference: decided.case.reference.to_string(),
        person: first.and_then(|referral| referral.person_name()).unwrap_or_default(),
        role: first.map(role).unwrap_or_default(),
        risk: if counted.is_none() { risk_in_short(decided) } else { String::new() },
        flags: counted.into_iter().chain(flags(basis, reader, decided)).collect(),
        attending: attending(basis, reader, decided).iter().map(officer_in_short).collect(),
    }
}

fn role(referral: &Referral) -> String {
    match words(&referral.answers, "subject.role") {
        both if both == "both" => "victim and alleged perpetrator".into(),
        perpetrator if perpetrator == "perpetrator" => "alleged perpetrator".into(),
        role => role,
    }
}

fn flags(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<String> {
    let mut flags = Vec::new();
    let for_coordinator = reader == Reader::Coordinator;
    // The chair asks them to leave the room.
    let without: Vec<String> = basis.left_out(decided).iter().map(|code| basis.agency_name(code)).collect();
    if for_coordinator && !without.is_empty() {
        flags.push(format!("without {}", without.join(", ")));
    }
    let yes = |path: &str| {
        decided.case.referrals.iter().any(|referral| referral.answers.yes_no(path) == Some(true))
    };
    if decided.outcome == Outcome::AcceptUrgent {
        flags.push("urgent".into());
    }
    if let Some(age) = decided.age.filter(|_| decided.is_child()) {
        flags.push(format!("aged {age}: a child"));
    }
    if yes("children.involved") {
        flags.push("children".into());
    }
    let earlier = || decided.case.earlier.iter().any(|then| basis.knows_earlier(reader, then));
    if decided.repeat && (for_coordinator || earlier()) {
        flags.push("repeat within 12 months".into());
    }
    if let Some(open) = &decided.case.stays_open {
        flags.push(format!("stays open from {}", uk_date(open.from.date)));
    }
    if let Some(meeting) = decided.case.deferred_from {
        flags.push(format!("deferred from {}", uk_date(meeting.date)));
    }
    if yes("subject.interpreter") {
        flags.push("interpreter".into());
    }
    let new = decided.case.referrals.iter().filter(|referral| !decided.case.was_heard(referral)).count();
    if decided.case.stays_open.is_some() && new > 0 {
        flags.push("referred again".into());
    }
    if new > 1 {
        flags.push(format!("{new} referrers"));
    }
    if for_coordinator && decided.draft {
        flags.push("not signed off".into());
    }
    flags
}

/// Whether an agency, as documents name it, is the reader; the coordinator needs to know of all.
fn is_own(reader: Reader<'_>, name: &str) -> bool {
    match reader {
        Reader::Member { agency, .. } => agency.name == name,
        Reader::Coordinator | Reader::Referrer | Reader::OtherArea { .. } => true,
    }
}

/// Officers who come for some cases, each from the first to the last they are needed for; in a member's
/// copy its own.
fn needed(basis: &Basis<'_>, reader: Reader<'_>) -> Vec<NeededRow> {
    let mut officers: BTreeMap<(String, String), Vec<(&Slot, String)>> = BTreeMap::new();
    let mut notes: BTreeMap<Identity, Vec<String>> = BTreeMap::new();
    for (number, (case, slot)) in (1usize..).zip(basis.heard_for(reader)) {
        let named = match reader {
            Reader::Coordinator => number.to_string(),
            _ => case.case.reference.to_string(),
        };
        let mut attending = attending(basis, reader, case);
        attending.retain(|(_, agency)| is_own(reader, agency));
        for officer in attending {
            officers.entry(officer).or_default().push((slot, named.clone()));
        }
        for not_kept in basis.schedule.not_kept.iter().filter(|one| one.case == case.case.reference) {
            let with = basis.case(&not_kept.said_with);
            if with.is_none_or(|with| !disclose::knows(basis.panel, reader, &with.case)) {
                continue;
            }
            let said = match (not_kept.from, not_kept.to) {
                (Some(from), Some(to)) => format!("said available {}", span(from, to)),
                (Some(from), None) => format!("said available from {}", uk_time(from)),
                (None, Some(to)) => format!("said available until {}", uk_time(to)),
                (None, None) => String::new(),
            };
            let said_here = notes.entry(not_kept.officer.clone()).or_default();
            if !said_here.contains(&said) {
                said_here.push(said);
            }
        }
    }
    let mut rows: Vec<(NaiveTime, NeededRow)> = Vec::new();
    for ((name, agency), mut slots) in officers {
        slots.sort_by_key(|(slot, _)| slot.start);
        let (Some((first, _)), Some((last, _))) = (slots.first(), slots.last()) else { continue };
        let named: Vec<&str> = slots.iter().map(|(_, named)| named.as_str()).collect();
        let cases = if reader == Reader::Coordinator { in_a_list(&named) } else { named.join(", ") };
        let said = notes.get(&identity(basis.panel, &name, &agency)).into_iter().flatten().cloned();
        // How long somebody waits would tell a member how much it does not see.
        let waits = Some(waits(&slots))
            .filter(|waits| *waits > 0 && reader == Reader::Coordinator && is_visitor(basis.panel, &agency));
        let waits = waits.map(|waits| format!("waits {} in between", in_words(waits)));
        let note = said.chain(waits).collect::<Vec<_>>().join("; ");
        rows.push((
            first.start,
            NeededRow { time: capitalised(&span(first.start, last.end)), cases, name, agency, note },
        ));
    }
    rows.sort_by(|a, b| (a.0, &a.1.agency, &a.1.name).cmp(&(b.0, &b.1.agency, &b.1.name)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Minutes in between slots, which are in order of time.
fn waits(slots: &[(&Slot, String)]) -> u32 {
    let between = slots.windows(2).map(|pair| (pair[1].0.start - pair[0].0.end).num_minutes());
    between.filter_map(|minutes| u32::try_from(minutes).ok()).sum()
}

fn twelve_months(basis: &Basis<'_>, reader: Reader<'_>) -> Vec<EarlierRow> {
    let heard = basis.heard_for(reader);
    basis
        .meeting
        .heard
        .iter()
        .filter(|(earlier, _)| basis.knows_earlier(reader, earlier))
        .map(|(earlier, person)| EarlierRow {
            reference: earlier.reference.to_string(),
            meeting: uk_date(earlier.meeting.date),
            person: person.clone(),
            outcome: earlier.outcome.as_ref().map_or_else(|| "not recorded".into(), outcome_in_words),
            now: heard
                .iter()
                .find(|(case, _)| {
                    case.case.reference == earlier.reference
                        || case.case.earlier.iter().any(|then| then.reference == earlier.reference)
                })
                .map(|(case, slot)| format!("{}, {}", case.case.reference, slot_times(slot)))
                .unwrap_or_default(),
        })
        .collect()
}

/// What became of a case, as one phrase.
pub fn outcome_in_words(outcome: &crate::model::CaseOutcome) -> String {
    match &outcome.closing_reason {
        Some(reason) => format!("{}: {reason}", outcome.outcome),
        None => outcome.outcome.clone(),
    }
}

fn not_heard(basis: &Basis<'_>) -> Vec<NotHeardRow> {
    basis
        .decided
        .iter()
        .filter(|case| !case.outcome.is_heard())
        .map(|case| NotHeardRow {
            reference: case.case.reference.to_string(),
            outcome: outcome_name(case.outcome).into(),
            reason: why_not_heard(case),
            standing: standing(case).into(),
        })
        .collect()
}

fn why_not_heard(case: &Decided) -> String {
    let asked: Vec<&str> = case.missing.iter().map(|missing| missing.question.as_str()).collect();
    // An application is refused for every reason, and its letter gives them all.
    if case.case.referrals.iter().any(|referral| referral.is_application) && !case.reasons.is_empty() {
        return case.reasons.join(" ");
    }
    match (case.reasons.first().or(case.first.first()), asked.is_empty()) {
        (Some(reason), _) => reason.clone(),
        (None, false) => format!("Answers are missing: {}", asked.join("; ")),
        (None, true) => String::new(),
    }
}

/// How an outcome reads in a sentence.
pub fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Redirect => "for another panel",
        Outcome::Transfer => "for another area",
        Outcome::Decline => "declined",
        Outcome::ReturnProcess | Outcome::ReturnIncomplete => "returned",
        Outcome::ToDecide => "to be decided by people",
        Outcome::AcceptUrgent => "accepted, urgent",
        Outcome::Defer => "deferred",
        Outcome::Accept => "accepted",
    }
}

/// Whether people have signed an outcome, or need not.
pub fn standing(case: &Decided) -> &'static str {
    match (case.signed, case.draft) {
        (true, _) => "signed off",
        (false, true) => "not signed off",
        (false, false) => "needs no sign-off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_named_by_their_numbers() {
        assert_eq!(cases_in_short(&[3]), "case 3");
        assert_eq!(cases_in_short(&[1, 2]), "cases 1 and 2");
        assert_eq!(cases_in_short(&[1, 2, 5]), "cases 1, 2 and 5");
    }
}
