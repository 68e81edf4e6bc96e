//! Whom entries mean, in words that people write.

use super::*;

fn islington() -> Panel {
    let text = include_str!("../../../input/islington/panel.toml");
    crate::panel::load("islington", "islington/panel.toml", text).expect("it loads").0
}

const LARKFIELD: &str = "Larkfield Housing Association";

fn codes(panel: &Panel, written: &str) -> Result<Vec<String>, String> {
    match panel.meant(written, &[LARKFIELD], &["Acme Lettings", LARKFIELD]) {
        Meant::Members(members) => {
            let mut codes: Vec<String> = members.iter().map(|one| one.code.clone()).collect();
            codes.sort();
            Ok(codes)
        }
        other => Err(format!("{other:?}")),
    }
}

#[test]
fn ordinary_spellings_leave_the_member_out() {
    let panel = islington();
    for (code, written) in [
        ("LARKFIELD", "Larkfield HA"),
        ("LARKFIELD", "Larkfield (her landlord)"),
        ("LARKFIELD", "staff at Larkfield, landlord"),
        ("LARKFIELD", "her landlord"),
        ("LARKFIELD", "Landlord"),
        ("LARKFIELD", "Niamh Formsby"),
        ("LARKFIELD", "niamh.formsby@larkfield.example"),
        ("LARKFIELD", "Larkfield\u{200b} Housing Association"),
        ("LARKFIELD", "Larkfeild Housing Assoc"),
        ("LARKFIELD", "Larkfіeld Housing Association"),
        ("LARKFIELD", "Larkfield must not be told"),
        ("LARKFIELD", "Larkfield because he works there"),
        ("HOUSING", "Housing Dept"),
        ("HOUSING", "Homes for Islington"),
        ("HOUSING", "Housing"),
        ("POLICE", "the Met"),
        ("POLICE", "Pólice"),
        ("POLICE", "POLİCE"),
        ("POLICE", "policing team"),
        ("ADULT-SOCIAL-CARE", "Social services"),
        ("FIRE", "Fire service"),
        ("FIRE", "the Fire Brigade - the officer is her brother"),
        ("PROBATION", "Probation officer"),
        ("VICTIM-SUPPORT", "Victims support"),
    ] {
        let found = codes(&panel, written);
        assert!(found.as_ref().is_ok_and(|all| all.contains(&code.to_owned())), "{written}: {found:?}");
    }
}

#[test]
fn what_is_not_understood_may_be_anyone() {
    let panel = islington();
    for written in [
        "CIFT",
        "VS",
        "NPS",
        "SNT",
        "DC Smith",
        "Tenancy management",
        "Everyone except Police",
        "all but the Fire Brigade",
        "Larkfield only if she agrees",
        "Islington Council",
        "P O L I C E",
        "her brother",
    ] {
        assert_eq!(codes(&panel, written), Err("NotUnderstood".into()), "{written}");
    }
    for written in ["all agencies", "all", "any council department", "Everyone", "All partner agencies"] {
        assert_eq!(codes(&panel, written), Err("Everyone".into()), "{written}");
    }
    for written in
        ["Example Primary School", "her GP", "Acme Lettings", "none known", "No one", "Tolpuddle Surgery"]
    {
        assert_eq!(codes(&panel, written), Err("Nobody".into()), "{written}");
    }
    assert!(matches!(panel.meant("her landlord", &[], &[]), Meant::NotUnderstood), "no landlord is known");
    assert!(matches!(panel.meant("her landlord", &["Mr Ownerson"], &[]), Meant::Nobody));
}

#[test]
fn a_landlord_that_is_no_member_is_nobody_of_the_panel_for_being_one_of_many() {
    let panel = islington();
    let meant = |written: &str| panel.meant(written, &[], &["Grimshaw Homes", "Larkfield HA"]);
    assert!(matches!(meant("Grimshaw Homes"), Meant::Nobody), "{:?}", meant("Grimshaw Homes"));
    assert!(matches!(meant("Larkfield HA"), Meant::Members(_)), "{:?}", meant("Larkfield HA"));
    assert!(matches!(meant("Sunrise Homes"), Meant::NotUnderstood), "{:?}", meant("Sunrise Homes"));
}

#[test]
fn staff_are_meant_by_their_agency_or_by_name_there() {
    let panel = islington();
    let meant = |written: &str| {
        let staff = panel.staff_meant(written, &[LARKFIELD]);
        let codes: Vec<&str> = staff.members.iter().map(|one| one.code.as_str()).collect();
        (codes.contains(&"LARKFIELD"), staff.named)
    };
    for written in [
        "her landlord",
        "Landlord (Larkfield)",
        "Landlord - Larkfield Housing Association",
        "Larkfield HA",
        "any Larkfield staff",
        "Larkfield's housing officers",
        "housing officer",
        "anyone at Larkfield",
        "her brother, who works at Larkfield",
    ] {
        assert_eq!(meant(written), (true, Vec::new()), "{written}");
    }
    assert_eq!(meant("Niamh from Larkfield"), (true, vec!["niamh".to_owned()]));
    for written in ["Garrowby Tillick (brother)", "her husband", "the victim's family", "her neighbour"] {
        let staff = panel.staff_meant(written, &[LARKFIELD]);
        assert!(staff.members.is_empty(), "{written}: {staff:?}");
    }
}
