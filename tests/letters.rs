//! How letters end: no last page holds the box about danger and a signature, and nothing else.

use crate::support::root;

#[test]
fn the_last_words_of_every_letter_stay_on_the_page_of_its_end() {
    let mut looked_at = 0;
    for entry in std::fs::read_dir(root().join("templates")).expect("the templates can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !name.ends_with(".typ") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a template is text");
        let ends = ["{% include \"letter-closing.typ\" %}", "#application-closing("];
        for end in ends {
            let Some((before, _)) = text.split_once(end) else { continue };
            // Pages follow the letter of a transfer pack, so its end is on no last page.
            if name == "transfer-pack.typ" {
                continue;
            }
            let last = before.rsplit("\n== ").next().unwrap_or_default();
            let kept = ["#kept-with-next", "#last-paragraphs(", "), ends: true)"];
            let kept = kept.iter().any(|call| last.contains(call));
            assert!(kept, "{name} may leave the end of the letter alone on a page: {last}");
            looked_at += 1;
        }
    }
    assert!(looked_at >= 8, "so few letters cannot be all: {looked_at}");
    let layout =
        std::fs::read_to_string(root().join("templates/letter.typ")).expect("the layout can be read");
    assert!(layout.contains("let kept-with-next(body) = block(sticky: true"));
    assert!(layout.contains("{ kept-with-next(prose(last)) }"));
    assert!(layout.contains("sticky: ends and number + 1 == pieces.len()"));
}
