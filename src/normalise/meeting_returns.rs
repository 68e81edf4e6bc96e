//! The returns of one meeting: those in its folder, and those that came for an earlier one about a case
//! that was put off to it.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::Past;
use super::returns::{self, Silent};
use super::{Run, astray, link_returns};
use crate::finding::{Finding, Place, SetAside};
use crate::model::{Case, CaseRef, MeetingId, Return};
use crate::panel::Panel;
use crate::read::MeetingInputs;

/// What the folder is for.
const RETURNS: (astray::Kind, &str) = (astray::Kind::Return, "returns");

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
            let files = folder.returns.iter().filter(|workbook| hashes.insert(&workbook.hash));
            for workbook in astray::sort(files, RETURNS, self.vocabulary).at_home {
                let mut found = Vec::new();
                let all = returns::read(workbook, self.panel, &vocabulary, folder.id, &mut found).returns;
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
        let mut silent: Vec<Silent> = Vec::new();
        let once = self.once(&folder.returns, "returns");
        for workbook in self.at_home(once, RETURNS) {
            let found = returns::read(workbook, self.panel, &vocabulary, folder.id, &mut self.findings);
            read.insert(workbook.path.clone(), found.returns.len());
            aside.insert(workbook.path.clone(), found.set_aside);
            all.extend(found.returns);
            silent.extend(found.silent);
        }
        let before: Vec<(MeetingId, CaseRef)> = past
            .iter()
            .flat_map(|past| past.groups.iter().map(|(reference, _)| (past.meeting, reference.clone())))
            .collect();
        let (unlinked, later) =
            link_returns::link(all, cases, &before, self.panel, folder.id, &mut self.findings);
        self.findings.extend(undated(cases, folder.id, self.panel));
        for one in silent {
            let of_file = aside.entry(one.form().place.file.clone()).or_default();
            of_file.push(self.said_nothing(&one, cases));
        }
        for (file, read) in read {
            let of_file: Vec<SetAside> = later.iter().filter(|one| one.place.file == file).cloned().collect();
            let used = read.saturating_sub(of_file.len());
            let mut set_aside = aside.remove(&file).unwrap_or_default();
            set_aside.extend(of_file);
            returns::enter(&mut self.ledger, Place::file(file), used, set_aside);
        }
        unlinked
    }

    /// A form without an answer is set aside, and said only if nobody else of the agency answers about the
    /// case: which returns are missing is told agency by case in any event.
    fn said_nothing(&mut self, silent: &Silent, cases: &[Case]) -> SetAside {
        let place = silent.form().place.clone();
        if link_returns::is_answered(silent.form(), cases) {
            let reason = "it is not filled in, and another return of the agency is about the case";
            return SetAside { place, reason: reason.into() };
        }
        self.findings.push(silent.finding());
        SetAside { place, reason: "the return is not filled in".into() }
    }
}

/// That returns which count do not say when they were completed, in one sentence for the folder. An urgent
/// meeting has no deadline that they could miss.
fn undated(cases: &[Case], meeting: MeetingId, panel: &Panel) -> Option<Finding> {
    let returns = cases.iter().flat_map(|case| &case.returns).filter(|one| one.meeting == meeting);
    let undated = returns.filter(|one| one.completed.is_none()).count();
    let message = match undated {
        _ if meeting.urgent => return None,
        0 => return None,
        1 => "1 return does not say when it was completed, so it is not called late".to_owned(),
        more => format!("{more} returns do not say when they were completed, so none of them is called late"),
    };
    Some(
        Finding::note("return-undated", message).at(Place::file(format!("{}/{meeting}/returns", panel.code))),
    )
}

/// Whether a cell is one of a row, or of a sheet.
fn stands_in(cell: &Place, part: &Place) -> bool {
    cell.file == part.file && cell.sheet == part.sheet && (part.row.is_none() || part.row == cell.row)
}
