//! Typesetting with worker processes of the built program.

use cmarac::finding::{Finding, Place};
use cmarac::typeset::{Typeset, Typesetter, Workers};
use cmarac::worker::Program;

type Made = Result<Typeset, Finding>;

fn workers() -> Workers {
    Workers::new(Program::new(env!("CARGO_BIN_EXE_cmarac"), &["worker", "typeset"]), 1)
}

fn document(path: &str, body: &str) -> (String, String) {
    let source = format!(
        "#import \"fonts.typ\": families\n\
         #set document(title: \"Letter\", date: datetime(year: 2026, month: 12, day: 9))\n\
         #set text(font: families, lang: \"en\")\n{body}\n"
    );
    (path.to_owned(), source)
}

/// A document with each text as a paragraph of its own, plain and bold.
fn texts<'a>(path: &str, texts: impl IntoIterator<Item = &'a str>) -> (String, String) {
    let mut body = String::new();
    for text in texts {
        let literal = text.replace('\\', "\\\\").replace('"', "\\\"");
        body.push_str(&format!("#\"{literal}\" *#\"{literal}\"*\n\n"));
    }
    document(path, &body)
}

fn one(source: (String, String)) -> Made {
    workers().typeset(&[source], &[], &[]).remove(0)
}

fn findings(made: &Made) -> Vec<String> {
    match made {
        Ok(document) => document.findings.iter().map(Finding::to_string).collect(),
        Err(finding) => vec![finding.to_string()],
    }
}

#[test]
fn names_in_every_bundled_script_leave_no_finding() {
    let names = [
        "Nguyễn Thị Ánh, Ọlábísí Adébáyọ̀, Żółć, Çağrı Şahin, Ștefan, Siân Ŵyn, Ngũgĩ",
        "Σοφία Παπαδοπούλου, Жанна Шевченко, Ђорђе",
        "مريم عبد الله، می\u{200c}خواهم، شاہین ٹیپو، שָׂרָה",
        "মিতা চট্টোপাধ্যায়, सीता श्रीवास्तव, ગીતા શ્રીમાળી, ਗੀਤਾ ਸਿੰਘ, மீனா ஸ்ரீனிவாசன்",
        "ሰላም ተስፋዬ, Արամ, ნინო, สมชาย, సీత, ಸೀತಾ, സീത",
        "→ ← ☐ ☑ ☒ ✓ ✗ ⚠ • ≤ ≥ ≠ £ € ½ co\u{ad}operation tab\there",
    ];
    let made = one(texts("a.pdf", names));
    assert_eq!(findings(&made), Vec::<String>::new());
    assert!(made.is_ok_and(|document| document.pages == 1 && document.pdf.starts_with(b"%PDF-")));
}

#[test]
fn the_same_source_gives_the_same_bytes_whatever_came_before() {
    let (a, b) = (texts("a.pdf", ["Ms Example"]), texts("b.pdf", ["Mr Sample 😀"]));
    let pdfs = |sources: &[(String, String)]| -> Vec<Vec<u8>> {
        workers().typeset(sources, &[], &[]).into_iter().flatten().map(|made| made.pdf).collect()
    };
    let (first, second) = (pdfs(&[a.clone(), b.clone()]), pdfs(&[b, a]));
    assert_eq!(first.len(), 2);
    assert_eq!(first, [second[1].clone(), second[0].clone()]);
    assert_ne!(first[0], first[1]);
}

#[test]
fn no_character_stops_a_document() {
    // Every block, six characters in seven left out, and all of the awkward ranges; each alone,
    // between letters, and as a mark on letters of other scripts.
    let planes = (0..0x1_0000_u32).step_by(7).chain((0x1_0000..0x11_0000).step_by(0x351));
    let awkward = (0..0x250).chain(0x300..0x370).chain(0x2000..0x2070).chain(0xfe00..0xfe10);
    let tags = (0xfff0..0x1_0000).chain(0x1_f1e6..0x1_f200).chain(0xe_0000..0xe_0080);
    let characters: Vec<char> = planes.chain(awkward).chain(tags).filter_map(char::from_u32).collect();
    assert!(characters.len() > 10_000);
    let strings: Vec<String> =
        characters.iter().map(|c| format!("{c} a{c}b ש{c}م{c}क{c}{c}\u{200d}é{c}")).collect();
    let sources: Vec<(String, String)> =
        strings.chunks(200).map(|chunk| texts("a.pdf", chunk.iter().map(String::as_str))).collect();
    let workers = workers();
    for (made, strings) in workers.typeset(&sources, &[], &[]).iter().zip(strings.chunks(200)) {
        match made {
            Err(finding) => panic!("{finding} at {:?}", strings[0]),
            Ok(document) => {
                assert!(document.findings.iter().all(|finding| finding.code == "character-not-printable"));
            }
        }
    }
    let effort = workers.effort();
    assert_eq!(effort.jobs.len(), sources.len());
    assert!(effort.jobs.iter().all(|(_, _, retries)| *retries == 0));
    assert!(effort.peak_heap < 300 << 20, "{} bytes", effort.peak_heap);
}

