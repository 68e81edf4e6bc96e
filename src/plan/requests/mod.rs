//! Information requests: what each agency is asked, and with what.
//!
//! Asked are the members entitled to a case and, for panels that hear people who live elsewhere, the
//! services of the area where the person lives that people have recorded may be told. The agency that
//! referred a case is asked too: other teams of it may know what the referral does not say. Asked
//! about is every case that passes the first five lines from gates to an outcome. One that is put off
//! is asked about when it is heard.

mod email;
mod note;

use std::collections::BTreeMap;

use super::basis::Basis;
use super::email::contacts;
use super::form::{ReturnCase, return_form};
use super::view::{Mailbox, SoughtCase};
use super::{Content, Document, invitations};
use crate::decide::{Decided, Outcome};
use crate::disclose::{self, Reader, Sought, Telling, Withheld};
use crate::finding::Finding;
use crate::model::uk_date;
use crate::panel::Agency;

/// One agency and what it is asked.
struct Request<'a> {
    /// Its folder in the output.
    folder: String,
    /// Its name.
    name: &'a str,
    /// Who gets it, in the order of the panel file; nobody is ever left out of the list.
    to: Vec<Mailbox>,
    /// By when its return must be back.
    return_by: String,
    /// Its cases.
    cases: Vec<SoughtOf>,
}

/// A case as one agency may know it.
struct SoughtOf {
    reference: String,
    /// Who applies, where nobody is referred.
    applicant: String,
    person: Sought,
    others: Vec<Sought>,
    addresses: Vec<String>,
}

/// Every information request of a meeting. An agency without cases gets none.
pub fn documents(basis: &Basis<'_>, findings: &mut Vec<Finding>) -> Vec<Document> {
    let asked_about: Vec<&Decided> = basis.decided.iter().filter(|case| is_asked_about(case)).collect();
    let mut requests: Vec<Request<'_>> = Vec::new();
    findings.extend(asked_about.iter().flat_map(|decided| accused(basis, decided)));
    findings.extend(asked_about.iter().filter_map(|decided| more_than_names(basis, decided)));
    for agency in &basis.panel.agencies {
        requests.extend(of_member(basis, &asked_about, agency, findings));
    }
    requests.extend(of_home_authorities(basis, &asked_about));
    requests.iter().flat_map(|request| of_request(basis, request)).collect()
}

/// Whether agencies are asked about a case for this meeting: about one that is put off they are asked when
/// it is due.
pub fn is_asked_about(decided: &Decided) -> bool {
    decided.is_asked_about() && decided.outcome != Outcome::Defer
}

/// Members that the alleged perpetrator may be and that know of the case all the same: people decide
/// whether they are left out of it.
fn accused(basis: &Basis<'_>, decided: &Decided) -> Vec<Finding> {
    let members = disclose::may_be_against(basis.panel, &decided.case);
    let known =
        members.into_iter().filter(|(agency, _)| disclose::is_entitled(basis.panel, &decided.case, agency));
    known
        .map(|(agency, place)| {
            Finding::urgent(
                "agency-may-be-accused",
                format!(
                    "{} may be the landlord or another party whom {} is against, and is asked about the case and told of it",
                    agency.code, decided.case.reference
                ),
            )
            .at(place)
            .help("Decide before requests are sent; if it must not be told, name it under “Agencies to leave out” in decisions.xlsx")
        })
        .collect()
}

