//! What letters to applicants hold that letters to referrers do not: they are read by a member of the
//! public or a business, not by a professional.

use super::basis::{Basis, capitalised, paragraphs, row, written_row};
use super::incidents::{counted_in_short, report_rows};
use super::view::{ApplicationView, ReportRow, Row};
use crate::decide::{Counting, Decided};
use crate::disclose::{self, Kept, Reader};
use crate::model::{Answers, Case, Referral};

/// The parts of a letter that only an applicant's has; nothing for a letter to a referrer.
pub fn application(basis: &Basis<'_>, decided: &Decided) -> ApplicationView {
    if !basis.panel.applications {
        return ApplicationView::default();
    }
    let panel = basis.panel;
    ApplicationView {
        title: panel.words("application-title").to_owned(),
        about: panel.paragraphs("review-is"),
        checked: paragraphs(panel.words("review-checked")),
        counted: counted_in_short(decided),
        reports: report_rows(decided).into_iter().map(|row| as_decided(decided, row)).collect(),
        report_properly: panel.paragraphs("report-properly"),
        in_danger: panel.words("in-danger").to_owned(),
    }
}

/// A report in a letter about an application that people let in: one in doubt did count with them.
fn as_decided(decided: &Decided, row: ReportRow) -> ReportRow {
    let by_people = decided.signed && decided.outcome != decided.proposed && decided.outcome.is_heard();
    if !by_people || row.counts != capitalised(Counting::May.words()) {
        return row;
    }
    ReportRow {
        counts: "Taken into account".into(),
        why: "The form leaves it open. Those who decide have taken it into account.".into(),
        ..row
    }
}

/// The lines of the window: who applies, and their address where there is no e-mail to write to.
pub fn window(referral: &Referral) -> Vec<String> {
    let answers = &referral.answers;
    let confidential = answers.yes_no("subject.address_confidential") == Some(true);
    let by_post = answers.text("applicant.email").is_none() && !confidential;
    let who = ["applicant.name", "applicant.organisation"].into_iter().filter_map(|path| answers.text(path));
    let home = ["subject.address", "subject.postcode"].into_iter().filter(|_| by_post);
    let home = home.filter_map(|path| answers.text(path)).flat_map(str::lines);
    who.chain(home).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Who applies: a person or a business.
pub fn applicant(reader: Reader, kept: &Kept, case: &Case, answers: &Answers) -> Vec<Row> {
    [
        written_row(answers, "Name", "applicant.name"),
        written_row(answers, "Organisation", "applicant.organisation"),
        row("E-mail", disclose::email(reader, answers)),
        written_row(answers, "First language", "subject.language"),
        written_row(answers, "Interpreter needed", "subject.interpreter"),
        written_row(answers, "Disability or communication needs", "subject.communication_needs"),
        row("Address", disclose::home_address(reader, kept, case, answers)),
        written_row(answers, "Happened in", "case.area"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
