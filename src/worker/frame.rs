//! The protocol between parent and worker: frames of one byte for the kind, eight for the length
//! (little end first), then that many bytes.

use std::io::{self, Read, Write};

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To the worker, once, first: what all its jobs share.
    Setup,
    /// To the worker: a job.
    Job,
    /// From the worker, once, first: the level of its sandbox.
    Hello,
    /// From the worker: a job's answer, after eight bytes with its peak heap.
    Done,
    /// From the worker: the job made it stumble, and it will stop.
    Stumbled,
}

const KINDS: [(Kind, u8); 5] =
    [(Kind::Setup, b'S'), (Kind::Job, b'J'), (Kind::Hello, b'H'), (Kind::Done, b'D'), (Kind::Stumbled, b'X')];

/// Writes one frame and flushes it.
///
/// # Errors
/// When the other side has gone.
pub fn write(to: &mut impl Write, kind: Kind, parts: &[&[u8]]) -> io::Result<()> {
    let code = KINDS.iter().find(|(known, _)| *known == kind).map_or(0, |(_, code)| *code);
    let length: usize = parts.iter().map(|part| part.len()).sum();
    to.write_all(&[code])?;
    to.write_all(&length_bytes(length))?;
    for part in parts {
        to.write_all(part)?;
    }
    to.flush()
}

/// What reading gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A whole frame.
    Frame(Kind, Vec<u8>),
    /// A frame larger than allowed, which was not read.
    TooLarge,
    /// Nothing more will come.
    End,
}

/// Reads one frame of at most `largest` bytes. Broken frames, and a frame cut short, are an end.
pub fn read(from: &mut impl Read, largest: usize) -> Incoming {
    let mut head = [0; 9];
    if from.read_exact(&mut head).is_err() {
        return Incoming::End;
    }
    let Some((kind, _)) = KINDS.iter().find(|(_, code)| *code == head[0]) else {
        return Incoming::End;
    };
    let Some(length) = length_of(&head[1..]) else {
        return Incoming::TooLarge;
    };
    if length > largest {
        return Incoming::TooLarge;
    }
    // Grows with what really comes, not with what was announced.
    let mut bytes = Vec::new();
    let wanted = u64::try_from(length).unwrap_or(u64::MAX);
    match from.take(wanted).read_to_end(&mut bytes) {
        Ok(got) if got == length => Incoming::Frame(*kind, bytes),
        _ => Incoming::End,
    }
}

/// Several byte strings as one, for a stage whose jobs or replies have parts.
pub fn join(parts: &[&[u8]]) -> Vec<u8> {
    let size: usize = parts.iter().map(|part| part.len() + 8).sum();
    let mut joined = Vec::with_capacity(size);
    for part in parts {
        joined.extend_from_slice(&length_bytes(part.len()));
        joined.extend_from_slice(part);
    }
    joined
}

/// The parts that [`join`] joined; `None` if these bytes are not such.
pub fn split(mut joined: &[u8]) -> Option<Vec<&[u8]>> {
    let mut parts = Vec::new();
    while !joined.is_empty() {
        let (head, rest) = joined.split_at_checked(8)?;
        let (part, rest) = rest.split_at_checked(length_of(head)?)?;
        parts.push(part);
        joined = rest;
    }
    Some(parts)
}

/// A length as eight bytes.
pub fn length_bytes(length: usize) -> [u8; 8] {
    u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes()
}

/// A length from eight bytes; `None` if this machine cannot hold so much.
pub fn length_of(bytes: &[u8]) -> Option<usize> {
    let bytes: [u8; 8] = bytes.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(bytes)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_as_it_went() {
        let mut wire = Vec::new();
        write(&mut wire, Kind::Job, &[b"ab", b"", b"c"]).expect("a Vec takes everything");
        let mut from = wire.as_slice();
        assert_eq!(read(&mut from, 3), Incoming::Frame(Kind::Job, b"abc".to_vec()));
        assert_eq!(read(&mut from, 3), Incoming::End);
    }

    #[test]
    fn a_large_a_broken_and_a_short_frame_are_not_read() {
        let mut wire = Vec::new();
        write(&mut wire, Kind::Done, &[b"abcd"]).expect("a Vec takes everything");
        assert_eq!(read(&mut wire.as_slice(), 3), Incoming::TooLarge);
        assert_eq!(read(&mut &wire[..wire.len() - 1], 9), Incoming::End);
        wire[0] = b'?';
        assert_eq!(read(&mut wire.as_slice(), 9), Incoming::End);
    }

    #[test]
    fn parts_come_back_and_cut_parts_do_not() {
        let joined = join(&[b"one", b"", b"three"]);
        assert_eq!(split(&joined), Some(vec![&b"one"[..], b"", b"three"]));
        assert_eq!(split(&joined[..joined.len() - 1]), None);
        assert_eq!(split(&[]), Some(Vec::new()));
    }
}