/// What a member is asked; nothing if it has no cases, or if one of its people must not be told of one.
fn of_member<'a>(
    basis: &Basis<'a>,
    asked_about: &[&'a Decided],
    agency: &'a Agency,
    findings: &mut Vec<Finding>,
) -> Option<Request<'a>> {
    let panel = basis.panel;
    let cases: Vec<&Decided> = asked_about
        .iter()
        .filter(|decided| disclose::is_entitled(panel, &decided.case, agency))
        .copied()
        .collect();
    if cases.is_empty() {
        return None;
    }
    let stopping =
        cases.iter().filter(|decided| disclose::must_not_be_sent(panel, &decided.case, agency).is_some());
    let stopping: Vec<&Decided> = stopping.copied().collect();
    for decided in &stopping {
        findings.push(must_not_be_told(decided, agency));
    }
    if !stopping.is_empty() {
        return None;
    }
    if agency.contacts.is_empty() {
        findings.push(
            Finding::warning(
                "agency-without-contact",
                format!("the panel file names nobody at {} to send its information request to", agency.code),
            )
            .at(panel.place.clone())
            .help("Add a [[agency.contact]], or fill in the addressee of the draft before it is sent"),
        );
    }
    let all = basis.cases_of_all_meetings();
    let (withheld, kept) = (disclose::withheld(panel, Reader::member(panel, agency), &all), basis.kept());
    Some(Request {
        folder: format!("agencies/{}", agency.code),
        name: &agency.name,
        to: contacts(agency),
        return_by: basis.dates.returns.say(),
        cases: cases
            .into_iter()
            .map(|decided| {
                let mut addresses = disclose::sought_addresses(panel, &kept, &decided.case, agency);
                // One that is nobody's secret in this case may be somebody's in another.
                addresses.retain(|address| !withheld.take_out_of(address).1);
                sought(basis, decided, addresses)
            })
            .collect(),
    })
}

