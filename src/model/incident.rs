//! Incidents as a form lists them: one row a report, in a sheet "Incidents" or in numbered columns.

use super::answer::Answers;
use super::fact::Kind;
use crate::finding::Place;

/// One row of the sheet "Incidents": what happened, and how it was reported. A date that is blank or
/// cannot be read leaves the row with an unknown date.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Its row.
    pub place: Place,
    /// What it says, by the paths of [`INCIDENT_COLUMNS`].
    pub answers: Answers,
}

/// One column of the sheet "Incidents".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentColumn {
    /// The path of its answers.
    pub path: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// Headings in the sheet; the first is the one that blank forms print.
    pub headings: &'static [&'static str],
    /// Headings outside the sheet, in which a number may stand: "Incident 2 date".
    pub numbered: &'static [&'static str],
}

/// The columns of the sheet "Incidents", in the order of the form.
#[rustfmt::skip] // a table, a line a column
pub static INCIDENT_COLUMNS: &[IncidentColumn] = &[
    column("incident.date", Kind::Date, &["Date", "Date of incident", "Incident date", "When", "When it happened", "When did it happen"], &["Incident date", "Date of incident", "Incident when it happened"]),
    column("incident.what", Kind::Text, &["What happened", "Incident", "What", "Description", "Description of incident"], &["Incident what happened", "What happened in incident", "Incident description"]),
    column("incident.where", Kind::Text, &["Where", "Where it happened", "Location", "Place"], &["Incident where", "Incident where it happened", "Incident location"]),
    column("incident.reported_to", Kind::List, &["Reported to", "Who it was reported to", "Reported to whom", "Who did you report it to"], &["Incident reported to"]),
    column("incident.channel", Kind::List, &["Through which channel", "Channel", "How reported", "How it was reported", "How did you report it"], &["Incident through which channel", "Incident channel", "Incident how reported"]),
    column("incident.reported_on", Kind::Date, &["Reported on", "Date reported", "Report date", "When reported", "When did you report it"], &["Incident reported on", "Incident date reported"]),
    column("incident.reference", Kind::Text, &["Reference", "Reference number", "Ref", "Crime or CAD reference"], &["Incident reference", "Incident reference number"]),
];

const fn column(
    path: &'static str,
    kind: Kind,
    headings: &'static [&'static str],
    numbered: &'static [&'static str],
) -> IncidentColumn {
    IncidentColumn { path, kind, headings, numbered }
}

/// The column of a path.
pub fn incident_column(path: &str) -> Option<&'static IncidentColumn> {
    INCIDENT_COLUMNS.iter().find(|column| column.path == path)
}
