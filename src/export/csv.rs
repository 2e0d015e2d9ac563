//! The rows of a comparison as comma-separated values, for any program.
//!
//! Invariant: the columns are the same whatever the depth and the language; a cell is never run as a formula.

use super::describe;
use super::document::{self, Cell};
use super::escape::csv_cell;
use super::{Options, Show};
use crate::compare::passages::Both;
use crate::compare::{Change, Depth};
use crate::report::Report;
use crate::text::safe::Safe;
use crate::text::span::Span;

/// The names of the columns.
pub const COLUMNS: [&str; 13] = [
    "change",
    "similarity",
    "a_section",
    "a_line",
    "a",
    "b_section",
    "b_line",
    "b",
    "note",
    "a_place",
    "a_year",
    "b_place",
    "b_year",
];

/// The rows with their heads.
pub fn text(both: &Both, options: Options) -> String {
    let mut out = COLUMNS.join(",");
    out.push('\n');
    let who = [both.a, both.b].map(|r| [describe::place_full(r), describe::year_cell(r)]);
    let mut put = |cells: [&str; 9]| {
        let [a, b] = &who;
        let all = cells
            .into_iter()
            .chain(a.iter().chain(b).map(String::as_str));
        for (i, cell) in all.enumerate() {
            if i > 0 {
                out.push(',');
            }
            csv_cell(Safe::new(cell).as_str(), &mut out);
        }
        out.push('\n');
    };
    let parallel = both.comparison.depth == Depth::Parallel;
    for row in document::rows(both, options) {
        let change = match (row.change, &row.a, &row.b) {
            (Some(change), ..) => change.name(),
            (None, Some(_), Some(_)) => "linked",
            (None, Some(_), None) => "only-a",
            (None, ..) => "only-b",
        };
        // Kept, new and gone are said already.
        let notes: &[String] = match row.change {
            Some(Change::Kept | Change::New | Change::Gone) => {
                row.notes.get(1..).unwrap_or_default()
            }
            _ => &row.notes,
        };
        let similarity = row
            .similarity
            .map_or_else(String::new, |s| format!("{s:.3}"));
        let [a_section, a_line, a] = cells(row.a.as_ref());
        let [b_section, b_line, b] = cells(row.b.as_ref());
        put([
            change,
            &similarity,
            &a_section,
            &a_line,
            &a,
            &b_section,
            &b_line,
            &b,
            &notes.join("; "),
        ]);
    }
    if parallel && options.show != Show::Figures {
        let lines = [both.a, both.b].map(|r| describe::Lines::of(&r.text));
        let [in_a, in_b] = &lines;
        let at = |report: &Report, lines: &describe::Lines, span: Span| {
            let section = report.section_at(span.start());
            [
                section.map_or_else(String::new, |s| describe::breadcrumb(report, s)),
                lines.line(span.start()).to_string(),
                report.resolved(span).into_owned(),
            ]
        };
        for shared in &both.comparison.shared {
            let [a_section, a_line, a] = at(both.a, in_a, shared.a);
            let [b_section, b_line, b] = at(both.b, in_b, shared.b);
            let note = if shared.formulaic { "formulaic" } else { "" };
            put([
                "shared", "", &a_section, &a_line, &a, &b_section, &b_line, &b, note,
            ]);
        }
    }
    out
}

fn cells(cell: Option<&Cell>) -> [String; 3] {
    cell.map_or_else(Default::default, |cell| {
        [cell.section.clone(), cell.line.to_string(), cell.text()]
    })
}
