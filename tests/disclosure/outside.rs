//! What leaves the area, proved: every word about cases that are transferred, or whose home authority
//! is invited, is searched for in every file made for another area. A word too much is a leak, a word
//! too few is information the other area needs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::folder::{Sheet, sheets};
use super::search::{Text, texts};
use crate::support::{cmarac, root, stderr, tree};

/// A heading, what is written under it, and where it must be found in letters to other areas: `P` in
/// the transfer pack of its case, `I` in an invitation to it, nothing for nowhere. `-` is too common
/// to be searched for.
type Line = (&'static str, &'static str, &'static str);

/// Signed, recorded with Tower Hamlets: everything a referral can say.
pub const SENT: &[Line] = &[
    ("Referral received", "16/11/2026 10:41", "P"),
    ("Your reference", "Qorvex-Lanthe", "P"),
    ("Referring agency", "Victim Support", "-"),
    ("Referrer name", "Vandrel Oskwith", "P"),
    ("Referrer role", "Brimlow officer", "P"),
    ("Referrer email", "vandrel.oskwith@tessmoor.example", "P"),
    ("Referrer phone", "020 7946 0411", ""),
    ("Officer attending", "Jorvane Pellick", ""),
    ("Officer attending email", "jorvane@quillmere.example", ""),
    ("Person's role", "victim", "-"),
    ("Surname", "Tarnquist", "P"),
    ("Forenames", "Ylvabeth", "P"),
    ("Also known as", "Yvvikins", "P"),
    ("Date of birth", "17/03/1983", "P"),
    ("Gender", "woman of Drosshame", "P"),
    ("Ethnicity", "Ombrellian", "P"),
    ("First language", "Karvelish", "P"),
    ("Disability or communication needs", "needs wexlode print", "P"),
    ("Address", "Flat 9, 318 Grundlewick Road", ""),
    ("Postcode", "E1 0QZ", ""),
    ("Address must be kept confidential", "yes", "-"),
    ("Area of residence", "LB Tower Hamlets", "-"),
    ("Housing tenure", "plevin tenancy", "P"),
    ("Landlord", "Hoxmarle Lettings", "P"),
    ("Phone", "020 7946 0412", ""),
    ("Safe to call", "no", "-"),
    ("How and when to contact safely", "only through the zarnock desk", "P"),
    ("People who must not be told", "Edrick Vossbrand (brother)", "P"),
    ("Consent", "refused", "-"),
    ("Reason if no consent", "fears the trindle men", "P"),
    ("Children involved", "yes", "-"),
    ("Children details", "at Pommerfold school", "P"),
    ("Other person surname", "Skellgrave", "P"),
    ("Other person forenames", "Barnolf", "P"),
    ("Other person relationship", "her quondlemate", "P"),
    ("Other person address", "77 Marrowfen Lane", "P"),
    ("Other person area of residence", "Tower Hamlets Council", "-"),
    ("Other person address must be kept confidential", "no", "-"),
    ("Other person 2 surname", "Winterbeck", "P"),
    ("Other person 2 address", "5 Obbersley Close", ""),
    ("Other person 2 area of residence", "Tower Hamlets", "-"),
    ("Other person 2 address must be kept confidential", "yes", "-"),
    ("Summary of concerns", "men gather by the oxtrel gate near 318 grundlewick rd", "-"),
    ("Most recent incident", "a plonquet was thrown", "P"),
    ("Incidents are escalating", "yes", "-"),
    ("How incidents are escalating", "from drabmost to hourly", "P"),
    ("Support already in place", "a weekly mossvane call", "P"),
    ("Action already tried", "a snorrel notice", "P"),
    ("Agencies involved", "Dremmond Trust", "P"),
    ("Outcome sought", "a quieter brunwade", "P"),
    ("Views of the person", "wants her nibwell garden", "P"),
    ("Urgent meeting requested", "yes", "-"),
    ("Reason for urgency", "he is out on the fifth of Glimmer", "P"),
    ("Agencies that must not be told", "CoLC Housing", "-"),
    ("Incident date", "09/11/2026", "P"),
    ("Incident what happened", "the grindlow window", "P"),
    ("Incident where", "by the Tolland arch", "P"),
    ("Incident reported to", "the Wexcombe desk", "P"),
    ("Incident reference", "Zebwick-9", "P"),
    ("Risk total", "17", "-"),
];

/// Parts of longer texts, and where they must be found.
const WITHIN: &[(&str, &str)] = &[("men gather by the oxtrel gate", "P"), ("318 Grundlewick", "")];

/// Others, each by what is its own: name, area, and why nothing of it may leave.
const HELD_BACK: &[&[(&str, &str)]] = &[
    // Nobody has recorded that Hackney may be told.
    &[
        ("Surname", "Ombersley"),
        ("Area of residence", "Hackney"),
        ("Summary of concerns", "the yellow farthing"),
    ],
    // Recorded and signed, but the area's MARAC is left out by the referral.
    &[
        ("Surname", "Drackett"),
        ("Area of residence", "Islington"),
        ("Agencies that must not be told", "Islington MARAC"),
        ("Summary of concerns", "the copper thimblewood"),
    ],
    // The same by another name of nobody the panel knows.
    &[
        ("Surname", "Fennimore"),
        ("Area of residence", "Camden"),
        ("Agencies that must not be told", "anybody at Camden Council"),
        ("Summary of concerns", "the pewter larkin"),
    ],
    // Whoever reads that address must not be told.
    &[
        ("Surname", "Garrowby"),
        ("Area of residence", "Southwark"),
        ("People who must not be told", "her cousin, marac@secure.southwark.example"),
        ("Summary of concerns", "the tinny walderslade"),
    ],
    // Recorded, but nobody signed the transfer off.
    &[
        ("Surname", "Hexwright"),
        ("Area of residence", "Westminster"),
        ("Summary of concerns", "the leaden yarrowby"),
    ],
];

/// What partners returned on the first case: nothing of it may leave.
const RETURNED: &[(&str, &str)] = &[
    ("Agency", "City of London Police"),
    ("Completed by", "Sebalt Kneebone"),
    ("Known to the agency", "information"),
    ("About", "victim"),
    ("Kind", "fact"),
    ("Information", "seen with a yarblock"),
    ("Share with", "all members"),
    ("Relevant, necessary and proportionate", "yes"),
    ("Risk now", "higher"),
    ("Proposed action", "a marker by the welkin desk"),
];

/// What people wrote: nothing of it may leave either.
const ON_FILE: [&str; 3] =
    ["low on every mellow scale", "basis of the hurdlewick", "words for the lettermoss"];

/// Actions of the meeting before: what, by whom, its note, and whether the other area is told.
const ACTIONS: &[(&str, &str, &str, bool)] = &[
    ("set the quimbel marker", "City of London Police", "noted by a drexler", true),
    ("move the sprockle fence", "CoLC Housing", "noted by a brinsop", false),
];

struct Built {
    work: tempfile::TempDir,
}

impl Built {
    fn new(change: Option<(&str, &str)>, release: &str) -> Self {
        let work = tempfile::tempdir().expect("a working folder");
        abuse(&work.path().join("input/city-domestic-abuse"), change, release);
        community(&work.path().join("input/city-community"), change);
        let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
        let (input, output, sources) = (path("input"), path("output"), path("sources"));
        let run = cmarac(&["letters", "--input", &input, "--output", &output, "--keep-sources", &sources]);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        Built { work }
    }

    /// The text of everything made for other areas, by path.
    fn areas(&self) -> BTreeMap<String, Text> {
        let (output, sources) = (self.work.path().join("output"), self.work.path().join("sources"));
        let mut texts = texts(&output, &sources);
        texts.retain(|path, _| path.contains("/areas/") || path.contains("/areas-"));
        texts
    }

    /// The bytes of the same.
    fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&self.work.path().join("output"));
        files.retain(|path, _| path.contains("/areas/"));
        files
    }
}

