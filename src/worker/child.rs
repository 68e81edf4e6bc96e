//! The parent's side of one worker process: start it, hand it a job, end it when it overruns.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::frame::{self, Incoming, Kind};
use super::{Failure, Limits, Program};

/// One running worker. Dropping it ends the process.
#[derive(Debug)]
pub struct Worker {
    process: Child,
    // Pipes are written and read on threads of their own: a worker that does not read must not
    // hold up the parent, nor an answer that nobody fetches the worker.
    to_worker: Sender<(Kind, Arc<[u8]>)>,
    from_worker: Receiver<Incoming>,
    complaint: Option<JoinHandle<bool>>,
    limits: Limits,
    /// What its sandbox offers, in its own words.
    pub level: String,
    /// Jobs it has answered.
    pub answered: u32,
}

/// One answer: its bytes, the worker's peak heap so far, and the time it took.
#[derive(Debug)]
pub struct Answer {
    /// The answer.
    pub bytes: Vec<u8>,
    /// The most heap the worker has held.
    pub peak_heap: usize,
    /// From handing over to having it.
    pub duration: Duration,
}

impl Worker {
    /// Starts a worker with nothing of this process's environment and hands it what all jobs share.
    ///
    /// # Errors
    /// [`Failure::CouldNotStart`], also when the program started is no worker.
    pub fn start(program: &Program, limits: Limits, shared: &Arc<[u8]>) -> Result<Self, Failure> {
        let mut process = Command::new(&program.exe)
            .args(&program.arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::CouldNotStart { reason: error.kind().to_string() })?;

        let (to_worker, outgoing) = channel::<(Kind, Arc<[u8]>)>();
        let (incoming, from_worker) = channel();
        if let Some(mut stdin) = process.stdin.take() {
            std::thread::spawn(move || {
                for (kind, bytes) in outgoing {
                    if frame::write(&mut stdin, kind, &[&bytes]).is_err() {
                        break;
                    }
                }
            });
        }
        if let Some(mut stdout) = process.stdout.take() {
            std::thread::spawn(move || {
                loop {
                    let frame = frame::read(&mut stdout, limits.reply.saturating_add(8));
                    let last = !matches!(frame, Incoming::Frame(..));
                    if incoming.send(frame).is_err() || last {
                        break;
                    }
                }
            });
        }
        let complaint =
            process.stderr.take().map(|stderr| std::thread::spawn(move || asked_too_much(stderr)));

        let mut worker =
            Worker { process, to_worker, from_worker, complaint, limits, level: String::new(), answered: 0 };
        match worker.from_worker.recv_timeout(limits.time) {
            Ok(Incoming::Frame(Kind::Hello, level)) => {
                worker.level = String::from_utf8_lossy(&level).into_owned();
                worker.send(Kind::Setup, Arc::clone(shared));
                Ok(worker)
            }
            _ => Err(Failure::CouldNotStart { reason: "it did not answer".to_owned() }),
        }
    }

    /// Runs one job. After a failure the worker is of no further use.
    ///
    /// # Errors
    /// When it died, overran its limits, or answered nonsense.
    pub fn run(&mut self, job: Arc<[u8]>) -> Result<Answer, Failure> {
        let start = Instant::now();
        self.send(Kind::Job, job);
        match self.from_worker.recv_timeout(self.limits.time) {
            Ok(Incoming::Frame(Kind::Done, mut bytes)) => {
                let Some(peak_heap) = bytes.get(..8).and_then(frame::length_of) else {
                    return Err(Failure::Crashed);
                };
                bytes.drain(..8);
                self.answered = self.answered.saturating_add(1);
                Ok(Answer { bytes, peak_heap, duration: start.elapsed() })
            }
            Ok(Incoming::TooLarge) => Err(Failure::ReplyTooLarge { limit: self.limits.reply }),
            Ok(Incoming::Frame(..)) => Err(Failure::Crashed),
            Ok(Incoming::End) | Err(RecvTimeoutError::Disconnected) => Err(self.autopsy()),
            Err(RecvTimeoutError::Timeout) => Err(Failure::TimedOut { limit: self.limits.time }),
        }
    }

    fn send(&self, kind: Kind, bytes: Arc<[u8]>) {
        // If the writing thread is gone so is the worker, and reading will say so.
        let _ = self.to_worker.send((kind, bytes));
    }

    /// Why a worker that has gone has gone.
    fn autopsy(&mut self) -> Failure {
        self.end();
        match self.complaint.take().map(JoinHandle::join) {
            Some(Ok(true)) => Failure::OutOfMemory { limit: self.limits.heap },
            _ => Failure::Crashed,
        }
    }

    fn end(&mut self) {
        // Either fails only for a process that has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

/// Reads to the end what a worker complains about and says whether it was memory. Nothing of it
/// is kept: it may hold somebody's data.
fn asked_too_much(mut stderr: impl Read) -> bool {
    let mut start = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(got @ 1..) = stderr.read(&mut buffer) {
        if start.len() < 4096 {
            start.extend_from_slice(&buffer[..got]);
        }
    }
    String::from_utf8_lossy(&start).contains("memory allocation of")
}
