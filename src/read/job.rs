//! Who parses spreadsheets: worker processes, or this process for sheets known to be benign.

use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::BinaryFile;
use super::parse::{self, Answer};
use super::refusal::Refusal;
use super::sheet::Workbook;
use super::word::{self, WordFile, WordParts, word_refused};
use crate::finding::{Finding, Place};
use crate::worker::{Effort, Failure, Limits, Pool, Program, serve};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `.xlsx` and `.xlsm`.
    Xlsx,
    /// `.xls`.
    Xls,
    /// `.ods`.
    Ods,
    /// `.csv`.
    Csv,
}

/// A spreadsheet to parse.
#[derive(Clone)]
pub struct ParseJob {
    /// Its path relative to the input folder, `/` between parts.
    pub path: String,
    /// Its format, by its name.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came of a job: the workbook and what there is to say about it, or why there is none.
pub type Parse = Result<(Workbook, Vec<Finding>), Finding>;

/// Parses spreadsheets and takes Word files apart. The answers come in the order of the jobs, one for each.
pub trait SheetParser {
    /// Parses all of them.
    fn parse(&self, jobs: Vec<ParseJob>) -> Vec<Parse>;

    /// Takes Word templates apart.
    fn take_apart(&self, files: &[BinaryFile]) -> Vec<WordFile>;
}

/// Parses in this process, without limits on memory and time: for tests of benign sheets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Direct;

/// Parses in worker processes, one for each file.
#[derive(Debug)]
pub struct Workers {
    pool: Pool,
    effort: Mutex<Effort>,
}

/// What one file may take, so that with its stacks and the program itself a worker stays under
/// 1 GiB and, with starting it, under ten seconds.
const LIMITS: Limits = Limits { heap: 768 << 20, time: Duration::from_secs(8), reply: 192 << 20, jobs: 1 };

impl Format {
    /// The format a file's extension names.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" => Some(Format::Xlsx),
            "xls" => Some(Format::Xls),
            "ods" => Some(Format::Ods),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }

    pub(super) fn wire(self) -> u8 {
        match self {
            Format::Xlsx => b'x',
            Format::Xls => b'b',
            Format::Ods => b'o',
            Format::Csv => b'c',
        }
    }

    pub(super) fn from_wire(byte: u8) -> Option<Self> {
        [Format::Xlsx, Format::Xls, Format::Ods, Format::Csv].into_iter().find(|format| format.wire() == byte)
    }
}

impl SheetParser for Direct {
    fn parse(&self, jobs: Vec<ParseJob>) -> Vec<Parse> {
        jobs.into_iter()
            .map(|job| {
                let hash = hash(&job.bytes);
                let answer = parse::answer(&parse::request(job.format, job.bytes));
                finish(&job.path, hash, answer)
            })
            .collect()
    }

    fn take_apart(&self, files: &[BinaryFile]) -> Vec<WordFile> {
        files.iter().map(|file| taken_apart(file, word::word_parts(&file.bytes))).collect()
    }
}

impl Workers {
    /// Workers started with this program, so many at a time. The program must call
    /// [`serve_read`].
    pub fn new(program: Program, width: usize) -> Self {
        Workers { pool: Pool::new(program, LIMITS, width), effort: Mutex::default() }
    }

    /// What all parsing so far took.
    pub fn effort(&self) -> Effort {
        self.effort.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl SheetParser for Workers {
    fn parse(&self, jobs: Vec<ParseJob>) -> Vec<Parse> {
        let files: Vec<(String, String)> =
            jobs.iter().map(|job| (job.path.clone(), hash(&job.bytes))).collect();
        let requests = jobs.into_iter().map(|job| parse::request(job.format, job.bytes));
        let replies = self.pool.run(requests, &mut |_| ());
        let mut effort = self.effort.lock().unwrap_or_else(PoisonError::into_inner);
        effort.sandbox = self.pool.sandbox();
        for ((path, _), reply) in files.iter().zip(&replies) {
            if let Ok(reply) = reply {
                effort.enter(path, reply);
            }
        }
        files
            .into_iter()
            .zip(replies)
            .map(|((path, hash), reply)| match reply {
                Ok(reply) => match parse::read_answer(&reply.bytes) {
                    Some(answer) => finish(&path, hash, answer),
                    None => finish(&path, hash, Err(Refusal::Damaged)),
                },
                Err(failure) => Err(failed(&path, &failure)),
            })
            .collect()
    }

    fn take_apart(&self, files: &[BinaryFile]) -> Vec<WordFile> {
        let requests = files.iter().map(|file| parse::word_request(&file.bytes));
        let replies = self.pool.run(requests, &mut |_| ());
        let mut effort = self.effort.lock().unwrap_or_else(PoisonError::into_inner);
        files
            .iter()
            .zip(replies)
            .map(|(file, reply)| {
                let opened = match reply {
                    Ok(reply) => {
                        effort.enter(&format!("templates/{}", file.name), &reply);
                        word::read_answer(&reply.bytes)
                            .unwrap_or_else(|| Err("the file is not a Word document".to_owned()))
                    }
                    Err(failure) => Err(format!("the file was given up: {failure}")),
                };
                taken_apart(file, opened)
            })
            .collect()
    }
}

fn taken_apart(file: &BinaryFile, opened: Result<WordParts, String>) -> WordFile {
    let name = file.name.clone();
    WordFile { opened: opened.map_err(|message| word_refused(&name, message)), name }
}

/// The child's side of [`Workers`]: parses what it is handed until there is no more.
pub fn serve_read() -> ExitCode {
    serve(LIMITS, |_| (), |(), request| parse::parse_job(request))
}

/// The hash by which a run knows a file again.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn finish(path: &str, hash: String, answer: Answer) -> Parse {
    let parsed = answer.map_err(|refusal| refusal.finding(path))?;
    let findings = parsed.notices.into_iter().map(|notice| notice.finding(path)).collect();
    let workbook = Workbook { path: path.into(), hash, encoding: parsed.encoding, sheets: parsed.sheets };
    Ok((workbook, findings))
}

fn failed(path: &str, failure: &Failure) -> Finding {
    Finding::error("file-refused", format!("the file was given up: {failure}"))
        .at(Place::file(path))
        .help("open it in Excel, copy the table into a new workbook and save that as .xlsx")
}
