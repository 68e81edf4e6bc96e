//! How our workbooks look: one set of formats, and paper they print well on.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::text::header_text;

const INK: Color = Color::RGB(0x1F_2A_37);
const QUIET: Color = Color::RGB(0x4A_55_65);
const RULE: Color = Color::RGB(0xB8_C0_CC);
const HEADING: Color = Color::RGB(0x1F_3A_5F);
const GIVEN: Color = Color::RGB(0xF1_F3_F6);
const FAULT: Color = Color::RGB(0xFF_F1_D6);
const FAULT_EDGE: Color = Color::RGB(0x8A_38_00);

/// ISO A4 in Excel's list of papers.
const A4: u8 = 9;
/// Text, whatever is typed: a leading zero stays, `1/2` does not become a date.
const TEXT: &str = "@";
/// A day as people write it, the month in letters.
const DAY: &str = "d mmm yyyy";

fn plain() -> Format {
    Format::new().set_font_name("Arial").set_font_size(11).set_font_color(INK)
}

/// The title at the top of a sheet.
pub(super) fn title() -> Format {
    plain().set_font_size(16).set_bold()
}

/// The line below the title.
pub(super) fn subtitle() -> Format {
    plain().set_font_size(12).set_font_color(QUIET)
}

/// A line of guidance; a paragraph where it may wrap.
pub(super) fn guidance() -> Format {
    plain().set_text_wrap().set_align(FormatAlign::Top)
}

/// A line of guidance that runs on over the cells beside it.
pub(super) fn running_guidance() -> Format {
    plain()
}

/// Small headings within guidance.
pub(super) fn guidance_heading() -> Format {
    plain().set_bold().set_font_size(12)
}

/// The heading of a column.
pub(super) fn column_heading() -> Format {
    plain()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(HEADING)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(HEADING)
}

fn cell() -> Format {
    plain().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// What the program wrote, and the question of a form.
pub(super) fn given() -> Format {
    cell().set_background_color(GIVEN).set_num_format(TEXT)
}

/// The same in bold, for what a row is about.
pub(super) fn given_bold() -> Format {
    given().set_bold()
}

/// A day that the program wrote.
pub(super) fn given_day() -> Format {
    given().set_num_format(DAY).set_align(FormatAlign::Left)
}

/// A cell to fill in with text.
pub(super) fn to_fill_in() -> Format {
    cell().set_num_format(TEXT).set_unlocked()
}

/// A cell to fill in with a day.
pub(super) fn day() -> Format {
    cell().set_num_format(DAY).set_align(FormatAlign::Left).set_unlocked()
}

/// A cell to fill in with a day and a time.
pub(super) fn moment() -> Format {
    cell().set_num_format("d mmm yyyy hh:mm").set_align(FormatAlign::Left).set_unlocked()
}

/// A cell to fill in with a time of day.
pub(super) fn time() -> Format {
    cell().set_num_format("hh:mm").set_align(FormatAlign::Left).set_unlocked()
}

/// A cell to fill in with a whole number.
pub(super) fn number() -> Format {
    cell().set_num_format("0").set_align(FormatAlign::Left).set_unlocked()
}

/// An answer that must be put right: colour and a heavy border, and words beside it.
pub(super) fn faulty() -> Format {
    cell()
        .set_num_format(TEXT)
        .set_unlocked()
        .set_background_color(FAULT)
        .set_border(FormatBorder::Medium)
        .set_border_color(FAULT_EDGE)
}

/// The same cell for a day that is understood, as people write it in figures.
pub(super) fn as_day(cell: Format) -> Format {
    cell.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left)
}

/// The same for a day with a time.
pub(super) fn as_moment(cell: Format) -> Format {
    cell.set_num_format("dd/mm/yyyy hh:mm").set_align(FormatAlign::Left)
}

/// The words that say so, in the question's cell.
pub(super) fn fault_words() -> Format {
    plain().set_bold().set_font_color(FAULT_EDGE)
}

/// The question's words in a cell that has fault words too.
pub(super) fn question_words() -> Format {
    plain()
}

/// Paper, marking at top and bottom, what it is and the page at the bottom.
pub(super) fn paper(sheet: &mut Worksheet, marking: &str, what: &str) {
    let marking = header_text(marking);
    let what = header_text(what);
    sheet.set_paper_size(A4);
    sheet.set_margins(0.5, 0.5, 0.8, 0.9, 0.35, 0.35);
    sheet.set_header(format!("&C&\"Arial,Bold\"&12{marking}"));
    sheet.set_footer(format!(
        "&L&\"Arial,Regular\"&9\n{what}&C&\"Arial,Bold\"&12{marking}&R&\"Arial,Regular\"&9\nPage &P of &N"
    ));
    sheet.set_screen_gridlines(false);
}

/// The height of a row that shows all of these texts, each in a column of a width in characters;
/// at least so many lines, for what people will type.
pub(super) fn row_height(cells: &[(&str, f64)], least: u32) -> f64 {
    const LINE: f64 = 14.5;
    const AIR: f64 = 5.0;
    const HIGHEST: f64 = 400.0;
    let lines = cells.iter().map(|(text, width)| lines(text, *width)).max().unwrap_or(1).max(least);
    (f64::from(lines) * LINE + AIR).min(HIGHEST)
}

fn lines(text: &str, width: f64) -> u32 {
    // A width counts wide letters; words, on the other hand, wrap before the edge.
    let of_line = |line: &str| {
        let characters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        let mut lines: u32 = 1;
        while f64::from(lines) * width * 1.05 < f64::from(characters) && lines < 40 {
            lines += 1;
        }
        lines
    };
    text.lines().map(of_line).fold(0, u32::saturating_add).max(1)
}
