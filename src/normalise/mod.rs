//! Headings matched, values parsed, returns linked to cases, earlier months carried over.
//!
//! Architecture Invariant: uses the nouns and the types of `read`; touches no file.

mod headings;
mod layout;
mod guidance;
mod astray;
mod values;
mod risk;
mod incidents;
mod referral;
mod referrals;
mod returns;
mod return_rows;
mod sheet_rows;
mod sharing;
mod decisions;
mod decided_case;
mod safeguards;
mod meeting_record;
mod updates;
mod actions;
mod people;
mod sent;
mod register;
mod corrected;
mod again;
mod moved;
mod meeting_day;
mod gone;
mod link;
mod open;
mod put_off;
mod applications;
mod link_returns;
mod officers;
mod meeting_returns;
mod carry;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::finding::{Finding, Ledger, Place, SetAside, Source};
use crate::model::{
    Appearance, CarriedAction, Case, CaseRef, MeetingId, MeetingRecord, Referral, Return, Sent,
};
use crate::panel::Panel;
use crate::read::{MeetingInputs, PanelInputs, Workbook};
use actions::Actions;
pub use carry::EarlierOutcomes;
use carry::Past;
use corrected::Replaced;
use headings::Vocabulary;
use link::Group;
pub use register::Register;

/// Everything about one meeting, understood and not yet decided.
pub struct Meeting {
    /// The meeting.
    pub id: MeetingId,
    /// Cases in the order of their references.
    pub cases: Vec<Case>,
    /// Returns that fit no case, or two; each has a finding.
    pub unlinked: Vec<Return>,
    /// Actions of earlier meetings that are not done, cases on this agenda or not.
    pub carried: Vec<CarriedAction>,
    /// Everyone heard at the meetings of the twelve months before, newest first.
    pub heard: Vec<(Appearance, String)>,
    /// Records of earlier meetings, oldest first.
    pub records: Vec<MeetingRecord>,
    /// Its own record, if the meeting is over and it was put into the folder.
    pub record: Option<MeetingRecord>,
    /// Actions that are not done after that record; empty without one.
    pub open_after: Vec<CarriedAction>,
    /// Cases of earlier meetings as they were then, newest meeting first.
    pub earlier_cases: Vec<Case>,
    /// Letters about its cases that were sent, in the order in which they were recorded.
    pub sent: Vec<Sent>,
    /// Lines to append to `register.csv`, without the line ending; the header too if there was
    /// no register.
    pub register_lines: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Referrals, returns and actions: read, used, set aside.
    pub ledger: Ledger,
}

impl fmt::Debug for Meeting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meeting = &mut f.debug_struct("Meeting");
        meeting.field("id", &self.id).field("cases", &self.cases).finish_non_exhaustive()
    }
}

