//! Bytes to text: formats, encodings, and refusing what is no text.
//!
//! Owns [`decode`], and reading bytes. Each format and its caps stand in a file of their own; this one only chooses. Invariant: what
//! `decode` returns holds Han characters and is at most [`LONGEST`] bytes long; whatever the bytes are, it ends in a text or in a
//! sentence, within these caps. Must not know of reports.
//!
//! | cap | |
//! |---|---|
//! | a file | [`LARGEST`] |
//! | the text in it | [`LONGEST`] |
//! | tables in tables, lists in lists | 64; those further inside are plain lines |
//! | archives in archives (MHTML) | 4 |
//! | tags, attributes, comments, entities | none: one pass, nothing recurses |

pub mod docx;
mod encoding;
mod format;
pub mod html;
mod markdown;
mod mhtml;
pub mod pdf;
mod problem;

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

pub use encoding::Charset;
pub use format::Format;
pub use problem::{Problem, SourceError};

use crate::text::fold::is_han;

/// Largest file that is read, in bytes: 64 MB. Word files and PDFs with pictures come near it.
pub const LARGEST: u64 = 64 << 20;

/// Longest text that is read, in bytes: 8 MB, a hundred times a report.
pub const LONGEST: usize = 8 << 20;

/// Decoded, extracted bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What the bytes were.
    pub format: Format,
    /// Name of the encoding; empty where the format has its own (Word, PDF).
    pub encoding: &'static str,
    /// Something to be known of how the text came out.
    pub notes: Vec<Note>,
}

/// The text that a format's own reader took out of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extract {
    /// The text: a line for each paragraph, heading, list item or row of a table.
    pub text: String,
    /// Something to be known of how it came out.
    pub notes: Vec<Note>,
}

/// Something to be known of how a text came out of its file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// Some bytes were not of the encoding; U+FFFD stands in their place.
    BrokenBytes,
    /// A Word file with tracked changes: what was put in is read, what was struck out is not.
    TrackedChanges,
    /// This many pages of a PDF hold no text.
    PagesWithoutText(u32),
    /// The file ends before it says that it does: what came after is not there.
    CutShort,
}

/// Reads a file's bytes, at most `most` of them. Asks what it is before opening it: a pipe would wait for ever.
///
/// # Errors
/// Missing, unreadable, not a regular file, larger than [`LARGEST`].
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, SourceError> {
    let failed = |error: &io::Error| SourceError::from_io(path, error);
    let about = std::fs::metadata(path).map_err(|e| failed(&e))?;
    if !about.is_file() {
        return Err(SourceError::new(path, Problem::NotAFile));
    }
    if about.len() > LARGEST {
        return Err(SourceError::new(path, Problem::TooLarge(about.len())));
    }
    let mut bytes = Vec::with_capacity(about.len().min(most) as usize);
    let mut file = File::open(path).map_err(|e| failed(&e))?.take(most);
    file.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes)
}

/// Reads standard input to its end.
///
/// # Errors
/// A terminal (nobody pipes anything in), unreadable, larger than [`LARGEST`].
pub fn read_stdin() -> Result<Vec<u8>, SourceError> {
    let input = io::stdin().lock();
    if input.is_terminal() {
        return Err(SourceError::new("-", Problem::NoInput));
    }
    let mut bytes = Vec::new();
    input
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| SourceError::from_io("-", &e))?;
    if bytes.len() as u64 > LARGEST {
        return Err(SourceError::new("-", Problem::TooLarge(bytes.len() as u64)));
    }
    Ok(bytes)
}

/// What the first bytes of a file say it is, where that is something that is not read; `None` too if it cannot be opened.
pub fn sniff(path: &Path) -> Option<Format> {
    let bytes = read(path, 4 << 10).ok()?;
    // What makes an archive a Word file may lie beyond these bytes.
    Format::of_magic(&bytes).filter(|f| !f.is_read() && *f != Format::Archive)
}

/// Takes the text out of bytes; in `charset` where the reader asked for one (which Word files and PDFs do not have), else as
/// it looks.
///
/// # Errors
/// Empty and blank input, formats that are not read, files that are damaged or locked, text without Han characters.
pub fn decode(path: &Path, bytes: &[u8], charset: Option<Charset>) -> Result<Decoded, SourceError> {
    open(named(path), bytes, charset).map_err(|problem| SourceError::new(path, problem))
}

