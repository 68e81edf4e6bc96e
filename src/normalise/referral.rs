//! One referral from its headings and answers.

use std::collections::BTreeMap;

use super::headings::{Meaning, Vocabulary};
use super::incidents;
use super::layout::{Asked, report_unknown};
use super::risk;
use super::values::{self, Reading};
use crate::finding::{Finding, Place};
use crate::model::{
    Answer, Answers, Attending, Kind, MeetingId, OtherPerson, Referral, Value, fact, incident_column,
};
use crate::panel::{Agency, Meant, Panel, normalise_name};

/// A referral not yet understood: its headings and the lines of its risk assessment.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The sheet (form) or row (table) it stands in.
    pub place: Place,
    /// BLAKE3 of its file.
    pub file_hash: String,
    /// Headings and answers in the order of the form.
    pub asked: Vec<Asked>,
    /// The risk assessment.
    pub risk: Vec<risk::Line>,
    /// The rows of the sheet "Incidents".
    pub incidents: Vec<incidents::Line>,
}

/// Understands a referral.
pub fn understand(
    draft: &Draft,
    panel: &Panel,
    vocabulary: &Vocabulary,
    meeting: MeetingId,
    findings: &mut Vec<Finding>,
) -> Referral {
    let mut single: BTreeMap<&'static str, Vec<Answer>> = BTreeMap::new();
    let mut others: BTreeMap<u32, BTreeMap<&'static str, Vec<Answer>>> = BTreeMap::new();
    let mut officers: BTreeMap<u32, Vec<&Asked>> = BTreeMap::new();
    let mut lines = draft.risk.clone();
    for asked in &draft.asked {
        let read = |path: &'static str, kind: Kind, findings: &mut Vec<Finding>| {
            let heading = vocabulary.printed(path);
            values::read(asked, Reading { kind, path, heading, meeting: meeting.date }, findings)
        };
        match &asked.meaning {
            None => {}
            Some(Meaning::Question(_)) => lines.push(risk::Line { asked: asked.clone(), score: None }),
            Some(Meaning::Numbered(path, number)) if path.starts_with("attend.") => {
                officers.entry(*number).or_default().push(asked);
            }
            Some(Meaning::Numbered(path, _)) if incident_column(path).is_some() => {}
            Some(Meaning::Numbered(path, number)) => {
                let answer = as_the_panel_spells(panel, path, read(path, other_kind(path), findings));
                others.entry(*number).or_default().entry(path).or_default().push(answer);
            }
            Some(Meaning::Answer(path)) => {
                let kind = fact(path).map_or(Kind::Text, |known| known.kind);
                let answer = as_the_panel_spells(panel, path, read(path, kind, findings));
                single.entry(path).or_default().push(answer);
            }
        }
    }
    let mut answers = settle(single, vocabulary, findings);
    part_at_commas(&mut answers, panel, findings);
    report_misspelt(&answers, panel, findings);
    let instrument = risk::instrument(panel, &answers, meeting);
    let risk = risk::answers(&lines, instrument, findings);
    let agency = answers.text("referrer.agency").unwrap_or_default().to_owned();
    Referral {
        place: draft.place.clone(),
        file_hash: draft.file_hash.clone(),
        meeting,
        is_application: panel.applications,
        others: others
            .into_iter()
            .map(|(number, given)| OtherPerson { number, answers: settle(given, vocabulary, findings) })
            .filter(|other| other.answers.iter().any(|(_, answer)| !matches!(answer, Answer::Blank { .. })))
            .collect(),
        attending: officers.values().filter_map(|asked| officer(asked, &agency, findings)).collect(),
        risk,
        incidents: draft
            .incidents
            .iter()
            .chain(&incidents::numbered(&draft.asked))
            .map(|line| incidents::understand(line, panel, meeting.date, findings))
            .collect(),
        as_written: as_written(draft),
        answers,
    }
}

/// A name of an area as the panel file spells it, where it is one of the panel's or of another area it
/// knows; what was written stays beside it.
fn as_the_panel_spells(panel: &Panel, path: &str, answer: Answer) -> Answer {
    let is_area = ["subject.area", "other.area", "case.area"].contains(&path);
    match answer {
        Answer::Given { value: Value::Text(said), written, place } if is_area => {
            let value = Value::Text(panel.area_in_words(&said).to_owned());
            Answer::Given { value, written, place }
        }
        other => other,
    }
}

