//! Which members may know of a case (rules 1, 2, 3 and 8). Everything that is made for a member, or
//! names one to somebody else, asks here first.

use super::Reader;
use super::addressee::{is_same_name, may_be_told, told_lists};
use super::left_out::{self, is_withheld_from, left_out};
use crate::finding::Place;
use crate::model::{Case, Outside, Referral};
use crate::panel::{Agency, Contact, Panel, is_like, normalise_name, plain_words};

/// What a member may know of a case; the gravest reason against it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing, not even that there is a case: it is left out.
    LeftOut,
    /// Nothing: what is written among the agencies to leave out means every agency, or nobody can tell whom.
    Withheld,
    /// Nothing: it stands for several agencies, each of which is a member of its own.
    StandsForOthers,
    /// Nothing but an invitation to sign the sharing agreement.
    NotSigned,
    /// Nothing: it sees only cases that it is invited to, and nobody has invited it to this one.
    NotInvited,
    /// The case, as far as the rules on addresses, telephone numbers and withheld rows go.
    Entitled,
}

/// What a member may know of a case.
///
/// A member that has signed sees all cases or those it is invited to. One that has not signed is
/// entitled only where people have recorded, with a basis, that it may be told of this one case.
pub fn access(panel: &Panel, case: &Case, agency: &Agency) -> Access {
    let recorded = || {
        let member = Outside::Member(agency.code.clone());
        case.decision.as_ref().is_some_and(|decision| decision.sharing_with(&member).is_some())
    };
    if left_out::is_left_out(panel, case, agency) {
        Access::LeftOut
    } else if is_withheld_from(panel, case, agency) {
        Access::Withheld
    } else if panel.stands_for_others(agency) {
        Access::StandsForOthers
    } else if !agency.signed {
        if recorded() { Access::Entitled } else { Access::NotSigned }
    } else if agency.sees_all || is_invited(panel, case, agency) {
        Access::Entitled
    } else {
        Access::NotInvited
    }
}

/// Whether a member may know of a case.
pub fn is_entitled(panel: &Panel, case: &Case, agency: &Agency) -> bool {
    access(panel, case, agency) == Access::Entitled
}

/// Whether a reader may know of a case of this meeting. A referrer and another area know their own
/// letter, not the meeting.
pub fn knows(panel: &Panel, reader: Reader<'_>, case: &Case) -> bool {
    match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, .. } => is_entitled(panel, case, agency),
        Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

/// The members that may know of a case, and so are asked about it, in the order of the panel file.
pub fn entitled<'p>(panel: &'p Panel, case: &Case) -> Vec<&'p Agency> {
    panel.agencies.iter().filter(|agency| is_entitled(panel, case, agency)).collect()
}

/// Those of [`entitled`] whom the referrer may know of (rule 6): members that see all cases, and those
/// that this very referral names. That another agency was invited, or answered, would tell what it may
/// know of the person.
pub fn entitled_as_referrer_knows<'p>(panel: &'p Panel, case: &Case, referral: &Referral) -> Vec<&'p Agency> {
    entitled(panel, case)
        .into_iter()
        .filter(|agency| agency.sees_all || is_named(panel, referral, agency))
        .collect()
}

/// Whether somebody of an agency, as written, may come for a case: not one who must not be told, nor
/// anybody of an agency that is left out, a member or not.
pub fn may_come(panel: &Panel, case: &Case, who: (&str, &str), agency: &str) -> bool {
    !is_left_out(panel, case, agency)
        && !is_known_as_left_out(panel, case, who)
        && may_know(panel, case, who, agency)
}

