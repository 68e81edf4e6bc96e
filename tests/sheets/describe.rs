//! A meeting as lines of text by key, for comparing with what a file expects.

use std::collections::BTreeMap;

use cmarac::finding::Place;
use cmarac::model::{
    Answer, Attending, CarriedAction, Case, INCIDENT_COLUMNS, Referral, Return, ShareWith, Value,
};
use cmarac::normalise::Meeting;

/// Every key of a meeting with its value.
pub fn meeting(meeting: &Meeting, allow: &[String]) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    let mut put = |key: &str, value: String| {
        lines.insert(key.to_owned(), value);
    };
    put("cases", meeting.cases.len().to_string());
    put("unlinked", meeting.unlinked.len().to_string());
    put(
        "heard",
        meeting
            .heard
            .iter()
            .map(|(seen, name)| format!("{} {name}", seen.reference))
            .collect::<Vec<_>>()
            .join("; "),
    );
    let actions = meeting
        .carried
        .iter()
        .map(|one| format!("{} {:?} {}", one.action.reference, one.action.status, one.meetings_ago));
    put("actions", actions.collect::<Vec<_>>().join("; "));
    let of_actions =
        |of: fn(&CarriedAction) -> String| meeting.carried.iter().map(of).collect::<Vec<_>>().join("; ");
    put("action cases", of_actions(|one| one.action.case.clone()));
    put("carried notes", of_actions(|one| one.action.note.clone().unwrap_or_default()));
    for what in ["referrals", "incidents", "returns", "actions", "updates", "decisions"] {
        let (read, used, set_aside, files) = meeting.ledger.totals(what);
        put(
            &format!("{what} in the ledger"),
            format!("{read} read, {used} used, {set_aside} set aside, {files} files"),
        );
    }
    let mut findings: Vec<String> = meeting
        .findings
        .iter()
        // Most of these sheets stand for a first run, with workbooks of people's beside them.
        .filter(|finding| !["no-returns", "register-missing"].contains(&finding.code))
        .filter(|finding| !allow.iter().any(|code| code == finding.code))
        .map(|finding| format!("{} {}", finding.code, finding.place.as_ref().map_or_else(String::new, place)))
        .collect();
    findings.sort();
    put("findings", findings.join("; "));
    for (number, case) in (1..).zip(&meeting.cases) {
        let before = if number == 1 { String::new() } else { format!("case {number}: ") };
        describe_case(case, &before, &mut lines);
    }
    lines
}

fn describe_case(case: &Case, before: &str, lines: &mut BTreeMap<String, String>) {
    let mut put = |key: String, value: String| {
        lines.insert(format!("{before}{key}"), value);
    };
    put("reference".into(), case.reference.to_string());
    put("referrals".into(), case.referrals.len().to_string());
    put(
        "stays open from".into(),
        case.stays_open.as_ref().map_or_else(String::new, |open| open.from.to_string()),
    );
    put("deferred from".into(), case.deferred_from.map_or_else(String::new, |from| from.to_string()));
    put(
        "earlier".into(),
        case.earlier.iter().map(|seen| seen.reference.to_string()).collect::<Vec<_>>().join("; "),
    );
    put(
        "carried".into(),
        case.carried.iter().map(|one| one.action.reference.clone()).collect::<Vec<_>>().join("; "),
    );
    if let Some(decision) = &case.decision {
        put(
            "decision".into(),
            format!("{:?} by {}", decision.verdict, decision.decided_by.as_deref().unwrap_or("nobody")),
        );
        put("decision leaves out".into(), decision.leave_out.join("; "));
        put("decision leaves out because".into(), decision.leave_out_reason.clone().unwrap_or_default());
        put("decision slot".into(), decision.slot.map_or_else(String::new, |time| time.to_string()));
    }
    for (number, referral) in (1..).zip(&case.referrals) {
        let of = if number == 1 { String::new() } else { format!("referral {number}: ") };
        describe_referral(referral, &mut |key, value| put(format!("{of}{key}"), value));
    }
    for (number, one) in (1..).zip(&case.returns) {
        describe_return(one, &mut |key, value| put(format!("return {number}{key}"), value));
    }
}

