//! The bundled fonts, and what they can show. `templates/fonts/README.md` says where each comes
//! from.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The families of the bundled fonts in the order a template should name them; a source gets
/// them, and a panel's own after them, as `families` from `fonts.typ`.
pub const FONT_FAMILIES: [&str; 18] = [
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Tamil",
    "Noto Sans Ethiopic",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Telugu",
    "Noto Sans Thai",
    "Noto Sans Symbols2",
    "Noto Sans Symbols",
    OPERATORS,
];

const OPERATORS: &str = "Noto Sans Math";

/// The bundled font files by name.
pub static BUNDLED: [(&str, &[u8]); 27] = [
    ("NotoSans-Regular.ttf", include_bytes!("../../templates/fonts/NotoSans-Regular.ttf")),
    ("NotoSans-Bold.ttf", include_bytes!("../../templates/fonts/NotoSans-Bold.ttf")),
    ("NotoSans-Italic.ttf", include_bytes!("../../templates/fonts/NotoSans-Italic.ttf")),
    ("NotoSansArabic-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansArabic-Regular.ttf")),
    ("NotoSansArabic-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansArabic-Bold.ttf")),
    ("NotoSansHebrew-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansHebrew-Regular.ttf")),
    ("NotoSansHebrew-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansHebrew-Bold.ttf")),
    ("NotoSansBengali-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansBengali-Regular.ttf")),
    ("NotoSansBengali-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansBengali-Bold.ttf")),
    (
        "NotoSansDevanagari-Regular.ttf",
        include_bytes!("../../templates/fonts/NotoSansDevanagari-Regular.ttf"),
    ),
    ("NotoSansDevanagari-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansDevanagari-Bold.ttf")),
    ("NotoSansGujarati-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansGujarati-Regular.ttf")),
    ("NotoSansGujarati-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansGujarati-Bold.ttf")),
    ("NotoSansGurmukhi-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansGurmukhi-Regular.ttf")),
    ("NotoSansGurmukhi-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansGurmukhi-Bold.ttf")),
    ("NotoSansTamil-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansTamil-Regular.ttf")),
    ("NotoSansTamil-Bold.ttf", include_bytes!("../../templates/fonts/NotoSansTamil-Bold.ttf")),
    ("NotoSansEthiopic-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansEthiopic-Regular.ttf")),
    ("NotoSansArmenian-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansArmenian-Regular.ttf")),
    ("NotoSansGeorgian-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansGeorgian-Regular.ttf")),
    ("NotoSansKannada-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansKannada-Regular.ttf")),
    ("NotoSansMalayalam-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansMalayalam-Regular.ttf")),
    ("NotoSansTelugu-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansTelugu-Regular.ttf")),
    ("NotoSansThai-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansThai-Regular.ttf")),
    ("NotoSansSymbols2-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansSymbols2-Regular.ttf")),
    ("NotoSansSymbols-Regular.ttf", include_bytes!("../../templates/fonts/NotoSansSymbols-Regular.ttf")),
    ("NotoSansMath-Operators.ttf", include_bytes!("../../templates/fonts/NotoSansMath-Operators.ttf")),
];

/// The fonts of one worker.
pub struct Fonts {
    /// What Typst chooses from.
    pub book: LazyHash<FontBook>,
    /// How many of the files that were to be used beside the bundled ones are no fonts.
    pub unusable: usize,
    fonts: Vec<Font>,
    covered: Vec<u32>,
}

impl Fonts {
    /// The bundled fonts and these. Bytes that are no font are counted.
    pub fn new(extra: &[&[u8]]) -> Self {
        let mut fonts: Vec<Font> =
            BUNDLED.iter().map(|(_, bytes)| Bytes::new(*bytes)).flat_map(Font::iter).collect();
        let mut unusable = 0;
        for bytes in extra {
            let known = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes.to_vec())));
            unusable += usize::from(fonts.len() == known);
        }
        let mut covered: Vec<u32> = fonts.iter().flat_map(|font| font.info().coverage.iter()).collect();
        covered.sort_unstable();
        covered.dedup();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), unusable, fonts, covered }
    }

    /// The font at this place of the book.
    pub fn get(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// Whether any font has a glyph for this character.
    pub fn cover(&self, c: char) -> bool {
        self.covered.binary_search(&u32::from(c)).is_ok()
    }

    /// The source of `fonts.typ`. Arrows and operators come from their own font even where the
    /// first could put one together from parts, as it would `≠`.
    pub fn list(&self) -> String {
        let mut list =
            format!("#let families = ((name: {OPERATORS:?}, covers: regex(\"[\\u{{2190}}-\\u{{22ff}}]\")), ");
        for family in self.families() {
            list.push_str(&format!("{family:?}, "));
        }
        list.push(')');
        list
    }

    /// All families, each once: [`FONT_FAMILIES`], then others in the order of their files.
    pub fn families(&self) -> Vec<&str> {
        let mut families = FONT_FAMILIES.to_vec();
        for font in &self.fonts {
            let family = font.info().family.as_str();
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }
}

/// `fonts.typ` as it is without fonts beyond the bundled ones, for those who typeset our sources by
/// other means. Fonts of a panel's own come last in any case, where Typst looks by itself.
pub fn bundled_list() -> String {
    Fonts::new(&[]).list()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_named_is_there_and_every_font_is_named() {
        let fonts = Fonts::new(&[]);
        assert_eq!(fonts.fonts.len(), BUNDLED.len());
        assert_eq!(fonts.families(), FONT_FAMILIES);
        for family in FONT_FAMILIES {
            assert!(fonts.book.contains_family(&family.to_lowercase()), "{family}");
        }
    }

    #[test]
    fn the_characters_templates_may_use_are_covered() {
        let fonts = Fonts::new(&[]);
        for c in "–—…‘’“”•·→←☐☑☒✓✗⚠≤≥≠×±½£€№�".chars().chain('\u{2400}'..='\u{2421}')
        {
            assert!(fonts.cover(c), "{c}");
        }
        for c in ('\u{a1}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
            assert!(fonts.cover(c), "{c}");
        }
    }

    #[test]
    fn bytes_that_are_no_font_are_counted() {
        let fonts = Fonts::new(&[BUNDLED[0].1, b"no font", b""]);
        assert_eq!((fonts.fonts.len(), fonts.unusable), (BUNDLED.len() + 1, 2));
    }
}
