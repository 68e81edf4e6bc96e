//! The referrals of one workbook: a form (its sections in one sheet or several), tables of one
//! referral a row, or both.

use std::collections::BTreeSet;

use super::corrected;
use super::guidance::{self, is_guidance};
use super::headings::{Meaning, Vocabulary, letters};
use super::incidents;
use super::layout::{self, Asked, Block, BlockRow};
use super::referral::{self, Draft};
use super::risk;
use crate::finding::{Finding, Ledger, Place, SetAside, Source};
use crate::model::{MeetingId, Referral};
use crate::panel::Panel;
use crate::read::{Sheet, Workbook};

/// Reads every referral of a workbook and enters it in the ledger.
pub fn read(
    workbook: &Workbook,
    panel: &Panel,
    vocabulary: &Vocabulary,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
    ledger: &mut Ledger,
) -> Vec<Referral> {
    let mut parts = Parts::default();
    for sheet in &workbook.sheets {
        parts.add(workbook, sheet, panel, vocabulary, findings);
    }
    let mut no_incidents = std::mem::take(&mut parts.no_incidents);
    let (drafts, set_aside, unused) = parts.drafts(workbook, vocabulary, findings);
    no_incidents.extend(unused);
    let referrals: Vec<Referral> = drafts
        .iter()
        .map(|draft| referral::understand(draft, panel, vocabulary, meeting, findings))
        .collect();
    for referral in &referrals {
        corrected::report_strange(referral, panel, findings);
    }
    let listed: usize = referrals.iter().map(|referral| referral.incidents.len()).sum();
    if listed > 0 || !no_incidents.is_empty() {
        ledger.enter(Source {
            place: workbook.place(),
            what: "incidents",
            read: listed.saturating_add(no_incidents.len()),
            used: listed,
            set_aside: no_incidents,
        });
    }
    ledger.enter(Source {
        place: workbook.place(),
        what: "referrals",
        read: referrals.len().saturating_add(set_aside.len()),
        used: referrals.len(),
        set_aside,
    });
    referrals
}

/// What the sheets of a workbook hold.
#[derive(Default)]
struct Parts {
    form: Vec<Asked>,
    form_place: Option<Place>,
    blocks: Vec<Block>,
    risk: Vec<risk::Line>,
    incidents: Vec<incidents::Line>,
    /// Rows of the incidents' sheet that are none.
    no_incidents: Vec<SetAside>,
}

impl Parts {
    fn add(
        &mut self,
        workbook: &Workbook,
        sheet: &Sheet,
        panel: &Panel,
        vocabulary: &Vocabulary,
        findings: &mut Vec<Finding>,
    ) {
        let place = workbook.sheet_place(sheet);
        let name = letters(&sheet.name);
        if sheet.cells.values().all(|cell| cell.written.trim().is_empty()) {
            return;
        }
        if is_guidance(&name) {
            return not_used(&place, findings);
        }
        if sheet.name.split_whitespace().any(|word| is_guidance(&letters(word))) {
            let reading = layout::read(workbook, sheet, vocabulary);
            let answered = |asked: &Asked| asked.meaning.is_some() && asked.cell.is_some();
            let row_answered = |row: &BlockRow| row.asked.iter().any(answered);
            if reading.form.asked.iter().any(answered)
                || reading.blocks.iter().flat_map(|block| &block.rows).any(row_answered)
            {
                findings.push(
                    Finding::warning(
                        "sheet-with-answers-not-used",
                        "the sheet is named like notes or guidance and is not used, but holds answers under known headings",
                    )
                    .at(place)
                    .help("Rename the sheet if it is part of the form"),
                );
                return;
            }
            return not_used(&place, findings);
        }
        if risk::is_risk_sheet(sheet, panel) {
            let (lines, others) = risk::read_sheet(workbook, sheet, vocabulary);
            self.risk.extend(lines);
            self.form.extend(others);
            return;
        }
        if incidents::is_incidents_sheet(sheet) {
            let (lines, set_aside) = incidents::read_sheet(workbook, sheet, findings);
            self.incidents.extend(lines);
            self.no_incidents.extend(set_aside);
            return;
        }
        let others = ["otherperson", "otherpersons", "otherpeople", "otherparties"].contains(&name.as_str());
        let reading = if others {
            layout::read_under(workbook, sheet, vocabulary, "Other person")
        } else {
            layout::read(workbook, sheet, vocabulary)
        };
        if reading.is_foreign() {
            return not_used(&place, findings);
        }
        let stray: Vec<Place> = reading
            .form
            .stray
            .iter()
            .chain(reading.blocks.iter().flat_map(|block| &block.stray))
            .cloned()
            .collect();
        layout::report_stray(&stray, findings);
        for uncertain in &reading.form.uncertain {
            findings.push(
                Finding::note(
                    "answer-uncertain",
                    "the text below a blank answer is not used: it may be a title",
                )
                .at(uncertain.clone())
                .help("Put the text beside its heading if it is the answer"),
            );
        }
        if self.form_place.is_none() && reading.form.asked.iter().any(|asked| asked.meaning.is_some()) {
            self.form_place = Some(place);
        }
        self.form.extend(reading.form.asked);
        self.blocks.extend(reading.blocks);
    }

