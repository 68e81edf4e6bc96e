//! The partner returns of one workbook: a sheet a return, or a table with a case in each row.

use std::collections::BTreeMap;

use super::guidance::{self, is_guidance};
use super::headings::{ATTENDING, Names, Shape, Vocabulary, letters};
use super::layout::{self, Asked, Block};
use super::return_rows::{self, Told};
use super::values::{self, Reading};
use super::{referral, values::is_none};
use crate::finding::{Finding, Ledger, Place, SetAside, Source};
use crate::model::{Answer, Answers, Kind, MeetingId, Return, ReturnKind};
use crate::panel::Panel;
use crate::read::Workbook;

const HEADINGS: &[Names] = &[
    ("return.reference", &["Case reference", "Reference", "Case ref", "MARAC reference"]),
    ("return.surname", &["Surname", "Last name", "Family name"]),
    ("return.forenames", &["Forenames", "First name", "Forename", "Given names", "First names"]),
    ("return.date_of_birth", &["Date of birth", "DOB", "D.O.B."]),
    ("return.agency", &["Agency", "Your agency", "Agency name", "Organisation"]),
    ("return.completed_by", &["Completed by", "Your name", "Return completed by"]),
    ("return.email", &["Email", "Email address", "Your email"]),
    ("return.completed", &["Date completed", "Completed on", "Date of return"]),
    ("return.known", &["Known to the agency", "Known to agency", "Known to your agency", "Known"]),
    ("row.about", &["About", "Who is this about"]),
    ("row.kind", &["Kind", "Fact or opinion"]),
    ("row.date", &["Date", "Date of event"]),
    ("row.information", &["Information", "Information to share"]),
    ("row.share", &["Share with", "May be shared with"]),
    ("row.reason", &["Reason for withholding", "Reason withheld"]),
    ("row.confirmed", &["Relevant, necessary and proportionate", "Relevant necessary proportionate"]),
    ("row.risk_now", &["Risk now"]),
    ("row.action", &["Proposed action", "Action proposed"]),
];

const CASE: [&str; 4] = ["return.reference", "return.surname", "return.forenames", "return.date_of_birth"];

/// The headings of a return.
pub fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::new(Shape::FormOrTable, HEADINGS);
    vocabulary.repeated(ATTENDING);
    vocabulary
}

/// A return not yet understood.
#[derive(Default)]
struct Part {
    place: Option<Place>,
    header: Vec<Asked>,
    rows: Vec<(Place, Vec<Asked>)>,
    /// Name and e-mail address of whoever completed some of it, but for the first.
    also_by: Vec<Sender>,
}

/// Name and e-mail address as written of somebody who completed a return; empty where not given.
type Sender = (String, String);

impl Part {
    fn names_a_case(&self) -> bool {
        has_answer(&self.header, &CASE)
    }

    /// Fills what this part leaves blank from a part that holds for all.
    fn default_to(&mut self, header: &[Asked]) {
        for asked in header {
            let given = self.header.iter().any(|own| own.meaning == asked.meaning && own.cell.is_some());
            if !given {
                self.header.retain(|own| own.meaning != asked.meaning);
                self.header.push(asked.clone());
            }
        }
    }

    /// Takes in what another row or sheet says of the same return, and who says so.
    fn take_header(&mut self, more: Vec<Asked>) {
        let (first, other) = (sender(&self.header), sender(&more));
        let is_new = |(name, email): &Sender| {
            let differs = |one: &str, two: &str| !one.is_empty() && letters(one) != letters(two);
            differs(name, &first.0) || differs(email, &first.1)
        };
        if !self.header.is_empty() && is_new(&other) && !self.also_by.contains(&other) {
            self.also_by.push(other);
        }
        merge_header(&mut self.header, more);
    }
}

fn sender(header: &[Asked]) -> Sender {
    let say = |path: &str| {
        let asked = header.iter().find(|asked| asked.path() == Some(path) && !is_none(asked.written()));
        asked.map_or("", Asked::written).to_owned()
    };
    (say("return.completed_by"), say("return.email"))
}

/// The returns of one file.
#[derive(Default)]
pub struct Read {
    /// Those that say something.
    pub returns: Vec<Return>,
    /// Those that say nothing.
    pub silent: Vec<Silent>,
    /// The file itself, if there is none in it.
    pub set_aside: Vec<SetAside>,
}

/// A form that came back as it went out. Whether that matters turns on who else of the agency wrote, so
/// it is judged once returns are linked.
pub struct Silent(Return);

