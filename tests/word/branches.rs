//! Letters in every branch of their templates: a letter of each kind with something in every field, and
//! with each field empty in turn, says in Word what it says in the PDF. Samples do not reach them all: a
//! case that people accepted on no ground of the panel's is in few.

use std::collections::BTreeSet;

use cmarac::plan::view::Letter;
use cmarac::plan::{Content, Document};
use cmarac::render::{Body, Templates};
use serde_json::{Map, Value, json};

use super::{lost_in_order, printed, text, unknown};

const KINDS: [&str; 7] =
    ["acceptance", "open-case", "decline", "return", "deferral", "redirection", "transfer"];

/// Fields that hold one text.
const TEXTS: [&str; 28] = [
    "email",
    "phone",
    "signatory",
    "sent_by",
    "date",
    "our_reference",
    "your_reference",
    "salutation",
    "person",
    "received",
    "opening",
    "decided",
    "sooner",
    "slot",
    "link",
    "first_words",
    "missing_words",
    "missing_how",
    "send_back_by",
    "workbook",
    "deadline",
    "next_meeting",
    "next_deadline",
    "hears",
    "must_not_wait",
    "closing",
    "title",
    "in_danger",
];

/// Fields that hold a list of texts.
const LISTS: [&str; 15] = [
    "office_address",
    "to",
    "words",
    "reasons",
    "grounds",
    "venue",
    "prepare",
    "asked",
    "responsibility",
    "first",
    "how_to_send",
    "urgent_how",
    "next",
    "refer_again",
    "report_properly",
];

/// Words that stand in this field and in no other.
fn filling(field: &str) -> String {
    format!("{}words", field.replace('_', ""))
}

/// A letter of this kind with something in every field.
fn letter(kind: &str) -> Value {
    let mut fields: Map<String, Value> = Map::new();
    for field in TEXTS {
        fields.insert(field.to_owned(), json!(filling(field)));
    }
    for field in LISTS {
        fields.insert(
            field.to_owned(),
            json!([format!("{}a", filling(field)), format!("{}b", filling(field))]),
        );
    }
    let parts = |names: &[&str], of: &str| -> Value {
        let parts = names.iter().map(|name| ((*name).to_owned(), json!(filling(&format!("{of}{name}")))));
        Value::Object(parts.collect())
    };
    let mut application = Map::new();
    for field in ["title", "in_danger", "report_properly"] {
        application.insert(field.to_owned(), fields.remove(field).expect("it was put in"));
    }
    for field in ["about", "checked"] {
        application.insert(field.to_owned(), json!([filling(field)]));
    }
    application.insert("counted".into(), json!(filling("counted")));
    let report = ["number", "date", "what", "place", "reported", "reference", "counts", "why"];
    application.insert("reports".into(), json!([parts(&report, "report")]));
    fields.insert("application".into(), Value::Object(application));
    fields.insert("advice".into(), json!([parts(&["title", "text", "contact"], "advice")]));
    fields.insert("missing".into(), json!([parts(&["question", "problem", "place"], "missing")]));
    fields.insert("other_panel".into(), parts(&["name", "why", "contact"], "other"));
    fields.insert("kind".into(), json!(kind));
    let frame =
        ["title", "panel", "panel_short", "organisation", "marking", "meeting", "meeting_folder", "copy_for"];
    let mut frame = parts(&frame, "frame");
    frame["draft"] = json!(true);
    frame["copy_for"] = json!("");
    fields.insert("frame".into(), frame);
    Value::Object(fields)
}

/// The letter with one field after the other empty, by the field's path; those of lists of parts too.
fn emptied(whole: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut paths: Vec<String> = Vec::new();
    for (name, value) in whole.as_object().expect("a letter") {
        match value {
            Value::Object(parts) => paths.extend(parts.keys().map(|part| format!("/{name}/{part}"))),
            Value::Array(all) if all.first().is_some_and(Value::is_object) => {
                paths.push(format!("/{name}"));
                let parts = all[0].as_object().expect("parts").keys();
                paths.extend(parts.map(|part| format!("/{name}/0/{part}")));
            }
            _ => paths.push(format!("/{name}")),
        }
    }
    for path in paths.into_iter().filter(|path| path != "/kind") {
        let mut letter = whole.clone();
        let field = letter.pointer_mut(&path).expect("it is there");
        *field = match field {
            Value::Array(_) => json!([]),
            Value::Bool(_) => json!(false),
            _ => json!(""),
        };
        found.push((path, letter));
    }
    found
}

#[test]
fn a_letter_says_the_same_in_word_in_every_branch() {
    let templates = Templates::load(&[], &[]).expect("built-in templates are sound");
    let made = |letter: &Value, path: &str| {
        let letter: Letter = serde_json::from_value(letter.clone()).expect("every field is there");
        let document = Document { path: path.to_owned(), content: Content::Letter(Box::new(letter)) };
        templates.render(&document).expect("it can be made").body
    };
    let (mut wrong, mut looked) = (BTreeSet::new(), 0);
    for kind in KINDS.iter().flat_map(|kind| [(*kind).to_owned(), format!("application-{kind}")]) {
        let whole = letter(&kind);
        let variants = std::iter::once(("nothing".to_owned(), whole.clone())).chain(emptied(&whole));
        for (empty, letter) in variants {
            let (Body::Typst(source), Body::Bytes(word)) = (made(&letter, "a.pdf"), made(&letter, "a.docx"))
            else {
                panic!("a source and a Word file")
            };
            let (printed, said) = (printed::printed(&source), text::paragraphs(&word));
            let which = format!("{kind} with {empty} empty");
            wrong.extend(
                lost_in_order(&printed.texts, &said).map(|lost| format!("{which}: not in Word: {lost}")),
            );
            wrong.extend(
                unknown(&said, &printed).into_iter().map(|more| format!("{which}: only in Word: {more}")),
            );
            looked += printed.texts.len();
        }
    }
    assert!(looked > 10_000, "{looked} texts");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.iter().cloned().collect::<Vec<_>>().join("\n")
    );
}
