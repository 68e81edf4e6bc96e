//! All integration tests in one binary: each would otherwise link Typst again.

mod architecture;
mod commands;
mod packs;
mod support;
mod reading;
mod rules;
mod sheets;
mod typeset;
mod worker;