impl Silent {
    /// What the form says of itself: which agency's it is, and about whom.
    pub fn form(&self) -> &Return {
        &self.0
    }

    /// That nothing came of it.
    pub fn finding(&self) -> Finding {
        Finding::warning(
            "return-empty",
            "the return says neither that nothing is known nor gives any information, so it is no return",
        )
        .at(self.0.place.clone())
        .help("Ask the agency to fill it in, or to say “nothing known”")
    }
}

/// Reads every return of a workbook. The ledger is entered later, when it is known which count.
pub fn read(
    workbook: &Workbook,
    panel: &Panel,
    vocabulary: &Vocabulary,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> Read {
    let mut read = Read::default();
    for part in parts(workbook, vocabulary, findings) {
        let place = part.place.clone().unwrap_or_else(|| workbook.place());
        match understand(part, place, panel, vocabulary, meeting, findings) {
            Understood::Return(one) => read.returns.push(one),
            Understood::Silent(silent) => read.silent.push(silent),
        }
    }
    if read.returns.is_empty() && read.silent.is_empty() {
        findings.push(
            Finding::error(
                "no-return",
                "no return was found in the file: no heading in it is known, or no row is filled",
            )
            .at(workbook.place())
            .help("Compare its headings with the blank return form; see what was read with `cmarac cells`"),
        );
        let reason = "no return was found in it".into();
        read.set_aside.push(SetAside { place: workbook.place(), reason });
    }
    read
}

/// Enters a file's returns in the ledger.
pub fn enter(ledger: &mut Ledger, place: Place, used: usize, set_aside: Vec<SetAside>) {
    let read = used.saturating_add(set_aside.len());
    ledger.enter(Source { place, what: "returns", read, used, set_aside });
}

fn parts(workbook: &Workbook, vocabulary: &Vocabulary, findings: &mut Vec<Finding>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for sheet in &workbook.sheets {
        let place = workbook.sheet_place(sheet);
        if sheet.cells.values().all(|cell| cell.written.trim().is_empty()) {
            continue;
        }
        let reading = layout::read(workbook, sheet, vocabulary);
        if is_guidance(&letters(&sheet.name)) || reading.is_foreign() {
            findings.push(
                Finding::note(guidance::NOT_USED, "the sheet is not part of a return, and is not used")
                    .at(place),
            );
            continue;
        }
        let mut headings: Vec<&Asked> = reading.form.asked.iter().collect();
        headings.extend(reading.blocks.iter().flat_map(layout::with_answers));
        layout::report_unknown(&headings, vocabulary, findings);
        let stray: Vec<Place> = reading
            .form
            .stray
            .iter()
            .chain(reading.blocks.iter().flat_map(|block| &block.stray))
            .cloned()
            .collect();
        layout::report_stray(&stray, findings);
        sheet_parts(place, reading, &mut parts);
    }
    one_a_case(join_sheets(parts), findings)
}

/// The returns of one sheet.
fn sheet_parts(place: Place, reading: layout::Reading, parts: &mut Vec<Part>) {
    let mut own = Part { place: Some(place.clone()), ..Part::default() };
    let mut form_row = Vec::new();
    for asked in reading.form.asked.into_iter().filter(|asked| asked.meaning.is_some()) {
        match asked.path() {
            Some(path) if path.starts_with("row.") => form_row.push(asked),
            _ => own.header.push(asked),
        }
    }
    if form_row.iter().any(|asked| asked.cell.is_some()) {
        own.rows.push((place, form_row));
    }
    let alone = reading.blocks.len() == 1;
    let mut tables = Vec::new();
    for block in reading.blocks {
        let about_rows =
            block.columns.iter().any(|asked| asked.path().is_some_and(|path| path.starts_with("row.")));
        let about_case =
            block.columns.iter().any(|asked| asked.path().is_some_and(|path| CASE.contains(&path)));
        if !about_rows && !alone && block.rows.len() <= 1 {
            // A header laid out as a heading row with one row of answers.
            own.header.extend(block.rows.into_iter().flat_map(|row| row.asked));
        } else if about_case {
            tables.push(block);
        } else {
            own.rows.extend(block.rows.into_iter().map(|row| (row.place, row.asked)));
        }
    }
    let grouped: Vec<Part> = tables.into_iter().flat_map(grouped).collect();
    if grouped.is_empty() || own.names_a_case() || !own.rows.is_empty() {
        parts.extend(grouped);
        parts.push(own);
    } else {
        parts.extend(grouped.into_iter().map(|mut part| {
            part.default_to(&own.header);
            part
        }));
    }
}

/// A table's rows, brought together by case and agency, in the order of their first rows.
fn grouped(block: Block) -> Vec<Part> {
    let mut order: Vec<Vec<String>> = Vec::new();
    let mut parts: BTreeMap<Vec<String>, Part> = BTreeMap::new();
    for row in block.rows {
        let (header, own): (Vec<Asked>, Vec<Asked>) = row
            .asked
            .into_iter()
            .partition(|asked| asked.path().is_some_and(|path| path.starts_with("return.")));
        let key = whose(&header);
        if !parts.contains_key(&key) {
            order.push(key.clone());
        }
        let part = parts.entry(key).or_default();
        part.place.get_or_insert_with(|| row.place.clone());
        part.take_header(header);
        part.rows.push((row.place, own));
    }
    order.into_iter().filter_map(|key| parts.remove(&key)).collect()
}

/// Which case a header is about, by its reference, else by name and date of birth; and which agency's.
fn whose(header: &[Asked]) -> Vec<String> {
    let say = |path: &str| {
        letters(header.iter().find(|asked| asked.path() == Some(path)).map_or("", |asked| asked.written()))
    };
    let mut key: Vec<String> = CASE.iter().map(|path| say(path)).collect();
    if key.first().is_some_and(|reference| !reference.is_empty()) {
        key.truncate(1);
    }
    key.push(say("return.agency"));
    key
}

/// The header of a case whose columns every row repeats: the latest date of completion counts,
/// any information outweighs "nothing known", and otherwise the first row's answer.
fn merge_header(header: &mut Vec<Asked>, more: Vec<Asked>) {
    for asked in more {
        let own = header.iter_mut().find(|own| own.meaning == asked.meaning);
        match own {
            None => header.push(asked),
            Some(own) if own.cell.is_none() => *own = asked,
            Some(own) if asked.path() == Some("return.completed") => {
                let day = |asked: &Asked| asked.cell.as_ref().and_then(values::recent_day);
                if day(&asked) > day(own) {
                    *own = asked;
                }
            }
            Some(own)
                if asked.path() == Some("return.known")
                    && return_rows::known(own.written()) == Some(ReturnKind::NothingKnown) =>
            {
                *own = asked;
            }
            Some(_) => {}
        }
    }
}

/// A cover sheet holds for all; rows on a sheet of their own belong to the one return there is.
fn join_sheets(parts: Vec<Part>) -> Vec<Part> {
    let (mut cases, loose): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(Part::names_a_case);
    if cases.is_empty() {
        // Nothing names a case: one return that fits none, with all there is.
        return loose
            .into_iter()
            .reduce(|mut all, more| {
                all.default_to(&more.header);
                all.rows.extend(more.rows);
                all
            })
            .into_iter()
            .collect();
    }
    let mut unclaimed = Vec::new();
    for part in loose {
        for case in &mut cases {
            case.default_to(&part.header);
        }
        match cases.as_mut_slice() {
            _ if part.rows.is_empty() => {}
            [only] => only.rows.extend(part.rows),
            _ => unclaimed.push(part),
        }
    }
    cases.extend(unclaimed);
    cases
}

/// Sheets of one file in which one agency tells of one case, such as a copy for more rows, are one return:
/// what all of them say is used, and what they say alike once.
fn one_a_case(parts: Vec<Part>, findings: &mut Vec<Finding>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        let key = whose(&part.header);
        let first = kept.iter_mut().find(|one| part.names_a_case() && whose(&one.header) == key);
        let Some(first) = first else {
            kept.push(part);
            continue;
        };
        if let Some(place) = part.place.filter(|place| place.sheet.is_some() && place.row.is_none()) {
            let of_first = first.place.as_ref().map(ToString::to_string).unwrap_or_default();
            findings.push(
                Finding::note(
                    "return-sheets-joined",
                    format!("a second sheet of the file is about the case that {of_first} is about; what both say is used as one return"),
                )
                .at(place),
            );
        }
        first.take_header(part.header);
        first.also_by.extend(part.also_by);
        for (place, row) in part.rows {
            if !first.rows.iter().any(|(_, other)| says_alike(other, &row)) {
                first.rows.push((place, row));
            }
        }
    }
    kept
}

