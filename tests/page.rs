//! The coordinator's page: every link leads to a file that lies there, every file has a link, and all that
//! needs attention is said, whichever part a run makes.

use std::collections::BTreeSet;
use std::path::Path;

use cmarac::finding::Finding;
use cmarac::plan::Part;
use cmarac::read::Direct;
use cmarac::typeset::{Typeset, Typesetter};
use cmarac::{Efforts, Order, Run, Tools};
use quick_xml::events::Event;

use crate::support::{copy, root, tree};

/// Finds something in every document, and cannot make sign-in sheets.
struct Grumbling;

impl Typesetter for Grumbling {
    fn typeset(
        &self,
        sources: &[(String, String)],
        _: &[(String, String)],
        _: &[Vec<u8>],
    ) -> Vec<Result<Typeset, Finding>> {
        sources
            .iter()
            .map(|(path, source)| {
                if path.ends_with("sign-in-sheet.pdf") {
                    return Err(Finding::error("typeset-test", "the sheet is too grumpy to be made"));
                }
                let findings = vec![Finding::warning("typeset-test", "a letter of the alphabet is missing")];
                Ok(Typeset { pdf: source.clone().into_bytes(), pages: 1, findings })
            })
            .collect()
    }
}

/// A working folder of a panel of the repository, with its output beside it.
struct Work(tempfile::TempDir);

impl Work {
    fn of(panel: &str) -> Self {
        let work = tempfile::tempdir().expect("a working folder");
        copy(&root().join("input").join(panel), &work.path().join("input").join(panel));
        Work(work)
    }

    fn make(&self, part: Part) -> Run {
        let order = Order {
            input: self.0.path().join("input"),
            output: self.0.path().join("output"),
            panels: Vec::new(),
            meeting: None,
            today: None,
            part,
            keep_sources: None,
        };
        let mut tools = Tools {
            parser: &Direct,
            typesetter: &Grumbling,
            effort: &Efforts::default,
            progress: &mut |_| {},
        };
        let run = cmarac::run(&order, &mut tools).expect("it runs");
        assert!(run.stopped.is_empty(), "{:?}", run.stopped);
        run
    }
}

/// What a page says, and its links: where they lead and what they are called.
fn read(page: &str) -> (String, Vec<(String, String)>) {
    let (mut words, mut links) = (String::new(), Vec::new());
    let mut reader = quick_xml::Reader::from_str(page);
    let mut open: Option<(String, String)> = None;
    let unescaped = |text: &str| quick_xml::escape::unescape(text).expect("entities").into_owned();
    loop {
        let text = match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Start(mark) if mark.name().as_ref() == "a" => {
                let href = mark.attributes().flatten().find(|attribute| attribute.key.as_ref() == "href");
                open = Some((unescaped(&href.expect("a link leads somewhere").value), String::new()));
                continue;
            }
            Event::End(mark) if mark.name().as_ref() == "a" => {
                links.extend(open.take());
                continue;
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(name) => unescaped(&format!("&{};", &*name)),
            _ => continue,
        };
        words.push_str(&text);
        if let Some((_, title)) = &mut open {
            title.push_str(&text);
        }
    }
    (words, links.into_iter().filter(|(href, _)| !href.starts_with('#')).collect())
}

/// The file that a link of the page leads to, by its path below the meeting's folder.
fn target(href: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = href.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).expect("text");
    path.strip_prefix("../").map_or_else(|| format!("coordinator/{path}"), str::to_owned)
}

/// Checks a page against the folder it lies in, and gives what it says.
fn sound(folder: &Path) -> String {
    let mut files = tree(folder);
    let page = files.remove("coordinator/index.html").expect("there is a page");
    let (words, links) = read(&String::from_utf8(page).expect("text"));
    let linked: BTreeSet<String> = links.iter().map(|(href, _)| target(href)).collect();
    let lying: BTreeSet<String> = files.into_keys().collect();
    assert!(linked.len() > 5, "there are links to follow: {linked:?}");
    assert_eq!(linked, lying, "links on the left, files on the right: {}", folder.display());
    assert_eq!(links.len(), linked.len(), "every file is linked once");
    let titles: BTreeSet<&String> = links.iter().map(|(_, title)| title).collect();
    assert_eq!(titles.len(), links.len(), "heard alone, no two links sound alike: {links:?}");
    words
}

