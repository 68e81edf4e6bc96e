//! The rows of a partner return: what an agency tells, whom it may be shared with, and whether
//! it was confirmed as fit to share. What is not clearly allowed is not shared.

use super::headings::letters;
use super::layout::Asked;
use super::referral;
use super::values::{self, entries};
use crate::finding::{Finding, Place};
use crate::model::{About, Attending, ReturnKind, ReturnRow, RiskNow, ShareWith, uk_date};
use crate::panel::Panel;
use crate::read::Content;

/// Everything the rows of one return tell.
pub struct Told {
    /// Rows with information.
    pub rows: Vec<ReturnRow>,
    /// The agency's view of the risk now.
    pub risk_now: Option<RiskNow>,
    /// Every view of it, with its row.
    pub risk_views: Vec<(RiskNow, Place)>,
    /// Actions it proposes.
    pub proposed_actions: Vec<(String, Place)>,
    /// Officers it will send.
    pub attending: Vec<Attending>,
}

/// Reads the rows of one return.
pub fn read(rows: &[(Place, Vec<Asked>)], agency: &str, panel: &Panel, findings: &mut Vec<Finding>) -> Told {
    let mut told = Told {
        rows: Vec::new(),
        risk_now: None,
        risk_views: Vec::new(),
        proposed_actions: Vec::new(),
        attending: Vec::new(),
    };
    for (place, asked) in rows {
        let row = Row { place, asked };
        let action = row.find("row.action").filter(|action| !values::is_none(action.written()));
        told.proposed_actions
            .extend(action.map(|action| (action.written().to_owned(), action.place.clone())));
        if let Some(risk) = row.risk_now(findings) {
            told.risk_views.push((risk, place.clone()));
            told.take_risk(risk, place, findings);
        }
        let officer: Vec<&Asked> =
            asked.iter().filter(|one| one.path().is_some_and(|path| path.starts_with("attend."))).collect();
        if let Some(officer) = referral::officer(&officer, agency, findings)
            && !told
                .attending
                .iter()
                .any(|known| (&known.name, &known.email) == (&officer.name, &officer.email))
        {
            told.attending.push(officer);
        }
        match row.find("row.information") {
            Some(information) if is_error(information) => findings.push(
                Finding::warning(
                    "cell-error",
                    "the information of a row is an error value of the spreadsheet; the row is not used",
                )
                .at(information.place.clone())
                .help("Ask the agency to send the row again"),
            ),
            Some(information) => {
                told.rows.push(row.understand(information.written().to_owned(), panel, findings))
            }
            None if row.says_something()
                && action.is_none()
                && row.find("row.risk_now").is_none()
                && officer.iter().all(|one| one.cell.is_none()) =>
            {
                findings.push(
                    Finding::warning(
                        "return-row-empty",
                        "a row of the return has no information, and is not used",
                    )
                    .at(place.clone())
                    .help("Ask the agency whether the row was meant to say something"),
                );
            }
            None => {}
        }
    }
    told
}

/// Whether the agency knows the person, if it says so.
pub fn known(written: &str) -> Option<ReturnKind> {
    match letters(written).as_str() {
        "information" | "info" | "yes" | "y" | "known" | "true" | "1" | "x" => Some(ReturnKind::Information),
        "nothingknown" | "nothing" | "no" | "n" | "notknown" | "none" | "nil" | "unknown" | "false" | "0"
        | "noinformation" | "nothingheld" => Some(ReturnKind::NothingKnown),
        _ => None,
    }
}

impl Told {
    /// The graver view counts where rows differ.
    fn take_risk(&mut self, risk: RiskNow, place: &Place, findings: &mut Vec<Finding>) {
        let grave = |risk: RiskNow| match risk {
            RiskNow::Lower => 0,
            RiskNow::Same => 1,
            RiskNow::Higher => 2,
        };
        match self.risk_now {
            Some(known) if known != risk => {
                findings.push(
                    Finding::warning(
                        "risk-now-differs",
                        "the rows of one return differ about the risk now; the graver view counts",
                    )
                    .at(place.clone())
                    .help("Ask the agency which is right"),
                );
                if grave(risk) > grave(known) {
                    self.risk_now = Some(risk);
                }
            }
            _ => self.risk_now = Some(risk),
        }
    }
}

struct Row<'a> {
    place: &'a Place,
    asked: &'a [Asked],
}

