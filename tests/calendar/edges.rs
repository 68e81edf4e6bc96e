//! Where calendars go wrong: fifth weeks, the turn of the year, Christmas and Easter, proclaimed days.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use cmarac::model::MeetingId;
use cmarac::panel::{Calendar, Deadline, Policy, Unit, load};

use super::{calendar_of, panel_text, with_exceptions};

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day in the test")
}

fn before(calendar: &Calendar, days: u32, unit: Unit, meeting: &str) -> String {
    let deadline = Deadline { days, unit, ..calendar.returns.clone() };
    calendar.deadline(&deadline, day(meeting)).date.to_string()
}

#[test]
fn the_last_weekday_is_the_fifth_where_there_is_one() {
    let mut calendar = calendar_of(&panel_text("islington"));
    calendar.rule = Some((5, Weekday::Thu));
    let mut fifth = 0;
    for year in 1996..=2100 {
        let meetings = calendar.meetings(year);
        assert_eq!(meetings.len(), 12, "{year}");
        for meeting in meetings {
            let week_after = meeting.checked_add_days(Days::new(7)).expect("a day");
            assert_eq!(meeting.weekday(), Weekday::Thu);
            assert_ne!(week_after.month(), meeting.month(), "{meeting} is the last");
            fifth += usize::from(meeting.day() > 28);
        }
    }
    assert!(fifth > 400, "fifth Thursdays were met: {fifth}");
    // 2026 has 53 Thursdays, on New Year's Day and New Year's Eve.
    assert_eq!(calendar.meetings(2026).last(), Some(&day("2026-12-31")));
    calendar.rule = Some((4, Weekday::Thu));
    assert_eq!(calendar.meetings(2026).last(), Some(&day("2026-12-24")));
}

#[test]
fn a_meeting_may_be_carried_over_the_turn_of_the_year() {
    let text = with_exceptions(
        "[[calendar.exception]]\nmeeting = 2026-12-09\ninstead = 2027-01-05\n\n\
         [[calendar.exception]]\nmeeting = 2027-08-11\n",
    );
    let calendar = calendar_of(&text);
    assert_eq!(calendar.meetings(2026).last(), Some(&day("2026-11-11")));
    assert_eq!(calendar.meetings(2027).len(), 12, "one more in January, none in August");
    assert_eq!(calendar.meetings(2027).first(), Some(&day("2027-01-05")));
    assert_eq!(calendar.next_after(day("2026-11-11")), Some(day("2027-01-05")));
    let said = "Tuesday 5 January 2027 (moved from Wednesday 9 December 2026)";
    assert_eq!(calendar.say_meeting(day("2027-01-05")), said);
    assert_eq!(calendar.say_meeting(day("2027-02-10")), "Wednesday 10 February 2027");
    assert_eq!(calendar.next_after(day("2027-07-14")), Some(day("2027-09-08")));
    for year in [2026, 2027] {
        let moved = calendar.planned(year).into_iter().find(|meeting| meeting.usual == day("2026-12-09"));
        assert_eq!(moved.and_then(|meeting| meeting.held), Some(day("2027-01-05")), "both years tell of it");
    }
}

#[test]
fn a_listed_meeting_is_moved_or_dropped_like_any_other() {
    let listed = "dates = [2027-01-12, 2027-03-09, 2027-05-11]";
    let text = with_exceptions(
        "[[calendar.exception]]\nmeeting = 2027-03-09\ninstead = 2027-03-16\n\n\
         [[calendar.exception]]\nmeeting = 2027-05-11\n",
    )
    .replace("meets = \"second Wednesday\"", listed);
    assert_eq!(calendar_of(&text).meetings(2027), [day("2027-01-12"), day("2027-03-16")]);
    let wrong = text.replace("meeting = 2027-05-11", "meeting = 2027-05-12");
    let found = load("north", "north/panel.toml", &wrong).expect_err("no meeting to be moved");
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["panel-exception"]);
}

