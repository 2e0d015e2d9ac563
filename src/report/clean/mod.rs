//! Finding the speech in a page: paragraphs, removed chrome with reasons, joined lines.
//!
//! Invariant: every character that is no blank lies in a paragraph, in a gap or in what was removed; a full sentence
//! which the speech does not repeat is never removed. Must not know of sections.

mod blocks;
mod bounds;
pub(crate) mod chars;
pub(crate) mod chrome;
mod lines;
mod literal;
mod oneline;
mod repeat;
pub(crate) mod words;

use super::{Reason, Removed, StandsFor};
use crate::text::span::Span;
use blocks::Block;

/// The reading text of a page.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// Paragraphs that are read: the title block, the speech, appendices; sorted.
    pub paragraphs: Vec<Span>,
    /// Chrome taken out, sorted.
    pub removed: Vec<Removed>,
    /// What is skipped inside paragraphs, sorted.
    pub gaps: Vec<Span>,
    /// What stands for another character, sorted; each lies in `gaps` too.
    pub stands_for: Vec<StandsFor>,
    /// Index of the paragraph where the speech starts (各位代表 included).
    pub speech_start: u32,
    /// Index one past the last paragraph of the speech; appendices follow.
    pub speech_end: u32,
}

/// Finds the reading text.
pub fn clean(text: &str, folded: &str) -> Cleaned {
    let blocks::Blocks {
        list: blocks,
        gaps,
        mut removed,
        stands_for,
    } = blocks::blocks(text, folded);
    let bounds = bounds::find(&blocks);
    let mut paragraphs = Vec::with_capacity(blocks.len());
    let (mut speech_start, mut speech_end) = (None, 0);
    for (i, (block, fate)) in blocks.iter().zip(&bounds.fates).enumerate() {
        if let Some(reason) = fate {
            removed.push(Removed {
                span: block.span,
                reason: *reason,
            });
            continue;
        }
        if i >= bounds.start && speech_start.is_none() {
            speech_start = Some(paragraphs.len());
        }
        paragraphs.push(block.span);
        if i < bounds.end {
            speech_end = paragraphs.len();
        }
    }
    removed.sort_unstable_by_key(|r| r.span);
    removed = merged(text, &removed);
    let speech_start = speech_start.unwrap_or(0);
    Cleaned {
        speech_start: speech_start as u32,
        speech_end: speech_end.max(speech_start) as u32,
        paragraphs,
        removed,
        gaps,
        stands_for,
    }
}

/// Neighbours that were removed for the same reason, with nothing but blanks between them, as one.
fn merged(text: &str, removed: &[Removed]) -> Vec<Removed> {
    let mut out: Vec<Removed> = Vec::with_capacity(removed.len());
    for r in removed {
        while out.last().is_some_and(|last| r.span.covers(last.span)) {
            out.pop();
        }
        match out.last_mut() {
            // A mark inside a larger piece that was removed.
            Some(last) if last.span.covers(r.span) => {}
            Some(last)
                if last.reason == r.reason
                    && Span::new(last.span.end(), r.span.start())
                        .of(text)
                        .chars()
                        .all(chars::is_blank) =>
            {
                last.span = last.span.join(r.span);
            }
            _ => out.push(*r),
        }
    }
    out
}
