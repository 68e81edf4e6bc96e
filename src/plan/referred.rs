//! What referrals say, as rows: profiles and transfer packs show them alike.

use super::application::applicant;
use super::basis::{Basis, moment, row, words, written_row};
use super::view::{OtherView, Row};
use crate::decide::Decided;
use crate::disclose::{self, Kept, Reader};
use crate::model::{OtherPerson, Referral, says_none, uk_date};

/// What the referrer says, in the order a chair asks.
const CONCERNS: &[(&str, &str)] = &[
    ("Summary", "referral.summary"),
    ("Most recent incident", "referral.latest_incident"),
    ("How it is escalating", "referral.escalation_detail"),
    ("Professional judgement", "referral.judgement_reasons"),
    ("Vulnerability", "case.vulnerability"),
    ("Why several agencies are needed", "referral.multi_agency_reason"),
    ("Support in place", "referral.support"),
    ("Already tried", "referral.tried"),
    ("Agencies involved", "referral.agencies"),
    ("Outcome sought", "referral.outcome_sought"),
    ("The person’s own views", "subject.views"),
    ("Other panels now", "process.current_panels"),
    ("Other panels before", "process.earlier_panels"),
    ("Referred before, the referrer says", "referral.previously"),
    ("Safeguarding referral made", "process.safeguarding"),
    ("Interventions still in progress", "process.in_progress"),
    ("Reason for urgency", "referral.urgent_reason"),
    ("Transferred from", "referral.transferred_from"),
];

/// The agency that referred, and when where it has referred the case more than once.
fn who_says(decided: &Decided, referral: &Referral) -> Option<String> {
    let agency = |referral: &Referral| referral.answers.text("referrer.agency").map(str::to_owned);
    let own = agency(referral)?;
    let same = decided.case.referrals.iter().filter(|other| agency(other).as_ref() == Some(&own)).count();
    Some(match referral.answers.date("referral.received") {
        Some(day) if same > 1 => format!("{own}, {}", uk_date(day)),
        _ => own,
    })
}

/// What every referrer says of the same things: each question once, and where agencies answer it
/// otherwise each answer under the name of its agency.
pub fn of_all(decided: &Decided, rows_of: impl Fn(&Referral) -> Vec<Row>) -> Vec<Row> {
    merged(decided, rows_of, |answers, _| answers > 1)
}

/// The same, where it matters too that an agency says nothing: an answer that not all of them give
/// stands under the name of the first that does.
pub fn of_each(decided: &Decided, rows_of: impl Fn(&Referral) -> Vec<Row>) -> Vec<Row> {
    let all = decided.case.referrals.len();
    merged(decided, rows_of, |_, said| said < all)
}

/// Each answer once, in the order of the questions, and its agency where `is_named` wants it: by how many
/// answers the question has, and how many referrals give this one.
fn merged(
    decided: &Decided,
    rows_of: impl Fn(&Referral) -> Vec<Row>,
    is_named: impl Fn(usize, usize) -> bool,
) -> Vec<Row> {
    let mut all: Vec<(Row, &Referral, usize)> = Vec::new();
    for referral in &decided.case.referrals {
        for row in rows_of(referral) {
            if let Some((_, _, said)) = all.iter_mut().find(|(same, _, _)| *same == row) {
                *said = said.saturating_add(1);
                continue;
            }
            let same = all.iter().rposition(|(other, _, _)| other.label == row.label);
            all.insert(same.map_or(all.len(), |at| at + 1), (row, referral, 1));
        }
    }
    let shown = |(row, referral, said): &(Row, &Referral, usize)| {
        let answers = all.iter().filter(|(other, _, _)| other.label == row.label).count();
        let label = match who_says(decided, referral) {
            Some(who) if is_named(answers, *said) => format!("{} ({who})", row.label),
            _ => row.label.clone(),
        };
        Row { label, value: row.value.clone() }
    };
    all.iter().map(shown).collect()
}

/// What stands before an address, with or without whose answer it is.
pub fn is_address(label: &str) -> bool {
    label == ADDRESS || label.strip_prefix(ADDRESS).is_some_and(|whose| whose.starts_with(" ("))
}

const ADDRESS: &str = "Address";

/// What stands before a date of birth.
pub const BORN: &str = "Date of birth";

