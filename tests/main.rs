//! All integration tests in one binary: each would otherwise link Typst again.
#![allow(clippy::disallowed_methods, reason = "tests make folders and look into them")]

mod applications;
mod architecture;
mod calendar;
mod commands;
mod decisions;
mod hostile;
mod invitations;
mod r#loop;
mod disclosure;
mod flat;
mod forms;
mod intake;
mod issued;
mod letters;
mod new;
mod packs;
mod page;
mod panel_file;
mod support;
mod readme;
mod reading;
mod register;
mod requests;
mod returns;
mod round_trip;
mod rules;
mod schedule;
mod safety;
mod schema;
mod sheets;
mod typeset;
mod undecided;
mod urgent;
mod word;
mod worker;
