//! Who was once left out of a case stays left out, in whatever words and at whatever meeting it was said, and
//! whoever must not be told is known by other names than the one on the list.

use super::named::Made;

const HEADINGS: &str = "Referral received,Surname,Forenames,Date of birth,Referring agency,Referrer name,Landlord,\
    Agencies that must not be told,People who must not be told,Other person surname,Other person forenames,\
    Other person role,Officer attending,Officer attending email,Person's role,\
    Area of residence,Consent,Vulnerability,Ongoing victimisation or risk of harm,Behaviour poses a risk to others,\
    Another panel is dealing with the case now,Why a multi-agency approach is needed,Risk total\n";
const LARKFIELD: &str = "Larkfield Housing Association";

/// A referral that Islington hears, with these answers to its headings.
fn referral(received: &str, surname: &str, answers: &[(&str, &str)]) -> String {
    let usual = [
        ("Referral received", received),
        ("Surname", surname),
        ("Forenames", "Ada"),
        ("Date of birth", "03/04/1968"),
        ("Referring agency", "Supporting People"),
        ("Referrer name", "Greta Standin"),
        ("Landlord", LARKFIELD),
        ("Person's role", "victim"),
        ("Area of residence", "Islington"),
        ("Consent", "given"),
        ("Vulnerability", "she is frail"),
        ("Ongoing victimisation or risk of harm", "yes"),
        ("Behaviour poses a risk to others", "no"),
        ("Why a multi-agency approach is needed", "teams must meet"),
        ("Risk total", "40"),
    ];
    let answer = |heading: &str| {
        let found = answers.iter().chain(&usual).find(|(known, _)| *known == heading);
        format!("\"{}\"", found.map_or("", |(_, answer)| answer))
    };
    HEADINGS.trim().split(',').map(answer).collect::<Vec<_>>().join(",") + "\n"
}

fn export(rows: &[String]) -> String {
    HEADINGS.to_owned() + &rows.concat()
}

fn made(files: &[(&str, &str)]) -> Made {
    Made::of("islington", "2026-12-09", files)
}

#[test]
fn what_was_left_out_before_holds_whatever_became_of_the_case() {
    let early = "20/10/2026 10:00";
    let closed = "Case reference,Outcome,Reason for closing\nISL-2026-001,closed,done\n";
    let decided = |what: &str| {
        format!(
            "Case reference,Decision,Decided by,Date,Agencies to leave out,Reason for leaving out\n\
             ISL-2026-001,{what},Chair,04/11/2026,{LARKFIELD},the landlord\n"
        )
    };
    let now = export(&[referral("20/11/2026 10:00", "Quellanby", &[])]);
    let before = |answers: &[(&str, &str)]| export(&[referral(early, "Quellanby", answers)]);
    let left_out = [("Agencies that must not be told", LARKFIELD)];
    let months: [(&str, Vec<(&str, String)>); 4] = [
        ("deferred", vec![("referrals/one.csv", before(&[])), ("decisions.csv", decided("defer"))]),
        ("declined", vec![("referrals/one.csv", before(&[left_out[0], ("Risk total", "5")]))]),
        ("closed", vec![("referrals/one.csv", before(&left_out)), ("meeting-record.csv", closed.to_owned())]),
        (
            "nearly the same name",
            vec![("referrals/one.csv", export(&[referral(early, "Quellanbey", &left_out)]))],
        ),
    ];
    for (name, files) in &months {
        let mut all: Vec<(String, &str)> =
            files.iter().map(|(path, text)| (format!("2026-11-11/{path}"), text.as_str())).collect();
        if *name != "deferred" {
            all.push(("2026-12-09/referrals/two.csv".into(), &now));
        } else {
            all.push(("2026-12-09/referrals/.keep.csv".into(), "a\n"));
        }
        let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let made = made(&all);
        assert!(!made.any_holds("agencies-LARKFIELD", "Quellanb"), "{name}");
        assert!(made.any_holds("agencies-POLICE", "Quellanby"), "{name}: others know of it");
        let said = made.findings.contains("[left-out-before]");
        assert!(said || *name == "deferred", "{name}: {}", made.findings);
    }
}

#[test]
fn two_who_may_be_one_person_share_who_is_left_out() {
    let rows = [
        referral("16/11/2026 10:00", "Rossendike", &[("Agencies that must not be told", LARKFIELD)]),
        referral("16/11/2026 11:00", "Rossendyke", &[("Referring agency", "Victim Support")]),
    ];
    let made = made(&[("2026-12-09/referrals/export.csv", &export(&rows))]);
    assert!(!made.any_holds("agencies-LARKFIELD", "Rossend"));
    assert!(made.findings.contains("[left-out-before]") && made.findings.contains("[person-near-match]"));
}

#[test]
fn a_row_of_decisions_leaves_out_though_its_reference_is_not_understood() {
    let rows = export(&[referral("16/11/2026 10:00", "Sprattling", &[])]);
    for (reference, code) in
        [("ISL-2O26-1 (Sprattling)", "decision-reference-typed"), ("Ada S.", "decision-unlinked")]
    {
        let decisions = format!(
            "Case reference,Decided by,Date,Agencies to leave out,Reason for leaving out\n\
             {reference},Chair,01/12/2026,{LARKFIELD},the landlord\n"
        );
        let files =
            [("2026-12-09/referrals/export.csv", rows.as_str()), ("2026-12-09/decisions.csv", &decisions)];
        let made = made(&files);
        assert!(!made.any_holds("agencies-LARKFIELD", "Sprattling"), "{reference}");
        assert!(made.any_holds("agencies-POLICE", "Sprattling"), "{reference}");
        assert!(made.findings.contains(&format!("[{code}]")), "{reference}: {}", made.findings);
    }
}

