//! Themes × reports: counts, places grouped, years in order.
//!
//! Owns [`Matrix`]. Invariants: every row of `cells` is as long as `columns`, and a group's columns stand together. A cell
//! without the part that was asked for is no zero. Must not know how hits were found.

mod column;
mod filter;
mod order;

use std::ops::Range;
use std::sync::Arc;

pub use column::Facts;
pub use filter::{Choice, Picked};
pub use order::{ColumnOrder, Compared, FEWEST_FOR_SPREAD, Measure, RowOrder, spread};

use super::lexicon::{Lexicon, ThemeId};
use super::part::Part;
use super::scan::{Hits, Tally};
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
    /// The nominal year.
    pub year_number: Option<u16>,
    /// Level of government.
    pub level: Option<Level>,
    /// Han characters of the part that was counted.
    pub han: u32,
}

/// The matrix.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    /// Rows: themes, in the order of [`Wanted::rows`].
    pub rows: Vec<ThemeId>,
    /// Columns in the order of [`Wanted::columns`]: by default grouped by province in the official order (全国 first, 未知 last), then
    /// place, years ascending.
    pub columns: Vec<Column>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<Cell>>,
    /// Hits over all columns, by row.
    pub totals: Vec<u32>,
    /// Hits over all rows, by column.
    pub column_totals: Vec<u32>,
    /// What rows are sorted by, where they go by change or spread.
    pub measure: Measure,
    /// The order of the rows.
    pub rows_by: RowOrder,
    /// The order of the columns.
    pub columns_by: ColumnOrder,
    /// First and last year of the columns that have one.
    pub years: Option<(u16, u16)>,
    /// Han characters of the part in all columns.
    pub han: u64,
    /// Columns whose report lacks the part.
    pub without_part: usize,
    /// Reports that were not asked for.
    pub left_out: usize,
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
    /// Of those reports exactly these.
    pub choice: Choice,
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

/// A report with its hits and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Which.
    pub id: ReportId,
    /// What is known of it.
    pub facts: &'a Facts,
    /// Its hits.
    pub hits: &'a Hits,
}

/// A column in the making, with what its part comes to (none: the report lacks it).
#[derive(Clone, Copy)]
struct Entry<'a> {
    id: ReportId,
    facts: &'a Facts,
    tally: Option<&'a Tally>,
}

