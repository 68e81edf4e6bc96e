//! The stages of one panel's meeting, put together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::decide::{self, Decided, MeetingContext, Outcome};
use crate::disclose;
use crate::finding::{Finding, Ledger, Place, SetAside, Severity};
use crate::model::{CaseRef, MeetingId};
use crate::normalise::{self, EarlierOutcomes, Meeting};
use crate::panel::{self, Panel};
use crate::plan::view::Email;
use crate::plan::{self, Basis, Content, Dates, Document, Pack, Part};
use crate::publish::{self, Foreseen, Lock, Publication, RegisterAppend, Sources};
use crate::read::{BinaryFile, PanelInputs, WordFile};
use crate::render::{self, Body, Rendered, Templates};
use crate::schedule::{self, Schedule};
use crate::times::Times;
use crate::typeset::{self, BUNDLED};
use crate::{Order, Stop, Tools};

/// One panel's meeting, planned: everything is known that will be written.
#[derive(Debug)]
pub struct Prepared {
    /// The panel.
    pub panel: Panel,
    /// The meeting, its cases moved out.
    pub meeting: Meeting,
    /// Its cases, decided.
    pub decided: Vec<Decided>,
    /// Its running order.
    pub schedule: Schedule,
    /// Its dates.
    pub dates: Dates,
    /// Every document with its view.
    pub pack: Pack,
    /// Cases of earlier meetings, each with the last that it was among.
    pub earlier: BTreeMap<CaseRef, MeetingId>,
    /// What was found, sorted.
    pub findings: Vec<Finding>,
    /// What was read and what became of it.
    pub ledger: Ledger,
    /// What the panel's folder holds beside spreadsheets.
    own: Own,
    /// What its stages took so far.
    times: Times,
}

/// What was written for one meeting.
#[derive(Debug)]
pub struct Made {
    /// Where it lies.
    pub folder: PathBuf,
    /// How many documents.
    pub documents: usize,
    /// How many pages of PDF.
    pub pages: usize,
    /// Files a person had edited, kept under their own name.
    pub kept: Vec<String>,
    /// Documents that were planned and could not be made; each has a finding.
    pub failed: Vec<String>,
}

/// Panel file → panel; sheets → cases → outcomes → slots → plan.
///
/// `about_files` is what reading them found, and their ledger.
///
/// # Errors
/// If the panel's own files cannot be used, or a rule is defective.
pub fn prepare(
    inputs: PanelInputs,
    (mut findings, mut ledger): (Vec<Finding>, Ledger),
    order: &Order,
    mut times: Times,
) -> Result<Prepared, Stop> {
    let code = inputs.code.clone();
    let stop = |findings| Stop::Panel { panel: code.clone(), findings };
    let toml = &inputs.panel_toml;
    let (panel, found) = panel::load(&inputs.code, &toml.path, &toml.text).map_err(stop)?;
    findings.extend(found);
    let id = meeting_of(&inputs, order).map_err(|finding| stop(vec![finding]))?;
    let outcomes = earlier_outcomes(&panel, &inputs, id)?;
    let mut meeting =
        normalise::normalise(&panel, &inputs, id, &outcomes).map_err(|finding| stop(vec![finding]))?;
    let here = |reference: &CaseRef| {
        meeting.cases.iter().any(|case| {
            case.reference == *reference || case.earlier.iter().any(|then| then.reference == *reference)
        })
    };
    let waiting = outcomes.undecided.iter().filter(|((_, reference), _)| !here(reference));
    findings.extend(waiting.map(|(_, finding)| finding.clone()));
    findings.extend(never_signed_off(&panel.code, &outcomes, here));
    let unwelcome = disclose::take_out_unwelcome(&panel, &mut meeting.cases);
    for one in &unwelcome {
        let reason = "nothing of it may be used: see its finding";
        let aside = SetAside { place: one.returned.place.clone(), reason: reason.into() };
        meeting.ledger.put_aside("returns", aside);
    }
    times.stage("normalise");
    findings.append(&mut meeting.findings);
    findings.extend(panel.calendar.findings_ahead(id));
    let dates = dates(&panel, &meeting, order.today);
    let context = MeetingContext { id, deadline: dates.referrals.clone() };
    let (decided, found) = decide::decide(&panel, &context, std::mem::take(&mut meeting.cases))
        .map_err(|defect| Stop::Defect { panel: code.clone(), defect })?;
    findings.extend(found);
    times.stage("decide");
    let schedule = if id.urgent {
        schedule::schedule_urgent(&panel, id, &decided)
    } else {
        schedule::schedule(&panel, &decided)
    };
    findings.extend(schedule.findings.iter().cloned());
    let basis = Basis {
        panel: &panel,
        meeting: &meeting,
        decided: &decided,
        unwelcome: &unwelcome,
        schedule: &schedule,
        dates: &dates,
    };
    times.stage("schedule");
    let (pack, found) = plan::plan(&basis, order.part);
    findings.extend(found);
    times.stage("plan");
    ledger.extend(std::mem::take(&mut meeting.ledger));
    let own = Own::of(inputs);
    let earlier = outcomes.last;
    let mut prepared =
        Prepared { panel, meeting, decided, schedule, dates, pack, earlier, findings, ledger, own, times };
    prepared.sort_findings();
    Ok(prepared)
}

