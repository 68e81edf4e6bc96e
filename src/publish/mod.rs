//! All-or-nothing writing: staged, synced, swapped in whole; manifest; edited files kept.
//!
//! Architecture Invariant: only `read` and `publish` touch the disk.

#![allow(clippy::disallowed_methods, reason = "publish is one of the two stages that touch the disk")]
