//! Tests: what is written is what a reader of workbooks finds.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::record_read_back::to_record;
use super::{Made, decisions, meeting_record, returned_referral};
use crate::plan::report::{DecisionRow, DecisionsWorkbook, ReturnedReferral, ReturnedRow, ReturnedSection};

pub(super) const HOSTILE: [&str; 14] = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "{=1+1}",
    "007",
    "1/2",
    "1e5",
    "_x0041_ stays",
    "a & b < c > \"d\" 'e'",
    "line one\nline two",
    "  spaces kept  ",
    "Zażółć 😀 \u{202e}rtl עברית",
    "http://www.example.org/",
];

pub(super) fn open(made: &Made) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(made.bytes.clone())).expect("a workbook")
}

pub(super) fn sheet(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Vec<Vec<Data>> {
    let range = workbook.worksheet_range(name).expect("the sheet is there");
    assert_eq!(range.start(), Some((0, 0)), "rows are counted from the first");
    range.rows().map(<[Data]>::to_vec).collect()
}

pub(super) fn parts(made: &Made) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(made.bytes.clone())).expect("a zip");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("XML");
            (part.name().expect("a name").to_string(), text)
        })
        .collect()
}

pub(super) fn returned() -> ReturnedReferral {
    let row = |heading: &str, written: &str, problem: &str, choices: &[&str]| ReturnedRow {
        heading: heading.into(),
        written: written.into(),
        is_day: false,
        problem: problem.into(),
        choices: choices.iter().map(|choice| (*choice).to_string()).collect(),
    };
    let section = |name: &str, rows: Vec<ReturnedRow>| ReturnedSection { name: name.into(), rows };
    ReturnedReferral {
        marking: "OFFICIAL-SENSITIVE".into(),
        panel: "Northmoor & Southmoor Community MARAC".into(),
        reference: "NOR-2026-014".into(),
        send_back_by: "Friday 4 December 2026 at midday".into(),
        is_application: false,
        incidents: vec![
            vec![row("Date", "01/09/2026", "", &[]), row("Reported on", "", "left blank", &[])],
            vec![row("Date", "", "", &[]), row("Reported on", "", "", &[])],
        ],
        sections: vec![
            section(
                "Person",
                vec![
                    row("Surname", "Specimen", "", &[]),
                    row(
                        "Date of birth",
                        "31/06/1990",
                        "there is no 31 June (in your form: sheet Person, cell B9)",
                        &[],
                    ),
                    row("Phone", "020 7946 0123", "", &[]),
                    row("Safe to call", "", "left blank", &["yes", "no", "don't know"]),
                ],
            ),
            section(
                "Concerns",
                vec![
                    row(
                        "Summary of concerns",
                        &"Noise at night and threats in the stairwell. ".repeat(12),
                        "",
                        &[],
                    ),
                    row("Why a multi-agency approach is needed", "", "left blank", &[]),
                ],
            ),
            section(
                "Risk assessment",
                vec![row(
                    "Have there been threats?",
                    "",
                    "answered \"don't know\"",
                    &["No", "Yes, often", "don't know"],
                )],
            ),
        ],
    }
}

pub(super) fn to_decide() -> DecisionsWorkbook {
    let row = |reference: &str, proposed: &str, because: &str| DecisionRow {
        reference: reference.into(),
        proposed: proposed.into(),
        because: because.into(),
        ..DecisionRow::default()
    };
    let mut rows = vec![
        row(
            "NOR-2026-011",
            "accept",
            "Score: 34, high. Routes: risk score; escalation. 2 agencies say higher, 1 the same.",
        ),
        row("NOR-2026-012", "decline", "Score: 18, not high by score. No multi-agency reason is given."),
        row("NOR-2026-013", "return-incomplete", "Score: 28 to 35, in doubt. Two answers are missing."),
        row("NOR-2026-014", "to-decide", "Score: not scored. The person turns 18 on the day of the meeting."),
    ];
    rows[1].decision = "agree".into();
    rows[1].decided_by = "Pat Example".into();
    rows[1].date = "2026-12-03".into();
    rows[1].file_reason = "The landlord deals with it. ".repeat(6);
    rows[1].received = "2026-11-24 16:59".into();
    rows[1].slot = "10:30".into();
    rows[2].date = "third of December".into();
    DecisionsWorkbook {
        marking: "OFFICIAL-SENSITIVE".into(),
        panel: "Northmoor Community MARAC".into(),
        meeting: "Wednesday 9 December 2026".into(),
        pre_meeting: "Pre-meeting on Wednesday 2 December 2026: Police, Community Safety".into(),
        outcomes: crate::decide::Outcome::ALL.map(|outcome| outcome.code().to_string()).into(),
        rows,
    }
}

