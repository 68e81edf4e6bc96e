//! The letter to a referrer, and what goes with it.
//!
//! Rule 6 of need to know: a letter holds only what that referrer sent, the decision, and the words
//! written for the letter.

use chrono::NaiveDate;

use super::application::{application, window};
use super::basis::{Basis, capitalised, paragraphs, slot_times};
use super::own_referral::{self, own};
use super::view::{AdviceView, Frame, Letter, MissingView, OtherPanelView};
use super::written_to::{LetterTo, STAYS_OPEN, addressee, written_to};
use super::{Content, Document, invitations, returned, transfer};
use crate::decide::{Decided, Missing, Outcome};
use crate::disclose::{self, Reader, Withheld};
use crate::finding::{Finding, Place};
use crate::model::{Answer, Case, Referral, Verdict, uk_date, uk_date_long, uk_when};
use crate::panel::{OtherPanel, Panel, normalise_name};

/// The letters of one case: one for each of its referrals, with the corrected-form workbook where
/// one is needed. None for an outcome that has no letter.
pub fn letters(basis: &Basis<'_>, decided: &Decided, findings: &mut Vec<Finding>) -> Vec<Document> {
    let mut documents = Vec::new();
    for letter_to in written_to(basis, decided, findings) {
        let LetterTo { folder, kind, referral } = &letter_to;
        let workbook = matches!(decided.outcome, Outcome::ReturnProcess | Outcome::ReturnIncomplete)
            .then(|| format!("corrected-{}.xlsx", decided.case.reference));
        if let Some(workbook) = &workbook {
            documents.push(Document {
                path: format!("{folder}/{workbook}"),
                content: Content::ReturnedReferral(Box::new(returned::returned_referral(
                    basis, decided, referral,
                ))),
            });
        }
        let letter = letter(basis, decided, referral, kind, workbook.unwrap_or_default(), findings);
        documents.push(Document { path: letter_to.path(), content: Content::Letter(Box::new(letter)) });
    }
    documents
}

fn referrer_window(referral: &Referral) -> Vec<String> {
    let lines = ["referrer.name", "referrer.role", "referrer.agency"].into_iter();
    lines.filter_map(|path| referral.answers.text(path)).map(str::to_owned).collect()
}

