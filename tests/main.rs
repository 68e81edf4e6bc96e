//! All integration tests in one binary: each would otherwise link Typst again.

mod rules;
mod typeset;
mod worker;

#[test]
fn the_program_says_what_it_is() {
    assert_eq!(env!("CARGO_PKG_NAME"), "cmarac");
}
