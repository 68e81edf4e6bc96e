//! Who is left out of a case (rules 3 and 8): as its referrals and decisions say, as earlier meetings said
//! of the same case, and as other cases of the person say.

use super::addressee::told_lists;
use crate::finding::Place;
use crate::model::{Case, Referral};
use crate::panel::{Agency, Meant, Panel, normalise_name};

/// An entry among the agencies to leave out.
struct Entry<'c> {
    written: &'c str,
    place: &'c Place,
    /// Landlords of the person, as written: the entry may speak of one.
    landlords: Vec<&'c str>,
    /// People can say of this case that the agency is told all the same.
    may_be_lifted: bool,
}

/// Codes of the members left out of a case, by a referral or by the decisions, those of earlier meetings and
/// of the person's earlier cases included, or because they stand among the people who must not be told. In
/// doubt a member is told nothing. What means no member stays as written.
pub fn left_out(panel: &Panel, case: &Case) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let entries = entries(case);
    let named = if entries.is_empty() { Vec::new() } else { named(panel, case) };
    for entry in entries {
        match panel.meant(entry.written, &entry.landlords, &named) {
            Meant::Members(members) => {
                let kept =
                    members.into_iter().filter(|one| !entry.may_be_lifted || !is_lifted(panel, case, one));
                codes.extend(kept.map(|one| one.code.clone()));
                codes.extend(strangers(panel, entry.written));
            }
            Meant::Nobody | Meant::NotUnderstood => codes.push(entry.written.to_owned()),
            Meant::Everyone => {}
        }
    }
    codes.extend(left_out_by_people(panel, case).into_iter().map(|one| one.code.clone()));
    let mut once: Vec<String> = Vec::new();
    for code in codes {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    once
}

/// The names of nobody that the panel knows beside members' names in an entry, nor pieces of a member's:
/// `Acme Lettings` of "Fire Brigade, Acme Lettings".
fn strangers(panel: &Panel, written: &str) -> Vec<String> {
    let is_nobodys = |part: &&str| {
        let named = format!(" {} ", normalise_name(part));
        let mut names =
            panel.agencies.iter().flat_map(|agency| std::iter::once(&agency.name).chain(&agency.aliases));
        named.trim().len() > 1
            && panel.agency_nearly(part).is_none()
            && panel.agencies_within(part).is_empty()
            && !names.any(|name| format!(" {} ", normalise_name(name)).contains(&named))
    };
    let parts: Vec<&str> =
        written.split([',', '/', '&', '+', '\n']).flat_map(|part| part.split(" and ")).collect();
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.into_iter().filter(is_nobodys).map(|part| part.trim().to_owned()).collect()
}

/// Whether a member is left out of a case, as itself or as one of those for whom another stands.
pub(super) fn is_left_out(panel: &Panel, case: &Case, agency: &Agency) -> bool {
    let entries = entries(case);
    let named = if entries.is_empty() { Vec::new() } else { named(panel, case) };
    let lifted = !entries.is_empty() && is_lifted(panel, case, agency);
    let by_entry = entries.into_iter().filter(|entry| !(entry.may_be_lifted && lifted)).any(|entry| {
        match panel.meant(entry.written, &entry.landlords, &named) {
            Meant::Members(members) => members.iter().any(|one| panel.belongs_to(agency, &one.code)),
            Meant::Nobody | Meant::Everyone | Meant::NotUnderstood => false,
        }
    });
    by_entry || left_out_by_people(panel, case).iter().any(|one| panel.belongs_to(agency, &one.code))
}

/// Members of which nobody is to be told, for the list of people names them and no person: `anyone at Alpha
/// Homes`, `her landlord`.
pub fn left_out_by_people<'p>(panel: &'p Panel, case: &Case) -> Vec<&'p Agency> {
    let mut found: Vec<&Agency> = Vec::new();
    for (person, landlords) in told_lists(case) {
        let staff = panel.staff_meant(person, &landlords);
        let members = staff.members.into_iter().filter(|_| staff.named.is_empty());
        for member in members {
            if !found.iter().any(|known| known.code == member.code) {
                found.push(member);
            }
        }
    }
    found
}

