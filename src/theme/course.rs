//! Course over time: one place through its years, all places in one year, one theme through all years.
//!
//! Owns [`Course`], [`Ranks`] and [`Ages`]. Invariants: nothing is fitted and no number stands between two years; a year without a report, a
//! report without the part, and a zero are three things; every number names the reports it was counted in. Must not know how anything is drawn.

use std::ops::Range;

use super::lexicon::ThemeId;
use super::matrix;
use super::part::Part;
use super::scan::Hits;
use super::series::{Series, Shelved};
use crate::report::ReportId;

/// Fewer hits than this are called few. Where a theme stands equally often in two reports of one length, five hits all fall into one of
/// them by chance in one case of 16 (2 × 0.5⁵), four in one of eight: below five even all against nothing tells little.
pub const FEW: u32 = 5;

/// Fewest years with a number through which lines are drawn: two points always make a line, and it tells nothing that they do not.
pub const LEAST_YEARS: usize = 3;

/// What there is in one year.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum Point {
    /// No report of that year.
    #[default]
    Gap,
    /// The report has no such part.
    NoPart,
    /// So many hits.
    Counted {
        /// Hits.
        hits: u32,
        /// Hits per thousand Han characters of the part.
        per_mille: f32,
    },
}

impl Point {
    /// The number of a theme in one part of a report.
    pub fn of(hits: &Hits, theme: ThemeId, part: Part) -> Self {
        let Some(tally) = hits.tally(part) else {
            return Point::NoPart;
        };
        let found = tally.hits.get(theme.index()).copied().unwrap_or(0);
        Point::Counted {
            hits: found,
            per_mille: per_mille(found, u64::from(tally.han)),
        }
    }

    /// Hits, where something was counted.
    pub fn hits(self) -> Option<u32> {
        match self {
            Point::Counted { hits, .. } => Some(hits),
            _ => None,
        }
    }

    /// Hits per thousand Han characters, where something was counted.
    pub fn per_mille(self) -> Option<f32> {
        match self {
            Point::Counted { per_mille, .. } => Some(per_mille),
            _ => None,
        }
    }

    /// Mentioned, but fewer than [`FEW`] times.
    pub fn is_few(self) -> bool {
        self.hits().is_some_and(is_few)
    }

    /// The shade of its ground, as in the matrix.
    pub fn shade(self) -> u8 {
        self.per_mille().map_or(0, matrix::shade)
    }
}

/// Whether a number of hits is called few: some, but fewer than [`FEW`].
pub fn is_few(hits: u32) -> bool {
    (1..FEW).contains(&hits)
}

/// One year of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The year.
    pub year: u16,
    /// Its report; none: there is none of this year.
    pub report: Option<ReportId>,
    /// Reports of the same year that do not count.
    pub beside: Vec<ReportId>,
    /// Han characters of the part; none: the report has no such part.
    pub han: Option<u32>,
}

/// One place through its years: every year from the first to the last, themes as they are asked for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Course {
    /// The years, without a hole.
    pub heads: Vec<Head>,
    /// The themes.
    pub themes: Vec<ThemeId>,
    /// `points[theme][year]`.
    pub points: Vec<Vec<Point>>,
}

