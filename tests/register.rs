//! The register: each case one reference for ever, whatever order files arrive in, however often and
//! however many at once the program runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use crate::support::{cmarac, root, stderr, tree};

const HEADINGS: &str = "Referral received,Surname,Forenames,Date of birth,Referring agency";

/// People who do not exist, each with the row of a table that refers them.
const PEOPLE: [(&str, &str); 5] = [
    ("ada", "03/11/2026 10:00,Testperson,Ada,03/04/1990,Police"),
    ("bea", "02/11/2026 10:00,Exampleton,Bea,04/04/1985,LBI Housing"),
    ("cyd", "04/11/2026 10:00,Sampleford,Cyd,05/04/1978,Victim Support"),
    ("dov", "02/11/2026 09:00,Madeupson,Dov,,Fire Brigade"),
    ("eve", "05/11/2026 10:00,Testperson,Eve,07/04/2000,Police"),
];

/// A panel's working folder with nothing in it but the panel.
struct Desk {
    work: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk { work: tempfile::tempdir().expect("a working folder") };
        std::fs::create_dir_all(desk.referrals()).expect("made");
        let panel = root().join("input/islington/panel.toml");
        std::fs::copy(panel, desk.input().join("islington/panel.toml")).expect("copied");
        desk
    }

    fn input(&self) -> PathBuf {
        self.work.path().join("input")
    }

    fn output(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    fn referrals(&self) -> PathBuf {
        self.input().join("islington/2026-12-09/referrals")
    }

    fn register(&self) -> PathBuf {
        self.input().join("islington/register.csv")
    }

    /// Puts the referral of a person into the folder.
    fn arrives(&self, name: &str) {
        let (_, row) = PEOPLE.iter().find(|(known, _)| *known == name).expect("somebody we know");
        std::fs::write(self.referrals().join(format!("{name}.csv")), format!("{HEADINGS}\n{row}\n"))
            .expect("written");
    }

    fn letters(&self, output: &str) -> Output {
        let (input, output) = (self.input(), self.output(output));
        cmarac(&["letters", "--input", &input.to_string_lossy(), "--output", &output.to_string_lossy()])
    }

    fn letters_at_once(&self, output: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_cmarac"))
            .args(["letters", "--input", &self.input().to_string_lossy()])
            .args(["--output", &self.output(output).to_string_lossy()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }

    /// The reference of each file's case, as the audit of the last run tells it.
    fn references(&self, output: &str) -> BTreeMap<String, String> {
        let file = self.output(output).join("islington/2026-12-09/coordinator/decisions.json");
        let text = std::fs::read(file).expect("it was published");
        let audit: serde_json::Value = serde_json::from_slice(&text).expect("it is JSON");
        let mut references = BTreeMap::new();
        for case in audit["cases"].as_array().expect("cases") {
            let facts =
                case["rules"].as_array().into_iter().flatten().filter_map(|rule| rule["facts"].as_array());
            let cells = facts.flatten().filter_map(|fact| fact["cells"].as_array()).flatten();
            for file in cells.filter_map(|cell| cell["file"].as_str()) {
                let name = Path::new(file).file_stem().expect("a name").to_string_lossy().into_owned();
                references.insert(name, case["reference"].as_str().expect("a reference").to_owned());
            }
        }
        references
    }
}

/// Every line of the register that gives a reference: reference and person key. Fails if one reference
/// is two people's or one person has two.
fn given(register: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(register).expect("there is a register");
    let mut given = BTreeMap::new();
    let mut keys = BTreeSet::new();
    for line in text.lines().skip(2) {
        let mut fields = line.split(',');
        let (reference, key) = (fields.next().expect("a reference"), fields.nth(1).expect("a key"));
        assert!(given.insert(reference.to_owned(), key.to_owned()).is_none(), "{reference} twice:\n{text}");
        assert!(keys.insert(key.to_owned()), "{key} has two references:\n{text}");
    }
    given
}

#[test]
fn a_case_keeps_its_reference_whatever_order_files_arrive_in() {
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
        let desk = Desk::new();
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut register = Vec::new();
        for (name, _) in order.map(|at| PEOPLE[at]) {
            desk.arrives(name);
            let run = desk.letters("output");
            assert!(run.status.success(), "{}", stderr(&run));
            let now = desk.references("output");
            for (name, reference) in &known {
                assert_eq!(now.get(name), Some(reference), "{name} after {order:?}");
            }
            known = now;
            let grown = std::fs::read(desk.register()).expect("there is a register");
            assert!(grown.starts_with(&register), "it is only appended to");
            register = grown;
        }
        assert_eq!(known.values().collect::<BTreeSet<_>>().len(), PEOPLE.len(), "{known:?}");
        // Renamed and moved, complete referrals are known by person.
        let folder = desk.referrals().join("from partners");
        std::fs::create_dir(&folder).expect("made");
        for name in ["ada", "bea"] {
            std::fs::rename(
                desk.referrals().join(format!("{name}.csv")),
                folder.join(format!("{name}-2.csv")),
            )
            .expect("moved");
        }
        assert!(desk.letters("output").status.success());
        let now = desk.references("output");
        for name in ["ada", "bea"] {
            assert_eq!(now.get(&format!("{name}-2")), known.get(name), "{name} renamed after {order:?}");
        }
        assert_eq!(std::fs::read(desk.register()).expect("read"), register, "nothing new was given");
    }
}

#[test]
fn runs_at_once_into_different_folders_never_give_one_reference_twice() {
    for round in 0..4 {
        let desk = Desk::new();
        let outputs = ["one", "two"];
        desk.arrives("ada");
        let mut running = vec![desk.letters_at_once(outputs[0])];
        // What arrives while the first run is reading, and would come first by its receipt.
        std::thread::sleep(std::time::Duration::from_millis(round * 20));
        desk.arrives("bea");
        desk.arrives("cyd");
        running.push(desk.letters_at_once(outputs[1]));
        for child in running {
            let run = child.wait_with_output().expect("it ends");
            assert_eq!(run.status.code(), Some(0), "round {round}: {}", stderr(&run));
        }
        let before = given(&desk.register());
        for output in outputs {
            let references = desk.references(output);
            assert!(references.values().all(|reference| before.contains_key(reference)), "{references:?}");
        }
        let again = desk.letters("one");
        assert!(again.status.success(), "{}", stderr(&again));
        assert_eq!(given(&desk.register()).len(), 3);
        let (one, two) = (desk.references("one"), desk.references("two"));
        assert!(two.iter().all(|(name, reference)| one.get(name) == Some(reference)), "{one:?} {two:?}");
    }
}

#[test]
fn runs_at_once_into_one_folder_wait_or_say_who_is_at_work() {
    let desk = Desk::new();
    for name in ["ada", "bea", "cyd", "dov"] {
        desk.arrives(name);
    }
    let running: Vec<Child> = (0..3).map(|_| desk.letters_at_once("output")).collect();
    let mut published = 0;
    for child in running {
        let run = child.wait_with_output().expect("it ends");
        match run.status.code() {
            Some(0) => published += 1,
            _ => assert!(stderr(&run).contains("another run is at work in"), "{}", stderr(&run)),
        }
    }
    assert!(published > 0, "one of them did its work");
    assert_eq!(given(&desk.register()).len(), 4);
    assert_eq!(desk.references("output").len(), 4);
}

#[test]
fn killed_after_the_register_and_before_the_documents_the_next_run_gives_the_same_references() {
    let desk = Desk::new();
    desk.arrives("ada");
    desk.arrives("dov");
    assert!(desk.letters("output").status.success());
    let register = std::fs::read(desk.register()).expect("there is a register");
    let published = |output: &str| {
        let mut files = tree(&desk.output(output).join("islington/2026-12-09"));
        files.retain(|path, _| !path.ends_with("run.json"));
        files
    };
    // As such a run leaves it: references are given, nothing is published.
    assert!(desk.letters("elsewhere").status.success());
    assert_eq!(std::fs::read(desk.register()).expect("read"), register);
    assert_eq!(published("elsewhere"), published("output"));
}

#[test]
fn a_register_that_another_program_saved_is_appended_to_or_refused_and_never_mended_in_silence() {
    type Saved = (&'static str, fn(&str) -> Vec<u8>);
    let saved: [Saved; 5] = [
        ("with Windows line ends", |text| text.replace('\n', "\r\n").into_bytes()),
        ("with a byte-order mark", |text| format!("\u{feff}{text}").into_bytes()),
        ("without the last line's end", |text| text.trim_end().as_bytes().to_vec()),
        ("with a line cut off", |text| text.as_bytes()[..text.len() - 30].to_vec()),
        ("with dates rewritten", |text| text.replace("2026-12-09", "09/12/2026").into_bytes()),
    ];
    for (how, change) in saved {
        let desk = Desk::new();
        desk.arrives("ada");
        assert!(desk.letters("output").status.success());
        let known = desk.references("output");
        let text = std::fs::read_to_string(desk.register()).expect("there is a register");
        let changed = change(&text);
        std::fs::write(desk.register(), &changed).expect("written");
        desk.arrives("bea");
        let run = desk.letters("output");
        let after = std::fs::read(desk.register()).expect("read");
        if how.contains("cut off") || how.contains("rewritten") {
            assert_eq!(run.status.code(), Some(1), "{how}");
            let said = stderr(&run);
            assert!(said.contains("register.csv:3") && said.contains("help:"), "{how}: {said}");
            assert_eq!(after, changed, "{how}: it is left as it was");
        } else {
            assert_eq!(run.status.code(), Some(0), "{how}: {}", stderr(&run));
            assert!(after.starts_with(&changed), "{how}: it is only appended to");
            let now = desk.references("output");
            assert_eq!(now.get("ada"), known.get("ada"), "{how}");
            assert_eq!(given(&desk.register()).len(), 2, "{how}");
        }
    }
}
