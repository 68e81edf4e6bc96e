//! All-or-nothing writing: staged, synced, swapped in whole; manifest; edited files kept.
//!
//! Architecture Invariant: only `read` and `publish` touch the disk.
//!
//! What is promised: a reader of a meeting's output finds the old one or the new one, never a
//! mixture, wherever the program is killed; the next run puts right what was left; nothing that a
//! person put or changed in the output is lost; nothing in the input is touched but the register,
//! and that only appended to, before the documents that carry its references appear. A new panel's
//! folder is made where nothing was.

#![allow(clippy::disallowed_methods, reason = "publish is one of the two stages that touch the disk")]

mod error;
mod foresee;
mod fs;
mod keep;
mod letters;
mod lock;
mod manifest;
mod path;
mod start;
mod swap;

#[cfg(test)]
mod faulty;

pub use error::PublishError;
pub use foresee::{Foreseen, foresee};
pub use fs::{Disk, DiskError, Kind, RealDisk};
pub use keep::Kept;
pub use letters::{LetterFile, PublishedLetter, letters, record};
pub use lock::Lock;
pub use manifest::{Manifest, hash, previous};
pub use start::start;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use keep::Placement;
use path::{MANIFEST, RUN, assert_safe, folders_of};
use swap::Folders;

use crate::finding::{Finding, Place};
use crate::plan::LetterMade;

/// Everything to be published for one meeting.
pub struct Publication {
    /// The meeting's folder, such as `2026-12-09`.
    pub meeting: String,
    /// Documents by their path under the meeting's folder.
    pub files: Vec<(String, Vec<u8>)>,
    /// Which documents of the last run, not made by this one, stay as they are: a run that makes
    /// only a part of the documents keeps the others.
    pub keep: fn(&str) -> bool,
    /// What the letters among them tell.
    pub letters: Vec<LetterMade>,
    /// What they were made from.
    pub sources: Sources,
    /// `run.json`: what the run took. Not in the manifest, since it differs from run to run.
    pub run_json: Vec<u8>,
    /// Lines for the register, if new references were given out.
    pub register: Option<RegisterAppend>,
}

/// What documents were made from, each as name and hash (see [`hash`]).
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The program and its version.
    pub program: String,
    /// Files of the input.
    pub inputs: Vec<(String, String)>,
    /// Files that hold rules.
    pub rules: Vec<(String, String)>,
    /// Templates.
    pub templates: Vec<(String, String)>,
    /// Fonts.
    pub fonts: Vec<(String, String)>,
}

