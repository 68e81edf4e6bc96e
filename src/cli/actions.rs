//! What `actions` prints: who has a sheet with how many open actions, and what stands in the way of it.
//! Everything else about the meeting was said before it, and `check` says it again.

use super::summary::{counted, findings_text, title};
use super::table;
use crate::Prepared;
use crate::finding::Finding;
use crate::plan::Content;

/// The sheets of a meeting, and the findings about its record, its actions and what agencies reported.
pub fn text(meeting: &Prepared) -> String {
    let sheets = meeting.pack.documents.iter().filter_map(|document| match &document.content {
        Content::ActionSheet(sheet) => Some((sheet, &document.path)),
        _ => None,
    });
    let mut rows = vec![["Agency", "Open actions", "Sheet"].map(str::to_owned).to_vec()];
    rows.extend(sheets.map(|(sheet, path)| {
        let agency = sheet.agency.split(" (").next().unwrap_or_default();
        vec![agency.to_owned(), sheet.rows.len().to_string(), path.clone()]
    }));
    let listed = match rows.len() {
        1 => "No agency has a sheet: no action that one may be shown is open.".to_owned(),
        _ => table::aligned(&rows),
    };
    let (concerned, others): (Vec<Finding>, Vec<Finding>) =
        meeting.findings.iter().cloned().partition(is_about_actions);
    let others = others.iter().filter(|finding| finding.severity.needs_attention()).count();
    let others = match others {
        0 => String::new(),
        other => format!("Not about actions: {}; `check` prints all.\n\n", counted(other, "other finding")),
    };
    format!(
        "{}\n{listed}\n\n{}{others}",
        title(meeting),
        findings_text("Needs attention", &concerned, usize::MAX)
    )
}

/// Whether a finding is about a meeting's record, where actions stand, or about what agencies reported.
fn is_about_actions(finding: &Finding) -> bool {
    finding.place.as_ref().is_some_and(|place| {
        let mut parts = place.file.split('/');
        parts.any(|part| part == "updates" || part.starts_with("meeting-record."))
    })
}
