//! Themes × reports: counts, places grouped, years in order.

use std::sync::Arc;

use super::lexicon::{Lexicon, ThemeId};
use super::scan::Hits;
use crate::report::{Report, ReportId, Role};

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
    /// Columns: grouped by province, then place, years ascending.
    pub columns: Vec<Column>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<Cell>>,
    /// Hits over all columns, by row.
    pub totals: Vec<u32>,
}

impl Matrix {
    /// Builds the matrix over all reports; `role` restricts to one part of each report. `hits` is by report.
    pub fn build(
        lexicon: &Lexicon,
        reports: &[Arc<Report>],
        hits: &[Arc<Hits>],
        role: Option<Role>,
    ) -> Self {
        let _ = (lexicon, reports, hits, role);
        Self::default()
    }
}
