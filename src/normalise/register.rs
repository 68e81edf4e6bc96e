//! The register: case references given out so far, once and for ever, and letters that were sent.
//!
//! `register.csv` says `format = 1` in its first line, names its columns in the second, and then
//! holds one line for each referral's person and meeting, and one for each letter that was sent
//! (`sent` says how). Lines are only ever appended. A damaged register stops the run: a reference
//! given twice could send one person's letter to another.

use std::collections::BTreeMap;

use super::people::is_key;
use super::sent;
use crate::finding::{Finding, Place};
use crate::model::{CaseRef, MeetingId, Sent};
use crate::panel::{Calendar, Panel};
use crate::read::TextFile;

const FORMAT: &str = "format = 1";
const COLUMNS: &str = "reference,meeting,person key,source,letters issued";

/// One line of the register that gives a reference.
#[derive(Clone, Debug)]
struct Line {
    reference: CaseRef,
    meeting: MeetingId,
    key: String,
    source: String,
}

/// References given so far, and those given in this run; letters that were sent.
#[derive(Debug)]
pub struct Register {
    prefix: String,
    lines: Vec<Line>,
    sent: Vec<Sent>,
    highest: BTreeMap<i32, u32>,
    appended: Vec<String>,
}

impl Register {
    /// Reads the register, or begins one.
    ///
    /// # Errors
    /// If it is damaged, with the line and what to do; the run must stop.
    pub fn open(file: Option<&TextFile>, panel: &Panel) -> Result<Self, Finding> {
        let mut register = Register {
            prefix: panel.prefix.clone(),
            lines: Vec::new(),
            sent: Vec::new(),
            highest: BTreeMap::new(),
            appended: Vec::new(),
        };
        if CaseRef::parse(&format!("{}-2000-001", panel.prefix)).is_none() {
            return Err(Finding::error(
                "prefix-unusable",
                "the panel's prefix cannot begin a case reference",
            )
            .at(panel.place.clone())
            .help("Use capital letters and digits, beginning with a letter, such as `ISL`"));
        }
        match file {
            None => register.appended.extend([FORMAT.to_owned(), COLUMNS.to_owned()]),
            Some(file) => register.take_in(file)?,
        }
        Ok(register)
    }

    fn take_in(&mut self, file: &TextFile) -> Result<(), Finding> {
        let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
        let lines: Vec<&str> = text.lines().collect();
        let damaged = |line: usize, problem: &str| {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            Finding::error("register-damaged", format!("the register is damaged: {problem}"))
                .at(Place::file(&file.path).line(line))
                .help("Put back the last good copy of the register, or mend this line in a text editor; never delete lines, and do not save it from a spreadsheet program")
        };
        let first = lines.first().map(|line| fields(line)).unwrap_or_default();
        let first = first.first().map_or("", String::as_str);
        if first != FORMAT {
            let format = first.strip_prefix("format = ").and_then(|number| number.parse::<u32>().ok());
            if format.is_some_and(|format| format > 1) {
                return Err(Finding::error(
                    "register-newer",
                    "the register was written by a newer version of this program",
                )
                .at(Place::file(&file.path).line(1))
                .help("Install that version; this one reads `format = 1`"));
            }
            return Err(damaged(1, "its first line is not `format = 1`"));
        }
        if lines.get(1).is_none_or(|line| !fields(line).iter().eq(COLUMNS.split(','))) {
            return Err(damaged(2, "its second line does not name the columns"));
        }
        // An editor may drop the last line's end. A line that was cut off lacks more than that.
        let last = lines.last().map(|line| fields(line)).unwrap_or_default();
        if !text.ends_with('\n') && last.len() < COLUMNS.split(',').count() {
            return Err(cut_off(&file.path, lines.len()));
        }
        for (index, line) in lines.iter().enumerate().skip(2).filter(|(_, line)| !line.trim().is_empty()) {
            let number = index.saturating_add(1);
            let (line, column) = parse(line).map_err(|problem| damaged(number, problem))?;
            if !column.is_empty() {
                let place = Place::file(&file.path).line(u32::try_from(number).unwrap_or(u32::MAX));
                let sent =
                    self.take_sent(line, &column, place).map_err(|problem| damaged(number, problem))?;
                self.sent.push(sent);
                continue;
            }
            if self.lines.iter().any(|known| {
                known.meeting == line.meeting && known.key == line.key && known.reference != line.reference
            }) {
                return Err(damaged(number, "it gives one person two references for one meeting"));
            }
            let two_people = |known: &&Line| {
                known.reference == line.reference
                    && known.key != line.key
                    && known.key.starts_with('p')
                    && line.key.starts_with('p')
            };
            if self.lines.iter().any(|known| two_people(&known)) {
                return Err(damaged(number, "it gives one reference to two people"));
            }
            self.count(&line.reference);
            self.lines.push(line);
        }
        Ok(())
    }

