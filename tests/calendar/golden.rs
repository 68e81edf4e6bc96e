//! Every row of the tables in this folder.

use std::collections::BTreeMap;

use cmarac::panel::bank_holidays;

use super::calendar;
use crate::support::root;

/// The rows of a table below its heading.
fn table(name: &str) -> Vec<Vec<String>> {
    rows(&std::fs::read_to_string(root().join("tests/calendar").join(name)).expect("the table"))
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_bank_holiday_that_was_published_is_computed_and_no_other() {
    let published: Vec<(String, String)> =
        table("bank-holidays.csv").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    assert_eq!(published.len(), 140, "the table was read");
    let computed: Vec<(String, String)> = (2012..=2028)
        .flat_map(bank_holidays)
        .map(|(date, name)| (date.to_string(), name.to_owned()))
        .collect();
    assert_eq!(computed, published);
}

#[test]
fn every_date_that_was_computed_elsewhere_is_printed() {
    let mut printed: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for year in 2020..=2028 {
        let year = year.to_string();
        let asked = ["--panel", "islington", "--panel", "haringey", "--format", "csv", "--year", &year];
        for row in rows(&calendar(&root().join("input"), &asked)) {
            printed.insert(row[..3].to_vec(), row[3..5].to_vec());
        }
    }
    let golden = table("calendar-golden.csv");
    assert_eq!(golden.len(), 540, "the table was read");
    for row in &golden {
        assert_eq!(printed.get(&row[..3]).map(Vec::as_slice), Some(&row[3..5]), "{row:?}");
    }
    let of_the_table = |key: &&Vec<String>| golden.iter().any(|row| row[2] == key[2] && row[0] == key[0]);
    assert_eq!(printed.keys().filter(of_the_table).count(), golden.len(), "and no further meeting");
}
