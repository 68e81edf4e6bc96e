//! Returns of agencies and people who should know nothing of the case (rules 3 and 8).
//!
//! What they say is used for nothing and printed for nobody: it may come from the very person the case
//! is about, and whoever reads it would take it for a partner's. Their officers are not invited by it.

use super::left_out::{self, left_out};
use super::members::{is_among, may_know};
use crate::model::{Case, CaseRef, Return};
use crate::panel::Panel;

/// Why nothing of a return is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwelcome {
    /// Its agency is left out of the case.
    LeftOut,
    /// Whoever completed it is among the people who must not be told.
    MustNotBeTold,
}

/// A return of which nothing is used.
#[derive(Clone, Debug)]
pub struct UnwelcomeReturn {
    /// The case it is about.
    pub reference: CaseRef,
    /// The return.
    pub returned: Return,
    /// Why.
    pub why: Unwelcome,
}

/// Takes out of the cases the returns of which nothing may be used. Nothing looks at a case's returns
/// before this was done.
pub fn take_out_unwelcome(panel: &Panel, cases: &mut [Case]) -> Vec<UnwelcomeReturn> {
    let mut taken = Vec::new();
    for case in cases {
        let (reference, returns) = (case.reference.clone(), std::mem::take(&mut case.returns));
        for returned in returns {
            match unwelcome(panel, case, &returned) {
                None => case.returns.push(returned),
                Some(why) => taken.push(UnwelcomeReturn { reference: reference.clone(), returned, why }),
            }
        }
    }
    taken
}

fn unwelcome(panel: &Panel, case: &Case, returned: &Return) -> Option<Unwelcome> {
    let left_out = left_out(panel, case);
    let written = returned.answers.text("return.agency").unwrap_or_default();
    let known = returned.agency.as_deref().and_then(|code| panel.agency_by_code(code));
    // In doubt it is the member whose name comes near: it is the graver mistake to believe it.
    let member = known.or_else(|| panel.agency_nearly(written).filter(|_| !written.is_empty()));
    let is_left_out = match member {
        Some(member) => left_out::is_left_out(panel, case, member),
        None => is_among(&left_out, written),
    };
    if is_left_out {
        Some(Unwelcome::LeftOut)
    } else if returned.completed_by().any(|(name, email)| !may_know(panel, case, (name, email), written)) {
        Some(Unwelcome::MustNotBeTold)
    } else {
        None
    }
}