#[test]
fn a_day_that_was_understood_is_a_day_again() {
    let mut form = returned();
    let row = |written: &str, is_day: bool| ReturnedRow {
        heading: "When".into(),
        written: written.into(),
        is_day,
        problem: String::new(),
        choices: Vec::new(),
    };
    form.sections[0].rows = vec![
        row("1968-08-27", true),
        row("2026-11-24 09:45", true),
        row("27 August 1968", true),
        row("1899-08-27", true),
        row("1968-08-27", false),
    ];
    let made = returned_referral(&form).expect("made");
    let rows = sheet(&mut open(&made), "Person");
    let said: Vec<String> = rows
        .iter()
        .map(|row| match &row[1] {
            Data::DateTime(day) => format!("day {}", day.as_f64()),
            other => other.to_string(),
        })
        .collect();
    let words = "27 August 1968";
    assert_eq!(said, ["day 25077", "day 46350.40625", words, "1899-08-27", "1968-08-27"]);
    let styles = parts(&made).into_iter().find(|(name, _)| name == "xl/styles.xml").expect("styles").1;
    assert!(styles.contains("\"dd/mm/yyyy\"") && styles.contains("\"dd/mm/yyyy hh:mm\""), "{styles}");
}

#[test]
fn hostile_text_is_text_and_reads_back_equal() {
    let mut form = returned();
    form.sections[0].rows = HOSTILE
        .iter()
        .map(|text| ReturnedRow {
            heading: (*text).into(),
            written: (*text).into(),
            is_day: true,
            problem: String::new(),
            choices: Vec::new(),
        })
        .collect();
    let made = returned_referral(&form).expect("made");
    let rows = sheet(&mut open(&made), "Person");
    for (row, text) in rows.iter().zip(HOSTILE) {
        assert_eq!(row[..2], [Data::String(text.into()), Data::String(text.into())], "{text:?}");
    }
    assert_eq!(rows.len(), HOSTILE.len());

    let mut view = to_decide();
    view.rows = HOSTILE
        .iter()
        .map(|text| DecisionRow {
            reference: (*text).into(),
            because: (*text).into(),
            decision: (*text).into(),
            date: (*text).into(),
            received: (*text).into(),
            slot: (*text).into(),
            share_outside: (*text).into(),
            ..DecisionRow::default()
        })
        .collect();
    let made = decisions(&view).expect("made");
    let rows = sheet(&mut open(&made), "Decisions");
    for (row, text) in rows.iter().skip(8).zip(HOSTILE) {
        for column in [0, 2, 3, 7, 8, 9, 13] {
            assert_eq!(row[column], Data::String(text.into()), "column {column}, {text:?}");
        }
    }
    for (name, xml) in parts(&made) {
        assert!(!xml.contains("<f>"), "a formula in {name}");
    }
}

#[test]
fn decisions_are_one_table_below_their_guidance() {
    let made = decisions(&to_decide()).expect("made");
    assert!(made.findings.is_empty());
    let mut workbook = open(&made);
    assert_eq!(workbook.sheet_names(), ["Decisions"]);
    let rows = sheet(&mut workbook, "Decisions");
    let headings: Vec<String> = rows[7].iter().map(ToString::to_string).collect();
    for heading in [
        "Case reference",
        "Proposed outcome",
        "Decision",
        "Reason for the file",
        "Words for the letter",
        "Decided by",
        "Date",
        "Attendees to add",
        "Agencies to leave out",
    ] {
        assert!(headings.contains(&heading.to_string()), "{heading} is missing in {headings:?}");
    }
    assert_eq!(rows.len(), 12);
    for row in &rows[..7] {
        let filled = row.iter().filter(|cell| **cell != Data::Empty).count();
        assert!(filled <= 1, "guidance has nothing beside it");
    }
    let signed = &rows[9];
    assert_eq!(signed[3], Data::String("agree".into()));
    let Data::DateTime(date) = &signed[7] else { panic!("a date: {:?}", signed[7]) };
    assert_eq!(date.as_f64(), 46359.0);
    assert!(matches!(&signed[8], Data::DateTime(received) if received.as_f64() > 46350.7));
    assert!(matches!(&signed[9], Data::DateTime(slot) if (slot.as_f64() - 0.4375).abs() < 1e-9));
    assert_eq!(rows[10][7], Data::String("third of December".into()));
    let (_, xml) = parts(&made).into_iter().find(|(name, _)| name.ends_with("sheet1.xml")).expect("a sheet");
    assert!(xml.contains("agree,redirect,transfer,decline"), "the drop-down offers the outcomes");
    assert!(xml.contains("<sheetProtection"));
}

