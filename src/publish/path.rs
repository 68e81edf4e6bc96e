//! Paths of documents: built from our own references, so that nothing written by others can
//! choose where a file lands.

use std::path::{Component, Path, PathBuf};

/// What the manifest and the run's own account are called; no document may be.
pub(super) const MANIFEST: &str = "manifest.json";
/// See [`MANIFEST`].
pub(super) const RUN: &str = "run.json";

/// Makes sure that a path stays where it is meant to.
///
/// # Panics
/// If it could leave its folder, hide, or not be made on some system: paths are ours, so that is
/// a defect of this program and never of its input.
pub(super) fn assert_safe(path: &str) {
    assert!(is_safe(path), "a document has a path that cannot be written safely: {path:?}");
}

/// Whether a path stays where it is meant to.
pub(super) fn is_safe(path: &str) -> bool {
    path.len() <= 200 && path.split('/').all(is_safe_name)
}

fn is_safe_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || " ().-_".contains(c);
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    !name.is_empty()
        && name.chars().all(allowed)
        && !name.starts_with(['.', ' ', '-'])
        && !name.ends_with(['.', ' '])
        && !is_reserved_on_windows(&stem)
}

fn is_reserved_on_windows(stem: &str) -> bool {
    let numbered = |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1);
    matches!(stem, "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// The folders a path lies in, outermost first: `a` and `a/b` for `a/b/c.pdf`.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// The path with words added to its name: `a/minutes (new).docx`, and from the second on
/// `a/minutes (new 2).docx`.
pub(super) fn with_words(path: &str, words: &str, count: usize) -> String {
    let (stem, ending) = split_ending(path);
    if count < 2 { format!("{stem} ({words}){ending}") } else { format!("{stem} ({words} {count}){ending}") }
}

/// The path without words that [`with_words`] added, if it has them.
pub(super) fn without_words(path: &str, words: &str) -> Option<String> {
    let (stem, ending) = split_ending(path);
    let (original, added) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    let number = added.strip_prefix(words)?;
    let numbered = number.strip_prefix(' ').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
    (number.is_empty() || numbered).then(|| format!("{original}{ending}"))
}

/// Whether a person can type into it: what they typed must not be moved away from its name.
pub(super) fn is_editable(path: &str) -> bool {
    matches!(split_ending(path).1.to_ascii_lowercase().as_str(), ".docx" | ".xlsx")
}

fn split_ending(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path.rfind('.') {
        Some(dot) if dot > name => path.split_at(dot),
        _ => (path, ""),
    }
}

/// Whether one path is or lies in the folder of another, whichever of them exist, links followed.
pub(super) fn lies_in(inner: &Path, outer: &Path) -> bool {
    resolved(inner).starts_with(resolved(outer))
}

fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let Some((above, mut resolved)) = there else { return path };
    for part in path.strip_prefix(above).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_its_folder() {
        for path in ["coordinator/agenda.pdf", "referrers/ISL-2026-014/letter (new).docx"] {
            assert!(is_safe(path), "{path}");
        }
        let hostile = [
            "",
            "/etc/passwd",
            "../up.pdf",
            "a/../../b.pdf",
            "a//b.pdf",
            "a/./b.pdf",
            "a\\b.pdf",
            "C:\\b.pdf",
            ".hidden",
            "a/.lock",
            "con.pdf",
            "a/LPT1",
            "a./b.pdf",
            "a.pdf ",
            "-rf",
            "a\0b",
            "é.pdf",
            "a/b\n.pdf",
        ];
        for path in hostile {
            assert!(!is_safe(path), "{path:?}");
        }
    }

    #[test]
    fn words_are_added_before_the_ending_and_taken_away_again() {
        assert_eq!(with_words("a.b/minutes.docx", "new", 1), "a.b/minutes (new).docx");
        assert_eq!(with_words("a.b/notes", "kept", 3), "a.b/notes (kept 3)");
        assert_eq!(without_words("a/minutes (new 2).docx", "new").as_deref(), Some("a/minutes.docx"));
        assert_eq!(without_words("a/minutes (newer).docx", "new"), None);
        assert_eq!(without_words("a/minutes.docx", "new"), None);
    }

    #[test]
    fn a_folder_in_another_is_known_by_any_name_of_it() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let input = place.path().join("input");
        std::fs::create_dir(&input).expect("made");
        let at = |path: &str| place.path().join(path);
        for inner in ["input", "input/out", "input/x/../out", "new/../input/out", "input/../input"] {
            assert!(lies_in(&at(inner), &input), "{inner}");
        }
        for inner in ["output", "input2", "input/../output", "input-and-more/out"] {
            assert!(!lies_in(&at(inner), &input), "{inner}");
        }
    }

    #[test]
    fn folders_come_outermost_first() {
        assert_eq!(folders_of("a/b/c.pdf").collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
