//! Addresses and telephone numbers (rule 5): a confidential address, and anyone's telephone number,
//! appears in the coordinator's copy and for members that the panel names only.

use super::Reader;
use super::kept::Kept;
use crate::model::{Answers, Case};
use crate::panel::Agency;

/// What stands in place of a confidential address or a telephone number.
const HELD: &str = "held by the coordinator";

/// The person's address for a reader, or empty if none was given.
pub fn home_address(reader: Reader<'_>, kept: &Kept, case: &Case, answers: &Answers) -> String {
    let confidential = kept.has_subject(case);
    let released = reader == (Reader::OtherArea { address_released: true });
    shown(reader, confidential && !released, answers, ["subject.address", "subject.postcode"])
}

/// Another person's address for a reader.
pub fn other_address(reader: Reader<'_>, kept: &Kept, answers: &Answers) -> String {
    shown(reader, kept.has_other(answers), answers, ["other.address", "other.postcode"])
}

/// The person's telephone number for a reader.
pub fn phone(reader: Reader<'_>, answers: &Answers) -> String {
    contact(reader, answers, "subject.phone")
}

/// An applicant's e-mail address for a reader: members that may know how to telephone people may know
/// it, and so may a panel that takes the application over.
pub fn email(reader: Reader<'_>, answers: &Answers) -> String {
    match reader {
        Reader::OtherArea { .. } => answers.written("applicant.email").unwrap_or_default().to_owned(),
        Reader::Coordinator | Reader::Member { .. } | Reader::Referrer => {
            contact(reader, answers, "applicant.email")
        }
    }
}

/// A blank or unreadable answer to "must be kept confidential" with something written in it counts
/// as yes: nothing is disclosed by a guess.
pub(super) fn is_confidential(answers: &Answers, path: &str) -> bool {
    answers.yes_no(path).unwrap_or_else(|| answers.written(path).is_some())
}

fn contact(reader: Reader<'_>, answers: &Answers, path: &str) -> String {
    match answers.written(path) {
        None => String::new(),
        Some(written) if sees_telephones(reader) => written.to_owned(),
        Some(_) => HELD.into(),
    }
}

/// Whether a reader may see telephone numbers of people in a case it is entitled to.
pub(super) fn sees_telephones(reader: Reader<'_>) -> bool {
    match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, policy } => is_listed(&policy.phone_to, agency),
        Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

fn shown(reader: Reader<'_>, confidential: bool, answers: &Answers, paths: [&str; 2]) -> String {
    let lines: Vec<&str> = paths.into_iter().filter_map(|path| answers.written(path)).collect();
    if lines.is_empty() {
        String::new()
    } else if confidential && !sees_confidential(reader) {
        HELD.into()
    } else {
        lines.join(", ")
    }
}

/// Whether a reader may see the confidential addresses of a case it is entitled to.
pub(super) fn sees_confidential(reader: Reader<'_>) -> bool {
    match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, policy } => is_listed(&policy.confidential_address_to, agency),
        Reader::Referrer | Reader::OtherArea { .. } => false,
    }
}

fn is_listed(codes: &[String], agency: &Agency) -> bool {
    codes.contains(&agency.code)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{case, given, islington};
    use super::*;
    use crate::finding::Place;
    use crate::model::{Answer, Value};

    fn person(path: &'static str, confidential: Option<Answer>) -> Answers {
        let mut answers = Answers::default();
        for path in ["subject.address", "other.address", "subject.phone", "applicant.email"] {
            answers.insert(path, given(Value::Text("as written".into())));
        }
        if let Some(answer) = confidential {
            answers.insert(path, answer);
        }
        answers
    }

    fn about(answers: &Answers) -> Case {
        let mut case = case(&[]);
        for referral in &mut case.referrals {
            referral.answers = answers.clone();
        }
        case
    }

    #[test]
    fn a_confidential_address_is_held_for_all_but_those_the_panel_names() {
        let panel = islington();
        let member = |code: &str| Reader::member(&panel, panel.agency_by_code(code).expect("it is a member"));
        let place = || Place::file("form.xlsx");
        let (written, problem) = ("perhaps".to_owned(), String::new());
        for (confidential, is_kept) in [
            (None, false),
            (Some(Answer::Blank { place: place() }), false),
            (Some(given(Value::YesNo(false))), false),
            (Some(given(Value::YesNo(true))), true),
            (Some(Answer::NotKnown { written: written.clone(), place: place() }), true),
            (Some(Answer::Unreadable { written, place: place(), problem }), true),
        ] {
            let said = format!("{confidential:?}");
            let subject = person("subject.address_confidential", confidential.clone());
            let other = person("other.address_confidential", confidential);
            let released = Reader::OtherArea { address_released: true };
            for (reader, person_held, other_held) in [
                (Reader::Coordinator, false, false),
                (member("NOISE"), false, false),
                (member("FIRE"), is_kept, is_kept),
                (Reader::Referrer, is_kept, is_kept),
                (Reader::OtherArea { address_released: false }, is_kept, is_kept),
                (released, false, is_kept),
            ] {
                let shown = |held: bool| if held { HELD } else { "as written" };
                let (kept, case) = (Kept::default(), about(&subject));
                let home = home_address(reader, &kept, &case, &subject);
                assert_eq!(home, shown(person_held), "{reader:?}: {said}");
                assert_eq!(other_address(reader, &kept, &other), shown(other_held), "{reader:?}: {said}");
            }
        }
    }

    #[test]
    fn how_people_are_reached_is_held_for_all_but_those_the_panel_names() {
        let panel = islington();
        let member = |code: &str| Reader::member(&panel, panel.agency_by_code(code).expect("it is a member"));
        let answers = person("subject.phone", Some(given(Value::Text("as written".into()))));
        for (reader, phone_shown, email_shown) in [
            (Reader::Coordinator, true, true),
            (member("FIRE"), true, true),
            (member("NOISE"), false, false),
            (Reader::Referrer, false, false),
            (Reader::OtherArea { address_released: true }, false, true),
        ] {
            let shown = |is_shown: bool| if is_shown { "as written" } else { HELD };
            assert_eq!(phone(reader, &answers), shown(phone_shown), "{reader:?}");
            assert_eq!(email(reader, &answers), shown(email_shown), "{reader:?}");
        }
        assert_eq!(phone(Reader::Coordinator, &Answers::default()), "");
    }
}
