//! `duizhao list`: what the reports are.

use std::sync::Arc;

use serde::Serialize;

use super::args::{Format, Paths};
use super::desk::Desk;
use super::output::{Context, Side, Table, emit, emit_json, md_cell};
use super::{Exit, describe, input};
use crate::locale::Lang;
use crate::report::twins::{Kind, twins};
use crate::report::{Report, ReportId};
use crate::text::safe::Safe;

#[derive(Serialize)]
struct ListJson {
    reports: Vec<Row>,
    twins: Vec<GroupJson>,
}

/// One report in JSON.
#[derive(Serialize)]
pub struct Row {
    file: String,
    #[serde(flatten)]
    identity: describe::IdentityJson,
    format: &'static str,
    encoding: &'static str,
    bytes: u64,
    traditional: bool,
    sample: bool,
    han: u32,
    sections: usize,
    removed_share: f32,
    doubts: Vec<describe::DoubtJson>,
}

/// One report for JSON.
pub fn row(r: &Report) -> Row {
    Row {
        file: describe::file(r),
        identity: describe::identity(r),
        format: r.source.format.label(),
        encoding: r.source.encoding,
        bytes: r.source.bytes,
        traditional: r.traditional,
        sample: r.source.sample,
        han: r.han,
        sections: r.sections.len(),
        removed_share: r.removed_share(),
        doubts: describe::doubts(r),
    }
}

/// Reports that are the same or nearly.
pub struct Group {
    kind: Kind,
    /// How each of them stands to the first.
    pub members: Vec<(ReportId, Kind)>,
}

/// A group in JSON.
#[derive(Serialize)]
pub struct GroupJson {
    /// `same-file`, `same-text` or `near`: the loosest that any of them stands to the first.
    kind: &'static str,
    reports: Vec<MemberJson>,
}

#[derive(Serialize)]
struct MemberJson {
    file: String,
    kind: &'static str,
    percent: u8,
}

/// The groups among `reports`; ids are their places in it.
pub fn groups(reports: &[Arc<Report>]) -> Vec<Group> {
    let all: Vec<(ReportId, &Report)> = reports
        .iter()
        .enumerate()
        .map(|(i, r)| (ReportId(i as u32), r.as_ref()))
        .collect();
    twins(&all)
        .into_iter()
        .map(|group| Group {
            kind: group.kind,
            members: group.reports.iter().map(|t| (t.id, t.kind)).collect(),
        })
        .collect()
}

/// The groups for JSON.
pub fn groups_json(groups: &[Group], reports: &[Arc<Report>]) -> Vec<GroupJson> {
    let member = |&(id, kind): &(ReportId, Kind)| {
        Some(MemberJson {
            file: describe::file(reports.get(id.index())?),
            kind: kind.name(),
            percent: kind.percent(),
        })
    };
    groups
        .iter()
        .map(|group| GroupJson {
            kind: group.kind.name(),
            reports: group.members.iter().filter_map(member).collect(),
        })
        .collect()
}

/// The groups as lines below a table, after a blank one; nothing where there are none.
pub fn groups_text(groups: &[Group], reports: &[Arc<Report>], cx: Context) -> String {
    let mut out = String::new();
    for (number, group) in groups.iter().enumerate() {
        let files: Vec<String> = group
            .members
            .iter()
            .filter_map(|(id, _)| reports.get(id.index()))
            .map(|r| Safe::new(&describe::file(r)).to_string())
            .collect();
        let (number, files) = (number + 1, files.join(cx.say("、", ", ")));
        let how = group.kind.sentence(cx.lang);
        let line = match cx.lang {
            Lang::Zh => format!("同文 {number}：{files}（{how}）"),
            Lang::En => format!("copies {number}: {files} ({how})"),
        };
        out.push('\n');
        out.push_str(&if cx.format == Format::Md {
            md_cell(&line)
        } else {
            line
        });
        if cx.format == Format::Md {
            out.push('\n');
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Format and, where the format has none of its own and it is not the usual one, encoding: `txt GB18030`.
fn format_cell(r: &Report) -> String {
    let (format, encoding) = (r.source.format.label(), r.source.encoding);
    if encoding.is_empty() || encoding == "UTF-8" {
        format.to_owned()
    } else {
        format!("{format} {encoding}")
    }
}

/// One row per report; what is unknown is empty, and `removed` is a share from 0 to 1.
fn csv(reports: &[Arc<Report>], groups: &[Group], cx: Context) -> Table {
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
        ("format", Side::Left),
        ("encoding", Side::Left),
        ("twins", Side::Right),
        ("dated", Side::Left),
    ]);
    for (i, r) in reports.iter().enumerate() {
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
            r.source.format.label().to_owned(),
            r.source.encoding.to_owned(),
            numbers(groups, i),
            dated(r),
        ]);
    }
    table
}

