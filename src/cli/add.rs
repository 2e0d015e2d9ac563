//! `duizhao add`: files and folders into the library, and what was recognised in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use rayon::prelude::*;
use serde::Serialize;

use super::args::{AddArgs, Format};
use super::desk::{Desk, absolute};
use super::output::{Context, Side, Table, emit, emit_json, note};
use super::{Exit, describe, input, list};
use crate::locale::Lang;
use crate::report::library::{self, Change, Entry};
use crate::report::source::SourceError;
use crate::report::{Report, ReportId};

#[derive(Serialize)]
struct AddJson {
    library: PathBuf,
    added: Vec<String>,
    already: Vec<String>,
    reports: Vec<list::Row>,
    failed: Vec<FailedJson>,
    twins: Vec<list::GroupJson>,
}

#[derive(Serialize)]
struct FailedJson {
    path: String,
    zh: String,
    en: String,
}

/// What became of the paths.
#[derive(Default)]
struct Sorted {
    /// They are added.
    new: Vec<PathBuf>,
    /// They belong to the library already.
    already: Vec<PathBuf>,
    /// Their reports.
    reports: Vec<Arc<Report>>,
    failed: Vec<SourceError>,
}

/// Reads what stands under the paths; one that holds no report at all is not added.
fn sort(paths: &[PathBuf], desk: &Desk, cx: Context) -> Sorted {
    let mut sorted = Sorted::default();
    let reading = desk.reading(cx);
    let mut seen = std::collections::HashSet::new();
    for path in paths {
        let found = library::discover(std::slice::from_ref(path));
        let read: Vec<_> = found
            .entries
            .par_iter()
            .map(|entry| reading.read(entry).map(Arc::new))
            .collect();
        let any = read.iter().any(Result::is_ok);
        sorted.failed.extend(found.failed);
        for report in read {
            match report {
                Ok(report) if seen.insert(report.source.path.clone()) => {
                    sorted.reports.push(report);
                }
                Ok(_) => {}
                Err(why) => sorted.failed.push(why),
            }
        }
        if any {
            let whole = absolute(path);
            let catalogue = desk.catalogue(cx);
            let dropped_below = catalogue.dropped.iter().any(|d| d.starts_with(&whole));
            let known = catalogue.paths.contains(&whole)
                || (catalogue.holds(&whole) && !dropped_below && !whole.is_dir());
            let to = if known {
                &mut sorted.already
            } else {
                &mut sorted.new
            };
            to.push(path.clone());
        }
    }
    sorted
}

/// Of what is kept and what comes now, the groups of reports that are the same or nearly, with at least one that comes now. The new
/// ones stand first.
fn copies(new: &[Arc<Report>], desk: &Desk, cx: Context) -> (Vec<Arc<Report>>, Vec<list::Group>) {
    let files: Vec<PathBuf> = new.iter().filter_map(|r| path_of(r)).collect();
    let reading = desk.reading(cx);
    let kept = library::discover_kept(&reading.catalogue).entries;
    let others: Vec<Arc<Report>> = kept
        .par_iter()
        .filter(|entry| !matches!(entry, Entry::File(path) if files.contains(&absolute(path))))
        .filter_map(|entry| reading.read(entry).ok().map(Arc::new))
        .collect();
    let all: Vec<Arc<Report>> = new.iter().cloned().chain(others).collect();
    let mut groups = list::groups(&all);
    groups.retain(|group| {
        let is_new = |id: &ReportId| id.index() < new.len();
        group.members.iter().any(|(id, _)| is_new(id))
    });
    (all, groups)
}

fn path_of(report: &Report) -> Option<PathBuf> {
    report.source.path.as_deref().map(absolute)
}

/// Files below the added folders that were dropped before and stay out.
fn left_out(new: &[PathBuf], desk: &Desk, cx: Context) -> usize {
    let below = |dropped: &Path| {
        new.iter().any(|path| {
            let path = absolute(path);
            dropped != path && dropped.starts_with(path)
        })
    };
    let catalogue = desk.catalogue(cx);
    catalogue.dropped.iter().filter(|d| below(d)).count()
}

