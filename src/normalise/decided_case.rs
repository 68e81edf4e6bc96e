//! Which case a row of decisions is about, by the reference as somebody typed it.

use std::collections::BTreeMap;

use super::headings::letters;
use super::link::Group;
use super::{Run, decisions};
use crate::finding::{Finding, Place, SetAside, Source};
use crate::model::{Case, CaseRef, Decision, Verdict};
use crate::read::{MeetingInputs, Workbook};

impl Run<'_> {
    /// What people decided before an earlier meeting, by case, and the rows that fit none.
    pub(super) fn decisions_of(
        &mut self,
        folder: &MeetingInputs,
        groups: &[(CaseRef, Group)],
    ) -> (BTreeMap<CaseRef, Decision>, Vec<Decision>) {
        let (mut of_case, mut unlinked) = (BTreeMap::<CaseRef, Decision>::new(), Vec::new());
        let Some(workbook) = &folder.decisions else { return (of_case, unlinked) };
        for decision in decisions::read(workbook, self.panel, folder.id, &mut self.findings) {
            match case_of(&decision.reference, groups.iter().map(|(reference, _)| reference)) {
                None => unlinked.push(decision),
                Some((reference, _)) => match of_case.get_mut(reference) {
                    Some(first) => first.leave_out.extend(decision.leave_out),
                    None => {
                        of_case.insert(reference.clone(), decision);
                    }
                },
            }
        }
        (of_case, unlinked)
    }

    /// Gives each case its row of decisions; the rows that fit none are left. Whom any row of a case leaves
    /// out is left out, whether the row counts or not.
    pub(super) fn link_decisions(
        &mut self,
        workbook: &Workbook,
        decisions: Vec<Decision>,
        cases: &mut [Case],
    ) -> Vec<Decision> {
        let read = decisions.len();
        let (mut set_aside, mut unlinked) = (Vec::new(), Vec::new());
        for decision in decisions {
            let found = case_of(&decision.reference, cases.iter().map(|case| &case.reference));
            let found = found.map(|(reference, is_exact)| (reference.clone(), is_exact));
            let case =
                cases.iter_mut().find(|case| Some(&case.reference) == found.as_ref().map(|one| &one.0));
            if let Some((reference, false)) = &found {
                self.findings.push(typed_loosely(reference, &decision));
            }
            let place = decision.place.clone();
            let (code, message, help) = match case {
                None => {
                    let leaves_out = !decision.leave_out.is_empty();
                    unlinked.push(decision);
                    if leaves_out {
                        self.findings.push(unlinked_leave_out(&place));
                        set_aside.push(SetAside { place, reason: "it fits no case of this meeting".into() });
                        continue;
                    }
                    (
                        "decision-unlinked",
                        "a decision fits no case of this meeting",
                        "Check its case reference",
                    )
                }
                Some(case) => match &mut case.decision {
                    None => {
                        case.decision = Some(decision);
                        continue;
                    }
                    Some(first) if first.verdict == decision.verdict => {
                        first.leave_out.extend(decision.leave_out);
                        (
                            "decision-twice",
                            "a case has two rows of decisions; the first counts",
                            "Remove the row that does not hold",
                        )
                    }
                    Some(first) => {
                        first.leave_out.extend(decision.leave_out);
                        first.verdict = Verdict::Blank;
                        first.decided_by = None;
                        first.sharing = Vec::new();
                        (
                            "decision-twice",
                            "two rows decide a case differently; neither counts",
                            "Remove the row that does not hold",
                        )
                    }
                },
            };
            self.findings.push(Finding::error(code, message).at(place.clone()).help(help));
            set_aside.push(SetAside { place, reason: message.into() });
        }
        let used = read.saturating_sub(set_aside.len());
        self.ledger.enter(Source { place: workbook.place(), what: "decisions", read, used, set_aside });
        unlinked
    }
}

/// The case that a reference as written means, and whether it is written as it was given out.
///
/// Leading zeros, an `O` for a zero and words beside it make no difference, and the number alone is enough,
/// if only one case of the meeting can be meant.
pub fn case_of<'r>(
    written: &str,
    references: impl Iterator<Item = &'r CaseRef> + Clone,
) -> Option<(&'r CaseRef, bool)> {
    let wanted = letters(written);
    if let Some(exact) = references.clone().find(|one| letters(one.as_str()) == wanted) {
        return Some((exact, true));
    }
    let typed = parts(written);
    let stands = |one: &&CaseRef| {
        let own = parts(one.as_str());
        let whole = own.concat();
        typed.windows(own.len().max(1)).any(|some| some == own.as_slice()) || typed.contains(&whole)
    };
    let is_number = |one: &&CaseRef| {
        let all_digits = typed.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()));
        all_digits && !typed.is_empty() && parts(one.as_str()).ends_with(&typed)
    };
    only(references.clone().filter(stands))
        .or_else(|| {
            // A reference of another meeting's case is not this one's number.
            only(references.clone().filter(is_number))
        })
        .map(|one| (one, false))
}

fn only<'r>(mut some: impl Iterator<Item = &'r CaseRef>) -> Option<&'r CaseRef> {
    some.next().filter(|_| some.next().is_none())
}

/// The runs of letters and digits of a reference; in those that hold digits an `O` is a zero, and numbers
/// have no zeros before them.
fn parts(reference: &str) -> Vec<String> {
    let upper = reference.to_uppercase();
    let runs = upper.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(|run| {
        if !run.chars().any(|c| c.is_ascii_digit()) {
            return run.to_owned();
        }
        let run: String = run
            .chars()
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        match run.trim_start_matches('0') {
            "" => "0".to_owned(),
            number if number.chars().all(|c| c.is_ascii_digit()) => number.to_owned(),
            _ => run,
        }
    })
    .collect()
}

fn typed_loosely(reference: &CaseRef, decision: &Decision) -> Finding {
    Finding::note(
        "decision-reference-typed",
        format!(
            "the case reference of a decision is not written as it was given; it is taken for {reference}"
        ),
    )
    .at(decision.place.clone())
    .help("Write the reference alone, as it stands in coordinator/decisions.xlsx")
}

fn unlinked_leave_out(place: &Place) -> Finding {
    Finding::urgent(
        "decision-unlinked",
        "a decision that leaves agencies out fits no case of this meeting; until it does, these agencies are told of none of its cases",
    )
    .at(place.clone())
    .help("Correct its case reference, as it stands in coordinator/decisions.xlsx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_known_however_it_is_typed() {
        let references: Vec<CaseRef> =
            ["ISL-2026-001", "ISL-2026-011", "ISL-2026-100"].into_iter().filter_map(CaseRef::parse).collect();
        let case = |written: &str| {
            case_of(written, references.iter()).map(|(one, exact)| (one.as_str().to_owned(), exact))
        };
        for written in ["ISL-2026-001", "isl 2026 001", "ISL2026-001", "ISL/2026/001"] {
            assert_eq!(case(written), Some(("ISL-2026-001".into(), true)), "{written}");
        }
        for written in [
            "ISL-2026-1",
            "001",
            "1",
            "2026-1",
            "ISL-2026-001 (Alphason)",
            "ISL-2O26-OO1",
            "case ISL-2026-0001",
        ] {
            assert_eq!(case(written), Some(("ISL-2026-001".into(), false)), "{written}");
        }
        for written in [
            "",
            "ISL",
            "2026",
            "ISL-2026-002",
            "ISL-2027-001",
            "ISL-2026-001 and ISL-2026-011",
            "Alphason",
            "12 May",
        ] {
            assert_eq!(case(written), None, "{written}");
        }
    }
}