/// The text at the beginning of a file of which `bytes` are the first: its whole lines. None of Word files and PDFs, which can
/// be taken apart only when they are there to the end.
pub fn beginning(path: &Path, bytes: &[u8], charset: Option<Charset>) -> Option<Decoded> {
    if Format::of_magic(bytes).is_some() || mhtml::is_mhtml(bytes) {
        return None;
    }
    let mut decoded = open(named(path), bytes, charset).ok()?;
    if decoded.format != Format::Text {
        let end = decoded.text.trim_end().rfind('\n')? + 1;
        decoded.text.truncate(end);
    }
    Some(decoded)
}

/// Whether bytes may be the beginning of a web page, judged by the first thing in them.
pub fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    start.trim_ascii_start().starts_with(b"<")
}

fn named(path: &Path) -> Option<Format> {
    Format::of_extension(path.extension()?.to_str()?)
}

fn open(named: Option<Format>, bytes: &[u8], charset: Option<Charset>) -> Result<Decoded, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    let decoded = match Format::of_magic(bytes) {
        Some(Format::Docx) => packed(Format::Docx, docx::text(bytes)?),
        Some(Format::Pdf) => packed(Format::Pdf, pdf::text(bytes)?),
        Some(Format::Ole) if format::is_locked(bytes) => {
            return Err(Problem::Encrypted(Format::Docx));
        }
        // An archive that calls itself a Word file, and of which the part that makes it one is gone.
        Some(Format::Archive) if named == Some(Format::Docx) => {
            return Err(Problem::Damaged(Format::Docx));
        }
        Some(format) => return Err(Problem::Format(format)),
        None if mhtml::is_mhtml(bytes) => archive(bytes, charset)?,
        None => plain(named, bytes, charset)?,
    };
    if decoded.text.len() > LONGEST {
        return Err(Problem::TooLong(decoded.text.len()));
    }
    if decoded.text.trim().is_empty() {
        return Err(Problem::Blank);
    }
    if !decoded.text.chars().any(is_han) {
        return Err(Problem::NoHan);
    }
    Ok(decoded)
}

/// What a format with an encoding of its own gave.
fn packed(format: Format, extract: Extract) -> Decoded {
    Decoded {
        text: extract.text,
        format,
        encoding: "",
        notes: extract.notes,
    }
}

/// Text, Markdown or a page.
fn plain(
    named: Option<Format>,
    bytes: &[u8],
    charset: Option<Charset>,
) -> Result<Decoded, Problem> {
    let Some(read) = encoding::decode(bytes, charset) else {
        return Err(Problem::Format(Format::Binary));
    };
    let (mut chars, mut bad) = (0_usize, 0_usize);
    for c in read.text.chars() {
        chars += 1;
        bad += usize::from(c == char::REPLACEMENT_CHARACTER || is_control(c));
    }
    // Real text has none; one in twenty still leaves it readable, and more comes from bytes that are no text, unless the
    // reader says that they are.
    if charset.is_none() && bad * 20 > chars {
        return Err(Problem::Format(Format::Binary));
    }
    let mut notes = Vec::new();
    if read.broken {
        notes.push(Note::BrokenBytes);
    }
    let format = Format::of_text(&read.text, named);
    let extract = match format {
        Format::Html => html::text(&read.text)?,
        Format::Markdown => markdown::text(&read.text),
        _ => Extract {
            text: read.text.into_owned(),
            notes: Vec::new(),
        },
    };
    notes.extend(extract.notes);
    Ok(Decoded {
        text: extract.text,
        format,
        encoding: read.encoding,
        notes,
    })
}

/// The pages of an archive, one after the other.
fn archive(bytes: &[u8], charset: Option<Charset>) -> Result<Decoded, Problem> {
    let mut whole: Option<Decoded> = None;
    for page in mhtml::pages(bytes) {
        if page.bytes.is_empty() {
            continue;
        }
        let said = page.charset.as_deref().and_then(Charset::named);
        // The header is somebody's word too: valid UTF-8 wins over it.
        let charset = charset.or(said.filter(|_| std::str::from_utf8(&page.bytes).is_err()));
        let named = page.html.then_some(Format::Html);
        let Ok(next) = plain(named, &page.bytes, charset) else {
            continue;
        };
        match &mut whole {
            None => whole = Some(next),
            Some(whole) => {
                whole.text.push_str(&next.text);
                whole.notes.extend(next.notes);
            }
        }
    }
    let mut whole = whole.ok_or(Problem::Damaged(Format::Html))?;
    whole.format = Format::Html;
    whole.notes.dedup();
    Ok(whole)
}