/// What the meetings before this one decided: each is decided in its turn, the oldest first, since what
/// one defers or leaves open the next one hears.
///
/// # Errors
/// If the register cannot be used, or a rule is defective.
pub fn earlier_outcomes(
    panel: &Panel,
    inputs: &PanelInputs,
    before: MeetingId,
) -> Result<EarlierOutcomes, Stop> {
    let mut outcomes = EarlierOutcomes::default();
    let mut earlier: Vec<MeetingId> = inputs.meetings.iter().map(|meeting| meeting.id).collect();
    earlier.retain(|id| *id < before);
    earlier.sort();
    for id in earlier {
        let meeting = normalise::normalise(panel, inputs, id, &outcomes)
            .map_err(|finding| Stop::Panel { panel: panel.code.clone(), findings: vec![finding] })?;
        let deadline = panel.calendar.referrals_by(id.date);
        let (decided, _) = decide::decide(panel, &MeetingContext { id, deadline }, meeting.cases)
            .map_err(|defect| Stop::Defect { panel: panel.code.clone(), defect })?;
        for case in decided {
            outcomes.last.insert(case.case.reference.clone(), id);
            let moot = case.outcome.is_heard() && meeting.record.is_some();
            if case.draft && case.outcome != Outcome::ToDecide && !moot {
                let what = plan::outcome_name(case.outcome);
                outcomes.unsigned.insert((id, case.case.reference.clone()), what);
            }
            if let (Outcome::ToDecide, Some(finding)) = (case.outcome, never_decided(id, &case)) {
                outcomes.undecided.insert((id, case.case.reference.clone()), finding);
            }
            let of = match case.outcome {
                Outcome::Defer => &mut outcomes.deferred,
                outcome if outcome.is_heard() => &mut outcomes.heard,
                _ => continue,
            };
            of.insert((id, case.case.reference));
        }
    }
    Ok(outcomes)
}

/// That a case of an earlier meeting waits for people's decision still; most urgent if its referral
/// asks for an urgent meeting.
fn never_decided(meeting: MeetingId, case: &Decided) -> Option<Finding> {
    let referral = case.case.referrals.first()?;
    let urgent = case.case.referrals.iter().any(|one| one.answers.yes_no("referral.urgent") == Some(true));
    let message = format!(
        "{} of the meeting {meeting} was left for people to decide, nobody has, and it is on no agenda",
        case.case.reference
    );
    let finding = if urgent {
        Finding::urgent("never-decided", message)
    } else {
        Finding::warning("never-decided", message)
    };
    Some(finding.at(referral.place.clone()).help(
        "Decide it in that meeting's decisions.xlsx; to hear it now, put its referral into this meeting's folder",
    ))
}

