use chrono::{Datelike, NaiveDate};

use crate::finding::Finding;
use crate::panel::{Calendar, Deadline, Policy, Unit, load};

/// Days of the month on which Islington meets, January to December.
const SECOND_WEDNESDAYS: [(i32, [u32; 12]); 9] = [
    (2020, [8, 12, 11, 8, 13, 10, 8, 12, 9, 14, 11, 9]),
    (2021, [13, 10, 10, 14, 12, 9, 14, 11, 8, 13, 10, 8]),
    (2022, [12, 9, 9, 13, 11, 8, 13, 10, 14, 12, 9, 14]),
    (2023, [11, 8, 8, 12, 10, 14, 12, 9, 13, 11, 8, 13]),
    (2024, [10, 14, 13, 10, 8, 12, 10, 14, 11, 9, 13, 11]),
    (2025, [8, 12, 12, 9, 14, 11, 9, 13, 10, 8, 12, 10]),
    (2026, [14, 11, 11, 8, 13, 10, 8, 12, 9, 14, 11, 9]),
    (2027, [13, 10, 10, 14, 12, 9, 14, 11, 8, 13, 10, 8]),
    (2028, [12, 9, 8, 12, 10, 14, 12, 9, 13, 11, 8, 13]),
];

/// The same for Haringey.
const SECOND_THURSDAYS: [(i32, [u32; 12]); 9] = [
    (2020, [9, 13, 12, 9, 14, 11, 9, 13, 10, 8, 12, 10]),
    (2021, [14, 11, 11, 8, 13, 10, 8, 12, 9, 14, 11, 9]),
    (2022, [13, 10, 10, 14, 12, 9, 14, 11, 8, 13, 10, 8]),
    (2023, [12, 9, 9, 13, 11, 8, 13, 10, 14, 12, 9, 14]),
    (2024, [11, 8, 14, 11, 9, 13, 11, 8, 12, 10, 14, 12]),
    (2025, [9, 13, 13, 10, 8, 12, 10, 14, 11, 9, 13, 11]),
    (2026, [8, 12, 12, 9, 14, 11, 9, 13, 10, 8, 12, 10]),
    (2027, [14, 11, 11, 8, 13, 10, 8, 12, 9, 14, 11, 9]),
    (2028, [13, 10, 9, 13, 11, 8, 13, 10, 14, 12, 9, 14]),
];

/// Islington in 2026: meeting, deadline for referrals, day on which referrers are told.
const ISLINGTON_2026: [(&str, &str, &str); 12] = [
    ("2026-01-14", "2025-12-30T17:00", "2026-01-07"),
    ("2026-02-11", "2026-01-27T17:00", "2026-02-04"),
    ("2026-03-11", "2026-02-24T17:00", "2026-03-04"),
    ("2026-04-08", "2026-03-24T17:00", "2026-04-01"),
    ("2026-05-13", "2026-04-28T17:00", "2026-05-06"),
    ("2026-06-10", "2026-05-26T17:00", "2026-06-03"),
    ("2026-07-08", "2026-06-23T17:00", "2026-07-01"),
    ("2026-08-12", "2026-07-28T17:00", "2026-08-05"),
    ("2026-09-09", "2026-08-25T17:00", "2026-09-02"),
    ("2026-10-14", "2026-09-29T17:00", "2026-10-07"),
    ("2026-11-11", "2026-10-27T17:00", "2026-11-04"),
    ("2026-12-09", "2026-11-24T17:00", "2026-12-02"),
];

/// Every Islington meeting from 2020 to 2028 whose deadline for referrals falls on a bank holiday,
/// with that day, on which it stands.
const DEADLINE_STANDS: &[(&str, &str, &str)] = &[
    ("2022-01-12", "2021-12-28", "Boxing Day"),
    ("2023-01-11", "2022-12-27", "Christmas Day"),
    ("2024-01-10", "2023-12-26", "Boxing Day"),
    ("2028-01-12", "2027-12-28", "Boxing Day"),
];

