//! The repository's own `input/city-community`, walked month by month as its coordinator did: CCM-2026-002
//! is put off, heard, given three actions, comes back with two not done, and is closed. What a meeting's
//! folder holds arrives when it did: before the meeting without its record, after it with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use calamine::{Reader, open_workbook_auto};
use serde_json::Value;

use crate::support::{cmarac, root, stderr, tree};

const SEPTEMBER: &str = "2026-09-10";
const OCTOBER: &str = "2026-10-08";
const NOVEMBER: &str = "2026-11-12";
const DECEMBER: &str = "2026-12-10";
const MEETINGS: [&str; 4] = [SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER];
const CASE: &str = "CCM-2026-002";
const RECORD: &str = "meeting-record.xlsx";

/// A copy of the sample that fills month by month, its register empty at first.
struct Desk {
    work: tempfile::TempDir,
    sample: BTreeMap<String, Vec<u8>>,
}

/// What a run for a meeting gave.
struct Month {
    /// Its cases as `reference outcome`.
    cases: Vec<String>,
    /// Codes of its warnings and errors.
    warnings: Vec<String>,
    /// Typst sources by the end of their path.
    sources: BTreeMap<String, String>,
    output: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let desk = Desk {
            work: tempfile::tempdir().expect("a working folder"),
            sample: tree(&root().join("input/city-community")),
        };
        desk.arrive(|path| path == "panel.toml");
        desk
    }

    fn input(&self) -> PathBuf {
        self.work.path().join("input/city-community")
    }

    /// Puts the sample's files of these paths into the folder.
    fn arrive(&self, wanted: impl Fn(&str) -> bool) {
        let mut arrived = 0;
        for (path, bytes) in self.sample.iter().filter(|(path, _)| wanted(path)) {
            let target = self.input().join(path);
            std::fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            std::fs::write(target, bytes).expect("written");
            arrived += 1;
        }
        assert!(arrived > 0, "nothing arrived");
    }

    fn before(&self, meeting: &str) -> Month {
        self.arrive(|path| path.starts_with(meeting) && !path.ends_with(RECORD));
        self.run("build", meeting)
    }

    /// The meeting's record is put into its folder; its agencies' open actions are made.
    fn after(&self, meeting: &str) -> BTreeMap<String, Vec<String>> {
        self.arrive(|path| path == format!("{meeting}/{RECORD}"));
        let month = self.run("actions", meeting);
        let mut actions = BTreeMap::new();
        for path in tree(&month.output).into_keys().filter(|path| path.ends_with("/actions.xlsx")) {
            let agency = path.split('/').nth(1).expect("an agency's folder").to_owned();
            let mut workbook = open_workbook_auto(month.output.join(&path)).expect("a workbook");
            let range = workbook.worksheet_range("Actions").expect("the sheet of actions");
            let references = range.rows().map(|row| row[0].to_string());
            actions.insert(agency, references.filter(|cell| cell.starts_with("A-2026-")).collect());
        }
        actions
    }

    fn run(&self, command: &str, meeting: &str) -> Month {
        let path = |name: &str| self.work.path().join(name).to_string_lossy().into_owned();
        let (input, output) = (path("input"), path("output"));
        let sources = tempfile::tempdir().expect("a folder");
        let keep = sources.path().to_string_lossy().into_owned();
        let options = ["--input", &input, "--output", &output, "--keep-sources", &keep];
        let run = cmarac(&[&[command, "--format", "json", "--meeting", meeting][..], &options].concat());
        assert_eq!(run.status.code(), Some(0), "{command} {meeting}: {}", stderr(&run));
        let said: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let said = &said["meetings"][0];
        let list = |name: &str| said[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let cases = list("cases");
        let findings = list("findings");
        let serious = findings.iter().filter(|finding| finding["severity"] != "note");
        let typst = tree(sources.path()).into_iter().filter(|(path, _)| path.ends_with(".typ"));
        Month {
            cases: cases
                .iter()
                .map(|case| format!("{} {}", text(&case["reference"]), text(&case["outcome"])))
                .collect(),
            warnings: serious.map(|finding| text(&finding["code"])).collect(),
            sources: typst
                .map(|(path, bytes)| {
                    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
                    (name, String::from_utf8_lossy(&bytes).into_owned())
                })
                .collect(),
            output: self.work.path().join("output/city-community").join(meeting),
        }
    }

    fn register(&self) -> String {
        std::fs::read_to_string(self.input().join("register.csv")).expect("there is a register")
    }
}

impl Month {
    fn source(&self, name: &str) -> &str {
        let found = self.sources.iter().find(|(path, _)| path.ends_with(name));
        found.unwrap_or_else(|| panic!("no {name} among {:?}", self.sources.keys())).1
    }

