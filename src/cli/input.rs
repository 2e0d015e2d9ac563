//! Paths of the command line → reports.
//!
//! Invariant: whatever cannot be read is named on standard error with its reason; nothing is skipped in silence.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};
use rayon::prelude::*;

use super::desk::Desk;
use super::output::{Context, note};
use crate::locale::Lang;
use crate::report::Report;
use crate::report::library::{self, Entry};

/// What was read.
pub struct Loaded {
    /// The reports, in the order of the paths.
    pub reports: Vec<Arc<Report>>,
    /// A path named on the command line could not be read: exit code 2 in the end, after the rest was done.
    pub named_failed: bool,
}

/// No report could be read, and standard error has been told why for each path.
#[derive(Debug, thiserror::Error)]
#[error("no report could be read")]
pub struct AlreadySaid;

/// What is to be read.
pub struct Found {
    /// In the order of the paths.
    pub entries: Vec<Entry>,
    /// A path named on the command line could not be read.
    pub named_failed: bool,
}

/// Finds every report under `paths`; if there is no path those of the library, and if that holds nothing the built-in samples.
pub fn find(paths: &[PathBuf], desk: &Desk, cx: Context) -> Found {
    let mut all = Found {
        entries: Vec::new(),
        named_failed: false,
    };
    let mut ignored = 0;
    let reading = desk.reading(cx);
    if paths.is_empty() && reading.catalogue.is_empty() {
        all.entries = library::samples();
        note(cx.say(
            "未给路径，读内置样本",
            "no path given: reading the built-in samples",
        ));
    } else if paths.is_empty() {
        let found = library::discover_kept(&reading.catalogue);
        note(cx.say("未给路径，读文库", "no path given: reading the library"));
        for error in &found.failed {
            note(&error.sentence(cx.lang));
        }
        (all.entries, ignored) = (found.entries, found.ignored);
    }
    for path in paths {
        if let Some(sample) = sample_named(path) {
            all.entries.push(sample);
        } else {
            let found = library::discover(std::slice::from_ref(path));
            for error in &found.failed {
                note(&error.sentence(cx.lang));
                all.named_failed |= error.path == *path;
            }
            ignored += found.ignored;
            for entry in found.entries {
                if entry != Entry::Stdin || !all.entries.contains(&entry) {
                    all.entries.push(entry);
                }
            }
        }
    }
    if ignored > 0 {
        note(&match cx.lang {
            Lang::Zh => format!("另有 {ignored} 个文件按种类不是报告，未读"),
            Lang::En => format!("{ignored} files are no reports by their kind and were not read"),
        });
    }
    all
}

/// Reads some of what was found; what cannot be read is named on standard error, and if it is one of `paths`, in `named_failed`.
pub fn read(
    entries: &[Entry],
    paths: &[PathBuf],
    desk: &Desk,
    cx: Context,
    named_failed: &mut bool,
) -> Vec<Arc<Report>> {
    let reading = desk.reading(cx);
    let read: Vec<_> = entries
        .par_iter()
        .map(|entry| reading.read(entry).map(Arc::new))
        .collect();
    let mut reports = Vec::new();
    for (entry, result) in entries.iter().zip(read) {
        match result {
            Ok(report) => reports.push(report),
            Err(error) => {
                note(&error.sentence(cx.lang));
                *named_failed |= match entry {
                    Entry::File(path) => paths.contains(path),
                    Entry::Stdin => true,
                    Entry::Sample(..) => false,
                };
            }
        }
    }
    reports
}

/// Finds and reads every report, see [`find`].
///
/// # Errors
/// When not one report could be read.
pub fn reports(paths: &[PathBuf], desk: &Desk, cx: Context) -> anyhow::Result<Loaded> {
    let Found {
        entries,
        mut named_failed,
    } = find(paths, desk, cx);
    let reports = read(&entries, paths, desk, cx, &mut named_failed);
    if reports.is_empty() {
        return Err(AlreadySaid.into());
    }
    Ok(Loaded {
        reports,
        named_failed,
    })
}

/// Reads one report: a file, a sample by name, or `-`.
///
/// # Errors
/// What kept it from being read, as a sentence.
pub fn report(path: &Path, desk: &Desk, cx: Context) -> anyhow::Result<Report> {
    if path.is_dir() {
        bail!(is_folder(path, cx));
    }
    let entry = if path.as_os_str() == "-" {
        Entry::Stdin
    } else {
        sample_named(path).unwrap_or_else(|| Entry::File(path.to_owned()))
    };
    desk.reading(cx)
        .read(&entry)
        .map_err(|error| anyhow!(error.sentence(cx.lang)))
}

/// That a folder was named where a file is wanted.
pub fn is_folder(path: &Path, cx: Context) -> String {
    format!(
        "{}: {}",
        path.display(),
        cx.say(
            "这是文件夹，请给出一个文件",
            "this is a folder; name one file"
        )
    )
}

/// The built-in sample that `path` names, with or without `.txt`, unless there is such a file.
pub fn sample_named(path: &Path) -> Option<Entry> {
    let wanted = path.to_str()?;
    if wanted.contains(['/', '\\']) || path.exists() {
        return None;
    }
    let stem = |name: &str| name.strip_suffix(".txt").unwrap_or(name).to_owned();
    library::samples()
        .into_iter()
        .find(|e| matches!(e, Entry::Sample(name, _) if stem(name) == stem(wanted)))
}
