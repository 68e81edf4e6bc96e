//! Recording that letters were sent: read off the output, written into the register.
//!
//! What was sent is what lies in the output, whatever the input would give by now.

use chrono::{NaiveDate, NaiveTime};

use crate::finding::{Finding, Place};
use crate::model::{CaseRef, MeetingId, Sent};
use crate::normalise::Register;
use crate::panel::{self, Panel};
use crate::publish::{self, LetterFile, Lock, PublishedLetter, RegisterAppend};
use crate::read::{self, PanelTexts, Selection};
use crate::{Order, STARTS, Stop};

/// What was recorded, over all panels.
#[derive(Debug, Default)]
pub struct Issued {
    /// One for each panel's meeting whose output was looked into.
    pub meetings: Vec<IssuedMeeting>,
    /// Panels that stopped, with why.
    pub stopped: Vec<Stop>,
    /// What was asked for and not found, and what was wrong with files of no meeting in particular.
    pub findings: Vec<Finding>,
}

/// What was recorded for one meeting.
#[derive(Debug)]
pub struct IssuedMeeting {
    /// The panel.
    pub panel: Panel,
    /// The meeting.
    pub meeting: MeetingId,
    /// Letters recorded as sent by this run.
    pub recorded: Vec<Sent>,
    /// Letters recorded as sent before, which still lie there as they were sent.
    pub before: Vec<Sent>,
    /// Letters that were not recorded: the case, and why.
    pub not_recorded: Vec<(String, Finding)>,
}

impl IssuedMeeting {
    fn tells_of(&self, reference: &str) -> bool {
        self.recorded.iter().chain(&self.before).any(|sent| sent.reference.as_str() == reference)
            || self.not_recorded.iter().any(|(case, _)| case == reference)
    }

    /// What needs a look.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.not_recorded.iter().map(|(_, finding)| finding)
    }
}

/// Records the letters about these cases, or all of the meeting if none is named, as sent on a day.
///
/// # Errors
/// If there is no input to read. A panel whose files cannot be used stops alone.
pub fn issue(order: &Order, references: &[String], day: NaiveDate) -> Result<Issued, Stop> {
    let wanted: Vec<String> = references.iter().map(|written| written.trim().to_uppercase()).collect();
    let selection = Selection { panels: order.panels.clone(), meeting: order.meeting };
    let (panels, findings) = read::panel_texts(&order.input, &selection)?;
    let mut issued = Issued { findings, ..Issued::default() };
    for panel in panels {
        match record_or_start_again(panel, order, &wanted, day) {
            Ok(found) => issued.meetings.extend(found),
            Err(stop) => issued.stopped.push(stop),
        }
    }
    let unknown: Vec<Finding> = wanted
        .iter()
        .filter(|wanted| !issued.meetings.iter().any(|meeting| meeting.tells_of(wanted)))
        .map(|wanted| not_made(wanted))
        .collect();
    issued.findings.extend(unknown);
    if issued.meetings.is_empty() && issued.stopped.is_empty() && wanted.is_empty() {
        issued.findings.push(nothing_published());
    }
    Ok(issued)
}

/// If another run adds to the register meanwhile, it starts again from reading.
fn record_or_start_again(
    mut panel: PanelTexts,
    order: &Order,
    wanted: &[String],
    day: NaiveDate,
) -> Result<Option<IssuedMeeting>, Stop> {
    let selection = Selection { panels: vec![panel.code.clone()], meeting: panel.meeting };
    for _ in 1..STARTS {
        match record(&panel, order, wanted, day) {
            Err(stop) if stop.is_changed_register() => {
                panel = read::panel_texts(&order.input, &selection)?.0.pop().ok_or(stop)?;
            }
            recorded => return recorded,
        }
    }
    record(&panel, order, wanted, day)
}