fn describe_referral(referral: &Referral, put: &mut dyn FnMut(String, String)) {
    put("place".into(), place(&referral.place));
    for (path, given) in referral.answers.iter() {
        put(path.into(), answer(given));
    }
    for other in &referral.others {
        for (path, given) in other.answers.iter() {
            put(format!("{} {path}", other.number), answer(given));
        }
    }
    for (number, officer) in (1..).zip(&referral.attending) {
        put(format!("officer {number}"), attending(officer));
    }
    for risk in &referral.risk {
        put(format!("risk {}", risk.question), answer(&risk.answer));
    }
    for (number, incident) in (1..).zip(&referral.incidents) {
        let said = INCIDENT_COLUMNS.iter().filter_map(|column| incident.answers.get(column.path)).map(answer);
        let said = said.collect::<Vec<_>>().join(", ");
        put(format!("incident {number}"), format!("{said} in {}", place(&incident.place)));
    }
    let written = referral.as_written.iter().map(|(heading, written, _)| format!("{heading}={written}"));
    put("as written".into(), written.collect::<Vec<_>>().join("; "));
}

fn describe_return(one: &Return, put: &mut dyn FnMut(String, String)) {
    let agency = one.agency.as_deref().unwrap_or(&one.agency_name);
    let completed = one.completed.map_or_else(|| "undated".into(), |day| day.to_string());
    put(String::new(), format!("{agency} {:?} {completed}", one.kind));
    put(" risk".into(), one.risk_now.map_or_else(String::new, |risk| format!("{risk:?}")));
    put(
        " actions".into(),
        one.proposed_actions.iter().map(|(action, _)| action.clone()).collect::<Vec<_>>().join("; "),
    );
    put(" officers".into(), one.attending.iter().map(attending).collect::<Vec<_>>().join("; "));
    for (number, row) in (1..).zip(&one.rows) {
        let share = match &row.share_with {
            ShareWith::Agencies(agencies) => agencies.join(" and "),
            other => format!("{other:?}"),
        };
        put(
            format!(" row {number}"),
            format!(
                "{:?}, {}, {}, {}, {share}, {}",
                row.about,
                if row.opinion { "opinion" } else { "fact" },
                row.date.as_deref().unwrap_or("no date"),
                row.information,
                if row.confirmed { "confirmed" } else { "not confirmed" },
            ),
        );
    }
}

fn attending(officer: &Attending) -> String {
    let time = |time: Option<chrono::NaiveTime>| {
        time.map_or_else(|| "any".into(), |time| time.format("%H:%M").to_string())
    };
    format!(
        "{} <{}> {} {}-{}",
        officer.name,
        officer.email.as_deref().unwrap_or(""),
        officer.agency,
        time(officer.from),
        time(officer.to)
    )
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::NotKnown { .. } => "not known".into(),
        Answer::Unreadable { problem, .. } => format!("unreadable: {problem}"),
        Answer::Blank { place: at } => format!("blank at {}", place(at)),
        Answer::Given { value, .. } => match value {
            Value::Text(text) => text.clone(),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Moment(moment) => match moment.date_time() {
                Some(stamp) => stamp.format("%Y-%m-%d %H:%M").to_string(),
                None => moment.date.to_string(),
            },
            Value::Time(time) => time.to_string(),
            Value::List(entries) => format!("[{}]", entries.join("; ")),
        },
    }
}

/// A cell without its folder: `Form!B9`, or the file's name.
fn place(place: &Place) -> String {
    let file = place.file.rsplit('/').next().unwrap_or_default();
    let spot = place.cell_name().or_else(|| place.row.map(|row| format!("row {}", row + 1)));
    match (&place.sheet, spot) {
        (Some(sheet), Some(spot)) => format!("{sheet}!{spot}"),
        (Some(sheet), None) => sheet.clone(),
        (None, Some(spot)) => format!("{file}!{spot}"),
        (None, None) => file.to_owned(),
    }
}
