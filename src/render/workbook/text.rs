//! What a cell, a sheet's name and a page header can hold.

use crate::finding::Finding;

/// A cell holds this many UTF-16 units and no more.
const CELL: usize = 32_767;
/// A sheet's name holds this many.
const SHEET_NAME: usize = 31;
/// What stands at the end of a text that did not fit.
const CUT: &str = " [cut here: too long for one cell]";

/// The text as a cell can hold it: control characters as their symbols (`␀`), line breaks as
/// `\n`, and cut with a visible mark if it is too long, which is a finding. `what` names the text
/// in the finding, such as `the answer to "Summary of concerns"`.
pub(super) fn cell_text(text: &str, what: &str, findings: &mut Vec<Finding>) -> String {
    let shown = visible(text);
    if utf16_len(&shown) <= CELL {
        return shown;
    }
    findings.push(
        Finding::warning("cell-text-cut", format!("{what} is too long for one cell and was cut"))
            .help("Look up the whole text in the file it came from"),
    );
    let kept = within(&shown, CELL.saturating_sub(utf16_len(CUT)));
    format!("{kept}{CUT}")
}

/// Control characters as symbols that can be seen; `\r\n` and `\r` as `\n`.
pub(super) fn visible(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(symbol).collect()
}

fn symbol(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\r' => '\n',
        '\u{7f}' => '\u{2421}',
        '\u{fffe}' | '\u{ffff}' | '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        c if c < ' ' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        c => c,
    }
}

/// The longest beginning of a text within a number of UTF-16 units.
pub(super) fn within(text: &str, units: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > units {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

pub(super) fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A name Excel accepts for a sheet, unlike those in `taken`.
pub(super) fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = visible(wanted)
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\t') { ' ' } else { c })
        .collect();
    let clean = clean.trim().trim_matches('\'');
    let clean = if clean.is_empty() { "Sheet" } else { clean };
    let free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = |count: usize| {
        let ending = if count < 2 { String::new() } else { format!(" {count}") };
        let room = SHEET_NAME.saturating_sub(utf16_len(&ending));
        format!("{}{ending}", within(clean, room).trim_end_matches([' ', '\'']))
    };
    (1..).map(numbered).find(free).expect("there are more numbers than sheets")
}

/// Text for a page header or footer, in which `&` begins a command.
pub(super) fn header_text(text: &str) -> String {
    within(&visible(text).replace('\n', " "), 100).replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_can_be_seen() {
        assert_eq!(visible("a\0b\x1bc\r\nd\re\u{7f}\u{85}\tf"), "a␀b␛c\nd\ne␡\u{fffd}\tf");
    }

    #[test]
    fn what_does_not_fit_is_cut_visibly_and_said() {
        let mut findings = Vec::new();
        let fits = "é".repeat(CELL);
        assert_eq!(cell_text(&fits, "it", &mut findings), fits);
        assert!(findings.is_empty());
        let cut = cell_text(&"😀".repeat(CELL), "it", &mut findings);
        assert!(cut.ends_with(CUT) && utf16_len(&cut) <= CELL && utf16_len(&cut) > CELL - 3);
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn sheet_names_are_what_excel_takes() {
        let taken = vec!["Risk".to_string(), "a".repeat(31)];
        assert_eq!(sheet_name("risk", &taken), "risk 2");
        assert_eq!(sheet_name("'a/b:c'", &taken), "a b c");
        assert_eq!(sheet_name("[]", &taken), "Sheet");
        assert_eq!(sheet_name(&"a".repeat(40), &taken), format!("{} 2", "a".repeat(29)));
    }
}
