use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::model::{Answers, CaseRef, MeetingId, Referral};

const PANEL: &str = include_str!("../../../input/city-case-review/panel.toml");

fn panel() -> Panel {
    crate::panel::load("city-case-review", "city-case-review/panel.toml", PANEL).expect("it loads").0
}

fn day(number: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day");
    first.checked_add_days(Days::new(number)).expect("a day")
}

/// A row as people fill it in: a day as its number, or blank, unreadable, not known.
#[derive(Clone, Debug)]
struct Row {
    happened: Option<Option<u64>>,
    reported: Option<Option<u64>>,
    what: &'static str,
    to: &'static str,
    channel: &'static str,
}

fn any_row() -> impl Strategy<Value = Row> {
    // Nothing is blank, something that is no day is unreadable.
    let any_day = || prop::option::of(prop::option::of(0u64..240));
    let what = prop::sample::select(vec!["", "Noise", "Threats"]);
    let to = prop::sample::select(vec!["", "?", "City Police", "The Corporation", "Landlord", "nobody"]);
    let channel = prop::sample::select(vec!["", "?", "101", "ASB portal", "Officer on patrol", "pigeon"]);
    (any_day(), any_day(), what, to, channel).prop_map(|(happened, reported, what, to, channel)| Row {
        happened,
        reported,
        what,
        to,
        channel,
    })
}

fn incident((number, row): (u32, &Row)) -> Incident {
    let at = |column| Place::file("form.xlsx").sheet("Incidents").cell(number, column);
    let mut answers = Answers::default();
    for (column, path, given) in
        [(0, "incident.date", row.happened), (5, "incident.reported_on", row.reported)]
    {
        let (place, written) = (at(column), "about June".to_owned());
        answers.insert(
            path,
            match given {
                None => Answer::Blank { place },
                Some(None) => Answer::Unreadable { written, place, problem: "this is not a date".into() },
                Some(Some(number)) => Answer::Given { value: Value::Date(day(number)), written, place },
            },
        );
    }
    for (column, path, given) in [(3, "incident.reported_to", row.to), (4, "incident.channel", row.channel)] {
        let (place, written) = (at(column), given.to_owned());
        let list = if given == "nobody" { Vec::new() } else { vec![given.to_owned()] };
        answers.insert(
            path,
            match given {
                "" => Answer::Blank { place },
                "?" => Answer::NotKnown { written, place },
                _ => Answer::Given { value: Value::List(list), written, place },
            },
        );
    }
    if !row.what.is_empty() {
        let value = Value::Text(row.what.to_owned());
        answers.insert("incident.what", Answer::Given { value, written: row.what.to_owned(), place: at(1) });
    }
    Incident { place: Place::file("form.xlsx").sheet("Incidents").row(number), answers }
}

/// Lowest and highest of what qualifies and of what the police were told, and what each row shows.
fn counted(panel: &Panel, rows: &[Row]) -> ([(i64, i64); 2], Vec<Counting>) {
    let id = MeetingId { date: day(250), urgent: false };
    let case = Case {
        reference: CaseRef::parse("ACR-2026-001").expect("a reference"),
        referrals: vec![Referral {
            place: Place::file("form.xlsx"),
            file_hash: String::new(),
            meeting: id,
            is_application: true,
            answers: Answers::default(),
            others: Vec::new(),
            attending: Vec::new(),
            incidents: (1..).zip(rows).map(incident).collect(),
            risk: Vec::new(),
            as_written: Vec::new(),
        }],
        returns: Vec::new(),
        earlier: Vec::new(),
        carried: Vec::new(),
        decision: None,
        deferred_from: None,
        told_slot: None,
        stays_open: None,
        safeguards: Vec::new(),
    };
    let mut facts = Facts::default();
    let received = Value::Moment(Moment { date: day(230), time: None });
    facts.enter("referral.received", Known::value(received, Vec::new()));
    let meeting = MeetingContext { id, deadline: None };
    let reports = enter(panel, &meeting, &case, &mut facts, &mut Vec::new());
    let ranges = ["qualifying", "police_12_months"].map(|what| {
        let number = |end: &str| facts.number(&format!("incident_count.{what}{end}"));
        let (low, high) = (number("_low").expect("entered"), number("_high").expect("entered"));
        assert_eq!(number(""), (low == high).then_some(low), "known just where there is no doubt");
        (low, high)
    });
    (ranges, reports.rows.into_iter().map(|row| row.counting).collect())
}

proptest! {
    #[test]
    fn what_counts_is_a_range_that_reports_widen_and_their_order_does_not_change(
        rows in prop::collection::vec(any_row(), 0..7),
        another in any_row(),
        at in 0usize..7,
    ) {
        let panel = panel();
        let (ranges, shown) = counted(&panel, &rows);
        let mut more = rows.clone();
        more.insert(at.min(rows.len()), another);
        let (wider, _) = counted(&panel, &more);
        more.reverse();
        prop_assert_eq!(counted(&panel, &more).0, wider);
        for ((low, high), (more_low, more_high)) in ranges.into_iter().zip(wider) {
            prop_assert!(low <= high);
            prop_assert!(more_low >= low && more_high >= high);
        }
        // What a letter shows bears the range out.
        let of = |wanted| i64::try_from(shown.iter().filter(|counting| **counting == wanted).count());
        let certain = of(Counting::Counts).expect("few rows");
        let perhaps = of(Counting::May).expect("few rows");
        prop_assert!(certain <= ranges[0].1 && certain + perhaps == ranges[0].1, "{shown:?} for {ranges:?}");
    }
}
