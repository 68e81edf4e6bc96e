//! The risk assessment: what its answers add up to, and whether that is high.
//!
//! A question left blank or answered "don't know" is not 0: the total is a range. Given answers win
//! over a stated total; a total alone is used, and said so. Of several agencies the first that brings
//! an assessment counts; where another's would decide differently, the risk is not known.

use chrono::NaiveDate;

use super::decided::{Missing, RiskView, ScoredAnswer};
use super::facts::{Facts, Known, Standing, by_agency};
use crate::finding::{Finding, Place};
use crate::model::{Answer, Case, Referral, RiskAnswer, Value};
use crate::panel::{Instrument, Panel, Question, RiskTotal, Truth, instrument_for};

/// The assessment of a case as rules and letters need it.
pub(super) struct Assessment {
    /// What a profile shows; none without any answer or total.
    pub(super) view: Option<RiskView>,
    /// Answers a returned referral is asked for.
    pub(super) missing: Vec<Missing>,
    /// Whether the threshold is one the panel published.
    pub(super) published: bool,
}

/// Scores the case's assessment, by the instrument in use on the day, and enters the facts under `risk.`.
pub(super) fn enter(
    panel: &Panel,
    day: NaiveDate,
    case: &Case,
    facts: &mut Facts,
    findings: &mut Vec<Finding>,
) -> Assessment {
    let agencies = by_agency(case);
    let brought: Vec<&Referral> = agencies.iter().filter_map(|referrals| brought(referrals)).collect();
    let referral = brought.first().copied().or(case.referrals.first());
    let instrument = referral.and_then(|referral| chosen(panel, referral, day));
    let published = instrument.is_none_or(|instrument| instrument.published);
    let (Some(referral), Some(instrument)) = (referral, instrument) else {
        return Assessment { view: None, missing: Vec::new(), published };
    };
    let scored = score(instrument, referral, Some(findings));
    let others = brought.get(1..).unwrap_or_default();
    let contradicted = others_decide_differently(panel, day, others, &scored, findings);
    let differing = differing(panel, day, others, &scored, findings);
    enter_facts(&scored, referral, agencies.len() == 1, contradicted, facts);
    let missing = scored.missing;
    let high = if contradicted { Truth::Unknown } else { scored.high };
    let view = scored.total.map(|total| RiskView {
        instrument: instrument.name.clone(),
        threshold: instrument.threshold_in_words(),
        published: instrument.published,
        total,
        high,
        band: scored.band.filter(|_| !contradicted),
        disagrees: scored.disagrees,
        total_only: scored.total_only,
        others: differing,
        by: agency_of(referral),
        beside: beside(panel, day, others),
        answers: scored.answers,
    });
    Assessment { view, missing, published }
}

/// One referral's assessment, scored.
struct Scored {
    total: Option<RiskTotal>,
    high: Truth,
    /// The band of the whole range of totals.
    band: Option<String>,
    disagrees: Option<i64>,
    total_only: bool,
    answers: Vec<(String, String, String)>,
    missing: Vec<Missing>,
    places: Vec<Place>,
    answered: Vec<String>,
}

/// Of one agency's referrals, newest first, the one that brings answers; else the one with a total.
fn brought<'c>(referrals: &[&'c Referral]) -> Option<&'c Referral> {
    let answers = referrals.iter().find(|referral| brings_answers(referral));
    answers.or_else(|| referrals.iter().find(|referral| stated(referral).is_some())).copied()
}

fn brings_answers(referral: &Referral) -> bool {
    referral.risk.iter().any(|risk| !matches!(risk.answer, Answer::Blank { .. }))
}

fn stated(referral: &Referral) -> Option<(i64, &Place)> {
    let total = referral.answers.number("risk.stated_total")?;
    Some((total, referral.answers.place("risk.stated_total")?))
        .filter(|(total, _)| (0..=1_000_000).contains(total))
}

/// The panel's instrument that the referral names; if it names another, the panel's first, since a
/// total is used whatever it is called. That the name is not known was said where it was read.
fn chosen<'p>(panel: &'p Panel, referral: &Referral, day: NaiveDate) -> Option<&'p Instrument> {
    instrument_for(&panel.instruments, referral.answers.text("risk.instrument"), day)
}