impl<'a> Row<'a> {
    fn find(&self, path: &str) -> Option<&'a Asked> {
        self.asked.iter().find(|one| one.path() == Some(path) && one.cell.is_some())
    }

    /// Where an answer stands or should stand.
    fn at(&self, path: &str) -> Place {
        self.asked
            .iter()
            .find(|one| one.path() == Some(path))
            .map_or_else(|| self.place.clone(), |one| one.place.clone())
    }

    fn written(&self, path: &str) -> &'a str {
        self.find(path).map_or("", Asked::written)
    }

    fn says_something(&self) -> bool {
        self.asked
            .iter()
            .any(|one| one.cell.is_some() && one.path().is_some_and(|path| path.starts_with("row.")))
    }

    fn understand(&self, information: String, panel: &Panel, findings: &mut Vec<Finding>) -> ReturnRow {
        let date = self.find("row.date").map(|asked| {
            let day = asked.cell.as_ref().and_then(values::recent_day);
            day.map_or_else(|| asked.written().to_owned(), uk_date)
        });
        let confirmed = self.find("row.confirmed").is_some_and(|asked| {
            let ticked = asked.cell.as_ref().map(|cell| &cell.content) == Some(&Content::Bool(true));
            ticked || values::yes_no(asked.written()) == Some(true)
        });
        if !confirmed {
            findings.push(
                Finding::warning("row-not-confirmed", "a row of the return is not confirmed as relevant, necessary and proportionate, and is not printed")
                    .at(self.at("row.confirmed"))
                    .help("Ask the agency to confirm it with “yes”, or leave it out"),
            );
        }
        let reason = self.written("row.reason");
        ReturnRow {
            place: self.place.clone(),
            about: self.about(findings),
            opinion: self.opinion(findings),
            date,
            information,
            share_with: self.share_with(panel, findings),
            withholding_reason: (!reason.is_empty() && !values::is_none(reason)).then(|| reason.to_owned()),
            confirmed,
        }
    }

    fn about(&self, findings: &mut Vec<Finding>) -> About {
        match letters(self.written("row.about")).as_str() {
            "" => About::NotSaid,
            "victim" => About::Victim,
            "perpetrator" | "allegedperpetrator" => About::Perpetrator,
            "both" => About::Both,
            "child" | "children" => About::Child,
            "other" => About::Other,
            _ => {
                self.report(
                    "return-about-unreadable",
                    "row.about",
                    "a row of the return does not say in the form's words whom it is about",
                    findings,
                );
                About::NotSaid
            }
        }
    }

    /// What is not plainly a fact is shown as an opinion.
    fn opinion(&self, findings: &mut Vec<Finding>) -> bool {
        match letters(self.written("row.kind")).as_str() {
            "fact" => false,
            "opinion" => true,
            _ => {
                self.report(
                    "return-kind-missing",
                    "row.kind",
                    "a row of the return does not say whether it is fact or opinion; it is shown as opinion",
                    findings,
                );
                true
            }
        }
    }

    fn risk_now(&self, findings: &mut Vec<Finding>) -> Option<RiskNow> {
        let written = self.written("row.risk_now");
        match letters(written).as_str() {
            "" => None,
            "lower" => Some(RiskNow::Lower),
            "same" | "thesame" | "unchanged" => Some(RiskNow::Same),
            "higher" => Some(RiskNow::Higher),
            _ if values::is_not_known(written) || values::is_none(written) => None,
            _ => {
                self.report(
                    "risk-now-unreadable",
                    "row.risk_now",
                    "the risk now is none of lower, same and higher",
                    findings,
                );
                None
            }
        }
    }

    fn share_with(&self, panel: &Panel, findings: &mut Vec<Finding>) -> ShareWith {
        let written = self.written("row.share");
        match letters(written).as_str() {
            "allmembers" | "all" => return ShareWith::AllMembers,
            "coremembers" | "core" => return ShareWith::CoreMembers,
            "donotcirculate" | "nobody" | "noone" | "none" | "withhold" | "donotshare" => {
                return ShareWith::Nobody;
            }
            _ => {}
        }
        let (named, list) = match written.split_once(':') {
            Some((head, list))
                if matches!(
                    letters(head).as_str(),
                    "namedagencies" | "namedagency" | "agencies" | "named"
                ) =>
            {
                (true, list)
            }
            _ => (false, written),
        };
        let names = entries(list);
        let parts: Vec<String> = names
            .iter()
            .flat_map(|name| match panel.agency(name) {
                Some(_) => vec![name.clone()],
                None => name
                    .split(',')
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect(),
            })
            .collect();
        let all_known = !parts.is_empty() && parts.iter().all(|name| panel.agency(name).is_some());
        if parts.is_empty() || !(named || all_known) {
            self.report(
                "share-with-unreadable",
                "row.share",
                "a row of the return does not say whom it may be shared with; it is shared with nobody",
                findings,
            );
            return ShareWith::Nobody;
        }
        if !all_known {
            self.report(
                "share-agency-not-known",
                "row.share",
                "a row of the return may be shared with an agency that is not a member under that name",
                findings,
            );
        }
        let known =
            |name: &String| panel.agency(name).map_or_else(|| name.clone(), |agency| agency.code.clone());
        ShareWith::Agencies(parts.iter().map(known).collect())
    }

    fn report(&self, code: &'static str, path: &str, message: &str, findings: &mut Vec<Finding>) {
        findings.push(
            Finding::warning(code, message)
                .at(self.at(path))
                .help("Ask the agency what is meant, and correct the cell"),
        );
    }
}

fn is_error(asked: &Asked) -> bool {
    matches!(asked.cell.as_ref().map(|cell| &cell.content), Some(Content::Error(_)))
}
