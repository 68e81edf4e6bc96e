//! Which part of an `.xlsx` package holds which sheet, found as the spreadsheet library finds it.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::xml;
use crate::read::notice::SheetFault;
use crate::read::precheck::Package;
use crate::read::refusal::Refusal;

/// The fewest bytes in which a part can hold one shared text: `<si/>`.
const SMALLEST_TEXT: u64 = 5;

/// The name of each sheet's part, in the order of the workbook.
///
/// A table of shared texts that claims more texts than its bytes can hold is refused here: a
/// reader would make room for all of them.
pub(super) fn sheet_parts(package: &mut Package<'_>) -> Result<Vec<String>, Refusal> {
    let names: BTreeMap<String, String> = package
        .file_names()
        .filter_map(Result::ok)
        .map(|name| (name.replace('\\', "/").to_ascii_lowercase(), name.into_owned()))
        .collect();
    let real = |name: &str| names.get(&name.to_ascii_lowercase()).cloned().unwrap_or_else(|| name.into());

    let workbook = workbook_part(package, &real("_rels/.rels")).map_err(|_| Refusal::Damaged)?;
    let (folder, file) = workbook
        .rsplit_once('/')
        .map_or((String::new(), workbook.as_str()), |(folder, file)| (format!("{folder}/"), file));
    shared_texts_are_possible(package, &real(&format!("{folder}sharedStrings.xml")))?;
    let relations = real(&format!("{folder}_rels/{file}.rels"));
    let targets = relation_targets(package, &relations).map_err(|_| Refusal::Damaged)?;
    let sheets = listed_sheets(package, &real(&workbook)).map_err(|_| Refusal::Damaged)?;
    sheets
        .into_iter()
        .map(|relation| {
            let target = targets.get(&relation).ok_or(Refusal::Damaged)?;
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_string(),
                None => format!("{folder}{target}"),
            };
            Ok(real(&part))
        })
        .collect()
}

/// The workbook's own part, which the package's relations name.
fn workbook_part(package: &mut Package<'_>, relations: &str) -> Result<String, SheetFault> {
    let mut reader = xml::open(package, relations).ok_or(SheetFault::Damaged)?;
    let mut buf = Vec::new();
    let mut target = None;
    loop {
        match xml::next(&mut reader, &mut buf)? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let kind = xml::attribute(&e, "Type")?.unwrap_or_default();
                if kind.ends_with("/relationships/officeDocument") {
                    target = xml::attribute(&e, "Target")?.or(target);
                }
            }
            Event::Eof => break,
            _ => (),
        }
    }
    let target = target.ok_or(SheetFault::Damaged)?;
    let target = target.strip_prefix('/').unwrap_or(&target);
    Ok(if target.ends_with('/') { format!("{target}workbook.xml") } else { target.to_string() })
}

fn relation_targets(
    package: &mut Package<'_>,
    relations: &str,
) -> Result<BTreeMap<String, String>, SheetFault> {
    let mut reader = xml::open(package, relations).ok_or(SheetFault::Damaged)?;
    let mut buf = Vec::new();
    let mut targets = BTreeMap::new();
    loop {
        match xml::next(&mut reader, &mut buf)? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                if let Some(id) = xml::attribute(&e, "Id")? {
                    targets.insert(id, xml::attribute(&e, "Target")?.unwrap_or_default());
                }
            }
            Event::Eof => return Ok(targets),
            _ => (),
        }
    }
}

/// Each sheet's relation, as the workbook lists them.
fn listed_sheets(package: &mut Package<'_>, workbook: &str) -> Result<Vec<String>, SheetFault> {
    let mut reader = xml::open(package, workbook).ok_or(SheetFault::Damaged)?;
    let mut buf = Vec::new();
    let mut sheets = Vec::new();
    loop {
        match xml::next(&mut reader, &mut buf)? {
            Event::Start(e) if e.local_name().as_ref() == "sheet" => {
                let mut relation = String::new();
                for attribute in e.attributes() {
                    let attribute = attribute.map_err(|_| SheetFault::Damaged)?;
                    let key = attribute.key.as_ref();
                    if key == "id" || key.ends_with(":id") {
                        relation = attribute.value.into_owned();
                    }
                }
                sheets.push(relation);
            }
            Event::End(e) if e.local_name().as_ref() == "workbook" => return Ok(sheets),
            Event::Eof => return Ok(sheets),
            _ => (),
        }
    }
}

fn shared_texts_are_possible(package: &mut Package<'_>, part: &str) -> Result<(), Refusal> {
    let Ok(size) = package.by_name(part).map(|part| part.size()) else { return Ok(()) };
    let mut reader = xml::open(package, part).ok_or(Refusal::Damaged)?;
    let mut buf = Vec::new();
    loop {
        match xml::next(&mut reader, &mut buf).map_err(|_| Refusal::Damaged)? {
            Event::Start(e) if e.local_name().as_ref() == "sst" => {
                let claimed = xml::attribute(&e, "uniqueCount").map_err(|_| Refusal::Damaged)?;
                let possible = match claimed.as_deref().map(str::parse::<u64>) {
                    Some(Ok(claimed)) => claimed <= size / SMALLEST_TEXT,
                    Some(Err(_)) => false,
                    None => true,
                };
                return if possible { Ok(()) } else { Err(Refusal::Claims) };
            }
            Event::Eof => return Err(Refusal::Damaged),
            _ => (),
        }
    }
}