#[test]
fn faulty_answers_are_marked_in_words_and_nothing_stands_where_an_answer_could() {
    let made = returned_referral(&returned()).expect("made");
    let mut workbook = open(&made);
    assert_eq!(
        workbook.sheet_names(),
        ["How to correct", "Person", "Concerns", "Risk assessment", "Incidents"]
    );
    let rows = sheet(&mut workbook, "Person");
    assert_eq!(
        rows[1][0],
        Data::String(
            "Date of birth\n(Please complete: there is no 31 June, in your form: sheet Person, cell B9)"
                .into()
        )
    );
    assert_eq!(rows[1][1], Data::String("31/06/1990".into()));
    assert!(rows.iter().all(|row| row.len() == 2));
    // The headings stand alone in their row, so that the sheet reads as a list of reports again.
    let incidents = sheet(&mut workbook, "Incidents");
    assert_eq!(incidents[0], ["Date", "Reported on"].map(|heading| Data::String(heading.into())));
    assert_eq!(incidents[1], [Data::String("01/09/2026".into()), Data::Empty]);
    let guidance = sheet(&mut workbook, "How to correct");
    assert!(guidance.iter().all(|row| row.len() == 1));
    let words: Vec<String> = guidance.iter().map(|row| row[0].to_string()).collect();
    assert!(words.contains(&"Sheet Person, cell B4. Safe to call: left blank".to_string()), "{words:?}");
    assert!(words.contains(&"Sheet Incidents, cell B2. Reported on: left blank".to_string()), "{words:?}");
    assert!(words.iter().any(|line| line.contains("Friday 4 December 2026 at midday")));
}

#[test]
fn nothing_is_hidden_and_nobody_is_named() {
    let all = [
        returned_referral(&returned()).expect("made"),
        decisions(&to_decide()).expect("made"),
        meeting_record(&to_record()).expect("made"),
    ];
    for made in all {
        let mut looked_at = 0;
        for (name, xml) in parts(&made) {
            looked_at += 1;
            let hidden = ["hidden=\"1", "state=\"hidden", "veryHidden"].iter().any(|mark| xml.contains(mark));
            assert!(!hidden, "something is hidden in {name}");
            assert!(!xml.contains(">Author<"), "an author in {name}");
            if name.ends_with("core.xml") {
                assert!(
                    xml.contains("<dc:language>en-GB</dc:language>") && xml.contains("<dc:title>"),
                    "{xml}"
                );
                assert!(xml.contains("<dc:creator></dc:creator>") && xml.contains("2000-01-01"), "{xml}");
            }
        }
        assert!(looked_at > 8, "only {looked_at} parts");
    }
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    for _ in 0..5 {
        assert!(
            returned_referral(&returned()).expect("made").bytes
                == returned_referral(&returned()).expect("made").bytes
        );
        assert!(decisions(&to_decide()).expect("made").bytes == decisions(&to_decide()).expect("made").bytes);
    }
}

#[test]
fn text_too_long_for_a_cell_is_cut_and_said_by_its_question() {
    let mut form = returned();
    form.sections[1].rows[0].written = "long ".repeat(10_000);
    let made = returned_referral(&form).expect("made");
    let rows = sheet(&mut open(&made), "Concerns");
    assert!(rows[0][1].to_string().ends_with("[cut here: too long for one cell]"));
    let said: Vec<String> = made.findings.iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(said, ["the answer to \"Summary of concerns\" is too long for one cell and was cut"]);
}
