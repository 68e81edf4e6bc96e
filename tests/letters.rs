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
            // What comes last of all, or last but for advice: its last piece keeps itself.
            let last = before.rsplit("\n== ").next().unwrap_or_default();
            let kept = last.contains("#kept-with-next") || last.contains("#advice-list(");
            assert!(kept, "{name} may leave the end of the letter alone on a page: {last}");
            looked_at += 1;
        }
    }
    assert!(looked_at >= 8, "so few letters cannot be all: {looked_at}");
    let layout =
        std::fs::read_to_string(root().join("templates/letter.typ")).expect("the layout can be read");
    assert!(layout.contains("let kept-with-next(body) = block(sticky: true"));
    assert!(layout.contains("sticky: number + 1 == pieces.len()"));
}
