//! What partners sent (rule 4): a row goes where it says. It is never in a letter, nor in anything
//! that leaves the area.

use super::Reader;
use crate::finding::Place;
use crate::model::{Attending, Case, Return, ReturnRow, RiskNow, ShareWith};

/// The returns a reader may know of. A member knows its own, those that say "nothing known", and
/// those of which it may see a row: one whose rows are all withheld from it leaves no trace, its
/// agency's name, its officers and its view of the risk included. A referrer and another area see none.
pub fn returns_for<'c>(reader: Reader<'c>, case: &'c Case) -> impl Iterator<Item = &'c Return> {
    case.returns.iter().filter(move |returned| match reader {
        Reader::Coordinator => true,
        Reader::Member { agency, .. } => {
            returned.rows.is_empty()
                || returned.agency.as_ref() == Some(&agency.code)
                || rows_for(reader, returned).next().is_some()
        }
        Reader::Referrer | Reader::OtherArea { .. } => false,
    })
}

/// The rows of a return that may be printed for a reader. Rows whose relevance, necessity and
/// proportionality were not confirmed are printed for nobody. Rows that may not be circulated are
/// left out of everything that is printed, the chair's copy included, without a trace: findings
/// name their cells to the coordinator. A member sees its own rows, and others' as each row says.
pub fn rows_for<'r>(reader: Reader<'r>, returned: &'r Return) -> impl Iterator<Item = &'r ReturnRow> {
    returned.rows.iter().filter(move |row| is_shown(reader, returned, row))
}

/// The actions an agency proposes that may be printed for a reader. An action that stands in a row
/// which is left out is left out with it: it would tell what the row says.
pub fn proposed_for<'r>(reader: Reader<'r>, returned: &'r Return) -> impl Iterator<Item = &'r str> {
    returned
        .proposed_actions
        .iter()
        .filter(move |(_, place)| !is_left_out(reader, returned, place))
        .map(|(action, _)| action.as_str())
}

/// The officers an agency will send that a reader may know of. Whoever attends is for the chair to
/// know, whatever the row says of its information; a member knows of those who stand in a row it may see.
pub fn attending_for<'r>(reader: Reader<'r>, returned: &'r Return) -> impl Iterator<Item = &'r Attending> {
    returned.attending.iter().filter(move |officer| {
        reader == Reader::Coordinator || !is_left_out(reader, returned, &officer.place)
    })
}

/// An agency's view of the risk now that may be printed for a reader: the gravest of those that
/// stand in rows which are not left out.
pub fn risk_for(reader: Reader<'_>, returned: &Return) -> Option<RiskNow> {
    returned
        .risk_views
        .iter()
        .filter(|(_, place)| !is_left_out(reader, returned, place))
        .map(|(risk, _)| *risk)
        .max()
}

/// The rows that may not be circulated, for a page that is the coordinator's alone: nobody else has it, the
/// chair included.
pub fn rows_not_circulated(returned: &Return) -> impl Iterator<Item = &ReturnRow> {
    returned.rows.iter().filter(|row| row.confirmed && row.share_with == ShareWith::Nobody)
}

/// The rows that are printed for nobody, because nobody has confirmed that they are relevant, necessary and
/// proportionate: the coordinator may know where they stand.
pub fn rows_not_confirmed(returned: &Return) -> impl Iterator<Item = &ReturnRow> {
    returned.rows.iter().filter(|row| !row.confirmed)
}

/// What stands in a row beside its information: the view of the risk, and actions that are proposed.
pub fn beside<'r>(returned: &'r Return, row: &ReturnRow) -> (Option<RiskNow>, Vec<&'r str>) {
    let risk =
        returned.risk_views.iter().filter(|(_, place)| stands_in(place, row)).map(|(risk, _)| *risk).max();
    let proposed = returned.proposed_actions.iter().filter(|(_, place)| stands_in(place, row));
    (risk, proposed.map(|(action, _)| action.as_str()).collect())
}

