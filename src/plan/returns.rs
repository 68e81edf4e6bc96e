//! Returns in and missing, agency by case; and returns by agencies that should not, or need not, have
//! sent any.

use super::basis::Basis;
use super::invitations;
use super::requests::is_asked_about;
use super::view::{ReturnsGrid, ReturnsRow};
use crate::decide::Decided;
use crate::disclose::{self, Access, Unwelcome};
use crate::finding::Finding;
use crate::model::{Outside, Return, ReturnKind};
use crate::panel::{Agency, Area, OutsideAgency};

/// How it stands with one agency's return about one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It gave information in time, or did not say when.
    Returned,
    /// It looked and knows nothing.
    NothingKnown,
    /// It came after the day by which returns are due.
    Late,
    /// It is asked and has not answered.
    Missing,
    /// It is not asked: it may not know of the case, or nobody is asked about it.
    NotAsked,
    /// It is left out of the case.
    LeftOut,
}

impl Standing {
    fn words(self) -> &'static str {
        match self {
            Standing::Returned => "returned",
            Standing::NothingKnown => "nothing known",
            Standing::Late => "late",
            Standing::Missing => "missing",
            Standing::NotAsked => "not asked",
            Standing::LeftOut => "left out",
        }
    }
}

/// The grid of a meeting's returns, for the coordinator.
pub fn grid(basis: &Basis<'_>) -> ReturnsGrid {
    let cases: Vec<&Decided> =
        basis.decided.iter().filter(|case| is_asked_about(case) || !case.case.returns.is_empty()).collect();
    let mut grid = ReturnsGrid {
        due: if basis.meeting.id.urgent { String::new() } else { basis.dates.returns.say() },
        cases: cases.iter().map(|case| case.case.reference.to_string()).collect(),
        ..ReturnsGrid::default()
    };
    for agency in &basis.panel.agencies {
        let standings: Vec<Standing> = cases.iter().map(|case| standing(basis, case, agency)).collect();
        if standings.iter().all(|standing| *standing == Standing::NotAsked) {
            // Those it stands for are asked in its place.
            if !basis.panel.stands_for_others(agency) {
                grid.not_asked.push(agency.name.clone());
            }
            continue;
        }
        grid.agencies.push(ReturnsRow {
            code: agency.code.clone(),
            name: agency.name.clone(),
            standings: standings.into_iter().map(|standing| standing.words().to_owned()).collect(),
        });
    }
    grid.agencies.extend(services(basis, &cases));
    grid.agencies.extend(strangers(basis, &cases));
    grid
}

/// Services of the areas where people live that may be told of a case and so are asked about it: a row each.
fn services(basis: &Basis<'_>, cases: &[&Decided]) -> Vec<ReturnsRow> {
    let mut told: Vec<(&Area, &OutsideAgency)> = Vec::new();
    for (area, service) in cases.iter().flat_map(|case| invitations::told(basis, case)) {
        if !told.iter().any(|(_, known)| std::ptr::eq(*known, service)) {
            told.push((area, service));
        }
    }
    told.into_iter()
        .map(|(area, service)| ReturnsRow {
            code: String::new(),
            name: service.name.clone(),
            standings: cases
                .iter()
                .map(|case| of_service(basis, case, area, service).words().to_owned())
                .collect(),
        })
        .collect()
}

fn of_service(basis: &Basis<'_>, decided: &Decided, area: &Area, service: &OutsideAgency) -> Standing {
    let is_told = invitations::told(basis, decided).iter().any(|(_, told)| std::ptr::eq(*told, service));
    match returned_by(basis, decided, area, service) {
        Some(sent) => how_it_came(basis, sent),
        None if is_told && is_asked_about(decided) => Standing::Missing,
        None => Standing::NotAsked,
    }
}

/// What a service of another area sent about a case.
pub fn returned_by<'d>(
    basis: &Basis<'_>,
    decided: &'d Decided,
    area: &Area,
    service: &OutsideAgency,
) -> Option<&'d Return> {
    let wanted = Outside::Elsewhere { area: area.code.clone(), agency: service.code.clone() };
    decided.case.returns.iter().find(|one| sender(basis, one).as_ref() == Some(&wanted))
}

/// Whom of another area a return is from, if it is from anybody there.
fn sender(basis: &Basis<'_>, one: &Return) -> Option<Outside> {
    one.agency.is_none().then(|| basis.panel.outside(one.answers.text("return.agency")?))?
}

fn standing(basis: &Basis<'_>, decided: &Decided, agency: &Agency) -> Standing {
    let access = disclose::access(basis.panel, &decided.case, agency);
    let sent = decided.case.returns.iter().find(|one| one.agency.as_ref() == Some(&agency.code));
    match (sent, access) {
        (_, Access::LeftOut) | (None, Access::Withheld) => Standing::LeftOut,
        (Some(sent), _) => how_it_came(basis, sent),
        (None, Access::Entitled) if is_asked_about(decided) => Standing::Missing,
        (None, _) => Standing::NotAsked,
    }
}

