//! Hostile text through every field of every view: what is read back from the document is what was
//! put in, and none of it stands anywhere else.

use super::docx::test_text;
use super::{Templates, contexts, escape, skeleton};
use serde_json::Value;
use std::collections::BTreeMap;
use tera::Context;
use typst::syntax::{SyntaxNode, ast, parse};

/// Texts that have broken other programs, and some that would break ours if it wrote markup.
const NAUGHTY: &[&str] = &[
    "\"",
    "\\",
    "\\\"",
    "\") #panic(\"",
    "#sys.version",
    "]#read(\"/etc/passwd\")[",
    "*/ // /* `raw` $x$ @ref <label>",
    "{{ frame.title }}{% for %}{# #}",
    "\\u{22}",
    "a\nb\n\nc",
    "\r\n\t end",
    "\u{0}\u{1}\u{8}\u{1b}\u{7f}\u{85}",
    "\u{202e}gnirts\u{202c}\u{200b}\u{feff}",
    "\u{2028}\u{2029}\u{fffe}\u{ffff}",
    "ياسمين الحداد, আমিনা খাতুন, Oluwaṣeun, e\u{301}\u{327}",
    "👩‍👩‍👧 𝔘𝔫𝔦 \u{10ffff}",
    "<w:t>&amp;</w:t>]]>",
    "=1+1",
    "   spaces   ",
    "",
];

/// Puts hostile text, between marks of its own, into every field of a view.
fn filled(view: &Value, expected: &mut BTreeMap<String, String>) -> Value {
    match view {
        Value::String(text) if text == skeleton::FILLING => {
            let number = expected.len();
            let naughty = NAUGHTY[number % NAUGHTY.len()].to_owned();
            let value = format!("⟦{number}:{naughty}⟧");
            expected.insert(number.to_string(), naughty);
            Value::String(value)
        }
        Value::Array(values) => {
            // Twice, so that loops run more than once.
            Value::Array(values.iter().chain(values).map(|value| filled(value, expected)).collect())
        }
        Value::Object(fields) => Value::Object(
            fields.iter().map(|(name, value)| (name.clone(), filled(value, expected))).collect(),
        ),
        other => other.clone(),
    }
}

/// The texts between marks, by their number; the same text may be shown in several places.
fn marked(text: &str) -> Vec<(String, String)> {
    text.split('⟦')
        .skip(1)
        .map(|rest| {
            let (inside, _) = rest.split_once('⟧').expect("every mark that is opened is closed");
            let (number, naughty) = inside.split_once(':').expect("every mark has a number");
            (number.to_owned(), naughty.to_owned())
        })
        .collect()
}

fn string_values(node: &SyntaxNode, found: &mut Vec<String>) {
    if let Some(literal) = node.cast::<ast::Str<'_>>() {
        found.push(literal.get().to_string());
    }
    for child in node.children() {
        string_values(child, found);
    }
}

#[test]
fn hostile_text_reads_back_equal_from_every_typst_document() {
    let templates = Templates::load(&[], &[]).expect("built-in templates are sound");
    let mut documents = 0;
    for (name, view) in contexts::skeletons().into_iter().filter(|(name, _)| name.ends_with(".typ")) {
        let mut expected = BTreeMap::new();
        let context = Context::from_serialize(&filled(&view, &mut expected)).expect("views are plain");
        let source = templates.typst.render(&name, &context).expect("every field exists");
        let tree = parse(&source);
        assert!(!tree.diagnosis().errors, "{name}: {:?}", tree.errors_and_warnings().0);
        let mut values = Vec::new();
        string_values(&tree, &mut values);
        let shown: Vec<(String, String)> = values.iter().flat_map(|value| marked(value)).collect();
        assert_eq!(shown.len(), source.matches('⟦').count(), "{name}: a value stands outside a literal");
        assert!(shown.len() > 10, "{name}: only {} values are shown", shown.len());
        for (number, naughty) in shown {
            assert_eq!(expected.get(&number), Some(&naughty), "{name}");
        }
        documents += 1;
    }
    assert_eq!(documents, 26);
}

/// The texts and the attributes' values of a page.
fn page_values(page: &str, found: &mut Vec<String>) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(page);
    let mut text = String::new();
    let unescaped =
        |text: &str| quick_xml::escape::unescape(text).expect("entities that are known").into_owned();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push_str(&unescaped(&format!("&{};", &*part))),
            Event::Start(mark) | Event::Empty(mark) => {
                found.push(std::mem::take(&mut text));
                for attribute in mark.attributes() {
                    found.push(unescaped(&attribute.expect("an attribute").value));
                }
            }
            Event::End(_) => found.push(std::mem::take(&mut text)),
            _ => {}
        }
    }
}

#[test]
fn hostile_text_reads_back_equal_from_pages() {
    let templates = Templates::load(&[], &[]).expect("built-in templates are sound");
    let mut pages = 0;
    for (name, view) in contexts::skeletons().into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let mut expected = BTreeMap::new();
        let context = Context::from_serialize(&filled(&view, &mut expected)).expect("views are plain");
        let page = templates.html.render(&name, &context).expect("every field exists");
        let mut values = Vec::new();
        page_values(&page, &mut values);
        let shown: Vec<(String, String)> = values.iter().flat_map(|value| marked(value)).collect();
        assert_eq!(
            shown.len(),
            page.matches('⟦').count(),
            "{name}: a value stands outside text and attributes"
        );
        assert!(shown.len() > 60, "{name}: only {} values are shown", shown.len());
        for (number, naughty) in shown {
            assert_eq!(printable(&expected[&number]), naughty, "{name}");
        }
        pages += 1;
    }
    assert_eq!(pages, 1);
}

/// A text as XML can hold it.
fn printable(text: &str) -> String {
    let shown = |letter| if matches!(letter, '\n' | '\t') { letter } else { escape::xml_character(letter) };
    text.chars().map(shown).collect()
}

#[test]
fn hostile_text_reads_back_equal_from_word_documents() {
    let templates = Templates::load(&[], &[]).expect("built-in templates are sound");
    let mut documents = 0;
    for (name, view) in contexts::skeletons().into_iter().filter(|(name, _)| name.ends_with(".docx")) {
        let mut expected = BTreeMap::new();
        let context = Context::from_serialize(&filled(&view, &mut expected)).expect("views are plain");
        let bytes = templates.word[&name].fill(&context).expect("every field exists");
        assert_eq!(bytes, templates.word[&name].fill(&context).expect("again"), "the same bytes each time");
        let shown = marked(&test_text(&bytes));
        assert!(shown.len() > 10, "{name}: only {} values are shown", shown.len());
        for (number, naughty) in shown {
            assert_eq!(printable(&expected[&number]), naughty, "{name}");
        }
        documents += 1;
    }
    assert_eq!(documents, 18);
}
