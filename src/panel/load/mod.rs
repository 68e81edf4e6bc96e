//! `panel.toml` as text → a [`Panel`], or everything that is wrong with it.

mod agencies;
mod areas;
mod dates;
mod incidents;
mod names;
mod rules;
mod words;

use std::ops::RangeInclusive;

use toml::de::DeTable;

use super::table::{Source, Table, unknown_word};
use super::{DisclosurePolicy, Office, Panel, RunningOrder, SignOff, Slots, Written};
use crate::finding::{Finding, Place, Severity};

/// The newest format of panel files this program reads.
const FORMAT: u32 = 1;

/// The largest panel file; the largest of the built-in ones has a fiftieth of it.
const MOST_BYTES: usize = 1_000_000;

/// Reads a panel file: `code` is the name of its folder, `path` the file's path relative to the
/// input folder. Findings beside a panel are never errors.
pub fn load(code: &str, path: &str, text: &str) -> Result<(Panel, Vec<Finding>), Vec<Finding>> {
    if text.len() > MOST_BYTES {
        return Err(vec![
            Finding::error("panel-too-large", "the panel file is larger than 1 MB")
                .at(Place::file(path))
                .help("Check that this is the right file; a panel file is a few pages of text"),
        ]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Source::new(path, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let place = error.span().map_or(Place::file(path), |span| source.place(span));
            source.report(not_toml(error.message()).at(place));
        }
        return Err(source.into_findings());
    }
    let top = Table::new(&source, "the top of the file", Place::file(path).line(1), document.get_ref());
    let panel = read_panel(code, top);
    let findings = source.into_findings();
    match panel {
        Some(panel) if findings.iter().all(|finding| finding.severity != Severity::Error) => {
            Ok((panel, findings))
        }
        _ => Err(findings),
    }
}

fn not_toml(message: &str) -> Finding {
    let message = match message.split_once(", expected ") {
        Some((what, "nothing")) => what.to_owned(),
        Some((what, expected)) => format!("{what}; expected here: {expected}"),
        None => message.to_owned(),
    };
    let help = if message.contains("recursion") {
        "Take tables and lists apart: they are nested too deeply"
    } else if message.contains("duplicate") {
        "Keep one of the two, or begin each of several with a line in double brackets, such as `[[agency]]`"
    } else {
        "Check this line and the one above for a missing quote, bracket or equals sign"
    };
    Finding::error("panel-syntax", format!("the file cannot be read here: {message}")).help(help)
}

/// `None` if the file's format is not one of ours: then nothing else in it is looked at.
fn read_panel(code: &str, mut top: Table<'_>) -> Option<Panel> {
    check_format(&mut top)?;
    let name = top.required_text("name").value;
    let short_name = top.required_text("short-name").value;
    let prefix = prefix(&mut top);
    let marking = top.text("marking").map_or("OFFICIAL-SENSITIVE".into(), |text| text.value.to_uppercase());
    let areas = values(top.required_texts("areas"));
    let sign_off = top.choice("sign-off", &[("usual", SignOff::Usual), ("all", SignOff::All)]);
    let letters_in_word = letters_in_word(&mut top);
    let residence_required = top.yes_no("residence-required").is_some_and(|yes| yes.value);
    let applications = top.yes_no("applications").is_some_and(|yes| yes.value);
    let urgent_meetings = top.yes_no("urgent-meetings").is_some_and(|yes| yes.value);
    let urgent_name = top.text("urgent-meeting-name").map_or("urgent meeting".into(), |text| text.value);
    let home_authority = top.yes_no("invite-home-authority").is_some_and(|yes| yes.value);
    let children_first = top.yes_no("children-first").is_some_and(|yes| yes.value);
    let categories = values(top.required_texts("categories"));
    let closing_reasons = values(top.required_texts("closing-reasons"));
    let discussion_prompts = values(top.required_texts("discussion-prompts"));
    let considered = values(top.texts("considered"));

    let place = Place { line: None, ..top.place().clone() };
    let office = office(&mut top);
    let meeting = meeting(&mut top);
    let agencies = agencies::read(&mut top);
    let other_areas = areas::read(&mut top, &areas, &agencies);
    let calendar = dates::read(&mut top);
    let pre_meeting_by = agencies::codes(&mut top, "pre-meeting-by", &agencies);
    if !pre_meeting_by.is_empty() && calendar.as_ref().is_some_and(|calendar| calendar.pre_meeting.is_none())
    {
        top.report(
            Finding::error("panel-missing-key", "the file says who holds the pre-meeting, and not when")
                .at(top.place_of("pre-meeting-by"))
                .help("Add `pre-meeting = { days-before = 7 }` to [calendar]"),
        );
    }
    let headings = names::headings(&mut top);
    let instruments = rules::instruments(&mut top);
    let disclosure = disclosure(&mut top, &agencies);
    let known = words::Known::new(&name, &short_name, &office, &meeting);
    let advice = words::advice(&mut top, &known);
    let children_advice = words::keys(&mut top, "children-advice", &advice);
    let (other_panels, panels_no_bar) = names::other_panels(&mut top, &advice);
    let rules = rules::rules(&mut top, &advice);
    rules::check_bands(&top, &rules, &instruments);
    let incidents = incidents::read(&mut top);
    incidents::check(&top, &rules, incidents.as_ref());
    let wording = words::wording(&mut top, &known, applications);
    check_folder(&top, code);
    top.finish();

    Some(Panel {
        code: code.to_owned(),
        place,
        name,
        short_name,
        prefix,
        marking,
        office,
        chair: meeting.chair,
        co_chair: meeting.co_chair,
        co_chairs: meeting.co_chairs,
        areas,
        other_areas,
        agencies,
        calendar: calendar?,
        slots: meeting.slots,
        incidents,
        pre_meeting_by,
        categories,
        other_panels,
        panels_no_bar,
        headings,
        instruments,
        rules,
        advice,
        wording,
        closing_reasons,
        discussion_prompts,
        considered,
        applications,
        letters_in_word,
        sign_off: sign_off.unwrap_or(SignOff::Usual),
        residence_required,
        disclosure,
        urgent_meetings,
        urgent_name,
        home_authority,
        children_first,
        children_advice,
    })
}

fn check_format(top: &mut Table<'_>) -> Option<()> {
    match top.number("format", 0..=u32::MAX) {
        Some(FORMAT) => Some(()),
        Some(newer) if newer > FORMAT => {
            top.report(
                Finding::error("panel-format", "this panel file was made for a newer version of cmarac")
                    .at(top.place_of("format"))
                    .help(format!("Install that version; this one reads `format = {FORMAT}`")),
            );
            None
        }
        _ => {
            top.report(
                Finding::error("panel-format", "this panel file does not say which format it has")
                    .at(top.place_of("format"))
                    .help(format!("Begin the file with a line `format = {FORMAT}`")),
            );
            None
        }
    }
}

/// The folder's name becomes a folder of the output, on every system.
fn check_folder(top: &Table<'_>, code: &str) {
    if !super::is_folder_name(code) {
        top.report(
            Finding::error(
                "panel-folder",
                "the panel's folder has a name that is not plain, or that Windows keeps to itself",
            )
            .at(Place { line: None, ..top.place().clone() })
            .help("Rename the folder with small letters, digits and hyphens, such as `north-moor`"),
        );
    }
}

fn prefix(top: &mut Table<'_>) -> String {
    let prefix = top.required_text("prefix");
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let fits = (2..=6).contains(&prefix.value.len()) && prefix.value.chars().all(plain);
    if !prefix.value.is_empty() && !fits {
        top.report(
            Finding::error("panel-unknown-value", "`prefix` must be two to six capital letters or digits")
                .at(prefix.place)
                .help("Write a short one, such as `ISL`: it starts every case reference"),
        );
    }
    prefix.value
}

/// Whether `formats` names Word files beside the PDFs, which are always made.
fn letters_in_word(top: &mut Table<'_>) -> bool {
    let formats = top.texts("formats");
    for format in formats.iter().filter(|format| !["pdf", "docx"].contains(&format.value.as_str())) {
        top.report(unknown_word("format of letters", format, &["pdf", "docx"]));
    }
    let has = |wanted: &str| formats.iter().any(|format| format.value == wanted);
    if !formats.is_empty() && !has("pdf") {
        top.report(
            Finding::error("panel-unknown-value", "`formats` leaves out \"pdf\", which every letter has")
                .at(top.place_of("formats"))
                .help("Write `formats = [\"pdf\", \"docx\"]`: the Word file is made beside the PDF"),
        );
    }
    has("docx")
}

fn office(top: &mut Table<'_>) -> Office {
    let Some(mut table) = top.required_table("office") else {
        return Office {
            signatory: String::new(),
            organisation: String::new(),
            address: Vec::new(),
            email: String::new(),
            secure_email: String::new(),
            phone: String::new(),
        };
    };
    let office = Office {
        signatory: table.required_text("signatory").value,
        organisation: table.required_text("organisation").value,
        address: values(table.required_texts("address")),
        email: email(&mut table, "email"),
        secure_email: email(&mut table, "secure-email"),
        phone: table.required_text("phone").value,
    };
    table.finish();
    office
}

/// What `[meeting]` says.
struct Meeting {
    chair: String,
    co_chair: Option<String>,
    co_chairs: bool,
    slots: Slots,
}

const MINUTES: RangeInclusive<u32> = 0..=240;

fn meeting(top: &mut Table<'_>) -> Meeting {
    let midnight = chrono::NaiveTime::default();
    let mut slots = Slots {
        start: midnight,
        opening_minutes: 0,
        minutes: 15,
        order: RunningOrder::default(),
        end: midnight,
        break_after: None,
        break_minutes: 0,
        place: Vec::new(),
        link: None,
    };
    let Some(mut table) = top.required_table("meeting") else {
        return Meeting { chair: String::new(), co_chair: None, co_chairs: false, slots };
    };
    let chair = table.required_text("chair").value;
    let co_chair = table.text("co-chair").map(|text| text.value);
    let co_chairs = table.yes_no("co-chairs");
    if let Some(place) =
        co_chairs.as_ref().filter(|yes| yes.value && co_chair.is_none()).map(|yes| &yes.place)
    {
        table.report(
            Finding::error(
                "panel-missing-key",
                "`co-chairs` says that two chair together, and only one is named",
            )
            .at(place.clone())
            .help("Name the other under `co-chair`"),
        );
    }
    let co_chairs = co_chairs.is_some_and(|yes| yes.value);
    let start = table.required_time("start");
    let end = table.required_time("end");
    slots.start = start.value;
    slots.end = end.value;
    slots.opening_minutes = table.required_number("opening-minutes", MINUTES).value;
    slots.minutes = table.required_number("minutes-per-case", 1..=240).value;
    let orders = [("least-waiting", RunningOrder::LeastWaiting), ("risk", RunningOrder::Risk)];
    slots.order = table.choice("running-order", &orders).unwrap_or_default();
    let break_after = table.time("break-after");
    slots.break_after = break_after.as_ref().map(|time| time.value);
    slots.break_minutes = table.number("break-minutes", 1..=120).unwrap_or(0);
    slots.place = values(table.texts("place"));
    slots.link = table.text("link").map(|text| text.value);
    if end.value <= start.value && end.place != start.place {
        table.report(
            Finding::error("panel-times", "the meeting ends before it starts")
                .at(end.place)
                .help("Give `end` a later time than `start`"),
        );
    }
    if slots.break_after.is_some() != (slots.break_minutes > 0) {
        table.report(
            Finding::error("panel-times", "`break-after` and `break-minutes` of [meeting] go together")
                .at(break_after.map_or(table.place().clone(), |time| time.place))
                .help("Give both, or neither for a meeting without a break"),
        );
    }
    if slots.place.is_empty() && slots.link.is_none() {
        table.report(
            Finding::error("panel-missing-key", "[meeting] says neither where people meet nor how they join")
                .at(table.place().clone())
                .help("Add `place = [\"…\"]`, a line each, or `link = \"…\"`, or both"),
        );
    }
    table.finish();
    Meeting { chair, co_chair, co_chairs, slots }
}

fn disclosure(top: &mut Table<'_>, agencies: &[super::Agency]) -> DisclosurePolicy {
    let Some(mut table) = top.table("disclosure") else { return DisclosurePolicy::default() };
    let policy = DisclosurePolicy {
        phone_to: agencies::codes(&mut table, "phone-to", agencies),
        confidential_address_to: agencies::codes(&mut table, "confidential-address-to", agencies),
        search_by_address: agencies::codes(&mut table, "search-by-address", agencies),
    };
    table.finish();
    policy
}

/// An e-mail address that must be there.
fn email(table: &mut Table<'_>, key: &'static str) -> String {
    let email = table.required_text(key);
    let (before, after) = email.value.split_once('@').unwrap_or_default();
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c == '@' || c.is_whitespace());
    let fits = plain(before) && plain(after) && after.contains('.');
    if !email.value.is_empty() && !fits {
        table.report(
            Finding::error("panel-email", format!("`{key}` is not an e-mail address"))
                .at(email.place)
                .help("Write it as name@organisation.example"),
        );
    }
    email.value
}

fn values<T>(written: Vec<Written<T>>) -> Vec<T> {
    written.into_iter().map(|written| written.value).collect()
}

#[cfg(test)]
mod tests;
