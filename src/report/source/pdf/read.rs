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
    if pages.is_empty() {
        return Err(Problem::Damaged(Format::Pdf));
    }
    let (mut count, mut unknown) = (0, 0);
    for line in pages.iter().flatten() {
        count += line.count;
        unknown += line.unknown;
    }
    // Codes without a meaning: only eyes can read such a text.
    if unknown * 5 >= count {
        return Err(Problem::Scanned);
    }
    furniture::mark(&mut pages);
    let mut notes = Vec::new();
    if unknown > 0 {
        notes.push(Note::BrokenBytes);
    }
    if bare > 0 {
        notes.push(Note::PagesWithoutText(bare));
    }
    Ok(Extract {
        text: radicals::settle(flow::text(&pages)),
        notes,
    })
}
