//! Bank holidays of England and Wales, computed for any year.
//!
//! The yearly rules are those in force today; days that were moved or added once stand in a table
//! (from 1995 on). The names are the ones gov.uk gives.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// What happened to one year's bank holidays, and no other's.
enum Once {
    /// A holiday of the yearly rules was kept on another day, perhaps under another name.
    Moved(&'static str, (u32, u32), &'static str),
    /// A day was added.
    Added((u32, u32), &'static str),
}

const EARLY_MAY: &str = "Early May bank holiday";
const SPRING: &str = "Spring bank holiday";

static ONCE: &[(i32, Once)] = &[
    (1995, Once::Moved(EARLY_MAY, (5, 8), "Early May bank holiday (VE day)")),
    (1999, Once::Added((12, 31), "Millennium Eve")),
    (2002, Once::Moved(SPRING, (6, 4), SPRING)),
    (2002, Once::Added((6, 3), "Queen’s Golden Jubilee")),
    (2011, Once::Added((4, 29), "Royal wedding")),
    (2012, Once::Moved(SPRING, (6, 4), SPRING)),
    (2012, Once::Added((6, 5), "Queen’s Diamond Jubilee")),
    (2020, Once::Moved(EARLY_MAY, (5, 8), "Early May bank holiday (VE day)")),
    (2022, Once::Moved(SPRING, (6, 2), SPRING)),
    (2022, Once::Added((6, 3), "Platinum Jubilee bank holiday")),
    (2022, Once::Added((9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II")),
    (2023, Once::Added((5, 8), "Bank holiday for the coronation of King Charles III")),
];

/// The bank holidays of a year with their names, in order of date.
pub fn bank_holidays(year: i32) -> Vec<(NaiveDate, &'static str)> {
    let mut holidays: Vec<(NaiveDate, &'static str)> = Vec::new();
    let mut keep = |date: Option<NaiveDate>, name| holidays.extend(date.map(|date| (date, name)));

    keep(on_weekday(year, 1, 1), "New Year’s Day");
    let easter = easter_sunday(year);
    keep(easter.and_then(|sunday| sunday.checked_sub_days(Days::new(2))), "Good Friday");
    keep(easter.and_then(|sunday| sunday.checked_add_days(Days::new(1))), "Easter Monday");
    keep(NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Mon, 1), EARLY_MAY);
    keep(last_monday(year, 5), SPRING);
    keep(last_monday(year, 8), "Summer bank holiday");
    // On a weekend, Boxing Day takes the first working day after it that Christmas Day leaves free,
    // and a Christmas Day on a Sunday the one after Boxing Day.
    let (christmas, boxing) = match NaiveDate::from_ymd_opt(year, 12, 25).map(|date| date.weekday()) {
        Some(Weekday::Fri) => (25, 28),
        Some(Weekday::Sat) => (27, 28),
        Some(Weekday::Sun) => (27, 26),
        _ => (25, 26),
    };
    keep(NaiveDate::from_ymd_opt(year, 12, christmas), "Christmas Day");
    keep(NaiveDate::from_ymd_opt(year, 12, boxing), "Boxing Day");

    for (_, once) in ONCE.iter().filter(|(of, _)| *of == year) {
        let (month_day, name) = match once {
            Once::Moved(usual, to, name) => {
                holidays.retain(|(_, kept)| kept != usual);
                (to, *name)
            }
            Once::Added(on, name) => (on, *name),
        };
        holidays.extend(NaiveDate::from_ymd_opt(year, month_day.0, month_day.1).map(|date| (date, name)));
    }
    holidays.sort();
    holidays
}

/// The day itself, or on a weekend the Monday after.
fn on_weekday(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let to_monday = match date.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    date.checked_add_days(Days::new(to_monday))
}

fn last_monday(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5)
        .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 4))
}

/// Easter Sunday of the Gregorian calendar (the computation known as Meeus, Jones and Butcher's).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, century_rest) = (century.div_euclid(4), century.rem_euclid(4));
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - moon_correction + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century_rest + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4))
        .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    let days = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(days.div_euclid(31)).ok()?,
        u32::try_from(days.rem_euclid(31) + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As published by gov.uk: month and day of New Year, Good Friday, Easter Monday, Early May,
    /// Spring, Summer, Christmas Day and Boxing Day.
    const PUBLISHED: [(i32, [(u32, u32); 8]); 17] = [
        (2012, [(1, 2), (4, 6), (4, 9), (5, 7), (6, 4), (8, 27), (12, 25), (12, 26)]),
        (2013, [(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
        (2014, [(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]),
        (2015, [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
        (2016, [(1, 1), (3, 25), (3, 28), (5, 2), (5, 30), (8, 29), (12, 27), (12, 26)]),
        (2017, [(1, 2), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
        (2018, [(1, 1), (3, 30), (4, 2), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26)]),
        (2019, [(1, 1), (4, 19), (4, 22), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
        (2020, [(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)]),
        (2021, [(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
        (2022, [(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (8, 29), (12, 27), (12, 26)]),
        (2023, [(1, 2), (4, 7), (4, 10), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
        (2024, [(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
        (2025, [(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]),
        (2026, [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
        (2027, [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
        (2028, [(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
    ];

    /// Days that were added once, as published.
    const ADDED: [(i32, u32, u32, &str); 4] = [
        (2012, 6, 5, "Queen’s Diamond Jubilee"),
        (2022, 6, 3, "Platinum Jubilee bank holiday"),
        (2022, 9, 19, "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (2023, 5, 8, "Bank holiday for the coronation of King Charles III"),
    ];

    #[test]
    fn every_published_year_is_computed_to_the_day_and_name() {
        for (year, days) in PUBLISHED {
            let names = [
                "New Year’s Day",
                "Good Friday",
                "Easter Monday",
                if year == 2020 { "Early May bank holiday (VE day)" } else { "Early May bank holiday" },
                "Spring bank holiday",
                "Summer bank holiday",
                "Christmas Day",
                "Boxing Day",
            ];
            let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
            let mut expected: Vec<(NaiveDate, &str)> =
                days.into_iter().zip(names).map(|((m, d), name)| (day(m, d), name)).collect();
            expected.extend(
                ADDED.iter().filter(|added| added.0 == year).map(|(_, m, d, name)| (day(*m, *d), *name)),
            );
            expected.sort();
            assert_eq!(bank_holidays(year), expected, "{year}");
        }
    }

    #[test]
    fn easter_keeps_its_earliest_and_latest_days() {
        let easter = |year| easter_sunday(year).map(|date| (date.month(), date.day()));
        assert_eq!(easter(1818), Some((3, 22)));
        assert_eq!(easter(2038), Some((4, 25)));
        assert_eq!(easter(2049), Some((4, 18)));
        assert_eq!(easter(1981), Some((4, 19)));
        for year in 1583..=9999 {
            let sunday = easter_sunday(year).expect("a day in every year");
            assert_eq!(sunday.weekday(), Weekday::Sun, "{year}");
            let earliest = NaiveDate::from_ymd_opt(year, 3, 22).expect("a day");
            let latest = NaiveDate::from_ymd_opt(year, 4, 25).expect("a day");
            assert!((earliest..=latest).contains(&sunday), "{year}");
        }
    }

    #[test]
    fn every_year_has_eight_or_more_and_none_on_a_weekend() {
        for year in 1971..=2400 {
            let holidays = bank_holidays(year);
            assert!(holidays.len() >= 8, "{year}");
            assert!(holidays.iter().all(|(date, _)| date.weekday().number_from_monday() <= 5), "{year}");
        }
    }
}
