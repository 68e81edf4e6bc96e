//! One file, read once and whole: regular files only, of a limited size, and only if it holds
//! still while it is read.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;

use super::TextFile;
use super::job::hash;
use crate::finding::{Finding, Place};

/// The bytes of a regular file, or the finding that says why they are not used.
///
/// Nothing but a regular file is ever opened: opening a pipe would wait for ever.
pub(super) fn fetch(path: &Path, place: &Place, limit: u64) -> Result<Vec<u8>, Finding> {
    let before = std::fs::symlink_metadata(path).map_err(|error| unreadable(place, &error))?;
    if !before.is_file() {
        return Err(not_regular(place));
    }
    let mut file = open(path).map_err(|error| unreadable(place, &error))?;
    let opened = file.metadata().map_err(|error| unreadable(place, &error))?;
    if !opened.is_file() {
        return Err(not_regular(place));
    }
    if opened.len() > limit {
        return Err(Finding::error("file-too-large", format!("the file is larger than {} MiB", limit >> 20))
            .at(place.clone())
            .help("ask the sender for the table alone, without pictures, in a new workbook"));
    }
    let mut bytes = Vec::new();
    (&mut file)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(place, &error))?;
    let after = file.metadata().map_err(|error| unreadable(place, &error))?;
    let held_still = same(&before, &opened) && same(&opened, &after);
    if held_still && u64::try_from(bytes.len()).is_ok_and(|read| read == after.len()) {
        Ok(bytes)
    } else {
        Err(Finding::warning(
            "still-being-copied",
            "the file changed while it was being read, and was left out",
        )
        .at(place.clone())
        .help("wait until it has been copied or saved, and run again"))
    }
}

/// A text file in UTF-8, with or without a byte-order mark.
pub(super) fn fetch_text(path: &Path, place: &Place, limit: u64) -> Result<TextFile, Finding> {
    let bytes = fetch(path, place, limit)?;
    let hash = hash(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text);
            Ok(TextFile { path: place.file.clone(), text, hash })
        }
        Err(error) => {
            let readable = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = readable.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
            Err(Finding::error("not-utf-8", "the file is not text in UTF-8")
                .at(place.clone().line(u32::try_from(line).unwrap_or(u32::MAX)))
                .help("open it in a text editor and save it with the encoding UTF-8"))
        }
    }
}

/// The finding about a link, pipe, socket or device.
pub(super) fn not_regular(place: &Place) -> Finding {
    Finding::warning(
        "not-a-regular-file",
        "a link, pipe or device stands where a file should, and was left out",
    )
    .at(place.clone())
    .help("copy the file itself into the folder")
}

fn unreadable(place: &Place, error: &std::io::Error) -> Finding {
    Finding::error("file-unreadable", format!("the file could not be opened or read ({})", error.kind()))
        .at(place.clone())
        .help("close it in other programs and see that you may read it, then run again")
}

fn same(a: &Metadata, b: &Metadata) -> bool {
    a.len() == b.len() && a.modified().ok() == b.modified().ok()
}

#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    // Were the file exchanged for a pipe or a link meanwhile, this neither waits nor follows.
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOFOLLOW).bits()).unwrap_or(0);
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(path: &Path, limit: u64) -> &'static str {
        fetch(path, &Place::file("x"), limit).map_or_else(|finding| finding.code, |_| "read")
    }

    #[test]
    fn only_regular_files_of_a_fair_size_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.csv");
        std::fs::write(&file, "a,b").expect("a file");
        assert_eq!(code(&file, 3), "read");
        assert_eq!(code(&file, 2), "file-too-large");
        assert_eq!(code(folder.path(), 9), "not-a-regular-file");
        assert_eq!(code(&folder.path().join("none"), 9), "file-unreadable");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_refused_without_opening_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let (link, pipe) = (folder.path().join("l.xlsx"), folder.path().join("p.xlsx"));
        std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).expect("a pipe");
        assert_eq!(code(&link, 9), "not-a-regular-file");
        assert_eq!(code(&pipe, 9), "not-a-regular-file");
    }

    #[test]
    fn text_is_utf_8() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("panel.toml");
        std::fs::write(&file, b"\xEF\xBB\xBFformat = 1").expect("a file");
        let read = fetch_text(&file, &Place::file("x"), 99).expect("it is UTF-8");
        assert_eq!(read.text, "format = 1");
        assert_eq!(read.hash, hash(b"\xEF\xBB\xBFformat = 1"), "the hash is of the file as it lies there");
        std::fs::write(&file, b"format = 1\nname = '\xE9'").expect("a file");
        let refused = fetch_text(&file, &Place::file("x"), 99).expect_err("it is not UTF-8");
        assert_eq!((refused.code, refused.place.and_then(|place| place.line)), ("not-utf-8", Some(2)));
    }
}
