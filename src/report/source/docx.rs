//! Text out of Word files.
//!
//! Owns [`text`]. Invariant: time and memory stay within caps whatever the bytes are, and nothing panics. Must not know of
//! reports.

use super::{Extract, Format, Problem};

/// The text of `bytes`.
///
/// # Errors
/// What keeps it from being read.
pub fn text(bytes: &[u8]) -> Result<Extract, Problem> {
    let _ = bytes;
    Err(Problem::Format(Format::Docx))
}
