//! Cases that have a number for this meeting in the register and no referral any more: a file that was
//! moved away by mistake must not take somebody off the agenda in silence.

use super::carry::Past;
use super::register::Register;
use crate::finding::{Finding, Place};
use crate::model::{Case, MeetingId};

/// A warning for each case that is gone. One that an earlier meeting still has, that has gone on to another
/// meeting, or about which a letter was sent (which is said by itself) is none.
pub fn findings(register: &Register, meeting: MeetingId, cases: &[Case], past: &[Past]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (reference, source) in register.given_last_for(meeting) {
        let is_here = cases.iter().any(|case| case.reference == *reference);
        let was_before = || past.iter().flat_map(|past| &past.groups).any(|(given, _)| given == reference);
        let was_told =
            || register.sent().iter().any(|sent| sent.meeting == meeting && sent.reference == *reference);
        if is_here || was_before() || was_told() {
            continue;
        }
        findings.push(
            Finding::warning(
                "register-case-gone",
                format!("{reference} was given to a referral for this meeting, and its referral is no longer there"),
            )
            .at(Place::file(file_of(source)))
            .help("Put the referral back; if it was withdrawn, leave it out, and tell the agencies that were asked about it"),
        );
    }
    findings.sort();
    findings.dedup();
    findings
}

/// The file of a source as the register writes it: a form's names its sheet, a table's the row too.
fn file_of(source: &str) -> &str {
    let form = source.rsplit_once(", row ").map_or(source, |(before, _)| before);
    form.split_once(", sheet ").map_or(form, |(file, _)| file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_by_its_file() {
        let file = "test/2026-12-09/referrals/a, b.xlsx";
        for source in [file.to_owned(), format!("{file}, sheet Referral"), format!("{file}, sheet R, row 3")]
        {
            assert_eq!(file_of(&source), file, "{source}");
        }
        assert_eq!(file_of("test/export.csv, row 12"), "test/export.csv");
    }
}