fn letter(
    basis: &Basis<'_>,
    decided: &Decided,
    referral: &Referral,
    kind: &str,
    workbook: String,
    findings: &mut Vec<Finding>,
) -> Letter {
    let panel = basis.panel;
    let withheld = disclose::withheld(basis.panel, Reader::Referrer, &basis.cases_of_all_meetings());
    let withheld = withheld.about([&decided.case]);
    let answers = &referral.answers;
    let text = |path: &str| answers.text(path).unwrap_or_default().to_owned();
    let what = if referral.is_application { "Application" } else { "Referral" };
    let became = match kind {
        "acceptance" => "accepted",
        STAYS_OPEN => "heard again",
        "decline" => "not accepted",
        "return" => "returned: we need more from you",
        "deferral" if basis.dates.next.is_none() => "kept for a later meeting",
        "deferral" => "listed for the next meeting",
        "transfer" => "transferred to another area",
        _ => "for another panel",
    };
    let title = format!("{what} {became}");
    let [name, email] = addressee(referral).map(|path| answers.text(path));
    let by = if referral.is_application { "By e-mail" } else { "By secure e-mail" };
    let slot = basis.schedule.slot(&decided.case.reference);
    let receiving = receiving(basis, decided, referral);
    let own = own(basis, decided, referral);
    let grounds = grounds(basis, (decided, own.as_ref()), referral, kind);
    // A panel that only another referrer names is not named to this one.
    let names_panel = own.as_ref().is_some_and(|own| own.other_panel == decided.other_panel);
    let next = matches!(decided.outcome, Outcome::Defer | Outcome::ReturnProcess | Outcome::ReturnIncomplete);
    Letter {
        frame: frame(basis, decided, title),
        kind: if referral.is_application { format!("application-{kind}") } else { kind.into() },
        office_address: panel.office.address.clone(),
        email: panel.office.email.clone(),
        phone: panel.office.phone.clone(),
        signatory: panel.office.signatory.clone(),
        to: if referral.is_application { window(referral) } else { referrer_window(referral) },
        sent_by: email.map(|email| format!("{by} to {email}")).unwrap_or_default(),
        date: uk_date(letter_date(basis, referral)),
        our_reference: decided.case.reference.to_string(),
        your_reference: text("referral.reference"),
        salutation: format!(
            "Dear {}",
            name.unwrap_or(if referral.is_application { "applicant" } else { "colleague" })
        ),
        person: referral.person_name().unwrap_or_else(|| "the person you referred".into()),
        received: answers
            .moment("referral.received")
            .map(|came| uk_when(&uk_date_long(came.date), came.time))
            .unwrap_or_default(),
        opening: opening(basis, decided, referral, kind),
        words: words_for_the_letter(decided, &withheld, findings),
        application: application(basis, decided),
        reasons: in_a_letter(&withheld, &own_referral::reasons(decided, own.as_ref())),
        advice: advice(basis, decided, referral, names_panel),
        decided: if grounds.is_empty() && decided.outcome.is_heard() {
            format!("{} This does not rest on a score.", own_referral::AS_A_WHOLE)
        } else {
            String::new()
        },
        grounds,
        sooner: if decided.outcome == Outcome::AcceptUrgent && !basis.meeting.id.urgent {
            "On a day that we agree with you by telephone".into()
        } else {
            String::new()
        },
        slot: slot.map(slot_times).map(|times| capitalised(&times)).unwrap_or_default(),
        venue: panel.slots.place.clone(),
        link: panel.slots.link.clone().unwrap_or_default(),
        prepare: paragraphs(if kind == STAYS_OPEN && !referral.is_application {
            panel.words("stays-open-bring")
        } else {
            panel.words("prepare")
        }),
        asked: asked(basis, decided, referral),
        responsibility: panel.paragraphs("responsibility"),
        first_words: panel.words("return-first").to_owned(),
        first: in_a_letter(&withheld, &decided.first),
        missing_words: panel.words("return-missing").to_owned(),
        missing: decided.missing.iter().filter_map(|missing| missing_view(missing, referral)).collect(),
        missing_how: panel.words("return-how").to_owned(),
        how_to_send: panel.paragraphs("how-to-send"),
        send_back_by: basis.dates.corrections.say(),
        workbook,
        deadline: match &basis.dates.referrals {
            Some(deadline) if kind != "deferral" || is_late(basis, decided) => deadline.say(),
            _ => String::new(),
        },
        next_meeting: match next {
            // A deferral letter has words of its own for a meeting that is not listed yet.
            true if kind != "deferral" || basis.dates.next.is_some() => basis.next_meeting(),
            _ => String::new(),
        },
        hears: if kind == "deferral" { hears(basis) } else { String::new() },
        next_deadline: if next { basis.next_deadline() } else { String::new() },
        urgent_how: panel.paragraphs("urgent-how"),
        next: transfer::next_steps(basis, receiving.is_some()),
        refer_again: panel.paragraphs("refer-again"),
        other_panel: match receiving {
            Some(receiving) => receiving,
            None if names_panel => other_panel(basis, decided),
            None => ask_us(basis, decided, referral, findings),
        },
        must_not_wait: panel.words("must-not-wait").to_owned(),
        closing: panel.words("closing-line").to_owned(),
    }
}

/// Grounds as this referrer may know them. Who refers somebody anew is not told that the panel knows
/// the person, unless their own agency referred them before; and who did before is not told what others
/// have referred since.
fn grounds(
    basis: &Basis<'_>,
    (decided, own): (&Decided, Option<&Decided>),
    referral: &Referral,
    kind: &str,
) -> Vec<String> {
    let agency = |one: &Referral| one.answers.text("referrer.agency").map(|name| basis.agency_name(name));
    let earlier = |case: &&Case| decided.case.earlier.iter().any(|then| then.reference == case.reference);
    let before = basis.meeting.earlier_cases.iter().filter(earlier).flat_map(|case| &case.referrals);
    let referred_before =
        before.into_iter().any(|one| agency(one).is_some() && agency(one) == agency(referral));
    let known =
        if referred_before { decided.grounds.clone() } else { basis.grounds_of_this_referral(decided) };
    let known_of_own = own_referral::grounds(known, own);
    let from = decided.case.stays_open.as_ref().map(|open| uk_date(open.from.date));
    let Some(from) = from else { return known_of_own };
    let stays_open = format!("Stays open from the meeting of {from}");
    match kind {
        STAYS_OPEN => vec![stays_open],
        _ => known_of_own.into_iter().filter(|ground| *ground != stays_open).collect(),
    }
}

