//! `duizhao diff`: what changed from one report to another, on standard output or as a file.
//!
//! Must not know how formats are written: that is [`crate::export`]'s.

mod text;

use std::io::IsTerminal as _;
use std::time::SystemTime;

use anyhow::{anyhow, bail};

use super::args::{DiffArgs, Format};
use super::desk::Desk;
use super::output::{Context, emit_bytes, note};
use super::{Exit, input};
use crate::compare::passages::Both;
use crate::compare::{self, Asked, Depth};
use crate::export::{self, Options, Show, file};
use crate::text::safe::Safe;

/// Runs the verb.
///
/// # Errors
/// When a report cannot be read, or the answer not written.
pub fn run(args: &DiffArgs, desk: &Desk, cx: Context) -> anyhow::Result<Exit> {
    let said = |error: file::FileError| anyhow!(error.sentence(cx.lang));
    if let Some(path) = &args.output {
        // Before anything is read: whoever waited should not hear it in the end.
        file::check(path, args.force).map_err(|error| refused(&error, cx))?;
    } else if let Some(format) = cx.format.of_comparison()
        && format.is_binary()
        && std::io::stdout().is_terminal()
    {
        let name = format.name();
        match cx.lang {
            crate::locale::Lang::Zh => {
                bail!("{name} 不是终端里能看的；请用 -o 写进文件，或接到管道")
            }
            crate::locale::Lang::En => {
                bail!(
                    "{name} is nothing for a terminal; write it into a file with -o, or into a pipe"
                )
            }
        }
    }
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
        (Format::Table, output) => {
            let color = cx.color && output.is_none();
            text::document(&both, options, Context { color, ..cx }).into_bytes()
        }
        (Format::Html, _) => write(export::Format::Html)?,
        (Format::Docx, _) => write(export::Format::Docx)?,
        (Format::DocxMarked, _) => write(export::Format::DocxMarked)?,
        (Format::Xlsx, _) => write(export::Format::Xlsx)?,
    };
    if let Some(path) = &args.output {
        file::put(path, &bytes, args.force).map_err(said)?;
        note(&match cx.lang {
            crate::locale::Lang::Zh => format!("已写成 {}", path.display()),
            crate::locale::Lang::En => format!("wrote {}", path.display()),
        });
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

/// Why a file is not written, and which option lets it be.
fn refused(error: &file::FileError, cx: Context) -> anyhow::Error {
    let mut said = error.sentence(cx.lang);
    if matches!(error, file::FileError::Exists(_)) {
        said.push_str(cx.say("；要覆盖请加 --force", "; add --force to overwrite it"));
    }
    anyhow!(Safe::new(&said).to_string())
}
