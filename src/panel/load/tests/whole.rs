//! What a panel that is loaded answers about itself.

use super::{NORTHMOOR, northmoor, with};
use crate::model::MeetingId;
use crate::panel::Panel;

/// Northmoor's panel with a member that stands for two others.
fn panel() -> Panel {
    let homes = "[[agency]]\ncode = \"HOMES\"\nname = \"Northmoor homes\"\nmembership = \"flexible\"\n\n\
                 [[agency]]\ncode = \"EAST-HOMES\"\nname = \"East homes\"\naliases = [\"Eastern Housing Trust\"]\n\
                 membership = \"flexible\"\npart-of = \"HOMES\"\n\n[advice.noise]";
    let text = with("[advice.noise]", homes).replace(
        "format = 1\n",
        "format = 1\nurgent-meetings = true\nurgent-meeting-name = \"emergency panel\"\n\
         considered = [\"Risk to children\", \"Risk to staff\"]\n",
    );
    northmoor(&text).unwrap_or_else(|findings| panic!("{findings:?}")).0
}

#[test]
fn a_member_is_known_by_every_name_and_by_a_slip_of_one() {
    let panel = panel();
    let known = |written: &str| panel.agency(written).map(|agency| agency.code.as_str());
    for written in ["POLICE", "the police", "Eastern housing trust", "east-homes", "Northmoor Homes"] {
        assert!(known(written).is_some(), "{written}");
    }
    assert_eq!(
        (known("eastern housing trust"), known("Polise"), known("")),
        (Some("EAST-HOMES"), None, None)
    );
    let nearly = |written: &str| panel.agency_nearly(written).map(|agency| agency.code.as_str());
    assert_eq!(nearly("Polise"), Some("POLICE"));
    assert_eq!(nearly("Librery"), Some("LIBRARY"));
    assert_eq!(nearly("Eastern Housing Trst"), Some("EAST-HOMES"));
    assert_eq!((nearly("Fire brigade"), nearly("")), (None, None));
    assert_eq!(panel.agency_by_code("EAST-HOMES").map(|agency| agency.name.as_str()), Some("East homes"));
    assert_eq!(panel.agency_by_code("East homes"), None);
}

#[test]
fn a_part_belongs_to_itself_and_to_its_whole() {
    let panel = panel();
    let of = |code: &str| panel.agency_by_code(code).expect("a member");
    assert!(panel.belongs_to(of("EAST-HOMES"), "HOMES") && panel.belongs_to(of("EAST-HOMES"), "EAST-HOMES"));
    assert!(!panel.belongs_to(of("HOMES"), "EAST-HOMES") && !panel.belongs_to(of("POLICE"), "HOMES"));
    let standing: Vec<bool> =
        ["POLICE", "LIBRARY", "HOMES", "EAST-HOMES"].map(|code| panel.stands_for_others(of(code))).to_vec();
    assert_eq!(standing, [false, false, true, false]);
}

#[test]
fn a_panel_names_its_meetings_and_the_risks_it_asks_about() {
    let panel = panel();
    let name = |urgent| {
        let date = "2026-12-09".parse().expect("a day");
        panel.meeting_name(MeetingId { date, urgent })
    };
    assert_eq!(name(false), "Wednesday 9 December 2026");
    assert_eq!(name(true), "Wednesday 9 December 2026 (emergency panel)");
    assert_eq!(panel.further_risks(), ["Risk to staff"]);
}

#[test]
fn only_a_calendar_with_neither_rule_nor_dates_waits_for_a_need() {
    let as_needed = |meets: &str| {
        let (panel, _) = northmoor(&with("meets = \"last Thursday\"", meets)).expect("a valid panel");
        panel.calendar.meets_as_needed()
    };
    assert!(as_needed("meets = \"as needed\""));
    assert!(!as_needed("meets = \"last Friday\"") && !as_needed("dates = [2026-12-09]"));
    assert!(!as_needed("meets = \"as needed\"\ndates = [2026-12-09]"));
}

#[test]
fn a_threshold_is_said_in_words() {
    let words = |threshold: &str| {
        let instrument = format!(
            "[[instrument]]\nname = \"Ladder\"\nversion = \"1\"\nsource = \"ours\"\nthreshold = \"{threshold}\"\n\
             published = false\n\n[[instrument.question]]\ncode = \"harm\"\ntext = \"Harm?\"\n\
             options = [[\"No\", 0], [\"Yes\", 4]]\n"
        );
        let (panel, _) = northmoor(&format!("{NORTHMOOR}{instrument}")).expect("a valid panel");
        panel.instruments[0].threshold_in_words()
    };
    assert_eq!(words(">= 3"), "3 or more");
    assert_eq!(words("> 3"), "above 3");
}

#[test]
fn letters_are_made_for_word_where_the_panel_says_so() {
    let in_word = |line: &str| {
        let text = with("format = 1\n", &format!("format = 1\n{line}"));
        northmoor(&text).map(|(panel, _)| panel.letters_in_word).map_err(|findings| findings.len())
    };
    assert_eq!(in_word(""), Ok(false));
    assert_eq!(in_word("formats = [\"pdf\"]\n"), Ok(false));
    assert_eq!(in_word("formats = [\"pdf\", \"docx\"]\n"), Ok(true));
    assert_eq!(in_word("formats = [\"docx\"]\n"), Err(1), "every letter is a PDF too");
    assert_eq!(in_word("formats = [\"pdf\", \"doc\"]\n"), Err(1));
}
