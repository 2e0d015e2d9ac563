//! `duizhao themes`: hits of themes in reports.

use std::sync::Arc;

use anyhow::bail;
use rayon::prelude::*;
use serde::Serialize;

use super::args::{Format, ThemesArgs};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json, note};
use super::{Exit, describe, input};
use crate::report::{Report, Role};
use crate::theme::{Cell, Hits, Lexicon, Matrix, ThemeId};

#[derive(Serialize)]
struct ThemesJson {
    role: Option<&'static str>,
    reports: Vec<ColumnJson>,
    themes: Vec<RowJson>,
}

#[derive(Serialize)]
struct ColumnJson {
    file: String,
    place: Option<String>,
    year: Option<u16>,
    group: String,
    /// Han characters of the part that was counted.
    han: u32,
}

#[derive(Serialize)]
struct RowJson {
    theme: String,
    en: String,
    group: String,
    total: u32,
    /// By report; null where the report has no such part.
    hits: Vec<Option<u32>>,
    per_thousand: Vec<Option<f32>>,
}

/// The rows that were asked for.
fn wanted(lexicon: &Lexicon, names: &[String], cx: Context) -> anyhow::Result<Vec<ThemeId>> {
    let mut ids = Vec::new();
    for name in names {
        let Some(id) = lexicon.find(name) else {
            let near = near_names(lexicon, name);
            let hint = if near.is_empty() {
                String::new()
            } else {
                format!(
                    "{}{}",
                    cx.say("；相近的有：", "; near ones: "),
                    near.join(cx.say("、", ", "))
                )
            };
            bail!("{name}: {}{hint}", cx.say("没有这个主题", "no such theme"));
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Up to five themes that share two characters with `name`, or its only one; those that share most come first.
fn near_names<'a>(lexicon: &'a Lexicon, name: &str) -> Vec<&'a str> {
    let enough = name.chars().count().min(2);
    let mut near: Vec<(usize, &str)> = lexicon
        .themes
        .iter()
        .filter_map(|theme| {
            let shared = |word: &str| name.chars().filter(|&c| word.contains(c)).count();
            let most = theme
                .terms
                .iter()
                .chain(&theme.earlier)
                .map(|term| shared(term))
                .chain([shared(&theme.name)])
                .max()?;
            (most >= enough).then_some((most, theme.name.as_str()))
        })
        .collect();
    near.sort_by_key(|(most, _)| std::cmp::Reverse(*most));
    near.truncate(5);
    near.into_iter().map(|(_, name)| name).collect()
}

/// Runs the verb.
///
/// # Errors
/// When no report could be read, a theme is unknown, or standard output fails.
pub fn run(args: &ThemesArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let book = desk.book(&args.lexicon, cx)?;
    let lexicon = &book.ready().lexicon;
    let asked = wanted(lexicon, &args.themes, cx)?;
    let loaded = input::reports(&args.paths.paths, desk, cx)?;
    let scanner = &book.ready().scanner;
    let hits: Vec<Arc<Hits>> = loaded
        .reports
        .par_iter()
        .map(|r| Arc::new(scanner.scan(r)))
        .collect();
    let role: Option<Role> = args.role.map(Role::from);
    let matrix = Matrix::build(lexicon, &loaded.reports, &hits, role);
    let view = View {
        lexicon,
        reports: &loaded.reports,
        matrix: &matrix,
        asked: &asked,
    };
    match cx.format {
        Format::Json => emit_json(&view.json(role))?,
        Format::Csv => emit(&view.long_table().render(cx))?,
        _ => {
            let (table, hidden) = view.wide_table(args.per_thousand, cx);
            emit(&table.render(cx))?;
            if hidden > 0 {
                note(&match cx.lang {
                    crate::locale::Lang::Zh => format!("另有 {hidden} 个主题没有命中，未列出"),
                    crate::locale::Lang::En => {
                        format!("{hidden} themes without a hit are not listed")
                    }
                });
            }
        }
    }
    Ok(Exit::done(loaded.named_failed))
}

struct View<'a> {
    lexicon: &'a Lexicon,
    reports: &'a [Arc<Report>],
    matrix: &'a Matrix,
    asked: &'a [ThemeId],
}

