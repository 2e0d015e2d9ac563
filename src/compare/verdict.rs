//! Whether two texts can be compared at all.
//!
//! Owns [`Verdict`]. Two texts are not comparable where next to nothing of one stands in the other and at least one of them
//! does not speak the language of reports. Measured on 123 reports: 73 % and more of a report's bigrams are among the
//! 18,734 common ones of reports, and two reports have a cosine of at least .17; of a novel 10 %, of a manual 23 %, of a
//! by-law 40 % are, at a cosine of .08 at most. Reports of fifty years ago come to half. Must not know of sections.

use super::vector;
use super::{Change, Comparison, Nearness, Verdict};
use crate::report::Report;

/// Share of near matches from which two texts of any language can be compared.
const NEAR: f32 = 0.05;
/// Share of common bigrams below which a text is no report.
const FOREIGN: f32 = 0.30;
/// Share of common bigrams below which a text must also be unlike the other.
const STRANGE: f32 = 0.45;
/// Cosine below which two texts are unlike.
const UNLIKE: f32 = 0.12;

/// Whether both say the same in the same order; sentences that say nothing (key 0) are passed over.
pub fn identical(a: &[u32], b: &[u32]) -> bool {
    let solid =
        |keys: &'_ [u32]| -> Vec<u32> { keys.iter().copied().filter(|&k| k != 0).collect() };
    let (left, right) = (solid(a), solid(b));
    !left.is_empty() && left == right
}

/// The verdict on two texts that are not the same.
pub fn judge(a: (&Report, &[u32]), b: (&Report, &[u32]), nearness: &Nearness) -> Verdict {
    let empty = |keys: &[u32]| keys.iter().all(|&k| k == 0);
    let (a_empty, b_empty) = (empty(a.1), empty(b.1));
    if a_empty || b_empty {
        return Verdict::Empty {
            a: a_empty,
            b: b_empty,
        };
    }
    if nearness.share >= NEAR {
        return Verdict::Comparable;
    }
    let least = language(a.0).min(language(b.0));
    if least < FOREIGN || (least < STRANGE && likeness(a.0, b.0) < UNLIKE) {
        return Verdict::NotComparable;
    }
    Verdict::Comparable
}

/// Share of a text's bigrams that are common in reports, 0 to 1.
fn language(report: &Report) -> f32 {
    let (mut known, mut all) = (0_u32, 0_u32);
    for sentence in &report.sentences {
        vector::each_bigram(&report.reading_folded(sentence.span), |key| {
            all += 1;
            known += u32::from(vector::is_known(key));
        });
    }
    known as f32 / all.max(1) as f32
}

/// Cosine of two whole texts.
fn likeness(a: &Report, b: &Report) -> f32 {
    let whole = |report: &Report| {
        let mut text = String::with_capacity(report.text.len());
        for paragraph in &report.paragraphs {
            text.push_str(&report.reading_folded(paragraph.span));
            text.push('\n');
        }
        vector::body(&text)
    };
    whole(a).cosine(&whole(b))
}

/// The verdict once it is known what became of every sentence: paragraphs cut anew are something to tell, and sentences
/// that are only cut at other places (wrapped lines) are not.
pub fn settle(comparison: &mut Comparison) {
    let kept = |marks: &[Option<Change>]| marks.iter().all(|m| *m == Some(Change::Kept));
    let same = !comparison.pairs.is_empty()
        && kept(&comparison.marks_a)
        && kept(&comparison.marks_b)
        && comparison.reflows.is_empty();
    match comparison.verdict {
        Verdict::Comparable if same => comparison.verdict = Verdict::Identical,
        Verdict::Identical if !comparison.reflows.is_empty() => {
            comparison.verdict = Verdict::Comparable;
        }
        _ => {}
    }
}
