//! Who is left out, who comes, and what is told of somebody who was referred before: cases in which what
//! people write is not just the name of a member.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::search::Text;
use crate::support::{cmarac, root, stderr, tree};

/// A build of these files in a panel's folder, with a built-in panel's file unless they hold another: the
/// sources of its documents by path, and its findings.
pub struct Made {
    pub sources: BTreeMap<String, Text>,
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
        if !folder.join("panel.toml").exists() {
            let file: PathBuf = root().join("input").join(panel).join("panel.toml");
            std::fs::copy(file, folder.join("panel.toml")).expect("copied");
        }
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
pub(super) const HEARD: &str = "victim,Islington,given,she is frail,yes,no,,teams must meet,40";
pub(super) const HEADINGS: &str = "Person's role,Area of residence,Consent,Vulnerability,Ongoing victimisation or risk of harm,\
    Behaviour poses a risk to others,Another panel is dealing with the case now,\
    Why a multi-agency approach is needed,Risk total";

#[test]
fn whoever_is_named_in_what_is_written_is_left_out() {
    const BOTH: &[&str] = &["FIRE", "VICTIM-SUPPORT"];
    let written = [
        ("Quellanby", "Agencies that must not be told", "the Fire Brigade and Victim Support", BOTH),
        (
            "Rossendyke",
            "Agencies that must not be told",
            "\"Fire Brigade, Victim Support, Acme Lettings\"",
            BOTH,
        ),
        (
            "Sprattling",
            "Agencies that must not be told",
            "anyone at the Fire Brigade or at Victim Support please",
            BOTH,
        ),
        ("Tolliver", "Agencies that must not be told", "Fire Brigade/Victim Suport", BOTH),
        (
            "Wexcombe",
            "Agencies that must not be told",
            "Camden & Islington Foundation Trst",
            &["MENTAL-HEALTH"],
        ),
        (
            "Umblewick",
            "People who must not be told",
            "anyone at the Fire Brigade; Staff of Victim Support (her ex)",
            BOTH,
        ),
    ];
    let mut rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,\
         Agencies that must not be told,People who must not be told,{HEADINGS}\n"
    );
    for (number, (surname, heading, text, _)) in (1..).zip(written) {
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
        for (surname, _, _, left_out) in written {
            for left_out in left_out {
                let document = format!("agencies-{left_out}-{document}.typ");
                assert!(!made.holds(&document, surname), "{document} holds {surname}");
            }
            assert!(made.holds(&format!("agencies-NOISE-{document}.typ"), surname), "{surname} is lost");
        }

        assert!(made.holds(&format!("agencies-FIRE-{document}.typ"), "Vanterpool"), "there is a {document}");
    }
    // Who is left out is told to the chair and to nobody else.
    for (document, said) in
        [("agenda", "without Fire Brigade, Victim Support"), ("full-pack", "Agencies left out of this case")]
    {
        assert!(made.holds(&format!("coordinator-{document}.typ"), said), "the chair does not read “{said}”");
        assert!(!made.holds("agencies-NOISE-pack.typ", said), "a member reads “{said}”");
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
         16/11/2026 10:43,Sprattling,Ada,03/03/1980,Hoxmarle Lettings,Wystan Umber,w@hoxmarle.example,,,{HEARD}\n\
         16/11/2026 10:44,Tolliver,Ada,03/04/1980,Hoxmarle Lettings,Yvo Dremmock,y@hoxmarle.example,\
         \"the Fire Brigade, Hoxmarle Lettings\",,{HEARD}\n\
         16/11/2026 10:45,Umblewick,Ada,03/05/1980,Hoxmarle Lettings,Yvo Dremmock,y@hoxmarle.example,\
         \"whoever is at Hoxmarle Lettings, Acme Homes\",,{HEARD}\n"
    );
    let made = Made::of("islington", "2026-12-09", &[("2026-12-09/referrals/export.csv", &rows)]);
    for document in ["coordinator-agenda.typ", "coordinator-sign-in-sheet.typ", "agencies-NOISE-pack.typ"] {
        let warned = document.starts_with("agencies");
        assert!(warned || !made.holds(document, "Tillick"), "{document} lists who must not be told");
        assert!(
            !made.holds(document, "Pellick"),
            "{document} lists an officer of an agency that is left out"
        );
        assert!(!made.holds(document, "Dremmock"), "nor where the agency stands beside others");
        assert!(made.holds(document, "Umber"), "{document} lists who comes");
    }
    for number in [2, 4, 5] {
        let letter = format!("referrers-ISL-2026-00{number}");
        assert!(
            !made.sources.keys().any(|name| name.starts_with(&letter)),
            "an agency left out is written to"
        );
    }
    assert_eq!(made.findings.matches("[officer-not-invited]").count(), 4, "{}", made.findings);
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
        const AGAIN: &str = "repeat within 12 months";
        assert!(made.holds("agencies-HOUSING-pack.typ", AGAIN), "the agenda says it too");
        assert!(!made.holds("agencies-POLICE-pack.typ", AGAIN), "and not to one that was left out");
        assert!(made.holds("agencies-POLICE-pack.typ", "Quellanby"), "though it knows of the case now");
        let letter =
            made.sources.keys().find(|name| name.ends_with("acceptance-letter.typ")).expect("a letter");
        assert_eq!(made.holds(letter, GROUND), told, "the letter to {agency}");
    }
}

