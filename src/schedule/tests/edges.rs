//! Odd meetings: nothing is lost, nothing is split, and each finding names its cause.

use super::*;

/// That slots do not overlap, that each case has one of the whole length, none before the first case, and
/// that a break has its whole length.
pub fn stands_apart(panel: &Panel, heard: &[&Decided], schedule: &Schedule) {
    let first = minute(panel.slots.start) + panel.slots.opening_minutes;
    let slots = &schedule.slots;
    for pair in slots.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{slots:#?}");
    }
    for slot in slots {
        let length = if slot.case.is_some() { panel.slots.minutes } else { panel.slots.break_minutes };
        assert_eq!(minute(slot.end) - minute(slot.start), length, "{slots:#?}");
        assert!(minute(slot.start) >= first, "{slots:#?}");
    }
    let mut cases: Vec<&CaseRef> = schedule.cases().collect();
    cases.sort();
    let mut all: Vec<&CaseRef> = heard.iter().map(|case| &case.case.reference).collect();
    all.sort();
    assert_eq!(cases, all, "every case once");
    assert!(slots.iter().filter(|slot| slot.case.is_none()).count() <= 1);
}

/// Islington's meeting: introductions from 9:45, cases of 15 minutes from 10:00, a break of 15 minutes
/// after 11:15, the end at 1pm. So many plain cases, nobody comes for them.
pub fn plain(cases: u32) -> (Panel, Vec<Decided>) {
    let (panel, base) = base();
    let decided = (1..=cases).map(|number| {
        let mut case = case(&mut Dice(1), number);
        case.returns.clear();
        case.referrals[0].attending.clear();
        case.referrals[0].answers = Answers::default();
        Decided { case, outcome: Outcome::Accept, risk: None, ..base.clone() }
    });
    (panel, decided.collect())
}

/// Case `number`, fixed by the coordinator at so many minutes after ten.
fn fix(decided: &mut [Decided], number: usize, after_ten: u32) {
    decided[number - 1].case.decision = Some(decision(Some(at(600 + after_ten))));
}

fn told(decided: &mut [Decided], number: usize, after_ten: i64) {
    let minute = u32::try_from(600 + after_ten).expect("a minute of the day");
    decided[number - 1].case.told_slot = Some(at(minute));
}

/// The times of a schedule with the last digits of the cases, a break as 0.
fn times(schedule: &Schedule) -> Vec<(u32, u32)> {
    let number = |case: &CaseRef| case.as_str()[9..].parse::<u32>().expect("its number");
    schedule.slots.iter().map(|slot| (minute(slot.start), slot.case.as_ref().map_or(0, number))).collect()
}

pub fn said(schedule: &Schedule) -> Vec<String> {
    let of = |finding: &Finding| {
        format!("{}: {}. {}", finding.code, finding.message, finding.help.clone().unwrap_or_default())
    };
    schedule.findings.iter().map(of).collect()
}

#[test]
fn a_meeting_without_cases_has_no_slots_and_nothing_to_say() {
    let (panel, decided) = plain(0);
    for schedule in [schedule(&panel, &decided), schedule_urgent(&panel, meeting_id(), &decided)] {
        assert!(schedule.slots.is_empty() && schedule.findings.is_empty(), "{schedule:#?}");
        assert!(schedule.gain.proved);
    }
}

#[test]
fn of_two_cases_fixed_at_one_time_one_is_heard_at_another_and_both_are_named() {
    let (panel, mut decided) = plain(3);
    fix(&mut decided, 1, 15);
    fix(&mut decided, 2, 15);
    let schedule = schedule(&panel, &decided);
    assert_eq!(times(&schedule), [(600, 2), (615, 1), (630, 3)]);
    assert_eq!(
        said(&schedule),
        [
            "slot-taken: ISL-2026-002 is fixed at 10:15am, which overlaps ISL-2026-001 (10:15am to 10:30am), so it \
          is heard at 10am. Give one of the two cases another time slot in decisions.xlsx"
        ]
    );
}

