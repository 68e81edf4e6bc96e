//! What goes to a typesetting worker and what comes back.

use serde::{Deserialize, Serialize};

use crate::worker;

use super::press::Care;

/// What a worker says about a document it made.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Number of pages.
    pub pages: usize,
    /// Characters printed as codes or pictures, in order.
    pub substituted: Vec<char>,
    /// How many of the panel's fonts are none.
    pub unusable_fonts: usize,
    /// The compiler's warnings.
    pub warnings: Vec<Remark>,
}

/// One thing the compiler said, free of the document's data.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The file, unless it is the document's own source.
    pub file: Option<String>,
    /// The line, from one.
    pub line: Option<u32>,
}

/// Files by name, and fonts.
type Shared<'a> = (Vec<(&'a str, &'a str)>, Vec<&'a [u8]>);

/// What all documents share, as bytes.
pub fn shared(files: &[(String, String)], fonts: &[Vec<u8>]) -> Vec<u8> {
    let files: Vec<&[u8]> =
        files.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).collect();
    let fonts: Vec<&[u8]> = fonts.iter().map(Vec::as_slice).collect();
    worker::join(&[&worker::join(&files), &worker::join(&fonts)])
}

/// The files and fonts of [`shared`].
pub fn parse_shared(bytes: &[u8]) -> Option<Shared<'_>> {
    let parts = worker::split(bytes)?;
    let [files, fonts] = parts.as_slice() else { return None };
    let texts: Vec<&str> =
        worker::split(files)?.into_iter().map(str::from_utf8).collect::<Result<_, _>>().ok()?;
    let (files, []) = texts.as_chunks::<2>() else { return None };
    Some((files.iter().map(|[name, text]| (*name, *text)).collect(), worker::split(fonts)?))
}

/// A job, as bytes.
pub fn job(name: &str, source: &str, care: Care) -> Vec<u8> {
    let care: &[u8] = if care == Care::Plain { b"plain" } else { b"" };
    worker::join(&[name.as_bytes(), source.as_bytes(), care])
}

/// The parts of a [`job`].
pub fn parse_job(bytes: &[u8]) -> Option<(&str, &str, Care)> {
    let parts = worker::split(bytes)?;
    let [name, source, care] = parts.as_slice() else { return None };
    let care = if care.is_empty() { Care::Normal } else { Care::Plain };
    Some((str::from_utf8(name).ok()?, str::from_utf8(source).ok()?, care))
}

/// A reply, as bytes.
pub fn reply(made: Result<(Printed, Vec<u8>), Remark>) -> Vec<u8> {
    let (head, pdf) = match made {
        Ok((printed, pdf)) => (serde_json::to_vec(&Ok::<_, Remark>(printed)), pdf),
        Err(remark) => (serde_json::to_vec(&Err::<Printed, _>(remark)), Vec::new()),
    };
    worker::join(&[&head.unwrap_or_default(), &pdf])
}

/// The parts of a [`reply`].
pub fn parse_reply(bytes: &[u8]) -> Option<Result<(Printed, Vec<u8>), Remark>> {
    let parts = worker::split(bytes)?;
    let [head, pdf] = parts.as_slice() else { return None };
    let head: Result<Printed, Remark> = serde_json::from_slice(head).ok()?;
    Some(head.map(|printed| (printed, pdf.to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_back_as_it_went() {
        let files = [("a.typ".to_owned(), "b".to_owned())];
        let bytes = shared(&files, &[vec![1, 2]]);
        assert_eq!(parse_shared(&bytes), Some((vec![("a.typ", "b")], vec![&[1, 2][..]])));

        let bytes = job("n", "s", Care::Plain);
        assert_eq!(parse_job(&bytes), Some(("n", "s", Care::Plain)));

        let printed = Printed { pages: 2, substituted: vec!['😀'], ..Printed::default() };
        let bytes = reply(Ok((printed.clone(), vec![7])));
        assert_eq!(parse_reply(&bytes), Some(Ok((printed, vec![7]))));
        let remark = Remark { message: "m".to_owned(), ..Remark::default() };
        assert_eq!(parse_reply(&reply(Err(remark.clone()))), Some(Err(remark)));
        assert_eq!(parse_reply(b"nonsense"), None);
    }
}
