//! Whom words among the agencies that must not be told mean, and words among the people.
//!
//! In doubt more members are meant than fewer: who is left out by mistake is missed, and who is not left out
//! by mistake may be the one from whom the person must be kept safe.

use super::spelling::{is_like, normalise_name, plain_words};
use super::{Agency, Panel};

/// Whom an entry among the agencies that must not be told means.
#[derive(Clone, Debug)]
pub enum Meant<'p> {
    /// These members.
    Members(Vec<&'p Agency>),
    /// Nobody of the panel.
    Nobody,
    /// Every agency.
    Everyone,
    /// Nobody can tell.
    NotUnderstood,
}

/// Whom an entry among the people who must not be told means, beside those of that name.
#[derive(Clone, Debug, Default)]
pub struct Staff<'p> {
    /// The members that it names.
    pub members: Vec<&'p Agency>,
    /// What else it holds, which may be the name of one of their people; empty if it names nobody, and so
    /// means whoever is of those members.
    pub named: Vec<String>,
}

/// What may be found in an entry.
#[derive(Default)]
struct Found<'p> {
    members: Vec<&'p Agency>,
    /// Some of them stand there by a name of theirs, and not only by a word of it.
    by_name: bool,
    /// Words in the beginning of the entry that mean none of them and are not such as say nothing.
    left: Vec<String>,
    /// It says "landlord", and the landlord is known and no member.
    by_landlord: bool,
}

/// How an entry is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Agencies,
    People,
}

