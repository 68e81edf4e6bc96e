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

#[cfg(test)]
mod tests {
    use super::super::samples::{case, list, meeting};
    use super::*;
    use crate::finding::Place;
    use crate::model::{Decision, Sharing, StaysOpen, Verdict};

    /// A decision that the service may be told, which leaves these out.
    fn recorded(with: Outside, leave_out: &[&str]) -> Decision {
        Decision {
            place: Place::file("decisions.xlsx"),
            reference: "CCM-2026-001".into(),
            proposed: None,
            verdict: Verdict::Blank,
            file_reason: None,
            letter_words: None,
            decided_by: Some("A. Chairperson".into()),
            date: None,
            received: None,
            slot: None,
            add_attendees: Vec::new(),
            leave_out: leave_out.iter().map(|name| (*name).to_owned()).collect(),
            leave_out_reason: None,
            share_outside: None,
            sharing: vec![Sharing { with, basis: "risk of death".into(), with_address: false }],
        }
    }

    #[test]
    fn a_service_is_told_of_a_case_only_where_that_is_recorded_and_nothing_stands_against_it() {
        let text = include_str!("../../input/city-community/panel.toml");
        let panel = crate::panel::load("city-community", "panel.toml", text).expect("it loads").0;
        let hackney = panel.area("Hackney").expect("a known area");
        let service = hackney.services.iter().find(|service| service.code == "ADULT-SOCIAL-CARE");
        let service = service.expect("a known service");
        let told = |case: &Case| telling(&panel, case, "HACKNEY", service);
        let outside = |code: &str| Outside::Elsewhere { area: "HACKNEY".into(), agency: code.into() };
        let own = || outside(&service.code);
        let told_of = |said: &[(&'static str, crate::model::Answer)], leave_out: &[&str]| {
            told(&Case { decision: Some(recorded(own(), leave_out)), ..case(said) })
        };
        let with_address = |with_address: bool| Telling::Recorded { with_address };
        assert_eq!(told(&case(&[])), Telling::NotRecorded);
        let another = recorded(outside("MENTAL-HEALTH"), &[]);
        assert_eq!(told(&Case { decision: Some(another), ..case(&[]) }), Telling::NotRecorded);
        assert_eq!(told_of(&[], &[]), with_address(false));
        let mut released = recorded(own(), &[]);
        released.sharing[0].with_address = true;
        assert_eq!(told(&Case { decision: Some(released), ..case(&[]) }), with_address(true));
        for name in ["Hackney Adult Social Care", "anybody at Hackney Council"] {
            let by_referral = told_of(&[("referral.leave_out", list(&[name]))], &[]);
            assert_eq!(by_referral, Telling::LeftOut, "{name}");
            assert_eq!(told_of(&[], &[name]), Telling::LeftOut, "{name}");
            let open = StaysOpen {
                from: meeting(),
                recorded: true,
                heard: Vec::new(),
                left_out: vec![name.to_owned()],
                invited: Vec::new(),
                lead: None,
            };
            let decision = Some(recorded(own(), &[]));
            assert_eq!(
                told(&Case { decision, stays_open: Some(open), ..case(&[]) }),
                Telling::LeftOut,
                "{name}"
            );
        }
        assert_eq!(told_of(&[], &["Tower Hamlets Council"]), with_address(false));
        assert_eq!(told_of(&[], &["Hackneywick Homes"]), Telling::LeftOut, "nobody can tell who that is");
        for person in [service.contact.as_str(), &service.email, &service.secure_email] {
            let said = [("subject.must_not_be_told", list(&[person]))];
            assert_eq!(told_of(&said, &[]), Telling::MustNotBeTold, "{person}");
        }
    }
}