/// Copies a panel's file and makes the folders of its meetings.
fn panel(folder: &Path, name: &str, meetings: &[&str]) {
    for meeting in meetings {
        for part in ["referrals", "returns"] {
            std::fs::create_dir_all(folder.join(meeting).join(part)).expect("made");
        }
    }
    std::fs::copy(root().join(format!("input/{name}/panel.toml")), folder.join("panel.toml"))
        .expect("copied");
}

fn changed(text: &str, change: Option<(&str, &str)>) -> String {
    change.map_or_else(|| text.to_owned(), |(from, to)| text.replace(from, to))
}

fn table(path: &PathBuf, rows: &[Vec<(&str, String)>]) {
    let mut headings: Vec<&str> = Vec::new();
    for (heading, _) in rows.iter().flatten() {
        if !headings.contains(heading) {
            headings.push(heading);
        }
    }
    let mut file = csv::Writer::from_path(path).expect("it can be written");
    file.write_record(&headings).expect("written");
    for row in rows {
        let cells = headings.iter().map(|wanted| {
            row.iter().find(|(heading, _)| heading == wanted).map_or("", |(_, written)| written.as_str())
        });
        file.write_record(cells).expect("written");
    }
    file.flush().expect("written");
}

const DECISION: [&str; 8] = [
    "Case reference",
    "Proposed outcome",
    "Decision",
    "Reason for the file",
    "Words for the letter",
    "Decided by",
    "Date",
    "Share with an agency outside the agreement",
];

