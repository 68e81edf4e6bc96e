//! Calendar files (RFC 5545) that Outlook and its like show right: a panel's year, and invitations.
//!
//! - Times are `TZID=Europe/London` beside a whole `VTIMEZONE`, so 17:00 stays 17:00 when the clocks
//!   change.
//! - Nothing is the clock's, and nothing is random: the same input gives the same bytes.
//!
//! Escaping and quoting are the `icalendar` crate's. Its components are not used: they write the clock
//! and random identifiers into time zones and alarms. Nor is its folding, which lets the last piece of
//! a line be an octet too long.

mod invitation;
mod year;

pub use invitation::{invitation, method_of};
pub use year::calendar;

use chrono::{NaiveDate, NaiveDateTime};
use icalendar::Property;

/// The time zone of every panel.
const ZONE: &str = "Europe/London";

/// London's clocks: the rules since 1996.
const TIME_ZONE: &str = "BEGIN:VTIMEZONE\r\n\
TZID:Europe/London\r\n\
X-LIC-LOCATION:Europe/London\r\n\
BEGIN:DAYLIGHT\r\n\
TZNAME:BST\r\n\
TZOFFSETFROM:+0000\r\n\
TZOFFSETTO:+0100\r\n\
DTSTART:19960331T010000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
END:DAYLIGHT\r\n\
BEGIN:STANDARD\r\n\
TZNAME:GMT\r\n\
TZOFFSETFROM:+0100\r\n\
TZOFFSETTO:+0000\r\n\
DTSTART:19961027T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
END:STANDARD\r\n\
END:VTIMEZONE\r\n";

/// The most octets of a line, its end not counted.
const LONGEST: usize = 75;

/// Content lines, each ended and folded as the format wants it.
struct Lines(String);

impl Lines {
    /// The beginning of a file of this kind.
    fn begin(kind: &str) -> Self {
        let mut lines = Lines(String::new());
        lines.raw("BEGIN:VCALENDAR\r\n");
        lines.text("VERSION", "2.0");
        lines.text("PRODID", &format!("-//cmarac//{kind}//EN"));
        lines.text("CALSCALE", "GREGORIAN");
        lines
    }

    fn time_zone(&mut self) {
        self.raw(TIME_ZONE);
    }

    fn end(mut self) -> String {
        self.raw("END:VCALENDAR\r\n");
        self.0
    }

    fn raw(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    fn property(&mut self, property: Property) {
        let line: String = property.try_into().expect("writing to a string does not fail");
        let whole = line.replace("\r\n ", "");
        let mut room = LONGEST;
        for letter in whole.trim_end_matches("\r\n").chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST.saturating_sub(1);
            }
            room = room.saturating_sub(letter.len_utf8());
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, value: &str) {
        let plain: String =
            value.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
        self.property(Property::new(name, plain));
    }

    fn moment(&mut self, name: &str, moment: NaiveDateTime) {
        let written = moment.format("%Y%m%dT%H%M%S").to_string();
        self.property(Property::new(name, written).add_parameter("TZID", ZONE).done());
    }

    fn day(&mut self, name: &str, day: NaiveDate) {
        let written = day.format("%Y%m%d").to_string();
        self.property(Property::new(name, written).add_parameter("VALUE", "DATE").done());
    }

    /// Whether the time is taken, for programs that plan around it; Outlook has its own word.
    fn busy(&mut self, busy: bool) {
        self.text("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" });
        self.text("X-MICROSOFT-CDO-BUSYSTATUS", if busy { "BUSY" } else { "FREE" });
    }
}
