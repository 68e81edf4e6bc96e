//! The file for calendar programs, as a parser that is not ours reads it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use cmarac::panel::{Panel, load};
use cmarac::plan::year::{Year, year};
use cmarac::render;
use ical::parser::Component;
use ical::parser::ical::component::IcalEvent;
use ical::property::Property;

use super::{calendar, input, panel_text, with_exceptions};
use crate::support::root;

fn file(panel: &str, year: &str) -> String {
    calendar(&root().join("input"), &["--panel", panel, "--year", year, "--format", "ics"])
}

/// The events of a file, which is checked down to its octets.
fn events(text: &str) -> Vec<IcalEvent> {
    check_lines(text);
    let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect();
    let [Ok(calendar)] = &calendars[..] else { panic!("one calendar: {calendars:?}") };
    assert_eq!(calendar.timezones.len(), 1);
    assert_eq!(calendar.timezones[0].transitions.len(), 2, "summer and winter");
    for name in ["VERSION", "PRODID"] {
        assert!(calendar.get_property(name).is_some(), "{name}");
    }
    for event in &calendar.events {
        check_event(event);
    }
    calendar.events.clone()
}

fn check_lines(text: &str) {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends in CR LF");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    }
}

fn check_event(event: &IcalEvent) {
    let known = [
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "STATUS",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "LOCATION",
        "DESCRIPTION",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    ];
    let names: Vec<&str> = event.properties.iter().map(|property| property.name.as_str()).collect();
    assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
    for name in ["UID", "DTSTAMP", "SEQUENCE", "STATUS", "DTSTART", "SUMMARY", "DESCRIPTION"] {
        assert_eq!(names.iter().filter(|other| **other == name).count(), 1, "{name} in {names:?}");
    }
    let stamp = value(event, "DTSTAMP");
    NaiveDateTime::parse_from_str(&stamp, "%Y%m%dT%H%M%SZ").expect("a moment in UTC");
    if let Some(end) = event.get_property("DTEND") {
        let start = event.get_property("DTSTART").expect("a start");
        assert_eq!(start.params, end.params, "start and end are of one kind");
        assert!(start.value < end.value, "an end is later than its start");
    }
    let cancelled = value(event, "STATUS") == "CANCELLED";
    assert_eq!(event.alarms.is_empty(), cancelled, "{}", value(event, "SUMMARY"));
    for alarm in &event.alarms {
        let mut names: Vec<&str> = alarm.properties.iter().map(|property| property.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["ACTION", "DESCRIPTION", "TRIGGER"]);
    }
}

fn value(event: &IcalEvent, name: &str) -> String {
    event.get_property(name).and_then(|property| property.value.clone()).unwrap_or_default()
}

/// The moment of a property, as the world sees it.
fn instant(property: &Property) -> DateTime<Utc> {
    let zone = property.params.as_ref().and_then(|all| all.iter().find(|(name, _)| name == "TZID"));
    assert_eq!(zone.map(|(_, values)| values.as_slice()), Some(&["Europe/London".to_owned()][..]));
    let written = property.value.as_deref().expect("a value");
    let local = NaiveDateTime::parse_from_str(written, "%Y%m%dT%H%M%S").expect("a local time");
    London.from_local_datetime(&local).single().expect("a time that there is once").to_utc()
}

fn by_uid(events: &[IcalEvent]) -> BTreeMap<String, &IcalEvent> {
    events.iter().map(|event| (value(event, "UID"), event)).collect()
}

fn triggers(event: &IcalEvent) -> Vec<String> {
    let trigger = |alarm: &ical::parser::ical::component::IcalAlarm| {
        alarm.get_property("TRIGGER").and_then(|property| property.value.clone())
    };
    event.alarms.iter().filter_map(trigger).collect()
}