fn score(instrument: &Instrument, referral: &Referral, mut findings: Option<&mut Vec<Finding>>) -> Scored {
    let mut say = |finding: Finding| {
        if let Some(findings) = findings.as_deref_mut() {
            findings.push(finding);
        }
    };
    let mut scored = Scored {
        total: None,
        high: Truth::Unknown,
        band: None,
        disagrees: None,
        total_only: false,
        answers: Vec::new(),
        missing: Vec::new(),
        places: Vec::new(),
        answered: Vec::new(),
    };
    let mut total = RiskTotal { low: 0, high: 0, escalated: false };
    let mut may_escalate = false;
    for question in &instrument.questions {
        let given = answer_to(question, referral, &mut say);
        let (low, high) = match &given {
            Given::Option { score, .. } => (*score, *score),
            _ => question.range(),
        };
        total.low = total.low.saturating_add(low);
        total.high = total.high.saturating_add(high);
        match &given {
            Given::Option { text, .. } => {
                total.escalated |= question.escalator.as_ref() == Some(text);
                scored.answered.push(question.code.clone());
            }
            _ => may_escalate |= question.escalator.is_some(),
        }
        scored.answers.push((question.text.clone(), given.words(), given.score(question)));
        scored.places.extend(given.place().cloned());
        if let Some((problem, place)) = given.missing() {
            scored.missing.push(Missing {
                path: format!("risk.{}", question.code),
                question: question.text.clone(),
                problem,
                place,
                wanted: true,
            });
        }
    }
    let stated = stated(referral);
    if brings_answers(referral) {
        if let Some((stated, place)) = stated
            && !(total.low..=total.high).contains(&stated)
        {
            scored.disagrees = Some(stated);
            say(Finding::warning(
                "risk-total-differs",
                format!(
                    "the total stated is {stated}, and the answers give {}; the answers count",
                    range(total)
                ),
            )
            .at(place.clone())
            .help("Ask the referrer which answer is wrong"));
        }
        scored.high = if total.escalated || instrument.meets(total.low) {
            Truth::Met
        } else if !instrument.meets(total.high) && !may_escalate {
            Truth::NotMet
        } else {
            Truth::Unknown
        };
        scored.total = Some(total);
    } else if let Some((stated, place)) = stated {
        say(Finding::note(
            "risk-total-only",
            "the referral gives a risk total and no answers; the total is used, against the panel's own threshold",
        )
        .at(place.clone())
        .help("Ask for the answers if the meeting will need them"));
        scored.total_only = true;
        scored.total = Some(RiskTotal { low: stated, high: stated, escalated: false });
        scored.high = Truth::from(instrument.meets(stated));
        scored.places = vec![place.clone()];
        scored.answers.clear();
        scored.missing.clear();
    }
    scored.band = scored.total.and_then(|total| {
        let bands = [total.low, total.high].map(|total| instrument.band(total));
        bands[0].filter(|band| bands[1] == Some(*band)).map(str::to_owned)
    });
    scored
}

fn range(total: RiskTotal) -> String {
    if total.low == total.high { total.low.to_string() } else { format!("{} to {}", total.low, total.high) }
}

/// What a referral says to one question.
enum Given {
    Option { text: String, score: i64, place: Place },
    NotKnown(Place),
    Blank(Option<Place>),
    Unreadable(String, Place),
}

impl Given {
    fn words(&self) -> String {
        match self {
            Given::Option { text, .. } => text.clone(),
            Given::NotKnown(_) => "not known".to_owned(),
            Given::Blank(_) => "left blank".to_owned(),
            Given::Unreadable(..) => "not readable".to_owned(),
        }
    }

    fn score(&self, question: &Question) -> String {
        match self {
            Given::Option { score, .. } => score.to_string(),
            _ => {
                let (low, high) = question.range();
                format!("{low} to {high}")
            }
        }
    }

    fn place(&self) -> Option<&Place> {
        match self {
            Given::Option { place, .. } | Given::NotKnown(place) | Given::Unreadable(_, place) => Some(place),
            Given::Blank(place) => place.as_ref(),
        }
    }

    fn missing(&self) -> Option<(String, Option<Place>)> {
        match self {
            Given::Option { .. } | Given::NotKnown(_) => None,
            Given::Blank(place) => Some(("left blank".to_owned(), place.clone())),
            Given::Unreadable(problem, place) => Some((problem.clone(), Some(place.clone()))),
        }
    }
}

fn answer_to(question: &Question, referral: &Referral, say: &mut impl FnMut(Finding)) -> Given {
    let mut answers = referral
        .risk
        .iter()
        .filter(|risk| risk.question == question.code)
        .filter(|risk| !matches!(risk.answer, Answer::Blank { .. }));
    let Some(first) = answers.next() else {
        let blank = referral.risk.iter().find(|risk| risk.question == question.code);
        return Given::Blank(blank.map(|risk| risk.answer.place().clone()));
    };
    if let Some(second) = answers.find(|other| other.answer.value() != first.answer.value()) {
        say(Finding::warning(
            "risk-answered-twice",
            "a question of the risk assessment has two different answers",
        )
        .at(second.answer.place().clone())
        .help("Ask the referrer which of the two is right"));
        return Given::Unreadable("answered twice, differently".to_owned(), second.answer.place().clone());
    }
    read(question, first)
}

fn read(question: &Question, risk: &RiskAnswer) -> Given {
    match &risk.answer {
        Answer::NotKnown { place, .. } => Given::NotKnown(place.clone()),
        Answer::Blank { place } => Given::Blank(Some(place.clone())),
        Answer::Unreadable { place, problem, .. } => Given::Unreadable(problem.clone(), place.clone()),
        Answer::Given { value, place, .. } => match value {
            Value::Text(text) => match question.option(text) {
                Some(option) => {
                    Given::Option { text: option.text.clone(), score: option.score, place: place.clone() }
                }
                None => Given::Unreadable("none of the question's options".to_owned(), place.clone()),
            },
            _ => Given::Unreadable("none of the question's options".to_owned(), place.clone()),
        },
    }
}