impl Panel {
    /// Whom an entry among the agencies that must not be told means. `landlords` are the person's, and
    /// `named` agencies that the referral names elsewhere.
    pub fn meant(&self, written: &str, landlords: &[&str], named: &[&str]) -> Meant<'_> {
        if let Some(member) = self.agency(written) {
            return Meant::Members(vec![member]);
        }
        if self.outside(written).is_some() || says_none(written) {
            return Meant::Nobody;
        }
        let head = without_phrases(beginning(written));
        let words = plain_words(&head);
        let is_any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        if is_any(EXCEPTING) {
            return Meant::NotUnderstood;
        }
        let found = self.found(written, landlords, Reading::Agencies);
        // What the referral itself calls an agency, and has a name of its own, is no member for being a
        // housing provider too.
        let is_named = named.iter().any(|name| !words.is_empty() && plain_words(name) == words);
        let telling = |word: &&String| kind(word) != "housing";
        let shares =
            |word: &String| !self.sharing(word, Reading::Agencies).is_empty() || self.is_of_here(word);
        if is_named && !found.by_name && !found.left.is_empty() && !words.iter().filter(telling).any(shares) {
            return Meant::Nobody;
        }
        let everyone = is_any(EVERYONE) && (is_any(AGENCIES) || found.members.is_empty());
        if everyone && found.left.iter().all(|word| AGENCIES.contains(&word.as_str())) {
            return Meant::Everyone;
        }
        let elsewhere = self.names_elsewhere(&head, named);
        match found.members.is_empty() {
            false if found.by_name || found.left.is_empty() => Meant::Members(found.members),
            true if elsewhere || found.by_landlord => Meant::Nobody,
            _ => Meant::NotUnderstood,
        }
    }

    /// Whom an entry among the people who must not be told means, beside those of that name.
    pub fn staff_meant(&self, written: &str, landlords: &[&str]) -> Staff<'_> {
        let found = self.found(written, landlords, Reading::People);
        Staff { members: found.members, named: found.left }
    }

    fn found(&self, written: &str, landlords: &[&str], reading: Reading) -> Found<'_> {
        let mut found = Found::default();
        let mut explained: Vec<String> = Vec::new();
        let parts = written.split([',', '/', '&', '+', '\n']).flat_map(|part| part.split(" and "));
        let parted = parts.filter_map(|part| self.agency(part).or_else(|| self.agency_nearly(part)));
        let whole = self.agency_nearly(written).filter(|_| !plain_words(written).is_empty());
        // A person's name may come near an agency's.
        let nearly = parted.chain(whole).filter(|_| reading == Reading::Agencies);
        let stand: Vec<&Agency> = self.agencies_within(written).into_iter().chain(nearly).collect();
        found.by_name = !stand.is_empty();
        for member in stand {
            explained.extend_from_slice(self.words_of(member));
            found.add(member);
        }
        let words = plain_words(written);
        if reading == Reading::Agencies {
            for member in self.agencies.iter().filter(|agency| names_contact(agency, written, &words)) {
                let contacts = member.contacts.iter().map(|one| format!("{} {}", one.name, one.email));
                explained.extend(contacts.flat_map(|one| plain_words(&one)));
                found.by_name = true;
                found.add(member);
            }
        }
        if words.iter().any(|word| LANDLORD.iter().any(|landlord| is_like(word, landlord))) {
            for landlord in landlords.iter().filter(|landlord| !plain_words(landlord).is_empty()) {
                let of_landlord = self.found(landlord, &[], Reading::Agencies);
                found.by_landlord = of_landlord.members.is_empty();
                explained.extend(plain_words(landlord));
                of_landlord.members.into_iter().for_each(|member| found.add(member));
            }
        }
        let head = plain_words(&without_phrases(beginning(written)));
        let is_explained = |word: &String| explained.iter().any(|known| is_like(known, word));
        for word in words.iter().filter(|word| !is_explained(word)) {
            let members = self.sharing(word, reading);
            let says_nothing = says_nothing(word, reading) || self.is_of_here(word);
            if members.is_empty() && !says_nothing && head.contains(word) {
                found.left.push(word.clone());
            }
            members.into_iter().for_each(|member| found.add(member));
        }
        found
    }

    /// The members whose names share a word, if it tells them from others.
    fn sharing(&self, word: &str, reading: Reading) -> Vec<&Agency> {
        let general = GENERAL.contains(&word) || (reading == Reading::People && OF_PEOPLE.contains(&word));
        if general || word.chars().count() < 3 || self.is_of_here(word) {
            return Vec::new();
        }
        let same = |name: &String| is_like(kind(name), kind(word));
        let members: Vec<&Agency> =
            self.agencies.iter().filter(|agency| self.words_of(agency).iter().any(same)).collect();
        if members.len() > FEW.max(self.agencies.len() / 3) { Vec::new() } else { members }
    }

    /// The words of a member's names and of its code.
    fn words_of<'a>(&self, agency: &'a Agency) -> &'a [String] {
        &agency.compared.words
    }

    /// Whether a word is that of the panel's own area, which all of its members share.
    fn is_of_here(&self, word: &str) -> bool {
        let own = plain_words(&format!("{} {}", self.name, self.office.organisation));
        // The council is many members.
        !["council", "borough"].contains(&word) && own.iter().any(|own| own == word)
    }

    /// Whether a text is of an agency that is no member: of another area, of a kind that panels have not, or
    /// one that the referral names.
    fn names_elsewhere(&self, text: &str, named: &[&str]) -> bool {
        let words = plain_words(text);
        let padded = format!(" {} ", normalise_name(text));
        let areas = self.other_areas.iter().flat_map(|area| std::iter::once(&area.name).chain(&area.aliases));
        let holds = |name: &String| {
            let name = normalise_name(name);
            !name.is_empty() && padded.contains(&format!(" {name} "))
        };
        let is_named = named.iter().any(|name| {
            let name = plain_words(name);
            !name.is_empty() && name == words
        });
        is_named
            || words.iter().any(|word| NO_MEMBERS.iter().any(|kind| is_like(kind, word)))
            || areas.into_iter().any(holds)
    }
}

impl<'p> Found<'p> {
    fn add(&mut self, member: &'p Agency) {
        if !self.members.iter().any(|known| known.code == member.code) {
            self.members.push(member);
        }
    }
}

/// Whether words are those of a member's contact, by name or e-mail address.
fn names_contact(agency: &Agency, written: &str, words: &[String]) -> bool {
    let lower = written.to_lowercase();
    agency.contacts.iter().any(|contact| {
        let name = plain_words(&contact.name);
        let email = contact.email.trim().to_lowercase();
        (name.len() > 1 && name.iter().all(|word| words.iter().any(|other| is_like(word, other))))
            || (!email.is_empty() && lower.contains(&email))
    })
}

/// An entry without the reason that follows: `Larkfield` of `Larkfield (her landlord)`.
fn beginning(written: &str) -> &str {
    let ends = ["(", "[", ":", " - ", " – ", " — ", " because "];
    let end = ends.iter().filter_map(|end| written.find(end)).filter(|at| *at > 0).min();
    end.and_then(|end| written.get(..end)).unwrap_or(written)
}

/// A text without words that only repeat what the column is for.
fn without_phrases(text: &str) -> String {
    let mut text = format!(" {} ", normalise_name(text));
    for phrase in ["must not be told", "not to be told", "not be told", "do not tell", "must not know"] {
        text = text.replace(&format!(" {phrase} "), " ");
    }
    text
}

