//! Moves as a drafter states them: one passage that went somewhere else is one move, however many sentences it holds.
//!
//! Invariant: every moved pair is in one move; the pairs of a move follow one another in both reports.

use std::ops::Range;

use super::{Change, Comparison};

/// A passage that stands elsewhere now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// Its pairs: indices into [`Comparison::pairs`].
    pub pairs: Range<u32>,
}

/// The moves of a comparison, in order of A.
pub fn moves(comparison: &Comparison) -> Vec<Move> {
    let pairs = &comparison.pairs;
    let mut by_b: Vec<usize> = (0..pairs.len()).collect();
    by_b.sort_by_key(|&i| pairs.get(i).map(|p| p.b));
    let mut place = vec![0; pairs.len()];
    for (n, &i) in by_b.iter().enumerate() {
        if let Some(slot) = place.get_mut(i) {
            *slot = n;
        }
    }
    let mut out: Vec<Move> = Vec::new();
    for (i, pair) in pairs.iter().enumerate() {
        if pair.change != Change::Moved {
            continue;
        }
        let follows = |last: &Move| {
            last.pairs.end as usize == i
                && i.checked_sub(1)
                    .and_then(|before| place.get(before))
                    .is_some_and(|n| place.get(i) == Some(&(n + 1)))
        };
        match out.last_mut().filter(|last| follows(last)) {
            Some(last) => last.pairs.end += 1,
            None => out.push(Move {
                pairs: i as u32..i as u32 + 1,
            }),
        }
    }
    out
}
