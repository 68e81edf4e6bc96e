//! `decisions.json` and what `explain --format json` prints have the shapes that `docs/` promises.

use std::path::Path;

use cmarac::model::{CaseRef, MeetingId};
use serde_json::Value;

use crate::support::{cmarac, copy, root, stderr};

/// What a schema forbids and a value does: the path of each, and what is wrong there. Knows what our
/// schema uses; anything else in a schema is itself wrong, so that nothing passes unchecked.
fn wrong(schema: &Value, whole: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else { return found.push(format!("{at}: no schema")) };
    for (rule, wanted) in rules {
        match rule.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "items" | "properties" => {}
            "$ref" => {
                let name = wanted.as_str().and_then(|name| name.strip_prefix("#/$defs/")).unwrap_or_default();
                wrong(&whole["$defs"][name], whole, value, at, found);
            }
            "type" => {
                let kinds: Vec<&str> = match wanted {
                    Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                let is = |kind: &str| match kind {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "null" => value.is_null(),
                    _ => false,
                };
                if !kinds.into_iter().any(is) {
                    found.push(format!("{at}: {value} is no {wanted}"));
                }
            }
            "const" if wanted != value => found.push(format!("{at}: {value} is not {wanted}")),
            "enum" if !wanted.as_array().is_some_and(|all| all.contains(value)) => {
                found.push(format!("{at}: {value} is none of {wanted}"));
            }
            "const" | "enum" => {}
            "minimum" if value.as_i64() < wanted.as_i64() => {
                found.push(format!("{at}: {value} is too small"))
            }
            "minLength"
                if value.as_str().map(str::len) < wanted.as_u64().and_then(|n| usize::try_from(n).ok()) =>
            {
                found.push(format!("{at}: {value} is too short"));
            }
            "minimum" | "minLength" => {}
            "pattern" => {
                if !fits(wanted.as_str().unwrap_or_default(), value.as_str().unwrap_or_default()) {
                    found.push(format!("{at}: {value} is not like {wanted}"));
                }
            }
            // Says nothing of what is no object.
            "required" if !value.is_object() => {}
            "required" => {
                for name in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if value.get(name).is_none() {
                        found.push(format!("{at}: {name} is not there"));
                    }
                }
            }
            "additionalProperties" => {
                for name in value.as_object().into_iter().flat_map(|object| object.keys()) {
                    if wanted == &Value::Bool(false) && schema["properties"].get(name).is_none() {
                        found.push(format!("{at}: {name} is not in the schema"));
                    }
                }
            }
            other => found.push(format!("{at}: the schema says {other}, which this test does not know")),
        }
    }
    for (name, part) in value.as_object().into_iter().flatten() {
        if let Some(schema) = schema["properties"].get(name) {
            wrong(schema, whole, part, &format!("{at}/{name}"), found);
        }
    }
    if let Some(schema) = schema.get("items") {
        for (number, part) in value.as_array().into_iter().flatten().enumerate() {
            wrong(schema, whole, part, &format!("{at}/{number}"), found);
        }
    }
}

/// Whether a text is what one of the schema's patterns describes.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern {
        r"^\d{4}-\d{2}-\d{2}(-urgent)?$" => MeetingId::parse(text).is_some(),
        "^[A-Z][A-Z0-9-]{2,31}$" => CaseRef::parse(text).is_some(),
        other => panic!("this test does not know the pattern {other}"),
    }
}

