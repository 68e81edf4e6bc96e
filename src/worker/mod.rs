//! The child process: sandbox, protocol, pool. It is this same program, started again with a
//! hidden sub-command; it runs the jobs of `read` and `typeset`.
//!
//! Architecture Invariant: a worker opens no file and no socket; it has a heap limit everywhere
//! and what more the system offers. The parent enforces time and reply size.

#![allow(
    clippy::disallowed_methods,
    reason = "a worker closes the disk off, and for that may have to look at it"
)]