/// When the referrer of a deferred case hears again; empty for a week before the next meeting.
fn hears(basis: &Basis<'_>) -> String {
    let Some((next, _)) = &basis.dates.next else { return "before that meeting".into() };
    let calendar = &basis.panel.calendar;
    let told = calendar.deadline(&calendar.contact, *next);
    if (*next - told.date).num_days() == 7 { String::new() } else { format!("by {}", told.say()) }
}

/// What every page of a letter carries. Somebody whose application comes to no review is not told of
/// the day of another's.
fn frame(basis: &Basis<'_>, decided: &Decided, title: String) -> Frame {
    // Nobody may read that a case has gone elsewhere before it can go.
    let waits = decided.outcome == Outcome::Transfer && !transfer::may_go(basis, decided);
    let frame = basis.frame(title, "", decided.draft || waits);
    if basis.panel.applications && !decided.outcome.is_heard() {
        return Frame { meeting: String::new(), ..frame };
    }
    frame
}

/// The date of letters, or the day on which this referral came if that is later: one that came after
/// the day on which referrers are told is answered when it has come.
pub fn letter_date(basis: &Basis<'_>, referral: &Referral) -> NaiveDate {
    let received = referral.answers.date("referral.received").filter(|day| *day <= basis.meeting.id.date);
    received.map_or(basis.dates.letters, |day| day.max(basis.dates.letters))
}

/// The panel's first paragraph of a letter of this kind.
fn opening(basis: &Basis<'_>, decided: &Decided, referral: &Referral, kind: &str) -> String {
    let panel = basis.panel;
    match kind {
        "acceptance" if basis.meeting.id.urgent => panel.words("urgent-meeting-opening").to_owned(),
        "acceptance" if decided.outcome == Outcome::AcceptUrgent => {
            panel.paragraphs("accept-urgent-opening").join("\n\n")
        }
        "deferral" if !is_late(basis, decided) => panel.words("put-off-opening").to_owned(),
        "decline" if gives_no_reason(decided) && !panel.applications => {
            panel.words("decline-decided-opening").to_owned()
        }
        STAYS_OPEN if referral.is_application => panel.words("stays-open-applicant-opening").to_owned(),
        kind => usual_opening(panel, kind),
    }
}

/// Whether a case is put off because it came after the deadline, and not because people put it off.
fn is_late(basis: &Basis<'_>, decided: &Decided) -> bool {
    basis.dates.referrals.is_some() && !decided.reasons.is_empty()
}

/// Whether no rule gives a reason for what people decided: it is theirs to give.
fn gives_no_reason(decided: &Decided) -> bool {
    decided.reasons.is_empty() && decided.first.is_empty() && decided.missing.is_empty()
}

fn usual_opening(panel: &Panel, kind: &str) -> String {
    match kind {
        "acceptance" => panel.words("accept-opening"),
        STAYS_OPEN => panel.words("stays-open-opening"),
        "decline" => panel.words("decline-opening"),
        "return" => panel.words("return-opening"),
        "deferral" => panel.words("defer-opening"),
        "transfer" => panel.words("transfer-opening"),
        _ => panel.words("redirect-opening"),
    }
    .to_owned()
}

/// The words people wrote for the letter, without confidential addresses and people's telephone numbers,
/// those of other cases included.
fn words_for_the_letter(decided: &Decided, withheld: &Withheld, findings: &mut Vec<Finding>) -> Vec<String> {
    let Some(decision) = &decided.case.decision else { return Vec::new() };
    let Some(words) = &decision.letter_words else { return Vec::new() };
    // Words for another outcome than the one that stands would say the opposite of their letter.
    if matches!(&decision.verdict, Verdict::Outcome(code) if code != decided.outcome.code()) {
        findings.push(
            Finding::warning(
                "letter-words-not-used",
                "the words for the letter were written for a decision that does not stand, so they are not in it",
            )
            .at(decision.place.clone())
            .help("Make the decision stand, or write words for the letter that goes out"),
        );
        return Vec::new();
    }
    let (words, replaced) = withheld.take_out_of(words);
    if replaced {
        findings.push(
            Finding::warning(
                "address-in-letter-words",
                "the words for the letter hold a confidential address or somebody's telephone number, which was taken out",
            )
            .at(decision.place.clone())
            .help("read the letter before it is sent, and mend the words in decisions.xlsx"),
        );
    }
    paragraphs(&words)
}