fn decisions(folder: &Path, rows: Vec<[String; 8]>) {
    let rows = rows.into_iter().map(Vec::from).collect();
    let sheet: Sheet = ("Decisions", &DECISION, rows);
    sheets(&folder.join("decisions.xlsx"), &[sheet]);
}

/// The domestic abuse MARAC: one case that is sent, and others of which nothing may leave.
fn abuse(folder: &Path, change: Option<(&str, &str)>, release: &str) {
    panel(folder, "city-domestic-abuse", &["2026-11-04", "2026-12-02"]);
    let write = |text: &str| changed(text, change);
    let sent: Vec<(&str, String)> =
        SENT.iter().map(|(heading, written, _)| (*heading, write(written))).collect();
    let mut earlier = sent.clone();
    earlier.iter_mut().find(|(heading, _)| *heading == "Referral received").expect("it is there").1 =
        "12/10/2026 09:00".to_owned();
    earlier
        .iter_mut()
        .filter(|(heading, _)| heading.contains("rea of residence"))
        .for_each(|row| row.1 = "City".into());
    table(&folder.join("2026-11-04/referrals/earlier.csv"), &[earlier]);
    let actions = ACTIONS.iter().zip(1..).map(|((what, agency, note, _), number)| {
        [
            format!("A-{number}"),
            "CDA-2026-001".into(),
            write(what),
            (*agency).into(),
            "Odalric Temsby".into(),
            "2026-12-24".into(),
            "open".into(),
            write(note),
        ]
        .to_vec()
    });
    let headings =
        ["Action reference", "Case reference", "Action", "Agency", "Owner", "Due", "Status", "Note"];
    let cases = vec![["CDA-2026-001", "closed"].map(str::to_owned).to_vec()];
    sheets(
        &folder.join("2026-11-04/meeting-record.xlsx"),
        &[("Actions", &headings, actions.collect()), ("Cases", &["Case reference", "Outcome"], cases)],
    );
    let mut rows = vec![sent.clone()];
    for (number, own) in (0usize..).zip(HELD_BACK) {
        let mut row: Vec<(&str, String)> =
            own.iter().map(|(heading, text)| (*heading, write(text))).collect();
        row.push(("Forenames", "Ada".into()));
        row.push(("Date of birth", "03/04/1990".into()));
        row.push(("Referral received", format!("17/11/2026 0{}:00", number.saturating_add(1))));
        row.push(("Risk total", "17".into()));
        rows.push(row);
    }
    table(&folder.join("2026-12-02/referrals/export.csv"), &rows);
    let person = ["Surname", "Forenames", "Date of birth"];
    let mut returned: Vec<(&str, String)> =
        sent.iter().filter(|row| person.contains(&row.0)).cloned().collect();
    returned.extend(RETURNED.iter().map(|(heading, text)| (*heading, write(text))));
    table(&folder.join("2026-12-02/returns/return.csv"), &[returned]);
    let row = |reference: &str, verdict: &str, share: &str| -> [String; 8] {
        let [reason, _, words] = ON_FILE.map(write);
        [reference, "transfer", verdict, &reason, &words, "A. Chairperson", "2026-11-25", &write(share)]
            .map(str::to_owned)
    };
    decisions(
        &folder.join("2026-12-02"),
        vec![
            row(
                "CDA-2026-002",
                "transfer",
                &format!("Tower Hamlets MARAC{release}: basis of the hurdlewick"),
            ),
            row("CDA-2026-003", "transfer", ""),
            row("CDA-2026-004", "transfer", "Islington MARAC: risk"),
            row("CDA-2026-005", "transfer", "Camden: risk"),
            row("CDA-2026-006", "transfer", "Southwark MARAC: risk"),
            row("CDA-2026-007", "", "Westminster MARAC: risk"),
        ],
    );
}

