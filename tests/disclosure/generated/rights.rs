//! Who may find a word, and who must: the rules of need to know, written down a second time, by hand,
//! from what they say. Nothing here asks the program.

use std::collections::BTreeSet;

use super::before::{Action, Before, NOVEMBER};
use super::story::{Case, DECEMBER, Decision, Fate, MEMBERS, Return, Share, Story};

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
    /// A referrer's telephone number: the coordinator's, whoever asks.
    Kept,
    /// What an earlier meeting has on file and prints nowhere.
    OnFileThen,
    /// What an earlier meeting agreed about the case.
    Agreed,
    /// Why an earlier meeting closed the case.
    Closed,
    /// An action of the case, or what is said of it.
    Action { at: usize, said: Said },
}

/// Who said a word of an action, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The meeting, when it set the action.
    Set,
    /// The same, of who does it, and so comes while it is not done.
    Owner,
    /// The meeting, of how it stood.
    Noted,
    /// The same, and its agency has reported otherwise since.
    Replaced,
    /// Its agency, before the next meeting.
    Reported,
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

/// The folder of a member in what is made after the meeting before.
pub fn folder_then(code: &str) -> String {
    format!("{NOVEMBER} agencies/{code}/")
}

/// A case as one meeting has it: what is decided, who is left out and who was added before.
struct View<'s> {
    case: &'s Case,
    decision: &'s Decision,
    /// What held at the meeting before still holds.
    before: Option<&'s Before>,
}

/// A case as this meeting has it; one that was closed, as the meeting that closed it had it.
fn now(case: &Case) -> View<'_> {
    match &case.before {
        Some(before) if before.open => View { case, decision: &case.decision, before: Some(before) },
        Some(before) => View { case, decision: &before.decision, before: None },
        None => View { case, decision: &case.decision, before: None },
    }
}

/// A case as the meeting before had it.
fn then(case: &Case) -> Option<View<'_>> {
    case.before.as_ref().map(|before| View { case, decision: &before.decision, before: None })
}

impl View<'_> {
    /// Whether a member is left out (rule 3): by a referral, or by what was decided now or before; or of an
    /// earlier case of the person, unless people sign that it comes now.
    fn leaves_out(&self, code: &str) -> bool {
        let referrals = self.case.referrals.iter().flat_map(|referral| &referral.left_out);
        let before = self.before.iter().flat_map(|before| &before.decision.left_out);
        let provider = code.ends_with("-HOMES");
        let is_it = |named: &&'static str| *named == code || (provider && *named == "PROVIDERS");
        let mut named = referrals.chain(&self.decision.left_out).chain(before);
        let lifted = self.decision.added.contains(&code);
        named.any(is_it) || (!lifted && self.case.left_out_before.iter().any(is_it))
    }

    /// Whether a member may know of the case (rules 1 to 3).
    fn knows(&self, code: &str) -> bool {
        if self.leaves_out(code) {
            return false;
        }
        let named = self.case.referrals.iter().flat_map(|referral| &referral.named);
        // Whoever was added before comes again if it leads, or has something left to do.
        let again = self.before.is_some_and(|before| {
            let left = before.actions.iter().any(|action| action.agency == code && !action.done);
            before.decision.added.contains(&code) && (before.lead == code || left)
        });
        match code {
            "POLICE" | "CARE" | "HOUSING" | "REFUGE" => true,
            "CLUB" => self.decision.club,
            _ => {
                again
                    || self.case.referrals.iter().any(|referral| referral.agency == code)
                    || named.chain(&self.decision.added).any(|name| *name == code)
            }
        }
    }
}

/// Whether a member may know of a case.
pub fn knows(case: &Case, code: &str) -> bool {
    now(case).knows(code)
}

/// Whether a member may hear that there is a case: it may know of it, or might when an earlier meeting had it.
pub fn may_hear_of(story: &Story, at: usize, code: &str) -> bool {
    let case = &story.cases[at];
    knows(case, code) || then(case).is_some_and(|view| view.knows(code))
}

/// Whether a member is left out of a case.
pub fn leaves_out(case: &Case, code: &str) -> bool {
    now(case).leaves_out(code)
}

