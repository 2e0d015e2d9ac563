//! Themes × reports: counts, places grouped, years in order.
//!
//! Owns [`Matrix`]. Invariants: every row of `cells` is as long as `columns`, and a group's columns stand together. A cell
//! without the part that was asked for is no zero. Must not know how hits were found.

use std::ops::Range;
use std::sync::Arc;

use super::lexicon::{Lexicon, ThemeId};
use super::part::Part;
use super::scan::{Hits, Tally};
use crate::report::identity::province_order;
use crate::report::{Level, Report, ReportId, Role};

/// What stands where place or year is not known.
pub const UNKNOWN: &str = "未知";
/// Group of the reports of the State Council.
pub const NATION: &str = "全国";

/// One cell.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Cell {
    /// Hits.
    pub hits: u32,
    /// Hits per thousand Han characters of the part that was counted.
    pub per_mille: f32,
    /// The report has the part that was asked for; a zero without it is "无", not 0.
    pub has_part: bool,
}

impl Cell {
    /// The shade of its ground, 0 to 5 (see [`shade`]).
    pub fn shade(self) -> u8 {
        shade(self.per_mille)
    }
}

/// The shade for a number of hits per thousand Han characters: 0 for none, then 1 below 0.25, 2 below 0.6, 3 below 1.1,
/// 4 below 2, 5 from 2 on (the steps of the legend).
pub fn shade(per_mille: f32) -> u8 {
    match per_mille {
        p if p <= 0.0 => 0,
        p if p < 0.25 => 1,
        p if p < 0.6 => 2,
        p if p < 1.1 => 3,
        p if p < 2.0 => 4,
        _ => 5,
    }
}

/// One column: a report.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Which report.
    pub report: ReportId,
    /// Group heading: province, or 未知.
    pub group: String,
    /// Place to show, or the file name where it is unknown.
    pub place: String,
    /// Year to show, `未知` where it is unknown.
    pub year: String,
    /// Han characters of the part that was counted.
    pub han: u32,
}

/// The matrix.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// Rows: themes in lexicon order (groups together).
    pub rows: Vec<ThemeId>,
    /// Columns: grouped by province in the official order (全国 first, 未知 last), then place, years ascending.
    pub columns: Vec<Column>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<Cell>>,
    /// Hits over all columns, by row.
    pub totals: Vec<u32>,
}

/// What a matrix is made of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// The part of every report that is counted.
    pub part: Part,
    /// Reports of these levels; empty: of all, and of none that is known.
    pub levels: Vec<Level>,
    /// Reports of these places (as a column's `group` or `place`); empty: of all.
    pub places: Vec<String>,
    /// Reports of the years from the first to the last; none: of all, and of none that is known.
    pub years: Option<(u16, u16)>,
    /// These themes; empty: all.
    pub themes: Vec<ThemeId>,
    /// The order of the rows.
    pub rows: RowOrder,
    /// The order of the columns.
    pub columns: ColumnOrder,
}

/// In which order themes stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RowOrder {
    /// As in the lexicon, groups together.
    #[default]
    Lexicon,
    /// Most hits first.
    Total,
    /// By the change from the earliest to the latest year of the same places, in hits per thousand Han characters, the largest rise first.
    Change,
    /// By how unevenly the reports have them, the most uneven first.
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
    /// By one theme, most hits per thousand Han characters first.
    Theme(ThemeId),
}

/// A report with its hits.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'a> {
    /// Which.
    pub id: ReportId,
    /// The report.
    pub report: &'a Report,
    /// Its hits.
    pub hits: &'a Hits,
}

/// A column with what it is sorted by, and what its part comes to (none: the report lacks it).
struct Entry<'a> {
    column: Column,
    tally: Option<&'a Tally>,
    order: (usize, String, String, u8, u16),
}

impl Matrix {
    /// Builds the matrix over all reports; `role` restricts to one part of each report: the outermost sections of that
    /// role, with all that is inside them. `hits` is by report.
    pub fn build(
        lexicon: &Lexicon,
        reports: &[Arc<Report>],
        hits: &[Arc<Hits>],
        role: Option<Role>,
    ) -> Self {
        let scanned: Vec<Scanned<'_>> = reports
            .iter()
            .zip(hits)
            .enumerate()
            .map(|(i, (report, hits))| Scanned {
                id: ReportId(i as u32),
                report,
                hits,
            })
            .collect();
        let part = role.and_then(Part::of).unwrap_or_default();
        Self::of(
            lexicon,
            &scanned,
            &Wanted {
                part,
                ..Wanted::default()
            },
        )
    }