#[test]
fn texts_that_are_known_to_do_harm_are_shown() {
    let zalgo: String = std::iter::once('z').chain(('\u{300}'..='\u{36f}').cycle().take(2000)).collect();
    let long = "x".repeat(100_000);
    let emoji = "👩\u{200d}👩\u{200d}👧\u{200d}👦 🇬🇧 👍🏽 1\u{fe0f}\u{20e3}";
    let harmful = [
        "\u{202e}gnihtyreve sesrever",
        "\u{2067}\u{2066}\u{2069}\u{2069}\u{2069}",
        "\u{fe0f}",
        "\u{200d}\u{200d}",
        "\u{301}",
        "\u{e0041}\u{e007f}",
        "\u{fffe}\u{ffff}\u{10ffff}",
        "\u{feff}BOM",
        "\u{fffd}",
        "\u{ad}",
        "\u{0}\u{1b}[31mred",
        "]] #panic() $ * _ ` < @ / // /* */",
        "\\u{0}",
        "#\"",
        "\u{85}\u{2028}\u{2029}\u{b}\u{c}\r\n",
        "ﷺ﷽",
        "క్షో\u{200c}గ్ి",
        "\u{0c1c}\u{0c4d}\u{0c1e}\u{200c}\u{0c3e}",
        "",
        " ",
        "\u{a0}\u{3000}\u{2003}",
        emoji,
        &zalgo,
        &long,
    ];
    for text in harmful {
        let made = one(texts("a.pdf", [text]));
        let start: String = text.chars().take(40).collect();
        assert!(made.is_ok(), "{start:?}: {:?}", findings(&made));
    }
    let made = one(texts("a.pdf", ["\u{0}😀\u{e000}", "\u{202e}"]));
    assert_eq!(
        findings(&made),
        [
            "warning[character-not-printable]: characters that cannot be printed are shown as their codes: U+0000 U+202E U+E000 U+1F600\n  --> a.pdf\n  help: Change them in the spreadsheet, or put a font that has them in the panel's `fonts` folder"
        ]
    );
}

#[test]
fn a_character_that_only_trial_finds_is_shown_as_its_code_and_no_other() {
    let narrow = "#set text(font: \"Noto Sans\", fallback: false)\n= é Жанна ש Ω ܐ श ሰ ë";
    let made = one(document("a.pdf", narrow));
    assert_eq!(findings(&made).len(), 1);
    assert!(findings(&made)[0].contains("codes: U+05E9 U+0710 U+0936 U+1230\n"), "{made:?}");
}

#[test]
fn a_mistake_in_a_source_costs_one_document_and_says_where_without_data() {
    let sources = [
        document("a.pdf", "good"),
        document("b.pdf", "#panic(\"Ms Example lives here\")"),
        document("c.pdf", "#import \"house.typ\": letter\n#letter(\"Ms Example\")"),
        document("d.pdf", "good"),
    ];
    let house = ("house.typ".to_owned(), "\n#let letter(name) = [#(name + 1)]".to_owned());
    let made = workers().typeset(&sources, &[house], &[]);
    assert!(made[0].is_ok() && made[3].is_ok());
    assert_eq!(
        findings(&made[1]),
        ["error[document-not-made]: the document could not be made: panicked\n  --> b.pdf:4"]
    );
    assert_eq!(
        findings(&made[2]),
        [
            "error[document-not-made]: the document could not be made: cannot add string and integer\n  --> house.typ:2"
        ]
    );
}

#[test]
fn a_font_that_is_not_there_is_never_silent() {
    let sources = [document("a.pdf", "#text(font: \"No Such Sans\")[x]"), document("b.pdf", "x")];
    let made = workers().typeset(&sources, &[], &[b"no font".to_vec()]);
    let codes: Vec<Vec<&str>> = made
        .iter()
        .map(|made| made.iter().flat_map(|made| made.findings.iter().map(|finding| finding.code)).collect())
        .collect();
    assert_eq!(codes, [vec!["font-not-usable", "typeset-warning"], vec![]]);
    let warning = made[0].as_ref().ok().and_then(|made| made.findings.last());
    assert_eq!(warning.and_then(|warning| warning.place.clone()), Some(Place::file("a.pdf").line(4)));
}

#[test]
fn a_source_reaches_no_file_no_package_and_no_date() {
    for reach in [
        "#read(\"/etc/hostname\")",
        "#read(\"../Cargo.toml\")",
        "#image(\"/proc/self/exe\")",
        "#import \"@preview/cetz:0.3.0\": canvas",
        "#datetime.today().display()",
    ] {
        assert!(one(document("a.pdf", reach)).is_err(), "{reach}");
    }
}
