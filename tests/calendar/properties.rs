//! What holds of every deadline of every meeting.

use chrono::{Days, NaiveDate};
use cmarac::panel::{Calendar, Deadline, Policy, Unit};
use proptest::prelude::*;

use super::{calendar_of, panel_text};

fn deadline(calendar: &Calendar, days: u32, unit: Unit, policy: Policy) -> Deadline {
    Deadline { days, unit, policy, ..calendar.contact.clone() }
}

fn working(calendar: &Calendar, day: NaiveDate) -> bool {
    calendar.why_not_working(day).is_none()
}

/// Working days from one day on to another, that one not included.
fn working_days(calendar: &Calendar, from: NaiveDate, until: NaiveDate) -> usize {
    from.iter_days().take_while(|day| *day < until).filter(|day| working(calendar, *day)).count()
}

fn meeting() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(1996, 1, 1).expect("a day");
    (0u64..38_000).prop_map(move |days| first.checked_add_days(Days::new(days)).expect("a day"))
}

fn policy() -> impl Strategy<Value = Policy> {
    prop_oneof![Just(Policy::Earlier), Just(Policy::Later), Just(Policy::Stand)]
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Calendar), Just(Unit::Working), Just(Unit::ClearWorking)]
}

proptest! {
    #[test]
    fn a_deadline_is_never_after_its_meeting_unless_it_was_moved_later(
        meeting in meeting(), days in 0u32..60, unit in unit(), policy in policy()
    ) {
        let calendar = calendar_of(&panel_text("islington"));
        let moved = calendar.deadline(&deadline(&calendar, days, unit, policy), meeting);
        if policy == Policy::Later {
            let next = meeting.iter_days().find(|day| working(&calendar, *day)).expect("a working day");
            prop_assert!(moved.date <= next);
        } else {
            prop_assert!(moved.date <= meeting);
        }
    }

    #[test]
    fn a_date_that_may_be_moved_is_a_working_day_and_says_where_from(
        meeting in meeting(), days in 0u32..60, unit in unit(),
        policy in prop_oneof![Just(Policy::Earlier), Just(Policy::Later)]
    ) {
        let calendar = calendar_of(&panel_text("islington"));
        let moved = calendar.deadline(&deadline(&calendar, days, unit, policy), meeting);
        prop_assert!(working(&calendar, moved.date));
        prop_assert_eq!(moved.say().contains("moved from"), moved.not_working.is_some());
        if let Some((counted, _)) = &moved.not_working {
            prop_assert!(!working(&calendar, *counted));
            let (first, last) = (moved.date.min(*counted), moved.date.max(*counted));
            prop_assert!(first.iter_days().skip(1).take_while(|day| *day < last).all(|day| !working(&calendar, day)));
            prop_assert_eq!(moved.date < *counted, policy == Policy::Earlier);
        }
    }

    #[test]
    fn working_days_are_as_many_as_were_asked_for(meeting in meeting(), days in 1u32..40) {
        let calendar = calendar_of(&panel_text("islington"));
        let on = |unit| calendar.deadline(&deadline(&calendar, days, unit, Policy::Stand), meeting).date;
        let asked = usize::try_from(days).expect("a small number");
        prop_assert_eq!(working_days(&calendar, on(Unit::Working), meeting), asked);
        let clear = on(Unit::ClearWorking).succ_opt().expect("a day");
        prop_assert_eq!(working_days(&calendar, clear, meeting), asked, "neither end is counted");
        prop_assert!(working(&calendar, on(Unit::ClearWorking)));
        prop_assert_eq!(meeting.signed_duration_since(on(Unit::Calendar)).num_days(), i64::from(days));
    }
}
