//! One run at a time in a panel's output: the second waits a moment, then says who is at work.
//!
//! The lock is the system's own, on the file `.lock` in the panel's output folder, so it cannot
//! outlive its run. Who holds it stands in `.running` beside it, because some systems let nobody
//! read a locked file. The input is never locked: a coordinator may be saving into it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::PublishError;
use super::fs::{Disk, DiskError, RealDisk};
use crate::finding::Finding;

const PAUSE: Duration = Duration::from_millis(100);
const TRIES: u32 = 50;

/// The right to write in one panel's output, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    folder: PathBuf,
    running: PathBuf,
    file: Option<File>,
}

impl Lock {
    /// Takes the lock of `output/<panel>`, which is made if it is not there; waits up to five
    /// seconds for another run. `run` is what a second run is told about this one: its command and
    /// when it started.
    ///
    /// # Errors
    /// If another run keeps the lock, or the folder cannot be written in.
    pub fn take(output: &Path, panel: &str, run: &str) -> Result<Self, PublishError> {
        Self::take_within(output, panel, run, TRIES)
    }

    fn take_within(output: &Path, panel: &str, run: &str, tries: u32) -> Result<Self, PublishError> {
        super::path::assert_safe(panel);
        let folder = output.join(panel);
        RealDisk.make_folders(&folder)?;
        let path = folder.join(".lock");
        let running = folder.join(".running");
        let failed = |source| DiskError { verb: "lock", path: path.clone(), source };
        let file = OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
        for _ in 0..tries {
            match file.try_lock() {
                Ok(()) => {
                    let lock = Lock { folder, running, file: Some(file) };
                    lock.sign(run);
                    return Ok(lock);
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Lock { folder, running, file: None });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error).into()),
            }
        }
        let holder = fs::read_to_string(&running).unwrap_or_default();
        let holder: String = holder.trim().chars().filter(|c| !c.is_control()).take(300).collect();
        Err(PublishError::Locked { folder, holder })
    }

    /// The panel's output folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is to be said about a lock that could not be had because the system has none there.
    pub fn finding(&self) -> Option<Finding> {
        self.file.is_none().then(|| {
            Finding::warning("no-lock", "this disk cannot keep two runs apart")
                .help("Run the program on one computer at a time")
        })
    }

    /// Says who is at work. Only for people to read: a run does not fail for it.
    fn sign(&self, run: &str) {
        let note = format!("process {} on {}, {run}\n", std::process::id(), host());
        fs::write(&self.running, note).unwrap_or(());
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.is_some() {
            fs::remove_file(&self.running).unwrap_or(());
        }
    }
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| "an unnamed computer".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_told_who_is_at_work_and_then_may_work_itself() {
        let output = tempfile::tempdir().expect("a temporary folder");
        let first = Lock::take(output.path(), "northmoor", "`cmarac build`, started 9:30am").expect("free");
        let refused = Lock::take_within(output.path(), "northmoor", "`cmarac pack`", 1).expect_err("held");
        let said = refused.to_string();
        for part in ["northmoor", &std::process::id().to_string(), "`cmarac build`, started 9:30am"] {
            assert!(said.contains(part), "{said}");
        }
        Lock::take_within(output.path(), "southmoor", "`cmarac pack`", 1).expect("another panel is free");
        drop(first);
        drop(Lock::take_within(output.path(), "northmoor", "`cmarac pack`", 1).expect("free again"));
        assert!(!output.path().join("northmoor/.running").exists());
    }
}