/// The same for the day on which referrers are told, with the day it is moved to.
const CONTACT_MOVED: &[(&str, &str, &str)] =
    &[("2020-01-08", "2019-12-31", "New Year’s Day"), ("2025-01-08", "2024-12-31", "New Year’s Day")];

/// The same for Haringey's deadline for referrals, ten days before.
const HARINGEY_STANDS: &[(&str, &str, &str)] = &[
    ("2020-09-10", "2020-08-31", "Summer bank holiday"),
    ("2021-05-13", "2021-05-03", "Early May bank holiday"),
    ("2021-06-10", "2021-05-31", "Spring bank holiday"),
    ("2021-09-09", "2021-08-30", "Summer bank holiday"),
    ("2022-01-13", "2022-01-03", "New Year’s Day"),
    ("2022-05-12", "2022-05-02", "Early May bank holiday"),
    ("2022-09-08", "2022-08-29", "Summer bank holiday"),
    ("2023-01-12", "2023-01-02", "New Year’s Day"),
    ("2023-05-11", "2023-05-01", "Early May bank holiday"),
    ("2023-06-08", "2023-05-29", "Spring bank holiday"),
    ("2024-01-11", "2024-01-01", "New Year’s Day"),
    ("2024-04-11", "2024-04-01", "Easter Monday"),
    ("2026-05-14", "2026-05-04", "Early May bank holiday"),
    ("2026-09-10", "2026-08-31", "Summer bank holiday"),
    ("2027-04-08", "2027-03-29", "Easter Monday"),
    ("2027-05-13", "2027-05-03", "Early May bank holiday"),
    ("2027-06-10", "2027-05-31", "Spring bank holiday"),
    ("2027-09-09", "2027-08-30", "Summer bank holiday"),
    ("2028-01-13", "2028-01-03", "New Year’s Day"),
    ("2028-05-11", "2028-05-01", "Early May bank holiday"),
    ("2028-06-08", "2028-05-29", "Spring bank holiday"),
];

fn islington() -> Calendar {
    let text = include_str!("../../../input/islington/panel.toml");
    load("islington", "islington/panel.toml", text).expect("the built-in panel").0.calendar
}

/// Haringey's rules in Islington's file.
fn haringey() -> Calendar {
    let text = include_str!("../../../input/islington/panel.toml")
        .replace("second Wednesday", "second Thursday")
        .replace("{ days-before = 15, time = 17:00,", "{ days-before = 10, time = 23:59,");
    load("haringey", "haringey/panel.toml", &text).expect("a valid panel").0.calendar
}

fn day(written: &str) -> NaiveDate {
    NaiveDate::parse_from_str(written, "%Y-%m-%d").expect("a day in the test")
}

fn referrals(calendar: &Calendar) -> &Deadline {
    calendar.referrals.as_ref().expect("the panel has a deadline for referrals")
}

/// Meetings whose date of one deadline falls on a day off: meeting, date that counts, why.
fn days_off(calendar: &Calendar, deadline: &Deadline) -> Vec<(String, String, String)> {
    (2020..=2028)
        .flat_map(|year| calendar.meetings(year))
        .filter_map(|meeting| {
            let moved = calendar.deadline(deadline, meeting);
            let (_, why) = moved.not_working?;
            Some((meeting.to_string(), moved.date.to_string(), why))
        })
        .collect()
}

fn owned(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    rows.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect()
}

#[test]
fn meetings_fall_on_the_days_that_were_computed_independently() {
    for (calendar, years) in [(islington(), SECOND_WEDNESDAYS), (haringey(), SECOND_THURSDAYS)] {
        for (year, days) in years {
            let meetings: Vec<(u32, u32)> =
                calendar.meetings(year).iter().map(|date| (date.month(), date.day())).collect();
            assert_eq!(meetings, (1..=12).zip(days).collect::<Vec<_>>(), "{year}");
        }
    }
}

