//! A new working folder: what it holds, before anything is written.

use chrono::{Days, NaiveDate};

use crate::model::{MeetingId, uk_date_long};
use crate::panel::Panel;

/// A new working folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The folder's name.
    pub panel: String,
    /// The built-in panel it starts from.
    pub from: String,
    /// Its first meeting.
    pub meeting: MeetingId,
    /// Folders in it, paths relative to it.
    pub folders: Vec<String>,
    /// Files in it, paths relative to it, and their text.
    pub files: Vec<(String, String)>,
    /// The first meeting in words, with what to know of it.
    pub first_meeting: String,
}

/// Which meeting a working folder begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// This one.
    On(MeetingId),
    /// The next after a day, by the panel's calendar.
    After(NaiveDate),
}

/// How many days ahead a meeting is set that no calendar names.
const AHEAD: u64 = 28;

/// The working folder of a panel that starts from a built-in one: `text` is that one's file, and
/// `panel` what it says.
pub fn start(from: &str, panel: &Panel, text: &str, first: First) -> Start {
    let calendar = &panel.calendar;
    let code = &panel.code;
    let (meeting, unnamed) = match first {
        First::On(meeting) => (meeting, None),
        First::After(today) => match calendar.next_after(today) {
            Some(date) => (MeetingId { date, urgent: false }, None),
            None => {
                let ahead = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
                let date = calendar.working_day_on_or_after(ahead);
                (MeetingId { date, urgent: false }, Some(today))
            }
        },
    };
    let day = calendar.say_meeting(meeting.date);
    let first_meeting = match (unnamed, calendar.referrals_by(meeting.date)) {
        (Some(_), _) if calendar.meets_as_needed() => format!(
            "The panel meets as needed; its first meeting is set for {day}: rename its folder if you meet on \
             another day."
        ),
        (Some(today), _) => format!(
            "The panel's file names no meeting after {}, so the first is set for {day}: rename its folder \
             if you meet on another day.",
            uk_date_long(today)
        ),
        (None, _) if meeting.urgent => format!("The first meeting is an urgent one on {day}."),
        (None, Some(close)) => {
            format!("The first meeting is on {day}. Referrals close on {}.", close.say())
        }
        (None, None) => format!("The first meeting is on {day}. Referrals are taken at any time."),
    };
    let first_meeting = format!("{first_meeting}{}", too_late(panel, meeting, first));
    let folders = ["referrals", "returns"].map(|folder| format!("{meeting}/{folder}")).to_vec();
    let text = text.replace(&format!("--panel {from}"), &format!("--panel {code}"));
    let readme = readme(from, panel, meeting, &first_meeting);
    Start {
        panel: code.clone(),
        from: from.to_owned(),
        meeting,
        folders,
        files: vec![("panel.toml".into(), text), ("README.txt".into(), readme)],
        first_meeting,
    }
}

/// That referrals for the first meeting are closed already, and which one is still open; nothing if they
/// are not, or if somebody chose the meeting.
fn too_late(panel: &Panel, meeting: MeetingId, first: First) -> String {
    let calendar = &panel.calendar;
    let First::After(today) = first else { return String::new() };
    if calendar.referrals_by(meeting.date).is_none_or(|close| close.date >= today) {
        return String::new();
    }
    let is_open = |day: &NaiveDate| calendar.referrals_by(*day).is_some_and(|close| close.date >= today);
    let mut later = std::iter::successors(calendar.next_after(meeting.date), |day| calendar.next_after(*day));
    let open = later.by_ref().take(MOST_AHEAD).find(is_open);
    let instead = open.and_then(|day| Some((day, calendar.referrals_by(day)?)));
    let instead = instead.map_or_else(String::new, |(day, close)| {
        format!(
            " To begin with the meeting on {}, for which they close on {}, rename the folder to {day}.",
            calendar.say_meeting(day),
            close.say()
        )
    });
    format!(" That day is over, so what comes in now is late for that meeting.{instead}")
}

/// How many meetings ahead one is looked for to which referrals are still open.
const MOST_AHEAD: usize = 12;

fn readme(from: &str, panel: &Panel, meeting: MeetingId, first_meeting: &str) -> String {
    let (code, name) = (&panel.code, &panel.name);
    let next = panel.calendar.next_after(meeting.date);
    let next = next.map_or_else(String::new, |next| format!(", such as {next}"));
    format!(
        "Working folder of the panel `{code}`, started from the built-in panel `{from}`\n\
         ({name}). The program does not read this file.\n\
         \n\
         {first_meeting}\n\
         \n\
         Commands are written with `cmarac` here. If you start the program in another\n\
         way, such as `cargo run --release --`, write that in its place.\n\
         \n\
         1. Open panel.toml in a text editor. It is the panel: name, reference prefix,\n\
         \x20  members, dates, rules and wording. The people, addresses, e-mail addresses\n\
         \x20  and telephone numbers in it are made up: put in your own before you send\n\
         \x20  anything. Then run\n\
         \x20      cmarac check --panel {code}\n\
         \x20  which names every mistake with its line. The blank forms in forms/ name the\n\
         \x20  panel and its members; make them anew, in output/{code}/forms/, with\n\
         \x20      cmarac forms --panel {code}\n\
         \n\
         2. Drop referrals into {meeting}/referrals/ as they came (.xlsx .xlsm .xls\n\
         \x20  .ods .csv), and what partners send back into {meeting}/returns/. File\n\
         \x20  names and sub-folders are yours to choose.\n\
         \n\
         3. Run\n\
         \x20      cmarac build --panel {code}\n\
         \x20  and find the documents in output/{code}/{meeting}/.\n\
         \n\
         4. After the meeting, make a folder for the next one, named by its date{next},\n\
         \x20  with folders `referrals` and `returns` in it. The year's dates are printed by\n\
         \x20      cmarac calendar --panel {code}\n"
    )
}