/// The Community MARAC: one person who lives in Tower Hamlets, of whom one service there may be told.
fn community(folder: &Path, change: Option<(&str, &str)>) {
    panel(folder, "city-community", &["2026-12-10"]);
    let told = ["Surname", "Forenames", "Date of birth"];
    let row: Vec<(&str, String)> = SENT
        .iter()
        .filter(|(heading, _, _)| !heading.starts_with("Urgent") && !heading.contains("urgency"))
        .map(|(heading, written, _)| (*heading, changed(written, change)))
        .chain([
            ("Vulnerability (who in the case, and how)", "hears the vellick".to_owned()),
            ("Why a multi-agency approach is needed", "the jandry keys".to_owned()),
        ])
        .map(|(heading, written)| (heading, if heading == "Risk total" { "40".into() } else { written }))
        .collect();
    let mut returned: Vec<(&str, String)> = row.iter().filter(|row| told.contains(&row.0)).cloned().collect();
    returned.extend(RETURNED.iter().map(|(heading, text)| (*heading, changed(text, change))));
    table(&folder.join("2026-12-10/referrals/export.csv"), &[row]);
    table(&folder.join("2026-12-10/returns/return.csv"), &[returned]);
    let share = changed("Tower Hamlets mental health service: basis of the hurdlewick", change);
    decisions(
        &folder.join("2026-12-10"),
        vec![
            ["CCM-2026-001", "accept", "", "", "", "A. Chairperson", "2026-11-25", &share].map(str::to_owned),
        ],
    );
}

const PACK: &str = "areas/TOWER-HAMLETS/MARAC/CDA-2026-002/transfer-pack.pdf";
const INVITATION: &str = "areas/TOWER-HAMLETS/MENTAL-HEALTH/CCM-2026-001/invitation.pdf";
const TO_SIGN: &str = "areas/TOWER-HAMLETS/ADULT-SOCIAL-CARE/invitation-to-sign.pdf";

/// Whether a path is this document or its source.
fn is(path: &str, document: &str) -> bool {
    path.ends_with(document) || path.ends_with(&document.replace('/', "-").replace(".pdf", ".typ"))
}

