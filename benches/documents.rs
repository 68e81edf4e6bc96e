//! Documents per second in one warm worker, and how that compares with one `typst compile` for each
//! document, measured in the same run.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark measures time, prints it, and writes what it compares with"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Instant;

use cmarac::plan::view::{ApplicationView, Frame, Letter, OtherPanelView};
use cmarac::plan::{Content, Document};
use cmarac::render::{Body, Templates};
use cmarac::typeset::{BUNDLED, Typesetter, Workers};
use cmarac::worker::Program;

/// Documents for each side of the comparison.
const DOCUMENTS: usize = 60;

fn main() {
    divan::main();
    compare();
}

struct Press {
    workers: Workers,
    files: Vec<(String, String)>,
    letter: (String, String),
}

fn press() -> &'static Press {
    static PRESS: OnceLock<Press> = OnceLock::new();
    PRESS.get_or_init(|| {
        let templates = Templates::load(&[], &[]).expect("the built-in templates load");
        let document = Document {
            path: "referrers/NOR-2026-001/decline-letter.pdf".into(),
            content: Content::Letter(Box::new(letter())),
        };
        let Body::Typst(source) = templates.render(&document).expect("the letter renders").body else {
            panic!("a letter is a Typst source")
        };
        let workers = Workers::new(Program::new(env!("CARGO_BIN_EXE_cmarac"), &["worker", "typeset"]), 1);
        let press = Press { workers, files: templates.typst_files(), letter: (document.path, source) };
        let made = press.typeset(1);
        assert_eq!(made, 1, "the letter has one page");
        press
    })
}

impl Press {
    /// Typesets so many letters, each a little different, and counts their pages.
    fn typeset(&self, number: usize) -> usize {
        let sources: Vec<(String, String)> = (0..number)
            .map(|at| {
                (self.letter.0.clone(), self.letter.1.replace("NOR-2026-001", &format!("NOR-2026-{at:03}")))
            })
            .collect();
        let made = self.workers.typeset(&sources, &self.files, &[]);
        made.into_iter().map(|result| result.expect("it is made").pages).sum()
    }
}

#[divan::bench(sample_count = 100)]
fn one_letter_in_a_warm_worker(bencher: divan::Bencher<'_, '_>) {
    let press = press();
    bencher.counter(divan::counter::ItemsCount::new(1usize)).bench(|| press.typeset(1));
}

#[divan::bench(sample_count = 20)]
fn twenty_letters_in_a_warm_worker(bencher: divan::Bencher<'_, '_>) {
    let press = press();
    bencher.counter(divan::counter::ItemsCount::new(20usize)).bench(|| press.typeset(20));
}

/// A warm worker against a process for each document.
fn compare() {
    let press = press();
    press.typeset(DOCUMENTS);
    let begun = Instant::now();
    press.typeset(DOCUMENTS);
    let ours = begun.elapsed().as_secs_f64() / DOCUMENTS as f64;
    let peak = press.workers.effort().peak_heap >> 20;
    println!(
        "\nwarm worker: {:.2} ms a letter, {:.0} letters a second, at most {peak} MiB of heap",
        ours * 1e3,
        1.0 / ours
    );
    match plain(press) {
        Some(plain) => println!(
            "typst compile, a process each: {:.2} ms a letter; the warm worker takes {:.2} of that",
            plain * 1e3,
            ours / plain
        ),
        None => println!("typst is not installed here, so there is nothing to compare with"),
    }
}

/// Seconds for each document by `typst compile`, if it is installed.
fn plain(press: &Press) -> Option<f64> {
    Command::new("typst").arg("--version").output().ok().filter(|output| output.status.success())?;
    let folder = tempfile::tempdir().ok()?;
    write(folder.path(), press);
    let begun = Instant::now();
    for _ in 0..DOCUMENTS {
        let status = Command::new("typst")
            .args([
                "compile",
                "--ignore-system-fonts",
                "-j",
                "1",
                "--pdf-standard",
                "ua-1,a-2a",
                "--font-path",
            ])
            .arg(folder.path().join("fonts"))
            .arg(folder.path().join("letter.typ"))
            .status()
            .ok()?;
        assert!(status.success(), "typst compile makes the letter");
    }
    Some(begun.elapsed().as_secs_f64() / DOCUMENTS as f64)
}

fn write(folder: &Path, press: &Press) {
    let mut files: Vec<(PathBuf, Vec<u8>)> = vec![(folder.join("letter.typ"), press.letter.1.clone().into())];
    files.extend(press.files.iter().map(|(name, text)| (folder.join(name), text.clone().into_bytes())));
    files.extend(BUNDLED.iter().map(|(name, bytes)| (folder.join("fonts").join(name), bytes.to_vec())));
    for (path, bytes) in files {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

fn letter() -> Letter {
    let text = |text: &str| text.to_owned();
    Letter {
        application: ApplicationView::default(),
        frame: Frame {
            title: text("Referral not accepted"),
            panel: text("Northmoor Community MARAC"),
            panel_short: text("the Community MARAC"),
            organisation: text("Northmoor Council"),
            marking: text("OFFICIAL-SENSITIVE"),
            meeting: text("Wednesday 9 December 2026"),
            meeting_folder: text("2026-12-09"),
            draft: false,
            copy_for: String::new(),
        },
        kind: text("decline"),
        office_address: vec![text("1 Example Street"), text("Northmoor")],
        email: text("marac@northmoor.example"),
        phone: text("020 7946 0000"),
        signatory: text("Community MARAC Coordinator"),
        to: vec![text("Pat Exampleton"), text("Housing officer"), text("Northmoor Homes")],
        sent_by: String::new(),
        date: text("2 December 2026"),
        our_reference: text("NOR-2026-001"),
        your_reference: text("NH-4471"),
        salutation: text("Dear Pat Exampleton"),
        person: text("Ada Testwood"),
        received: text("on Monday 23 November 2026 at 9:30am"),
        opening: text("The panel cannot hear this referral. This letter says why."),
        words: Vec::new(),
        reasons: vec![text("The panel accepts referrals for adults only; the person is 17.")],
        advice: Vec::new(),
        decided: String::new(),
        grounds: Vec::new(),
        sooner: String::new(),
        slot: String::new(),
        venue: Vec::new(),
        link: String::new(),
        prepare: Vec::new(),
        asked: Vec::new(),
        responsibility: Vec::new(),
        first_words: String::new(),
        first: Vec::new(),
        missing_words: String::new(),
        missing: Vec::new(),
        missing_how: String::new(),
        how_to_send: Vec::new(),
        send_back_by: String::new(),
        workbook: String::new(),
        deadline: String::new(),
        next_meeting: String::new(),
        next_deadline: String::new(),
        hears: String::new(),
        urgent_how: Vec::new(),
        next: Vec::new(),
        refer_again: vec![text("You can refer again if things change.")],
        other_panel: OtherPanelView::default(),
        must_not_wait: text("If somebody is in danger, act now; do not wait for the panel."),
        closing: text("Contact us if you have a question."),
    }
}
