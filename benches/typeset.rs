//! How long a warm worker takes for a document: handing it over, typesetting, handing it back.

use cmarac::plan::{Content, Document, view};
use cmarac::render::{Body, Templates};
use cmarac::typeset::{Typesetter, Workers};
use cmarac::worker::Program;

fn main() {
    divan::main();
}

/// A letter, different for each number, so that nothing comes from a cache.
fn letter(number: usize) -> view::Letter {
    let letter = serde_json::json!({
        "frame": {
            "title": "Acceptance of your referral", "panel": "Islington Community MARAC",
            "panel_short": "the Community MARAC", "organisation": "Islington Council",
            "marking": "OFFICIAL-SENSITIVE", "meeting": "Wednesday 9 December 2026",
            "meeting_folder": "2026-12-09", "draft": false, "copy_for": ""
        },
        "kind": "acceptance",
        "office_address": ["Example House", "1 Sample Street", "London N1 0XX"],
        "email": "marac@council.example", "secure_email": "marac@secure.example",
        "phone": "020 7946 0000", "signatory": "Coordinator",
        "to": ["Pat Example", "Tenancy officer", "Sample Homes"],
        "sent_by": "By e-mail to pat@example.org", "date": "2 December 2026",
        "our_reference": format!("ISL-2026-{number:03}"), "your_reference": "",
        "salutation": "Dear Pat Example", "person": format!("Sam Sample {number}"),
        "received": "Tuesday 24 November 2026 at 4:59pm", "words": [], "reasons": [], "advice": [],
        "grounds": [format!("The risk assessment adds up to {number} points, and 32 or more are needed.")],
        "slot": "10:15am to 10:30am", "venue": ["Example House", "1 Sample Street"], "link": "",
        "prepare": ["Bring what has happened since you referred.", "Say what has been tried."],
        "asked": ["Adult social care", "Police", "Fire and rescue"],
        "first": [], "missing": [], "send_back_by": "", "workbook": "", "deadline": "",
        "next_meeting": "", "next_deadline": "",
        "other_panel": view::OtherPanelView::default(),
        "must_not_wait": "Risk-critical action must not wait for the panel."
    });
    serde_json::from_value(letter).expect("every field of a letter is here")
}

/// The sources of letters with these numbers, and the files they import.
fn sources(numbers: std::ops::Range<usize>) -> (Vec<(String, String)>, Vec<(String, String)>) {
    let templates = Templates::load(&[]).expect("the built-in templates are sound");
    let sources = numbers.map(|number| {
        let path = format!("referrers/ISL-2026-{number:03}/acceptance-letter.pdf");
        let document = Document { path, content: Content::Letter(Box::new(letter(number))) };
        let rendered = templates.render(&document).expect("the letter's template takes its view");
        match rendered.body {
            Body::Typst(source) => (rendered.path, source),
            Body::Bytes(_) => panic!("letters are typeset"),
        }
    });
    (sources.collect(), templates.typst_files())
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn hundred_letters(bencher: divan::Bencher<'_, '_>, workers: usize) {
    let program = Program::new(env!("CARGO_BIN_EXE_cmarac"), &["worker", "typeset"]);
    let workers = Workers::new(program, workers);
    let (warm, files) = sources(0..20);
    workers.typeset(&warm, &files, &[]);
    let mut next = 100..200;
    bencher
        .counter(divan::counter::ItemsCount::new(100_usize))
        .with_inputs(|| {
            next = next.end..next.end + 100;
            sources(next.clone()).0
        })
        .bench_local_values(|sources| {
            let made = workers.typeset(&sources, &files, &[]);
            assert!(made.iter().all(Result::is_ok));
        });
}
