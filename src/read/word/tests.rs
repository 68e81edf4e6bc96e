use super::*;
use crate::worker::join;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMES: &str = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

/// A package of these parts, with a body.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let body = ("word/document.xml", "<w:document/>");
    for (name, text) in [body].iter().chain(parts) {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a name");
        writer.write_all(text.as_bytes()).expect("memory takes everything");
    }
    writer.finish().expect("it is packed").into_inner()
}

fn related(kind: &str, target: &str, mode: &str) -> Result<WordParts, String> {
    let relation = format!(
        "<Relationships {NAMES}><Relationship Id=\"r1\" Type=\"http://x/{kind}\" Target=\"{target}\"{mode}/></Relationships>"
    );
    word_parts(&packed(&[("word/_rels/document.xml.rels", &relation)]))
}

fn part(word: &WordParts, name: &str) -> Option<String> {
    let (_, bytes) = word.parts.iter().find(|(part, _)| part == name)?;
    String::from_utf8(bytes.clone()).ok()
}

#[test]
fn what_can_run_or_load_is_refused() {
    let external = " TargetMode=\"External\"";
    for (kind, target, mode) in [
        ("oleObject", "embeddings/oleObject1.bin", ""),
        ("package", "embeddings/book.xlsx", ""),
        ("control", "activeX/activeX1.xml", ""),
        ("aFChunk", "chunk.html", ""),
        ("subDocument", "other.docx", external),
        ("image", "https://tracker.example/a.png", external),
        ("hyperlink", "file:///C:/Users/pat/a.docx", external),
        ("hyperlink", "ms-msdt:/id", external),
        ("frame", "https://a.example", external),
    ] {
        assert!(related(kind, target, mode).is_err(), "{kind} {target} was taken");
    }
    assert!(related("hyperlink", "https://northmoor.example", external).is_ok());
    assert!(related("image", "media/logo.png", "").is_ok());
    assert!(word_parts(&packed(&[("word/vbaProject.bin", "")])).is_err());
    for kind in
        ["ms-word.document.macroEnabled.main", "openxmlformats-officedocument.wordprocessingml.template.main"]
    {
        let types =
            format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{kind}+xml\"/></Types>");
        assert!(word_parts(&packed(&[("[Content_Types].xml", &types)])).is_err(), "{kind} was taken");
    }
}

#[test]
fn names_of_people_and_computers_are_left_out() {
    let word = word_parts(&packed(&[
        ("docProps/core.xml", "<dc:creator>Pat Example</dc:creator>"),
        ("docProps/app.xml", "<Company>Northmoor</Company>"),
        ("docProps/custom.xml", "<a/>"),
        ("word/comments.xml", "<w:comments w:author=\"Pat\"/>"),
        ("word/people.xml", "<w15:people/>"),
        ("customXml/item1.xml", "<a>Pat</a>"),
        ("customXml/_rels/item1.xml.rels", "<Relationships/>"),
        ("word/settings.xml", "<w:settings><w:attachedTemplate r:id=\"r1\"/><w:rsids><w:rsid w:val=\"1\"/></w:rsids><w:zoom w:percent=\"100\"/></w:settings>"),
        ("word/_rels/settings.xml.rels", &format!("<Relationships {NAMES}><Relationship Id=\"r1\" Type=\"http://x/attachedTemplate\" Target=\"file:///C:/Users/pat/n.dotm\" TargetMode=\"External\"/></Relationships>")),
        ("word/_rels/document.xml.rels", &format!("<Relationships {NAMES}><Relationship Id=\"r1\" Type=\"http://x/comments\" Target=\"comments.xml\"/><Relationship Id=\"r2\" Type=\"http://x/customXml\" Target=\"../customXml/item1.xml\"/><Relationship Id=\"r3\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>")),
        ("[Content_Types].xml", "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/comments.xml\" ContentType=\"c\"/></Types>"),
    ]))
    .expect("it can be used");
    let all: String =
        word.parts.iter().map(|(name, bytes)| name.clone() + &String::from_utf8_lossy(bytes)).collect();
    for leak in ["Pat", "pat", "Company", "Northmoor", "comments", "people", "rsid", "customXml"] {
        assert!(!all.contains(leak), "{leak} is still there: {all}");
    }
    assert_eq!(part(&word, "word/settings.xml").unwrap_or_default().matches("w:zoom").count(), 1);
    assert!(part(&word, "word/_rels/document.xml.rels").unwrap_or_default().contains("styles.xml"));
    assert!(part(&word, "[Content_Types].xml").unwrap_or_default().contains("/docProps/core.xml"));
    assert_eq!(word.left_out.len(), 3, "{:?}", word.left_out);
}

#[test]
fn bombs_and_names_that_lead_elsewhere_are_refused() {
    assert!(word_parts(b"no zip").is_err());
    assert!(word_parts(&packed(&[("word/media/a.bin", &"0".repeat(21_000_000))])).is_err());
    assert!(word_parts(&packed(&[("../a.xml", "")])).is_err());
    assert!(word_parts(&packed(&[("WORD/document.xml", "")])).is_err());
}

#[test]
fn an_answer_comes_back_as_it_was() {
    let bytes = packed(&[("word/media/logo.png", "\u{1}logo")]);
    assert_eq!(read_answer(&answer(&bytes)), Some(word_parts(&bytes)));
    assert!(matches!(read_answer(&answer(b"no zip")), Some(Err(_))));
    assert_eq!(read_answer(b"broken"), None);
    assert_eq!(read_answer(&join(&[b"parts".as_slice()])), None);
}
