//! Figures that moved: which figures of two reports measure the same thing, and by how much they differ.
//!
//! Owns the matching: within sentence pairs, then within linked sections by what is measured. Invariant: `what` is a
//! span of B's text, a measure stands in at most one change (a figure that several names share stands in one for each),
//! and a change joins figures of one dimension, kind and period only: never a rate with a level, nor 年均 with one year.

mod indicator;
mod matching;
mod measure;
mod words;

use super::{Delta, FigureChange, Firmness, Links, SentencePair, tone};
use crate::report::{Report, Role, SentenceId};
use crate::text::number::Limit;
pub use indicator::known_as;
pub use measure::{Kind, Measure, Period};
pub use words::Act;

/// The changes of all reworded and moved pairs, and of what linked sections measure beyond them, in order of B.
pub fn changes(a: &Report, b: &Report, pairs: &[SentencePair], links: &Links) -> Vec<FigureChange> {
    let (left, right) = super::both(|| measures(a), || measures(b));
    let mut out: Vec<FigureChange> = matching::matches(a, b, (&left, &right), pairs, links)
        .into_iter()
        .filter_map(|found| {
            let (p, q) = (left.get(found.a)?, right.get(found.b)?);
            Some(FigureChange {
                pair: found.pair,
                sentence_a: p.sentence,
                sentence_b: q.sentence,
                what: q.what,
                a: p.figure.span,
                b: q.figure.span,
                delta: delta(a, p, b, q),
                bound_a: p.figure.bound.clone(),
                bound_b: q.figure.bound.clone(),
                bound: rebound(a, p, b, q),
                falls_a: p.falls,
                falls_b: q.falls,
                firmness: firmness(a, p, b, q),
            })
        })
        .collect();
    out.sort_by_key(|change| (change.b, change.what));
    out
}

/// Every figure of a report with what it measures, in order; a figure that several names share comes once for each.
pub fn measures(report: &Report) -> Vec<Measure> {
    (0..report.sentences.len() as u32)
        .filter(|&i| {
            report
                .sentences
                .get(i as usize)
                .is_some_and(|s| !s.heading || s.span.len() > 60)
        })
        .flat_map(|i| measure::of_sentence(report, SentenceId(i)))
        .collect()
}

/// By how much `q` differs from `p`; ranges count by their middle.
fn delta(a: &Report, p: &Measure, b: &Report, q: &Measure) -> Option<Delta> {
    let (Some(old), Some(new)) = (p.value(), q.value()) else {
        // 47.8:52.1 and 与经济增长同步 have no value, yet may stand as they stood.
        let same = words::name_of(p.figure.span.of(&a.folded))
            == words::name_of(q.figure.span.of(&b.folded))
            || words::is_peg(&p.figure) && p.figure.bound == q.figure.bound;
        let both_none = p.value().is_none() && q.value().is_none();
        return (same && both_none).then_some(Delta::Same);
    };
    if (old - new).abs() <= old.abs().max(new.abs()) * 1e-9 {
        return Some(Delta::Same);
    }
    // No noise of binary fractions: 40.6 less 40.2 is 0.4.
    let round = |x: f64| (x * 1e4).round() / 1e4;
    if matches!(q.base(), "%" | "个百分点") {
        return Some(Delta::Points(round(new - old)));
    }
    (old != 0.0).then(|| Delta::Percent(round((new - old) / old.abs() * 100.0)))
}

/// Whether the bounds of two figures differ.
fn rebound(a: &Report, p: &Measure, b: &Report, q: &Measure) -> bool {
    let peg = |m: &Measure, r: &Report| {
        words::is_peg(&m.figure).then(|| words::name_of(m.figure.span.of(&r.folded)))
    };
    p.figure.bound != q.figure.bound
        || p.figure.low.is_some() != q.figure.low.is_some()
        || peg(p, a) != peg(q, b)
}

/// What bound and words of strength say together. What was done is told, not promised: in reviews nothing is firm or soft.
fn firmness(a: &Report, p: &Measure, b: &Report, q: &Measure) -> Option<Firmness> {
    let review = |report: &Report, m: &Measure| {
        m.section
            .and_then(|id| report.section(id))
            .is_some_and(|s| s.role == Role::Review)
    };
    if review(a, p) && review(b, q) {
        return None;
    }
    let words = |report: &Report, m: &Measure| tone::resolve(m.before.of(&report.folded));
    let by_word = words(b, q) - words(a, p);
    let by_bound = match (weight(p), weight(q)) {
        (Some(old), Some(new)) => new - old,
        _ => 0,
    };
    match (by_word.signum(), by_bound.signum()) {
        (0, 0) | (1, -1) | (-1, 1) => None,
        (word, bound) if word + bound > 0 => Some(Firmness::Hardened),
        _ => Some(Firmness::Softened),
    }
}

/// How firm a bound is: 左右 lets off, 以上 asks for more. A ceiling is as firm as a plain figure, and a looser ceiling
/// is another figure, no softer word; what has no value cannot be weighed.
fn weight(m: &Measure) -> Option<i32> {
    if words::is_peg(&m.figure) {
        return None;
    }
    Some(match m.figure.limit() {
        Limit::About | Limit::Range => 0,
        Limit::Exact | Limit::AtMost => 1,
        // 1200多户 tells how many there are.
        Limit::AtLeast if matches!(m.figure.bound.as_str(), "多" | "余" | "上") => 1,
        Limit::AtLeast if m.kind == Kind::Former => 1,
        Limit::AtLeast => 2,
    })
}
