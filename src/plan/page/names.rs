//! What a published file is called on the page, and where its link leads.

/// The folder in which the page lies.
const HERE: &str = "coordinator/";

/// Titles that the name of the file does not give by itself, by the name without its ending.
const TITLES: &[(&str, &str)] = &[
    ("information-return", "Return form, pre-filled"),
    ("actions", "Open actions"),
    ("returns", "Returns, agency by case"),
    ("not-to-be-circulated", "Not to be circulated: for you alone"),
    ("findings", "All findings, notes included"),
    ("decisions", "Decisions"),
    ("manifest", "What the documents were made from, with hashes"),
    ("run", "What the run took"),
];

/// The same for one format of a file that comes in several.
const TITLES_BY_FORMAT: &[(&str, &str)] = &[
    ("decisions.xlsx", "Decisions, to sign off"),
    ("decisions.csv", "Every rule for every case, as a table"),
    ("decisions.json", "Every rule for every case, for programs"),
    ("information-request.eml", "Information request"),
    ("actions.eml", "Open actions, message"),
];

/// `Acceptance letter` for `referrers/ISL-2026-008/acceptance-letter.pdf`.
pub fn title(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some((_, title)) = TITLES_BY_FORMAT.iter().find(|(known, _)| *known == name) {
        return (*title).to_owned();
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some((_, title)) = TITLES.iter().find(|(known, _)| *known == stem) {
        return (*title).to_owned();
    }
    if stem.starts_with("corrected-") {
        return "Form to correct".to_owned();
    }
    match path.split('/').rev().nth(1) {
        Some("profiles") => return "Profile".to_owned(),
        Some("transfers") => return "Transfer pack".to_owned(),
        _ => {}
    }
    let mut letters = stem.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str().replace('-', " "))
}

/// What opens a file, in a word.
pub fn format(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "pdf" | "csv" | "json" => ending.to_uppercase(),
        "docx" => "Word".to_owned(),
        "xlsx" => "Excel".to_owned(),
        "eml" => "e-mail draft".to_owned(),
        "ics" => "calendar entry".to_owned(),
        "txt" => "text".to_owned(),
        _ => ending,
    }
}

/// The way from the page to a file, percent-encoded: nothing in a name can end the link or lead away.
pub fn href(path: &str) -> String {
    let (up, rest) = path.strip_prefix(HERE).map_or(("../", path), |rest| ("", rest));
    let mut href = up.to_owned();
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            href.push(char::from(byte));
        } else {
            href.push_str(&format!("%{byte:02X}"));
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_the_names_that_people_use() {
        for (path, expected, opens) in [
            ("referrers/ISL-2026-008/acceptance-letter.pdf", "Acceptance letter", "PDF"),
            ("referrers/ISL-2026-008/corrected-ISL-2026-008.xlsx", "Form to correct", "Excel"),
            ("coordinator/profiles/ISL-2026-008.pdf", "Profile", "PDF"),
            ("coordinator/minutes (new).docx", "Minutes (new)", "Word"),
            ("coordinator/decisions.xlsx", "Decisions, to sign off", "Excel"),
            ("agencies/POLICE/information-request.eml", "Information request", "e-mail draft"),
            ("notes", "Notes", ""),
        ] {
            assert_eq!((title(path).as_str(), format(path).as_str()), (expected, opens), "{path}");
        }
    }

    #[test]
    fn a_link_cannot_leave_the_output() {
        for (path, expected) in [
            ("coordinator/agenda.pdf", "agenda.pdf"),
            ("coordinator/profiles/ISL-2026-008.pdf", "profiles/ISL-2026-008.pdf"),
            ("agencies/POLICE/pack.pdf", "../agencies/POLICE/pack.pdf"),
            ("coordinator/minutes (new).docx", "minutes%20%28new%29.docx"),
            ("coordinator/javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("coordinator/a\"><b>?x#y%20.txt", "a%22%3E%3Cb%3E%3Fx%23y%2520.txt"),
            ("coordinator/é\u{202e}.txt", "%C3%A9%E2%80%AE.txt"),
        ] {
            assert_eq!(href(path), expected);
        }
    }
}
