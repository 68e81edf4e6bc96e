//! `cmarac` turns the spreadsheets a Community MARAC coordinator receives into every document
//! the panel's meeting needs.
//!
//! ```text
//! input ─► read ─► normalise ─► decide ─► schedule · disclose ─► plan ─► render ─► typeset ─► publish ─► output
//!          sheets    cases     outcomes     slots · readers      pack    sources    PDF
//!          └─────────────────── model · panel · finding  (nouns, used by all) ───────────────────┘
//! ```

pub mod finding;
pub mod model;
pub mod panel;

pub mod read;
pub mod normalise;
pub mod decide;
pub mod schedule;
pub mod disclose;
pub mod plan;
pub mod render;
pub mod typeset;
pub mod publish;

pub mod worker;

pub mod cli;
