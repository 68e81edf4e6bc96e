//! What partners sent (rule 4): a row goes where it says. It is never in a letter.

use super::Reader;
use crate::model::{Case, Return, ReturnRow, ShareWith};

/// The returns a reader may see; a referrer sees none.
pub fn returns_for(reader: Reader, case: &Case) -> &[Return] {
    match reader {
        Reader::Coordinator => &case.returns,
        Reader::Referrer => &[],
    }
}

/// The rows of a return that may be printed for a reader. Rows whose relevance, necessity and
/// proportionality were not confirmed are printed for nobody. Rows that may not be circulated are
/// left out of everything that is printed, the chair's copy included, without a trace: findings
/// name their cells to the coordinator.
pub fn rows_for(reader: Reader, returned: &Return) -> impl Iterator<Item = &ReturnRow> {
    returned.rows.iter().filter(move |row| {
        reader == Reader::Coordinator && row.confirmed && row.share_with != ShareWith::Nobody
    })
}
