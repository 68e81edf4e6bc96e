//! The text of every file of an output, and how a word is searched for in it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use super::mail;
use crate::support::tree;

/// The text of a file, folded for searching and as it is.
pub struct Text {
    folded: String,
    plain: String,
}

impl From<String> for Text {
    fn from(plain: String) -> Self {
        Text { folded: fold(&plain), plain }
    }
}

impl Text {
    /// Whether something is written here, whatever its case, spacing, punctuation or, for a day, its
    /// spelling. A bare number counts only if it stands alone: digits also stand in hashes.
    pub fn holds(&self, written: &str) -> bool {
        if written.chars().all(|c| c.is_ascii_digit()) {
            return self.plain.split(|c: char| !c.is_alphanumeric()).any(|word| word == written);
        }
        spellings(written).iter().any(|spelling| self.folded.contains(spelling))
    }
}

/// Letters and digits only, in lower case.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The folded spellings of what is written: of a day, with a time or without, all that programs use.
fn spellings(written: &str) -> Vec<String> {
    let (day, time) = written.split_once(' ').unwrap_or((written, ""));
    let Ok(date) = chrono::NaiveDate::parse_from_str(day, "%d/%m/%Y") else {
        return vec![fold(written)];
    };
    let time = chrono::NaiveTime::parse_from_str(time, "%H:%M").ok();
    let mut spellings = Vec::new();
    for day in ["%-d%B%Y", "%A%-d%B%Y", "%-d%b%Y", "%d%m%Y", "%Y%m%d", "%m%d%Y"] {
        let day = date.format(day).to_string().to_lowercase();
        match time {
            None => spellings.push(day),
            Some(time) => {
                for clock in ["at%-I%M%P", "%H%M", "%H%M%S", "at%H%M"] {
                    spellings.push(format!("{day}{}", time.format(clock)));
                }
            }
        }
    }
    spellings
}

/// The text of every file of the output and of the sources kept beside it, by path: `.typ` sources
/// under the path of the PDF they make. Word files and workbooks are taken apart; of PDFs what stands
/// in them uncompressed is read and, if `CMARAC_PDF_TEXT` is set, all their text by `pdftotext`.
pub fn texts(output: &Path, sources: &Path) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for (path, bytes) in tree(output) {
        let text = match path.rsplit_once('.') {
            Some((_, "pdf")) => pdf(&output.join(&path), &bytes),
            _ => text_of(&path, &bytes),
        };
        texts.insert(path, Text::from(text));
    }
    for (path, bytes) in tree(sources) {
        if path.ends_with(".typ") {
            texts.insert(path, Text::from(String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    texts
}

/// The text of a file that is no PDF: of Word files and workbooks that of all their parts, of e-mail
/// drafts that of what goes with them too.
pub fn text_of(path: &str, bytes: &[u8]) -> String {
    match path.rsplit_once('.') {
        Some((_, "docx" | "xlsx")) => unpacked(bytes),
        Some((_, "eml")) => mail::text(bytes),
        Some((_, "ics")) => mail::invitation(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// All parts of a package: their names, what stands in their tags, and their text without tags, so
/// that a word in two runs is whole.
fn unpacked(bytes: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is a package");
    let mut text = String::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("it can be read");
        let xml = String::from_utf8_lossy(&bytes).into_owned();
        text.push_str(&part.name().expect("a readable name"));
        text.push_str(&xml);
        for run in xml.split('<') {
            text.push_str(run.split_once('>').map_or("", |(_, words)| words));
        }
        text.push('\n');
    }
    text
}

fn pdf(path: &Path, bytes: &[u8]) -> String {
    let mut text: String = bytes.iter().map(|byte| char::from(*byte)).filter(char::is_ascii).collect();
    if std::env::var_os("CMARAC_PDF_TEXT").is_some() {
        for (program, arguments) in [("pdftotext", &["-raw"][..]), ("pdfinfo", &[])] {
            let mut command = std::process::Command::new(program);
            command.args(arguments).arg(path);
            if program == "pdftotext" {
                command.arg("-");
            }
            let said = command.output().expect("the program is installed");
            assert!(said.status.success(), "{program} reads {}", path.display());
            text.push_str(&String::from_utf8_lossy(&said.stdout));
        }
    }
    text
}