#[test]
fn an_entry_that_nobody_understands_withholds_the_case_from_every_member() {
    for (written, code) in [
        ("Everyone except Police", "not-understood"),
        ("all agencies", "everyone"),
        ("CIFT", "not-understood"),
    ] {
        let rows = export(&[referral(
            "16/11/2026 10:00",
            "Tolliver",
            &[("Agencies that must not be told", written)],
        )]);
        let made = made(&[("2026-12-09/referrals/export.csv", &rows)]);
        assert!(!made.any_holds("agencies-", "Tolliver"), "{written}");
        for document in ["coordinator-full-pack", "referrers-ISL-2026-001-acceptance-letter"] {
            assert!(made.any_holds(document, "Tolliver"), "{written}: {document} is made");
        }
        assert!(made.findings.contains(&format!("[leave-out-{code}]")), "{written}: {}", made.findings);
    }
}

#[test]
fn whoever_must_not_be_told_is_known_by_landlord_mailbox_or_part_in_the_case() {
    let perpetrator = [
        ("Other person surname", "Formsby"),
        ("Other person forenames", "Niamh"),
        ("Other person role", "perpetrator"),
    ];
    let listed = |who: &'static str| vec![("People who must not be told", who)];
    let subject = vec![("Surname", "Formsby"), ("Forenames", "Niamh"), ("Person's role", "perpetrator")];
    for (name, answers) in [
        ("landlord", listed("her landlord")),
        ("staff", listed("Larkfield's housing officers")),
        ("somebody there", listed("Niamh from Larkfield")),
        ("a slip", listed("Niámh Formsbey")),
        ("family", listed("The Formsbys")),
        ("perpetrator", perpetrator.to_vec()),
        ("subject", subject),
    ] {
        let rows = export(&[referral("16/11/2026 10:00", "Umblewick", &answers)]);
        let made = made(&[("2026-12-09/referrals/export.csv", &rows)]);
        for word in ["Umblewick", "ISL-2026-001"] {
            assert!(!made.any_holds("agencies-LARKFIELD", word), "{name}: {word}");
        }
        assert!(made.any_holds("agencies-POLICE-pack", "ISL-2026-001"), "{name}: others know of it");
    }
}

#[test]
fn an_officer_is_known_by_what_the_panel_file_says_of_them() {
    let officer = |name: &'static str, email: &'static str| {
        [("Officer attending", name), ("Officer attending email", email)]
    };
    let rows = [
        referral(
            "16/11/2026 10:00",
            "Vanterpool",
            &[&officer("Hal Emberton-Mock", "")[..], &[("Agencies that must not be told", "Fire Brigade")]]
                .concat(),
        ),
        referral(
            "16/11/2026 11:00",
            "Wetherlam",
            &[
                &officer("The duty officer", "hal.emberton-mock@fire.example")[..],
                &[("People who must not be told", "Hal Emberton-Mock")],
            ]
            .concat(),
        ),
    ];
    let made = made(&[("2026-12-09/referrals/export.csv", &export(&rows))]);
    assert_eq!(made.findings.matches("[officer-not-invited]").count(), 2, "{}", made.findings);
    assert!(!made.any_holds("coordinator-sign-in-sheet", "The duty officer"));
}

#[test]
fn a_letter_tells_one_referrer_nothing_of_what_another_said() {
    const GROUND: &str = "Professional judgement";
    let heard = |professional: &str, reasons: &str, agency: &str, score: &str| {
        format!(
            "Referral received,Surname,Forenames,Date of birth,Referring agency,Referrer name,Person's role,\
             Area of residence,Consent,Vulnerability,Ongoing victimisation or risk of harm,\
             Behaviour poses a risk to others,Another panel is dealing with the case now,\
             Why a multi-agency approach is needed,Risk total,Professional judgement of serious concern,\
             Reasons for professional judgement\n\
             16/11/2026 10:00,Xanthopoulos,Ada,03/04/1968,{agency},Somebody,victim,Islington,given,she is frail,\
             yes,no,,teams must meet,{score},{professional},{reasons}\n"
        )
    };
    let (one, other) =
        (heard("yes", "I fear for her", "Victim Support", ""), heard("", "", "Example College", "10"));
    let files = [("2026-12-09/referrals/one.csv", one.as_str()), ("2026-12-09/referrals/two.csv", &other)];
    let made = made(&files);
    assert!(made.any_holds("coordinator-full-pack", GROUND), "the chair reads why");
    let letters =
        ["referrers-ISL-2026-001-1-acceptance-letter", "referrers-ISL-2026-001-2-acceptance-letter"];
    let told: Vec<bool> = letters.iter().map(|letter| made.any_holds(letter, GROUND)).collect();
    assert_eq!(told.iter().filter(|told| **told).count(), 1, "{told:?}");
    let neutral = |letter: &&&str| made.any_holds(letter, "weighed the case as a whole");
    assert_eq!(letters.iter().filter(neutral).count(), 1);
}