/// Understands one meeting of a panel, with what earlier meetings carry over.
///
/// The order in which files are listed makes no difference: references are given by the time of
/// receipt, then by place. `outcomes` is what earlier meetings decided: what the one before this one
/// deferred comes back by itself, and so does what any of them heard and left open.
///
/// # Errors
/// If the register is damaged: the run must stop.
pub fn normalise(
    panel: &Panel,
    inputs: &PanelInputs,
    meeting: MeetingId,
    outcomes: &EarlierOutcomes,
) -> Result<Meeting, Finding> {
    let mut register = Register::open(inputs.register.as_ref(), panel)?;
    let mut names: Vec<MeetingId> = inputs.meetings.iter().map(|folder| folder.id).collect();
    names.push(meeting);
    register.follow_moved_meetings(&panel.calendar, &names);
    let vocabulary = Vocabulary::referral(panel);
    let mut folders: Vec<&MeetingInputs> =
        inputs.meetings.iter().filter(|folder| folder.id <= meeting).collect();
    folders.sort_by_key(|folder| folder.id);
    let mut run =
        Run { panel, vocabulary: &vocabulary, outcomes, findings: Vec::new(), ledger: Ledger::default() };
    run.findings.extend(register_missing(panel, inputs));
    let mut actions = Actions::default();
    let mut past: Vec<Past> = Vec::new();
    for folder in folders.iter().filter(|folder| folder.id < meeting) {
        let earlier = run.earlier(folder, &past, &mut register, &mut actions);
        past.push(earlier);
    }
    let empty = MeetingInputs {
        id: meeting,
        referrals: Vec::new(),
        returns: Vec::new(),
        updates: Vec::new(),
        decisions: None,
        record: None,
    };
    let folder = folders.last().copied().filter(|folder| folder.id == meeting).unwrap_or(&empty);
    let reported = run.updates(folder, &mut actions);

    let referrals = run.referrals(folder);
    let (groups, replaced) = run.groups(referrals, &past, meeting, &register);
    moved::know_again(&groups, &mut register, panel);
    let carried = carry::unmet(&actions, &past);
    let mut cases = Vec::new();
    let mut named: Vec<(CaseRef, Group)> = Vec::new();
    for group in groups {
        let reference = link::reference(&group, &replaced, &past, &mut register, panel);
        named.extend(reference.map(|reference| (reference, group)));
    }
    let alike = safeguards::alike(&named);
    for (reference, group) in named {
        let earlier =
            carry::appearances((&reference, &group), &past, (&actions, outcomes), &mut run.findings);
        let carried = carry::of_case(&carried, &reference, &earlier);
        let deferred_from = group.deferred_from;
        let told_slot = sent::told_slot(register.sent(), meeting, &reference);
        let safeguards = safeguards::of_earlier((&reference, &group), &past);
        let referrals = group.referrals;
        cases.push(Case {
            reference,
            referrals,
            returns: Vec::new(),
            earlier,
            carried,
            decision: None,
            deferred_from,
            told_slot,
            stays_open: group.open.map(|open| open.stays_open),
            safeguards,
        });
    }
    cases.sort_by(|a, b| a.reference.cmp(&b.reference));

    run.findings.extend(put_off::more_than_once(&cases, meeting, outcomes));
    run.findings.extend(meeting_day::finding(panel, meeting));
    run.findings.extend(gone::findings(&register, meeting, &cases, &past));
    run.findings.extend(moved::heard_urgently(&past, meeting, &cases));
    run.findings.extend(open::not_recorded(&past, &open::cases(&past, outcomes)));
    run.findings.extend(open::record_missing(&past, outcomes, &panel.code, &cases));
    run.report_missing(folder, &cases);
    let carried_over = run.returns_put_off(&folders, &past, &mut cases);
    let unlinked = run.returns(folder, &past, carried_over, &mut cases);
    if let Some(workbook) = &folder.decisions {
        let decisions = decisions::read(workbook, panel, meeting, &mut run.findings);
        let unlinked = run.link_decisions(workbook, decisions, &mut cases);
        safeguards::leave_out_of_all(&mut cases, &unlinked);
    }
    officers::settle(panel, &mut cases, &mut run.findings);
    safeguards::share(&mut cases, &alike);
    let heard = carry::heard(&past, meeting, (&actions, outcomes), &mut run.findings);
    let given: BTreeSet<CaseRef> =
        references(&past).chain(cases.iter().map(|case| &case.reference)).cloned().collect();
    let is_given = |written: &str| given.iter().any(|one| headings::letters(one.as_str()) == written);
    run.findings.extend(actions::without_case(&carried, is_given));
    let (record, mut unused) = run.record_of(folder, &given, &mut actions);
    unused.extend(actions.unlinked(&mut run.findings));
    reported.enter(&unused, &mut run.ledger);
    let open_after = record.iter().flat_map(|_| carry::unmet(&actions, &past)).collect();
    guidance::once_a_folder(&mut run.findings);
    run.findings.sort();
    run.findings.dedup();
    Ok(Meeting {
        id: meeting,
        sent: sent::of_meeting(register.sent(), meeting, &cases),
        cases,
        unlinked,
        carried,
        heard,
        earlier_cases: carry::earlier_cases(&past),
        record,
        open_after,
        records: past.into_iter().filter_map(|past| past.record).collect(),
        register_lines: register.into_lines(),
        findings: run.findings,
        ledger: run.ledger,
    })
}

/// One run over the folders of a panel.
struct Run<'a> {
    panel: &'a Panel,
    vocabulary: &'a Vocabulary,
    outcomes: &'a EarlierOutcomes,
    findings: Vec<Finding>,
    ledger: Ledger,
}

