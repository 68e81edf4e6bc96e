//! Putting a new folder in the place of an old one so that a reader finds one or the other, and a
//! run that is killed at any point is put right by the next.
//!
//! The names of the folders are the journal:
//!
//! | name beside `2026-12-09` | is | after a run that was killed |
//! | --- | --- | --- |
//! | `.2026-12-09.part` | being written, or being removed | removed |
//! | `.2026-12-09.new` | complete; after an exchange, the old output | what was edited in it is kept, the rest removed |
//! | `.2026-12-09.old` | the old output, where the system cannot exchange folders | the same |
//!
//! If there is no `2026-12-09` at all, the run was killed between two renames: `.new` takes the
//! place, or else `.old` goes back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::PublishError;
use super::fs::{Disk, DiskError, Kind};
use super::keep::{Hashes, free_name, is_ours};
use super::manifest::{self, hash};
use super::path::folders_of;

/// A meeting's folder and the names beside it.
pub(super) struct Folders {
    /// The panel's folder, in which all the others lie.
    pub panel: PathBuf,
    /// The output that readers see.
    pub live: PathBuf,
    /// Of no value: being written or removed.
    pub part: PathBuf,
    /// Complete and about to take the place.
    pub new: PathBuf,
    /// Moved aside.
    pub old: PathBuf,
}

impl Folders {
    /// The folders of a meeting.
    pub(super) fn of(panel: &Path, meeting: &str) -> Self {
        let beside = |ending: &str| panel.join(format!(".{meeting}.{ending}"));
        Folders {
            panel: panel.to_path_buf(),
            live: panel.join(meeting),
            part: beside("part"),
            new: beside("new"),
            old: beside("old"),
        }
    }

    /// Finishes what an interrupted run left.
    pub(super) fn recover(&self, disk: &dyn Disk) -> Result<(), PublishError> {
        remove_if_there(disk, &self.part)?;
        match disk.kind(&self.live)? {
            Some(Kind::Folder) => {}
            Some(_) => return Err(PublishError::NotAFolder { path: self.live.clone() }),
            None => {
                for candidate in [&self.new, &self.old] {
                    if disk.kind(candidate)?.is_some() {
                        disk.rename(candidate, &self.live)?;
                        disk.sync_folder(&self.panel)?;
                        break;
                    }
                }
            }
        }
        for aside in [&self.new, &self.old] {
            if disk.kind(aside)?.is_some() {
                self.settle(disk, aside)?;
            }
        }
        Ok(())
    }

    /// Puts the complete new folder in the place of the old; returns where the old one is now.
    pub(super) fn swap(&self, disk: &dyn Disk) -> Result<Option<&Path>, DiskError> {
        let aside = if disk.kind(&self.live)?.is_none() {
            disk.rename(&self.new, &self.live)?;
            None
        } else if disk.exchange(&self.new, &self.live)? {
            Some(self.new.as_path())
        } else {
            disk.rename(&self.live, &self.old)?;
            if let Err(error) = disk.rename(&self.new, &self.live) {
                disk.rename(&self.old, &self.live)?;
                return Err(error);
            }
            Some(self.old.as_path())
        };
        Ok(aside)
    }

    /// Removes an old folder, after moving out of it what is not ours and not in the new one: what
    /// somebody saved while this program ran.
    pub(super) fn settle(&self, disk: &dyn Disk, aside: &Path) -> Result<(), PublishError> {
        self.rescue(disk, aside)?;
        disk.rename(aside, &self.part)?;
        disk.remove_folder(&self.part)?;
        Ok(())
    }

    /// Throws a folder away that never came into its place.
    pub(super) fn discard(&self, disk: &dyn Disk) -> Result<(), DiskError> {
        remove_if_there(disk, &self.part)?;
        let in_place = disk.kind(&self.live)?.is_some() || disk.kind(&self.old)?.is_none();
        if in_place && disk.kind(&self.new)?.is_some() {
            disk.rename(&self.new, &self.part)?;
            disk.remove_folder(&self.part)?;
        }
        Ok(())
    }

    fn rescue(&self, disk: &dyn Disk, aside: &Path) -> Result<(), PublishError> {
        let written = manifest::of_folder(disk, aside)?.map(|found| found.outputs).unwrap_or_default();
        let mut strangers = Vec::new();
        for (path, kind) in walk(disk, aside)? {
            let hash = if kind == Kind::File { hash(&disk.read(&aside.join(&path))?) } else { String::new() };
            if !is_ours(&path, &hash, &written) {
                strangers.push((path, hash));
            }
        }
        if strangers.is_empty() {
            return Ok(());
        }
        let live = hashes(disk, &self.live)?;
        let known: BTreeSet<&String> = live.values().collect();
        let mut taken: BTreeSet<String> =
            walk(disk, &self.live)?.into_iter().flat_map(|(path, _)| with_folders(&path)).collect();
        for path in strangers.into_iter().filter(|(_, hash)| !known.contains(hash)).map(|(path, _)| path) {
            let blocked = folders_of(&path).any(|folder| live.contains_key(folder));
            let name = if blocked { path.replace('/', " - ") } else { path.clone() };
            let to = if taken.contains(&name) { free_name(&name, "kept", &mut taken) } else { name };
            taken.extend(with_folders(&to));
            let target = self.live.join(&to);
            if let Some(folder) = target.parent() {
                disk.make_folders(folder)?;
            }
            disk.rename(&aside.join(&path), &target)?;
        }
        disk.sync_folder(&self.live)?;
        Ok(())
    }
}

/// Everything in a folder that is not a folder, by its path with `/` between parts, sorted.
pub(super) fn walk(disk: &dyn Disk, folder: &Path) -> Result<Vec<(String, Kind)>, DiskError> {
    let mut found = Vec::new();
    let mut to_visit = vec![String::new()];
    while let Some(inner) = to_visit.pop() {
        for (name, kind) in disk.list(&folder.join(&inner))? {
            let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
            match kind {
                Kind::Folder => to_visit.push(path),
                Kind::File | Kind::Other => found.push((path, kind)),
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The hashes of all regular files in a folder.
pub(super) fn hashes(disk: &dyn Disk, folder: &Path) -> Result<Hashes, DiskError> {
    let files = walk(disk, folder)?.into_iter().filter(|(_, kind)| *kind == Kind::File);
    files.map(|(path, _)| Ok((path.clone(), hash(&disk.read(&folder.join(&path))?)))).collect()
}

fn with_folders(path: &str) -> Vec<String> {
    folders_of(path).chain([path]).map(str::to_string).collect()
}

fn remove_if_there(disk: &dyn Disk, folder: &Path) -> Result<(), DiskError> {
    if disk.kind(folder)?.is_some() { disk.remove_folder(folder) } else { Ok(()) }
}
