use crate::finding::Finding;
use crate::panel::{Agency, Gate, Panel, Policy, SignOff, Unit, load};

mod slips;
mod whole;

const ISLINGTON: &str = include_str!("../../../input/islington/panel.toml");

/// A seventh panel, invented: the least a panel file may say.
const NORTHMOOR: &str = r#"format = 1
name = "Northmoor Community MARAC"
short-name = "the Northmoor panel"
prefix = "NM"
areas = ["Northmoor"]
categories = ["Noise"]
closing-reasons = ["Solved"]
discussion-prompts = ["Who is in danger?"]

[office]
signatory = "Coordinator"
organisation = "Northmoor Council"
address = ["1 Example Street"]
email = "panel@northmoor.example"
secure-email = "panel@secure.northmoor.example"
phone = "020 7946 0200"

[meeting]
chair = "Chief Officer"
start = 14:00
end = 16:00
opening-minutes = 10
minutes-per-case = 20
link = "https://meet.northmoor.example"

[calendar]
meets = "last Thursday"
referrals = { days-before = 10, time = 23:59 }
contact = { days-before = 7, on-holiday = "earlier" }
returns = { days-before = 5, unit = "working", time = 17:00 }
corrections = { days-before = 2, unit = "clear-working", on-holiday = "later" }

[[agency]]
code = "POLICE"
name = "Police"
membership = "core"

[[agency]]
code = "LIBRARY"
name = "Library"
membership = "flexible"
signed = false

[[agency.contact]]
name = "Lee Example"
email = "lee@northmoor.example"

[advice.noise]
title = "Noise"
text = "Write to {email}."

[[rule]]
code = "adults-only"
gate = "eligibility"
needs = "subject.age >= 18"
from = 2024-01-01
reason = "The panel hears cases of adults."
advice = ["noise"]
source = "Northmoor criteria"
"#;

fn northmoor(text: &str) -> Result<(Panel, Vec<Finding>), Vec<Finding>> {
    load("northmoor", "northmoor/panel.toml", text)
}

/// The file with one piece of text replaced.
fn with(from: &str, to: &str) -> String {
    assert_eq!(NORTHMOOR.matches(from).count(), 1, "`{from}` must stand in the file once");
    NORTHMOOR.replace(from, to)
}