/// Where an agency's gravest view of the risk stands, if no page that others read shows it: it stands in a
/// row that is left out, and what is shown is milder or nothing.
pub fn risk_left_out(returned: &Return) -> Option<&Place> {
    let shown = risk_for(Reader::Coordinator, returned);
    let (gravest, place) = returned.risk_views.iter().max_by_key(|(risk, _)| *risk)?;
    (Some(*gravest) > shown).then_some(place)
}

/// Whether a place lies in a row: a return that is a form has no rows of its own, and lies in one whole.
fn stands_in(place: &Place, row: &ReturnRow) -> bool {
    let same_sheet = row.place.file == place.file && row.place.sheet == place.sheet;
    same_sheet && (row.place.row.is_none() || row.place.row == place.row)
}

/// Whether what stands here is not for a reader: what stands in no row is for all who see returns.
fn is_left_out(reader: Reader<'_>, returned: &Return, place: &Place) -> bool {
    let sees_returns = matches!(reader, Reader::Coordinator | Reader::Member { .. });
    !sees_returns || returned.rows.iter().any(|row| stands_in(place, row) && !is_shown(reader, returned, row))
}

/// Whether a row is for a reader. Agencies are named by code, or by that of the member they are part of.
fn is_shown(reader: Reader<'_>, returned: &Return, row: &ReturnRow) -> bool {
    let shared = match reader {
        Reader::Coordinator => row.share_with != ShareWith::Nobody,
        Reader::Member { agency, .. } => {
            let named = |code: &String| *code == agency.code || agency.part_of.as_ref() == Some(code);
            returned.agency.as_ref() == Some(&agency.code)
                || match &row.share_with {
                    ShareWith::AllMembers => true,
                    ShareWith::CoreMembers => agency.core,
                    ShareWith::Agencies(codes) => codes.iter().any(named),
                    ShareWith::Nobody => false,
                }
        }
        Reader::Referrer | Reader::OtherArea { .. } => false,
    };
    row.confirmed && shared
}

#[cfg(test)]
mod tests {
    use super::super::samples::{case, islington, meeting};
    use super::*;
    use crate::finding::Place;
    use crate::model::{About, Answers, ReturnKind};

    fn row(number: u32, share_with: ShareWith, confirmed: bool) -> ReturnRow {
        ReturnRow {
            place: Place::file("return.xlsx").row(number),
            about: About::Victim,
            opinion: false,
            date: None,
            information: format!("row {number}"),
            share_with,
            withholding_reason: None,
            confirmed,
        }
    }

    /// The police's return, in whose every row stand information, a view of the risk, an action and an officer.
    fn returned(rows: Vec<ReturnRow>) -> Return {
        let officer = |row: &ReturnRow| Attending {
            name: format!("officer of {}", row.information),
            email: None,
            agency: "POLICE".into(),
            from: None,
            to: None,
            place: row.place.clone(),
        };
        Return {
            place: Place::file("return.xlsx"),
            meeting: meeting(),
            answers: Answers::default(),
            agency: Some("POLICE".into()),
            agency_name: "Police".into(),
            kind: ReturnKind::Information,
            completed: None,
            attending: rows.iter().map(officer).collect(),
            risk_now: None,
            risk_views: rows.iter().map(|row| (RiskNow::Higher, row.place.clone())).collect(),
            proposed_actions: rows.iter().map(|row| (row.information.clone(), row.place.clone())).collect(),
            also_by: Vec::new(),
            rows,
        }
    }