impl View<'_> {
    /// Rows of the matrix that are shown, with their themes.
    fn rows(&self) -> impl Iterator<Item = (usize, ThemeId)> + '_ {
        self.matrix
            .rows
            .iter()
            .enumerate()
            .filter(|(_, id)| self.asked.is_empty() || self.asked.contains(id))
            .map(|(i, id)| (i, *id))
    }

    fn cell(&self, row: usize, column: usize) -> Cell {
        self.matrix
            .cells
            .get(row)
            .and_then(|r| r.get(column))
            .copied()
            .unwrap_or_default()
    }

    fn report(&self, column: usize) -> Option<&Report> {
        let id = self.matrix.columns.get(column)?.report;
        self.reports.get(id.index()).map(Arc::as_ref)
    }

    fn name(&self, id: ThemeId) -> &str {
        self.lexicon.theme(id).map_or("", |t| t.name.as_str())
    }

    fn json(&self, role: Option<Role>) -> ThemesJson {
        let columns = 0..self.matrix.columns.len();
        ThemesJson {
            role: role.map(Role::name),
            reports: self
                .matrix
                .columns
                .iter()
                .enumerate()
                .map(|(i, column)| {
                    let report = self.report(i);
                    ColumnJson {
                        file: report.map_or_else(String::new, describe::file),
                        place: report.map(describe::place_short).filter(|p| !p.is_empty()),
                        year: report.and_then(describe::year),
                        group: column.group.clone(),
                        han: column.han,
                    }
                })
                .collect(),
            themes: self
                .rows()
                .map(|(row, id)| {
                    let of = |column| Some(self.cell(row, column)).filter(|c| c.has_part);
                    RowJson {
                        theme: self.name(id).to_owned(),
                        en: self
                            .lexicon
                            .theme(id)
                            .map_or_else(String::new, |t| t.en.clone()),
                        group: self
                            .lexicon
                            .theme(id)
                            .map_or_else(String::new, |t| t.group.clone()),
                        total: self.matrix.totals.get(row).copied().unwrap_or(0),
                        hits: columns.clone().map(|c| of(c).map(|c| c.hits)).collect(),
                        per_thousand: columns
                            .clone()
                            .map(|c| of(c).map(|c| c.per_mille))
                            .collect(),
                    }
                })
                .collect(),
        }
    }

    /// One row per theme and report. `hits` is empty where the report has no such part: that is not zero.
    fn long_table(&self) -> Table {
        let mut table = Table::new(&[
            ("theme", Side::Left),
            ("report", Side::Left),
            ("file", Side::Left),
            ("place", Side::Left),
            ("year", Side::Right),
            ("hits", Side::Right),
            ("han", Side::Right),
        ]);
        for (row, id) in self.rows() {
            for (i, column) in self.matrix.columns.iter().enumerate() {
                let Some(report) = self.report(i) else {
                    continue;
                };
                let cell = self.cell(row, i);
                table.row(&[
                    self.name(id).to_owned(),
                    describe::label(report),
                    describe::file(report),
                    describe::place_full(report),
                    describe::year_cell(report),
                    if cell.has_part {
                        cell.hits.to_string()
                    } else {
                        String::new()
                    },
                    column.han.to_string(),
                ]);
            }
        }
        table
    }

    /// The matrix, and how many themes were left out because nobody mentions them.
    fn wide_table(&self, per_thousand: bool, cx: Context) -> (Table, usize) {
        let mut table = Table::new(&[
            (cx.say("主题", "theme"), Side::Left),
            (cx.say("合计", "total"), Side::Right),
        ]);
        for column in &self.matrix.columns {
            table.column(&format!("{} {}", column.place, column.year), Side::Right);
        }
        let mut hidden = 0;
        for (row, id) in self.rows() {
            let total = self.matrix.totals.get(row).copied().unwrap_or(0);
            if total == 0 && self.asked.is_empty() {
                hidden += 1;
                continue;
            }
            let name = match (cx.lang, self.lexicon.theme(id)) {
                (crate::locale::Lang::En, Some(theme)) => format!("{} {}", theme.name, theme.en),
                _ => self.name(id).to_owned(),
            };
            let mut cells = vec![name, total.to_string()];
            cells.extend((0..self.matrix.columns.len()).map(|c| {
                let cell = self.cell(row, c);
                if !cell.has_part {
                    cx.say("无", "n/a").to_owned()
                } else if cell.hits == 0 {
                    "·".to_owned()
                } else if per_thousand {
                    format!("{:.2}", cell.per_mille)
                } else {
                    cell.hits.to_string()
                }
            }));
            table.row(&cells);
        }
        (table, hidden)
    }
}
