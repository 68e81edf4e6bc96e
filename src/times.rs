//! What a run took: `run.json`, which holds no personal data and differs from run to run.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::worker::Effort;

/// What the work of child processes took so far, over all panels.
#[derive(Clone, Debug, Default)]
pub struct Efforts {
    /// Parsing spreadsheets: a job for each file.
    pub parsing: Effort,
    /// Typesetting: a job for each document.
    pub typesetting: Effort,
}

/// A stopwatch over the stages of one meeting.
#[derive(Clone, Debug)]
pub struct Times {
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Times {
    /// Starts counting.
    pub fn new() -> Self {
        Times { last: Instant::now(), stages: Vec::new() }
    }

    /// The stages so far, with the next one beginning now.
    pub fn restarted(&self) -> Self {
        Times { last: Instant::now(), stages: self.stages.clone() }
    }

    /// Ends a stage, which began where the last one ended.
    pub fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now.duration_since(self.last)));
        self.last = now;
    }

    /// Stages, jobs, memory and sandbox as `run.json` (format 1). Reading is of all panels together;
    /// publishing is not in it, since the file is a part of what is published. Of the jobs, those of
    /// this panel: its files, and the documents made since `before`.
    pub fn json(&self, panel: &str, before: &Efforts, now: &Efforts) -> Vec<u8> {
        let stages: Vec<Value> = self
            .stages
            .iter()
            .map(|(stage, time)| json!({ "stage": stage, "milliseconds": milliseconds(*time) }))
            .collect();
        let folder = format!("{panel}/");
        let parsed = now.parsing.jobs.iter().filter(|(path, _, _)| path.starts_with(&folder));
        let typeset = now.typesetting.jobs.iter().skip(before.typesetting.jobs.len());
        let run = json!({
            "format": 1,
            "stages": stages,
            "parsing": work("file", parsed, &now.parsing),
            "typesetting": work("document", typeset, &now.typesetting),
        });
        format!("{run:#}\n").into_bytes()
    }
}

/// The jobs of one kind, and what their workers had.
fn work<'a>(what: &str, jobs: impl Iterator<Item = &'a (String, Duration, u32)>, effort: &Effort) -> Value {
    let jobs: Vec<Value> = jobs
        .map(|(path, time, retries)| {
            json!({ what: path, "milliseconds": milliseconds(*time), "retries": retries })
        })
        .collect();
    json!({ "jobs": jobs, "peak_heap_bytes": effort.peak_heap, "sandbox": effort.sandbox })
}

/// Milliseconds with one decimal.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}