/// Controls that plain text does not hold.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

    use super::*;

    fn refused(name: &str, bytes: &[u8]) -> Problem {
        decode(Path::new(name), bytes, None).unwrap_err().problem
    }

    fn read_as(name: &str, text: &str) -> (Format, String) {
        let decoded = decode(Path::new(name), text.as_bytes(), None).unwrap();
        (decoded.format, decoded.text)
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(refused("a.txt", b""), Problem::Empty);
        assert_eq!(refused("a.txt", b" \r\n\t"), Problem::Blank);
        assert_eq!(refused("a.txt", "\u{feff}".as_bytes()), Problem::Blank);
        assert_eq!(refused("a.txt", b"nothing Chinese here"), Problem::NoHan);
        assert_eq!(refused("a.html", b"<p>nothing</p>"), Problem::NoHan);
        assert_eq!(refused("a.html", b"<p> <br> </p>"), Problem::Blank);
        for (bytes, format) in [
            (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."[..], Format::Ole),
            (b"{\\rtf1\\ansi", Format::Rtf),
            (
                b"\x01\x02\x00\x00\x03\x04\x00\xfe\x00\x00\x07",
                Format::Binary,
            ),
        ] {
            assert_eq!(
                refused("a.docx", bytes),
                Problem::Format(format),
                "{bytes:?}"
            );
        }
        let cut_archive = b"PK\x03\x04....a.txt";
        assert_eq!(
            refused("a.zip", cut_archive),
            Problem::Format(Format::Archive)
        );
        assert_eq!(
            refused("a.docx", cut_archive),
            Problem::Damaged(Format::Docx)
        );
        let noise: Vec<u8> = (0..4000_u32).map(|i| (i * i * 7 + i / 3) as u8).collect();
        assert_eq!(refused("a.txt", &noise), Problem::Format(Format::Binary));
        let locked =
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
        assert_eq!(refused("a.docx", locked), Problem::Encrypted(Format::Docx));
    }

    #[test]
    fn the_bytes_win_over_the_name() {
        let page = "<html><body><p>各位代表：</p><p>一、回顾</p>";
        let text = "各位代表：\n一、回顾\n";
        for name in ["a.html", "a.txt", "a.md", "a", "a.doc"] {
            assert_eq!(
                read_as(name, page),
                (Format::Html, text.to_owned()),
                "{name}"
            );
        }
        assert_eq!(read_as("a.html", text), (Format::Text, text.to_owned()));
        assert_eq!(read_as("a.md", text), (Format::Markdown, text.to_owned()));
        assert_eq!(
            read_as("a.md", "# 一、回顾\n"),
            (Format::Markdown, "一、回顾\n".to_owned())
        );
    }

    #[test]
    fn an_encoding_that_was_asked_for_is_taken() {
        let bytes = encoding_rs::BIG5.encode("現在報告工作").0;
        let asked = |charset| decode(Path::new("a.txt"), &bytes, Some(charset)).unwrap();
        assert_eq!(asked(Charset::Big5).text, "現在報告工作");
        let wrong = asked(Charset::Gb18030);
        assert_eq!(wrong.encoding, "GB18030");
        assert_ne!(wrong.text, "現在報告工作");
        let marked = decode(
            Path::new("a.txt"),
            "\u{feff}报告".as_bytes(),
            Some(Charset::Utf8),
        );
        assert_eq!(marked.unwrap().text, "报告");
    }

    #[test]
    fn the_beginning_of_a_page_is_its_whole_lines() {
        let page = "<html><title>甲县报告</title><p>各位代表：<p>过去一年，全县上下";
        let seen = beginning(Path::new("a.html"), page.as_bytes(), None).unwrap();
        assert_eq!(seen.text, "甲县报告\n各位代表：\n");
        assert!(beginning(Path::new("a.docx"), b"PK\x03\x04", None).is_none());
        assert!(beginning(Path::new("a.pdf"), b"%PDF-1.7", None).is_none());
    }

    #[test]
    fn the_system_is_asked_before_a_file_is_opened() {
        let missing = read(Path::new("/no/such/file"), LARGEST).unwrap_err();
        assert_eq!(missing.problem, Problem::Missing);
        let device = read(Path::new("/dev/zero"), LARGEST).unwrap_err();
        assert_eq!(device.problem, Problem::NotAFile);
    }
}
