//! Choices that are the same for the same number, and words that stand nowhere else.

/// A source of choices that gives the same ones for the same number.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).expect("a small limit")).expect("a small number")
    }

    /// True so many times in a hundred.
    pub fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A word that stands nowhere else: letters for its number, twice, between others. Two letters at least
/// are other than another's, so that none is taken for another with a slip in it.
pub fn word(number: usize) -> String {
    let letters: String = (0..4u32).map(|place| letter(number / 20usize.pow(place) % 20)).collect();
    format!("vex{letters}{letters}qo")
}

fn letter(number: usize) -> char {
    char::from(b"bcdfghjklmnprstvwxyz"[number])
}

/// Another word of the same length for one of these.
pub fn other_word(written: &str) -> String {
    match written.find("vex") {
        Some(at) => format!("{}wix{}", &written[..at], &written[at + 3..]),
        None => written.replace("020 7946 ", "020 7945 "),
    }
}
