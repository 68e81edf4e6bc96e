//! `[[area]]`: other areas, with the MARAC and the services of each.

use super::super::table::Table;
use super::super::{Agency, Area, MARAC, OutsideAgency, Written, normalise_name};
use super::{agencies, email, values};
use crate::finding::Finding;

/// All other areas in the order of the file. No name in them means two things.
pub(super) fn read(top: &mut Table<'_>, own: &[String], members: &[Agency]) -> Vec<Area> {
    let mut areas_taken: Vec<String> = own.iter().map(|name| normalise_name(name)).collect();
    let mut agencies_taken: Vec<String> = members
        .iter()
        .flat_map(|member| [&member.code, &member.name].into_iter().chain(&member.aliases))
        .map(|name| normalise_name(name))
        .collect();
    let mut codes: Vec<String> = Vec::new();
    top.tables("area")
        .into_iter()
        .map(|table| area(table, &mut areas_taken, &mut agencies_taken, &mut codes))
        .collect()
}

fn area(
    mut table: Table<'_>,
    areas_taken: &mut Vec<String>,
    agencies_taken: &mut Vec<String>,
    codes: &mut Vec<String>,
) -> Area {
    let code = agencies::code(&mut table, "[[area]]");
    take(&table, std::iter::once(&code), codes, "two areas have the same code");
    let name = table.required_text("name");
    let aliases = table.texts("aliases");
    take(
        &table,
        std::iter::once(&name).chain(&aliases),
        areas_taken,
        "two areas have the same name or alias",
    );
    let marac = table.table("marac").map(|table| {
        let code = Written { value: MARAC.to_owned(), place: table.place().clone() };
        agency(table, code, agencies_taken)
    });
    let mut service_codes = vec![normalise_name(MARAC)];
    let services: Vec<OutsideAgency> = table
        .tables("service")
        .into_iter()
        .map(|mut table| {
            let code = agencies::code(&mut table, "[[area.service]]");
            take(
                &table,
                std::iter::once(&code),
                &mut service_codes,
                "two agencies of an area have the same code",
            );
            agency(table, code, agencies_taken)
        })
        .collect();
    if marac.is_none() && services.is_empty() {
        table.missing_one_of(
            &["marac", "service"],
            "Add a table `[area.marac]` for the MARAC there, or `[[area.service]]` for each service to invite",
        );
    }
    table.finish();
    Area { code: code.value, name: name.value, aliases: values(aliases), marac, services }
}

fn agency(mut table: Table<'_>, code: Written<String>, taken: &mut Vec<String>) -> OutsideAgency {
    let name = table.required_text("name");
    let aliases = table.texts("aliases");
    take(&table, std::iter::once(&name).chain(&aliases), taken, "two agencies have the same name or alias");
    let agency = OutsideAgency {
        code: code.value,
        name: name.value,
        aliases: values(aliases),
        contact: table.required_text("contact").value,
        email: email(&mut table, "email"),
        secure_email: email(&mut table, "secure-email"),
    };
    table.finish();
    agency
}

/// Enters names that nothing else may have; within one table a name may be repeated.
fn take<'w>(
    table: &Table<'_>,
    names: impl Iterator<Item = &'w Written<String>>,
    taken: &mut Vec<String>,
    message: &str,
) {
    let mut own: Vec<String> = Vec::new();
    for written in names.filter(|written| !written.value.is_empty()) {
        let name = normalise_name(&written.value);
        if taken.contains(&name) {
            table.report(
                Finding::error("panel-duplicate", message)
                    .at(written.place.clone())
                    .help("Keep the name in one place only"),
            );
        } else {
            own.push(name);
        }
    }
    taken.extend(own);
}

#[cfg(test)]
mod tests {
    use crate::panel::load;

    const CITY: &str = include_str!("../../../input/city-domestic-abuse/panel.toml");

    fn mistakes(from: &str, to: &str) -> Vec<String> {
        assert!(CITY.contains(from), "{from}");
        let text = CITY.replacen(from, to, 1);
        let findings = load("city-domestic-abuse", "city-domestic-abuse/panel.toml", &text).err();
        findings.unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_area_is_known_in_every_spelling_and_its_marac_by_its_areas_name() {
        let (panel, _) =
            load("city-domestic-abuse", "city-domestic-abuse/panel.toml", CITY).expect("it loads");
        for written in ["Tower Hamlets", "LB Tower-Hamlets", "the London Borough of TOWER HAMLETS"] {
            assert_eq!(
                panel.area(written).map(|area| area.code.as_str()),
                Some("TOWER-HAMLETS"),
                "{written}"
            );
            assert_eq!(panel.outside(written), panel.outside("Tower Hamlets MARAC"), "{written}");
            assert!(panel.outside(written).is_some() && !panel.serves(written));
        }
        for written in ["City of London", "the city", "London, City of", "CITY OF LONDON CORPORATION"] {
            assert!(panel.serves(written) && panel.area(written).is_none(), "{written}");
        }
        assert!(panel.area("Tower").is_none() && panel.area("").is_none());
        assert_eq!(panel.outside("Police"), None, "a member that has signed is not outside");
    }

    #[test]
    fn slips_in_areas_are_named_by_their_line() {
        for (from, to, said) in [
            ("code = \"HACKNEY\"", "code = \"TOWER-HAMLETS\"", "two areas have the same code"),
            ("code = \"HACKNEY\"", "code = \"Hackney\"", "Write `HACKNEY`"),
            ("aliases = [\"City of Westminster\"", "aliases = [\"City\"", "two areas have the same name"),
            ("name = \"Camden MARAC\"", "name = \"Victim Support\"", "two agencies have the same name"),
            ("email = \"marac@camden.example\"", "email = \"marac\"", "`email` is not an e-mail address"),
            ("contact = \"MARAC Coordinator\"\n", "", "[area.marac] has no `contact`"),
            ("contact = \"MARAC Coordinator\"\n", "contract = \"x\"\n", "Did you mean `contact`"),
        ] {
            let found = mistakes(from, to);
            assert!(found.iter().any(|one| one.contains(said)), "{to}: {found:#?}");
            assert!(found.iter().all(|one| one.contains("panel.toml:")), "{found:#?}");
        }
        let alone = mistakes(
            "[area.marac]\nname = \"Hackney MARAC\"",
            "[[area.service]]\ncode = \"MARAC\"\nname = \"Hackney MARAC\"",
        );
        assert!(alone.iter().any(|one| one.contains("two agencies of an area")), "{alone:#?}");
    }
}