/// Advice of the rules that decided. A case for another panel gets that panel's own instead, if it
/// has any. What the panel advises about children comes first where the person is one.
fn advice(basis: &Basis<'_>, decided: &Decided, referral: &Referral, names_panel: bool) -> Vec<AdviceView> {
    let of_panel = panel_of(basis, decided)
        .filter(|_| names_panel)
        .map(|panel| &panel.advice)
        .filter(|keys| !keys.is_empty());
    let of_rules = of_panel.unwrap_or(&decided.advice);
    let of_children = basis.panel.children_advice.iter().filter(|_| decided.is_child());
    let of_children = of_children.filter(|key| !of_rules.contains(key));
    of_children
        .chain(of_rules)
        .filter_map(|key| basis.panel.advice.get(key))
        .map(|advice| AdviceView {
            title: advice.title.clone(),
            text: advice.text.clone(),
            contact: contact(basis, referral, advice.contact.as_deref().unwrap_or_default()),
        })
        .collect()
}

/// Whom to contact for advice. Nobody is told to write to themselves: where it begins with the name of
/// the referrer's own agency, it is within that agency.
fn contact(basis: &Basis<'_>, referral: &Referral, contact: &str) -> String {
    let own = referral.answers.text("referrer.agency").unwrap_or_default();
    let member = basis.panel.agency(own);
    let first = contact.split([',', ';', ':', '(']).next().unwrap_or_default();
    let first = normalise_name(first);
    let named =
        member.is_some_and(|own| basis.panel.agency(&first).is_some_and(|agency| agency.code == own.code));
    if named || (!first.is_empty() && first == normalise_name(own)) {
        "your own agency".into()
    } else {
        contact.to_owned()
    }
}

/// Who else is asked about a case, as its referrer may know it; their own agency needs no telling.
fn asked(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> Vec<String> {
    let own = referral.answers.text("referrer.agency").and_then(|own| basis.panel.agency(own));
    disclose::entitled_as_referrer_knows(basis.panel, &decided.case, referral)
        .into_iter()
        .filter(|agency| own.is_none_or(|own| own.code != agency.code))
        .map(|agency| agency.name.clone())
        .chain(invitations::told_as_referrer_knows(basis, decided, referral))
        .collect()
}

/// Reasons may hold what a form says: no confidential address stands in a letter.
fn in_a_letter(withheld: &Withheld, sentences: &[String]) -> Vec<String> {
    sentences.iter().map(|sentence| withheld.take_out_of(sentence).0).collect()
}

/// The path of what is missing where no question of the risk assessment is answered.
pub const WHOLE_RISK_ASSESSMENT: &str = "risk.answers";

/// A missing answer as this referrer's form shows it.
fn missing_view(missing: &Missing, referral: &Referral) -> Option<MissingView> {
    let (problem, place) = asked_of(missing, referral)?;
    let place = place.unwrap_or_else(|| {
        if missing.path == WHOLE_RISK_ASSESSMENT { "every question of it" } else { "not in your form" }.into()
    });
    Some(MissingView { question: missing.question.clone(), problem, place })
}

/// What is wrong with an answer in what this referrer sent, and where; nothing if it is another
/// referrer's answer that is faulty and this one's is not. What others wrote, and what is wrong with
/// it, is not theirs to see; and a row of an export is the panel's file, not a form they have before
/// them.
pub fn asked_of(missing: &Missing, referral: &Referral) -> Option<(String, Option<String>)> {
    let in_form = |place: &Place| match referral.place.row {
        Some(_) => "in the online form".to_owned(),
        None => place_in_form(place),
    };
    match &missing.place {
        None => Some((missing.problem.clone(), None)),
        Some(place) if is_theirs(place, referral) => Some((missing.problem.clone(), Some(in_form(place)))),
        Some(_) => {
            let own = match missing.path.strip_prefix("risk.") {
                Some(code) => {
                    referral.risk.iter().find(|asked| asked.question == code).map(|asked| &asked.answer)
                }
                None => referral.answers.get(&missing.path),
            };
            let problem = match own {
                Some(Answer::Given { .. }) => return None,
                Some(Answer::Unreadable { problem, .. }) => problem.clone(),
                _ if !missing.wanted => return None,
                Some(Answer::NotKnown { .. }) => "not known".to_owned(),
                Some(Answer::Blank { .. }) | None => "left blank".to_owned(),
            };
            Some((problem, own.map(|answer| in_form(answer.place()))))
        }
    }
}

/// Whether a place lies in what this referrer sent: their form, or their row of an export that holds
/// others' referrals too.
fn is_theirs(place: &Place, referral: &Referral) -> bool {
    let own = &referral.place;
    place.file == own.file && (own.row.is_none() || (place.sheet == own.sheet && place.row == own.row))
}

/// `sheet Referral, cell B9`: a place within a form, without its file.
fn place_in_form(place: &Place) -> String {
    let sheet = place.sheet.as_ref().map(|sheet| format!("sheet {sheet}"));
    let cell = match (place.cell_name(), place.row) {
        (Some(cell), _) => Some(format!("cell {cell}")),
        (None, Some(row)) => Some(format!("row {}", row.saturating_add(1))),
        (None, None) => None,
    };
    let parts: Vec<String> = [sheet, cell].into_iter().flatten().collect();
    parts.join(", ")
}

fn panel_of<'a>(basis: &Basis<'a>, decided: &Decided) -> Option<&'a OtherPanel> {
    let name = decided.other_panel.as_ref()?;
    basis.panel.other_panels.iter().find(|panel| panel.name == *name)
}

