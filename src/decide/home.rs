//! Who may be harmed lives with who may harm them: said before anybody writes or calls.

use crate::finding::Finding;
use crate::model::{Case, one_homes};

/// One finding for each such person, at the cell of their address.
pub(super) fn one_home(case: &Case) -> Vec<Finding> {
    let homes = one_homes(case).into_iter();
    homes
        .map(|home| {
            let own = home.own.cell_name().map_or_else(String::new, |cell| {
                let sheet = home.own.sheet.as_ref().map(|sheet| format!(" of sheet {sheet}"));
                format!(" (cell {cell}{})", sheet.unwrap_or_default())
            });
            Finding::warning(
                "same-address",
                format!(
                    "in {} another person, who may be the one who causes harm, lives at the person's own address{own}: letters and calls may be seen",
                    case.reference
                ),
            )
            .at(home.others.clone())
            .help("Agree with the referrer a safe way to reach the person before anybody writes or calls")
        })
        .collect()
}
