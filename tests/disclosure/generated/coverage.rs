//! The cases that need to know tells apart, and months that hold them: chosen and counted over numbers that
//! are always the same, so that a month that is drawn otherwise one day cannot prove less unseen.

use std::collections::BTreeMap;

use super::before::{Action, Before};
use super::rights::{self, Source};
use super::story::{Case, Fate, MEMBERS, Share, Story, draw};

/// Months that are looked at, and how many of them at least must hold each case.
const MONTHS: u64 = 400;
const ENOUGH: usize = 6;

/// Whether a month holds something.
type Holds = fn(&Story) -> bool;

/// The cases, by what the rules say of them.
const KINDS: &[(&str, Holds)] = &[
    ("an agency left out by a referral", |story| {
        any(story, |case| says(case, |one| !one.left_out.is_empty()))
    }),
    ("an agency left out by people", |story| any(story, |case| !case.decision.left_out.is_empty())),
    ("one left out under the name of those it belongs to", |story| {
        any(story, |case| says(case, |one| one.left_out.contains(&"PROVIDERS")))
    }),
    ("one left out by an earlier meeting alone of a case that comes back", |story| {
        any(story, |case| {
            // Only these two see all cases, and none of their people is ever on a list.
            let left_out = ["HOUSING", "REFUGE"].into_iter().filter(|code| {
                !case.decision.left_out.contains(code) && !says(case, |one| one.left_out.contains(code))
            });
            comes_back(case)
                .is_some_and(|then| left_out.into_iter().any(|code| then.decision.left_out.contains(&code)))
        })
    }),
    ("one left out of a later case of somebody heard before", |story| {
        any(story, |case| again(story, case) && says(case, |one| !one.left_out.is_empty()))
    }),
    ("a flexible member named by a referral", |story| {
        any(story, |case| {
            says(case, |one| one.named.iter().any(|code| ["PROBATION", "OUTREACH"].contains(code)))
        })
    }),
    ("a flexible member added by people", |story| {
        any(story, |case| case.decision.added.contains(&"PROBATION"))
    }),
    ("one added before that comes again for it leads, and for nothing else", |story| {
        any(story, |case| {
            added_before(case, |then, code| then.lead == code && !has_left(then, code)) == Some(true)
        })
    }),
    ("one added before that comes again for an action, and for nothing else", |story| {
        any(story, |case| {
            added_before(case, |then, code| then.lead != code && has_left(then, code)) == Some(true)
        })
    }),
    ("one added before that does not come again", |story| {
        any(story, |case| {
            added_before(case, |then, code| then.lead != code && !has_left(then, code)) == Some(false)
        })
    }),
    ("a core member invited case by case", |story| {
        any(story, |case| {
            says(case, |one| one.named.contains(&"ALPHA-HOMES")) && rights::knows(case, "ALPHA-HOMES")
        })
    }),
    ("an unsigned agency told one case and not another", |story| {
        any(story, |case| rights::knows(case, "CLUB")) && any(story, |case| !rights::knows(case, "CLUB"))
    }),
    ("a row that is withheld", |story| shares(story, |share| share == Share::Nobody)),
    ("a row for core members", |story| shares(story, |share| share == Share::Core)),
    ("a row for a named agency", |story| shares(story, |share| matches!(share, Share::Named(_)))),
    ("a row for a group, one of which may know of the case", |story| {
        any(story, |case| {
            let of_group =
                |code: &str| rights::knows(case, code) && !says(case, |one| one.not_to == Some(code));
            let for_group = case.returns.iter().any(|returned| {
                let is_for_group =
                    |row: &super::story::Row| row.confirmed && row.share == Share::Named("PROVIDERS");
                rights::knows(case, returned.agency)
                    && !returned.agency.ends_with("-HOMES")
                    && returned.rows.iter().any(is_for_group)
            });
            case.fate == Fate::Heard && for_group && ["ALPHA-HOMES", "BETA-HOMES"].into_iter().any(of_group)
        })
    }),
    ("an action of an agency that may not know all that earlier meetings did", |story| {
        story.cases.iter().enumerate().any(|(at, case)| {
            let own = |action: &Action| {
                !action.done
                    && rights::is_own(story, at, action, action.agency)
                    && !rights::knows_history(story, at, action.agency)
            };
            comes_back(case).is_some_and(|then| then.actions.iter().any(own))
        })
    }),
    ("a row that nobody has confirmed", |story| any(story, |case| rows(case, |row| !row.confirmed))),
    ("a return of an agency that may not know of the case", |story| {
        any(story, |case| case.returns.iter().any(|one| !rights::knows(case, one.agency)))
    }),
    ("a confidential address", |story| any(story, |case| says(case, |one| one.confidential))),
    ("one that was typed elsewhere with other spacing", |story| any(story, |case| typed(story, case, true))),
    ("one that was typed into another person's case", |story| any(story, |case| typed(story, case, false))),
    ("somebody on a distribution list who must not be told", |story| {
        any(story, |case| says(case, |one| one.not_to.is_some_and(|code| rights::knows(case, code))))
    }),
    ("a landlord who is the alleged perpetrator", |story| {
        any(story, |case| {
            answer(case, "Landlord").is_some_and(|landlord| {
                landlord.split_once(' ').map(|(_, last)| last)
                    == answer(case, "Other person 2 surname").as_deref()
            })
        })
    }),
    ("a referrer who is a member", |story| any(story, |case| says(case, |one| one.agency == "PROBATION"))),
    ("a perpetrator with the person's surname", |story| {
        any(story, |case| {
            answer(case, "Other person 3 surname").is_some_and(|name| answer(case, "Surname") == Some(name))
        })
    }),
    ("a home authority told one case", |story| any(story, |case| case.decision.eastover)),
    ("a person referred by two agencies", |story| any(story, |case| case.referrals.len() == 2)),
    ("a case that stays open", |story| any(story, |case| case.before.as_ref().is_some_and(|then| then.open))),
    ("a case that was put off to this meeting", |story| {
        any(story, |case| case.before.is_none() && case.meeting == super::before::NOVEMBER)
    }),
    ("a case that is put off", |story| any(story, |case| case.fate == Fate::Deferred)),
    ("somebody heard before", |story| any(story, |case| again(story, case) && case.fate == Fate::Heard)),
    ("an action of an agency left out since", |story| {
        any(story, |case| {
            case.before
                .as_ref()
                .is_some_and(|then| then.actions.iter().any(|action| !rights::knows(case, action.agency)))
        })
    }),
    ("an action of an agency left out since of another case of the person", |story| {
        let left_out = |at: usize, code: &str| {
            let person = story.cases[at].person;
            let mut later = story.cases.iter().skip(at + 1).filter(|case| case.person == person);
            later.any(|case| rights::leaves_out(case, code))
        };
        story.cases.iter().enumerate().any(|(at, case)| {
            case.before.as_ref().is_some_and(|then| {
                then.actions.iter().any(|action| {
                    !action.done && rights::knows(case, action.agency) && left_out(at, action.agency)
                })
            })
        })
    }),
    ("an action that an agency has reported on", |story| {
        any(story, |case| {
            case.before.as_ref().is_some_and(|then| then.actions.iter().any(|action| action.update.is_some()))
        })
    }),
];

