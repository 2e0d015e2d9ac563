//! `duizhao jump`: sections by fuzzy query.

use anyhow::bail;
use serde::Serialize;

use super::args::{Format, JumpArgs};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json, note};
use super::{Exit, describe, input};
use crate::jump::{Found, Index, MatchKind};
use crate::locale::Lang;
use crate::report::{Report, ReportId};

#[derive(Serialize)]
struct JumpJson {
    query: String,
    total: usize,
    found: Vec<FoundJson>,
}

#[derive(Serialize)]
struct FoundJson {
    file: String,
    place: Option<String>,
    year: Option<u16>,
    section: u32,
    breadcrumb: Vec<String>,
    title: String,
    line: u32,
    #[serde(rename = "match")]
    kind: &'static str,
    title_chars: Vec<u32>,
    /// From 1, the best.
    rank: usize,
}

fn kind_name(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::Exact => "exact",
        MatchKind::Prefix => "prefix",
        MatchKind::Substring => "substring",
        MatchKind::Pinyin => "pinyin",
        MatchKind::Initials => "initials",
        MatchKind::Subsequence => "subsequence",
        MatchKind::Context => "context",
    }
}

fn kind_word(kind: MatchKind, lang: Lang) -> &'static str {
    match kind {
        MatchKind::Exact => lang.pick("全同", "exact"),
        MatchKind::Prefix => lang.pick("开头", "prefix"),
        MatchKind::Substring => lang.pick("包含", "inside"),
        MatchKind::Pinyin => lang.pick("拼音", "pinyin"),
        MatchKind::Initials => lang.pick("首字母", "initials"),
        MatchKind::Subsequence => lang.pick("依次", "in order"),
        MatchKind::Context => lang.pick("上下文", "context"),
    }
}

/// Runs the verb.
///
/// # Errors
/// When the query is blank, no report could be read, or standard output fails.
pub fn run(args: &JumpArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    if args.query.trim().is_empty() {
        bail!(
            cx.say("要跳到的章节是空的", "the query to jump to is blank")
                .to_owned()
        );
    }
    let loaded = input::reports(&args.paths.paths, desk, cx)?;
    let mut index = Index::new();
    for (i, report) in loaded.reports.iter().enumerate() {
        index.add(ReportId(i as u32), report);
    }
    let (found, total) = index.query(&args.query, &[], args.limit);
    let at =
        |f: &Found| -> Option<&Report> { loaded.reports.get(f.report.index()).map(AsRef::as_ref) };
    let line = |r: &Report, f: &Found| r.section(f.section).map_or(0, |s| s.line);
    if cx.format == Format::Json {
        emit_json(&JumpJson {
            query: args.query.clone(),
            total,
            found: found
                .iter()
                .enumerate()
                .filter_map(|(i, f)| {
                    let report = at(f)?;
                    Some(FoundJson {
                        file: describe::file(report),
                        place: Some(describe::place_short(report)).filter(|p| !p.is_empty()),
                        year: describe::year(report),
                        section: f.section.0,
                        breadcrumb: report
                            .ancestry(f.section)
                            .iter()
                            .map(|&s| describe::heading(report, s))
                            .collect(),
                        title: report.title(f.section).trim().to_owned(),
                        line: line(report, f),
                        kind: kind_name(f.kind),
                        title_chars: f.title_chars.clone(),
                        rank: i + 1,
                    })
                })
                .collect(),
        })?;
    } else if cx.format == Format::Csv {
        let mut table = Table::new(&[
            ("place", Side::Left),
            ("year", Side::Right),
            ("line", Side::Right),
            ("match", Side::Left),
            ("section", Side::Left),
            ("file", Side::Left),
        ]);
        for (f, report) in found.iter().filter_map(|f| Some((f, at(f)?))) {
            table.row(&[
                describe::place_full(report),
                describe::year_cell(report),
                line(report, f).to_string(),
                kind_name(f.kind).to_owned(),
                describe::breadcrumb(report, f.section),
                describe::file(report),
            ]);
        }
        emit(&table.render(cx))?;
    } else {
        let mut table = Table::new(&[
            (cx.say("报告", "report"), Side::Left),
            (cx.say("行", "line"), Side::Right),
            (cx.say("匹配", "match"), Side::Left),
            (cx.say("章节", "section"), Side::Left),
        ]);
        for f in &found {
            if let Some(report) = at(f) {
                table.row(&[
                    describe::label(report),
                    line(report, f).to_string(),
                    kind_word(f.kind, cx.lang).to_owned(),
                    describe::breadcrumb(report, f.section),
                ]);
            }
        }
        if !table.is_empty() {
            emit(&table.render(cx))?;
        }
        if total > found.len() {
            note(&match cx.lang {
                Lang::Zh => format!("共 {total} 处，显示前 {} 处（--limit）", found.len()),
                Lang::En => format!(
                    "{total} sections match; the first {} are shown (--limit)",
                    found.len()
                ),
            });
        }
    }
    if found.is_empty() {
        note(&format!(
            "{}: {}",
            args.query,
            cx.say("没有匹配的章节", "no section matches")
        ));
    }
    Ok(Exit::found(!found.is_empty(), loaded.named_failed))
}
