//! Typesetting with worker processes of the built program.

use cmarac::finding::Finding;
use cmarac::typeset::{Typeset, Typesetter, Workers};
use cmarac::worker::Program;

fn workers() -> Workers {
    Workers::new(Program::new(env!("CARGO_BIN_EXE_cmarac"), &["worker", "typeset"]), 1)
}

/// A document with this markup in its body.
fn document(body: &str) -> (String, String) {
    let source = format!(
        "#import \"fonts.typ\": families\n#set document(title: \"Letter\", date: datetime(year: 2026, month: 12, day: 9))\n\
         #set text(font: families, lang: \"en\")\n{body}\n"
    );
    ("referrers/A/letter.pdf".to_owned(), source)
}

fn typeset(documents: &[(String, String)]) -> Vec<Result<Typeset, Finding>> {
    workers().typeset(documents, &[], &[])
}

#[test]
fn a_letter_comes_out_without_findings_and_the_same_twice() {
    let first = typeset(&[document("= Dear Ms Example\n#\"Nguyễn Thị Ánh\"")]);
    let second = typeset(&[document("= Dear Ms Example\n#\"Nguyễn Thị Ánh\"")]);
    let (Ok(first), Ok(second)) = (&first[0], &second[0]) else { panic!("{first:?} {second:?}") };
    assert_eq!(first.findings, []);
    assert_eq!(first.pages, 1);
    assert!(first.pdf.starts_with(b"%PDF-"));
    assert_eq!(first.pdf, second.pdf);
}
