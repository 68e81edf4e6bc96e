//! `[[agency]]`: who belongs to the panel.

use super::super::table::{Table, unknown_word};
use super::super::{Agency, Compared, Contact, Written, normalise_name};
use super::values;
use crate::finding::{Finding, Place};

/// All agencies in the order of the file, each with a code and names of its own.
pub(super) fn read(top: &mut Table<'_>) -> Vec<Agency> {
    let tables = top.tables("agency");
    if tables.is_empty() {
        top.report(
            Finding::error("panel-missing-key", "the panel has no member agencies")
                .at(top.place().clone())
                .help("Add one table `[[agency]]` for each"),
        );
    }
    let mut taken: Vec<(String, Place)> = Vec::new();
    let mut parts: Vec<Written<String>> = Vec::new();
    let agencies: Vec<Agency> =
        tables.into_iter().map(|table| agency(table, &mut taken, &mut parts)).collect();
    let wholes: Vec<&str> = agencies
        .iter()
        .filter(|agency| agency.part_of.is_none())
        .map(|agency| agency.code.as_str())
        .collect();
    for whole in parts.iter().filter(|whole| !wholes.contains(&whole.value.as_str())) {
        top.report(unknown_word("`part-of` of [[agency]]", whole, &wholes));
    }
    agencies
}

/// `taken` holds every code, name and alias so far, as they are compared; `parts` the members of which
/// others are part.
fn agency(
    mut table: Table<'_>,
    taken: &mut Vec<(String, Place)>,
    parts: &mut Vec<Written<String>>,
) -> Agency {
    let code = code(&mut table, "[[agency]]");
    let name = table.required_text("name");
    let aliases = table.texts("aliases");
    let mut own: Vec<String> = Vec::new();
    for written in std::iter::once(&code).chain(std::iter::once(&name)).chain(&aliases) {
        let compared = normalise_name(&written.value);
        match taken.iter().find(|(other, _)| *other == compared) {
            Some((_, before)) => table.report(
                Finding::error("panel-duplicate", "two agencies have the same code, name or alias")
                    .at(written.place.clone())
                    .under(before.clone())
                    .help("Give each a code and names that no other has"),
            ),
            None if !compared.is_empty() && !own.contains(&compared) => own.push(compared),
            None => {}
        }
    }
    taken.extend(own.into_iter().map(|name| (name, code.place.clone())));
    let core = table.required_choice("membership", &[("core", true), ("flexible", false)]).unwrap_or(true);
    let sees_all = table.choice("sees", &[("all", true), ("invited", false)]).unwrap_or(core);
    let signed = table.yes_no("signed").is_none_or(|yes| yes.value);
    let part_of = table.text("part-of");
    let contacts = table.tables("contact").into_iter().map(contact).collect();
    table.finish();
    parts.extend(part_of.clone());
    let (code, name, aliases) = (code.value, name.value, values(aliases));
    Agency {
        compared: Compared::of(&code, &name, &aliases),
        code,
        name,
        aliases,
        part_of: part_of.map(|whole| whole.value),
        core,
        sees_all,
        signed,
        contacts,
    }
}

/// A code that names a folder; `of` is the table it stands in.
pub(super) fn code(table: &mut Table<'_>, of: &str) -> Written<String> {
    let code = table.required_text("code");
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    let fits = code.value.len() <= 40 && code.value.chars().all(plain) && !code.value.starts_with('-');
    if !fits {
        table.report(
            Finding::error(
                "panel-agency-code",
                format!("`code` of {of} holds something else than A to Z, 0 to 9, -"),
            )
            .at(code.place.clone())
            .help(format!("Write `{}`: it names a folder", folder_name(&code.value))),
        );
    }
    code
}

fn contact(mut table: Table<'_>) -> Contact {
    let contact = Contact {
        name: table.required_text("name").value,
        role: table.text("role").map(|text| text.value).unwrap_or_default(),
        email: super::email(&mut table, "email"),
    };
    table.finish();
    contact
}

/// A list of agencies by code; the parts of each that is named belong to it.
pub(super) fn codes(table: &mut Table<'_>, key: &'static str, agencies: &[Agency]) -> Vec<String> {
    let written = table.texts(key);
    let known: Vec<&str> = agencies.iter().map(|agency| agency.code.as_str()).collect();
    for code in written.iter().filter(|code| !known.contains(&code.value.as_str())) {
        table.report(unknown_word(&format!("an agency in `{key}`"), code, &known));
    }
    let mut codes = values(written);
    let parts =
        agencies.iter().filter(|agency| agency.part_of.as_ref().is_some_and(|whole| codes.contains(whole)));
    let parts: Vec<String> = parts.map(|agency| agency.code.clone()).collect();
    codes.extend(parts);
    codes.dedup();
    codes
}

fn folder_name(code: &str) -> String {
    let words: Vec<String> = code
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_uppercase)
        .collect();
    words.join("-")
}
