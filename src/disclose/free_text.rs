//! Free text (rule 5): a confidential address or postcode that was typed into it is taken out for
//! everybody who may not see it, and telephone numbers likewise, spelling and spacing aside.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Reader;
use super::address::{sees_confidential, sees_telephones};
use super::history::related;
use super::kept::Kept;
use super::loosely::{AnyOf, letters};
use super::members::knows;
use super::secrets::Home;
use super::{secrets, telephone};
use crate::finding::Place;
use crate::model::{Answer, Case};
use crate::panel::Panel;

/// What stands where an address was taken out of free text.
pub const ADDRESS_WITHHELD: &str = "[address held by the coordinator]";

/// What stands where a telephone number was taken out of free text.
pub const TELEPHONE_WITHHELD: &str = "[telephone number held by the coordinator]";

/// The confidential addresses of some cases and people's telephone numbers, as far as a reader may not
/// see them.
#[derive(Clone, Debug, Default)]
pub struct Withheld {
    homes: Arc<Vec<Home>>,
    /// What tells of any of the homes, whatever is read.
    everywhere: Arc<AnyOf>,
    /// What tells of the homes of those of whom is read.
    near: AnyOf,
    telephones: Arc<AnyOf>,
    /// Whatever looks like a telephone number, known or not.
    any_telephone: bool,
    /// Telephone numbers that are no secret: those of the panel's own file.
    known_to_all: Arc<BTreeSet<String>>,
}

/// What is to be taken out of free text for a reader: nothing for the coordinator. A member that the
/// panel lets see addresses or telephone numbers sees those of the cases that it may know of. Of words
/// written for a letter only telephone numbers that a form gives are taken out: a coordinator may write
/// there where to ring.
pub fn withheld(panel: &Panel, reader: Reader<'_>, cases: &[&Case]) -> Withheld {
    // Whoever is left out of a later case of the person is told nothing of where they lived before.
    let knows_all =
        |case: &Case| related(case.reference.as_str(), cases).all(|one| knows(panel, reader, one));
    let unless = |sees: bool| -> Vec<&Case> {
        cases.iter().copied().filter(|case| !(sees && knows_all(case))).collect()
    };
    let sees_telephones = sees_telephones(reader);
    let addresses = of_addresses(panel, &unless(sees_confidential(reader)), &Kept::of(cases));
    Withheld {
        telephones: Arc::new(secrets::telephones(panel, &unless(sees_telephones))),
        any_telephone: !sees_telephones && reader != Reader::Referrer,
        known_to_all: Arc::new(telephone::numbers_of(panel)),
        ..addresses
    }
}

/// What is to be taken out of the names in a request (rule 7): every address, and whatever looks like a
/// telephone number.
pub fn in_a_request(panel: &Panel, cases: &[&Case], case: &Case) -> Withheld {
    let telephones = any_telephone(panel, cases);
    let addresses = of_addresses(panel, cases, &Kept::of(cases));
    Withheld {
        homes: addresses.homes,
        everywhere: addresses.everywhere,
        near: secrets::every_address(case),
        ..telephones
    }
}

fn of_addresses(panel: &Panel, cases: &[&Case], kept: &Kept) -> Withheld {
    let homes = secrets::homes_of(Some(panel), cases, kept);
    Withheld {
        everywhere: Arc::new(secrets::everywhere(&homes)),
        homes: Arc::new(homes),
        ..Withheld::default()
    }
}

impl Withheld {
    /// Whether there is nothing to be taken out.
    pub fn is_empty(&self) -> bool {
        self.everywhere.is_empty()
            && self.near.is_empty()
            && self.telephones.is_empty()
            && !self.any_telephone
    }

    /// The same in what is said of a case, or of several of one person: less of an address tells there
    /// where its people live.
    pub fn about<'c>(&self, cases: impl IntoIterator<Item = &'c Case>) -> Withheld {
        Withheld { near: secrets::about(&self.homes, cases), ..self.clone() }
    }

    /// Free text without addresses and telephone numbers, and whether there was one in it.
    pub fn take_out_of(&self, text: &str) -> (String, bool) {
        let places = self.places_in(text);
        let mut left = text.to_owned();
        for (from, to, instead) in places.iter().rev() {
            left.replace_range(*from..*to, instead);
        }
        (left, !places.is_empty())
    }

    /// Where they stand, in order: what runs into another, or stands beside its like, is one.
    fn places_in(&self, text: &str) -> Vec<(usize, usize, &'static str)> {
        let spelt = letters(text);
        let all = |wanted: &AnyOf, instead: &'static str| -> Vec<(usize, usize, &'static str)> {
            let places = wanted.places_in(&spelt).into_iter();
            places.map(|(from, to)| (from, to, instead)).collect()
        };
        let mut places = all(&self.everywhere, ADDRESS_WITHHELD);
        places.extend(all(&self.near, ADDRESS_WITHHELD));
        places.extend(all(&self.telephones, TELEPHONE_WITHHELD));
        if self.any_telephone {
            let numbers = telephone::numbers_in(text).into_iter();
            let is_secret = |(from, to): &(usize, usize)| {
                let number = text.get(*from..*to).map(telephone::core).unwrap_or_default();
                !self.known_to_all.contains(&number)
            };
            let numbers = numbers.filter(is_secret);
            places.extend(numbers.map(|(from, to)| (from, to, TELEPHONE_WITHHELD)));
        }
        places.sort_unstable();
        let mut apart: Vec<(usize, usize, &'static str)> = Vec::new();
        for (from, to, instead) in places {
            match apart.last_mut() {
                Some((_, end, last)) if from < *end || (*last == instead && is_gap(text, *end, from)) => {
                    *end = to.max(*end);
                }
                _ => apart.push((from, to, instead)),
            }
        }
        apart
    }
}

