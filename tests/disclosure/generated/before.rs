//! What earlier meetings of a drawn month did: who was there, what they decided about cases, which
//! actions they set, and what agencies have reported on those since.

use super::dice::Dice;
use super::rights::{Said, Source};
use super::story::{Decision, MEMBERS, Story, decision, name_of};

/// The meeting before the last.
pub const OCTOBER: &str = "2026-10-14";
/// The meeting before this one.
pub const NOVEMBER: &str = "2026-11-11";

/// What an earlier meeting decided and did about a case.
#[derive(Clone)]
pub struct Before {
    pub decision: Decision,
    /// It comes back.
    pub open: bool,
    /// The agency that leads.
    pub lead: &'static str,
    /// What the meeting's record says of the case, by heading.
    pub answers: Vec<(String, String)>,
    pub actions: Vec<Action>,
}

/// An action that was set.
#[derive(Clone)]
pub struct Action {
    pub agency: &'static str,
    pub done: bool,
    /// What the meeting's record says of it, by heading.
    pub answers: Vec<(String, String)>,
    /// What its agency has reported since, by heading.
    pub update: Option<Vec<(String, String)>>,
}

impl Before {
    /// Every text of it that is written into a file.
    pub fn texts(&mut self) -> Vec<&mut String> {
        let answers = self.decision.answers.iter_mut().chain(&mut self.answers);
        let of_actions = self
            .actions
            .iter_mut()
            .flat_map(|action| action.answers.iter_mut().chain(action.update.iter_mut().flatten()));
        answers.chain(of_actions).map(|(_, text)| text).collect()
    }
}

/// The last case of the story was closed.
pub fn closed(story: &mut Story, dice: &mut Dice) {
    add(story, false, dice);
}

/// The last case of the story stays open; what was said when it came is true of it.
pub fn stays_open(story: &mut Story, dice: &mut Dice) {
    add(story, true, dice);
    let case = story.cases.last_mut().expect("there is a case");
    for (heading, text) in case.referrals.iter_mut().flat_map(|referral| &mut referral.answers) {
        if heading == "Referral received" {
            *text = text.replace("29/10/2026", "14/10/2026");
        }
    }
}

fn add(story: &mut Story, open: bool, dice: &mut Dice) {
    let index = story.cases.len() - 1;
    let reference = story.cases[index].reference.clone();
    let club = dice.often(30);
    let mut fresh = |heading: &str, _| story.fresh(index, heading, Source::OnFileThen);
    let decision = decision(&reference, (club, false), dice, &mut fresh);
    let lead = of_some(&decision.added, &MEMBERS[..8], dice);
    let mut answers = vec![
        ("Case reference".to_owned(), reference.clone()),
        ("Outcome".to_owned(), if open { "stays open" } else { "closed" }.to_owned()),
        ("Primary agency".to_owned(), name_of(lead).to_owned()),
    ];
    for heading in ["Plan agreed", "Risk to children", "Risk to the public"] {
        answers.push((heading.to_owned(), story.fresh(index, heading, Source::Agreed)));
    }
    answers
        .push(("Policy issue raised".into(), story.fresh(index, "Policy issue raised", Source::OnFileThen)));
    if !open {
        answers.push(("Reason for closing".into(), story.fresh(index, "Reason for closing", Source::Closed)));
    }
    let actions = (0..1 + dice.below(3))
        .map(|at| {
            let agency = of_some(&decision.added, MEMBERS, dice);
            action(story, (index, at), (&reference, agency), dice)
        })
        .collect();
    story.cases[index].before = Some(Before { decision, open, lead, answers, actions });
}

/// One of these members, often one that people added.
fn of_some(added: &[&'static str], of: &[(&'static str, &'static str)], dice: &mut Dice) -> &'static str {
    match added.first() {
        Some(code) if dice.often(40) => code,
        _ => dice.one(of).0,
    }
}

fn action(
    story: &mut Story,
    (index, at): (usize, usize),
    (reference, agency): (&str, &'static str),
    dice: &mut Dice,
) -> Action {
    let name = name_of(agency);
    let status = dice.one(&["done", "open", "not done"]);
    let done = status == "done";
    let update = !done && dice.often(40);
    let mut answers = vec![
        ("Case reference".to_owned(), reference.to_owned()),
        ("Agency".to_owned(), name.to_owned()),
        ("Due".to_owned(), "20/11/2026".to_owned()),
        ("Status".to_owned(), status.to_owned()),
    ];
    for heading in ["Action reference", "Action", "Owner"] {
        // What is done is told by its words: nobody reports on it by its reference.
        let source = match heading {
            "Action reference" if done => Source::OnFileThen,
            "Owner" => Source::Action { at, said: Said::Owner },
            _ => Source::Action { at, said: Said::Set },
        };
        answers.push((heading.to_owned(), story.fresh(index, heading, source)));
    }
    // What was noted at the meeting is what is known of it until its agency reports.
    let told = Source::Action { at, said: if update { Said::Replaced } else { Said::Noted } };
    answers.push(("Note".into(), story.fresh(index, "Note", told)));
    if status == "not done" {
        answers.push(("Reason".into(), story.fresh(index, "Reason", told)));
    }
    let reference = answers.iter().find(|(heading, _)| heading == "Action reference");
    let reference = reference.expect("it has one").clone();
    let update = update.then(|| {
        let mut said = |heading: &str| {
            (heading.to_owned(), story.fresh(index, heading, Source::Action { at, said: Said::Reported }))
        };
        let [reason, note] = ["Reason", "Note"].map(&mut said);
        let status = ("Status".to_owned(), "not done".to_owned());
        vec![reference, status, ("Date reported".into(), "30/11/2026".into()), reason, note]
    });
    Action { agency, done, answers, update }
}

/// Who was at the meeting before.
pub fn attendance(story: &mut Story) {
    let said = [("Agency", "Sixways Police"), ("Status", "apologies"), ("Information sent on", "02/11/2026")];
    let mut row: Vec<(String, String)> =
        said.map(|(heading, text)| (heading.to_owned(), text.to_owned())).to_vec();
    row.push(("Name".into(), story.fresh(0, "Name", Source::OnFileThen)));
    row.push(("Email".into(), story.fresh(0, "Email", Source::OnFileThen) + "@police.example"));
    story.attendance = row;
}
