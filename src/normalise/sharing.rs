//! What `decisions.xlsx` says of agencies outside the sharing agreement: which of them may be told
//! of one case, and on what basis.

use super::values::entries;
use crate::finding::{Finding, Place};
use crate::model::{Outside, Sharing};
use crate::panel::{Panel, normalise_name};

/// How to write an entry, for findings.
const HOW: &str = "Write the agency, a colon and the basis, such as “Example Council MARAC: serious risk of harm”; part several with semicolons";

/// Reads one cell: `agency: basis`, `agency (basis)` or `agency - basis`, several parted by
/// semicolons. What is not understood counts for nothing and is a finding.
pub fn read(written: &str, place: &Place, panel: &Panel, findings: &mut Vec<Finding>) -> Vec<Sharing> {
    let mut sharing: Vec<Sharing> = Vec::new();
    let mut refused: Vec<Outside> = Vec::new();
    for entry in entries(written) {
        match one(&entry, panel) {
            Ok(one) if is_refusal(&one.basis) => {
                refused.push(one.with);
                findings.push(not_recorded().at(place.clone()));
            }
            Ok(one) if sharing.iter().any(|other| other.with == one.with) => {}
            Ok(one) => sharing.push(one),
            Err(finding) => findings.push(finding.at(place.clone())),
        }
    }
    // Of a yes and a no to one agency the no holds.
    sharing.retain(|one| !refused.contains(&one.with));
    sharing
}

/// Whether what stands where the basis should says no, or that it is not settled.
///
/// That sharing needs no consent, or that nobody gave it, is no refusal; but a basis says more than that.
fn is_refusal(basis: &str) -> bool {
    let mut words = format!(" {} ", normalise_name(&basis.replace(['\'', '\u{2019}'], "")));
    for kept in WITHOUT_CONSENT {
        words = words.replace(&format!(" {kept} "), " ");
    }
    let says = |phrase: &&str| words.contains(&format!(" {phrase} "));
    basis.contains('?') || !words.chars().any(char::is_alphabetic) || REFUSING.iter().any(says)
}

/// What is said beside a basis and is none: that nobody consents, that the address is not told.
const WITHOUT_CONSENT: &[&str] = &[
    "no consent needed",
    "no consent required",
    "no consent necessary",
    "no need of consent",
    "no need for consent",
    "no consent",
    "consent not needed",
    "consent not required",
    "consent not necessary",
    "consent is not needed",
    "consent is not required",
    "consent not sought",
    "consent was not sought",
    "consent not given",
    "not safe to ask for consent",
    "not safe to seek consent",
    "without her consent",
    "without his consent",
    "without their consent",
    "without consent",
    "without confidential address",
    "without address",
];

/// Words that refuse, or say that nobody has decided yet.
const REFUSING: &[&str] = &[
    "no",
    "not",
    "none",
    "nil",
    "n a",
    "na",
    "nobody",
    "never",
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "to be agreed",
    "to be decided",
    "pending",
    "await",
    "awaiting",
    "awaits",
    "wait",
    "waiting",
    "refuse",
    "refused",
    "refuses",
    "refusal",
    "decline",
    "declined",
    "declines",
    "withheld",
    "dont",
    "doesnt",
    "mustnt",
    "shouldnt",
    "cannot",
    "cant",
    "wont",
    "unknown",
    "unsure",
    "unclear",
    "ask",
    "asked",
    "asking",
    "check",
    "checking",
    "until",
    "unless",
    "maybe",
    "perhaps",
];

fn not_recorded() -> Finding {
    Finding::error(
        "sharing-refused",
        "what stands where the basis for sharing should says no, or that it is not settled; the agency is told nothing",
    )
    .help("If it may be told, write on what basis and nothing else, such as “serious risk of harm”; if not, take the agency out of this cell")
}

/// What a name ends with where the agency may be told a confidential address too.
const WITH_ADDRESS: &[&str] = &["with confidential address", "with address"];

fn one(entry: &str, panel: &Panel) -> Result<Sharing, Finding> {
    let bracketed = entry.strip_suffix(')').and_then(|text| text.split_once('('));
    let parted = [entry.split_once(':'), bracketed, entry.split_once(" - "), entry.split_once(" – ")]
        .into_iter()
        .flatten();
    let parted = parted.chain(std::iter::once((entry, ""))).map(|(name, basis)| {
        let (name, with_address) = without_address(name);
        (name, basis.trim(), with_address)
    });
    let mut parted = parted.collect::<Vec<_>>();
    let known = |name: &str| {
        panel.outside(name).is_some() || panel.agency(name).is_some() || panel.area(name).is_some()
    };
    let at = parted.iter().position(|(name, _, _)| known(name)).unwrap_or(parted.len().saturating_sub(1));
    let (name, basis, with_address) = parted.swap_remove(at);
    let name = name.as_str();
    match panel.outside(name) {
        Some(with) if basis.chars().any(char::is_alphabetic) => {
            Ok(Sharing { with, basis: basis.to_owned(), with_address })
        }
        Some(_) => Err(Finding::error(
            "sharing-without-basis",
            "an agency outside the sharing agreement may be told of a case, and it is not said on what basis; it is told nothing",
        )
        .help(HOW)),
        None if panel.agency(name).is_some() => Err(Finding::note(
            "sharing-not-needed",
            "a member that has signed the sharing agreement is named under sharing outside it",
        )
        .help("Take it out here; a member is told of a case as its membership says")),
        None if panel.area(name).is_some() => Err(Finding::error(
            "sharing-area-only",
            "sharing is recorded with an area that has no MARAC in the panel file; nobody there is told anything",
        )
        .help("Write the service there that may be told, by its name in the panel file")),
        None => Err(Finding::error(
            "sharing-not-known",
            "sharing is recorded with an agency that is not in the panel file under that name; it is told nothing",
        )
        .help("Check the name, or add the agency under [[area]] in the panel file; a basis must hold no semicolon")),
    }
}

