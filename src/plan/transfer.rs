//! MARAC-to-MARAC: the letter and pack with which a case goes to the area where its people live.
//!
//! Until people have signed the transfer off and recorded that the other area may be told, there is
//! nothing in that area's folder: the pack is a draft in the coordinator's.

use super::agenda::standing;
use super::basis::{Basis, moment, paragraphs, row, words};
use super::outside::{Home, home, how_to_record, letterhead};
use super::taken_out::without;
use super::view::{Frame, Row, SentAction, TransferPack, Warning};
use super::{Content, Document, profile, referred};
use crate::decide::{CHILD_UNTIL, Decided, Outcome};
use crate::disclose::{self, Reader, Telling, Withheld};
use crate::finding::{Finding, Place};
use crate::model::{ActionStatus, Referral, age_on, uk_date};
use crate::panel::{Area, OutsideAgency};

/// The transfer pack of a case that is transferred, if its area is known and may be told.
pub fn pack(basis: &Basis<'_>, decided: &Decided, findings: &mut Vec<Finding>) -> Option<Document> {
    if decided.outcome != Outcome::Transfer {
        return None;
    }
    let first = decided.case.referrals.first()?;
    let (area, marac) = match receiving(basis, decided) {
        Ok(receiving) => receiving,
        Err(place) => {
            findings.push(area_not_known(&place));
            return None;
        }
    };
    if let Some(place) = other_homes(basis, decided, area) {
        findings.push(
            Finding::note(
                "transfer-two-areas",
                "people in the case live in more than one area; the pack is for the one where the person lives",
            )
            .at(place)
            .help("Ask the coordinator there whether the other area must be told as well"),
        );
    }
    let told = disclose::telling(basis.panel, &decided.case, &area.code, marac);
    let with_address = match told {
        Telling::LeftOut => {
            findings.push(held_back("the receiving area is left out of the case", first));
            return None;
        }
        Telling::MustNotBeTold => {
            findings.push(held_back("its reader is on the list of people who must not be told", first));
            return None;
        }
        Telling::NotRecorded => false,
        Telling::Recorded { with_address } => with_address,
    };
    let recorded = told != Telling::NotRecorded;
    if !recorded {
        findings.push(
            Finding::warning(
                "sharing-not-recorded",
                format!(
                    "{} goes to another area, and nobody has recorded that it may be told; the transfer pack is a draft for the coordinator",
                    decided.case.reference
                ),
            )
            .at(decided.case.decision.as_ref().map_or(&first.place, |decision| &decision.place).clone())
            .help(how_to_record(marac)),
        );
    }
    let reader = Reader::OtherArea { address_released: with_address };
    let before_sending = before_sending(decided, marac, recorded);
    let may_go = before_sending.is_empty();
    let reference = &decided.case.reference;
    Some(Document {
        path: if may_go {
            format!("areas/{}/{}/{reference}/transfer-pack.pdf", area.code, marac.code)
        } else {
            format!("coordinator/transfers/{reference}.pdf")
        },
        content: Content::TransferPack(Box::new(view(basis, decided, first, marac, reader, before_sending))),
    })
}

/// The area that takes a case over, and its MARAC; else where the area is named, or should be.
pub fn receiving<'a>(
    basis: &Basis<'a>,
    decided: &'a Decided,
) -> Result<(&'a Area, &'a OutsideAgency), Place> {
    let nowhere = || decided.case.referrals.first().map_or_else(|| Place::file(""), |one| one.place.clone());
    match home(basis, decided) {
        Home::Known(area) => area.marac.as_ref().map(|marac| (area, marac)).ok_or_else(nowhere),
        Home::Elsewhere(place) => Err(place.clone()),
        Home::Here => Err(nowhere()),
    }
}

/// Whether a referrer may be told that the case goes: nobody is known who could be told, so that the
/// letter says just that, or it is recorded that they may be told.
pub fn may_go(basis: &Basis<'_>, decided: &Decided) -> bool {
    match receiving(basis, decided) {
        Err(_) => true,
        Ok((area, marac)) => {
            let told = disclose::telling(basis.panel, &decided.case, &area.code, marac);
            matches!(told, Telling::Recorded { .. })
        }
    }
}

fn area_not_known(place: &Place) -> Finding {
    Finding::warning(
        "transfer-area-not-known",
        "the case goes to another area whose MARAC is not in the panel file; no transfer pack was made",
    )
    .at(place.clone())
    .help("Find out who coordinates the MARAC there and add the area under [[area]] in the panel file")
}

fn held_back(why: &str, referral: &Referral) -> Finding {
    Finding::urgent("transfer-held-back", format!("the transfer pack was not made: {why}"))
        .at(referral.place.clone())
        .help("Speak to the chair and agree today who in the other area can be told safely")
}

