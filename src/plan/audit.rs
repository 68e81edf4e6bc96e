//! The audit files: every rule for every case with the facts used and their cells; findings.

use serde::Serialize;

use super::basis::Basis;
use crate::decide::{Decided, Evaluation, IncidentView};
use crate::finding::{Finding, Place, Severity};

/// Version of the shape of `decisions.json`; `docs/decisions.schema.json` describes it.
pub const DECISIONS_FORMAT: u32 = 1;

/// `decisions.json` as it is written.
#[derive(Debug, Serialize)]
pub struct DecisionsFile {
    /// Always [`DECISIONS_FORMAT`].
    pub format: u32,
    /// Panel code.
    pub panel: String,
    /// Meeting folder.
    pub meeting: String,
    /// Cases in the order of their references.
    pub cases: Vec<CaseFile>,
}

/// One case of `decisions.json`; also what `explain --format json` prints.
#[derive(Debug, Serialize)]
pub struct CaseFile {
    /// Case reference.
    pub reference: String,
    /// What stands.
    pub outcome: &'static str,
    /// What the rules propose.
    pub proposed: &'static str,
    /// People have signed.
    pub signed: bool,
    /// Its letter carries DRAFT.
    pub draft: bool,
    /// Codes of the rules that decided.
    pub decided_by: Vec<String>,
    /// In a letter's words.
    pub reasons: Vec<String>,
    /// Risk routes met.
    pub grounds: Vec<String>,
    /// Every rule in force.
    pub rules: Vec<RuleFile>,
    /// Every report of an incident.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportFile>,
}

/// One report of an incident, and whether it counts.
#[derive(Debug, Serialize)]
pub struct ReportFile {
    /// Its number in the form's list.
    pub number: usize,
    /// Where it stands.
    pub cell: CellFile,
    /// `counts`, `may count`, `does not count`; `listed` where the panel counts none.
    pub result: &'static str,
    /// Why not, or why it is in doubt; empty if it counts.
    pub why: String,
}

/// Every report of a case.
pub fn reports(decided: &Decided) -> Vec<ReportFile> {
    let file = |report: &IncidentView| ReportFile {
        number: report.number,
        cell: CellFile::from(&report.place),
        result: report.counting.words(),
        why: report.why.clone(),
    };
    decided.incidents.iter().map(file).collect()
}

/// One rule's result.
#[derive(Debug, Serialize)]
pub struct RuleFile {
    /// Stable code.
    pub code: String,
    /// Its gate.
    pub gate: String,
    /// `met`, `not met`, `unknown`.
    pub result: String,
    /// Where the rule comes from.
    pub source: String,
    /// Where it stands in the panel file.
    pub rule: CellFile,
    /// Facts used.
    pub facts: Vec<FactFile>,
}

/// A fact with its value and cells.
#[derive(Debug, Serialize)]
pub struct FactFile {
    /// Its path.
    pub path: &'static str,
    /// Its value in words.
    pub value: String,
    /// The cells it rests on.
    pub cells: Vec<CellFile>,
}

/// A cell: file, sheet, cell; or a row of a sheet; or file and line.
#[derive(Debug, Serialize)]
pub struct CellFile {
    /// Path within the input folder.
    pub file: String,
    /// Sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell such as `B9`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Row, counted from one, where a whole row is meant and no one cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Line of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl From<&Place> for CellFile {
    fn from(place: &Place) -> Self {
        CellFile {
            file: place.file.clone(),
            sheet: place.sheet.clone(),
            cell: place.cell_name(),
            row: place.row.filter(|_| place.column.is_none()).map(|row| u64::from(row).saturating_add(1)),
            line: place.line,
        }
    }
}

/// All decisions of a meeting.
pub fn decisions(basis: &Basis<'_>) -> DecisionsFile {
    DecisionsFile {
        format: DECISIONS_FORMAT,
        panel: basis.panel.code.clone(),
        meeting: basis.meeting.id.to_string(),
        cases: basis.decided.iter().map(case_file).collect(),
    }
}