fn schema(name: &str) -> Value {
    let path = root().join("docs").join(name);
    let text = std::fs::read_to_string(path).expect("there is a schema");
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn decisions_have_the_shape_that_is_promised() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/islington"), &work.path().join("input/islington"));
    let [input, output] = ["input", "output"].map(|name| work.path().join(name));
    let run = cmarac(&["pack", "--input", &input.to_string_lossy(), "--output", &output.to_string_lossy()]);
    assert!(run.status.success(), "{}", stderr(&run));
    let written = output.join(Path::new("islington/2026-12-09/coordinator/decisions.json"));
    let decisions: Value =
        serde_json::from_slice(&std::fs::read(written).expect("it is written")).expect("it is JSON");
    let facts: usize = decisions["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|case| case["rules"].as_array().into_iter().flatten())
        .filter_map(|rule| rule["facts"].as_array().map(Vec::len))
        .sum();
    assert!(facts > 100, "there are decisions to look at: {facts} facts");
    let schema = schema("decisions.schema.json");
    let mut found = Vec::new();
    wrong(&schema, &schema, &decisions, "", &mut found);
    assert!(found.is_empty(), "{} differ from the schema:\n{}", found.len(), found.join("\n"));

    let mut broken = decisions.clone();
    broken["cases"][0]["outcome"] = "maybe".into();
    broken["cases"][0]["surprise"] = 1.into();
    broken["cases"][1]["rules"][0]["facts"][0]["value"] = Value::Null;
    broken["format"] = 2.into();
    let mut found = Vec::new();
    wrong(&schema, &schema, &broken, "", &mut found);
    assert!(found.len() >= 4, "what is wrong is seen: {found:?}");
}

#[test]
fn explanations_have_the_shape_that_is_promised() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/islington"), &work.path().join("islington"));
    let input = work.path().to_string_lossy().into_owned();
    let check = cmarac(&["check", "--format", "json", "--input", &input]);
    let checked: Value = serde_json::from_slice(&check.stdout).expect("it is JSON");
    let cases = checked["meetings"][0]["cases"].as_array().expect("there are cases");
    let references: Vec<&str> = cases.iter().filter_map(|case| case["reference"].as_str()).collect();
    let chosen = ["ISL-2026-008", "ISL-2026-010", "ISL-2026-016", "ISL-2026-019"];
    assert!(chosen.iter().all(|reference| references.contains(reference)), "{references:?}");
    let schema = schema("explanation.schema.json");
    for reference in chosen {
        let explain = cmarac(&["explain", reference, "--format", "json", "--input", &input]);
        let explained: Value = serde_json::from_slice(&explain.stdout).expect("it is JSON");
        let mut found = Vec::new();
        wrong(&schema, &schema, &explained, "", &mut found);
        assert!(found.is_empty(), "{reference} differs from the schema:\n{}", found.join("\n"));
        let rules = |part: &str| explained[part].as_array().map_or(0, Vec::len);
        assert!(rules("decided_by") + rules("also_checked") > 9, "{reference}: every rule is explained");
        let mut broken = explained.clone();
        broken["also_checked"][0]["gate"] = "gait".into();
        broken["line"] = Value::Null;
        wrong(&schema, &schema, &broken, "", &mut found);
        assert!(found.len() >= 2, "what is wrong is seen: {found:?}");
    }
}

#[test]
fn what_was_issued_has_the_shape_that_is_promised() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/islington"), &work.path().join("input/islington"));
    let [input, output] =
        ["input", "output"].map(|name| work.path().join(name).to_string_lossy().into_owned());
    let folders = ["--input", input.as_str(), "--output", output.as_str()];
    assert!(cmarac(&[&["letters"], &folders[..]].concat()).status.success());
    let issue = |references: &[&str]| {
        let options = ["--format", "json", "--today", "2026-12-02"];
        let run = cmarac(&[&["issued"], references, &options[..], &folders[..]].concat());
        serde_json::from_slice::<Value>(&run.stdout).expect("it is JSON")
    };
    let schema = schema("issued.schema.json");
    for (references, recorded, before, findings) in
        [(&["ISL-2026-005"][..], 2, 0, 0), (&[], 24, 2, 2), (&["ISL-2026-008", "ISL-2026-999"], 0, 1, 0)]
    {
        let issued = issue(references);
        let mut found = Vec::new();
        wrong(&schema, &schema, &issued, "", &mut found);
        assert!(found.is_empty(), "it differs from the schema:\n{}", found.join("\n"));
        let count = |part: &str| issued["meetings"][0][part].as_array().map_or(0, Vec::len);
        assert_eq!([count("recorded"), count("before"), count("findings")], [recorded, before, findings]);
    }
    let mut broken = issue(&[]);
    broken["meetings"][0]["before"][0]["outcome"] = "sent".into();
    broken["meetings"][0]["before"][1]["name"] = "somebody".into();
    let mut found = Vec::new();
    wrong(&schema, &schema, &broken, "", &mut found);
    assert_eq!(found.len(), 2, "what is wrong is seen: {found:?}");
}

#[test]
fn what_check_prints_has_the_shape_that_is_promised() {
    let input = root().join("input").to_string_lossy().into_owned();
    let check = cmarac(&["check", "--format", "json", "--input", &input]);
    let mut checked: Value = serde_json::from_slice(&check.stdout).expect("it is JSON");
    let schema = schema("check.schema.json");
    let mut found = Vec::new();
    wrong(&schema, &schema, &checked, "", &mut found);
    assert!(found.is_empty(), "{} differ from the schema:\n{}", found.len(), found.join("\n"));
    let meetings = checked["meetings"].as_array().expect("meetings");
    assert!(meetings.len() >= 6, "every panel of the working folder is there");
    for meeting in meetings {
        let cases = meeting["returns"]["cases"].as_array().map_or(0, Vec::len);
        assert!(cases > 0, "{} has returns to look for", meeting["panel"]);
        for agency in meeting["returns"]["agencies"].as_array().expect("agencies") {
            assert_eq!(agency["standings"].as_array().map_or(0, Vec::len), cases, "{agency}");
        }
    }
    checked["meetings"][0]["returns"]["agencies"][0]["standings"][0] = "perhaps".into();
    checked["meetings"][0]["cases"][0]["name"] = "somebody".into();
    wrong(&schema, &schema, &checked, "", &mut found);
    assert_eq!(found.len(), 2, "what is wrong is seen: {found:?}");
}