    /// Drafts of the referrals, rows that hold none, and incidents that belong to none of them.
    fn drafts(
        mut self,
        workbook: &Workbook,
        vocabulary: &Vocabulary,
        findings: &mut Vec<Finding>,
    ) -> (Vec<Draft>, Vec<SetAside>, Vec<SetAside>) {
        self.people_rows();
        let (mut tables, sections) = self.part_blocks();
        let asked_for: BTreeSet<&Meaning> =
            self.form.iter().filter_map(|asked| asked.meaning.as_ref()).collect();
        let is_form = !sections.is_empty()
            || (tables.is_empty()
                && (!asked_for.is_empty() || !self.risk.is_empty() || !self.incidents.is_empty()))
            || asked_for.len() >= 3;
        let mut drafts = Vec::new();
        let mut set_aside = Vec::new();
        let draft = |place: Place, asked: Vec<Asked>| Draft {
            place,
            file_hash: workbook.hash.clone(),
            asked,
            risk: Vec::new(),
            incidents: Vec::new(),
        };
        if is_form {
            let place =
                self.form_place.clone().or_else(|| sections.first().map(|block| sheet_of(&block.place)));
            let mut asked = self.form;
            asked.extend(sections.into_iter().flat_map(answers_of_section));
            let form = Draft {
                risk: self.risk,
                incidents: std::mem::take(&mut self.incidents),
                ..draft(place.unwrap_or_else(|| workbook.place()), asked)
            };
            referral::report_headings(&form, vocabulary, findings);
            if form.asked.iter().any(|asked| asked.meaning.is_some() && asked.cell.is_some())
                || form.risk.iter().any(risk::Line::is_answered)
                || !form.incidents.is_empty()
            {
                drafts.push(form);
            } else {
                set_aside.push(blank_form(form.place, findings));
            }
            if !tables.is_empty() {
                findings.push(
                    Finding::note("two-layouts", "the file holds a form and a table as well; both were read")
                        .at(workbook.place()),
                );
            }
        } else {
            let stray: Vec<Place> = self
                .form
                .iter()
                .filter(|asked| asked.cell.is_some())
                .map(|asked| asked.place.clone())
                .collect();
            layout::report_stray(&stray, findings);
            if let Some(line) = self.risk.first() {
                findings.push(
                    Finding::warning("risk-sheet-not-used", "a risk assessment sheet stands beside a table of referrals, and belongs to none of them")
                        .at(line.asked.heading_place.clone())
                        .help("Put the assessment in columns of the table (“Risk: question”), or send that referral as a form"),
                );
            }
        }
        let unused = unused_incidents(self.incidents, findings);
        for block in &mut tables {
            layout::report_unknown(&layout::with_answers(block), vocabulary, findings);
            for row in std::mem::take(&mut block.rows) {
                if is_total(&row) {
                    findings.push(
                        Finding::warning("row-of-totals", "a row that counts the others is not used")
                            .at(row.place.clone())
                            .help("Look whether the row is a referral; if so, give the person's name"),
                    );
                    set_aside.push(SetAside { place: row.place, reason: "it counts the other rows".into() });
                } else if row.asked.iter().any(|asked| asked.meaning.is_some() && asked.cell.is_some()) {
                    drafts.push(draft(row.place, row.asked));
                } else {
                    findings.push(
                        Finding::warning("row-not-used", "a row holds nothing under a heading that is known")
                            .at(row.place.clone())
                            .help("Look whether the row is a referral, and put its answers under their headings"),
                    );
                    set_aside
                        .push(SetAside { place: row.place, reason: "nothing under a known heading".into() });
                }
            }
        }
        if drafts.is_empty() && set_aside.is_empty() {
            findings.push(
                Finding::error("no-referral", "no referral was found in the file: no heading in it is known, or no row is filled")
                    .at(workbook.place())
                    .help("Compare its headings with the blank referral form; see what was read with `cmarac cells`"),
            );
            set_aside
                .push(SetAside { place: workbook.place(), reason: "no referral was found in it".into() });
        }
        (drafts, set_aside, unused)
    }

