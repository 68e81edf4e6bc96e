//! The child process: sandbox, protocol, pool. It is this same program, started again with a
//! hidden sub-command; it runs the jobs of `read` and `typeset`. Bytes in, bytes out: what a job
//! means, its stage knows.
//!
//! Architecture Invariant: a worker opens no file and no socket; it has a heap limit everywhere
//! and what more the system offers. The parent enforces time and reply size.
//!
//! Architecture Invariant: uses no other module of the crate.

mod pool;
mod child;
mod frame;
mod serve;
mod sandbox;
mod heap;
mod misbehave;

pub use frame::{join, split};
pub use misbehave::{MISBEHAVING, misbehave};
pub use pool::Pool;
pub use sandbox::Sandbox;
pub use serve::serve;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// How to start a worker: normally this very program with a hidden sub-command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program's file.
    pub exe: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// A program and its arguments.
    pub fn new(exe: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        Program { exe: exe.into(), arguments: arguments.iter().map(OsString::from).collect() }
    }
}

/// What one worker may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of heap, over all it holds at a time.
    pub heap: usize,
    /// Time for one job, and for starting.
    pub time: Duration,
    /// Bytes of one reply.
    pub reply: usize,
    /// Jobs after which a worker is replaced by a fresh one.
    pub jobs: u32,
}

/// What a job gave, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub bytes: Vec<u8>,
    /// The most heap this worker held up to the end of this job, in bytes.
    pub peak_heap: usize,
    /// Time from handing the job over to having its answer.
    pub duration: Duration,
    /// How often the job was tried again, in a fresh worker.
    pub retries: u32,
}

/// What the jobs of one kind took, for the report of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Effort {
    /// Per job that was done, in the order they were asked for: its path, the time, and how often it
    /// was tried again.
    pub jobs: Vec<(String, Duration, u32)>,
    /// The most heap any worker held, in bytes.
    pub peak_heap: usize,
    /// What the workers' sandboxes offer: `full`, or `partial: ` and what is missing.
    pub sandbox: Vec<String>,
}

impl Effort {
    /// Enters a job that was done.
    pub fn enter(&mut self, path: &str, reply: &Reply) {
        self.jobs.push((path.to_owned(), reply.duration, reply.retries));
        self.peak_heap = self.peak_heap.max(reply.peak_heap);
    }
}

/// Why a job has no answer, in words for a finding. Never holds what a worker printed, which
/// might be somebody's data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The worker died or gave up.
    #[error("the worker stopped before it was done")]
    Crashed,
    /// The worker asked for more memory than its limit.
    #[error("the worker needed more than its {} MiB of memory", .limit >> 20)]
    OutOfMemory {
        /// The limit in bytes.
        limit: usize,
    },
    /// The job ran over its time.
    #[error("the worker was not done after {} seconds", .limit.as_secs())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The answer was larger than allowed.
    #[error("the worker's answer was larger than {} MiB", .limit >> 20)]
    ReplyTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// No worker could be started at all.
    #[error("no worker could be started ({reason})")]
    CouldNotStart {
        /// What the system said.
        reason: String,
    },
}