    /// A line that says that a letter was sent.
    fn take_sent(&self, line: Line, column: &str, place: Place) -> Result<Sent, &'static str> {
        let told = sent::read(column).ok_or("what it says of a letter that was sent cannot be read")?;
        if !self.lines.iter().any(|known| known.reference == line.reference) {
            return Err("it records a letter about a case that no line above it gives a reference");
        }
        let Line { reference, meeting, source: letter, .. } = line;
        let sent::Told { date, outcome, slot, file, words } = told;
        Ok(Sent { reference, meeting, letter, outcome, slot, date, file, words, place })
    }

    /// Remembers the running number of a reference of ours.
    fn count(&mut self, reference: &CaseRef) {
        let Some(rest) =
            reference.as_str().strip_prefix(&self.prefix).and_then(|rest| rest.strip_prefix('-'))
        else {
            return;
        };
        if let Some((year, number)) = rest.split_once('-')
            && let (Ok(year), Ok(number)) = (year.parse::<i32>(), number.parse::<u32>())
        {
            let highest = self.highest.entry(year).or_default();
            *highest = number.max(*highest);
        }
    }

    /// What was given and sent for a meeting that an exception of the calendar has moved counts for its new
    /// day, once its folder is renamed: `folders` are those that are there.
    ///
    /// Whoever got a reference for the new day as well keeps that.
    pub fn follow_moved_meetings(&mut self, calendar: &Calendar, folders: &[MeetingId]) {
        let regular = |date| MeetingId { date, urgent: false };
        let moves: BTreeMap<MeetingId, MeetingId> = calendar
            .exceptions
            .iter()
            .filter_map(|(usual, held)| Some((regular(*usual), regular((*held)?))))
            .filter(|(usual, held)| usual != held && !folders.contains(usual))
            .collect();
        let own: Vec<Line> =
            self.lines.iter().filter(|line| !moves.contains_key(&line.meeting)).cloned().collect();
        for line in &mut self.lines {
            let Some(to) = moves.get(&line.meeting) else { continue };
            let taken = own.iter().any(|other| {
                other.meeting == *to && (other.key == line.key || other.reference == line.reference)
            });
            if !taken {
                line.source = line.source.replacen(&format!("/{}/", line.meeting), &format!("/{to}/"), 1);
                line.meeting = *to;
            }
        }
        for sent in &mut self.sent {
            let Some(to) = moves.get(&sent.meeting) else { continue };
            let went = |line: &Line| line.meeting == *to && line.reference == sent.reference;
            if self.lines.iter().any(went) {
                sent.meeting = *to;
            }
        }
    }

    /// Lets the key of somebody who is known by a place follow the place where its folder was renamed.
    pub fn know_as(&mut self, meeting: MeetingId, then: &str, now: String) {
        let of_meeting = |line: &&mut Line| line.meeting == meeting && line.key == then;
        if !self.lines.iter().any(|line| line.meeting == meeting && line.key == now) {
            self.lines.iter_mut().filter(of_meeting).for_each(|line| line.key.clone_from(&now));
        }
    }

    /// The references given for a meeting that have gone on to no other, each with its source as written.
    pub fn given_last_for(&self, meeting: MeetingId) -> impl Iterator<Item = (&CaseRef, &str)> {
        let of_meeting = self.lines.iter().enumerate().filter(move |(_, line)| line.meeting == meeting);
        let went_on = move |(number, line): &(usize, &Line)| {
            self.lines.iter().enumerate().any(|(other_number, other)| {
                let later = other_number > *number || other.meeting > meeting;
                other.reference == line.reference && other.meeting != meeting && later
            })
        };
        of_meeting.filter(move |line| !went_on(line)).map(|(_, line)| (&line.reference, line.source.as_str()))
    }

    /// The reference of a person at a meeting, if one was given: by key, or, for a referral that
    /// was incomplete when it got its reference, by the form it stood in (rows of tables move).
    pub fn find(&self, meeting: MeetingId, key: &str, source: &Place) -> Option<CaseRef> {
        let of_meeting = || self.lines.iter().filter(|line| line.meeting == meeting);
        let by_key = of_meeting().find(|line| line.key == key);
        let form = source.row.is_none().then(|| source.to_string());
        by_key
            .or_else(|| {
                of_meeting().find(|line| line.key.starts_with('x') && Some(&line.source) == form.as_ref())
            })
            .map(|line| line.reference.clone())
    }

    /// The reference a person has for the first meeting after this one, if any was given.
    pub fn after(&self, meeting: MeetingId, key: &str) -> Option<CaseRef> {
        let later = self.lines.iter().filter(|line| line.key == key && line.meeting > meeting);
        later.min_by_key(|line| line.meeting).map(|line| line.reference.clone())
    }

    /// The last meeting before this one for which a person got a reference, with it.
    pub fn before(&self, meeting: MeetingId, key: &str) -> Option<(MeetingId, CaseRef)> {
        let earlier = self.lines.iter().filter(|line| line.key == key && line.meeting < meeting);
        earlier.max_by_key(|line| line.meeting).map(|line| (line.meeting, line.reference.clone()))
    }

    /// Whether a reference was given for a meeting.
    pub fn has(&self, meeting: MeetingId, reference: &CaseRef) -> bool {
        self.lines.iter().any(|line| line.meeting == meeting && line.reference == *reference)
    }

    /// Letters that were sent, in the order in which they were recorded.
    pub fn sent(&self) -> &[Sent] {
        &self.sent
    }

    /// The line that records a letter as sent; nothing if its case has no reference here.
    pub fn line_of(&self, sent: &Sent) -> Option<String> {
        let of_case = || self.lines.iter().filter(|line| line.reference == sent.reference);
        let here = of_case().find(|line| line.meeting == sent.meeting);
        let line = here.or_else(|| of_case().next())?;
        let Sent { reference, meeting, letter, .. } = sent;
        Some(format!("{reference},{meeting},{},{},{}", line.key, quoted(letter), sent::written(sent)))
    }

    /// The key of a reference that was given to somebody without a full name and date of birth.
    pub fn incomplete(&self, meeting: MeetingId, reference: &CaseRef) -> Option<String> {
        let mut of_case =
            self.lines.iter().filter(|line| line.meeting == meeting && line.reference == *reference);
        let complete = of_case.clone().any(|line| line.key.starts_with('p'));
        of_case.next().filter(|_| !complete).map(|line| line.key.clone())
    }

    /// Gives a reference to a person at a meeting: this one, or the next of the meeting's year.
    /// A person who has one already for that meeting keeps it.
    pub fn give(
        &mut self,
        meeting: MeetingId,
        key: &str,
        source: &Place,
        reference: Option<CaseRef>,
    ) -> CaseRef {
        if let Some(known) = self.lines.iter().find(|line| line.meeting == meeting && line.key == key) {
            return known.reference.clone();
        }
        let reference = reference.unwrap_or_else(|| self.next(meeting));
        let line =
            Line { reference: reference.clone(), meeting, key: key.to_owned(), source: source.to_string() };
        self.appended.push(format!("{reference},{meeting},{key},{},", quoted(&line.source)));
        self.count(&reference);
        self.lines.push(line);
        reference
    }

    fn next(&self, meeting: MeetingId) -> CaseRef {
        let year = chrono::Datelike::year(&meeting.date);
        let number = self.highest.get(&year).copied().unwrap_or(0).saturating_add(1);
        CaseRef::parse(&format!("{}-{year}-{number:03}", self.prefix))
            .expect("the prefix was checked when the register was opened")
    }

    /// Lines to append to the file; its head as well if there was no file.
    pub fn into_lines(self) -> Vec<String> {
        self.appended
    }
}

