//! What a run took: `run.json`, which holds no personal data and differs from run to run.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::typeset::Effort;

/// A stopwatch over the stages of one meeting.
pub struct Times {
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Times {
    /// Starts counting.
    pub fn new() -> Self {
        Times { last: Instant::now(), stages: Vec::new() }
    }

    /// Ends a stage, which began where the last one ended.
    pub fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now.duration_since(self.last)));
        self.last = now;
    }

    /// Stages, jobs, memory and sandbox as `run.json` (format 1).
    pub fn json(&self, effort: &Effort) -> Vec<u8> {
        let stages: Vec<Value> = self
            .stages
            .iter()
            .map(|(stage, time)| json!({ "stage": stage, "milliseconds": milliseconds(*time) }))
            .collect();
        let documents: Vec<Value> = effort
            .documents
            .iter()
            .map(|(path, time, retries)| {
                json!({ "document": path, "milliseconds": milliseconds(*time), "retries": retries })
            })
            .collect();
        let run = json!({
            "format": 1,
            "stages": stages,
            "typesetting": {
                "documents": documents,
                "peak_heap_bytes": effort.peak_heap,
                "sandbox": effort.sandbox,
            },
        });
        format!("{run:#}\n").into_bytes()
    }
}

/// Milliseconds with one decimal.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}
