//! A month of made-up cases, with what earlier meetings did, drawn from a number, in which every word is
//! unique. Beside each word stands who may find it and who must: from the rules of need to know as a
//! person reads them, and not from the program's own.

use std::collections::BTreeSet;

use super::before::{self, Before};
use super::dice::{Dice, word};
use super::rights::{self, Audience};
use super::typed;

/// A meeting's folder as data, and the words in it.
#[derive(Clone)]
pub struct Story {
    /// Cases in the order of their references.
    pub cases: Vec<Case>,
    /// Every unique word, with its audience.
    pub words: Vec<Word>,
    /// Who was at the meeting before, by heading.
    pub attendance: Vec<(String, String)>,
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
    /// The folder of the meeting it was referred to.
    pub meeting: &'static str,
    /// The first case about the same person, by its number in the story.
    pub person: usize,
    /// What an earlier meeting decided and did.
    pub before: Option<Before>,
    pub referrals: Vec<Referral>,
    pub returns: Vec<Return>,
    pub decision: Decision,
    /// Members that an earlier case of the person leaves out.
    pub left_out_before: Vec<&'static str>,
    /// Members one of whose people must not be told of an earlier case of the person.
    pub not_to_before: Vec<&'static str>,
}

/// What becomes of a case by the panel's rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    Heard,
    Declined,
    Deferred,
    /// Heard by an earlier meeting, and closed.
    Closed,
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
    "Home authority contact",
    "Housing tenure",
    "Children details",
    "How incidents are escalating",
    "Reasons for professional judgement",
    "Known to other panels before",
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

/// Draws a month.
pub fn draw(seed: u64) -> Story {
    let mut dice = Dice::new(seed);
    let mut story = Story { cases: Vec::new(), words: Vec::new(), attendance: Vec::new() };
    // References are given meeting by meeting, and in the order of receipt.
    for meeting in [before::OCTOBER, before::NOVEMBER] {
        if dice.often(45) {
            add(&mut story, Fate::Closed, meeting, None, &mut dice);
        }
    }
    if dice.often(50) {
        add(&mut story, Fate::Heard, before::NOVEMBER, None, &mut dice);
        before::stays_open(&mut story, &mut dice);
    }
    if dice.often(40) {
        // Too late for that meeting: it comes to this one by itself.
        add(&mut story, Fate::Heard, before::NOVEMBER, None, &mut dice);
    }
    let closed = story.cases.iter().position(|case| case.fate == Fate::Closed);
    let count = 1 + dice.below(3);
    for number in 1..=count {
        // Whoever comes too late comes last.
        let fates = [Fate::Heard, Fate::Heard, Fate::Heard, Fate::Declined, Fate::Deferred];
        let fate = dice.one(&fates[..if number == count { 5 } else { 4 }]);
        let again = closed.filter(|_| number == 1 && dice.often(60));
        add(&mut story, fate, DECEMBER, again, &mut dice);
    }
    before::attendance(&mut story);
    typed::anywhere(&mut story, &mut dice);
    for index in 0..story.words.len() {
        let (case, source) = (story.words[index].audience.case, story.words[index].audience.source);
        let (may, must) = rights::of(&story, case, source);
        let audience = &mut story.words[index].audience;
        (audience.may, audience.must) = (may, must);
    }
    story
}

/// The meeting whose documents are read.
pub const DECEMBER: &str = "2026-12-09";

impl Story {
    /// A new word under a heading, of which a source says who may know it.
    pub fn fresh(&mut self, case: usize, heading: &str, source: rights::Source) -> String {
        fresh(&mut self.words, case, heading, source)
    }
}

fn fresh(words: &mut Vec<Word>, case: usize, heading: &str, source: rights::Source) -> String {
    let number = words.len();
    let written = match heading {
        "Phone" | "Referrer phone" => format!("020 7946 {number:04}"),
        _ => word(number),
    };
    let (heading, audience) = (heading.to_owned(), Audience::new(case, source));
    words.push(Word { written: written.clone(), heading, audience });
    written
}

/// Adds a case referred to a meeting; `again` is an earlier one of the same person.
fn add(story: &mut Story, fate: Fate, meeting: &'static str, again: Option<usize>, dice: &mut Dice) {
    let number = story.cases.len() + 1;
    let named = again.map(|at| {
        let answers = &story.cases[at].referrals[0].answers;
        ["Surname", "Forenames", "Date of birth"].map(|wanted| {
            let found = answers.iter().find(|(heading, _)| heading == wanted);
            found.expect("everybody has a name and a day of birth").1.clone()
        })
    });
    let mut case = case(number, fate, (meeting, named), dice, &mut story.words);
    case.person = again.unwrap_or(case.person);
    if let Some(earlier) = again.map(|at| &story.cases[at]) {
        let decided = earlier.before.iter().flat_map(|before| &before.decision.left_out);
        let referred = earlier.referrals.iter().flat_map(|referral| &referral.left_out);
        case.left_out_before = referred.chain(decided).copied().collect();
        case.not_to_before = earlier.referrals.iter().filter_map(|referral| referral.not_to).collect();
    }
    story.cases.push(case);
    if fate == Fate::Closed {
        before::closed(story, dice);
    }
}

