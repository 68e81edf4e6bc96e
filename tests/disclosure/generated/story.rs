//! A month of made-up cases, drawn from a number, in which every word is unique. Beside each word
//! stands who may find it and who must: from the rules of need to know as a person reads them, and not
//! from the program's own.

use std::collections::BTreeSet;

use super::rights::{self, Audience};

/// A meeting's folder as data, and the words in it.
#[derive(Clone)]
pub struct Story {
    /// Cases in the order of their references.
    pub cases: Vec<Case>,
    /// Every unique word, with its audience.
    pub words: Vec<Word>,
}

/// A unique word and who may know it.
#[derive(Clone)]
pub struct Word {
    /// As it stands in the folder.
    pub written: String,
    /// Under which heading.
    pub heading: String,
    /// Who may and who must find it.
    pub audience: Audience,
}

/// One person's case.
#[derive(Clone)]
pub struct Case {
    pub reference: String,
    pub fate: Fate,
    pub referrals: Vec<Referral>,
    pub returns: Vec<Return>,
    pub decision: Decision,
}

/// What becomes of a case by the panel's rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    Heard,
    Declined,
    Deferred,
}

/// A referral: its answers by heading, and what the rules of need to know take from it.
#[derive(Clone, Default)]
pub struct Referral {
    /// The folder of its letter.
    pub letter: String,
    pub answers: Vec<(String, String)>,
    pub agency: &'static str,
    pub left_out: Vec<&'static str>,
    pub named: Vec<&'static str>,
    pub confidential: bool,
    /// A member's own person stands among those who must not be told.
    pub not_to: Option<&'static str>,
}

/// What people decided about a case.
#[derive(Clone, Default)]
pub struct Decision {
    pub answers: Vec<(String, String)>,
    pub left_out: Vec<&'static str>,
    pub added: Vec<&'static str>,
    /// The member that has not signed may be told.
    pub club: bool,
    /// The service where the person lives may be told.
    pub eastover: bool,
}

/// An agency's return.
#[derive(Clone)]
pub struct Return {
    pub agency: &'static str,
    pub completed_by: String,
    pub rows: Vec<Row>,
}

/// A row of a return.
#[derive(Clone)]
pub struct Row {
    pub information: String,
    pub proposed: String,
    pub reason: String,
    pub share: Share,
    pub confirmed: bool,
}

/// Whom a row is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    All,
    Core,
    Named(&'static str),
    Nobody,
}

/// Members by code and name; the first four see all cases.
pub const MEMBERS: &[(&str, &str)] = &[
    ("POLICE", "Sixways Police"),
    ("CARE", "Adult Social Care"),
    ("HOUSING", "Council Housing"),
    ("REFUGE", "Women’s Refuge"),
    ("ALPHA-HOMES", "Alpha Homes"),
    ("BETA-HOMES", "Beta Homes"),
    ("PROBATION", "Probation"),
    ("OUTREACH", "Outreach Team"),
    ("CLUB", "Boxing Club"),
];

/// One person of some members, for the list of people who must not be told.
const PEOPLE: &[(&str, &str)] =
    &[("PROBATION", "Lena Licence"), ("CARE", "ola@care.example"), ("ALPHA-HOMES", "Alphaman, Al")];

/// Headings with free text, in the profile of everyone who may know the case.
const TOLD: &[&str] = &[
    "Also known as",
    "Gender",
    "Ethnicity",
    "First language",
    "Disability or communication needs",
    "How and when to contact safely",
    "Children details",
    "Vulnerability (who in the case, and how)",
    "Summary of concerns",
    "Most recent incident",
    "Why a multi-agency approach is needed",
    "Support already in place",
    "Action already tried",
    "Outcome sought",
    "Views of the person",
    "Other person surname",
    "Other person forenames",
    "Other person relationship",
];

/// Those of them by which people are looked for.
const NAMES: &[&str] = &["Also known as", "Other person surname", "Other person forenames"];

/// The name of a member.
pub fn name_of(code: &str) -> &'static str {
    MEMBERS.iter().find(|(known, _)| *known == code).map_or("Housing providers", |(_, name)| name)
}

/// A source of choices that gives the same ones for the same number.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).expect("a small limit")).expect("a small number")
    }

    /// True so many times in a hundred.
    pub fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A word that stands nowhere else: letters for its number between others.
fn word(number: usize) -> String {
    let letters: String = (0..4u32).map(|place| letter(number / 20usize.pow(place) % 20)).collect();
    format!("vex{letters}qo")
}

