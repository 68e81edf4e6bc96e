//! The minutes template and the sign-in sheet.

use super::agenda::{COPY_FOR, cases_in_short, meeting_times, risk_in_short, title};
use super::attending::attending;
use super::basis::{Basis, capitalised, paragraphs, slot_times, span, words};
use super::incidents::reports_that_count;
use super::profile::warnings;
use super::requests::is_asked_about;
use super::taken_out;
use super::unmet::unmet;
use super::view::{AttendanceRow, Minutes, MinutesCase, SignIn};
use crate::disclose::{self, Reader};
use crate::panel::Agency;

/// Lines for people nobody expected.
const BLANK_LINES: u32 = 8;

/// The minutes template, pre-filled as far as anything is known before the meeting.
pub fn minutes(basis: &Basis<'_>) -> Minutes {
    let panel = basis.panel;
    let (chair_title, chair, co_chair) = panel.chairs();
    let (begins, ends) = meeting_times(basis);
    let unmet = unmet(basis, Reader::Coordinator);
    let cases = (1usize..)
        .zip(basis.heard())
        .map(|(number, (case, slot))| {
            let first = case.case.referrals.first();
            let titles: Vec<String> =
                warnings(basis, Reader::Coordinator, case).into_iter().map(|warning| warning.title).collect();
            let counted = reports_that_count(case).filter(|_| case.risk.is_none());
            let (risk_label, risk) = match counted {
                Some(counted) => (counted.title, format!("{} {}", counted.figure, counted.verdict)),
                None => ("Risk".to_owned(), risk_in_short(case)),
            };
            MinutesCase {
                number: format!("Case {number}"),
                reference: case.case.reference.to_string(),
                slot: capitalised(&slot_times(slot)),
                person: first.and_then(|referral| referral.person_name()).unwrap_or_default(),
                risk_label,
                risk,
                grounds: basis.grounds(case).join("; "),
                summary: first
                    .map(|referral| words(&referral.answers, "referral.summary"))
                    .unwrap_or_default(),
                warnings: titles.join("; "),
                carried: {
                    let reference = case.case.reference.to_string();
                    let earlier: Vec<String> =
                        case.case.earlier.iter().map(|then| then.reference.to_string()).collect();
                    unmet
                        .iter()
                        .filter(|row| row.case == reference || earlier.contains(&row.case))
                        .cloned()
                        .collect()
                },
            }
        })
        .collect();
    // Approved minutes go round: what only the coordinator may hold is left out from the beginning.
    let withheld = disclose::withheld(panel, Reader::Referrer, &basis.cases_of_all_meetings());
    let minutes = Minutes {
        frame: basis.frame(title(basis, "Minutes"), COPY_FOR, false),
        venue: panel.slots.place.join(", "),
        time: span(begins, ends),
        chair_title: chair_title.into(),
        chair,
        co_chair,
        confidentiality: paragraphs(panel.words("confidentiality")),
        expected: expected(basis),
        unmet_actions: unmet,
        cases,
        considered: panel.considered.clone(),
        closing_reasons: panel.closing_reasons.clone(),
        next_meeting: capitalised(&basis.next_meeting()),
    };
    taken_out::without(&withheld, minutes)
}

/// The sign-in sheet.
pub fn sign_in(basis: &Basis<'_>) -> SignIn {
    SignIn {
        frame: basis.frame("Sign-in sheet", COPY_FOR, false),
        declaration: paragraphs(basis.panel.words("declaration")),
        expected: expected(basis),
        blank_lines: (0..BLANK_LINES).collect(),
    }
}

/// Core members with their contacts, then officers who come for some cases.
pub fn expected(basis: &Basis<'_>) -> Vec<AttendanceRow> {
    let mut rows = Vec::new();
    for agency in basis.panel.agencies.iter().filter(|agency| agency.core && agency.sees_all) {
        let contact = agency.contacts.first();
        rows.push(AttendanceRow {
            agency: agency.name.clone(),
            name: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
            role: contact.map(|contact| contact.role.clone()).unwrap_or_default(),
            why: "core member".into(),
            sent: sent(basis, agency),
        });
    }
    let mut guests: Vec<((String, String), Vec<usize>)> = Vec::new();
    for (number, (case, _)) in (1usize..).zip(basis.heard()) {
        for officer in attending(basis, Reader::Coordinator, case) {
            if rows.iter().any(|row: &AttendanceRow| row.name == officer.0 && row.agency == officer.1) {
                continue;
            }
            match guests.iter_mut().find(|(guest, _)| *guest == officer) {
                Some((_, numbers)) => numbers.push(number),
                None => guests.push((officer, vec![number])),
            }
        }
    }
    rows.extend(guests.into_iter().map(|((name, agency), numbers)| AttendanceRow {
        role: String::new(),
        sent: basis.panel.agency(&agency).map(|agency| sent(basis, agency)).unwrap_or_default(),
        why: format!("for {}", cases_in_short(&numbers)),
        agency,
        name,
    }));
    rows
}

/// About how many of the cases that an agency is asked about it has sent its information.
fn sent(basis: &Basis<'_>, agency: &Agency) -> String {
    let heard = basis.heard();
    let asked = heard
        .iter()
        .filter(|(case, _)| is_asked_about(case) && disclose::is_entitled(basis.panel, &case.case, agency));
    let returned: Vec<bool> = asked
        .map(|(case, _)| case.case.returns.iter().any(|one| one.agency.as_ref() == Some(&agency.code)))
        .collect();
    let sent = returned.iter().filter(|sent| **sent).count();
    match returned.len() {
        0 => String::new(),
        1 => if sent == 1 { "yes" } else { "no" }.into(),
        asked => format!("{sent} of {asked} cases"),
    }
}
