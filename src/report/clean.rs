//! Finding the speech in a page: paragraphs, removed chrome with reasons, joined lines.
//!
//! Invariant: paragraphs, removed spans and blank space together are the whole text; a full sentence which the speech
//! does not repeat is never removed.

use super::Removed;
use crate::text::span::Span;

/// The reading text of a page.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// Paragraphs that are read: the title block, the speech, appendices; sorted.
    pub paragraphs: Vec<Span>,
    /// Chrome taken out, sorted.
    pub removed: Vec<Removed>,
    /// What is skipped inside paragraphs, sorted.
    pub gaps: Vec<Span>,
    /// Index of the paragraph where the speech starts (各位代表 included).
    pub speech_start: u32,
    /// Index one past the last paragraph of the speech; appendices follow.
    pub speech_end: u32,
}

/// Finds the reading text.
pub fn clean(text: &str, folded: &str) -> Cleaned {
    let _ = folded;
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            paragraphs.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len();
    }
    let speech_end = paragraphs.len() as u32;
    Cleaned {
        paragraphs,
        removed: Vec::new(),
        gaps: Vec::new(),
        speech_start: 0,
        speech_end,
    }
}
