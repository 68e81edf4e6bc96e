//! From which day somebody who is too young may be referred, by the panel's own rule.

use chrono::{Datelike, NaiveDate};

use super::facts::Facts;
use super::weigh::Judged;
use crate::model::{Value, uk_date};
use crate::panel::{FactValues, Truth};

const AGE: &str = "subject.age";

/// No panel asks for a greater age.
const OLDEST: i64 = 120;

/// The age at which an unmet rule would be met, all else being as it is: the person is too young for it.
pub(super) fn of_age(judged: &Judged<'_>, facts: &Facts) -> Option<i64> {
    let now = facts.number(AGE)?;
    let asks = judged.truth == Truth::NotMet && judged.rule.expression.paths().contains(&AGE);
    let mut values: FactValues = facts.values();
    let mut met_at = |age: i64| {
        values.insert(AGE, Value::Number(age));
        judged.rule.expression.evaluate(&values).is_ok_and(|truth| truth == Truth::Met)
    };
    if asks { (now.saturating_add(1)..=OLDEST).find(|age| met_at(*age)) } else { None }
}

/// The sentence of a letter that says from when the person may be referred. A day of birth that only
/// one of several agencies gave is not told to another by the birthday.
pub(super) fn from_when(age: i64, facts: &Facts) -> String {
    let born = facts.get("subject.date_of_birth");
    match born.value {
        Some(Value::Date(born_on)) if born.shared => match birthday(born_on, age) {
            Some(day) => format!(
                "They will be {age} on {}, and can be referred for a meeting on that day or later.",
                uk_date(day)
            ),
            None => without_a_day(age),
        },
        _ => without_a_day(age),
    }
}

fn without_a_day(age: i64) -> String {
    format!("They can be referred for a meeting on their birthday at {age}, or later.")
}

/// The day on which an age is reached; of somebody born on 29 February, 1 March in other years.
fn birthday(born: NaiveDate, age: i64) -> Option<NaiveDate> {
    let year = born.year().checked_add(i32::try_from(age).ok()?)?;
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::age_on;

    #[test]
    fn the_age_is_reached_on_the_birthday_and_not_the_day_before() {
        for born in ["2010-12-03", "2008-02-29", "2011-12-31"] {
            let born: NaiveDate = born.parse().expect("a date in the test");
            for age in [16, 18] {
                let day = birthday(born, age).expect("a day");
                assert_eq!(age_on(born, day), Some(age), "{born}");
                assert_eq!(age_on(born, day.pred_opt().expect("a day before")), Some(age - 1), "{born}");
            }
        }
    }
}