#[test]
fn a_slot_fixed_before_the_first_case_is_not_used_and_the_finding_says_when_that_is() {
    let (panel, mut decided) = plain(2);
    decided[0].case.decision = Some(decision(Some(at(590))));
    let schedule = schedule(&panel, &decided);
    assert_eq!(times(&schedule), [(600, 1), (615, 2)]);
    assert_eq!(
        said(&schedule),
        [
            "slot-too-early: ISL-2026-001 is fixed at 9:50am, and no case can be heard before 10am, so it is heard \
          at 10am. Fix a time from 10am on in decisions.xlsx: the meeting begins at 9:45am and opens with 15 \
          minutes for introductions"
        ]
    );
}

#[test]
fn a_slot_fixed_after_the_end_is_kept_and_is_not_said_to_be_of_the_lowest_priority() {
    let (panel, mut decided) = plain(2);
    fix(&mut decided, 1, 300);
    told(&mut decided, 2, 170);
    let schedule = schedule(&panel, &decided);
    assert_eq!(times(&schedule), [(675, 0), (770, 2), (900, 1)], "and the break is taken in between");
    assert_eq!(
        said(&schedule),
        [
            "slot-after-end: ISL-2026-001 is fixed for 3pm to 3:15pm, and the meeting ends at 1pm. Fix an earlier \
             time slot in decisions.xlsx; or ask the chair to lengthen the meeting (`end` in panel.toml)",
            "slot-after-end: the letter about ISL-2026-002 said 12:50pm to 1:05pm, and the meeting ends at 1pm. To \
             hear it earlier, fix a time slot in decisions.xlsx and send the new letter; or ask the chair to \
             lengthen the meeting (`end` in panel.toml)",
        ]
    );
}

#[test]
fn a_told_slot_that_cannot_stay_says_what_the_letter_said_and_what_is_so_now() {
    let (mut panel, mut decided) = plain(3);
    told(&mut decided, 1, 0);
    told(&mut decided, 2, 15);
    panel.slots.start = at(600);
    let moved = schedule(&panel, &decided);
    assert_eq!(times(&moved), [(615, 2), (630, 1), (645, 3)]);
    assert_eq!(
        said(&moved),
        [
            "told-slot-lost: the letter about ISL-2026-001 said 10am, but the meeting begins at 10am now and its first \
          case is heard from 10:15am on, so it is heard at 10:30am. If the meeting has not moved, put `start` and \
          `opening-minutes` in panel.toml back; if it has, tell whoever had the letter that it is 10:30am, send \
          the new letter, and record that with `cmarac issued ISL-2026-001`"
        ]
    );
    let (mut panel, mut decided) = plain(3);
    told(&mut decided, 1, 0);
    told(&mut decided, 2, 15);
    panel.slots.minutes = 20;
    let longer = schedule(&panel, &decided);
    assert_eq!(times(&longer), [(600, 1), (620, 2), (640, 3)]);
    assert_eq!(
        said(&longer),
        [
            "told-slot-lost: the letter about ISL-2026-002 said 10:15am, which now overlaps ISL-2026-001 (10am to \
          10:20am), so it is heard at 10:20am. Give ISL-2026-001 another time slot in decisions.xlsx, or see \
          whether cases must take 20 minutes (`minutes-per-case` in panel.toml), or tell whoever had the letter \
          that it is 10:20am, send the new letter, and record that with `cmarac issued ISL-2026-002`"
        ]
    );
    let (panel, mut decided) = plain(2);
    told(&mut decided, 1, 30);
    fix(&mut decided, 2, 30);
    let taken = schedule(&panel, &decided);
    assert_eq!(times(&taken), [(600, 1), (630, 2)]);
    assert!(said(&taken)[0].contains("said 10:30am, which now overlaps ISL-2026-002 (10:30am to 10:45am)"));
    assert!(!said(&taken)[0].contains("minutes-per-case"), "{:?}", said(&taken));
}

