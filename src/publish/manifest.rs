//! `manifest.json`: the hash of everything a meeting's output was made from and of every document
//! in it, so that anyone can check which input gave which page, and what was edited since.
//!
//! It holds no time and nothing about people. `run.json` (times, memory) is written beside it and
//! is not in it, because it differs from run to run.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::PublishError;
use super::fs::{Disk, Kind, RealDisk};
use super::path::MANIFEST;
use crate::plan::LetterMade;

/// The format this program writes, and the newest it reads.
const FORMAT: u32 = 1;

/// What an output was made from and what it holds. Hashes are BLAKE3 in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always 1 in this version.
    pub format: u32,
    /// The program and its version, `cmarac 0.1.0`.
    pub program: String,
    /// The panel's folder.
    pub panel: String,
    /// The meeting's folder.
    pub meeting: String,
    /// Every spreadsheet and other file of the input, by its path under the input folder.
    pub inputs: BTreeMap<String, String>,
    /// Every file that holds rules.
    pub rules: BTreeMap<String, String>,
    /// Every template, built in or the panel's own.
    pub templates: BTreeMap<String, String>,
    /// Every font.
    pub fonts: BTreeMap<String, String>,
    /// Every document, by its path under the meeting's folder.
    pub outputs: BTreeMap<String, String>,
    /// What each letter and invitation about a case tells, by its path.
    #[serde(default)]
    pub letters: BTreeMap<String, LetterMade>,
}

impl Manifest {
    /// The manifest as the file holds it; the same manifest always gives the same bytes.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("maps of strings are always JSON");
        json.push(b'\n');
        json
    }

    /// Reads what [`Manifest::to_json`] wrote. `None` if it is damaged; its newer format, if it is
    /// newer than this program.
    fn parse(json: &[u8]) -> Option<Result<Self, u32>> {
        #[derive(Deserialize)]
        struct Header {
            format: u32,
        }
        let header: Header = serde_json::from_slice(json).ok()?;
        if header.format > FORMAT {
            return Some(Err(header.format));
        }
        serde_json::from_slice(json).ok().map(Ok)
    }
}

/// The hash that manifests hold.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The manifest of what was published last for a meeting, if anything was. A damaged manifest is
/// none: then nothing in the folder counts as ours and everything in it is kept.
///
/// # Errors
/// If it cannot be read or was written by a newer program.
pub fn previous(output: &Path, panel: &str, meeting: &str) -> Result<Option<Manifest>, PublishError> {
    of_folder(&RealDisk, &output.join(panel).join(meeting))
}

pub(super) fn of_folder(disk: &dyn Disk, folder: &Path) -> Result<Option<Manifest>, PublishError> {
    let path = folder.join(MANIFEST);
    if disk.kind(folder)? != Some(Kind::Folder) || disk.kind(&path)? != Some(Kind::File) {
        return Ok(None);
    }
    match Manifest::parse(&disk.read(&path)?) {
        Some(Ok(manifest)) => Ok(Some(manifest)),
        Some(Err(format)) => Err(PublishError::Newer { path, format }),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_and_refuses_what_is_newer() {
        let manifest = Manifest {
            format: FORMAT,
            program: "cmarac 0.1.0".into(),
            outputs: [("b.pdf".into(), hash(b"b")), ("a.pdf".into(), hash(b"a"))].into(),
            ..Manifest::default()
        };
        let json = manifest.to_json();
        assert!(json.starts_with(b"{\n  \"format\": 1,\n"));
        assert_eq!(Manifest::parse(&json), Some(Ok(manifest)));
        assert_eq!(Manifest::parse(b"{\"format\": 2, \"what\": \"ever\"}"), Some(Err(2)));
        assert_eq!(Manifest::parse(b"{\"format\": 1"), None);
    }
}
