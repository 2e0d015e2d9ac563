//! `duizhao drop`: out of the library; files on disk are never touched.

use std::path::PathBuf;

use serde::Serialize;

use super::Exit;
use super::args::{DropArgs, Format};
use super::desk::Desk;
use super::output::{Context, emit, emit_json, note};
use crate::locale::Lang;
use crate::report::library::{self, Change};

#[derive(Serialize)]
struct DropJson {
    library: PathBuf,
    dropped: Vec<DroppedJson>,
}

#[derive(Serialize)]
struct DroppedJson {
    path: String,
    /// Reports that the library held there.
    reports: usize,
}

/// Runs the verb.
///
/// # Errors
/// When something is not in the library: then nothing is dropped; when the library cannot be changed, or standard output fails.
pub fn run(args: &DropArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let library = desk.file(cx)?;
    let mut paths = Vec::new();
    for word in &args.paths {
        let path = desk.kept_path(word, cx)?;
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    let held = library::discover_kept(desk.catalogue(cx)).entries;
    let dropped: Vec<DroppedJson> = paths
        .iter()
        .map(|path| DroppedJson {
            path: path.display().to_string(),
            reports: held
                .iter()
                .filter(
                    |entry| matches!(entry, library::Entry::File(file) if file.starts_with(path)),
                )
                .count(),
        })
        .collect();
    desk.keep(Change::Drop(paths), cx)?;
    if cx.format == Format::Json {
        emit_json(&DropJson { library, dropped })?;
        return Ok(Exit::Fine);
    }
    for one in &dropped {
        let (path, reports) = (&one.path, one.reports);
        emit(
            &crate::text::safe::Safe::new(&match cx.lang {
                Lang::Zh => format!("已移出文库：{path}（{reports} 份报告）"),
                Lang::En if reports == 1 => format!("dropped from the library: {path} (1 report)"),
                Lang::En => format!("dropped from the library: {path} ({reports} reports)"),
            })
            .to_string(),
        )?;
        emit("\n")?;
    }
    note(cx.say(
        "文件都没有动；要放回，用 duizhao add 加路径",
        "the files were not touched; duizhao add PATH brings them back",
    ));
    Ok(Exit::Fine)
}
