//! From the bytes of a file to its text, with nothing around it.
//!
//! Owns [`read`]. Invariant: what a page does not yield is counted. Must not know of processes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::content::{Reader, Stop};
use super::lines::{Line, lines};
use super::{flow, furniture, radicals};
use crate::report::source::{Extract, Format, Note, Problem};

/// Reads a file until `until`; when it takes longer, it is said that it took `seconds`.
///
/// # Errors
/// Damaged, locked, without text, too large or too slow.
pub fn read(bytes: Vec<u8>, until: Instant, seconds: u32) -> Result<Extract, Problem> {
    let cut = is_cut(&bytes);
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Problem::Encrypted(Format::Pdf),
        _ => Problem::Damaged(Format::Pdf),
    })?;
    let mut reader = Reader::new(until);
    let mut pages: Vec<Vec<Line>> = Vec::new();
    let mut bare = 0;
    for page in pdf.pages().iter() {
        // What breaks on one page leaves the others.
        let glyphs = catch_unwind(AssertUnwindSafe(|| reader.page(page)));
        let glyphs = match glyphs {
            Ok(Ok(glyphs)) => glyphs,
            Ok(Err(Stop::Slow)) => return Err(Problem::TooSlow(seconds)),
            Ok(Err(Stop::Much)) => return Err(Problem::Bomb(Format::Pdf)),
            Err(_) => Vec::new(),
        };
        let lines = lines(glyphs);
        bare += u32::from(lines.is_empty());
        pages.push(lines);
    }
    // Of a file that was cut off, a few words are no text.
    if pages.is_empty() || (cut && bare as usize * 2 > pages.len()) {
        return Err(Problem::Damaged(Format::Pdf));
    }
    let (mut count, mut unknown) = (0, 0);
    for line in pages.iter().flatten() {
        count += line.count;
        unknown += line.unknown;
    }
    // Codes without a meaning: only eyes can read such a text.
    if unknown * 5 >= count {
        return Err(if cut {
            Problem::Damaged(Format::Pdf)
        } else {
            Problem::Scanned
        });
    }
    furniture::mark(&mut pages);
    let mut notes = Vec::new();
    if unknown > 0 {
        notes.push(Note::BrokenBytes);
    }
    if bare > 0 {
        notes.push(Note::PagesWithoutText(bare));
    }
    if cut {
        notes.push(Note::CutShort);
    }
    Ok(Extract {
        text: radicals::settle(flow::text(&pages)),
        notes,
    })
}

/// Whether a file lacks its end: the word that closes every PDF, with room for what mail and servers hang on.
fn is_cut(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(4 << 10)..);
    tail.is_some_and(|tail| memchr::memmem::rfind(tail, b"%%EOF").is_none())
}
