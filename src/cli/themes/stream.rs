//! The hits one by one, of however many reports: some are read, written and let go before the next are.

use std::io::{self, Write as _};

use rayon::prelude::*;

use super::args::ThemesArgs;
use super::asked::Asked;
use super::ended;
use crate::cli::desk::Desk;
use crate::cli::output::{Context, note};
use crate::cli::{Exit, input, target};
use crate::export::file::Growing;
use crate::export::themes::hits::{self, Folders};
use crate::locale::Lang;
use crate::report::{Report, ReportId};
use crate::theme::book::Ready;
use crate::theme::{Matrix, Scanned};

/// Reports that are held at a time.
const HELD: usize = 16;

/// Where the lines go.
enum Into {
    Out,
    File(Box<Growing>),
    Folders(Folders),
}

impl Into {
    /// Adds the lines of a report; false when nobody reads them any more.
    fn add(&mut self, report: &Report, lines: &str, cx: Context) -> anyhow::Result<bool> {
        match self {
            Self::Out => {
                let mut out = io::stdout().lock();
                match out.write_all(lines.as_bytes()).and_then(|()| out.flush()) {
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(false),
                    other => other?,
                }
            }
            Self::File(file) => file
                .add(lines.as_bytes())
                .map_err(|e| target::refused(&e, cx))?,
            Self::Folders(folders) => folders
                .add(report, lines)
                .map_err(|e| target::refused(&e, cx))?,
        }
        Ok(true)
    }
}

/// Reads, counts and writes.
///
/// # Errors
/// When nothing could be read, or not be written.
pub fn run(
    args: &ThemesArgs,
    asked: &mut Asked,
    ready: &Ready,
    desk: &Desk,
    cx: Context,
) -> anyhow::Result<Exit> {
    let mut into = match (&args.output, &args.out_dir) {
        (Some(path), _) => Into::File(Box::new(
            Growing::begin(path, args.force).map_err(|e| target::refused(&e, cx))?,
        )),
        (None, Some(dir)) => Into::Folders(
            Folders::begin(dir, &args.partition, args.force)
                .map_err(|e| target::refused(&e, cx))?,
        ),
        (None, None) => Into::Out,
    };
    let paths = &args.paths.paths;
    let mut found = input::find(paths, desk, cx);
    let (mut any, mut count) = (false, 0);
    'all: for entries in found.entries.chunks(HELD) {
        let reports = input::read(entries, paths, desk, cx, &mut found.named_failed);
        any |= !reports.is_empty();
        let hits: Vec<_> = reports.par_iter().map(|r| ready.scanner.scan(r)).collect();
        let scanned: Vec<Scanned<'_>> = reports
            .iter()
            .zip(&hits)
            .map(|(report, hits)| Scanned {
                id: ReportId(0),
                report,
                hits,
            })
            .collect();
        asked.meet(&Matrix::of(&ready.lexicon, &scanned, &asked.everything()));
        if asked.is_elsewhere() {
            continue;
        }
        let lines: Vec<(String, usize)> = scanned
            .par_iter()
            .map(|s| hits::lines(&ready.lexicon, s, &asked.wanted))
            .collect();
        for (report, (lines, n)) in reports.iter().zip(&lines) {
            count += n;
            if !into.add(report, lines, cx)? {
                break 'all;
            }
        }
    }
    if !any {
        return Err(input::AlreadySaid.into());
    }
    asked.all_met(cx)?;
    let refused = |e| target::refused(&e, cx);
    match into {
        Into::Out => {}
        Into::File(file) => {
            file.finish().map_err(refused)?;
            if let Some(path) = &args.output {
                target::written(path, cx);
            }
        }
        Into::Folders(folders) => {
            let (done, left) = folders.finish().map_err(refused)?;
            say_folders(args, count, done.len(), &left, cx);
        }
    }
    Ok(ended(count > 0, found.named_failed, cx))
}

fn say_folders(
    args: &ThemesArgs,
    count: usize,
    done: usize,
    left: &[std::path::PathBuf],
    cx: Context,
) {
    let dir = args.out_dir.as_deref().unwrap_or(std::path::Path::new("."));
    let dir = dir.display();
    note(&match cx.lang {
        Lang::Zh => format!("已在 {dir} 写成 {done} 个文件，共 {count} 处命中"),
        Lang::En => format!("wrote {done} files into {dir}: {count} hits"),
    });
    // A query over the folder would count them, too.
    for path in left {
        let path = path.display();
        note(&match cx.lang {
            Lang::Zh => format!("{path}：是从前写的，这次没有写到；不要了请删去，否则会一起算"),
            Lang::En => format!(
                "{path}: from an earlier time and not written now; delete it, or a query will count it, too"
            ),
        });
    }
}
