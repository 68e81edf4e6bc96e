//! Hostile text in every field of a referral and a return, through the whole program: every document
//! is made, and what was written is in its source, to the letter.

use std::collections::BTreeSet;
use std::path::Path;

use cmarac::model::{FACTS, Kind, Origin};
use typst::syntax::{SyntaxNode, ast};

use crate::support::{cmarac, root, stderr, stdout, tree};

/// Texts that mean something to some format on the way: Typst, Tera, XML, CSV, spreadsheets, terminals.
const TEXTS: &[&str] = &[
    r##"#panic("x") $ y $ *bold* _it_ `raw` @ref <label> \u{1F600} // c /* d */ #"z""##,
    "{{ frame.marking }} {% for x in y %} {# comment #} {{ '{{' }}",
    r#"quote " backslash \ both \" end \"#,
    "<w:t>&amp; ]]> <!-- --> <?xml?> &#x0;",
    "=HYPERLINK(\"x\") +1 -1 @sum 'apostrophe ’curly’",
    "first line\nsecond line\r\nthird\twith tab",
    "Ærøskøbing Żółć ũ ễ ọ̀ Ωμέγα Ђорђе",
    "\u{202e}desrever\u{202c} \u{200d}\u{200b}\u{feff} \u{e000} \u{fffd} \u{1f469}\u{200d}\u{1f680}",
    "نادية বাংলা हिन्दी தமிழ் አማርኛ עברית",
    "%s %n ${jndi:x} ../../etc \\\\server\\share C:\\x $(id) ; rm -rf",
];

/// The folder of a panel whose one meeting has a table of hostile referrals, each heading filled with
/// another of the texts, and a return on each.
fn folder(work: &Path) -> usize {
    let meeting = work.join("input/islington/2026-12-09");
    for part in ["referrals", "returns"] {
        std::fs::create_dir_all(meeting.join(part)).expect("made");
    }
    std::fs::copy(root().join("input/islington/panel.toml"), work.join("input/islington/panel.toml"))
        .expect("copied");
    let headings: Vec<(&str, Kind, &str)> = FACTS
        .iter()
        .filter_map(|fact| match fact.origin {
            Origin::Heading { heading, .. } => Some((heading, fact.kind, fact.path)),
            Origin::Computed(_) => None,
        })
        .collect();
    let mut referrals = csv::Writer::from_path(meeting.join("referrals/all.csv")).expect("a file");
    referrals.write_record(headings.iter().map(|(heading, ..)| *heading)).expect("written");
    let mut returns = csv::Writer::from_path(meeting.join("returns/all.csv")).expect("a file");
    returns
        .write_record([
            "Surname",
            "Forenames",
            "Date of birth",
            "Agency",
            "Completed by",
            "Known to the agency",
            "About",
            "Kind",
            "Information",
            "Share with",
            "Relevant, necessary and proportionate",
            "Proposed action",
            "Officer attending",
        ])
        .expect("written");
    for row in 0..TEXTS.len() {
        let text = |at: usize| TEXTS[(row + at) % TEXTS.len()];
        let born = format!("{:02}/03/1980", row + 1);
        let value = |(at, (_, kind, path)): (usize, &(&str, Kind, &str))| match *path {
            "subject.date_of_birth" => born.clone(),
            "referral.received" => "20/11/2026 10:00".into(),
            "subject.surname" => format!("Exampleton {row} {}", text(0)),
            "subject.forenames" => text(1).into(),
            "risk.stated_total" => "40".into(),
            "process.current_panels" | "referral.leave_out" | "subject.must_not_be_told" => String::new(),
            _ => match kind {
                Kind::YesNo => "yes".into(),
                Kind::Number => "3".into(),
                Kind::Date | Kind::Moment => "01/11/2026".into(),
                Kind::Choice(choices) => choices[0].into(),
                _ => text(at).into(),
            },
        };
        referrals.write_record(headings.iter().enumerate().map(value)).expect("written");
        let surname = format!("Exampleton {row} {}", text(0));
        returns
            .write_record([
                &surname,
                text(1),
                &born,
                "Police",
                text(2),
                "information",
                "victim",
                "opinion",
                text(3),
                "all members",
                "yes",
                text(4),
                text(5),
            ])
            .expect("written");
    }
    referrals.flush().expect("written");
    returns.flush().expect("written");
    headings.len()
}

#[test]
fn no_text_in_any_field_stops_a_document_or_changes_on_the_way() {
    let work = tempfile::tempdir().expect("a working folder");

    let headings = folder(work.path());
    assert!(headings > 60, "every heading is filled: {headings}");
    let path = |name: &str| work.path().join(name).to_string_lossy().into_owned();
    let (input, output, sources) = (path("input"), path("output"), path("sources"));
    let run = cmarac(&[
        "build",
        "--format",
        "json",
        "--input",
        &input,
        "--output",
        &output,
        "--keep-sources",
        &sources,
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
    let said: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let meeting = &said["meetings"][0];
    assert_eq!(meeting["cases"].as_array().map(Vec::len), Some(TEXTS.len()), "{}", stdout(&run));
    let made = tree(&work.path().join("output/islington/2026-12-09"));
    for document in meeting["documents"].as_array().expect("documents") {
        let document = document.as_str().expect("a path");
        assert!(made.get(document).is_some_and(|bytes| bytes.len() > 100), "{document} was not made");
    }
    let strings = strings(&work.path().join("sources"));
    for text in TEXTS {
        let text = text.replace("\r\n", "\n");
        let parts: Vec<&str> = text.lines().map(str::trim).collect();
        assert!(
            parts.iter().all(|part| strings.iter().any(|string| string.contains(part))),
            "{text:?} is not in any source as it was written"
        );
    }
}

/// The values of all string literals of the kept sources, as Typst itself reads them.
fn strings(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut files = 0;
    for (path, bytes) in tree(folder) {
        if path.ends_with(".typ") {
            files += 1;
            let text = String::from_utf8(bytes).expect("sources are UTF-8");
            let tree = typst::syntax::parse(&text);
            assert!(!tree.diagnosis().errors, "{path} does not parse");
            collect(&tree, &mut found);
        }
    }
    assert!(files > 20, "there are sources to look into: {files}");
    found
}

fn collect(node: &SyntaxNode, found: &mut BTreeSet<String>) {
    if let Some(string) = node.cast::<ast::Str>() {
        found.insert(string.get().to_string().replace('\r', ""));
    }
    for child in node.children() {
        collect(child, found);
    }
}
