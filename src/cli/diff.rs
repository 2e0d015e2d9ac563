//! `duizhao diff`: what changed from one report to another, on standard output or as a file.
//!
//! Must not know how formats are written: that is [`crate::export`]'s.

mod text;

use std::time::SystemTime;

use anyhow::anyhow;

use super::args::{DiffArgs, Format};
use super::desk::Desk;
use super::output::{Context, emit_bytes, note};
use super::{Exit, input, target};
use crate::compare::passages::Both;
use crate::compare::{self, Asked, Depth};
use crate::export::{self, Options, Show};

/// Runs the verb.
///
/// # Errors
/// When a report cannot be read, or the answer not written.
pub fn run(args: &DiffArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    target::check(args.output.as_deref(), args.force, cx)?;
    let a = input::report(&args.files.a, desk, cx)?;
    let b = input::report(&args.files.b, desk, cx)?;
    let asked = Asked {
        depth: args.depth.map(Depth::from),
        judged: desk.catalogue(cx).judged(&a, &b),
        formulas: None,
    };
    let comparison = compare::compare_with(&a, &b, &asked);
    let both = Both {
        a: &a,
        b: &b,
        comparison: &comparison,
    };
    let options = Options {
        show: Show::from(args.show),
        kept: args.all,
        lang: cx.lang,
        when: SystemTime::now(),
    };
    let write = |format| {
        export::write(&both, format, options).map_err(|error| anyhow!(error.sentence(cx.lang)))
    };
    let bytes = match (cx.format, &args.output) {
        // Only a file needs to say that it is UTF-8.
        (Format::Csv, None) => export::csv_text(&both, options).into_bytes(),
        (Format::Csv, Some(_)) => write(export::Format::Csv)?,
        (Format::Json, _) => write(export::Format::Json)?,
        (Format::Md, _) => write(export::Format::Markdown)?,
        // The two at the end are refused before.
        (Format::Table | Format::Svg | Format::Ndjson, output) => {
            let color = cx.color && output.is_none();
            text::document(&both, options, Context { color, ..cx }).into_bytes()
        }
        (Format::Html, _) => write(export::Format::Html)?,
        (Format::Docx, _) => write(export::Format::Docx)?,
        (Format::DocxMarked, _) => write(export::Format::DocxMarked)?,
        (Format::Xlsx, _) => write(export::Format::Xlsx)?,
    };
    if let Some(path) = &args.output {
        target::put(path, &bytes, args.force, cx)?;
        if let Some(verdict) = export::verdict(&both, cx.lang) {
            note(&verdict);
        }
    } else {
        emit_bytes(&bytes)?;
    }
    Ok(if both.differs() {
        Exit::Nothing
    } else {
        Exit::Fine
    })
}
