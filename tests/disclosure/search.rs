//! The text of every file of an output, whatever its kind, and how a word is searched for in it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

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
/// under the path of the PDF they make.
///
/// # Panics
/// If a file is of a kind whose text nobody has said how to read.
pub fn texts(output: &Path, sources: &Path) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for (path, bytes) in tree(output).into_iter().filter(|(path, _)| !is_lock(path)) {
        texts.insert(path.clone(), Text::from(text_of(&path, &bytes)));
    }
    for (path, bytes) in tree(sources).into_iter().filter(|(path, _)| path.ends_with(".typ")) {
        texts.insert(path.clone(), Text::from(text_of(&path, &bytes)));
    }
    texts
}

/// Whether a path is the file that says that a run is going on: it is empty.
fn is_lock(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some(".lock" | ".running"))
}

/// The text of a file, of all its parts, properties and attachments. `.pdf` may also be the source that
/// a test puts in its place.
pub fn text_of(path: &str, bytes: &[u8]) -> String {
    let plain = || String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| panic!("{path} is not UTF-8"));
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("docx") => unpacked(bytes),
        Some("xlsx") => unpacked(bytes) + &cells(path, bytes),
        Some("pdf") if bytes.starts_with(b"%PDF") => pdf(bytes),
        Some("eml") => email(path, bytes),
        Some("ics") => calendar(&plain()),
        Some("html") => page(&plain()),
        Some("json") => plain() + &json(&serde_json::from_slice(bytes).expect("it is JSON")),
        Some("csv") => plain() + &table(bytes),
        Some("pdf" | "typ" | "txt") => plain(),
        _ => panic!("nobody has said how to read {path}"),
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
        text.push_str(&part.name().expect("a readable name"));
        text.push_str(part.comment());
        let xml = String::from_utf8(bytes).expect("every part of what the program writes is XML");
        text.push_str(&page(&xml));
        text.push('\n');
    }
    text
}

/// The cells of a workbook as a spreadsheet program shows them: days are numbers in the file.
fn cells(path: &str, bytes: &[u8]) -> String {
    use calamine::Reader;
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes))
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut text = String::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).expect("a sheet");
        for (_, _, cell) in range.used_cells() {
            match cell {
                calamine::Data::DateTime(day) => {
                    let (year, month, day, hour, minute, ..) = day.to_ymd_hms_milli();
                    text.push_str(&format!("\n{year}-{month:02}-{day:02} {hour:02}:{minute:02}\n"));
                }
                other => text.push_str(&format!("\n{other}\n")),
            }
        }
    }
    text
}

/// A draft's headers with their words decoded, its text, and every attachment as its own kind.
fn email(path: &str, bytes: &[u8]) -> String {
    use mail_parser::{MimeHeaders, PartType};
    let message =
        mail_parser::MessageParser::new().parse(bytes).unwrap_or_else(|| panic!("{path}: no draft"));
    let mut text = String::new();
    for part in &message.parts {
        for header in &part.headers {
            let written = bytes.get(header.offset_start() as usize..header.offset_end() as usize);
            text.push_str(&format!("{} {:?}\n", header.name(), header.value()));
            text.push_str(&String::from_utf8_lossy(written.expect("the header stands in the draft")));
        }
        let name = part.attachment_name().unwrap_or_default();
        text.push_str(name);
        match &part.body {
            PartType::Multipart(_) => {}
            PartType::Message(inner) => text.push_str(&email(path, inner.raw_message())),
            _ if !name.is_empty() => text.push_str(&text_of(name, part.contents())),
            PartType::Text(words) => text.push_str(words),
            PartType::Html(html) => text.push_str(&page(html)),
            PartType::Binary(_) | PartType::InlineBinary(_) => panic!("{path}: a part without a name"),
        }
        text.push('\n');
    }
    text
}

/// A calendar file as written, and with its folded lines whole and its signs as they are meant.
fn calendar(text: &str) -> String {
    let whole =
        ["\r\n ", "\r\n\t", "\n ", "\n\t"].iter().fold(text.to_owned(), |text, fold| text.replace(fold, ""));
    let meant = whole.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";");
    format!("{text}\n{}", meant.replace("\\\\", "\\"))
}

/// What a page or a part shows, with its entities as the signs they mean; and what stands in its tags.
fn page(markup: &str) -> String {
    use mail_parser::decoders::html::html_to_text;
    let tags = html_to_text(&markup.replace('<', " &lt; ").replace('>', " &gt; "));
    let mut shown = String::new();
    for run in markup.split('<') {
        shown.push_str(run.split_once('>').map_or(run, |(_, words)| words));
    }
    format!("{tags}\n{}", html_to_text(&shown))
}

/// All keys and values.
fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(key, value)| format!("{key}\n{}", json(value))).collect()
        }
        serde_json::Value::Array(values) => values.iter().map(json).collect(),
        serde_json::Value::String(text) => format!("{text}\n"),
        other => format!("{other}\n"),
    }
}

/// All cells of a table, without the marks that keep a spreadsheet program from reckoning.
fn table(bytes: &[u8]) -> String {
    let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let rows = rows.records().map(|row| row.expect("a row"));
    rows.flat_map(|row| row.iter().map(|cell| format!("{cell}\n")).collect::<Vec<_>>()).collect()
}

