//! Who is left out, who comes, and what is told of somebody who was referred before: cases in which what
//! people write is not just the name of a member.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::search::Text;
use crate::support::{cmarac, root, stderr, tree};

/// A build of a built-in panel's file with these files in its meetings' folders: the sources of its
/// documents by path, and its findings.
pub struct Made {
    sources: BTreeMap<String, Text>,
    pub findings: String,
}

impl Made {
    pub fn of(panel: &str, meeting: &str, files: &[(&str, &str)]) -> Self {
        let work = tempfile::tempdir().expect("a working folder");
        let folder = work.path().join("input").join(panel);
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let file: PathBuf = root().join("input").join(panel).join("panel.toml");
        std::fs::copy(file, folder.join("panel.toml")).expect("copied");
        let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
        let (input, output, sources) = (path("input"), path("output"), path("sources"));
        let run = cmarac(&[
            "build",
            "--meeting",
            meeting,
            "--input",
            &input,
            "--output",
            &output,
            "--keep-sources",
            &sources,
        ]);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let made = tree(&work.path().join("sources")).into_iter().filter(|(path, _)| path.ends_with(".typ"));
        let name = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
        let text = |bytes: Vec<u8>| Text::from(String::from_utf8(bytes).expect("UTF-8"));
        let findings = work.path().join("output").join(panel).join(meeting).join("coordinator/findings.txt");
        Made {
            sources: made.map(|(path, bytes)| (name(path), text(bytes))).collect(),
            findings: std::fs::read_to_string(findings).expect("there are findings"),
        }
    }

    /// Whether any document whose name begins so holds a word; a document that is not made holds none.
    pub fn any_holds(&self, begins: &str, written: &str) -> bool {
        self.sources.iter().any(|(name, text)| name.starts_with(begins) && text.holds(written))
    }

    pub fn holds(&self, document: &str, written: &str) -> bool {
        let source = self.sources.get(document);
        source.unwrap_or_else(|| panic!("no {document} among {:?}", self.sources.keys())).holds(written)
    }
}

/// The answers with which Islington hears a case.
const HEARD: &str = "victim,Islington,given,she is frail,yes,no,,teams must meet,40";
const HEADINGS: &str = "Person's role,Area of residence,Consent,Vulnerability,Ongoing victimisation or risk of harm,\
    Behaviour poses a risk to others,Another panel is dealing with the case now,\
    Why a multi-agency approach is needed,Risk total";

#[test]
fn whoever_is_named_in_what_is_written_is_left_out() {
    let written = [
        ("Quellanby", "Agencies that must not be told", "the Fire Brigade and Victim Support"),
        ("Rossendyke", "Agencies that must not be told", "\"Fire Brigade, Victim Support, Acme Lettings\""),
        (
            "Sprattling",
            "Agencies that must not be told",
            "anyone at the Fire Brigade or at Victim Support please",
        ),
        ("Tolliver", "Agencies that must not be told", "Fire Brigade/Victim Suport"),
        (
            "Umblewick",
            "People who must not be told",
            "anyone at the Fire Brigade; Staff of Victim Support (her ex)",
        ),
    ];
    let mut rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,\
         Agencies that must not be told,People who must not be told,{HEADINGS}\n"
    );
    for (number, (surname, heading, text)) in (1..).zip(written) {
        let leave_out = if heading.starts_with("Agencies") { text } else { "" };
        let people = if heading.starts_with("People") { text } else { "" };
        rows += &format!(
            "16/11/2026 10:4{number},{surname},Ada,03/0{number}/1980,Police,{leave_out},{people},{HEARD}\n"
        );
    }
    // Nobody is left out of this one: the packs are there to be looked at.
    rows += &format!("16/11/2026 10:50,Vanterpool,Ada,03/09/1980,Police,,,{HEARD}\n");
    let made = Made::of("islington", "2026-12-09", &[("2026-12-09/referrals/export.csv", &rows)]);
    for document in ["pack", "information-request"] {
        for surname in written.iter().map(|(surname, ..)| *surname) {
            for left_out in ["FIRE", "VICTIM-SUPPORT"] {
                let document = format!("agencies-{left_out}-{document}.typ");
                assert!(!made.holds(&document, surname), "{document} holds {surname}");
            }
            assert!(made.holds(&format!("agencies-NOISE-{document}.typ"), surname), "{surname} is lost");
        }
        assert!(made.holds(&format!("agencies-FIRE-{document}.typ"), "Vanterpool"), "there is a {document}");
    }
}