#[test]
fn deadlines_fall_on_the_days_that_were_computed_independently() {
    let calendar = islington();
    for (meeting, referrals, contact) in ISLINGTON_2026 {
        let meeting = day(meeting);
        let moment = calendar.referrals_by(meeting).expect("there is a deadline").moment();
        assert_eq!(moment.format("%Y-%m-%dT%H:%M").to_string(), referrals);
        assert_eq!(calendar.deadline(&calendar.contact, meeting).date.to_string(), contact);
    }
}

#[test]
fn bank_holidays_move_dates_or_are_said_as_the_panel_chose() {
    let calendar = islington();
    assert_eq!(days_off(&calendar, referrals(&calendar)), owned(DEADLINE_STANDS));
    assert_eq!(days_off(&calendar, &calendar.contact), owned(CONTACT_MOVED));
    let calendar = haringey();
    assert_eq!(days_off(&calendar, referrals(&calendar)), owned(HARINGEY_STANDS));
}

#[test]
fn every_date_says_what_moved_it_or_might_surprise() {
    let mut calendar = islington();
    let say =
        |calendar: &Calendar, deadline: &Deadline, meeting| calendar.deadline(deadline, day(meeting)).say();
    assert_eq!(say(&calendar, referrals(&calendar), "2026-12-09"), "Tuesday 24 November 2026 at 5pm");
    assert_eq!(
        say(&calendar, referrals(&calendar), "2024-01-10"),
        "Tuesday 26 December 2023 at 5pm (Boxing Day, a bank holiday)"
    );
    assert_eq!(
        say(&calendar, &calendar.contact, "2025-01-08"),
        "Tuesday 31 December 2024 (moved from Wednesday 1 January 2025, New Year’s Day)"
    );
    calendar.contact.days = 4;
    assert_eq!(
        say(&calendar, &calendar.contact, "2026-12-09"),
        "Friday 4 December 2026 (moved from Saturday 5 December 2026)"
    );
    calendar.contact.policy = Policy::Later;
    assert_eq!(
        say(&calendar, &calendar.contact, "2026-12-09"),
        "Monday 7 December 2026 (moved from Saturday 5 December 2026)"
    );
    calendar.contact.policy = Policy::Stand;
    assert_eq!(say(&calendar, &calendar.contact, "2026-12-09"), "Saturday 5 December 2026 (a weekend)");
}

#[test]
fn working_and_clear_working_days_skip_weekends_and_bank_holidays() {
    let calendar = islington();
    let before = |days, unit, meeting| {
        let deadline = Deadline { days, unit, ..calendar.returns.clone() };
        calendar.deadline(&deadline, day(meeting)).date.to_string()
    };
    assert_eq!(before(5, Unit::Working, "2026-12-09"), "2026-12-02");
    assert_eq!(before(1, Unit::Working, "2026-12-14"), "2026-12-11");
    // Between lie Good Friday and Easter Monday.
    assert_eq!(before(5, Unit::Working, "2026-04-08"), "2026-03-30");
    assert_eq!(before(5, Unit::ClearWorking, "2026-12-09"), "2026-12-01");
    assert_eq!(before(0, Unit::ClearWorking, "2026-12-09"), "2026-12-08");
    assert_eq!(before(0, Unit::Working, "2026-12-09"), "2026-12-09");
    // Christmas Day and Boxing Day were kept on the 27th and 28th, New Year's Day on the 3rd.
    assert_eq!(before(5, Unit::Working, "2022-01-05"), "2021-12-24");
}

#[test]
fn meetings_may_be_moved_dropped_or_listed() {
    let mut calendar = islington();
    calendar.exceptions = vec![(day("2026-12-09"), Some(day("2027-01-04"))), (day("2026-08-12"), None)];
    assert_eq!(calendar.meetings(2026).len(), 10);
    assert_eq!(calendar.meetings(2027).len(), 13);
    assert_eq!(calendar.next_after(day("2026-11-11")), Some(day("2027-01-04")));
    calendar.rule = None;
    calendar.listed = vec![day("2027-03-02"), day("2026-10-06")];
    assert_eq!(calendar.next_after(day("2026-10-06")), Some(day("2027-03-02")));
    assert_eq!(calendar.next_after(day("2027-03-02")), None);
    calendar.rule = Some((5, chrono::Weekday::Fri));
    let last: Vec<u32> = calendar.meetings(2026).iter().map(|date| date.day()).collect();
    assert_eq!(last, [30, 27, 27, 24, 29, 26, 31, 28, 25, 6, 30, 27, 25]);
}

