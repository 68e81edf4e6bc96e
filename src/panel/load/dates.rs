//! `[calendar]`: when the panel meets, and its deadlines.

use chrono::{NaiveDate, Weekday};

use super::super::table::{Table, unknown_word};
use super::super::{Calendar, Deadline, Policy, Unit, Written};
use crate::finding::Finding;

/// What `meets` says of a panel that meets on the dates of its meetings' folders only.
const AS_NEEDED: &str = "as needed";

const WEEKS: [(&str, u8); 5] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", 5)];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Mon),
    ("Tuesday", Weekday::Tue),
    ("Wednesday", Weekday::Wed),
    ("Thursday", Weekday::Thu),
    ("Friday", Weekday::Fri),
    ("Saturday", Weekday::Sat),
    ("Sunday", Weekday::Sun),
];

/// The calendar; `None` if the table or one of its deadlines is missing.
pub(super) fn read(top: &mut Table<'_>) -> Option<Calendar> {
    let mut table = top.required_table("calendar")?;
    let meets = table.text("meets");
    let as_needed = meets.as_ref().is_some_and(|written| written.value.eq_ignore_ascii_case(AS_NEEDED));
    let rule = meets.as_ref().filter(|_| !as_needed).and_then(|written| meeting_rule(&table, written));
    let dates = table.dates("dates");
    if meets.is_none() && dates.is_empty() {
        table.missing_one_of(
            &["meets", "dates"],
            "Add `meets = \"second Wednesday\"`, `meets = \"as needed\"`, or `dates = [2026-12-09]`",
        );
    }
    let listed = super::values(dates);
    let usual = |day: NaiveDate| {
        listed.contains(&day) || rule.is_some_and(|(week, weekday)| Calendar::falls_on(day, week, weekday))
    };
    // Where the rule cannot be read, that is what to put right first.
    let known = as_needed || rule.is_some() || !listed.is_empty();
    let exceptions = table
        .tables("exception")
        .into_iter()
        .map(|table| exception(table, |day| !known || usual(day)))
        .collect();
    let extra_holidays = table.tables("holiday").into_iter().map(holiday).collect();
    let referrals = referrals(&mut table);
    let contact = required_deadline(&mut table, "contact");
    let returns = required_deadline(&mut table, "returns");
    let corrections = required_deadline(&mut table, "corrections");
    let pre_meeting = table.table("pre-meeting").map(deadline);
    let place = table.place().clone();
    table.finish();
    Some(Calendar {
        place,
        rule,
        listed,
        exceptions,
        extra_holidays,
        referrals,
        contact: contact?,
        returns: returns?,
        corrections: corrections?,
        pre_meeting,
    })
}

/// The deadline for referrals: there must be one, unless the panel says that it has none.
fn referrals(table: &mut Table<'_>) -> Option<Deadline> {
    let Some(without) = table.yes_no("no-deadline").filter(|written| written.value) else {
        return required_deadline(table, "referrals");
    };
    let given = table.table("referrals").map(deadline);
    if given.is_some() {
        table.report(
            Finding::error(
                "panel-contradiction",
                "[calendar] has a deadline for referrals and says that there is none",
            )
            .at(without.place)
            .help("Remove `no-deadline` or `referrals`"),
        );
    }
    given
}

fn meeting_rule(table: &Table<'_>, written: &Written<String>) -> Option<(u8, Weekday)> {
    let mut words = written.value.split_whitespace();
    let (Some(week), Some(weekday), None) = (words.next(), words.next(), words.next()) else {
        table.report(
            Finding::error("panel-unknown-value", "`meets` of [calendar] is not a week and a weekday")
                .at(written.place.clone())
                .help("Write it as `second Wednesday`, `last Friday` or `as needed`; other dates go into `dates`"),
        );
        return None;
    };
    Some((word(table, week, &WEEKS, written)?, word(table, weekday, &WEEKDAYS, written)?))
}

fn word<T: Copy>(table: &Table<'_>, word: &str, known: &[(&str, T)], all: &Written<String>) -> Option<T> {
    let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        let written = Written { value: word.to_owned(), place: all.place.clone() };
        table.report(unknown_word("a word of `meets` of [calendar]", &written, &words));
    }
    found
}

/// A meeting of the rule and the day it is held on instead, if any. A day on which the panel does
/// not meet anyway is a slip that would otherwise change nothing and say nothing.
fn exception(mut table: Table<'_>, meets: impl Fn(NaiveDate) -> bool) -> (NaiveDate, Option<NaiveDate>) {
    let meeting = table.required_date("meeting");
    let instead = table.date("instead").map(|instead| instead.value);
    if !meets(meeting.value) && meeting.value != NaiveDate::default() {
        table.report(
            Finding::error("panel-exception", "the panel does not usually meet on the day of this exception")
                .at(meeting.place)
                .help("Give the day on which it would meet by `meets` or `dates`; further meetings go into `dates`"),
        );
    }
    table.finish();
    (meeting.value, instead)
}

fn holiday(mut table: Table<'_>) -> (NaiveDate, String) {
    let holiday = (table.required_date("date").value, table.required_text("name").value);
    table.finish();
    holiday
}

fn required_deadline(table: &mut Table<'_>, key: &'static str) -> Option<Deadline> {
    table.required_table(key).map(deadline)
}

fn deadline(mut table: Table<'_>) -> Deadline {
    let deadline = Deadline {
        place: table.place().clone(),
        days: table.required_number("days-before", 0..=366).value,
        unit: table
            .choice(
                "unit",
                &[
                    ("calendar", Unit::Calendar),
                    ("working", Unit::Working),
                    ("clear-working", Unit::ClearWorking),
                ],
            )
            .unwrap_or(Unit::Calendar),
        time: table.time("time").map(|time| time.value),
        policy: table
            .choice(
                "on-holiday",
                &[("earlier", Policy::Earlier), ("later", Policy::Later), ("stand", Policy::Stand)],
            )
            .unwrap_or(Policy::Stand),
    };
    table.finish();
    deadline
}