/// One case as `decisions.json` has it.
pub fn case_file(decided: &Decided) -> CaseFile {
    CaseFile {
        reference: decided.case.reference.to_string(),
        outcome: decided.outcome.code(),
        proposed: decided.proposed.code(),
        signed: decided.signed,
        draft: decided.draft,
        decided_by: decided.deciding.clone(),
        reasons: decided.reasons.clone(),
        grounds: decided.grounds.clone(),
        rules: decided.evaluations.iter().map(rule_file).collect(),
        reports: reports(decided),
    }
}

fn rule_file(evaluation: &Evaluation) -> RuleFile {
    RuleFile {
        code: evaluation.code.clone(),
        gate: evaluation.gate.to_string(),
        result: evaluation.result.to_string(),
        source: evaluation.source.clone(),
        rule: CellFile::from(&evaluation.rule),
        facts: evaluation
            .facts
            .iter()
            .map(|fact| FactFile {
                path: fact.path,
                value: fact.value.clone(),
                cells: fact.places.iter().map(CellFile::from).collect(),
            })
            .collect(),
    }
}

/// `decisions.csv`: one row for each case and rule.
pub fn decisions_rows(file: &DecisionsFile) -> Vec<Vec<String>> {
    let mut rows = vec![
        [
            "Case reference",
            "Outcome",
            "Proposed",
            "Signed off",
            "Rule",
            "Gate",
            "Result",
            "Facts",
            "Cells",
            "Source",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for case in &file.cases {
        for rule in &case.rules {
            let facts: Vec<String> =
                rule.facts.iter().map(|fact| format!("{} = {}", fact.path, fact.value)).collect();
            let mut cells: Vec<String> = Vec::new();
            for cell in rule.facts.iter().flat_map(|fact| &fact.cells).map(cell_in_words) {
                if !cells.contains(&cell) {
                    cells.push(cell);
                }
            }
            rows.push(vec![
                case.reference.clone(),
                case.outcome.into(),
                case.proposed.into(),
                if case.signed { "yes".into() } else { "no".into() },
                rule.code.clone(),
                rule.gate.clone(),
                rule.result.clone(),
                facts.join("; "),
                cells.join("; "),
                rule.source.clone(),
            ]);
        }
        for report in &case.reports {
            rows.push(vec![
                case.reference.clone(),
                case.outcome.into(),
                case.proposed.into(),
                if case.signed { "yes".into() } else { "no".into() },
                format!("report {}", report.number),
                "report".into(),
                report.result.into(),
                report.why.clone(),
                cell_in_words(&report.cell),
                String::new(),
            ]);
        }
    }
    rows
}

fn cell_in_words(cell: &CellFile) -> String {
    let mut text = cell.file.clone();
    if let Some(line) = cell.line {
        text = format!("{text}:{line}");
    }
    if let Some(sheet) = &cell.sheet {
        text = format!("{text}, sheet {sheet}");
    }
    if let Some(name) = &cell.cell {
        text = format!("{text}, cell {name}");
    }
    text
}

/// `1 urgent, 2 errors, 5 warnings, 9 notes`.
pub fn counts(findings: &[Finding]) -> String {
    let count = |severity: Severity, what: &str| {
        let number = findings.iter().filter(|finding| finding.severity == severity).count();
        format!("{number} {what}{}", if number == 1 || severity == Severity::Urgent { "" } else { "s" })
    };
    format!(
        "{}, {}, {}, {}",
        count(Severity::Urgent, "urgent"),
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note"),
    )
}

/// Findings as text: counted, sorted by severity, each with its place and what to do.
pub fn findings_text(findings: &[Finding]) -> String {
    let mut text = format!("{}\n", counts(findings));
    for finding in findings {
        text.push('\n');
        text.push_str(&finding.to_string());
        text.push('\n');
    }
    text
}