#[test]
fn days_off_are_found_a_month_ahead() {
    let calendar = islington();
    let found =
        |meeting| -> Vec<String> { calendar.findings(day(meeting)).iter().map(Finding::to_string).collect() };
    assert_eq!(found("2026-06-10"), Vec::<String>::new());
    // The meeting of January 2024 has its deadline on Boxing Day: found from December on.
    for meeting in ["2023-12-13", "2024-01-10"] {
        let found = found(meeting).join("\n");
        let begins = "note[deadline-on-holiday]: the deadline for referrals for the meeting on Wednesday 10 January \
                      2024 falls on Tuesday 26 December 2023, Boxing Day\n  --> islington/panel.toml:";
        assert!(found.starts_with(begins), "{found}");
        assert_eq!(found.matches("deadline-on-holiday").count(), 1, "{found}");
    }
    let moved = found("2024-12-11").join("\n");
    assert!(moved.contains("Announce Tuesday 31 December 2024 (moved from"), "{moved}");
}

#[test]
fn the_end_of_a_list_of_meetings_is_a_warning() {
    let mut calendar = islington();
    let ends = |calendar: &Calendar, meeting: &str| -> Vec<String> {
        let findings = calendar.findings(day(meeting)).into_iter();
        findings.filter(|one| one.code == "meetings-end").map(|one| one.message).collect()
    };
    // A rule never ends, and a panel that meets as needed has no list.
    assert!(ends(&calendar, "2026-06-10").is_empty());
    calendar.rule = None;
    assert!(ends(&calendar, "2026-06-10").is_empty());
    calendar.listed = vec![day("2027-03-02"), day("2026-10-06")];
    assert!(ends(&calendar, "2026-10-06").is_empty());
    let last = "Tuesday 2 March 2027";
    assert_eq!(
        ends(&calendar, "2027-03-02"),
        [format!("the panel lists no meeting after the one on {last}")]
    );
    assert_eq!(ends(&calendar, "2027-05-04"), [format!("the panel lists no meeting after {last}")]);
}

#[test]
fn a_meeting_on_a_day_off_is_a_warning() {
    let mut calendar = islington();
    calendar.extra_holidays = vec![(day("2026-12-09"), "Example Jubilee".into())];
    let found = calendar.findings(day("2026-12-09"));
    let warnings: Vec<&str> = found
        .iter()
        .filter(|finding| finding.severity.needs_attention())
        .map(|finding| finding.code)
        .collect();
    assert_eq!(warnings, ["meeting-on-holiday"]);
    // A proclaimed day off counts as no working day for deadlines too.
    let returns = calendar.deadline(&calendar.returns, day("2026-12-10"));
    assert_eq!(returns.date, day("2026-12-02"));
}

#[test]
fn no_date_stops_the_program() {
    let calendar = islington();
    for date in [NaiveDate::MIN, NaiveDate::MAX, day("0000-01-01"), day("9999-12-31")] {
        for deadline in [referrals(&calendar), &calendar.contact, &calendar.returns] {
            calendar.deadline(deadline, date);
        }
        calendar.next_after(date);
        calendar.findings(date);
    }
}

#[test]
fn a_panel_may_meet_as_needed_and_take_referrals_at_any_time() {
    let calendar = Calendar { rule: None, referrals: None, ..islington() };
    assert_eq!(calendar.meetings(2026), Vec::<NaiveDate>::new());
    assert_eq!(calendar.next_after(day("2026-10-06")), None);
    assert_eq!(calendar.referrals_by(day("2026-10-06")), None);
    // Boxing Day would be the deadline of this meeting, if there were one.
    assert!(
        calendar
            .findings(day("2024-01-10"))
            .iter()
            .all(|found| !found.message.contains("deadline for referrals"))
    );
}
