//! One comparison at a glance: which sections correspond and what became of them, which figures moved, which commitments
//! became firmer or softer, what was kept at length, what was changed most, and what is said on one side only.
//!
//! Owns [`Overview`]. Invariant: it is read off a [`Comparison`] and decides nothing anew: every section of B that counts
//! ([`sections`]) stands in at least one row, and so does every one of A. Must not know of themes or screens; terms that
//! a caller wants counted are handed in.

mod figures;
mod passages;
mod sections;
mod terms;

pub use figures::{FigureLine, Target, ToneLine, headline};
pub use passages::Passage;
pub use sections::{Counts, Part, Row, RowKind, Tally};
pub use terms::{TermLine, quoted};

use super::Comparison;
use crate::report::Report;

/// What one comparison says, in the order in which it is read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Overview {
    /// The sections, by part of the report.
    pub parts: Vec<Part>,
    /// How many of them correspond, are new, gone, split, merged.
    pub counts: Counts,
    /// What became of the sentences of both reports; all zero at parallel depth.
    pub tally: Tally,
    /// Figures that measure the same, headline quantities of the plan first.
    pub figures: Vec<FigureLine>,
    /// Headline targets that only B sets, and only A.
    pub targets: Vec<Target>,
    /// Commitments that became firmer or softer, in order of B.
    pub tones: Vec<ToneLine>,
    /// What both have word for word, the longest first.
    pub kept: Vec<Passage>,
    /// Sentence pairs that were changed, the most changed first.
    pub reworded: Vec<Passage>,
    /// Wording that B has and A has not, or hardly.
    pub new_terms: Vec<TermLine>,
    /// Wording that A has and B has not, or hardly.
    pub gone_terms: Vec<TermLine>,
}

impl Overview {
    /// Figures that moved, and figures that stayed.
    pub fn figures_moved(&self) -> (usize, usize) {
        let moved = self.figures.iter().filter(|f| f.moved).count();
        (moved, self.figures.len() - moved)
    }
}

/// Reads an overview off a comparison of `a` and `b`. `terms` are wordings to be counted on both sides beside those that
/// the reports themselves put between quotation marks; folded.
pub fn overview(a: &Report, b: &Report, comparison: &Comparison, terms: &[String]) -> Overview {
    let (parts, counts) = sections::parts(a, b, comparison);
    let (new_terms, gone_terms) = terms::one_sided(a, b, terms);
    Overview {
        parts,
        counts,
        tally: sections::whole(a, b, comparison),
        figures: figures::lines(a, b, comparison),
        targets: figures::targets(a, b, comparison),
        tones: figures::tones(a, b, comparison),
        kept: passages::kept(a, b, comparison),
        reworded: passages::reworded(a, b, comparison),
        new_terms,
        gone_terms,
    }
}
