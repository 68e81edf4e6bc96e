//! Slips in a panel file, each with all that is said of it: where, what, and what to do.

use super::{NORTHMOOR, mistake, northmoor, with};
use crate::finding::Finding;
use crate::panel::load;

fn said(findings: &[Finding]) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_not_toml_says_what_may_stand_there() {
    for (from, to, line, what) in [
        (
            "signed = false",
            "signed = false, true",
            42,
            "unexpected key or value; expected here: newline, `#`",
        ),
        ("days-before = 10", "days-before = 1__0", 28, "`_` may only go between digits"),
        ("days-before = 10", "days-before = 010", 28, "unexpected leading zero"),
    ] {
        let found = mistake(from, to);
        let wanted = format!(
            "error[panel-syntax]: the file cannot be read here: {what}\n  --> northmoor/panel.toml:{line}\n  \
             help: Check this line and the one above for a missing quote, bracket or equals sign"
        );
        assert_eq!(found, wanted);
    }
}

#[test]
fn only_what_a_letter_can_be_sent_to_is_an_address() {
    for wrong in ["panel", "panel@northmoor", "@northmoor.example", "panel@", "the panel@northmoor.example"] {
        for (from, line, key) in [
            ("email = \"panel@northmoor.example\"", 14, "email"),
            ("email = \"lee@northmoor.example\"", 46, "email"),
            ("secure-email = \"panel@secure.northmoor.example\"", 15, "secure-email"),
        ] {
            let found = mistake(from, &format!("{key} = \"{wrong}\""));
            assert_eq!(
                found,
                format!(
                    "error[panel-email]: `{key}` is not an e-mail address\n  --> northmoor/panel.toml:{line}\n  help: Write it as name@organisation.example"
                ),
                "{wrong}"
            );
        }
    }
    for wrong in ["panel@north@moor.example", "panel@north moor.example"] {
        assert!(
            mistake("email = \"lee@northmoor.example\"", &format!("email = \"{wrong}\""))
                .contains("panel-email"),
            "{wrong}"
        );
    }
}

#[test]
fn the_panel_as_a_whole_is_found_by_its_file() {
    let (panel, _) = northmoor(NORTHMOOR).expect("a valid panel");
    assert_eq!(panel.place.to_string(), "northmoor/panel.toml");
    let findings =
        load("North moor", "North moor/panel.toml", NORTHMOOR).expect_err("a name that is not plain");
    assert_eq!(
        said(&findings),
        "error[panel-folder]: the panel's folder has a name that is not plain, or that Windows keeps to itself\n  \
         --> North moor/panel.toml\n  \
         help: Rename the folder with small letters, digits and hyphens, such as `north-moor`"
    );
}

#[test]
fn a_missing_name_is_not_the_same_name_twice() {
    let text = with("name = \"Police\"\n", "").replace("name = \"Library\"\n", "");
    let missing = |line: u32| {
        format!(
            "error[panel-missing-key]: [[agency]] has no `name`\n  --> northmoor/panel.toml:{line}\n  help: Add a line `name = …`"
        )
    };
    let findings = northmoor(&text).expect_err("two names are missing");
    assert_eq!(said(&findings), [missing(33), missing(37)].join("\n"));
}

#[test]
fn a_panel_elsewhere_has_its_names_for_itself() {
    let table = "[[other-panel]]\nname = \"Example MAPPA\"\naliases = [\"MAPPA\", \"the M.A.P.P.A.\"]\n\
                 contact = \"x\"\nwhy = \"x\"\n\n[advice.noise]";
    let whole = with("[advice.noise]", table);
    assert!(northmoor(&whole).is_ok(), "one panel may spell its own name in several ways");
    let twice = |line: u32| {
        format!(
            "error[panel-duplicate]: two other panels have the same name or alias\n  \
             --> northmoor/panel.toml:{line}\n  help: Keep the name under one of them"
        )
    };
    let second = table.replace("name = \"Example MAPPA\"", "name = \"the MAPPA\"").replace("aliases", "# ");
    let both = whole.replace("[advice.noise]", &second);
    assert_eq!(said(&northmoor(&both).expect_err("one name for two panels")), twice(55));
    let no_bar = whole.replace("format = 1\n", "format = 1\npanels-no-bar = [\"Mappa\"]\n");
    assert_eq!(said(&northmoor(&no_bar).expect_err("a bar and no bar")), twice(2));
}

#[test]
fn a_heading_may_be_given_to_the_fact_it_means_already() {
    let table =
        "[[heading]]\nfact = \"subject.surname\"\naliases = [\"Surname\", \"Second name\"]\n\n[advice.noise]";
    let (panel, findings) = northmoor(&with("[advice.noise]", table)).expect("nothing is wrong");
    assert_eq!(findings, []);
    assert!(panel.headings.contains(&("Second name".to_owned(), "subject.surname".to_owned())));
}

