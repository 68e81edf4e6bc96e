//! The text of a CSV file, whatever its encoding.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::read::notice::What;

/// A CSV's text.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// What there is to say about it.
    pub notices: Vec<What>,
}

/// Decodes by byte-order mark, else by the zero bytes of UTF-16, else as strict UTF-8, else as
/// Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let encoding = encoding(bytes);
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let mut notices = Vec::new();
    if encoding == WINDOWS_1252 {
        notices.push(What::Windows1252);
    } else if encoding != UTF_8 {
        notices.push(What::Utf16);
    }
    // The five bytes Windows-1252 leaves open decode to control characters that no text uses.
    let unassigned = encoding == WINDOWS_1252 && text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c));
    if broken || unassigned {
        notices.push(What::BrokenCharacters);
    }
    let name = if encoding == WINDOWS_1252 { "Windows-1252" } else { encoding.name() };
    Decoded { text: text.into_owned(), encoding: name, notices }
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let zeros =
        |skip: usize| bytes.iter().skip(skip).step_by(2).take(2_000).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = bytes.len().min(4_000) / 2;
    if odd > even && odd * 4 > pairs {
        UTF_16LE
    } else if even > odd && even * 4 > pairs {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_a_spreadsheet_saves_is_read() {
        let text = "Renée,Šárka";
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf_16_be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding, notices) in [
            (text.as_bytes().to_vec(), "UTF-8", vec![]),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8", vec![]),
            (b"Ren\xE9e,\x8A\xE1rka".to_vec(), "Windows-1252", vec![What::Windows1252]),
            ([b"\xFF\xFE".to_vec(), utf_16.clone()].concat(), "UTF-16LE", vec![What::Utf16]),
            ([b"\xFE\xFF".to_vec(), utf_16_be.clone()].concat(), "UTF-16BE", vec![What::Utf16]),
            (utf_16, "UTF-16LE", vec![What::Utf16]),
            (utf_16_be, "UTF-16BE", vec![What::Utf16]),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            assert_eq!(decoded.notices, notices);
        }
    }

    #[test]
    fn broken_bytes_are_said() {
        assert_eq!(decode(b"\xEF\xBB\xBFRen\xE9e").notices, [What::BrokenCharacters]);
        assert_eq!(decode(b"caf\x81").notices, [What::Windows1252, What::BrokenCharacters]);
    }
}
