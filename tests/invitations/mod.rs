//! Invitations for calendar programs and the e-mail drafts they go with, as parsers that are not ours read
//! them.

mod agenda;
mod drafts;
mod story;

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};
use ical::parser::Component;
use ical::parser::ical::component::IcalEvent;
use ical::property::Property;

/// An invitation as it was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Invitation {
    pub method: String,
    pub events: Vec<Event>,
}

/// One event of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    /// Case references in the summary.
    pub cases: Vec<String>,
    pub summary: String,
    pub description: String,
    pub uid: String,
    pub sequence: u32,
    /// Name and address of each attendee.
    pub attendees: Vec<(String, String)>,
}

impl Event {
    pub fn times(&self) -> (NaiveTime, NaiveTime) {
        (self.start.time(), self.end.time())
    }
}

/// Reads an invitation, which is checked down to its octets.
pub fn invitation(bytes: &[u8]) -> Invitation {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends in CR LF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets: {text}");
    let calendars: Vec<_> = ical::IcalParser::new(bytes).collect();
    let [Ok(calendar)] = &calendars[..] else { panic!("one calendar: {calendars:?}") };
    assert_eq!(calendar.timezones.len(), 1);
    let method = calendar.get_property("METHOD").and_then(|method| method.value.clone()).expect("a method");
    let events: Vec<Event> = calendar.events.iter().map(event).collect();
    assert!(!events.is_empty(), "it invites to something");
    let attended = events.iter().filter(|event| !event.attendees.is_empty()).count();
    // RFC 5546: a request is one event with its attendees, and what is published names none.
    match method.as_str() {
        "REQUEST" => assert_eq!((events.len(), attended), (1, 1), "{events:?}"),
        "PUBLISH" => assert_eq!(attended, 0, "{events:?}"),
        other => panic!("{other} is no way to invite"),
    }
    Invitation { method, events }
}

fn event(event: &IcalEvent) -> Event {
    let one = |name: &str| {
        let found: Vec<&Property> =
            event.properties.iter().filter(|property| property.name == name).collect();
        assert_eq!(found.len(), 1, "{name}: {event:?}");
        found[0].value.clone().unwrap_or_default()
    };
    for name in ["DTSTAMP", "ORGANIZER", "LOCATION", "STATUS"] {
        assert!(!one(name).is_empty(), "{name}");
    }
    assert_eq!(one("CLASS"), "CONFIDENTIAL");
    let moment = |name: &str| {
        let property = event.get_property(name).expect("a time");
        let zone = property.params.iter().flatten().find(|(key, _)| key == "TZID");
        assert_eq!(zone.map(|(_, zone)| zone.as_slice()), Some(&["Europe/London".to_owned()][..]));
        let written = property.value.as_deref().expect("a value");
        NaiveDateTime::parse_from_str(written, "%Y%m%dT%H%M%S").expect("a local time")
    };
    let attendees = event.properties.iter().filter(|property| property.name == "ATTENDEE").map(|property| {
        let name = property.params.iter().flatten().find(|(key, _)| key == "CN");
        let address = property.value.clone().unwrap_or_default();
        let address = address.strip_prefix("mailto:").expect("an e-mail address").to_owned();
        (name.map(|(_, names)| names.concat()).unwrap_or_default(), address)
    });
    let summary = one("SUMMARY");
    assert!(summary.starts_with("OFFICIAL-SENSITIVE: "), "{summary}");
    let cases = summary.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(is_reference);
    let (start, end) = (moment("DTSTART"), moment("DTEND"));
    assert!(start < end);
    Event {
        start,
        end,
        cases: cases.map(str::to_owned).collect(),
        description: one("DESCRIPTION"),
        uid: one("UID"),
        sequence: one("SEQUENCE").parse().expect("a number"),
        attendees: attendees.collect(),
        summary,
    }
}

/// `ISL-2026-005`.
fn is_reference(word: &&str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == 3 && parts[1].len() == 4 && parts[1..].iter().all(|part| part.parse::<u32>().is_ok())
}

/// The invitations among these files, by path.
pub fn invitations(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Invitation> {
    let found = files.iter().filter(|(path, _)| path.ends_with(".ics"));
    found.map(|(path, bytes)| (path.clone(), invitation(bytes))).collect()
}
