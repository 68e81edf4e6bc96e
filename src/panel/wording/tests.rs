use super::*;

#[test]
fn keys_are_unique_and_built_in_texts_fill_without_rest() {
    let known = PLACEHOLDERS.map(|name| (name, "x"));
    for (at, wording) in WORDING.iter().enumerate() {
        assert!(WORDING[..at].iter().all(|other| other.key != wording.key), "{}", wording.key);
        assert!(!wording.built_in.is_empty() && (wording.several || wording.built_in.len() == 1));
        for text in wording.built_in {
            assert_eq!(fill(text, &known).1, Vec::<String>::new(), "{}", wording.key);
            assert!(!text.contains("  "), "{}: a line break left spaces", wording.key);
        }
    }
}

#[test]
fn sentences_are_short_enough_to_take_in() {
    for wording in WORDING {
        for sentence in wording.built_in.iter().flat_map(|text| text.split_inclusive(['.', '?', ':'])) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 26, "{} has a sentence of {words} words", wording.key);
        }
    }
}

#[test]
fn a_placeholder_that_begins_a_sentence_gets_a_capital() {
    let known = [("panel", "the Community MARAC"), ("email", "team@council.example")];
    let text = "{panel} meets. {panel} hears cases of {panel}.";
    let filled = "The Community MARAC meets. The Community MARAC hears cases of the Community MARAC.";
    assert_eq!(fill(text, &known).0, filled);
}

#[test]
fn unknown_and_unclosed_placeholders_are_named() {
    assert_eq!(fill("Call {phone}.", &[("phone", "020 7946 0001")]).0, "Call 020 7946 0001.");
    assert_eq!(
        fill("{fone} and {", &[("phone", "x")]),
        ("{fone} and {".into(), vec!["fone".into(), "".into()])
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may look at the source")]
fn the_table_holds_just_the_keys_that_documents_ask_for() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    let mut asked: Vec<String> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the source is readable") {
            let path = entry.expect("the source is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(path).expect("the source is text");
                for call in ["panel.words(\"", "panel.paragraphs(\""] {
                    let keys = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                    asked.extend(keys.map(str::to_owned));
                }
            }
        }
    }
    assert!(asked.iter().any(|key| key == "must-not-wait"), "the search found {asked:?}");
    for wording in WORDING {
        assert!(asked.iter().any(|key| key == wording.key), "no document prints `{}`", wording.key);
    }
    for key in asked {
        assert!(WORDING.iter().any(|wording| wording.key == key), "`{key}` is not in the table");
    }
}
