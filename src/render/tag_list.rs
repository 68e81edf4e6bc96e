//! Which tags each Word template may use: the list that `docs/word-templates.md` holds, made from the
//! very views that templates are given.

use super::contexts;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The tags of every Word template, a table each.
fn tag_list() -> String {
    let mut out = String::new();
    let views: BTreeMap<String, Value> = contexts::skeletons().into_iter().collect();
    for (name, view) in views.iter().filter(|(name, _)| name.ends_with(".docx")) {
        let _ = write!(out, "\n### `{name}`\n\n| tag | is |\n| --- | --- |\n");
        rows(view, "", &mut out);
    }
    out
}

/// A row for every field, in the order of their names; a list's fields come below it.
fn rows(view: &Value, before: &str, out: &mut String) {
    let Some(fields) = view.as_object() else { return };
    for (name, value) in fields {
        let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        // The frame is the same on every page; a view's own copy of it says nothing new.
        if name == "frame" && !before.is_empty() {
            continue;
        }
        let what = match value {
            Value::Array(_) => "a list",
            Value::Bool(_) => "yes or no",
            Value::Object(_) => "",
            _ => "text",
        };
        if !what.is_empty() {
            let _ = writeln!(out, "| `{path}` | {what} |");
        }
        match value {
            Value::Array(values) => {
                for value in values {
                    rows(value, &format!("{path}[…]"), out);
                }
            }
            other => rows(other, &path, out),
        }
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test may write the page anew when it is told to")]
fn the_page_for_coordinators_lists_every_tag() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/word-templates.md");
    let page = include_str!("../../docs/word-templates.md");
    let (before, _) = page.split_once("## Every tag\n").expect("the page has the list");
    let now = format!("{before}## Every tag\n{}", tag_list());
    if std::env::var_os("CMARAC_ACCEPT").is_some() {
        std::fs::write(path, &now).expect("the page can be written");
        return;
    }
    assert!(now.matches("| `").count() > 150, "every field of every view");
    assert!(
        page == now,
        "the list of tags is out of date; to write it anew: CMARAC_ACCEPT=1 cargo test --release --lib tag_list"
    );
}
