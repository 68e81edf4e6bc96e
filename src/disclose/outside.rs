//! Agencies outside the sharing agreement (rules 1, 3 and 8): nothing about a case reaches them
//! unless people have recorded that they may be told of that one, and never against a safety
//! instruction.

use super::addressee::may_be_told;
use super::left_out::{withholding, written_to_leave_out};
use crate::model::{Case, Outside};
use crate::panel::{OutsideAgency, Panel, normalise_name};

/// What an agency of another area may be told of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// Nothing at all: it is left out of the case, or nobody can tell whether it is.
    LeftOut,
    /// Nothing: whoever would read it is on the list of people who must not be told.
    MustNotBeTold,
    /// Nothing yet: nobody has recorded that it may be told.
    NotRecorded,
    /// It may be told of this case.
    Recorded {
        /// The person's confidential address too.
        with_address: bool,
    },
}

/// What an agency of another area may be told of a case; the gravest reason against it first.
pub fn telling(panel: &Panel, case: &Case, area: &str, agency: &OutsideAgency) -> Telling {
    let outside = Outside::Elsewhere { area: area.to_owned(), agency: agency.code.clone() };
    let sharing = case.decision.as_ref().and_then(|decision| decision.sharing_with(&outside));
    let is_withheld = !withholding(panel, case).is_empty();
    if is_withheld || is_left_out(panel, case, (area, &outside), sharing.is_some()) {
        return Telling::LeftOut;
    }
    let emails = [&agency.email, &agency.secure_email];
    if !emails.into_iter().all(|email| may_be_told(case, &agency.contact, email)) {
        return Telling::MustNotBeTold;
    }
    match sharing {
        Some(sharing) => Telling::Recorded { with_address: sharing.with_address },
        None => Telling::NotRecorded,
    }
}

/// Left out by its own name, or, where a name is of nobody the panel knows, by one that holds the
/// name of its area: in doubt it is told nothing.
fn is_left_out(panel: &Panel, case: &Case, (area, agency): (&str, &Outside), recorded: bool) -> bool {
    let names: Vec<String> = panel
        .other_areas
        .iter()
        .filter(|known| known.code == area)
        .flat_map(|known| std::iter::once(&known.name).chain(&known.aliases))
        .map(|name| normalise_name(name))
        .collect();
    // What another case of the person says, people lift by recording that the agency may be told of this one.
    let written =
        written_to_leave_out(case).into_iter().filter(|(_, may_be_lifted)| !(*may_be_lifted && recorded));
    written.map(|(written, _)| written).any(|written| match panel.outside(written) {
        Some(left_out) => left_out == *agency,
        None => {
            let written_name = format!(" {} ", normalise_name(written));
            panel.agency(written).is_none()
                && names.iter().any(|name| written_name.contains(&format!(" {name} ")))
        }
    })
}
