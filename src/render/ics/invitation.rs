//! An invitation (RFC 5546) that puts somebody's time into their calendar.
//!
//! - Where the attendee's address is known it is a request (`METHOD:REQUEST`), which they can answer. A
//!   request may hold one event only, so two stretches of time, like an invitation for an attendee whose
//!   address is not known, are published (`METHOD:PUBLISH`), which names no attendee.
//! - Every event is `CLASS:CONFIDENTIAL`: whoever may look into the calendar sees that the time is taken.
//! - A UID stays what it was and a `SEQUENCE` grows, so that a time that changed replaces the entry.

use chrono::NaiveDateTime;
use icalendar::Property;

use super::Lines;
use crate::plan::view::{DiaryEntry, DiaryInvitation, Mailbox};

/// The file of an invitation.
pub fn invitation(invitation: &DiaryInvitation) -> String {
    let asks = !invitation.to.is_empty() && invitation.entries.len() == 1;
    let mut lines = Lines::begin("invitation");
    lines.text("METHOD", if asks { "REQUEST" } else { "PUBLISH" });
    lines.time_zone();
    for entry in &invitation.entries {
        event(&mut lines, invitation, entry, if asks { &invitation.to } else { &[] });
    }
    lines.end()
}

/// The method of a file that [`invitation`] has made.
pub fn method_of(file: &[u8]) -> &'static str {
    let asks = b"\r\nMETHOD:REQUEST\r\n";
    if file.windows(asks.len()).any(|line| line == asks) { "REQUEST" } else { "PUBLISH" }
}

fn event(lines: &mut Lines, invitation: &DiaryInvitation, entry: &DiaryEntry, attendees: &[Mailbox]) {
    lines.raw("BEGIN:VEVENT\r\n");
    lines.text("UID", &entry.identifier);
    lines.text("DTSTAMP", &format!("{}T000000Z", invitation.day.replace('-', "")));
    lines.text("SEQUENCE", &invitation.sequence.to_string());
    lines.text("STATUS", if entry.tentative { "TENTATIVE" } else { "CONFIRMED" });
    lines.text("CLASS", "CONFIDENTIAL");
    for (name, written) in [("DTSTART", &entry.start), ("DTEND", &entry.end)] {
        lines.moment(name, written.parse::<NaiveDateTime>().unwrap_or_default());
    }
    lines.text("SUMMARY", &entry.summary);
    lines.text("LOCATION", &entry.place);
    let more = [&invitation.replaces].into_iter().filter(|line| !line.is_empty());
    let description: Vec<&str> = entry.description.iter().chain(more).map(String::as_str).collect();
    lines.text("DESCRIPTION", &description.join("\n"));
    lines.property(calendar_user("ORGANIZER", &invitation.from).done());
    for attendee in attendees {
        let mut property = calendar_user("ATTENDEE", attendee);
        for (name, value) in [("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")] {
            property.add_parameter(name, value);
        }
        lines.property(property.done());
    }
    lines.busy(true);
    lines.raw("END:VEVENT\r\n");
}

/// Somebody by their address; the name beside it cannot hold quotation marks.
fn calendar_user(role: &str, mailbox: &Mailbox) -> Property {
    let plain = |c: char| {
        if c == '"' {
            '\''
        } else if c.is_control() {
            ' '
        } else {
            c
        }
    };
    let name: String = mailbox.name.trim().chars().map(plain).collect();
    let mut property = Property::new(role, format!("mailto:{}", mailbox.address));
    if !name.is_empty() {
        property.add_parameter("CN", &name);
    }
    property
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(name: &str, address: &str) -> Mailbox {
        Mailbox { name: name.into(), address: address.into() }
    }

    fn entry(number: u32) -> DiaryEntry {
        DiaryEntry {
            tentative: false,
            identifier: format!("2026-12-09-{number}.islington@cmarac.example"),
            start: format!("2026-12-09T1{number}:00:00"),
            end: format!("2026-12-09T1{number}:15:00"),
            summary: "OFFICIAL-SENSITIVE: the Community MARAC, cases A; B".into(),
            place: "Room 1, Town Hall".into(),
            description: vec!["One".into(), "Two".into()],
        }
    }

    fn made(to: Vec<Mailbox>, entries: Vec<DiaryEntry>) -> String {
        invitation(&DiaryInvitation {
            from: mailbox("Coordinator", "cmarac@secure.example"),
            to,
            entries,
            with_letter: String::new(),
            sequence: 2,
            replaces: "It replaces another.".into(),
            day: "2026-12-02".into(),
        })
        .replace("\r\n ", "")
    }

    #[test]
    fn one_event_for_a_known_address_is_a_request_to_it() {
        let file = made(vec![mailbox("O'Hara, \"Zo\u{eb}\"\r\nX:1", "zoe@police.example")], vec![entry(0)]);
        for line in [
            "METHOD:REQUEST",
            "DTSTAMP:20261202T000000Z",
            "SEQUENCE:2",
            "CLASS:CONFIDENTIAL",
            "DTSTART;TZID=Europe/London:20261209T100000",
            "DTEND;TZID=Europe/London:20261209T101500",
            "SUMMARY:OFFICIAL-SENSITIVE: the Community MARAC\\, cases A\\; B",
            "LOCATION:Room 1\\, Town Hall",
            "DESCRIPTION:One\\nTwo\\nIt replaces another.",
            "ORGANIZER;CN=Coordinator:mailto:cmarac@secure.example",
            "ATTENDEE;CN=\"O'Hara, 'Zo\u{eb}'  X:1\";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:zoe@police.example",
        ] {
            assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}\n{file}");
        }
        assert_eq!(method_of(file.as_bytes()), "REQUEST");
    }

    #[test]
    fn two_stretches_or_an_attendee_without_an_address_are_published_and_name_nobody() {
        let known = vec![mailbox("Pat", "pat@police.example")];
        for (to, entries) in [(known, vec![entry(0), entry(1)]), (Vec::new(), vec![entry(0)])] {
            let events = entries.len();
            let file = made(to, entries);
            assert!(file.contains("\r\nMETHOD:PUBLISH\r\n") && !file.contains("ATTENDEE"), "{file}");
            assert!(!file.contains("Pat"), "{file}");
            assert_eq!(file.matches("BEGIN:VEVENT").count(), events);
            assert_eq!(file.matches("\r\nORGANIZER").count(), events, "RFC 5546 wants it in both");
            assert_eq!(method_of(file.as_bytes()), "PUBLISH");
        }
    }
}