/// `None known`, `no one`.
fn says_none(written: &str) -> bool {
    let words = normalise_name(written);
    let mut words = words.split(' ').peekable();
    let is_none = words.peek().is_some_and(|first| ["none", "nobody", "no", "nil"].contains(first));
    is_none && words.skip(1).all(|word| ["one", "known", "identified", "at", "present"].contains(&word))
}

/// Words that people put for one another.
fn kind(word: &str) -> &str {
    match word {
        "home" | "homes" | "tenancy" | "tenancies" => "housing",
        "policing" => "police",
        other => other,
    }
}

fn says_nothing(word: &str, reading: Reading) -> bool {
    let of_people = reading == Reading::People && RELATED.iter().any(|related| is_like(related, word));
    of_people || FILLING.contains(&word) || LANDLORD.iter().any(|landlord| is_like(landlord, word))
}

/// In how many members' names a word may stand and still tell them from the others, at least.
const FEW: usize = 3;

const LANDLORD: &[&str] = &["landlord", "landlady"];

/// After these words it is not the named who are meant, or not they alone.
const EXCEPTING: &[&str] = &[
    "except",
    "excepting",
    "apart",
    "only",
    "not",
    "but",
    "excluding",
    "unless",
    "besides",
    "than",
    "bar",
    "save",
];

const EVERYONE: &[&str] = &["all", "any", "anyone", "anybody", "every", "everyone", "everybody", "each"];

const AGENCIES: &[&str] = &[
    "agency",
    "agencies",
    "member",
    "members",
    "organisation",
    "organisations",
    "partner",
    "partners",
    "professionals",
    "services",
    "panel",
    "council",
    "department",
    "departments",
    "else",
];

/// Words of names that many agencies have, members or not.
const GENERAL: &[&str] = &[
    "service",
    "services",
    "team",
    "teams",
    "trust",
    "foundation",
    "association",
    "council",
    "borough",
    "group",
    "other",
    "and",
    "of",
    "out",
    "hours",
    "for",
    "in",
    "registered",
    "office",
    "agency",
    "local",
    "authority",
    "department",
    "london",
    "city",
];

/// Words of names that are said of people too.
const OF_PEOPLE: &[&str] = &[
    "victim",
    "victims",
    "people",
    "adult",
    "adults",
    "young",
    "child",
    "children",
    "family",
    "families",
    "care",
    "support",
    "supporting",
    "community",
    "safety",
    "neighbourhood",
    "neighbourhoods",
    "safer",
    "mental",
    "drug",
    "drugs",
    "noise",
    "social",
    "advice",
    "women",
    "men",
];

/// Words that say nothing of who is meant.
const FILLING: &[&str] = &[
    "an",
    "at",
    "of",
    "in",
    "from",
    "to",
    "for",
    "by",
    "is",
    "are",
    "her",
    "his",
    "their",
    "its",
    "our",
    "my",
    "staff",
    "all",
    "any",
    "every",
    "anyone",
    "anybody",
    "everyone",
    "everybody",
    "whoever",
    "officer",
    "officers",
    "dept",
    "department",
    "service",
    "services",
    "team",
    "teams",
    "ha",
    "assoc",
    "association",
    "associations",
    "company",
    "please",
    "and",
    "or",
    "also",
    "unit",
    "office",
    "worker",
    "workers",
    "colleague",
    "colleagues",
    "contact",
    "desk",
    "group",
    "trust",
    "ltd",
    "limited",
    "agency",
    "agencies",
    "organisation",
    "provider",
    "providers",
    "works",
    "working",
    "employed",
    "who",
];

/// Who people are to a person, where no name is given.
const RELATED: &[&str] = &[
    "husband",
    "wife",
    "partner",
    "ex",
    "brother",
    "sister",
    "mother",
    "father",
    "son",
    "daughter",
    "cousin",
    "uncle",
    "aunt",
    "friend",
    "boyfriend",
    "girlfriend",
    "relative",
    "someone",
    "somebody",
    "person",
];

/// Kinds of agencies that are members of no panel unless a member's name says so.
const NO_MEMBERS: &[&str] = &[
    "school",
    "college",
    "academy",
    "university",
    "nursery",
    "surgery",
    "gp",
    "doctor",
    "dentist",
    "church",
    "mosque",
    "temple",
    "synagogue",
    "employer",
    "gym",
    "shop",
    "pub",
    "restaurant",
    "solicitor",
    "lettings",
];

#[cfg(test)]
mod tests;
