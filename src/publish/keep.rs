//! What must not be lost: files in the old output that we did not write, or that were edited since.
//!
//! An edited Word file or workbook keeps its name and ours goes beside it as `… (new)`; any other
//! edited file is kept as `… (kept)`; files we know nothing of are carried over as they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Place};

use super::path::{MANIFEST, RUN, folders_of, is_editable, with_words, without_words};

/// Hashes by path.
pub(super) type Hashes = BTreeMap<String, String>;

/// Where everything goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Placement {
    /// Documents that cannot have the name they were meant to have, and the one they get.
    pub moved: BTreeMap<String, String>,
    /// Files of the old output to carry over: from, to.
    pub carried: Vec<(String, String)>,
    /// What a person is told.
    pub kept: Vec<Kept>,
}

/// A file that was edited after it was made, and was kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// The path the document has in a fresh output.
    pub path: String,
    /// Where the edited file is now.
    pub edited: String,
    /// Where the new document is.
    pub new: String,
}

/// What a person should hear of edited files.
pub(super) fn findings(kept: &[Kept]) -> Vec<Finding> {
    kept.iter()
        .map(|kept| {
            let fact = if kept.edited == kept.path {
                format!("it was edited since it was made and is kept; the new one is {}", kept.new)
            } else {
                format!("it was edited since it was made and is kept as {}", kept.edited)
            };
            Finding::warning("edited-file-kept", fact)
                .at(Place::file(&kept.path))
                .help("Take over what you need from one into the other, then delete the one you do not want")
        })
        .collect()
}

/// Whether a file of an old output is as we wrote it, so that it may go. Somebody who puts our
/// `… (new)` in the place of what they had edited has not edited it either.
pub(super) fn is_ours(path: &str, hash: &str, written: &Hashes) -> bool {
    matches!(path, MANIFEST | RUN)
        || written.get(path).is_some_and(|ours| ours == hash)
        || written
            .iter()
            .any(|(beside, ours)| ours == hash && without_words(beside, "new").as_deref() == Some(path))
}

/// Decides where the files of the old output and the new documents go. `found` is what lies in the
/// old folder, `written` what we wrote there last time, `wanted` what we want to write now.
pub(super) fn place(found: &Hashes, written: &Hashes, wanted: &Hashes) -> Placement {
    let mut placement = Placement::default();
    let mut conflicts = Vec::new();
    let mut taken: BTreeSet<String> = wanted.keys().cloned().collect();
    taken.extend([MANIFEST.to_string(), RUN.to_string()]);
    taken.extend(wanted.keys().flat_map(|path| folders_of(path)).map(str::to_string));
    for (path, hash) in found {
        if is_ours(path, hash, written) || wanted.get(path) == Some(hash) {
            continue;
        }
        if taken.contains(path) || folders_of(path).any(|folder| wanted.contains_key(folder)) {
            conflicts.push((path, hash));
        } else {
            placement.carried.push((path.clone(), path.clone()));
        }
    }
    taken.extend(
        placement.carried.iter().flat_map(|(_, to)| folders_of(to).chain([to.as_str()])).map(str::to_string),
    );
    for (path, hash) in conflicts {
        if wanted.contains_key(path) && is_editable(path) {
            let beside = free_name(path, "new", &mut taken);
            placement.carried.push((path.clone(), path.clone()));
            placement.kept.push(Kept { path: path.clone(), edited: path.clone(), new: beside.clone() });
            placement.moved.insert(path.clone(), beside);
            continue;
        }
        let kept_before = found.iter().find(|(other, same)| {
            *same == hash && without_words(other, "kept").as_deref() == Some(path.as_str())
        });
        if kept_before.is_some() {
            continue;
        }
        let aside = free_name(&out_of_the_way(path, wanted), "kept", &mut taken);
        placement.carried.push((path.clone(), aside.clone()));
        if wanted.contains_key(path) {
            placement.kept.push(Kept { path: path.clone(), edited: aside, new: path.clone() });
        }
    }
    placement.carried.sort();
    placement.kept.sort();
    placement
}

/// A path none of whose folders is the path of a document: `agenda.pdf/notes.txt` becomes
/// `agenda.pdf - notes.txt` where `agenda.pdf` is a document.
fn out_of_the_way(path: &str, wanted: &Hashes) -> String {
    match folders_of(path).find(|folder| wanted.contains_key(*folder)) {
        Some(folder) => {
            let rest = path.strip_prefix(folder).unwrap_or_default().replace('/', " - ");
            format!("{folder}{rest}")
        }
        None => path.to_string(),
    }
}

