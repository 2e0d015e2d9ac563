//! Section links.
//!
//! Owns the choice of counterparts: level-1 sections by a monotone alignment of their parts, all others each by their
//! own best score within their zone (reports permute their sections, so order says nothing below level 1). Many may
//! choose one; below [`NULL`] a section has none. The reader's word comes before all of that. Weights were set on six pairs of reports
//! linked by hand (171 rows) and are flat around their values. Invariant: links and nearest sections name sections that exist.

mod book;
mod grid;
mod prepared;

use rustc_hash::FxHashSet;

use self::book::Book;
use self::grid::{Grid, rank};
pub use self::prepared::Prepared;
use super::Links;
use crate::report::SectionId;
use crate::report::library::Judged;

/// A section whose best score is below this has no counterpart (flat from .16 to .19).
const NULL: f32 = 0.175;
/// Below level 2 texts are short and scores noisier: the threshold there, where the sections around do not correspond.
const NULL_APART: f32 = 0.30;
/// Added below level 2 where the sections around correspond.
const TOGETHER: f32 = 0.10;

/// Every section's counterpart, of two reports made ready; see [`super::link_with`].
pub fn link(a: &Prepared, b: &Prepared, judged: &[Judged]) -> Links {
    let mut book = Book::new(a, b, judged);

    book.parts(a, b);

    let rows = |side: &Prepared| -> Vec<SectionId> {
        let mut list = side.rows();
        list.extend(side.duties());
        list
    };
    let columns = |side: &Prepared| -> Vec<SectionId> {
        let mut list = side.deep();
        list.extend(side.rows().into_iter().filter(|&id| side.childless(id)));
        list
    };
    let (deep_b, (grid, deep_a)) = super::both(
        || Grid::new(b, b.deep(), a, columns(a)),
        || {
            (
                Grid::new(a, rows(a), b, rows(b)),
                Grid::new(a, a.deep(), b, columns(b)),
            )
        },
    );
    let forward = rank(a, b, &grid, |x| !a.is_deep(x), |_, _| 0.0, true);
    let back = rank(
        b,
        a,
        &grid.transposed(),
        |y| !b.is_deep(y),
        |_, _| 0.0,
        true,
    );
    book.rows(a, b, &forward, &back, |_, _| NULL);

    let known: FxHashSet<(SectionId, SectionId)> = book.links.iter().map(|l| (l.a, l.b)).collect();
    let together = |x: SectionId, y: SectionId| {
        // A lead corresponds to a lead of the linked section, or to that section where it has no leads.
        let around = [a.parent(x), Some(x)];
        let beside = [b.parent(y), Some(y)];
        around.iter().flatten().any(|&p| {
            beside
                .iter()
                .flatten()
                .any(|&q| (p, q) != (x, y) && known.contains(&(p, q)))
        })
    };
    let bonus = |x, y| if together(x, y) { TOGETHER } else { 0.0 };
    let null = |x, y| {
        if together(x, y) {
            NULL + TOGETHER
        } else {
            NULL_APART
        }
    };
    let forward = rank(a, b, &deep_a, |_| true, bonus, false);
    let back = rank(b, a, &deep_b, |_| true, |y, x| bonus(x, y), false);
    book.rows(a, b, &forward, &back, null);

    book.elsewhere(a, b);
    book.close(a, b)
}
