//! Tests: the meeting record holds what it says, offers its choices, and keeps text as text.

use calamine::{Data, Reader};

use super::meeting_record;
use super::read_back::{HOSTILE, open, parts, sheet};
use crate::plan::report::{MeetingRecordWorkbook, RecordAction, RecordAttendance, RecordCase};

/// The row of headings: below title, panel, three lines of guidance and a blank one.
const HEADINGS: usize = 6;

pub(super) fn to_record() -> MeetingRecordWorkbook {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    MeetingRecordWorkbook {
        marking: "OFFICIAL-SENSITIVE".into(),
        panel: "Northmoor & Southmoor Community MARAC".into(),
        meeting: "Wednesday 9 December 2026".into(),
        agencies: texts(&["Police", "Northmoor Homes", "A member with a long name, and a comma"]),
        closing_reasons: texts(&["Back to the primary agencies: the person does not engage"]),
        risk_answers: texts(&["high", "low"]),
        considered: texts(&["Risk of fire"]),
        attendance: vec![
            RecordAttendance {
                agency: "Police".into(),
                name: "Pat Example".into(),
                email: "pat@police.example".into(),
            },
            RecordAttendance::default(),
        ],
        actions: vec![
            RecordAction {
                carried: true,
                reference: "A-2026-1111-03".into(),
                case: "NOR-2026-011".into(),
                action: "Fit a lock".into(),
                agency: "Police".into(),
                owner: "Pat Example".into(),
                due: "2026-12-01".into(),
                status: "not done".into(),
                reported: "2026-11-30".into(),
                reason: "agency did not do it".into(),
                note: "booked".into(),
            },
            RecordAction { reference: "A-2026-1209-01".into(), ..RecordAction::default() },
        ],
        cases: vec![RecordCase { reference: "NOR-2026-011".into() }, RecordCase::default()],
    }
}

#[test]
fn each_sheet_has_its_headings_and_what_is_known() {
    let made = meeting_record(&to_record()).expect("made");
    assert!(made.findings.is_empty());
    let mut workbook = open(&made);
    assert_eq!(workbook.sheet_names(), ["Attendance", "Actions", "Cases", "Choices"]);
    let mut headings = |name: &str, at: usize| -> (Vec<String>, Vec<Vec<Data>>) {
        let rows = sheet(&mut workbook, name);
        let headings = rows[at].iter().map(ToString::to_string).collect();
        (headings, rows[at + 1..].to_vec())
    };
    let (attendance, people) = headings("Attendance", HEADINGS);
    assert_eq!(
        attendance,
        ["Agency", "Name", "Email", "Status", "Information sent on", "Confidentiality statement signed"]
    );
    assert_eq!(
        people[0][..3],
        ["Police", "Pat Example", "pat@police.example"].map(|t| Data::String(t.into()))
    );
    let (actions, rows) = headings("Actions", HEADINGS);
    assert_eq!(
        actions,
        [
            "Action reference",
            "Case reference",
            "Action",
            "Agency",
            "Owner",
            "Due",
            "Status",
            "Date reported",
            "Reason",
            "Note"
        ]
    );
    assert!(matches!(&rows[0][5], Data::DateTime(due) if due.as_f64() == 46357.0), "{:?}", rows[0][5]);
    assert_eq!(rows[1][0], Data::String("A-2026-1209-01".into()));
    assert!(rows[1][1..].iter().all(|cell| *cell == Data::Empty), "a line for a new action is blank");
    let (cases, _) = headings("Cases", HEADINGS - 1);
    assert_eq!(
        cases,
        [
            "Case reference",
            "Outcome",
            "Reason for closing",
            "Plan agreed",
            "Primary agency",
            "Risk to children",
            "Risk to the public",
            "Risk of fire",
            "Policy issue raised"
        ]
    );
}

#[test]
fn answers_are_open_and_headings_are_not() {
    let made = meeting_record(&to_record()).expect("made");
    let parts = parts(&made);
    let part = |name: &str| &parts.iter().find(|(part, _)| part.ends_with(name)).expect("a part").1;
    for number in 1..=4 {
        let xml = part(&format!("sheet{number}.xml"));
        assert!(xml.contains("<sheetProtection") && !xml.contains("password"), "sheet {number}");
    }
    assert!(part("styles.xml").contains("<protection locked=\"0\"/>"));
    assert!(part("sheet2.xml").contains("Choices!$A$2:$A$4"), "agencies are offered");
    assert!(part("sheet3.xml").contains("stays open,closed,transferred"));
    assert!(part("sheet3.xml").contains("Choices!$B$2:$B$2"), "reasons for closing are offered");
}

#[test]
fn hostile_text_stays_text() {
    let mut view = to_record();
    view.agencies = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    view.actions = HOSTILE
        .iter()
        .map(|text| {
            let text = (*text).to_owned();
            RecordAction {
                action: text.clone(),
                owner: text.clone(),
                due: text.clone(),
                note: text,
                ..RecordAction::default()
            }
        })
        .collect();
    let made = meeting_record(&view).expect("made");
    let mut workbook = open(&made);
    let rows = sheet(&mut workbook, "Actions");
    for (row, text) in rows[HEADINGS + 1..].iter().zip(HOSTILE) {
        for column in [2, 4, 5, 9] {
            assert_eq!(row[column], Data::String(text.into()), "column {column}, {text:?}");
        }
    }
    let choices = sheet(&mut workbook, "Choices");
    for (row, text) in choices[1..].iter().zip(HOSTILE) {
        assert_eq!(row[0], Data::String(text.into()));
    }
    for (name, xml) in parts(&made) {
        assert!(!xml.contains("<f>"), "a formula in {name}");
    }
}