/// The findings of the file with one piece of text replaced, as they are printed.
fn mistake(from: &str, to: &str) -> String {
    let findings = northmoor(&with(from, to)).err().unwrap_or_default();
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_islington_file_loads_with_nothing_to_say() {
    let (panel, findings) = load("islington", "islington/panel.toml", ISLINGTON)
        .map_err(|findings| findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n"))
        .unwrap_or_else(|findings| panic!("{findings}"));
    assert_eq!(findings, []);
    let members = || panel.agencies.iter().filter(|agency| agency.part_of.is_none());
    assert_eq!(members().filter(|agency| agency.signed).count(), 13);
    assert_eq!(members().count(), 14, "one shows what happens to those that have not signed");
    assert_eq!(members().filter(|agency| agency.core).count(), 11);
    let reached = |agency: &Agency| !agency.contacts.is_empty() || panel.stands_for_others(agency);
    assert!(panel.agencies.iter().all(reached));
    assert!(!panel.agency_by_code("HOUSING-PROVIDERS").is_some_and(|agency| agency.sees_all));
    assert!(!panel.agency("probation service").is_some_and(|agency| agency.sees_all));
    assert_eq!(panel.closing_reasons.len(), 4);
    assert_eq!(panel.sign_off, SignOff::Usual);
    assert!(panel.paragraphs("responsibility").concat().starts_with("The Community MARAC shares"));
    let printed: Vec<&String> = panel
        .rules
        .iter()
        .flat_map(|rule| &rule.advice)
        .chain(panel.other_panels.iter().flat_map(|other| &other.advice))
        .collect();
    assert!(panel.advice.keys().all(|key| printed.contains(&key)), "advice that no letter prints");
    assert!(panel.words("closing-line").starts_with("Is anything unclear?"));
}

#[test]
fn a_panel_nobody_foresaw_loads() {
    let (panel, findings) = northmoor(NORTHMOOR).expect("a valid panel");
    assert_eq!(findings, []);
    assert_eq!(panel.marking, "OFFICIAL-SENSITIVE");
    assert_eq!(panel.calendar.referrals.as_ref().map(|deadline| deadline.policy), Some(Policy::Stand));
    assert_eq!(panel.calendar.corrections.unit, Unit::ClearWorking);
    assert_eq!(
        panel.agencies.iter().map(|agency| (agency.sees_all, agency.signed)).collect::<Vec<_>>(),
        [(true, true), (false, false)]
    );
    assert_eq!(panel.advice["noise"].text, "Write to panel@northmoor.example.");
    assert_eq!(panel.rules.iter().map(|rule| rule.gate).collect::<Vec<_>>(), [Gate::Eligibility]);
    assert_eq!(panel.rules.first().and_then(|rule| rule.place.line), Some(52));
    assert!(panel.words("must-not-wait").contains("do not wait for the Northmoor panel"));
    let exception = "[[calendar.exception]]\nmeeting = 2026-12-31\ninstead = 2027-01-07\n\n[advice.noise]";
    let (panel, _) = northmoor(&with("[advice.noise]", exception)).expect("a valid panel");
    let meetings: Vec<String> = panel.calendar.meetings(2027).iter().map(ToString::to_string).collect();
    assert_eq!(meetings.first().map(String::as_str), Some("2027-01-07"));
}

#[test]
fn a_misspelt_key_is_named_with_its_line_and_the_key_that_was_meant() {
    assert_eq!(
        mistake("meets = ", "meets-on = "),
        "error[panel-unknown-key]: `meets-on` is not a key of [calendar]\n  \
         --> northmoor/panel.toml:27\n  help: Did you mean `meets`?"
    );
    assert_eq!(
        mistake("short-name", "short_name"),
        "error[panel-unknown-key]: `short_name` is not a key of the top of the file\n  \
         --> northmoor/panel.toml:3\n  help: Did you mean `short-name`?"
    );
    assert_eq!(
        mistake("{ days-before = 10,", "{ days = 10,"),
        "error[panel-unknown-key]: `days` is not a key of [calendar.referrals]\n  \
         --> northmoor/panel.toml:28\n  help: Did you mean `days-before`?"
    );
    assert!(
        mistake("[advice.noise]\n", "[advice.noise]\nhint = \"x\"\n")
            .contains("`hint` is not a key of [advice.noise]")
    );
}

#[test]
fn a_misspelt_word_is_named_with_the_word_that_was_meant() {
    for (from, to, line, meant) in [
        ("\"last Thursday\"", "\"last Thorsday\"", 27, "Thursday"),
        ("\"last Thursday\"", "\"scond Thursday\"", 27, "second"),
        ("unit = \"working\"", "unit = \"workday\"", 30, "working"),
        ("\"earlier\"", "\"early\"", 29, "earlier"),
        ("membership = \"core\"", "membership = \"cor\"", 36, "core"),
        ("advice = [\"noise\"]", "advice = [\"noises\"]", 58, "noise"),
        (
            "[advice.noise]",
            "[[other-panel]]\nname = \"X\"\ncontact = \"x\"\nwhy = \"x\"\nadvice = [\"nose\"]\n[advice.noise]",
            52,
            "noise",
        ),
        ("Write to {email}.", "Write to {e-mail}.", 50, "email"),
        ("[advice.noise]", "[disclosure]\nphone-to = [\"POLIC\"]\n\n[advice.noise]", 49, "POLICE"),
        (
            "[advice.noise]",
            "[[heading]]\nfact = \"subject.surnam\"\naliases = [\"X\"]\n[advice.noise]",
            49,
            "subject.surname",
        ),
        ("[advice.noise]", "[wording]\nmust-not-wiat = \"x\"\n[advice.noise]", 49, "must-not-wait"),
    ] {
        let found = mistake(from, to);
        assert!(found.contains(&format!("Did you mean `{meant}`?")), "{to}\n{found}");
        assert!(found.contains(&format!("northmoor/panel.toml:{line}\n")), "{to}\n{found}");
        assert_eq!(found.matches("error[").count(), 1, "{to}\n{found}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_says_what_is_wanted() {
    for (from, to, line, wanted) in [
        (
            "start = 14:00",
            "start = \"2pm\"",
            20,
            "`start` of [meeting] must be a time of day, and is text in quotes",
        ),
        ("minutes-per-case = 20", "minutes-per-case = \"20\"", 23, "must be a whole number from 1 to 240"),
        ("minutes-per-case = 20", "minutes-per-case = 0", 23, "must be a whole number from 1 to 240"),
        (
            "minutes-per-case = 20",
            "minutes-per-case = 99999999999999999999",
            23,
            "must be a whole number from 1 to 240",
        ),
        ("signed = false", "signed = \"no\"", 42, "must be `true` or `false`"),
        ("areas = [\"Northmoor\"]", "areas = \"Northmoor\"", 5, "must be a list"),
        ("name = \"Police\"", "name = 7", 35, "must be text"),
        ("phone = \"020 7946 0200\"", "phone = \" \"", 16, "`phone` of [office] is empty"),
        ("from = 2024-01-01", "from = \"2024-01-01\"", 56, "`from` of [[rule]] must be a date"),
        ("[advice.noise]", "[[office.desk]]\n[advice.noise]", 48, "`desk` is not a key of [office]"),
        (
            "[advice.noise]",
            "[[calendar.exception]]\nmeeting = 2026-12-30\n[advice.noise]",
            49,
            "does not usually meet on",
        ),
        ("email = \"panel@northmoor.example\"", "email = \"panel\"", 14, "`email` is not an e-mail address"),
        ("prefix = \"NM\"", "prefix = \"n m\"", 4, "`prefix` must be two to six capital letters"),
        ("end = 16:00", "end = 13:00", 21, "the meeting ends before it starts"),
        ("code = \"LIBRARY\"", "code = \"Public library\"", 39, "Write `PUBLIC-LIBRARY`"),
    ] {
        let found = mistake(from, to);
        assert!(found.contains(wanted), "{to}\n{found}");
        assert!(found.contains(&format!("northmoor/panel.toml:{line}\n")), "{to}\n{found}");
        assert_eq!(found.matches("error[").count(), 1, "{to}\n{found}");
    }
}

#[test]
fn what_is_missing_is_asked_for_where_it_belongs() {
    for (from, line, wanted) in [
        ("name = \"Northmoor Community MARAC\"\n", 1, "the top of the file has no `name`"),
        ("organisation = \"Northmoor Council\"\n", 10, "[office] has no `organisation`"),
        ("meets = \"last Thursday\"\n", 26, "[calendar] has none of `meets`, `dates`"),
        ("reason = \"The panel hears cases of adults.\"\n", 52, "[[rule]] has no `reason`"),
        ("contact = { days-before = 7, on-holiday = \"earlier\" }\n", 26, "[calendar] has no `contact`"),
    ] {
        let found = mistake(from, "");
        assert!(found.contains(wanted), "{found}");
        assert!(found.contains(&format!("northmoor/panel.toml:{line}\n")), "{found}");
    }
}

#[test]
fn a_panel_without_criteria_or_members_is_refused() {
    let codes = |text: &str| -> Vec<&'static str> {
        northmoor(text).err().unwrap_or_default().iter().map(|finding| finding.code).collect()
    };
    let without_rules = NORTHMOOR.split("[[rule]]").next().expect("text before the rule");
    assert_eq!(codes(without_rules), ["panel-no-rules"]);
    let (before, after) = NORTHMOOR.split_once("[[agency]]").expect("an agency");
    let advice = after.find("[advice").expect("advice");
    assert_eq!(codes(&format!("{before}{}", &after[advice..])), ["panel-missing-key"]);
}

#[test]
fn the_same_name_twice_is_refused_with_both_lines() {
    let found = mistake("name = \"Library\"", "name = \"the police\"");
    assert!(found.contains("panel.toml:40\n  rule: northmoor/panel.toml:34\n"), "{found}");
    let rule = NORTHMOOR.split("[[rule]]").nth(1).expect("a rule");
    let found = northmoor(&format!("{NORTHMOOR}[[rule]]{rule}")).err().unwrap_or_default();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(northmoor(&format!("{NORTHMOOR}[[rule]]{}", rule.replace("2024", "2025"))).is_ok());
    let found = mistake(
        "[advice.noise]",
        "[[heading]]\nfact = \"subject.surname\"\naliases = [\"DOB\"]\n\n[advice.noise]",
    );
    assert!(found.contains("this heading already means `subject.date_of_birth`"), "{found}");
}

#[test]
fn every_problem_is_reported_in_the_order_of_the_file() {
    let text = with("prefix = \"NM\"", "prefix = 1").replace("LIBRARY", "libr").replace("core", "kore");
    let lines: Vec<Option<u32>> = northmoor(&text)
        .err()
        .unwrap_or_default()
        .iter()
        .map(|finding| finding.place.as_ref().and_then(|place| place.line))
        .collect();
    assert_eq!(lines, [Some(4), Some(36), Some(39)]);
}

#[test]
fn another_format_is_refused_before_anything_else_is_looked_at() {
    let newer = mistake("format = 1", "format = 2");
    assert!(newer.contains("made for a newer version of cmarac\n  --> northmoor/panel.toml:1\n"), "{newer}");
    for other in ["", "format = 0", "format = \"1\""] {
        assert!(mistake("format = 1", other).contains("does not say which format it has"), "{other}");
    }
}

#[test]
fn what_is_not_toml_is_refused_with_its_lines() {
    let found = mistake("name = \"Police\"", "name = \"Police");
    assert!(found.contains("error[panel-syntax]") && found.contains("northmoor/panel.toml:35\n"), "{found}");
    let found = mistake("prefix = \"NM\"", "prefix = \"NM\"\nprefix = \"NX\"");
    assert!(found.contains("duplicate key") && found.contains("northmoor/panel.toml:5\n"), "{found}");
    let deep = format!("areas = {}{}", "[".repeat(500), "]".repeat(500));
    let found = mistake("areas = [\"Northmoor\"]", &deep);
    assert!(found.contains("nested too deeply"), "{found}");
    let huge = format!("{NORTHMOOR}# {}", "x".repeat(1_000_000));
    assert_eq!(
        northmoor(&huge).err().unwrap_or_default().first().map(|finding| finding.code),
        Some("panel-too-large")
    );
    assert!(load("North moor", "North moor/panel.toml", NORTHMOOR).is_err());
    assert!(northmoor(&format!("\u{feff}{}", NORTHMOOR.replace('\n', "\r\n"))).is_ok());
}

/// Nothing in the whole file may be read without being understood: a key that nobody knows, put
/// under any of its headers, is found.
#[test]
fn no_table_takes_a_key_it_does_not_know() {
    let lines: Vec<&str> = ISLINGTON.lines().collect();
    let headers: Vec<usize> =
        (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.starts_with('['))).collect();
    assert!(headers.len() > 60, "{}", headers.len());
    for header in headers {
        let mut changed = lines.clone();
        changed.insert(header + 1, "zzz = 1");
        let text = changed.join("\n");
        let findings = load("islington", "islington/panel.toml", &text).err().unwrap_or_default();
        let place = format!("islington/panel.toml:{}", header + 2);
        let found = findings.iter().any(|finding| {
            finding.message.contains("`zzz` is not a key of")
                && finding.place.as_ref().is_some_and(|at| at.to_string() == place)
        });
        assert!(found, "{}: {findings:?}", lines[header]);
    }
}

/// Whatever is lost from a file, the rest is read to the end, and every finding has a place and help.
#[test]
fn a_file_with_any_line_missing_or_cut_short_anywhere_is_answered() {
    let answered = |text: &str| {
        for finding in load("islington", "islington/panel.toml", text).err().unwrap_or_default() {
            assert!(finding.place.is_some() && finding.help.is_some(), "{finding}");
        }
    };
    let lines: Vec<&str> = ISLINGTON.lines().collect();
    for missing in 0..lines.len() {
        let mut rest = lines.clone();
        rest.remove(missing);
        answered(&rest.join("\n"));
    }
    for end in (0..ISLINGTON.len()).step_by(61) {
        answered(&ISLINGTON.chars().take(end).collect::<String>());
    }
}

#[test]
fn a_calendar_without_deadline_says_so() {
    let deadline = "referrals = { days-before = 10, time = 23:59 }\n";
    let (panel, _) = northmoor(&with(deadline, "no-deadline = true\n").replace("last Thursday", "as needed"))
        .expect("a valid panel");
    assert!(panel.calendar.referrals.is_none() && panel.calendar.rule.is_none());
    assert!(
        mistake("[calendar]\n", "[calendar]\nno-deadline = true\n").contains("error[panel-contradiction]")
    );
    assert!(mistake(deadline, "").contains("[calendar] has no `referrals`"));
}

#[test]
fn a_panel_says_which_reports_of_incidents_count_before_a_rule_counts_them() {
    let with_rule = |needs: &str| {
        let text = with("subject.age >= 18", needs);
        let findings = northmoor(&text).err().unwrap_or_default();
        findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
    };
    for (needs, table) in [
        ("incident_count.qualifying_low >= 3", "police = [\"Police\"]\n"),
        (
            "incident_count.police_12_months >= 3",
            "within-months-of-incident = 1\nmonths-before-application = 6\n[[incidents.channel]]\nname = \"101\"\n",
        ),
    ] {
        let refused = with_rule(needs);
        assert!(refused.contains("error[panel-incidents]: the rule `adults-only` uses"), "{refused}");
        assert!(refused.contains("northmoor/panel.toml:52"), "{refused}");
        // The half of the table that speaks of something else is not enough.
        let half = with("subject.age >= 18", needs)
            .replace("[advice.noise]", &format!("[incidents]\n{table}\n[advice.noise]"));
        assert!(northmoor(&half).is_err(), "{needs} with {table}");
    }
    assert_eq!(with_rule("incident_count.low >= 3"), "", "what is listed needs no table");
}

#[test]
fn a_slip_in_the_table_of_incidents_is_named() {
    let table = "[incidents]\nwithin-months-of-incident = 1\nmonths-before-application = 6\n\n[[incidents.channel]]\nname = \"Police 101\"\naliases = [\"101\"]\n\n[advice.noise]";
    let whole = with("[advice.noise]", table);
    assert!(northmoor(&whole).is_ok());
    for (from, to, wanted) in [
        (
            "months-before-application",
            "months-before-aplication",
            "Did you mean `months-before-application`?",
        ),
        ("months-before-application = 6\n", "", "[incidents] has no `months-before-application`"),
        ("= 6\n", "= 6\nother-channels = [\"the 101\"]\n", "a way of reporting stands under two names"),
        (
            "[[incidents.channel]]\nname = \"Police 101\"\naliases = [\"101\"]\n",
            "",
            "[incidents] has none of `channel`",
        ),
    ] {
        let findings = northmoor(&whole.replace(from, to)).expect_err("it is refused");
        let text = findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n");
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn a_pre_meeting_is_held_by_members_on_a_day_that_the_calendar_gives() {
    let without_day = mistake("format = 1\n", "format = 1\npre-meeting-by = [\"POLICE\"]\n");
    assert!(without_day.contains("says who holds the pre-meeting, and not when"), "{without_day}");
    let day = "\n[calendar]\npre-meeting = { days-before = 7 }\n";
    let both = |by: &str| {
        let text = with("\n[calendar]\n", day);
        northmoor(&text.replace("format = 1\n", &format!("format = 1\npre-meeting-by = [\"{by}\"]\n")))
    };
    let stranger = both("POLICS").err().unwrap_or_default();
    assert!(stranger.iter().any(|finding| finding.to_string().contains("`POLICE`")), "{stranger:?}");
    let (panel, _) = both("POLICE").unwrap_or_else(|findings| panic!("{findings:?}"));
    assert_eq!(panel.pre_meeting_by, ["POLICE"]);
}

#[test]
fn a_panel_to_which_people_apply_speaks_to_them() {
    let refused = mistake("prefix = \"NM\"\n", "prefix = \"NM\"\napplications = true\n");
    assert!(refused.starts_with("error[panel-wording]: people apply to this panel themselves"), "{refused}");
    assert!(refused.contains("Write `accept-opening`, `decline-opening`"), "{refused}");
}

#[test]
fn a_rule_may_name_a_band_only_where_every_instrument_has_bands() {
    let rule = |instrument: &str| {
        let text = with("needs = \"subject.age >= 18\"", "needs = \"risk.band == 'Top'\"");
        let findings = northmoor(&format!("{text}{instrument}")).err().unwrap_or_default();
        findings.iter().filter(|finding| finding.code == "panel-bands").count()
    };
    let instrument = |bands: &str| {
        format!(
            "[[instrument]]\nname = \"Ladder\"\nversion = \"1\"\nsource = \"ours\"\nthreshold = \">= 3\"\n\
             published = false\n{bands}\n[[instrument.question]]\ncode = \"harm\"\ntext = \"Harm?\"\n\
             options = [[\"No\", 0], [\"Yes\", 4]]\n"
        )
    };
    assert_eq!(rule(""), 1);
    assert_eq!(rule(&instrument("")), 1);
    assert_eq!(rule(&instrument("bands = [[\"Foot\", 0], [\"Top\", 3]]")), 0);
}
