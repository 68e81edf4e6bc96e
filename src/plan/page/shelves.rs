//! Where each file of the output is linked from: its case, its agency, its area, or the list of
//! documents. Every file has one place.

use super::super::view::{AgencyDocuments, DocumentGroup, Link, MeetingPage};
use super::{EARLIER, FINDINGS, Origin, OutputFile, PAGE, PlannedPage, names};
use crate::panel::Agency;

/// Documents of the coordinator and the chair for the meeting itself, in the order of the page.
const FOR_THE_MEETING: [&str; 6] =
    ["full-pack", "agenda", "actions-review", "minutes", "sign-in-sheet", "meeting-record"];

/// Headings of documents that belong to no case, agency or area.
const GROUPS: [&str; 4] =
    ["For the meeting", "To decide and to check", "For audit", "Edited by somebody, or put here by somebody"];

/// Where a member's pack lies.
pub fn pack_of(code: &str) -> String {
    format!("agencies/{code}/pack.pdf")
}

/// A member without its documents yet.
pub fn empty(agency: &Agency, no_pack: String) -> AgencyDocuments {
    AgencyDocuments { name: agency.name.clone(), pack: Vec::new(), no_pack, links: Vec::new() }
}

/// Puts a link to every file where it belongs.
pub fn fill(planned: &PlannedPage, page: &mut MeetingPage, files: &[OutputFile]) {
    let mut groups: Vec<DocumentGroup> = GROUPS.iter().map(|title| group(title)).collect();
    let mut others = group("Other documents");
    for file in sorted(files) {
        let path = file.path.as_str();
        if path == PAGE {
            continue;
        }
        if path == FINDINGS {
            page.all_findings.push(link(planned, file, ""));
            continue;
        }
        let parts: Vec<&str> = path.split('/').collect();
        if file.from == Origin::Person {
            groups[3].links.push(Link {
                title: path.to_owned(),
                note: String::new(),
                ..link(planned, file, "")
            });
            continue;
        }
        let mut cases = page.outcomes.iter_mut().flat_map(|outcome| &mut outcome.cases);
        if let Some(case) = cases.find(|case| parts.iter().any(|part| is_of(part, &case.reference))) {
            case.links.push(link(planned, file, &whose(&parts, &case.reference)));
            continue;
        }
        match parts.as_slice() {
            ["agencies", code, ..] => match planned.codes.iter().position(|known| known == code) {
                Some(at) => shelve(planned, &mut page.agencies[at], file, code),
                None => others.links.push(link(planned, file, code)),
            },
            ["areas", area, service, ..] => {
                let title = format!("{area}, {service}");
                if page.areas.last().is_none_or(|last| last.title != title) {
                    page.areas.push(group(&title));
                }
                let whose = format!("{service}, {area}");
                page.areas
                    .last_mut()
                    .into_iter()
                    .for_each(|last| last.links.push(link(planned, file, &whose)));
            }
            ["coordinator", name] => {
                let stem = name.split(['.', ' ']).next().unwrap_or_default();
                let which = usize::from(!FOR_THE_MEETING.contains(&stem));
                groups[which].links.push(link(planned, file, ""));
            }
            [_] => groups[2].links.push(link(planned, file, "")),
            [.., folder, _] => others.links.push(link(planned, file, folder)),
            [] => {}
        }
    }
    groups.insert(2, others);
    groups.retain(|group| !group.links.is_empty());
    page.documents = groups;
}

fn group(title: &str) -> DocumentGroup {
    DocumentGroup { title: title.into(), links: Vec::new() }
}

/// Paths in order, those for the meeting itself in theirs.
fn sorted(files: &[OutputFile]) -> Vec<&OutputFile> {
    let mut sorted: Vec<&OutputFile> = files.iter().collect();
    let rank = |file: &OutputFile| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let stem = name.split(['.', ' ']).next().unwrap_or_default();
        FOR_THE_MEETING.iter().position(|known| *known == stem)
    };
    sorted.sort_by_key(|file| {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // PDF before Word.
        let is_pdf = file.path.ends_with(".pdf");
        (
            folder.to_owned(),
            rank(file).map_or((1, 0), |rank| (0, rank)),
            stem(&file.path).to_owned(),
            !is_pdf,
            &file.path,
        )
    });
    sorted
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Whether a part of a path is a case's reference, or that with the number of one of its referrals, or
/// the name of a file called after it.
fn is_of(part: &str, reference: &str) -> bool {
    let rest = part.strip_prefix(reference);
    rest.is_some_and(|rest| {
        let number =
            rest.strip_prefix('-').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        rest.is_empty() || number || rest.starts_with('.')
    })
}

/// What tells a case's documents from those of others: the folder of one of several referrers, the
/// service of another area, or the reference.
fn whose(parts: &[&str], reference: &str) -> String {
    match parts {
        ["referrers", folder, _] => (*folder).to_owned(),
        ["areas", area, service, ..] => format!("{service}, {area}, {reference}"),
        _ => reference.to_owned(),
    }
}

fn shelve(planned: &PlannedPage, agency: &mut AgencyDocuments, file: &OutputFile, code: &str) {
    let link = link(planned, file, code);
    if file.path == pack_of(code) {
        agency.no_pack.clear();
        agency.pack.push(link);
    } else {
        agency.links.push(link);
    }
}

fn link(planned: &PlannedPage, file: &OutputFile, whose: &str) -> Link {
    let is_known = planned.planned.contains(&file.path) || file.path == FINDINGS;
    let note = match file.from {
        Origin::ThisRun if planned.drafts.contains(&file.path) => "draft, not to be sent",
        Origin::EarlierRun if is_known => EARLIER,
        Origin::EarlierRun => "earlier; it would not be made now, so do not send it",
        Origin::ThisRun | Origin::Person => "",
    };
    Link {
        href: names::href(&file.path),
        title: names::title(&file.path),
        format: names::format(&file.path),
        whose: whose.to_owned(),
        note: note.into(),
    }
}