fn others_decide_differently(
    panel: &Panel,
    day: NaiveDate,
    others: &[&Referral],
    scored: &Scored,
    findings: &mut Vec<Finding>,
) -> bool {
    let differs = others.iter().find(|other| {
        chosen(panel, other, day).is_some_and(|instrument| {
            let other = score(instrument, other, None);
            (other.high != Truth::Unknown && other.high != scored.high)
                || (other.band.is_some() && other.band != scored.band)
        })
    });
    if let Some(other) = differs {
        findings.push(
            Finding::warning(
                "risk-assessments-disagree",
                "two agencies bring risk assessments of one person that decide differently, so the risk is not known",
            )
            .at(other.place.clone())
            .help("Ask both referrers, or decide which of the two counts"),
        );
    }
    differs.is_some()
}

fn agency_of(referral: &Referral) -> String {
    referral.answers.text("referrer.agency").unwrap_or("another agency").to_owned()
}

/// Other agencies' assessments, answer by answer.
fn beside(panel: &Panel, day: NaiveDate, others: &[&Referral]) -> Vec<(String, Vec<ScoredAnswer>)> {
    let scored = others.iter().filter_map(|other| {
        let instrument = chosen(panel, other, day)?;
        Some((agency_of(other), score(instrument, other, None).answers))
    });
    scored.filter(|(_, answers)| !answers.is_empty()).collect()
}

/// The totals of other agencies' assessments that differ from the one that counts. They are shown
/// beside it: which of them is right only people can say.
fn differing(
    panel: &Panel,
    day: NaiveDate,
    others: &[&Referral],
    scored: &Scored,
    findings: &mut Vec<Finding>,
) -> Vec<(String, RiskTotal)> {
    let mut differing = Vec::new();
    for other in others {
        let total = chosen(panel, other, day).and_then(|instrument| score(instrument, other, None).total);
        let Some(total) = total.filter(|total| Some(*total) != scored.total) else { continue };
        differing.push((agency_of(other), total));
        findings.push(
            Finding::warning(
                "risk-totals-differ",
                "two agencies bring risk assessments of one person that come to different totals",
            )
            .at(other.place.clone())
            .help("Compare the two with the referrers; the profile shows both totals"),
        );
    }
    differing
}

fn enter_facts(scored: &Scored, referral: &Referral, only_one: bool, contradicted: bool, facts: &mut Facts) {
    let total_answer = referral.answers.get("risk.stated_total");
    let mut places = scored.places.clone();
    places.extend(total_answer.map(|answer| answer.place().clone()).filter(|_| scored.total.is_none()));
    let value = |value: Value| Known { shared: only_one, ..Known::value(value, places.clone()) };
    let absent = |standing: Standing| Known { shared: only_one, ..Known::absent(standing, places.clone()) };
    let list = scored.answered.clone();
    facts.enter("risk.answers", value(Value::List(list)));

    // Without any answer the sheet is empty, which is known: no assessment came. Unless a total was
    // written and could not be read, or is not known.
    let unsaid = match total_answer {
        Some(Answer::Unreadable { problem, .. }) => Standing::Unreadable(problem.clone()),
        Some(Answer::NotKnown { .. }) => Standing::NotKnown,
        Some(Answer::Given { .. }) => Standing::Unreadable("this cannot be a total".to_owned()),
        Some(Answer::Blank { .. }) | None => Standing::Blank,
    };
    let assessed = match (&scored.total, &unsaid) {
        (Some(_), _) => value(Value::YesNo(true)),
        (None, Standing::Unreadable(_) | Standing::NotKnown) => absent(unsaid.clone()),
        (None, _) => value(Value::YesNo(false)),
    };
    facts.enter("risk.assessed", assessed);

    let Some(total) = scored.total else {
        for path in ["risk.low", "risk.high_total", "risk.band", "risk.is_high"] {
            facts.enter(path, absent(unsaid.clone()));
        }
        return;
    };
    facts.enter("risk.low", value(Value::Number(total.low)));
    facts.enter("risk.high_total", value(Value::Number(total.high)));
    // A blank can still be filled in, so it goes before "don't know".
    let in_doubt = match scored.missing.is_empty() {
        _ if contradicted => Standing::Contradicted,
        true => Standing::NotKnown,
        false => Standing::Blank,
    };
    let band = scored.band.clone().filter(|_| !contradicted);
    facts.enter("risk.band", band.map_or_else(|| absent(in_doubt.clone()), |band| value(Value::Text(band))));
    let high = match scored.high {
        Truth::Met if !contradicted => value(Value::YesNo(true)),
        Truth::NotMet if !contradicted => value(Value::YesNo(false)),
        _ => absent(in_doubt),
    };
    facts.enter("risk.is_high", high);
}
