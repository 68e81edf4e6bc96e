//! The page that explains the panel file: its examples are a whole file that loads, and its tables
//! list just the keys that the loader reads.

use std::collections::{BTreeMap, BTreeSet};

use cmarac::panel::load;

use crate::support::root;

const PATH: &str = "westmoor/panel.toml";

fn page() -> String {
    std::fs::read_to_string(root().join("docs/panel-file.md")).expect("the page can be read")
}

/// The page by its headings: what stands under each.
fn sections(page: &str) -> Vec<(String, String)> {
    page.split("\n## ")
        .skip(1)
        .map(|section| {
            let (heading, text) = section.split_once('\n').expect("a heading and a text");
            (heading.replace('`', ""), text.to_owned())
        })
        .collect()
}

fn example(text: &str) -> String {
    text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Keys in the first column of the tables under a heading; the second column is empty, or says more.
fn documented(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    let keys = rows.filter(|row| row.matches(" |").count() >= 3).filter_map(|row| row.split_once('`'));
    let gates = ["exclusion", "eligibility", "process", "completeness", "risk", "need"];
    keys.map(|(key, _)| key.to_owned()).filter(|key| !gates.contains(&key.as_str())).collect()
}

#[test]
fn the_examples_are_a_whole_panel_file() {
    let text: String = sections(&page()).iter().map(|(_, text)| example(text)).collect();
    match load("westmoor", PATH, &text) {
        Ok((panel, findings)) => {
            assert!(findings.is_empty(), "{findings:#?}");
            assert_eq!(panel.name, "Westmoor Risk Panel");
            assert!(panel.rules.len() >= 4 && panel.instruments.len() == 1);
        }
        Err(findings) => panic!("{findings:#?}"),
    }
}

#[test]
fn each_table_lists_just_the_keys_that_are_read() {
    let sections = sections(&page());
    let whole: Vec<(String, String)> =
        sections.iter().map(|(heading, text)| (heading.clone(), example(text))).collect();
    let mut looked_at = BTreeMap::new();
    for (number, (heading, text)) in sections.iter().enumerate() {
        let mut file = String::new();
        for (at, (_, example)) in whole.iter().enumerate() {
            let with = if at == number { with_unknown_key(heading, example) } else { example.clone() };
            file.push_str(&with);
        }
        let findings = load("westmoor", PATH, &file).expect_err("a key that is not known is refused");
        let unknown = findings.iter().find(|finding| finding.code == "panel-unknown-key");
        let unknown = unknown.unwrap_or_else(|| panic!("{heading}: {findings:#?}"));
        let help = unknown.help.as_deref().unwrap_or_default();
        let (_, known) = help.split_once(" knows ").unwrap_or_else(|| panic!("{heading}: {help}"));
        let read: BTreeSet<String> = known.split(", ").map(|key| key.trim_matches('`').to_owned()).collect();
        let documented: BTreeSet<String> = match number {
            // Tables within the file are explained under headings of their own.
            0 => documented(text).into_iter().chain(tables(&sections)).collect(),
            _ => documented(text),
        };
        assert_eq!(documented, read, "under the heading {heading}");
        looked_at.insert(heading.clone(), read.len());
    }
    assert!(looked_at.len() >= 20, "{looked_at:?}");
    assert!(looked_at.values().sum::<usize>() >= 130, "{looked_at:?}");
}

/// Names of the tables that stand at the top of the file.
fn tables(sections: &[(String, String)]) -> BTreeSet<String> {
    let name = |heading: &String| heading.trim_matches(['[', ']']).replace(".…", "");
    sections.iter().skip(1).map(|(heading, _)| name(heading)).filter(|name| !name.contains('.')).collect()
}

/// The example with a key that nobody knows, in its first table.
fn with_unknown_key(heading: &str, example: &str) -> String {
    const UNKNOWN: &str = "qqqqqqqqqqqqqqqq = 1\n";
    match example.split_once("]\n") {
        Some((table, rest)) if heading.starts_with('[') => format!("{table}]\n{UNKNOWN}{rest}"),
        _ => format!("{UNKNOWN}{example}"),
    }
}