impl Run<'_> {
    /// An earlier meeting. What was wrong with its referrals was said in its time; what is wrong
    /// with its record is said until it is mended, for its actions come from there.
    fn earlier(
        &mut self,
        folder: &MeetingInputs,
        past: &[Past],
        register: &mut Register,
        actions: &mut Actions,
    ) -> Past {
        let meeting = folder.id;
        let mut then = Run {
            panel: self.panel,
            vocabulary: self.vocabulary,
            outcomes: self.outcomes,
            findings: Vec::new(),
            ledger: Ledger::default(),
        };
        then.updates(folder, actions);
        let beside = folder.returns.iter().chain(&folder.updates);
        self.findings.extend(astray::waiting(beside, self.vocabulary));
        let referrals = then.referrals(folder);
        let (groups, replaced) = then.groups(referrals, past, meeting, register);
        moved::know_again(&groups, register, self.panel);
        let groups: Vec<(CaseRef, Group)> = groups
            .into_iter()
            .filter_map(|group| {
                Some((link::reference(&group, &replaced, past, register, self.panel)?, group))
            })
            .collect();
        let given = references(past).chain(groups.iter().map(|(reference, _)| reference)).cloned().collect();
        let (record, _) = self.record_of(folder, &given, actions);
        let (decisions, unlinked) = then.decisions_of(folder, &groups);
        let cases = carry::known_then(&groups, (&decisions, &unlinked), past);
        Past { meeting, groups, cases, record, decisions, findings: then.findings }
    }

    /// A meeting's record, its actions taken in, and the reports on them that do not count. A meeting's
    /// own changes nothing of its documents but what comes after. `given` are the references of all cases
    /// that are known.
    fn record_of(
        &mut self,
        folder: &MeetingInputs,
        given: &BTreeSet<CaseRef>,
        actions: &mut Actions,
    ) -> (Option<MeetingRecord>, Vec<SetAside>) {
        let Some(workbook) = folder.record.as_ref() else { return (None, Vec::new()) };
        let mut record = meeting_record::read(workbook, self.panel, folder.id, actions, &mut self.findings);
        meeting_record::settle_references(&mut record, given);
        let unused = actions.record(&record, self.panel, &mut self.findings);
        let read = record.actions.len();
        self.ledger.enter(Source {
            place: record.place.clone(),
            what: "actions",
            read,
            used: read,
            set_aside: Vec::new(),
        });
        (Some(record), unused)
    }

    /// A source that is not there is said, never just an empty section.
    fn report_missing(&mut self, folder: &MeetingInputs, cases: &[Case]) {
        let place = |part: &str| Place::file(format!("{}/{}/{part}", self.panel.code, folder.id));
        if cases.is_empty() {
            self.findings.push(
                Finding::warning("no-referrals", "there is no referral for this meeting")
                    .at(place("referrals"))
                    .help("Put the referrals into this folder"),
            );
        } else if folder.returns.is_empty() {
            self.findings.push(
                Finding::note("no-returns", "no agency has sent a return for this meeting")
                    .at(place("returns")),
            );
        }
    }

    /// The referrals of a folder; a file that is there twice is used once, and one that is no referral not
    /// at all.
    fn referrals(&mut self, folder: &MeetingInputs) -> Vec<Referral> {
        let mut all = Vec::new();
        let once = self.once(&folder.referrals, "referrals");
        for workbook in self.at_home(once, (astray::Kind::Referral, "referrals")) {
            all.extend(referrals::read(
                workbook,
                self.panel,
                self.vocabulary,
                folder.id,
                &mut self.findings,
                &mut self.ledger,
            ));
        }
        all
    }

    /// What agencies report before a meeting, taken in.
    fn updates(&mut self, folder: &MeetingInputs, actions: &mut Actions) -> updates::Reported {
        let mut workbooks: Vec<&Workbook> = folder.updates.iter().collect();
        workbooks.sort_by(|a, b| a.path.cmp(&b.path));
        let workbooks = self.at_home(workbooks, (astray::Kind::Actions, "updates"));
        updates::take_in(&workbooks, folder, self.panel, actions, &mut self.findings)
    }

    /// The referrals by person, and those whose place a corrected one took.
    fn groups(
        &mut self,
        mut referrals: Vec<Referral>,
        past: &[Past],
        meeting: MeetingId,
        register: &Register,
    ) -> (Vec<Group>, Vec<Replaced>) {
        let deferred = carry::deferred(past, meeting, self.outcomes, &mut self.findings);
        let mut per_file: BTreeMap<String, usize> = BTreeMap::new();
        for (_, referral) in &deferred {
            let count = per_file.entry(referral.place.file.clone()).or_default();
            *count = count.saturating_add(1);
        }
        for (file, count) in per_file {
            self.ledger.enter(Source {
                place: Place::file(file),
                what: "referrals",
                read: count,
                used: count,
                set_aside: Vec::new(),
            });
        }
        for (_, referral) in deferred.iter().filter(|(_, referral)| !referral.incidents.is_empty()) {
            let count = referral.incidents.len();
            self.ledger.enter(Source {
                place: Place::file(referral.place.file.clone()),
                what: "incidents",
                read: count,
                used: count,
                set_aside: Vec::new(),
            });
        }
        let (deferred, again) =
            again::take_place(deferred, &referrals, self.panel, &mut self.findings, &mut self.ledger);
        let mut from: Vec<(MeetingId, Place)> =
            deferred.iter().map(|(from, referral)| (*from, referral.place.clone())).collect();
        from.extend(again.iter().map(|one| (one.meeting, one.by.clone())));
        referrals.extend(deferred.into_iter().map(|(_, referral)| referral));
        let (referrals, mut replaced) = corrected::replace(
            referrals,
            meeting,
            (self.panel, past, self.outcomes),
            register,
            &mut self.findings,
            &mut self.ledger,
        );
        replaced.extend(again);
        let mut groups = if self.panel.applications {
            applications::apart(referrals, &mut self.findings)
        } else {
            link::by_person(referrals, &mut self.findings)
        };
        let kind = (meeting.urgent, self.panel.applications);
        groups = open::join(groups, open::cases(past, self.outcomes), kind, &mut self.findings);
        open::enter(&groups, &mut self.ledger);
        for group in &mut groups {
            let is_here = |place: &Place| group.referrals.iter().any(|referral| referral.place == *place);
            group.deferred_from = from.iter().find(|(_, place)| is_here(place)).map(|(from, _)| *from);
        }
        (groups, replaced)
    }

    /// Workbooks in the order of their paths, without those whose bytes were there before.
    fn once<'w>(&mut self, workbooks: &'w [Workbook], what: &'static str) -> Vec<&'w Workbook> {
        let mut sorted: Vec<&Workbook> = workbooks.iter().collect();
        sorted.sort_by(|a, b| a.path.cmp(&b.path));
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        let mut kept = Vec::new();
        for workbook in sorted {
            match first.get(workbook.hash.as_str()).filter(|_| !workbook.hash.is_empty()) {
                Some(same) => {
                    let reason = format!("it is the same file as {same}");
                    self.findings.push(
                        Finding::warning("file-twice", reason.clone())
                            .at(workbook.place())
                            .help("Remove one of the two"),
                    );
                    let set_aside = vec![SetAside { place: workbook.place(), reason }];
                    self.ledger.enter(Source { place: workbook.place(), what, read: 1, used: 0, set_aside });
                }
                None => {
                    first.insert(&workbook.hash, &workbook.path);
                    kept.push(workbook);
                }
            }
        }
        kept
    }
}

/// The references of the cases of earlier meetings.
fn references(past: &[Past]) -> impl Iterator<Item = &CaseRef> {
    past.iter().flat_map(|meeting| &meeting.groups).map(|(reference, _)| reference)
}

/// References begin anew without a register: where people have worked with references already, that
/// would give theirs to others.
fn register_missing(panel: &Panel, inputs: &PanelInputs) -> Option<Finding> {
    let worked_with = inputs
        .meetings
        .iter()
        .filter_map(|folder| Some((folder.id, folder.decisions.as_ref().or(folder.record.as_ref())?)));
    let first = worked_with.min_by_key(|(meeting, _)| *meeting).map(|(_, workbook)| workbook);
    let workbook = first.filter(|_| inputs.register.is_none())?;
    let message = "there is no register, though references were given before: cases may now get others than in letters and decisions";
    Some(
        Finding::error("register-missing", message)
            .at(Place::file(format!("{}/register.csv", panel.code)))
            .under(workbook.place())
            .help("Put back the last good copy of the register before anything is sent"),
    )
}
