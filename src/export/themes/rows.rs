//! The matrix as comma-separated values.
//!
//! Invariants: the columns of the long form are the same in either language; a cell is never run as a formula; where a report has no such
//! part, hits, characters and shares are empty.

use super::Counted;
use super::told::Told;
use crate::export::describe;
use crate::export::escape::csv_cell;
use crate::text::safe::Safe;

/// The columns of the long form.
pub const COLUMNS: [&str; 12] = [
    "theme",
    "report",
    "file",
    "place",
    "year",
    "hits",
    "han",
    "per_thousand",
    "part",
    "level",
    "group",
    "report_id",
];

/// One row to each theme and report.
pub fn long(of: &Counted<'_>) -> String {
    let told = Told::of(of);
    let mut out = String::new();
    put(&mut out, COLUMNS.iter().copied());
    let part = of.wanted.part.name();
    let about: Vec<[String; 7]> = told
        .columns
        .iter()
        .map(|source| {
            let report = source.scanned.report;
            let han = told.has_part(source).then(|| told.han(source).to_string());
            [
                describe::label(report),
                source.file(),
                describe::place_full(report),
                describe::year_cell(report),
                han.unwrap_or_default(),
                describe::level_name(report).unwrap_or_default().to_owned(),
                source.id(),
            ]
        })
        .collect();
    for line in told.lines() {
        for (source, about) in told.columns.iter().zip(&about) {
            let [label, file, place, year, han, level, id] = about;
            let cell = told.cell(line, source);
            let hits = cell.map_or_else(String::new, |c| c.hits.to_string());
            let share = cell.map_or_else(String::new, |c| share(c.per_mille));
            put(
                &mut out,
                [
                    &line.theme.name,
                    label,
                    file,
                    place,
                    year,
                    &hits,
                    han,
                    &share,
                    part,
                    level,
                    &line.theme.group,
                    id,
                ],
            );
        }
    }
    out
}

/// One row to each theme, a column to each report.
pub fn wide(of: &Counted<'_>) -> String {
    let told = Told::of(of);
    let mut out = String::new();
    let heads = ["theme", "group", "total"].into_iter();
    put(
        &mut out,
        heads.chain(told.columns.iter().map(|c| c.name.as_str())),
    );
    for line in told.lines() {
        let mut cells = vec![
            line.theme.name.clone(),
            line.theme.group.clone(),
            told.total(line).to_string(),
        ];
        cells.extend(told.columns.iter().map(|source| {
            let cell = told.cell(line, source);
            cell.map_or_else(String::new, |c| {
                if of.per_thousand {
                    share(c.per_mille)
                } else {
                    c.hits.to_string()
                }
            })
        }));
        put(&mut out, cells);
    }
    out
}

/// Hits per thousand Han characters, with four decimals.
fn share(per_mille: f32) -> String {
    format!("{per_mille:.4}")
}

fn put<S: AsRef<str>>(out: &mut String, cells: impl IntoIterator<Item = S>) {
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        csv_cell(Safe::new(cell.as_ref()).as_str(), out);
    }
    out.push('\n');
}