/// Why a case is withheld from every member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withholding {
    /// An entry among the agencies to leave out means every agency.
    Everyone,
    /// Nobody can tell whom an entry means: it may be anyone.
    NotUnderstood,
}

/// The entries for which a case is withheld from members, and where each stands.
pub fn withholding(panel: &Panel, case: &Case) -> Vec<(Withholding, Place)> {
    let of_entries = withheld(panel, case).into_iter();
    of_entries.map(|(why, entry)| (why, entry.place.clone())).collect()
}

/// Whether a case is withheld from a member, for nobody can tell whether it is left out.
pub fn is_withheld_from(panel: &Panel, case: &Case, agency: &Agency) -> bool {
    let lifted = || is_lifted(panel, case, agency);
    withheld(panel, case).iter().any(|(_, entry)| !(entry.may_be_lifted && lifted()))
}

fn withheld<'c>(panel: &Panel, case: &'c Case) -> Vec<(Withholding, Entry<'c>)> {
    let entries = entries(case);
    if entries.is_empty() {
        return Vec::new();
    }
    let named = named(panel, case);
    let why = |entry: &Entry<'_>| match panel.meant(entry.written, &entry.landlords, &named) {
        Meant::Everyone => Some(Withholding::Everyone),
        Meant::NotUnderstood => Some(Withholding::NotUnderstood),
        Meant::Members(_) | Meant::Nobody => None,
    };
    entries.into_iter().filter_map(|entry| Some((why(&entry)?, entry))).collect()
}

/// Everything that is written among the agencies to leave out.
pub(super) fn written_to_leave_out(case: &Case) -> Vec<(&str, bool)> {
    entries(case).into_iter().map(|entry| (entry.written, entry.may_be_lifted)).collect()
}

fn entries(case: &Case) -> Vec<Entry<'_>> {
    let landlords: Vec<&str> =
        case.referrals.iter().filter_map(|one| one.answers.text("subject.landlord")).collect();
    let own = |written, place| Entry { written, place, landlords: landlords.clone(), may_be_lifted: false };
    let mut entries = Vec::new();
    for referral in &case.referrals {
        let place = referral.answers.place("referral.leave_out").unwrap_or(&referral.place);
        let list = referral.answers.list("referral.leave_out").iter();
        entries.extend(list.map(|written| own(written.as_str(), place)));
    }
    if let Some(decision) = &case.decision {
        entries.extend(decision.leave_out.iter().map(|written| own(written.as_str(), &decision.place)));
    }
    if let (Some(open), Some(first)) = (&case.stays_open, case.referrals.first()) {
        entries.extend(open.left_out.iter().map(|written| own(written.as_str(), &first.place)));
    }
    for safeguard in &case.safeguards {
        let may_be_lifted = safeguard.is_lifted_by_people();
        let landlords: Vec<&str> = safeguard.landlords.iter().map(String::as_str).collect();
        entries.extend(safeguard.left_out.iter().map(|written| Entry {
            written,
            place: &safeguard.place,
            landlords: landlords.clone(),
            may_be_lifted,
        }));
    }
    entries
}

/// Whether people have signed that an agency comes for this case, though another case of the person leaves
/// it out.
fn is_lifted(panel: &Panel, case: &Case, agency: &Agency) -> bool {
    let signed =
        case.decision.iter().filter(|decision| decision.decided_by.is_some() && decision.date.is_some());
    let added = signed.flat_map(|decision| &decision.add_attendees);
    added
        .filter(|added| !added.contains('?'))
        .any(|added| panel.agency(added).is_some_and(|added| added.code == agency.code))
}

/// Agencies that are no members, as the case's referrals name them.
fn named<'c>(panel: &Panel, case: &'c Case) -> Vec<&'c str> {
    let of_referral = |referral: &'c Referral| {
        let text = |path| referral.answers.text(path);
        let officers = referral.attending.iter().map(|officer| officer.agency.as_str());
        let involved = referral.answers.list("referral.agencies").iter().map(String::as_str);
        officers.chain(involved).chain(text("referrer.agency")).chain(text("subject.landlord"))
    };
    let named = case.referrals.iter().flat_map(of_referral);
    named.filter(|name| !name.trim().is_empty() && panel.agency(name).is_none()).collect()
}