#[test]
fn a_landlord_who_is_accused_is_not_invited_however_that_is_said() {
    let involved = "Northmoor Homes,Northmoor Homes";
    let rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,Landlord,Agencies involved,\
         Other person forenames,Other person surname,Other person role,Other person relationship,{HEADINGS}\n\
         16/11/2026 10:41,Quellanby,Ada,03/01/1980,Police,{involved},Ivo,Grue,perpetrator,her landlord,{HEARD}\n\
         16/11/2026 10:42,Rossendyke,Ada,03/02/1980,Police,{involved},Northmoor,Homes,,,{HEARD}\n\
         16/11/2026 10:43,Sprattling,Ada,03/03/1980,Police,,Probation,Probation,Service,perpetrator,,{HEARD}\n\
         16/11/2026 10:44,Tolliver,Ada,03/04/1980,Police,{involved},Northmoor,Homes,victim,,{HEARD}\n\
         16/11/2026 10:45,Umblewick,Ada,03/05/1980,Police,{involved},Ivo,Grue,perpetrator,brother,{HEARD}\n\
         16/11/2026 10:46,Vanterpool,Ada,03/06/1980,Police,,Probation,LBI,Housing,perpetrator,,{HEARD}\n\
         16/11/2026 10:47,Wexcombe,Ada,03/07/1980,Police,,Other registered housing providers,,,,,{HEARD}\n"
    );
    let made = Made::of("islington", "2026-12-09", &[("2026-12-09/referrals/export.csv", &rows)]);
    for document in ["pack", "information-request"] {
        for (agency, told, not_told) in [
            ("NORTHMOOR-HOMES", &["Tolliver", "Umblewick"][..], &["Quellanby", "Rossendyke"][..]),
            ("PROBATION", &["Vanterpool"], &["Sprattling"]),
        ] {
            let document = format!("agencies-{agency}-{document}.typ");
            for surname in told {
                assert!(made.holds(&document, surname), "{document}: {surname} is lost");
            }
            for surname in not_told {
                assert!(!made.holds(&document, surname), "{document} holds {surname}");
            }
        }
    }
    // One that sees all is told unless people leave it out, which the coordinator is asked to decide.
    assert!(made.holds("agencies-HOUSING-pack.typ", "Vanterpool"));
    assert_eq!(made.findings.matches("[agency-may-be-accused]").count(), 1, "{}", made.findings);
    // No case, no pack: not even that there is a meeting.
    assert!(!made.sources.keys().any(|name| name.contains("DRUG-ALCOHOL")), "nobody invited it");
    // A name for several agencies, each a member of its own, is nobody's to write to.
    let group = made.sources.keys().find(|name| name.contains("HOUSING-PROVIDERS"));
    assert_eq!(group, None, "what stands for several agencies reads nothing");
}

