//! What lies in a folder, in the order of names, no link followed.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::finding::{Finding, Place};

/// The deepest a folder of referrals or returns may be nested.
const DEEPEST: usize = 12;

/// What a folder holds at one place.
#[derive(Debug)]
pub(super) struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Where it is, relative to the input folder.
    pub place: Place,
    /// Its own name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// Something another program left: a lock, a temporary or hidden file or folder.
    Litter,
    /// A link, pipe, socket or device.
    Other,
}

/// What lies in a folder itself. What cannot be looked at becomes a finding.
pub(super) fn folder(input: &Path, folder: &Path, findings: &mut Vec<Finding>) -> Vec<Listed> {
    walk(input, folder, 1, findings)
}

/// The files in a folder and its sub-folders, litter and others included, folders not.
pub(super) fn files_below(input: &Path, folder: &Path, findings: &mut Vec<Finding>) -> Vec<Listed> {
    let mut listed = walk(input, folder, DEEPEST, findings);
    listed.retain(|listed| listed.kind != Kind::Folder);
    listed
}

fn walk(input: &Path, folder: &Path, depth: usize, findings: &mut Vec<Finding>) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut walk = WalkDir::new(folder).min_depth(1).max_depth(depth).sort_by_file_name().into_iter();
    while let Some(next) = walk.next() {
        match next {
            Ok(found) => {
                let found = look(input, &found);
                if found.kind == Kind::Litter {
                    // A hidden folder counts as one thing. For a file this does nothing.
                    if found.path.is_dir() {
                        walk.skip_current_dir();
                    }
                }
                listed.push(found);
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder);
                findings.push(
                    Finding::error("folder-unreadable", "the folder could not be looked into")
                        .at(place(input, path))
                        .help("see that you may read the folder, then run again"),
                );
            }
        }
    }
    listed
}

fn look(input: &Path, found: &DirEntry) -> Listed {
    let name = shown(&found.file_name().to_string_lossy());
    let kind = if is_litter(&name) {
        Kind::Litter
    } else if found.file_type().is_dir() {
        Kind::Folder
    } else if found.file_type().is_file() {
        Kind::File
    } else {
        Kind::Other
    };
    Listed { path: found.path().into(), place: place(input, found.path()), name, kind }
}

/// A path relative to the input folder, `/` between parts, control characters made visible.
pub(super) fn place(input: &Path, path: &Path) -> Place {
    let relative = path.strip_prefix(input).unwrap_or(path);
    let parts: Vec<String> =
        relative.components().map(|part| shown(&part.as_os_str().to_string_lossy())).collect();
    Place::file(parts.join("/"))
}

/// A file's name as it may be printed on a terminal.
fn shown(name: &str) -> String {
    let visible = |c: char| match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(code + 0x2400).unwrap_or('�'),
        0x7f..=0x9f => '␡',
        _ => c,
    };
    name.chars().map(visible).collect()
}

/// Whether a name is one that other programs leave behind.
fn is_litter(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with("~$")
        || name.starts_with('.')
        || lower.ends_with(".tmp")
        || lower.ends_with(".partial")
        || lower.ends_with(".crdownload")
        || ["desktop.ini", "thumbs.db", "__macosx"].contains(&lower.as_str())
}

/// The name of the workbook that a lock file says is open: `~$a.xlsx` or `.~lock.a.ods#`.
pub(super) fn locked_by(name: &str) -> Option<&str> {
    name.strip_prefix("~$").or_else(|| name.strip_prefix(".~lock.")?.strip_suffix('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_programs_leave_is_known() {
        for name in
            ["~$a.xlsx", ".~lock.a.ods#", "a.tmp", "a.xlsx.partial", "desktop.ini", "Thumbs.db", ".DS_Store"]
        {
            assert!(is_litter(name), "{name}");
        }
        assert!(!is_litter("a.xlsx"));
        assert_eq!(locked_by("~$a.xlsx"), Some("a.xlsx"));
        assert_eq!(locked_by(".~lock.a.ods#"), Some("a.ods"));
        assert_eq!(locked_by("a.xlsx"), None);
    }

    #[test]
    fn a_name_cannot_speak_to_the_terminal() {
        assert_eq!(shown("a\u{1b}[2J.xlsx"), "a␛[2J.xlsx");
    }

    #[test]
    fn files_come_in_the_order_of_names_with_their_sub_folders() {
        let input = tempfile::tempdir().expect("a folder");
        let folder = input.path().join("north/returns");
        std::fs::create_dir_all(folder.join("b")).expect("folders");
        std::fs::create_dir_all(folder.join(".git")).expect("folders");
        for file in ["c.csv", "a.csv", "b/x.csv", "~$c.csv", ".git/config"] {
            std::fs::write(folder.join(file), "").expect("a file");
        }
        let mut findings = Vec::new();
        let listed = files_below(input.path(), &folder, &mut findings);
        let places: Vec<&str> = listed.iter().map(|listed| listed.place.file.as_str()).collect();
        assert_eq!(
            places,
            [
                "north/returns/.git",
                "north/returns/a.csv",
                "north/returns/b/x.csv",
                "north/returns/c.csv",
                "north/returns/~$c.csv"
            ]
        );
        assert_eq!(findings, []);
    }
}