/// Whether somebody may be told of a case, under the name and address given and under those by which the
/// panel file knows them, whatever agency names them.
pub(super) fn may_know(panel: &Panel, case: &Case, who: (&str, &str), agency: &str) -> bool {
    let (name, email) = who;
    let own = panel.agency(agency).map(|member| (member, name, email));
    let known = known_as(panel, who).map(|(member, one)| (member, one.name.as_str(), one.email.as_str()));
    may_be_told(case, name, email)
        && own.into_iter().chain(known).all(|(member, name, email)| {
            may_be_told(case, name, email) && !is_staff_meant(panel, case, member, name)
        })
}

/// Whether the panel file knows somebody as the contact of a member that is left out of a case.
pub(super) fn is_known_as_left_out(panel: &Panel, case: &Case, who: (&str, &str)) -> bool {
    known_as(panel, who).any(|(member, _)| access(panel, case, member) == Access::LeftOut)
}

/// The contacts in the panel file that somebody is, by name or by e-mail address.
fn known_as<'p>(
    panel: &'p Panel,
    (name, email): (&str, &str),
) -> impl Iterator<Item = (&'p Agency, &'p Contact)> {
    let (name, email) = (name.to_owned(), email.trim().to_lowercase());
    let all = panel.agencies.iter().flat_map(|member| member.contacts.iter().map(move |one| (member, one)));
    all.filter(move |(_, contact)| {
        let own = contact.email.trim().to_lowercase();
        (!own.is_empty() && email.contains(&own)) || is_same_name(&contact.name, &name)
    })
}

/// Whether the list of people who must not be told means somebody of a member: `Niamh from Larkfield`.
fn is_staff_meant(panel: &Panel, case: &Case, member: &Agency, name: &str) -> bool {
    let name = plain_words(name);
    told_lists(case).iter().any(|(person, landlords)| {
        let staff = panel.staff_meant(person, landlords);
        staff.members.iter().any(|one| one.code == member.code)
            && staff.named.iter().any(|word| name.iter().any(|own| is_like(own, word)))
    })
}

/// Whether an agency, as written, is left out of a case: as a member, or, where nobody of that name is
/// one, by the name itself.
pub(super) fn is_left_out(panel: &Panel, case: &Case, agency: &str) -> bool {
    match panel.agency(agency) {
        Some(member) => access(panel, case, member) == Access::LeftOut,
        None => is_among(&left_out(panel, case), agency),
    }
}

/// Whether an agency that is no member stands among those left out: by its name, or within other words.
pub(super) fn is_among(left_out: &[String], agency: &str) -> bool {
    let wanted = normalise_name(agency);
    let stands_in = |written: &String| {
        let written = normalise_name(written);
        let several = wanted.contains(' ');
        written == wanted || (several && format!(" {written} ").contains(&format!(" {wanted} ")))
    };
    !wanted.is_empty() && left_out.iter().any(stands_in)
}

/// Whether a member that does not see every case is invited to this one: a referral names it, as
/// referrer, landlord, an agency involved or an officer's, or the decisions add it, or those of an
/// earlier meeting did and it leads the case or has an action open in it. That it sent a return does
/// not invite it: a return may be about somebody else.
fn is_invited(panel: &Panel, case: &Case, agency: &Agency) -> bool {
    let now = case.decision.iter().flat_map(|decision| &decision.add_attendees);
    let needed = |written: &&String| is_needed_again(panel, case, written);
    let before = case.stays_open.iter().flat_map(|open| &open.invited).filter(needed);
    let mut added = now.chain(before);
    case.referrals.iter().any(|referral| is_named(panel, referral, agency))
        || added.any(|written| is_written(panel, written, agency))
}

/// Whether an agency leads a case that stays open, or has an action open in it.
fn is_needed_again(panel: &Panel, case: &Case, written: &str) -> bool {
    let Some(agency) = panel.agency(written) else { return false };
    let lead = case.stays_open.iter().filter_map(|open| open.lead.as_deref());
    let of_case = case.carried.iter().filter(|carried| carried.action.case.trim() == case.reference.as_str());
    let owners = of_case.map(|carried| carried.action.agency.as_str());
    lead.chain(owners).any(|needed| is_written(panel, needed, agency))
}