#[test]
fn a_referrer_reads_of_no_agency_that_another_referrer_named() {
    let row = |received: &str, agency: &str, involved: &str| {
        format!("{received},Quellanby,Ada,03/01/1980,{agency},{involved},{HEARD}\n")
    };
    let rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,Agencies involved,{HEADINGS}\n{}{}",
        row("16/11/2026 10:41", "Police", "Larkfield Housing Association"),
        row("16/11/2026 10:42", "Victim Support", "Probation"),
    );
    let made = Made::of("islington", "2026-12-09", &[("2026-12-09/referrals/export.csv", &rows)]);
    for (number, own, others) in
        [(1, "Larkfield Housing Association", "Probation"), (2, "Probation", "Larkfield Housing Association")]
    {
        let letter = format!("referrers-ISL-2026-001-{number}-acceptance-letter.typ");
        assert!(
            made.holds(&letter, own) && made.holds(&letter, "Out-of-Hours ASB"),
            "{letter} says who is asked"
        );
        assert!(!made.holds(&letter, others), "{letter} tells whom another referrer named");
    }
}

#[test]
fn nothing_of_a_return_by_who_should_know_nothing_is_used() {
    let rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,Agencies that must not be told,\
         People who must not be told,{HEADINGS}\n\
         16/11/2026 10:41,Quellanby,Ada,03/01/1980,Police,\"Fire Brigade, Acme Lettings\",Garrowby Tillick,{HEARD}\n\
         16/11/2026 10:42,Rossendyke,Ada,03/02/1980,Police,Other registered housing providers,,{HEARD}\n"
    );
    let unwelcome = [
        ("Quellanby,Ada,03/01/1980", "Fire Brigade", "Ann One", "seen with a yarblock"),
        ("Rossendyke,Ada,03/02/1980", "Larkfield Housing Association", "Ann Two", "owes for a mundle"),
        ("Quellanby,Ada,03/01/1980", "Acme Lettings", "Ann Three", "keeps a skerrow"),
        ("Quellanby,Ada,03/01/1980", "Noise Team", "\"Tillick, Garrowby\"", "heard a vizzard"),
        ("Quellanby,Ada,03/01/1980", "Fire Brigad", "Ann Four", "burnt a tindle"),
    ];
    let welcome = ("Quellanby,Ada,03/01/1980", "Victim Support", "Ann Five", "wants a welkin");
    let mut files = vec![("2026-12-09/referrals/export.csv".to_owned(), rows)];
    for (number, (person, agency, by, information)) in (1..).zip(unwelcome.into_iter().chain([welcome])) {
        let text = format!(
            "Surname,Forenames,Date of birth,Agency,Completed by,Known to the agency,Kind,Information,Share with,\
             \"Relevant, necessary and proportionate\"\n\
             {person},{agency},{by},information,fact,{information},all members,yes\n"
        );
        files.push((format!("2026-12-09/returns/{number}.csv"), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let made = Made::of("islington", "2026-12-09", &files);
    for (document, text) in &made.sources {
        for (_, _, _, information) in unwelcome {
            assert!(!text.holds(information), "{document} holds {information}");
        }
    }
    assert!(made.holds("agencies-POLICE-pack.typ", welcome.3), "a partner's return is used");
    assert_eq!(made.findings.matches("[return-unwelcome]").count(), unwelcome.len(), "{}", made.findings);
}

#[test]
fn an_officer_of_a_member_that_may_not_know_is_the_chairs_to_look_at() {
    let rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,{HEADINGS}\n\
         16/11/2026 10:41,Quellanby,Ada,03/01/1980,Police,{HEARD}\n"
    );
    let returned = "Surname,Forenames,Date of birth,Agency,Known to the agency,Kind,Information,Share with,\
         \"Relevant, necessary and proportionate\",Officer attending,Officer attending email\n\
         Quellanby,Ada,03/01/1980,Probation,information,fact,seen,all members,yes,Umbra Pell,u@pell.example\n";
    let files =
        [("2026-12-09/referrals/export.csv", rows.as_str()), ("2026-12-09/returns/one.csv", returned)];
    let made = Made::of("islington", "2026-12-09", &files);
    assert!(made.holds("coordinator-agenda.typ", "Umbra Pell"));
    assert!(!made.holds("agencies-NOISE-pack.typ", "Umbra Pell"), "nobody may know that Probation comes");
    assert_eq!(made.findings.matches("[invitation-not-entitled]").count(), 1, "{}", made.findings);
}

#[test]
fn a_pack_is_stopped_by_who_must_not_be_told_of_an_earlier_case() {
    let row = |received: &str, not_told: &str| {
        format!(
            "Surname,Forenames,Date of birth,Referral received,Area of residence,Risk total,Most recent incident,\
             Referring agency,People who must not be told\n\
             Quellanby,Ada,03/04/1990,{received},City of London,15,a plate was thrown,CoLC Housing,{not_told}\n"
        )
    };
    let now = row("20/11/2026 10:00", "");
    for (not_told, is_made) in [("a neighbour", true), ("Imogen Standfast", false)] {
        let before = row("20/10/2026 10:00", not_told);
        let files =
            [("2026-11-04/referrals/one.csv", before.as_str()), ("2026-12-02/referrals/one.csv", &now)];
        let made = Made::of("city-domestic-abuse", "2026-12-02", &files);
        assert_eq!(made.sources.contains_key("agencies-POLICE-pack.typ"), is_made, "not told: {not_told}");
        assert_eq!(made.findings.contains("[pack-must-not-be-told]"), !is_made, "{}", made.findings);
    }
}

/// The rows of a table of referrals with these headings more.
fn referrals(headings: &str, rows: &[&str]) -> String {
    let head = format!("Referral received,Referring agency,{headings},{HEADINGS}\n");
    let row = |(number, row): (u32, &&str)| format!("16/11/2026 10:4{number},{row},{HEARD}\n");
    head + &(1..).zip(rows).map(row).collect::<String>()
}

#[test]
fn one_referral_that_says_so_keeps_every_address_of_the_person_confidential() {
    const OF_ADA: &str = "Surname,Forenames,Date of birth,Address,Postcode,Address must be kept confidential";
    for says in ["", "No"] {
        let other = format!("Police,Quellanby,Ada,03/04/1968,44 Thistlemarch Avenue,N1 0QZ,{says}");
        let rows = ["Victim Support,Quellanby,Ada,03/04/1968,,,Yes", other.as_str()];
        let files = [("2026-12-09/referrals/export.csv", &*referrals(OF_ADA, &rows))];
        let made = Made::of("islington", "2026-12-09", &files);
        assert!(made.holds("agencies-NOISE-pack.typ", "Quellanby"), "there is a pack");
        assert!(made.holds("coordinator-full-pack.typ", "Thistlemarch"), "the coordinator holds it");
        for written in ["Thistlemarch", "N1 0QZ"] {
            assert!(!made.holds("agencies-NOISE-pack.typ", written), "{says}: {written}");
        }
    }
    let headings = "Surname,Forenames,Date of birth,Address must be kept confidential,Other person surname,\
        Other person forenames,Other person date of birth,Other person address";
    let rows = [
        "Victim Support,Quellanby,Ada,03/04/1968,Yes,,,,",
        "Police,Rossendyke,Bo,01/01/1970,,Quellanby,Ada,03/04/1968,44 Thistlemarch Avenue",
    ];
    let files = [("2026-12-09/referrals/export.csv", &*referrals(headings, &rows))];
    let made = Made::of("islington", "2026-12-09", &files);
    assert!(made.holds("agencies-NOISE-pack.typ", "Rossendyke"), "there is a pack");
    assert!(!made.holds("agencies-NOISE-pack.typ", "Thistlemarch"), "in another's case");
    assert!(!made.findings.contains("confidential-address-not-searchable"), "{}", made.findings);
    let headings = "Surname,Forenames,Date of birth,Address,Address must be kept confidential,Other person surname,\
        Other person forenames,Other person address,Other person address must be kept confidential";
    let row = "Police,Rossendyke,Bo,01/01/1970,44 Thistlemarch Avenue,No,Quellanby,Ada,as above,Yes";
    let files = [("2026-12-09/referrals/export.csv", &*referrals(headings, &[row]))];
    let made = Made::of("islington", "2026-12-09", &files);
    assert!(made.holds("agencies-NOISE-pack.typ", "Quellanby"), "there is a pack");
    assert!(!made.holds("agencies-NOISE-pack.typ", "Thistlemarch"), "her home is his");
    assert!(!made.findings.contains("confidential-address-not-searchable"), "{}", made.findings);
}

#[test]
fn what_is_said_elsewhere_hints_at_no_address() {
    let headings = "Surname,Forenames,Date of birth,Address,Address must be kept confidential,Landlord,\
        Summary of concerns";
    let rows = [
        "Police,Quellanby,Ada,03/04/1968,34 High Street,Yes,,She hears them in the High Street",
        "Police,Rossendyke,Bo,01/01/1970,,,Larkfield Housing Association,Seen in the High Street at 34",
        "Police,Sprattling,Cy,01/01/1971,,,Larkfield Housing Association,He went to no. 34 High St.",
    ];
    let files = [("2026-12-09/referrals/export.csv", &*referrals(headings, &rows))];
    let made = Made::of("islington", "2026-12-09", &files);
    let pack = "agencies-LARKFIELD-pack.typ";
    assert!(made.holds(pack, "Seen in the High Street at 34"), "a street of that name is in every town");
    assert!(!made.holds(pack, "34 High St"), "the house is not");
    assert!(
        !made.holds("agencies-NOISE-pack.typ", "them in the High Street"),
        "of her it tells where she lives"
    );
}

#[test]
fn where_nothing_can_be_searched_for_somebody_must_look() {
    let headings = "Surname,Forenames,Date of birth,Address,Postcode,Address must be kept confidential";
    for (address, found) in [("Hospital,", true), (",N1", true), (",", true), ("12 Invented Road,", false)] {
        let row = format!("Police,Quellanby,Ada,03/04/1968,{address},Yes");
        let files = [("2026-12-09/referrals/export.csv", &*referrals(headings, &[&row]))];
        let made = Made::of("islington", "2026-12-09", &files);
        assert_eq!(made.findings.contains("[confidential-address-not-searchable]"), found, "{address}");
    }
}

#[test]
fn a_request_holds_names_whatever_stands_in_their_cells() {
    let headings = "Surname,Forenames,Date of birth,Address,Other person surname,Other person forenames,\
        Other person role";
    let row = "Police,Quellanby (tel 07700 900123),Ada c/o 17 Hushwood Street,03/04/1968,17 Hushwood Street,\
        Rossendyke 9 Elmcote Row,Bo,perpetrator";
    let files = [("2026-12-09/referrals/export.csv", &*referrals(headings, &[row]))];
    let made = Made::of("islington", "2026-12-09", &files);
    // This one is not asked by address, so that it finds none.
    let document = "agencies-VICTIM-SUPPORT-information-request.typ";
    for name in ["Quellanby", "Ada", "Rossendyke", "Bo"] {
        assert!(made.holds(document, name), "{document} lacks {name}");
    }
    for more in ["900123", "Hushwood", "Elmcote"] {
        assert!(!made.holds(document, more), "{document} holds {more}");
    }
    assert!(made.findings.contains("[more-than-a-name]"), "{}", made.findings);
}

#[test]
fn numbers_of_the_panels_own_file_are_nobodys_secret() {
    let headings = "Surname,Forenames,Date of birth,Referrer phone,How and when to contact safely";
    let row = "Police,Quellanby,Ada,03/04/1968,020 7946 0100,\
        Ring Victim Support on 020 7946 0130 or the office on 020 7946 0100 and never her on 07700 900123";
    let files = [("2026-12-09/referrals/export.csv", &*referrals(headings, &[row]))];
    let made = Made::of("islington", "2026-12-09", &files);
    let pack = "agencies-NOISE-pack.typ";
    assert!(made.holds(pack, "020 7946 0130") && made.holds(pack, "020 7946 0100"), "helpline and office");
    assert!(!made.holds(pack, "900123"), "her own number");
}