    /// The sources of one agency's pack, request and whatever else is for it.
    fn of_agency(&self, code: &str) -> String {
        let own = self.sources.iter().filter(|(path, _)| path.contains(&format!("agencies-{code}-")));
        let text: String = own.map(|(_, text)| text.as_str()).collect();
        assert!(!text.is_empty(), "{code} gets nothing: {:?}", self.sources.keys());
        text
    }

    /// The sheets of an agency's return form: a case each.
    fn asked(&self, code: &str) -> Vec<String> {
        let form = self.output.join(format!("agencies/{code}/information-return.xlsx"));
        open_workbook_auto(form).map(|form| form.sheet_names()).unwrap_or_default()
    }
}

/// What stands between two texts.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let after = text.split_once(from).unwrap_or_else(|| panic!("no {from:?} in {text}")).1;
    after.split_once(to).unwrap_or_else(|| panic!("no {to:?} after {from:?}")).0
}

#[test]
fn the_sample_walks_one_case_from_a_late_referral_to_the_list_of_twelve_months() {
    let desk = Desk::new();

    // September: it came four days late.
    let september = desk.before(SEPTEMBER);
    assert_eq!(september.cases, ["CCM-2026-001 accept", "CCM-2026-002 defer"]);
    assert!(september.output.join(format!("referrers/{CASE}/deferral-letter.pdf")).is_file());
    assert!(september.source("deferral-letter.typ").contains("Thursday 8 October 2026"));
    assert!(!september.asked("POLICE").iter().any(|sheet| sheet == CASE), "nobody is asked about it yet");
    let own = |agencies: &[(&str, &[&str])]| -> BTreeMap<String, Vec<String>> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        agencies.iter().map(|(agency, actions)| ((*agency).to_owned(), texts(actions))).collect()
    };
    let sheets = desk.after(SEPTEMBER);
    assert_eq!(sheets, own(&[("HOUSING", &["A-2026-0910-01"]), ("POLICE", &["A-2026-0910-02"])]));

    // October: it is heard with three returns, gets three actions of three agencies, and stays open.
    let october = desk.before(OCTOBER);
    assert_eq!(october.cases, ["CCM-2026-002 accept", "CCM-2026-003 accept", "CCM-2026-004 decline"]);
    let agenda = october.source("coordinator-agenda.typ");
    assert!(agenda.contains("deferred from 10 September 2026"), "{agenda}");
    assert!(
        agenda.contains("No action from an earlier meeting is open."),
        "both were reported done: {agenda}"
    );
    let letter = october
        .sources
        .iter()
        .find(|(path, _)| path.contains(CASE) && path.ends_with("acceptance-letter.typ"))
        .expect("its referrer is told")
        .1;
    assert!(letter.contains("10:10am to 10:30am"), "{letter}");
    let profile = october.source(&format!("profiles-{CASE}.typ"));
    for returned in ["failing to appear", "Rent is paid to the day", "Seen once on a ward"] {
        assert!(profile.contains(returned), "{returned}");
    }
    let sheets = desk.after(OCTOBER);
    let three: [(&str, &[&str]); 3] = [
        ("HOUSING", &["A-2026-1008-01"]),
        ("MENTAL-HEALTH", &["A-2026-1008-03"]),
        ("OUTREACH", &["A-2026-1008-02"]),
    ];
    assert_eq!(sheets, own(&three), "each agency its own, and no other");

    // November: it is back by itself, one action done, two not, with the reasons first on the agenda.
    let november = desk.before(NOVEMBER);
    assert_eq!(november.cases, ["CCM-2026-002 accept", "CCM-2026-005 accept"]);
    assert_eq!(november.warnings, Vec::<String>::new());
    assert!(november.output.join(format!("referrers/{CASE}/open-case-letter.pdf")).is_file());
    let agenda = november.source("coordinator-agenda.typ");
    assert!(agenda.contains("stays open from 8 October 2026"), "{agenda}");
    let unmet = between(agenda, "== Unmet actions", "== Who is needed when");
    let review = november.source("coordinator-actions-review.typ");
    for papers in [unmet, review] {
        for shown in ["A-2026-1008-02", "circumstances changed", "A-2026-1008-03", "agency did not do it"] {
            assert!(papers.contains(shown), "{shown} in {papers}");
        }
        assert!(!papers.contains("A-2026-1008-01"), "it is done: {papers}");
    }
    let profile = november.source(&format!("profiles-{CASE}.typ"));
    for shown in ["New lock; a flat with a warden", "Change the lock with the police there", "Nobody was in"]
    {
        assert!(profile.contains(shown), "what was agreed and what became of it: {shown}");
    }
    let repeat = november.source("profiles-CCM-2026-005.typ");
    assert!(repeat.contains("CCM-2026-001") && repeat.contains("Fit a letterbox"), "heard in September");
    assert!(agenda.contains("repeat within 12 months"), "{agenda}");
    let outreach = november.of_agency("OUTREACH");
    assert!(outreach.contains("Go with Marguerite") && !outreach.contains("Mocksworth"), "{outreach}");
    assert!(!outreach.contains("CCM-2026-005") && !outreach.contains("Drafton"), "not its cases");
    assert!(november.asked("OUTREACH").iter().any(|sheet| sheet == CASE), "asked anew");
    let sheets = desk.after(NOVEMBER);
    assert_eq!(
        sheets,
        own(&[("HOUSING", &["A-2026-1112-01"]), ("MENTAL-HEALTH", &["A-2026-1008-03"])]),
        "what is still open, of closed cases too"
    );

    // December: it is closed for the panel's reason; what nobody has done still opens the agenda.
    let december = desk.before(DECEMBER);
    assert!(!december.cases.iter().any(|case| case.starts_with(CASE)), "{:?}", december.cases);
    let others = |code: &&String| !code.starts_with("home-authority-");
    assert_eq!(december.warnings.iter().filter(others).count(), 0, "{:?}", december.warnings);
    let agenda = december.source("coordinator-agenda.typ");
    let heard = between(agenda, "== People heard in the last 12 months", "Referrals not heard");
    let closed = "closed: Risk has reduced and agencies carry on with the agreed plan";
    assert!(heard.contains(closed) && heard.contains("Marguerite Exampleby"), "{heard}");
    let unmet = between(agenda, "== Unmet actions", "== Who is needed when");
    let listed: BTreeSet<&str> = unmet
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.starts_with("A-2026-"))
        .collect();
    assert_eq!(listed, BTreeSet::from(["A-2026-1008-03", "A-2026-1112-01"]));

    let ours =
        std::fs::read_to_string(root().join("input/city-community/register.csv")).expect("it is there");
    assert_eq!(desk.register(), ours, "the repository's register is what these runs give");
}

