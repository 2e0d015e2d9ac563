//! What stays and what moves: the heaviest run of pairs that keeps the order of both reports stays.
//!
//! So the smaller part, by Han characters, is the one that has moved, and of two sections exchanged one is told.

use rustc_hash::FxHashMap;

use super::matching::Found;
use super::side::{Side, Sides};
use crate::compare::{Change, SentencePair};

/// Han characters that a sentence has at least to be told as moved though a report has it several times.
const REFRAIN: u32 = 8;

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

/// For each pair, whether it is a refrain (各位代表！) that seems to have moved by itself: one was taken out, and another
/// put in elsewhere.
pub fn refrains(pairs: &[(SentencePair, Found)], sides: &Sides<'_>) -> Vec<bool> {
    let copies = |keys: &[u32]| {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for &key in keys {
            *counts.entry(key).or_default() += 1;
        }
        counts
    };
    let (copies_a, copies_b) = (copies(&sides.a.keys), copies(&sides.b.keys));
    let several = |key: u32| {
        [&copies_a, &copies_b]
            .iter()
            .any(|c| c.get(&key).is_some_and(|&n| n > 1))
    };
    let beside = |i: Option<usize>, with: &Found| {
        i.and_then(|i| pairs.get(i)).is_some_and(|(pair, found)| {
            pair.change == Change::Moved
                && (found.b + found.b_len == with.b || with.b + with.b_len == found.b)
        })
    };
    pairs
        .iter()
        .enumerate()
        .map(|(i, (pair, found))| {
            let key = sides.a.key(found.a);
            pair.change == Change::Moved
                && sides.a.han(found.a) < REFRAIN
                && several(key)
                && !beside(i.checked_sub(1), found)
                && !beside(Some(i + 1), found)
        })
        .collect()
}