/// A case and every later one of the same person, as each meeting had it.
fn history(story: &Story, at: usize) -> Vec<View<'_>> {
    let later = story.cases.iter().skip(at + 1).filter(|case| case.person == story.cases[at].person);
    then(&story.cases[at]).into_iter().chain([now(&story.cases[at])]).chain(later.map(now)).collect()
}

/// Whether a member may know what an earlier meeting did with a case: it may know of that, and of
/// every later case of the person.
pub fn knows_history(story: &Story, at: usize, code: &str) -> bool {
    history(story, at).iter().all(|view| view.knows(code))
}

/// Whether an action is a member's own, and it may be shown it: it may know of the case, and nobody
/// has left it out of the person's cases.
pub fn is_own(story: &Story, at: usize, action: &Action, code: &str) -> bool {
    action.agency == code
        && now(&story.cases[at]).knows(code)
        && !history(story, at).iter().any(|view| view.leaves_out(code))
}

/// Whether one of the member's people must not be told of a case, or of an earlier one of the person.
fn stops(case: &Case, code: &str) -> bool {
    case.referrals.iter().any(|referral| referral.not_to == Some(code)) || case.not_to_before.contains(&code)
}

/// Whether a member gets a pack, whatever is in it.
fn has_pack(story: &Story, code: &str) -> bool {
    matches!(code, "POLICE" | "CARE" | "HOUSING" | "REFUGE")
        || story.cases.iter().any(|case| case.fate == Fate::Heard && knows(case, code))
}

/// Whether a member gets its open actions after the meeting before: an earlier meeting set it one that is
/// its own to know, and none of its people is among those who must not be told.
fn is_sent_actions(story: &Story, code: &str) -> bool {
    !story.cases.iter().any(|case| {
        let own = |before: &Before| before.actions.iter().any(|action| action.agency == code && !action.done);
        case.before.as_ref().is_some_and(own)
            && then(case).is_some_and(|view| view.knows(code))
            && stops(case, code)
    })
}

/// Members that may know of a case and to whom something about it can be sent: none of their people is
/// among those who must not be told (rule 8).
pub fn reached(case: &Case) -> Vec<&'static str> {
    MEMBERS.iter().map(|(code, _)| *code).filter(|code| knows(case, code) && !stops(case, code)).collect()
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
                Share::Named(named) => named == code || (named == "PROVIDERS" && code.ends_with("-HOMES")),
                Share::Nobody => false,
            })
}