#[test]
fn every_date_of_the_year_is_an_event() {
    let events = events(&file("islington", "2026"));
    assert_eq!(events.len(), 12 * 5);
    let kinds: BTreeSet<String> = events
        .iter()
        .filter_map(|event| value(event, "UID").split('.').next().map(|uid| uid[11..].to_owned()))
        .collect();
    let expected = ["contact", "corrections-due", "meeting", "referral-deadline", "returns-due"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn five_o_clock_is_five_o_clock_in_london_when_the_clocks_change() {
    let events = events(&file("islington", "2026"));
    let events = by_uid(&events);
    let deadline = |meeting: &str| {
        let event = events[&format!("{meeting}-referral-deadline.islington@cmarac.example")];
        let at = |name| instant(event.get_property(name).expect("start and end"));
        assert_eq!((at("DTEND") - at("DTSTART")).num_minutes(), 1, "no program adds an hour to it");
        at("DTSTART").format("%Y-%m-%dT%H:%MZ").to_string()
    };
    // The clocks go forward on 29 March 2026 and back on 25 October.
    assert_eq!(deadline("2026-03-11"), "2026-02-24T17:00Z");
    assert_eq!(deadline("2026-04-08"), "2026-03-24T17:00Z");
    assert_eq!(deadline("2026-05-13"), "2026-04-28T16:00Z");
    assert_eq!(deadline("2026-07-08"), "2026-06-23T16:00Z");
    assert_eq!(deadline("2026-10-14"), "2026-09-29T16:00Z");
    assert_eq!(deadline("2026-11-11"), "2026-10-27T17:00Z");
    let begins = |meeting: &str| {
        let event = events[&format!("{meeting}-meeting.islington@cmarac.example")];
        instant(event.get_property("DTSTART").expect("a start")).format("%H:%MZ").to_string()
    };
    assert_eq!([begins("2026-03-11"), begins("2026-04-08")], ["09:45Z", "08:45Z"]);
    assert_eq!([begins("2026-10-14"), begins("2026-11-11")], ["08:45Z", "09:45Z"]);
}

#[test]
fn a_moved_date_says_so_and_a_whole_day_ends_on_the_next() {
    let events = events(&file("islington", "2025"));
    let events = by_uid(&events);
    let told = events["2025-01-08-contact.islington@cmarac.example"];
    assert_eq!(value(told, "DTSTART"), "20241231");
    assert_eq!(value(told, "DTEND"), "20250101");
    assert_eq!(
        told.get_property("DTSTART").and_then(|start| start.params.clone()),
        Some(vec![("VALUE".into(), vec!["DATE".into()])])
    );
    let says = "(moved from Wednesday 1 January 2025\\, New Year’s Day)";
    assert!(value(told, "DESCRIPTION").contains(says), "{}", value(told, "DESCRIPTION"));
    assert_eq!(triggers(told), ["-PT15H", "PT9H"], "at nine on the day before, and on the day");
    let close = events["2025-01-08-referral-deadline.islington@cmarac.example"];
    assert_eq!(value(close, "SUMMARY"), "Referrals close at 5pm: Islington Community MARAC");
    assert_eq!(triggers(close), ["-P2D", "-PT8H"], "two days before, and at nine that morning");
}

#[test]
fn made_again_it_is_the_same_and_no_two_events_are_one() {
    let mut seen = BTreeSet::new();
    for panel in ["islington", "haringey", "brent"] {
        for year in ["2026", "2027", "2028"] {
            let text = file(panel, year);
            assert_eq!(text, file(panel, year));
            for event in events(&text) {
                assert!(seen.insert(value(&event, "UID")), "{}", value(&event, "UID"));
            }
        }
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

#[test]
fn a_meeting_that_is_moved_or_cancelled_changes_the_entry_that_people_have() {
    let plain = input(&[("islington", &panel_text("islington"))]);
    let text = with_exceptions(
        "[[calendar.exception]]\nmeeting = 2027-01-13\ninstead = 2027-01-20\n\n\
         [[calendar.exception]]\nmeeting = 2027-08-11\n",
    );
    let changed = input(&[("islington", &text)]);
    let asked = ["--year", "2027", "--format", "ics"];
    let before = events(&calendar(plain.path(), &asked));
    let after = events(&calendar(changed.path(), &asked));
    let (before, after) = (by_uid(&before), by_uid(&after));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "the same entries");
    let mut versions = (0, 0);
    for (uid, event) in &after {
        match (&uid[..10], value(event, "SEQUENCE").as_str()) {
            ("2027-01-13" | "2027-08-11", "1") => versions.1 += 1,
            (_, "0") => {
                versions.0 += 1;
                assert_eq!(event.properties, before[uid].properties, "{uid}");
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(value(event, "STATUS") == "CANCELLED", uid.starts_with("2027-08-11"), "{uid}");
    }
    assert_eq!(versions, (50, 10));
    let moved = after["2027-01-13-meeting.islington@cmarac.example"];
    assert_eq!(value(moved, "DTSTART"), "20270120T094500");
    assert_eq!(value(moved, "SUMMARY"), "Islington Community MARAC (moved from 13 January 2027)");
    let close = after["2027-01-13-referral-deadline.islington@cmarac.example"];
    assert_eq!(value(close, "DTSTART"), "20270105T170000", "its deadline goes with it");
    let cancelled = after["2027-08-11-referral-deadline.islington@cmarac.example"];
    assert!(value(cancelled, "SUMMARY").starts_with("Cancelled: Referrals close"));
}

#[test]
fn a_panel_named_by_an_enemy_stays_within_its_lines() {
    let name = "Nörth; Panel, “one” \\\\ two 🐘 \\r\\nEND:VCALENDAR\\u0007 and a name that is too long for any one line of a file";
    let text = panel_text("islington").replacen("Islington Community MARAC\"", &format!("{name}\""), 1);
    let input = input(&[("north", &text)]);
    let text = calendar(input.path(), &["--year", "2027", "--format", "ics"]);
    assert_eq!(events(&text).len(), 60);
    let whole = text.replace("\r\n ", "");
    assert!(whole.contains("SUMMARY:Nörth\\; Panel\\, “one” \\\\ two 🐘"), "{whole}");
}

#[test]
fn no_line_is_too_long_however_long_its_text() {
    let text = panel_text("islington");
    let (panel, _) = load("north", "north/panel.toml", &text).expect("a valid panel");
    for length in 1..=160 {
        for letter in ["a", " ", "é", "🐘", ","] {
            let name = format!("N{}", letter.repeat(length));
            let year = year(&Panel { name: name.clone(), ..panel.clone() }, 2027);
            let text = render::calendar(&[Year { meetings: year.meetings[..1].to_vec(), ..year }]);
            check_lines(&text);
            let whole = text.replace("\r\n ", "");
            assert!(whole.contains(&format!("SUMMARY:{}\r\n", name.replace(',', "\\,"))), "{whole}");
        }
    }
}

#[test]
fn the_clocks_change_by_the_rules_that_the_file_gives() {
    let text = file("islington", "2027");
    assert!(text.contains("DTSTART:19960331T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"));
    assert!(text.contains("DTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"));
    let last_sunday = |year, month: u32| {
        let end = NaiveDate::from_ymd_opt(year, month, 31).expect("both months have 31 days");
        end.iter_days().rev().find(|day| day.format("%a").to_string() == "Sun").expect("a Sunday")
    };
    for year in 1996..=2037 {
        for month in [3, 10] {
            let at = |hour, minute| {
                let utc = last_sunday(year, month).and_hms_opt(hour, minute, 0).expect("a time").and_utc();
                utc.with_timezone(&London).format("%H:%M %Z").to_string()
            };
            let (before, after) =
                if month == 3 { ("00:59 GMT", "02:00 BST") } else { ("01:59 BST", "01:00 GMT") };
            assert_eq!([at(0, 59), at(1, 0)], [before, after], "{year}-{month}");
        }
    }
}