/// The fields of a line, without those that spreadsheet programs add at its end.
fn fields(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let read = reader.records().next().and_then(Result::ok).unwrap_or_default();
    let mut fields: Vec<String> = read.iter().map(|field| field.trim().to_owned()).collect();
    while fields.len() > COLUMNS.split(',').count() && fields.last().is_some_and(String::is_empty) {
        fields.pop();
    }
    fields
}

/// A line, and what its last column says.
fn parse(line: &str) -> Result<(Line, String), &'static str> {
    if !line.matches('"').count().is_multiple_of(2) {
        return Err("a quotation mark is not closed");
    }
    let fields = fields(line);
    let field = |index: usize| fields.get(index).map(String::as_str).unwrap_or_default();
    if fields.len() < 4 {
        return Err("a line has fewer than four columns");
    }
    let reference = CaseRef::parse(field(0)).ok_or("a line does not begin with a case reference")?;
    let meeting = MeetingId::parse(field(1)).ok_or(
        "the meeting is not written as 2026-12-09; spreadsheet programs rewrite dates when they save",
    )?;
    if !is_key(field(2)) {
        return Err("the person key is not one of ours");
    }
    let line = Line { reference, meeting, key: field(2).to_owned(), source: field(3).to_owned() };
    Ok((line, field(4).to_owned()))
}

