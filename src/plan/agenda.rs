//! The agenda of the chair and the coordinator, the actions review, and who is needed when.

use std::collections::BTreeMap;

use super::basis::{Basis, capitalised, paragraphs, slot_times, span, words};
use super::incidents::counted_in_short;
use super::invitations;
use super::view::{
    ActionRow, ActionsReview, AgencyActions, Agenda, AgendaRow, EarlierRow, NeededRow, NotHeardRow,
};
use super::waiting::{gain_in_words, in_words};
use crate::decide::{Decided, Outcome};
use crate::disclose;
use crate::model::{Attending, CarriedAction, Referral, uk_date, uk_time};
use crate::panel::Truth;
use crate::schedule::Slot;
use crate::schedule::attendance::is_visitor;

/// Whose copy the coordinator's documents are.
pub const COPY_FOR: &str = "Coordinator and chair";

/// The agenda.
pub fn agenda(basis: &Basis<'_>) -> Agenda {
    let panel = basis.panel;
    // Beside the cases there are the closing items: the meeting ends when the panel says, or later.
    // An urgent meeting has no usual end.
    let usual = if basis.meeting.id.urgent { basis.schedule.begins } else { panel.slots.end };
    let end = basis.schedule.slots.last().map_or(panel.slots.end, |slot| slot.end.max(usual));
    Agenda {
        frame: basis.frame(title(basis, "Agenda"), COPY_FOR, false),
        venue: panel.slots.place.clone(),
        link: panel.slots.link.clone().unwrap_or_default(),
        time: span(basis.schedule.begins, end.max(basis.schedule.begins)),
        chair: panel.chair.clone(),
        co_chair: panel.co_chair.clone().unwrap_or_default(),
        confidentiality: paragraphs(panel.words("confidentiality")),
        running_order: running_order(basis),
        unmet_actions: unmet(basis),
        needed: needed(basis),
        waiting: gain_in_words(basis.schedule),
        twelve_months: twelve_months(basis),
        not_heard_title: if panel.applications {
            "Applications not heard at this meeting".into()
        } else {
            String::new()
        },
        not_heard: not_heard(basis),
        next_meeting: match basis.next_deadline() {
            by if by.is_empty() => capitalised(&basis.next_meeting()),
            by => format!("{}. Referrals by {by}.", basis.next_meeting()),
        },
    }
}

/// A document's title, which says of an urgent meeting what it is.
pub fn title(basis: &Basis<'_>, title: &str) -> String {
    if basis.meeting.id.urgent { format!("{title} of the {}", basis.panel.urgent_name) } else { title.into() }
}

/// The actions review, by agency.
pub fn actions_review(basis: &Basis<'_>) -> ActionsReview {
    let rows = unmet(basis);
    let mut agencies: BTreeMap<String, Vec<ActionRow>> = BTreeMap::new();
    for row in &rows {
        agencies.entry(row.agency.clone()).or_default().push(row.clone());
    }
    let overdue = rows.iter().filter(|row| row.overdue == "overdue").count();
    let in_short = match rows.len() {
        0 => "No action from an earlier meeting is open.".to_owned(),
        1 => format!("1 action is not done{}.", if overdue == 1 { "; it is overdue" } else { "" }),
        many => format!("{many} actions are not done; {overdue} of them overdue."),
    };
    ActionsReview {
        frame: basis.frame("Review of unmet actions", COPY_FOR, false),
        agencies: agencies.into_iter().map(|(agency, rows)| AgencyActions { agency, rows }).collect(),
        in_short,
    }
}

/// Unmet actions as rows, oldest meeting first.
pub fn unmet(basis: &Basis<'_>) -> Vec<ActionRow> {
    carried_in_order(basis).into_iter().map(|carried| basis.action_row(carried)).collect()
}

/// Unmet actions, oldest meeting first.
pub fn carried_in_order<'a>(basis: &Basis<'a>) -> Vec<&'a CarriedAction> {
    let mut carried: Vec<_> = basis.meeting.carried.iter().collect();
    carried.sort_by_key(|carried| (carried.action.meeting, carried.action.reference.clone()));
    carried
}

