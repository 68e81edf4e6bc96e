//! The heap limit, enforced by the allocator itself on every system.

use std::alloc::System;

use cap::Cap;

/// The program's allocator. Without a limit until a worker sets one.
#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

/// Sets the limit for the rest of this process; false if more than that is in use already.
pub fn limit(bytes: usize) -> bool {
    HEAP.set_limit(bytes).is_ok()
}

/// The most bytes this process has held at a time.
pub fn peak() -> usize {
    HEAP.max_allocated()
}
