//! A pack for each agency: the agenda as it may see it, the profiles of the cases that it may know
//! of, and its own actions. Nothing in it tells what it may not see.
//!
//! A member that sees all cases has a pack whatever is listed. Any other has one if there is a case
//! for it. One that has not signed the sharing agreement is invited to sign, and has a pack only of
//! the cases that people have recorded it may be told of.

use super::agenda;
use super::basis::Basis;
use super::invitations;
use super::profile;
use super::taken_out::without;
use super::unmet;
use super::view::{ActionRow, AgencyPack, Agenda, Profile};
use super::{Content, Document};
use crate::decide::Decided;
use crate::disclose::{self, Reader, Withheld};
use crate::finding::{Finding, Place};
use crate::model::Case;
use crate::panel::Agency;
use crate::schedule::Slot;

/// All packs of a meeting, and invitations to sign for members that have not.
pub fn documents(basis: &Basis<'_>, findings: &mut Vec<Finding>) -> Vec<Document> {
    let mut documents = Vec::new();
    findings.extend(taken_out_of_free_text(basis));
    for agency in &basis.panel.agencies {
        if basis.panel.stands_for_others(agency) {
            continue;
        }
        if !agency.signed {
            documents.push(Document {
                path: format!("agencies/{}/invitation-to-sign.pdf", agency.code),
                content: Content::InvitationToSign(Box::new(invitations::member_to_agreement(basis, agency))),
            });
        }
        documents.extend(pack(basis, agency, findings).map(|pack| Document {
            path: format!("agencies/{}/pack.pdf", agency.code),
            content: Content::AgencyPack(Box::new(pack)),
        }));
    }
    documents
}

fn pack(basis: &Basis<'_>, agency: &Agency, findings: &mut Vec<Finding>) -> Option<AgencyPack> {
    let reader = Reader::member(basis.panel, agency);
    let heard = basis.heard_for(reader);
    let sees_all = agency.signed && agency.sees_all;
    if heard.is_empty() && !sees_all {
        return None;
    }
    let stopped = stopped(basis, reader, agency);
    if !stopped.is_empty() {
        findings.extend(stopped);
        return None;
    }
    let withheld = disclose::withheld(basis.panel, reader, &basis.cases_of_all_meetings());
    let mut own = unmet::own_review(basis, reader);
    for agency in &mut own.agencies {
        agency.rows = shown_actions(basis, &withheld, std::mem::take(&mut agency.rows));
    }
    let profile = |heard| shown_profile(basis, reader, &withheld, heard);
    Some(AgencyPack {
        frame: basis.frame(format!("Meeting pack for {}", agency.name), agenda::copy_for(reader), false),
        agenda: shown_agenda(basis, &withheld, agenda::agenda(basis, reader)),
        profiles: heard.into_iter().filter_map(profile).collect(),
        actions: own,
    })
}

/// An agenda's rows without addresses; the rest of it is the panel's own words.
fn shown_agenda(basis: &Basis<'_>, withheld: &Withheld, agenda: Agenda) -> Agenda {
    Agenda {
        running_order: without(withheld, agenda.running_order),
        unmet_actions: shown_actions(basis, withheld, agenda.unmet_actions),
        needed: without(withheld, agenda.needed),
        twelve_months: without(withheld, agenda.twelve_months),
        ..agenda
    }
}

/// Actions without addresses, each searched as what is said of its case.
fn shown_actions(basis: &Basis<'_>, withheld: &Withheld, rows: Vec<ActionRow>) -> Vec<ActionRow> {
    let cases = basis.cases_of_all_meetings();
    let shown = |row: ActionRow| without(&withheld.about(disclose::related(&row.case, &cases)), row);
    rows.into_iter().map(shown).collect()
}

/// A profile without the confidential addresses of anybody in this meeting's cases or in earlier ones:
/// a neighbour's case may hold what the victim's keeps to itself.
fn shown_profile(
    basis: &Basis<'_>,
    reader: Reader<'_>,
    withheld: &Withheld,
    heard: (&Decided, &Slot),
) -> Option<Profile> {
    let profile = profile::profile(basis, reader, heard, 0)?;
    let shown = without(&withheld.about([&heard.0.case]), profile.clone());
    Some(Profile {
        frame: profile.frame,
        reference: profile.reference,
        slot: profile.slot,
        prompts: profile.prompts,
        considered: profile.considered,
        ..shown
    })
}

