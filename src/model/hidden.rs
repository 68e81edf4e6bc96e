//! Debug output of what a person wrote: where it stands, and no word of it.

use std::fmt;

use crate::finding::Place;

/// Writes `Action(«…» at northmoor/2026-12-09/meeting-record.xlsx, sheet Actions, row 2)`.
pub(super) fn hidden(f: &mut fmt::Formatter<'_>, name: &str, place: &Place) -> fmt::Result {
    write!(f, "{name}(«…» at {place})")
}
