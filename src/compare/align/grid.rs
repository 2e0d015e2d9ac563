//! How like the sections of two reports are, and each section's candidates.
//!
//! Owns [`Likeness`], [`Grid`] and [`rank`]. Invariant: a section's candidates are sorted by score, the best first. Must not choose.

use super::super::LinkReason;
use super::super::part::{Place, Zone};
use super::super::vector::{Spread, Vector};
use super::prepared::Prepared;
use crate::report::{Role, SectionId};
use rustc_hash::FxHashMap;

/// Share of a column's mean that is taken off: a section that resembles everything resembles nothing.
const COLUMN_MEAN: f32 = 0.5;
/// Taken off where one section sums up in short what others of its report tell, and the other does not.
const SUMMARY: f32 = 0.1;
/// What a heading counts that is like one of the headings inside the other section.
const INSIDE: f32 = 0.15;
/// Share of the distance to the best of a section's suitors that the others lose.
const CONTEST: f32 = 0.1;
/// Taken off where one section speaks of a year and the other of a term of office.
const PERIOD: f32 = 0.6;
/// A level-1 gain of this much is a score of 1: same part, same kind of review, some wording.
pub(super) const FULL_GAIN: f32 = 1.5;

/// How like two sections are, by part: heading, themes, body.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Likeness {
    heading: f32,
    theme: f32,
    body: f32,
    pub(super) position: f32,
}

impl Likeness {
    /// That of two sections, wherever they stand.
    pub(super) fn of(a: &Prepared, x: SectionId, b: &Prepared, y: SectionId) -> Self {
        Self::with(a, x, b, y, Vector::cosine)
    }

    /// The same, with the cosine of the bodies told by `bodies`.
    fn with(
        a: &Prepared,
        x: SectionId,
        b: &Prepared,
        y: SectionId,
        bodies: impl Fn(&Vector, &Vector) -> f32,
    ) -> Self {
        let (Some(here), Some(there)) = (a.features.get(x.index()), b.features.get(y.index()))
        else {
            return Self::default();
        };
        let across = f32::midpoint(
            here.heading_themes.cosine(&there.themes),
            here.themes.cosine(&there.heading_themes),
        );
        let titles = |side: &Prepared, id: SectionId, other: &Vector| {
            side.children(id)
                .iter()
                .filter_map(|child| side.features.get(child.index()))
                .map(|child| child.heading.cosine(other))
                .fold(0.0, f32::max)
        };
        let inside = f32::max(titles(a, x, &there.heading), titles(b, y, &here.heading));
        Self {
            heading: here.heading.cosine(&there.heading) / 2.3 + INSIDE * inside,
            theme: (here.themes.cosine(&there.themes) + 0.7 * across) / 2.3,
            body: 3.0 * bodies(&here.body, &there.body) / 2.3,
            position: 0.0,
        }
    }

    pub(super) fn total(self) -> f32 {
        self.heading + self.theme + self.body
    }

    pub(super) fn reasons(self) -> Vec<(LinkReason, f32)> {
        let sum = self.total() + self.position;
        let mut reasons: Vec<(LinkReason, f32)> = [
            (LinkReason::Heading, self.heading),
            (LinkReason::Theme, self.theme),
            (LinkReason::Body, self.body),
            (LinkReason::Position, self.position),
        ]
        .into_iter()
        .map(|(reason, part)| (reason, part / sum.max(f32::EPSILON)))
        .filter(|&(_, share)| share >= 0.05)
        .collect();
        reasons.sort_by(|x, y| y.1.total_cmp(&x.1));
        reasons.truncate(3);
        reasons
    }
}

/// Likenesses of all pairs of two lists of sections.
pub(super) struct Grid {
    rows: Vec<SectionId>,
    columns: Vec<SectionId>,
    cells: Vec<Likeness>,
}

impl Grid {
    pub(super) fn new(
        a: &Prepared,
        rows: Vec<SectionId>,
        b: &Prepared,
        columns: Vec<SectionId>,
    ) -> Self {
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        let mut spread = Spread::new();
        for row in &rows {
            if let Some(features) = a.features.get(row.index()) {
                spread.set(&features.body);
            }
            for column in &columns {
                let zones = (a.zone(*row), b.zone(*column));
                cells.push(
                    if zones.0 != zones.1 && (outside(zones.0) || outside(zones.1)) {
                        Likeness::default()
                    } else {
                        Likeness::with(a, *row, b, *column, |_, body| spread.cosine(body))
                    },
                );
            }
        }
        Self {
            rows,
            columns,
            cells,
        }
    }

    fn cell(&self, row: usize, column: usize) -> Likeness {
        self.cells
            .get(row * self.columns.len() + column)
            .copied()
            .unwrap_or_default()
    }

    /// Rows and columns exchanged.
    pub(super) fn transposed(&self) -> Grid {
        let cells = (0..self.columns.len())
            .flat_map(|c| (0..self.rows.len()).map(move |r| (r, c)))
            .map(|(r, c)| self.cell(r, c))
            .collect();
        Grid {
            rows: self.columns.clone(),
            columns: self.rows.clone(),
            cells,
        }
    }
}

/// Review and plan are never compared with one another, nor with what stands outside the speech's parts.
fn outside(zone: Option<Zone>) -> bool {
    matches!(zone, Some(Zone::Review | Zone::Other(_)) | None)
}

/// One section's candidates with their scores, the best first.
pub(super) struct Ranked {
    pub(super) row: SectionId,
    pub(super) candidates: Vec<(SectionId, f32, Likeness)>,
}