/// What stands uncompressed in a PDF (its properties, bookmarks and alternative texts do) and, if
/// `CMARAC_PDF_TEXT` is set, all its text, as the programs of poppler see it.
fn pdf(bytes: &[u8]) -> String {
    let mut text: String = bytes.iter().map(|byte| char::from(*byte)).filter(char::is_ascii).collect();
    if std::env::var_os("CMARAC_PDF_TEXT").is_some() {
        let mut file = tempfile::NamedTempFile::new().expect("a place for it");
        std::io::Write::write_all(&mut file, bytes).expect("written");
        let path = file.path().to_string_lossy().into_owned();
        let run = |program: &str, arguments: &[&str]| {
            let said = std::process::Command::new(program).args(arguments).output();
            let said = said.unwrap_or_else(|error| panic!("{program} is not installed: {error}"));
            assert!(said.status.success(), "{program} reads it");
            // The text of tags is printed in an encoding of its own.
            String::from_utf8_lossy(&said.stdout).into_owned()
        };
        text.push_str(&run("pdftotext", &["-raw", &path, "-"]));
        text.push_str(&run("pdfinfo", &["-enc", "UTF-8", &path]));
        text.push_str(&run("pdfinfo", &["-enc", "UTF-8", "-meta", &path]));
        text.push_str(&run("pdfinfo", &["-enc", "UTF-8", "-struct-text", &path]));
        // The outline stands in the page that this makes.
        text.push_str(&page(&run("pdftohtml", &["-xml", "-i", "-stdout", &path])));
        let attached = run("pdfdetach", &["-list", &path]);
        assert!(attached.starts_with("0 embedded files"), "nothing is attached to a PDF: {attached}");
    }
    text
}

#[test]
fn a_word_is_found_in_every_kind_of_file() {
    let word = "O'Quillbrook & Söhne";
    let holds = |name: &str, bytes: &[u8]| Text::from(text_of(name, bytes)).holds(word);
    let page = "<p title=\"&#79;&#x27;Quillbrook &amp; S&ouml;hne\">nothing</p>";
    assert!(holds("a.html", page.as_bytes()), "in a tag");
    assert!(holds("a.html", b"<p><b>O&#x27;Quill</b>brook &amp; S&#246;hne</p>"), "in two runs");
    let folded = "BEGIN:VEVENT\r\nSUMMARY:O'Quill\r\n brook\\, & S\r\n \u{f6}hne\r\nEND:VEVENT\r\n";
    assert!(holds("a.ics", folded.as_bytes()), "in a folded line");
    assert!(holds("a.json", br#"{"a":["O\u0027Quillbrook & S\u00f6hne"]}"#), "in JSON");
    assert!(holds("a.csv", "a;\"O'Quillbrook\n& S\u{f6}hne\"".as_bytes()), "in a cell");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_comment(word));
    workbook.add_worksheet().write(0, 0, "nothing").expect("written");
    let properties = workbook.save_to_buffer().expect("saved");
    assert!(holds("a.xlsx", &properties), "in the properties");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.define_name("Named", &format!("=\"{word}\"")).expect("a name");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(1983, 3, 17).expect("a day");
    let format = rust_xlsxwriter::Format::new().set_num_format("d mmm yyyy");
    workbook.add_worksheet().write_with_format(0, 0, &day, &format).expect("written");
    let named = workbook.save_to_buffer().expect("saved");
    assert!(holds("a.xlsx", &named), "in the name of a range");
    assert!(Text::from(text_of("a.xlsx", &named)).holds("17/03/1983"), "a day is a number in the file");
    for (what, header, body) in [
        ("subject", "Subject: =?utf-8?Q?O'Quillbrook_&_S=C3=B6hne?=\r\n", "nothing".to_owned()),
        ("addressee", "To: =?utf-8?B?TydRdWlsbGJyb29rICYgU8O2aG5l?= <a@b.example>\r\n", "nothing".to_owned()),
        (
            "text",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "O'Quill=\r\nbrook & S=C3=B6hne".to_owned(),
        ),
    ] {
        let draft = format!(
            "From: <a@b.example>\r\nContent-Type: text/plain; charset=utf-8\r\n{header}\r\n{body}\r\n"
        );
        assert!(holds("a.eml", draft.as_bytes()), "in the {what} of a draft");
    }
    let mail = |workbook: &[u8]| {
        let attached = mail_builder::MessageBuilder::new().from("a@b.example").text_body("nothing");
        attached.attachment("application/octet-stream", "a.xlsx", workbook).write_to_vec().expect("written")
    };
    let draft = mail(&properties);
    assert!(holds("a.eml", &draft), "in what is attached to a draft");
    let within = mail_builder::MessageBuilder::new().from("a@b.example").text_body("nothing");
    let within = within.attachment("message/rfc822", "a.eml", draft).write_to_vec().expect("written");
    assert!(holds("b.eml", &within), "in what is attached to what is attached");
    assert!(!holds("a.html", b"<p>O'Quillbrooks Sohn</p>"), "another word is not");
}

#[test]
#[should_panic(expected = "nobody has said how to read a.odt")]
fn a_kind_of_file_that_nobody_reads_stops_the_proof() {
    text_of("a.odt", b"anything");
}