impl Course {
    /// Counts the themes in one part of the reports of a place; `hits` gives those of a report, none where it was not scanned.
    pub fn of<'h>(
        series: &Series,
        hits: impl Fn(ReportId) -> Option<&'h Hits>,
        themes: &[ThemeId],
        part: Part,
    ) -> Self {
        let Some((first, last)) = series.span() else {
            return Self {
                themes: themes.to_vec(),
                points: vec![Vec::new(); themes.len()],
                heads: Vec::new(),
            };
        };
        let heads: Vec<Head> = (first..=last)
            .map(|year| {
                let yearly = series.of_year(year);
                let report = yearly.map(|y| y.report);
                let tally = report.and_then(|id| hits(id)?.tally(part));
                Head {
                    year,
                    report,
                    beside: yearly.map(|y| y.beside.clone()).unwrap_or_default(),
                    han: tally.map(|t| t.han),
                }
            })
            .collect();
        let point = |theme: ThemeId, head: &Head| {
            let hits = head.report.and_then(&hits);
            hits.map_or(Point::Gap, |hits| Point::of(hits, theme, part))
        };
        let points = themes
            .iter()
            .map(|&theme| heads.iter().map(|head| point(theme, head)).collect())
            .collect();
        Self {
            heads,
            themes: themes.to_vec(),
            points,
        }
    }

    /// One number.
    pub fn point(&self, theme: usize, year: usize) -> Point {
        let row = self.points.get(theme);
        row.and_then(|r| r.get(year)).copied().unwrap_or_default()
    }

    /// Years that have a report.
    pub fn reports(&self) -> usize {
        self.heads.iter().filter(|h| h.report.is_some()).count()
    }

    /// Years in which something was counted.
    pub fn counted(&self) -> usize {
        self.heads.iter().filter(|h| h.han.is_some()).count()
    }

    /// The years through which a line of points may be drawn: at least [`LEAST_YEARS`] years with a number there must be in all, and no
    /// line crosses a year without one.
    pub fn lines(&self) -> Vec<Range<usize>> {
        if self.counted() < LEAST_YEARS {
            return Vec::new();
        }
        let mut lines: Vec<Range<usize>> = Vec::new();
        for (at, _) in self
            .heads
            .iter()
            .enumerate()
            .filter(|(_, h)| h.han.is_some())
        {
            match lines.last_mut() {
                Some(line) if line.end == at => line.end = at + 1,
                _ => lines.push(at..at + 1),
            }
        }
        lines.retain(|line| line.len() > 1);
        lines
    }
}

/// What the places of a year are ranked by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum By {
    /// Hits.
    Hits,
    /// Hits per thousand Han characters.
    #[default]
    PerThousand,
}

/// One place in a year.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// Its series.
    pub series: usize,
    /// The report that counts.
    pub report: ReportId,
    /// Other reports of the place and year, which do not count.
    pub beside: usize,
    /// Its number; never a gap.
    pub point: Point,
    /// From 1, equal numbers share one; none: the report has no such part.
    pub rank: Option<usize>,
}

/// The places of one year by one theme.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ranks {
    /// First those that have the part, most first; then those that lack it.
    pub rows: Vec<Ranked>,
    /// Reports that lack the part.
    pub lacking: usize,
    /// Reports that mention the theme.
    pub mention: usize,
    /// The middle number of hits per thousand Han characters among those that have the part.
    pub median: Option<f32>,
}

impl Ranks {
    /// Ranks the places that have a report of `year`.
    pub fn of<'h>(
        shelved: &Shelved,
        hits: impl Fn(ReportId) -> Option<&'h Hits>,
        theme: ThemeId,
        year: u16,
        part: Part,
        by: By,
    ) -> Self {
        let mut rows: Vec<Ranked> = Vec::new();
        for (at, series) in shelved.series.iter().enumerate() {
            let Some(yearly) = series.of_year(year) else {
                continue;
            };
            let Some(found) = hits(yearly.report) else {
                continue;
            };
            rows.push(Ranked {
                series: at,
                report: yearly.report,
                beside: yearly.beside.len(),
                point: Point::of(found, theme, part),
                rank: None,
            });
        }
        let number = |row: &Ranked| match (by, row.point) {
            (By::Hits, Point::Counted { hits, .. }) => f64::from(hits),
            (By::PerThousand, Point::Counted { per_mille, .. }) => f64::from(per_mille),
            _ => -1.0,
        };
        // Stable: places of one number stay in their order.
        rows.sort_by(|a, b| number(b).total_cmp(&number(a)));
        let mut before: Option<(f64, usize)> = None;
        for (at, row) in rows.iter_mut().enumerate() {
            if row.point.hits().is_none() {
                continue;
            }
            let mine = number(row);
            let rank = match before {
                Some((other, rank)) if other.total_cmp(&mine).is_eq() => rank,
                _ => at + 1,
            };
            before = Some((mine, rank));
            row.rank = Some(rank);
        }
        let counted: Vec<f32> = rows.iter().filter_map(|r| r.point.per_mille()).collect();
        Self {
            lacking: rows.len() - counted.len(),
            mention: rows.iter().filter(|r| r.point.hits() > Some(0)).count(),
            median: median(counted),
            rows,
        }
    }
}

