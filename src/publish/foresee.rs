//! What will lie in a meeting's folder, said before anything is written: the coordinator's page links to
//! every file of it.

use std::collections::BTreeMap;

use super::fs::{Disk, RealDisk};
use super::keep::{self, Kept};
use super::path::{MANIFEST, RUN};
use super::swap::Folders;
use super::{Arrangement, Lock, PublishError, final_path, hash};
use crate::finding::Finding;
use crate::plan::page::{Origin, OutputFile};

/// What publishing will leave in a meeting's folder.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// Every file, sorted by path.
    pub files: Vec<OutputFile>,
    /// Edited files that will be kept.
    kept: Vec<Kept>,
}

impl Foreseen {
    /// What a person should hear of edited files.
    pub fn findings(&self) -> Vec<Finding> {
        keep::findings(&self.kept)
    }
}

/// Says what publishing these files will leave in the folder of a meeting. `later` are documents that are
/// not made yet. What an interrupted run left is finished first.
///
/// # Errors
/// If the old output cannot be read, or was written by a newer program.
pub fn foresee(
    lock: &Lock,
    meeting: &str,
    keep: fn(&str) -> bool,
    files: &[(String, Vec<u8>)],
    later: &[&str],
) -> Result<Foreseen, PublishError> {
    foresee_on(&RealDisk, &Folders::of(lock.folder(), meeting), keep, files, later)
}

fn foresee_on(
    disk: &dyn Disk,
    folders: &Folders,
    keep: fn(&str) -> bool,
    files: &[(String, Vec<u8>)],
    later: &[&str],
) -> Result<Foreseen, PublishError> {
    folders.recover(disk)?;
    let mut wanted: BTreeMap<String, String> =
        files.iter().map(|(path, bytes)| (path.clone(), hash(bytes))).collect();
    wanted.extend(later.iter().map(|path| ((*path).to_string(), String::new())));
    let Arrangement { placement, others, .. } = Arrangement::of(disk, folders, keep, &wanted)?;
    let of = |from: Origin| move |path: &str| OutputFile { path: path.to_string(), from };
    let ours = wanted.keys().map(|path| final_path(&placement, path)).chain([MANIFEST, RUN]);
    let mut found: Vec<OutputFile> = ours.map(of(Origin::ThisRun)).collect();
    found.extend(others.keys().map(|path| path.as_str()).map(of(Origin::EarlierRun)));
    let carried = placement.carried.iter().map(|(_, to)| to.as_str()).filter(|path| is_shown(path));
    found.extend(carried.map(of(Origin::Person)));
    found.sort();
    Ok(Foreseen { files: found, kept: placement.kept })
}

/// Whether a file that is not ours was put there by a person, and not by what they worked with.
fn is_shown(path: &str) -> bool {
    !path.split('/').any(|name| {
        name.starts_with(['.', '~']) || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::super::publish_on;
    use super::super::{Publication, Sources};
    use super::*;

    fn publication(files: &[(&str, &str)], keep: fn(&str) -> bool) -> Publication {
        Publication {
            meeting: "2026-12-09".into(),
            files: files.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect(),
            keep,
            letters: Vec::new(),
            sources: Sources::default(),
            run_json: b"{}".to_vec(),
            register: None,
        }
    }

    /// What was foreseen, and what then lay there.
    fn both(panel: &std::path::Path, job: &Publication) -> (Vec<OutputFile>, Vec<String>) {
        let folders = Folders::of(panel, &job.meeting);
        let (last, first) = job.files.split_last().expect("documents");
        let foreseen = foresee_on(&RealDisk, &folders, job.keep, first, &[&last.0]).expect("foreseen");
        publish_on(&RealDisk, panel, job).expect("published");
        let lying = super::super::swap::walk(&RealDisk, &folders.live).expect("walked");
        (foreseen.files, lying.into_iter().map(|(path, _)| path).collect())
    }

    #[test]
    fn what_is_foreseen_is_what_lies_there() {
        let place = tempfile::tempdir().expect("a folder");
        let panel = place.path();
        let all = [("a/one.pdf", "1"), ("a/two.docx", "2"), ("b/three.pdf", "3"), ("page.html", "p")];
        let origins = |files: &[OutputFile], from: Origin| -> Vec<String> {
            files.iter().filter(|file| file.from == from).map(|file| file.path.clone()).collect()
        };
        let (files, lying) = both(panel, &publication(&all, |_| false));
        assert_eq!(files.iter().map(|file| file.path.clone()).collect::<Vec<_>>(), lying);
        assert_eq!(lying.len(), 6, "with the manifest and the run's account: {lying:?}");
        assert_eq!(origins(&files, Origin::ThisRun).len(), 6);

        // A person edits one, signs another and puts notes there; the next run makes a part.
        let live = panel.join("2026-12-09");
        std::fs::write(live.join("a/two.docx"), "edited").expect("written");
        std::fs::write(live.join("a/one.pdf"), "signed").expect("written");
        std::fs::write(live.join("notes.txt"), "mine").expect("written");
        std::fs::write(live.join("~$two.docx"), "open in Word").expect("written");
        let part = [("a/one.pdf", "1"), ("a/two.docx", "new"), ("page.html", "q")];
        let (files, lying) = both(panel, &publication(&part, |path| path.starts_with("b/")));
        assert_eq!(origins(&files, Origin::EarlierRun), ["b/three.pdf"]);
        assert_eq!(origins(&files, Origin::Person), ["a/one (kept).pdf", "a/two.docx", "notes.txt"]);
        let mut shown = lying.clone();
        shown.retain(|path| !path.starts_with('~'));
        assert_eq!(files.iter().map(|file| file.path.clone()).collect::<Vec<_>>(), shown);
        assert!(shown.contains(&"a/two (new).docx".to_owned()), "{shown:?}");
    }
}