/// What kinds the answers about other people are of.
fn other_kind(path: &str) -> Kind {
    match path {
        "other.date_of_birth" => Kind::Date,
        "other.address_confidential" => Kind::YesNo,
        "other.role" => fact("subject.role").map_or(Kind::Text, |role| match role.kind {
            Kind::Choice(_) => Kind::Text,
            kind => kind,
        }),
        _ => Kind::Text,
    }
}

/// One answer a path: blank ones give way; two that differ are a finding, and neither counts.
pub fn settle(
    given: BTreeMap<&'static str, Vec<Answer>>,
    vocabulary: &Vocabulary,
    findings: &mut Vec<Finding>,
) -> Answers {
    let mut answers = Answers::default();
    for (path, all) in given {
        let filled: Vec<&Answer> =
            all.iter().filter(|answer| !matches!(answer, Answer::Blank { .. })).collect();
        let differ = filled.windows(2).any(|pair| match (pair[0].value(), pair[1].value()) {
            (Some(one), Some(other)) => one != other,
            _ => pair[0].written() != pair[1].written(),
        });
        let answer = match (filled.first(), filled.last()) {
            (Some(first), Some(last)) if differ => {
                findings.push(
                    Finding::warning(
                        "heading-twice",
                        format!(
                            "“{}” is answered twice, and not alike; the other answer is in {}",
                            vocabulary.printed(path),
                            first.place()
                        ),
                    )
                    .at(last.place().clone())
                    .help("Ask which answer is meant; it counts as left blank until then"),
                );
                Answer::Unreadable {
                    written: last.written().unwrap_or_default().to_owned(),
                    place: last.place().clone(),
                    problem: "two different answers are given to this question".into(),
                }
            }
            (Some(first), _) => (*first).clone(),
            (None, _) => match all.first() {
                Some(blank) => blank.clone(),
                None => continue,
            },
        };
        answers.insert(path, answer);
    }
    answers
}

/// An officer who attends, from the headings of one number.
pub fn officer(asked: &[&Asked], agency: &str, findings: &mut Vec<Finding>) -> Option<Attending> {
    let find = |path: &str| asked.iter().find(|one| one.path() == Some(path) && one.cell.is_some());
    let words =
        |path: &str| find(path).map(|one| one.written().to_owned()).filter(|text| !values::is_none(text));
    let name = words("attend.name");
    let email = words("attend.email");
    let mut from = find("attend.from").and_then(|one| values::read_time(one, "Available from", findings));
    let mut to = find("attend.to").and_then(|one| values::read_time(one, "Available to", findings));
    if name.is_none() && email.is_none() {
        if let Some(one) = find("attend.from").or_else(|| find("attend.to")) {
            findings.push(
                Finding::warning(
                    "officer-not-named",
                    "times are given for an officer who is not named; they are not used",
                )
                .at(one.place.clone())
                .help("Write the name under “Officer attending”"),
            );
        }
        return None;
    }
    if let (Some(first), Some(last), Some(one)) = (from, to, find("attend.to"))
        && last <= first
    {
        findings.push(
            Finding::warning(
                "times-reversed",
                "an officer is available until a time that is not after the time they are available from; neither is used",
            )
            .at(one.place.clone())
            .help("Ask when the officer can attend, and correct the two times"),
        );
        (from, to) = (None, None);
    }
    let place = find("attend.name").or_else(|| find("attend.email"))?.place.clone();
    Some(Attending { name: name.unwrap_or_default(), email, agency: agency.to_owned(), from, to, place })
}

/// Every heading with what is written under it; titles and lines without an answer left out
/// unless the form asks for them.
fn as_written(draft: &Draft) -> Vec<(String, String, Place)> {
    let lines = draft.risk.iter().map(|line| &line.asked);
    draft
        .asked
        .iter()
        .chain(lines)
        .filter(|asked| asked.meaning.is_some() || asked.cell.is_some())
        .map(|asked| {
            let heading = match &asked.meaning {
                Some(Meaning::Question(_)) if !asked.heading.to_lowercase().starts_with("risk") => {
                    format!("Risk: {}", asked.heading)
                }
                _ => asked.heading.clone(),
            };
            let written = asked.cell.as_ref().map_or_else(String::new, |cell| cell.written.clone());
            (heading, written, asked.place.clone())
        })
        .collect()
}

