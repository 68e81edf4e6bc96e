//! A new panel's working folder: whole or not at all, and never over anything.

use std::path::{Path, PathBuf};

use super::PublishError;
use super::fs::{Disk, RealDisk};
use super::path::{assert_safe, folders_of};
use crate::plan::start::Start;

/// Makes the folder in the input folder, which is made if it is not there, and says where it is. `forms`
/// are more files, by paths relative to it.
///
/// It is filled under a hidden name and then given its own, so that a run that is killed leaves
/// nothing that looks like a panel.
///
/// # Errors
/// If anything stands there already, or the disk refuses. Then nothing was written.
pub fn start(input: &Path, start: &Start, forms: &[(String, Vec<u8>)]) -> Result<PathBuf, PublishError> {
    assert_safe(&start.panel);
    let folder = input.join(&start.panel);
    if RealDisk.kind(&folder)?.is_some() {
        return Err(PublishError::AlreadyThere { path: folder });
    }
    RealDisk.make_folders(input)?;
    let new = input.join(format!(".{}.new", start.panel));
    if RealDisk.kind(&new)?.is_some() {
        // Left by a run that was killed.
        RealDisk.remove_folder(&new)?;
    }
    let made = fill(&new, start, forms).and_then(|()| {
        RealDisk.rename(&new, &folder)?;
        Ok(RealDisk.sync_folder(input)?)
    });
    match made {
        Ok(()) => Ok(folder),
        Err(error) => {
            // What went wrong before is what to tell.
            RealDisk.remove_folder(&new).unwrap_or(());
            Err(error)
        }
    }
}

fn fill(new: &Path, start: &Start, forms: &[(String, Vec<u8>)]) -> Result<(), PublishError> {
    for folder in &start.folders {
        assert_safe(folder);
        RealDisk.make_folders(&new.join(folder))?;
    }
    let texts = start.files.iter().map(|(path, text)| (path, text.as_bytes()));
    for (path, bytes) in texts.chain(forms.iter().map(|(path, bytes)| (path, bytes.as_slice()))) {
        assert_safe(path);
        for above in folders_of(path) {
            RealDisk.make_folders(&new.join(above))?;
        }
        RealDisk.write_new(&new.join(path), bytes)?;
    }
    Ok(RealDisk.sync_folder(new)?)
}
