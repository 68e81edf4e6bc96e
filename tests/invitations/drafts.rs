//! E-mail drafts for everything that is sent: the sample's, and what stops one or leaves its addressee open.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::disclosure::mail::{Letter, read};
use crate::support::{cmarac, copy, root, stderr, tree};

/// Everything a command makes of the folders under `input/`, and what it says was found.
fn made(work: &Path, command: &str) -> BTreeMap<String, Vec<u8>> {
    let path = |name: &str| work.join(name).to_string_lossy().into_owned();
    let run = cmarac(&[command, "--input", &path("input"), "--output", &path("output")]);
    assert!(run.status.success(), "{}", stderr(&run));
    tree(&work.join("output"))
}

fn sample(panel: &str, change: impl Fn(&Path)) -> BTreeMap<String, Vec<u8>> {
    let work = tempfile::tempdir().expect("a working folder");
    let folder = work.path().join("input").join(panel);
    copy(&root().join("input").join(panel), &folder);
    change(&folder);
    let files = made(work.path(), "build");
    let strip = |path: String| path.splitn(3, '/').nth(2).map(str::to_owned);
    files.into_iter().filter_map(|(path, bytes)| Some((strip(path)?, bytes))).collect()
}

fn drafts(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Letter> {
    let drafts = files.iter().filter(|(path, _)| path.ends_with(".eml"));
    drafts.map(|(path, bytes)| (path.clone(), read(bytes))).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').expect("a folder").0
}

/// In the panel's file, a text in the place of another.
fn in_panel(folder: &Path, from: &str, to: &str) {
    let path = folder.join("panel.toml");
    let text = std::fs::read_to_string(&path).expect("read");
    assert!(text.contains(from), "the panel says {from}");
    std::fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn everything_that_is_sent_has_a_draft_that_carries_it_byte_for_byte() {
    let mut looked = 0;
    for (panel, _) in cmarac::panel::BUILT_IN {
        let files = sample(panel, |_| {});
        let drafts = drafts(&files);
        let mut carried: BTreeSet<String> = BTreeSet::new();
        for (path, draft) in &drafts {
            assert_eq!(draft.header("X-Unsent"), Some("1"), "{path}");
            let subject = draft.header("Subject").expect("a subject");
            assert!(subject.starts_with("OFFICIAL-SENSITIVE: "), "{subject}");
            assert!(draft.text.starts_with("OFFICIAL-SENSITIVE\r\n"), "{path}");
            assert!(!draft.attachments.is_empty(), "{path}");
            for (kind, name, bytes) in &draft.attachments {
                let beside = format!("{}/{name}", folder(path));
                assert!(files.get(&beside) == Some(bytes), "{path}: {name} is the file beside it");
                if name.ends_with(".ics") {
                    let method = super::invitation(bytes).method;
                    assert!(kind.starts_with("text/calendar;") && kind.contains(&method), "{path}: {kind}");
                }
                carried.insert(beside);
            }
            looked += 1;
        }
        let findings = String::from_utf8(files["coordinator/findings.txt"].clone()).expect("text");
        let waiting = findings.lines().find(|line| line.contains("[letter-waits]")).unwrap_or_default();
        for path in files.keys().filter(|path| !path.starts_with("coordinator/") && path.contains('/')) {
            let is_word = path.ends_with(".docx");
            let is_draft = waiting
                .split([' ', ',', ':'])
                .any(|case| case.contains('-') && path.starts_with("referrers/") && path.contains(case));
            if !is_word && !is_draft && !path.ends_with(".eml") {
                assert!(carried.contains(path), "{panel}: {path} goes with no draft");
            }
            assert!(!(is_draft && path.ends_with(".eml")), "{panel}: {path} would send a DRAFT");
        }
    }
    assert!(looked > 150, "so few drafts prove little: {looked}");
}

#[test]
fn a_draft_is_dated_the_day_on_which_it_is_likely_to_be_sent() {
    let files = sample("islington", |_| {});
    let drafts = drafts(&files);
    let date = |path: &str| drafts[path].header("Date").expect("a date").to_owned();
    // Referrals close on 24 November, referrers are told on 2 December, the panel meets on the 9th.
    assert_eq!(date("agencies/POLICE/information-request.eml"), "Tue, 24 Nov 2026 12:00:00 +0000");
    assert_eq!(date("agencies/POLICE/pack.eml"), "Wed, 2 Dec 2026 12:00:00 +0000");
    let letters: BTreeSet<String> =
        drafts.keys().filter(|path| path.starts_with("referrers/")).map(|path| date(path)).collect();
    assert!(letters.contains("Wed, 2 Dec 2026 12:00:00 +0000"), "{letters:?}");
    assert!(!letters.contains("Wed, 9 Dec 2026 12:00:00 +0000"), "{letters:?}");
}

#[test]
fn a_letter_goes_to_its_referrer_and_names_them_nowhere_but_in_its_address() {
    let files = sample("islington", |_| {});
    let drafts = drafts(&files);
    let letters: Vec<&Letter> =
        drafts.iter().filter(|(path, _)| path.starts_with("referrers/")).map(|(_, letter)| letter).collect();
    assert!(letters.len() > 8, "{}", letters.len());
    for letter in letters {
        let to = letter.header("To").expect("an addressee");
        let (name, address) = to.split_once(" <").expect("a name and an address");
        assert!(address.contains('@'), "{to}");
        for word in name.trim_matches('"').split(' ') {
            let subject = letter.header("Subject").expect("a subject");
            assert!(!letter.text.contains(word) && !subject.contains(word), "{word}: {}", letter.text);
        }
        assert_eq!(letter.names().iter().filter(|name| name.ends_with("-letter.pdf")).count(), 1);
    }
}

/// A folder with one referral to Islington that is accepted, with these answers changed.
fn one_referral(changes: &[(&str, &str)], panel: impl Fn(&Path)) -> (BTreeMap<String, Vec<u8>>, String) {
    let mut answers: Vec<(&str, &str)> = vec![
        ("Referral received", "20/11/2026 09:00"),
        ("Referring agency", "Victim Support"),
        ("Referrer name", "Deepa Exemplary"),
        ("Referrer email", "deepa@victims.example"),
        ("Surname", "Testone"),
        ("Forenames", "Ada"),
        ("Date of birth", "03/04/1980"),
        ("Vulnerability", "Lives alone"),
        ("Ongoing victimisation or risk of harm", "yes"),
        ("Behaviour poses a risk to others", "no"),
        ("Risk total", "40"),
        ("Why a multi-agency approach is needed", "Two must act together"),
        ("People who must not be told", ""),
        ("Officer attending", ""),
        ("Officer attending email", ""),
    ];
    for (heading, written) in changes {
        answers.iter_mut().find(|(known, _)| known == heading).expect("a known heading").1 = written;
    }
    let work = tempfile::tempdir().expect("a working folder");
    let folder = work.path().join("input/islington");
    std::fs::create_dir_all(folder.join("2026-12-09/referrals")).expect("made");
    std::fs::copy(root().join("input/islington/panel.toml"), folder.join("panel.toml")).expect("copied");
    panel(&folder);
    let mut file = csv::Writer::from_path(folder.join("2026-12-09/referrals/one.csv")).expect("a file");
    file.write_record(answers.iter().map(|(heading, _)| heading)).expect("written");
    file.write_record(answers.iter().map(|(_, written)| written)).expect("written");
    file.flush().expect("written");
    let files = made(work.path(), "build");
    let strip = |path: String| path.splitn(3, '/').nth(2).map(str::to_owned);
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().filter_map(|(path, bytes)| Some((strip(path)?, bytes))).collect();
    let findings = String::from_utf8(files["coordinator/findings.txt"].clone()).expect("text");
    (files, findings)
}

const LETTER: &str = "referrers/ISL-2026-001/acceptance-letter.eml";
const INVITATION: &str = "referrers/ISL-2026-001/invitation.ics";

#[test]
fn without_an_address_that_can_be_used_the_addressee_is_left_open_and_the_cell_named() {
    for written in [
        "",
        "deepa at victims.example",
        "deepa@victims.example, office@victims.example",
        "d\u{e9}@victims.example",
    ] {
        let (files, findings) = one_referral(&[("Referrer email", written)], |_| {});
        let letter = read(&files[LETTER]);
        assert_eq!(letter.header("To"), None, "{written}");
        assert_eq!(letter.names(), ["acceptance-letter.pdf", "invitation.ics"]);
        assert!(findings.contains("warning[letter-without-address]"), "{written}: {findings}");
        let place = findings.split("letter-without-address").nth(1).expect("it is there");
        let place = place.lines().nth(1).expect("a place");
        assert!(place.contains("one.csv") && place.contains("D2"), "{written}: {place}");
        assert!(!findings.contains("victims.example"), "findings name cells: {findings}");
        assert_eq!(super::invitation(&files[INVITATION]).method, "PUBLISH", "{written}");
    }
    let (files, findings) = one_referral(&[], |_| {});
    assert!(!findings.contains("letter-without-address"));
    assert_eq!(read(&files[LETTER]).header("To"), Some("\"Deepa Exemplary\" <deepa@victims.example>"));
    assert_eq!(super::invitation(&files[INVITATION]).method, "REQUEST");
}

#[test]
fn nobody_who_must_not_be_told_is_written_to_by_name_by_address_or_in_a_list() {
    let to = |files: &BTreeMap<String, Vec<u8>>| -> String {
        drafts(files)
            .values()
            .filter_map(|draft| draft.header("To").map(str::to_owned))
            .collect::<Vec<_>>()
            .join("\n")
    };
    // The referrer, by name or by address: no letter, no draft, no invitation, no list of who comes.
    for person in ["Exemplary, Deepa (her neighbour)", "whoever reads deepa@victims.example"] {
        let (files, findings) = one_referral(&[("People who must not be told", person)], |_| {});
        assert!(!files.contains_key(LETTER) && !files.contains_key(INVITATION), "{person}");
        assert!(findings.contains("urgent[addressee-must-not-be-told]"), "{findings}");
        assert!(!to(&files).contains("deepa@"), "{person}");
    }
    // One of a member's contacts: nothing goes to any of them, for the list is one.
    let (files, findings) =
        one_referral(&[("People who must not be told", "tomasz.stencil@police.example")], |_| {});
    assert!(!to(&files).contains("police.example"), "{}", to(&files));
    assert!(!files.keys().any(|path| path.starts_with("agencies/POLICE/")), "{:?}", files.keys());
    assert!(findings.contains("error[pack-must-not-be-told]: the pack of POLICE was not made"), "{findings}");
    assert!(files.contains_key("agencies/FIRE/pack.eml"), "others are written to");
    // The officer whom the referrer names: the letter goes, their invitation does not.
    let officer =
        [("Officer attending", "Sam Sampleton"), ("Officer attending email", "sam@victims.example")];
    for person in ["Mr Sampleton", "sam@victims.example"] {
        let changes = [&officer[..], &[("People who must not be told", person)]].concat();
        let (files, findings) = one_referral(&changes, |_| {});
        assert_eq!(read(&files[LETTER]).names(), ["acceptance-letter.pdf"], "{person}");
        assert!(!files.keys().any(|path| path.ends_with(".ics") && path.starts_with("referrers/")));
        assert!(!to(&files).contains("sam@"), "{person}");
        assert!(
            findings.contains("urgent[officer-not-invited]: an officer named to attend for ISL-2026-001"),
            "{findings}"
        );
    }
}

#[test]
fn an_agency_that_has_not_signed_gets_a_draft_that_hints_at_no_case() {
    let unsigned = |folder: &Path| in_panel(folder, "code = \"POLICE\"", "code = \"POLICE\"\nsigned = false");
    let (files, _) = one_referral(&[], unsigned);
    let own: Vec<&String> = files.keys().filter(|path| path.starts_with("agencies/POLICE/")).collect();
    assert_eq!(own.len(), 2, "the letter and its draft: {own:?}");
    let draft = read(&files["agencies/POLICE/invitation-to-sign.eml"]);
    assert_eq!(draft.names(), ["invitation-to-sign.pdf"]);
    assert_eq!(draft.header("To"), Some("\"Rowan Standfirst\" <rowan.standfirst@police.example>"));
    let said = format!("{}\n{}", draft.header("Subject").expect("a subject"), draft.text);
    for hint in ["ISL-", "9 December", "meets", "case"] {
        assert!(!said.contains(hint), "{hint}: {said}");
    }
    // To somebody who must not be told of a case even that is not sent.
    let (files, findings) = one_referral(&[("People who must not be told", "Rowan Standfirst")], unsigned);
    assert!(!files.contains_key("agencies/POLICE/invitation-to-sign.eml"));
    assert!(findings.contains("invitation-to-sign.pdf was not made"), "{findings}");
}

#[test]
fn letters_and_pack_each_make_their_own_drafts_and_leave_the_others() {
    let work = tempfile::tempdir().expect("a working folder");
    copy(&root().join("input/islington"), &work.path().join("input/islington"));
    let of = |files: &BTreeMap<String, Vec<u8>>, ending: &str| -> BTreeSet<String> {
        let paths = files.keys().filter(|path| path.ends_with(ending));
        paths.filter_map(|path| path.splitn(3, '/').nth(2)).map(str::to_owned).collect()
    };
    let letters = made(work.path(), "letters");
    for ending in [".eml", ".ics"] {
        let paths = of(&letters, ending);
        assert!(paths.len() > 3 && paths.iter().all(|path| path.starts_with("referrers/")), "{paths:?}");
    }
    let both = made(work.path(), "pack");
    for (path, bytes) in letters.iter().filter(|(path, _)| path.contains("/referrers/")) {
        assert!(both.get(path) == Some(bytes), "{path} is left as it was");
    }
    let packs: BTreeSet<String> = of(&both, ".eml").difference(&of(&letters, ".eml")).cloned().collect();
    assert!(packs.contains("agencies/POLICE/pack.eml"), "{packs:?}");
    assert!(
        packs.iter().all(|path| path.starts_with("agencies/") && !path.contains("information-")),
        "{packs:?}"
    );
    assert!(of(&both, ".ics").contains("agencies/POLICE/invitation.ics"));
}
