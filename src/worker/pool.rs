//! A pool of workers: jobs handed out one by one, answers in the order of the jobs.

use std::collections::BTreeSet;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::child::Worker;
use super::{Failure, Limits, Program, Reply};

/// At most `width` workers, started when first needed, reused until they have done their number
/// of jobs, and ended with the pool.
#[derive(Debug)]
pub struct Pool {
    program: Program,
    limits: Limits,
    width: usize,
    shared: Arc<[u8]>,
    idle: Mutex<Vec<Worker>>,
    levels: Mutex<BTreeSet<String>>,
}

impl Pool {
    /// A pool of workers that share nothing. A `width` of nought counts as one.
    pub fn new(program: Program, limits: Limits, width: usize) -> Self {
        Pool {
            program,
            limits,
            width: width.max(1),
            shared: Arc::from([]),
            idle: Mutex::default(),
            levels: Mutex::default(),
        }
    }

    /// Gives every worker these bytes once, before its first job.
    #[must_use]
    pub fn sharing(mut self, bytes: Vec<u8>) -> Self {
        self.shared = Arc::from(bytes);
        self
    }

    /// Runs jobs and gives their replies in the order of the jobs, whatever is done first. The
    /// jobs are asked for one by one, as workers become free. A worker that fails costs one job;
    /// if it was no longer fresh, that job is tried once more in a fresh one. Where none can be
    /// started, even at the second try, all jobs left fail so. `on_done` hears how many are done.
    pub fn run<J>(&self, jobs: J, on_done: &mut dyn FnMut(usize)) -> Vec<Result<Reply, Failure>>
    where
        J: IntoIterator<Item = Vec<u8>>,
        J::IntoIter: Send,
    {
        let jobs = Mutex::new(jobs.into_iter().enumerate());
        let no_start = Mutex::new(None);
        let (results, finished) = channel();
        let mut replies = Vec::new();
        std::thread::scope(|scope| {
            for _ in 0..self.width {
                let (jobs, no_start, results) = (&jobs, &no_start, results.clone());
                scope.spawn(move || {
                    let mut worker = None;
                    while let Some((number, job)) = { lock(jobs).next() } {
                        let result = match lock(no_start).clone() {
                            None => self.run_one(&mut worker, &Arc::from(job)),
                            Some(failure) => Err(failure),
                        };
                        if let Err(failure @ Failure::CouldNotStart { .. }) = &result {
                            *lock(no_start) = Some(failure.clone());
                        }
                        if results.send((number, result)).is_err() {
                            break;
                        }
                    }
                    lock(&self.idle).extend(worker);
                });
            }
            drop(results);
            for result in finished {
                replies.push(result);
                on_done(replies.len());
            }
        });
        replies.sort_by_key(|(number, _)| *number);
        replies.into_iter().map(|(_, reply)| reply).collect()
    }

    /// The levels of sandbox its workers reported so far: `full`, or `partial: ` and what this
    /// system does not offer.
    pub fn sandbox(&self) -> Vec<String> {
        lock(&self.levels).iter().cloned().collect()
    }

    fn run_one(&self, slot: &mut Option<Worker>, job: &Arc<[u8]>) -> Result<Reply, Failure> {
        let mut retries = 0;
        loop {
            let mut worker = match slot.take().or_else(|| lock(&self.idle).pop()) {
                Some(worker) => worker,
                None => self.start()?,
            };
            let fresh = worker.answered == 0;
            match worker.run(Arc::clone(job)) {
                Ok(answer) => {
                    if worker.answered < self.limits.jobs {
                        *slot = Some(worker);
                    }
                    let (bytes, peak_heap) = (answer.bytes, answer.peak_heap);
                    return Ok(Reply { bytes, peak_heap, duration: answer.duration, retries });
                }
                Err(Failure::Crashed | Failure::OutOfMemory { .. }) if !fresh && retries == 0 => {
                    // What earlier jobs left behind may have been the cause.
                    retries = 1;
                    *slot = Some(self.start()?);
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    fn start(&self) -> Result<Worker, Failure> {
        let start = || Worker::start(&self.program, self.limits, &self.shared);
        let worker = start().or_else(|_| start())?;
        lock(&self.levels).insert(worker.level.clone());
        Ok(worker)
    }
}

/// A lock whose holder panicked guards nothing that a panic could leave half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
