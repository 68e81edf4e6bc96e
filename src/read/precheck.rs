//! Before parsing: does the file's beginning agree with its name, and is what it unpacks to of a
//! size that can be read?

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Format;
use super::limits;
use super::refusal::Refusal;

const ZIP: &[u8] = b"PK\x03\x04";
const CFB: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A packed workbook in memory.
pub(super) type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Whether the first bytes are those of the format the name says.
pub(super) fn magic(format: Format, bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let packed = bytes.starts_with(ZIP);
    let compound = bytes.starts_with(CFB);
    match format {
        Format::Xlsx | Format::Ods if packed => Ok(()),
        Format::Xls if compound => Ok(()),
        Format::Csv if !packed && !compound && !is_web_page(bytes) => Ok(()),
        _ if compound && has_stream(bytes, "EncryptedPackage") => Err(Refusal::Encrypted),
        _ if compound => Err(Refusal::ReallyXls),
        _ if packed => Err(Refusal::ReallyXlsx),
        _ if is_web_page(bytes) => Err(Refusal::WebPage),
        _ => Err(Refusal::NotWhatItSays),
    }
}

/// Opens a packed workbook after counting its parts and what they unpack to, as declared and as
/// they really do.
pub(super) fn unpack(bytes: &[u8]) -> Result<Package<'_>, Refusal> {
    unpack_within(bytes, limits::UNPACKED)
}

fn unpack_within(bytes: &[u8], limit: u64) -> Result<Package<'_>, Refusal> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if package.len() > limits::PARTS {
        return Err(Refusal::Parts);
    }
    let mut names = BTreeSet::new();
    let mut declared = 0_u64;
    let mut unpacked = 0_u64;
    for index in 0..package.len() {
        let (name, size, encrypted) = {
            let part = package.by_index_raw(index).map_err(|_| Refusal::Damaged)?;
            let name = part.name().map_err(|_| Refusal::Damaged)?.replace('\\', "/").to_ascii_lowercase();
            (name, part.size(), part.encrypted())
        };
        if encrypted {
            return Err(Refusal::Encrypted);
        }
        declared = declared.saturating_add(size);
        if declared > limit {
            return Err(Refusal::Unpacked);
        }
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        // Readers find parts whatever the case of their names: two that differ in nothing else
        // would make it a matter of luck which is read.
        if !names.insert(name) {
            return Err(Refusal::Damaged);
        }
        unpacked = unpacked.saturating_add(measure(&mut package, index, is_xml, limit)?);
        if unpacked > limit {
            return Err(Refusal::Unpacked);
        }
    }
    Ok(package)
}

/// What a part really unpacks to, stopped shortly after the limit. Damage matters in XML only:
/// a picture's is nothing to us.
fn measure(package: &mut Package<'_>, index: usize, is_xml: bool, limit: u64) -> Result<u64, Refusal> {
    let part = match package.by_index(index) {
        Ok(part) => part,
        Err(_) if is_xml => return Err(Refusal::Damaged),
        Err(_) => return Ok(0),
    };
    match std::io::copy(&mut part.take(limit.saturating_add(1)), &mut std::io::sink()) {
        Ok(size) => Ok(size),
        Err(_) if is_xml => Err(Refusal::Damaged),
        Err(_) => Ok(0),
    }
}

fn is_web_page(bytes: &[u8]) -> bool {
    let start = bytes.get(..512).unwrap_or(bytes);
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start().to_ascii_lowercase();
    [&b"<html"[..], b"<!doctype", b"<head", b"<body", b"<table", b"<meta", b"<div"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// Whether a compound file names a stream: names are in UTF-16.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn a_name_and_a_beginning_must_agree() {
        let compound = [CFB, b"rest"].concat();
        let encrypted: Vec<u8> =
            [CFB.to_vec(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
        for (format, bytes, expected) in [
            (Format::Xlsx, b"PK\x03\x04".as_slice(), Ok(())),
            (Format::Xls, &compound, Ok(())),
            (Format::Csv, b"name,born", Ok(())),
            (Format::Xlsx, b"", Err(Refusal::Empty)),
            (Format::Xls, b"PK\x03\x04", Err(Refusal::ReallyXlsx)),
            (Format::Xlsx, &compound, Err(Refusal::ReallyXls)),
            (Format::Xlsx, &encrypted, Err(Refusal::Encrypted)),
            (Format::Ods, &encrypted, Err(Refusal::Encrypted)),
            (Format::Xls, b" <HTML><table>", Err(Refusal::WebPage)),
            (Format::Csv, b"<!DOCTYPE html>", Err(Refusal::WebPage)),
            (Format::Csv, b"PK\x03\x04", Err(Refusal::ReallyXlsx)),
            (Format::Xls, b"name;born", Err(Refusal::NotWhatItSays)),
        ] {
            assert_eq!(magic(format, bytes), expected, "{format:?} {bytes:?}");
        }
    }

    fn packed(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(&vec![b' '; *size]).expect("its text");
        }
        zip.finish().expect("a package").into_inner()
    }

    fn refused(bytes: &[u8]) -> Option<Refusal> {
        unpack_within(bytes, 1_000).err()
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_whether_it_says_so_or_not() {
        assert_eq!(refused(&packed(&[("a.xml", 400), ("b.xml", 400)])), None);
        let honest = packed(&[("a.xml", 600), ("b.xml", 600)]);
        assert_eq!(refused(&honest), Some(Refusal::Unpacked));
        // The size a package declares stands 24 bytes into each line of its list of parts.
        let mut lying = honest;
        let lines: Vec<usize> = (0..lying.len())
            .filter(|at| lying.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")))
            .collect();
        assert_eq!(lines.len(), 2);
        for line in lines {
            lying[line + 24..line + 28].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(refused(&lying).is_some());
    }

    #[test]
    fn two_parts_of_one_name_are_refused() {
        assert_eq!(refused(&packed(&[("a.xml", 1), ("A.XML", 1)])), Some(Refusal::Damaged));
        assert_eq!(refused(b"PK\x03\x04 and no more"), Some(Refusal::Damaged));
    }
}
