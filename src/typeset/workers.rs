//! The program's own typesetter: a pool of worker processes, each with the compiler, the fonts
//! and the shared files loaded once.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::finding::{Finding, Place};
use crate::worker::{self, Effort, Failure, Limits, Pool, Program, Reply};

use super::fonts::Fonts;
use super::press::{Care, press};
use super::wire::{self, Printed, Remark};
use super::world::Desk;
use super::{Typeset, Typesetter};

/// What one typesetting worker may use. A pack of hundreds of pages fits.
pub const LIMITS: Limits =
    Limits { heap: 1 << 30, time: Duration::from_secs(120), reply: 256 << 20, jobs: 400 };

/// The compiler's cache is emptied after so many documents, or so many bytes of source.
const CACHED_DOCUMENTS: u32 = 64;
const CACHED_BYTES: usize = 256 << 10;

/// So many characters are named in a finding.
const NAMED: usize = 10;

const UNUSABLE_FONT: &str = "font-not-usable";

/// Typesets in worker processes.
#[derive(Debug)]
pub struct Workers {
    program: Program,
    width: usize,
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Kept while the shared bytes stay the same, so that workers stay warm.
    pool: Option<(blake3::Hash, Pool)>,
    effort: Effort,
}

impl Workers {
    /// `program` must be one that ends up in [`serve_typeset`]; at most `width` run at a time.
    pub fn new(program: Program, width: usize) -> Self {
        Workers { program, width, limits: LIMITS, state: Mutex::default() }
    }

    /// What all typesetting so far took.
    pub fn effort(&self) -> Effort {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).effort.clone()
    }

    /// [`Typesetter::typeset`], telling `on_done` how many documents are done.
    pub fn typeset_with(
        &self,
        sources: &[(String, String)],
        files: &[(String, String)],
        fonts: &[Vec<u8>],
        on_done: &mut dyn FnMut(usize),
    ) -> Vec<Result<Typeset, Finding>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let shared = wire::shared(files, fonts);
        let hash = blake3::hash(&shared);
        if state.pool.as_ref().is_none_or(|(known, _)| *known != hash) {
            let pool = Pool::new(self.program.clone(), self.limits, self.width).sharing(shared);
            state.pool = Some((hash, pool));
        }
        let State { pool: Some((_, pool)), effort } = &mut *state else { return Vec::new() };

        let jobs = sources.iter().map(|(name, source)| wire::job(name, source, Care::Normal));
        let mut replies = pool.run(jobs, on_done);

        // What brings a worker down is most likely a rare character: once more without any.
        let downed: Vec<usize> = (0..replies.len())
            .filter(|at| {
                let reason = replies.get(*at).and_then(|reply| reply.as_ref().err());
                !matches!(reason, None | Some(Failure::CouldNotStart { .. })) && !sources[*at].1.is_ascii()
            })
            .collect();
        let again = downed.iter().map(|at| &sources[*at]);
        let jobs = again.map(|(name, source)| wire::job(name, source, Care::Plain));
        for (at, reply) in downed.iter().zip(pool.run(jobs, &mut |_| {})) {
            if let Ok(mut reply) = reply {
                reply.retries = reply.retries.saturating_add(1);
                replies[*at] = Ok(reply);
            }
        }

        effort.sandbox = pool.sandbox();
        for ((name, _), reply) in sources.iter().zip(&replies) {
            if let Ok(reply) = reply {
                effort.enter(name, reply);
            }
        }
        let mut made: Vec<_> =
            sources.iter().zip(replies).map(|((name, _), reply)| understand(name, reply)).collect();
        // A font is no document's: said once.
        let fonts = made.iter_mut().flatten().map(|document| &mut document.findings);
        for findings in fonts.skip(1) {
            findings.retain(|finding| finding.code != UNUSABLE_FONT);
        }
        made
    }
}