/// Each line of a register that gives a reference: reference, meeting, person.
fn given(register: &str) -> BTreeSet<(String, String, String)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(register.as_bytes());
    let rows = reader.records().skip(1).map(|row| row.expect("a line"));
    rows.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned())).collect()
}

/// No person has two references for one meeting, and no reference is two people's.
fn one_each(register: &str) {
    let mut people: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut references: BTreeMap<String, String> = BTreeMap::new();
    for (reference, meeting, person) in given(register) {
        let other = people.insert((meeting.clone(), person.clone()), reference.clone());
        assert_eq!(other, None, "{person} has two references for {meeting}: {register}");
        let other = references.insert(reference.clone(), person.clone());
        assert!(other.is_none_or(|other| other == person), "{reference} was given twice: {register}");
    }
}

#[test]
fn december_alone_gives_the_references_that_month_by_month_gave() {
    let desk = Desk::new();
    desk.arrive(|path| path.starts_with("2026-") && path != "register.csv");
    desk.run("letters", DECEMBER);
    let ours =
        std::fs::read_to_string(root().join("input/city-community/register.csv")).expect("it is there");
    assert_eq!(desk.register(), ours);
    for meeting in MEETINGS {
        desk.run("letters", meeting);
        assert_eq!(desk.register(), ours, "{meeting} gives no case another reference");
    }
}

#[test]
fn in_whatever_order_months_and_files_arrive_each_case_has_one_reference_for_ever() {
    for turn in 0..3 {
        let desk = Desk::new();
        let mut files: Vec<String> =
            desk.sample.keys().filter(|path| path.contains("/referrals/")).cloned().collect();
        match turn {
            0 => files.reverse(),
            1 => files.sort_by_key(|path| path.rsplit('/').next().map(str::to_owned)),
            _ => files.sort_by_key(|path| blake3::hash(path.as_bytes()).to_hex().to_string()),
        }
        let mut before = BTreeSet::new();
        let mut lines = String::new();
        for some in files.chunks(4) {
            desk.arrive(|path| some.iter().any(|file| file == path));
            desk.run("letters", DECEMBER);
            let register = desk.register();
            assert!(register.starts_with(&lines), "it is only appended to");
            one_each(&register);
            let now = given(&register);
            assert!(now.is_superset(&before), "a reference that was given stays");
            (before, lines) = (now, register);
        }
        desk.arrive(|path| path.starts_with("2026-"));
        for meeting in MEETINGS {
            desk.run("letters", meeting);
        }
        one_each(&desk.register());
        let people: BTreeSet<(String, String)> =
            given(&desk.register()).into_iter().map(|(_, meeting, person)| (meeting, person)).collect();
        assert!(people.len() >= 14, "every person is in it: {people:?}");
    }
}
