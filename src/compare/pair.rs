//! Sentence pairs inside linked sections.

use super::{Comparison, Depth};
use crate::report::Report;

/// See [`super::compare`].
pub fn compare(a: &Report, b: &Report, depth: Option<Depth>) -> Comparison {
    let nearness = super::nearness(a, b);
    Comparison {
        nearness,
        depth: depth.unwrap_or(nearness.depth),
        links: super::link(a, b),
        pairs: Vec::new(),
        marks_a: vec![None; a.sentences.len()],
        marks_b: vec![None; b.sentences.len()],
        pair_of_a: vec![None; a.sentences.len()],
        pair_of_b: vec![None; b.sentences.len()],
        figures: Vec::new(),
        shared: Vec::new(),
        stopped: false,
    }
}