/// That outcomes of earlier meetings were never signed off, so that their letters are drafts still; one
/// finding for each meeting. A case that is among this meeting's has its say there.
fn never_signed_off(
    panel: &str,
    outcomes: &EarlierOutcomes,
    is_here: impl Fn(&CaseRef) -> bool,
) -> Vec<Finding> {
    let mut by_meeting: BTreeMap<MeetingId, Vec<String>> = BTreeMap::new();
    for ((meeting, reference), what) in &outcomes.unsigned {
        if !is_here(reference) {
            by_meeting.entry(*meeting).or_default().push(format!("{reference} ({what})"));
        }
    }
    let finding = |(meeting, cases): (MeetingId, Vec<String>)| {
        let message = format!(
            "the meeting {meeting} is over, and nobody has signed off what was to be written about {}: the letters are DRAFT still",
            cases.join(", ")
        );
        Finding::warning("never-signed-off", message)
            .at(Place::file(format!("{panel}/{meeting}/decisions.xlsx")))
            .help(format!(
                "Sign them off in that meeting's decisions.xlsx, make the letters with `cmarac letters --meeting {meeting}`, send them, and record that with `cmarac issued --meeting {meeting}`"
            ))
    };
    by_meeting.into_iter().map(finding).collect()
}

/// Plan → sources → PDF → output.
///
/// # Errors
/// If the panel's templates cannot be used, or the documents cannot be written.
pub fn make(prepared: &mut Prepared, order: &Order, tools: &mut Tools<'_>) -> Result<Made, Stop> {
    let before = (tools.effort)();
    prepared.times = prepared.times.restarted();
    (tools.progress)("rendering");
    let templates = Templates::load(&prepared.own.templates, &prepared.own.word)
        .map_err(|findings| Stop::Panel { panel: prepared.panel.code.clone(), findings })?;
    let notices = templates.notices().iter().map(|notice| of_panel(notice.clone(), &prepared.panel.code));
    prepared.findings.extend(notices);
    let mut job = Job::default();
    for document in &prepared.pack.documents {
        match templates.render(document) {
            Ok(Rendered { path, body, findings }) => {
                prepared.findings.extend(findings);
                match body {
                    Body::Typst(source) => job.sources.push((path, source)),
                    Body::Bytes(bytes) => job.files.push((path, bytes)),
                    Body::Email(email) => job.emails.push((path, *email)),
                }
            }
            Err(finding) => {
                job.failed.push(document.path.clone());
                prepared.findings.push(of_panel(finding, &prepared.panel.code));
            }
        }
    }
    prepared.times.stage("render");
    (tools.progress)("typesetting");
    let imports = templates.typst_files();
    let fonts: Vec<Vec<u8>> = prepared.own.fonts.iter().map(|font| font.bytes.clone()).collect();
    let results = tools.typesetter.typeset(&job.sources, &imports, &fonts);
    let mut pages = 0usize;
    for ((path, _), result) in job.sources.iter().zip(results) {
        match result {
            Ok(document) => {
                pages = pages.saturating_add(document.pages);
                prepared.findings.extend(document.findings);
                job.files.push((path.clone(), document.pdf));
            }
            Err(finding) => {
                job.failed.push(path.clone());
                prepared.findings.push(finding);
            }
        }
    }
    prepared.times.stage("typeset");
    prepared.findings.extend(job.enclose());
    if pages == 0 && !job.sources.is_empty() {
        // Documents that are there already are better than none.
        prepared.sort_findings();
        let findings = prepared.findings.iter().filter(|finding| finding.severity == Severity::Error);
        return Err(Stop::Panel {
            panel: prepared.panel.code.clone(),
            findings: findings.cloned().collect(),
        });
    }
    (tools.progress)("publishing");
    if let Some(folder) = &order.keep_sources {
        publish::write_plain(folder, &prepared.own.plain(prepared, &job.sources, &imports))?;
    }
    let lock = Lock::take(&order.output, &prepared.panel.code, "cmarac")?;
    prepared.findings.extend(lock.finding());
    let (meeting, keep) = (prepared.meeting.id.to_string(), kept_by(order.part));
    let later = [plan::page::FINDINGS, plan::page::PAGE];
    let foreseen = publish::foresee(&lock, &meeting, keep, &job.files, &later)?;
    prepared.findings.extend(foreseen.findings());
    prepared.sort_findings();
    let text = plan::audit::findings_text(&prepared.findings);
    let page = prepared.page(&templates, &foreseen)?;
    job.files
        .extend([(plan::page::FINDINGS.to_owned(), text.into_bytes()), (plan::page::PAGE.to_owned(), page)]);
    let documents = job.files.len();
    let publication = Publication {
        meeting,
        keep,
        letters: prepared.pack.letters.clone(),
        sources: prepared.own.sources(&imports),
        run_json: prepared.times.json(&prepared.panel.code, &before, &(tools.effort)()),
        register: prepared.register(order),
        files: std::mem::take(&mut job.files),
    };
    let published = publish::publish(&lock, &publication)?;
    prepared.findings.extend(published.findings());
    prepared.sort_findings();
    let kept = published.kept.iter().map(|kept| kept.edited.clone()).collect();
    Ok(Made { folder: published.folder, documents, pages, kept, failed: job.failed })
}

