//! The profile of a case that is heard.

use super::agenda::{copy_for, outcome_in_words, risk_figure};
use super::attending::{attending, officer_in_short};
use super::basis::{Basis, capitalised, in_a_list, row, slot_times, written_row};
use super::incidents::{report_rows, reports_that_count};
use super::invitations;
use super::referred::{children, concerns, consent, contact, details, of_all, of_each, other_view, referrer};
use super::returns::returned_by;
use super::view::{
    AssessmentView, EarlierView, InformationRow, OtherView, Profile, ReturnView, RiskRow, RiskView, Row,
    Warning,
};
use crate::decide::{CHILD_UNTIL, Decided};
use crate::disclose::{self, Kept, Reader};
use crate::model::{
    About, CarriedAction, CaseOutcome, Referral, Return, ReturnKind, ReturnRow, RiskNow, ShareWith,
    one_homes, uk_date,
};
use crate::panel::{Truth, normalise_name};
use crate::schedule::Slot;

/// Titles of warnings that other documents show in their own way.
pub const LEFT_OUT: &str = "Agencies left out of this case";
/// See [`LEFT_OUT`].
pub const CONFIDENTIAL_ADDRESS: &str = "Confidential address";

/// See [`LEFT_OUT`].
pub const CHILD: &str = "The person is a child";

/// What stands in a member's profile in place of who sent nothing: that an agency is not named tells
/// neither that it was silent nor that it was not.
const SILENCE: &str =
    "Only what this copy may show is here. That an agency is not named does not mean that it knows nothing.";

/// The profile of a case as a reader who may know of it may see it. `place` is its number on the
/// coordinator's agenda.
pub fn profile(
    basis: &Basis<'_>,
    reader: Reader<'_>,
    (decided, slot): (&Decided, &Slot),
    place: usize,
) -> Option<Profile> {
    let first = decided.case.referrals.first()?;
    let for_coordinator = reader == Reader::Coordinator;
    let kept = basis.kept();
    Some(Profile {
        frame: basis.frame(format!("Case profile {}", decided.case.reference), copy_for(reader), false),
        reference: decided.case.reference.to_string(),
        slot: if for_coordinator {
            format!("Case {place}, {}", slot_times(slot))
        } else {
            capitalised(&slot_times(slot))
        },
        person: first.person_name().unwrap_or_else(|| "name not given".into()),
        whose: if first.is_application { "The applicant" } else { "" }.into(),
        came: if first.is_application { "Applied and attending" } else { "" }.into(),
        incidents: report_rows(decided),
        in_short: in_short(decided.age, first),
        warnings: warnings(basis, reader, decided),
        details: of_all(decided, |referral| details(reader, &kept, decided, referral)),
        consent: of_all(decided, consent),
        contact: of_all(decided, |referral| contact(reader, referral)),
        risk: risk(decided),
        grounds: match (for_coordinator, knows_of_all_before(basis, reader, decided)) {
            (true, _) => basis.grounds_on_file(decided),
            (false, true) => basis.grounds(decided),
            (false, false) => basis.grounds_of_this_referral(decided),
        },
        concerns: concerns(decided),
        categories: categories(basis, first),
        children: of_each(decided, children),
        others: others(reader, &kept, decided),
        referrers: referred_and_invited(basis, reader, decided),
        returns: disclose::returns_for(reader, &decided.case)
            .map(|returned| return_view(basis, reader, returned))
            .filter(says_something)
            .collect(),
        no_return: if for_coordinator { no_return(basis, decided) } else { Vec::new() },
        silence: if for_coordinator { "" } else { SILENCE }.into(),
        risk_since: risk_since(reader, decided),
        attending: attending(basis, reader, decided).iter().map(officer_in_short).collect(),
        earlier: earlier(basis, reader, decided),
        prompts: basis.panel.discussion_prompts.clone(),
        considered: basis.panel.considered.clone(),
    })
}

/// Other people of the case; whom two referrals name alike stands here once.
fn others(reader: Reader<'_>, kept: &Kept, decided: &Decided) -> Vec<OtherView> {
    let mut others: Vec<OtherView> = Vec::new();
    for other in decided.case.referrals.iter().flat_map(|referral| &referral.others) {
        let other = other_view(reader, kept, other);
        if !others.contains(&other) {
            others.push(other);
        }
    }
    others
}

