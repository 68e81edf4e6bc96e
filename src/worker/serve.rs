//! The child's side: lock itself in, say hello, then answer jobs until none come.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::frame::{self, Incoming, Kind};
use super::{Limits, heap, sandbox};

/// Deeply nested input must run out of patience, not of stack.
pub(super) const STACK: usize = 256 << 20;

/// Runs this process as a worker until its parent closes the pipe.
///
/// The sandbox comes first, before any thread. `setup` is called once, with what the pool's jobs
/// share (may be empty); `job` for each job. Both run on a thread with a large stack. A job that
/// panics is reported and ends the process: what it held cannot be trusted any more.
pub fn serve<S>(
    limits: Limits,
    setup: impl FnOnce(&[u8]) -> S + Send,
    job: impl FnMut(&mut S, &[u8]) -> Vec<u8> + Send,
) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    if !heap::limit(limits.heap) {
        return ExitCode::FAILURE;
    }
    let level = sandbox::enter(limits.heap);

    let (busy, watch) = channel();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, move || answer(&level.to_string(), setup, job, &busy));
        let Ok(thread) = thread else { return ExitCode::FAILURE };
        keep_watch(&watch, limits.time.saturating_mul(2));
        match thread.join() {
            Ok(true) => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    })
}

/// Says hello, then answers jobs; true when the parent needs no more, false after a panic.
fn answer<S>(
    level: &str,
    setup: impl FnOnce(&[u8]) -> S,
    mut job: impl FnMut(&mut S, &[u8]) -> Vec<u8>,
    busy: &Sender<bool>,
) -> bool {
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    if frame::write(&mut to, Kind::Hello, &[level.as_bytes()]).is_err() {
        return true;
    }
    let Some(shared) = next(&mut from, Kind::Setup) else { return true };
    let Ok(mut state) = catch_unwind(AssertUnwindSafe(|| setup(&shared))) else { return false };
    drop(shared);
    while let Some(bytes) = next(&mut from, Kind::Job) {
        // The watch may only be gone when the process is about to end.
        let _ = busy.send(true);
        let reply = catch_unwind(AssertUnwindSafe(|| job(&mut state, &bytes)));
        let _ = busy.send(false);
        let Ok(reply) = reply else {
            let _ = frame::write(&mut to, Kind::Stumbled, &[]);
            return false;
        };
        let peak = frame::length_bytes(heap::peak());
        if frame::write(&mut to, Kind::Done, &[&peak, &reply]).is_err() {
            return true;
        }
    }
    true
}

fn next(from: &mut impl Read, wanted: Kind) -> Option<Vec<u8>> {
    match frame::read(from, usize::MAX) {
        Incoming::Frame(kind, bytes) if kind == wanted => Some(bytes),
        _ => None,
    }
}

/// Ends the process when a job takes far too long: the parent, which should have ended it, is
/// gone.
fn keep_watch(busy: &Receiver<bool>, patience: Duration) {
    let mut working = false;
    loop {
        let heard = if working {
            busy.recv_timeout(patience)
        } else {
            busy.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        match heard {
            Ok(now) => working = now,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let _ = io::stderr().flush();
                std::process::abort();
            }
        }
    }
}