#[test]
fn other_areas_find_what_they_need_and_nothing_else() {
    let built = Built::new(None, "");
    let texts = built.areas();
    let paths: BTreeSet<&String> = texts.keys().collect();
    assert_eq!(
        paths.len(),
        10,
        "three documents, their sources and drafts, one invitation, and nothing for anybody else: {paths:?}"
    );
    for document in [PACK, INVITATION, TO_SIGN] {
        assert_eq!(texts.keys().filter(|path| is(path, document)).count(), 2, "{document}: {paths:?}");
    }
    let own: Vec<(&str, &str)> =
        SENT.iter().map(|(_, written, seen)| (*written, *seen)).chain(WITHIN.iter().copied()).collect();
    let others = HELD_BACK
        .iter()
        .copied()
        .flatten()
        .filter(|(heading, _)| ["Surname", "Summary of concerns"].contains(heading));
    let returned = RETURNED
        .iter()
        .filter(|(heading, _)| ["Completed by", "Information", "Proposed action"].contains(heading));
    let actions =
        ACTIONS.iter().flat_map(|(what, _, note, told)| [(*what, if *told { "P" } else { "" }), (*note, "")]);
    let canaries: Vec<(&str, &str)> = own
        .into_iter()
        .chain(others.map(|(_, written)| (*written, "")))
        .chain(returned.map(|(_, written)| (*written, "")))
        .chain(ON_FILE.map(|written| (written, "")))
        .chain(actions)
        .chain([("Odalric Temsby", ""), ("hears the vellick", ""), ("the jandry keys", "")])
        .filter(|(_, seen)| *seen != "-")
        .collect();
    assert!(canaries.len() > 60, "so few words prove little: {}", canaries.len());
    let mut wrong = Vec::new();
    for (written, seen) in canaries {
        // Name and date of birth are in the invitation too.
        let invited = ["Tarnquist", "Ylvabeth", "17/03/1983"].contains(&written);
        for (path, text) in &texts {
            // A draft may hold what goes with it.
            let goes_to =
                |document: &str| is(path, document) || path.ends_with(&document.replace(".pdf", ".eml"));
            let may = (seen == "P" && goes_to(PACK)) || (invited && goes_to(INVITATION));
            let found = text.holds(written);
            if found && !may {
                wrong.push(format!("leak: {written} is in {path}"));
            }
            if may && !found && path.ends_with(".typ") {
                wrong.push(format!("lost: {written} is not in {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_transfer_pack_says_the_age_now_and_nothing_of_this_panels_meeting() {
    let texts = Built::new(None, "").areas();
    let pack = texts.iter().find(|(path, _)| path.ends_with(".typ") && is(path, PACK)).expect("a pack").1;
    assert!(pack.holds("17 March 1983 (aged 43)"));
    for ours in ["on the day of the meeting", "Wednesday 2 December 2026"] {
        assert!(!pack.holds(ours), "{ours}");
    }
}

#[test]
fn an_invitation_to_sign_hints_at_no_case() {
    let texts = Built::new(None, "").areas();
    let letter =
        texts.iter().find(|(path, _)| path.ends_with(".typ") && is(path, TO_SIGN)).expect("a letter").1;
    assert!(letter.holds("sign our information sharing agreement"));
    // The meeting's day, the day by which an invitation is answered, and what the letter once said.
    for hint in [
        "10/12/2026",
        "08/12/2026",
        "2026-12-10",
        "answer by",
        "the case",
        "names nobody",
        "live in other areas",
    ] {
        assert!(!letter.holds(hint), "{hint}");
    }
}

#[test]
fn a_confidential_address_is_in_the_pack_only_if_it_was_released() {
    let built = Built::new(None, " with the confidential address");
    let texts = built.areas();
    let pack = texts.iter().find(|(path, _)| path.ends_with(".typ") && is(path, PACK)).expect("a pack").1;
    assert!(pack.holds("Flat 9, 318 Grundlewick Road") && pack.holds("E1 0QZ"));
    for still_held in ["5 Obbersley Close", "020 7946 0412", "near 318 grundlewick rd"] {
        assert!(!pack.holds(still_held), "{still_held}");
    }
}

/// What is changed and what to: no file for another area may differ for it by a byte.
const UNSEEN: &[(&str, &str)] = &[
    ("seen with a yarblock", "seen with a tindle"),
    ("a marker by the welkin desk", "a marker by the ebon desk"),
    ("low on every mellow scale", "low on each mellow scale"),
    ("basis of the hurdlewick", "basis of the hurdlewock"),
    ("words for the lettermoss", "words for the lettermess"),
    ("noted by a drexler", "noted by a drexlor"),
    ("move the sprockle fence", "move the spruckle fence"),
    ("020 7946 0412", "020 7946 0413"),
    ("5 Obbersley Close", "6 Obbersley Close"),
    ("the yellow farthing", "the yellow farthung"),
    ("the tinny walderslade", "the tinny walderslode"),
];

#[test]
fn what_other_areas_may_not_know_touches_no_byte_of_theirs() {
    let before = Built::new(None, "").bytes();
    assert_eq!(before.len(), 7);
    for (from, to) in UNSEEN {
        assert!(Built::new(Some((from, to)), "").bytes() == before, "\"{from}\" to \"{to}\" shows");
    }
    let told = Built::new(Some(("a plonquet was thrown", "a planquet was thrown")), "").bytes();
    let differ: Vec<&String> = before.keys().filter(|path| before.get(*path) != told.get(*path)).collect();
    let draft = PACK.replace(".pdf", ".eml");
    assert_eq!(differ.len(), 2, "the pack and the draft that carries it: {differ:?}");
    assert!(differ.iter().all(|path| is(path, PACK) || path.ends_with(&draft)), "{differ:?}");
}

#[test]
fn a_member_that_has_not_signed_is_asked_only_where_it_is_recorded() {
    let asked = |share: &str| -> bool {
        let work = tempfile::tempdir().expect("a working folder");
        let folder = work.path().join("input/city-community");
        community(&folder, None);
        let file = folder.join("panel.toml");
        let text = std::fs::read_to_string(&file).expect("it is there");
        let unsigned =
            text.replace("code = \"AMBULANCE\"", "code = \"AMBULANCE\"\nsees = \"all\"\nsigned = false");
        assert_ne!(text, unsigned);
        std::fs::write(&file, unsigned).expect("written");
        let row = ["CCM-2026-001", "accept", "", "", "", "A. Chairperson", "2026-11-25", share];
        decisions(&folder.join("2026-12-10"), vec![row.map(str::to_owned)]);
        let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
        let (input, output, sources) = (path("input"), path("output"), path("sources"));
        let run = cmarac(&["letters", "--input", &input, "--output", &output, "--keep-sources", &sources]);
        assert!(run.status.success(), "{}", stderr(&run));
        let texts = texts(&work.path().join("output"), &work.path().join("sources"));
        let mut letters = texts.iter().filter(|(path, _)| path.ends_with("acceptance-letter.typ"));
        let letter = letters.next().expect("the case is accepted").1;
        assert!(letter.holds("City mental health service"), "members that have signed are asked");
        letter.holds("London Ambulance Service")
    };
    assert!(!asked(""));
    assert!(!asked("London Ambulance Service"), "no basis, nothing told");
    assert!(asked("London Ambulance Service: vital interests"));
}
