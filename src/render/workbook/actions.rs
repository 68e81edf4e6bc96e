//! An agency's own open actions, to report on before the next meeting.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::fill_in::{self, Cell, Column, Table};
use super::meeting_record::action_columns;
use super::text::visible;
use super::{Made, finished, not_made};
use crate::finding::Finding;
use crate::plan::report::{ActionSheet, RecordAction};

/// Makes `actions.xlsx`: one sheet with the actions, what was reported on them, and room for what the agency
/// reports now.
///
/// # Errors
/// If the workbook cannot be made at all.
pub fn action_sheet(view: &ActionSheet) -> Result<Made, Finding> {
    let mut findings = Vec::new();
    let bytes = written(view, &mut findings).map_err(not_made)?;
    Ok(Made { bytes, findings })
}

fn written(view: &ActionSheet, findings: &mut Vec<Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let subtitle = format!("{}, {}", view.panel, view.agency);
    let guidance: Vec<&str> = view.guidance.iter().map(String::as_str).collect();
    let columns: Vec<Column<'_>> = action_columns()
        .into_iter()
        .map(|column| Column { kind: column.kind.without_list(), ..column })
        .collect();
    let table = Table {
        name: "Actions",
        title: "Open actions",
        subtitle: &subtitle,
        guidance: &guidance,
        columns: &columns,
        rows: view.rows.iter().map(row).collect(),
    };
    fill_in::sheet(&mut workbook, &table, &[], (&view.marking, &subtitle), findings)?;
    finished(workbook, &format!("Open actions: {}", visible(&subtitle)))
}

fn row(row: &RecordAction) -> Vec<Cell<'_>> {
    let given = [row.reference.as_str(), &row.case, &row.action, &row.agency, &row.owner, &row.due];
    let reported = [row.status.as_str(), &row.reported, &row.reason, &row.note];
    given.map(Cell::Given).into_iter().chain(reported.map(Cell::Open)).collect()
}