#[test]
fn a_slot_fixed_for_a_case_that_is_not_heard_takes_no_time_and_is_named() {
    let (panel, mut decided) = plain(2);
    fix(&mut decided, 1, 0);
    decided[0].outcome = Outcome::Defer;
    let schedule = schedule(&panel, &decided);
    assert_eq!(times(&schedule), [(600, 2)]);
    assert_eq!(
        said(&schedule),
        [
            "slot-not-heard: a time slot at 10am is fixed for ISL-2026-001, whose outcome is defer: it is not heard at this \
          meeting. Accept the case in decisions.xlsx if it is to be heard, or take the time slot out"
        ]
    );
}

#[test]
fn a_break_waits_for_fixed_slots_and_where_they_leave_none_that_is_said() {
    let (panel, mut decided) = plain(7);
    // 11:00, 11:15, 11:30 and 11:45 are fixed: the break after 11:15 begins at 12.
    for (number, after_ten) in [(1, 60), (2, 75), (3, 90), (4, 105)] {
        fix(&mut decided, number, after_ten);
    }
    let late = schedule(&panel, &decided);
    assert_eq!(times(&late)[3..], [(660, 1), (675, 2), (690, 3), (705, 4)]);
    assert_eq!(times(&late).len(), 7, "nobody is heard after the last fixed slot, so there is no break");
    assert_eq!(said(&late).len(), 1);
    assert!(
        said(&late)[0]
            .starts_with("no-break: there is no break: after 11:15am the fixed time slots leave no 15"),
        "{:?}",
        said(&late)
    );
    let (panel, mut decided) = plain(9);
    for (number, after_ten) in [(1, 60), (2, 75), (3, 90), (4, 105)] {
        fix(&mut decided, number, after_ten);
    }
    let later = schedule(&panel, &decided);
    assert_eq!(times(&later)[7..], [(705, 4), (720, 0), (735, 9)]);
    assert_eq!(said(&later), [""; 0]);
}

#[test]
fn cases_beyond_the_end_are_named_and_an_urgent_meeting_ends_at_midnight() {
    let (panel, decided) = plain(12);
    let schedule = schedule(&panel, &decided);
    assert_eq!(
        said(&schedule),
        [
            "meeting-too-long: the meeting runs past its end, 1pm, with ISL-2026-012: the lowest priority, heard \
          last. Ask the chair to lengthen the meeting or to hear these cases next time; none was dropped"
        ]
    );
    let (panel, mut decided) = plain(4);
    decided[0].case.decision = Some(decision(Some(at(23 * 60 + 30))));
    let night = schedule_urgent(&panel, meeting_id(), &decided);
    assert_eq!(night.cases().count(), 4, "nothing is dropped");
    assert_eq!(
        said(&night),
        [
            "meeting-too-long: the meeting runs past its end, midnight, with ISL-2026-003, ISL-2026-004: the lowest \
          priority, heard last. Ask the chair to lengthen the meeting or to hear these cases next time; none was \
          dropped"
        ]
    );
}

#[test]
fn more_than_twenty_cases_get_a_good_order_that_is_not_called_proved() {
    let (mut panel, mut decided) = plain(24);
    panel.slots.minutes = 5;
    // Twelve visitors, each for two cases that lie twelve apart in plain order.
    for (number, one) in decided.iter_mut().enumerate() {
        let name = format!("Visitor {}", number % 12);
        one.case.referrals[0].attending = vec![visitor(&name, None, None)];
    }
    let many = schedule(&panel, &decided);
    assert!(!many.gain.proved);
    assert_eq!(many.gain.visitors, 12);
    assert_eq!(many.cases().count(), 24);
    // In plain order each waits for eleven cases of five minutes, and most of them for the break as well. The
    // break begins after fifteen cases, so that somebody's two cases lie around it.
    assert!(many.gain.plain_minutes >= 12 * 55, "{:?}", many.gain);
    assert_eq!(many.gain.minutes, 15, "{:?}", many.gain);
}

/// Somebody who comes for their cases only.
pub fn visitor(name: &str, from: Option<u32>, to: Option<u32>) -> Attending {
    Attending {
        name: name.into(),
        email: None,
        agency: "Example Clinic".into(),
        from: from.map(at),
        to: to.map(at),
        place: place(),
    }
}
