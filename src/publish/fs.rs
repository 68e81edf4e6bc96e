//! The file system, wrapped once: no error leaves without its path and what to do about it.
//!
//! The disk is a value, so that a test can hand in one that fails at any call.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What stands at a path; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe, a device.
    Other,
}

/// Everything publishing does to a disk. Each call is done, or fails and says where.
pub trait Disk {
    /// What stands at a path, if anything does.
    fn kind(&self, path: &Path) -> Result<Option<Kind>, DiskError>;
    /// The names in a folder, sorted, each with what it is.
    fn list(&self, folder: &Path) -> Result<Vec<(String, Kind)>, DiskError>;
    /// A whole file.
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError>;
    /// Makes a folder and those above it; one that is there already is no error.
    fn make_folders(&self, folder: &Path) -> Result<(), DiskError>;
    /// Makes one new folder that only its owner may open.
    fn make_private_folder(&self, folder: &Path) -> Result<(), DiskError>;
    /// Gives a folder the permissions of another.
    fn like(&self, folder: &Path, model: &Path) -> Result<(), DiskError>;
    /// Writes a new file and syncs it.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError>;
    /// Copies a file to a new place, with its permissions and the time it was changed, and syncs it.
    fn copy(&self, from: &Path, to: &Path) -> Result<(), DiskError>;
    /// Gives a file or folder another name, where nothing stands yet.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError>;
    /// Exchanges two folders in one step; `false` if the system cannot.
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, DiskError>;
    /// Removes a folder with all that is in it.
    fn remove_folder(&self, folder: &Path) -> Result<(), DiskError>;
    /// Makes names given in a folder last through a power cut.
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError>;
    /// Appends to a file, which is made if it is not there, in one step, and syncs it. `addition`
    /// is shown what the file holds so far and may refuse; then the answer is `false`.
    fn append(&self, path: &Path, addition: &Addition) -> Result<bool, DiskError>;
}

/// From what a file holds so far, what to append to it; `None` refuses.
pub type Addition<'a> = dyn Fn(&[u8]) -> Option<Vec<u8>> + 'a;

/// A call to the disk that failed.
#[derive(Debug, thiserror::Error)]
pub struct DiskError {
    /// What was tried: `write`, `read`, `rename`.
    pub verb: &'static str,
    /// On what.
    pub path: PathBuf,
    /// How the system puts it.
    #[source]
    pub source: io::Error,
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {} {}: {}", self.verb, self.path.display(), self.why())
    }
}

impl DiskError {
    /// An error of one call; meant for `map_err`.
    fn of(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DiskError {
        let path = path.to_path_buf();
        move |source| DiskError { verb, path, source }
    }

    /// What went wrong in plain words, the same on every system where the kind of error is known.
    fn why(&self) -> String {
        match self.source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".into(),
            ErrorKind::PermissionDenied => "you may not do that there".into(),
            ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
            ErrorKind::NotFound => "it is not there".into(),
            ErrorKind::NotADirectory => "a file stands where a folder should be".into(),
            ErrorKind::IsADirectory => "a folder stands where a file should be".into(),
            ErrorKind::AlreadyExists => "something of that name is there already".into(),
            _ if is_open_elsewhere(&self.source) => "it is open in another program".into(),
            _ => self.source.to_string(),
        }
    }

    /// What a person can do.
    pub fn help(&self) -> &'static str {
        match self.source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "Free some space on that disk and run this again"
            }
            ErrorKind::PermissionDenied => {
                "Close what is open from that folder, ask for permission to write there, or choose another folder with --output"
            }
            ErrorKind::ReadOnlyFilesystem => "Choose a folder you may write in with --output",
            ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
                "Move what stands there out of the way and run this again"
            }
            _ if is_open_elsewhere(&self.source) => "Close it and run this again",
            _ => "Check that the disk is there and works, and run this again",
        }
    }
}