/// One theme in one year over all places.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Age {
    /// The year.
    pub year: u16,
    /// The reports that were counted: those of the year that have the part.
    pub reports: Vec<ReportId>,
    /// Reports that lack the part.
    pub lacking: usize,
    /// Of the counted, those that mention the theme.
    pub mention: usize,
    /// Hits in all of them.
    pub hits: u32,
    /// Han characters of the part in all of them.
    pub han: u64,
    /// The middle number of hits per thousand Han characters; none where nothing was counted.
    pub median: Option<f32>,
}

impl Age {
    /// Hits per thousand Han characters of all reports of the year taken together; none where nothing was counted.
    pub fn pooled(&self) -> Option<f32> {
        (!self.reports.is_empty()).then(|| per_mille(self.hits, self.han))
    }

    /// Whether there is a report of the year at all.
    pub fn is_gap(&self) -> bool {
        self.reports.is_empty() && self.lacking == 0
    }
}

/// One theme through all years, from the first that has a report to the last, without a hole.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ages {
    /// By year, rising.
    pub rows: Vec<Age>,
}

impl Ages {
    /// Counts a theme in one part of all reports; of one place and year one report counts.
    pub fn of<'h>(
        shelved: &Shelved,
        hits: impl Fn(ReportId) -> Option<&'h Hits>,
        theme: ThemeId,
        part: Part,
    ) -> Self {
        let (Some(&first), Some(&last)) = (shelved.years.first(), shelved.years.last()) else {
            return Self::default();
        };
        let mut rows: Vec<Age> = (first..=last)
            .map(|year| Age {
                year,
                ..Age::default()
            })
            .collect();
        let mut rates: Vec<Vec<f32>> = vec![Vec::new(); rows.len()];
        for yearly in shelved.series.iter().flat_map(|s| &s.years) {
            let at = usize::from(yearly.year.saturating_sub(first));
            let (Some(row), Some(rates)) = (rows.get_mut(at), rates.get_mut(at)) else {
                continue;
            };
            let Some(found) = hits(yearly.report) else {
                continue;
            };
            let Some(tally) = found.tally(part) else {
                row.lacking += 1;
                continue;
            };
            let here = tally.hits.get(theme.index()).copied().unwrap_or(0);
            row.reports.push(yearly.report);
            row.mention += usize::from(here > 0);
            row.hits += here;
            row.han += u64::from(tally.han);
            rates.push(per_mille(here, u64::from(tally.han)));
        }
        for (row, rates) in rows.iter_mut().zip(rates) {
            row.median = median(rates);
        }
        Self { rows }
    }

    /// Years that have a number.
    pub fn counted(&self) -> usize {
        self.rows.iter().filter(|r| !r.reports.is_empty()).count()
    }
}

/// The middle of some numbers, between the two middle ones where their count is even; none where there are none.
fn median(mut numbers: Vec<f32>) -> Option<f32> {
    numbers.sort_by(f32::total_cmp);
    let half = numbers.len() / 2;
    let upper = numbers.get(half).copied()?;
    if numbers.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = half.checked_sub(1).and_then(|i| numbers.get(i)).copied();
    lower.map(|lower| f32::midpoint(lower, upper))
}

fn per_mille(hits: u32, han: u64) -> f32 {
    if han == 0 {
        return 0.0;
    }
    (f64::from(hits) * 1000.0 / han as f64) as f32
}