fn how_it_came(basis: &Basis<'_>, sent: &Return) -> Standing {
    let due = basis.dates.returns.date;
    let is_late = !basis.meeting.id.urgent && sent.completed.is_some_and(|completed| completed > due);
    match sent.kind {
        _ if is_late => Standing::Late,
        ReturnKind::Information => Standing::Returned,
        ReturnKind::NothingKnown => Standing::NothingKnown,
    }
}

/// Returns of agencies that are no members: a row each, named by its place, for what is written there
/// may be anything.
fn strangers(basis: &Basis<'_>, cases: &[&Decided]) -> Vec<ReturnsRow> {
    let told: Vec<Outside> = cases
        .iter()
        .flat_map(|case| invitations::told(basis, case))
        .map(|(area, service)| Outside::Elsewhere { area: area.code.clone(), agency: service.code.clone() })
        .collect();
    let is_strange = |one: &&Return| {
        one.agency.is_none() && sender(basis, one).is_none_or(|sender| !told.contains(&sender))
    };
    let all: Vec<&Return> =
        cases.iter().flat_map(|case| case.case.returns.iter().filter(is_strange)).collect();
    all.iter()
        .map(|one| ReturnsRow {
            code: String::new(),
            name: format!("Not a member ({})", one.place),
            standings: cases
                .iter()
                .map(|case| {
                    let is_here = case.case.returns.iter().any(|other| other.place == one.place);
                    if is_here { how_it_came(basis, one) } else { Standing::NotAsked }
                })
                .map(|standing| standing.words().to_owned())
                .collect(),
        })
        .collect()
}

/// `38 in, 1 of them late, 57 missing`; empty if nobody is asked about anything.
pub fn in_short(grid: &ReturnsGrid) -> String {
    if grid.cases.is_empty() {
        return String::new();
    }
    let all = || grid.agencies.iter().flat_map(|agency| &agency.standings);
    let of = |standings: &[Standing]| {
        all().filter(|word| standings.iter().any(|standing| standing.words() == word.as_str())).count()
    };
    let late = match of(&[Standing::Late]) {
        0 => String::new(),
        1 => ", 1 of them late".into(),
        late => format!(", {late} of them late"),
    };
    let came = of(&[Standing::Returned, Standing::NothingKnown, Standing::Late]);
    format!("{came} in{late}, {} missing", of(&[Standing::Missing]))
}

/// The grid as a table with a heading row.
pub fn rows(grid: &ReturnsGrid) -> Vec<Vec<String>> {
    let heading = std::iter::once("Agency".to_owned()).chain(grid.cases.iter().cloned()).collect();
    let asked = grid
        .agencies
        .iter()
        .map(|row| std::iter::once(row.name.clone()).chain(row.standings.iter().cloned()).collect());
    let not_asked = grid.not_asked.iter().map(|name| {
        let standings = grid.cases.iter().map(|_| Standing::NotAsked.words().to_owned());
        std::iter::once(name.clone()).chain(standings).collect()
    });
    std::iter::once(heading).chain(asked).chain(not_asked).collect()
}

/// Returns of agencies that are left out of the case, or not entitled to it.
pub fn findings(basis: &Basis<'_>) -> Vec<Finding> {
    let unwelcome = basis.unwelcome.iter().map(|one| {
        let (message, help) = match one.why {
            Unwelcome::LeftOut => (
                format!("an agency that is left out of {} has sent a return about it, so it knows of the case; nothing of it is used", one.reference),
                "Find out with the chair how it came to know; only if it shall count, take the agency off those to leave out",
            ),
            Unwelcome::MustNotBeTold => (
                format!("a return about {} was completed by somebody who must not be told of it; nothing of it is used", one.reference),
                "Speak to the referrer and the chair today: the person may be in danger if this is known",
            ),
        };
        Finding::urgent("return-unwelcome", message).at(one.returned.place.clone()).help(help)
    });
    let uninvited = basis.decided.iter().flat_map(|decided| {
        let of_members = decided.case.returns.iter().filter_map(|one| {
            let agency = basis.panel.agency_by_code(one.agency.as_deref()?)?;
            let access = disclose::access(basis.panel, &decided.case, agency);
            let (message, help) = not_entitled(access)?;
            let reference = &decided.case.reference;
            Some(
                Finding::warning("return-not-entitled", format!("{message} {reference}"))
                    .at(one.place.clone())
                    .help(help),
            )
        });
        of_members.collect::<Vec<_>>()
    });
    unwelcome.chain(uninvited).collect()
}

fn not_entitled(access: Access) -> Option<(&'static str, &'static str)> {
    match access {
        Access::NotInvited => Some((
            "a return came from a member that sees only cases it is invited to, and is not invited to",
            "Add it under “Attendees to add” in decisions.xlsx if it shall see the case; what it sent is used all the same",
        )),
        Access::NotSigned => Some((
            "a return came from a member that has not signed the sharing agreement and may see nothing of",
            "Ask it to sign, or record the basis in the last column of decisions.xlsx; what it sent is used all the same",
        )),
        Access::StandsForOthers => Some((
            "a return came in the name of a member that stands for several agencies, so it is not known which of them knows of",
            "Ask which agency sent it, and write its own name in",
        )),
        Access::Entitled | Access::LeftOut | Access::Withheld => None,
    }
}
