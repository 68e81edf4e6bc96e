//! Sheets that explain a form, hold its lists or somebody's notes: they are not read, and that is said.

use std::collections::BTreeMap;

use super::headings::letters;
use crate::finding::{Finding, Place};

/// The finding that a sheet is not read.
pub const NOT_USED: &str = "sheet-not-used";

/// Sheets that explain a form or hold its lists, by their name in small letters and digits alone.
pub fn is_guidance(folded_name: &str) -> bool {
    [
        "guidance",
        "instructions",
        "notes",
        "help",
        "lists",
        "list",
        "readme",
        "howto",
        "dropdowns",
        "options",
        "validation",
        // Sheets of a workbook that went with a return letter.
        "howtocorrect",
        "alsoinyourform",
    ]
    .contains(&folded_name)
}

/// Says of the guidance in all workbooks of a folder once that it is not read: every form has some, and
/// a note for each would hide what matters.
pub fn once_a_folder(findings: &mut Vec<Finding>) {
    let mut by_folder: BTreeMap<String, usize> = BTreeMap::new();
    let folder = |finding: &Finding| {
        let place = finding.place.as_ref().filter(|_| finding.code == NOT_USED)?;
        let (folder, _) = place.file.rsplit_once('/')?;
        is_guidance(&letters(place.sheet.as_ref()?)).then(|| folder.to_owned())
    };
    for one in findings.iter().filter_map(folder) {
        let count = by_folder.entry(one).or_default();
        *count = count.saturating_add(1);
    }
    by_folder.retain(|_, count| *count > 1);
    findings.retain(|finding| folder(finding).is_none_or(|folder| !by_folder.contains_key(&folder)));
    findings.extend(by_folder.into_iter().map(|(folder, count)| {
        Finding::note(
            NOT_USED,
            format!("{count} sheets of guidance, lists or notes in the workbooks here are not part of a form, and are not used"),
        )
        .at(Place::file(folder))
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(file: &str, sheet: &str) -> Finding {
        Finding::note(NOT_USED, "the sheet is not used").at(Place::file(file).sheet(sheet))
    }

    #[test]
    fn guidance_is_spoken_of_once_a_folder_and_other_sheets_one_by_one() {
        let mut findings = vec![
            note("eastmoor/2026-12-09/returns/a.xlsx", "Guidance"),
            note("eastmoor/2026-12-09/returns/b.xlsx", "How to correct"),
            note("eastmoor/2026-12-09/returns/b.xlsx", "Rota of July"),
            note("eastmoor/2026-12-09/referrals/c.xlsx", "Notes"),
            Finding::warning("cell-error", "an error value")
                .at(Place::file("eastmoor/2026-12-09/returns/a.xlsx").sheet("Guidance")),
        ];
        let kept: Vec<Finding> = findings[2..].to_vec();
        once_a_folder(&mut findings);
        let merged = findings.pop().expect("one for the folder");
        assert_eq!(findings, kept);
        assert_eq!(merged.place, Some(Place::file("eastmoor/2026-12-09/returns")));
        assert!(merged.message.starts_with("2 sheets of guidance"), "{}", merged.message);
    }
}
