//! The calendar: dates that were computed elsewhere, the file for calendar programs, the edges.

mod edges;
mod golden;
mod ics;
mod printed;
mod properties;

use std::path::Path;

use cmarac::panel::{Calendar, load};

use crate::support::{cmarac, root, stderr, stdout};

/// What `calendar` prints of the input at hand.
fn calendar(input: &Path, arguments: &[&str]) -> String {
    let input = input.to_string_lossy();
    let run = cmarac(&[&["calendar", "--input", &input], arguments].concat());
    assert_eq!(run.status.code(), Some(0), "{arguments:?}: {}", stderr(&run));
    stdout(&run)
}

/// The text of a built-in panel's file.
fn panel_text(panel: &str) -> String {
    std::fs::read_to_string(root().join("input").join(panel).join("panel.toml")).expect("the panel's file")
}

/// The calendar of a panel file.
fn calendar_of(text: &str) -> Calendar {
    load("north", "north/panel.toml", text).expect("a valid panel").0.calendar
}

/// Islington's file with something more in its calendar.
fn with_exceptions(more: &str) -> String {
    panel_text("islington").replacen(
        "# ---------------------------------------------------------------- Membership",
        more,
        1,
    )
}

/// An input folder with these panels.
fn input(panels: &[(&str, &str)]) -> tempfile::TempDir {
    let input = tempfile::tempdir().expect("an input folder");
    for (panel, text) in panels {
        let folder = input.path().join(panel);
        std::fs::create_dir(&folder).expect("a panel's folder");
        std::fs::write(folder.join("panel.toml"), text).expect("a panel's file");
    }
    input
}