pub(super) fn in_short(age: Option<i64>, first: &Referral) -> String {
    let role = match first.answers.text("subject.role") {
        Some("both") => Some("Victim and alleged perpetrator".to_owned()),
        Some("victim") => Some("Victim".to_owned()),
        Some("perpetrator") => Some("Alleged perpetrator".to_owned()),
        _ => None,
    };
    let age = age.map(|age| format!("aged {age}{}", if age < CHILD_UNTIL { ": a child" } else { "" }));
    let home = first.answers.text("subject.area").map(|area| format!("lives in {area}"));
    let parts: Vec<String> = [role, age, home].into_iter().flatten().collect();
    parts.join(", ")
}

/// Kinds of case, each as the panel's list spells it.
fn categories(basis: &Basis<'_>, first: &Referral) -> Vec<String> {
    let listed = |written: &String| {
        let same = |name: &&String| normalise_name(name) == normalise_name(written);
        basis.panel.categories.iter().find(same).unwrap_or(written).clone()
    };
    first.answers.list("referral.categories").iter().map(listed).collect()
}

/// Safety warnings, the gravest first. Who must not be told is for core members, and who is left out
/// for nobody but the coordinator.
pub fn warnings(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            warnings.push(Warning { title: title.into(), lines });
        }
    };
    warn("Must not be told", disclose::warning_for(reader, &decided.case));
    let confidential = basis.kept().has_any(&decided.case);
    warn(
        CONFIDENTIAL_ADDRESS,
        if confidential { vec!["Do not read it out, copy it or pass it on.".into()] } else { Vec::new() },
    );
    let one_home = !one_homes(&decided.case).is_empty();
    warn(
        "They live at the same address",
        if one_home {
            vec![
                "The person and somebody who may harm them. Letters and calls may be seen or heard there."
                    .into(),
            ]
        } else {
            Vec::new()
        },
    );
    let unsafe_to_call = decided
        .case
        .referrals
        .iter()
        .any(|referral| referral.answers.yes_no("subject.safe_to_call") == Some(false));
    // How to reach them must not read as how not to.
    warn("Do not telephone", if unsafe_to_call { vec![safe_contact(decided)] } else { Vec::new() });
    warn(
        CHILD,
        decided.age.filter(|_| decided.is_child()).map_or_else(Vec::new, |age| {
            vec![format!(
                "Aged {age} on the day of the meeting. Children\u{2019}s services must know of them."
            )]
        }),
    );
    let left_out = if reader == Reader::Coordinator { basis.left_out(decided) } else { Vec::new() };
    let left_out: Vec<String> = left_out
        .into_iter()
        .map(|code| basis.panel.agency(&code).map_or(code, |agency| agency.name.clone()))
        .collect();
    warn(LEFT_OUT, left_out);
    let unaware =
        decided.case.referrals.iter().any(|referral| referral.answers.yes_no("subject.aware") == Some(false));
    warn(
        "Does not know of this referral",
        if unaware {
            vec!["Do not mention the panel to them until it has agreed how.".into()]
        } else {
            Vec::new()
        },
    );
    warnings
}

fn safe_contact(decided: &Decided) -> String {
    decided
        .case
        .referrals
        .iter()
        .find_map(|referral| referral.answers.text("subject.safe_contact"))
        .map_or_else(
            || "ask the referrer how to reach them".into(),
            |safe| format!("use the safe contact: {safe}"),
        )
}

pub(super) fn risk(decided: &Decided) -> RiskView {
    let Some(risk) = &decided.risk else {
        if let Some(counted) = reports_that_count(decided) {
            return counted;
        }
        return RiskView {
            title: String::new(),
            figure: "not scored".into(),
            verdict: "no risk assessment".into(),
            explained: String::new(),
            answers: Vec::new(),
            by: String::new(),
            beside: Vec::new(),
            remark: String::new(),
        };
    };
    let whose = if risk.published { "threshold published by the panel" } else { "threshold is ours" };
    let threshold = format!("{} is high ({whose})", risk.threshold);
    let parts: Vec<String> =
        [risk.instrument.clone(), threshold].into_iter().filter(|part| !part.is_empty()).collect();
    let mut remarks: Vec<String> = Vec::new();
    if risk.total.escalated {
        remarks.push("One answer makes the risk high, whatever the total.".into());
    }
    match (risk.disagrees, risk.total_only) {
        (Some(stated), _) => remarks.push(format!(
            "The form states a total of {stated}; its answers add up to {}.",
            risk_figure(risk.total.low, risk.total.high)
        )),
        (None, true) => remarks.push(only_total(decided, &risk.instrument)),
        (None, false) => {}
    }
    remarks.extend(risk.others.iter().map(|(agency, total)| {
        format!("The assessment of {agency} comes to {}.", risk_figure(total.low, total.high))
    }));
    RiskView {
        title: String::new(),
        figure: figures(risk),
        verdict: match risk.high {
            Truth::Met => "High".into(),
            Truth::NotMet => risk.band.clone().unwrap_or_else(|| "Not high by score".into()),
            Truth::Unknown if !risk.others.is_empty() => "In doubt: assessments differ".into(),
            Truth::Unknown => "In doubt: answers are missing or not known".into(),
        },
        explained: parts.join("; "),
        answers: risk_rows(&risk.answers),
        by: if risk.beside.is_empty() { String::new() } else { risk.by.clone() },
        beside: risk
            .beside
            .iter()
            .map(|(agency, answers)| AssessmentView { agency: agency.clone(), answers: risk_rows(answers) })
            .collect(),
        remark: remarks.join(" "),
    }
}

