//! The one stream of an old Office container that matters: an `.xls` workbook's. Every chain of
//! sectors ends, at the latest when it is longer than the file.

/// Marks in a chain of sectors from here on up are no sectors.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in the small sectors.
const SMALL: usize = 4_096;

/// The bytes of the workbook stream, if the container is in order.
pub(super) fn workbook(file: &[u8]) -> Option<Vec<u8>> {
    let container = Container::open(file)?;
    let directory = container.chain(word(file, 48)?)?;
    let entries = || directory.chunks_exact(128);
    let stream =
        ["Workbook", "Book"].iter().find_map(|wanted| entries().find(|entry| is_named(entry, wanted)))?;
    let (start, size) = (word(stream, 116)?, usize::try_from(word(stream, 120)?).ok()?);
    let mut bytes = if size < SMALL {
        let small = container.chain(word(entries().next()?, 116)?)?;
        container.small_chain(&small, start, word(file, 60)?)?
    } else {
        container.chain(start)?
    };
    (bytes.len() >= size).then(|| bytes.truncate(size))?;
    Some(bytes)
}

struct Container<'a> {
    file: &'a [u8],
    sector: usize,
    small_sector: usize,
    /// For every sector the next one of its chain.
    next: Vec<u32>,
}

impl<'a> Container<'a> {
    fn open(file: &'a [u8]) -> Option<Self> {
        let sector =
            1_usize.checked_shl(u32::from(half(file, 30)?)).filter(|size| (128..=4_096).contains(size))?;
        let small_sector =
            1_usize.checked_shl(u32::from(half(file, 32)?)).filter(|size| (8..=4_096).contains(size))?;
        let mut container = Container { file, sector, small_sector, next: Vec::new() };
        container.next = container.table()?;
        Some(container)
    }

    /// The table of chains: its own sectors are listed in the header, and beyond that in a chain
    /// of sectors whose last number is the next sector.
    fn table(&self) -> Option<Vec<u32>> {
        let mut listed: Vec<u32> = words(self.file.get(76..512)?);
        let mut more = word(self.file, 68)?;
        let most = self.file.len() / self.sector;
        for _ in 0..most {
            if more >= NO_SECTOR {
                break;
            }
            let mut page = words(self.sector(more)?);
            more = page.pop()?;
            listed.append(&mut page);
        }
        let mut table = Vec::new();
        for sector in listed.into_iter().filter(|sector| *sector < NO_SECTOR).take(most) {
            table.append(&mut words(self.sector(sector)?));
        }
        Some(table)
    }

    /// A sector's bytes; the last may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.file.len());
        self.file.get(start..end)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut at = start;
        while at < NO_SECTOR {
            bytes.extend_from_slice(self.sector(at)?);
            if bytes.len() > self.file.len() {
                return None;
            }
            at = *self.next.get(usize::try_from(at).ok()?)?;
        }
        Some(bytes)
    }

    fn small_chain(&self, small: &[u8], start: u32, table: u32) -> Option<Vec<u8>> {
        let next = words(&self.chain(table)?);
        let mut bytes = Vec::new();
        let mut at = start;
        while at < NO_SECTOR {
            let number = usize::try_from(at).ok()?;
            let from = number.checked_mul(self.small_sector)?;
            let to = from.checked_add(self.small_sector)?.min(small.len());
            bytes.extend_from_slice(small.get(from..to)?);
            if bytes.len() > SMALL {
                return None;
            }
            at = *next.get(number)?;
        }
        Some(bytes)
    }
}

/// Whether a directory entry has a name, whatever its case.
fn is_named(entry: &[u8], name: &str) -> bool {
    let letters = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
    let stored = entry.get(..64).unwrap_or_default();
    letters.zip(stored).all(|(wanted, stored)| wanted.eq_ignore_ascii_case(stored))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    let chunks = bytes.chunks_exact(4).filter_map(|chunk| chunk.first_chunk().copied());
    chunks.map(u32::from_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: u32 = 0xFFFF_FFFE;

    /// A container of 512-byte sectors: table, directory, then the stream.
    fn container(stream: &[u8], table: &[u32]) -> Vec<u8> {
        let mut file = vec![0_u8; 512];
        let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
        put(30, &9_u16.to_le_bytes());
        put(32, &6_u16.to_le_bytes());
        put(48, &1_u32.to_le_bytes());
        put(60, &END.to_le_bytes());
        put(68, &END.to_le_bytes());
        put(76, &[0xFF; 436]);
        put(76, &0_u32.to_le_bytes());
        let mut sectors = vec![0xFF_u8; 512];
        for (at, next) in table.iter().enumerate() {
            sectors[at * 4..at * 4 + 4].copy_from_slice(&next.to_le_bytes());
        }
        let mut directory = vec![0_u8; 512];
        let name: Vec<u8> = "workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
        directory[128..128 + name.len()].copy_from_slice(&name);
        directory[244..248].copy_from_slice(&2_u32.to_le_bytes());
        let size = u32::try_from(stream.len()).expect("a short stream");
        directory[248..252].copy_from_slice(&size.to_le_bytes());
        [file, sectors, directory, stream.to_vec()].concat()
    }

    #[test]
    fn the_workbook_is_found_whatever_its_sectors() {
        let stream: Vec<u8> = (0..5_120_u32).map(|n| n.to_le_bytes()[0]).collect();
        let mut table: Vec<u32> = vec![END, END];
        table.extend((3..12).chain([END]));
        assert_eq!(workbook(&container(&stream, &table)), Some(stream));
    }

    #[test]
    fn a_chain_without_end_has_one() {
        let stream = vec![7_u8; 5_120];
        assert_eq!(workbook(&container(&stream, &[END, END, 3, 2])), None);
        assert_eq!(workbook(&container(&stream, &[END, 1])), None);
        assert_eq!(workbook(b"short"), None);
    }
}