/// Lines for `register.csv`.
#[derive(Clone, Debug)]
pub struct RegisterAppend {
    /// The register.
    pub path: PathBuf,
    /// Hash of the bytes of the register this run has read; `None` if there was none.
    pub read: Option<String>,
    /// Lines without their endings; the heading too if there was no register.
    pub lines: Vec<String>,
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Published {
    /// The meeting's folder.
    pub folder: PathBuf,
    /// Documents as they were written, manifest and `run.json` included, sorted.
    pub written: Vec<String>,
    /// Edited files that were kept.
    pub kept: Vec<Kept>,
    /// How many files were carried over from the old output, edited ones included.
    pub carried: usize,
    /// The old output, if it could not be removed yet; the next run removes it.
    pub left: Option<PathBuf>,
}

impl Published {
    /// What a person should hear.
    pub fn findings(&self) -> Vec<Finding> {
        let left = self.left.iter().map(|folder| {
            Finding::note(
                "old-output-left",
                "the earlier output could not be removed yet; the next run does it",
            )
            .at(Place::file(folder.display().to_string()))
        });
        keep::findings(&self.kept).into_iter().chain(left).collect()
    }
}

/// Makes sure that nothing would be written into the input, where meeting folders have the names that
/// published ones have.
///
/// # Errors
/// If the output folder is the input folder or lies in it.
pub fn apart(input: &Path, output: &Path) -> Result<(), PublishError> {
    if path::lies_in(output, input) {
        return Err(PublishError::InTheInput { output: output.to_path_buf() });
    }
    Ok(())
}

/// Publishes a meeting's documents in the panel's output folder that is locked.
///
/// # Errors
/// If anything failed: then the old output is as it was (the one exception, a system that cannot
/// exchange folders and fails twice in a row, is put right by the next run).
///
/// # Panics
/// If a path could leave the folder or is given twice: a defect, never a matter of input.
pub fn publish(lock: &Lock, job: &Publication) -> Result<Published, PublishError> {
    publish_on(&RealDisk, lock.folder(), job)
}

fn publish_on(disk: &dyn Disk, panel: &Path, job: &Publication) -> Result<Published, PublishError> {
    let folders = Folders::of(panel, &job.meeting);
    let wanted = wanted(job);
    let not_published = |why: PublishError| PublishError::NotPublished {
        folder: folders.live.clone(),
        missing: wanted.keys().map(|path| (*path).to_string()).collect(),
        why: Box::new(why),
    };
    folders.recover(disk).map_err(not_published)?;
    let made = stage(disk, &folders, job, &wanted)
        .and_then(|placement| append(disk, job.register.as_ref()).map(|()| placement))
        .and_then(|placement| Ok((placement, folders.swap(disk)?)));
    let (placement, aside) = made.map_err(|why| {
        // Whatever cannot be cleared away now, the next run clears away.
        folders.discard(disk).unwrap_or(());
        not_published(why)
    })?;
    // The new output is there. The old one goes only when the exchange would outlast a power cut.
    let settle = |aside: &&Path| {
        disk.sync_folder(&folders.panel)
            .map_err(PublishError::from)
            .and_then(|()| folders.settle(disk, aside))
    };
    let left = aside.filter(|aside| settle(aside).is_err()).map(Path::to_path_buf);
    let mut written: Vec<String> =
        wanted.keys().map(|path| final_path(&placement, path).to_string()).collect();
    written.extend([MANIFEST.to_string(), RUN.to_string()]);
    written.sort();
    Ok(Published {
        folder: folders.live,
        written,
        carried: placement.carried.len(),
        kept: placement.kept,
        left,
    })
}

/// The documents by path.
fn wanted(job: &Publication) -> BTreeMap<&str, &[u8]> {
    assert_safe(&job.meeting);
    let mut wanted = BTreeMap::new();
    for (path, bytes) in &job.files {
        assert_safe(path);
        assert!(path != MANIFEST && path != RUN, "a document is called {path}");
        assert!(wanted.insert(path.as_str(), bytes.as_slice()).is_none(), "two documents are called {path}");
    }
    wanted
}

/// Makes the complete new folder beside the old one.
fn stage(
    disk: &dyn Disk,
    folders: &Folders,
    job: &Publication,
    wanted: &BTreeMap<&str, &[u8]>,
) -> Result<Placement, PublishError> {
    let is_there = disk.kind(&folders.live)?.is_some();
    let hashed: BTreeMap<String, String> =
        wanted.iter().map(|(path, bytes)| ((*path).to_string(), hash(bytes))).collect();
    let Arrangement { mut placement, others, last } = Arrangement::of(disk, folders, job.keep, &hashed)?;
    let mut outputs: BTreeMap<String, String> = hashed;
    placement.carried.extend(others.keys().map(|path| (path.clone(), path.clone())));

    disk.make_folders(&folders.panel)?;
    disk.make_private_folder(&folders.part)?;
    let mut inner: BTreeSet<&str> = wanted.keys().flat_map(|path| folders_of(path)).collect();
    inner.extend(placement.carried.iter().flat_map(|(_, to)| folders_of(to)));
    for folder in &inner {
        disk.make_folders(&folders.part.join(folder))?;
    }
    for (from, to) in &placement.carried {
        disk.copy(&folders.live.join(from), &folders.part.join(to))?;
    }
    for (path, bytes) in wanted {
        disk.write_new(&folders.part.join(final_path(&placement, path)), bytes)?;
    }
    disk.write_new(&folders.part.join(RUN), &job.run_json)?;
    outputs =
        outputs.into_iter().map(|(path, hash)| (final_path(&placement, &path).to_string(), hash)).collect();
    let mut letters: BTreeMap<String, LetterMade> = last.letters;
    letters.retain(|path, _| others.contains_key(path));
    outputs.extend(others);
    let made = job.letters.iter().filter(|letter| wanted.contains_key(letter.path.as_str()));
    letters.extend(made.map(|letter| (letter.path.clone(), letter.clone())));
    let manifest = Manifest { letters, ..header(folders, job, outputs) };
    disk.write_new(&folders.part.join(MANIFEST), &manifest.to_json())?;
    for folder in inner.iter().rev() {
        disk.sync_folder(&folders.part.join(folder))?;
    }
    // From here on it is what readers will see, and lets in whom the old one let in.
    disk.like(&folders.part, if is_there { &folders.live } else { &folders.panel })?;
    disk.sync_folder(&folders.part)?;
    disk.rename(&folders.part, &folders.new)?;
    disk.sync_folder(&folders.panel)?;
    Ok(placement)
}

/// What becomes of the old output when new documents are put into its place.
struct Arrangement {
    /// Where documents go, and which files that are not ours as we made them are carried over.
    placement: Placement,
    /// Documents of an earlier run that stay as they are, with their hashes.
    others: BTreeMap<String, String>,
    /// The manifest of the old output.
    last: Manifest,
}

impl Arrangement {
    /// Looks at the old output; `wanted` are the hashes of the new documents by path.
    fn of(
        disk: &dyn Disk,
        folders: &Folders,
        keep: fn(&str) -> bool,
        wanted: &BTreeMap<String, String>,
    ) -> Result<Self, PublishError> {
        let is_there = disk.kind(&folders.live)?.is_some();
        let found = if is_there { swap::hashes(disk, &folders.live)? } else { BTreeMap::new() };
        let last = manifest::of_folder(disk, &folders.live)?.unwrap_or_default();
        let placement = keep::place(&found, &last.outputs, wanted);
        let stays = |path: &str, hash: &String| {
            keep(path) && found.get(path) == Some(hash) && !wanted.contains_key(path)
        };
        let others = last.outputs.iter().filter(|(path, hash)| stays(path, hash));
        Ok(Arrangement {
            placement,
            others: others.map(|(path, hash)| (path.clone(), hash.clone())).collect(),
            last,
        })
    }
}

fn final_path<'a>(placement: &'a Placement, path: &'a str) -> &'a str {
    placement.moved.get(path).map_or(path, String::as_str)
}

fn header(folders: &Folders, job: &Publication, outputs: BTreeMap<String, String>) -> Manifest {
    let sorted = |named: &[(String, String)]| named.iter().cloned().collect();
    Manifest {
        format: 1,
        program: job.sources.program.clone(),
        panel: folders.panel.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        meeting: job.meeting.clone(),
        inputs: sorted(&job.sources.inputs),
        rules: sorted(&job.sources.rules),
        templates: sorted(&job.sources.templates),
        fonts: sorted(&job.sources.fonts),
        outputs,
        letters: BTreeMap::new(),
    }
}

/// Appends to the register, unless it is no longer what this run has read.
fn append(disk: &dyn Disk, register: Option<&RegisterAppend>) -> Result<(), PublishError> {
    let Some(register) = register.filter(|register| !register.lines.is_empty()) else {
        return Ok(());
    };
    let addition = |before: &[u8]| {
        let is_as_read = match &register.read {
            Some(read) => *read == hash(before),
            None => before.is_empty(),
        };
        let unfinished = !matches!(before.last(), None | Some(b'\n'));
        let lines = register.lines.iter().map(|line| format!("{line}\n"));
        is_as_read
            .then(|| unfinished.then(|| "\n".to_string()).into_iter().chain(lines).collect::<String>().into())
    };
    if disk.append(&register.path, &addition)? {
        Ok(())
    } else {
        Err(PublishError::RegisterChanged { path: register.path.clone() })
    }
}

/// Writes files as they are into a folder of the user's choice, for looking at: no manifest, no
/// swap, files of the same name are replaced.
///
/// # Errors
/// If the disk refuses.
///
/// # Panics
/// If a path could leave the folder.
pub fn write_plain(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), PublishError> {
    for (path, bytes) in files {
        assert_safe(path);
        let target = folder.join(path);
        RealDisk.make_folders(target.parent().unwrap_or(folder))?;
        RealDisk.write_over(&target, bytes)?;
    }
    Ok(())
}
