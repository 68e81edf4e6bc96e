//! Where people live and how they are rung, whatever the form says of it and wherever it was typed.

use super::named::{HEADINGS, HEARD, Made};

#[test]
fn an_address_is_kept_unless_it_is_said_that_it_need_not_be() {
    let rows = format!(
        "Referral received,Surname,Forenames,Date of birth,Referring agency,Also known as,Address,\
         Address must be kept confidential,Safe to call,Phone,Referrer phone,Summary of concerns,Other person surname,\
         Other person address,Other person address must be kept confidential,{HEADINGS}\n\
         16/11/2026 10:41,Quellanby,Ada,03/01/1980,Police,,7 Quillfen Road,perhaps,no,020 7946 0412,020 7946 0433,\
         \"she is at 7 Quillfen Rd\u{2019}s end: 2079 460 412 or 2079 460 433 or 07700 900456\",,,,{HEARD}\n\
         16/11/2026 10:42,Rossendyke,Ada,03/02/1980,Police,,9 Merrowby Lane,no,,,,\
         he sleeps at 31 Wistowe Terrace,Grue,31 Wistowe Terrace,yes,{HEARD}\n\
         16/11/2026 10:43,Sprattling,Ada,03/03/1980,Police,Addie of 31 Wistowe Terrace,4 Ellerbeck Way,no,,,,nothing,,,,{HEARD}\n\
         16/11/2026 10:44,Tolliver,Ada,03/04/1980,Police,,31 Wistowe Terrace,no,,,,nothing,,,,{HEARD}\n"
    );
    let returned = "Surname,Forenames,Date of birth,Agency,Known to the agency,Kind,Information,Share with,\
         \"Relevant, necessary and proportionate\"\n\
         Quellanby,Ada,03/01/1980,Police,information,fact,seen near Quillfen Road,all members,yes\n";
    let files =
        [("2026-12-09/referrals/export.csv", rows.as_str()), ("2026-12-09/returns/one.csv", returned)];
    let made = Made::of("islington", "2026-12-09", &files);
    let kept = ["Quillfen", "79 460 412", "79 460 433", "900 456", "Wistowe"];
    for written in kept {
        assert!(made.holds("coordinator-full-pack.typ", written), "the chair's copy has lost {written}");
        assert!(!made.holds("agencies-NOISE-pack.typ", written), "a member's pack holds {written}");
    }
    for written in ["Merrowby", "Ellerbeck", "Do not read it out", "Do not telephone"] {
        assert!(made.holds("agencies-NOISE-pack.typ", written), "a member's pack has lost {written}");
    }
    assert!(
        made.findings.contains("the free text of ISL-2026-001, here and in 1 other cell"),
        "{}",
        made.findings
    );
    // The Fire Brigade searches by addresses, but not in a case that holds a confidential one.
    assert!(made.holds("agencies-FIRE-information-request.typ", "Ellerbeck"));
    for (agency, written) in
        [("FIRE", "Merrowby"), ("FIRE", "Quillfen"), ("POLICE", "Ellerbeck"), ("FIRE", "Wistowe")]
    {
        let request = format!("agencies-{agency}-information-request.typ");
        assert!(!made.holds(&request, written), "{request} holds {written}");
    }
}

#[test]
fn where_somebody_lived_before_is_kept_from_who_is_left_out_since() {
    let headings = "Referral received,Surname,Forenames,Date of birth,Person's role,Referring agency,Risk: How often?,\
         Why a multi-agency approach is needed,Address,Address must be kept confidential,\
         Agencies that must not be told,Most recent incident";
    let row = |said: &str, home: &str| {
        format!("{headings}\n{said},victim,Sixways Police,Daily,teams must meet,{home}\n")
    };
    let before = row("12/10/2026 09:00,Quellanby,Ada,03/01/1980", "12 Thistledown Lane,yes,,");
    let other = row("10/11/2026 09:00,Rossendyke,Ivo,03/02/1980", ",,,men came to 12 Thistledown Lane");
    for left_out in [false, true] {
        let since = if left_out { ",,Women\u{2019}s Refuge," } else { ",,," };
        let since = row("11/11/2026 09:00,Quellanby,Ada,03/01/1980", since);
        let files = [
            ("panel.toml", include_str!("generated/panel.toml")),
            ("2026-11-11/referrals/one.csv", &before),
            ("2026-12-09/referrals/two.csv", &since),
            ("2026-12-09/referrals/three.csv", &other),
        ];
        let made = Made::of("sixways", "2026-12-09", &files);
        assert!(made.holds("agencies-REFUGE-pack.typ", "Rossendyke"));
        assert!(!made.holds("agencies-CARE-pack.typ", "Thistledown"));
        assert_eq!(made.holds("agencies-REFUGE-pack.typ", "Thistledown"), !left_out, "left out: {left_out}");
    }
}