/// `34, high` and its like.
pub fn risk_in_short(decided: &Decided) -> String {
    match &decided.risk {
        None => match counted_in_short(decided) {
            nothing if nothing.is_empty() => "not scored".into(),
            counted => format!("not scored; {counted}"),
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

/// Officers who attend for a case, as they sign in, without repeats.
pub fn attending(basis: &Basis<'_>, decided: &Decided) -> Vec<(String, String)> {
    let mut officers: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, agency: String| {
        let officer = (name.trim().to_owned(), agency);
        if !officers.contains(&officer) {
            officers.push(officer);
        }
    };
    // Who refers is told a time, and comes, unless they name somebody else.
    for referral in decided.case.referrals.iter().filter(|referral| referral.attending.is_empty()) {
        let text = |path: &str| referral.answers.text(path).unwrap_or_default();
        let (name, agency) = (text("referrer.name"), text("referrer.agency"));
        if !name.trim().is_empty() && disclose::may_be_told(&decided.case, name, text("referrer.email")) {
            add(name, basis.agency_name(agency));
        }
    }
    for (officer, agency) in said_attending(basis, decided) {
        add(&officer.name, agency);
    }
    for added in decided.case.decision.iter().flat_map(|decision| &decision.add_attendees) {
        match basis.panel.agency(added) {
            Some(agency) => {
                let contact =
                    agency.contacts.first().map_or("Officer to be named", |contact| contact.name.as_str());
                add(contact, agency.name.clone());
            }
            None => add(added, String::new()),
        }
    }
    for service in invitations::told(basis, decided) {
        add(&service.contact, service.name.clone());
    }
    for (name, agency) in needed_again(basis, decided) {
        add(&name, agency);
    }
    officers
}

/// Who a case that stays open cannot do without: owners of its open actions, and somebody of the agency
/// that leads, unless that is at the table for every case.
fn needed_again(basis: &Basis<'_>, decided: &Decided) -> Vec<(String, String)> {
    let panel = basis.panel;
    let Some(open) = &decided.case.stays_open else { return Vec::new() };
    let reference = decided.case.reference.as_str();
    let own = decided.case.carried.iter().filter(|carried| carried.action.case.trim() == reference);
    let owners = own.map(|carried| (carried.action.agency.as_str(), carried.action.owner.as_str()));
    let needed = owners.chain(open.lead.iter().map(|lead| (lead.as_str(), "")));
    needed
        .filter_map(|(written, owner)| {
            let agency = panel.agency(written)?;
            let contact = agency.contacts.first();
            let name = match owner.trim() {
                "" if agency.core && agency.sees_all => return None,
                "" => contact.map_or("Officer to be named", |contact| contact.name.as_str()),
                owner => owner,
            };
            let email = agency.contacts.iter().find(|contact| contact.name == name);
            let email = email.map_or("", |contact| contact.email.as_str());
            let may_come = disclose::is_entitled(panel, &decided.case, agency)
                && disclose::may_be_told(&decided.case, name, email);
            may_come.then(|| (name.to_owned(), agency.name.clone()))
        })
        .collect()
}

/// `Pat Example (Northmoor Homes)`.
pub fn officer_in_short((name, agency): &(String, String)) -> String {
    if agency.is_empty() { name.clone() } else { format!("{name} ({agency})") }
}

/// Officers whom referrals and returns name, each with the agency as documents name it.
fn said_attending<'d>(basis: &Basis<'_>, decided: &'d Decided) -> Vec<(&'d Attending, String)> {
    let mut said = Vec::new();
    for officer in decided.case.referrals.iter().flat_map(|referral| &referral.attending) {
        said.push((officer, basis.agency_name(&officer.agency)));
    }
    for returned in &decided.case.returns {
        let agency = basis.returning_agency(returned);
        said.extend(returned.attending.iter().map(|officer| (officer, agency.clone())));
    }
    said
}

/// `case 2` or `cases 1, 2 and 5`: shorter than references, and as the running order numbers them.
pub fn cases_in_short(numbers: &[usize]) -> String {
    format!("{} {}", if numbers.len() == 1 { "case" } else { "cases" }, in_a_list(numbers))
}

fn in_a_list(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn running_order(basis: &Basis<'_>) -> Vec<AgendaRow> {
    let plain = |time: String, what: &str| AgendaRow {
        time,
        what: what.into(),
        reference: String::new(),
        person: String::new(),
        role: String::new(),
        risk: String::new(),
        flags: Vec::new(),
        attending: Vec::new(),
    };
    let mut rows = vec![
        plain(capitalised(&uk_time(basis.schedule.begins)), "Introductions and apologies"),
        plain(String::new(), "Confidentiality statement"),
        plain(String::new(), "Unmet actions"),
    ];
    if basis.schedule.slots.is_empty() {
        rows.push(plain(String::new(), "No case is listed yet"));
    }
    let mut number = 0usize;
    for slot in &basis.schedule.slots {
        let case = slot.case.as_ref().and_then(|reference| basis.case(reference));
        rows.push(match case {
            Some(case) => {
                number = number.saturating_add(1);
                case_row(basis, case, slot, number)
            }
            None => plain(capitalised(&uk_time(slot.start)), "Break"),
        });
    }
    let end = basis.schedule.slots.last().map(|slot| capitalised(&uk_time(slot.end))).unwrap_or_default();
    rows.push(plain(end, "People heard in the last 12 months"));
    rows.push(plain(String::new(), "Any other business"));
    rows.push(plain(String::new(), "Next meeting"));
    rows
}

fn case_row(basis: &Basis<'_>, decided: &Decided, slot: &Slot, number: usize) -> AgendaRow {
    let first = decided.case.referrals.first();
    // Where a panel counts reports, they stand in the place of a risk.
    let counted = Some(counted_in_short(decided)).filter(|said| decided.risk.is_none() && !said.is_empty());
    AgendaRow {
        time: capitalised(&uk_time(slot.start)),
        what: format!("Case {number}"),
        reference: decided.case.reference.to_string(),
        person: first.and_then(|referral| referral.person_name()).unwrap_or_default(),
        role: first.map(role).unwrap_or_default(),
        risk: if counted.is_none() { risk_in_short(decided) } else { String::new() },
        flags: counted.into_iter().chain(flags(basis, decided)).collect(),
        attending: attending(basis, decided).iter().map(officer_in_short).collect(),
    }
}

fn role(referral: &Referral) -> String {
    match words(&referral.answers, "subject.role") {
        both if both == "both" => "victim and perpetrator".into(),
        role => role,
    }
}

fn flags(basis: &Basis<'_>, decided: &Decided) -> Vec<String> {
    let mut flags = Vec::new();
    // The chair asks them to leave the room.
    let without: Vec<String> = basis.left_out(decided).iter().map(|code| basis.agency_name(code)).collect();
    if !without.is_empty() {
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
    if decided.repeat {
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
    if decided.draft {
        flags.push("not signed off".into());
    }
    flags
}

/// Officers who come for some cases, each from the first to the last they are needed for.
fn needed(basis: &Basis<'_>) -> Vec<NeededRow> {
    let mut officers: BTreeMap<(String, String), Vec<(&Slot, usize)>> = BTreeMap::new();
    let mut notes: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (number, (case, slot)) in (1usize..).zip(basis.heard()) {
        for officer in attending(basis, case) {
            officers.entry(officer).or_default().push((slot, number));
        }
        for (officer, agency) in said_attending(basis, case) {
            // What they said of an earlier meeting's day says nothing of this one.
            let then = case.case.referrals.iter().filter(|referral| case.case.was_heard(referral));
            if then.flat_map(|referral| &referral.attending).any(|before| std::ptr::eq(before, officer)) {
                continue;
            }
            let outside = officer.from.is_some_and(|from| slot.start < from)
                || officer.to.is_some_and(|to| slot.end > to);
            if outside {
                let said = match (officer.from, officer.to) {
                    (Some(from), Some(to)) => format!("said available {}", span(from, to)),
                    (Some(from), None) => format!("said available from {}", uk_time(from)),
                    (None, Some(to)) => format!("said available until {}", uk_time(to)),
                    (None, None) => String::new(),
                };
                notes.entry((officer.name.trim().to_owned(), agency)).or_default().push(said);
            }
        }
    }
    let mut rows: Vec<(chrono::NaiveTime, NeededRow)> = Vec::new();
    for ((name, agency), mut slots) in officers {
        slots.sort_by_key(|(slot, _)| slot.start);
        let (Some((first, _)), Some((last, _))) = (slots.first(), slots.last()) else { continue };
        let numbers: Vec<usize> = slots.iter().map(|(_, number)| *number).collect();
        let said = notes.get(&(name.clone(), agency.clone())).into_iter().flatten().cloned();
        let waits = Some(waits(&slots)).filter(|waits| *waits > 0 && is_visitor(basis.panel, &agency));
        let waits = waits.map(|waits| format!("waits {} in between", in_words(waits)));
        let note = said.chain(waits).collect::<Vec<_>>().join("; ");
        rows.push((
            first.start,
            NeededRow {
                time: capitalised(&span(first.start, last.end)),
                cases: in_a_list(&numbers),
                name,
                agency,
                note,
            },
        ));
    }
    rows.sort_by(|a, b| (a.0, &a.1.agency, &a.1.name).cmp(&(b.0, &b.1.agency, &b.1.name)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Minutes in between slots, which are in order of time.
fn waits(slots: &[(&Slot, usize)]) -> u32 {
    let between = slots.windows(2).map(|pair| (pair[1].0.start - pair[0].0.end).num_minutes());
    between.filter_map(|minutes| u32::try_from(minutes).ok()).sum()
}

fn twelve_months(basis: &Basis<'_>) -> Vec<EarlierRow> {
    basis
        .meeting
        .heard
        .iter()
        .map(|(earlier, person)| EarlierRow {
            reference: earlier.reference.to_string(),
            meeting: uk_date(earlier.meeting.date),
            person: person.clone(),
            outcome: earlier.outcome.as_ref().map_or_else(|| "not recorded".into(), outcome_in_words),
            now: basis
                .heard()
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