/// Every word of what the run found, but for notes, stands on the page.
fn says_all(words: &str, findings: &[Finding]) {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words = plain(words);
    for finding in findings {
        let said = words.contains(&plain(&finding.message));
        assert!(said || !finding.severity.needs_attention(), "not on the page: {finding}");
        if said && finding.severity.needs_attention() {
            for part in finding.place.iter().map(ToString::to_string).chain(finding.help.clone()) {
                assert!(words.contains(&plain(part.trim_end_matches('.'))), "not on the page: {part}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_file_and_every_file_has_a_link() {
    let mut pages = 0;
    for (panel, _) in cmarac::panel::BUILT_IN {
        let work = Work::of(panel);
        let run = work.make(Part::All);
        let words = sound(&run.made[0].folder);
        says_all(&words, &run.meetings[0].findings);
        assert!(words.contains("A letter of the alphabet is missing"), "what typesetting found");
        assert!(words.contains("The sheet is too grumpy to be made"), "what could not be made");
        assert!(!words.contains("earlier; ") && !words.contains(" earlier\n"), "all is made anew");
        for case in &run.meetings[0].decided {
            assert!(words.contains(case.case.reference.as_str()), "{}", case.case.reference);
        }
        pages += 1;
    }
    assert!(pages >= 6, "every built-in panel has a page");
}

#[test]
fn a_run_of_a_part_links_to_what_an_earlier_run_left() {
    let work = Work::of("islington");
    let parts = [Part::Letters, Part::Pack, Part::Requests, Part::Actions, Part::Letters];
    for (number, part) in parts.into_iter().enumerate() {
        let run = work.make(part);
        let folder = &run.made[0].folder;
        let words = sound(folder);
        assert_eq!(words.contains(" earlier\n"), number > 0, "{part:?}");
        assert_eq!(words.contains("not made yet"), number == 0, "packs are not there before they are made");
        if number == 2 {
            // A person edits a Word file, replaces the agenda, and puts notes there.
            for path in
                ["coordinator/minutes.docx", "coordinator/agenda.pdf", "coordinator/my notes & <b>.txt"]
            {
                std::fs::write(folder.join(path), "mine").expect("written");
            }
        }
    }
    let run = work.make(Part::All);
    let words = sound(&run.made[0].folder);
    says_all(&words, &run.meetings[0].findings);
    assert!(words.contains("coordinator/my notes & <b>.txt") && words.contains("Minutes (new)"), "{words}");
    assert!(words.contains("It was edited since it was made and is kept"), "{words}");
}

#[test]
fn a_pack_that_would_not_be_made_now_says_so() {
    let work = Work::of("islington");
    work.make(Part::All);
    let panel = work.0.path().join("input/islington/panel.toml");
    let text = std::fs::read_to_string(&panel).expect("the panel's file");
    let police = "code = \"POLICE\"\n";
    assert!(text.contains(police), "the police are a member");
    std::fs::write(&panel, text.replace(police, &format!("{police}signed = false\n"))).expect("written");
    let run = work.make(Part::Letters);
    let words = sound(&run.made[0].folder);
    assert!(words.contains("it would not be made now, so do not send it"), "{words}");
}

#[test]
fn a_page_of_a_meeting_without_cases_reads_sensibly() {
    let work = Work::of("haringey");
    let meeting = work.0.path().join("input/haringey/2026-12-10");
    std::fs::remove_dir_all(&meeting).expect("removed");
    std::fs::create_dir_all(meeting.join("referrals")).expect("made");
    let run = work.make(Part::All);
    let words = sound(&run.made[0].folder);
    assert!(words.contains("No case is listed yet."), "{words}");
}