/// Whether a referral names a member. A landlord who is the alleged perpetrator, or who must not be
/// told, is not invited by being the landlord or by being involved.
fn is_named(panel: &Panel, referral: &Referral, agency: &Agency) -> bool {
    let answers = &referral.answers;
    let officers = referral.attending.iter().map(|officer| officer.agency.as_str());
    let involved = answers.list("referral.agencies").iter().map(String::as_str);
    let landlord = answers.text("subject.landlord");
    let others = involved.chain(landlord).filter(|name| !is_against(panel, referral, name));
    let referrer = answers.text("referrer.agency");
    officers.chain(others).chain(referrer).any(|written| is_written(panel, written, agency))
}

fn is_written(panel: &Panel, written: &str, agency: &Agency) -> bool {
    panel.agency(written).is_some_and(|member| member.code == agency.code)
}

/// Whether an agency is another person in the case who is not said to be a victim: by name, by another name
/// of the same member, or as the landlord whom that person is said to be.
fn is_against(panel: &Panel, referral: &Referral, agency: &str) -> bool {
    let is_same = |name: &str| {
        let member = panel.agency(name).map(|one| &one.code);
        is_same_name(name, agency)
            || (member.is_some() && member == panel.agency(agency).map(|one| &one.code))
    };
    let landlord = referral.answers.text("subject.landlord");
    against(referral).any(|(name, relationship)| {
        is_same(&name) || (is_landlord(&relationship) && landlord.is_some_and(is_same))
    })
}

/// Members that an alleged perpetrator may be, by name or as the landlord, with the answer that says so.
/// That a member is one does not leave it out of the case by itself: people decide that.
pub fn may_be_against<'p>(panel: &'p Panel, case: &Case) -> Vec<(&'p Agency, Place)> {
    let mut found: Vec<(&Agency, Place)> = Vec::new();
    for referral in &case.referrals {
        let landlord = referral.answers.text("subject.landlord");
        for (name, relationship) in against(referral) {
            let as_landlord = landlord.filter(|_| is_landlord(&relationship));
            let place = referral.answers.place("subject.landlord").filter(|_| as_landlord.is_some());
            for agency in
                [Some(name.as_str()), as_landlord].into_iter().flatten().filter_map(|name| panel.agency(name))
            {
                if !found.iter().any(|(known, _)| known.code == agency.code) {
                    found.push((agency, place.unwrap_or(&referral.place).clone()));
                }
            }
        }
    }
    found
}

/// Names of the other people of a referral who are not said to be victims, with the relationship of those
/// who are said to be perpetrators.
fn against(referral: &Referral) -> impl Iterator<Item = (String, String)> + '_ {
    referral.others.iter().filter_map(|other| {
        let text = |path: &str| other.answers.text(path).unwrap_or_default();
        let whole = format!("{} {}", text("other.forenames"), text("other.surname"));
        let accused = matches!(text("other.role"), "perpetrator" | "both");
        let relationship = if accused { text("other.relationship") } else { "" };
        (text("other.role") != "victim").then(|| (whole, relationship.to_owned()))
    })
}

/// Whether somebody's relationship is that of the landlord: `landlord`, `her landlord`, `Landlord (HA)`.
fn is_landlord(relationship: &str) -> bool {
    normalise_name(relationship).split(' ').any(|word| word == "landlord" || word == "landlady")
}

/// The first of a member's people who must not be told of a case: nothing about it may be sent while
/// they are on the list of those it is sent to.
pub fn must_not_be_sent<'p>(panel: &Panel, case: &Case, agency: &'p Agency) -> Option<&'p str> {
    let contacts = agency.contacts.iter();
    contacts
        .map(|contact| (contact.name.as_str(), contact.email.as_str()))
        .find(|who| !may_know(panel, case, *who, &agency.code))
        .map(|(name, _)| name)
}
