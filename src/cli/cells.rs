//! `cells FILE`: what the program sees in a spreadsheet, as CSV or JSON.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{Format, Shared};
use super::{out, summary, tools};
use crate::read::{self, SeenCell};

/// Version of the shape of what `--format json` prints.
const FORMAT: u32 = 1;

/// Prints every cell with its kind and what is written in it. This is the one command that shows
/// what stands in a file; it is asked to.
pub fn cells(exe: &Path, shared: &Shared, file: &Path) -> ExitCode {
    match tools::with(exe, &mut |_| {}, |tools| read::cells(file, tools.parser)) {
        Err(finding) => {
            out::talk(finding);
            ExitCode::FAILURE
        }
        Ok((cells, findings)) => {
            let printed = out::result(match shared.format {
                Format::Json => format!("{}\n", json!({ "format": FORMAT, "cells": cells })),
                _ => table(&cells),
            });
            findings.iter().for_each(out::talk);
            if !printed {
                return ExitCode::FAILURE;
            }
            summary::attention(shared, findings.iter())
        }
    }
}

/// The cells as CSV. What starts like a formula is guarded, since the table may be opened in a
/// spreadsheet program.
fn table(cells: &[SeenCell]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = std::iter::once(["Sheet", "Cell", "Kind", "Written"].map(str::to_owned)).chain(
        cells
            .iter()
            .map(|cell| [cell.sheet.clone(), cell.cell.clone(), cell.kind.into(), guarded(&cell.written)]),
    );
    for row in rows {
        if writer.write_record(&row).is_err() {
            break;
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