/// Who the person is.
pub fn details(reader: Reader, kept: &Kept, decided: &Decided, referral: &Referral) -> Vec<Row> {
    let answers = &referral.answers;
    if referral.is_application {
        return applicant(reader, kept, &decided.case, answers);
    }
    let birth = match (answers.date("subject.date_of_birth"), decided.age) {
        (Some(birth), Some(age)) => format!("{} (aged {age} on the day of the meeting)", uk_date(birth)),
        (None, Some(age)) => format!("not given; aged {age}"),
        _ => words(answers, "subject.date_of_birth"),
    };
    [
        row(BORN, birth),
        written_row(answers, "Also known as", "subject.aliases"),
        written_row(answers, "Gender", "subject.gender"),
        written_row(answers, "Ethnicity", "subject.ethnicity"),
        written_row(answers, "First language", "subject.language"),
        written_row(answers, "Interpreter needed", "subject.interpreter"),
        written_row(answers, "Disability or communication needs", "subject.communication_needs"),
        row(ADDRESS, disclose::home_address(reader, kept, &decided.case, answers)),
        written_row(answers, "Area of residence", "subject.area"),
        written_row(answers, "Housing", "subject.tenure"),
        written_row(answers, "Landlord", "subject.landlord"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An applicant asks for themselves.
pub fn consent(referral: &Referral) -> Vec<Row> {
    if referral.is_application {
        return Vec::new();
    }
    const REASON: &str = "Reason if no consent";
    let answers = &referral.answers;
    [
        Some(
            written_row(answers, "Given or refused", "consent.status")
                .unwrap_or(Row { label: "Given or refused".into(), value: "Not recorded".into() }),
        ),
        written_row(answers, REASON, "consent.reason").or_else(|| {
            let without = matches!(answers.text("consent.status"), Some("refused" | "not sought"));
            without.then(|| Row { label: REASON.into(), value: "Not given".into() })
        }),
        written_row(answers, "Aware of this referral", "subject.aware"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How to reach the person safely.
pub fn contact(reader: Reader, referral: &Referral) -> Vec<Row> {
    let answers = &referral.answers;
    [
        row("Phone", disclose::phone(reader, answers)),
        written_row(answers, "Safe to call", "subject.safe_to_call"),
        written_row(answers, "How and when", "subject.safe_contact"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is happening, each question once for every agency that answers it otherwise.
pub fn concerns(decided: &Decided) -> Vec<Row> {
    let several = decided.case.referrals.len() > 1;
    let mut rows = Vec::new();
    for (label, path) in CONCERNS {
        let says_something = |referral: &&Referral| {
            let none = || referral.answers.text(path).is_some_and(says_none);
            *path != "referral.previously" || !none()
        };
        for referral in decided.case.referrals.iter().filter(says_something) {
            let label = match (several, who_says(decided, referral)) {
                (true, Some(who)) => format!("{label} ({who})"),
                _ => (*label).to_owned(),
            };
            if let Some(row) = written_row(&referral.answers, &label, path)
                && !rows
                    .iter()
                    .any(|other: &Row| other.value == row.value && other.label.starts_with(label.as_str()))
            {
                rows.push(row);
            }
        }
    }
    rows
}

/// Children in the case, as one referral has it.
pub fn children(referral: &Referral) -> Vec<Row> {
    let answers = &referral.answers;
    [
        written_row(answers, "Involved", "children.involved"),
        written_row(answers, "How many", "children.count"),
        written_row(answers, "Details", "children.details"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Another person in the case.
pub fn other_view(reader: Reader, kept: &Kept, other: &OtherPerson) -> OtherView {
    let answers = &other.answers;
    let name: Vec<&str> =
        ["other.forenames", "other.surname"].into_iter().filter_map(|path| answers.text(path)).collect();
    OtherView {
        name: if name.is_empty() {
            format!("Other person {}, name not given", other.number)
        } else {
            name.join(" ")
        },
        details: [
            written_row(answers, "Role", "other.role"),
            written_row(answers, "Relationship", "other.relationship"),
            written_row(answers, "Date of birth", "other.date_of_birth"),
            row(ADDRESS, disclose::other_address(reader, kept, answers)),
            written_row(answers, "Area of residence", "other.area"),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// Who referred or applied, and when.
pub fn referrer(basis: &Basis<'_>, referral: &Referral) -> Row {
    let answers = &referral.answers;
    let (label, who) = if referral.is_application {
        (Some("Applied".to_owned()), ["applicant.name", "applicant.organisation"])
    } else {
        let agency = answers.text("referrer.agency");
        (agency.map(|written| basis.agency_name(written)), ["referrer.name", "referrer.role"])
    };
    let who: Vec<&str> = who.into_iter().filter_map(|path| answers.text(path)).collect();
    let received = answers.moment("referral.received").map(|when| format!("received {}", moment(when)));
    let parts: Vec<String> =
        [(!who.is_empty()).then(|| who.join(", ")), received].into_iter().flatten().collect();
    Row { label: label.unwrap_or_else(|| "Agency not given".into()), value: parts.join("; ") }
}
