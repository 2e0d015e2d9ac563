//! Text out of web pages.
//!
//! Owns [`text`]. Invariant: time and memory stay within caps whatever the bytes are, and nothing panics. Must not know of
//! reports.

use super::{Extract, Format, Problem};

/// The text of `bytes`.
///
/// # Errors
/// What keeps it from being read.
pub fn text(bytes: &str) -> Result<Extract, Problem> {
    let _ = bytes;
    Err(Problem::Format(Format::Html))
}