fn must_not_be_told(decided: &Decided, agency: &Agency) -> Finding {
    let first = decided.case.referrals.first();
    let said = decided.case.referrals.iter().find_map(|referral| {
        let listed = !referral.answers.list("subject.must_not_be_told").is_empty();
        referral.answers.place("subject.must_not_be_told").filter(|_| listed)
    });
    let mut contacts = agency.contacts.iter();
    let why = match contacts.any(|one| disclose::is_in_case(&decided.case, &one.name, &one.email)) {
        true => "has the name of the person, or of another party, in",
        false => "is on the list of people who must not be told of",
    };
    let finding = Finding::urgent(
        "addressee-must-not-be-told",
        format!(
            "the information request to {} was not made: somebody it goes to {why} {}",
            agency.code, decided.case.reference
        ),
    )
    .help(format!(
        "Agree a safe addressee with {}, or leave it out of the case in decisions.xlsx; it is asked about none of its cases until then",
        agency.code
    ));
    match said.or(first.map(|referral| &referral.place)) {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}

/// What services of the areas where people live are asked, each about the cases of which people have
/// recorded that it may be told. That others are not told is said where invitations are made.
fn of_home_authorities<'a>(basis: &Basis<'a>, asked_about: &[&'a Decided]) -> Vec<Request<'a>> {
    let mut requests: BTreeMap<(&str, &str), Request<'a>> = BTreeMap::new();
    for decided in asked_about {
        for (area, service) in invitations::services(basis, decided, &mut Vec::new()) {
            let telling = disclose::telling(basis.panel, &decided.case, &area.code, service);
            if !matches!(telling, Telling::Recorded { .. }) {
                continue;
            }
            let request = requests.entry((&area.code, &service.code)).or_insert_with(|| Request {
                folder: format!("areas/{}/{}", area.code, service.code),
                name: &service.name,
                to: vec![Mailbox { name: service.contact.clone(), address: service.secure_email.clone() }],
                return_by: basis.answers_of_invited().say(),
                cases: Vec::new(),
            });
            request.cases.push(sought(basis, decided, Vec::new()));
        }
    }
    requests.into_values().collect()
}

/// A case as an agency is asked about it. Where a name goes may stand what is no name (rule 7).
fn sought(basis: &Basis<'_>, decided: &Decided, addresses: Vec<String>) -> SoughtOf {
    let case = &decided.case;
    let withheld = disclose::in_a_request(basis.panel, &basis.cases_of_all_meetings(), case);
    let applicant = case.referrals.iter().find(|referral| referral.is_application);
    let applicant = applicant.and_then(|referral| referral.person_name()).unwrap_or_default();
    let mut person = disclose::sought_person(case);
    let mut others = disclose::sought_others(case);
    for sought in std::iter::once(&mut person).chain(&mut others) {
        for name in [&mut sought.surname, &mut sought.forenames].into_iter().chain(&mut sought.aliases) {
            *name = only_a_name(&withheld, name);
        }
    }
    SoughtOf {
        reference: case.reference.to_string(),
        applicant: withheld.take_out_of(&applicant).0,
        person,
        others,
        addresses,
    }
}

/// What stands in place of whatever else was written with a name.
const MORE_HELD: &str = "[more held by the coordinator]";

/// A name without addresses and telephone numbers, and without what follows from the first word with a
/// figure in it: no name has one.
fn only_a_name(withheld: &Withheld, written: &str) -> String {
    let (left, _) = withheld.take_out_of(written);
    match left.find(|c: char| c.is_numeric() || c == '@') {
        Some(at) => {
            let word = left[..at].rfind(char::is_whitespace).map_or(0, |space| space.saturating_add(1));
            format!("{} {MORE_HELD}", left[..word].trim_end_matches([' ', ',', ';', '(', ':']))
                .trim()
                .to_owned()
        }
        None => left,
    }
}

/// Says in which cells for names something stands that requests leave out.
fn more_than_names(basis: &Basis<'_>, decided: &Decided) -> Option<Finding> {
    let case = &decided.case;
    let withheld = disclose::in_a_request(basis.panel, &basis.cases_of_all_meetings(), case);
    const NAMES: [&str; 5] =
        ["subject.surname", "subject.forenames", "subject.aliases", "other.surname", "other.forenames"];
    let answers = case.referrals.iter().flat_map(|referral| {
        std::iter::once(&referral.answers).chain(referral.others.iter().map(|other| &other.answers))
    });
    let mut cells = answers.flat_map(|answers| {
        let holds_more = |path: &&str| {
            answers.written(path).is_some_and(|written| only_a_name(&withheld, written) != *written)
        };
        NAMES.into_iter().filter(holds_more).filter_map(|path| answers.place(path))
    });
    let first = cells.next()?;
    let others = match cells.count() {
        0 => "",
        _ => ", here and in other cells",
    };
    Some(
        Finding::warning(
            "more-than-a-name",
            format!(
                "an address, a telephone number or other figures stand where a name of {} belongs{others}; information requests leave them out",
                case.reference
            ),
        )
        .at(first.clone())
        .help("Write only the name there, and the rest under its own heading"),
    )
}

fn of_request(basis: &Basis<'_>, request: &Request<'_>) -> [Document; 3] {
    let path = |name: &str| format!("{}/{name}", request.folder);
    let [note, form] = [path("information-request.pdf"), path("information-return.xlsx")];
    let cases: Vec<ReturnCase> = request.cases.iter().map(SoughtOf::in_the_form).collect();
    let filled = return_form(basis.panel, request.name, &request.return_by, &cases);
    let draft = email::email(basis, request, vec![note.clone(), form.clone()]);
    [
        Document { path: note, content: Content::InformationRequest(Box::new(note::note(basis, request))) },
        Document { path: form, content: Content::Form(Box::new(filled)) },
        Document { path: path("information-request.eml"), content: Content::Email(Box::new(draft)) },
    ]
}

impl SoughtOf {
    fn in_the_form(&self) -> ReturnCase {
        let person = &self.person;
        let line = |label: &str, words: &[String]| {
            (!words.is_empty()).then(|| format!("{label}: {}", words.join("; ")))
        };
        let applicant: Vec<String> =
            Some(self.applicant.clone()).filter(|who| !who.is_empty()).into_iter().collect();
        let lines = [
            line("Applies to the panel", &applicant),
            line("Also known as", &person.aliases),
            line("Also in the case", &self.others_in_words()),
            line("Search by this address too", &self.addresses),
        ];
        ReturnCase {
            reference: self.reference.clone(),
            surname: person.surname.clone(),
            forenames: person.forenames.clone(),
            born: person.born.map(|day| day.to_string()).unwrap_or_default(),
            search_by: lines.into_iter().flatten().collect(),
        }
    }

    fn in_the_note(&self) -> SoughtCase {
        let person = &self.person;
        SoughtCase {
            reference: self.reference.clone(),
            name: if self.applicant.is_empty() { person.name() } else { self.applicant.clone() },
            born: person.born.map(uk_date).unwrap_or_default(),
            also: if person.aliases.is_empty() {
                String::new()
            } else {
                format!("Also known as {}", person.aliases.join(", "))
            },
            others: self.others_in_words(),
            address: self.addresses.join("\n"),
        }
    }

    /// `Brand Testother, born 3 May 1960`.
    fn others_in_words(&self) -> Vec<String> {
        let in_words = |other: &Sought| match other.born {
            Some(day) => format!("{}, born {}", other.name(), uk_date(day)),
            None => other.name(),
        };
        self.others.iter().map(in_words).collect()
    }
}
