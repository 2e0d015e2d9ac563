//! Text out of PDF files with a text layer.
//!
//! Owns [`text`]. Invariant: time and memory stay within caps whatever the bytes are, and nothing panics. Must not know of
//! reports.

mod content;
mod flow;
mod font;
mod furniture;
mod lines;
mod names;
mod radicals;
mod read;

use super::{Extract, Problem};

/// The text of `bytes`.
///
/// # Errors
/// What keeps it from being read.
pub fn text(bytes: &[u8]) -> Result<Extract, Problem> {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    read::read(bytes.to_vec(), until, 20)
}