impl Typesetter for Workers {
    fn typeset(
        &self,
        sources: &[(String, String)],
        files: &[(String, String)],
        fonts: &[Vec<u8>],
    ) -> Vec<Result<Typeset, Finding>> {
        self.typeset_with(sources, files, fonts, &mut |_| {})
    }
}

/// Runs this process as a typesetting worker.
pub fn serve_typeset() -> ExitCode {
    let mut documents = 0_u32;
    let mut bytes = 0_usize;
    worker::serve(LIMITS, set_up, move |desk, job| {
        let made = match (desk, wire::parse_job(job)) {
            (Some(desk), Some((name, source, care))) => press(desk, name, source, care),
            _ => Err(Remark { message: "the worker was not set up".to_owned(), ..Remark::default() }),
        };
        documents += 1;
        bytes = bytes.saturating_add(job.len());
        if documents >= CACHED_DOCUMENTS || bytes >= CACHED_BYTES {
            comemo::evict(0);
            (documents, bytes) = (0, 0);
        }
        wire::reply(made)
    })
}

/// Loads the fonts and files. All work must stay on this thread, whose stack is large.
fn set_up(shared: &[u8]) -> Option<Desk> {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().ok()?;
    let (files, fonts) = wire::parse_shared(shared)?;
    Some(Desk::new(&files, Fonts::new(&fonts)))
}

/// A worker's reply as the document and its findings, or the finding why there is none.
fn understand(name: &str, reply: Result<Reply, Failure>) -> Result<Typeset, Finding> {
    let lost = |why: String| {
        Finding::error("document-not-made", format!("the document could not be made: {why}"))
            .at(Place::file(name))
    };
    let reply = reply.map_err(|failure| lost(failure.to_string()))?;
    let made = wire::parse_reply(&reply.bytes)
        .ok_or_else(|| lost("the worker's answer makes no sense".to_owned()))?;
    let (printed, pdf) = made.map_err(|remark| {
        let lost = lost(remark.message.clone()).at(place(name, &remark));
        match remark.hint {
            Some(hint) => lost.help(hint),
            None => lost,
        }
    })?;
    Ok(Typeset { pdf, pages: printed.pages, findings: findings(name, printed) })
}

fn findings(name: &str, printed: Printed) -> Vec<Finding> {
    let mut findings = Vec::new();
    if printed.unusable_fonts > 0 {
        let message = format!("{} of the panel's font files cannot be used", printed.unusable_fonts);
        findings.push(
            Finding::warning(UNUSABLE_FONT, message)
                .help("Put TrueType or OpenType fonts in the panel's `fonts` folder"),
        );
    }
    if !printed.substituted.is_empty() {
        let all = printed.substituted.iter().map(|c| format!("U+{:04X}", u32::from(*c)));
        let mut codes = all.clone().take(NAMED).collect::<Vec<_>>().join(" ");
        let more = all.len().saturating_sub(NAMED);
        if more > 0 {
            codes.push_str(&format!(" and {more} more"));
        }
        findings.push(
            Finding::warning(
                "character-not-printable",
                format!("characters that cannot be printed are shown as their codes: {codes}"),
            )
            .at(Place::file(name))
            .help(
                "Change them in the spreadsheet, or put a font that has them in the panel's `fonts` folder",
            ),
        );
    }
    // A loop of a template says the same thing many times.
    let mut seen = BTreeMap::new();
    for remark in printed.warnings {
        if seen.insert((remark.message.clone(), remark.file.clone(), remark.line), ()).is_none() {
            let finding = Finding::warning("typeset-warning", &remark.message).at(place(name, &remark));
            findings.push(match remark.hint {
                Some(hint) => finding.help(hint),
                None => finding,
            });
        }
    }
    findings
}

fn place(name: &str, remark: &Remark) -> Place {
    let place = Place::file(remark.file.as_deref().unwrap_or(name));
    match remark.line {
        Some(line) => place.line(line),
        None => place,
    }
}