/// `2009-2010`: about when a report was written that states no year.
fn dated(r: &Report) -> String {
    let dated = r.identity.dated.as_ref();
    let dated = dated.filter(|_| r.identity.year.is_none());
    dated.map_or_else(String::new, |d| format!("{}-{}", d.value.from, d.value.to))
}

/// The numbers of the groups that the report at `index` stands in, from 1.
fn numbers(groups: &[Group], index: usize) -> String {
    let numbers: Vec<String> = (1..)
        .zip(groups)
        .filter(|(_, group)| group.members.iter().any(|(id, _)| id.index() == index))
        .map(|(number, _): (usize, _)| number.to_string())
        .collect();
    numbers.join("+")
}

/// Runs the verb.
///
/// # Errors
/// When no report could be read, or standard output fails.
pub fn run(args: &Paths, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let loaded = input::reports(&args.paths, desk, cx)?;
    let reports = &loaded.reports;
    let groups = groups(reports);
    if cx.format == Format::Json {
        emit_json(&ListJson {
            reports: reports.iter().map(|r| row(r)).collect(),
            twins: groups_json(&groups, reports),
        })?;
    } else if cx.format == Format::Csv {
        emit(&csv(reports, &groups, cx).render(cx))?;
    } else {
        let mut heads = vec![
            (cx.say("地区", "place"), Side::Left),
            (cx.say("年度", "year"), Side::Right),
            (cx.say("层级", "level"), Side::Left),
            (cx.say("字数", "han"), Side::Right),
            (cx.say("章节", "sections"), Side::Right),
            (cx.say("剔除", "removed"), Side::Right),
            (cx.say("疑点", "doubts"), Side::Right),
        ];
        if !groups.is_empty() {
            heads.push((cx.say("同文", "copies"), Side::Right));
        }
        heads.push((cx.say("格式", "format"), Side::Left));
        heads.push((cx.say("文件", "file"), Side::Left));
        let mut table = Table::new(&heads);
        let unknown = cx.say("未知", "unknown");
        for (i, r) in reports.iter().enumerate() {
            let or_unknown = |s: String| if s.is_empty() { unknown.to_owned() } else { s };
            let mut cells = vec![
                or_unknown(describe::place_short(r)),
                or_unknown(describe::year_or_about(r, cx.lang)),
                or_unknown(describe::level(r, cx.lang)),
                r.han.to_string(),
                r.sections.len().to_string(),
                format!("{:.1}%", r.removed_share() * 100.0),
                r.doubts.len().to_string(),
            ];
            if !groups.is_empty() {
                cells.push(numbers(&groups, i));
            }
            cells.push(format_cell(r));
            cells.push(if r.source.sample {
                format!("{}{}", describe::file(r), cx.say("（样本）", " (sample)"))
            } else {
                describe::file(r)
            });
            table.row(&cells);
        }
        emit(&table.render(cx))?;
        emit(&groups_text(&groups, reports, cx))?;
    }
    Ok(Exit::done(loaded.named_failed))
}