/// Where another person in the case is said to live in a third area.
fn other_homes(basis: &Basis<'_>, decided: &Decided, area: &Area) -> Option<Place> {
    let others = decided.case.referrals.iter().flat_map(|referral| &referral.others);
    others
        .filter(|other| {
            other.answers.text("other.area").is_some_and(|written| {
                !basis.panel.serves(written)
                    && basis.panel.area(written).is_none_or(|home| home.code != area.code)
            })
        })
        .find_map(|other| other.answers.place("other.area").cloned())
}

fn before_sending(decided: &Decided, marac: &OutsideAgency, recorded: bool) -> Vec<String> {
    let mut steps = Vec::new();
    if decided.draft {
        steps.push(format!("The transfer is {}: the chair decides on it.", standing(decided)));
    }
    if !recorded {
        steps.push(format!(
            "Nobody has recorded that {} may be told of this case, who decided that and on what basis.",
            marac.name
        ));
    }
    steps
}

fn view(
    basis: &Basis<'_>,
    decided: &Decided,
    first: &Referral,
    marac: &OutsideAgency,
    reader: Reader,
    before_sending: Vec<String>,
) -> TransferPack {
    let panel = basis.panel;
    let case = &decided.case;
    let kept = basis.kept();
    let withheld = withheld(basis, decided);
    let clean = |text: &str| withheld.take_out_of(text).0;
    let rows = |rows: Vec<Row>| -> Vec<Row> {
        let released = |row: &Row| {
            referred::is_address(&row.label) && reader == (Reader::OtherArea { address_released: true })
        };
        rows.into_iter()
            .map(|row| if released(&row) { row } else { Row { value: clean(&row.value), ..row } })
            .collect()
    };
    let mut head = letterhead(basis, marac, &marac.secure_email);
    head.our_reference = case.reference.to_string();
    head.must_not_wait = panel.words("must-not-wait").to_owned();
    let urgent = first.answers.text("referral.urgent_reason").filter(|_| {
        case.referrals.iter().any(|referral| referral.answers.yes_no("referral.urgent") == Some(true))
    });
    TransferPack {
        // The other MARAC has a meeting of its own: ours is nothing to it.
        frame: Frame {
            meeting: String::new(),
            ..if before_sending.is_empty() {
                basis.frame("MARAC-to-MARAC transfer", "", false)
            } else {
                basis.frame("MARAC-to-MARAC transfer", "Coordinator", true)
            }
        },
        head,
        before_sending,
        opening: panel.paragraphs("pack-opening"),
        urgent: urgent.map(clean).unwrap_or_default(),
        asks: panel.paragraphs("pack-asks"),
        how_to_send: panel.paragraphs("how-to-send"),
        warnings: warnings(basis, decided, reader),
        person: first.person_name().map_or_else(|| "Name not given".into(), |name| clean(&name)),
        in_short: clean(&profile::in_short(age(basis, decided, first), first)),
        details: rows(referred::of_all(decided, |referral| {
            let details = referred::details(reader, &kept, decided, referral).into_iter();
            details.map(|row| born(basis, decided, referral, row)).collect()
        })),
        contact: rows(referred::of_all(decided, |referral| referred::contact(reader, referral))),
        consent: rows(referred::of_all(decided, referred::consent)),
        concerns: rows(referred::concerns(decided).into_iter().chain(incidents(decided)).collect()),
        children: rows(referred::of_each(decided, referred::children)),
        others: case
            .referrals
            .iter()
            .flat_map(|referral| &referral.others)
            .map(|other| {
                let mut view = referred::other_view(reader, &kept, other);
                view.name = clean(&view.name);
                view.details = rows(view.details);
                view
            })
            .collect(),
        risk: without(&withheld, profile::risk(decided)),
        grounds: without(&withheld, decided.grounds.clone()),
        actions: actions(basis, decided),
        referrers: case.referrals.iter().map(|referral| referrer(basis, decided, referral)).collect(),
        slip_to: panel.office.secure_email.clone(),
    }
}

/// What stands in no text for another area, though a confidential address that may be released does in
/// its own row.
fn withheld(basis: &Basis<'_>, decided: &Decided) -> Withheld {
    let reader = Reader::OtherArea { address_released: false };
    disclose::withheld(basis.panel, reader, &basis.cases_of_all_meetings()).about([&decided.case])
}