/// Who may, and who must, find a word.
pub fn of(story: &Story, case: usize, source: Source) -> (Readers, Readers) {
    let at_case = case;
    let case = &story.cases[case];
    let heard = case.fate == Fate::Heard;
    let letter = |which: usize| case.referrals[which].letter.clone();
    let letters = || case.referrals.iter().map(|referral| referral.letter.clone());
    let members = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        reached(case).into_iter().filter(|code| wanted(code)).map(folder).collect()
    };
    // A member one of whose people must not be told of any case it would be sent gets nothing at all.
    let whole = |code: &str| !story.cases.iter().any(|other| stops(other, code));
    // What an earlier meeting did, for members that may know of it, or for whom `also` it is.
    let of_history = |also: &dyn Fn(&str) -> bool, wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
        let codes = MEMBERS.iter().map(|(code, _)| *code);
        let known = codes.filter(|code| knows_history(story, at_case, code) || also(code));
        known.filter(|code| wanted(code)).map(folder).collect()
    };
    let with_pack = |code: &str| whole(code) && has_pack(story, code);
    let person_is_heard =
        || story.cases.iter().any(|other| other.person == case.person && other.fate == Fate::Heard);
    let mut may = Readers::from([COORDINATOR.to_owned()]);
    let mut must = Readers::new();
    match source {
        Source::Person => {
            let cases = story.cases.iter().enumerate().filter(|(_, other)| other.person == case.person);
            for (at, other) in cases {
                of_person(story, (at, other), &whole, &mut may, &mut must);
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
            if matches!(case.fate, Fate::Heard | Fate::Declined) {
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
            // One referral that says so is enough, in any case of the person.
            let mut of_person = story.cases.iter().filter(|other| other.person == case.person);
            let confidential =
                of_person.any(|other| other.referrals.iter().any(|referral| referral.confidential));
            // Somebody may have typed it into another's case.
            if knows_history(story, at_case, "REFUGE") {
                may.insert(folder("REFUGE"));
            }
            let knew = then(case).map_or_else(|| knows(case, "REFUGE"), |view| view.knows("REFUGE"));
            if knew && case.meeting != DECEMBER {
                may.insert(folder_then("REFUGE"));
            }
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
        Source::File | Source::OnFileThen => {}
        Source::Kept => {
            may.extend(letters());
        }
        Source::Agreed => {
            may.extend(of_history(&|_| false, &|_| true));
            if person_is_heard() {
                must.extend(of_history(&|_| false, &with_pack));
                must.insert(COORDINATOR.to_owned());
            }
        }
        Source::Closed => {
            may.extend(of_history(&|_| false, &|_| true));
            must.extend(of_history(&|_| false, &with_pack));
            must.insert(COORDINATOR.to_owned());
        }
        Source::Action { at, said } => {
            let before = case.before.as_ref().expect("an earlier meeting set it");
            let action = &before.actions[at];
            let own = |code: &str| !action.done && is_own(story, at_case, action, code);
            if said != Said::Replaced {
                may.extend(of_history(&own, &|_| true));
            }
            if said == Said::Owner && heard && !action.done {
                may.extend(members(&|_| true));
            }
            if said != Said::Replaced && (!action.done || person_is_heard()) {
                must.extend(of_history(&own, &with_pack));
                must.insert(COORDINATOR.to_owned());
            }
            let sent = then(case).is_some_and(|view| view.knows(action.agency));
            if !action.done && said != Said::Reported && sent && is_sent_actions(story, action.agency) {
                may.insert(folder_then(action.agency));
                must.insert(folder_then(action.agency));
            }
        }
        Source::Letters => {
            may.extend(letters());
            if case.fate != Fate::Closed {
                // Nobody writes to an agency that is left out, its own referral or not.
                let written_to = case.referrals.iter().filter(|one| !now(case).leaves_out(one.agency));
                must.extend(written_to.map(|referral| referral.letter.clone()));
            }
        }
        Source::Row { at, row } => {
            let returned = &case.returns[at];
            // Nothing is used of what an agency sends about a case that it is left out of.
            if leaves_out(case, returned.agency) {
                return (Readers::new(), must);
            }
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
            if leaves_out(case, returned.agency) {
                return (Readers::new(), must);
            }
            let any = |code: &str| (0..returned.rows.len()).any(|row| sees(case, returned, row, code));
            may.extend(members(&any));
        }
    }
    (may, must)
}

/// Who may, and who must, find the name of the person of a case for the sake of that case.
fn of_person(
    story: &Story,
    (at, case): (usize, &Case),
    whole: &dyn Fn(&str) -> bool,
    may: &mut Readers,
    must: &mut Readers,
) {
    may.extend(case.referrals.iter().map(|referral| referral.letter.clone()));
    let codes = || MEMBERS.iter().map(|(code, _)| *code);
    if case.before.is_some() {
        let known: Vec<&str> = codes().filter(|code| knows_history(story, at, code)).collect();
        may.extend(known.iter().map(|code| folder(code)));
        must.extend(
            known.iter().filter(|code| whole(code) && has_pack(story, code)).map(|code| folder(code)),
        );
        must.insert(COORDINATOR.to_owned());
    }
    match case.fate {
        Fate::Closed | Fate::Deferred => {}
        Fate::Heard | Fate::Declined => {
            may.extend(reached(case).into_iter().map(folder));
            must.extend(reached(case).into_iter().filter(|code| whole(code)).map(folder));
        }
    }
    if case.decision.eastover {
        may.insert(EASTOVER.to_owned());
    }
    if case.fate == Fate::Heard {
        must.insert(COORDINATOR.to_owned());
    }
}