#[test]
fn clear_working_days_leave_out_christmas_and_easter() {
    let calendar = calendar_of(&panel_text("islington"));
    // Off are Friday 25 and Monday 28 December 2026, and Friday 1 January 2027.
    assert_eq!(before(&calendar, 5, Unit::Working, "2027-01-06"), "2026-12-29");
    assert_eq!(before(&calendar, 5, Unit::ClearWorking, "2027-01-06"), "2026-12-24");
    // Off are Friday 26 and Monday 29 March 2027.
    assert_eq!(before(&calendar, 5, Unit::Working, "2027-04-01"), "2027-03-23");
    assert_eq!(before(&calendar, 5, Unit::ClearWorking, "2027-04-01"), "2027-03-22");
    assert_eq!(before(&calendar, 1, Unit::Working, "2027-03-30"), "2027-03-25");
}

#[test]
fn a_proclaimed_day_counts_as_a_day_off() {
    let plain = calendar_of(&panel_text("islington"));
    assert_eq!(before(&plain, 5, Unit::Working, "2027-06-09"), "2027-06-02");
    let jubilee = "[[calendar.holiday]]\ndate = 2027-06-04\nname = \"Example Jubilee\"\n";
    let proclaimed = calendar_of(&with_exceptions(jubilee));
    assert_eq!(before(&proclaimed, 5, Unit::Working, "2027-06-09"), "2027-06-01");
    assert_eq!(before(&proclaimed, 5, Unit::ClearWorking, "2027-06-09"), "2027-05-28");
    assert_eq!(proclaimed.why_not_working(day("2027-06-04")).as_deref(), Some("Example Jubilee"));
}

/// The one date of each that their report gives.
#[test]
fn the_citys_two_maracs_meet_on_the_dates_that_were_published() {
    for (panel, meeting, referrals) in
        [("city-domestic-abuse", "2021-10-06", "2021-09-29"), ("city-community", "2021-10-14", "2021-10-07")]
    {
        let calendar = calendar_of(&panel_text(panel));
        let meetings = calendar.meetings(2021);
        assert_eq!(meetings.len(), 12, "{panel} meets monthly");
        assert!(meetings.contains(&day(meeting)), "{panel}: {meetings:?}");
        let by = calendar.referrals_by(day(meeting)).map(|by| (by.date, by.time));
        assert_eq!(by, Some((day(referrals), chrono::NaiveTime::from_hms_opt(17, 0, 0))), "{panel}");
    }
}

#[test]
fn a_date_that_stands_on_a_day_off_is_named_once() {
    let calendar = calendar_of(&panel_text("islington"));
    let said = |meeting: &str| {
        let stands =
            Deadline { days: 2, unit: Unit::Calendar, policy: Policy::Stand, ..calendar.returns.clone() };
        let moved = calendar.deadline(&stands, day(meeting));
        moved.aside()
    };
    assert_eq!(said("2026-09-02"), " (Summer bank holiday)");
    assert_eq!(said("2026-12-27"), " (Christmas Day, a bank holiday)");
    assert_eq!(said("2026-09-01"), " (a weekend)");
    assert_eq!(said("2026-09-04"), "");
}

#[test]
fn an_urgent_meeting_looks_ahead_to_the_next_and_a_regular_one_to_itself_too() {
    let mut calendar = calendar_of(&panel_text("islington"));
    calendar.listed = vec![day("2026-12-25")];
    let ahead = |date: &str, urgent| {
        let id = MeetingId { date: day(date), urgent };
        calendar.findings_ahead(id).iter().map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    let of_christmas = [
        "the meeting on Friday 25 December 2026 falls on a day off (Christmas Day)",
        "the deadline for corrections for the meeting on Friday 25 December 2026 falls on Sunday 20 December 2026",
    ];
    assert_eq!(ahead("2026-12-11", true), of_christmas);
    assert_eq!(ahead("2026-12-25", false), of_christmas);
    assert_eq!(ahead("2026-12-28", true), [""; 0]);
}
