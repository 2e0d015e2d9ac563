//! What stays and what moves: the heaviest run of pairs that keeps the order of both reports stays.
//!
//! So the smaller part, by Han characters, is the one that has moved, and of two sections exchanged one is told.

use super::matching::Found;
use super::side::Side;
use crate::compare::SentencePair;

/// For each pair (sorted by sentence of A), whether it stays.
pub fn stays(pairs: &[(SentencePair, Found)], a: &Side<'_>) -> Vec<bool> {
    let size = pairs.iter().map(|p| p.1.b + 1).max().unwrap_or(0);
    // The heaviest run that ends at or before a sentence of B, in a tree of prefix maxima.
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); size + 1];
    let mut before: Vec<usize> = vec![usize::MAX; pairs.len()];
    let mut best = (0, usize::MAX);
    for (i, (_, found)) in pairs.iter().enumerate() {
        let mut top = (0, usize::MAX);
        let mut at = found.b;
        while at > 0 {
            if let Some(&node) = tree.get(at)
                && node.0 > top.0
            {
                top = node;
            }
            at &= at - 1;
        }
        if let Some(slot) = before.get_mut(i) {
            *slot = top.1;
        }
        let han: u32 = (found.a..found.a + found.a_len).map(|x| a.han(x)).sum();
        let weight = top.0 + u64::from(han) + 1;
        if weight > best.0 {
            best = (weight, i);
        }
        let mut at = found.b + 1;
        while at <= size {
            if let Some(node) = tree.get_mut(at)
                && weight > node.0
            {
                *node = (weight, i);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut stay = vec![false; pairs.len()];
    let mut at = best.1;
    while let Some(slot) = stay.get_mut(at) {
        *slot = true;
        at = before.get(at).copied().unwrap_or(usize::MAX);
    }
    stay
}
