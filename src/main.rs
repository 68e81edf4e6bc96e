//! The `cmarac` program: arguments in, exit status out.

fn main() {}