/// Whether nothing but white space and commas stands between two places.
fn is_gap(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|gap| gap.chars().all(|c| c == ',' || c.is_whitespace()))
}

/// The confidential addresses of the cases, for a reader who may see none, whoever it is.
pub fn without_any(panel: &Panel, cases: &[&Case]) -> Withheld {
    of_addresses(panel, cases, &Kept::of(cases))
}

/// Free text for a reader who may see no confidential address: every one of the case, and its
/// postcode, is replaced, however it is spelt or spaced. Also says whether anything was replaced.
pub fn without_addresses(text: &str, case: &Case) -> (String, bool) {
    let homes = secrets::homes_of(None, &[case], &Kept::of(&[case]));
    let everywhere = Arc::new(secrets::everywhere(&homes));
    let withheld = Withheld { everywhere, homes: Arc::new(homes), ..Withheld::default() };
    withheld.about([case]).take_out_of(text)
}

/// Whatever looks like a telephone number, and those that the forms of the cases give.
pub fn any_telephone(panel: &Panel, cases: &[&Case]) -> Withheld {
    Withheld {
        telephones: Arc::new(secrets::telephones(panel, cases)),
        any_telephone: true,
        known_to_all: Arc::new(telephone::numbers_of(panel)),
        ..Withheld::default()
    }
}

/// The cells of a case whose free text holds something of this, for a finding.
pub fn cells_holding(case: &Case, withheld: &Withheld) -> Vec<Place> {
    let withheld = withheld.about([case]);
    let holds = |text: &str| withheld.take_out_of(text).1;
    let has_cell_of_its_own = |path: &str| {
        [".address", ".postcode", ".phone", "referral.received"].iter().any(|ending| path.ends_with(ending))
    };
    let of_referrals = case.referrals.iter().flat_map(|referral| {
        std::iter::once(&referral.answers).chain(referral.others.iter().map(|other| &other.answers))
    });
    let mut cells: Vec<Place> = of_referrals
        .flat_map(|answers| answers.iter())
        .filter(|(path, answer)| !has_cell_of_its_own(path) && answer.written().is_some_and(holds))
        .map(|(_, answer): (_, &Answer)| answer.place().clone())
        .collect();
    for returned in &case.returns {
        cells.extend(returned.rows.iter().filter(|row| holds(&row.information)).map(|row| row.place.clone()));
        let proposed = returned.proposed_actions.iter().filter(|(action, _)| holds(action));
        cells.extend(proposed.map(|(_, place)| place.clone()));
    }
    cells.sort();
    cells.dedup();
    cells
}

#[cfg(test)]
mod tests {
    use super::super::loosely::Wanted;
    use super::*;

    #[test]
    fn what_stands_together_is_taken_out_as_one() {
        let withheld = Withheld {
            everywhere: ["12 Invented Walk", "12 Invented", "Invented Walk", "N1 0XX"]
                .map(Wanted::nearly)
                .into_iter()
                .collect::<AnyOf>()
                .into(),
            telephones: Arc::new([Wanted::exactly("4479460123")].into_iter().collect()),
            any_telephone: true,
            known_to_all: Arc::new(BTreeSet::from(["2079460100".to_owned()])),
            ..Withheld::default()
        };
        for (text, left) in [
            (
                "She moved to 12, invented  WALK,\nn1 0xx in May.",
                "She moved to [address held by the coordinator] in May.",
            ),
            (
                "12 Invented Wk (N10XX)",
                "[address held by the coordinator] ([address held by the coordinator])",
            ),
            (
                "ring 07700 900123, N1 0XX",
                "ring [telephone number held by the coordinator], [address held by the coordinator]",
            ),
            ("ring 44 79460123", "ring [telephone number held by the coordinator]"),
            ("nothing of it", "nothing of it"),
            ("ring the office on +44 20 7946 0100", "ring the office on +44 20 7946 0100"),
        ] {
            let (shown, found) = withheld.take_out_of(text);
            assert_eq!((shown.as_str(), found), (left, left != text));
        }
    }
}
