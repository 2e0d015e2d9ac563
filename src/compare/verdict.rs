//! Whether two texts can be compared at all.

use super::{Comparison, Verdict};
use crate::report::Report;

/// Whether both say the same in the same order; sentences that say nothing (key 0) are passed over.
pub fn identical(a: &[u32], b: &[u32]) -> bool {
    let solid =
        |keys: &'_ [u32]| -> Vec<u32> { keys.iter().copied().filter(|&k| k != 0).collect() };
    let (left, right) = (solid(a), solid(b));
    !left.is_empty() && left == right
}

/// The verdict on two texts that are not the same.
pub fn judge(a: (&Report, &[u32]), b: (&Report, &[u32]), _comparison: &Comparison) -> Verdict {
    let empty = |keys: &[u32]| keys.iter().all(|&k| k == 0);
    match (empty(a.1), empty(b.1)) {
        (false, false) => Verdict::Comparable,
        (a, b) => Verdict::Empty { a, b },
    }
}