impl Entry<'_> {
    fn han(&self) -> u32 {
        self.tally.map_or(0, |t| t.han)
    }

    fn hits(&self, theme: ThemeId) -> u32 {
        let hits = self.tally.and_then(|t| t.hits.get(theme.index()));
        hits.copied().unwrap_or(0)
    }

    fn cell(&self, theme: ThemeId) -> Cell {
        if self.tally.is_none() {
            return Cell::default();
        }
        let hits = self.hits(theme);
        Cell {
            hits,
            per_mille: per_mille(hits, u64::from(self.han())),
            has_part: true,
        }
    }
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
        let facts: Vec<Facts> = reports.iter().map(|r| Facts::of(r.report)).collect();
        let known: Vec<Known<'_>> = reports
            .iter()
            .zip(&facts)
            .map(|(r, facts)| Known {
                id: r.id,
                facts,
                hits: r.hits,
            })
            .collect();
        Self::of_known(lexicon, &known, wanted)
    }

    /// The same where it is kept what is known of the reports.
    pub fn of_known(lexicon: &Lexicon, reports: &[Known<'_>], wanted: &Wanted) -> Self {
        let mut entries: Vec<Entry<'_>> = reports
            .iter()
            .filter(|r| wanted.admits(r.facts))
            .map(|r| Entry {
                id: r.id,
                facts: r.facts,
                tally: r.hits.tally(wanted.part),
            })
            .collect();
        order::sort_columns(&mut entries, wanted.columns);
        let mut rows: Vec<ThemeId> = lexicon
            .ids()
            .map(|(id, _)| id)
            .filter(|id| wanted.themes.is_empty() || wanted.themes.contains(id))
            .collect();
        let mut totals: Vec<u32> = rows
            .iter()
            .map(|&row| entries.iter().map(|e| e.hits(row)).sum())
            .collect();
        let mut measure = match wanted.rows {
            RowOrder::Change => order::changes(&entries, &rows),
            RowOrder::Spread => order::spreads(&entries, &rows),
            _ => Measure::default(),
        };
        let sorted = match wanted.rows {
            RowOrder::Lexicon => None,
            RowOrder::Total => {
                let hits: Vec<Option<u32>> = totals.iter().copied().map(Some).collect();
                Some(order::largest_first(&hits, Ord::cmp))
            }
            RowOrder::Report(id) => entries.iter().find(|e| e.id == id).map(|entry| {
                let hits: Vec<Option<u32>> = rows.iter().map(|&r| Some(entry.hits(r))).collect();
                order::largest_first(&hits, Ord::cmp)
            }),
            RowOrder::Change | RowOrder::Spread => {
                Some(order::largest_first(&measure.values, f32::total_cmp))
            }
        };
        if let Some(sorted) = sorted {
            rows = taken(&rows, &sorted);
            totals = taken(&totals, &sorted);
            measure.values = taken(&measure.values, &sorted);
        }
        let mut column_totals = vec![0; entries.len()];
        let cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|&row| {
                let row = entries.iter().map(|e| e.cell(row));
                row.zip(&mut column_totals)
                    .map(|(cell, total)| {
                        *total += cell.hits;
                        cell
                    })
                    .collect()
            })
            .collect();
        let years = || entries.iter().filter_map(|e| e.facts.year_number);
        Self {
            rows,
            cells,
            totals,
            column_totals,
            measure,
            rows_by: wanted.rows,
            columns_by: wanted.columns,
            years: years().min().zip(years().max()),
            han: entries.iter().map(|e| u64::from(e.han())).sum(),
            without_part: entries.iter().filter(|e| e.tally.is_none()).count(),
            left_out: reports.len() - entries.len(),
            columns: entries
                .iter()
                .map(|e| e.facts.column(e.id, e.han()))
                .collect(),
        }
    }

    /// One cell.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.cells.get(row)?.get(column).copied()
    }

    /// The heading that a column stands under: its group, its year where columns go by years; none where they go by a theme.
    pub fn heading<'a>(&self, column: &'a Column) -> &'a str {
        match self.columns_by {
            ColumnOrder::Places => &column.group,
            ColumnOrder::Years => &column.year,
            ColumnOrder::Theme(_) => "",
        }
    }

    /// The headings with the columns that stand under them, in order.
    pub fn groups(&self) -> Vec<(&str, Range<usize>)> {
        self.runs(0..self.columns.len(), |c| self.heading(c))
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

    /// Hits of all themes in one column, told as one cell.
    pub fn column_cell(&self, column: usize) -> Option<Cell> {
        let hits = self.column_total(column);
        let has_part = self.cells.first()?.get(column)?.has_part;
        let han = self.columns.get(column)?.han;
        Some(Cell {
            hits,
            per_mille: per_mille(hits, u64::from(han)),
            has_part,
        })
    }

    /// Hits of one theme in all columns, told as one cell; it has the part where any of them does.
    pub fn row_cell(&self, row: usize) -> Option<Cell> {
        Some(Cell {
            hits: self.totals.get(row).copied()?,
            per_mille: self.row_per_mille(row),
            has_part: self.without_part < self.columns.len(),
        })
    }

    /// Hits of all themes in one column.
    pub fn column_total(&self, column: usize) -> u32 {
        self.column_totals.get(column).copied().unwrap_or(0)
    }

    /// Hits of one row per thousand Han characters over all columns that have the part.
    pub fn row_per_mille(&self, row: usize) -> f32 {
        per_mille(self.totals.get(row).copied().unwrap_or(0), self.han)
    }
}