/// Runs the verb.
///
/// # Errors
/// When the library cannot be changed, or standard output fails.
pub fn run(args: &AddArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let library = desk.file(cx)?;
    if args.paths.iter().any(|p| p.as_os_str() == "-") {
        bail!(cx.say(
            "标准输入不能加入文库，请先存成文件",
            "standard input cannot be added; save it to a file first"
        ));
    }
    let sorted = sort(&args.paths, desk, cx);
    let (all, groups) = copies(&sorted.reports, desk, cx);
    if !sorted.new.is_empty() {
        desk.keep(Change::Add(sorted.new.clone()), cx)?;
    }
    if let Some(charset) = desk.charset() {
        // What it had to be read as now it has to be read as later.
        for path in sorted.reports.iter().filter_map(|r| path_of(r)) {
            desk.keep(Change::ReadAs(path, Some(charset)), cx)?;
        }
    }
    let named = |paths: &[PathBuf]| -> Vec<String> {
        paths.iter().map(|p| p.display().to_string()).collect()
    };
    if cx.format == Format::Json {
        emit_json(&AddJson {
            library,
            added: named(&sorted.new),
            already: named(&sorted.already),
            reports: sorted.reports.iter().map(|r| list::row(r)).collect(),
            failed: sorted
                .failed
                .iter()
                .map(|why| FailedJson {
                    path: why.path.display().to_string(),
                    zh: why.sentence(Lang::Zh),
                    en: why.sentence(Lang::En),
                })
                .collect(),
            twins: list::groups_json(&groups, &all),
        })?;
    } else {
        for why in &sorted.failed {
            note(&why.sentence(cx.lang));
        }
        if !sorted.reports.is_empty() {
            emit(&recognised(&sorted.reports, cx).render(cx))?;
        }
        if cx.format != Format::Csv {
            emit(&list::groups_text(&groups, &all, cx))?;
        }
        for path in named(&sorted.already) {
            note(&match cx.lang {
                Lang::Zh => format!("{path}：文库里已经有了"),
                Lang::En => format!("{path}: in the library already"),
            });
        }
        let out = left_out(&sorted.new, desk, cx);
        if out > 0 {
            note(&match cx.lang {
                Lang::Zh => format!("其中 {out} 个文件先前移出过，仍不列入；要放回，请逐个 add"),
                Lang::En => {
                    format!(
                        "{out} files in there were dropped before and stay out; add them by name to bring them back"
                    )
                }
            });
        }
        let reports = sorted.reports.len();
        note(&match cx.lang {
            Lang::Zh if sorted.new.is_empty() => "文库没有改动".to_owned(),
            Lang::Zh => format!("已加入文库，认出 {reports} 份报告：{}", library.display()),
            Lang::En if sorted.new.is_empty() => "the library is as it was".to_owned(),
            Lang::En => format!(
                "added to the library, {reports} reports: {}",
                library.display()
            ),
        });
    }
    if sorted.failed.is_empty() {
        Ok(Exit::Fine)
    } else if sorted.reports.is_empty() && cx.format != Format::Json {
        Err(input::AlreadySaid.into())
    } else {
        Ok(Exit::Input)
    }
}

/// What was recognised, doubts in words.
fn recognised(reports: &[Arc<Report>], cx: Context) -> Table {
    let mut table = Table::new(&[
        (cx.say("地区", "place"), Side::Left),
        (cx.say("年度", "year"), Side::Right),
        (cx.say("层级", "level"), Side::Left),
        (cx.say("字数", "han"), Side::Right),
        (cx.say("剔除", "removed"), Side::Right),
        (cx.say("文件", "file"), Side::Left),
        (cx.say("疑点", "doubts"), Side::Left),
    ]);
    let unknown = cx.say("未知", "unknown");
    let or_unknown = |s: String| if s.is_empty() { unknown.to_owned() } else { s };
    for report in reports {
        let doubts: Vec<&str> = report.doubts.iter().map(|d| d.sentence(cx.lang)).collect();
        table.row(&[
            or_unknown(describe::place_full(report)),
            or_unknown(describe::year_cell(report)),
            or_unknown(describe::level(report, cx.lang)),
            report.han.to_string(),
            format!("{:.1}%", report.removed_share() * 100.0),
            report.source.name.clone(),
            doubts.join(cx.say("；", "; ")),
        ]);
    }
    table
}