fn cut_off(path: &str, lines: usize) -> Finding {
    Finding::error("register-damaged", "the register is damaged: its last line is cut off")
        .at(Place::file(path).line(u32::try_from(lines).unwrap_or(u32::MAX)))
        .help("Put back the last good copy of the register; if the program was interrupted while it wrote, delete this one unfinished line, with which nothing was published")
}

/// A field of our CSV, quoted where it must be.
fn quoted(field: &str) -> String {
    let field: String = field.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting() -> MeetingId {
        MeetingId::parse("2026-12-09").expect("a meeting")
    }

    fn open(text: &str) -> Result<Register, String> {
        let mut register = Register {
            prefix: "TST".into(),
            lines: Vec::new(),
            sent: Vec::new(),
            highest: BTreeMap::new(),
            appended: Vec::new(),
        };
        let file = TextFile { path: "test/register.csv".into(), text: text.into(), hash: String::new() };
        register.take_in(&file).map(|()| register).map_err(|finding| {
            format!("{} {:?}", finding.message, finding.place.and_then(|place| place.line))
        })
    }

    const KEY: &str = "p0123456789abcdef0123";
    const OTHER: &str = "p9999999999abcdef0123";

    #[test]
    fn numbers_go_on_where_the_register_ends() {
        let head = format!("{FORMAT}\n{COLUMNS}\n");
        let mut register =
            open(&format!("{head}TST-2026-009,2026-11-11,{KEY},a.csv,\n")).expect("a good register");
        let place = Place::file("b.csv");
        assert_eq!(register.find(meeting(), KEY, &place), None);
        assert_eq!(register.give(meeting(), KEY, &place, None).as_str(), "TST-2026-010");
        assert_eq!(register.give(meeting(), KEY, &place, None).as_str(), "TST-2026-010");
        assert_eq!(register.into_lines(), [format!("TST-2026-010,2026-12-09,{KEY},b.csv,")]);
    }

    #[test]
    fn a_meeting_that_moved_keeps_its_references_and_what_was_sent() {
        let (usual, held) = (meeting(), MeetingId::parse("2026-12-16").expect("a meeting"));
        let (_, text) =
            crate::panel::BUILT_IN.iter().find(|(name, _)| *name == "islington").expect("built in");
        let (panel, _) = crate::panel::load("islington", "islington/panel.toml", text).expect("a good panel");
        let calendar = Calendar { exceptions: vec![(usual.date, Some(held.date))], ..panel.calendar };
        let column = format!("sent 2026-12-02; outcome accept; file {0}; words {0}", "0".repeat(64));
        let text = format!(
            "{FORMAT}\n{COLUMNS}\nTST-2026-001,{usual},{KEY},test/{usual}/referrals/a.xlsx,\n\
             TST-2026-001,{usual},{KEY},referrers/TST-2026-001/acceptance-letter.pdf,{column}\n"
        );
        let place = Place::file("test/2026-12-16/referrals/a.xlsx");
        let moved = |folders: &[MeetingId], more: &str| {
            let mut register = open(&format!("{text}{more}")).expect("a good register");
            register.follow_moved_meetings(&calendar, folders);
            let found = register.find(held, KEY, &place).map(|reference| reference.to_string());
            (
                found,
                register.sent()[0].meeting,
                register.given_last_for(held).next().map(|(_, file)| file.to_owned()),
            )
        };
        let given = Some("TST-2026-001".to_owned());
        assert_eq!(moved(&[held], ""), (given, held, Some(place.file.clone())));
        assert_eq!(moved(&[usual], ""), (None, usual, None), "the folder has the old name still");
        let again = format!("TST-2026-002,{held},{KEY},test/{held}/referrals/a.xlsx,\n");
        let (found, sent, _) = moved(&[held], &again);
        assert_eq!((found.as_deref(), sent), (Some("TST-2026-002"), usual), "given anew since, that holds");
    }

    #[test]
    fn damage_names_its_line() {
        let head = format!("{FORMAT}\n{COLUMNS}\n");
        let line = |reference: &str, key: &str| format!("{reference},2026-11-11,{key},a.csv,\n");
        for (text, line_number) in [
            ("format = 2\n".to_owned(), 1),
            (String::new(), 1),
            (format!("{FORMAT}\n"), 2),
            (format!("{head}TST-2026-001,11/11/2026,{KEY},a.csv,\n"), 3),
            (format!("{head}TST-2026-001,2026-11-11,Ada,a.csv,\n"), 3),
            (format!("{head}TST-2026-0"), 3),
            (format!("{head}{}TST-2026-002\n", line("TST-2026-001", KEY)), 4),
            (format!("{head}{}{}", line("TST-2026-001", KEY), line("TST-2026-001", OTHER)), 4),
            (format!("{head}{}{}", line("TST-2026-001", KEY), line("TST-2026-002", KEY)), 4),
        ] {
            let problem = open(&text).map(|_| ()).expect_err(&text);
            assert!(problem.ends_with(&format!("Some({line_number})")), "{text}: {problem}");
        }
    }

    #[test]
    fn what_other_programs_make_of_it_is_understood_or_refused() {
        let line = format!("TST-2026-001,2026-11-11,{KEY},\"a, b.csv\",");
        let as_written = format!("{FORMAT}\n{COLUMNS}\n{line}\n");
        for understood in [
            format!("\u{feff}{as_written}"),
            as_written.replace('\n', "\r\n"),
            as_written.trim_end().to_owned(),
            as_written.replace(FORMAT, "format = 1,,,,").replace('\n', "\r\n"),
            as_written.replace(FORMAT, "\"format = 1\",,,,").replace("TST-2026-001", "\"TST-2026-001\""),
            as_written.replace("letters issued", "letters issued,,"),
            format!("{FORMAT}\r\n\"{}\"\r\n{line}\r\n", COLUMNS.replace(',', "\",\"")),
        ] {
            let register = open(&understood).unwrap_or_else(|problem| panic!("{understood}: {problem}"));
            let place = Place::file("z.csv");
            let november = MeetingId::parse("2026-11-11").expect("a meeting");
            assert!(register.find(november, KEY, &place).is_some(), "{understood}");
        }
        for (refused, line_number) in [
            (as_written.replace("2026-11-11", "11/11/2026"), 3),
            (as_written.replace("2026-11-11", "11-Nov-26"), 3),
            (as_written.replace(',', ";"), 2),
            (as_written.replace("b.csv\",\n", "b.c\n"), 3),
            (as_written.replace("b.csv\",\n", "b.c"), 3),
            (as_written.replace("\"a, b.csv\",\n", "a.c"), 3),
            (as_written.replace("\"a, b.csv\",\n", ""), 3),
            (as_written.replace(FORMAT, "sep=,"), 1),
            (as_written.replace(&line, &format!("{line}\nTST-20")), 4),
        ] {
            let problem = open(&refused).map(|_| ()).expect_err(&refused);
            assert!(problem.ends_with(&format!("Some({line_number})")), "{refused}: {problem}");
        }
    }
}
