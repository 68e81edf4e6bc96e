//! Who may see what: the only place that knows the rules of need to know. Pure.
//!
//! Architecture Invariant: uses the nouns only. Everything that is planned for a reader passes
//! through here first.