/// Lists of agencies and panels that were parted with commas are taken apart only where every
/// part is a name the panel knows; an agency to leave out that is not known is a finding.
fn part_at_commas(answers: &mut Answers, panel: &Panel, findings: &mut Vec<Finding>) {
    let is_agency = |name: &str| panel.agency(name).is_some() || panel.outside(name).is_some();
    let is_panel = |name: &str| {
        let wanted = normalise_name(name);
        let others =
            panel.other_panels.iter().flat_map(|other| std::iter::once(&other.name).chain(&other.aliases));
        others.chain(&panel.panels_no_bar).any(|known| normalise_name(known) == wanted)
    };
    for path in
        ["referral.leave_out", "referral.agencies", "process.current_panels", "process.earlier_panels"]
    {
        let known = |name: &str| if path.starts_with("process.") { is_panel(name) } else { is_agency(name) };
        let Some(Answer::Given { value: Value::List(entries), written, place }) = answers.get(path).cloned()
        else {
            continue;
        };
        let mut parted = Vec::new();
        for entry in &entries {
            let parts: Vec<&str> = entry.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
            if !known(entry) && parts.len() > 1 && parts.iter().all(|part| known(part)) {
                parted.extend(parts.into_iter().map(str::to_owned));
            } else {
                parted.push(entry.clone());
            }
        }
        // What nobody can make out is said where the case is withheld for it.
        let is_read = |name: &String| {
            let landlord: Vec<&str> = answers.text("subject.landlord").into_iter().collect();
            let agency: Vec<&str> = answers.text("referrer.agency").into_iter().collect();
            let named = [landlord.as_slice(), &agency].concat();
            matches!(panel.meant(name, &landlord, &named), Meant::Members(_) | Meant::Nobody)
        };
        if path == "referral.leave_out" && parted.iter().any(|name| !known(name) && is_read(name)) {
            findings.push(
                Finding::warning("leave-out-not-known", "an agency that must not be told is not a member of the panel under that name")
                    .at(place.clone())
                    .help("Check the name: members whose names stand in it, share a word with it, or come near it, are left out of the case, and nobody else is"),
            );
        }
        if parted != entries {
            findings.push(
                Finding::note(
                    "list-commas",
                    "a list is parted by commas; every part is a known name, so it was taken apart",
                )
                .at(place.clone()),
            );
            answers.insert(path, Answer::Given { value: Value::List(parted), written, place });
        }
    }
}

/// Agencies whose names come near a member's and are none: any agency may refer and may be involved, so
/// a name that is near none says nothing. Who refers sees the case, so that slip weighs more.
fn report_misspelt(answers: &Answers, panel: &Panel, findings: &mut Vec<Finding>) {
    let slip = |written: &str| {
        let known = panel.agency(written).is_some() || panel.outside(written).is_some();
        panel.agencies.iter().find(|agency| !known && is_slip(written, agency))
    };
    let referring = answers.text("referrer.agency");
    if let (Some(close), Some(place)) = (referring.and_then(slip), answers.place("referrer.agency")) {
        let message = "the referring agency is written nearly as a member is, and is not taken for it";
        let finding = Finding::warning("agency-misspelt", message).at(place.clone());
        findings.push(finding.help(format!("Did you mean {}? Correct the cell if so", close.name)));
    }
    let place = answers.place("referral.agencies");
    for close in answers.list("referral.agencies").iter().filter_map(|name| slip(name)) {
        let message = "an agency involved is written nearly as a member is, and is not taken for it";
        let finding = Finding::note("agency-misspelt", message).help(format!("Did you mean {}?", close.name));
        findings.extend(place.map(|place| finding.at(place.clone())));
    }
}

/// Whether something is a member's name but for a slip of the pen or two. Agencies of one place begin alike,
/// and short names are near to everything.
fn is_slip(written: &str, agency: &Agency) -> bool {
    const SHORTEST: usize = 5;
    let wanted = normalise_name(written);
    std::iter::once(&agency.name).chain(&agency.aliases).map(|name| normalise_name(name)).any(|name| {
        let slips = 1 + name.len() / 8;
        name.len() >= SHORTEST && strsim::damerau_levenshtein(&name, &wanted) <= slips
    })
}

/// Reports the headings of a form that are not used.
pub fn report_headings(draft: &Draft, vocabulary: &Vocabulary, findings: &mut Vec<Finding>) {
    let asked: Vec<&Asked> = draft.asked.iter().collect();
    report_unknown(&asked, vocabulary, findings);
}
