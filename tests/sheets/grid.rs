//! Sheets written as text: a line a row, cells parted by `|`. A cell in braces has a type of its
//! own: `{number 34}`, `{date 1990-04-03}`, `{time 10:30}`, `{true}`, `{error #REF!}`.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use cmarac::model::MeetingId;
use cmarac::read::{Cell, Content, MeetingInputs, PanelInputs, Sheet, TextFile, Workbook};
use serde::Deserialize;

/// One file of `tests/sheets`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quirk {
    pub about: String,
    #[serde(default)]
    pub register: Option<String>,
    /// Findings that are beside the point.
    #[serde(default)]
    pub allow: Vec<String>,
    sheet: Vec<Written>,
    pub expect: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default = "december")]
    meeting: String,
    #[serde(default = "referrals")]
    folder: String,
    #[serde(default = "form")]
    file: String,
    #[serde(default = "name")]
    name: String,
    grid: String,
}

fn december() -> String {
    "2026-12-09".into()
}

fn referrals() -> String {
    "referrals".into()
}

fn form() -> String {
    "form.xlsx".into()
}

fn name() -> String {
    "Form".into()
}

impl Quirk {
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The panel's folder that holds these sheets, and the meeting of December 2026.
    pub fn inputs(&self) -> (PanelInputs, MeetingId) {
        let mut folders: BTreeMap<MeetingId, BTreeMap<(String, String), Workbook>> = BTreeMap::new();
        for written in &self.sheet {
            let meeting = MeetingId::parse(&written.meeting).expect("a meeting's folder");
            let path = match written.folder.as_str() {
                "decisions" | "record" => format!("islington/{meeting}/{}.xlsx", written.folder),
                folder => format!("islington/{meeting}/{folder}/{}", written.file),
            };
            let workbook = folders
                .entry(meeting)
                .or_default()
                .entry((written.folder.clone(), path.clone()))
                .or_insert_with(|| Workbook {
                    path,
                    hash: String::new(),
                    encoding: String::new(),
                    sheets: Vec::new(),
                });
            workbook.hash.push_str(&written.grid);
            let name = if written.file.ends_with(".csv") { String::new() } else { written.name.clone() };
            workbook.sheets.push(Sheet { name, cells: cells(&written.grid) });
        }
        let meetings = folders.into_iter().map(|(id, workbooks)| folder(id, workbooks)).collect();
        let inputs = PanelInputs {
            code: "islington".into(),
            panel_toml: TextFile {
                path: "islington/panel.toml".into(),
                text: String::new(),
                hash: String::new(),
            },
            register: self.register.clone().map(|text| TextFile {
                path: "islington/register.csv".into(),
                text,
                hash: String::new(),
            }),
            templates: Vec::new(),
            word: Vec::new(),
            fonts: Vec::new(),
            meetings,
        };
        (inputs, MeetingId::parse("2026-12-09").expect("a meeting's folder"))
    }
}

fn folder(id: MeetingId, workbooks: BTreeMap<(String, String), Workbook>) -> MeetingInputs {
    let mut folder = MeetingInputs {
        id,
        referrals: Vec::new(),
        returns: Vec::new(),
        updates: Vec::new(),
        decisions: None,
        record: None,
    };
    for ((part, _), workbook) in workbooks {
        match part.as_str() {
            "referrals" => folder.referrals.push(workbook),
            "returns" => folder.returns.push(workbook),
            "updates" => folder.updates.push(workbook),
            "decisions" => folder.decisions = Some(workbook),
            "record" => folder.record = Some(workbook),
            other => panic!("there is no folder {other}"),
        }
    }
    folder
}

fn cells(grid: &str) -> BTreeMap<(u32, u32), Cell> {
    let mut cells = BTreeMap::new();
    for (row, line) in (0..).zip(grid.trim_matches('\n').lines()) {
        for (column, text) in (0..).zip(line.split('|')) {
            let text = text.trim().replace("\\n", "\n");
            if !text.is_empty() {
                cells.insert((row, column), cell(&text));
            }
        }
    }
    cells
}

fn cell(text: &str) -> Cell {
    let Some(inside) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else {
        return Cell { content: Content::Text(text.to_owned()), written: text.to_owned() };
    };
    let (kind, value) = inside.split_once(' ').unwrap_or((inside, ""));
    let content = match kind {
        "number" => Content::Number(value.parse().expect("a number")),
        "true" => Content::Bool(true),
        "false" => Content::Bool(false),
        "error" => Content::Error(value.to_owned()),
        "date" => {
            let day = NaiveDate::parse_from_str(value, "%Y-%m-%d").map(|day| day.and_time(NaiveTime::MIN));
            let stamp = NaiveDateTime::parse_from_str(value, "%Y-%m-%d %H:%M");
            Content::DateTime(day.or(stamp).expect("a date"))
        }
        "time" => {
            let time = NaiveTime::parse_from_str(value, "%H:%M").expect("a time");
            Content::Time(time.num_seconds_from_midnight())
        }
        other => panic!("there is no cell of the kind {other}"),
    };
    let written = if value.is_empty() { kind.to_owned() } else { value.to_owned() };
    Cell { content, written }
}
