//! `duizhao themes`: the matrix of themes and reports, the passages behind its numbers, the hits one by one; on standard output or as files.
//!
//! Must not know how formats are written: that is [`crate::export::themes`]'s.

pub mod args;
mod asked;
mod shown;
mod stream;

use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{anyhow, bail};
use rayon::prelude::*;

use super::args::Format;
use super::desk::Desk;
use super::output::{Context, emit_bytes, note};
use super::{Exit, input, target};
use crate::export::themes::{self, By, Counted, Lens, LensFormat};
use crate::report::ReportId;
use crate::theme::{Hits, Matrix, Scanned};
use args::ThemesArgs;
use asked::Asked;

/// Runs the verb.
///
/// # Errors
/// When no report could be read, what was asked for cannot be, or nothing can be written.
pub fn run(args: &ThemesArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    fitting(args, cx)?;
    target::check(args.output.as_deref(), args.force, cx)?;
    let book = desk.book(&args.lexicon, cx)?;
    let ready = book.ready();
    let mut asked = Asked::of(args, &ready.lexicon, cx)?;
    if cx.format == Format::Ndjson {
        return stream::run(args, &mut asked, ready, desk, cx);
    }
    let loaded = input::reports(&args.paths.paths, desk, cx)?;
    let hits: Vec<Arc<Hits>> = loaded
        .reports
        .par_iter()
        .map(|r| Arc::new(ready.scanner.scan(r)))
        .collect();
    let scanned: Vec<Scanned<'_>> = (0..)
        .map(ReportId)
        .zip(loaded.reports.iter().zip(&hits))
        .map(|(id, (report, hits))| Scanned { id, report, hits })
        .collect();
    asked.meet(&Matrix::of(&ready.lexicon, &scanned, &asked.everything()));
    asked.all_met(cx)?;
    let matrix = Matrix::of(&ready.lexicon, &scanned, &asked.wanted);
    let of = Counted {
        lexicon: &ready.lexicon,
        reports: &scanned,
        matrix: &matrix,
        wanted: &asked.wanted,
        per_thousand: args.per_thousand,
        lang: cx.lang,
        when: SystemTime::now(),
    };
    let bytes = if args.lens {
        passages(args, &of, cx)?
    } else {
        counts(args, &of, cx)?
    };
    match &args.output {
        Some(path) => target::put(path, &bytes, args.force, cx)?,
        None => emit_bytes(&bytes)?,
    }
    Ok(ended(
        matrix.totals.iter().any(|&t| t > 0),
        loaded.named_failed,
        cx,
    ))
}

/// How the verb ends.
fn ended(found: bool, named_failed: bool, cx: Context) -> Exit {
    if !found {
        note(cx.say(
            "没有命中：这些报告里没有所问的主题",
            "no hit: these reports have none of the themes asked for",
        ));
    }
    Exit::found(found, named_failed)
}

/// Refuses options that do not go together.
fn fitting(args: &ThemesArgs, cx: Context) -> anyhow::Result<()> {
    let name = cx.format.name();
    let lens = matches!(
        cx.format,
        Format::Table | Format::Md | Format::Docx | Format::Json
    );
    if args.lens && !lens {
        match cx.lang {
            crate::locale::Lang::Zh => bail!(
                "--lens 写不成 {name}；请用 table、md、docx 或 json，逐处的命中用 ndjson（不加 --lens）"
            ),
            crate::locale::Lang::En => bail!(
                "--lens does not go with {name}; take table, md, docx or json, or for hits one by one ndjson without --lens"
            ),
        }
    }
    if !args.lens && cx.format == Format::Docx {
        bail!(cx.say(
            "docx 写的是原文，请加 --lens；数字请用 xlsx、html 或 md",
            "docx holds passages: add --lens; for numbers take xlsx, html or md"
        ));
    }
    if args.out_dir.is_some() && cx.format != Format::Ndjson {
        match cx.lang {
            crate::locale::Lang::Zh => bail!("--out-dir 里只写 ndjson；{name} 请用 -o FILE"),
            crate::locale::Lang::En => {
                bail!("into --out-dir only ndjson is written; for {name} take -o FILE")
            }
        }
    }
    if args.wide && cx.format != Format::Csv {
        match cx.lang {
            crate::locale::Lang::Zh => bail!("--wide 只用于 csv；{name} 本来就是一份报告一列"),
            crate::locale::Lang::En => bail!("--wide is for csv; {name} has its own form"),
        }
    }
    Ok(())
}

/// The numbers.
fn counts(args: &ThemesArgs, of: &Counted<'_>, cx: Context) -> anyhow::Result<Vec<u8>> {
    let csv = if args.wide {
        themes::Format::CsvWide
    } else {
        themes::Format::Csv
    };
    let format = match cx.format {
        // Only a file needs to say that it is UTF-8.
        Format::Csv if args.output.is_none() => {
            return Ok(themes::csv_text(of, csv).into_bytes());
        }
        Format::Csv => csv,
        Format::Json => themes::Format::Json,
        Format::Md => themes::Format::Markdown,
        Format::Html => themes::Format::Html,
        Format::Svg => themes::Format::Svg,
        Format::Xlsx => themes::Format::Xlsx,
        _ => return Ok(shown::matrix(of, &args.themes, in_file(args, cx)).into_bytes()),
    };
    themes::write(of, format).map_err(|error| anyhow!(error.sentence(cx.lang)))
}

/// The sentences, of the reports in the order of the matrix.
fn passages(args: &ThemesArgs, of: &Counted<'_>, cx: Context) -> anyhow::Result<Vec<u8>> {
    let by_id = |id: ReportId| of.reports.iter().find(|r| r.id == id).copied();
    let columns = of.matrix.columns.iter();
    let reports: Vec<Scanned<'_>> = columns.filter_map(|c| by_id(c.report)).collect();
    let lens = Lens {
        lexicon: of.lexicon,
        themes: &of.matrix.rows,
        reports: &reports,
        part: of.wanted.part,
        by: args.by.map_or(By::Report, By::from),
        only: None,
        lang: cx.lang,
        when: of.when,
    };
    let format = match cx.format {
        Format::Md => LensFormat::Markdown,
        Format::Docx => LensFormat::Docx,
        Format::Json => LensFormat::Json,
        _ => return Ok(shown::passages(&lens, in_file(args, cx)).into_bytes()),
    };
    themes::lens(&lens, format).map_err(|error| anyhow!(error.sentence(cx.lang)))
}

/// A file has no colours.
fn in_file(args: &ThemesArgs, cx: Context) -> Context {
    Context {
        color: cx.color && args.output.is_none(),
        ..cx
    }
}