/// A finding about one of the panel's templates, said with the panel's folder.
fn of_panel(mut finding: Finding, code: &str) -> Finding {
    if let Some(place) = finding.place.as_mut().filter(|place| place.file.starts_with("templates/")) {
        place.file = format!("{code}/{}", place.file);
    }
    finding
}

/// Documents on their way to the output.
#[derive(Default)]
struct Job {
    sources: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>)>,
    emails: Vec<(String, Email)>,
    failed: Vec<String>,
}

impl Job {
    /// Puts e-mail drafts together, now that what goes with them is made. A draft without one of its
    /// attachments is not made.
    fn enclose(&mut self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (path, email) in std::mem::take(&mut self.emails) {
            match render::message(&email, &self.files) {
                Ok(bytes) => self.files.push((path, bytes)),
                Err(finding) => {
                    findings.push(finding.at(Place::file(&path)));
                    self.failed.push(path);
                }
            }
        }
        findings
    }
}

/// Which documents of the last run a part leaves as they are.
fn kept_by(part: Part) -> fn(&str) -> bool {
    match part {
        Part::All => |_| false,
        Part::Requests => |path| !Part::Requests.covers(path),
        Part::Letters => |path| !Part::Letters.covers(path),
        Part::Actions => |path| !Part::Actions.covers(path),
        Part::Pack => |path| !Part::Pack.covers(path),
    }
}

impl Prepared {
    /// Gravest first; the same finding once.
    fn sort_findings(&mut self) {
        self.findings.sort();
        self.findings.dedup();
    }

    /// The coordinator's page, now that all is known that it tells.
    fn page(&self, templates: &Templates, foreseen: &Foreseen) -> Result<Vec<u8>, Stop> {
        let page = self.pack.page.finished(&self.findings, &self.ledger, &foreseen.files);
        let document =
            Document { path: plan::page::PAGE.into(), content: Content::MeetingPage(Box::new(page)) };
        match templates.render(&document) {
            Ok(Rendered { body: Body::Bytes(bytes), .. }) => Ok(bytes),
            Ok(_) => unreachable!("a page is neither typeset nor sent"),
            Err(finding) => Err(Stop::Panel { panel: self.panel.code.clone(), findings: vec![finding] }),
        }
    }

    /// New lines of the register.
    fn register(&self, order: &Order) -> Option<RegisterAppend> {
        let lines = self.meeting.register_lines.clone();
        (!lines.is_empty()).then(|| RegisterAppend {
            path: order.input.join(&self.panel.code).join("register.csv"),
            read: self.own.register.clone(),
            lines,
        })
    }
}

/// The panel's own files, for rendering and for the manifest.
#[derive(Debug)]
struct Own {
    templates: Vec<BinaryFile>,
    word: Vec<WordFile>,
    fonts: Vec<BinaryFile>,
    inputs: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    register: Option<String>,
}

impl Own {
    /// What is kept of a panel's inputs once its sheets have been understood.
    fn of(inputs: PanelInputs) -> Self {
        let sheets = inputs.meetings.iter().flat_map(|meeting| {
            let single = meeting.decisions.iter().chain(&meeting.record);
            meeting.referrals.iter().chain(&meeting.returns).chain(&meeting.updates).chain(single)
        });
        let mut files: Vec<(String, String)> =
            sheets.map(|workbook| (workbook.path.clone(), workbook.hash.clone())).collect();
        files.sort();
        let toml = &inputs.panel_toml;
        Own {
            inputs: files,
            rules: vec![(toml.path.clone(), toml.hash.clone())],
            register: inputs.register.as_ref().map(|register| register.hash.clone()),
            templates: inputs.templates,
            word: inputs.word,
            fonts: inputs.fonts,
        }
    }