/// Windows refuses to move what another program holds open: sharing and lock violations.
fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// The disk of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> Result<Option<Kind>, DiskError> {
        match fs::symlink_metadata(path) {
            Ok(found) => Ok(Some(kind_of(found.file_type()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DiskError::of("look at", path)(error)),
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<(String, Kind)>, DiskError> {
        let failed = |error| DiskError::of("list", folder)(error);
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = kind_of(entry.file_type().map_err(failed)?);
            let name = entry.file_name().into_string().map_err(|_| {
                failed(io::Error::new(ErrorKind::InvalidData, "a name in it is not readable text"))
            })?;
            names.push((name, kind));
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        fs::read(path).map_err(DiskError::of("read", path))
    }

    fn make_folders(&self, folder: &Path) -> Result<(), DiskError> {
        fs::create_dir_all(folder).map_err(DiskError::of("make the folder", folder))
    }

    fn make_private_folder(&self, folder: &Path) -> Result<(), DiskError> {
        let mut maker = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
        maker.create(folder).map_err(DiskError::of("make the folder", folder))
    }

    fn like(&self, folder: &Path, model: &Path) -> Result<(), DiskError> {
        let permissions = fs::metadata(model).map_err(DiskError::of("look at", model))?.permissions();
        fs::set_permissions(folder, permissions).map_err(DiskError::of("set the permissions of", folder))
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let failed = |error| DiskError::of("write", path)(error);
        let mut file = File::create_new(path).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        file.sync_all().map_err(failed)
    }

    fn copy(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        let failed = |error| DiskError::of("copy", from)(error);
        let changed = fs::metadata(from).and_then(|found| found.modified());
        fs::copy(from, to).map_err(failed)?;
        // A read-only copy can be synced through a handle for reading on Unix; on Windows it cannot
        // be opened for writing, and is left to the system.
        let Ok(copy) = OpenOptions::new().write(true).open(to).or_else(|_| File::open(to)) else {
            return Ok(());
        };
        if let Ok(changed) = changed {
            // Only a convenience for the reader: some network drives do not allow it.
            copy.set_modified(changed).unwrap_or(());
        }
        match copy.sync_all() {
            Err(error) if cfg!(windows) && error.kind() == ErrorKind::PermissionDenied => Ok(()),
            synced => synced.map_err(failed),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        fs::rename(from, to).map_err(DiskError::of("rename", from))
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, DiskError> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
            Err(error) => Err(DiskError::of("replace", other)(error.into())),
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _one: &Path, _other: &Path) -> Result<bool, DiskError> {
        Ok(false)
    }

    fn remove_folder(&self, folder: &Path) -> Result<(), DiskError> {
        fs::remove_dir_all(folder).map_err(DiskError::of("remove", folder))
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        match File::open(folder).and_then(|open| open.sync_all()) {
            // Some network drives cannot sync a folder; there is nothing more to do about it.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            synced => synced.map_err(DiskError::of("sync", folder)),
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> Result<(), DiskError> {
        Ok(())
    }

    fn append(&self, path: &Path, addition: &Addition) -> Result<bool, DiskError> {
        let failed = |error| DiskError::of("append to", path)(error);
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        // Held until the file is closed; where the system has no locks, the check below remains.
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => return Ok(false),
            Err(fs::TryLockError::Error(_)) | Ok(()) => {}
        }
        let mut before = Vec::new();
        file.read_to_end(&mut before).map_err(failed)?;
        let Some(bytes) = addition(&before) else {
            return Ok(false);
        };
        let end = file.seek(SeekFrom::End(0)).map_err(failed)?;
        if let Err(error) = file.write_all(&bytes).and_then(|()| file.sync_all()) {
            // Half a line is worse than none.
            file.set_len(end).and_then(|()| file.sync_all()).map_err(failed)?;
            return Err(failed(error));
        }
        Ok(true)
    }
}

impl RealDisk {
    /// Writes a file, over an old one if there is one. Only for files nobody relies on.
    pub(super) fn write_over(self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        fs::write(path, bytes).map_err(DiskError::of("write", path))
    }
}

fn kind_of(found: fs::FileType) -> Kind {
    if found.is_file() {
        Kind::File
    } else if found.is_dir() {
        Kind::Folder
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_path_and_what_to_do() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let missing = place.path().join("not-here.pdf");
        let error = RealDisk.read(&missing).expect_err("there is no such file");
        assert_eq!(error.to_string(), format!("could not read {}: it is not there", missing.display()));
        assert!(error.help().starts_with("Check that the disk"));
    }

    #[test]
    fn an_addition_may_refuse_what_it_finds() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let path = place.path().join("register.csv");
        let only_first = |before: &[u8]| before.is_empty().then(|| b"one\n".to_vec());
        assert!(RealDisk.append(&path, &only_first).expect("appended"));
        assert!(!RealDisk.append(&path, &only_first).expect("refused"));
        assert_eq!(RealDisk.read(&path).expect("read"), b"one\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_private_folder_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().expect("a temporary folder");
        let folder = place.path().join("private");
        RealDisk.make_private_folder(&folder).expect("made");
        let mode = fs::metadata(&folder).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
