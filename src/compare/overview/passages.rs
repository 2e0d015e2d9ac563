//! What was kept at length, and what was changed most.
//!
//! Invariant: passages of one list do not overlap in A.

use super::super::{Change, Comparison, Depth};
use crate::report::{Report, SectionId};
use crate::text::fold::han_count;
use crate::text::span::Span;

/// Most passages of a list.
const MOST: usize = 60;
/// Han characters from which word for word is worth telling.
const LEAST: usize = 12;

/// A passage of both reports.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Passage {
    /// Where in A.
    pub a: Span,
    /// Where in B.
    pub b: Span,
    /// The section of B that it begins in.
    pub section: Option<SectionId>,
    /// Han characters: those of the passage where it was kept, those that are not as they were where it was changed.
    pub han: u32,
    /// Bigram Dice, 0 to 1; 1 where it was kept.
    pub similarity: f32,
    /// It moved.
    pub moved: bool,
}

/// Runs of sentences that stayed, the longest first; at parallel depth wording that both share and that is not formulaic.
pub fn kept(a: &Report, b: &Report, c: &Comparison) -> Vec<Passage> {
    let passage = |x: Span, y: Span, moved: bool| Passage {
        a: x,
        b: y,
        section: b.section_at(y.start()),
        han: han_count(&b.reading(y)) as u32,
        similarity: 1.0,
        moved,
    };
    let mut out: Vec<Passage> = Vec::new();
    if c.depth == Depth::Parallel {
        let news = c.shared.iter().filter(|s| !s.formulaic);
        out.extend(news.map(|s| passage(s.a, s.b, false)));
        // What several sections share alike is told once.
        let mut seen = rustc_hash::FxHashSet::default();
        out.retain(|p| seen.insert(b.reading_folded(p.b).into_owned()));
    } else {
        // A run: neighbours in one section of both reports, none of them changed.
        let mut run: Option<(Span, Span, (u32, u32), bool)> = None;
        for pair in c
            .pairs
            .iter()
            .filter(|p| !p.reworded && p.change != Change::Reworded)
        {
            let (Some(x), Some(y)) = (
                a.sentences.get(pair.a.index()),
                b.sentences.get(pair.b.index()),
            ) else {
                continue;
            };
            let next = (pair.a.0 + pair.a_len.max(1), pair.b.0 + pair.b_len.max(1));
            let moved = pair.change == Change::Moved;
            run = match run {
                Some((p, q, due, was))
                    if due == (pair.a.0, pair.b.0) && was == moved && !x.heading && !y.heading =>
                {
                    Some((p.join(x.span), q.join(y.span), next, moved))
                }
                before => {
                    out.extend(before.map(|(p, q, _, moved)| passage(p, q, moved)));
                    Some((x.span, y.span, next, moved))
                }
            };
        }
        out.extend(run.map(|(p, q, _, moved)| passage(p, q, moved)));
    }
    out.retain(|p| p.han as usize >= LEAST);
    out.sort_by(|p, q| q.han.cmp(&p.han).then(p.b.cmp(&q.b)));
    out.truncate(MOST);
    out
}

/// Reworded sentences, headings aside, those with most changed Han characters first.
pub fn reworded(a: &Report, b: &Report, c: &Comparison) -> Vec<Passage> {
    let mut out = Vec::new();
    for pair in c
        .pairs
        .iter()
        .filter(|p| p.reworded || p.change == Change::Reworded)
    {
        let span = |report: &Report, first: usize, len: u32| {
            let last = first + (len.max(1) as usize) - 1;
            let first = report.sentences.get(first).filter(|s| !s.heading)?;
            Some(first.span.join(report.sentences.get(last)?.span))
        };
        let (Some(x), Some(y)) = (
            span(a, pair.a.index(), pair.a_len),
            span(b, pair.b.index(), pair.b_len),
        ) else {
            continue;
        };
        let changed: usize = pair
            .edits
            .iter()
            .filter(|e| !e.equal)
            .map(|e| han_count(e.a.of(&a.text)).max(han_count(e.b.of(&b.text))))
            .sum();
        out.push(Passage {
            a: x,
            b: y,
            section: b.section_at(y.start()),
            han: changed as u32,
            similarity: pair.similarity,
            moved: pair.change == Change::Moved,
        });
    }
    out.sort_by(|p, q| q.han.cmp(&p.han).then(p.b.cmp(&q.b)));
    out.truncate(MOST);
    out
}
