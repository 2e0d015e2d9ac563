//! `duizhao find`: a term in context (KWIC).

use std::fmt::Write as _;

use anyhow::bail;
use rayon::prelude::*;
use serde::Serialize;

use super::args::{FindArgs, Format};
use super::desk::Desk;
use super::output::{Context, Ink, Side, Table, emit, emit_json, md_cell, note};
use super::{Exit, describe, input};
use crate::locale::Lang;
use crate::report::{Report, SectionId};
use crate::text::fold;
use crate::text::safe::Safe;
use crate::text::scan::find_all;
use crate::text::span::Span;
use crate::text::width::{self, Ambiguous};

#[derive(Serialize)]
struct FindJson {
    term: String,
    total: usize,
    hits: Vec<HitJson>,
}

#[derive(Serialize)]
struct HitJson {
    file: String,
    place: Option<String>,
    year: Option<u16>,
    section: Option<u32>,
    breadcrumb: Vec<String>,
    line: u32,
    column: u32,
    left: String,
    hit: String,
    right: String,
}

/// One occurrence in the reading text.
struct Kwic {
    at: usize,
    section: Option<SectionId>,
    left: String,
    hit: String,
    right: String,
}

/// The occurrences of `query` (folded) in what is read of `report`, removed text and title block breaks aside.
fn hits(report: &Report, query: &str, context: usize) -> Vec<Kwic> {
    let mut out = Vec::new();
    for paragraph in &report.paragraphs {
        let pieces = paragraph.span.without(&report.gaps);
        let folded = report.reading_folded(paragraph.span);
        let found = find_all(&folded, query);
        if found.is_empty() {
            continue;
        }
        for span in found {
            let at = source_offset(&pieces, span.start());
            let end = source_offset(&pieces, span.end() - 1) + 1;
            // What stands for a character is searched over and shown as that character.
            let before = report.resolved(Span::new(paragraph.span.start(), at));
            let after = report.resolved(Span::new(end, paragraph.span.end()));
            let skip = before.chars().count().saturating_sub(context);
            out.push(Kwic {
                at,
                section: report.section_at(at),
                left: before.chars().skip(skip).collect(),
                hit: report.resolved(Span::new(at, end)).into_owned(),
                right: after.chars().take(context).collect(),
            });
        }
    }
    out
}

/// The byte of the source at `offset` of the joined pieces.
fn source_offset(pieces: &[Span], mut offset: usize) -> usize {
    for piece in pieces {
        if offset < piece.len() {
            return piece.start() + offset;
        }
        offset -= piece.len();
    }
    pieces.last().map_or(0, |p| p.end())
}

/// Runs the verb.
///
/// # Errors
/// When the term is blank, no report could be read, or standard output fails.
pub fn run(args: &FindArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let query = fold::fold_str(args.term.trim());
    if query.is_empty() {
        bail!(
            cx.say("要找的词是空的", "the term to find is blank")
                .to_owned()
        );
    }
    let loaded = input::reports(&args.paths.paths, desk, cx)?;
    let found: Vec<Vec<Kwic>> = loaded
        .reports
        .par_iter()
        .map(|r| hits(r, &query, args.context))
        .collect();
    let all: Vec<(&Report, &Kwic)> = loaded
        .reports
        .iter()
        .zip(&found)
        .flat_map(|(r, hits)| hits.iter().map(move |h| (r.as_ref(), h)))
        .collect();
    match cx.format {
        Format::Json => emit_json(&json(args, &all))?,
        Format::Csv => emit(&csv(&all).render(cx))?,
        _ => emit(&lines(&all, cx))?,
    }
    let reports = found.iter().filter(|h| !h.is_empty()).count();
    note(&match (cx.lang, all.len()) {
        (Lang::Zh, 0) => format!("{}：没有找到", args.term),
        (Lang::En, 0) => format!("{}: not found", args.term),
        (Lang::Zh, n) => format!("{n} 处，见于 {reports} 份报告"),
        (Lang::En, n) => format!("{n} hits in {reports} reports"),
    });
    Ok(Exit::found(!all.is_empty(), loaded.named_failed))
}

fn json(args: &FindArgs, all: &[(&Report, &Kwic)]) -> FindJson {
    FindJson {
        term: args.term.clone(),
        total: all.len(),
        hits: all
            .iter()
            .map(|(report, hit)| {
                let (line, column) = describe::position(&report.text, hit.at);
                HitJson {
                    file: describe::file(report),
                    place: Some(describe::place_short(report)).filter(|p| !p.is_empty()),
                    year: describe::year(report),
                    section: hit.section.map(|s| s.0),
                    breadcrumb: hit.section.map_or_else(Vec::new, |s| {
                        report
                            .ancestry(s)
                            .iter()
                            .map(|&s| describe::heading(report, s))
                            .collect()
                    }),
                    line,
                    column,
                    left: hit.left.clone(),
                    hit: hit.hit.clone(),
                    right: hit.right.clone(),
                }
            })
            .collect(),
    }
}

fn csv(all: &[(&Report, &Kwic)]) -> Table {
    let mut table = Table::new(&[
        ("place", Side::Left),
        ("year", Side::Right),
        ("section", Side::Left),
        ("line", Side::Right),
        ("left", Side::Left),
        ("hit", Side::Left),
        ("right", Side::Left),
        ("file", Side::Left),
    ]);
    for (report, hit) in all {
        table.row(&[
            describe::place_full(report),
            describe::year_cell(report),
            hit.section
                .map_or_else(String::new, |s| describe::breadcrumb(report, s)),
            describe::position(&report.text, hit.at).0.to_string(),
            hit.left.clone(),
            hit.hit.clone(),
            hit.right.clone(),
            describe::file(report),
        ]);
    }
    table
}

/// The hits stand in one column; left of it the context is set flush right.
fn lines(all: &[(&Report, &Kwic)], cx: Context) -> String {
    let cells = |s: &str| usize::from(width::text(s, Ambiguous::Narrow));
    let label_width = |f: &dyn Fn(&Report) -> String| {
        all.iter()
            .map(|(r, _)| cells(Safe::new(&f(r)).as_str()))
            .max()
            .unwrap_or(0)
    };
    let names = label_width(&describe::label);
    let lefts = all
        .iter()
        .map(|(_, h)| cells(Safe::new(&h.left).as_str()))
        .max()
        .unwrap_or(0);
    let rights = all
        .iter()
        .map(|(_, h)| cells(Safe::new(&h.right).as_str()))
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for (report, hit) in all {
        let name = Safe::new(&describe::label(report));
        let (left, word, right) = (
            Safe::new(&hit.left),
            Safe::new(&hit.hit),
            Safe::new(&hit.right),
        );
        let section = Safe::new(
            &hit.section
                .map_or_else(String::new, |s| describe::heading(report, s)),
        );
        if cx.format == Format::Md {
            let _ = writeln!(
                out,
                "- {}（{}）：{}**{}**{}",
                md_cell(name.as_str()),
                md_cell(section.as_str()),
                md_cell(left.as_str()),
                md_cell(word.as_str()),
                md_cell(right.as_str()),
            );
            continue;
        }
        let _ = writeln!(
            out,
            "{name}{}  {}{left}{}{right}{}  {}",
            " ".repeat(names - cells(name.as_str())),
            " ".repeat(lefts - cells(left.as_str())),
            cx.paint(Ink::Hit, &format!("[{word}]")),
            " ".repeat(rights - cells(right.as_str())),
            cx.paint(Ink::Faint, section.as_str()),
        );
    }
    out
}