/// Records the letters of one panel's meeting; nothing if nothing was published for it, or nothing about
/// these cases.
fn record(
    texts: &PanelTexts,
    order: &Order,
    wanted: &[String],
    day: NaiveDate,
) -> Result<Option<IssuedMeeting>, Stop> {
    let stop = |findings| Stop::Panel { panel: texts.code.clone(), findings };
    let (toml, register_text) = texts.texts.as_ref().map_err(|findings| stop(findings.clone()))?;
    let (panel, _) = panel::load(&texts.code, &toml.path, &toml.text).map_err(stop)?;
    let mut register =
        Register::open(register_text.as_ref(), &panel).map_err(|finding| stop(vec![finding]))?;
    let Some(meeting) = texts.meeting else { return Ok(None) };
    register.follow_moved_meetings(&panel.calendar, &[meeting]);
    let folder = meeting.to_string();
    if publish::previous(&order.output, &texts.code, &folder)?.is_none() {
        return Ok(None);
    }
    let lock = Lock::take(&order.output, &texts.code, "cmarac issued")?;
    let mut letters = publish::letters(&lock, &folder)?.unwrap_or_default();
    letters.retain(|letter| wanted.is_empty() || wanted.contains(&letter.made.reference));
    if letters.is_empty() && !wanted.is_empty() {
        return Ok(None);
    }
    let mut issued =
        IssuedMeeting { panel, meeting, recorded: Vec::new(), before: Vec::new(), not_recorded: Vec::new() };
    let mut lines = Vec::new();
    let mut kept_back: Vec<&str> = Vec::new();
    let (invitations, papers): (Vec<&PublishedLetter>, Vec<&PublishedLetter>) =
        letters.iter().partition(|letter| letter.made.path.ends_with(".ics"));
    for letter in papers.into_iter().chain(invitations) {
        let path = letter.made.path.as_str();
        let beside = path.rsplit_once('/').map_or("", |(beside, _)| beside);
        // An invitation goes with the letter beside it, or not at all.
        if path.ends_with(".ics") && kept_back.contains(&beside) {
            continue;
        }
        let place = Place::file(format!("{}/{folder}/{path}", texts.code));
        match may_be_recorded(letter, meeting, day, &register, wanted.is_empty()) {
            Err(finding) => {
                kept_back.push(beside);
                issued.not_recorded.push((letter.made.reference.clone(), finding.at(place)));
            }
            Ok((sent, line)) => match recorded_before(&register, &sent) {
                Some(before) => issued.before.push(before.clone()),
                None => {
                    issued.recorded.push(sent);
                    lines.push(line);
                }
            },
        }
    }
    publish::record(&RegisterAppend {
        path: order.input.join(&texts.code).join("register.csv"),
        read: register_text.as_ref().map(|register| register.hash.clone()),
        lines,
    })?;
    Ok(Some(issued))
}

/// A letter as the register remembers it, with its line; or why it is not to be recorded.
fn may_be_recorded(
    letter: &PublishedLetter,
    meeting: MeetingId,
    day: NaiveDate,
    register: &Register,
    all: bool,
) -> Result<(Sent, String), Finding> {
    let made = &letter.made;
    let reference = &made.reference;
    if made.draft {
        let message = format!("the letter about {reference} is a DRAFT, so it was not recorded as sent");
        let finding = if all {
            Finding::note("letter-is-draft", message)
        } else {
            Finding::error("letter-is-draft", message)
        };
        return Err(finding.help(
            "Have the outcome signed off in decisions.xlsx, make the letters again and send that one",
        ));
    }
    let problem = match letter.now {
        LetterFile::AsMade => None,
        LetterFile::Other => Some("is not the one that was made"),
        LetterFile::Missing => Some("is no longer there"),
    };
    if let Some(problem) = problem {
        return Err(Finding::error(
            "letter-not-as-made",
            format!("the letter about {reference} in the output {problem}, so it was not recorded as sent"),
        )
        .help("Make it again with `cmarac letters`, and send that one"));
    }
    let sent = CaseRef::parse(reference).map(|reference| Sent {
        reference,
        meeting,
        letter: made.path.clone(),
        outcome: made.outcome.clone(),
        slot: NaiveTime::parse_from_str(&made.slot, "%H:%M").ok(),
        date: day,
        file: letter.file.clone(),
        words: made.words.clone(),
        place: Place::file(String::new()),
    });
    let line = sent.and_then(|sent| register.line_of(&sent).map(|line| (sent, line)));
    line.ok_or_else(|| {
        Finding::error(
            "letter-of-no-case",
            format!("the register does not know {reference}, so its letter was not recorded as sent"),
        )
        .help("Put back the register with which the letter was made")
    })
}

/// The same letter, if it was the last that was recorded as sent in its place. Made again on another day
/// it carries another date, and tells nobody anything new.
fn recorded_before<'r>(register: &'r Register, sent: &Sent) -> Option<&'r Sent> {
    let same_place = |one: &&Sent| one.letter == sent.letter && one.meeting == sent.meeting;
    let told = |one: &Sent| (one.outcome.clone(), one.slot, one.words.clone());
    let last = register.sent().iter().filter(same_place).max_by_key(|one| one.date);
    last.filter(|last| last.file == sent.file || told(last) == told(sent))
}

fn not_made(reference: &str) -> Finding {
    Finding::error(
        "letter-not-made",
        format!("no letter about {reference} is in the output of this meeting, so none was recorded as sent"),
    )
    .help(
        "Check the reference, and name an earlier meeting with --meeting; make letters with `cmarac letters`",
    )
}

fn nothing_published() -> Finding {
    Finding::error("letter-not-made", "no letters are in the output, so none was recorded as sent")
        .help("Make them with `cmarac letters`, or say with --output where they are")
}