/// What the earlier meeting did with a case that comes back and is heard.
fn comes_back(case: &Case) -> Option<&Before> {
    case.before.as_ref().filter(|then| then.open && case.fate == Fate::Heard)
}

/// Whether a member that people added to such a case before, and for which this holds, may know of it now;
/// nothing if there is none, or if something else invites it, or stops what is sent to it.
fn added_before(case: &Case, holds: impl Fn(&Before, &str) -> bool) -> Option<bool> {
    let then = comes_back(case)?;
    let of_itself = |code: &str| {
        says(case, |one| one.agency == code || one.named.contains(&code) || one.not_to == Some(code))
            || case.decision.added.contains(&code)
    };
    let mut added = then.decision.added.iter().filter(|code| !of_itself(code) && holds(then, code));
    added.next().map(|code| rights::knows(case, code))
}

fn has_left(then: &Before, code: &str) -> bool {
    then.actions.iter().any(|action| action.agency == code && !action.done)
}

fn any(story: &Story, holds: impl Fn(&Case) -> bool) -> bool {
    story.cases.iter().any(holds)
}

fn says(case: &Case, holds: impl Fn(&super::story::Referral) -> bool) -> bool {
    case.referrals.iter().any(holds)
}

fn rows(case: &Case, holds: impl Fn(&super::story::Row) -> bool) -> bool {
    case.returns.iter().flat_map(|returned| &returned.rows).any(holds)
}

