//! What earlier meetings did (rules 2 and 3): who may know of an earlier case, and of actions.
//!
//! The strictest reading holds: a member must have been entitled to a case as it was referred and
//! decided then, and must be to every later one of the same person. Whoever is left out of one of
//! them, or is not invited to it, is told nothing of the person's history.

use super::Reader;
use super::actions::is_own_action;
use super::members::{Access, access};
use crate::model::{Action, Case};
use crate::panel::Panel;

/// Whether a reader may know of a case by its reference as written, of this meeting or an earlier
/// one. `cases` are those of all meetings; a reference that none of them has is for nobody but the
/// coordinator.
pub fn knows_reference(panel: &Panel, reader: Reader<'_>, reference: &str, cases: &[&Case]) -> bool {
    let Reader::Member { agency, .. } = reader else { return reader == Reader::Coordinator };
    let mut related = related(reference, cases).peekable();
    related.peek().is_some() && related.all(|case| access(panel, case, agency) == Access::Entitled)
}

/// Whether a reader may see an action of an earlier meeting: a member its own ([`is_own_action`]), and
/// those of the cases it may know of.
pub fn sees_action(panel: &Panel, reader: Reader<'_>, action: &Action, cases: &[&Case]) -> bool {
    is_own(panel, reader, action, cases) || knows_reference(panel, reader, &action.case, cases)
}

/// Whether an action is a member's own to do, and it may be shown it.
pub fn is_own(panel: &Panel, reader: Reader<'_>, action: &Action, cases: &[&Case]) -> bool {
    match reader {
        Reader::Member { agency, .. } => is_own_action(panel, cases, agency, action),
        Reader::Coordinator | Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

/// The cases of this reference, and the later ones of the same person.
pub fn related<'c>(reference: &str, cases: &[&'c Case]) -> impl Iterator<Item = &'c Case> {
    let wanted = letters(reference);
    let is_it = move |case: &&Case| {
        !wanted.is_empty()
            && std::iter::once(&case.reference)
                .chain(case.earlier.iter().map(|earlier| &earlier.reference))
                .any(|reference| letters(reference.as_str()) == wanted)
    };
    cases.iter().copied().filter(is_it)
}

/// Letters and digits of a reference, as people write it.
fn letters(reference: &str) -> String {
    reference.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}