/// When a referral comes: in time for its meeting, or too late.
fn day_of_receipt(fate: Fate, meeting: &str, stays_open: bool) -> &'static str {
    match (meeting, fate) {
        (before::OCTOBER, _) => "20/09/2026",
        (before::NOVEMBER, Fate::Closed) => "12/10/2026",
        (before::NOVEMBER, _) if stays_open => "14/10/2026",
        (before::NOVEMBER, _) => "29/10/2026",
        (_, Fate::Deferred) => "26/11/2026",
        _ => "10/11/2026",
    }
}

fn case(
    number: usize,
    fate: Fate,
    (meeting, named): (&'static str, Option<[String; 3]>),
    dice: &mut Dice,
    words: &mut Vec<Word>,
) -> Case {
    let index = number - 1;
    let reference = format!("SIX-2026-{number:03}");
    let mut fresh = |heading: &str, source: rights::Source| fresh(words, index, heading, source);
    let born = format!("{:02}/{:02}/{}", 1 + dice.below(28), 1 + dice.below(12), 1950 + number);
    let [surname, forenames, born] = named.unwrap_or_else(|| {
        let [surname, forenames] =
            ["Surname", "Forenames"].map(|heading| fresh(heading, rights::Source::Person));
        [surname, forenames, born]
    });
    let twice = fate == Fate::Heard && meeting == DECEMBER && dice.often(30);
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
        let day = day_of_receipt(fate, meeting, false);
        say("Referral received", format!("{day} {:02}:{:02}", 8 + number, 10 * (which + 1)));
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
        say("Referrer phone", fresh("Referrer phone", rights::Source::Kept));
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
            let house = 10 + dice.below(80);
            say("Address", format!("{house} {street} Road"));
            let confidential = dice.often(50);
            say("Address must be kept confidential", if confidential { "yes" } else { "no" }.into());
            if confidential && dice.often(60) {
                // The same address in free text, spelt and spaced otherwise.
                let tried =
                    referral.answers.iter_mut().find(|(heading, _)| heading == "Action already tried");
                if let Some((_, text)) = tried {
                    text.push_str(&typed::otherwise(house, &street, dice));
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
            // A landlord who is the alleged perpetrator is not invited for being the landlord, nor for being involved.
            if dice.often(25) {
                referral.named.retain(|named| *named != landlord.0);
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
    let eastover = meeting == DECEMBER && dice.often(25);
    if eastover {
        for referral in &mut referrals {
            referral.answers.push(("Area of residence".into(), "Eastover".into()));
        }
    }
    let decision = decision(&reference, (dice.often(25), eastover), dice, &mut fresh);
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
                    2 if dice.often(25) => Share::Named("PROVIDERS"),
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
    Case {
        reference,
        fate,
        meeting,
        person: index,
        before: None,
        referrals,
        returns,
        decision,
        left_out_before: Vec::new(),
        not_to_before: Vec::new(),
    }
}

/// Every word of a story once, for a check that none stands in another.
pub fn distinct(story: &Story) -> bool {
    let words: BTreeSet<&str> = story.words.iter().map(|word| word.written.as_str()).collect();
    words.len() == story.words.len()
}

/// What people decide about a case before a meeting, and whether they record that the member that has
/// not signed, and the service where the person lives, may be told.
pub fn decision(
    reference: &str,
    (club, eastover): (bool, bool),
    dice: &mut Dice,
    fresh: &mut dyn FnMut(&str, rights::Source) -> String,
) -> Decision {
    let mut decision = Decision { eastover, club, ..Decision::default() };
    decision.answers.push(("Case reference".into(), reference.to_owned()));
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
    if dice.often(45) {
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
    decision
}

impl Story {
    /// Every text of the story that is written into a file.
    pub fn texts(&mut self) -> Vec<&mut String> {
        let mut texts: Vec<&mut String> = self.attendance.iter_mut().map(|(_, text)| text).collect();
        for case in &mut self.cases {
            let answers = case.referrals.iter_mut().flat_map(|referral| &mut referral.answers);
            texts.extend(answers.chain(&mut case.decision.answers).map(|(_, text)| text));
            for returned in &mut case.returns {
                texts.push(&mut returned.completed_by);
                for row in &mut returned.rows {
                    texts.extend([&mut row.information, &mut row.proposed, &mut row.reason]);
                }
            }
            if let Some(before) = &mut case.before {
                texts.extend(before.texts());
            }
        }
        texts
    }
}
