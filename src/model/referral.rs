//! A referral as it came in.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};

use super::answer::{Answer, Answers};
use super::hidden::hidden;
use super::incident::Incident;
use super::meeting::MeetingId;
use crate::finding::Place;

/// One referral: one form workbook, or one row of a table.
#[derive(Clone)]
pub struct Referral {
    /// The sheet (form) or the row (table) it stands in.
    pub place: Place,
    /// BLAKE3 of the file, in hexadecimal: with `place` it tells one source from another.
    pub file_hash: String,
    /// The meeting folder it was put in.
    pub meeting: MeetingId,
    /// It is a victim's own application for a review, to a panel that takes such.
    pub is_application: bool,
    /// All single answers, by fact path.
    pub answers: Answers,
    /// Other people in the case.
    pub others: Vec<OtherPerson>,
    /// Officers who will attend for this case.
    pub attending: Vec<Attending>,
    /// Answers to the risk assessment's questions, in the instrument's order as far as known.
    pub risk: Vec<RiskAnswer>,
    /// Reports of incidents, in the order of the form.
    pub incidents: Vec<Incident>,
    /// Every heading with what is written under it, understood or not, in the order of the form:
    /// what a returned workbook is made from.
    pub as_written: Vec<(String, String, Place)>,
}

impl fmt::Debug for Referral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "Referral", &self.place)
    }
}

impl Referral {
    /// Who the case is known by: the person's names as written on a letter, forenames then surname,
    /// whichever are given; of an application the applicant and their organisation.
    pub fn person_name(&self) -> Option<String> {
        if self.is_application {
            let parts: Vec<&str> = ["applicant.name", "applicant.organisation"]
                .into_iter()
                .filter_map(|path| self.answers.text(path))
                .collect();
            return (!parts.is_empty()).then(|| parts.join(", "));
        }
        let parts: Vec<&str> = ["subject.forenames", "subject.surname"]
            .into_iter()
            .filter_map(|path| self.answers.text(path))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The person's date of birth, if given.
    pub fn date_of_birth(&self) -> Option<NaiveDate> {
        self.answers.date("subject.date_of_birth")
    }
}

/// Another person in the case ("Other person 2 surname"); paths are `other.surname` and so on.
#[derive(Clone, Debug)]
pub struct OtherPerson {
    /// The number in the heading.
    pub number: u32,
    /// Answers by path: `other.surname`, `other.forenames`, `other.date_of_birth`, `other.role`,
    /// `other.relationship`, `other.address`, `other.area`, `other.address_confidential`.
    pub answers: Answers,
}

/// An officer attending for one case, from a referral or a return.
#[derive(Clone, PartialEq, Eq)]
pub struct Attending {
    /// Name as written.
    pub name: String,
    /// E-mail address as written.
    pub email: Option<String>,
    /// Agency of the referrer or of the return.
    pub agency: String,
    /// Earliest time, if said.
    pub from: Option<NaiveTime>,
    /// Latest time, if said.
    pub to: Option<NaiveTime>,
    /// Where it says so.
    pub place: Place,
}

impl fmt::Debug for Attending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hidden(f, "Attending", &self.place)
    }
}

impl Attending {
    /// Whether a slot lies outside the time they said they can come.
    pub fn cannot_come(&self, start: NaiveTime, end: NaiveTime) -> bool {
        self.from.is_some_and(|from| start < from) || self.to.is_some_and(|to| end > to)
    }
}

/// One answer to a question of the risk assessment.
#[derive(Clone, Debug)]
pub struct RiskAnswer {
    /// The question's code in the panel's instrument, if the heading matched one.
    pub question: String,
    /// The option chosen, in the instrument's spelling (`Value::Text`), or not known, or blank.
    pub answer: Answer,
    /// The score written beside it, if the form has a score column.
    pub stated_score: Option<Answer>,
}
