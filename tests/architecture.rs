//! The arrows between modules run one way. Read from the `use` lines and paths of the sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{root, tree};

/// What each module may use, itself aside.
const MAY_USE: &[(&str, &[&str])] = &[
    ("finding", &[]),
    ("model", &["finding"]),
    ("panel", &["finding", "model"]),
    ("worker", &[]),
    ("read", &["finding", "model", "panel", "worker"]),
    ("normalise", &["finding", "model", "panel", "read"]),
    ("decide", &["finding", "model", "panel"]),
    ("disclose", &["finding", "model", "panel"]),
    ("schedule", &["finding", "model", "panel", "decide", "disclose"]),
    ("plan", &["finding", "model", "panel", "normalise", "decide", "schedule", "disclose"]),
    ("render", &["finding", "plan", "read"]),
    ("typeset", &["finding", "render", "worker"]),
    ("publish", &["finding", "render", "plan"]),
];

#[test]
fn arrows_run_one_way() {
    let sources = tree(&root().join("src"));
    let modules: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (path, bytes) in &sources {
        let Some(module) = path.split('/').next().and_then(|module| modules.get(module)) else { continue };
        if is_only_for_tests(path, &sources) {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).expect("sources are UTF-8");
        *seen.entry(module).or_default() += 1;
        let allowed = MAY_USE.iter().find(|(name, _)| name == module).expect("it is listed").1;
        for used in used_modules(&text) {
            if used != *module && modules.contains(used.as_str()) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("src/{path} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the arrows:\n{}", wrong.join("\n"));
    assert_eq!(seen.len(), MAY_USE.len(), "every module was looked at: {seen:?}");
    assert!(seen.values().sum::<usize>() >= 60, "so few files cannot be the program: {seen:?}");
}

/// Whether the module above this file declares it under `#[cfg(test)]`: a test may look back along
/// the arrows.
fn is_only_for_tests(path: &str, sources: &BTreeMap<String, Vec<u8>>) -> bool {
    let Some((folder, file)) = path.rsplit_once('/') else { return false };
    let above = sources.get(&format!("{folder}/mod.rs")).cloned().unwrap_or_default();
    let declared = format!("#[cfg(test)]\nmod {};", file.trim_end_matches(".rs"));
    String::from_utf8_lossy(&above).contains(&declared)
}

/// Names after `crate::`, also within braces (`use crate::{decide, plan::Part}`).
fn used_modules(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => {
                let group = group.split(';').next().unwrap_or_default();
                used.extend(group.split([',', '{']).map(first_word));
            }
            None => {
                used.insert(first_word(after));
            }
        }
    }
    used
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn no_noun_of_the_model_can_be_serialised() {
    let sources = tree(&root().join("src/model"));
    assert!(sources.len() >= 8, "the model was looked at");
    for (path, bytes) in &sources {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.lines().any(|line| line.contains("Serialize") && !line.trim_start().starts_with("//")),
            "src/model/{path} derives Serialize: it must go through a view"
        );
    }
}

#[test]
fn the_pipeline_fits_on_a_screen_and_main_is_thin() {
    let main = std::fs::read_to_string(root().join("src/main.rs")).expect("main.rs");
    assert!(main.lines().count() < 60, "main.rs has grown");
    for (path, bytes) in tree(&root().join("src")) {
        let lines = String::from_utf8_lossy(&bytes).lines().count();
        assert!(lines <= 500, "src/{path} has {lines} lines: one idea each");
    }
}