fn shares(story: &Story, holds: impl Fn(Share) -> bool) -> bool {
    any(story, |case| rows(case, |row| row.confirmed && holds(row.share)))
}

/// Whether a case is one of somebody whom an earlier meeting heard.
fn again(story: &Story, case: &Case) -> bool {
    story.cases.iter().position(|other| other.reference == case.reference) != Some(case.person)
}

fn answer(case: &Case, wanted: &str) -> Option<String> {
    let mut answers = case.referrals.iter().flat_map(|referral| &referral.answers);
    answers.find(|(heading, _)| heading == wanted).map(|(_, text)| text.clone())
}

/// Whether a confidential address stands in what somebody typed, about the same case or another.
fn typed(story: &Story, case: &Case, same: bool) -> bool {
    let index = story.cases.iter().position(|other| other.reference == case.reference);
    let words = story.words.iter().filter(|word| {
        matches!(word.audience.source, Source::Address(_)) && (Some(word.audience.case) == index) == same
    });
    let texts =
        case.referrals.iter().flat_map(|one| &one.answers).filter(|(heading, _)| heading != "Address");
    let texts: Vec<String> = texts.map(|(_, text)| text.to_lowercase().replace('\u{200b}', "")).collect();
    let mut confidential = words.filter(|word| {
        story.cases[word.audience.case]
            .referrals
            .iter()
            .any(|one| one.confidential && one.answers.iter().any(|(_, text)| text.contains(&word.written)))
    });
    confidential.any(|word| texts.iter().any(|text| text.contains(&word.written)))
}

/// How often each case stands in the months that are always drawn.
const OFTEN: usize = 4;

/// The numbers of few months that hold each case so often between them.
pub fn months() -> Vec<u64> {
    let months: Vec<(u64, Vec<bool>)> = (0..MONTHS)
        .map(|seed| {
            let story = draw(seed);
            (seed, KINDS.iter().map(|(_, holds)| holds(&story)).collect())
        })
        .collect();
    let mut wanted = vec![OFTEN; KINDS.len()];
    let mut chosen = Vec::new();
    loop {
        let gain =
            |held: &[bool]| held.iter().zip(&wanted).filter(|(held, wanted)| **held && **wanted > 0).count();
        let left = months.iter().filter(|(seed, _)| !chosen.contains(seed));
        match left.max_by_key(|(_, held)| gain(held)) {
            Some((seed, held)) if gain(held) > 0 => {
                chosen.push(*seed);
                for (wanted, held) in wanted.iter_mut().zip(held) {
                    *wanted -= usize::from(*held && *wanted > 0);
                }
            }
            _ => return chosen,
        }
    }
}

#[test]
fn drawn_months_hold_every_case_that_need_to_know_tells_apart() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut headings: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..MONTHS {
        let story = draw(seed);
        for (kind, holds) in KINDS {
            *counts.entry(kind).or_default() += usize::from(holds(&story));
        }
        for word in &story.words {
            *headings.entry(word.heading.clone()).or_default() += 1;
        }
        assert!(MEMBERS.len() == 9 && !story.words.is_empty());
    }
    let few = months();
    assert!(few.len() < 25, "so many months take too long: {few:?}");
    let rare: Vec<_> = counts.iter().filter(|(_, count)| **count < ENOUGH).collect();
    assert!(rare.is_empty(), "too few of {MONTHS} months hold {rare:?}");
    assert!(headings.len() > 50, "words stand under {} headings only", headings.len());
}