/// Why a member's pack may not be sent: somebody on its list must not be told of a case in it.
fn stopped(basis: &Basis<'_>, reader: Reader<'_>, agency: &Agency) -> Vec<Finding> {
    let all = basis.cases_of_all_meetings();
    let heard = basis.heard_for(reader).into_iter().map(|(decided, _)| &decided.case);
    let seen = unmet::seen(basis, reader).into_iter().map(|carried| carried.action.case.as_str());
    let before = basis.meeting.heard.iter().map(|(earlier, _)| earlier);
    let before = before.filter(|earlier| basis.knows_earlier(reader, earlier));
    let earlier = seen.chain(before.map(|earlier| earlier.reference.as_str()));
    let mut stopped: Vec<Finding> = heard
        .chain(earlier.flat_map(|reference| disclose::related(reference, &all)))
        .filter(|case| disclose::must_not_be_sent(basis.panel, case, agency).is_some())
        .map(|case| must_not_be_told(case, agency))
        .collect();
    stopped.sort();
    stopped.dedup();
    stopped
}

fn must_not_be_told(case: &Case, agency: &Agency) -> Finding {
    let said = case.referrals.iter().find_map(|referral| referral.answers.place("subject.must_not_be_told"));
    let first = case.referrals.first().map(|referral| &referral.place);
    let place = said.or(first).cloned().unwrap_or_else(|| Place::file(case.reference.as_str()));
    Finding::error(
        "pack-must-not-be-told",
        format!(
            "the pack of {} was not made: somebody on its list of contacts must not be told of {}",
            agency.code, case.reference
        ),
    )
    .at(place)
    .help("take that contact out of the panel file, or leave the agency out of the case in decisions.xlsx; then agree a safe contact with the agency")
}

/// The finding that something was taken out of what is named, which stands at a place.
type Found = fn(&str, Place) -> Finding;

/// Says in which cells of cases that are heard, and of actions, an address or a telephone number stands
/// that members' packs leave out.
fn taken_out_of_free_text(basis: &Basis<'_>) -> Vec<Finding> {
    let cases = basis.cases_of_all_meetings();
    let kinds: [(Withheld, Found); 2] = [
        (disclose::without_any(basis.panel, &cases), address_found),
        (disclose::any_telephone(basis.panel, &cases), telephone_found),
    ];
    let mut findings = not_searchable(basis, &cases);
    for (withheld, found) in &kinds {
        for (decided, _) in basis.heard() {
            let mut cells = disclose::cells_holding(&decided.case, withheld).into_iter();
            let Some(first) = cells.next() else { continue };
            let others = match cells.len() {
                0 => String::new(),
                1 => ", here and in 1 other cell".into(),
                many => format!(", here and in {many} other cells"),
            };
            findings.push(found(&format!("the free text of {}{others}", decided.case.reference), first));
        }
        for carried in &basis.meeting.carried {
            let action = &carried.action;
            let texts =
                [Some(&action.action), Some(&action.owner), action.reason.as_ref(), action.note.as_ref()];
            let withheld = withheld.about(disclose::related(&action.case, &cases));
            if texts.into_iter().flatten().any(|text| withheld.take_out_of(text).1) {
                findings.push(found("the free text of an action", action.place.clone()));
            }
        }
    }
    findings
}

/// Says where an address is confidential, and nothing was read by which free text could be searched for it.
fn not_searchable(basis: &Basis<'_>, cases: &[&Case]) -> Vec<Finding> {
    let kept = basis.kept();
    let heard = basis.heard();
    let places = heard.iter().flat_map(|(decided, _)| {
        let places = disclose::unsearchable(&decided.case, &kept, cases).into_iter();
        places.map(|place| (&decided.case.reference, place))
    });
    places
        .map(|(reference, place)| {
            Finding::urgent(
                "confidential-address-not-searchable",
                format!(
                    "an address in {reference} must be kept confidential, and no street or postcode was read under its headings; free text could not be searched for it"
                ),
            )
            .at(place)
            .help("Read the members' packs for the address before they go out; if the coordinator holds it, write it under “Address” and “Postcode”, where only those the panel names see it")
        })
        .collect()
}

fn address_found(what: &str, place: Place) -> Finding {
    Finding::warning(
        "address-in-free-text",
        format!("an address that must be kept confidential stands in {what}; members' packs say that the coordinator holds it"),
    )
    .at(place)
    .help("read what members' packs say there; mend the text if what is left still tells where the person lives")
}

fn telephone_found(what: &str, place: Place) -> Finding {
    Finding::note(
        "telephone-in-free-text",
        format!("a telephone number stands in {what}; packs of members that may not see telephone numbers say that the coordinator holds it"),
    )
    .at(place)
    .help("tell those who need it to ring, or name the member under `phone-to` in the panel file")
}
