//! The return form: blank, or with an agency's cases filled in. Its first sheets hold for all cases;
//! each case has a sheet of its own, so that one can be passed to the officer who knows it.

use super::{AnswerKind, Form, FormSheet, FormTable, Question};
use crate::panel::Panel;

/// What a sheet of the return form says of its case.
#[derive(Clone, Debug, Default)]
pub struct ReturnCase {
    /// Case reference.
    pub reference: String,
    /// Family name, or empty.
    pub surname: String,
    /// Given names, or empty.
    pub forenames: String,
    /// Date of birth, ISO, or empty.
    pub born: String,
    /// What else to search by, a line each: other names, other people, an address.
    pub search_by: Vec<String>,
}

/// Rows for information on a sheet.
const ROWS: u32 = 12;

/// Who reads what stands in no row, as `disclose::returns` has it.
const WHO_READS_THE_REST: &str = "“Risk now”, “Proposed action” and who attends stand in no row. They are read by every \
    agency that may read one of your rows and, if you give no rows, by every agency that may know of the case. Write \
    nothing there that fewer may know.";

/// The return form of a panel. `agency` is who fills it in and `by` how long it has, both empty on a
/// blank form; so are `cases`, and the form then has one empty sheet for a case.
pub fn return_form(panel: &Panel, agency: &str, by: &str, cases: &[ReturnCase]) -> Form {
    let about = if agency.is_empty() { panel.name.clone() } else { format!("{}, {agency}", panel.name) };
    let mut sheets = vec![guidance(panel, by), your_agency(panel, agency)];
    match cases {
        [] => sheets.push(case_sheet(&ReturnCase::default())),
        cases => sheets.extend(cases.iter().map(case_sheet)),
    }
    Form {
        marking: panel.marking.clone(),
        name: "Information return".into(),
        title: format!("Information return, {about}"),
        sheets,
    }
}

fn guidance(panel: &Panel, by: &str) -> FormSheet {
    let mut lines = Vec::new();
    if !by.is_empty() {
        lines.push(format!("Send this workbook back by {by}."));
    }
    lines.extend(panel.paragraphs("request-how-to-send"));
    lines.extend(
        [
            "Fill in the sheet “Your agency” once. It holds for every case in this workbook.",
            "Fill in a sheet for each case. If you know nothing, choose “nothing known”: silence does not say so.",
            "Below that, give one piece of information in each row, and say whether it is fact or opinion.",
            "Confirm in each row that it is relevant, necessary and proportionate to share it. Rows without a yes are not used.",
            "“Share with” says who may read a row:",
        ]
        .map(str::to_owned),
    );
    lines.extend(panel.paragraphs("request-share-with").into_iter().map(|line| format!("•  {line}")));
    lines.push(WHO_READS_THE_REST.to_owned());
    lines.push(panel.words("request-must-not-wait").to_owned());
    FormSheet {
        name: "Guidance".into(),
        title: format!("Information return: {}", panel.name),
        lines,
        ..FormSheet::default()
    }
}

fn your_agency(panel: &Panel, agency: &str) -> FormSheet {
    let members = panel.agencies.iter().filter(|member| !panel.stands_for_others(member));
    let name = Question::new("Agency", AnswerKind::Choice, "Your agency, as the panel names it.");
    FormSheet {
        name: "Your agency".into(),
        title: "Your agency: who has filled this in".into(),
        questions: vec![
            match agency {
                "" => name.choosing(members.map(|member| member.name.clone())),
                agency => name.given(agency),
            },
            Question::new("Completed by", AnswerKind::Text, "Your name, so that we can ask you."),
            Question::new("Email", AnswerKind::Text, "Your e-mail address."),
            Question::new("Date completed", AnswerKind::Day, "The day, such as 2/12/2026."),
        ],
        ..FormSheet::default()
    }
}

fn case_sheet(case: &ReturnCase) -> FormSheet {
    let (name, title) = match case.reference.as_str() {
        "" => ("Return".to_owned(), "Information return: one case".to_owned()),
        reference => (reference.to_owned(), format!("Information return: case {reference}")),
    };
    FormSheet {
        name,
        title,
        lines: case.search_by.clone(),
        questions: [of_case(case), of_agency()].concat(),
        table: Some(FormTable {
            lines: vec!["What your agency knows: one piece of information in each row.".into()],
            columns: columns(),
            rows: ROWS,
        }),
    }
}

/// What identifies the case. What is not known of it is asked only on a blank form.
fn of_case(case: &ReturnCase) -> Vec<Question> {
    let questions = [
        Question::new("Case reference", AnswerKind::Text, "As our request gives it.").given(&case.reference),
        Question::new("Surname", AnswerKind::Text, "").given(&case.surname),
        Question::new("Forenames", AnswerKind::Text, "").given(&case.forenames),
        Question::new("Date of birth", AnswerKind::Day, "A day, such as 3/4/1990.").given(&case.born),
    ];
    let is_blank = case.reference.is_empty();
    questions.into_iter().filter(|question| is_blank || !question.given.is_empty()).collect()
}

fn of_agency() -> Vec<Question> {
    vec![
        Question::new(
            "Known to the agency",
            AnswerKind::Choice,
            "Whether your agency holds anything on this case.",
        )
        .choosing(["information", "nothing known"]),
        Question::new(
            "Risk now",
            AnswerKind::Choice,
            "The risk to the people in the case, by what your agency knows. Whoever may read one of your rows reads it.",
        )
        .choosing(["lower", "same", "higher"]),
        Question::new("Proposed action", AnswerKind::Long, "What your agency can do. Whoever may read one of your rows below reads this too, and without rows every agency that may know of the case: write nothing here that fewer may know."),
        Question::new("Officer attending", AnswerKind::Text, "Who will come for this case. The chair is told, and whoever may read one of your rows."),
        Question::new("Officer attending email", AnswerKind::Text, "That officer’s e-mail address."),
        Question::new(
            "Available from",
            AnswerKind::Time,
            "The earliest time, such as 10:30; blank if all day.",
        ),
        Question::new("Available to", AnswerKind::Time, "The latest time, such as 12:00; blank if all day."),
    ]
}

fn columns() -> Vec<Question> {
    vec![
        Question::new("About", AnswerKind::Choice, "Whom the information is about.")
            .choosing(["victim", "perpetrator", "both", "other", "child"]),
        Question::new("Information", AnswerKind::Long, "One piece of information, in your own words."),
        Question::new("Kind", AnswerKind::Choice, "A fact that you can show, or somebody’s opinion.")
            .choosing(["fact", "opinion"]),
        Question::new("Date", AnswerKind::Day, "The day it is about, such as 3/11/2026. Words will do too, such as “spring 2026”."),
        Question::new("Share with", AnswerKind::Several, "Who may read this row. For some agencies only, write “named agencies: ” and their names with ; between them.")
            .choosing(["all members", "core members", "named agencies: ", "do not circulate"]),
        Question::new("Reason for withholding", AnswerKind::Text, "Only if it must not be circulated: why. The coordinator alone reads it."),
        Question::new("Relevant, necessary and proportionate", AnswerKind::Choice, "Yes confirms that sharing it is relevant, necessary and proportionate. Rows without a yes are not used.")
            .choosing(["yes", "no"]),
    ]
}
