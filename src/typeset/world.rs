//! What a source can reach: itself, the files and fonts it was given, and nothing else. No
//! packages, no date.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::Fonts;
use super::glyphs;

/// A world of one main source at a time.
pub struct Desk {
    library: LazyHash<Library>,
    /// The fonts.
    pub fonts: Fonts,
    main: Source,
    files: Vec<Source>,
}

impl Desk {
    /// A world with these files, by name, and `fonts.typ`, which lists the fonts' families.
    pub fn new(files: &[(&str, &str)], fonts: Fonts) -> Self {
        let list = fonts.list();
        let files = files.iter().copied().chain([("fonts.typ", list.as_str())]);
        Desk {
            library: LazyHash::new(Library::default()),
            main: Source::new(id("main.typ"), String::new()),
            files: files
                .map(|(name, text)| {
                    let root = typst::syntax::parse(text);
                    let mut unwanted = glyphs::suspects(&root);
                    // A tab in code means a tab.
                    unwanted.retain(|c| !c.is_control() && !glyphs::printable(*c, &fonts));
                    Source::new(id(name), glyphs::without(&root, &unwanted))
                })
                .collect(),
            fonts,
        }
    }

    /// Puts another main source on the desk.
    pub fn lay(&mut self, text: String) -> Source {
        self.main = Source::new(id("main.typ"), text);
        self.main.clone()
    }
}

/// Names that are no path at all share one id, and are found under none.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).or_else(|_| VirtualPath::new("nameless"));
    RootedPath::new(VirtualRoot::Project, path.expect("`nameless` is a path")).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let not_found = || FileError::NotFound(id.vpath().get_without_slash().into());
        self.files.iter().rfind(|file| file.id() == id).cloned().ok_or_else(not_found)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.source(id).map(Bytes::from_string)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
