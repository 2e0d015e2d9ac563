//! In which order themes and reports stand, and what themes are measured by.
//!
//! Invariant: ties stand in the order of the lexicon, or of the places, so that an order never depends on chance. Must not know how
//! hits were found.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{Entry, per_mille};
use crate::report::ReportId;
use crate::theme::ThemeId;

/// In which order themes stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RowOrder {
    /// As in the lexicon, groups together.
    #[default]
    Lexicon,
    /// Most hits first.
    Total,
    /// By the change from the earliest to the latest year of the same places (see [`changes`]), the largest rise first.
    Change,
    /// By how unevenly the reports have them (see [`spread`]), the most uneven first.
    Spread,
    /// By one report, most hits first.
    Report(ReportId),
}

/// In which order reports stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColumnOrder {
    /// Grouped by place, years ascending.
    #[default]
    Places,
    /// By year, places within it.
    Years,
    /// By one theme, most hits per thousand Han characters first; reports without the part last.
    Theme(ThemeId),
}

/// Fewest hits of a theme that its spread is told of: with fewer, any theme is uneven (a single hit stands in one report alone).
pub const FEWEST_FOR_SPREAD: u32 = 5;

/// What rows are sorted by beside their hits.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Measure {
    /// By row; none where it cannot be told.
    pub values: Vec<Option<f32>>,
    /// Of a change: the places that have two years, and the years it runs between at most.
    pub compared: Option<Compared>,
}

/// Between what a change is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Compared {
    /// How many places have reports of two years or more.
    pub places: usize,
    /// The earliest year and the latest.
    pub years: (u16, u16),
}

/// The change of each theme, in hits per thousand Han characters: over the places whose reports of two different years or more have the
/// part, all hits in the reports of each place's latest year for each thousand Han characters of those, less the same of each place's
/// earliest year. Both sides hold the same places, so that a place that joins later moves nothing. Values are none where there is no
/// such place. A place is told by its full name and by who reports, party or government.
pub(super) fn changes(entries: &[Entry<'_>], rows: &[ThemeId]) -> Measure {
    let mut bodies: FxHashMap<(&str, bool), (u16, u16)> = FxHashMap::default();
    for entry in entries {
        let (Some(body), Some(year), Some(_)) =
            (entry.facts.body(), entry.facts.year_number, entry.tally)
        else {
            continue;
        };
        let (first, last) = bodies.entry(body).or_insert((year, year));
        (*first, *last) = (year.min(*first), year.max(*last));
    }
    bodies.retain(|_, (first, last)| first < last);
    let first = bodies.values().map(|y| y.0).min();
    let last = bodies.values().map(|y| y.1).max();
    let compared = first.zip(last).map(|years| Compared {
        places: bodies.len(),
        years,
    });
    let mut sides: [Vec<&Entry<'_>>; 2] = Default::default();
    for entry in entries.iter().filter(|e| e.tally.is_some()) {
        let Some((first, last)) = entry.facts.body().and_then(|b| bodies.get(&b)) else {
            continue;
        };
        let [early, late] = &mut sides;
        match entry.facts.year_number {
            Some(year) if year == *first => early.push(entry),
            Some(year) if year == *last => late.push(entry),
            _ => {}
        }
    }
    let han = sides.each_ref().map(|side| {
        let each = side.iter().map(|e| u64::from(e.han()));
        each.sum::<u64>()
    });
    let values = rows.iter().map(|&row| {
        compared?;
        let [early, late] = [0, 1].map(|i| {
            let side = sides.get(i).map_or(&[][..], Vec::as_slice);
            let hits = side.iter().map(|e| e.hits(row)).sum();
            per_mille(hits, han.get(i).copied().unwrap_or(0))
        });
        Some(late - early)
    });
    Measure {
        values: values.collect(),
        compared,
    }
}

/// How unevenly the reports have a theme: the deviation of proportions DP of Gries (S. Th. Gries, “Dispersions and adjusted frequencies
/// in corpora”, International Journal of Corpus Linguistics 13:4, 2008, 403–437): half the sum over all reports of the difference
/// between a report's share of the hits and its share of the Han characters. 0: each report has as much as its length lets expect; near
/// 1: all hits stand in a small part of the text. It was chosen over Juilland's D because that takes all parts to be equally long,
/// and reports are not. None for fewer than [`FEWEST_FOR_SPREAD`] hits.
///
/// `parts` holds hits and Han characters of each report that has the part.
pub fn spread(parts: impl Iterator<Item = (u32, u32)> + Clone) -> Option<f32> {
    let (mut hits, mut han) = (0_u64, 0_u64);
    for part in parts.clone() {
        hits += u64::from(part.0);
        han += u64::from(part.1);
    }
    if hits < u64::from(FEWEST_FOR_SPREAD) || han == 0 {
        return None;
    }
    let (hits, han) = (hits as f64, han as f64);
    let apart: f64 = parts
        .map(|(h, n)| (f64::from(h) / hits - f64::from(n) / han).abs())
        .sum();
    Some((apart / 2.0) as f32)
}

pub(super) fn spreads(entries: &[Entry<'_>], rows: &[ThemeId]) -> Measure {
    let values = rows.iter().map(|&row| {
        spread(
            entries
                .iter()
                .filter(|e| e.tally.is_some())
                .map(|e| (e.hits(row), e.han())),
        )
    });
    Measure {
        values: values.collect(),
        compared: None,
    }
}

/// Puts the columns in order.
pub(super) fn sort_columns(entries: &mut [Entry<'_>], order: ColumnOrder) {
    let by_id = |a: &Entry<'_>, b: &Entry<'_>| a.id.cmp(&b.id);
    let by_place = |a: &Entry<'_>, b: &Entry<'_>| a.facts.by_place(b.facts);
    let by_year = |a: &Entry<'_>, b: &Entry<'_>| a.facts.by_year(b.facts);
    let placed = |a: &Entry<'_>, b: &Entry<'_>| by_place(a, b).then_with(|| by_year(a, b));
    match order {
        ColumnOrder::Places => {
            entries.sort_unstable_by(|a, b| placed(a, b).then_with(|| by_id(a, b)));
        }
        ColumnOrder::Years => {
            entries.sort_unstable_by(|a, b| {
                let years = by_year(a, b).then_with(|| by_place(a, b));
                years.then_with(|| by_id(a, b))
            });
        }
        ColumnOrder::Theme(theme) => {
            let density = |e: &Entry<'_>| {
                let share = e.tally.map(|_| e.cell(theme).per_mille);
                share.unwrap_or(-1.0)
            };
            entries.sort_unstable_by(|a, b| {
                let denser = density(b).total_cmp(&density(a));
                denser.then_with(|| placed(a, b)).then_with(|| by_id(a, b))
            });
        }
    }
}

/// The rows by a number, the largest first, those without one last; ties as they stand.
pub(super) fn largest_first<T>(
    values: &[Option<T>],
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..values.len()).collect();
    rows.sort_by(|&a, &b| match (values.get(a), values.get(b)) {
        (Some(Some(a)), Some(Some(b))) => compare(b, a),
        (Some(Some(_)), _) => Ordering::Less,
        (_, Some(Some(_))) => Ordering::Greater,
        _ => Ordering::Equal,
    });
    rows
}
