//! What an officer says with one case holds for their others, unless those say otherwise.

use super::edges::{plain, said, visitor};
use super::*;

/// One case for each of these: what the referral's officer, always the same, says there; `None` where they
/// are named without a time.
fn cases(times: &[Option<(u32, u32)>]) -> (Panel, Vec<Decided>) {
    let (panel, mut decided) = plain(u32::try_from(times.len()).expect("a few"));
    for (row, (one, times)) in (10..).zip(decided.iter_mut().zip(times)) {
        let mut officer = visitor("Sam Example", times.map(|(from, _)| from), times.map(|(_, to)| to));
        officer.place = Place::file("islington/2026-12-09/referrals/all.csv").row(row);
        one.case.referrals[0].attending = vec![officer];
    }
    (panel, decided)
}

fn starts(schedule: &Schedule, decided: &[Decided]) -> Vec<u32> {
    decided.iter().map(|case| minute(schedule.slot(&case.case.reference).expect("heard").start)).collect()
}

#[test]
fn a_time_said_with_one_case_holds_for_the_others() {
    let (panel, mut decided) = cases(&[None, Some((630, 660)), None]);
    // Two more, for which nobody comes; in plain order they are the last.
    decided.extend(plain(5).1.split_off(3));
    let schedule = schedule(&panel, &decided);
    assert_eq!(starts(&schedule, &decided), [615, 630, 645, 600, 660], "two of three fit into half an hour");
    assert_eq!((schedule.gain.broken, schedule.gain.plain_broken), (1, 2));
    let not_kept = &schedule.not_kept[0];
    assert_eq!((not_kept.case.as_str(), not_kept.said_with.as_str()), ("ISL-2026-001", "ISL-2026-002"));
    assert_eq!((not_kept.from, not_kept.to), (Some(at(630)), Some(at(660))));
    assert_eq!(
        said(&schedule),
        [
            "attendee-not-available: ISL-2026-001 is heard from 10:15am to 10:30am, and an officer who comes for it said \
          they can come only from 10:30am to 11am, with ISL-2026-002. Ask the officer to come then, or fix another \
          time slot in decisions.xlsx"
        ]
    );
}

#[test]
fn what_a_form_says_of_its_own_case_counts_before_what_others_say() {
    let (panel, decided) = cases(&[Some((645, 660)), Some((600, 630)), None]);
    let schedule = schedule(&panel, &decided);
    // The first keeps to its own time; the third can keep to one of the two, and that is the officer's to say.
    assert_eq!(starts(&schedule, &decided), [630, 600, 615]);
}

#[test]
fn forms_that_differ_are_named_where_the_difference_matters_and_nowhere_else() {
    let (panel, decided) = cases(&[Some((600, 630)), Some((615, 660)), None]);
    let agreed = schedule(&panel, &decided);
    assert_eq!(starts(&agreed, &decided), [600, 630, 615], "within both");
    assert_eq!(said(&agreed), [""; 0]);
    let (panel, mut decided) = cases(&[Some((600, 615)), Some((615, 630)), None]);
    decided[2].case.decision = Some(decision(Some(at(615))));
    decided[1].case.decision = Some(decision(Some(at(630))));
    let differ = schedule(&panel, &decided);
    assert_eq!(
        said(&differ),
        [
            "attendee-not-available: ISL-2026-002 is heard from 10:30am to 10:45am, and an officer who comes for \
             it said they can come only from 10:15am to 10:30am. Fix another time slot in decisions.xlsx, or ask \
             the officer to come then",
            "officer-times-differ: ISL-2026-003 is heard from 10:15am to 10:30am, and forms of an officer who comes \
             for it differ: the one at islington/2026-12-09/referrals/all.csv, row 12 allows that, this one says \
             only from 10am to 10:15am. Ask the officer which of the two holds, and correct the other form",
        ]
    );
}

#[test]
fn two_forms_about_one_case_are_both_kept_to_if_they_can_be() {
    let (panel, mut decided) = cases(&[Some((600, 660)), None]);
    decided.extend(plain(4).1.split_off(2));
    let mut other = visitor("sam  EXAMPLE", Some(630), Some(720));
    other.place = Place::file("islington/2026-12-09/returns/clinic.xlsx").row(3);
    decided[0].case.referrals[0].attending.push(other);
    let schedule = schedule(&panel, &decided);
    assert_eq!(schedule.gain.broken, 0, "{schedule:#?}");
}

#[test]
fn a_time_in_which_no_case_is_heard_is_said_to_be_one() {
    // After the meeting; and shorter than a case.
    for times in [(900, 960), (600, 605)] {
        let (panel, decided) = cases(&[Some(times)]);
        let schedule = schedule(&panel, &decided);
        assert_eq!(schedule.cases().count(), 1);
        let said = said(&schedule);
        assert!(said[0].contains("no case of this meeting is heard within the time given"), "{said:?}");
    }
}

#[test]
fn somebody_of_the_same_name_at_another_agency_is_somebody_else() {
    let (panel, mut decided) = cases(&[Some((615, 660)), None]);
    decided[1].case.referrals[0].attending[0].agency = "Example College".into();
    let schedule = schedule(&panel, &decided);
    assert_eq!(starts(&schedule, &decided), [615, 600]);
    assert_eq!(schedule.not_kept, []);
}

#[test]
fn of_cases_that_do_not_all_fit_the_one_with_which_the_time_was_given_goes_first() {
    // In plain order the first case would take the only time within the quarter of an hour.
    let (panel, decided) = cases(&[None, Some((600, 615))]);
    let schedule = schedule(&panel, &decided);
    assert_eq!(starts(&schedule, &decided), [615, 600]);
    assert_eq!(schedule.gain.broken, 1);
}
