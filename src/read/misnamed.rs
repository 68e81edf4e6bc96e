//! Folders of a panel that are named like nothing of ours. One that holds spreadsheets is a meeting's,
//! most likely, with its date written as people write it: what lies in it waits until it is renamed.

use chrono::NaiveDate;

use super::listing::{self, Kind, Listed};
use super::seen::format_of;
use crate::finding::Finding;

/// That a folder was not read: a warning if spreadsheets lie in it, with the name it should have if that can
/// be read off the one it has.
pub(super) fn finding(folder: &Listed) -> Finding {
    const CODE: &str = "unknown-folder";
    let fact = "the folder is named neither by a meeting's date nor `templates` or `fonts`, and was not read";
    let below = listing::files_below(&folder.path, &folder.path, &mut Vec::new());
    let is_sheet = |file: &&Listed| file.kind == Kind::File && format_of(&file.path).is_some();
    let finding = match below.iter().filter(is_sheet).count() {
        0 => Finding::note(CODE, fact),
        1 => Finding::warning(CODE, format!("{fact}; a spreadsheet lies in it")),
        more => Finding::warning(CODE, format!("{fact}; {more} spreadsheets lie in it")),
    };
    let help = match meant(&folder.name) {
        Some(name) => format!("rename it {name} if it is that meeting's"),
        None => "name it by the meeting's date, such as 2026-12-09, if it is one".to_owned(),
    };
    finding.at(folder.place.clone()).help(help)
}

/// The name of a meeting's folder that a person may have meant: `11 April 2027`, `11.4.27 urgent`.
fn meant(name: &str) -> Option<String> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let day = words.windows(3).find_map(|three| date(&three.join(" ")))?;
    let urgent = if words.iter().any(|word| word == "urgent") { "-urgent" } else { "" };
    Some(format!("{day}{urgent}"))
}

/// A date of three words, the day before the month unless the year comes first.
fn date(words: &str) -> Option<NaiveDate> {
    let plain = words.replace("st ", " ").replace("nd ", " ").replace("rd ", " ").replace("th ", " ");
    ["%Y %m %d", "%d %m %Y", "%d %m %y", "%d %b %Y", "%d %B %Y", "%B %d %Y", "%b %d %Y", "%d %b %y"]
        .into_iter()
        .flat_map(|form| [NaiveDate::parse_from_str(words, form), NaiveDate::parse_from_str(&plain, form)])
        .flatten()
        .find(|day| (2000..2100).contains(&chrono::Datelike::year(day)))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_date_as_people_write_it_gives_the_name_of_the_folder() {
        for (written, folder) in [
            ("11 April 2027", Some("2027-04-11")),
            ("Meeting 11th April 2027", Some("2027-04-11")),
            ("11-04-2027", Some("2027-04-11")),
            ("11.4.27", Some("2027-04-11")),
            ("2027-4-11", Some("2027-04-11")),
            ("2027-04-11 copy", Some("2027-04-11")),
            ("April 11, 2027", Some("2027-04-11")),
            ("3 Dec 2026 urgent", Some("2026-12-03-urgent")),
            ("1 August 2027", Some("2027-08-01")),
            ("31-02-2027", None),
            ("April 2027", None),
            ("old", None),
        ] {
            assert_eq!(meant(written).as_deref(), folder, "{written}");
        }
    }
}