fn other_panel(basis: &Basis<'_>, decided: &Decided) -> OtherPanelView {
    panel_of(basis, decided)
        .map(|panel| OtherPanelView {
            name: panel.name.clone(),
            why: panel.why.clone(),
            contact: panel.contact.clone(),
        })
        .unwrap_or_default()
}

/// Whom to ask which panel it is, where another referrer has named it; the coordinator is told.
fn ask_us(
    basis: &Basis<'_>,
    decided: &Decided,
    referral: &Referral,
    findings: &mut Vec<Finding>,
) -> OtherPanelView {
    if decided.other_panel.is_none() {
        return OtherPanelView::default();
    }
    findings.push(
        Finding::warning(
            "letter-names-no-panel",
            format!(
                "another referrer of {} named the other panel, so the letter to this one does not",
                decided.case.reference
            ),
        )
        .at(referral.place.clone())
        .help("Agree what this referrer may be told, and speak to them when the letter goes out"),
    );
    let office = &basis.panel.office;
    OtherPanelView {
        name: "Please ask us which".into(),
        why: String::new(),
        contact: [&office.email, &office.phone].map(String::as_str).join(", "),
    }
}

/// The MARAC that takes a transferred case over, for a referrer who has said themselves where the
/// person lives.
fn receiving(basis: &Basis<'_>, decided: &Decided, referral: &Referral) -> Option<OtherPanelView> {
    if decided.outcome != Outcome::Transfer {
        return None;
    }
    let (area, marac) = transfer::receiving(basis, decided).ok()?;
    let said = basis.panel.area(referral.answers.text("subject.area")?)?;
    (said.code == area.code).then(|| OtherPanelView {
        name: marac.name.clone(),
        why: String::new(),
        contact: format!("{}, {}", marac.contact, marac.secure_email),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_letter_opens_with_the_panels_own_words() {
        let text = include_str!("../../input/islington/panel.toml");
        let own = text.replace("[wording]\n", "[wording]\ndecline-opening = \"We are sorry.\"\n");
        let (panel, _) = crate::panel::load("islington", "islington/panel.toml", &own).expect("it loads");
        let openings: Vec<String> =
            ["acceptance", STAYS_OPEN, "decline", "return", "deferral", "redirection"]
                .iter()
                .map(|kind| usual_opening(&panel, kind))
                .collect();
        assert_eq!(openings[2], "We are sorry.");
        for (at, words) in openings.iter().enumerate() {
            assert!(!words.is_empty() && !openings[..at].contains(words), "opening {at}: {words}");
        }
    }
}
