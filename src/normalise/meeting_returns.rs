//! The returns of one meeting: those in its folder, and those that came for an earlier one about a case
//! that was put off to it.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::Past;
use super::{Run, link_returns, returns};
use crate::finding::{Place, SetAside};
use crate::model::{Case, CaseRef, MeetingId, Return};
use crate::read::MeetingInputs;

impl Run<'_> {
    /// Takes over what came for earlier meetings about cases that were put off to this one: how many
    /// returns of each file.
    pub(super) fn returns_put_off(
        &mut self,
        folders: &[&MeetingInputs],
        past: &[Past],
        cases: &mut [Case],
    ) -> BTreeMap<String, usize> {
        let vocabulary = returns::vocabulary();
        let mut carried: BTreeMap<String, usize> = BTreeMap::new();
        let waiting: Vec<CaseRef> = cases
            .iter()
            .filter(|case| case.deferred_from.is_some())
            .map(|case| case.reference.clone())
            .collect();
        for folder in folders {
            let Some(then) = past.iter().find(|past| past.meeting == folder.id) else { continue };
            let put_off: Vec<CaseRef> = waiting
                .iter()
                .filter(|waiting| then.groups.iter().any(|(reference, _)| reference == *waiting))
                .cloned()
                .collect();
            if put_off.is_empty() {
                continue;
            }
            // That a file is there twice was said in its time.
            let mut hashes = BTreeSet::new();
            for workbook in folder.returns.iter().filter(|workbook| hashes.insert(&workbook.hash)) {
                let mut found = Vec::new();
                let (all, _) = returns::read(workbook, self.panel, &vocabulary, folder.id, &mut found);
                let places = link_returns::carry(all, &put_off, cases, &mut self.findings);
                let count = carried.entry(workbook.path.clone()).or_default();
                *count = count.saturating_add(places.len());
                self.findings.extend(found.into_iter().filter(|finding| {
                    let at = finding.place.as_ref();
                    at.is_some_and(|at| places.iter().flatten().any(|place| stands_in(at, place)))
                }));
            }
        }
        carried.retain(|_, count| *count > 0);
        carried
    }

    /// The returns of a folder, beside those that were carried over. Gives back those that fit no case.
    pub(super) fn returns(
        &mut self,
        folder: &MeetingInputs,
        past: &[Past],
        carried_over: BTreeMap<String, usize>,
        cases: &mut [Case],
    ) -> Vec<Return> {
        let vocabulary = returns::vocabulary();
        let mut all = Vec::new();
        let mut aside: BTreeMap<String, Vec<SetAside>> = BTreeMap::new();
        let mut read: BTreeMap<String, usize> = carried_over;
        for workbook in self.once(&folder.returns, "returns") {
            let (returns, set_aside) =
                returns::read(workbook, self.panel, &vocabulary, folder.id, &mut self.findings);
            read.insert(workbook.path.clone(), returns.len());
            aside.insert(workbook.path.clone(), set_aside);
            all.extend(returns);
        }
        let before: Vec<(MeetingId, CaseRef)> = past
            .iter()
            .flat_map(|past| past.groups.iter().map(|(reference, _)| (past.meeting, reference.clone())))
            .collect();
        let (unlinked, later) =
            link_returns::link(all, cases, &before, self.panel, folder.id, &mut self.findings);
        for (file, read) in read {
            let of_file: Vec<SetAside> = later.iter().filter(|one| one.place.file == file).cloned().collect();
            let used = read.saturating_sub(of_file.len());
            let mut set_aside = aside.remove(&file).unwrap_or_default();
            set_aside.extend(of_file);
            returns::enter(&mut self.ledger, Place::file(file), used, set_aside);
        }
        unlinked
    }
}

/// Whether a cell is one of a row, or of a sheet.
fn stands_in(cell: &Place, part: &Place) -> bool {
    cell.file == part.file && cell.sheet == part.sheet && (part.row.is_none() || part.row == cell.row)
}