    /// Rows about other people and officers go into the form, numbered on.
    fn people_rows(&mut self) {
        let mut rest = Vec::new();
        for block in std::mem::take(&mut self.blocks) {
            let people = block.meanings.iter().all(|meaning| matches!(meaning, Meaning::Numbered(..)));
            if !people
                || self.form.iter().all(|asked| asked.meaning.is_none())
                    && rest.is_empty()
                    && self.risk.is_empty()
            {
                rest.push(block);
                continue;
            }
            let highest = self.form.iter().filter_map(|asked| match asked.meaning {
                Some(Meaning::Numbered(_, number)) if asked.cell.is_some() => Some(number),
                _ => None,
            });
            let mut number = highest.max().unwrap_or(0);
            for row in block.rows {
                number = number.saturating_add(1);
                self.form.extend(row.asked.into_iter().map(|mut asked| {
                    if let Some(Meaning::Numbered(path, _)) = asked.meaning {
                        asked.meaning = Some(Meaning::Numbered(path, number));
                    }
                    asked
                }));
            }
        }
        self.blocks = rest;
    }

    /// Tables of referrals, and tables of one row that are sections of one form: they ask for
    /// different things than the form and one another.
    fn part_blocks(&mut self) -> (Vec<Block>, Vec<Block>) {
        let blocks = std::mem::take(&mut self.blocks);
        let mut asked_for: BTreeSet<Meaning> =
            self.form.iter().filter_map(|asked| asked.meaning.clone()).collect();
        let on_its_own = asked_for.is_empty() && blocks.len() == 1;
        let sections = !on_its_own
            && blocks.iter().all(|block| {
                let apart = block.meanings.is_disjoint(&asked_for);
                asked_for.extend(block.meanings.iter().cloned());
                apart && block.rows.len() <= 1
            });
        if sections { (Vec::new(), blocks) } else { (blocks, Vec::new()) }
    }
}

/// Whether a row only sums up the others: it says so, and names nobody.
fn is_total(row: &BlockRow) -> bool {
    let names = ["subject.surname", "subject.forenames", "subject.date_of_birth"];
    let filled = || row.asked.iter().filter(|asked| asked.cell.is_some());
    let says_so = |written: &str| {
        let first = written.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|word| {
            ["total", "totals", "count", "sum", "subtotal"].contains(&letters(word).as_str())
        }) || letters(written).starts_with("grandtotal")
    };
    filled().next().is_some_and(|asked| says_so(asked.written()))
        && filled()
            .all(|asked| asked.path().is_none_or(|path| !names.contains(&path)) || says_so(asked.written()))
}

/// A section's answers; a section without a row is one of blank answers, below its headings.
fn answers_of_section(block: Block) -> Vec<Asked> {
    match block.rows.into_iter().next() {
        Some(BlockRow { asked, .. }) => asked,
        None => block
            .columns
            .into_iter()
            .map(|mut asked| {
                asked.place.row = asked.place.row.and_then(|row| row.checked_add(1));
                asked
            })
            .collect(),
    }
}

/// Incidents in a sheet beside a table of referrals: nothing says whose they are.
fn unused_incidents(lines: Vec<incidents::Line>, findings: &mut Vec<Finding>) -> Vec<SetAside> {
    if let Some((place, _)) = lines.first() {
        findings.push(
            Finding::warning("incidents-not-used", "a sheet of incidents stands beside a table of referrals, and belongs to none of them")
                .at(place.clone())
                .help("Put the incidents into columns of the table (“Incident 1 date”), or send that referral as a form"),
        );
    }
    let reason = "it belongs to no referral of the table";
    lines.into_iter().map(|(place, _)| SetAside { place, reason: reason.into() }).collect()
}

fn sheet_of(place: &Place) -> Place {
    Place { row: None, column: None, ..place.clone() }
}

fn blank_form(place: Place, findings: &mut Vec<Finding>) -> SetAside {
    findings.push(
        Finding::warning("form-blank", "the form is not filled in at all")
            .at(place.clone())
            .help("Remove the file, or ask for the filled form"),
    );
    SetAside { place, reason: "the form is blank".into() }
}

fn not_used(place: &Place, findings: &mut Vec<Finding>) {
    findings.push(
        Finding::note(guidance::NOT_USED, "the sheet is not part of a form, and is not used")
            .at(place.clone()),
    );
}