    /// The matrix of what is wanted of these reports.
    pub fn of(lexicon: &Lexicon, reports: &[Scanned<'_>], wanted: &Wanted) -> Self {
        let mut entries: Vec<Entry<'_>> = reports.iter().map(|r| entry(r, wanted.part)).collect();
        entries.sort_by(|a, b| {
            a.order
                .cmp(&b.order)
                .then(a.column.report.cmp(&b.column.report))
        });
        let rows: Vec<ThemeId> = lexicon
            .ids()
            .map(|(id, _)| id)
            .filter(|id| wanted.themes.is_empty() || wanted.themes.contains(id))
            .collect();
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|&row| entries.iter().map(|e| cell(e, row)).collect())
            .collect();
        let totals = cells
            .iter()
            .map(|row| row.iter().map(|c| c.hits).sum())
            .collect();
        Self {
            rows,
            columns: entries.into_iter().map(|e| e.column).collect(),
            cells,
            totals,
        }
    }

    /// One cell.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.cells.get(row)?.get(column).copied()
    }

    /// The group headings with the columns that stand under them, in order.
    pub fn groups(&self) -> Vec<(&str, Range<usize>)> {
        self.runs(0..self.columns.len(), |c| c.group.as_str())
    }

    /// The places within some columns (a group), each with its columns, in order.
    pub fn places(&self, within: Range<usize>) -> Vec<(&str, Range<usize>)> {
        self.runs(within, |c| c.place.as_str())
    }

    fn runs<'a>(
        &'a self,
        within: Range<usize>,
        key: impl Fn(&'a Column) -> &'a str,
    ) -> Vec<(&'a str, Range<usize>)> {
        let mut runs: Vec<(&str, Range<usize>)> = Vec::new();
        let offset = within.start;
        for (i, column) in self.columns.get(within).unwrap_or(&[]).iter().enumerate() {
            let at = offset + i;
            match runs.last_mut() {
                Some((name, range)) if *name == key(column) => range.end = at + 1,
                _ => runs.push((key(column), at..at + 1)),
            }
        }
        runs
    }

    /// Hits of all themes in one column.
    pub fn column_total(&self, column: usize) -> u32 {
        self.cells
            .iter()
            .filter_map(|row| row.get(column))
            .map(|c| c.hits)
            .sum()
    }

    /// Hits of one row per thousand Han characters over all columns that have the part.
    pub fn row_per_mille(&self, row: usize) -> f32 {
        let han: u64 = self.columns.iter().map(|c| u64::from(c.han)).sum();
        per_mille(self.totals.get(row).copied().unwrap_or(0), han)
    }
}

/// The column of one report.
fn entry<'a>(scanned: &Scanned<'a>, part: Part) -> Entry<'a> {
    let Scanned { id, report, hits } = *scanned;
    let identity = &report.identity;
    let place = identity.place.as_ref().map(|p| &p.value);
    let level = identity.level.as_ref().map(|l| l.value);
    let group = match (place.and_then(|p| p.province.clone()), level) {
        (Some(province), _) => province,
        (None, Some(Level::State)) => NATION.to_owned(),
        (None, _) => UNKNOWN.to_owned(),
    };
    let rank = match group.as_str() {
        NATION => 0,
        UNKNOWN => usize::MAX,
        province => 1 + province_order(province),
    };
    let year = identity.year.as_ref().map(|y| y.value.0);
    let place_shown = place.map_or_else(|| stem(&report.source.name), |p| p.short.clone());
    // The province itself first, then places by full name, so that a city stands before its districts.
    let before_others = u8::from(!matches!(level, Some(Level::State | Level::Province)));
    let sorted_by = format!(
        "{before_others}{}",
        place.map_or(place_shown.as_str(), |p| p.full.as_str())
    );
    let tally = hits.tally(part);
    let han = tally.map_or(0, |t| t.han);
    let order = (
        rank,
        group.clone(),
        sorted_by,
        u8::from(year.is_none()),
        year.unwrap_or(u16::MAX),
    );
    Entry {
        column: Column {
            report: id,
            group,
            place: place_shown,
            year: year.map_or_else(|| UNKNOWN.to_owned(), |y| y.to_string()),
            han,
        },
        tally,
        order,
    }
}

/// A file name without its ending.
fn stem(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem.to_owned(),
        _ => name.to_owned(),
    }
}

fn cell(entry: &Entry<'_>, row: ThemeId) -> Cell {
    let Some(tally) = entry.tally else {
        return Cell::default();
    };
    let hits = tally.hits.get(row.index()).copied().unwrap_or(0);
    Cell {
        hits,
        per_mille: per_mille(hits, u64::from(entry.column.han)),
        has_part: true,
    }
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

    #[test]
    fn shades_follow_the_legend() {
        let shades: Vec<u8> = [0.0, 0.1, 0.25, 0.59, 0.6, 1.09, 1.1, 1.99, 2.0, 9.0]
            .into_iter()
            .map(shade)
            .collect();
        assert_eq!(shades, [0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn the_stem_of_a_file_name() {
        assert_eq!(stem("广东-深圳_2024.txt"), "广东-深圳_2024");
        assert_eq!(stem(".txt"), ".txt");
        assert_eq!(stem("样本"), "样本");
    }
}
