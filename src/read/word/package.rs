//! The zip file that a Word document is.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// More than any template of letters and minutes has.
const MOST_FILES: usize = 200;

/// Most bytes of a template, unpacked.
const MOST_BYTES: u64 = 20_000_000;

/// The files of a package, in its order. The error says what is wrong with it.
pub fn open(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    // A container of the old kind: Word 97 to 2003, or a document with a password.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err("the file is a Word document of the old kind (.doc), or has a password".to_owned());
    }
    let not_word = |_| "the file is not a Word document".to_owned();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_word)?;
    if archive.len() > MOST_FILES {
        return Err(format!("the document has more than {MOST_FILES} parts"));
    }
    let mut files = Vec::new();
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(not_word)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(not_word)?.into_owned();
        if name.contains(['\\', ':']) || name.split('/').any(|part| part.is_empty() || part == "..") {
            return Err("a part of the document has a name that leads elsewhere".to_owned());
        }
        if files.iter().any(|(known, _): &(String, Vec<u8>)| known.eq_ignore_ascii_case(&name)) {
            return Err(format!("the document has two parts named {name}"));
        }
        let mut bytes = Vec::new();
        let read = file.by_ref().take(left.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|_| format!("{name} is damaged"))?;
        left = u64::try_from(read)
            .ok()
            .and_then(|read| left.checked_sub(read))
            .ok_or_else(|| "the document is too large".to_owned())?;
        files.push((name, bytes));
    }
    if files.iter().any(|(name, _)| name == "word/document.xml") {
        Ok(files)
    } else {
        Err("the file is not a Word document".to_owned())
    }
}
