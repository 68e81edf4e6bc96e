//! Progress on standard error, once a run has taken longer than a second.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run may take before anything is shown of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// A spinner that names the stage.
pub struct Progress {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A spinner on standard error; none if quiet, and none where standard error is no terminal.
    pub fn new(quiet: bool) -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_draw_target(ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        let waiting = (!quiet).then(|| {
            let (done, wait) = channel();
            let shown = bar.clone();
            let thread = std::thread::spawn(move || {
                if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(Duration::from_millis(250));
                }
            });
            (done, thread)
        });
        Progress { bar, waiting }
    }

    /// Names the stage.
    pub fn say(&self, stage: &str) {
        self.bar.set_message(stage.to_owned());
    }

    /// Takes the spinner away; from here on it stays away.
    pub fn done(self) {
        if let Some((done, thread)) = self.waiting {
            drop(done);
            // It only waits; there is nothing of it to lose.
            thread.join().unwrap_or(());
        }
        self.bar.finish_and_clear();
    }
}