    /// What the documents are made from, for the manifest.
    fn sources(&self, imports: &[(String, String)]) -> Sources {
        let hashed = |files: &[BinaryFile], folder: &str| -> Vec<(String, String)> {
            files.iter().map(|file| (format!("{folder}/{}", file.name), publish::hash(&file.bytes))).collect()
        };
        let built_in = imports.iter().map(|(name, text)| (name.clone(), publish::hash(text.as_bytes())));
        let bundled = BUNDLED.iter().map(|(name, bytes)| ((*name).to_owned(), publish::hash(bytes)));
        Sources {
            program: format!("cmarac {}", env!("CARGO_PKG_VERSION")),
            inputs: self.inputs.clone(),
            rules: self.rules.clone(),
            templates: built_in.chain(hashed(&self.templates, "templates")).collect(),
            fonts: bundled.chain(hashed(&self.fonts, "fonts")).collect(),
        }
    }

    /// Sources, imports and fonts of one meeting, side by side, as `typst compile` wants them.
    fn plain(
        &self,
        prepared: &Prepared,
        sources: &[(String, String)],
        imports: &[(String, String)],
    ) -> Vec<(String, Vec<u8>)> {
        let folder = format!("{}/{}", prepared.panel.code, prepared.meeting.id);
        let documents = sources.iter().map(|(path, source)| {
            let name = path.trim_end_matches(".pdf").replace('/', "-");
            (format!("{folder}/{name}.typ"), source.clone().into_bytes())
        });
        let imports =
            imports.iter().map(|(name, text)| (format!("{folder}/{name}"), text.clone().into_bytes()));
        let bundled = BUNDLED.iter().map(|(name, bytes)| (format!("{folder}/fonts/{name}"), bytes.to_vec()));
        // Their names are the panel's, and need not be such as can be written everywhere.
        let own = (1usize..)
            .zip(&self.fonts)
            .map(|(number, font)| (format!("{folder}/fonts/own-{number}.ttf"), font.bytes.clone()));
        let list = (format!("{folder}/fonts.typ"), typeset::bundled_list().into_bytes());
        documents.chain(imports).chain([list]).chain(bundled).chain(own).collect()
    }
}

/// The meeting asked for, or the latest.
fn meeting_of(inputs: &PanelInputs, order: &Order) -> Result<MeetingId, Finding> {
    let meetings: Vec<MeetingId> = inputs.meetings.iter().map(|meeting| meeting.id).collect();
    let found = match order.meeting {
        Some(wanted) => meetings.iter().find(|id| **id == wanted),
        None => meetings.last(),
    };
    found.copied().ok_or_else(|| {
        Finding::error("no-meeting", "the panel has no meeting folder")
            .at(Place::file(&inputs.code))
            .help("make a folder named by the meeting's date, such as 2026-12-09, and put referrals/ into it")
    })
}

/// The dates of a meeting. Letters of a regular one carry the day on which referrers are told, those
/// of an urgent one the day on which its last referral came. Information requests carry the day on which
/// all referrals are in or, where returns are due by then, the day on which the last one came.
fn dates(panel: &Panel, meeting: &Meeting, today: Option<NaiveDate>) -> Dates {
    let (calendar, id) = (&panel.calendar, meeting.id);
    let received = meeting.cases.iter().flat_map(|case| &case.referrals);
    let days = received.filter_map(|referral| referral.answers.date("referral.received"));
    let last_came = days.filter(|day| *day <= id.date).max();
    let told = || calendar.deadline(&calendar.contact, id.date).date;
    let usual = if id.urgent { last_came.unwrap_or(id.date) } else { told() };
    let referrals = if id.urgent { None } else { calendar.referrals_by(id.date) };
    let returns = calendar.returns_by(id);
    let all_in = referrals.as_ref().map_or(usual, |deadline| deadline.date);
    let requests = if all_in < returns.date { all_in } else { last_came.unwrap_or(all_in).min(all_in) };
    Dates {
        letters: today.unwrap_or(usual),
        requests: today.unwrap_or(requests),
        referrals,
        returns,
        corrections: calendar.corrections_by(id),
        next: calendar.next_after(id.date).map(|next| (next, calendar.referrals_by(next))),
    }
}
