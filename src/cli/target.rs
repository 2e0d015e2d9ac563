//! Where a verb's answer goes: a file that is named, or standard output.
//!
//! Invariant: what would keep a file from being written is said before any work is done.

use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::{anyhow, bail};

use super::args::Format;
use super::output::{Context, note};
use crate::export::file::{self, FileError};
use crate::locale::Lang;
use crate::text::safe::Safe;

/// Looks whether the file can be written, or, where there is none, whether a terminal can show the format.
///
/// # Errors
/// Why not, as a sentence.
pub fn check(path: Option<&Path>, force: bool, cx: Context) -> anyhow::Result<()> {
    if let Some(path) = path {
        return file::check(path, force).map_err(|error| refused(&error, cx));
    }
    if cx.format.is_binary() && std::io::stdout().is_terminal() {
        let name = Format::name(cx.format);
        match cx.lang {
            Lang::Zh => bail!("{name} 不是终端里能看的；请用 -o 写进文件，或接到管道"),
            Lang::En => {
                bail!(
                    "{name} is nothing for a terminal; write it into a file with -o, or into a pipe"
                )
            }
        }
    }
    Ok(())
}

/// Writes the file and says so on standard error.
///
/// # Errors
/// Why it was not written, as a sentence.
pub fn put(path: &Path, bytes: &[u8], force: bool, cx: Context) -> anyhow::Result<()> {
    file::put(path, bytes, force).map_err(|error| refused(&error, cx))?;
    written(path, cx);
    Ok(())
}

/// Says that a file was written.
pub fn written(path: &Path, cx: Context) {
    note(&match cx.lang {
        Lang::Zh => format!("已写成 {}", path.display()),
        Lang::En => format!("wrote {}", path.display()),
    });
}

/// Why a file is not written, and which option lets it be.
pub fn refused(error: &FileError, cx: Context) -> anyhow::Error {
    let mut said = error.sentence(cx.lang);
    if matches!(error, FileError::Exists(_)) {
        said.push_str(cx.say("；要覆盖请加 --force", "; add --force to overwrite it"));
    }
    anyhow!(Safe::new(&said).to_string())
}
