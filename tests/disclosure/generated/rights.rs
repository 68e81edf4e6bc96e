//! Who may find a word, and who must: the rules of need to know, written down a second time, by hand,
//! from what they say. Nothing here asks the program.

use std::collections::BTreeSet;

use super::story::{Case, Fate, MEMBERS, Return, Share, Story};

/// Where a word stands, and so which rule it falls under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The person's name.
    Person,
    /// Who refers, by number of the referral.
    Referrer(usize),
    /// What the coordinator holds of a referrer.
    Held(usize),
    /// Another name of the person, or another person's.
    Named(usize),
    /// What a referral says of the case.
    Told(usize),
    /// The person's address.
    Address(usize),
    /// The person's telephone number.
    Phone(usize),
    /// People who must not be told.
    Warning(usize),
    /// Reasons for the file.
    File,
    /// Words for the letter.
    Letters,
    /// A row of a return.
    Row { at: usize, row: usize },
    /// Who completed a return.
    Sender(usize),
}

/// Readers by the folder that is theirs.
pub type Readers = BTreeSet<String>;

/// Who may know a word of a case, and who must.
#[derive(Clone)]
pub struct Audience {
    pub case: usize,
    pub source: Source,
    pub may: Readers,
    pub must: Readers,
}

impl Audience {
    pub fn new(case: usize, source: Source) -> Self {
        Audience { case, source, may: Readers::new(), must: Readers::new() }
    }
}

/// The coordinator's folder.
pub const COORDINATOR: &str = "coordinator/";
/// The folder of the service where some people live.
pub const EASTOVER: &str = "areas/EASTOVER/";

/// A member's folder.
pub fn folder(code: &str) -> String {
    format!("agencies/{code}/")
}

/// Whether a member may know of a case (rules 1 to 3).
pub fn knows(case: &Case, code: &str) -> bool {
    let left_out =
        case.referrals.iter().flat_map(|referral| &referral.left_out).chain(&case.decision.left_out);
    let provider = code.ends_with("-HOMES");
    let out = |named: &&str| **named == *code || (provider && **named == *"PROVIDERS");
    if left_out.copied().any(|named| out(&named)) {
        return false;
    }
    let named = case.referrals.iter().flat_map(|referral| &referral.named).chain(&case.decision.added);
    match code {
        "POLICE" | "CARE" | "HOUSING" | "REFUGE" => true,
        "CLUB" => case.decision.club,
        _ => {
            case.referrals.iter().any(|referral| referral.agency == code)
                || named.copied().any(|name| name == code)
        }
    }
}

/// Members that may know of a case and to whom something about it can be sent: none of their people is
/// among those who must not be told (rule 8).
pub fn reached(case: &Case) -> Vec<&'static str> {
    let stopped = |code: &str| case.referrals.iter().any(|referral| referral.not_to == Some(code));
    MEMBERS.iter().map(|(code, _)| *code).filter(|code| knows(case, code) && !stopped(code)).collect()
}

fn is_core(code: &str) -> bool {
    !matches!(code, "PROBATION" | "OUTREACH" | "CLUB")
}

/// Whether a member sees a row of a return (rule 4).
fn sees(case: &Case, returned: &Return, row: usize, code: &str) -> bool {
    let row = &returned.rows[row];
    row.confirmed
        && knows(case, code)
        && (returned.agency == code
            || match row.share {
                Share::All => true,
                Share::Core => is_core(code),
                Share::Named(named) => named == code,
                Share::Nobody => false,
            })
}

/// Who may, and who must, find a word.
pub fn of(story: &Story, case: usize, source: Source) -> (Readers, Readers) {
    let case = &story.cases[case];
    let heard = case.fate == Fate::Heard;
    let letter = |which: usize| case.referrals[which].letter.clone();
    let letters = || case.referrals.iter().map(|referral| referral.letter.clone());
    let members = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        reached(case).into_iter().filter(|code| wanted(code)).map(folder).collect()
    };
    // A member one of whose people must not be told of any case it would be sent gets nothing at all.
    let whole = |code: &str| {
        !story.cases.iter().any(|other| {
            knows(other, code) && other.referrals.iter().any(|referral| referral.not_to == Some(code))
        })
    };
    let mut may = Readers::from([COORDINATOR.to_owned()]);
    let mut must = Readers::new();
    match source {
        Source::Person => {
            may.extend(letters());
            if case.fate != Fate::Deferred {
                may.extend(members(&|_| true));
                must.extend(members(&whole));
            }
            if case.decision.eastover {
                may.insert(EASTOVER.to_owned());
            }
            if heard {
                must.insert(COORDINATOR.to_owned());
            }
        }
        Source::Referrer(which) => {
            may.insert(letter(which));
            if heard {
                may.extend(members(&|_| true));
            }
        }
        Source::Held(which) => {
            may.insert(letter(which));
        }
        Source::Named(which) => {
            may.insert(letter(which));
            if case.fate != Fate::Deferred {
                may.extend(members(&|_| true));
                if case.decision.eastover {
                    may.insert(EASTOVER.to_owned());
                }
            }
            if heard {
                must.extend(members(&whole));
                must.insert(COORDINATOR.to_owned());
            }
        }
        Source::Told(which) => {
            may.insert(letter(which));
            if heard {
                may.extend(members(&|_| true));
                must.extend(members(&whole));
                must.insert(COORDINATOR.to_owned());
            }
        }
        Source::Address(which) => {
            may.insert(letter(which));
            let confidential = case.referrals[which].confidential;
            if heard {
                let entitled = |code: &str| !confidential || code == "REFUGE";
                may.extend(members(&entitled));
                must.extend(members(&|code| entitled(code) && whole(code)));
                must.insert(COORDINATOR.to_owned());
            } else if !confidential && case.fate == Fate::Declined {
                may.extend(members(&|code| code == "HOUSING"));
            }
        }
        Source::Phone(which) => {
            may.insert(letter(which));
            if heard {
                may.extend(members(&|code| code == "CARE"));
                must.extend(members(&|code| code == "CARE" && whole(code)));
                must.insert(COORDINATOR.to_owned());
            }
        }
        Source::Warning(which) => {
            may.insert(letter(which));
            if heard {
                may.extend(members(&is_core));
                must.extend(members(&|code| is_core(code) && whole(code)));
                must.insert(COORDINATOR.to_owned());
            }
        }
        Source::File => {}
        Source::Letters => {
            may.extend(letters());
            must.extend(letters());
        }
        Source::Row { at, row } => {
            let returned = &case.returns[at];
            may.extend(members(&|code| sees(case, returned, row, code)));
            // What an agency sends about a case it may not know reaches nobody until people look at it.
            if knows(case, returned.agency) {
                must.extend(members(&|code| sees(case, returned, row, code) && whole(code)));
                if returned.rows[row].confirmed {
                    must.insert(COORDINATOR.to_owned());
                }
            }
        }
        Source::Sender(at) => {
            let returned = &case.returns[at];
            let any = |code: &str| (0..returned.rows.len()).any(|row| sees(case, returned, row, code));
            may.extend(members(&any));
        }
    }
    (may, must)
}