fn letter(number: usize) -> char {
    char::from(b"bcdfghjklmnprstvwxyz"[number])
}

/// Another word of the same length for one of these.
pub fn other_word(written: &str) -> String {
    match written.find("vex") {
        Some(at) => format!("{}wix{}", &written[..at], &written[at + 3..]),
        None => written.replace("020 7946 ", "020 7945 "),
    }
}

/// Draws a month.
pub fn draw(seed: u64) -> Story {
    let mut dice = Dice::new(seed);
    let mut story = Story { cases: Vec::new(), words: Vec::new() };
    let count = 2 + dice.below(3);
    for number in 1..=count {
        // References are given in the order of receipt: who comes too late comes last.
        let fates = [Fate::Heard, Fate::Heard, Fate::Heard, Fate::Declined, Fate::Deferred];
        let fate = dice.one(&fates[..if number == count { 5 } else { 4 }]);
        let case = case(number, fate, &mut dice, &mut story.words);
        story.cases.push(case);
    }
    for index in 0..story.words.len() {
        let (case, source) = (story.words[index].audience.case, story.words[index].audience.source);
        let (may, must) = rights::of(&story, case, source);
        let audience = &mut story.words[index].audience;
        (audience.may, audience.must) = (may, must);
    }
    story
}

fn case(number: usize, fate: Fate, dice: &mut Dice, words: &mut Vec<Word>) -> Case {
    let index = number - 1;
    let reference = format!("SIX-2026-{number:03}");
    let mut fresh = |heading: &str, source: rights::Source| {
        let number = words.len();
        let written = if heading == "Phone" { format!("020 7946 {number:04}") } else { word(number) };
        words.push(Word {
            written: written.clone(),
            heading: heading.to_owned(),
            audience: Audience::new(index, source),
        });
        written
    };
    let surname = fresh("Surname", rights::Source::Person);
    let forenames = fresh("Forenames", rights::Source::Person);
    let born = format!("{:02}/{:02}/{}", 1 + dice.below(28), 1 + dice.below(12), 1950 + number);
    let twice = fate == Fate::Heard && dice.often(30);
    let mut referrals = Vec::new();
    for which in 0..=usize::from(twice) {
        let agency = if which == 0 { dice.one(&MEMBERS[..8]).0 } else { "POLICE" };
        let agency = if which == 0 && twice && agency == "POLICE" { "CARE" } else { agency };
        let letter = if twice {
            format!("referrers/{reference}-{}/", which + 1)
        } else {
            format!("referrers/{reference}/")
        };
        let mut referral = Referral { letter, agency, ..Referral::default() };
        let mut say = |heading: &str, written: String| referral.answers.push((heading.to_owned(), written));
        let day = if fate == Fate::Deferred { 26 } else { 10 };
        say("Referral received", format!("{day}/11/2026 {:02}:{:02}", 8 + number, 10 * (which + 1)));
        say("Surname", surname.clone());
        say("Forenames", forenames.clone());
        say("Date of birth", born.clone());
        say("Person's role", "victim".into());
        say("Risk: How often?", "Daily".into());
        say("Referring agency", name_of(agency).into());
        for heading in ["Your reference", "Referrer name", "Referrer role"] {
            say(heading, fresh(heading, rights::Source::Referrer(which)));
        }
        say(
            "Referrer email",
            format!("{}@sender.example", fresh("Referrer email", rights::Source::Held(which))),
        );
        for heading in TOLD {
            let needed = heading.starts_with("Why a multi") || heading.starts_with("Vulnerability");
            let none = fate == Fate::Declined && heading.starts_with("Why a multi");
            if none {
                say(heading, "none".into());
            } else if needed || dice.often(70) {
                let named = NAMES.contains(heading);
                let source = if named { rights::Source::Named(which) } else { rights::Source::Told(which) };
                say(heading, fresh(heading, source));
            }
        }
        if dice.often(70) {
            let street = fresh("Address", rights::Source::Address(which));
            say("Address", format!("{} {street} Road", 10 + dice.below(80)));
            let confidential = dice.often(50);
            say("Address must be kept confidential", if confidential { "yes" } else { "no" }.into());
            if confidential && dice.often(60) {
                // The same address in free text, spelt and spaced otherwise.
                let tried =
                    referral.answers.iter_mut().find(|(heading, _)| heading == "Action already tried");
                if let Some((_, text)) = tried {
                    text.push_str(&format!(" near {}  ROAD, by bus", street.to_uppercase()));
                }
            }
            referral.confidential = confidential;
        }
        let mut say = |heading: &str, written: String| referral.answers.push((heading.to_owned(), written));
        if dice.often(50) {
            say(
                "People who must not be told",
                fresh("People who must not be told", rights::Source::Warning(which)),
            );
        } else if dice.often(25) {
            let (code, person) = dice.one(PEOPLE);
            say("People who must not be told", person.into());
            referral.not_to = Some(code);
        }
        let mut say = |heading: &str, written: String| referral.answers.push((heading.to_owned(), written));
        if dice.often(50) {
            let involved = dice.one(&MEMBERS[4..]);
            say("Agencies involved", involved.1.into());
            referral.named.push(involved.0);
        }
        if dice.often(50) {
            say("Phone", fresh("Phone", rights::Source::Phone(which)));
        }
        if dice.often(40) {
            let landlord = dice.one(&MEMBERS[4..6]);
            say("Landlord", landlord.1.into());
            // A landlord who is the alleged perpetrator is not invited for being the landlord.
            if dice.often(25) {
                let (forename, surname) = landlord.1.split_once(' ').expect("two words");
                say("Other person 2 forenames", forename.into());
                say("Other person 2 surname", surname.into());
                say("Other person 2 role", "perpetrator".into());
            } else {
                referral.named.push(landlord.0);
            }
        }
        if dice.often(20) {
            say("Other person 3 surname", surname.clone());
            say("Other person 3 role", "perpetrator".into());
        }
        if dice.often(35) {
            let left_out = dice.one(&["POLICE", "REFUGE", "ALPHA-HOMES", "PROBATION", "PROVIDERS", "CARE"]);
            say("Agencies that must not be told", name_of(left_out).into());
            referral.left_out.push(left_out);
        }
        referrals.push(referral);
    }
    let eastover = dice.often(25);
    if eastover {
        for referral in &mut referrals {
            referral.answers.push(("Area of residence".into(), "Eastover".into()));
        }
    }
    let mut decision = Decision { eastover, club: dice.often(25), ..Decision::default() };
    decision.answers.push(("Case reference".into(), reference.clone()));
    decision.answers.push(("Decision".into(), "agreed".into()));
    decision.answers.push(("Date".into(), "27/11/2026".into()));
    let mut say = |heading: &str, source| decision.answers.push((heading.to_owned(), fresh(heading, source)));
    say("Decided by", rights::Source::File);
    say("Reason for the file", rights::Source::File);
    say("Words for the letter", rights::Source::Letters);
    if dice.often(30) {
        let code = dice.one(&["HOUSING", "REFUGE", "BETA-HOMES", "OUTREACH"]);
        decision.left_out.push(code);
        let why = fresh("Agencies to leave out", rights::Source::File);
        decision.answers.push(("Agencies to leave out".into(), format!("{} ({why})", name_of(code))));
    }
    if dice.often(30) {
        let code = dice.one(&MEMBERS[4..8]).0;
        decision.added.push(code);
        decision.answers.push(("Attendees to add".into(), name_of(code).into()));
    }
    let mut told = Vec::new();
    for (tell, name) in [(decision.club, "Boxing Club"), (eastover, "Eastover Social Care")] {
        if tell {
            told.push(format!("{name}: {}", fresh("Share with", rights::Source::File)));
        }
    }
    decision.answers.push(("Share with an agency outside the agreement".into(), told.join("; ")));
    let mut returns: Vec<Return> = Vec::new();
    for (agency, _) in MEMBERS {
        if fate != Fate::Heard || !dice.often(45) {
            continue;
        }
        let at = returns.len();
        let rows = (0..1 + dice.below(3))
            .map(|row| {
                let source = rights::Source::Row { at, row };
                let share = match dice.below(5) {
                    0 => Share::All,
                    1 => Share::Core,
                    2 => Share::Named(dice.one(MEMBERS).0),
                    3 => Share::Nobody,
                    _ => Share::All,
                };
                Row {
                    information: fresh("Information", source),
                    proposed: if dice.often(40) { fresh("Proposed action", source) } else { String::new() },
                    reason: fresh("Reason for withholding", rights::Source::File),
                    share,
                    confirmed: dice.often(85),
                }
            })
            .collect();
        returns.push(Return {
            agency,
            completed_by: fresh("Completed by", rights::Source::Sender(at)),
            rows,
        });
    }
    Case { reference, fate, referrals, returns, decision }
}

/// Every word of a story once, for a check that none stands in another.
pub fn distinct(story: &Story) -> bool {
    let words: BTreeSet<&str> = story.words.iter().map(|word| word.written.as_str()).collect();
    words.len() == story.words.len()
}
