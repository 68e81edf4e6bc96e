//! What partners sent (rule 4): a row goes where it says. It is never in a letter, nor in anything
//! that leaves the area.

use super::Reader;
use crate::finding::Place;
use crate::model::{Case, Return, ReturnRow, RiskNow, ShareWith};

/// The returns a reader may see; a referrer and another area see none.
pub fn returns_for(reader: Reader, case: &Case) -> &[Return] {
    match reader {
        Reader::Coordinator => &case.returns,
        Reader::Referrer | Reader::OtherArea { .. } => &[],
    }
}

/// The rows of a return that may be printed for a reader. Rows whose relevance, necessity and
/// proportionality were not confirmed are printed for nobody. Rows that may not be circulated are
/// left out of everything that is printed, the chair's copy included, without a trace: findings
/// name their cells to the coordinator.
pub fn rows_for(reader: Reader, returned: &Return) -> impl Iterator<Item = &ReturnRow> {
    returned.rows.iter().filter(move |row| reader == Reader::Coordinator && is_printed(row))
}

/// The actions an agency proposes that may be printed for a reader. An action that stands in a row
/// which is left out is left out with it: it would tell what the row says.
pub fn proposed_for(reader: Reader, returned: &Return) -> impl Iterator<Item = &str> {
    returned
        .proposed_actions
        .iter()
        .filter(move |(_, place)| reader == Reader::Coordinator && !is_left_out(returned, place))
        .map(|(action, _)| action.as_str())
}

/// An agency's view of the risk now that may be printed for a reader: the gravest of those that
/// stand in rows which are not left out.
pub fn risk_for(reader: Reader, returned: &Return) -> Option<RiskNow> {
    returned
        .risk_views
        .iter()
        .filter(|(_, place)| reader == Reader::Coordinator && !is_left_out(returned, place))
        .map(|(risk, _)| *risk)
        .max()
}

/// Whether what stands here stands in a row that is not printed.
fn is_left_out(returned: &Return, place: &Place) -> bool {
    returned.rows.iter().any(|row| {
        let same_sheet = row.place.file == place.file && row.place.sheet == place.sheet;
        same_sheet && (row.place.row.is_none() || row.place.row == place.row) && !is_printed(row)
    })
}

fn is_printed(row: &ReturnRow) -> bool {
    row.confirmed && row.share_with != ShareWith::Nobody
}
