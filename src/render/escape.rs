//! How data is written into each format: the only place that knows.

use std::io::{Result, Write};

/// Writes text for the inside of a Typst string literal, so that the literal reads back equal.
///
/// Quotes and backslashes are escaped; everything that is not printable (control characters, line
/// ends, marks that change the direction of text) goes as `\u{…}`.
pub fn typst_literal(text: &str, out: &mut dyn Write) -> Result<()> {
    for letter in text.chars() {
        match letter {
            '\\' => out.write_all(b"\\\\")?,
            '"' => out.write_all(b"\\\"")?,
            '\n' => out.write_all(b"\\n")?,
            _ if is_invisible(letter) => write!(out, "\\u{{{:x}}}", u32::from(letter))?,
            _ => out.write_all(letter.encode_utf8(&mut [0; 4]).as_bytes())?,
        }
    }
    Ok(())
}

/// Writes text for an XML 1.0 document: markup is escaped, and characters that XML 1.0 cannot
/// hold are replaced by the symbols that stand for them. Line ends stay line ends.
pub fn xml_text(text: &str, out: &mut dyn Write) -> Result<()> {
    for letter in text.chars() {
        match letter {
            '&' => out.write_all(b"&amp;")?,
            '<' => out.write_all(b"&lt;")?,
            '>' => out.write_all(b"&gt;")?,
            '"' => out.write_all(b"&quot;")?,
            '\'' => out.write_all(b"&apos;")?,
            '\n' => out.write_all(b"&#10;")?,
            '\t' => out.write_all(b"&#9;")?,
            _ => out.write_all(xml_character(letter).encode_utf8(&mut [0; 4]).as_bytes())?,
        }
    }
    Ok(())
}

/// The character itself, or the symbol shown for one that XML 1.0 cannot hold.
pub fn xml_character(letter: char) -> char {
    match letter {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => letter,
    }
}

/// Characters that could hide in a source: they are written by their number.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: fn(&str, &mut dyn Write) -> Result<()>, text: &str) -> String {
        let mut out = Vec::new();
        write(text, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("text stays text")
    }

    #[test]
    fn a_literal_cannot_be_left() {
        assert_eq!(written(typst_literal, r#"a"b\c"#), r#"a\"b\\c"#);
        assert_eq!(written(typst_literal, "a\nb\r\u{0}\u{202e}"), r"a\nb\u{d}\u{0}\u{202e}");
    }

    #[test]
    fn xml_holds_only_what_xml_can_hold() {
        assert_eq!(
            written(xml_text, "<a & 'b'>\u{1}\u{ffff}\n"),
            "&lt;a &amp; &apos;b&apos;&gt;\u{2401}\u{fffd}&#10;"
        );
    }
}