    #[test]
    fn what_stands_in_a_row_goes_where_the_row_goes() {
        let panel = islington();
        let member = |code: &str| Reader::member(&panel, panel.agency_by_code(code).expect("it is a member"));
        let named = |code: &str| ShareWith::Agencies(vec![code.to_owned()]);
        const READERS: [&str; 6] = ["chair", "POLICE", "NOISE", "PROBATION", "LARKFIELD", "area"];
        for (share, confirmed, seen_by) in [
            (ShareWith::AllMembers, true, &["chair", "POLICE", "NOISE", "PROBATION", "LARKFIELD"][..]),
            (ShareWith::CoreMembers, true, &["chair", "POLICE", "NOISE", "LARKFIELD"]),
            (named("PROBATION"), true, &["chair", "POLICE", "PROBATION"]),
            (named("HOUSING-PROVIDERS"), true, &["chair", "POLICE", "LARKFIELD"]),
            (ShareWith::Nobody, true, &["POLICE"]),
            (ShareWith::AllMembers, false, &[]),
            (ShareWith::Nobody, false, &[]),
        ] {
            let case = Case { returns: vec![returned(vec![row(3, share.clone(), confirmed)])], ..case(&[]) };
            let one = &case.returns[0];
            for name in READERS {
                let reader = match name {
                    "chair" => Reader::Coordinator,
                    "area" => Reader::OtherArea { address_released: true },
                    code => member(code),
                };
                let said = format!("{share:?}, confirmed: {confirmed}, {name}");
                let seen = seen_by.contains(&name);
                assert_eq!(rows_for(reader, one).count(), usize::from(seen), "{said}");
                assert_eq!(proposed_for(reader, one).count(), usize::from(seen), "{said}");
                assert_eq!(risk_for(reader, one).is_some(), seen, "{said}");
                // The chair knows who comes, and that there is a return; whoever sent it, what they sent.
                let chair = name == "chair";
                assert_eq!(attending_for(reader, one).count(), usize::from(seen || chair), "{said}");
                let known = returns_for(reader, &case).count() == 1;
                assert_eq!(known, seen || chair || name == "POLICE", "{said}");
            }
            assert_eq!(
                rows_not_circulated(one).count(),
                usize::from(share == ShareWith::Nobody && confirmed),
                "{share:?}"
            );
            assert_eq!(rows_not_confirmed(one).count(), usize::from(!confirmed), "{share:?}");
            assert_eq!(risk_left_out(one).is_some(), !seen_by.contains(&"chair"), "{share:?}");
            assert_eq!(beside(one, &one.rows[0]), (Some(RiskNow::Higher), vec!["row 3"]), "{share:?}");
        }
    }

    #[test]
    fn a_row_takes_nothing_of_another_with_it() {
        let one = returned(vec![row(3, ShareWith::AllMembers, true), row(4, ShareWith::Nobody, true)]);
        assert_eq!(proposed_for(Reader::Coordinator, &one).collect::<Vec<_>>(), ["row 3"]);
        assert_eq!(beside(&one, &one.rows[1]).1, ["row 4"]);
        let mut views = one.clone();
        views.risk_views =
            vec![(RiskNow::Lower, one.rows[0].place.clone()), (RiskNow::Higher, one.rows[1].place.clone())];
        assert_eq!(risk_for(Reader::Coordinator, &views), Some(RiskNow::Lower));
        assert_eq!(risk_left_out(&views), Some(&one.rows[1].place), "those who decide see a milder one");
        views.risk_views.push((RiskNow::Same, one.rows[0].place.clone()));
        assert_eq!(risk_for(Reader::Coordinator, &views), Some(RiskNow::Same), "the gravest that is shown");
        // A form has no rows of its own: what stands in any cell of it lies in its one row.
        let form = Place::file("return.xlsx");
        let mut whole = returned(vec![ReturnRow { place: form.clone(), ..row(0, ShareWith::Nobody, true) }]);
        whole.proposed_actions = vec![("a marker".into(), form.row(9))];
        assert_eq!(proposed_for(Reader::Coordinator, &whole).count(), 0);
    }

    #[test]
    fn that_nothing_is_known_is_for_every_member() {
        let panel = islington();
        let nothing = Return { kind: ReturnKind::NothingKnown, ..returned(Vec::new()) };
        let case = Case { returns: vec![nothing], ..case(&[]) };
        let probation = Reader::member(&panel, panel.agency_by_code("PROBATION").expect("a member"));
        assert_eq!(returns_for(probation, &case).count(), 1);
        assert_eq!(returns_for(Reader::Referrer, &case).count(), 0);
    }
}