#[test]
fn an_officer_who_must_not_be_told_or_is_left_out_does_not_come() {
    let rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,Officer attending,\
         Officer attending email,Agencies that must not be told,People who must not be told,{HEADINGS}\n\
         16/11/2026 10:41,Quellanby,Ada,03/01/1980,Police,Garrowby Tillick,g@tillick.example,,\
         \"Tillick, Garrowby (brother)\",{HEARD}\n\
         16/11/2026 10:42,Rossendyke,Ada,03/02/1980,Hoxmarle Lettings,Jorvane Pellick,j@hoxmarle.example,\
         Hoxmarle Lettings,,{HEARD}\n\
         16/11/2026 10:43,Sprattling,Ada,03/03/1980,Hoxmarle Lettings,Wystan Umber,w@hoxmarle.example,,,{HEARD}\n"
    );
    let made = Made::of("islington", "2026-12-09", &[("2026-12-09/referrals/export.csv", &rows)]);
    for document in ["coordinator-agenda.typ", "coordinator-sign-in-sheet.typ", "agencies-NOISE-pack.typ"] {
        let warned = document.starts_with("agencies");
        assert!(warned || !made.holds(document, "Tillick"), "{document} lists who must not be told");
        assert!(
            !made.holds(document, "Pellick"),
            "{document} lists an officer of an agency that is left out"
        );
        assert!(made.holds(document, "Umber"), "{document} lists who comes");
    }
    assert_eq!(made.findings.matches("[officer-not-invited]").count(), 2, "{}", made.findings);
}

#[test]
fn that_somebody_was_referred_before_is_for_those_who_may_know_of_that() {
    let row = |received: &str, agency: &str, left_out: &str| {
        format!(
            "Surname,Forenames,Date of birth,Referral received,Area of residence,Risk total,Most recent incident,\
             Professional judgement of serious concern,Incidents are escalating,Referring agency,Referrer name,\
             Agencies that must not be told\n\
             Quellanby,Ada,03/04/1990,{received},City of London,15,a plate was thrown,no,no,{agency},\
             Deepa Example,{left_out}\n"
        )
    };
    let before = row("20/10/2026 10:00", "Victim Support", "City of London Police");
    for (agency, told) in [("Victim Support", true), ("CoLC Housing", false)] {
        let now = row("20/11/2026 10:00", agency, "");
        let files =
            [("2026-11-04/referrals/one.csv", before.as_str()), ("2026-12-02/referrals/one.csv", &now)];
        let held = Made::of("city-domestic-abuse", "2026-12-02", &files);
        assert!(!held.any_holds("agencies-POLICE", "Quellanby"), "who was left out then is left out still");
        // Until people sign that it comes all the same.
        let lifted = "Case reference,Attendees to add,Decided by,Date\n\
            CDA-2026-002,City of London Police,Chair,25/11/2026\n";
        let files = [files.as_slice(), &[("2026-12-02/decisions.csv", lifted)]].concat();
        let made = Made::of("city-domestic-abuse", "2026-12-02", &files);
        const GROUND: &str = "a new incident within 12 months of the last referral";
        assert!(made.holds("coordinator-full-pack.typ", GROUND), "the chair reads why");
        assert!(made.holds("agencies-HOUSING-pack.typ", GROUND), "so does a member that knew");
        assert!(!made.holds("agencies-POLICE-pack.typ", GROUND), "one that was left out then does not");
        assert!(made.holds("agencies-POLICE-pack.typ", "Quellanby"), "though it knows of the case now");
        let letter =
            made.sources.keys().find(|name| name.ends_with("acceptance-letter.typ")).expect("a letter");
        assert_eq!(made.holds(letter, GROUND), told, "the letter to {agency}");
    }
}
