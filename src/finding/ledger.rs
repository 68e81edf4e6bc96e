//! The ledger: everything read is either used or set aside with a reason.

use super::Place;

/// What one source (a file, or a sheet of it) gave and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file or sheet.
    pub place: Place,
    /// What its rows are, in the plural: `referrals`, `returns`, `actions`, `files`.
    pub what: &'static str,
    /// How many were read.
    pub read: usize,
    /// How many went on into the meeting.
    pub used: usize,
    /// The others, each with its reason.
    pub set_aside: Vec<SetAside>,
}

/// One row or file that was read and not used, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetAside {
    /// Where it stands.
    pub place: Place,
    /// Why it was not used, in plain words without personal data.
    pub reason: String,
}

/// The account of a run: for every source, read = used + set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    sources: Vec<Source>,
}

impl Ledger {
    /// Enters one source.
    ///
    /// # Panics
    /// If what was read is not what was used plus what was set aside: a defect of this program,
    /// never of its input.
    pub fn enter(&mut self, source: Source) {
        assert!(
            source.read == source.used + source.set_aside.len(),
            "the ledger does not balance for {}: {} read, {} used, {} set aside",
            source.place,
            source.read,
            source.used,
            source.set_aside.len()
        );
        self.sources.push(source);
    }

    /// Sets aside something of a file that was entered as used.
    ///
    /// # Panics
    /// If nothing of that file was used: a defect of this program.
    pub fn put_aside(&mut self, what: &str, aside: SetAside) {
        let source = self
            .sources
            .iter_mut()
            .find(|source| source.what == what && source.place.file == aside.place.file && source.used > 0)
            .expect("what is set aside was entered before");
        source.used = source.used.saturating_sub(1);
        source.set_aside.push(aside);
    }

    /// Adds everything another ledger holds.
    pub fn extend(&mut self, other: Ledger) {
        self.sources.extend(other.sources);
    }

    /// Takes out every source whose file lies in this folder of the input.
    pub fn take_folder(&mut self, folder: &str) -> Ledger {
        let (inside, outside) =
            std::mem::take(&mut self.sources).into_iter().partition(|source| source.place.is_in(folder));
        self.sources = outside;
        Ledger { sources: inside }
    }

    /// All sources, in the order of their places.
    pub fn sources(&self) -> Vec<&Source> {
        let mut sources: Vec<&Source> = self.sources.iter().collect();
        sources.sort_by(|a, b| (a.what, &a.place).cmp(&(b.what, &b.place)));
        sources
    }

    /// Read, used and set aside over all sources of one kind, and from how many files.
    pub fn totals(&self, what: &str) -> (usize, usize, usize, usize) {
        let of_kind = || self.sources.iter().filter(|source| source.what == what);
        let files: std::collections::BTreeSet<&str> =
            of_kind().map(|source| source.place.file.as_str()).collect();
        (
            of_kind().map(|source| source.read).sum(),
            of_kind().map(|source| source.used).sum(),
            of_kind().map(|source| source.set_aside.len()).sum(),
            files.len(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "does not balance")]
    fn a_lost_row_is_a_defect() {
        Ledger::default().enter(Source {
            place: Place::file("a.csv"),
            what: "referrals",
            read: 2,
            used: 1,
            set_aside: Vec::new(),
        });
    }
}
