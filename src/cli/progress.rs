//! Progress on standard error, once a run has taken longer than a second.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A spinner that names the stage.
pub struct Progress(ProgressBar);

impl Progress {
    /// A spinner on standard error; none if quiet, and none where standard error is no terminal.
    pub fn new(quiet: bool) -> Self {
        let bar = ProgressBar::new_spinner();
        if quiet {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Progress(bar)
    }

    /// Names the stage.
    pub fn say(&self, stage: &str) {
        self.0.set_message(stage.to_owned());
    }

    /// Takes the spinner away.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