/// The person's age on the day of the letter, by what a referral says.
fn age(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> Option<i64> {
    match referral.date_of_birth() {
        Some(born) => age_on(born, basis.dates.letters),
        None => decided.age,
    }
}

/// The row of the date of birth with the age on the day of the letter; any other row as it is.
fn born(basis: &Basis<'_>, decided: &Decided, referral: &Referral, row: Row) -> Row {
    let born = referral.date_of_birth().filter(|_| row.label == referred::BORN);
    match (born, age(basis, decided, referral)) {
        (Some(born), Some(age)) => Row { value: format!("{} (aged {age})", uk_date(born)), ..row },
        _ => row,
    }
}

/// Warnings that come from what the referral says; the panel's own precautions stay on its file.
fn warnings(basis: &Basis<'_>, decided: &Decided, reader: Reader) -> Vec<Warning> {
    let case = &decided.case;
    let mut warnings = profile::warnings(basis, Reader::Coordinator, decided);
    warnings.retain(|warning| ![profile::LEFT_OUT, profile::CHILD].contains(&warning.title.as_str()));
    let now = case.referrals.first().and_then(|first| age(basis, decided, first));
    if let Some(age) = now.filter(|age| *age < CHILD_UNTIL) {
        warnings.push(Warning {
            title: profile::CHILD.into(),
            lines: vec![format!("Aged {age}. Children\u{2019}s services must know of them.")],
        });
    }
    if reader != (Reader::OtherArea { address_released: true }) {
        for warning in warnings.iter_mut().filter(|warning| warning.title == profile::CONFIDENTIAL_ADDRESS) {
            warning.lines = vec!["It is not in this pack. Call us if you need it.".into()];
        }
    }
    let said: Vec<String> = case
        .referrals
        .iter()
        .flat_map(|referral| referral.answers.list("referral.leave_out"))
        .map(|written| basis.agency_name(written))
        .collect();
    if !said.is_empty() {
        warnings
            .push(Warning { title: "Agencies that must not be told, the referral says".into(), lines: said });
    }
    for warning in &mut warnings {
        without(&withheld(basis, decided), warning.lines.clone()).clone_into(&mut warning.lines);
    }
    warnings
}

/// The incidents that referrals list, one a line.
fn incidents(decided: &Decided) -> Option<Row> {
    let listed = decided.case.referrals.iter().flat_map(|referral| &referral.incidents);
    let lines = listed.map(|incident| {
        let said = |path: &str| Some(words(&incident.answers, path)).filter(|said| !said.is_empty());
        let what: Vec<String> =
            ["incident.date", "incident.what", "incident.where"].into_iter().filter_map(said).collect();
        let told = said("incident.reported_to").map(|to| format!("reported to {to}"));
        let on = said("incident.reported_on").map(|day| format!("on {day}"));
        let parts = [told, on, said("incident.reference")].into_iter().flatten();
        std::iter::once(what.join(", ")).chain(parts).collect::<Vec<_>>().join("; ")
    });
    row("Incidents listed", lines.collect::<Vec<_>>().join("\n"))
}

/// Actions set on the person before, without what was noted on them, and without those of agencies
/// that are left out.
fn actions(basis: &Basis<'_>, decided: &Decided) -> Vec<SentAction> {
    let left_out = basis.left_out(decided);
    let set = decided.case.earlier.iter().flat_map(|earlier| &earlier.actions);
    let kept = set.filter(|action| {
        basis.panel.agency(&action.agency).is_none_or(|agency| !left_out.contains(&agency.code))
    });
    kept.map(|action| SentAction {
        action: withheld(basis, decided).take_out_of(&action.action).0,
        agency: basis.agency_name(&action.agency),
        set_at: uk_date(action.meeting.date),
        status: match action.status {
            ActionStatus::Open => "open",
            ActionStatus::Done => "done",
            ActionStatus::NotDone => "not done",
        }
        .into(),
    })
    .collect()
}

/// Who referred, and how the other area's coordinator reaches them: without that, what the pack leaves
/// open could not be asked. Their telephone number stays with the coordinator (rule 5), and whoever must
/// not be told is nobody's to write to (rule 8).
fn referrer(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> Row {
    let mut row = referred::referrer(basis, referral);
    let text = |path: &str| referral.answers.text(path).unwrap_or_default();
    if let Some(received) = referral.answers.moment("referral.received").filter(|_| row.value.is_empty()) {
        row.value = moment(received);
    }
    let (name, email, own) = (text("referrer.name"), text("referrer.email"), text("referral.reference"));
    let may_write = disclose::may_be_told(&decided.case, name, email);
    let lines = [
        (!email.is_empty() && may_write).then(|| email.to_owned()),
        (!own.is_empty()).then(|| format!("Their reference: {own}")),
    ];
    for line in lines.into_iter().flatten() {
        row.value.push('\n');
        row.value.push_str(&withheld(basis, decided).take_out_of(&line).0);
    }
    row
}

/// What happens next, for the letter to the referrer.
pub fn next_steps(basis: &Basis<'_>, known: bool) -> Vec<String> {
    let panel = basis.panel;
    let steps =
        if known { panel.paragraphs("transfer-next") } else { panel.paragraphs("transfer-area-unknown") };
    steps.iter().flat_map(|step| paragraphs(step)).collect()
}
