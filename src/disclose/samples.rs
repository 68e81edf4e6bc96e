//! What the unit tests of this module are about: a panel, and a case with one referral.

use chrono::NaiveDate;

use crate::finding::Place;
use crate::model::{Answer, Answers, Case, CaseRef, MeetingId, Referral, Value};
use crate::panel::{Panel, load};

/// Islington, where the fire brigade may see telephone numbers and the noise team confidential addresses.
pub fn islington() -> Panel {
    let text = include_str!("../../input/islington/panel.toml");
    let text = text.replace("confidential-address-to = []", "confidential-address-to = [\"NOISE\"]");
    let text = text.replace("phone-to = []", "phone-to = [\"FIRE\"]");
    load("islington", "islington/panel.toml", &text).expect("it loads").0
}

/// An answer that is given.
pub fn given(value: Value) -> Answer {
    Answer::Given { value, written: "as written".into(), place: Place::file("form.xlsx") }
}

/// An answer that is a list.
pub fn list(entries: &[&str]) -> Answer {
    given(Value::List(entries.iter().map(|entry| (*entry).to_owned()).collect()))
}

/// The meeting.
pub fn meeting() -> MeetingId {
    MeetingId { date: NaiveDate::from_ymd_opt(2026, 12, 9).expect("a day"), urgent: false }
}

/// A case whose one referral says this.
pub fn case(said: &[(&'static str, Answer)]) -> Case {
    let mut answers = Answers::default();
    for (path, answer) in said {
        answers.insert(path, answer.clone());
    }
    let referral = Referral {
        place: Place::file("form.xlsx"),
        file_hash: String::new(),
        meeting: meeting(),
        is_application: false,
        answers,
        others: Vec::new(),
        attending: Vec::new(),
        risk: Vec::new(),
        incidents: Vec::new(),
        as_written: Vec::new(),
    };
    Case {
        reference: CaseRef::parse("ISL-2026-001").expect("a reference"),
        referrals: vec![referral],
        returns: Vec::new(),
        earlier: Vec::new(),
        carried: Vec::new(),
        decision: None,
        deferred_from: None,
        told_slot: None,
        stays_open: None,
        safeguards: Vec::new(),
    }
}