/// The name as it is compared, without words that release a confidential address.
fn without_address(name: &str) -> (String, bool) {
    let name = normalise_name(name);
    match WITH_ADDRESS.iter().find_map(|words| name.strip_suffix(words)) {
        Some(name) => (name.trim().to_owned(), true),
        None => (name, false),
    }
}

/// What stands in the cell counts only if somebody signed the row, on a day.
pub fn not_signed(place: Place) -> Finding {
    Finding::error(
        "sharing-not-signed",
        "sharing outside the agreement is written down and nobody has signed and dated it, so it does not count",
    )
    .at(place)
    .help("Write who decided under “Decided by”, and when under “Date”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outside;

    fn read_cell(written: &str) -> (Vec<Sharing>, Vec<&'static str>) {
        let text = include_str!("../../input/city-community/panel.toml")
            .replace("code = \"OUTREACH\"\nname", "code = \"OUTREACH\"\nsigned = false\nname");
        let (panel, _) =
            crate::panel::load("city-community", "city-community/panel.toml", &text).expect("it loads");
        let mut findings = Vec::new();
        let sharing = read(written, &Place::file("decisions.xlsx"), &panel, &mut findings);
        (sharing, findings.iter().map(|finding| finding.code).collect())
    }

    fn elsewhere(area: &str, agency: &str) -> Outside {
        Outside::Elsewhere { area: area.into(), agency: agency.into() }
    }

    #[test]
    fn an_agency_and_its_basis_are_told_apart_however_they_are_parted() {
        for written in [
            "Hackney Adult Social Care: risk of death",
            "hackney adult social care (risk of death)",
            "The Hackney Adult Social Care - risk of death",
            "Hackney Adult Social Care – risk of death",
        ] {
            let (sharing, findings) = read_cell(written);
            assert!(findings.is_empty(), "{written}: {findings:?}");
            assert_eq!(
                sharing,
                [Sharing {
                    with: elsewhere("HACKNEY", "ADULT-SOCIAL-CARE"),
                    basis: "risk of death".into(),
                    with_address: false
                }],
                "{written}"
            );
        }
        let (sharing, findings) = read_cell(
            "Tower Hamlets ASC with the confidential address: risk\nRough sleeping outreach: consent",
        );
        assert!(findings.is_empty(), "{findings:?}");
        let with: Vec<(&Outside, bool)> = sharing.iter().map(|one| (&one.with, one.with_address)).collect();
        let member = Outside::Member("OUTREACH".into());
        assert_eq!(with, [(&elsewhere("TOWER-HAMLETS", "ADULT-SOCIAL-CARE"), true), (&member, false)]);
    }

    #[test]
    fn a_no_is_not_a_basis() {
        for no in [
            "NO - husband works there",
            "not to be told, husband works there",
            "awaiting her consent",
            "tbc",
            "none",
            "refused",
            "n/a",
            "nil",
            "To be confirmed",
            "pending",
            "not yet, ask her",
            "don't",
            "don\u{2019}t tell them",
            "unknown",
            "no consent",
            "consent not needed",
            "consent refused",
            "risk of harm?",
            "her sister works there, so no",
            "without the address",
        ] {
            for written in [
                format!("Hackney Adult Social Care: {no}"),
                format!("Hackney Adult Social Care ({no})"),
                format!("Hackney Adult Social Care with the confidential address: {no}"),
                format!("Hackney Adult Social Care: risk of death; Hackney Adult Social Care: {no}"),
            ] {
                assert_eq!(read_cell(&written), (Vec::new(), vec!["sharing-refused"]), "{written}");
            }
        }
        assert_eq!(
            read_cell("Hackney Adult Social Care - awaiting her consent"),
            (Vec::new(), vec!["sharing-refused"])
        );
        for yes in [
            "section 115 Crime and Disorder Act, no consent needed",
            "serious risk of harm, without her consent",
            "no consent: risk of death",
            "safeguarding duty (consent not required)",
            "Care Act 2014, notified to the board",
            "she consents",
        ] {
            let (sharing, findings) = read_cell(&format!("Hackney Adult Social Care: {yes}"));
            assert!(findings.is_empty() && sharing.len() == 1, "{yes}: {findings:?}");
        }
    }

    #[test]
    fn what_is_not_understood_counts_for_nothing_and_is_said() {
        for (written, code) in [
            ("Hackney Adult Social Care", "sharing-without-basis"),
            ("Hackney Adult Social Care:", "sharing-without-basis"),
            ("Hackney Adult Social Care: ?", "sharing-without-basis"),
            ("Hackny Adult Social Care: risk", "sharing-not-known"),
            ("Exampleshire: risk", "sharing-not-known"),
            ("Hackney: risk", "sharing-area-only"),
            ("Police: risk", "sharing-not-needed"),
        ] {
            assert_eq!(read_cell(written), (Vec::new(), vec![code]), "{written}");
        }
        assert_eq!(read_cell("none"), (Vec::new(), Vec::new()));
    }
}
