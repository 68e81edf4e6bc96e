//! A meeting's dates, in the order in which they come. No clock is read: a date is a date.

use chrono::NaiveDateTime;

use super::super::agenda::meeting_times;
use super::super::basis::{Basis, capitalised, span};
use super::super::view::DateRow;
use crate::model::uk_date_long;
use crate::panel::Moved;

/// Deadlines, the meeting itself and the next one. Of an urgent meeting nothing is counted back.
pub fn dates(basis: &Basis<'_>) -> Vec<DateRow> {
    let (panel, id) = (basis.panel, basis.meeting.id);
    let calendar = &panel.calendar;
    let mut rows: Vec<(NaiveDateTime, DateRow)> = Vec::new();
    let mut add = |when: &Moved, what: String| rows.push((when.moment(), DateRow { when: when.say(), what }));
    if !id.urgent {
        if let Some(referrals) = &basis.dates.referrals {
            add(referrals, "Referrals close".into());
        }
        if let Some(pre_meeting) = &calendar.pre_meeting {
            let name = |code: &String| {
                let agency = panel.agency_by_code(code);
                agency.map_or_else(|| code.clone(), |agency| agency.name.clone())
            };
            let by = panel.pre_meeting_by.iter().map(name).collect::<Vec<_>>().join(", ");
            let by = if by.is_empty() { by } else { format!(": {by}") };
            add(&calendar.deadline(pre_meeting, id.date), format!("Pre-meeting{by}"));
        }
        add(&calendar.deadline(&calendar.contact, id.date), "Referrers are told".into());
        add(&basis.dates.corrections, "Corrected referrals are due back".into());
        add(&basis.dates.returns, "Returns from agencies are due".into());
    }
    rows.sort_by_key(|(moment, _)| *moment);
    let mut rows: Vec<DateRow> = rows.into_iter().map(|(_, row)| row).collect();
    let (begins, ends) = meeting_times(basis);
    rows.push(DateRow {
        when: format!("{}, {}", uk_date_long(id.date), span(begins, ends)),
        what: if id.urgent { capitalised(&panel.urgent_name) } else { "The meeting".into() },
    });
    if !basis.next_deadline().is_empty() {
        rows.push(DateRow {
            when: basis.next_deadline(),
            what: "Referrals for the next meeting close".into(),
        });
    }
    rows.push(DateRow { when: capitalised(&basis.next_meeting()), what: "The next meeting".into() });
    rows
}
