//! Drop-downs. Choices that Excel cannot hold within a cell stand in a sheet of their own, which
//! everybody can see and which readers of forms pass over.

use rust_xlsxwriter::{DataValidation, Formula, Workbook, XlsxError};

use super::look;
use super::text::{utf16_len, visible};

/// The sheet's name.
pub(super) const NAME: &str = "Lists";

/// Excel's limit for a drop-down that is written out.
const DROP_DOWN: usize = 255;

/// Width of a list's column in characters.
const WIDTH: f64 = 44.0;

/// Lists of choices on their way to the sheet, each with the heading of what asks for it first.
#[derive(Default)]
pub(super) struct Lists(Vec<(String, Vec<String>)>);

impl Lists {
    /// A drop-down of these choices, for the cells below or beside a heading.
    pub(super) fn drop_down(
        &mut self,
        heading: &str,
        choices: &[String],
    ) -> Result<DataValidation, XlsxError> {
        let choices: Vec<String> = choices.iter().map(|choice| visible(choice)).collect();
        if fits(&choices) {
            return DataValidation::new().allow_list_strings(&choices);
        }
        let known = self.0.iter().position(|(_, known)| *known == choices);
        let column = known.unwrap_or(self.0.len());
        let last = choices.len().saturating_add(1);
        if known.is_none() {
            self.0.push((visible(heading), choices));
        }
        let letters =
            rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX));
        let range = format!("={NAME}!${letters}$2:${letters}${last}");
        Ok(DataValidation::new().allow_list_formula(Formula::new(range)))
    }

    /// Writes the sheet, if there is anything in it.
    pub(super) fn write(&self, workbook: &mut Workbook, marking: &str, what: &str) -> Result<(), XlsxError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet().set_name(NAME)?;
        look::paper(sheet, marking, what);
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        let rows = self.0.iter().map(|(_, choices)| choices.len()).max().unwrap_or(0);
        for row in 0..rows {
            let across: Vec<(&str, f64)> =
                self.0.iter().filter_map(|(_, choices)| Some((choices.get(row)?.as_str(), WIDTH))).collect();
            let at = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1);
            sheet.set_row_height(at, look::row_height(&across, 1))?;
        }
        for (column, (heading, choices)) in (0u16..).zip(&self.0) {
            sheet.set_column_width(column, WIDTH)?;
            sheet.write_string_with_format(
                0,
                column,
                format!("Choices: {heading}"),
                &look::column_heading(),
            )?;
            for (row, choice) in (1u32..).zip(choices) {
                sheet.write_string_with_format(row, column, choice, &look::given())?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.protect();
        Ok(())
    }
}

/// Whether Excel can hold these choices in the cell's own rule.
fn fits(choices: &[String]) -> bool {
    let length: usize = choices.iter().map(|choice| utf16_len(choice).saturating_add(1)).sum();
    length <= DROP_DOWN && choices.iter().all(|choice| !choice.contains([',', '"', '\n']))
}
