//! Paragraphs that were split or joined while their sentences stayed.
//!
//! Invariant: every span runs from the first to the last character of one or several whole paragraphs.

use super::{Change, Reflow, SentencePair};
use crate::report::{Report, SentenceId};
use crate::text::span::Span;

/// The reflows in order of A, told by pairs (sorted by sentence of A) that did not move.
pub fn reflows(a: &Report, b: &Report, pairs: &[SentencePair]) -> Vec<Reflow> {
    let paragraph = |report: &Report, id: SentenceId| {
        report
            .sentences
            .get(id.index())
            .map_or(u32::MAX, |s| s.paragraph)
    };
    let last = |id: SentenceId, len: u32| SentenceId(id.0 + len.max(1) - 1);
    let staying: Vec<&SentencePair> = pairs.iter().filter(|p| p.change != Change::Moved).collect();
    // Where a paragraph was cut: the paragraphs on both sides of the cut, in the report that has it.
    let mut out: Vec<(bool, u32, u32, u32)> = Vec::new();
    for two in staying.windows(2) {
        let [one, next] = two else { continue };
        let (a1, a2) = (paragraph(a, last(one.a, one.a_len)), paragraph(a, next.a));
        let (b1, b2) = (paragraph(b, last(one.b, one.b_len)), paragraph(b, next.b));
        let (split, whole, from, to) = match (a1 == a2, b1 == b2) {
            (true, false) => (true, a1, b1, b2),
            (false, true) => (false, b1, a1, a2),
            _ => continue,
        };
        match out.last_mut() {
            Some(last) if last.0 == split && last.1 == whole => last.3 = to,
            _ => out.push((split, whole, from, to)),
        }
    }
    let span = |report: &Report, i: u32| report.paragraphs.get(i as usize).map(|p| p.span);
    out.into_iter()
        .filter_map(|(split, whole, from, to)| {
            let (one, several) = if split { (a, b) } else { (b, a) };
            let whole = span(one, whole)?;
            let parts: Span = span(several, from)?.join(span(several, to)?);
            let (a, b) = if split {
                (whole, parts)
            } else {
                (parts, whole)
            };
            Some(Reflow { a, b, split })
        })
        .collect()
}