/// That the answers are not known, and of which assessment the total is said to be.
fn only_total(decided: &Decided, ours: &str) -> String {
    let said = decided.case.referrals.iter().find_map(|referral| referral.answers.text("risk.instrument"));
    let of = said.filter(|said| normalise_name(said) != normalise_name(ours));
    let of = of.map_or_else(String::new, |said| format!(", of an assessment that the form names “{said}”"));
    format!("Only the total was given, without the answers{of}.")
}

fn risk_rows(answers: &[(String, String, String)]) -> Vec<RiskRow> {
    let row = |(question, answer, score): &(String, String, String)| RiskRow {
        question: question.clone(),
        answer: answer.clone(),
        score: score.clone(),
    };
    answers.iter().map(row).collect()
}

/// Who referred, and who is invited from where the person lives.
fn referred_and_invited(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<Row> {
    let mut rows: Vec<Row> =
        decided.case.referrals.iter().map(|referral| referrer(basis, referral)).collect();
    rows.extend(row("Where the person lives", invitations::invited(basis, reader, decided).join("\n")));
    let contacts = decided.case.referrals.iter();
    rows.extend(
        contacts.filter_map(|one| written_row(&one.answers, "Contact there", "subject.home_contact")),
    );
    rows
}

fn return_view(basis: &Basis<'_>, reader: Reader, returned: &Return) -> ReturnView {
    let rows: Vec<&ReturnRow> = disclose::rows_for(reader, returned).collect();
    let shown = |opinion: bool| -> Vec<InformationRow> {
        rows.iter().filter(|row| row.opinion == opinion).map(|row| information(basis, row)).collect()
    };
    let late = returned
        .completed
        .filter(|day| *day > basis.dates.returns.date)
        .map(|_| format!("came after {}", basis.dates.returns.say()));
    ReturnView {
        agency: basis.returning_agency(returned),
        by: sent_by(returned),
        nothing_known: returned.kind == ReturnKind::NothingKnown,
        late: late.unwrap_or_default(),
        facts: shown(false),
        opinions: shown(true),
        risk_now: risk_in_words(disclose::risk_for(reader, returned)).into(),
        proposed: disclose::proposed_for(reader, returned).map(str::to_owned).collect(),
    }
}

/// `Completed by Pat Example, 30 November 2026`.
pub(super) fn sent_by(returned: &Return) -> String {
    let names: Vec<&str> =
        returned.completed_by().map(|(name, _)| name).filter(|name| !name.is_empty()).collect();
    let by = (!names.is_empty()).then(|| format!("Completed by {}", in_a_list(&names)));
    let parts: Vec<String> = [by, returned.completed.map(uk_date)].into_iter().flatten().collect();
    parts.join(", ")
}

/// Every total there is: `37 or 41` where two agencies assessed the risk.
fn figures(risk: &crate::decide::RiskView) -> String {
    let mut figures = vec![risk_figure(risk.total.low, risk.total.high)];
    for (_, total) in &risk.others {
        let figure = risk_figure(total.low, total.high);
        if !figures.contains(&figure) {
            figures.push(figure);
        }
    }
    figures.join(" or ")
}

/// A view of the risk, compared with the referral; nothing if there is none.
pub(super) fn risk_in_words(risk: Option<RiskNow>) -> &'static str {
    match risk {
        Some(RiskNow::Higher) => "higher",
        Some(RiskNow::Same) => "the same",
        Some(RiskNow::Lower) => "lower",
        None => "",
    }
}

/// Whom a row is about.
pub(super) fn about(about: About) -> &'static str {
    match about {
        About::Victim => "Victim",
        About::Perpetrator => "Perpetrator",
        About::Both => "Both",
        About::Child => "Child",
        About::Other => "Other person",
        About::NotSaid => "Not said",
    }
}

