//! Taking from this process whatever a job has no need of: files, sockets, core dumps, memory
//! beyond its limit. Called once, first thing, before any thread starts.

use std::fmt;

/// How much of the sandbox this system offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sandbox {
    /// Everything that was asked for.
    Full,
    /// Something is missing; the text says what.
    Partial(String),
}

impl fmt::Display for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sandbox::Full => f.write_str("full"),
            Sandbox::Partial(missing) => write!(f, "partial: {missing}"),
        }
    }
}

/// Locks this process in and says how well that went.
pub fn enter(heap: usize) -> Sandbox {
    let missing: Vec<&str> = [system::restrict(), system::limit(heap)].into_iter().flatten().collect();
    if missing.is_empty() { Sandbox::Full } else { Sandbox::Partial(missing.join("; ")) }
}

#[cfg(target_os = "linux")]
mod system {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
    };
    use rlimit::Resource;
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

    /// No files, no TCP, no signals to others.
    pub fn restrict() -> Option<&'static str> {
        let files = restrict_to_nothing();
        // Newer kernels only; nothing is missing without it, as no socket can be opened.
        let _ = Ruleset::default()
            .scope(Scope::from_all(ABI::V6))
            .and_then(Ruleset::create)
            .and_then(landlock::RulesetCreated::restrict_self);
        match files {
            Ok(RulesetStatus::FullyEnforced) => None,
            Ok(RulesetStatus::PartiallyEnforced) => Some("this kernel's Landlock is an older one"),
            Ok(RulesetStatus::NotEnforced) | Err(_) => Some("this kernel has no Landlock"),
        }
    }

    fn restrict_to_nothing() -> Result<RulesetStatus, RulesetError> {
        let abi = ABI::V4;
        let ruleset = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?;
        Ok(ruleset.create()?.restrict_self()?.ruleset)
    }

    /// After Landlock, which opens files itself: no file beyond the three standard ones (so no
    /// socket either), no file may grow, no core dump, an end to the address space.
    pub fn limit(heap: usize) -> Option<&'static str> {
        let whole = [
            (Resource::NOFILE, 3),
            (Resource::FSIZE, 0),
            (Resource::CORE, 0),
            (Resource::AS, super::address_space(heap)),
        ]
        .into_iter()
        .all(|(resource, most)| resource.set(most, most).is_ok());
        let closed = set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok();
        (!whole || !closed).then_some("this system refuses some of the limits")
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod system {
    use rlimit::Resource;

    /// Nothing of the kind here.
    pub fn restrict() -> Option<&'static str> {
        Some("this system cannot shut files off, only limits how many are open")
    }

    /// No file beyond the three standard ones, no file may grow, no core dump.
    pub fn limit(_heap: usize) -> Option<&'static str> {
        let whole = [(Resource::NOFILE, 3), (Resource::FSIZE, 0), (Resource::CORE, 0)]
            .into_iter()
            .all(|(resource, most)| resource.set(most, most).is_ok());
        (!whole).then_some("this system refuses some of the limits")
    }
}

#[cfg(not(unix))]
mod system {
    /// Nothing of the kind here.
    pub fn restrict() -> Option<&'static str> {
        Some("this system cannot shut files and sockets off, only limits memory and time")
    }

    /// Nothing of the kind here.
    pub fn limit(_heap: usize) -> Option<&'static str> {
        None
    }
}

/// A backstop behind the allocator's own limit: heap with room for its fragments, the stacks,
/// and the program itself with what the C library sets aside.
#[cfg(target_os = "linux")]
fn address_space(heap: usize) -> u64 {
    let heap = u64::try_from(heap).unwrap_or(u64::MAX);
    let stack = u64::try_from(super::serve::STACK).unwrap_or(u64::MAX);
    heap.saturating_mul(2).saturating_add(stack).saturating_add(512 << 20)
}
