//! `duizhao list`: what the reports are.

use std::sync::Arc;

use serde::Serialize;

use super::args::{Format, Paths};
use super::output::{Context, Side, Table, emit, emit_json};
use super::{Exit, describe, input};
use crate::report::Report;

#[derive(Serialize)]
struct ListJson {
    reports: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    file: String,
    #[serde(flatten)]
    identity: describe::IdentityJson,
    encoding: &'static str,
    bytes: u64,
    traditional: bool,
    sample: bool,
    han: u32,
    sections: usize,
    removed_share: f32,
    doubts: Vec<describe::DoubtJson>,
}

/// One row per report; what is unknown is empty, and `removed` is a share from 0 to 1.
fn csv(reports: &[Arc<Report>], cx: Context) -> Table {
    let mut table = Table::new(&[
        ("place", Side::Left),
        ("short", Side::Left),
        ("year", Side::Right),
        ("level", Side::Left),
        ("han", Side::Right),
        ("sections", Side::Right),
        ("removed", Side::Right),
        ("doubts", Side::Right),
        ("file", Side::Left),
    ]);
    for r in reports {
        table.row(&[
            describe::place_full(r),
            describe::place_short(r),
            describe::year_cell(r),
            describe::level(r, cx.lang),
            r.han.to_string(),
            r.sections.len().to_string(),
            format!("{:.3}", r.removed_share()),
            r.doubts.len().to_string(),
            describe::file(r),
        ]);
    }
    table
}

/// Runs the verb.
///
/// # Errors
/// When no report could be read, or standard output fails.
pub fn run(args: &Paths, cx: Context) -> anyhow::Result<Exit> {
    let loaded = input::reports(&args.paths, cx)?;
    if cx.format == Format::Json {
        let reports = loaded
            .reports
            .iter()
            .map(|r| Row {
                file: describe::file(r),
                identity: describe::identity(r),
                encoding: r.source.encoding,
                bytes: r.source.bytes,
                traditional: r.traditional,
                sample: r.source.sample,
                han: r.han,
                sections: r.sections.len(),
                removed_share: r.removed_share(),
                doubts: describe::doubts(r),
            })
            .collect();
        emit_json(&ListJson { reports })?;
    } else if cx.format == Format::Csv {
        emit(&csv(&loaded.reports, cx).render(cx))?;
    } else {
        let mut table = Table::new(&[
            (cx.say("地区", "place"), Side::Left),
            (cx.say("年度", "year"), Side::Right),
            (cx.say("层级", "level"), Side::Left),
            (cx.say("字数", "han"), Side::Right),
            (cx.say("章节", "sections"), Side::Right),
            (cx.say("剔除", "removed"), Side::Right),
            (cx.say("疑点", "doubts"), Side::Right),
            (cx.say("文件", "file"), Side::Left),
        ]);
        let unknown = cx.say("未知", "unknown");
        for r in &loaded.reports {
            let or_unknown = |s: String| if s.is_empty() { unknown.to_owned() } else { s };
            table.row(&[
                or_unknown(describe::place_short(r)),
                or_unknown(describe::year(r).map_or_else(String::new, |y| y.to_string())),
                or_unknown(describe::level(r, cx.lang)),
                r.han.to_string(),
                r.sections.len().to_string(),
                format!("{:.1}%", r.removed_share() * 100.0),
                r.doubts.len().to_string(),
                if r.source.sample {
                    format!("{}{}", describe::file(r), cx.say("（样本）", " (sample)"))
                } else {
                    describe::file(r)
                },
            ]);
        }
        emit(&table.render(cx))?;
    }
    Ok(Exit::done(loaded.named_failed))
}