/// The first name of its kind that is not taken, which is taken from now on.
pub(super) fn free_name(path: &str, words: &str, taken: &mut BTreeSet<String>) -> String {
    let name = (1..).map(|count| with_words(path, words, count)).find(|name| !taken.contains(name));
    let name = name.expect("there are more numbers than files");
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(of: &[(&str, &str)]) -> Hashes {
        of.iter().map(|(path, hash)| ((*path).to_string(), (*hash).to_string())).collect()
    }

    fn carried(placement: &Placement) -> Vec<(&str, &str)> {
        placement.carried.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect()
    }

    #[test]
    fn untouched_output_leaves_nothing_behind() {
        let written = hashes(&[("a.docx", "1"), ("b.pdf", "2")]);
        let found = hashes(&[("a.docx", "1"), ("b.pdf", "2"), (MANIFEST, "m"), (RUN, "r")]);
        let wanted = hashes(&[("a.docx", "9")]);
        assert_eq!(place(&found, &written, &wanted), Placement::default());
    }

    #[test]
    fn an_edited_word_file_keeps_its_name_and_ours_goes_beside_it() {
        let written = hashes(&[("c/a.docx", "1")]);
        let wanted = hashes(&[("c/a.docx", "2")]);
        let first = place(&hashes(&[("c/a.docx", "edited")]), &written, &wanted);
        assert_eq!(first.moved.get("c/a.docx").map(String::as_str), Some("c/a (new).docx"));
        assert_eq!(carried(&first), [("c/a.docx", "c/a.docx")]);

        // The next run finds both and changes nothing.
        let written = hashes(&[("c/a (new).docx", "2")]);
        let found = hashes(&[("c/a.docx", "edited"), ("c/a (new).docx", "2")]);
        assert_eq!(place(&found, &written, &wanted), first);

        // Ours put in its place: no longer edited.
        let found = hashes(&[("c/a.docx", "2"), ("c/a (new).docx", "2")]);
        assert_eq!(place(&found, &written, &hashes(&[("c/a.docx", "3")])), Placement::default());

        // The new one edited as well: nobody loses anything.
        let found = hashes(&[("c/a.docx", "edited"), ("c/a (new).docx", "edited too")]);
        let both = place(&found, &written, &wanted);
        assert_eq!(both.moved.get("c/a.docx").map(String::as_str), Some("c/a (new 2).docx"));
        assert_eq!(both.carried.len(), 2);
    }

    #[test]
    fn any_other_edited_file_is_set_aside_once() {
        let (written, wanted) = (hashes(&[("a.pdf", "1")]), hashes(&[("a.pdf", "2")]));
        let first = place(&hashes(&[("a.pdf", "signed")]), &written, &wanted);
        assert_eq!(carried(&first), [("a.pdf", "a (kept).pdf")]);
        assert!(first.moved.is_empty());
        let next = place(&hashes(&[("a.pdf", "2"), ("a (kept).pdf", "signed")]), &wanted, &wanted);
        assert_eq!(carried(&next), [("a (kept).pdf", "a (kept).pdf")]);
        assert!(next.kept.is_empty());
        let again = place(&hashes(&[("a.pdf", "signed"), ("a (kept).pdf", "signed")]), &wanted, &wanted);
        assert_eq!(carried(&again), [("a (kept).pdf", "a (kept).pdf")]);
        let other = place(&hashes(&[("a.pdf", "other"), ("a (kept).pdf", "signed")]), &wanted, &wanted);
        assert_eq!(carried(&other), [("a (kept).pdf", "a (kept).pdf"), ("a.pdf", "a (kept 2).pdf")]);
    }

    #[test]
    fn strangers_stay_and_get_out_of_the_way_only_where_they_must() {
        let wanted = hashes(&[("coordinator/agenda.pdf", "1")]);
        let found = hashes(&[
            ("notes.txt", "n"),
            ("coordinator", "a file of that name"),
            ("coordinator/agenda.pdf/odd.txt", "o"),
        ]);
        assert_eq!(
            carried(&place(&found, &Hashes::new(), &wanted)),
            [
                ("coordinator", "coordinator (kept)"),
                ("coordinator/agenda.pdf/odd.txt", "coordinator/agenda.pdf - odd (kept).txt"),
                ("notes.txt", "notes.txt"),
            ]
        );
    }
}
