//! Incidents: the sheet "Incidents" of a form, one report a row, or numbered columns ("Incident 2
//! date"). A date that cannot be read leaves its row in the list, with the date unknown.

use std::collections::BTreeMap;

use super::headings::{Meaning, Names, Shape, Vocabulary, letters};
use super::layout::Asked;
use super::sheet_rows;
use super::values::{self, Reading};
use crate::finding::{Finding, Place, SetAside};
use crate::model::{Answer, Answers, INCIDENT_COLUMNS, Incident, Value, incident_column};
use crate::panel::{Panel, normalise_name};
use crate::read::{Sheet, Workbook};

/// Whether a sheet lists incidents, by its name.
pub fn is_incidents_sheet(sheet: &Sheet) -> bool {
    ["incidents", "incident", "incidentlog", "listofincidents", "reports", "incidentsreported"]
        .contains(&letters(&sheet.name).as_str())
}

/// One report as the form has it: its row, and its headings with their answers.
pub type Line = (Place, Vec<Asked>);

/// The rows of the sheet, and those that are none.
pub fn read_sheet(
    workbook: &Workbook,
    sheet: &Sheet,
    findings: &mut Vec<Finding>,
) -> (Vec<Line>, Vec<SetAside>) {
    let names: Vec<Names> = INCIDENT_COLUMNS.iter().map(|column| (column.path, column.headings)).collect();
    let vocabulary = Vocabulary::new(Shape::Table, &names);
    let (mut lines, mut set_aside) = (Vec::new(), Vec::new());
    for row in sheet_rows::of_sheet(workbook, sheet, &vocabulary, findings) {
        let (place, asked) = row.into_parts();
        if asked.iter().any(|one| one.meaning.is_some() && one.cell.is_some()) {
            lines.push((place, asked));
        } else {
            findings.push(
                Finding::warning("row-not-used", "a row holds nothing under a heading that is known")
                    .at(place.clone())
                    .help("Look whether the row is an incident, and put its answers under their headings"),
            );
            set_aside.push(SetAside { place, reason: "nothing under a known heading".into() });
        }
    }
    (lines, set_aside)
}

/// Incidents from numbered headings, as lines; a number with nothing under it is none.
pub fn numbered(asked: &[Asked]) -> Vec<Line> {
    let mut by_number: BTreeMap<u32, Vec<Asked>> = BTreeMap::new();
    for one in asked {
        if let Some(Meaning::Numbered(path, number)) = &one.meaning
            && incident_column(path).is_some()
        {
            by_number.entry(*number).or_default().push(one.clone());
        }
    }
    by_number
        .into_values()
        .filter(|asked| asked.iter().any(|one| one.cell.is_some()))
        .filter_map(|asked| Some((asked.first()?.place.clone(), asked)))
        .collect()
}

/// Understands one report.
pub fn understand(
    (place, asked): &Line,
    panel: &Panel,
    meeting: chrono::NaiveDate,
    findings: &mut Vec<Finding>,
) -> Incident {
    let mut answers = Answers::default();
    for one in asked {
        let Some(column) = one.path().and_then(incident_column) else { continue };
        let heading = column.headings.first().copied().unwrap_or_default();
        let reading = Reading { kind: column.kind, path: column.path, heading, meeting };
        let answer = values::read(one, reading, findings);
        if matches!(answers.get(column.path), None | Some(Answer::Blank { .. })) {
            answers.insert(column.path, answer);
        }
    }
    part_bodies(&mut answers, panel);
    report_order(&answers, findings);
    Incident { place: place.clone(), answers }
}

/// "Police and the Corporation" are two where both are names that the panel knows.
fn part_bodies(answers: &mut Answers, panel: &Panel) {
    let Some(rule) = &panel.incidents else { return };
    for path in ["incident.reported_to", "incident.channel"] {
        let Some(Answer::Given { value: Value::List(entries), written, place }) = answers.get(path).cloned()
        else {
            continue;
        };
        let parted = entries.iter().flat_map(|entry| {
            let spaced =
                [" and ", " & ", "/", ","].iter().fold(entry.clone(), |text, mark| text.replace(mark, ";"));
            let parts: Vec<String> = spaced
                .split(';')
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect();
            let known = parts.iter().all(|part| rule.knows(&normalise_name(part)));
            if known && parts.len() > 1 { parts } else { vec![entry.clone()] }
        });
        let value = Value::List(parted.collect());
        answers.insert(path, Answer::Given { value, written, place });
    }
}

/// Nothing can be reported before it happens: neither date is used then.
fn report_order(answers: &Answers, findings: &mut Vec<Finding>) {
    if let (Some(happened), Some(reported)) =
        (answers.date("incident.date"), answers.date("incident.reported_on"))
        && reported < happened
        && let Some(place) = answers.place("incident.reported_on")
    {
        findings.push(
            Finding::warning(
                "reported-before-incident",
                "an incident is said to have been reported before it happened",
            )
            .at(place.clone())
            .help(
                "Ask which of the two dates is wrong; until then it is not known whether the report counts",
            ),
        );
    }
}