/// Ranks the columns for each of the rows of `grid` that `asks`. `bonus` is added to a pair's score; in a `contest` a section that is much
/// more like another row is less for this one.
pub(super) fn rank(
    a: &Prepared,
    b: &Prepared,
    grid: &Grid,
    asks: impl Fn(SectionId) -> bool,
    bonus: impl Fn(SectionId, SectionId) -> f32,
    contest: bool,
) -> Vec<Ranked> {
    let rows: Vec<(usize, SectionId)> = grid
        .rows
        .iter()
        .copied()
        .enumerate()
        .filter(|&(_, row)| asks(row))
        .collect();
    let allowed = |row: SectionId, column: SectionId| {
        let (Some(from), Some(to)) = (a.zone(row), b.zone(column)) else {
            return false;
        };
        // What has sections of its own is no counterpart of one that lies deeper.
        if contest && b.is_deep(column) && !a.childless(row) {
            return false;
        }
        from == to
            || (!b.has_zone(from)
                && matches!(
                    (from, to),
                    (Zone::Outlook, Zone::Plan) | (Zone::Plan, Zone::Outlook)
                ))
    };
    let flags = Flags::new(a, b, &grid.columns);
    let means: Vec<f32> = grid
        .columns
        .iter()
        .enumerate()
        .map(|(c, &column)| {
            let (sum, n) = rows
                .iter()
                .filter(|&&(_, row)| allowed(row, column))
                .fold((0.0, 0), |(sum, n), &(r, _)| {
                    (sum + grid.cell(r, c).total(), n + 1)
                });
            sum / (n.max(1) as f32)
        })
        .collect();
    let mut all: Vec<Ranked> = rows
        .iter()
        .map(|&(r, row)| Ranked {
            row,
            candidates: grid
                .columns
                .iter()
                .zip(&means)
                .enumerate()
                .filter(|&(_, (&column, _))| allowed(row, column))
                .map(|(c, (&column, mean))| {
                    let mut likeness = grid.cell(r, c);
                    let extra = bonus(row, column);
                    likeness.position = extra;
                    let score =
                        likeness.total() - COLUMN_MEAN * mean + extra - flags.apart(row, column);
                    (column, score, likeness)
                })
                .collect(),
        })
        .collect();
    if contest {
        let mut best: FxHashMap<SectionId, f32> = FxHashMap::default();
        for (column, score, _) in all.iter().flat_map(|ranked| &ranked.candidates) {
            let slot = best.entry(*column).or_insert(*score);
            *slot = slot.max(*score);
        }
        for (column, score, _) in all.iter_mut().flat_map(|ranked| &mut ranked.candidates) {
            *score -= CONTEST * (best.get(column).copied().unwrap_or(*score) - *score);
        }
    }
    for ranked in &mut all {
        ranked
            .candidates
            .sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    }
    all
}

/// What two sections of a kind may differ in, where the other side has both kinds: else it tells nothing.
struct Flags<'p> {
    a: &'p Prepared,
    b: &'p Prepared,
    /// The review of B has sections on a year and on a term of office.
    periods: bool,
    /// Zones of B that have a series in short and one at length.
    summed_up: Vec<Zone>,
}

impl<'p> Flags<'p> {
    fn new(a: &'p Prepared, b: &'p Prepared, columns: &[SectionId]) -> Self {
        let has_both = |zone: Zone, flag: fn(&Place) -> bool| {
            [true, false].into_iter().all(|kind| {
                columns
                    .iter()
                    .filter_map(|&c| b.place(c))
                    .any(|p| p.part.zone() == zone && flag(p) == kind)
            })
        };
        let zones = [Zone::Review, Zone::Plan, Zone::Outlook];
        Self {
            a,
            b,
            periods: has_both(Zone::Review, |p| p.period),
            summed_up: zones
                .into_iter()
                .filter(|&zone| has_both(zone, |p| p.summary))
                .collect(),
        }
    }

    /// What is taken off a pair's score.
    fn apart(&self, row: SectionId, column: SectionId) -> f32 {
        let (Some(from), Some(to)) = (self.a.place(row), self.b.place(column)) else {
            return 0.0;
        };
        let review = from.part.zone() == Zone::Review;
        let period = review && self.periods && from.period != to.period;
        let summary = self.summed_up.contains(&to.part.zone()) && from.summary != to.summary;
        f32::from(u8::from(period)) * PERIOD + f32::from(u8::from(summary)) * SUMMARY
    }
}

/// Gain of linking two level-1 sections, with what it is made of.
pub(super) fn part_gain(a: &Prepared, x: SectionId, b: &Prepared, y: SectionId) -> (f32, Likeness) {
    let (Some(from), Some(to)) = (a.place(x).map(|p| p.part), b.place(y).map(|p| p.part)) else {
        return (-1.0, Likeness::default());
    };
    let (Some(here), Some(there)) = (a.features.get(x.index()), b.features.get(y.index())) else {
        return (-1.0, Likeness::default());
    };
    let role = if from.role == to.role {
        let same_kind =
            from.role == Role::Review && ((from.annual && to.annual) || (from.period && to.period));
        1.0 + if same_kind { 0.3 } else { 0.0 }
    } else if matches!(
        (from.role, to.role),
        (Role::Outlook, Role::Plan) | (Role::Plan, Role::Outlook)
    ) {
        0.2
    } else {
        -0.5
    };
    let likeness = Likeness {
        heading: 0.5 * here.heading.cosine(&there.heading),
        theme: 0.0,
        body: here.body.cosine(&there.body),
        position: f32::max(role, 0.0),
    };
    (role + likeness.total() - 0.3, likeness)
}
