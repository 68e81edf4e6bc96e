//! Whether the panel meets on the day by which a meeting's folder is named. Every date in its letters is
//! counted from that name, so a slip in it, or a meeting that has moved since, must be said.

use chrono::{Datelike, NaiveDate};

use crate::finding::{Finding, Place};
use crate::model::{MeetingId, uk_date_long};
use crate::panel::{Calendar, Panel};

/// What is amiss with a folder's day. An urgent meeting is on any day, and so are those of a panel that
/// meets as needed.
pub fn finding(panel: &Panel, meeting: MeetingId) -> Option<Finding> {
    let calendar = &panel.calendar;
    if meeting.urgent || calendar.meets_as_needed() || meets(calendar, meeting.date) {
        return None;
    }
    let exception = calendar.exceptions.iter().find(|(usual, _)| *usual == meeting.date);
    let finding = match exception {
        Some((_, Some(held))) => moved(*held),
        Some((_, None)) => not_held(meeting.date),
        None => no_meeting(calendar, meeting.date)?,
    };
    Some(finding.at(Place::file(format!("{}/{meeting}", panel.code))).under(calendar.place.clone()))
}

fn meets(calendar: &Calendar, day: NaiveDate) -> bool {
    calendar.meetings(day.year()).contains(&day)
}

fn moved(held: NaiveDate) -> Finding {
    let message = format!(
        "the meeting has moved to {}, and its folder has the name of the day before the move: every date is counted from that",
        uk_date_long(held)
    );
    Finding::error("meeting-moved", message).help(format!(
        "Rename the folder to {held}: references, times that were told and letters that were sent go with it"
    ))
}

fn not_held(day: NaiveDate) -> Finding {
    let message = format!("the panel file says that the meeting of {} is not held", uk_date_long(day));
    Finding::error("meeting-not-held", message)
        .help("Move the referrals into the folder of the meeting that hears them, or take the exception out")
}

fn no_meeting(calendar: &Calendar, day: NaiveDate) -> Option<Finding> {
    let (before, after) = (last_before(calendar, day), calendar.next_after(day));
    let mut near: Vec<NaiveDate> = before.into_iter().chain(after).collect();
    near.sort_by_key(|one| one.signed_duration_since(day).num_days().unsigned_abs());
    let nearest = near.first()?;
    let days: Vec<String> = near.iter().map(|day| uk_date_long(*day)).collect();
    let message = format!(
        "the panel does not meet on {}; the meetings nearest to it are on {}",
        uk_date_long(day),
        days.join(" and ")
    );
    let instead = match calendar.listed.is_empty() {
        true => "name it under [[calendar.exception]] in panel.toml",
        false => {
            "add it to `dates` in panel.toml, or name it under [[calendar.exception]] if a meeting has moved to it"
        }
    };
    Some(Finding::warning("meeting-day", message).help(format!(
        "Rename the folder to {nearest} if that meeting is meant; if the panel does meet on this day, {instead} before documents are made, so that references go with the meeting"
    )))
}

/// The last meeting before a day; none if the panel lists its meetings and none is before it.
fn last_before(calendar: &Calendar, day: NaiveDate) -> Option<NaiveDate> {
    let years = [day.year().saturating_sub(1), day.year()];
    years.into_iter().flat_map(|year| calendar.meetings(year)).filter(|meeting| *meeting < day).max()
}