/// A return of which nothing may be printed leaves no trace, its agency's name included.
fn says_something(view: &ReturnView) -> bool {
    view.nothing_known
        || !(view.facts.is_empty()
            && view.opinions.is_empty()
            && view.proposed.is_empty()
            && view.risk_now.is_empty())
}

fn information(basis: &Basis<'_>, row: &ReturnRow) -> InformationRow {
    InformationRow {
        date: row.date.clone().unwrap_or_default(),
        about: about(row.about).into(),
        text: row.information.clone(),
        shared_with: match &row.share_with {
            ShareWith::AllMembers => String::new(),
            ShareWith::Nobody => "Only you and the coordinator".into(),
            ShareWith::CoreMembers => "Core members only".into(),
            ShareWith::Agencies(codes) => {
                let names: Vec<&str> = codes
                    .iter()
                    .map(|code| basis.panel.agency(code).map_or(code.as_str(), |agency| agency.name.as_str()))
                    .collect();
                format!("Only {}", names.join(", "))
            }
        },
    }
}

/// Agencies that were asked, were not left out, and sent nothing: silence is not "nothing known". An
/// agency that referred the case has said what it knows, unless that was for an earlier meeting.
fn no_return(basis: &Basis<'_>, decided: &Decided) -> Vec<String> {
    let referred: Vec<&str> = decided
        .case
        .referrals
        .iter()
        .filter(|referral| !decided.case.was_heard(referral))
        .filter_map(|referral| basis.panel.agency(referral.answers.text("referrer.agency")?))
        .map(|agency| agency.code.as_str())
        .collect();
    basis
        .asked(decided)
        .into_iter()
        .filter(|agency| !referred.contains(&agency.code.as_str()))
        .filter(|agency| {
            !decided.case.returns.iter().any(|returned| returned.agency.as_ref() == Some(&agency.code))
        })
        .map(|agency| agency.name.clone())
        .chain(
            invitations::told(basis, decided)
                .into_iter()
                .filter(|(area, service)| returned_by(basis, decided, area, service).is_none())
                .map(|(_, service)| service.name.clone()),
        )
        .collect()
}

/// `Since the referral: 2 agencies say the risk is higher, 1 the same.`, of the views that a reader
/// may see, or empty.
pub fn risk_since(reader: Reader<'_>, decided: &Decided) -> String {
    let count = |wanted: RiskNow| {
        disclose::returns_for(reader, &decided.case)
            .filter(|returned| disclose::risk_for(reader, returned) == Some(wanted))
            .count()
    };
    let parts: Vec<String> =
        [(RiskNow::Higher, "higher"), (RiskNow::Same, "the same"), (RiskNow::Lower, "lower")]
            .into_iter()
            .map(|(risk, word)| (count(risk), word))
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| {
                format!("{number} {} {word}", if number == 1 { "agency says" } else { "agencies say" })
            })
            .collect();
    if parts.is_empty() { String::new() } else { format!("Risk since the referral: {}.", parts.join(", ")) }
}

/// Whether a reader may know of every earlier appearance of the person.
fn knows_of_all_before(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> bool {
    decided.case.earlier.iter().all(|then| basis.knows_earlier(reader, then))
}

fn earlier(basis: &Basis<'_>, reader: Reader<'_>, decided: &Decided) -> Vec<EarlierView> {
    let earlier = decided.case.earlier.iter().filter(|then| basis.knows_earlier(reader, then));
    earlier
        .map(|then| EarlierView {
            meeting: uk_date(then.meeting.date),
            reference: then.reference.to_string(),
            outcome: then.outcome.as_ref().map_or_else(|| "outcome not recorded".into(), outcome_in_words),
            agreed: then.outcome.as_ref().map(|outcome| agreed(basis, outcome)).unwrap_or_default(),
            actions: then
                .actions
                .iter()
                .map(|action| basis.action_row(&CarriedAction { action: action.clone(), meetings_ago: 1 }))
                .collect(),
        })
        .collect()
}

/// What an earlier meeting agreed about a case, as its record says.
fn agreed(basis: &Basis<'_>, outcome: &CaseOutcome) -> Vec<Row> {
    let lead = outcome.primary_agency.as_deref().map(|agency| basis.agency_name(agency));
    let named = [
        ("Plan agreed", &outcome.plan),
        ("Primary agency", &lead),
        ("Risk to children then", &outcome.risk_to_children),
        ("Risk to the public then", &outcome.risk_to_public),
    ];
    let further =
        outcome.risks.iter().filter_map(|(risk, great)| row(&format!("{risk} then"), great.as_str()));
    let named = named.into_iter().filter_map(|(label, said)| row(label, said.clone().unwrap_or_default()));
    named.chain(further).collect()
}
