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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]
    use super::*;
    use crate::theme::scan::Tally;
    use crate::theme::series::Yearly;

    const THEME: ThemeId = ThemeId(0);

    /// Hits of one theme among so many Han characters; the plan part is there where `plan` is.
    fn hits(count: u32, han: u32, plan: Option<u32>) -> Hits {
        let mut hits = Hits::default();
        hits.tallies[Part::All.index()] = Some(Tally {
            han,
            hits: vec![count],
        });
        hits.tallies[Part::Plan.index()] = plan.map(|count| Tally {
            han,
            hits: vec![count],
        });
        hits
    }

    fn yearly(year: u16, report: u32) -> Yearly {
        Yearly {
            year,
            report: ReportId(report),
            beside: Vec::new(),
        }
    }

    fn series(name: &str, years: Vec<Yearly>) -> Series {
        Series {
            name: name.to_owned(),
            known: true,
            years,
            ..Series::default()
        }
    }

    fn of<'a>(all: &'a [Hits]) -> impl Fn(ReportId) -> Option<&'a Hits> + 'a {
        |id| all.get(id.index())
    }

    #[test]
    fn a_gap_a_missing_part_and_a_zero_are_three_things() {
        let one = series(
            "甲",
            vec![yearly(2016, 0), yearly(2018, 1), yearly(2019, 2)],
        );
        let all = [
            hits(3, 1000, Some(1)),
            hits(9, 3000, None),
            hits(0, 1000, Some(0)),
        ];
        let course = Course::of(&one, of(&all), &[THEME], Part::Plan);
        let years: Vec<u16> = course.heads.iter().map(|h| h.year).collect();
        assert_eq!(years, [2016, 2017, 2018, 2019]);
        assert_eq!(course.point(0, 1), Point::Gap);
        assert_eq!(course.point(0, 2), Point::NoPart);
        assert_eq!(course.point(0, 3).hits(), Some(0));
        assert!(course.point(0, 0).is_few() && !course.point(0, 3).is_few());
        assert_eq!((course.reports(), course.counted()), (3, 2));
        let whole = Course::of(&one, of(&all), &[THEME], Part::All);
        assert_eq!(whole.point(0, 2).per_mille(), Some(3.0));
    }

    #[test]
    fn lines_need_three_years_and_cross_no_gap() {
        let all: Vec<Hits> = (0..6).map(|n| hits(n, 1000, None)).collect();
        let lines = |years: &[u16]| {
            let years = years
                .iter()
                .zip(0..)
                .map(|(&y, id)| yearly(y, id))
                .collect();
            Course::of(&series("甲", years), of(&all), &[THEME], Part::All).lines()
        };
        assert_eq!(lines(&[2016, 2017]), Vec::<Range<usize>>::new());
        assert_eq!(lines(&[2016, 2018, 2020]), Vec::<Range<usize>>::new());
        assert_eq!(lines(&[2016, 2017, 2019]), vec![0..2]);
        assert_eq!(lines(&[2016, 2017, 2018, 2020, 2021]), vec![0..3, 4..6]);
    }

    fn three_places() -> (Shelved, Vec<Hits>) {
        let all = vec![
            hits(6, 3000, Some(0)),
            hits(4, 1000, None),
            hits(4, 1000, Some(3)),
            hits(10, 1000, Some(10)),
        ];
        let places = ["甲", "乙", "丙"].into_iter().zip(0..);
        let mut shelved = Shelved {
            series: places
                .map(|(name, id)| series(name, vec![yearly(2021, id)]))
                .collect(),
            years: vec![2019, 2021],
            ..Shelved::default()
        };
        shelved.series[0].years.insert(0, yearly(2019, 3));
        (shelved, all)
    }

    #[test]
    fn places_are_ranked_and_equals_share_a_rank() {
        let (shelved, all) = three_places();
        let rank = |part, by| Ranks::of(&shelved, of(&all), THEME, 2021, part, by);
        let names = |ranks: &Ranks| -> Vec<(String, Option<usize>)> {
            let name = |r: &Ranked| shelved.series[r.series].name.clone();
            ranks.rows.iter().map(|r| (name(r), r.rank)).collect()
        };
        let ranks = rank(Part::All, By::PerThousand);
        let expected = [("乙", Some(1)), ("丙", Some(1)), ("甲", Some(3))];
        assert_eq!(names(&ranks), expected.map(|(n, r)| (n.to_owned(), r)));
        assert_eq!(ranks.median, Some(4.0));
        let ranks = rank(Part::All, By::Hits);
        let expected = [("甲", Some(1)), ("乙", Some(2)), ("丙", Some(2))];
        assert_eq!(names(&ranks), expected.map(|(n, r)| (n.to_owned(), r)));
        // Who lacks the part stands last and has no rank; a zero has one.
        let ranks = rank(Part::Plan, By::PerThousand);
        let expected = [("丙", Some(1)), ("甲", Some(2)), ("乙", None)];
        assert_eq!(names(&ranks), expected.map(|(n, r)| (n.to_owned(), r)));
        assert_eq!((ranks.lacking, ranks.mention), (1, 1));
    }

    #[test]
    fn a_year_is_pooled_over_all_reports_and_its_median_is_of_reports() {
        let (shelved, all) = three_places();
        let ages = Ages::of(&shelved, of(&all), THEME, Part::All);
        let years: Vec<u16> = ages.rows.iter().map(|a| a.year).collect();
        assert_eq!(years, [2019, 2020, 2021]);
        assert!(ages.rows[1].is_gap() && ages.rows[1].pooled().is_none());
        let last = &ages.rows[2];
        assert_eq!((last.reports.len(), last.hits, last.han), (3, 14, 5000));
        assert_eq!(last.pooled(), Some(2.8));
        assert_eq!(last.median, Some(4.0));
        assert_eq!(ages.counted(), 2);
        let plan = Ages::of(&shelved, of(&all), THEME, Part::Plan);
        assert_eq!((plan.rows[2].lacking, plan.rows[2].mention), (1, 1));
        assert_eq!(plan.rows[2].reports, [ReportId(0), ReportId(2)]);
    }

    #[test]
    fn the_middle_of_two_lies_between_them() {
        assert_eq!(median(vec![3.0, 1.0]), Some(2.0));
        assert_eq!(median(vec![3.0, 1.0, 9.0]), Some(3.0));
        assert_eq!(median(Vec::new()), None);
    }
}