/// The items at these places.
fn taken<T: Copy>(items: &[T], places: &[usize]) -> Vec<T> {
    places
        .iter()
        .filter_map(|&i| items.get(i).copied())
        .collect()
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

    /// Three themes in two groups.
    fn lexicon() -> Lexicon {
        let theme = |name: &str, group: &str| {
            format!(
                "[[theme]]\nname = \"{name}\"\nen = \"{name}\"\ngroup = \"{group}\"\nterms = [\"{name}题\"]\n"
            )
        };
        let text = [theme("甲", "一"), theme("乙", "一"), theme("丙", "二")].concat();
        Lexicon::parse(&text, "x").unwrap()
    }

    struct Made {
        facts: Facts,
        hits: Hits,
    }

    fn made(province: &str, place: &str, year: u16, han: u32, hits: [u32; 3]) -> Made {
        let mut found = Hits::default();
        found.tallies[Part::All.index()] = Some(Tally {
            han,
            hits: hits.to_vec(),
        });
        let level = if place.ends_with('区') {
            Level::County
        } else {
            Level::City
        };
        Made {
            facts: Facts::made(province, place, year, level),
            hits: found,
        }
    }

    fn of(reports: &[Made], wanted: &Wanted) -> Matrix {
        let known: Vec<Known<'_>> = reports
            .iter()
            .enumerate()
            .map(|(i, r)| Known {
                id: ReportId(i as u32),
                facts: &r.facts,
                hits: &r.hits,
            })
            .collect();
        Matrix::of_known(&lexicon(), &known, wanted)
    }

    fn ids(matrix: &Matrix) -> Vec<u32> {
        matrix.columns.iter().map(|c| c.report.0).collect()
    }

    fn rows(matrix: &Matrix) -> Vec<u16> {
        matrix.rows.iter().map(|t| t.0).collect()
    }

    fn near(a: Option<f32>, b: f32) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-5)
    }

    fn reports() -> Vec<Made> {
        vec![
            made("浙江", "宁波市", 2022, 2000, [2, 4, 6]),
            made("辽宁", "沙河口区", 2023, 2000, [6, 1, 0]),
            made("辽宁", "沙河口区", 2020, 1000, [1, 3, 0]),
            made("辽宁", "和平区", 2021, 1000, [2, 0, 0]),
            made("辽宁", "和平区", 2022, 1000, [0, 0, 0]),
            made("", "无题", 0, 500, [5, 0, 0]),
        ]
    }

    #[test]
    fn change_compares_the_same_places_in_their_latest_and_earliest_year() {
        let matrix = of(
            &reports(),
            &Wanted {
                rows: RowOrder::Change,
                ..Wanted::default()
            },
        );
        let compared = matrix.measure.compared.unwrap();
        assert_eq!((compared.places, compared.years), (2, (2020, 2023)));
        // 甲: latest 6 of 3,000, earliest 3 of 2,000. 乙: 1 of 3,000 after 3 of 2,000.
        assert_eq!(rows(&matrix), [0, 2, 1]);
        let values = &matrix.measure.values;
        assert!(near(values[0], 2.0 - 1.5), "{values:?}");
        assert!(near(values[1], 0.0), "{values:?}");
        assert!(near(values[2], 1.0 / 3.0 - 1.5), "{values:?}");
        assert_eq!(matrix.totals, [16, 6, 8]);
    }

    #[test]
    fn without_two_years_there_is_no_change_and_rows_stay() {
        let wanted = Wanted {
            rows: RowOrder::Change,
            years: Some((2022, 2022)),
            ..Wanted::default()
        };
        let matrix = of(&reports(), &wanted);
        assert_eq!(matrix.measure.compared, None);
        assert_eq!(matrix.measure.values, [None, None, None]);
        assert_eq!(rows(&matrix), [0, 1, 2]);
    }

    #[test]
    fn spread_is_the_deviation_of_proportions() {
        // Gries: half of |5/10 - 1000/4000| + |5/10 - 3000/4000|.
        assert!(near(spread([(5, 1000), (5, 3000)].into_iter()), 0.25));
        assert!(near(spread([(2, 1000), (6, 3000)].into_iter()), 0.0));
        assert_eq!(spread([(4, 1000), (0, 3000)].into_iter()), None);
        let matrix = of(
            &reports(),
            &Wanted {
                rows: RowOrder::Spread,
                ..Wanted::default()
            },
        );
        // 丙 stands in one report of 2,000 of 7,500 Han alone.
        assert_eq!(rows(&matrix)[0], 2);
        assert!(near(matrix.measure.values[0], 1.0 - 2000.0 / 7500.0));
    }

    #[test]
    fn rows_go_by_total_or_by_one_report_and_ties_as_in_the_lexicon() {
        let by = |rows| {
            of(
                &reports(),
                &Wanted {
                    rows,
                    ..Wanted::default()
                },
            )
        };
        assert_eq!(rows(&by(RowOrder::Total)), [0, 1, 2]);
        assert_eq!(by(RowOrder::Total).totals, [16, 8, 6]);
        let by_report = by(RowOrder::Report(ReportId(0)));
        assert_eq!(rows(&by_report), [2, 1, 0]);
        assert_eq!(
            by_report.cells[0][ids(&by_report).iter().position(|&i| i == 0).unwrap()].hits,
            6
        );
        assert_eq!(rows(&by(RowOrder::Report(ReportId(4)))), [0, 1, 2]);
        assert_eq!(rows(&by(RowOrder::Report(ReportId(99)))), [0, 1, 2]);
    }

    #[test]
    fn columns_go_by_places_years_or_the_density_of_a_theme() {
        let by = |columns| {
            of(
                &reports(),
                &Wanted {
                    columns,
                    ..Wanted::default()
                },
            )
        };
        assert_eq!(ids(&by(ColumnOrder::Places)), [3, 4, 2, 1, 0, 5]);
        let years = by(ColumnOrder::Years);
        assert_eq!(ids(&years), [2, 3, 4, 0, 1, 5]);
        let headings: Vec<&str> = years.groups().iter().map(|g| g.0).collect();
        assert_eq!(headings, ["2020", "2021", "2022", "2023", UNKNOWN]);
        let dense = by(ColumnOrder::Theme(ThemeId(0)));
        assert_eq!(ids(&dense), [5, 1, 3, 2, 0, 4]);
        assert_eq!(dense.groups().len(), 1);
    }

    #[test]
    fn what_was_not_asked_for_is_left_out_of_every_total() {
        let with = |wanted: Wanted| {
            let matrix = of(&reports(), &wanted);
            let mut ids = ids(&matrix);
            ids.sort_unstable();
            assert_eq!(matrix.left_out, 6 - ids.len());
            (ids, matrix.totals.clone(), matrix.han)
        };
        let levels = with(Wanted {
            levels: vec![Level::City],
            ..Wanted::default()
        });
        assert_eq!(levels, (vec![0, 5], vec![7, 4, 6], 2500));
        let places = with(Wanted {
            places: vec!["辽宁".to_owned()],
            years: Some((2021, 2023)),
            ..Wanted::default()
        });
        assert_eq!(places, (vec![1, 3, 4], vec![8, 1, 0], 4000));
        let chosen = with(Wanted {
            choice: Choice {
                places: vec![
                    Picked::Place("辽宁省沙河口区".to_owned()),
                    Picked::Group(UNKNOWN.to_owned()),
                ],
                years: vec![None, Some(2020)],
                levels: Vec::new(),
            },
            ..Wanted::default()
        });
        assert_eq!(chosen, (vec![2, 5], vec![6, 3, 0], 1500));
    }

    #[test]
    fn totals_of_rows_and_columns_agree() {
        let matrix = of(&reports(), &Wanted::default());
        let all: u32 = matrix.totals.iter().sum();
        assert_eq!(all, matrix.column_totals.iter().sum::<u32>());
        assert_eq!(all, 30);
        assert!((matrix.row_per_mille(0) - 16.0 / 7.5).abs() < 1e-5);
        let cell = matrix.column_cell(0).unwrap();
        assert_eq!((cell.hits, cell.has_part), (2, true));
        assert_eq!(matrix.years, Some((2020, 2023)));
    }

    #[test]
    fn a_part_that_no_report_has_has_no_totals() {
        let wanted = Wanted {
            part: Part::Plan,
            rows: RowOrder::Spread,
            ..Wanted::default()
        };
        let matrix = of(&reports(), &wanted);
        assert!(!matrix.row_cell(0).unwrap().has_part);
        assert!(!matrix.column_cell(0).unwrap().has_part);
        assert_eq!(matrix.without_part, 6);
        assert_eq!(matrix.measure.values, [None, None, None]);
    }
}