fn says_alike(one: &[Asked], two: &[Asked]) -> bool {
    let said = |row: &[Asked]| -> Vec<(Option<&'static str>, String)> {
        let given = row.iter().filter(|asked| asked.cell.is_some());
        given.map(|asked| (asked.path(), asked.written().to_owned())).collect()
    };
    said(one) == said(two)
}

fn has_answer(asked: &[Asked], paths: &[&str]) -> bool {
    asked.iter().any(|one| one.cell.is_some() && one.path().is_some_and(|path| paths.contains(&path)))
}

/// What a form came to.
enum Understood {
    Return(Return),
    Silent(Silent),
}

/// Understands one return.
fn understand(
    part: Part,
    place: Place,
    panel: &Panel,
    vocabulary: &Vocabulary,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> Understood {
    let answers = header_answers(&part.header, vocabulary, meeting, findings);
    let written_agency = answers.text("return.agency").unwrap_or_default();
    let member = panel.agency(written_agency);
    let agency_name = match member {
        Some(member) => member.name.clone(),
        None if written_agency.is_empty() => "Agency not named".to_owned(),
        None => written_agency.to_owned(),
    };
    let Told { rows, risk_now, risk_views, proposed_actions, mut attending } =
        return_rows::read(&part.rows, &agency_name, panel, findings);
    let officers: Vec<&Asked> = part
        .header
        .iter()
        .filter(|asked| asked.path().is_some_and(|path| path.starts_with("attend.")))
        .collect();
    attending.extend(referral::officer(&officers, &agency_name, findings));
    attending.dedup_by(|one, other| one.name == other.name && one.email == other.email);

    let gives =
        !rows.is_empty() || risk_now.is_some() || !proposed_actions.is_empty() || !attending.is_empty();
    let known = answers.written("return.known").map(return_rows::known);
    let is_silent = !gives && !matches!(known, Some(Some(_)));
    let kind = match known {
        Some(Some(ReturnKind::NothingKnown)) if rows.is_empty() => ReturnKind::NothingKnown,
        Some(Some(kind)) => {
            if kind == ReturnKind::NothingKnown || rows.is_empty() && !gives {
                let message = if kind == ReturnKind::NothingKnown {
                    "the return says that nothing is known, and gives information; the information counts"
                } else {
                    "the return says that there is information, and gives none"
                };
                let at = answers.place("return.known").cloned().unwrap_or_else(|| place.clone());
                findings.push(
                    Finding::warning("return-contradicts", message)
                        .at(at)
                        .help("Ask the agency which is right"),
                );
            }
            ReturnKind::Information
        }
        _ => ReturnKind::Information,
    };
    if !is_silent {
        // A service of another area that was asked is no member, and known all the same.
        let outside = panel.outside(written_agency).is_some();
        if member.is_none() && !outside {
            let at = answers.place("return.agency").unwrap_or(&place);
            findings.push(agency_not_known(written_agency, panel).at(at.clone()));
        }
    }
    let one = Return {
        place,
        meeting,
        agency: member.map(|member| member.code.clone()),
        agency_name,
        kind,
        completed: answers.date("return.completed"),
        rows,
        attending,
        risk_now,
        risk_views,
        proposed_actions,
        answers,
        also_by: part.also_by,
    };
    if is_silent { Understood::Silent(Silent(one)) } else { Understood::Return(one) }
}

fn agency_not_known(written: &str, panel: &Panel) -> Finding {
    const CODE: &str = "return-agency-not-known";
    if written.is_empty() {
        return Finding::warning(CODE, "the return does not say which agency it is from")
            .help("Ask who sent it, and write the agency in");
    }
    let message = "the return is from an agency that is not a member of the panel under that name";
    let help = "heck the name, or add it to the member's aliases in the panel file";
    Finding::warning(CODE, message).help(match panel.agency_nearly(written) {
        Some(close) => format!("Did you mean {}? C{help}", close.name),
        None => format!("C{help}"),
    })
}

fn header_answers(
    header: &[Asked],
    vocabulary: &Vocabulary,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> Answers {
    let mut given: BTreeMap<&'static str, Vec<Answer>> = BTreeMap::new();
    for asked in header {
        let Some(path) = asked.path().filter(|path| path.starts_with("return.")) else {
            continue;
        };
        let kind = match path {
            "return.date_of_birth" | "return.completed" => Kind::Date,
            "return.email" => Kind::Email,
            _ => Kind::Text,
        };
        // An empty reference or name is often written as "none".
        if kind == Kind::Text && path != "return.known" && is_none(asked.written()) {
            given.entry(path).or_default().push(Answer::Blank { place: asked.place.clone() });
            continue;
        }
        let reading = Reading { kind, path, heading: vocabulary.printed(path), meeting: meeting.date };
        given.entry(path).or_default().push(values::read(asked, reading, findings));
    }
    referral::settle(given, vocabulary, findings)
}