#[test]
fn instruments_share_a_name_only_as_versions_of_different_days() {
    let instrument = |name: &str, more: &str| {
        format!(
            "[[instrument]]\nname = \"{name}\"\nversion = \"1\"\nsource = \"ours\"\nthreshold = \">= 3\"\n\
             published = false\n{more}\n[[instrument.question]]\ncode = \"harm\"\ntext = \"Harm?\"\n\
             options = [[\"No\", 0], [\"Yes\", 4]]\n"
        )
    };
    let both = |first: (&str, &str), second: (&str, &str)| {
        let text = format!("{NORTHMOOR}{}{}", instrument(first.0, first.1), instrument(second.0, second.1));
        said(&northmoor(&text).err().unwrap_or_default())
    };
    for (first, second) in [
        (("Ladder", ""), ("Steps", "")),
        (("Ladder", ""), ("Ladder", "from = 2026-04-01")),
        (("Ladder", "aliases = [\"Rungs\"]"), ("Ladder", "aliases = [\"Rungs\"]\nfrom = 2026-04-01")),
        (("Ladder", "from = 2026-04-01"), ("Steps", "from = 2026-04-01")),
    ] {
        assert_eq!(both(first, second), "", "{first:?} and {second:?}");
    }
    for (first, second, line) in [
        (("Ladder", ""), ("the ladder", ""), 72),
        (("Ladder", "from = 2026-04-01"), ("Ladder", "from = 2026-04-01"), 72),
        (("Ladder", ""), ("Steps", "aliases = [\"Ladder\"]\nfrom = 2026-04-01"), 77),
    ] {
        assert_eq!(
            both(first, second),
            format!(
                "error[panel-duplicate]: two instruments have the same name or alias\n  \
                 --> northmoor/panel.toml:{line}\n  help: Give each a name that no other has; for a new \
                 version of one, write the day it is in use `from`"
            ),
            "{first:?} and {second:?}"
        );
    }
}

#[test]
fn what_stands_in_one_place_is_one_paragraph() {
    let two = "[wording]\nprepare = [\"Read the pack.\", \"Bring it.\"]\naccept-opening = [\"Yes.\", \"No.\"]\n\n[advice.noise]";
    assert_eq!(
        mistake("[advice.noise]", two),
        "error[panel-wrong-kind]: `accept-opening` must be one paragraph\n  --> northmoor/panel.toml:50\n  \
         help: Join them: it is the first paragraph of an acceptance letter"
    );
}

#[test]
fn a_code_may_be_long_and_not_longer() {
    let code = |length: usize| mistake("code = \"LIBRARY\"", &format!("code = \"{}\"", "L".repeat(length)));
    assert_eq!(code(40), "");
    assert!(code(41).starts_with("error[panel-agency-code]"), "{}", code(41));
}

#[test]
fn a_meeting_that_ends_as_it_starts_is_refused() {
    assert!(mistake("end = 16:00", "end = 14:00").contains("the meeting ends before it starts"));
    assert_eq!(mistake("end = 16:00", "end = 14:01"), "");
}

#[test]
fn a_list_that_needs_entries_is_not_empty() {
    assert_eq!(
        mistake("areas = [\"Northmoor\"]", "areas = []"),
        "error[panel-empty]: `areas` of the top of the file is an empty list\n  --> northmoor/panel.toml:5\n  \
         help: Give it at least one entry"
    );
}

#[test]
fn an_answer_without_its_score_is_not_passed_over() {
    for wrong in ["[\"Perhaps\"]", "[\"Perhaps\", 2, 3]", "\"Perhaps\""] {
        let instrument = format!(
            "[[instrument]]\nname = \"Ladder\"\nversion = \"1\"\nsource = \"ours\"\nthreshold = \">= 3\"\n\
             published = false\n\n[[instrument.question]]\ncode = \"harm\"\ntext = \"Harm?\"\n\
             options = [[\"No\", 0], [\"Yes\", 4], {wrong}]\n"
        );
        let findings = northmoor(&format!("{NORTHMOOR}{instrument}")).expect_err("a slip");
        assert!(
            said(&findings).contains("must be pairs of a text and a whole number"),
            "{}",
            said(&findings)
        );
        assert!(said(&findings).contains("northmoor/panel.toml:70\n  help: Write each as `[\"Weekly\", 3]`"));
    }
}

#[test]
fn a_reason_speaks_of_the_referral_and_of_nothing_that_finds_anybody() {
    let reason = |fact: &str| {
        mistake("The panel hears cases of adults.", &format!("The panel hears cases of adults: {{{fact}}}."))
    };
    for (fact, message, help) in [
        ("subject.agee", "`subject.agee` in the reason is not a fact", "Did you mean `subject.age`?"),
        (
            "returns.risk",
            "`returns.risk` is from a return, and a letter tells nothing of returns",
            "Use only facts of the referral",
        ),
        (
            "subject.phone",
            "`subject.phone` may not stand in a letter's reason",
            "Leave addresses and telephone numbers out of reasons",
        ),
    ] {
        let found = reason(fact);
        assert!(found.contains(&format!(": {message}\n")), "{found}");
        assert!(found.ends_with(&format!("help: {help}")), "{found}");
    }
}

#[test]
fn a_new_version_of_a_rule_stands_in_for_the_old_from_its_first_day() {
    let rule = NORTHMOOR.split("[[rule]]").nth(1).expect("a rule");
    let text = format!("{NORTHMOOR}[[rule]]{}", rule.replace("2024-01-01", "2025-06-01"));
    let (panel, _) = northmoor(&text).expect("two versions");
    let in_force = |day: &str| -> Vec<String> {
        let day = day.parse().expect("a day");
        panel.rules_on(day).iter().map(|rule| rule.from.to_string()).collect()
    };
    assert_eq!(in_force("2023-12-31"), [""; 0]);
    assert_eq!(in_force("2024-01-01"), ["2024-01-01"]);
    assert_eq!(in_force("2025-05-31"), ["2024-01-01"]);
    assert_eq!(in_force("2025-06-01"), ["2025-06-01"]);
}
